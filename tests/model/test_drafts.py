"""Drafts and new lines: the same rules of key and amount, each asked of each on its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from model.example import FOOD, LAND, NEXT, OTHER, WAGES, one
from model.words import (
    Approve,
    ChangeYear,
    DeactivateUnit,
    DraftControl,
    DraftIncome,
    DraftLine,
    LoadCatalogue,
    Voucher,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.driver import Pair
    from model.words import Act

# Codes of a year that nothing is budgeted in.
ELSEWHERE = LoadCatalogue(2030, ("211", "21101", "2110101"), ("303", "30301"))
KEYS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("unit_unknown", {"unit": "nobody"}),
    ("unit_inactive", {"unit": "gone"}),
    ("fund_unknown", {"fund": "unit_funds"}),
    ("fund_unknown", {"fund": "gold"}),
    ("level_unknown", {"level": "middle"}),
    ("origin_year_invalid", {"origin_year": 2026}),
    ("origin_year_invalid", {"origin_year": 1899}),
    ("kind_unknown", {"kind": "hobby"}),
    ("project_missing", {"kind": "project"}),
    ("project_missing", {"kind": "project", "project": " road"}),
    ("project_unexpected", {"project": "road"}),
    ("code_unknown", {"functional_code": "9999999"}),
    ("code_unknown", {"economic_code": "99999"}),
    ("code_not_in_force", {"functional_code": "2110101"}),
    ("code_not_in_force", {"economic_code": "30301"}),
    ("code_not_leaf", {"functional_code": "20802"}),
    ("code_not_leaf", {"economic_code": "302"}),
)
AMOUNTS = (
    ("amount_invalid", 7.0),
    ("amount_invalid", "7"),
    ("amount_not_positive", 0),
    ("amount_not_positive", -1),
    ("amount_out_of_range", 10**15 + 1),
)


def line(year: int, amount: object) -> Act:
    return DraftLine(replace(NEXT, year=year), amount)


def income(year: int, amount: object) -> Act:
    return DraftIncome(year, "home", OTHER, amount)


def control(year: int, amount: object) -> Act:
    return DraftControl(year, "general_public", "own", amount)


DRAFTS = pytest.mark.parametrize("draft", [line, income, control])


@pytest.mark.parametrize(("token", "parts"), KEYS)
def test_a_draft_line_has_a_right_key(pair: Pair, token: str, parts: dict[str, Any]) -> None:
    pair.do(ELSEWHERE)
    pair.refuse(DraftLine(replace(NEXT, **parts), 1), token)


@pytest.mark.parametrize(("token", "parts"), KEYS)
def test_a_new_line_has_a_right_key(pair: Pair, token: str, parts: dict[str, Any]) -> None:
    pair.do(ELSEWHERE)
    pair.refuse(one("supplement", line=replace(WAGES, **parts)), token)


@DRAFTS
@pytest.mark.parametrize(("token", "amount"), AMOUNTS)
def test_a_draft_has_a_right_amount(
    pair: Pair, draft: Callable[[int, object], Act], token: str, amount: object
) -> None:
    pair.refuse(draft(2025, amount), token)
    pair.do(draft(2025, 10**15))
    pair.refuse(draft(2025, amount), token)
    pair.do(draft(2025, 1))
    pair.do(draft(2025, None))


@DRAFTS
def test_drafts_are_frozen_by_the_approval(pair: Pair, draft: Callable[[int, object], Act]) -> None:
    pair.do(line(2025, 5))
    pair.do(DraftLine(replace(NEXT, fund=OTHER, unit="home"), 3))
    pair.do(income(2025, 3))
    pair.do(control(2025, 5))
    pair.do(Approve(year=2025, dated="2025-01-20"))
    pair.refuse(draft(2025, 6), "draft_frozen")
    pair.refuse(draft(2025, None), "draft_frozen")


def test_nothing_new_is_drafted_in_an_approved_year(pair: Pair) -> None:
    pair.refuse(DraftIncome(2024, "office", OTHER, 1), "draft_frozen")
    pair.refuse(DraftControl(2024, "general_public", "own", 1), "draft_frozen")
    pair.refuse(DraftLine(replace(WAGES, level="upper"), 1), "draft_frozen")


@pytest.mark.parametrize(
    ("token", "act"),
    [
        ("unit_unknown", DraftIncome(2025, "nobody", OTHER, 1)),
        ("unit_inactive", DraftIncome(2025, "gone", OTHER, 1)),
        ("fund_unknown", DraftIncome(2025, "home", "general_public", 1)),
        ("fund_unknown", DraftIncome(2025, "home", "unit_funds", 1)),
        ("fund_unknown", DraftControl(2025, OTHER, "own", 1)),
        ("fund_unknown", DraftControl(2025, "fiscal", "own", 1)),
        ("level_unknown", DraftControl(2025, "general_public", "middle", 1)),
        ("unit_unknown", one("receive", unit="nobody", fund=OTHER)),
        ("unit_inactive", one("receive", unit="gone", fund=OTHER)),
        ("unit_unknown", one("surrender", unit="nobody", fund=OTHER)),
    ],
)
def test_income_and_surplus_belong_to_a_unit_and_a_fund(pair: Pair, token: str, act: Act) -> None:
    pair.refuse(act, token)


@pytest.mark.parametrize("draft", [income, control])
def test_a_draft_belongs_to_a_year_of_the_ledger(
    pair: Pair, draft: Callable[[int, object], Act]
) -> None:
    pair.refuse(draft(2031, 1), "year_unknown")


def test_a_draft_line_belongs_to_a_year_of_the_ledger(pair: Pair) -> None:
    pair.do(replace(ELSEWHERE, year=2031))
    codes = {"functional_code": "2110101", "economic_code": "30301"}
    pair.refuse(DraftLine(replace(NEXT, year=2031, **codes), 1), "year_unknown")  # type: ignore[arg-type]


def test_an_approval_needs_something_to_approve(pair: Pair) -> None:
    approve = Approve(year=2025, dated="2025-01-20")
    pair.refuse(approve, "voucher_count_invalid")
    pair.do(line(2025, 1))
    pair.refuse(replace(approve, document=None), "document_missing")
    pair.do(approve)


@pytest.mark.parametrize("event", ["supplement", "use_surplus", "income_increase", "transfer"])
def test_nothing_new_is_budgeted_for_a_unit_that_was_deactivated(pair: Pair, event: str) -> None:
    acts: dict[str, Voucher] = {
        "supplement": one("supplement", line=FOOD),
        "use_surplus": one("use_surplus", line=LAND),
        "income_increase": one("income_increase", unit="home", fund=OTHER),
        "transfer": one("transfer", line=WAGES, to_line=replace(WAGES, economic_code="30201")),
    }
    pair.do(acts[event])
    for unit in ("home", "office"):
        pair.do(DeactivateUnit(unit))
    pair.refuse(acts[event], "unit_inactive")


def test_a_year_is_prepared_once(pair: Pair) -> None:
    pair.refuse(ChangeYear("prepare_year", 2025), "year_exists")
    for year in (1899, 9999):
        pair.refuse(ChangeYear("prepare_year", year), "year_invalid")
