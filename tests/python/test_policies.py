"""Policies from Python: set, narrowed, listed, refused with what may be given."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import yusuan
from python.book import LINE, TRAVEL, key


def decided(ledger: yusuan.Ledger, name: str) -> list[tuple[str, str | None, bool]]:
    found = [policy for policy in ledger.policies(2025) if policy.name == name]
    return [(policy.action, policy.value, policy.is_built_in) for policy in found]


def test_a_policy_without_a_scope_replaces_the_built_in_ones(ledger: yusuan.Ledger) -> None:
    built_in = [("deny", "1", True), ("allow", None, True)]
    assert decided(ledger, "max_carry_years") == built_in
    fund = "government_fund"
    ledger.set_policy("max_carry_years", action="deny", value="3", source="x", fund=fund)
    assert decided(ledger, "max_carry_years") == [("deny", "3", False), *built_in]
    # Where it is off it needs no figure.
    ledger.set_policy("max_carry_years", action="allow", source="x", fund=fund)
    assert decided(ledger, "max_carry_years") == [("allow", None, False), *built_in]
    ledger.set_policy("max_carry_years", action="deny", value="2", source="x")
    assert decided(ledger, "max_carry_years") == [("deny", "2", False)]


def test_every_name_has_a_default_with_a_source(ledger: yusuan.Ledger) -> None:
    policies = ledger.policies(2025)
    assert all(policy.source and policy.name_zh for policy in policies)
    assert {policy.name for policy in policies} >= {"four_eyes", "closing", "freeze_date"}


def test_what_a_policy_does_not_take_is_refused(ledger: yusuan.Ledger) -> None:
    with pytest.raises(yusuan.RuleError, match="no policy has this name: freeze") as refused:
        ledger.set_policy("freeze", action="deny", source="x")
    assert refused.value.code == "policy_unknown"
    assert "freeze_date" in refused.value.hint
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.set_policy("four_eyes", action="deny", source="x", item="301")
    assert refused.value.code == "policy_scope_invalid"
    for name, item, said in (
        ("freeze_date", "302", "up to 7 digits, the first a 2"),
        ("kind_economic", "208", "up to 5 digits, the first a 3"),
        ("kind_economic", "302010", "up to 5 digits, the first a 3"),
        ("kind_economic", "3O2", "up to 5 digits, the first a 3"),
    ):
        with pytest.raises(yusuan.RuleError, match=f"codes that cannot be: {item}") as refused:
            ledger.set_policy(name, action="allow", source="x", item=item)
        assert refused.value.code == "policy_scope_invalid"
        assert said in refused.value.hint


MAY = date(2025, 5, 6)
RECEPTION = key(2025, "30217")
GRANT = {"three_public_increase": "县政府纪要〔2025〕7号"}


def test_a_refusal_says_which_policy_and_what_would_be_allowed(ledger: yusuan.Ledger) -> None:
    before = ledger.head()
    with pytest.raises(
        yusuan.RuleError, match=r"may take 0\.00 yuan more, 500\.00 asked"
    ) as refused:
        ledger.transfer(LINE, RECEPTION, "500.00", dated=MAY, document="1号")
    error = refused.value
    assert error.code == error.policy == "three_public_increase"
    # The line would have come with the transfer.
    assert (error.line_id, error.allowed_fen, error.shortfall_fen) == (None, 0, 50_000)
    assert "只减不增" in error.message
    assert "override" in error.hint
    assert ledger.head() == before


def test_an_override_lets_pass_and_shows_everywhere(ledger: yusuan.Ledger) -> None:
    receipt = ledger.transfer(
        *(LINE, RECEPTION, "500.00"),
        dated=MAY,
        document="1号",
        reason="上级检查",
        overrides=GRANT,
        prepared_by="王",
        key="k",
    )
    assert receipt.warnings == []
    (override,) = ledger.overrides(2025)
    assert (override.document, override.reason) == ("县政府纪要〔2025〕7号", "上级检查")
    assert (override.voucher_id, override.prepared_by) == (receipt.voucher_id, "王")
    (touch,) = ledger.policy_report(2025)
    assert (touch.policy, touch.status) == ("three_public_increase", "overridden")
    assert (touch.amount_fen, touch.override_document) == (50_000, override.document)
    entry = ledger.log()[-1]
    assert (entry.legal_kind, entry.reason) == ("reallocation", "上级检查")
    assert entry.overrides == GRANT
    # The same act again is the same receipt; without its override it is another.
    common: dict[str, Any] = {"dated": MAY, "document": "1号", "prepared_by": "王", "key": "k"}
    common["reason"] = "上级检查"
    again = ledger.transfer(LINE, RECEPTION, "500.00", overrides=GRANT, **common)
    assert again.is_repeated
    with pytest.raises(yusuan.RuleError) as other:
        ledger.transfer(LINE, RECEPTION, "500.00", **common)
    assert other.value.field == "overrides"
    legal: dict[str, Any] = {**common, "legal_kind": "budget_adjustment"}
    with pytest.raises(yusuan.RuleError) as other:
        ledger.transfer(LINE, RECEPTION, "500.00", overrides=GRANT, **legal)
    assert other.value.field == "legal_kind"
    assert ledger.verify().is_clean


def test_an_override_is_refused_where_it_means_nothing(ledger: yusuan.Ledger) -> None:
    said: dict[str, Any] = {"dated": MAY, "document": "1号"}
    for overrides in ({"freeze": "1号"}, {"freeze_date": " "}):
        with pytest.raises(yusuan.RuleError) as refused:
            ledger.supplement(LINE, "1.00", overrides=overrides, **said)
        assert refused.value.code == "override_invalid"


def test_an_adjustment_has_a_legal_kind(ledger: yusuan.Ledger) -> None:
    said: dict[str, Any] = {"dated": MAY, "document": "1号"}
    ledger.supplement(LINE, "1.00", **said)
    ledger.reduce(LINE, "1.00", **said)
    ledger.recall(LINE, "1.00", dated=MAY)
    ledger.supplement(LINE, "1.00", legal_kind="reallocation", **said)
    ledger.pay(LINE, "1.00", dated=MAY)
    kinds = [entry.legal_kind for entry in ledger.log()[-5:]]
    adjusted = "budget_adjustment"
    assert kinds == [adjusted, adjusted, "reallocation", "reallocation", None]


def test_what_cannot_be_compared_is_said_and_not_guessed(ledger: yusuan.Ledger) -> None:
    said: dict[str, Any] = {"document": "批复"}
    ledger.draft(key(2026, "30217"), "900.00")
    with pytest.raises(
        yusuan.RuleError, match=r"come to 900\.00 yuan in 2026, and to 0\.00"
    ) as above:
        ledger.approve(2026, dated=date(2026, 2, 1), **said)
    error = above.value
    assert (error.policy, error.allowed_fen, error.shortfall_fen) == (
        "three_public_total",
        0,
        90_000,
    )
    ledger.prepare_year(2031)
    ledger.draft(key(2031, "30217"), "900.00")
    receipt = ledger.approve(2031, dated=date(2031, 2, 1), **said)
    (warning,) = receipt.warnings
    assert warning.policy == "three_public_total"
    assert "is not in this ledger" in warning.message


def test_an_approval_names_what_is_refused_and_nothing_else(ledger: yusuan.Ledger) -> None:
    for unit in ("第一小学", "第二小学"):
        ledger.add_unit(unit, kind="institution")
        office = replaced(key(2025, "30201"), unit)
        ledger.supplement(office, "1.00", dated=MAY, document="1号")
        ledger.draft(replaced(key(2026, "30217"), unit), "900.00")
    # A unit that had more last year, one of no last year, and an item that only warns.
    ledger.add_unit("新单位", kind="agency")
    ledger.draft(replaced(key(2026, "30217"), "新单位"), "5.00")
    with pytest.raises(yusuan.RuleError) as above:
        ledger.approve(2026, dated=date(2026, 2, 1), document="批复")
    said = above.value.message.splitlines()
    assert [line.split()[3] for line in said] == ["第一小学", "第二小学"]
    assert (above.value.allowed_fen, above.value.shortfall_fen) == (0, 90_000)


def replaced(line: yusuan.LineKey, unit: str) -> yusuan.LineKey:
    return yusuan.LineKey(**{**line.to_dict(), "unit": unit})


def test_four_eyes_says_who_is_missing(ledger: yusuan.Ledger) -> None:
    ledger.set_policy("four_eyes", action="deny", source="内控手册")
    said = r"prepared by \(制单\) 张三, reviewed by \(复核\) nobody"
    with pytest.raises(yusuan.RuleError, match=said) as refused:
        ledger.pay(LINE, "1.00", dated=MAY, prepared_by="张三")
    assert refused.value.policy == "four_eyes"
    for reviewer in ("　", "张　三", "张三 "):
        with pytest.raises(yusuan.RuleError, match="four_eyes"):
            ledger.pay(LINE, "1.00", dated=MAY, prepared_by="张三", reviewed_by=reviewer)


def test_kind_and_economic_class_warn(ledger: yusuan.Ledger) -> None:
    odd = key(2025, "30101", "basic_public")
    receipt = ledger.supplement(odd, "5.00", dated=MAY, document="1号")
    (warning,) = receipt.warnings
    assert warning.policy == "kind_economic"
    (report,) = [it for it in ledger.lines(2025) if it.line.key == odd]
    assert warning.line_id == report.line.id
    assert "disagree" in warning.message
    (touch,) = ledger.policy_report(2025)
    assert touch.status == "warned"


def test_a_draft_at_odds_warns_and_is_kept(ledger: yusuan.Ledger) -> None:
    odd = key(2026, "30101", "basic_public")
    (warning,) = ledger.draft(odd, "5.00")
    assert (warning.policy, warning.line_id) == ("kind_economic", None)
    assert "disagree" in warning.message
    assert "approval" not in warning.message
    assert ledger.draft(key(2026, "30201"), "5.00") == []
    assert [draft.key for draft in ledger.drafts(2026)] == [odd, key(2026, "30201")]


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("forbid", "the approval will be refused$"),
        ("deny", "refused without an override$"),
        ("document", r"public\)$"),
        ("allow", None),
    ],
)
def test_what_a_policy_does_later_is_said_of_a_draft(
    ledger: yusuan.Ledger, action: Any, said: str | None
) -> None:
    ledger.set_policy("kind_economic", action=action, source="x", item="301", first_year=2026)
    warnings = ledger.draft(key(2026, "30101", "basic_public"), "5.00")
    assert len(warnings) == (said is not None)
    assert all(re.search(said or "", warning.message) for warning in warnings)


def test_an_override_that_lifts_nothing_says_so(ledger: yusuan.Ledger) -> None:
    said: dict[str, Any] = {"dated": MAY, "document": "1号", "overrides": GRANT}
    # It is about a policy that this transfer does not meet.
    (idle,) = ledger.transfer(LINE, TRAVEL, "5.00", **said).warnings
    assert (idle.policy, idle.line_id) == ("three_public_increase", None)
    assert "nothing here needed the override by 县政府纪要〔2025〕7号" in idle.message
    assert ledger.transfer(LINE, RECEPTION, "5.00", **said).warnings == []
    (idle,) = ledger.post([yusuan.Entry.pay(LINE, "5.00")], dated=MAY, overrides=GRANT).warnings
    assert idle.policy == "three_public_increase"


def test_lines_are_rebalanced_without_touching_a_policy(ledger: yusuan.Ledger) -> None:
    said: dict[str, Any] = {"dated": MAY, "document": "1号"}
    ledger.supplement(RECEPTION, "100.00", overrides=GRANT, **said)
    abroad = key(2025, "30212")
    receipt = ledger.rebalance(
        {LINE: "-30.00", RECEPTION: "-20.00", TRAVEL: Decimal("30.00"), abroad: "20.00"}, **said
    )
    assert receipt.posting_count == 2
    moved = [(posting.amount_fen, posting.to_line_id) for posting in ledger.log()[-1].postings]
    ids = {report.line.key: report.line.id for report in ledger.lines(2025)}
    assert sorted(moved) == sorted([(3000, ids[TRAVEL]), (2000, ids[abroad])])
    with pytest.raises(yusuan.RuleError, match=r"0\.01 yuan more is taken than given") as refused:
        ledger.rebalance({LINE: "-30.00", TRAVEL: "30.01"}, **said)
    assert (refused.value.code, refused.value.shortfall_fen) == ("transfer_not_zero", 1)
    with pytest.raises(yusuan.RuleError, match="the line is not changed"):
        ledger.rebalance({LINE: "0.00"}, **said)
    with pytest.raises(yusuan.AmountTypeError):
        ledger.rebalance({LINE: -30.0, TRAVEL: 30.0}, **said)  # type: ignore[dict-item]


def test_lines_are_rebalanced_within_their_own_money(ledger: yusuan.Ledger) -> None:
    said: dict[str, Any] = {"dated": MAY, "document": "1号"}
    upper = [key(2025, "30201", level="upper"), key(2025, "30211", level="upper")]
    for line in upper:
        ledger.supplement(line, "10.00", **said)
    receipt = ledger.rebalance(
        {LINE: "-3.00", upper[1]: "-2.00", upper[0]: "2.00", TRAVEL: "3.00"}, **said
    )
    assert receipt.posting_count == 2
    assert ledger.balance(upper[0]).available_fen == 1200
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.rebalance({LINE: "-3.00", TRAVEL: "1.00", upper[0]: "2.00"}, **said)
    assert refused.value.message.splitlines() == [
        "of 2025 general_public own 2025, 2.00 yuan more is given than taken",
        "of 2025 general_public upper 2025, 2.00 yuan more is taken than given",
    ]


def test_meetings_and_receptions_do_not_make_up_for_each_other(ledger: yusuan.Ledger) -> None:
    said: dict[str, Any] = {"dated": MAY, "document": "1号"}
    meeting, training = key(2025, "30215"), key(2025, "30216")
    ledger.supplement(meeting, "100.00", overrides=GRANT, **said)
    ledger.supplement(RECEPTION, "100.00", overrides=GRANT, **said)
    for pair in ((meeting, RECEPTION), (RECEPTION, meeting)):
        with pytest.raises(yusuan.RuleError) as refused:
            ledger.transfer(*pair, "30.00", **said)
        assert refused.value.code == "three_public_increase"
        assert "three_public_total counts" in refused.value.hint
    ledger.transfer(meeting, training, "30.00", **said)
    # A rebalance pairs them by the same rule.
    abroad = key(2025, "30212")
    receipt = ledger.rebalance(
        {meeting: "-20.00", RECEPTION: "-10.00", abroad: "10.00", training: "20.00"}, **said
    )
    assert receipt.posting_count == 2
    # A county whose 三公 total leaves receptions out keeps the two together.
    ledger.set_policy("three_public_total", action="allow", source="x", item="30217")
    ledger.transfer(meeting, RECEPTION, "10.00", **said)


def test_two_people_lead_a_ledger_of_four_eyes_through_a_year_end(ledger: yusuan.Ledger) -> None:
    people: dict[str, Any] = {"prepared_by": "张", "reviewed_by": "王"}
    ledger.set_policy("four_eyes", action="deny", source="内控手册第九条")
    ledger.pay(LINE, "100.00", dated=MAY, **people)
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.prepare_year(2027, prepared_by="张", reviewed_by="张")
    assert refused.value.code == "four_eyes"
    # The year brings last year's catalogue along, by an act of its own that the two answer for.
    ledger.prepare_year(2027, **people)
    adopted, prepared = ledger.log()[-2:]
    assert (adopted.act, prepared.act) == ("load_catalogue", "prepare_year")
    assert (adopted.prepared_by, adopted.reviewed_by) == ("张", "王")
    ledger.close(ledger.plan_close(2025), **people)
    ledger.undo_close(2025, reason="漏记", **people)
    assert ledger.verify().is_clean
