"""Random years, model and file in step: the same totals, the same refusals, nothing left behind."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from model.books import available, money, remaining
from model.driver import Driver, Pair
from model.events import EVENTS
from model.reference import LIFE
from model.sql_driver import SqlDriver, template
from model.walk import Walk, opening
from model.words import (
    AmendContract,
    AssertBalance,
    CancelMatch,
    ChangeYear,
    ConfirmMatches,
    LoadStatement,
    MarkProcurement,
    PlanSpending,
    SignContract,
    Voucher,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from model.books import Books, Posted

IMAGE = template()
# Long walks: enough that every event happens and every rule of money and time is broken.
SEEDS = range(24)
ACTS = 500
# What long walks must have met. Rules of keys and codes are left to the tests of single refusals.
RULES = frozenset(
    {
        *("basic_project", "carry_over_purpose", "economic_transfer", "freeze_date"),
        *("functional_transfer", "kind_economic", "max_carry_years", "personnel_to_public"),
        *("project_to_project", "public_to_personnel", "three_public_increase"),
        *(
            "three_public_total",
            "already_reversed",
            "amount_invalid",
            "available_exceeded",
            "carry_forward_key",
        ),
        *("carry_over_known", "closing_not_undone", "closing_undecided"),
        *("contract_exceeded", "contract_exists", "contract_invalid", "contract_unit"),
        *("assertion_invalid", "match_amount_differs", "match_exists", "match_wrong"),
        *("statement_exists", "statement_invalid", "statement_row_invalid"),
        *("contract_unknown", "part_exceeded", "part_invalid", "procurement_invalid"),
        *("closing_undecided_money", "commitment_exceeded", "commitment_wrong"),
        "date_too_early",
        *("deficit_exceeded", "document_missing", "draft_frozen", "earlier_year_open"),
        *("early_base_unknown", "early_exceeded", "early_not_allowed", "surplus_fiscal"),
        *("plan_exceeded", "plan_exceeds_authority", "spending_plan_invalid"),
        *("spending_exceeds_income", "true_up_exceeded", "true_up_wrong"),
        "prior_year_wrong",
        *("event_not_allowed", "income_expenditure_differ", "key_used", "later_year_closed"),
        *("line_wrong_year", "money_exceeded", "posting_shape", "refund_exceeded"),
        *("refund_wrong", "reversal_other_act", "reversal_refunded", "surplus_exceeded"),
        *("pool_unpaired", "pool_wrong"),
        *("to_year_closed", "total_negative", "transfer_across_units", "unit_inactive"),
        *("year_closed", "year_closing", "year_open", "year_preparing"),
    }
)

# Acts of which it is enough to say that they were done.
PLAIN = (
    *(SignContract, AmendContract, MarkProcurement),
    *(LoadStatement, ConfirmMatches, CancelMatch, AssertBalance),
)

DRIVERS: dict[str, Callable[[], Driver]] = {"sql": lambda: SqlDriver(IMAGE)}


def check_books(books: Books) -> None:
    """Check what must hold of any ledger, whatever was done to it."""
    reserved: Counter[object] = Counter()
    for held in books.commitments:
        reserved[held.line] += remaining(held.totals)
    carried: Counter[tuple[int, str, str]] = Counter()
    for line, row in books.lines.items():
        assert row["committed"] == reserved[line]
        if books.years[line.year] == "closed":
            assert available(row) == row["committed"] == 0
        carried[line.year + 1, line.fund, line.level] += row["carried_out"]
        carried[line.year, line.fund, line.level] -= row["carried_in"]
    assert not any(carried.values())
    for (year, _, _), row in books.incomes.items():
        assert books.years[year] != "closed" or money(row) == 0


class Years(RuleBasedStateMachine):
    """Any acts in any order; what fails is shrunk to a few of them."""

    def __init__(self) -> None:
        super().__init__()
        self.driver = SqlDriver(IMAGE)
        self.pair = Pair(self.driver)
        self.pair.do_all(opening())

    @rule(random=st.randoms(use_true_random=False))
    def act(self, random: Random) -> None:
        act = Walk(random, self.pair.model.books).next()
        refusal = self.pair.attempt(act)
        note(f"{act} -> {', '.join(sorted(refusal)) or 'done'}")

    @invariant()
    def the_books_are_whole(self) -> None:
        check_books(self.pair.model.books)
        assert self.driver.differences() == []

    def teardown(self) -> None:
        self.driver.close()


# The same years every time: a red run is about the change and not about luck.
SETTINGS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    stateful_step_count=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
TestYears = Years.TestCase
TestYears.settings = SETTINGS


def words(act: object, posted: Iterable[Posted]) -> Iterator[str]:
    """Name what an accepted act was and did."""
    if isinstance(act, ChangeYear | Voucher):
        yield act.act
    if isinstance(act, PlanSpending):
        yield "plan_spending"
    if isinstance(act, PLAIN):
        yield type(act).__name__
    for posting in posted:
        yield "reverse" if posting.reverses else posting.entry.event


@pytest.mark.parametrize("driver", DRIVERS)
def test_long_walks_reach_every_event_and_break_every_rule(driver: str) -> None:
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for seed in SEEDS:
        ledger = DRIVERS[driver]()
        pair = Pair(ledger)
        pair.do_all(opening())
        random = Random(seed)
        for _ in range(ACTS):
            before = len(pair.model.books.journal)
            act = Walk(random, pair.model.books).next()
            refusal = pair.attempt(act)
            refused.update(refusal)
            if not refusal:
                done.update(words(act, pair.model.books.journal[before:]))
                check_books(pair.model.books)
        assert ledger.differences() == []
        ledger.close()
    everything = EVENTS.keys() | LIFE.keys() | {"prepare_year", "reverse"}
    everything |= {act.__name__ for act in PLAIN}
    assert sorted(everything - done.keys()) == []
    assert sorted(RULES - refused.keys()) == []
