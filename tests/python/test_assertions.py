"""What others say a total stood at is recorded when it holds, and asked again ever after."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import yusuan
import yusuan_verify
from python.book import LINE, TRAINING, UNIT, rows

MARCH, APRIL = date(2025, 3, 31), date(2025, 4, 30)
FUND: Any = "unit_other_income"


def spend(ledger: yusuan.Ledger) -> None:
    ledger.pay(LINE, "100.00", dated=date(2025, 3, 5))
    ledger.pay(LINE, "50.00", dated=date(2025, 4, 5))
    ledger.receive(2025, unit=UNIT, fund=FUND, amount="70.00", dated=date(2025, 3, 6))
    ledger.to_surplus(TRAINING, "20.00", dated=date(2025, 4, 7))


def test_what_holds_is_recorded_and_asked_again(ledger: yusuan.Ledger) -> None:
    spend(ledger)
    say = {"on": MARCH, "source": "国库对账单"}
    ledger.assert_balance("100.00", total="paid", line=LINE, **say)  # type: ignore[arg-type]
    ledger.assert_balance("81780.00", total="available", line=LINE, **say)  # type: ignore[arg-type]
    ledger.assert_balance("150.00", total="paid", line=LINE, on=APRIL, source="国库")
    ledger.assert_balance(
        "70.00", total="money", year=2025, unit=UNIT, fund=FUND, on=MARCH, source="基本户"
    )
    ledger.assert_balance("0.00", total="stock", unit=UNIT, fund=FUND, on=MARCH, source="基本户")
    kept = ledger.assert_balance(
        amount_fen=2_000, total="stock", unit=UNIT, fund=FUND, on=APRIL, source="基本户", key="k"
    )
    assert ledger.verify().is_clean
    assert yusuan_verify.verify(Path(ledger.path))[1].counts == {}
    # A voucher that is back-dated behind two of them.
    ledger.pay(LINE, "1.00", dated=date(2025, 3, 30))
    found = ledger.verify().findings
    assert [(one.token, one.expected, one.found) for one in found] == [
        ("assertion_fails", "10000", "10100"),
        ("assertion_fails", "8178000", "8177900"),
        ("assertion_fails", "15000", "15100"),
    ]
    again = ledger.assert_balance(
        amount_fen=2_000, total="stock", unit=UNIT, fund=FUND, on=APRIL, source="基本户", key="k"
    )
    assert (again.is_repeated, again.hash) == (True, kept.hash)
    listed = [(one.book, one.total, one.dated, one.amount_fen) for one in ledger.assertions()]
    assert listed[3:] == [
        ("income", "money", MARCH, 7_000),
        ("surplus", "stock", MARCH, 0),
        ("surplus", "stock", APRIL, 2_000),
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"amount": "100.01", "total": "paid", "line": LINE}, "assertion_fails"),
        ({"amount": "1.00", "total": "paid_fen", "line": LINE}, "assertion_invalid"),
        ({"amount": "1.00", "total": "money", "line": LINE}, "assertion_invalid"),
        ({"amount": "1.00", "total": "unit", "unit": UNIT, "fund": FUND}, "assertion_invalid"),
        ({"amount": "100.00", "total": "paid", "line": LINE, "source": " "}, "assertion_invalid"),
        ({"amount": "1.00", "total": "paid"}, "assertion_row"),
        (
            {"amount": "1.00", "total": "stock", "unit": UNIT, "fund": "state_capital"},
            "surplus_unknown",
        ),
        (
            {
                "amount": "0.00",
                "total": "stock",
                "unit": UNIT,
                "fund": FUND,
                "on": date(2027, 1, 1),
            },
            "year_unknown",
        ),
        (
            {"amount": "0.00", "total": "paid", "line": LINE, "on": date(2024, 12, 31)},
            "year_unknown",
        ),
        (
            {"amount": "0.00", "total": "money", "unit": UNIT, "fund": FUND, "year": 2027},
            "year_unknown",
        ),
    ],
)
def test_what_does_not_hold_changes_nothing(
    ledger: yusuan.Ledger, said: dict[str, Any], code: str
) -> None:
    spend(ledger)
    before = rows(ledger.path)
    with pytest.raises(yusuan.LedgerError) as refused:
        ledger.assert_balance(**{"on": MARCH, "source": "国库", **said})
    assert refused.value.code == code
    assert rows(ledger.path) == before


def test_a_refusal_says_both_figures(ledger: yusuan.Ledger) -> None:
    spend(ledger)
    with pytest.raises(yusuan.RuleError, match=r"stood at 100\.00 on 2025-03-31, not at 99\.00: a"):
        ledger.assert_balance("99.00", total="paid", line=LINE, on=MARCH, source="国库")


def test_money_that_nothing_moved_is_zero_without_an_assertion(ledger: yusuan.Ledger) -> None:
    said: dict[str, Any] = {"total": "stock", "unit": UNIT, "fund": FUND, "source": "基本户"}
    for amount, hint in (("0.00", "needs no assertion"), ("7.00", "0.00 and not at 7.00")):
        with pytest.raises(yusuan.NotFoundError, match=r"the surplus \(结余\)") as refused:
            ledger.assert_balance(amount, on=MARCH, **said)
        assert refused.value.code == "surplus_unknown"
        assert hint in refused.value.hint
    spend(ledger)
    ledger.assert_balance("0.00", on=MARCH, **said)
