"""Several acts are one, and threads share a ledger without sharing each other's transactions."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import yusuan
from python.book import LINE, TRAVEL, key, rows

if TYPE_CHECKING:
    from pathlib import Path

MARCH = date(2025, 3, 1)


# Another program that holds the file until it is told to end.
FOREIGN = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("begun", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


class Halt(Exception):  # noqa: N818  # it stops a block and is no error
    """Leaves a block."""


def test_a_block_is_kept(ledger: yusuan.Ledger) -> None:
    with ledger.transaction() as same:
        assert same is ledger
        ledger.pay(LINE, "1.00", dated=MARCH)
        ledger.pay(TRAVEL, "2.00", dated=MARCH)
    assert (ledger.balance(LINE).paid, ledger.balance(TRAVEL).paid) == (Decimal(1), Decimal(2))


def test_an_exception_undoes_a_block(ledger: yusuan.Ledger, path: Path) -> None:
    before = rows(path)
    with pytest.raises(Halt), ledger.transaction():
        ledger.pay(LINE, "1.00", dated=MARCH)
        ledger.add_unit("就业服务中心", kind="institution")
        raise Halt
    assert rows(path) == before


def test_a_refused_act_undoes_itself_alone(ledger: yusuan.Ledger) -> None:
    with ledger.transaction():
        ledger.pay(LINE, "1.00", dated=MARCH)
        with pytest.raises(yusuan.RuleError):
            ledger.pay(LINE, "90000.00", dated=MARCH)
    assert ledger.balance(LINE).paid == Decimal(1)


def test_an_inner_block_is_undone_alone(ledger: yusuan.Ledger) -> None:
    with ledger.transaction():
        ledger.pay(LINE, "1.00", dated=MARCH)
        with pytest.raises(Halt), ledger.transaction():
            ledger.pay(LINE, "2.00", dated=MARCH)
            raise Halt
        with ledger.transaction():
            ledger.pay(LINE, "4.00", dated=MARCH)
    assert ledger.balance(LINE).paid == Decimal(5)


def test_a_line_outlives_the_number_that_was_rolled_back(ledger: yusuan.Ledger) -> None:
    new, other = key(2025, "30202"), key(2025, "30207")
    with pytest.raises(Halt), ledger.transaction():
        ledger.supplement(new, "5.00", dated=MARCH, document="1号")
        line = ledger.line(**new.to_dict())
        raise Halt
    ledger.supplement(other, "5.00", dated=MARCH, document="2号")
    assert ledger.line(**other.to_dict()).id == line.id
    with pytest.raises(yusuan.NotFoundError):
        ledger.pay(line, "5.00", dated=MARCH)


def test_a_transaction_is_used_in_order(ledger: yusuan.Ledger) -> None:
    block = ledger.transaction()
    with block:
        with pytest.raises(yusuan.UsageError) as refused:
            block.__enter__()
        assert refused.value.code == "transaction_order"
    outer, inner = ledger.transaction(), ledger.transaction()
    outer.__enter__()
    inner.__enter__()
    with pytest.raises(yusuan.UsageError) as refused:
        outer.__exit__(None, None, None)
    assert refused.value.code == "transaction_order"
    inner.__exit__(None, None, None)
    ledger.disconnect()


def test_disconnecting_undoes_an_open_block(ledger: yusuan.Ledger, path: Path) -> None:
    before = rows(path)
    with pytest.raises(yusuan.UsageError) as refused, ledger.transaction():
        ledger.pay(LINE, "1.00", dated=MARCH)
        ledger.disconnect()
    assert refused.value.code == "transaction_lost"
    assert rows(path) == before
    with pytest.raises(yusuan.UsageError) as refused:
        ledger.units()
    assert refused.value.code == "ledger_disconnected"
    ledger.disconnect()


def test_threads_never_overspend_a_line(ledger: yusuan.Ledger, path: Path) -> None:
    start = threading.Barrier(8)

    def spend(worker: int) -> int:
        start.wait()
        paid = 0
        for number in range(20):
            with contextlib.suppress(yusuan.RuleError):
                ledger.pay(LINE, "1000.00", dated=MARCH, key=f"{worker}-{number}")
                paid += 1
        return paid

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(spend, range(8))) == 81
    assert ledger.balance(LINE).available == Decimal("880.00")
    with yusuan.Ledger.open(path, read_only=True) as other:
        assert other.balance(LINE) == ledger.balance(LINE)


def test_two_objects_on_one_file_never_overspend(ledger: yusuan.Ledger, path: Path) -> None:
    def spend(shared: yusuan.Ledger) -> int:
        paid = 0
        while True:
            try:
                shared.pay(LINE, "8188.00", dated=MARCH)
            except yusuan.RuleError:
                return paid
            paid += 1

    with yusuan.Ledger.open(path) as other, ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(spend, [ledger, other, ledger, other])) == 10
    assert ledger.balance(LINE).available == 0


@pytest.mark.usefixtures("_stubborn_threads")
def test_python_goes_on_while_an_act_waits(ledger: yusuan.Ledger, path: Path) -> None:
    command = [sys.executable, "-c", FOREIGN, str(path)]
    foreign = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert foreign.stdout
    assert foreign.stdout.readline() == "begun\n"
    started = threading.Event()

    def pay() -> yusuan.Receipt:
        started.set()
        return ledger.pay(LINE, "1.00", dated=MARCH)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(pay)
        started.wait()
        # Did the waiting act hold Python's lock, this line would come after it had given up.
        foreign.communicate("end\n")
        assert waiting.result().posting_count == 1


def test_another_thread_waits_for_the_end_of_a_block(ledger: yusuan.Ledger) -> None:
    with ThreadPoolExecutor(1) as pool:
        with ledger.transaction():
            ledger.pay(LINE, "81880.00", dated=MARCH)
            seen = pool.submit(lambda: ledger.balance(LINE).paid)
        assert seen.result() == Decimal(81880)


def test_waiting_ends(ledger: yusuan.Ledger, path: Path) -> None:
    def act(shared: yusuan.Ledger) -> yusuan.LedgerError:
        with pytest.raises(yusuan.BusyError) as refused:
            shared.pay(LINE, "1.00", dated=MARCH)
        return refused.value

    with yusuan.Ledger.open(path) as other, ThreadPoolExecutor(2) as pool, ledger.transaction():
        ledger.pay(LINE, "1.00", dated=MARCH)
        errors = list(pool.map(act, [ledger, other]))
    assert [(error.code, error.retryable) for error in errors] == [("busy", True)] * 2
    assert ledger.balance(LINE).paid == Decimal(1)


def test_a_block_ends_in_the_thread_that_began_it(ledger: yusuan.Ledger) -> None:
    block = ledger.transaction()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(block.__enter__).result()
        with pytest.raises(yusuan.UsageError) as refused:
            block.__exit__(None, None, None)
        assert refused.value.code == "transaction_elsewhere"
        pool.submit(block.__exit__, None, None, None).result()
    assert ledger.units()
