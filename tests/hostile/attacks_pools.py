"""Surplus that is pooled 归集: from a deactivated unit to the one that took it over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import (
    BUREAU,
    BUSINESS,
    NEW_PUMP,
    OTHER,
    STATION,
    SURPLUS_GENERAL,
    SURPLUS_OTHER,
    on,
    successor,
)
from hostile.statements import (
    THIS,
    Attack,
    Sql,
    Statement,
    Update,
    newest,
    posting,
    surplus,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST: Final = newest("posting", "posting_id")
HEIR: Final = newest("surplus", "surplus_id")
POST: Final = voucher("post", 2025, postings=2)
ENDED: Final[tuple[Statement, ...]] = (
    voucher("deactivate_unit", records=1),
    Update("unit", {"deactivated_by": THIS}, f"unit_id = {STATION}"),
)
TAKEN_OVER: Final[tuple[Statement, ...]] = (
    voucher("load_successor", 2024, records=1),
    successor(2024, "unit", "Water station", "Water bureau"),
)
READY: Final = (*TAKEN_OVER, *ENDED, POST, surplus(BUREAU, OTHER))
OUT: Final = posting("pool_out", 100, surplus_id=SURPLUS_OTHER)
IN: Final = posting("pool_in", 100, surplus_id=HEIR)
ASIDE_OUT: Final = posting("pool_earmarked_out", 100, surplus_id=SURPLUS_OTHER)
ASIDE_IN: Final = posting("pool_earmarked_in", 100, surplus_id=HEIR)
SET_ASIDE: Final = posting("earmark_surplus", 100, surplus_id=SURPLUS_OTHER)


def halves() -> Iterator[Attack]:
    """One half of a pair without the other, or with one that is not its own."""
    rule = "pool_unpaired"
    alone = (*READY[:-2], POST.but(posting_count=1), READY[-1])
    yield Attack("pool_out_alone", rule, OUT, alone)
    yield Attack("pool_in_alone", rule, IN, READY)
    yield Attack("pool_earmarked_in_alone", rule, ASIDE_IN, READY)
    begun = (*READY, OUT)
    for name, row in {
        "another_event": posting("surrender", 100, surplus_id=SURPLUS_GENERAL),
        "another_out": OUT,
        "less": IN.but(amount_fen=99),
        "more": IN.but(amount_fen=101),
        "earmarked": ASIDE_IN,
    }.items():
        yield Attack(f"pool_out_and_{name}", rule, row, begun)
    pay = posting("pay", 1, **on("office_25"))
    yield Attack("pool_out_and_a_payment", rule, pay, begun)
    undone = IN.but(reverses_id=Sql(f"{LAST} - 1"))
    yield Attack("pool_out_and_a_reversal", rule, undone, (*READY, OUT, IN, POST, OUT))
    more = (*READY[:-2], POST.but(posting_count=4), READY[-1], OUT, IN)
    yield Attack("pool_in_twice", rule, IN, more)
    aside = (*READY[:-2], POST.but(posting_count=3), READY[-1], SET_ASIDE, ASIDE_OUT)
    yield Attack("pool_earmarked_as_free", rule, IN, aside)
    shape = "posting_shape"
    yield Attack("pool_out_of_line", shape, OUT.but(**on("other_25")), READY)
    yield Attack("pool_out_of_nothing", shape, OUT.without("surplus_id"), READY)


def wrong_units() -> Iterator[Attack]:
    rule = "pool_wrong"
    for name, owner in {
        "another_unit": (NEW_PUMP, OTHER),
        "another_fund": (BUREAU, BUSINESS),
    }.items():
        setup = (*READY[:-1], surplus(*owner), OUT)
        yield Attack(f"pool_into_{name}", rule, IN, setup)
    itself = IN.but(surplus_id=SURPLUS_OTHER)
    yield Attack("pool_into_itself", rule, itself, (*READY, OUT))
    yield Attack("pool_of_active_unit", rule, IN, (*TAKEN_OVER, *READY[-2:], OUT))
    yield Attack("pool_without_successor", rule, IN, (*ENDED, *READY[-2:], OUT))
    aside = (*TAKEN_OVER, POST.but(posting_count=3), READY[-1], SET_ASIDE, ASIDE_OUT)
    yield Attack("pool_earmarked_of_active_unit", rule, ASIDE_IN, aside)
    back = (*READY, OUT, IN, POST, OUT.but(surplus_id=HEIR))
    yield Attack("pool_back", rule, itself, back)
    pumped = (
        *READY[:-1], surplus(NEW_PUMP, "general_public"),
        OUT.but(surplus_id=SURPLUS_GENERAL),
    )  # fmt: skip
    yield Attack("pool_fiscal_into_another_unit", rule, IN, pumped)
    this_year = (
        voucher("load_successor", 2025, records=1),
        successor(2025, "unit", "Water station", "Water bureau"),
    )
    yield Attack("pool_in_last_year", rule, IN, (*this_year, *READY[len(TAKEN_OVER) :], OUT))
    anew = (
        voucher("load_successor", 2025, records=1),
        successor(2025, "unit", "Water station", "New pump"),
    )
    closing = (
        *this_year, *anew, *ENDED, voucher("begin_closing", 2025),
        voucher("close", 2025, postings=2), surplus(BUREAU, OTHER), OUT,
    )  # fmt: skip
    yield Attack("pool_by_successor_not_in_force", rule, IN, closing)


def too_much() -> Iterator[Attack]:
    rule = "surplus_exceeded"
    yield Attack("pool_too_much", rule, OUT.but(amount_fen=4_001), READY)
    aside = (*READY[:-2], POST.but(posting_count=3), READY[-1], SET_ASIDE)
    yield Attack("pool_earmarked_too_much", rule, ASIDE_OUT.but(amount_fen=101), aside)
    # What the heir has used is not taken back.
    spent = (
        *READY, OUT, IN, voucher("post", 2025, postings=1),
        posting("surrender", 1, surplus_id=HEIR), POST,
    )  # fmt: skip
    taken_back = IN.but(reverses_id=Sql(f"{LAST} - 1"))
    yield Attack("pool_used_and_undone", rule, taken_back, spent)


def reversals() -> Iterator[Attack]:
    rule = "pool_unpaired"
    done = (*READY, OUT, IN)
    back_in, back_out = IN.but(reverses_id=LAST), OUT.but(reverses_id=Sql(f"{LAST} - 1"))
    one = voucher("post", 2025, postings=1)
    yield Attack("pool_in_undone_alone", rule, back_in, (*done, one))
    yield Attack("pool_out_undone_alone", rule, back_out, (*done, POST))
    begun = (*done, POST, back_in)
    other = posting("surrender", 100, surplus_id=SURPLUS_GENERAL)
    yield Attack("pool_in_undone_and_another_event", rule, other, begun)
    # The same amount was pooled twice: each half is undone with its own.
    twice = (*READY[:-2], POST.but(posting_count=4), READY[-1], OUT, IN, OUT, IN, POST, back_in)
    crossed = OUT.but(reverses_id=Sql(f"{LAST} - 4"))
    yield Attack("pool_undone_with_another", rule, crossed, twice)


ATTACKS: Final = (*halves(), *wrong_units(), *too_much(), *reversals())
