"""The totals of lines that a closing carries forward, written after one look at the posting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.attacks_balances import TOTALS, hide_updates, steered
from hostile.attacks_drafts import closing_without_next
from hostile.attacks_postings import (
    BEGIN,
    CARRY,
    CLOSE,
    CLOSING,
    NEXT,
    NEXT_COMMITMENT,
    NEXT_LINE,
    OFFICE,
    POST,
)
from hostile.book import (
    GATE_25,
    LINE,
    NEW_PUMP,
    OLD_PUMP,
    PROJECT,
    catalogue,
    code,
    on,
    reopening,
)
from hostile.statements import (
    Attack,
    Raw,
    Sql,
    commitment,
    line,
    newest,
    posting,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWEST: Final = newest("posting", "posting_id")
# The line that gives and the line that takes, and the total of each that moves.
SIDES: Final = {
    "own": (f"line_id = {LINE['office_25']}", "carried_out"),
    "next": (f"line_id = {NEXT_LINE} - 1", "carried_in"),
}
OTHER_SIDE: Final = {"carried_out": "carried_in", "carried_in": "carried_out"}


def from_within() -> Iterator[Attack]:
    """Move a line from within its carry-forward, right in everything but one column."""
    rule, table = "balance_self", "line_authority"
    for side, (where, moved) in SIDES.items():
        true_effect = f"{moved}_fen = {moved}_fen + 100"
        for total in TOTALS[table][2]:
            columns = {moved: f"{moved}_fen + 100"}
            columns[total] = f"{columns.get(total, total + '_fen')} + 1"
            changes = ", ".join(f"{column}_fen = {value}" for column, value in columns.items())
            setup = steered(table, changes, where, CLOSING)
            yield Attack(f"carried_{side}_{total}_forged_within", rule, CARRY, setup)
        wrong = OTHER_SIDE[moved]
        changes = f"{wrong}_fen = {wrong}_fen + 100"
        setup = steered(table, changes, where, CLOSING)
        yield Attack(f"carried_{side}_on_the_other_side", rule, CARRY, setup)
        changes = f"{true_effect}, line_id = 77"
        setup = steered(table, changes, where, CLOSING)
        yield Attack(f"carried_{side}_line_changed_within", rule, CARRY, setup)
        text = (
            f"UPDATE {table} SET last_posting_id = NEW.posting_id + 1, {true_effect} WHERE {where}"
        )
        forge = Raw(f"CREATE TEMP TRIGGER forge AFTER INSERT ON posting BEGIN {text}; END")
        hide = hide_updates(table, "OLD.last_posting_id > NEW.last_posting_id")
        yield Attack(f"carried_{side}_before_its_posting", rule, CARRY, (*CLOSING, forge, hide))
        text = f"UPDATE {table} SET {true_effect} WHERE {where}"
        yield Attack(f"carried_{side}_once_more", rule, Raw(text), (*CLOSING, CARRY))
    for moved in OTHER_SIDE:
        changes = f"{moved}_fen = {moved}_fen + 100"
        setup = steered(table, changes, f"line_id = {LINE['sluice_25']}", CLOSING)
        yield Attack(f"carried_{moved}_of_another_line", rule, CARRY, setup)
    # A transfer that says it was carried forward.
    transfer = posting("transfer", 100, **OFFICE, to_line_id=LINE["sluice_25"])
    setup = steered(table, "carried_out_fen = carried_out_fen + 100", SIDES["own"][0])
    yield Attack("transfer_as_carried", rule, transfer, setup)


def hidden() -> Iterator[Attack]:
    """Skip one of the four effects."""
    for table in ("line_authority", "line_spending"):
        for side, (where, _) in SIDES.items():
            hide = hide_updates(table, f"OLD.{where}")
            setup = (*CLOSING, hide)
            yield Attack(f"carried_{side}_{table}_hidden", "effect_missing", CARRY, setup)


def plainly() -> Iterator[Attack]:
    """What resembles a plain carry-forward in all but one thing."""
    # A transfer within the closing, to the line of next year.
    transfer = posting("transfer", 100, **OFFICE, to_line_id=Sql(f"{NEXT_LINE} - 1"))
    yield Attack("transfer_in_closing", "transfer_across_years", transfer, CLOSING)
    # Two years on, under the same key.
    early = (
        voucher("post_early", 2026, postings=1), line(2026, origin_year=2024), line(2026),
        posting("allocate_early", 100, line_id=NEXT_LINE),
    )  # fmt: skip
    far = posting("carry_forward", 100, **on("office_24"), to_line_id=Sql(f"{NEXT_LINE} - 1"))
    closing = (*early, *reopening(2024), voucher("close", 2024, postings=1))
    yield Attack("carried_two_years_on", "carry_forward_key", far, closing)
    # The line of next year is there, and the closing that made it was taken back.
    taken_back = (
        *CLOSING, CARRY, voucher("undo_close", 2025, postings=1), CARRY.but(reverses_id=NEWEST),
        voucher("cancel_closing", 2025), POST,
    )  # fmt: skip
    yield Attack("carried_in_post", "event_not_allowed", CARRY, taken_back)
    nowhere = posting("carry_forward", 100, **OFFICE)
    yield Attack("carried_nowhere_in_post", "posting_shape", nowhere, (POST,))


def bounds() -> Iterator[Attack]:
    """Take back a carry-forward that never took effect, and carry more than a total holds."""
    skip = (
        "CREATE TEMP TRIGGER skip AFTER INSERT ON posting "
        "WHEN NEW.event = 'carry_forward' AND NEW.reverses_id IS NULL "
        "BEGIN SELECT RAISE(IGNORE); END"
    )
    undo = voucher("undo_close", 2025, postings=1)
    back = CARRY.but(reverses_id=NEWEST)
    setup = (*CLOSING, Raw(skip), CARRY, undo)
    yield Attack("carried_below_zero", "total_negative", back, setup)
    most, many = 10**15, 100
    given = posting("supplement", most, **OFFICE)
    setup = (
        POST.but(posting_count=many), *[given] * many,
        BEGIN, CLOSE.but(posting_count=many + 1), *NEXT, *[CARRY.but(amount_fen=most)] * many,
    )  # fmt: skip
    yield Attack("bound_carried", "total_out_of_range", CARRY, setup)


def lines() -> Iterator[Attack]:
    """Open a line of next year that resembles one of this year in all but one thing."""
    wrongs: dict[str, tuple[str, object]] = {
        "fund": ("fund_unknown", "unit_fund"),
        "level": ("level_unknown", "central"),
        "origin_year": ("origin_year_invalid", 1899),
        "functional_code": ("code_not_leaf", "20801"),
        "economic_code": ("code_not_leaf", "302"),
        "kind": ("kind_unknown", "basic"),
        "project": ("project_unexpected", "x"),
        "unit_id": ("unit_unknown", 99),
        "line_id": ("record_not_expected", Sql(f"{NEXT_LINE} + 2")),
        "voucher_id": ("record_not_expected", 1),
    }
    same: dict[str, object] = {"origin_year": 2025}
    for column, (rule, value) in wrongs.items():
        wrong = line(2026, **{**same, column: value})
        yield Attack(f"carried_line_{column}_wrong", rule, wrong, (BEGIN, CLOSE))
    inactive = line(2026, unit_id=OLD_PUMP, **same)
    yield Attack("carried_line_of_inactive_unit", "unit_inactive", inactive, (BEGIN, CLOSE))
    # Both are in the catalogue of 2025 alone.
    for scheme, number in (("functional", "2010199"), ("economic", "30298")):
        key = {f"{scheme}_code": number}
        setup = (
            voucher("load_catalogue", 2025, records=1), code(2025, scheme, number),
            POST, line(2025, **key), posting("supplement", 100, line_id=NEXT_LINE), BEGIN, CLOSE,
        )  # fmt: skip
        yield Attack(
            f"carried_line_{scheme}_ended", "code_not_in_force", line(2026, **same, **key), setup
        )
    unprepared = (*catalogue(2027), *closing_without_next())
    next_year = line(2027, origin_year=2026)
    yield Attack("carried_line_unprepared", "year_unknown", next_year, unprepared)
    right = line(2026, **same)
    yield Attack("carried_line_twice", "line_exists", right, (BEGIN, CLOSE, right))
    late = line(2026, **same, level="upper")
    yield Attack("carried_line_too_late", "record_not_expected", late, (*CLOSING, CARRY))
    back = line(2024, origin_year=2024, unit_id=NEW_PUMP)
    yield Attack("carried_line_back", "record_not_expected", back, (BEGIN, CLOSE))
    yield Attack("carried_line_in_post", "record_not_expected", right, (POST,))


def commitments() -> Iterator[Attack]:
    """Carry a commitment that is of another line, or into one that is."""
    sluice = line(2026, origin_year=2025, **PROJECT, project="Sluice")
    gate = commitment(NEXT_LINE, "Gate", continues_id=GATE_25)
    both = {"commitment_id": GATE_25, "to_commitment_id": NEXT_COMMITMENT}
    rule = "commitment_wrong"
    other = posting("carry_forward", 100, **on("sluice_25"), to_line_id=NEXT_LINE, **both)
    yield Attack("carried_commitment_of_other_line", rule, other, (BEGIN, CLOSE, sluice, gate))
    right = line(2026, origin_year=2025)
    setup = (BEGIN, CLOSE, right, sluice, gate)
    yield Attack("carried_commitment_to_other_line", rule, CARRY.but(**both), setup)
    beside = (BEGIN, CLOSE, sluice, right, gate)
    alone = posting("carry_forward", 100, **OFFICE, to_line_id=NEXT_LINE)
    yield Attack(
        "carried_commitment_begun",
        "posting_shape",
        alone.but(to_commitment_id=NEXT_COMMITMENT),
        beside,
    )
    yield Attack(
        "carried_commitment_ended", "posting_shape", alone.but(commitment_id=GATE_25), beside
    )
    yield Attack(
        "carried_commitment_of_none", rule, alone.but(**{**both, "commitment_id": -1}), beside
    )


ATTACKS: Final = (*from_within(), *hidden(), *plainly(), *bounds(), *lines(), *commitments())
