"""The random walk for a ledger that is written through verbs.

Acts that no verb can say are left out, and a year is closed and reopened whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from model.books import money, stock
from model.choices import YEARS
from model.contract_steps import ContractStep, choose
from model.events import EVENTS
from model.keys import is_day
from model.pools import OTHER_HALF
from model.walk import Walk
from model.walk import opening as opening_of_walk
from model.walk_pools import HEIR, OLD
from model.walk_statements import can_say_statement
from model.words import (
    Act,
    AmendContract,
    Approve,
    AssertBalance,
    ChangeYear,
    DraftControl,
    DraftIncome,
    DraftLine,
    Entry,
    LoadStatement,
    LoadSuccessor,
    MarkProcurement,
    Part,
    Reversal,
    SignContract,
    Voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.books import Books


@dataclass(frozen=True)
class CloseYear:
    """Plan the closing of a year and do it."""

    year: int


@dataclass(frozen=True)
class ReopenYear:
    """Undo the closing of a year."""

    year: int


Step: TypeAlias = Act | CloseYear | ReopenYear | ContractStep

WHOLE: dict[str, type[CloseYear | ReopenYear]] = {
    "begin_closing": CloseYear,
    "finish_closing": CloseYear,
    "reopen_year": ReopenYear,
    "cancel_closing": ReopenYear,
}


# What is spent by one verb before the approval and after it.
SPENDING = frozenset({"commit", "release", "pay", "refund", "receive"})


def opening() -> Iterator[Act]:
    """Yield the acts that every walk starts from, without successors that a closing follows."""
    first = min(YEARS)
    return (
        act for act in opening_of_walk() if not isinstance(act, LoadSuccessor) or act.year < first
    )


class LedgerWalk(Walk):
    """Chooses the next step among those that verbs can say."""

    def step(self) -> Step:
        short = self._covered()
        if short is not None and self.random.randrange(3):
            return CloseYear(short)
        contract = choose(self) if self.random.randrange(8) == 0 else None
        if contract is not None:
            return contract
        while True:
            act = self.next()
            if isinstance(act, ChangeYear) and act.act in WHOLE:
                return WHOLE[act.act](act.year)
            if can_say(self.books, act):
                return self._keyed(act)

    def _keyed(self, act: Act) -> Act:
        """Give most vouchers a key of their own, under which they can be asked for again."""
        count = len(self.books.journal)
        if isinstance(act, Voucher) and act.key is None and count % 3:
            return replace(act, key=f"act {count}")
        return act

    def _covered(self) -> int | None:
        """Return an open year with a deficit that a surplus covers, which seldom lasts."""
        for (year, *owner), row in self.books.incomes.items():
            surplus = self.books.surpluses.get((owner[0], owner[1]))
            if money(row) < 0 and surplus and stock(surplus) >= -money(row):
                return year
        return None


def can_say(books: Books, act: Act) -> bool:
    """Say whether the verbs have words for an act."""
    match act:
        # The file lets go of what is not there; a verb says that it is not.
        case DraftLine(line, None):
            said = line in books.draft_lines
        case DraftIncome(year, unit, fund, None):
            said = (year, unit, fund) in books.draft_incomes
        case DraftControl(year, fund, level, None):
            said = (year, fund, level) in books.draft_controls
        case Approve(dated=dated):
            said = is_day(dated)
        case SignContract(signed_on=signed_on, parts=parts):
            # Nothing is taken away from what is not signed yet.
            taken = [part for part in parts if isinstance(part.amount, int) and part.amount < 0]
            said = is_day(signed_on) and _can_say_parts(parts) and not taken
        case AmendContract(_, parts):
            said = _can_say_parts(parts)
        case MarkProcurement(line=line, commitment=commitment):
            said = (line is None) != (commitment is None)
        case LoadStatement():
            said = can_say_statement(act)
        case AssertBalance(dated=dated, amount=amount):
            said = is_day(dated) and isinstance(amount, int)
        case Voucher():
            said = _can_say_voucher(books, act)
        case _:
            said = True
    return said


def _can_say_parts(parts: tuple[Part, ...]) -> bool:
    """A verb takes a day of the calendar; the other words of a part may be wrong."""
    return all(part.due_on is None or is_day(part.due_on) for part in parts)


def _can_say_voucher(books: Books, act: Voucher) -> bool:
    if not act.postings or not is_day(act.dated) or act.act != _act_of(books, act):
        return False
    if not _can_say_pools(act.postings):
        return False
    return all(_can_say_posting(books, act, item) for item in act.postings)


def _can_say_pools(items: tuple[Entry | Reversal, ...]) -> bool:
    """A verb says both halves at once, and finds out itself who took the unit over."""
    events = [item.event if isinstance(item, Entry) else "" for item in items]
    halves = [at for at, event in enumerate(events) if event in OTHER_HALF]
    for first, second in zip(halves[::2], halves[1::2], strict=False):
        taken, given = items[first], items[second]
        if not isinstance(taken, Entry) or not isinstance(given, Entry):
            return False
        is_pair = second == first + 1 and given.event == OTHER_HALF[taken.event]
        is_same = (taken.amount, taken.fund) == (given.amount, given.fund)
        if not (is_pair and is_same and taken.event.endswith("_out")):
            return False
        if (taken.unit, given.unit) != (OLD, HEIR):
            return False
    return len(halves) % 2 == 0


def _act_of(books: Books, act: Voucher) -> str:
    """Return the act that a verb writes: before the approval, that of early spending."""
    events: set[str | None] = set()
    for item in act.postings:
        posted = books.posting(item.posting) if isinstance(item, Reversal) else None
        entry = posted.entry if posted else item
        events.add(entry.event if isinstance(entry, Entry) else None)
    is_early = books.years.get(act.year) == "preparing" and events <= SPENDING
    return "post_early" if is_early or "allocate_early" in events else "post"


def _can_say_posting(books: Books, act: Voucher, item: Entry | Reversal) -> bool:
    year = act.year
    if isinstance(item, Reversal):
        # `reverse` takes the year from what it undoes.
        posted = books.posting(item.posting)
        return posted is None or posted.year == year
    event = EVENTS.get(item.event)
    if event is None or act.act not in event.acts or not _has_shape(item):
        return False
    # A verb takes the year from its line, and the line from a commitment or payment.
    if item.line is not None and item.line.year != year:
        return False
    held = books.commitment(item.commitment)
    if held is not None and held.line != item.line:
        return False
    payment = books.posting(item.refunds) if item.event == "refund" else None
    if payment is None:
        return True
    return (payment.entry.line, payment.entry.commitment) == (item.line, item.commitment)


def _has_shape(entry: Entry) -> bool:
    """A verb has a place for each row that its event names, and for no other."""
    event = EVENTS[entry.event]
    is_commit = entry.event == "commit"
    by_owner = event.must_name("income") or not event.must_name("line")
    named = {
        "line": entry.line,
        "to_line": entry.to_line,
        "commitment": entry.contract if is_commit else entry.commitment,
        "refunds": entry.refunds,
    }
    if is_commit and entry.commitment is not None:
        return False
    if by_owner and (entry.unit is None or entry.fund is None):
        return False
    return not any(
        event.must_name(row) if value is None else not event.may_name(row)
        for row, value in named.items()
    )
