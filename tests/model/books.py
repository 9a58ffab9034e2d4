"""What the model keeps: dicts of integers, and the equations over them."""

from __future__ import annotations

import copy
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.policies import built_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.words import (
        AssertBalance,
        Declare,
        Entry,
        Line,
        LoadStatement,
        MarkProcurement,
        Part,
        Policy,
        Row,
        Snapshot,
    )

# Running totals by name. One that was never moved is zero.
Totals = defaultdict[str, int]
# Whose money: year, unit, fund. Whose surplus: unit, fund, over the years.
Money = tuple[int, str, str]
Stock = tuple[str, str]


def totals() -> Totals:
    return defaultdict(int)


def ceiling(line: Totals) -> int:
    """Return the most that may be committed and paid: what was given less what left the line."""
    given = (
        line["original"]
        + line["early"]
        + line["supplement"]
        - line["reduction"]
        + line["carried_in"]
        + line["transferred_in"]
        - line["transferred_out"]
        + line["surplus_used"]
        + line["prior_year"]
        - line["recalled"]
    )
    return given - (line["carried_out"] + line["to_surplus"] + line["lapsed"])


def available(line: Totals) -> int:
    """Return what may still be committed or paid."""
    return ceiling(line) - line["committed"] - line["paid"]


def authority(line: Totals) -> int:
    """Return all that a line may spend in its year, whatever became of it."""
    became = line["committed"] + line["paid"] + line["carried_out"] + line["to_surplus"]
    return available(line) + became + line["lapsed"]


def money(income: Totals) -> int:
    """Return the money in hand; negative while more was paid than came in."""
    came = (
        income["received"]
        - income["returned"]
        + income["carried_in"]
        + income["surplus_used"]
        + income["prior_year"]
    )
    return came - income["paid"] - income["carried_out"] - income["to_surplus"]


def expected(income: Totals) -> int:
    """Return what the budget expects to come in."""
    return income["budgeted"] + income["increased"] - income["decreased"]


def spendable(income: Totals) -> int:
    """Return what a fund may still spend of what its budget expects and of what it had."""
    had = income["carried_in"] + income["surplus_used"] + income["prior_year"]
    gone = income["carried_out"] + income["to_surplus"] + income["paid"]
    return expected(income) + had - gone


def stock(surplus: Totals) -> int:
    """Return the surplus that is there."""
    taken = surplus["used"] + surplus["surrendered"] + surplus["distributed"]
    taken += surplus["pooled_out"] + surplus["earmarked"]
    return surplus["added"] + surplus["pooled_in"] - taken


def earmarked_stock(surplus: Totals) -> int:
    """Return what is left of the surplus that was set aside."""
    came = surplus["earmarked"] + surplus["earmarked_in"]
    return came - surplus["earmarked_used"] - surplus["earmarked_out"]


def remaining(commitment: Totals) -> int:
    """Return what may still be paid against a commitment."""
    taken = commitment["released"] + commitment["paid"] + commitment["carried_out"]
    return commitment["committed"] + commitment["carried_in"] - taken


@dataclass
class Commitment:
    """A part of a line that is reserved for one contract."""

    line: Line
    contract: str
    continues: int | None
    # When it was made.
    dated: str
    totals: Totals = field(default_factory=totals)


@dataclass(frozen=True)
class Contract:
    """What a unit signed; commitments belong to it by its reference."""

    unit: str
    category: str | None
    reserved_for: str | None
    parts: tuple[Part, ...]
    signed_on: str


@dataclass(frozen=True)
class Match:
    """A row of a statement and a posting, by their numbers, that are the same money."""

    row: int
    posting: int
    is_cancelled: bool = False


@dataclass(frozen=True)
class Posted:
    """A posting as it stands in the journal."""

    act: str
    year: int
    entry: Entry
    amount: int
    # The posting that it undoes.
    reverses: int | None
    # The commitment of next year that carries on the one of the entry.
    to_commitment: int | None
    dated: str


