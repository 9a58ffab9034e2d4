"""What a type checker makes of a program: mypy and pyright read this file, pytest runs it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, assert_type

import pytest

import yusuan
from python.book import LINE, UNIT
from yusuan.words import Fund, Kind, Stage, Watcher, YearState

MARCH = date(2025, 3, 1)


def test_a_verb_returns_what_its_signature_says(ledger: yusuan.Ledger) -> None:
    receipt = ledger.pay(LINE, "1.00", dated=MARCH)
    assert_type(receipt, yusuan.Receipt)
    assert_type(receipt.voucher_id, int)
    assert_type(receipt.hash, str | None)
    assert_type(ledger.balance(LINE).available, Decimal)
    assert_type(ledger.balance(LINE).available_fen, int)
    assert_type(ledger.head(), yusuan.Head)
    assert_type(ledger.verify().is_clean, bool)
    assert_type(ledger.path, Path)


def test_several_are_rows_of_their_class(ledger: yusuan.Ledger) -> None:
    lines = ledger.lines(2025)
    assert_type(lines, yusuan.Rows[yusuan.LineReport])
    assert_type(lines[0], yusuan.LineReport)
    assert_type(lines[:1], yusuan.Rows[yusuan.LineReport])
    assert_type([line.line.key for line in lines], list[yusuan.LineKey])
    assert_type(lines + lines, yusuan.Rows[yusuan.LineReport])
    assert_type(lines.frame(names="zh", money="yuan"), yusuan.Frame)


def test_words_are_closed_lists(ledger: yusuan.Ledger) -> None:
    assert_type(LINE.fund, Fund)
    assert_type(LINE.kind, Kind)
    assert_type(ledger.years()[0].state, YearState)
    kind: Literal["institution"] = "institution"
    ledger.add_unit("甲", kind=kind)
    with pytest.raises(yusuan.ArgumentError):
        ledger.add_unit("乙", kind="school")  # type: ignore[arg-type]  # no such word
    with pytest.raises(yusuan.AmountTypeError):
        ledger.pay(LINE, 1.5, dated=MARCH)  # type: ignore[arg-type]  # a float is no amount
    with pytest.raises(TypeError):
        ledger.pay(LINE, "1.00", MARCH)  # type: ignore[arg-type, call-arg]  # by keyword alone


def test_a_block_is_the_ledger(ledger: yusuan.Ledger) -> None:
    with ledger.transaction() as same:
        assert_type(same, yusuan.Ledger)
    with yusuan.Ledger.open(ledger.path, read_only=True, wait_seconds=1) as other:
        assert_type(other, yusuan.Ledger)


def test_progress_is_told_to_a_callable(ledger: yusuan.Ledger) -> None:
    stages: list[Stage] = []

    def told(progress: yusuan.Progress) -> None:
        assert_type(progress.stage, Stage)
        assert_type(progress.done, int)
        assert_type(progress.total, int | None)
        stages.append(progress.stage)

    ledger.progress = told
    assert ledger.progress is told
    watcher: Watcher = yusuan.ProgressBar()
    ledger.progress = watcher
    ledger.progress = None
    assert yusuan.verify_file(ledger.path, progress=told).is_clean
    assert stages


def test_refusals_have_typed_fields(ledger: yusuan.Ledger) -> None:
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.pay(LINE, "999999.00", dated=MARCH, memo=UNIT)
    assert_type(refused.value, yusuan.RuleError)
    assert_type(refused.value.shortfall_fen, int | None)
    assert_type(refused.value.code, str)
