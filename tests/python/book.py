"""The ledger that tests and docstrings start from, and how to look at all of a file.

`open_book` makes it through the public API: the year 2025 is open with four lines, 2026 is being
prepared. Whoever drives another implementation beside the ledger can start from the same keys.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

import yusuan

if TYPE_CHECKING:
    from pathlib import Path

    from yusuan.words import Fund, Kind, Level

UNIT = "社会保险中心"


def key(
    year: int,
    economic_code: str,
    kind: Kind = "basic_public",
    *,
    fund: Fund = "general_public",
    level: Level = "own",
    origin_year: int | None = None,
    functional_code: str = "2080109",
    project: str | None = None,
) -> yusuan.LineKey:
    """Return a key of the unit."""
    return yusuan.LineKey(
        year=year,
        unit=UNIT,
        fund=fund,
        level=level,
        origin_year=origin_year,
        functional_code=functional_code,
        economic_code=economic_code,
        kind=kind,
        project=project,
    )


LINE = key(2025, "30201")
TRAVEL = key(2025, "30211")
PROJECT = key(
    2025, "30299", "project", level="upper", functional_code="2299999", project="驻村工作经费"
)
TRAINING = key(2025, "30216", "project", fund="unit_other_income", project="培训")
NEXT = key(2026, "30201")

AMOUNTS = {LINE: "81880.00", TRAVEL: "10000.00", PROJECT: "50000.00", TRAINING: "20000.00"}


def make_book(path: Path) -> None:
    """Make the ledger."""
    with yusuan.Ledger.create(path, title="某县") as ledger:
        ledger.add_unit(UNIT, kind="institution")
        ledger.prepare_year(2025)
        for line, amount in AMOUNTS.items():
            ledger.draft(line, amount)
        ledger.budget_income(2025, unit=UNIT, fund="unit_other_income", amount="20000.00")
        ledger.approve(2025, document="预算批复〔2025〕1号", dated=date(2025, 2, 17))
        ledger.prepare_year(2026)


def rows(path: Path) -> dict[str, list[Any]]:
    """Return every row of every table of a file.

    Read-only, since the ledger may be open here: a second SQLite in one process sees no lock of
    the first, and would tidy the write-ahead log away under it.
    """
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in names.fetchall()
        }
    finally:
        connection.close()
