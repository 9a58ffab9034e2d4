"""The rules of a line's key and of an amount, the same for drafts and for lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from model.words import FUNDS, KINDS, LEVELS, OTHER_FUNDS

if TYPE_CHECKING:
    from model.books import Books
    from model.words import Line

AMOUNT_MAX = 10**15
FIRST_YEAR = 1900
LEAF_DIGITS = {"functional": 7, "economic": 5}


def is_day(text: str) -> bool:
    """Say whether this is a day of the calendar, written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def amount_broken(amount: object) -> set[str]:
    """An amount is an integer number of fen, at least one and not beyond the bound."""
    if type(amount) is not int:
        return {"amount_invalid"}
    if amount <= 0:
        return {"amount_not_positive"}
    return {"amount_out_of_range"} if amount > AMOUNT_MAX else set()


def unit_broken(books: Books, unit: str) -> set[str]:
    """Something new is budgeted only for a unit that is known and active."""
    if unit not in books.units:
        return {"unit_unknown"}
    return set() if books.units[unit] else {"unit_inactive"}


def fund_broken(fund: str, *, with_income: bool = False) -> set[str]:
    known = OTHER_FUNDS if with_income else FUNDS
    return set() if fund in known else {"fund_unknown"}


def code_broken(books: Books, year: int, scheme: str, code: str) -> set[str]:
    """A code is in force in the year and has no codes below it."""
    if (year, scheme, code) not in books.codes:
        elsewhere = any(known[1:] == (scheme, code) for known in books.codes)
        return {"code_not_in_force"} if elsewhere else {"code_unknown"}
    return set() if len(code) == LEAF_DIGITS[scheme] else {"code_not_leaf"}


def line_broken(books: Books, line: Line) -> set[str]:
    """Return what is wrong with the key of a new line or draft."""
    broken = unit_broken(books, line.unit) | fund_broken(line.fund)
    if line.year not in books.years:
        broken.add("year_unknown")
    if line.level not in LEVELS:
        broken.add("level_unknown")
    if not FIRST_YEAR <= line.origin_year <= line.year:
        broken.add("origin_year_invalid")
    if line.kind not in KINDS:
        broken.add("kind_unknown")
    if line.project != line.project.strip(" "):
        broken.add("project_missing")
    if line.kind == "project" and not line.project.strip(" "):
        broken.add("project_missing")
    if line.kind != "project" and line.project:
        broken.add("project_unexpected")
    broken |= code_broken(books, line.year, "functional", line.functional_code)
    broken |= code_broken(books, line.year, "economic", line.economic_code)
    return broken
