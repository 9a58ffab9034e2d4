"""Refusals say which row, which policy, how much is missing, and what would be allowed."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
from python.book import LINE, NEXT, PROJECT, TRAINING, TRAVEL, UNIT, key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAY = date(2025, 5, 6)
OTHER: dict[str, Any] = {"unit": UNIT, "fund": "unit_other_income"}
DOCUMENT: dict[str, Any] = {"dated": MAY, "document": "1号"}


def refused(act: Callable[[], object]) -> yusuan.RuleError:
    with pytest.raises(yusuan.RuleError) as caught:
        act()
    assert "docs/rules.md" not in caught.value.hint
    return caught.value


def number(ledger: yusuan.Ledger, line: yusuan.LineKey) -> int:
    return next(it.line.id for it in ledger.lines(line.year) if it.line.key == line)


def figures(error: yusuan.RuleError) -> tuple[str, int | None, int | None]:
    return error.code, error.allowed_fen, error.shortfall_fen


def test_an_approval_names_each_unit_and_fund_that_is_out_of_balance(
    ledger: yusuan.Ledger,
) -> None:
    ledger.draft(key(2026, "30201", fund="unit_other_income"), "100.00")
    ledger.draft(key(2026, "30201", fund="special_account"), "7.00")
    ledger.budget_income(2026, **OTHER, amount="99.99")
    act = {"document": "2号", "dated": date(2026, 2, 1)}
    error = refused(lambda: ledger.approve(2026, **act))  # type: ignore[arg-type]
    assert figures(error) == ("income_expenditure_differ", None, 701)
    assert error.message.splitlines() == [
        (
            f"special_account of {UNIT} in 2026: income budgeted 0.00 yuan, its lines come to "
            "7.00, 7.00 too much"
        ),
        (
            f"unit_other_income of {UNIT} in 2026: income budgeted 99.99 yuan, its lines come to "
            "100.00, 0.01 too much"
        ),
    ]


def test_an_approval_names_each_control_total_that_differs(ledger: yusuan.Ledger) -> None:
    ledger.draft(key(2026, "30201"), "100.00")
    ledger.control_total(2026, fund="general_public", level="own", amount="100.01")
    error = refused(lambda: ledger.approve(2026, document="2号", dated=date(2026, 2, 1)))
    assert figures(error) == ("control_total_differs", None, 1)
    assert error.message == (
        "general_public own in 2026: the document gives 100.01 yuan, the lines come to 100.00, "
        "0.01 too little"
    )


def test_no_more_is_given_back_than_came_in(ledger: yusuan.Ledger) -> None:
    give_back = {**OTHER, "dated": MAY}
    error = refused(lambda: ledger.return_income(2025, amount="1.00", **give_back))
    assert figures(error) == ("total_negative", 0, 100)
    receipt = ledger.receive(2025, amount="5.00", **give_back)
    error = refused(lambda: ledger.return_income(2025, amount="6.00", **give_back))
    assert figures(error) == ("total_negative", 500, 100)
    assert UNIT in error.message
    ledger.pay(TRAINING, "3.00", dated=MAY)
    error = refused(lambda: ledger.return_income(2025, amount="4.00", **give_back))
    assert figures(error) == ("money_exceeded", 200, 200)
    ledger.return_income(2025, amount="1.00", **give_back)
    error = refused(lambda: ledger.reverse(receipt.voucher_id, dated=MAY))
    assert figures(error) == ("total_negative", 400, 100)


def test_a_surplus_has_what_it_has(ledger: yusuan.Ledger) -> None:
    error = refused(lambda: ledger.surrender(2025, amount="6.00", dated=MAY, **OTHER))
    assert figures(error) == ("surplus_exceeded", 0, 600)
    ledger.receive(2025, amount="5.00", dated=MAY, **OTHER)
    ledger.to_surplus(TRAINING, "5.00", dated=MAY)
    error = refused(lambda: ledger.surrender(2025, amount="6.00", dated=MAY, **OTHER))
    assert figures(error) == ("surplus_exceeded", 500, 100)


def test_a_spending_plan_names_its_line_and_month(ledger: yusuan.Ledger) -> None:
    line_id = number(ledger, LINE)
    ledger.plan_spending(LINE, {3: "1.00", 6: "81879.00"})
    error = refused(lambda: ledger.reduce(LINE, "0.01", **DOCUMENT))
    assert (*figures(error), error.line_id) == ("plan_exceeds_authority", 0, 1, line_id)
    error = refused(lambda: ledger.transfer(LINE, TRAVEL, "0.01", **DOCUMENT))
    assert (*figures(error), error.line_id) == ("plan_exceeds_authority", 0, 1, line_id)
    error = refused(lambda: ledger.pay(LINE, "1.50", dated=date(2025, 4, 1)))
    assert (*figures(error), error.line_id) == ("plan_exceeded", 100, 50, line_id)
    assert "by the end of month 4" in error.message
    ledger.set_policy("spending_plan", action="deny", source="x")
    error = refused(lambda: ledger.pay(TRAVEL, "1.50", dated=MAY))
    assert (*figures(error), error.policy) == ("plan_missing", 0, 150, "spending_plan")
    assert f"line {number(ledger, TRAVEL)} " in error.message


def test_a_reversal_names_what_was_spent_since(ledger: yusuan.Ledger) -> None:
    more = ledger.supplement(LINE, "10.00", **DOCUMENT)
    ledger.pay(LINE, "81885.00", dated=MAY)
    error = refused(lambda: ledger.reverse(more.voucher_id, dated=MAY))
    assert figures(error) == ("available_exceeded", 500, 500)
    assert f"line {number(ledger, LINE)} " in error.message
    entries = [
        yusuan.Entry.commit(TRAVEL, "10.00", contract="HT-1"),
        yusuan.Entry.commit(TRAVEL, "20.00", contract="HT-2"),
    ]
    committed = ledger.post(entries, dated=MAY)
    ledger.pay_commitment(committed.commitment_ids[0], "4.00", dated=MAY)
    error = refused(lambda: ledger.reverse(committed.voucher_id, dated=MAY))
    assert figures(error) == ("commitment_exceeded", 600, 400)
    assert error.message.startswith(
        "entry 2 of 2: commitment_exceeded: commitment 1 (contract HT-1)"
    )


def test_reversing_an_approval_says_what_to_do_instead(ledger: yusuan.Ledger) -> None:
    (approval,) = ledger.log(event="approve")
    error = refused(lambda: ledger.reverse(approval.voucher_id, dated=MAY))
    assert error.code == "reversal_other_act"
    assert "is the approval (批复) of 2025" in error.message
    assert "supplement, reduce or transfer" in error.hint


def test_before_the_approval_the_line_and_its_kind_are_named(ledger: yusuan.Ledger) -> None:
    line = key(2026, "30299", "project", project="修路")
    january = {"dated": date(2026, 1, 5), "document": "x"}
    error = refused(lambda: ledger.allocate_early(line, "5.00", **january))  # type: ignore[arg-type]
    assert (*figures(error), error.policy) == ("early_not_allowed", 0, 500, "early_spending")
    assert "修路" in error.message


def test_a_deactivated_unit_is_named(ledger: yusuan.Ledger) -> None:
    ledger.add_unit("旧单位", kind="institution")
    ledger.deactivate_unit("旧单位")
    line = yusuan.LineKey(
        year=2026,
        unit="旧单位",
        fund="general_public",
        functional_code="2080109",
        economic_code="30201",
        kind="basic_public",
    )
    assert "旧单位" in refused(lambda: ledger.draft(line, "1.00")).message


def test_income_of_a_fiscal_fund_names_the_funds_that_have_one(ledger: yusuan.Ledger) -> None:
    fiscal = {"unit": UNIT, "fund": "general_public", "amount": "1.00", "dated": MAY}
    error = refused(lambda: ledger.receive(2025, **fiscal))  # type: ignore[arg-type]
    assert error.code == "income_invalid"
    assert "general_public" in error.message
    assert "unit_other_income" in error.hint


def test_a_warning_names_the_key_of_its_line(ledger: yusuan.Ledger) -> None:
    line = key(2025, "30201", "basic_personnel")
    (warning,) = ledger.supplement(line, "1.00", **DOCUMENT).warnings
    assert str(number(ledger, line)) in warning.message
    assert "2080109 30201 basic_personnel" in warning.message


def test_hints_fit_what_was_tried(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    assert "supplement" in refused(lambda: ledger.draft(LINE, "1.00")).hint
    error = refused(lambda: ledger.budget_income(2025, amount="1.00", **OTHER))
    assert "the income" in error.hint
    with pytest.raises(yusuan.MissingFileError) as missing:
        ledger.import_lines(tmp_path / "no.csv")
    assert "create" not in missing.value.hint
    with pytest.raises(yusuan.AmountError, match=r"-1\.00 yuan"):
        ledger.pay(LINE, "-1", dated=MAY)


def test_nothing_is_committed_in_a_closed_year(ledger: yusuan.Ledger) -> None:
    ledger.close(ledger.plan_close(2025))
    part = yusuan.ContractPart(LINE, "777.00")
    ledger.sign_contract("Z", title="z", unit=UNIT, signed_on=date(2025, 1, 1), parts=[part])
    error = refused(lambda: ledger.commit_contract("Z", 2025, dated=date(2025, 12, 1)))
    assert error.code == "year_closed"
    assert "contract Z" in error.message


def test_every_bad_policy_of_a_file_is_named(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    path = tmp_path / "policies.toml"
    path.write_text(
        """source = "s"
