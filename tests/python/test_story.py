"""The demo, told in Python: 2024 is approved, run and closed, and 2025 published to the last digit.

Then 2025 is run, closed and accounted for, as the demo does in a copy of the ledger.

The acts are those of `yusuan demo`, in the same order and with the same words, so that both end
with the same hash.
"""

from __future__ import annotations

import calendar
import contextlib
import json
import sqlite3
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import yusuan

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
UNIT = "玛纳斯县社会保险中心"
INCOME = "unit_other_income"
PROJECT = yusuan.LineKey(
    year=2024,
    unit=UNIT,
    fund="general_public",
    level="upper",
    functional_code="2299999",
    economic_code="30299",
    kind="project",
    project="2024年上半年自治区驻村工作专项经费",
)


def lines_of(year: int) -> Path:
    return ROOT / "crates" / "yusuan-cli" / "demo" / f"lines-{year}.csv"


def approve_2024(ledger: yusuan.Ledger) -> None:
    ledger.add_unit(UNIT, kind="institution")
    ledger.prepare_year(2024)
    # Read as the demo reads it: the name of a file is in no voucher.
    ledger.import_lines(lines_of(2024))
    ledger.budget_income(2024, unit=UNIT, fund="unit_other_income", amount="40000.00")
    ledger.approve(2024, dated=date(2024, 1, 25), document="2024年部门预算批复（示例）")


