"""年终结账 from Python: plans as data and as files that people edit."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

import yusuan
from python.book import UNIT

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = "批准文号（可改）"
ACTION = "处理方式（可改）"


def table(plan: yusuan.Plan) -> list[dict[str, str]]:
    """Return the plan as a spreadsheet shows it."""
    return list(csv.DictReader(io.StringIO(plan.to_csv().removeprefix("\ufeff"))))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="gbk", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_rows_and_table_say_the_same(ledger: yusuan.Ledger) -> None:
    plan = ledger.plan_close(2025)
    for row, printed, decision in zip(plan.rows(), table(plan), plan.decisions, strict=True):
        assert row["line_id"] == decision.line.id == int(printed["指标编号"])
        assert row["amount"] == decision.amount_fen
        assert printed["金额（元）（可改）"] == str(decision.amount)
        assert row["policy_id"] == decision.policy_id
        assert printed["规则来源"] == decision.source


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_a_saved_plan_is_loaded_again(ledger: yusuan.Ledger, tmp_path: Path, name: str) -> None:
    plan = ledger.plan_close(2025)
    plan.save(tmp_path / name)
    assert ledger.load_plan(tmp_path / name) == plan


def test_a_table_that_was_sorted_edited_and_saved_by_a_spreadsheet_closes_the_year(
    ledger: yusuan.Ledger, tmp_path: Path
) -> None:
    rows = sorted(table(ledger.plan_close(2025)), key=lambda row: row["金额（元）（可改）"])
    edited = next(row for row in rows if row["经济分类科目编码"] == "30211")
    edited[ACTION], edited[DOCUMENT] = "转入结余", "县财预〔2025〕9号"
    plan = ledger.load_plan(write(tmp_path / "plan.csv", rows))
    (decision,) = [decision for decision in plan.decisions if decision.is_edited]
    assert (decision.action, decision.document) == ("to_surplus", "县财预〔2025〕9号")
    certificate = ledger.close(plan)
    assert certificate.totals[0].to_surplus_fen == decision.amount_fen
    assert ledger.verify().is_clean


def test_problems_of_an_edited_plan_are_data(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    rows = table(ledger.plan_close(2025))
    rows[0]["金额（元）（可改）"] = "1.00"
    rows[1][ACTION] = "释放"
    path = write(tmp_path / "plan.csv", rows)
    with pytest.raises(yusuan.SourceError) as caught:
        ledger.load_plan(path)
    problems = caught.value.problems
    assert [(found["row"], found["column"], found["token"]) for found in problems] == [
        (2, "金额（元）（可改）", "closing_undecided"),
        (3, ACTION, "plan_action_wrong"),
    ]


def test_a_plan_says_what_stands_in_its_way(ledger: yusuan.Ledger) -> None:
    assert ledger.plan_close(2025).is_feasible
    ledger.deactivate_unit(UNIT)
    plan = ledger.plan_close(2025)
    (remark,) = plan.remarks
    assert not plan.is_feasible
    assert (remark.token, remark.is_obstacle) == ("unit_inactive", True)
    assert remark.to_dict()["hint"] == remark.hint


def test_an_unwritable_path_is_an_os_error(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        ledger.plan_close(2025).save(tmp_path / "nowhere" / "plan.csv")