[[policy]]
name = "freeze_date"
action = "deny"
value = "11-31"
[[policy]]
name = "fre"
action = "deny"
[[policy]]
name = "max_carry_years"
action = "denyy"
value = "1"
""",
        "utf-8",
    )
    with pytest.raises(yusuan.SourceError) as caught:
        ledger.load_policies(path)
    assert [(it["row"], it["token"]) for it in caught.value.problems] == [
        (2, "policy_value_invalid"),
        (6, "policy_unknown"),
        (9, "policy_invalid"),
    ]


def test_every_bad_row_of_a_voucher_is_named(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    path = tmp_path / "voucher.csv"
    rows = "event,line,amount\npay,1,999999999.00\npay,9999,1.00\npay,1,1.005\npay,1,1.00\n"
    path.write_text(rows, "utf-8")
    before = ledger.head()
    with pytest.raises(yusuan.SourceError) as caught:
        ledger.post_file(path, dated=MAY)
    assert [(it["row"], it["token"]) for it in caught.value.problems] == [
        (2, "available_exceeded"),
        (3, "line_unknown"),
        (4, "amount_subfen"),
    ]
    assert ledger.head() == before


def test_a_file_of_policies_may_be_in_chinese(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    path = tmp_path / "policies.csv"
    path.write_text("控制规则,处理,依据,科目级次\neconomic_transfer,拒绝,县财预3号,类\n", "utf-8")
    ledger.load_policies(path)
    assert ("deny", "class") in [
        (it.action, it.code_level) for it in ledger.policies(2025) if it.name == "economic_transfer"
    ]
    entry = """"依据" = "县财预4号"
