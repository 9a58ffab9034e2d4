"""Random statements, matches and assertions, for the walk over random years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.choices import BAD_AMOUNTS, YEARS
from model.keys import AMOUNT_MAX, is_day
from model.statements import DERIVED, KEPT, KINDS, moved, stood
from model.words import AssertBalance, CancelMatch, ConfirmMatches, LoadStatement, Row

if TYPE_CHECKING:
    from model.books import Books, Money, Stock
    from model.choices import Choices
    from model.words import Act, Line

# What a statement must not say.
WRONG: dict[str, tuple[object, ...]] = {
    "kind": ("shop",),
    "name": (" ",),
    "first_on": ("2024-02-30", "2027-01-01", "soon"),
    "last_on": ("2023-12-31", "2024-6-30"),
}


def load(walk: Choices) -> Act:
    """Load a statement of a year: what the books have of it, and now and then something else."""
    books = walk.books
    if books.statements and walk.random.randrange(8) == 0:
        return walk.pick(books.statements)
    kind, year = walk.pick(sorted(KINDS)), walk.pick(YEARS)
    free = [(books.journal[it - 1].dated, out) for it, out in _free(books, kind)]
    mine = [Row(day, out) for day, out in free if day.startswith(str(year))]
    walk.random.shuffle(mine)
    rows = [*mine[:3], Row(f"{year}-03-31", walk.pick((1, -1, 500)))]
    if walk.random.randrange(6) == 0:
        wrong = Row(walk.day(year - 1), 1), Row(f"{year}-03-31", walk.pick(BAD_AMOUNTS[2:]))
        rows.append(walk.pick((*wrong, Row(f"{year}-03-31", 0))))
    statement = LoadStatement(
        file=len(books.statements),
        kind=kind,
        name="a statement",
        first_on=f"{year}-01-01",
        last_on=f"{year}-12-31",
        rows=tuple(rows),
    )
    if walk.random.randrange(6):
        return statement
    part = walk.pick(WRONG)
    return replace(statement, **{part: walk.pick(WRONG[part])})  # type: ignore[arg-type]


def confirm(walk: Choices) -> Act | None:
    """Confirm what is the same money, one or several; or any row and posting at all."""
    books = walk.books
    if not books.rows or not books.journal:
        return None
    matched = {it.row for it in books.matches if not it.is_cancelled}
    fitting: list[tuple[int, int]] = []
    for number, (statement, row) in enumerate(books.rows, start=1):
        if number not in matched:
            kind = books.statements[statement - 1].kind
            same = [it for it, out in _free(books, kind) if out == row.amount]
            fitting += [(number, it) for it in same]
    if fitting and walk.random.randrange(4):
        return ConfirmMatches(tuple(walk.pick(fitting) for _ in range(walk.pick((1, 1, 2)))))
    row_id = walk.random.randrange(len(books.rows) + 2)
    return ConfirmMatches(((row_id, walk.pick((*range(1, len(books.journal) + 1), 9_999))),))


def cancel(walk: Choices) -> Act | None:
    """Take a match back, most often one that stands."""
    numbers = range(1, len(walk.books.matches) + 1)
    standing = [it for it in numbers if not walk.books.matches[it - 1].is_cancelled]
    options = standing if standing and walk.random.randrange(4) else numbers
    return CancelMatch(walk.pick(options)) if options else None


def assert_balance(walk: Choices) -> Act | None:
    """Say what a total stood at, most often rightly."""
    books = walk.books
    known: list[Line | Money | Stock] = [*books.lines, *books.incomes, *books.surpluses]
    if not known:
        return None
    of = walk.pick(known)
    act = AssertBalance(of, "paid", f"{walk.pick(YEARS)}-{walk.pick(('06-30', '12-31'))}", 0)
    act = replace(act, total=walk.pick(sorted(KEPT[act.book] | DERIVED[act.book].keys())))
    act = replace(act, amount=stood(books, act) + walk.pick((0, 0, 0, 1)))
    if walk.random.randrange(4):
        return act
    # Nobody has lines of that year.
    unknown = walk.key(max(YEARS) + 1)
    wrong = {
        "of": unknown,
        "total": "owed",
        "dated": walk.pick(("2024-06-31", "2024-6-30")),
        "amount": walk.pick((7.0, "7", None, 10**17 + 1)),
        "source": " ",
    }
    part = walk.pick(wrong)
    if part == "of":
        act = replace(act, total="paid", amount=0)
    return replace(act, **{part: wrong[part]})  # type: ignore[arg-type]


def _free(books: Books, kind: str) -> list[tuple[int, int]]:
    """Return what moved and is not matched: postings, and what went out."""
    matched = {it.posting for it in books.matches if not it.is_cancelled}
    found = []
    for number, posted in enumerate(books.journal, start=1):
        if number not in matched and books.stands(number):
            money_moved = moved(posted)
            if money_moved and money_moved[0] == kind:
                found.append((number, money_moved[1]))
    return found


def can_say_statement(act: LoadStatement) -> bool:
    """A verb takes days of the calendar, one of its kinds and, in a file, an amount."""
    days = (act.first_on, act.last_on, *(row.dated for row in act.rows))
    amounts = (row.amount for row in act.rows)
    is_said = all(isinstance(it, int) and 0 < abs(it) <= AMOUNT_MAX for it in amounts)
    return is_said and act.kind in KINDS and all(is_day(day) for day in days)
