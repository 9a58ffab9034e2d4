"""Small choices of a random walk: a year, a day, an amount, a line, somebody's money."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from model.books import available, money, stock
from model.words import Line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from model.books import Books

    Choice = TypeVar("Choice")

YEARS = (2024, 2025, 2026)
UNITS = ("office", "home", "archive")
FUNDS = ("general_public", "unit_other_income", "government_fund", "special_account")
FUNCTIONAL = ("2080201", "2080299")
ECONOMIC = ("30101", "30201", "30201", "30217", "30212")
ECONOMIC_302 = ("30201", "30212", "30215", "30217")
KINDS = ("project", "basic_personnel", "basic_public", "project", "operating")
PROJECTS = ("roof", "road")
# What takes from a stock of surplus and names no line.
STOCKS = (
    *("surrender", "distribute", "earmark_surplus"),
    *("pool_out", "pool_in", "pool_earmarked_out", "pool_earmarked_in"),
)
BAD_AMOUNTS = (0, -5, 7.0, "7", None, 10**15 + 1)
# How often the walk does something for the sake of being refused, in percent.
WILD = 4


class Choices:
    """Chooses by the books as they stand: mostly what fits, now and then what must not be."""

    def __init__(self, random: Random, books: Books) -> None:
        self.random = random
        self.books = books

    def pick(self, options: Iterable[Choice]) -> Choice:
        return self.random.choice(list(options))

    def is_wild(self) -> bool:
        return self.random.randrange(100) < WILD

    def year(self, state: str) -> int:
        """Return a year in this state; now and then any year at all."""
        fitting = [year for year, now in self.books.years.items() if now == state]
        return self.pick(YEARS if self.is_wild() or not fitting else fitting)

    def day(self, year: int) -> str:
        if self.is_wild():
            return self.pick(("2023-12-31", f"{year}-02-30", "soon", f"{year}-1-1"))
        return f"{year}-{self.pick(('01-02', '06-30', '12-31'))}"

    def fen(self, *limits: int) -> object:
        """Return an amount; often the very limit, or one fen beyond it."""
        if self.is_wild():
            return self.pick(BAD_AMOUNTS)
        limit = self.pick([abs(limit) for limit in limits if limit] or [500])
        return self.pick((limit, limit, 1, max(1, limit // 2), limit + 1))

    def key(self, year: int) -> Line:
        """Return some key; few, so that drafts, transfers and carry-overs meet."""
        kind = self.pick(KINDS)
        line = Line(
            year=year,
            unit=self.pick(UNITS),
            fund=self.pick(FUNDS),
            level=self.pick(("own", "own", "upper")),
            origin_year=self.pick((year, year, year, year - 1)),
            functional_code=self.pick(FUNCTIONAL),
            economic_code=self.pick(ECONOMIC),
            kind=kind,
            project=self.pick(PROJECTS) if kind == "project" else "",
        )
        if not self.is_wild():
            return line
        wrong: dict[str, tuple[object, ...]] = {
            "unit": ("nobody",),
            "fund": ("unit_funds", "gold"),
            "level": ("middle",),
            "origin_year": (year + 1, 1899),
            "functional_code": ("20802", "9999999"),
            "economic_code": ("302", "30299", "99999"),
            "kind": ("hobby", "operating"),
            "project": ("", " roof", "road"),
        }
        part = self.pick(wrong)
        return replace(line, **{part: self.pick(wrong[part])})  # type: ignore[arg-type]

    def line(self, year: int) -> Line:
        """Return a line of the year, or a new key when there is none."""
        lines = {line: row for line, row in self.books.lines.items() if line.year == year}
        if self.is_wild() or not lines:
            return self.key(year)
        # Mostly one that has something left.
        left = [line for line, row in lines.items() if available(row)]
        return self.pick(left if left and self.random.randrange(5) else lines)

    def owner(self, event: str, year: int) -> tuple[str, str]:
        """Return a unit and fund, most often one that has what the event takes."""
        if self.random.randrange(10) == 0:
            return self.pick((*UNITS, "nobody")), self.pick((*FUNDS, "gold"))
        fitting = [
            (unit, fund)
            for (there, unit, fund), row in self.books.incomes.items()
            if there == year and (event != "cover_deficit" or money(row) < 0)
        ]
        if event in (*STOCKS, "cover_deficit"):
            rich = [owner for owner, row in self.books.surpluses.items() if stock(row)]
            fitting = [owner for owner in rich if owner in fitting or event != "cover_deficit"]
        return self.pick(fitting or [(self.pick(UNITS), self.pick(FUNDS))])
