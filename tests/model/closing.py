"""What becomes of everything that a year leaves: the plan of a closing, and of its undoing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.books import available, money, remaining
from model.words import ChangeYear, Entry, Reversal, Voucher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.books import Books, Money
    from model.words import Act, Line

BASIC = ("basic_personnel", "basic_public")


def carries_on(line: Line, max_carry_years: int) -> bool:
    """Say whether what is left is 结转: kept for its purpose, within its years.

    Fiscal money carries on, that of projects for some years; of other money only projects do, the
    rest is free.
    """
    if line.kind == "project":
        return not line.is_fiscal or line.year - line.origin_year < max_carry_years
    return line.is_fiscal and line.kind in BASIC


def next_line(books: Books, line: Line) -> Line:
    """Return the line that carries a line on: the same, under the names that hold next year."""
    named = {(scheme, old): new for year, scheme, old, new in books.successors if year == line.year}
    return replace(
        line.next_year(),
        unit=named.get(("unit", line.unit), line.unit),
        functional_code=named.get(("functional", line.functional_code), line.functional_code),
        economic_code=named.get(("economic", line.economic_code), line.economic_code),
    )


def plan(books: Books, year: int, max_carry_years: int = 1) -> tuple[Entry, ...]:
    """Decide on each rest of the year, commitments first: somebody already relies on them."""
    left: dict[Money, int] = {
        owner: money(row) for owner, row in books.incomes.items() if owner[0] == year
    }
    covers = [
        Entry(event="cover_deficit", amount=-fen, unit=unit, fund=fund)
        for (_, unit, fund), fen in left.items()
        if fen < 0
    ]
    decided: list[Entry] = []
    for number, held in enumerate(books.commitments, start=1):
        rest = remaining(held.totals)
        if held.line.year == year and rest:
            backed = _take(left, held.line, rest)
            way = (held.line, next_line(books, held.line))
            decided += _commitment(number, way, rest, backed, max_carry_years)
    for line, row in books.lines.items():
        rest = available(row)
        if line.year == year and rest:
            way = (line, next_line(books, line))
            decided += _line(way, rest, _take(left, line, rest), max_carry_years)
    over = [
        Entry(event="income_to_surplus", amount=fen, unit=unit, fund=fund)
        for (_, unit, fund), fen in left.items()
        if fen > 0
    ]
    return (*covers, *decided, *over)


def _take(left: dict[Money, int], line: Line, rest: int) -> int:
    """Return how much of a rest has money behind it, and take that money."""
    if line.is_fiscal:
        return rest
    owner = (line.year, line.unit, line.fund)
    backed = max(0, min(rest, left[owner]))
    left[owner] -= backed
    return backed


def _commitment(
    number: int, way: tuple[Line, Line], rest: int, backed: int, max_carry_years: int
) -> Iterator[Entry]:
    line, to_line = way
    carried = backed if carries_on(line, max_carry_years) else 0
    if carried:
        yield Entry(
            event="carry_forward",
            amount=carried,
            line=line,
            to_line=to_line,
            commitment=number,
        )
    if rest > carried:
        yield Entry(event="release", amount=rest - carried, line=line, commitment=number)
        yield from _line(way, rest - carried, backed - carried, max_carry_years)


def _line(way: tuple[Line, Line], rest: int, backed: int, max_carry_years: int) -> Iterator[Entry]:
    line, to_line = way
    if backed and carries_on(line, max_carry_years):
        yield Entry(event="carry_forward", amount=backed, line=line, to_line=to_line)
    elif backed:
        yield Entry(event="to_surplus", amount=backed, line=line)
    if rest > backed:
        yield Entry(event="lapse", amount=rest - backed, line=line)


def close(books: Books, year: int, max_carry_years: int = 1) -> Iterator[Act]:
    """Yield the acts of a whole closing."""
    yield ChangeYear("begin_closing", year)
    entries = plan(books, year, max_carry_years)
    if entries:
        yield Voucher(act="close", year=year, postings=entries, dated=f"{year}-12-31")
    yield ChangeYear("finish_closing", year)


def undo(books: Books, year: int) -> Iterator[Act]:
    """Yield the acts that undo a closing, its postings newest first.

    Order matters: what a release made available went on to somewhere, and must come back first.
    """
    yield ChangeYear("reopen_year", year)
    numbers = [
        Reversal(number)
        for number, posted in enumerate(books.journal, start=1)
        if (posted.act, posted.year) == ("close", year) and books.stands(number)
    ]
    if numbers:
        postings = tuple(reversed(numbers))
        yield Voucher(act="undo_close", year=year, postings=postings, dated=f"{year}-12-31")
    yield ChangeYear("cancel_closing", year)
