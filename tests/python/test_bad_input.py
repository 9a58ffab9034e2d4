"""Bad input gets one clear error with its token and place, and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
from python.book import LINE, NEXT, PROJECT, TRAINING, TRAVEL, UNIT, key, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARCH = date(2025, 3, 1)
DOCUMENT = "财社〔2025〕1号"


@dataclass(frozen=True)
class Bad:
    """An act that is refused: with which token and class."""

    code: str
    act: Callable[[yusuan.Ledger], object]
    error: type[yusuan.LedgerError] = yusuan.RuleError


def transfer(to_line: yusuan.LineKey) -> Callable[[yusuan.Ledger], object]:
    return lambda ledger: ledger.transfer(LINE, to_line, "1.00", dated=MARCH, document=DOCUMENT)


def unequal(ledger: yusuan.Ledger) -> object:
    line = key(2026, "30216", "project", fund="unit_other_income", project="培训")
    ledger.draft(line, "1.00")
    return ledger.approve(2026, document=DOCUMENT, dated=date(2026, 2, 1))


BAD = {
    "overspending by one fen": Bad(
        "available_exceeded", lambda ledger: ledger.pay(LINE, "81880.01", dated=MARCH)
    ),
    "a date before the year": Bad(
        "date_outside_year", lambda ledger: ledger.pay(LINE, "1.00", dated=date(2024, 12, 31))
    ),
    "a date after the year": Bad(
        "date_outside_year", lambda ledger: ledger.pay(LINE, "1.00", dated=date(2026, 1, 1))
    ),
    "a year in preparation": Bad(
        "year_preparing",
        lambda ledger: ledger.return_income(
            2026,
            unit=UNIT,
            fund="unit_other_income",
            amount="1.00",
            dated=date(2026, 3, 1),
        ),
    ),
    "a year that is not there": Bad("year_unknown", lambda ledger: ledger.plan_close(2031)),
    "a year that no calendar has": Bad(
        "year_invalid", lambda ledger: ledger.prepare_year(2_000_000)
    ),
    "a year twice": Bad("year_exists", lambda ledger: ledger.prepare_year(2025)),
    "an unknown code": Bad(
        "code_unknown",
        lambda ledger: ledger.draft(key(2026, "30201", functional_code="2089998"), "1.00"),
    ),
    "a code that is no leaf": Bad(
        "code_not_leaf",
        lambda ledger: ledger.draft(key(2026, "302"), "1.00"),
    ),
    "an unknown unit": Bad(
        "unit_unknown",
        lambda ledger: ledger.draft(
            yusuan.LineKey(
                year=2026,
                unit="教育局",
                fund="general_public",
                functional_code="2080109",
                economic_code="30201",
                kind="basic_public",
            ),
            "1.00",
        ),
    ),
    "a unit whose name hides something": Bad(
        "row_malformed",
        lambda ledger: ledger.add_unit("就业\u202e中心", kind="institution"),
        yusuan.SourceError,
    ),
    "a project whose name hides something": Bad(
        "row_malformed",
        lambda ledger: ledger.draft(key(2026, "30201", "project", project="驻\u200b村"), "1.00"),
        yusuan.SourceError,
    ),
    "a payee whose name hides something": Bad(
        "row_malformed",
        lambda ledger: ledger.pay(LINE, "1.00", payee="文具\ufeff店", dated=MARCH),
        yusuan.SourceError,
    ),
    "a document whose name hides something": Bad(
        "row_malformed",
        lambda ledger: ledger.add_unit("就业中心", kind="institution", document="县\u2066编"),
        yusuan.SourceError,
    ),
    "a project on basic spending": Bad(
        "project_unexpected",
        lambda ledger: ledger.draft(key(2026, "30201", project="驻村"), "1.00"),
    ),
    "no project on a project": Bad(
        "project_missing", lambda ledger: ledger.draft(key(2026, "30201", "project"), "1.00")
    ),
    "money from the future": Bad(
        "origin_year_invalid",
        lambda ledger: ledger.draft(key(2026, "30201", origin_year=2027), "1.00"),
    ),
    "a transfer to itself": Bad("transfer_to_itself", transfer(LINE)),
    "a transfer across years": Bad("transfer_across_years", transfer(NEXT)),
    "a transfer across funds": Bad("transfer_across_funds", transfer(TRAINING)),
    "a transfer across levels": Bad("transfer_across_levels", transfer(PROJECT)),
    "a transfer across origin years": Bad(
        "transfer_across_origins", transfer(key(2025, "30201", origin_year=2024))
    ),
    "no such line": Bad(
        "line_unknown",
        lambda ledger: ledger.pay(key(2025, "30202"), "1.00", dated=MARCH),
        yusuan.NotFoundError,
    ),
    "no such draft": Bad(
        "draft_unknown", lambda ledger: ledger.delete_draft(NEXT), yusuan.NotFoundError
    ),
    "no such payment": Bad(
        "payment_unknown",
        lambda ledger: ledger.refund(1, "1.00", dated=MARCH),
        yusuan.NotFoundError,
    ),
    "no such commitment": Bad(
        "commitment_unknown",
        lambda ledger: ledger.release(1, "1.00", dated=MARCH),
        yusuan.NotFoundError,
    ),
    "no such voucher": Bad(
        "voucher_unknown", lambda ledger: ledger.reverse(99, dated=MARCH), yusuan.NotFoundError
    ),
    "no such table": Bad(
        "table_unknown", lambda ledger: ledger.table("budget-12", year=2025), yusuan.NotFoundError
    ),
    "no such catalogue": Bad(
        "catalogue_unknown",
        lambda ledger: ledger.adopt_catalogue(2030, from_year=2029),
        yusuan.NotFoundError,
    ),
    "a draft after the approval": Bad("draft_frozen", lambda ledger: ledger.draft(LINE, "1.00")),
    "an approval without equal income": Bad("income_expenditure_differ", unequal),
    "an empty document": Bad(
        "document_missing",
        lambda ledger: ledger.supplement(LINE, "1.00", dated=MARCH, document=""),
    ),
    "an empty key": Bad(
        "key_invalid", lambda ledger: ledger.pay(LINE, "1.00", dated=MARCH, key="")
    ),
    "a unit twice": Bad("unit_exists", lambda ledger: ledger.add_unit(UNIT, kind="other")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_act_is_refused_whole(ledger: yusuan.Ledger, path: Path, name: str) -> None:
    bad = BAD[name]
    before = rows(path)
    with pytest.raises(yusuan.LedgerError) as refused, ledger.transaction():
        bad.act(ledger)
    assert (type(refused.value), refused.value.code) == (bad.error, bad.code)
    assert refused.value.message
    assert refused.value.hint
    assert rows(path) == before


def test_overspending_says_by_how_much(ledger: yusuan.Ledger) -> None:
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.pay(LINE, "81880.01", dated=MARCH)
    assert (refused.value.rule, refused.value.shortfall_fen) == ("available_exceeded", 1)
    assert "81880.00 yuan available" in str(refused.value)


def test_an_unknown_code_names_its_nearest_parent(ledger: yusuan.Ledger) -> None:
    with pytest.raises(yusuan.RuleError, match="20801 人力资源和社会保障管理事务") as refused:
        ledger.draft(key(2026, "30201", functional_code="2080198"), "1.00")
    assert "load_catalogue" in refused.value.hint


def test_a_key_is_used_once(ledger: yusuan.Ledger, path: Path) -> None:
    receipt = ledger.pay(LINE, "1.00", dated=MARCH, payee="甲", key="k1")
    before = rows(path)
    again = ledger.pay(LINE, Decimal("1.0"), dated=MARCH, payee="甲", key="k1")
    assert again.is_repeated
    assert again.to_dict() == receipt.to_dict() | {"is_repeated": True}
    differences: dict[str, Callable[[], object]] = {
        "amount": lambda: ledger.pay(LINE, "1.01", dated=MARCH, payee="甲", key="k1"),
        "dated": lambda: ledger.pay(LINE, "1.00", dated=date(2025, 3, 2), payee="甲", key="k1"),
        "line": lambda: ledger.pay(TRAVEL, "1.00", dated=MARCH, payee="甲", key="k1"),
        "payee": lambda: ledger.pay(LINE, "1.00", dated=MARCH, payee="乙", key="k1"),
        "document": lambda: ledger.pay(
            LINE, "1.00", dated=MARCH, payee="甲", document="1号", key="k1"
        ),
    }
    for field, act in differences.items():
        with pytest.raises(yusuan.RuleError) as refused:
            act()
        assert (refused.value.code, refused.value.field) == ("key_used", field)
    assert rows(path) == before


def test_a_closed_year_stands(ledger: yusuan.Ledger, path: Path) -> None:
    ledger.close(ledger.plan_close(2025))
    before = rows(path)
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.pay(LINE, "1.00", dated=MARCH)
    assert refused.value.code == "year_closed"
    assert rows(path) == before


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("dated", "2025-03-01"),
        ("dated", datetime(2025, 3, 1)),  # noqa: DTZ001  # a time of day is the point
        ("line", 1.0),
        ("line", "2080109"),
        ("payee", 7),
    ],
)
def test_another_type_is_a_type_error(ledger: yusuan.Ledger, what: str, value: object) -> None:
    arguments: dict[str, Any] = {"line": LINE, "amount": "1.00", "dated": MARCH, what: value}
    with pytest.raises(TypeError) as refused:
        ledger.pay(**arguments)
    assert not isinstance(refused.value, yusuan.LedgerError)


@pytest.mark.parametrize("year", [2025.0, "2025", True, None])
def test_a_year_is_an_int(ledger: yusuan.Ledger, year: Any) -> None:
    with pytest.raises(TypeError):
        ledger.lines(year)


@pytest.mark.parametrize(
    "act",
    [
        lambda ledger: ledger.reverse(voucher_id=True, dated=MARCH),
        lambda ledger: ledger.release(commitment_id=True, amount="1.00", dated=MARCH),
        lambda ledger: ledger.confirm_matches([(1, True)]),
        lambda ledger: ledger.pay_contract("HT-1", amounts={True: "1.00"}, dated=MARCH),
        lambda ledger: ledger.plan_spending(LINE, {True: "1.00"}),
        lambda ledger: ledger.erase_text(voucher=True),
        lambda _: yusuan.Entry.refund(payment_id=True, amount="1.00"),
        lambda _: yusuan.AsOf(voucher=True),
    ],
)
def test_a_truth_value_is_no_number(
    ledger: yusuan.Ledger, act: Callable[[yusuan.Ledger], object]
) -> None:
    ledger.commit(LINE, "5.00", contract="HT-1", dated=MARCH)
    before = rows(ledger.path)
    with pytest.raises(TypeError, match="not bool"):
        act(ledger)
    assert rows(ledger.path) == before


def test_a_month_is_named_as_it_was_given(ledger: yusuan.Ledger) -> None:
    with pytest.raises(ValueError, match="from 1 to 12, not 300"):
        ledger.plan_spending(LINE, {300: "1.00"})
    with pytest.raises(yusuan.RuleError, match="not a month: 13"):
        ledger.plan_spending(LINE, {13: "1.00"})
