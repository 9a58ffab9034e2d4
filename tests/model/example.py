"""A small ledger that the tests of single refusals start from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.words import (
    AddUnit,
    Approve,
    ChangeYear,
    DeactivateUnit,
    DraftIncome,
    DraftLine,
    Entry,
    Line,
    LoadCatalogue,
    Reversal,
    Voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.words import Act

OTHER = "unit_other_income"
WAGES = Line(2024, "office", "general_public", "own", 2024, "2080201", "30101", "basic_personnel")
ROOF = Line(2024, "office", "general_public", "own", 2024, "2080299", "30201", "project", "roof")
LAND = replace(ROOF, fund="government_fund")
GIFT = replace(ROOF, level="upper")
OLD = replace(ROOF, origin_year=2023)
FOOD = Line(2024, "home", OTHER, "own", 2024, "2080201", "30201", "basic_public")
NEXT = replace(WAGES, year=2025, origin_year=2025)
BUDGET = {WAGES: 1000, ROOF: 500, LAND: 100, GIFT: 100, OLD: 100, FOOD: 300}


def voucher(*postings: Entry | Reversal, act: str = "post", year: int = 2024) -> Voucher:
    day = f"{year}-12-31" if "close" in act else f"{year}-06-30"
    return Voucher(act=act, year=year, postings=postings, dated=day, document="document")


def one(event: str, amount: object = 1, **rows: object) -> Voucher:
    return voucher(Entry(event=event, amount=amount, **rows))  # type: ignore[arg-type]


def close(event: str, amount: object = 1, **rows: object) -> Voucher:
    return voucher(Entry(event=event, amount=amount, **rows), act="close")  # type: ignore[arg-type]


def opening() -> Iterator[Act]:
    """Yield what comes before every case: 2024 is open with some money, 2025 is being prepared.

    Postings: 1 to 7 the approval, 8 money, 9 a commitment, 10 a payment, 11 its refund, 12 surplus.
    """
    yield from (AddUnit("office"), AddUnit("home"), AddUnit("gone"))
    for year in (2024, 2025, 2026):
        later = ("30299",) if year > WAGES.year else ()
        functional = ("208", "20802", "2080201", "2080299")
        yield LoadCatalogue(year, functional, ("301", "30101", "302", "30201", *later))
    yield ChangeYear("prepare_year", 2024)
    yield from (DraftLine(line, amount) for line, amount in BUDGET.items())
    yield DraftIncome(2024, "home", OTHER, 300)
    yield Approve(year=2024, dated="2024-01-20")
    yield one("receive", 200, unit="home", fund=OTHER)
    yield one("commit", 50, line=ROOF, contract="roof 1")
    yield one("pay", 80, line=ROOF)
    yield one("refund", 30, line=ROOF, refunds=10)
    yield one("to_surplus", 40, line=LAND)
    yield ChangeYear("prepare_year", 2025)
    yield DeactivateUnit("gone")
