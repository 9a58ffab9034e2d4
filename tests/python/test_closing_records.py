"""What a closing and its undoing say of themselves: refusals with figures, and what they keep."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
from python.book import LINE, NEXT, TRAINING, TRAVEL, UNIT, key, rows

if TYPE_CHECKING:
    from pathlib import Path

JUNE = date(2025, 6, 1)
MARCH = date(2026, 3, 1)
# What the closing makes of LINE in the next year.
CARRIED = key(2026, "30201", origin_year=2025)


def open_next(ledger: yusuan.Ledger) -> None:
    """Close 2025 and approve 2026."""
    ledger.close(ledger.plan_close(2025))
    ledger.draft(NEXT, "100.00")
    ledger.approve(2026, document="1号", dated=date(2026, 1, 20))


def refusal(ledger: yusuan.Ledger, year: int = 2025) -> yusuan.RuleError:
    """Return why the closing cannot be undone."""
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.undo_close(year, reason="漏记")
    return refused.value


def test_a_closing_is_not_undone_without_a_reason(ledger: yusuan.Ledger, path: Path) -> None:
    ledger.close(ledger.plan_close(2025))
    before = rows(path)
    for reason in ("", "  "):
        with pytest.raises(yusuan.RuleError, match="not undone without a reason") as refused:
            ledger.undo_close(2025, reason=reason)
        assert refused.value.code == "note_invalid"
    assert rows(path) == before


def test_what_was_paid_of_carried_money_is_named(ledger: yusuan.Ledger) -> None:
    open_next(ledger)
    paid = ledger.pay(CARRIED, "30.00", dated=MARCH)
    error = refusal(ledger)
    assert (error.code, error.shortfall_fen) == ("available_exceeded", 3000)
    assert "81850.00 yuan left of the 81880.00 that the closing gave it" in str(error)
    assert f"(newest vouchers: {paid.voucher_id})" in str(error)
    assert UNIT in str(error)


def test_what_was_paid_of_a_carried_commitment_is_named(ledger: yusuan.Ledger) -> None:
    ledger.commit(LINE, "50.00", contract="HT-1", dated=JUNE)
    open_next(ledger)
    (held,) = ledger.commitments(2026)
    ledger.pay_commitment(held.commitment_id, "20.00", dated=MARCH)
    error = refusal(ledger)
    assert (error.code, error.shortfall_fen) == ("commitment_exceeded", 2000)
    assert f"commitment {held.commitment_id} (contract HT-1) has 30.00 yuan left" in str(error)


def test_surplus_that_was_used_is_named(ledger: yusuan.Ledger) -> None:
    owner = {"unit": UNIT, "fund": "unit_other_income"}
    ledger.receive(2025, **owner, amount="25000.00", dated=JUNE)  # type: ignore[arg-type]
    open_next(ledger)
    ledger.surrender(2026, **owner, amount="1.00", dated=MARCH)  # type: ignore[arg-type]
    error = refusal(ledger)
    assert (error.code, error.shortfall_fen) == ("surplus_exceeded", 100)
    assert f"the surplus of {UNIT} unit_other_income has 4999.00 yuan left" in str(error)


def test_a_spending_plan_of_carried_money_is_named(ledger: yusuan.Ledger) -> None:
    open_next(ledger)
    ledger.plan_spending(CARRIED, by="month", dated=MARCH)
    error = refusal(ledger)
    assert (error.code, error.shortfall_fen) == ("plan_exceeds_authority", 8188000)
    assert "plan the spending of the line anew first" in str(error)


def test_a_deficit_that_no_surplus_covers_is_named(ledger: yusuan.Ledger) -> None:
    ledger.pay(TRAINING, "20.00", dated=JUNE)
    plan = ledger.plan_close(2025)
    with pytest.raises(yusuan.RuleError, match=r"lacks 20.00 yuan to cover the deficit") as refused:
        ledger.close(plan)
    assert refused.value.code == "surplus_exceeded"
    assert UNIT in str(refused.value)


def test_years_and_days_of_a_refused_act_are_named(ledger: yusuan.Ledger) -> None:
    with pytest.raises(yusuan.RuleError, match=r"2026-01-01 does not lie in 2025"):
        ledger.pay(LINE, "1.00", dated=date(2026, 1, 1))
    assert "no closing to undo: 2025" in str(refusal(ledger))
    with pytest.raises(yusuan.RuleError, match=r"approved already: 2025\n.*supplement"):
        ledger.approve(2025, document="1号", dated=date(2025, 3, 1))
    open_next(ledger)
    with pytest.raises(yusuan.RuleError, match=r"the year is closed: 2025"):
        ledger.pay(LINE, "1.00", dated=JUNE)
    ledger.undo_close(2025, reason="漏记")
    ledger.prepare_year(2027)
    with pytest.raises(yusuan.RuleError, match=r"an earlier year is not closed: 2025"):
        ledger.close(ledger.plan_close(2026))


def test_one_commitment_in_parts_is_not_called_several(ledger: yusuan.Ledger) -> None:
    ledger.receive(2025, unit=UNIT, fund="unit_other_income", amount="30.00", dated=JUNE)
    ledger.commit(TRAINING, "50.00", contract="HT-1", dated=JUNE)
    remarks = {remark.token: remark for remark in ledger.plan_close(2025).remarks}
    message = remarks["contract_divided"].message
    assert message.startswith("the one commitment of the contract is decided in parts: HT-1")
    assert "no money behind a part" in remarks["contract_divided"].hint


def test_the_certificate_lists_what_was_released(ledger: yusuan.Ledger) -> None:
    ledger.commit(TRAINING, "50.00", contract="HT-1", dated=JUNE)
    (held,) = ledger.commitments(2025)
    certificate = ledger.close(ledger.plan_close(2025))
    (released,) = certificate.released_commitments
    assert (released.contract, released.unit, released.amount_fen) == ("HT-1", UNIT, 5000)
    assert (released.commitment_id, released.line_id) == (held.commitment_id, held.line.id)
    page = certificate.to_html().split("本次结账释放的承诺")[1]
    assert "<td>HT-1</td>" in page


def test_a_year_that_was_closed_before_says_so(ledger: yusuan.Ledger) -> None:
    plan = ledger.plan_close(2025)
    certificate = ledger.close(plan)
    again = ledger.close(plan)
    assert (certificate.is_repeated, again.is_repeated) == (False, True)
    assert again.head_after == certificate.head_after
    assert not ledger.certificate(2025).is_repeated


@pytest.mark.parametrize("action", ["allow", "deny", "forbid"])
def test_decisions_on_money_name_their_rule_and_surpluses_are_yuan(
    ledger: yusuan.Ledger, action: Any
) -> None:
    ledger.receive(2025, unit=UNIT, fund="unit_other_income", amount="25000.00", dated=JUNE)
    ledger.set_policy("closing_distribution", action=action, value="40", source="县财〔2025〕2号")
    plan = ledger.plan_close(2025)
    earmarked = next(money for money in plan.money if money.action == "earmark_surplus")
    assert (earmarked.policy, earmarked.source) == ("closing_distribution", "县财〔2025〕2号")
    assert earmarked.policy_id == 1
    (surplus,) = ledger.close(plan).surpluses
    assert (surplus.from_income, surplus.from_income_fen) == (Decimal("5000.00"), 500000)
    assert (surplus.earmarked, surplus.from_lines) == (Decimal("2000.00"), Decimal("0.00"))


def test_only_policies_that_a_closing_asks_are_overridden(ledger: yusuan.Ledger) -> None:
    plan = ledger.plan_close(2025)
    odd = {"three_public_increase": "县府纪要1号"}
    with pytest.raises(yusuan.RuleError, match="does not ask this policy") as refused:
        ledger.close(plan, overrides=odd)
    assert refused.value.code == "override_invalid"
    with pytest.raises(yusuan.RuleError, match="does not ask this policy"):
        ledger.plan_close(2025, overrides=odd)
    certificate = ledger.close(plan, overrides={"max_carry_years": "县府纪要1号"})
    assert certificate.overrides == []


def test_each_document_of_a_policy_names_its_lines(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    ledger.set_policy("closing", action="document", value="carry_forward", source="县财1号")
    text = ledger.plan_close(2025).to_csv()
    for amount, document in (("81880.00", "文9"), ("10000.00", "文10")):
        text = text.replace(f",结转,{amount},,", f",收回,{amount},{document},")
    (tmp_path / "plan.csv").write_text(text, encoding="utf-8")
    certificate = ledger.close(ledger.load_plan(tmp_path / "plan.csv"))
    (granted,) = certificate.overrides
    one, two = (ledger.line(**key.to_dict()).id for key in (LINE, TRAVEL))
    assert granted.document == f"文10（指标 {two}）；文9（指标 {one}）"


def test_what_finance_did_not_give_is_not_taken_back(ledger: yusuan.Ledger) -> None:
    ledger.receive(2025, unit=UNIT, fund="unit_other_income", amount="25000.00", dated=JUNE)
    ledger.set_policy("closing", action="allow", value="surrender", source="县财1号")
    plan = ledger.plan_close(2025)
    remarks = {remark.token: remark for remark in plan.remarks}
    said = remarks["not_taken_back"]
    assert not said.is_obstacle
    assert "(县财1号) says surrender; of funds that are not fiscal 1 decisions" in said.message
    assert [money.policy for money in plan.money] == ["no_authority_behind"]
    ledger.set_policy("closing", action="allow", value="recall", source="县财2号", fund="fiscal")
    ledger.set_policy(
        "closing", action="allow", source="县财3号", value="to_surplus", kind="project"
    )
    tokens = {remark.token for remark in ledger.plan_close(2025).remarks}
    assert "not_taken_back" not in tokens


def test_a_deficit_has_a_word_of_its_own(ledger: yusuan.Ledger) -> None:
    ledger.pay(TRAINING, "20.00", dated=JUNE)
    plan = ledger.plan_close(2025)
    assert [money.policy for money in plan.money] == ["paid_beyond_money"]
    assert {it.policy for it in plan.decisions if it.action == "lapse"} == {"no_money_behind"}
