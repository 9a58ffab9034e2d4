"""Spending before the approval, estimates that are trued up, surplus that is set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.attacks_years import closed_2025
from hostile.book import (
    INCOME,
    LINE,
    NEW_PUMP,
    OTHER,
    STATION,
    SURPLUS_GENERAL,
    SURPLUS_OTHER,
    acts,
    catalogue,
    on,
    policy,
)
from hostile.statements import (
    THIS,
    Attack,
    Delete,
    Statement,
    Update,
    draft_line,
    income,
    line,
    newest,
    posting,
    values,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

EARLY: Final = voucher("post_early", 2026, postings=1)
POST: Final = voucher("post", 2025, postings=1)
NEXT_LINE: Final = newest("line", "line_id")
NEXT_INCOME: Final = newest("income", "income_id")
LAST: Final = newest("posting", "posting_id")
STOCK: Final = {"surplus_id": SURPLUS_OTHER}
# The basic lines of the station in 2025 were approved with 114,000 fen: a quarter is 28,500.
ALLOCATE: Final = posting("allocate_early", 28_500, line_id=NEXT_LINE)
ARRANGED: Final[tuple[Statement, ...]] = (EARLY, line(2026), ALLOCATE)
PROJECT: Final = {"economic_code": "30299", "kind": "project", "project": "Weir"}


def before_the_approval() -> Iterator[Attack]:
    new = (EARLY, line(2026))
    yield Attack("early_project", "early_not_allowed", ALLOCATE, (EARLY, line(2026, **PROJECT)))
    carried = (EARLY, line(2026, origin_year=2025))
    yield Attack("early_of_carried_over", "early_not_allowed", ALLOCATE.but(amount_fen=1), carried)
    unit_money = {"line_id": NEXT_LINE, "income_id": NEXT_INCOME}
    broke = (
        EARLY.but(posting_count=2), line(2026, fund=OTHER), income(2026, STATION, OTHER),
        posting("allocate_early", 100, **unit_money),
    )  # fmt: skip
    row = posting("pay", 1, **unit_money)
    yield Attack("early_without_money", "spending_exceeds_income", row, broke)
    receive = posting("receive", 5, income_id=NEXT_INCOME)
    received = (EARLY, *broke[1:], EARLY, receive, EARLY)
    row = posting("pay", 6, **unit_money)
    yield Attack("early_beyond_money", "spending_exceeds_income", row, received)
    other = (EARLY, line(2026, unit_id=NEW_PUMP))
    yield Attack("early_without_last_year", "early_base_unknown", ALLOCATE, other)
    yield Attack("early_too_much", "early_exceeded", ALLOCATE.but(amount_fen=28_501), new)
    beside = (*ARRANGED, EARLY, line(2026, economic_code="30101", kind="basic_personnel"))
    yield Attack("early_too_much_together", "early_exceeded", ALLOCATE.but(amount_fen=1), beside)
    unwritten = (EARLY.but(document=" "), line(2026))
    yield Attack("early_without_document", "document_missing", ALLOCATE, unwritten)
    ended = (
        EARLY, line(2026), ALLOCATE.but(amount_fen=1),
        voucher("deactivate_unit", records=1),
        Update("unit", {"deactivated_by": THIS}, f"unit_id = {STATION}"),
        EARLY,
    )  # fmt: skip
    row = ALLOCATE.but(amount_fen=1)
    yield Attack("early_for_inactive_unit", "unit_inactive", row, ended)
    for name, row in {
        "pay": posting("pay", 1, line_id=NEXT_LINE),
        "absorb": posting("absorb_early", 1, line_id=NEXT_LINE),
    }.items():
        rule = "approval_differs" if name == "absorb" else "available_exceeded"
        yield Attack(f"early_{name}_of_nothing", rule, row, new)
    row = posting("supplement", 1, line_id=NEXT_LINE)
    yield Attack("supplement_before_approval", "event_not_allowed", row, new)
    row = posting("absorb_early", 28_500, line_id=NEXT_LINE)
    yield Attack("absorb_before_approval", "event_not_allowed", row, (*ARRANGED, EARLY))
    row = posting("allocate_early", 1, **on("office_25"))
    yield Attack("early_after_approval", "event_not_allowed", row, (POST,))
    for year, rule in {2024: "year_closed", 2025: "year_open", 2027: "year_unknown"}.items():
        act = voucher("post_early", year, postings=1)
        yield Attack(f"early_in_{year}", rule, act)
    spent = (*ARRANGED, EARLY, posting("pay", 28_400, line_id=NEXT_LINE), EARLY)
    back = ALLOCATE.but(reverses_id=f"{LAST}")
    yield Attack("early_spent_and_undone", "reversal_differs", back.but(reverses_id=LAST), spent)
    first = newest("posting", "posting_id")
    undone = ALLOCATE.but(reverses_id=type(first)(f"{first} - 1"))
    yield Attack("early_undone_below_spent", "available_exceeded", undone, spent)


def approved(*, absorbed: int) -> tuple[Statement, ...]:
    """Approve the three drafts of 2026 over the early line; leave its early amount to the last."""
    return (
        *ARRANGED,
        voucher("approve", 2026, postings=3 + absorbed),
        posting("approve", 70_000, line_id=NEXT_LINE),
        line(2026, fund=OTHER),
        income(2026, STATION, OTHER),
        posting("approve", 8_000, line_id=NEXT_LINE, income_id=NEXT_INCOME),
        posting("budget_income", 8_000, income_id=NEXT_INCOME),
    )


def in_the_approval() -> Iterator[Attack]:
    short = voucher("approve", 2026, postings=3)
    yield Attack("approval_leaves_early", "approval_incomplete", short, ARRANGED)
    none = (*ARRANGED, Delete("draft_line", "year = 2026"), Delete("draft_income", "year = 2026"))
    only = voucher("approve", 2026, postings=1)
    yield Attack("approval_of_early_alone", "approval_incomplete", only, none)
    arranged = type(NEXT_LINE)(f"({NEXT_LINE} - 1)")
    absorb = posting("absorb_early", 28_500, line_id=arranged)
    setup = approved(absorbed=1)
    for case, fen in values({"part": 28_499, "more": 28_501}):
        row = absorb.but(amount_fen=fen)
        yield Attack(f"absorb_{case}", "approval_differs", row, setup)
    row = absorb.but(line_id=LINE["office_25"])
    yield Attack("absorb_of_other_year", "approval_differs", row, setup)
    twice = (*approved(absorbed=1)[:-1], absorb)
    yield Attack("absorb_twice", "approval_differs", absorb, twice)
    row = posting("allocate_early", 1, line_id=arranged)
    yield Attack("early_in_approval", "event_not_allowed", row.but(amount_fen=1), _room())
    spent = (
        EARLY, line(2026), ALLOCATE,
        EARLY, posting("pay", 28_500, line_id=NEXT_LINE),
        Update("draft_line", {"amount_fen": 28_499}, "year = 2026 AND fund = 'general_public'"),
        Delete("draft_control", "year = 2026"),
        voucher("approve", 2026, postings=4),
        posting("approve", 28_499, line_id=NEXT_LINE),
    )  # fmt: skip
    row = posting("absorb_early", 28_500, line_id=NEXT_LINE)
    yield Attack("approval_below_spent", "available_exceeded", row, spent)


def _room() -> tuple[Statement, ...]:
    """Leave room below the ceiling, so that only the act is wrong."""
    small = ALLOCATE.but(amount_fen=100)
    return (EARLY, line(2026), small, *approved(absorbed=1)[3:])


def true_ups() -> Iterator[Attack]:
    # The canal of 2025 was carried over by the closing: nothing of it is an estimate.
    for event in ("true_up_increase", "true_up_decrease"):
        row = posting(event, 1, **on("office_25"))
        yield Attack(f"{event}_of_new_money", "true_up_wrong", row, (POST,))
    row = posting("true_up_decrease", 1, **on("canal_25"))
    yield Attack("true_up_of_no_estimate", "true_up_wrong", row, (POST,))
    # No closing brings anything into 2030: there an estimate is increased.
    begun = (
        *catalogue(2030),
        voucher("prepare_year", 2030),
        draft_line(2030, 100, origin_year=2029),
        voucher("approve", 2030, postings=1),
        line(2030, origin_year=2029),
        posting("approve_carried", 100, line_id=NEXT_LINE),
        voucher("post", 2030, postings=3),
        posting("true_up_increase", 10, line_id=NEXT_LINE),
        posting("true_up_decrease", 110, line_id=NEXT_LINE),
    )
    row = posting("true_up_decrease", 1, line_id=NEXT_LINE)
    yield Attack("true_up_beyond_increase", "true_up_exceeded", row, begun)
    first = type(LAST)(f"{LAST} - 1")
    undo = posting("true_up_increase", 10, line_id=NEXT_LINE, reverses_id=first)
    yield Attack("true_up_undone_below", "true_up_exceeded", undo, begun)
    estimated = (
        draft_line(2026, 500, fund=OTHER, origin_year=2025),
        voucher("approve", 2026, postings=4),
        line(2026),
        posting("approve", 70_000, line_id=NEXT_LINE),
        line(2026, fund=OTHER),
        income(2026, STATION, OTHER),
        posting("approve", 8_000, line_id=NEXT_LINE, income_id=NEXT_INCOME),
        line(2026, fund=OTHER, origin_year=2025),
        posting("approve_carried", 500, line_id=NEXT_LINE, income_id=NEXT_INCOME),
        posting("budget_income", 8_000, income_id=NEXT_INCOME),
        voucher("post", 2026, postings=2),
    )
    began = (*estimated[:-1], *closed_2025())
    yield Attack("closing_beside_estimate", "true_up_left", voucher("begin_closing", 2026), began)
    row = posting("true_up_decrease", 501, line_id=NEXT_LINE, income_id=NEXT_INCOME)
    yield Attack("true_up_beyond_estimate", "true_up_exceeded", row, estimated)
    row = posting("true_up_increase", 1, line_id=NEXT_LINE, income_id=NEXT_INCOME)
    yield Attack("true_up_beside_closing", "true_up_wrong", row, estimated)
    row = row.but(event="true_up_decrease")
    unwritten = (*estimated[:-1], voucher("post", 2026, postings=2, document=None))
    yield Attack("true_up_without_document", "document_missing", row, unwritten)
    old = type(NEXT_LINE)(f"({NEXT_LINE} - 1)")
    paid = (*estimated, posting("pay", 8_000, line_id=old, income_id=NEXT_INCOME))
    row = posting("true_up_decrease", 500, line_id=NEXT_LINE, income_id=NEXT_INCOME)
    yield Attack("true_up_beyond_money", "money_exceeded", row, paid)


def surpluses() -> Iterator[Attack]:
    for event in ("distribute", "earmark_surplus"):
        row = posting(event, 100, surplus_id=SURPLUS_GENERAL)
        yield Attack(f"{event}_of_fiscal_fund", "surplus_fiscal", row, (POST,))
    row = posting("earmark_surplus", 4_001, **STOCK)
    yield Attack("earmark_too_much", "surplus_exceeded", row, (POST,))
    aside = (POST.but(posting_count=2), posting("earmark_surplus", 100, **STOCK))
    row = posting("use_earmarked", 101, **on("other_25"), **STOCK)
    yield Attack("use_earmarked_too_much", "surplus_exceeded", row, aside)
    row = posting("surrender", 3_901, **STOCK)
    yield Attack("surrender_of_earmarked", "surplus_exceeded", row, aside)
    unwritten = (POST.but(posting_count=2, document=""), *aside[1:])
    row = posting("use_earmarked", 1, **on("other_25"), **STOCK)
    yield Attack("use_earmarked_without_document", "document_missing", row, unwritten)


def spending() -> Iterator[Attack]:
    # The fund expects 10,000 fen, had 2,000 and used 1,000 of surplus; 1,000 are paid, and money
    # for 8,000 is there.
    rule = "spending_exceeds_income"
    pay = posting("pay", 12_001, **on("other_25"))
    more = (POST.but(posting_count=2), posting("supplement", 5_000, **on("other_25")))
    yield Attack("spending_beyond_budget", rule, pay, more)
    less = posting("income_decrease", 7_001, income_id=INCOME["other_25"])
    spent = (POST.but(posting_count=2), pay.but(amount_fen=5_000))
    yield Attack("expecting_less_than_spent", rule, less, spent)
    pay = pay.but(amount_fen=8_001)
    for case, others in {
        "any": {},
        "parent": {"fund": "unit_funds"},
        "fund": {"fund": OTHER},
    }.items():
        received = policy("unit_spending", "deny", value="received", **others)
        setup = (*acts(received, act="set_policy"), POST)
        yield Attack(f"spending_beyond_money_{case}", rule, pay, setup)
    received = policy("unit_spending", "document", value="received")
    setup = (*acts(received, act="set_policy"), POST.but(document=None))
    yield Attack("spending_beyond_money_unwritten", rule, pay, setup)


ATTACKS: Final = (
    *spending(),
    *before_the_approval(),
    *in_the_approval(),
    *true_ups(),
    *surpluses(),
)
