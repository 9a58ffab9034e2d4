"""Readers beside a writer, forked processes, and values that travel between processes."""

from __future__ import annotations

import copy
import multiprocessing
import os
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

import yusuan
from python.book import AMOUNTS, LINE, TRAVEL, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARCH = date(2025, 3, 1)
FORKS = hasattr(os, "fork")


def in_a_fork(work: Callable[[], str]) -> str:
    """Run work in a forked process; return what it returns."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = work()
        except BaseException as error:  # noqa: BLE001  # the parent is told, whatever it is
            said = f"{type(error).__name__}: {error}"
        os.write(into, said.encode())
        # As multiprocessing ends its processes: nothing of the parent's is run a second time.
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


def refused(work: Callable[[], object]) -> str:
    try:
        work()
    except yusuan.UsageError as error:
        return error.code
    return "done"


def test_readers_go_on_beside_a_writer(ledger: yusuan.Ledger, path: Path) -> None:
    def read(_: int) -> list[int]:
        with yusuan.Ledger.open(path, read_only=True) as reader:
            return [reader.balance(LINE).paid_fen for _ in range(20)]

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read, number) for number in range(3)]
        for number in range(20):
            ledger.pay(LINE, "1.00", dated=MARCH, key=str(number))
        for reader in readers:
            seen = reader.result()
            assert seen == sorted(seen)
            assert {paid % 100 for paid in seen} == {0}
    # A reader sees the file as it is while a transaction is open elsewhere, and waits for nobody.
    with ledger.transaction():
        ledger.pay(LINE, "1.00", dated=MARCH)
        with yusuan.Ledger.open(path, read_only=True, wait_seconds=0) as other:
            assert other.balance(LINE).paid_fen == 2_000


def pay_in_a_process(path: Path, worker: int) -> int:
    with yusuan.Ledger.open(path, wait_seconds=60) as ledger:
        for number in range(10):
            ledger.pay(LINE, "1.00", dated=MARCH, key=f"{worker}-{number}")
        return os.getpid()


def test_processes_write_in_turn(path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as pool:
        processes = list(pool.map(pay_in_a_process, [path] * 4, range(4)))
    assert os.getpid() not in processes
    with yusuan.Ledger.open(path, read_only=True) as ledger:
        assert ledger.balance(LINE).paid_fen == 4_000
        assert ledger.verify().is_clean


@pytest.mark.skipif(not FORKS, reason="there is no fork here")
def test_a_forked_ledger_is_refused_and_harms_nobody(ledger: yusuan.Ledger, path: Path) -> None:
    ledger.pay(LINE, "1.00", dated=MARCH)

    def use() -> str:
        codes = [
            refused(ledger.head),
            refused(lambda: ledger.pay(LINE, "1.00", dated=MARCH)),
            refused(ledger.transaction().__enter__),
            refused(lambda: yusuan.Ledger.open(path)),
            refused(lambda: yusuan.Ledger.open(path, read_only=True)),
            refused(lambda: yusuan.verify_file(path)),
            refused(lambda: yusuan.connect_read_only(path)),
            # Leaving a block of the parent's lets go of nothing.
            refused(ledger.disconnect),
            refused(ledger.head),
        ]
        return " ".join(codes)

    said = in_a_fork(use).split()
    assert said == ["ledger_forked"] * 3 + ["file_open_before_fork"] * 4 + ["done", "ledger_forked"]
    ledger.pay(LINE, "1.00", dated=MARCH)
    assert ledger.balance(LINE).paid_fen == 200
    assert ledger.verify().is_clean


@pytest.mark.skipif(not FORKS, reason="there is no fork here")
def test_a_fork_within_a_transaction_takes_nothing_along(ledger: yusuan.Ledger, path: Path) -> None:
    with ledger.transaction():
        ledger.pay(LINE, "1.00", dated=MARCH)
        assert in_a_fork(lambda: refused(ledger.head)) == "ledger_forked"
        ledger.pay(LINE, "1.00", dated=MARCH)
    with yusuan.Ledger.open(path, read_only=True) as other:
        assert other.balance(LINE).paid_fen == 200


@pytest.mark.skipif(not FORKS, reason="there is no fork here")
def test_dropping_a_forked_ledger_leaves_the_log_alone(path: Path) -> None:
    held = [yusuan.Ledger.open(path)]
    held[0].pay(LINE, "1.00", dated=MARCH)
    log = path.with_name("county.db-wal")
    size = log.stat().st_size
    assert size > 0

    def drop() -> str:
        held.clear()
        return "dropped"

    assert in_a_fork(drop) == "dropped"
    assert log.stat().st_size == size
    held[0].pay(LINE, "1.00", dated=MARCH)
    held[0].disconnect()
    with yusuan.Ledger.open(path, read_only=True) as other:
        assert other.balance(LINE).paid_fen == 200


@pytest.mark.skipif(not FORKS, reason="there is no fork here")
def test_a_file_that_was_let_go_of_is_opened_after_a_fork(path: Path) -> None:
    yusuan.Ledger.open(path).disconnect()

    def pay() -> str:
        with yusuan.Ledger.open(path) as ledger:
            return str(ledger.pay(LINE, "1.00", dated=MARCH).posting_count)

    assert in_a_fork(pay) == "1"
    with yusuan.Ledger.open(path, read_only=True) as other:
        assert other.balance(LINE).paid_fen == 100


def test_a_ledger_is_neither_pickled_nor_copied(ledger: yusuan.Ledger, path: Path) -> None:
    asks: list[Callable[[object], object]] = [pickle.dumps, copy.copy, copy.deepcopy]
    for ask in asks:
        with pytest.raises(TypeError, match="hand over its path") as error:
            ask(ledger)
        assert str(path) in str(error.value)


def lines_in_a_process(path: Path) -> tuple[list[yusuan.LineReport], yusuan.Rows[yusuan.Unit]]:
    with yusuan.Ledger.open(path, read_only=True) as ledger:
        return list(ledger.lines(2025)), ledger.units()


def fail_in_a_process(path: Path, line: yusuan.LineKey) -> None:
    with yusuan.Ledger.open(path) as ledger:
        ledger.pay(line, "999999.00", dated=MARCH)


def test_results_and_refusals_travel_between_processes(ledger: yusuan.Ledger, path: Path) -> None:
    before = rows(path)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        lines, units = pool.submit(lines_in_a_process, path).result()
        with pytest.raises(yusuan.RuleError) as refusal:
            pool.submit(fail_in_a_process, path, TRAVEL).result()
    assert lines == ledger.lines(2025)
    assert {report.line.key for report in lines} == set(AMOUNTS)
    assert units == ledger.units()
    assert units.frame().columns == ledger.units().frame().columns
    assert (refusal.value.code, refusal.value.shortfall_fen) == ("available_exceeded", 98_999_900)
    assert rows(path) == before
