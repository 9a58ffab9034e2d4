"""年终结账 from Python: plans as data and as files that people edit."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import yusuan
from python.book import TRAINING, UNIT, key, rows

if TYPE_CHECKING:
    from pathlib import Path

    from yusuan.words import Fund

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
        assert row["amount_fen"] == decision.amount_fen
        assert decision.to_dict()["amount_fen"] == decision.amount_fen
        assert printed["金额（元）（可改）"] == str(decision.amount)
        assert row["policy_id"] == decision.policy_id
        assert printed["规则来源"] == decision.source


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_a_saved_plan_is_loaded_again(ledger: yusuan.Ledger, tmp_path: Path, name: str) -> None:
    plan = ledger.plan_close(2025)
    plan.save(tmp_path / name)
    assert ledger.load_plan(tmp_path / name) == plan


def test_a_plan_prints_as_a_table_and_shows_as_one_short_line(ledger: yusuan.Ledger) -> None:
    ledger.deactivate_unit(UNIT)
    plan = ledger.plan_close(2025)
    lines = str(plan).splitlines()
    assert lines[0].split()[:2] == ["处理方式", "金额"]
    assert UNIT in lines[1]
    assert lines[-1].startswith("hint: ")
    assert "<pre>" in plan._repr_html_()
    shown = repr(plan)
    assert len(shown) < 200
    assert f"row_count={len(plan.rows())}" in shown
    assert "decisions" not in shown


GRANT = "县政府纪要〔2025〕7号"


def open_with_old_money(ledger: yusuan.Ledger) -> yusuan.LineKey:
    """Carry a line into 2026, and open that year: the money may not be carried once more.

    By default that is said of projects only.
    """
    ledger.set_policy("max_carry_years", action="deny", value="1", source="县财预〔2025〕8号")
    ledger.close(ledger.plan_close(2025))
    ledger.draft(key(2026, "30202"), "1.00")
    ledger.approve(2026, document="1号", dated=date(2026, 1, 20))
    ledger.prepare_year(2027)
    return key(2026, "30201", origin_year=2025)


def decided(plan: yusuan.Plan, line: yusuan.LineKey) -> list[tuple[str, str, str | None]]:
    found = [decision for decision in plan.decisions if decision.line.key == line]
    return [(decision.action, decision.policy, decision.document) for decision in found]


def test_an_override_carries_old_money_once_more(ledger: yusuan.Ledger) -> None:
    line = open_with_old_money(ledger)
    policy = "max_carry_years"
    assert decided(ledger.plan_close(2026), line) == [("to_surplus", policy, None)]
    plan = ledger.plan_close(2026, overrides={policy: GRANT})
    assert decided(plan, line) == [("carry_forward", policy, GRANT)]
    ledger.close(plan)
    (override,) = ledger.overrides(2026)
    assert (override.policy, override.document) == (policy, GRANT)
    carried = key(2027, "30201", origin_year=2025)
    assert ledger.balance(carried).carried_in == Decimal("81880.00")
    assert ledger.verify().is_clean


def test_no_override_lifts_what_a_policy_forbids(ledger: yusuan.Ledger) -> None:
    line = open_with_old_money(ledger)
    policy = "max_carry_years"
    ledger.set_policy(policy, action="forbid", value="1", source="县财预〔2026〕1号")
    plan = ledger.plan_close(2026, overrides={policy: GRANT})
    assert decided(plan, line) == [("to_surplus", policy, None)]


def test_an_override_is_the_document_of_rows_that_name_none(
    ledger: yusuan.Ledger, tmp_path: Path
) -> None:
    open_with_old_money(ledger)
    rows = table(ledger.plan_close(2026))
    for row in rows:
        row[ACTION] = "结转"
    rows[0][DOCUMENT] = "专批1号"
    path = write(tmp_path / "plan.csv", rows)
    with pytest.raises(yusuan.SourceError, match="closing_policy") as refused:
        ledger.load_plan(path)
    said = "carry_forward instead of to_surplus; the policy max_carry_years denies"
    assert all(said in problem["message"] for problem in refused.value.problems)
    plan = ledger.load_plan(path, overrides={"max_carry_years": GRANT})
    documents = {decision.document for decision in plan.decisions if decision.is_edited}
    assert documents == {"专批1号", GRANT}


def test_a_year_is_closed_under_a_file_of_policies(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    policies = tmp_path / "policies.csv"
    policies.write_text(
        "name,action,value,source,level\nclosing,allow,recall,县财预〔2025〕3号,own\n", "utf-8"
    )
    head = ledger.head()
    people: dict[str, str] = {"prepared_by": "张三", "reviewed_by": "李四"}
    plan = ledger.plan_close(2025, policies=policies, **people)  # type: ignore[arg-type]
    assert ledger.head() == head
    assert {decision.action for decision in plan.decisions} >= {"recall"}
    path = tmp_path / "plan.csv"
    plan.save(path)
    with pytest.raises(yusuan.RuleError, match="the plan is for 2025, not 2024") as refused:
        ledger.close_under(2024, policies, plan=path, **people)  # type: ignore[arg-type]
    assert refused.value.code == "plan_invalid"
    assert ledger.head() == head
    # The same policies on the same ledger end at the head that the plan carries.
    certificate = ledger.close_under(2025, policies, plan=path, **people)  # type: ignore[arg-type]
    assert certificate.totals[0].recalled > 0
    state = ledger.head()
    with pytest.raises(yusuan.RuleError, match="year_closed"):
        ledger.close_under(2025, policies)
    assert ledger.head() == state


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


def test_a_key_is_good_for_one_closing_and_one_undoing(ledger: yusuan.Ledger, path: Path) -> None:
    ledger.close(ledger.plan_close(2025), key="close")
    ledger.undo_close(2025, reason="漏记", key="undo")
    before = rows(path)
    ledger.undo_close(2025, reason="漏记", key="undo")
    with pytest.raises(yusuan.RuleError, match="a closing that was undone: close") as refused:
        ledger.close(ledger.plan_close(2025), key="close")
    assert refused.value.code == "key_used"
    assert rows(path) == before
    ledger.close(ledger.plan_close(2025), key="close again")
    ledger.undo_close(2025, reason="漏记", key="undo")
    assert ledger.year_state(2025) == "closed"


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
    nowhere = tmp_path / "nowhere" / "plan.csv"
    with pytest.raises(OSError, match="nowhere") as refused:
        ledger.plan_close(2025).save(nowhere)
    assert isinstance(refused.value, yusuan.UnwrittenFileError)
    assert (refused.value.code, refused.value.filename) == ("file_not_written", str(nowhere))


def test_a_plan_is_not_saved_over_a_ledger(ledger: yusuan.Ledger, path: Path) -> None:
    before = rows(path)
    for name in (path, path.with_name(path.name + "-wal")):
        with pytest.raises(yusuan.FileError, match="choose another path") as refused:
            ledger.plan_close(2025).save(name)
        assert refused.value.code == "file_is_database"
    assert rows(path) == before


def test_a_contract_that_the_policies_part_is_listed(ledger: yusuan.Ledger) -> None:
    old = open_with_old_money(ledger)
    for line in (old, key(2026, "30202")):
        ledger.commit(line, "1.00", contract="HT-9", dated=date(2026, 3, 1))
    plan = ledger.plan_close(2026)
    (remark,) = plan.remarks
    assert "HT-9" in remark.message
    (divided,) = ledger.close(plan).divided_contracts
    assert (divided.contract, divided.carried_fen, divided.released_fen) == ("HT-9", 100, 100)


def test_money_outlives_authority_that_lapses_by_policy(ledger: yusuan.Ledger) -> None:
    fund: Fund = "unit_other_income"
    ledger.receive(2025, unit=UNIT, fund=fund, amount="7000.00", dated=date(2025, 3, 1))
    ledger.set_policy(
        "closing", action="allow", value="lapse", fund=fund, source="县财办〔2025〕3号"
    )
    plan = ledger.plan_close(2025)
    (training,) = [it for it in plan.decisions if it.line.key == TRAINING]
    assert (training.action, training.amount, training.policy) == (
        "lapse", Decimal("20000.00"), "closing",
    )  # fmt: skip
    (money,) = plan.money
    assert (money.action, money.amount) == ("income_to_surplus", Decimal("7000.00"))
    ledger.close(plan)
    assert ledger.verify().is_clean
