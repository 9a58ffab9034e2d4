"""A ledger is verified from Python: what is wrong is a finding, and nobody waits for it."""

from __future__ import annotations

import itertools
import sqlite3
import sys
import threading
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

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
        assert (verification.findings, verification.counts) == ([], {})
        assert (verification.error_count, verification.warning_count) == (0, 0)
        assert verification.head == ledger.head()
        assert verification.posting_count == ledger.head().posting_id
        assert verification.line_count == 4
    assert ledger.verify() == ledger.verify()
    assert ledger.verify(quick=True).quick


def test_an_altered_file_is_verified_though_it_is_not_opened(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER line_balance_before_update_self")
        connection.execute("UPDATE line_balance SET paid_fen = paid_fen + 100 WHERE line_id = 1")
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


def test_what_a_foreign_program_wrote_is_a_warning(ledger: yusuan.Ledger, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO voucher (voucher_id, act, year, dated, first_posting_id, posting_count,"
            " record_count) SELECT voucher_id + 1, 'post', 2025, '2025-03-01',"
            " first_posting_id + posting_count, 1, 0 FROM newest_voucher"
        )
        connection.execute(
            "INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id)"
            " SELECT first_posting_id, voucher_id, 'pay', 100, 1 FROM newest_voucher"
        )
        connection.commit()
    verification = ledger.verify()
    assert verification.counts == {"chain_unsealed": 1}
    assert verification.is_sound
    assert not verification.is_clean
    ledger.seal_foreign(reason="导入程序直接写入")
    assert ledger.verify().is_clean
    assert ledger.verify().sealed_count == 1


def test_a_block_is_verified_as_it_stands(ledger: yusuan.Ledger) -> None:
    with ledger.transaction():
        ledger.pay(LINE, "1.00", dated=MARCH)
        assert ledger.verify().is_clean


def test_python_goes_on_during_a_verification(ledger: yusuan.Ledger) -> None:
    steps = []

    def verify() -> None:
        for _ in range(20):
            steps.append("begin")
            ledger.verify()
            steps.append("end")

    interval = sys.getswitchinterval()
    # From now on a thread goes on only when another lets go of Python's lock by itself.
    sys.setswitchinterval(1_000)
    try:
        worker = threading.Thread(target=verify)
        worker.start()
        while worker.is_alive():
            steps.append("on")
            worker.join(0.001)
    finally:
        sys.setswitchinterval(interval)
    assert ("begin", "on") in itertools.pairwise(steps)
