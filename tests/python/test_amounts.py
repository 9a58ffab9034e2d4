"""Money comes in exactly or not at all, and goes out as it came in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
from python.book import LINE, NEXT, rows

if TYPE_CHECKING:
    from pathlib import Path

MARCH = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("amount", "fen"),
    [
        (Decimal("1234.5"), 123_450),
        (Decimal("1E+2"), 10_000),
        (Decimal("1.230000000000000000000000000000"), 123),
        (Decimal("0.01"), 1),
        (Decimal(7), 700),
        (Decimal("10000000000000.00"), 10**15),
        ("1234.5", 123_450),
        ("1,234,567.89", 123_456_789),
        ("１２３４．５０", 123_450),
        (" 12\u3000", 1_200),
    ],
)
def test_an_amount_is_taken_exactly(ledger: yusuan.Ledger, amount: Decimal | str, fen: int) -> None:
    ledger.draft(NEXT, amount)
    (draft,) = ledger.drafts(2026)
    assert draft.amount_fen == fen
    assert draft.amount == Decimal(fen).scaleb(-2)
    assert str(draft.amount).partition(".")[2] == str(draft.amount)[-2:]


def test_fen_are_taken_as_they_are(ledger: yusuan.Ledger) -> None:
    ledger.draft(NEXT, amount_fen=123_456)
    assert ledger.drafts(2026)[0].amount == Decimal("1234.56")


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("", "amount_invalid"),
        ("much", "amount_invalid"),
        ("+1.00", "amount_invalid"),
        ("￥1.00", "amount_invalid"),
        ("1_000.00", "amount_invalid"),
        ("1e5", "amount_invalid"),
        ("12,34.00", "amount_invalid"),
        ("1.230", "amount_subfen"),
        ("0.00", "amount_not_positive"),
        ("-1.00", "amount_not_positive"),
        ("10000000000000.01", "amount_out_of_range"),
        (Decimal("NaN"), "amount_invalid"),
        (Decimal("sNaN"), "amount_invalid"),
        (Decimal("Infinity"), "amount_invalid"),
        (Decimal("1.231"), "amount_subfen"),
        (Decimal("1E-1000000"), "amount_subfen"),
        (Decimal(0), "amount_not_positive"),
        (Decimal("0E+1000000"), "amount_not_positive"),
        (Decimal("-0.01"), "amount_not_positive"),
        (Decimal("1E+1000000"), "amount_out_of_range"),
        (Decimal("10000000000000.01"), "amount_out_of_range"),
    ],
)
def test_what_is_no_amount_is_refused(
    ledger: yusuan.Ledger, path: Path, amount: Decimal | str, code: str
) -> None:
    before = rows(path)
    with pytest.raises(yusuan.AmountError) as refused:
        ledger.pay(LINE, amount, dated=MARCH)
    assert refused.value.code == code
    assert refused.value.hint
    assert isinstance(refused.value, ValueError)
    assert rows(path) == before


@pytest.mark.parametrize(
    ("amount", "message", "hint"),
    [
        (
            1234.5,
            "float 1234.5 is not exact",
            'pass Decimal("1234.5"), "1234.50" or amount_fen=123450',
        ),
        (
            1234,
            "int 1234 could be yuan or fen",
            'pass Decimal("1234"), "1234.00" or amount_fen=123400',
        ),
        (
            0.125,
            "float 0.125 is not exact",
            "pass a Decimal or text in yuan, or amount_fen in whole fen",
        ),
        (
            float("inf"),
            "float inf is not exact",
            "pass a Decimal or text in yuan, or amount_fen in whole fen",
        ),
        (True, "bool True is not an amount", None),
        (b"12.00", "bytes is not an amount", None),
        (["12.00"], "list is not an amount", None),
    ],
)
def test_what_is_not_exact_is_refused_with_what_to_pass(
    ledger: yusuan.Ledger, path: Path, amount: Any, message: str, hint: str | None
) -> None:
    before = rows(path)
    with pytest.raises(yusuan.AmountTypeError) as refused:
        ledger.pay(LINE, amount, dated=MARCH)
    assert (refused.value.code, refused.value.message) == ("amount_invalid", message)
    assert hint is None or refused.value.hint == hint
    assert isinstance(refused.value, TypeError)
    assert rows(path) == before


@pytest.mark.parametrize("fen", [123_450.0, True, "123450", Decimal(123_450)])
def test_fen_are_an_int(ledger: yusuan.Ledger, fen: Any) -> None:
    with pytest.raises(yusuan.AmountTypeError, match="amount_fen is not an int"):
        ledger.pay(LINE, amount_fen=fen, dated=MARCH)


@pytest.mark.parametrize(
    ("fen", "code"),
    [
        (0, "amount_not_positive"),
        (-1, "amount_not_positive"),
        (10**15 + 1, "amount_out_of_range"),
        (2**63, "amount_out_of_range"),
        (-(2**200), "amount_out_of_range"),
    ],
)
def test_fen_have_bounds(ledger: yusuan.Ledger, fen: int, code: str) -> None:
    with pytest.raises(yusuan.AmountError) as refused:
        ledger.pay(LINE, amount_fen=fen, dated=MARCH)
    assert refused.value.code == code


def test_an_act_has_one_amount(ledger: yusuan.Ledger) -> None:
    with pytest.raises(yusuan.AmountTypeError, match="the act has no amounts"):
        ledger.pay(LINE, dated=MARCH)
    with pytest.raises(yusuan.AmountTypeError, match="the act has two amounts"):
        ledger.pay(LINE, "1.00", amount_fen=100, dated=MARCH)


def test_amounts_come_out_as_decimals_and_as_fen(ledger: yusuan.Ledger) -> None:
    ledger.pay(LINE, "0.10", dated=MARCH)
    balance = ledger.balance(LINE)
    assert (balance.paid, balance.paid_fen) == (Decimal("0.10"), 10)
    assert (balance.available, balance.available_fen) == (Decimal("81879.90"), 8_187_990)
    assert all(type(amount) is int for amount in balance.to_dict().values())


def test_a_split_gives_out_every_fen() -> None:
    assert yusuan.split("1.00", parts=3) == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]
    assert yusuan.split(amount_fen=-5, weights=[0, 1, 1]) == [
        Decimal("0.00"),
        Decimal("-0.03"),
        Decimal("-0.02"),
    ]
    months = yusuan.split(Decimal(10_000), parts=12)
    assert sum(months) == 10_000
    assert max(months) - min(months) == Decimal("0.01")


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ({"parts": 0}, yusuan.AmountError),
        ({"parts": 10**12}, yusuan.AmountError),
        ({"weights": []}, yusuan.AmountError),
        ({"weights": [0, 0]}, yusuan.AmountError),
        ({"weights": [1, -1]}, yusuan.AmountError),
        ({"parts": 2, "weights": [1]}, yusuan.UsageError),
        ({}, yusuan.UsageError),
    ],
)
def test_a_split_needs_something_to_split_by(how: Any, error: type[yusuan.LedgerError]) -> None:
    with pytest.raises(error) as refused:
        yusuan.split("1.00", **how)
    assert refused.value.code == "split_invalid"


def test_a_weight_is_no_float() -> None:
    weights: Any = [0.5, 0.5]
    with pytest.raises(yusuan.AmountTypeError):
        yusuan.split("1.00", weights=weights)