@dataclass
class Books:
    """The whole ledger. An act is tried on a copy, so a refused one leaves nothing behind."""

    units: dict[str, bool] = field(default_factory=dict)  # name: is it active?
    codes: set[tuple[int, str, str]] = field(default_factory=set)  # year, scheme, code
    successors: set[tuple[int, str, str, str]] = field(default_factory=set)
    # Oldest first.
    policies: list[Policy] = field(default_factory=lambda: list(built_in()))
    years: dict[int, str] = field(default_factory=dict)
    draft_lines: dict[Line, int] = field(default_factory=dict)
    draft_incomes: dict[Money, int] = field(default_factory=dict)
    draft_controls: dict[tuple[int, str, str], int] = field(default_factory=dict)
    lines: dict[Line, Totals] = field(default_factory=dict)
    plans: dict[Line, tuple[int, ...]] = field(default_factory=dict)  # by month, in force
    incomes: dict[Money, Totals] = field(default_factory=dict)
    surpluses: dict[Stock, Totals] = field(default_factory=dict)
    commitments: list[Commitment] = field(default_factory=list)
    contracts: dict[str, Contract] = field(default_factory=dict)  # by reference, oldest first
    # The newest mark of each line and commitment.
    marks: dict[Line | int, MarkProcurement] = field(default_factory=dict)
    statements: list[LoadStatement] = field(default_factory=list)
    # Of all statements: the number of the statement, and what it says.
    rows: list[tuple[int, Row]] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    assertions: list[AssertBalance] = field(default_factory=list)
    declarations: list[Declare] = field(default_factory=list)
    journal: list[Posted] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)  # numbers of the postings that are reversed
    keys: set[str] = field(default_factory=set)

    def copy(self) -> Books:
        """Return books that can be changed without changing these."""
        new = copy.copy(self)
        for name, value in vars(self).items():
            setattr(new, name, copy.copy(value))
        new.lines = {line: row.copy() for line, row in self.lines.items()}
        new.incomes = {owner: row.copy() for owner, row in self.incomes.items()}
        new.surpluses = {owner: row.copy() for owner, row in self.surpluses.items()}
        new.commitments = [
            Commitment(row.line, row.contract, row.continues, row.dated, row.totals.copy())
            for row in self.commitments
        ]
        return new

    def commitment(self, number: int | None) -> Commitment | None:
        """Return the commitment of this number, if there is one."""
        if number is None or not 1 <= number <= len(self.commitments):
            return None
        return self.commitments[number - 1]

    def posting(self, number: int | None) -> Posted | None:
        """Return the posting of this number, if there is one."""
        if number is None or not 1 <= number <= len(self.journal):
            return None
        return self.journal[number - 1]

    def stands(self, number: int) -> bool:
        """Say whether a posting is neither a reversal nor reversed."""
        posted = self.posting(number)
        return posted is not None and posted.reverses is None and number not in self.undone

    def overrun(self, line: Line) -> bool:
        """Say whether, by the end of some month, more is paid of a line than is planned."""
        months = self.plans.get(line)
        if months is None:
            return False
        paid = [0] * 12
        for posted in self.journal:
            if posted.entry.line == line and posted.entry.event in ("pay", "refund"):
                sign = 1 if (posted.entry.event == "pay") == (posted.reverses is None) else -1
                paid[int(posted.dated[5:7]) - 1] += sign * posted.amount
        return any(sum(paid[:until]) > sum(months[:until]) for until in range(1, 13))

    def refunds(self, payment: int) -> Iterator[int]:
        """Yield the amounts refunded of a payment, those that stand."""
        for number, posted in enumerate(self.journal, start=1):
            if posted.entry.refunds == payment and self.stands(number):
                yield posted.amount

    def snapshot(self) -> Snapshot:
        """Return the states, the drafts and every total that is not zero."""
        found: Snapshot = {("year", year): state for year, state in self.years.items()}
        for book, drafts in (
            ("draft_line", self.draft_lines),
            ("draft_income", self.draft_incomes),
            ("draft_control", self.draft_controls),
        ):
            found |= {(book, owner): fen for owner, fen in drafts.items()}
        found["journal",] = len(self.journal)
        for line, months in self.plans.items():
            found |= {("plan", line, month): fen for month, fen in enumerate(months, start=1)}
        for line, row in self.lines.items():
            found |= {("line", line, name): fen for name, fen in row.items()}
            found["line", line, "available"] = available(row)
        for owner, row in self.incomes.items():
            found |= {("income", owner, name): fen for name, fen in row.items()}
            found["income", owner, "money"] = money(row)
            found["income", owner, "expected"] = expected(row)
        for holder, row in self.surpluses.items():
            found |= {("surplus", holder, name): fen for name, fen in row.items()}
            found["surplus", holder, "stock"] = stock(row)
            found["surplus", holder, "earmarked_stock"] = earmarked_stock(row)
        for number, held in enumerate(self.commitments, start=1):
            name = (number, held.line, held.contract, held.continues)
            found |= {("commitment", name, total): fen for total, fen in held.totals.items()}
            found["commitment", name, "remaining"] = remaining(held.totals)
        return {name: value for name, value in found.items() if value != 0}
