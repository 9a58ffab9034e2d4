"""A small province: ledgers of units below departments, with money of several sorts."""

from __future__ import annotations

import os
import signal
from datetime import date
from typing import TYPE_CHECKING

import yusuan

if TYPE_CHECKING:
    from pathlib import Path

    from yusuan.words import Fund, Kind

DEPARTMENTS = ("教育局", "卫生局")
MAY = date(2025, 5, 6)
KILLED = "killed"


def unit_of(number: int) -> str:
    return f"第{number}{'医院' if number % 2 else '中学'}"


def key(
    number: int,
    economic_code: str = "30201",
    *,
    year: int = 2025,
    fund: Fund = "general_public",
    kind: Kind = "basic_public",
    project: str | None = None,
) -> yusuan.LineKey:
    return yusuan.LineKey(
        year=year,
        unit=unit_of(number),
        fund=fund,
        functional_code="2080109" if number % 2 else "2299999",
        economic_code=economic_code,
        kind=kind,
        project=project,
    )


def make(folder: Path, number: int) -> Path:
    """Make the ledger of a unit: what is spent and left differs from unit to unit."""
    path = folder / DEPARTMENTS[number % 2] / f"{number:02}.db"
    path.parent.mkdir(exist_ok=True)
    fill(path, [number])
    return path


def fill(path: Path, numbers: list[int]) -> None:
    """Make a ledger of several units; of one it is the ledger of that unit."""
    with yusuan.Ledger.create(path, title=unit_of(numbers[0])) as ledger:
        for department in dict.fromkeys(DEPARTMENTS[number % 2] for number in numbers):
            ledger.add_unit(department, kind="department")
        for number in numbers:
            ledger.add_unit(unit_of(number), kind="institution", parent=DEPARTMENTS[number % 2])
        ledger.prepare_year(2025)
        for number in numbers:
            draft(ledger, number)
        ledger.approve(2025, document="预算批复〔2025〕1号", dated=date(2025, 2, 17))
        ledger.prepare_year(2026)
        for number in numbers:
            run(ledger, number)


def draft(ledger: yusuan.Ledger, number: int) -> None:
    ledger.draft(key(number), amount_fen=1_000_000 + number)
    project = key(number, "30299", kind="project", project=f"项目{number}")
    ledger.draft(project, amount_fen=500_000)
    ledger.draft(key(number, "30216", fund="unit_other_income"), amount_fen=20_000)
    ledger.budget_income(2025, unit=unit_of(number), fund="unit_other_income", amount_fen=20_000)


def run(ledger: yusuan.Ledger, number: int) -> None:
    ledger.receive(
        2025, unit=unit_of(number), fund="unit_other_income", amount_fen=20_000, dated=MAY
    )
    ledger.pay(key(number), amount_fen=100 * number + 1, dated=MAY, payee="某公司")
    earned = key(number, "30216", fund="unit_other_income")
    ledger.pay(earned, amount_fen=15_000 + number, dated=MAY)


def closings(folder: Path) -> dict[str, int]:
    """Return how often each ledger says that its year was closed."""
    counts = {}
    for path in sorted(folder.rglob("*.db")):
        with yusuan.Ledger.open(path, read_only=True) as ledger:
            closed = ledger.year_state(2025) == "closed"
            steps = ledger.closing_history(2025)
            counts[path.stem] = sum(step.name_zh == "完成年终结账" for step in steps)
            assert counts[path.stem] == closed
    return counts


def die_once(ledger: yusuan.Ledger) -> str:
    """Close the year, and kill the worker the first time behind the commit, before it says so."""
    if ledger.year_state(2025) == "closed":
        return "closed before"
    ledger.close(ledger.plan_close(2025))
    if ledger.path.stem == "03":
        ledger.path.with_suffix(f".{KILLED}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "closed now"


def pay_by_key(ledger: yusuan.Ledger) -> int:
    """Pay once, however often it is called."""
    number = int(ledger.path.stem)
    ledger.pay(key(number), amount_fen=7, dated=MAY, key="发放-7")
    return ledger.balance(key(number)).paid_fen


def stumble(ledger: yusuan.Ledger) -> int:
    if ledger.path.stem == "02":
        raise ZeroDivisionError("of this ledger alone")
    return len(ledger.lines(2025))
