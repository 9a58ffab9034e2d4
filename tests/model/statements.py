"""对账 and 余额核对: what the treasury and banks say moved and stood, beside what the books say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.books import (
    Match,
    available,
    earmarked_stock,
    expected,
    money,
    stock,
)
from model.events import EVENTS, Rows
from model.keys import AMOUNT_MAX, is_day
from model.postings import TOTAL_MAX, rows_of
from model.words import FISCAL_FUNDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from model.books import Books, Posted, Totals
    from model.words import (
        AssertBalance,
        CancelMatch,
        ConfirmMatches,
        LoadStatement,
        Row,
        Snapshot,
    )

KINDS = frozenset({"treasury", "bank"})
# What corrects an estimate changes the money in the books, and nothing on an account.
ESTIMATES = frozenset({"approve_carried", "true_up_increase", "true_up_decrease"})
# The unit that takes another over takes over its account.
POOLED = frozenset({"pool_out", "pool_in", "pool_earmarked_out", "pool_earmarked_in"})
# The totals that somebody else can know, and those that follow from others.
KEPT = {
    "line": frozenset(
        {
            *("original", "early", "supplement", "reduction", "carried_in", "transferred_in"),
            *("transferred_out", "surplus_used", "prior_year", "recalled", "committed", "paid"),
            *("carried_out", "to_surplus", "lapsed"),
        }
    ),
    "income": frozenset(
        {
            *("budgeted", "increased", "decreased", "received", "returned", "carried_in"),
            *("surplus_used", "prior_year", "paid", "carried_out", "to_surplus"),
        }
    ),
    "surplus": frozenset({"added", "used", "surrendered", "distributed", "earmarked_used"}),
}
DERIVED: dict[str, dict[str, Callable[[Totals], int]]] = {
    "line": {"available": available},
    "income": {"money": money, "expected": expected},
    "surplus": {"stock": stock, "earmarked_stock": earmarked_stock},
}


# What moved.


def moved(posted: Posted) -> tuple[str, int] | None:
    """Return whose statement has a posting, and what went out; nothing where no money moved.

    Of a fund that is not fiscal, money moved on its account when there is more or less of it
    afterwards, over incomes and surplus. Finance keeps the others: there a payment moves money, or
    what comes back of one.
    """
    entry = posted.entry
    fund = entry.line.fund if entry.line else entry.fund
    if posted.reverses is not None or entry.event in ESTIMATES | POOLED:
        return None
    rows = Rows()
    EVENTS[entry.event].effect(rows, posted.amount)
    if fund in FISCAL_FUNDS:
        came_back = rows.line["prior_year"] if entry.refunds is not None else 0
        out, kind = rows.line["paid"] - came_back, "treasury"
    else:
        held = money(rows.income) + money(rows.to_income)
        out, kind = -(held + stock(rows.surplus) + earmarked_stock(rows.surplus)), "bank"
    return (kind, out) if out else None


# Statements and matches.


def load(books: Books, act: LoadStatement) -> set[str]:
    """Load a statement whole, or return what that breaks."""
    broken = set()
    if any(it.text == act.text for it in books.statements):
        broken.add("statement_exists")
    is_time = is_day(act.first_on) and is_day(act.last_on) and act.first_on <= act.last_on
    if act.kind not in KINDS or not act.name.strip(" ") or not is_time:
        broken.add("statement_invalid")
    if not all(_is_row(act, row) for row in act.rows):
        broken.add("statement_row_invalid")
    if not broken:
        books.statements.append(act)
        books.rows += [(len(books.statements), row) for row in act.rows]
    return broken


def _is_row(act: LoadStatement, row: Row) -> bool:
    is_amount = type(row.amount) is int and 0 < abs(row.amount) <= AMOUNT_MAX
    return is_amount and is_day(row.dated) and act.first_on <= row.dated <= act.last_on


def confirm(books: Books, act: ConfirmMatches) -> set[str]:
    """Match pairs one after the other, or return what any of them breaks."""
    broken: set[str] = set()
    for row, posting in act.pairs:
        wrong = _pair_broken(books, row, posting)
        broken |= wrong
        if not wrong:
            books.matches.append(Match(row, posting))
    return broken


def _pair_broken(books: Books, row: int, posting: int) -> set[str]:
    broken = set()
    standing = [it for it in books.matches if not it.is_cancelled]
    if any(it.row == row or it.posting == posting for it in standing):
        broken.add("match_exists")
    posted = books.posting(posting)
    money_moved = moved(posted) if posted and books.stands(posting) else None
    if not 1 <= row <= len(books.rows) or money_moved is None:
        return broken | {"match_wrong"}
    number, said = books.rows[row - 1]
    kind, out = money_moved
    if books.statements[number - 1].kind != kind:
        broken.add("match_wrong")
    return broken if said.amount == out else broken | {"match_amount_differs"}


def cancel(books: Books, act: CancelMatch) -> set[str]:
    """Take a match back, once."""
    match = books.matches[act.match - 1]
    if match.is_cancelled:
        return {"append_only"}
    books.matches[act.match - 1] = replace(match, is_cancelled=True)
    return set()


# Assertions.


def assert_balance(books: Books, act: AssertBalance) -> set[str]:
    """Keep what somebody says of a total; whether it holds is asked by others."""
    is_amount = type(act.amount) is int and abs(act.amount) <= TOTAL_MAX
    is_total = act.total in KEPT[act.book] | DERIVED[act.book].keys()
    is_said = is_day(act.dated) and act.source.strip(" ") != ""
    broken = set()
    if not (is_amount and is_total and is_said and act.of in _owned(books)):
        broken.add("assertion_invalid")
    if is_day(act.dated) and int(act.dated[:4]) not in books.years:
        broken.add("year_unknown")
    if not broken:
        books.assertions.append(act)
    return broken


def _owned(books: Books) -> dict[object, Totals]:
    """Return the totals of everything that an assertion can be about."""
    found: dict[object, Totals] = {}
    for book in (books.lines, books.incomes, books.surpluses):
        found.update(book.items())
    return found


def stood(books: Books, act: AssertBalance) -> int:
    """Return at what the total stood: all that is dated up to the day, whenever it was written."""
    return _total(_as_of(books, act.dated), act)


def failing(books: Books) -> set[int]:
    """Return the numbers of the assertions that do not hold, or not any more."""
    days = {day: _as_of(books, day) for day in {act.dated for act in books.assertions}}
    return {
        number
        for number, act in enumerate(books.assertions, start=1)
        if _total(days[act.dated], act) != act.amount
    }


def _as_of(books: Books, day: str) -> Books:
    """Return the books of a day: the journal told again, as far as it is dated."""
    then = books.copy()
    for row in _owned(then).values():
        row.clear()
    for posted in books.journal:
        if posted.dated <= day:
            named = rows_of(then, posted)
            sign = 1 if posted.reverses is None else -1
            against = "commitment" in named
            EVENTS[posted.entry.event].effect(
                Rows(**named, against_commitment=against), sign * posted.amount
            )
    return then


def _total(books: Books, act: AssertBalance) -> int:
    row = _owned(books)[act.of]
    derive = DERIVED[act.book].get(act.total)
    return derive(row) if derive else row[act.total]


# Reading.


def snapshot(books: Books) -> Snapshot:
    """Return every row with its match, every match and every assertion."""
    return {name: value for name, value in _snapshot(books) if value != 0}


def _snapshot(books: Books) -> Iterator[tuple[tuple[object, ...], int]]:
    for number, (statement, row) in enumerate(books.rows, start=1):
        of = books.statements[statement - 1]
        assert isinstance(row.amount, int)
        yield ("row", (number, statement, of.kind, of.name, row.dated), "amount"), row.amount
    for number, match in enumerate(books.matches, start=1):
        yield ("match", number, "row"), match.row
        yield ("match", number, "posting"), match.posting
        yield ("match", number, "is_cancelled"), int(match.is_cancelled)
        if not match.is_cancelled:
            yield ("matched", match.row, "match"), number
            yield ("matched", match.row, "is_reversed"), int(match.posting in books.undone)
    for number, act in enumerate(books.assertions, start=1):
        assert isinstance(act.amount, int)
        yield ("assertion", number, (act.of, act.total, act.dated)), act.amount
    yield ("assertions",), len(books.assertions)
