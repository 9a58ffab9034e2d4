"""Before the approval, and what an approval estimated."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
from python.book import LINE, NEXT, PROJECT, TRAINING, TRAVEL, UNIT, key

if TYPE_CHECKING:
    from pathlib import Path

JANUARY = date(2026, 1, 10)
FEBRUARY = date(2026, 2, 20)


def number_of(ledger: yusuan.Ledger, line: yusuan.LineKey) -> int:
    (report,) = [report for report in ledger.lines(line.year) if report.line.key == line]
    return report.line.id


def test_what_is_paid_early_stands_against_the_approved_budget(ledger: yusuan.Ledger) -> None:
    ledger.allocate_early(NEXT, "20000.00", dated=JANUARY, document="财预〔2026〕1号")
    paid = ledger.pay(NEXT, "1500.00", dated=JANUARY, key="pay")
    ledger.draft(NEXT, "80000.00")
    ledger.approve(2026, dated=FEBRUARY, document="批复")
    balance = ledger.balance(NEXT)
    assert (balance.early_fen, balance.original_fen, balance.available_fen) == (0, 8000000, 7850000)
    # Asked for again after the approval, it is still the same act.
    assert ledger.pay(NEXT, "1500.00", dated=JANUARY, key="pay").is_repeated
    ledger.refund(paid.first_posting_id, "500.00", dated=FEBRUARY)
    with pytest.raises(yusuan.RuleError, match="reversal_refunded"):
        ledger.reverse(paid.voucher_id, dated=FEBRUARY)
    assert ledger.verify().is_clean


def test_what_comes_after_all_is_not_dated_before_it(ledger: yusuan.Ledger) -> None:
    ledger.allocate_early(NEXT, "20000.00", dated=JANUARY, document="财预〔2026〕1号")
    ledger.draft(NEXT, "80000.00")
    with pytest.raises(yusuan.RuleError, match=r"arranged or paid early on 2026-01-10") as early:
        ledger.approve(2026, dated=date(2026, 1, 9), document="批复")
    assert early.value.code == "date_too_early"
    ledger.approve(2026, dated=JANUARY, document="批复")
    ledger.pay(LINE, "1.00", dated=date(2025, 12, 20))
    plan = ledger.plan_close(2025)
    with pytest.raises(yusuan.RuleError, match=r"posted on 2025-12-20, and the closing") as early:
        ledger.close(plan, dated=date(2025, 12, 19))
    assert early.value.code == "date_too_early"
    ledger.close(plan, dated=date(2025, 12, 20))


def test_a_refusal_says_what_would_be_allowed(ledger: yusuan.Ledger) -> None:
    # A quarter of 91,880.00 yuan, which 2025 approved for the basic spending of the unit.
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.allocate_early(NEXT, "22970.01", dated=JANUARY, document="1号")
    assert refused.value.code == "early_exceeded"
    assert refused.value.shortfall_fen == 1
    assert "22970.00 yuan" in str(refused.value)
    other = key(2026, "30201", fund="government_fund")
    with pytest.raises(yusuan.RuleError, match=r"no approved budget of 2025 .* not guessed"):
        ledger.allocate_early(other, "1.00", dated=JANUARY, document="1号")
    project = key(2026, "30299", "project", project="驻村工作经费")
    with pytest.raises(yusuan.RuleError, match="early_not_allowed"):
        ledger.allocate_early(project, "1.00", dated=JANUARY, document="1号")
    ledger.set_policy("early_spending", action="allow", value="0", source="财预〔2026〕2号")
    ledger.allocate_early(project, "1.00", dated=JANUARY, document="1号")


def test_a_budget_below_what_was_spent_names_its_lines(ledger: yusuan.Ledger) -> None:
    ledger.allocate_early(NEXT, "100.00", dated=JANUARY, document="1号")
    ledger.pay(NEXT, "90.00", dated=JANUARY)
    ledger.draft(NEXT, "89.00")
    with pytest.raises(yusuan.RuleError, match=r"89.00 yuan, 1.00 less than was spent") as refused:
        ledger.approve(2026, dated=FEBRUARY, document="批复")
    assert refused.value.shortfall_fen == 100
    assert ledger.balance(NEXT).early_fen == 10000


def test_a_carried_over_project_is_paid_from_january(ledger: yusuan.Ledger) -> None:
    carried = key(
        2026, "30299", "project", level="upper", origin_year=2025,
        functional_code="2299999", project="驻村工作经费",
    )  # fmt: skip
    # An early amount would be counted beside what the closing carries in.
    ledger.set_policy("early_spending", action="allow", value="100", source="财预〔2026〕2号")
    with pytest.raises(yusuan.RuleError, match="close last year, and it is on its line") as early:
        ledger.allocate_early(carried, "1.00", dated=JANUARY, document="1号")
    assert early.value.code == "early_not_allowed"
    ledger.close(ledger.plan_close(2025))
    ledger.pay(carried, "50000.00", dated=JANUARY)
    with pytest.raises(yusuan.RuleError, match=r"50000.00 are used already"):
        ledger.undo_close(2025, reason="漏记")
    with pytest.raises(yusuan.RuleError, match="year_preparing"):
        ledger.recall(carried, "1.00", dated=JANUARY)


def test_a_fund_spends_what_came_in_before_the_approval(ledger: yusuan.Ledger) -> None:
    owner: dict[str, Any] = {"unit": UNIT, "fund": "unit_other_income"}
    line = key(2026, "30216", "project", fund="unit_other_income", project="培训")
    ledger.set_policy("early_spending", action="allow", value="25", source="财预〔2026〕2号")
    ledger.allocate_early(line, "500.00", dated=JANUARY, document="1号")
    with pytest.raises(yusuan.RuleError, match=r"has 0\.00 yuan left of the money that came in"):
        ledger.pay(line, "0.01", dated=JANUARY)
    receipt = ledger.receive(2026, **owner, amount="50.00", dated=JANUARY)
    assert ledger.log(after=receipt.voucher_id - 1)[0].act == "post_early"
    ledger.pay(line, "50.00", dated=JANUARY)
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.pay(line, "0.01", dated=JANUARY)
    assert (refused.value.code, refused.value.shortfall_fen) == ("spending_exceeds_income", 1)
    # Where the policy warns, it says so.
    ledger.set_policy("unit_spending", action="warn", value="budgeted", source="财预〔2026〕2号")
    (warning,) = ledger.pay(line, "0.01", dated=JANUARY).warnings
    assert "has spent 0.01 yuan more than came in" in warning.message
    assert ledger.verify().is_clean


def test_drafts_of_income_and_control_totals_are_deleted(ledger: yusuan.Ledger) -> None:
    owner = {"unit": UNIT, "fund": "unit_other_income"}
    ledger.budget_income(2026, **owner, amount="5.00")  # type: ignore[arg-type]
    ledger.delete_draft_income(2026, **owner)  # type: ignore[arg-type]
    with pytest.raises(yusuan.NotFoundError, match="the draft income is not in this ledger"):
        ledger.delete_draft_income(2026, **owner)  # type: ignore[arg-type]
    ledger.control_total(2026, fund="general_public", level="own", amount="5.00")
    ledger.delete_control_total(2026, fund="general_public", level="own")
    with pytest.raises(yusuan.RuleError, match="draft_frozen"):
        ledger.delete_draft_income(2025, **owner)  # type: ignore[arg-type]


def test_no_more_of_an_estimate_is_taken_out_than_is_left(ledger: yusuan.Ledger) -> None:
    carried = key(2026, "30299", "project", origin_year=2025, project="驻村工作经费")
    ledger.draft(carried, "60.00")
    ledger.approve(2026, dated=FEBRUARY, document="批复")
    said: dict[str, Any] = {"direction": "decrease", "dated": FEBRUARY, "document": "决算"}
    ledger.true_up_line(carried, "10.00", **said)
    with pytest.raises(yusuan.RuleError, match=r"50.00 yuan left of its estimated") as refused:
        ledger.true_up_line(carried, "50.01", **said)
    assert refused.value.code == "true_up_exceeded"
    assert (refused.value.allowed_fen, refused.value.shortfall_fen) == (5000, 1)
    assert refused.value.line_id == number_of(ledger, carried)


def test_an_estimate_follows_the_final_account(ledger: yusuan.Ledger) -> None:
    """The approval estimates 60,000.00 yuan, the closing carries 50,000.00."""
    carried = key(
        2026, "30299", "project", level="upper", origin_year=2025,
        functional_code="2299999", project="驻村工作经费",
    )  # fmt: skip
    ledger.draft(carried, "60000.00")
    ledger.approve(2026, dated=FEBRUARY, document="批复")
    with pytest.raises(yusuan.RuleError, match="year_open: the year 2025 is not closed"):
        ledger.plan_true_up(2026)
    plan = ledger.plan_close(2025)
    due = {remark.token: remark for remark in plan.remarks}["true_up_due"]
    assert due.message.startswith("1 lines of 2026 have an estimated carry-over of 60000.00 yuan")
    certificate = ledger.close(plan)
    assert (certificate.estimated_fen, certificate.estimated_line_count) == (6000000, 1)
    assert "1 条指标列有上年结转预计数 60000.00 元" in certificate.to_html()
    (estimate,) = ledger.plan_true_up(2026)
    assert (estimate.estimate_fen, estimate.actual_fen) == (6000000, 5000000)
    assert (estimate.difference_fen, estimate.shortfall_fen) == (-1000000, 0)
    plan = ledger.plan_close(2026)
    remarks = {remark.token: remark for remark in plan.remarks}
    assert remarks["true_up_left"].is_obstacle
    assert "60000.00 yuan still, beside the 50000.00" in remarks["true_up_left"].message
    with pytest.raises(yusuan.RuleError, match=r"60000.00 yuan still, beside the") as refused:
        ledger.close(plan)
    assert refused.value.code == "true_up_left"

    march = date(2026, 3, 1)
    unforeseen = next(it.line for it in ledger.lines(2026) if it.balance.original_fen == 0)
    said: dict[str, Any] = {"dated": march, "document": "2025年度决算"}
    for line, direction, reason in (
        (carried, "increase", "2025 is in this ledger, and its closing brings the real carry-over"),
        (unforeseen, "decrease", "estimated no carry-over (结转) on it"),
    ):
        with pytest.raises(yusuan.RuleError, match=re.escape(reason)) as wrong:
            ledger.true_up_line(line, "1.00", direction=direction, **said)  # type: ignore[arg-type]
        assert wrong.value.code == "true_up_wrong"
    paid = ledger.pay(carried, "55000.00", dated=march)
    (estimate,) = ledger.plan_true_up(2026)
    assert estimate.shortfall_fen == 500000
    with pytest.raises(yusuan.RuleError, match=r"used 5000.00 yuan more than was carried over"):
        ledger.true_up(2026, dated=march, document="2025年度决算")
    ledger.reverse(paid.voucher_id, dated=march)

    receipt = ledger.true_up(2026, dated=march, document="2025年度决算", key="true-up")
    assert receipt is not None
    again = ledger.true_up(2026, dated=march, document="2025年度决算", key="true-up")
    assert again is not None
    assert again.is_repeated
    assert ledger.true_up(2026, dated=march, document="2025年度决算") is None
    assert "true_up_left" not in {remark.token for remark in ledger.plan_close(2026).remarks}
    # It says what stood when the year was closed.
    assert ledger.certificate(2025) == certificate
    assert ledger.balance(carried).available_fen == 5000000
    ledger.pay(carried, "1.00", dated=march)
    with pytest.raises(yusuan.RuleError, match="reverse the true-up of next year"):
        ledger.undo_close(2025, reason="漏记")
    ledger.reverse(receipt.voucher_id, dated=march)
    ledger.undo_close(2025, reason="漏记")
    assert ledger.verify().is_clean


def test_surplus_is_set_aside_and_used(ledger: yusuan.Ledger, path: Path) -> None:
    day = date(2025, 12, 1)
    owner = {"unit": UNIT, "fund": "unit_other_income"}
    ledger.receive(2025, **owner, amount="20000.00", dated=day)  # type: ignore[arg-type]
    ledger.to_surplus(TRAINING, "9000.00", dated=day)
    ledger.earmark_surplus(2025, **owner, amount="5000.00", dated=day)  # type: ignore[arg-type]
    with pytest.raises(yusuan.RuleError, match="surplus_exceeded"):
        ledger.distribute(2025, **owner, amount="4000.01", dated=day)  # type: ignore[arg-type]
    new = key(2025, "30216", "operating", fund="unit_other_income")
    ledger.use_earmarked(new, "5000.00", dated=day, document="1号")
    assert ledger.balance(new).available_fen == 500000
    ledger.to_surplus(PROJECT, "1.00", dated=day)
    for verb in (ledger.distribute, ledger.earmark_surplus):
        with pytest.raises(yusuan.RuleError, match="surplus_fiscal"):
            verb(2025, unit=UNIT, fund="general_public", amount="1.00", dated=day)
    late = key(2025, "30205")
    ledger.use_surplus(late, "1.00", dated=day, document="2号")
    assert ledger.balance(late).surplus_used_fen == ledger.balance(LINE).surplus_used_fen + 100
    assert ledger.verify().is_clean
    assert yusuan.verify_file(path).is_clean


def test_a_fund_spends_what_its_budget_expects(ledger: yusuan.Ledger) -> None:
    day = date(2025, 5, 1)
    owner: dict[str, Any] = {"unit": UNIT, "fund": "unit_other_income"}
    ledger.supplement(TRAINING, "100.00", dated=day, document="1号")
    with pytest.raises(
        yusuan.RuleError, match=r"has 20000.00 yuan left of what its budget"
    ) as refused:
        ledger.pay(TRAINING, "20000.01", dated=day)
    assert (refused.value.code, refused.value.shortfall_fen) == ("spending_exceeds_income", 1)
    ledger.adjust_income(
        2025, **owner, direction="increase", amount="0.01", dated=day, document="2号"
    )
    ledger.pay(TRAINING, "20000.01", dated=day)
    ledger.set_policy("unit_spending", action="deny", value="received", source="县财预〔2025〕4号")
    ledger.receive(2025, **owner, amount="20000.02", dated=day)
    with pytest.raises(yusuan.RuleError, match=r"has 0.01 yuan left of the money that came in"):
        ledger.pay(TRAINING, "0.02", dated=day)


def test_what_a_fund_spends_beyond_its_budget_warns(ledger: yusuan.Ledger) -> None:
    day = date(2025, 5, 1)
    ledger.set_policy("unit_spending", action="warn", value="budgeted", source="县财预〔2025〕4号")
    ledger.supplement(TRAINING, "100.00", dated=day, document="1号")
    assert ledger.pay(TRAINING, "20000.00", dated=day).warnings == []
    paid = ledger.pay(TRAINING, "0.03", dated=day, key="pay")
    (warning,) = paid.warnings
    assert (warning.policy, warning.line_id) == ("unit_spending", number_of(ledger, TRAINING))
    assert f"of {UNIT} in 2025 has spent 0.03 yuan more than its budget" in warning.message
    # Nothing is written again, so nothing is said again.
    assert ledger.pay(TRAINING, "0.03", dated=day, key="pay").warnings == []
    assert ledger.refund(paid.first_posting_id, "0.01", dated=day).warnings == []
    ledger.set_policy("unit_spending", action="warn", value="received", source="县财预〔2025〕4号")
    (warning,) = ledger.pay(TRAINING, "0.01", dated=day).warnings
    assert "has spent 20000.03 yuan more than came in" in warning.message
    assert ledger.verify().is_clean


def test_what_is_arranged_beyond_the_ceiling_warns(ledger: yusuan.Ledger) -> None:
    said: dict[str, Any] = {"dated": JANUARY, "document": "1号"}
    ledger.set_policy("early_spending", action="warn", value="25", source="县财预〔2026〕1号")
    assert ledger.allocate_early(NEXT, "22970.00", **said).warnings == []
    (warning,) = ledger.allocate_early(key(2026, "30211"), "0.01", **said).warnings
    assert warning.policy == "early_spending"
    assert warning.line_id == number_of(ledger, key(2026, "30211"))
    assert "arranged 22970.01 yuan" in warning.message
    assert "0.01 more than 25 percent of last year's 91880.00 yuan" in warning.message
    other = key(2026, "30201", fund="government_fund")
    (warning,) = ledger.allocate_early(other, "1.00", **said).warnings
    assert "is not in this ledger" in warning.message
    scope: dict[str, Any] = {"source": "县财预〔2026〕1号", "kind": "project"}
    ledger.set_policy("early_spending", action="warn", value="0", **scope)
    project = key(2026, "30299", "project", project="驻村工作经费")
    (warning,) = ledger.allocate_early(project, "1.00", **said).warnings
    assert "nothing of this kind" in warning.message


def test_a_plan_limits_payments_by_month(ledger: yusuan.Ledger) -> None:
    ledger.plan_spending(TRAVEL, by="month")
    months = ledger.spending_plan(TRAVEL)
    assert [month.planned_fen for month in months] == [83334] * 4 + [83333] * 8
    ledger.plan_spending(TRAVEL, {3: "1000.00", 12: "8500.00"}, key="plan")
    assert ledger.plan_spending(TRAVEL, {3: "1000.00", 12: "8500.00"}, key="plan").is_repeated
    march, december = date(2025, 3, 15), date(2025, 12, 15)
    ledger.pay(TRAVEL, "9000.00", dated=december)
    with pytest.raises(yusuan.RuleError, match=r"has 500.00 yuan left of its spending plan") as no:
        ledger.pay(TRAVEL, "500.01", dated=date(2025, 11, 1))
    assert (no.value.code, no.value.shortfall_fen) == ("plan_exceeded", 1)
    assert ledger.spending_plan(TRAVEL)[2].left_fen == 50000
    ledger.pay(TRAVEL, "400.00", dated=march)
    with pytest.raises(yusuan.RuleError, match=r"has paid 400.00 yuan by the end of month 3"):
        ledger.plan_spending(TRAVEL, amounts_fen={4: 1000000})
    with pytest.raises(yusuan.RuleError, match=r"may spend 10000.00 yuan, 10000.01 are planned"):
        ledger.plan_spending(TRAVEL, {1: "10000.01"})
    with pytest.raises(yusuan.RuleError, match="plan_exceeds_authority"):
        ledger.reduce(TRAVEL, "500.01", dated=march, document="1号")
    with pytest.raises(yusuan.RuleError, match="not a month: 13"):
        ledger.plan_spending(TRAVEL, {13: "1.00"})
    with pytest.raises(TypeError, match="give amounts"):
        ledger.plan_spending(TRAVEL)
    assert ledger.verify().is_clean


def test_a_policy_can_want_a_plan(ledger: yusuan.Ledger) -> None:
    ledger.set_policy("spending_plan", action="deny", source="县财库〔2025〕1号")
    with pytest.raises(yusuan.RuleError, match="plan_missing"):
        ledger.pay(LINE, "1.00", dated=FEBRUARY.replace(year=2025))
    ledger.plan_spending(LINE, by="quarter")
    ledger.pay(LINE, "1.00", dated=FEBRUARY.replace(year=2025))


def test_less_is_not_expected_than_was_spent(ledger: yusuan.Ledger) -> None:
    about: Any = {"unit": UNIT, "fund": "unit_other_income"}
    day = date(2025, 3, 1)
    ledger.receive(2025, **about, amount="300.00", dated=day)
    ledger.pay(TRAINING, "300.00", dated=day)
    less: Any = {**about, "direction": "decrease", "dated": day, "document": "调减1号"}
    with pytest.raises(yusuan.RuleError, match="spending_exceeds_income") as refused:
        ledger.adjust_income(2025, amount="19700.01", **less)
    assert (refused.value.allowed_fen, refused.value.shortfall_fen) == (19700_00, 1)
    ledger.adjust_income(2025, amount="19700.00", **less)
    assert ledger.verify().is_clean
