"""What was written stays; views, other databases and temporary names are no way around."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hostile.book import INCOME, LINE, SCHEMA
from hostile.statements import (
    Attack,
    Delete,
    Insert,
    Raw,
    Sql,
    Statement,
    Update,
    posting,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

POST: Final = voucher("post", 2025, postings=1)
PAY: Final = posting("pay", 100, line_id=LINE["office_25"])

# Every table that only grows, with its columns; what changes in part has attacks of its own.
CHANGING: Final = {
    "budget_year", "draft_line", "draft_income", "draft_control", "line_authority",
    "line_spending", "income", "surplus", "commitment", "unit", "note", "statement_match",
}  # fmt: skip
# Nothing stays in these.
DESKS: Final = (
    "voucher_examination", "posting_examination", "payment_examination", "posting_effect",
)  # fmt: skip
WORDS: Final = ("fund", "act", "event", "policy_name")


def tables() -> dict[str, dict[str, str]]:
    """Read the tables that keep something: columns that can be written, and their types."""
    table = re.compile(r"^CREATE TABLE (\w+) \(\n(.*?)^\)", re.DOTALL | re.MULTILINE)
    column = re.compile(
        r"^    ([a-z]\w*) ((?:TEXT|INTEGER|BLOB|ANY)\b(?! GEN).*?),?$", re.MULTILINE
    )
    return {
        name: dict(column.findall(body))
        for name, body in table.findall(SCHEMA)
        if name not in DESKS
    }


def append_only() -> Iterator[Attack]:
    rule = "append_only"
    for table, columns in tables().items():
        first = next(iter(columns))
        if table not in CHANGING:
            where = f"{first} = (SELECT min({first}) FROM {table})"
            for column, kind in columns.items():
                value = b"1" if kind.startswith("BLOB") else 1
                change = Update(table, {column: value}, where)
                yield Attack(f"{table}_{column}_other", rule, change)
                if not kind.startswith("INTEGER PRIMARY KEY"):
                    change = Update(table, {column: None}, where)
                    yield Attack(f"{table}_{column}_null", rule, change)
            everything = Update(table, {first: Sql(first)}, "1")
            yield Attack(f"{table}_all_changed", rule, everything)
        if table not in CHANGING or table in ("unit", "note", "statement_match"):
            yield Attack(f"{table}_end", rule, Delete(table, "1"))
            newest = Delete(table, f"{first} = (SELECT max({first}) FROM {table})")
            yield Attack(f"{table}_end_newest", rule, newest)
            yield Attack(f"{table}_truncated", rule, Raw(f"DELETE FROM {table}"))
    this = voucher("post", 2025, postings=2)
    last = "posting_id = (SELECT max(posting_id) FROM posting)"
    change = Update("posting", {"amount_fen": 1}, last)
    yield Attack("posting_of_this_act_changed", rule, change, (this, PAY))
    yield Attack("posting_of_this_act_gone", rule, Delete("posting", last), (this, PAY))
    last = "voucher_id = (SELECT max(voucher_id) FROM voucher)"
    more = Update("voucher", {"posting_count": 3}, last)
    yield Attack("voucher_of_this_act_longer", rule, more, (this, PAY))
    for column in ("rowid", "_rowid_", "oid"):
        change = Update("posting", {column: 99}, "posting_id = 1")
        yield Attack(f"posting_{column}_moved", rule, change)
        taken = Update("posting", {column: 1}, "posting_id = 2")
        yield Attack(f"posting_{column}_taken", rule, taken)


def words() -> Iterator[Attack]:
    rule = "append_only"
    fund = Insert("fund", {"fund": "lottery", "name_zh": "彩票", "name_en": "Lottery",
                           "parent": None, "is_fiscal": 0, "is_leaf": 1})  # fmt: skip
    act = Insert("act", {"act": "adjust", "name_zh": "调账", "state_before": "closed",
                         "state_after": None, "has_year": 1, "has_postings": 1})  # fmt: skip
    event = Insert("event", {
        "event": "create_money", "name_zh": "造", "has_line": 1, "has_to_line": 0, "has_income": 0,
        "has_surplus": 0, "has_commitment": 0, "has_refunds": 0, "in_approve": 0, "in_post": 1,
        "in_close": 0, "needs_document": 0,
    })  # fmt: skip
    name = Insert("policy_name", {
        "name": "whim", "name_zh": "随意", "actions": "|allow|", "value_form": "none",
        "has_fund": 0, "has_level": 0, "has_kind": 0, "has_code_level": 0, "item_digit": None,
    })  # fmt: skip
    rows = ((fund, "general_public"), (act, "post"), (event, "pay"), (name, "four_eyes"))
    for row, old in rows:
        yield Attack(f"{row.table}_added", rule, row)
        taken = row.but(**{next(iter(row.columns)): old})
        yield Attack(f"{row.table}_replaced", rule, taken)


def views() -> Iterator[Attack]:
    for view in re.findall(r"^CREATE VIEW (\w+) AS", SCHEMA, re.MULTILINE):
        rule = f"cannot modify {view} because it is a view"
        for verb in ("INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}"):
            statement = Raw(verb.format(view))
            yield Attack(f"{view}_{verb[:6]}", rule, statement)


# A name in TEMP hides the one in the file from a program, never from a guard.
SHADOWS: Final = {
    "line_spending": "CREATE TEMP TABLE line_spending AS SELECT * FROM main.line_spending",
    "line": "CREATE TEMP TABLE line AS SELECT * FROM main.line WHERE 0",
    "unit": "CREATE TEMP VIEW unit AS SELECT 1 AS unit_id, NULL AS deactivated_by",
    "event": "CREATE TEMP TABLE event AS SELECT * FROM main.event",
    "act": "CREATE TEMP TABLE act AS SELECT * FROM main.act",
    "policy": "CREATE TEMP TABLE policy AS SELECT * FROM main.policy WHERE 0",
    "newest_voucher": "CREATE TEMP VIEW newest_voucher AS SELECT 99 AS voucher_id",
    "blank": "CREATE TEMP VIEW blank AS SELECT NULL AS characters",
    "open_record": "CREATE TEMP VIEW open_record AS SELECT 99 AS voucher_id, 'add_unit' AS act",
    "budget_year": "CREATE TEMP VIEW budget_year AS SELECT 2024 AS year, 'open' AS state",
}


def main(row: Insert) -> Insert:
    return Insert(f"main.{row.table}", row.columns)


def shadows() -> Iterator[Attack]:
    shadowed = {name: Raw(text) for name, text in SHADOWS.items()}
    everything = tuple(shadowed.values())
    widen = {
        "event": "UPDATE temp.event SET in_post = 1, has_line = 1",
        "act": "UPDATE temp.act SET state_before = 'closed'",
        "line_spending": "UPDATE temp.line_spending SET ceiling_fen = 1000000000",
    }
    forged = (*everything, *(Raw(text) for text in widen.values()))
    closed = main(voucher("post", 2024, postings=1))
    too_much = main(PAY.but(amount_fen=47_001))
    cover = posting("cover_deficit", 1, income_id=INCOME["other_25"], surplus_id=1)
    cases: tuple[tuple[str, str, Statement, tuple[Statement, ...]], ...] = (
        ("pay", "available_exceeded", too_much, (POST, *forged)),
        ("event", "event_not_allowed", main(cover), (POST, *forged)),
        ("closed_year", "year_closed", closed, forged),
        ("four_eyes", "four_eyes", main(POST.but(reviewed_by=None)), forged),
        ("balance", "balance_self",
         Update("main.line_spending", {"paid_fen": 0}, "line_id = 10"), forged),
        ("year", "year_self", Update("main.budget_year", {"state": "open"}, "year = 2024"), forged),
        ("posting", "append_only", Delete("main.posting", "1"), forged),
    )  # fmt: skip
    for name, rule, statement, setup in cases:
        yield Attack(f"shadowed_{name}", rule, statement, setup)
    # Rows brought from another database meet the same guards.
    other = (
        Raw("CREATE TEMP TABLE brought AS SELECT * FROM main.posting WHERE posting_id = 1"),
        POST,
    )
    columns = "posting_id, voucher_id, event, amount_fen, line_id"
    for verb in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"):
        text = f"{verb} INTO main.posting ({columns}) SELECT {columns} FROM temp.brought"
        yield Attack(f"brought_{verb}", "approval_differs", Raw(text), other)
    # A trigger of the attacker writes more than the statement says: each row meets the guards.
    for name, text, rule in (
        ("second_posting", PAY.sql(), "voucher_complete"),
        ("balance", "UPDATE line_spending SET paid_fen = 0", "balance_self"),
        ("income", f"UPDATE income SET paid_fen = 0 WHERE income_id = {INCOME['other_25']}",
         "balance_self"),
        ("journal", "DELETE FROM posting WHERE posting_id < 10", "append_only"),
        ("voucher", "UPDATE voucher SET dated = '2024-01-01'", "append_only"),
    ):  # fmt: skip
        trigger = f"CREATE TEMP TRIGGER more AFTER INSERT ON posting BEGIN {text}; END"
        yield Attack(f"triggered_{name}", rule, PAY, (POST, Raw(trigger)))


ATTACKS: Final = (*append_only(), *words(), *views(), *shadows())
