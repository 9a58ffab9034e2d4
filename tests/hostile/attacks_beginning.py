"""The first acts of a file, on one that holds the schema only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import draft_of, foundation, ledger, line_of, note, unit
from hostile.statements import Attack, Statement, Update, cases, posting, values, voucher

if TYPE_CHECKING:
    from collections.abc import Iterator

CREATE: Final = voucher("create", records=1)


def beginnings() -> Iterator[Attack]:
    for number in (0, 2, -1, None):
        row = CREATE.but(voucher_id=number)
        yield attack(f"first_voucher_{number}", "voucher_out_of_order", row)
    for first in (0, 2, -1, None):
        row = CREATE.but(first_posting_id=first)
        yield attack(f"first_posting_{first}", "voucher_count_invalid", row)
    yield attack("post_first", "year_unknown", voucher("post", 2025, postings=1))
    rule = "record_not_expected"
    yield attack("ledger_first", rule, ledger())
    for name, columns in cases(
        {
            "number_two": {"ledger_id": 2},
            "number_null": {"ledger_id": None},
            "title_null": {"title": None},
            "title_blank": {"title": "  "},
            "voucher_null": {"voucher_id": None},
            "voucher_none": {"voucher_id": 2},
        }
    ):
        yield attack(f"ledger_{name}", rule, ledger(**columns), CREATE)
    yield attack("ledger_unassigned", rule, ledger().without("ledger_id"), CREATE)
    for other in ("add_unit", "set_policy"):
        act = voucher(other, records=1)
        yield attack(f"ledger_of_{other}", rule, ledger(), act)
    done = (CREATE.but(record_count=0), voucher("create", records=1))
    yield attack("ledger_of_older_voucher", rule, ledger(), *done)
    yield attack("unit_of_create", rule, unit("Water bureau", "department", None), CREATE)
    yield attack("note_first", rule, note("memo", "hello"))
    row = posting("pay", 1, line_id=1)
    yield attack("posting_first", "voucher_not_newest", row.but(voucher_id=1))
    yield attack("posting_of_create", "line_unknown", row, CREATE)


def before_any_posting() -> Iterator[Attack]:
    """Move a balance while no posting is there that could have moved it."""
    ready = (
        *foundation(),
        voucher("prepare_year", 2024),
        draft_of("office_24", 100_000),
        voucher("approve", 2024, postings=1),
        line_of("office_24"),
    )
    for name, value in values({"null": None, "zero": 0, "one": 1}):
        changes = {"last_posting_id": value, "original_fen": 10**9}
        change = Update("line_authority", changes, "line_id = 1")
        yield attack(f"balance_before_any_posting_{name}", "balance_self", change, *ready)
    row = posting("approve", 100_000, line_id=1)
    yield attack("first_posting_is_two", "posting_out_of_order", row.but(posting_id=2), *ready)


def attack(name: str, rule: str, statement: Statement, *setup: Statement) -> Attack:
    return Attack(name, rule, statement, setup, on_empty=True)


ATTACKS: Final = (*beginnings(), *before_any_posting())