[["控制规则"]]
"规则" = "年终结转结余"
"处理" = "不控制"
"值" = "收回"
"资金性质" = "财政拨款"
"支出类别" = "项目支出"
"""
    path = tmp_path / "policies.toml"
    path.write_text(entry, "utf-8")
    ledger.load_policies(path)
    found = next(it for it in ledger.policies(2025) if it.source == "县财预4号")
    assert (found.name, found.action, found.value) == ("closing", "allow", "recall")
    assert (found.fund, found.kind) == ("fiscal", "project")
    ledger.set_policy("年末冻结日", action="deny", value="11-30", source="县财预5号")
    assert "县财预5号" in {it.source for it in ledger.policies(2025) if it.name == "freeze_date"}
    assert key(2025, "30201", fund="一般公共预算") == LINE  # type: ignore[arg-type]


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\u2003", "　"])
def test_a_blank_is_no_document_and_no_name(ledger: yusuan.Ledger, blank: str) -> None:
    before = ledger.head()
    with pytest.raises(yusuan.RuleError, match="document_missing"):
        ledger.supplement(LINE, "1.00", dated=MAY, document=blank)
    with pytest.raises(yusuan.RuleError, match="unit_invalid"):
        ledger.add_unit(f"第三中学{blank}", kind="institution")
    with pytest.raises(yusuan.RuleError, match="commitment_invalid"):
        ledger.commit(LINE, "1.00", dated=MAY, contract=blank)
    assert ledger.head() == before


def test_a_refusal_names_the_values_it_is_about(ledger: yusuan.Ledger) -> None:
    line = number(ledger, LINE)
    blank: dict[str, Any] = {"dated": MAY, "document": " "}
    error = refused(lambda: ledger.supplement(LINE, "1.00", **blank))
    assert error.message.startswith(f"supplement 追加 of 1.00 yuan of line {line} ")
    assert error.line_id == line
    more: dict[str, Any] = {"direction": "increase", "amount": "2.00", **OTHER, **blank}
    error = refused(lambda: ledger.adjust_income(2025, **more))
    assert f"2.00 yuan of unit_other_income of {UNIT} in 2025 needs" in error.message
    for target, words in (
        (TRAINING, "funds: general_public and unit_other_income"),
        (PROJECT, "levels: own and upper"),
        (key(2025, "30201", origin_year=2024), "first years of the money: 2025 and 2024"),
    ):
        error = refused(partial(ledger.transfer, LINE, target, "1.00", **DOCUMENT))
        assert error.message.endswith(f"are of two {words}")
        assert (error.line_id, str(target) in error.message) == (line, True)
    error = refused(
        lambda: ledger.distribute(2025, unit=UNIT, fund="general_public", amount="1.00", **DOCUMENT)
    )
    assert f"distribute 结余分配: general_public of {UNIT} is fiscal money" in error.message
    assert UNIT in refused(lambda: ledger.add_unit(UNIT, kind="other")).message
    assert '" 某局"' in refused(lambda: ledger.add_unit(" 某局", kind="other")).message
    ledger.add_unit("旧局", kind="other")
    ledger.deactivate_unit("旧局")
    error = refused(lambda: ledger.deactivate_unit("旧局"))
    assert (error.code, error.message) == (
        "append_only", "the unit is deactivated (停用) already: 旧局",
    )  # fmt: skip


def test_a_payment_that_came_back_says_what_to_reverse_first(ledger: yusuan.Ledger) -> None:
    paid = ledger.pay(LINE, "5.00", dated=MAY)
    back = ledger.refund(paid.first_posting_id, "2.00", dated=MAY)
    error = refused(lambda: ledger.reverse(paid.voucher_id, dated=MAY))
    assert error.message == (
        f"payment {paid.first_posting_id} of 5.00 yuan was refunded (退回) by posting "
        f"{back.first_posting_id} of 2025-05-06"
    )
    assert f"reverse voucher {back.voucher_id} first" in error.hint


def test_a_contract_is_paid_at_most_what_is_reserved(ledger: yusuan.Ledger) -> None:
    ledger.commit(LINE, "5.00", contract="HT-1", dated=MAY)
    error = refused(lambda: ledger.pay_contract("HT-1", "6.00", dated=MAY))
    assert figures(error) == ("commitment_exceeded", 500, 100)


def test_a_project_is_named_with_the_line_it_does_not_go_with(ledger: yusuan.Ledger) -> None:
    for line, code, said in (
        (key(2025, "30202", project="修路"), "project_unexpected", "basic_public 公用经费 has no"),
        (key(2025, "30202", "project"), "project_missing", "needs the name of its project"),
        (key(2025, "30202", "project", project=" 修路"), "project_missing", '" 修路" of 2025'),
    ):
        for act in (
            partial(ledger.supplement, line, "1.00", **DOCUMENT),
            partial(ledger.transfer, LINE, line, "1.00", **DOCUMENT),
        ):
            error = refused(act)
            assert error.code == code
            assert said in error.message
            assert error.message.endswith(str(line))


def test_a_contract_of_another_unit_is_named_with_its_line(ledger: yusuan.Ledger) -> None:
    ledger.add_unit("就业中心", kind="institution")
    own = yusuan.LineKey(
        year=2025,
        unit="就业中心",
        fund="general_public",
        functional_code="2080109",
        economic_code="30201",
        kind="basic_public",
    )
    signed: dict[str, Any] = {"title": "物业", "unit": "就业中心", "signed_on": MAY}
    signed["parts"] = [yusuan.ContractPart(own, "5.00")]
    ledger.sign_contract("HT-1", **signed)
    line = f"line {number(ledger, LINE)} ({LINE})"
    error = refused(lambda: ledger.commit(LINE, "1.00", contract="HT-1", dated=MAY))
    assert (error.code, error.line_id) == ("contract_unit", number(ledger, LINE))
    assert error.message == f"contract HT-1 is 就业中心's, and {line} is {UNIT}'s"
    ledger.commit(LINE, "1.00", contract="HT-2", dated=MAY)
    error = refused(lambda: ledger.sign_contract("HT-2", **signed))
    assert (error.code, error.line_id) == ("contract_unit", number(ledger, LINE))
    assert error.message.startswith(f"commitment 1 of contract HT-2 is on {line}, {UNIT}'s")


def test_an_override_names_its_policy_and_document(ledger: yusuan.Ledger) -> None:
    for overrides, said in (
        ({"freeze": "纪要7号"}, "no policy has the name that 纪要7号 overrides: freeze"),
        ({"freeze_date": "　"}, "freeze_date is overridden without the document"),
    ):
        act = partial(ledger.supplement, LINE, "1.00", overrides=overrides, **DOCUMENT)
        error = refused(act)
        assert error.code == "override_invalid"
        assert error.message.startswith(said)
        with pytest.raises(yusuan.RuleError, match=f"override_invalid: {said}"):
            ledger.plan_close(2025, overrides=overrides)


def test_a_total_beyond_the_bound_is_named(ledger: yusuan.Ledger) -> None:
    most = yusuan.Entry.supplement(LINE, amount_fen=10**15)
    ledger.post([most] * 99, **DOCUMENT)
    ledger.supplement(LINE, amount_fen=10**15 - 7, **DOCUMENT)
    error = refused(lambda: ledger.supplement(LINE, "0.10", **DOCUMENT))
    assert (*figures(error), error.line_id) == ("total_out_of_range", 7, 3, number(ledger, LINE))
    assert "its total `supplement` is 999999999999999.93 yuan" in error.message


def test_no_refusal_leaves_its_row_unnamed(ledger: yusuan.Ledger) -> None:
    own = number(ledger, TRAINING)
    ledger.add_unit("就业中心", kind="institution")
    other = yusuan.LineKey(
        year=2025,
        unit="就业中心",
        fund="unit_other_income",
        functional_code="2080109",
        economic_code="30201",
        kind="basic_public",
    )
    paid = ledger.pay(LINE, "5.00", dated=MAY)
    payment = paid.first_posting_id
    undone = ledger.reverse(paid.voucher_id, dated=MAY)
    late = key(2026, "30201", origin_year=2027)
    control: dict[str, Any] = {"fund": "unit_other_income", "level": "own", "amount": "1.00"}
    income: dict[str, Any] = {"unit": UNIT, "fund": "general_public", "amount": "1.00"}
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "transfer_to_itself": (
            lambda: ledger.transfer(LINE, LINE, "1.00", **DOCUMENT),
            f"line {number(ledger, LINE)} ({LINE}) would give to itself",
        ),
        "transfer_across_units": (
            lambda: ledger.transfer(TRAINING, other, "1.00", **DOCUMENT),
            f"line {own} ({TRAINING}) would give to {other} of 就业中心",
        ),
        "refund_wrong": (
            lambda: ledger.refund(payment, "1.00", dated=MAY),
            f"on line {number(ledger, LINE)}, undone by voucher {undone.voucher_id}",
        ),
        "already_reversed": (
            lambda: ledger.reverse_posting(payment, dated=MAY),
            f"by posting {undone.first_posting_id} of voucher {undone.voucher_id} of 2025-05-06",
        ),
        "prior_year_wrong": (
            lambda: ledger.prior_year_adjustment(LINE, "1.00", direction="increase", **DOCUMENT),
            f"({LINE}): its money is of 2025",
        ),
        "commitment_invalid": (
            lambda: ledger.commit(LINE, "1.00", contract=" HT", dated=MAY),
            'blanks around it: " HT"',
        ),
        "origin_year_invalid": (lambda: ledger.draft(late, "1.00"), f": {late}"),
        "draft_frozen": (lambda: ledger.draft(LINE, "1.00"), f": {LINE}"),
        "year_exists": (lambda: ledger.prepare_year(2025), ": 2025"),
        "key_invalid": (lambda: ledger.pay(LINE, "1.00", dated=MAY, key=""), 'empty: ""'),
        "document_missing": (
            lambda: ledger.approve(2026, document=" ", dated=date(2026, 2, 1)),
            "the approval (批复) of 2026 needs",
        ),
    }
    ledger.draft(NEXT, "1.00")
    for code, (act, said) in acts.items():
        error = refused(act)
        assert (error.code, said in error.message) == (code, True), error.message
    for what, named in (
        (partial(ledger.control_total, 2026, **control), "unit_other_income own in 2026"),
        (partial(ledger.budget_income, 2026, **income), f"general_public of {UNIT} in 2026"),
    ):
        error = refused(what)
        assert (error.code, error.message.endswith(f": {named}")) == ("fund_unknown", True)


def test_what_stands_in_the_way_of_an_approval_is_named(ledger: yusuan.Ledger) -> None:
    carried = key(2026, "30201", origin_year=2025)
    ledger.draft(carried, "1.00")
    act = partial(ledger.approve, 2026, document="2号", dated=date(2026, 2, 1))
    ledger.close(ledger.plan_close(2025))
    error = refused(act)
    assert error.code == "carry_over_known"
    assert error.message.endswith(f"drafted: {str(carried).removeprefix('2026 ')}")
    ledger.delete_draft(carried)
    ledger.draft(NEXT, "1.00")
    ledger.deactivate_unit(UNIT)
    error = refused(act)
    assert (error.code, error.message.endswith(f": {UNIT}")) == ("unit_inactive", True)


def test_a_contract_is_refused_with_its_name(ledger: yusuan.Ledger) -> None:
    part = yusuan.ContractPart(LINE, "1.00")
    signed: dict[str, Any] = {"title": "物业", "unit": UNIT, "signed_on": MAY, "parts": [part]}
    ledger.sign_contract("HT-1", **signed)
    error = refused(lambda: ledger.sign_contract("HT-1", **signed))
    assert (error.code, '"HT-1", "物业", of' in error.message) == ("contract_exists", True)
    error = refused(lambda: ledger.sign_contract(" HT-2", **signed))
    assert (error.code, '" HT-2", "物业", of' in error.message) == ("contract_invalid", True)
    error = refused(lambda: ledger.plan_spending(LINE, amounts_fen={3: -1}))
    assert error.message.endswith("is planned -0.01 yuan in month 3")
    assert (error.code, error.line_id) == ("spending_plan_invalid", number(ledger, LINE))


def test_the_later_year_that_is_closed_is_named(ledger: yusuan.Ledger) -> None:
    ledger.close(ledger.plan_close(2025))
    ledger.draft(NEXT, "1.00")
    ledger.approve(2026, document="2号", dated=date(2026, 2, 1))
    ledger.prepare_year(2027)
    ledger.close(ledger.plan_close(2026))
    error = refused(lambda: ledger.undo_close(2025, reason="漏记"))
    assert (error.code, error.message.endswith(": 2026")) == ("later_year_closed", True)
