"""A name can be erased: the proof stays, and no byte of the file or its log still says it."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import yusuan
import yusuan_verify
from python.book import LINE

MARCH = date(2025, 3, 1)


def on_disk(path: Path) -> bytes:
    log = path.with_name(path.name + "-wal")
    return path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def test_what_is_erased_is_gone_and_the_rest_is_proven(ledger: yusuan.Ledger) -> None:
    drawn = random.Random(7)
    names = [f"姓名{number:04}" * drawn.choice([1, 3, 40, 900]) for number in range(120)]
    paid = [ledger.pay(LINE, "1.00", dated=MARCH, payee=name, memo=f"摘要{name}") for name in names]
    before = ledger.lines(2025), str(ledger.table("budget-01", year=2025))
    gone = drawn.sample(range(len(names)), 60)
    for at in gone:
        erased = ledger.erase_text(voucher=paid[at].voucher_id, memo="本人申请")
        assert erased.text_count == 2
        assert erased.is_log_emptied
    bytes_left = on_disk(ledger.path)
    assert [names[at][:6] for at in gone if names[at][:6].encode() in bytes_left] == []
    kept = set(range(len(names))) - set(gone)
    assert all(names[at].encode()[:18] in bytes_left for at in kept)
    assert (ledger.lines(2025), str(ledger.table("budget-01", year=2025))) == before
    assert ledger.verify().is_clean
    assert yusuan_verify.verify(Path(ledger.path))[1].counts == {}


def test_one_field_goes_and_the_others_stay(ledger: yusuan.Ledger) -> None:
    paid = ledger.pay(LINE, "1.00", dated=MARCH, payee="王小明", memo="差旅")
    ledger.erase_text(posting=paid.first_posting_id, field="payee", key="e")
    assert ledger.erase_text(posting=paid.first_posting_id, field="payee", key="e").receipt == (
        ledger.erase_text(posting=paid.first_posting_id, field="payee", key="e").receipt
    )
    with pytest.raises(yusuan.NotFoundError) as refused:
        ledger.erase_text(posting=paid.first_posting_id)
    assert refused.value.code == "text_unknown"
    assert ledger.erase_text(voucher=paid.voucher_id, field="memo").text_count == 1
    assert ledger.verify().is_clean


def test_within_a_transaction_the_log_is_emptied_later(ledger: yusuan.Ledger) -> None:
    paid = ledger.pay(LINE, "1.00", dated=MARCH, payee="王小明")
    with ledger.transaction():
        assert not ledger.erase_text(voucher=paid.voucher_id).is_log_emptied
    ledger.disconnect()
    assert "王小明".encode() not in on_disk(Path(ledger.path))


@pytest.mark.parametrize("places", [{}, {"voucher": 1, "posting": 1}])
def test_one_place_is_named(ledger: yusuan.Ledger, places: Any) -> None:
    with pytest.raises(yusuan.UsageError):
        ledger.erase_text(**places)
