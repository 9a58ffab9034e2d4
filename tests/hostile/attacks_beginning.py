"""The first acts of a file, on one that holds the schema only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import ledger, note, unit
from hostile.statements import Attack, Statement, cases, posting, voucher

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


def attack(name: str, rule: str, statement: Statement, *setup: Statement) -> Attack:
    return Attack(name, rule, statement, setup, on_empty=True)


ATTACKS: Final = tuple(beginnings())
