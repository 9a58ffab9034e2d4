"""One function an event: what it adds to the running totals of the rows that it names.

A reversal is the same function with the amount taken negative. Money of a fiscal fund is kept by
finance, so a line of such a fund has no income: what is added there is thrown away, and the
functions need not ask.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.books import Totals, totals

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Rows:
    """The rows that a posting names; a row that it does not name is a fresh one, for nobody."""

    line: Totals = field(default_factory=totals)
    to_line: Totals = field(default_factory=totals)
    income: Totals = field(default_factory=totals)
    to_income: Totals = field(default_factory=totals)
    surplus: Totals = field(default_factory=totals)
    commitment: Totals = field(default_factory=totals)
    to_commitment: Totals = field(default_factory=totals)
    # Does the posting name a commitment?
    against_commitment: bool = False


@dataclass(frozen=True)
class Event:
    """An event: its effect, the acts that carry it and the rows that it names."""

    effect: Callable[[Rows, int], None]
    acts: frozenset[str]
    # line, to_line, income, surplus, commitment, refunds; with a "?" when it may name one. A line
    # stands for the money of its unit and fund as well, so such events do not list an income.
    names: frozenset[str]
    needs_document: bool
    # The row among its names that it may bring into being.
    opens: str | None

    def must_name(self, row: str) -> bool:
        return row in self.names

    def may_name(self, row: str) -> bool:
        return row in self.names or row + "?" in self.names


EVENTS: dict[str, Event] = {}


def event(
    *acts: str, names: str, document: bool = False, opens: str | None = None
) -> Callable[[Callable[[Rows, int], None]], Callable[[Rows, int], None]]:
    """Enter an event under the name of the function that is its effect."""

    def enter(effect: Callable[[Rows, int], None]) -> Callable[[Rows, int], None]:
        EVENTS[effect.__name__] = Event(
            effect, frozenset(acts), frozenset(names.split()), document, opens
        )
        return effect

    return enter


# The budget is given, and changed.


@event("approve", names="line", document=True, opens="line")
def approve(rows: Rows, fen: int) -> None:
    """批复: a draft line becomes a right to spend."""
    rows.line["original"] += fen


@event("approve", names="line", document=True, opens="line")
def approve_carried(rows: Rows, fen: int) -> None:
    """批复（上年结转）: likewise, and its money came in before this ledger knew of it."""
    rows.line["original"] += fen
    rows.income["carried_in"] += fen


@event("post_early", names="line", document=True, opens="line")
def allocate_early(rows: Rows, fen: int) -> None:
    """提前安排: something to spend before the budget is approved."""
    rows.line["early"] += fen


@event("approve", names="line", document=True)
def absorb_early(rows: Rows, fen: int) -> None:
    """并入批复: the approved budget takes the place of what was arranged before."""
    rows.line["early"] -= fen


@event("post", names="line", document=True, opens="line")
def supplement(rows: Rows, fen: int) -> None:
    """追加: more is given."""
    rows.line["supplement"] += fen


@event("post", names="line", document=True)
def reduce(rows: Rows, fen: int) -> None:
    """追减: part of what was given is taken away."""
    rows.line["reduction"] += fen


@event("post", names="line to_line", document=True, opens="to_line")
def transfer(rows: Rows, fen: int) -> None:
    """调剂: from one line into another, net zero."""
    rows.line["transferred_out"] += fen
    rows.to_line["transferred_in"] += fen


@event("post", "close", names="line")
def recall(rows: Rows, fen: int) -> None:
    """收回: finance takes it back."""
    rows.line["recalled"] += fen


@event("post", names="line refunds?", document=True, opens="line")
def prior_year_increase(rows: Rows, fen: int) -> None:
    """以前年度调整（增）: an earlier year gives more than was known, or money comes back."""
    rows.line["prior_year"] += fen
    rows.income["prior_year"] += fen


@event("post", names="line", document=True)
def prior_year_decrease(rows: Rows, fen: int) -> None:
    """以前年度调整（减）: an earlier year gives less than was estimated."""
    rows.line["prior_year"] -= fen
    rows.income["prior_year"] -= fen


@event("post", names="line", document=True)
def true_up_increase(rows: Rows, fen: int) -> None:
    """结转核定（增）: more was carried over than the approval estimated."""
    rows.line["prior_year"] += fen
    rows.income["prior_year"] += fen


@event("post", names="line", document=True)
def true_up_decrease(rows: Rows, fen: int) -> None:
    """结转核定（减）: the estimate, or a part of it, goes; the final account is known."""
    rows.line["prior_year"] -= fen
    rows.income["prior_year"] -= fen


# It is spent.


@event("post_early", "post", names="line commitment", opens="commitment")
def commit(rows: Rows, fen: int) -> None:
    """承诺: a part of the line is reserved for a contract."""
    rows.line["committed"] += fen
    rows.commitment["committed"] += fen


@event("post_early", "post", "close", names="line commitment")
def release(rows: Rows, fen: int) -> None:
    """释放: the contract does not need it any more."""
    rows.line["committed"] -= fen
    rows.commitment["released"] += fen


@event("post_early", "post", names="line commitment?")
def pay(rows: Rows, fen: int) -> None:
    """支付: out of what is available, or out of what a commitment reserved."""
    rows.line["paid"] += fen
    rows.income["paid"] += fen
    if rows.against_commitment:
        rows.line["committed"] -= fen
        rows.commitment["paid"] += fen


@event("post_early", "post", names="line commitment? refunds")
def refund(rows: Rows, fen: int) -> None:
    """退回: a payment of this year comes back, to the line, or to what a commitment reserved."""
    rows.line["paid"] -= fen
    rows.income["paid"] -= fen
    if rows.against_commitment:
        rows.line["committed"] += fen
        rows.commitment["paid"] -= fen


# What is left at the end of the year.


@event("close", names="line to_line commitment?", opens="to_line")
def carry_forward(rows: Rows, fen: int) -> None:
    """结转: into the same line of next year, with its money, and with its contract if any."""
    rows.line["carried_out"] += fen
    rows.to_line["carried_in"] += fen
    rows.income["carried_out"] += fen
    rows.to_income["carried_in"] += fen
    if rows.against_commitment:
        rows.line["committed"] -= fen
        rows.commitment["carried_out"] += fen
        rows.to_line["committed"] += fen
        rows.to_commitment["carried_in"] += fen


@event("post", "close", names="line surplus")
def to_surplus(rows: Rows, fen: int) -> None:
    """转入结余: the purpose is fulfilled, the money stays with the unit and fund."""
    rows.line["to_surplus"] += fen
    rows.income["to_surplus"] += fen
    rows.surplus["added"] += fen


@event("post", "close", names="line")
def lapse(rows: Rows, fen: int) -> None:
    """注销: a right to spend ends that has no money behind it."""
    rows.line["lapsed"] += fen


# Surplus is used.


@event("post", names="line surplus", document=True, opens="line")
def use_surplus(rows: Rows, fen: int) -> None:
    """使用结余: into a line of this year."""
    rows.line["surplus_used"] += fen
    rows.income["surplus_used"] += fen
    rows.surplus["used"] += fen


@event("post", names="line surplus", document=True, opens="line")
def use_earmarked(rows: Rows, fen: int) -> None:
    """使用专用结余: into a line of this year, out of what was set aside."""
    rows.line["surplus_used"] += fen
    rows.income["surplus_used"] += fen
    rows.surplus["earmarked_used"] += fen


@event("post", "close", names="surplus")
def surrender(rows: Rows, fen: int) -> None:
    """上缴结余: to finance."""
    rows.surplus["surrendered"] += fen


@event("post", "close", names="surplus")
def distribute(rows: Rows, fen: int) -> None:
    """结余分配: into the funds of the unit."""
    rows.surplus["distributed"] += fen


@event("post", "close", names="surplus")
def earmark_surplus(rows: Rows, fen: int) -> None:
    """提取专用结余: set aside for a purpose of its own."""
    rows.surplus["earmarked"] += fen


@event("post", "close", names="surplus")
def pool_out(rows: Rows, fen: int) -> None:
    """结余归集调出: to the unit that took this one over."""
    rows.surplus["pooled_out"] += fen


@event("post", "close", names="surplus")
def pool_in(rows: Rows, fen: int) -> None:
    """结余归集调入: from a unit that this one took over."""
    rows.surplus["pooled_in"] += fen


@event("post", "close", names="surplus")
def pool_earmarked_out(rows: Rows, fen: int) -> None:
    """专用结余归集调出: likewise, of what was set aside."""
    rows.surplus["earmarked_out"] += fen


@event("post", "close", names="surplus")
def pool_earmarked_in(rows: Rows, fen: int) -> None:
    """专用结余归集调入: likewise; it stays set aside."""
    rows.surplus["earmarked_in"] += fen


# Income of the funds that are not fiscal.


@event("approve", names="income", document=True)
def budget_income(rows: Rows, fen: int) -> None:
    """收入预算: what the budget expects to come in."""
    rows.income["budgeted"] += fen


@event("post", names="income", document=True)
def income_increase(rows: Rows, fen: int) -> None:
    """收入预算调增: more is expected."""
    rows.income["increased"] += fen


@event("post", names="income", document=True)
def income_decrease(rows: Rows, fen: int) -> None:
    """收入预算调减: less is expected."""
    rows.income["decreased"] += fen


@event("post_early", "post", names="income")
def receive(rows: Rows, fen: int) -> None:
    """收到: money comes in."""
    rows.income["received"] += fen


@event("post", names="income")
def return_income(rows: Rows, fen: int) -> None:
    """退付: money that came in goes back to whoever paid it."""
    rows.income["returned"] += fen


@event("close", names="income surplus")
def income_to_surplus(rows: Rows, fen: int) -> None:
    """收支差额转入结余: more came in than the lines could use."""
    rows.income["to_surplus"] += fen
    rows.surplus["added"] += fen


@event("close", names="income surplus")
def cover_deficit(rows: Rows, fen: int) -> None:
    """结余弥补收支差额: more was paid than came in; the surplus makes up for it."""
    rows.income["surplus_used"] += fen
    rows.surplus["used"] += fen
