"""The explanatory part of a budget, and what units declare for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
from python.book import UNIT

if TYPE_CHECKING:
    from pathlib import Path

PROCUREMENT: dict[str, Any] = {
    "total": Decimal("21900.00"), "goods": "13000.00", "works": 0 * Decimal("1.00"),
    "services_fen": 890_000, "reserved_sme": "21900.00", "reserved_micro": "21900.00",
}  # fmt: skip
ASSETS: dict[str, Any] = {
    "as_of": date(2024, 12, 31), "house_area": "86.50", "house_value": "0.00",
    "vehicle_count": 1, "vehicle_value": "9.00",
    "vehicles": [{"kind": "special", "count": 1, "value": "9.00"}],
    "furniture_value": "0.00", "other_value": "0.00", "equipment_over_500k": 0,
    "equipment_over_1m": 0,
}  # fmt: skip


def test_a_declaration_comes_back_as_it_is_kept(ledger: yusuan.Ledger) -> None:
    receipt = ledger.declare(2025, unit=UNIT, procurement=PROCUREMENT, assets=ASSETS, key="1")
    assert ledger.declare(
        2025, unit=UNIT, procurement=PROCUREMENT, assets=ASSETS, key="1"
    ).is_repeated
    procurement, assets = ledger.declarations(2025)
    assert (procurement.kind, procurement.unit, procurement.voucher_id) == (
        "procurement",
        UNIT,
        receipt.voucher_id,
    )
    assert procurement.content["goods_fen"] == 1_300_000
    assert assets.content["house_area_hundredths"] == 8_650
    assert assets.content["as_of"] == "2024-12-31"
    narrative = ledger.narrative(2025)
    assert narrative.item("12.2.procurement").figure("goods").printed == "1.30"
    assert narrative.item("12.2.procurement").figure("goods").fen == 1_300_000
    assert narrative.item("12.3.house").figure("area_m2").number == 8_650
    assert "特种专业技术用车1辆" in narrative.item("12.3.vehicles.special").text
    tables = {table.id: table for table in ledger.declaration_tables(2025)}
    assert tables["budget-assets"].text("special", "quantity") == "1辆"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"goods": 13000}, "declaration_invalid"),
        ({"goods_fen": 1}, "declaration_invalid"),
        ({"wishes": "x"}, "declaration_invalid"),
        ({"total": "-1.00"}, "declaration_invalid"),
        ({"total": "1.001"}, "amount_subfen"),
        ({"total": 1.5}, "amount_invalid"),
        ({"total": True}, "declaration_invalid"),
        ({"total_fen": 2**70, "total": "1.00"}, "declaration_invalid"),
    ],
)
def test_what_is_no_declaration_is_refused(
    ledger: yusuan.Ledger, changes: dict[str, object], code: str
) -> None:
    before = ledger.head()
    with pytest.raises(yusuan.LedgerError) as refused:
        ledger.declare(2025, unit=UNIT, procurement={**PROCUREMENT, **changes})
    assert refused.value.code == code
    assert ledger.head() == before


def test_nothing_is_declared_for_a_year_that_is_closed(ledger: yusuan.Ledger) -> None:
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.declare(2031, unit=UNIT, procurement=PROCUREMENT)
    assert refused.value.code == "year_unknown"
    ledger.declare(2026, unit=UNIT, procurement=PROCUREMENT)
    ledger.receive(
        2025, unit=UNIT, fund="unit_other_income", amount="20000.00", dated=date(2025, 3, 1)
    )
    ledger.close(ledger.plan_close(2025))
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.declare(2025, unit=UNIT, procurement=PROCUREMENT)
    assert refused.value.code == "year_closed"


def test_files_and_dicts_say_the_same(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    texts, words = tmp_path / "reasons.csv", tmp_path / "words.toml"
    texts.write_text("key,id,text\n3.basic,reason,增资\n", encoding="utf-8")
    words.write_text("'3.basic' = '{reason}'\n", encoding="utf-8")
    by_file = ledger.narrative(2025, texts=texts, templates=words)
    by_dict = ledger.narrative(
        2025, texts={"3.basic": {"reason": "增资"}}, templates={"3.basic": "{reason}"}
    )
    assert by_file == by_dict
    assert by_file.item("3.basic").text == "增资"
    assert str(by_file).startswith(by_file.title)
    with pytest.raises(yusuan.NotFoundError):
        by_file.item("3.nothing")


def test_variants_are_words(ledger: yusuan.Ledger) -> None:
    assert ledger.narrative(2025, basis="exact", from_zero="dash").basis == "exact"
    with pytest.raises(yusuan.ArgumentError):
        ledger.narrative(2025, basis="guessed")  # type: ignore[arg-type]
    yuan = ledger.narrative(2025, currency_unit="yuan", thousands_separator=True)
    assert "," in (yuan.item("1.total").figure("amount").printed or "")
