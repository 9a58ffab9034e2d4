"""Running totals moved by hand: alone, beside a real posting, and from within one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import CANAL_25, GATE_25, INCOME, LINE, SURPLUS_OTHER
from hostile.statements import (
    TYPE,
    Attack,
    Delete,
    Insert,
    Raw,
    Sql,
    Statement,
    Update,
    commitment,
    line,
    literal,
    newest,
    posting,
    values,
    voucher,
    zeros,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWEST: Final = newest("posting", "posting_id")
POST: Final = voucher("post", 2025, postings=1)

# The tables with running totals: the row attacked, its columns, and a posting that moves the row.
TOTALS: Final = {
    "line_authority": (
        "line_id",
        LINE["office_25"],
        ("original", "early", "supplement", "reduction", "carried_in", "transferred_in",
         "transferred_out", "surplus_used", "prior_year", "recalled", "carried_out", "to_surplus",
         "lapsed"),
        posting("recall", 100, line_id=LINE["office_25"]),
    ),
    "line_spending": (
        "line_id",
        LINE["office_25"],
        ("ceiling", "committed", "paid"),
        posting("commit", 100, line_id=LINE["office_25"], commitment_id=GATE_25),
    ),
    "income": (
        "income_id",
        INCOME["other_25"],
        ("budgeted", "increased", "decreased", "received", "returned", "carried_in",
         "surplus_used", "prior_year", "paid", "carried_out", "to_surplus"),
        posting("receive", 100, income_id=INCOME["other_25"]),
    ),
    "surplus": (
        "surplus_id",
        SURPLUS_OTHER,
        ("added", "used", "surrendered", "distributed", "earmarked", "earmarked_used",
         "pooled_in", "pooled_out", "earmarked_in", "earmarked_out"),
        posting("surrender", 100, surplus_id=SURPLUS_OTHER),
    ),
    "commitment": (
        "commitment_id",
        GATE_25,
        ("committed", "released", "paid", "carried_in", "carried_out"),
        posting("release", 100, line_id=LINE["office_25"], commitment_id=GATE_25),
    ),
}  # fmt: skip

# What a row with running totals is about, and never changes.
IDENTITY: Final[dict[str, dict[str, object]]] = {
    "line_authority": {"line_id": 77},
    "line_spending": {"line_id": 77},
    "income": {
        "income_id": 77, "year": 2026, "unit_id": 4, "fund": "special_account", "voucher_id": 1,
    },
    "surplus": {"surplus_id": 77, "unit_id": 4, "fund": "special_account", "voucher_id": 1},
    "commitment": {
        "commitment_id": 77, "line_id": 1, "contract": "Sea gate", "continues_id": 1,
        "voucher_id": 1,
    },
}  # fmt: skip


def by_hand() -> Iterator[Attack]:
    rule = "balance_self"
    for table, (key, row, totals, moving) in TOTALS.items():
        where = f"{key} = {row}"
        beside: tuple[Statement, ...] = (POST, moving)
        for total in totals:
            column = f"{total}_fen"
            for case, value in values({
                "up": Sql(f"{column} + 1"), "down": Sql(f"{column} - 1"), "zero": 0, "null": None,
                "huge": 2**63 - 1, "same": Sql(column),
            }):  # fmt: skip
                attack = f"{table}_{total}_{case}"
                change = Update(table, {column: value}, where)
                yield Attack(attack, rule, change)
                named = Update(table, {"last_posting_id": NEWEST, column: value}, where)
                yield Attack(f"{attack}_by_newest", rule, named)
                yield Attack(f"{attack}_beside", rule, named, beside)
            text = Update(table, {column: "much"}, where)
            yield Attack(f"{table}_{total}_text", TYPE, text)
            half = Update(table, {column: 0.5}, where)
            yield Attack(f"{table}_{total}_half", TYPE, half)
        for case, value in values({
            "next": Sql(f"{NEWEST} + 1"), "older": 1, "zero": 0, "negative": -1, "null": None,
            "huge": 2**63 - 1,
        }):  # fmt: skip
            change = Update(table, {"last_posting_id": value}, where)
            yield Attack(f"{table}_last_posting_{case}", rule, change)
            yield Attack(f"{table}_last_posting_{case}_beside", rule, change, beside)
        for column in (key, "rowid"):
            yield Attack(f"{table}_{column}_moved", rule, Update(table, {column: 77}, where))
            taken = Update(table, {column: 1}, where)
            yield Attack(f"{table}_{column}_taken", rule, taken)
        yield Attack(f"{table}_end", rule, Delete(table, where))
        yield Attack(f"{table}_all_end", rule, Delete(table, "1"))
        yield Attack(f"{table}_end_beside", rule, Delete(table, where), beside)
        everything = Update(table, {f"{totals[0]}_fen": 0}, "1")
        yield Attack(f"{table}_all", rule, everything)
    for table, columns in IDENTITY.items():
        key, row, _, moving = TOTALS[table]
        for column, value in columns.items():
            change = Update(table, {column: value}, f"{key} = {row}")
            yield Attack(f"{table}_{column}_changed", rule, change)
            named = Update(table, {column: value, "last_posting_id": NEWEST}, f"{key} = {row}")
            yield Attack(f"{table}_{column}_changed_beside", rule, named, (POST, moving))


def inserted() -> Iterator[Attack]:
    for table in ("line_authority", "line_spending"):
        yield from inserted_into(table)


def inserted_into(table: str) -> Iterator[Attack]:
    rule = "balance_self"
    totals = TOTALS[table][2]
    empty = Insert(
        table,
        {"line_id": 99, "last_posting_id": 0, **zeros(*(f"{total}_fen" for total in totals))},
    )
    yield Attack(f"{table}_of_no_line", rule, empty)
    yield Attack(f"{table}_unassigned", rule, empty.without("line_id"))
    for case, line_id in values({"old": 1, "new": newest("line", "line_id")}):
        setup = (POST, line(2025, economic_code="30299"))
        yield Attack(f"{table}_again_{case}", rule, empty.but(line_id=line_id), setup)
        rich = empty.but(line_id=line_id, **{f"{totals[0]}_fen": 10**9})
        yield Attack(f"{table}_rich_{case}", rule, rich, setup)
        aliased = empty.under("rowid", line_id)
        yield Attack(f"{table}_rowid_{case}", rule, aliased, setup)
    # A trigger of the attacker forges the first balance of a line: none comes before its line.
    for column in ("last_posting_id", *(f"{total}_fen" for total in totals)):
        row = empty.but(line_id=Sql("NEW.line_id"), **{column: 1})
        forge = f"CREATE TEMP TRIGGER forge AFTER INSERT ON line BEGIN {row.sql()}; END"
        hide = (
            f"CREATE TEMP TRIGGER hide BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE line_id = NEW.line_id) "
            "BEGIN SELECT RAISE(IGNORE); END"
        )
        new = line(2025, economic_code="30299")
        yield Attack(f"{table}_born_with_{column}", rule, new, (POST, Raw(forge), Raw(hide)))


def steered(
    table: str, changes: str, where: str, before: tuple[Statement, ...] = (POST,)
) -> tuple[Statement, ...]:
    """Apply a forged effect from within a posting, and hide the true one.

    The triggers of a connection (TEMP) fire before those of the file. The first one here moves
    the row itself; the second skips the true effect once the row names the posting.
    """
    key = TOTALS[table][0]
    forge = f"UPDATE {table} SET last_posting_id = NEW.posting_id, {changes} WHERE {where}"
    return (
        *before,
        Raw(f"CREATE TEMP TRIGGER forge AFTER INSERT ON posting BEGIN {forge}; END"),
        Raw(
            f"CREATE TEMP TRIGGER hide BEFORE UPDATE ON {table} "
            f"WHEN OLD.{key} = NEW.{key} AND OLD.last_posting_id = NEW.last_posting_id "
            "BEGIN SELECT RAISE(IGNORE); END"
        ),
    )


def from_within() -> Iterator[Attack]:
    rule = "balance_self"
    for table, (key, row, totals, moving) in TOTALS.items():
        for total in totals:
            # Right in everything but one column, which is one fen off.
            setup = steered(table, _true_effect(table, total), f"{key} = {row}")
            yield Attack(f"{table}_{total}_forged_within", rule, moving, setup)
        for column, value in IDENTITY[table].items():
            changes = f"{_true_effect(table)}, {column} = {literal(value)}"
            setup = steered(table, changes, f"{key} = {row}")
            yield Attack(f"{table}_{column}_changed_within", rule, moving, setup)
        yield _late(table)
        sluice = LINE["sluice_25"]
        other = {
            "line_authority": sluice,
            "line_spending": sluice,
            "income": 3,
            "surplus": 2,
            "commitment": 2,
        }
        setup = steered(table, f"{totals[0]}_fen = {totals[0]}_fen", f"{key} = {other[table]}")
        yield Attack(f"{table}_other_row_within", rule, moving, setup)
    # Payments have a comparison of their own.
    pay = posting("pay", 100, line_id=LINE["office_25"], commitment_id=GATE_25)
    for total in TOTALS["line_spending"][2]:
        columns = {"paid": "paid_fen + 100", "committed": "committed_fen - 100"}
        columns[total] = f"{columns.get(total, total + '_fen')} + 1"
        changes = ", ".join(f"{column}_fen = {value}" for column, value in columns.items())
        setup = steered("line_spending", changes, f"line_id = {LINE['office_25']}")
        yield Attack(f"payment_{total}_forged_within", rule, pay, setup)
    setup = steered("line_spending", "paid_fen = paid_fen", f"line_id = {LINE['sluice_25']}")
    yield Attack("payment_other_row_within", rule, pay, setup)
    # What a line was given does not move with what is paid of it.
    setup = steered("line_authority", "lapsed_fen = lapsed_fen", f"line_id = {LINE['office_25']}")
    yield Attack("payment_authority_within", rule, pay, setup)


def _late(table: str) -> Attack:
    """Write the true effect of a posting by hand, after the next posting."""
    key, row, _, moving = TOTALS[table]
    skip = (
        "CREATE TEMP TRIGGER skip AFTER INSERT ON posting "
        f"WHEN NEW.event = '{moving.columns['event']}' BEGIN SELECT RAISE(IGNORE); END"
    )
    next_one = posting("pay", 1, line_id=LINE["salary_25"])
    setup = (voucher("post", 2025, postings=3), Raw(skip), moving, next_one)
    effect = f"last_posting_id = {NEWEST} - 1, {_true_effect(table)}"
    text = f"UPDATE {table} SET {effect} WHERE {key} = {row}"
    return Attack(f"{table}_effect_of_older_posting", "balance_self", Raw(text), setup)


def _true_effect(table: str, off: str | None = None) -> str:
    """Write the changes that the posting of this table really makes, one of them wrong."""
    moved = {"line_authority": "recalled", "line_spending": "committed", "income": "received",
             "surplus": "surrendered", "commitment": "released"}[table]  # fmt: skip
    changes = {moved: f"{moved}_fen + 100"}
    if off is not None:
        changes[off] = f"{changes.get(off, off + '_fen')} + 1"
    return ", ".join(f"{column}_fen = {value}" for column, value in changes.items())


def hidden() -> Iterator[Attack]:
    """A trigger of the attacker that skips an effect whole is seen at once."""
    rule = "effect_missing"
    carry: tuple[Statement, ...] = (
        voucher("begin_closing", 2025),
        voucher("close", 2025, postings=1),
    )
    for table, (key, row, _, moving) in TOTALS.items():
        text = (
            f"CREATE TEMP TRIGGER hide BEFORE UPDATE ON {table} WHEN OLD.{key} = {row} "
            "BEGIN SELECT RAISE(IGNORE); END"
        )
        yield Attack(f"{table}_effect_hidden", rule, moving, (POST, Raw(text)))
    transfer = posting("transfer", 100, line_id=LINE["office_25"], to_line_id=LINE["sluice_25"])
    for table in ("line_authority", "line_spending"):
        hide = hide_updates(table, f"OLD.line_id = {LINE['sluice_25']}")
        yield Attack(f"to_{table}_effect_hidden", rule, transfer, (POST, hide))
    from hostile.attacks_postings import CARRY_COMMITMENT, CARRY_MONEY, NEXT  # noqa: PLC0415

    hide = hide_updates("income", "OLD.year = 2026")
    yield Attack("to_income_effect_hidden", rule, CARRY_MONEY, (*carry, *NEXT, hide))
    hide = hide_updates("income", "OLD.year = 2025")
    yield Attack("own_income_effect_hidden", rule, CARRY_MONEY, (*carry, *NEXT, hide))
    hide = hide_updates("commitment", f"OLD.commitment_id = {GATE_25}")
    yield Attack("own_commitment_effect_hidden", rule, CARRY_COMMITMENT, (*carry, *NEXT, hide))
    hide = hide_updates("commitment", f"OLD.commitment_id > {CANAL_25 + 1}")
    yield Attack("to_commitment_effect_hidden", rule, CARRY_COMMITMENT, (*carry, *NEXT, hide))


def below_zero() -> Iterator[Attack]:
    """Undo what never took effect: a trigger of the attacker has skipped it (verify finds that)."""
    rule = "total_negative"
    last = newest("posting", "posting_id")
    sluice, gate = {"line_id": LINE["sluice_25"]}, {"line_id": LINE["office_25"]}
    contract = {**gate, "commitment_id": newest("commitment", "commitment_id")}
    for name, row, undone in (
        ("line", posting("pay", 100, **sluice), posting("refund", 100, **sluice, refunds_id=last)),
        ("authority", posting("supplement", 100, **sluice), None),
        ("income", posting("receive", 100, income_id=INCOME["business_25"]), None),
        ("surplus", posting("surrender", 100, surplus_id=SURPLUS_OTHER), None),
        ("commitment", posting("commit", 100, **contract), None),
    ):
        skip = (
            "CREATE TEMP TRIGGER skip AFTER INSERT ON posting "
            f"WHEN NEW.event = '{row.columns['event']}' AND NEW.reverses_id IS NULL "
            "BEGIN SELECT RAISE(IGNORE); END"
        )
        setup = (
            voucher("post", 2025, postings=2),
            commitment(LINE["office_25"], "Gate II"),
            Raw(skip),
            row,
        )
        undo = undone or row.but(reverses_id=last)
        yield Attack(f"{name}_below_zero", rule, undo, setup)


def hide_updates(table: str, when: str) -> Raw:
    return Raw(
        f"CREATE TEMP TRIGGER hide BEFORE UPDATE ON {table} WHEN {when} "
        "BEGIN SELECT RAISE(IGNORE); END"
    )


ATTACKS: Final = (*by_hand(), *inserted(), *from_within(), *hidden(), *below_zero())