def run_2024(ledger: yusuan.Ledger) -> None:
    ledger.receive(
        2024, unit=UNIT, fund="unit_other_income", amount="40000.00", dated=date(2024, 1, 31)
    )
    for month in range(1, 13):
        day = date(2024, month, calendar.monthrange(2024, month)[1])
        with ledger.transaction():
            for report in ledger.lines(2024):
                budget, paid = report.balance.original_fen, report.balance.paid_fen
                if budget:
                    ledger.pay(report.line, amount_fen=budget * month // 12 - paid, dated=day)
        if month == 5:
            document = "追加专项经费的通知（示例）"
            ledger.supplement(PROJECT, "100000.00", dated=date(2024, 5, 20), document=document)
        if month == 6:
            ledger.pay(PROJECT, Decimal(50000), dated=date(2024, 6, 28))


def approve_2025(ledger: yusuan.Ledger) -> None:
    ledger.import_lines(lines_of(2025))
    ledger.budget_income(2025, unit=UNIT, fund="unit_other_income", amount="10000.00")
    ledger.approve(2025, dated=date(2025, 2, 17), document="2025年部门预算批复（示例）")
    ledger.load_declarations(lines_of(2025).with_name("declarations-2025.toml"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[yusuan.Ledger]:
    path = tmp_path_factory.mktemp("story") / "county.db"
    with yusuan.Ledger.create(path, title="yusuan demo") as ledger:
        approve_2024(ledger)
        run_2024(ledger)
        ledger.prepare_year(2025)
        plan = ledger.plan_close(2024)
        certificate = ledger.close(plan)
        assert ledger.close(plan).is_repeated
        assert ledger.certificate(2024) == certificate
        approve_2025(ledger)
        yield ledger


def test_exactly_one_project_is_carried_forward(told: yusuan.Ledger) -> None:
    certificate = told.certificate(2024)
    assert certificate.opening_equals_closing
    assert sum(total.carried_out_fen for total in certificate.totals) == 5_000_000
    (carried,) = [line for line in told.lines(2025) if line.balance.carried_in_fen]
    assert (carried.line.key.project, carried.line.key.origin_year) == (PROJECT.project, 2024)
    assert carried.available == Decimal(50000)
    assert {line.available_fen for line in told.lines(2024)} == {0}


def run_2025(ledger: yusuan.Ledger) -> None:
    ledger.receive(
        2025, unit=UNIT, fund="unit_other_income", amount="12000.00", dated=date(2025, 3, 31)
    )
    project = {name: getattr(PROJECT, name) for name in ("unit", "fund", "level", "kind")}
    carried = yusuan.LineKey(
        **project,
        year=2025,
        origin_year=2024,
        functional_code="2299999",
        economic_code="30299",
        project=PROJECT.project,
    )
    ledger.pay(carried, "48000.00", dated=date(2025, 5, 30))
    inspection = yusuan.LineKey(
        **project,
        year=2025,
        functional_code="2080109",
        economic_code="30299",
        project="社会保险基金监督检查经费（示例）",
    )
    for month in range(2, 13):
        day = date(2025, month, calendar.monthrange(2025, month)[1])
        with ledger.transaction():
            for report in ledger.lines(2025):
                budget, paid = report.balance.original_fen, report.balance.paid_fen
                key = report.line.key
                is_public = key.kind == "basic_public"
                percent = (60 if key.economic_code == "30217" else 95) if is_public else 100
                if budget:
                    due = budget * percent // 100 * month // 12 - paid
                    ledger.pay(report.line, amount_fen=due, dated=day)
        if month == 6:
            document = "追加专项经费的通知（示例）"
            ledger.supplement(inspection, "80000.00", dated=date(2025, 6, 20), document=document)
            ledger.pay(inspection, "48000.00", dated=date(2025, 6, 30))
    supplies = ledger.line(
        year=2025,
        unit=UNIT,
        fund="general_public",
        functional_code="2080109",
        economic_code="30201",
        kind="basic_public",
    )
    document = "收回预算指标的通知（示例）"
    ledger.recall(supplies, "3000.00", dated=date(2025, 12, 31), document=document)


def plain(text: str | None) -> str | None:
    """Leave out the blanks of the print."""
    return text and "".join(text.split())


def cell_texts(row: dict[str, Any]) -> dict[str, str | None]:
    """Return what a row prints, whether its cells have amounts or are printed text alone."""
    return {
        column: plain(cell["text"] if isinstance(cell, dict) else cell)
        for column, cell in row["cells"].items()
    }


def head(row: dict[str, Any]) -> dict[str, Any]:
    """Return what a row is about; what is blank may be left out."""
    about = {name: value for name, value in row.items() if name != "cells" and value is not None}
    return about | {"name": plain(row.get("name"))}


def test_the_tables_are_the_printed_ones(told: yusuan.Ledger) -> None:
    path = ROOT / "tests" / "cases" / "first-user" / "budget-2025.json"
    printed = json.loads(path.read_text(encoding="utf-8"))
    tables = told.tables(2025)
    assert [table.id for table in tables] == [table["id"] for table in printed]
    for made, expected in zip((table.to_dict() for table in tables), printed, strict=True):
        for field in ("title", "unit", "currency_unit"):
            assert made[field] == expected[field]
        assert made["columns"] == expected["columns"]
        assert [cell_texts(row) for row in made["rows"]] == [
            cell_texts(row) for row in expected["rows"]
        ]
        assert [head(row) for row in made["rows"]] == [head(row) for row in expected["rows"]]


def test_rounding_is_reported_as_rounding(told: yusuan.Ledger) -> None:
    checks = told.checks(2025)
    assert {check.verdict for check in checks if check.formal} == {"holds", "rounding"}
    texts = {
        text
        for check in checks
        for finding in check.findings
        for text in (finding.left_text, finding.right_text)
    }
    assert {"646.04", "646.05"} <= texts


def test_2025_is_accounted_for(told: yusuan.Ledger, tmp_path: Path) -> None:
    copy = tmp_path / "closed.db"
    with (
        contextlib.closing(sqlite3.connect(f"file:{told.path}?mode=ro", uri=True)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    with yusuan.Ledger.open(copy) as ledger:
        run_2025(ledger)
        drafts = ledger.final_tables(2025)
        assert all(table.title.endswith("（草稿）") for table in drafts)
        ledger.prepare_year(2026)
        ledger.close(ledger.plan_close(2025))
        path = ROOT / "tests" / "cases" / "first-user" / "final-2025-demo.json"
        expected = json.loads(path.read_text(encoding="utf-8"))
        made = [table.to_dict() for table in ledger.final_tables(2025)]
        assert made == expected
        assert ledger.table("final-05", year=2025).to_dict() == expected[4]
        assert {check.verdict for check in ledger.checks(2025, final=True)} == {
            "holds",
            "rounding",
        }


def test_the_command_tells_the_same_story(told: yusuan.Ledger, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "yusuan", "demo", str(tmp_path / "demo"), "--json"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    data = json.loads(run.stdout)
    assert data["verification"] == told.verify().to_dict()
    assert data["verification"]["head"] == told.head().to_dict()
    assert data["certificate"] == told.certificate(2024).to_dict()
    assert data["checks"] == [check.to_dict() for check in told.checks(2025)]
    tables = [
        json.loads((Path(data["tables"]) / f"{table.id}.json").read_text(encoding="utf-8"))
        for table in told.tables(2025)
    ]
    assert tables == [table.to_dict() for table in told.tables(2025)]
