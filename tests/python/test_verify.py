"""A ledger is verified from Python: what is wrong is a finding, and nobody waits for it."""

from __future__ import annotations

import itertools
import sqlite3
import threading
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

import yusuan
from python.book import LINE

if TYPE_CHECKING:
    from pathlib import Path

MARCH = date(2025, 3, 1)


def test_a_ledger_as_it_should_be_is_clean(ledger: yusuan.Ledger, path: Path) -> None:
    ledger.pay(LINE, "1.00", dated=MARCH, payee="甲")
    for verification in (
        ledger.verify(),
        ledger.verify(quick=True),
        yusuan.verify_file(path),
        yusuan.verify_file(path, quick=True),
    ):
        assert verification.is_clean
        assert verification.is_sound
        assert (len(verification.findings), verification.counts) == (0, {})
        assert (verification.error_count, verification.warning_count) == (0, 0)
        assert verification.head == ledger.head()
        assert verification.posting_count == ledger.head().posting_id
        assert verification.line_count == 4
    assert ledger.verify() == ledger.verify()
    lines = str(ledger.verify()).splitlines()
    assert (lines[0].endswith(": clean"), len(lines)) == (True, 2)
    assert ledger.verify()._repr_html_().startswith("<pre>")
    assert "findings" not in repr(ledger.verify())
    assert ledger.verify(quick=True).quick


def test_the_chain_goes_through_a_head_that_was_kept(ledger: yusuan.Ledger, path: Path) -> None:
    kept = ledger.head()
    ledger.pay(LINE, "1.00", dated=MARCH)
    assert ledger.verify(head=kept).is_clean
    assert yusuan.verify_file(path, head=str(kept)).is_clean
    forged = str(kept)[:-64] + "0" * 64
    (found,) = ledger.verify(head=forged).findings
    assert (found.token, found.row) == ("head_differs", str(kept.voucher_id))
    assert (found.expected, found.found) == (forged, str(kept))


def test_an_altered_file_is_verified_though_it_is_not_opened(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER line_spending_before_update_self")
        connection.execute("UPDATE line_spending SET paid_fen = paid_fen + 100 WHERE line_id = 1")
        connection.commit()
    verification = yusuan.verify_file(path)
    assert not verification.is_clean
    assert not verification.is_sound
    assert {"schema_altered", "balance_differs"} <= set(verification.counts)
    assert sum(verification.counts.values()) == len(verification.findings)
    found = next(one for one in verification.findings if one.token == "balance_differs")  # noqa: S105
    assert (found.severity, found.table, found.row) == ("error", "line_balance", "1")
    assert str(found).startswith("balance_differs: line_balance 1")
    assert found.to_dict()["token"] == "balance_differs"  # noqa: S105
    assert repr(found).startswith("Finding(token='balance_differs', severity='error', ")


def test_a_block_is_verified_as_it_stands(ledger: yusuan.Ledger) -> None:
    with ledger.transaction():
        ledger.pay(LINE, "1.00", dated=MARCH)
        assert ledger.verify().is_clean


@pytest.mark.usefixtures("_stubborn_threads")
def test_python_goes_on_during_a_verification(ledger: yusuan.Ledger) -> None:
    steps = []

    def verify() -> None:
        for _ in range(20):
            steps.append("begin")
            ledger.verify()
            steps.append("end")

    worker = threading.Thread(target=verify)
    worker.start()
    while worker.is_alive():
        steps.append("on")
        worker.join(0.001)
    assert ("begin", "on") in itertools.pairwise(steps)
