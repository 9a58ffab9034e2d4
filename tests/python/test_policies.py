"""Policies from Python: set, narrowed, listed, refused with what may be given."""

from __future__ import annotations

import pytest

import yusuan


def decided(ledger: yusuan.Ledger, name: str) -> list[tuple[str, str | None, bool]]:
    found = [policy for policy in ledger.policies(2025) if policy.name == name]
    return [(policy.action, policy.value, policy.is_built_in) for policy in found]


def test_a_policy_without_a_scope_replaces_the_built_in_ones(ledger: yusuan.Ledger) -> None:
    assert decided(ledger, "max_carry_years") == [("deny", "1", True)]
    fund = "government_fund"
    ledger.set_policy("max_carry_years", action="deny", value="3", source="x", fund=fund)
    assert decided(ledger, "max_carry_years") == [("deny", "3", False), ("deny", "1", True)]
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
        ledger.set_policy("freeze_date", action="perhaps", source="x")  # type: ignore[arg-type]
    assert refused.value.code == "policy_invalid"
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.set_policy("four_eyes", action="deny", source="x", item="301")
    assert refused.value.code == "policy_scope_invalid"
