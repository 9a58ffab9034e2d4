"""What compares yusuan with its peers counts nothing that a peer answered wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benches.peers import journals, plain_sqlite
from benches.peers.county import BUDGET_FEN, LINES
from benches.peers.databases import LIST
from benches.peers.peer import (
    AbsentError,
    Peer,
    answer_in_fen,
    answer_in_yuan,
    asking,
    fen,
)
from benches.peers.process import Taken, TooLongError, run
from benches.peers.report import Figures, seconds
from benches.peers.text_ledgers import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAYMENTS = "1,150,2025-02-01,a\n2,1,2025-02-02,b\n1,50,2025-02-03,c\n"


@pytest.fixture
def payments(tmp_path: Path) -> Path:
    file = tmp_path / "payments.csv"
    file.write_text(PAYMENTS, "ascii")
    return file


def a_peer(name: str, beside: str | None = LIST) -> Peer:
    task = asking("nothing")
    tasks = dict.fromkeys(("record", "balances"), task)
    return Peer(name, "1.0", lambda _books, _file: None, tasks, answer_in_fen, beside)


@pytest.mark.parametrize(
    ("yuan", "whole"), [("1.50 CNY", 150), ("0", 0), ("", 0), ("10000000000.00 CNY", BUDGET_FEN)]
)
def test_an_amount_of_a_text_ledger_is_exact(yuan: str, whole: int) -> None:
    assert fen(yuan) == whole
    assert answer_in_yuan([("Expenses:Line0007", yuan, None)]) == {7: (whole, None)}


def test_only_lines_are_answers() -> None:
    rows = [("Expenses", "2.01 CNY", "5.00 CNY"), ("Expenses:Line0001", "2.00 CNY", "5.00 CNY")]
    assert answer_in_yuan([(*row[:2], row[2]) for row in rows]) == {1: (200, 500)}


@pytest.mark.parametrize(
    ("task", "printed"),
    [
        ("balances", "1,199\n2,1\n"),
        ("balances", "1,200\n"),
        ("budget", f"1,200,{BUDGET_FEN}\n2,1,{BUDGET_FEN + 1}\n3,0,{BUDGET_FEN}\n"),
        ("budget", f"1,200,{BUDGET_FEN}\n2,1\n3,0,{BUDGET_FEN}\n"),
        ("budget", f"1,200,{BUDGET_FEN}\n2,1,{BUDGET_FEN}\n"),
    ],
)
def test_a_wrong_answer_counts_nothing(task: str, printed: str) -> None:
    with pytest.raises(RuntimeError, match=task):
        a_peer("wrong").check_answer(task, printed, {1: 200, 2: 1, 3: 0})


def test_a_line_that_paid_nothing_has_a_budget_only() -> None:
    paid_fen = {1: 200, 2: 1, 3: 0}
    a_peer("right").check_answer("balances", "2,1\n1,200\n", paid_fen)
    budget = f"1,200,{BUDGET_FEN},7\n2,1,{BUDGET_FEN},7\n3,0,{BUDGET_FEN},7\n"
    a_peer("right").check_answer("budget", budget, paid_fen)


@pytest.mark.parametrize(
    ("write", "entry"),
    [
        (journals.write_hledger, "2025-02-03 (c) payment\n    Expenses:Line0001  0.50 CNY\n"),
        (journals.write_ledger, "2025-02-03 (c) payment\n    Expenses:Line0001  0.50 CNY\n"),
        (journals.write_beancount, '2025-02-03 * "payment" ^c\n  Expenses:Line0001  0.50 CNY\n'),
    ],
)
def test_a_journal_has_all_payments_and_budgets(
    write: Callable[[Path, Path], None], entry: str, payments: Path, tmp_path: Path
) -> None:
    write(payments, tmp_path / "journal")
    journal = (tmp_path / "journal").read_text("ascii")
    assert entry in journal
    assert journal.count("payment") == PAYMENTS.count("\n")
    assert journal.count(journals.yuan(BUDGET_FEN)) == LINES


@pytest.mark.parametrize("way", ["bulk", "checked", "each"])
def test_every_way_of_python_keeps_the_same_books(way: str, payments: Path, tmp_path: Path) -> None:
    books = plain_sqlite.connect(str(tmp_path / "plain.db"))
    plain_sqlite.make(books)
    plain_sqlite.record(books, way, str(payments))
    plain_sqlite.check(books, way)
    readings = plain_sqlite.ADDED_UP if way == "bulk" else plain_sqlite.COUNTED
    peer, paid_fen = a_peer(way), journals.paid_fen(payments)
    for task, sql in readings.items():
        peer.check_answer(task, plain_sqlite.read(books, sql), paid_fen)
    books.execute("UPDATE payment SET amount_fen = ? WHERE payment_id = 1", (BUDGET_FEN + 1,))
    with pytest.raises(SystemExit):
        plain_sqlite.check(books, way)
    with pytest.raises(SystemExit):
        plain_sqlite.pay(books, (1, BUDGET_FEN + 1, "2025-02-04", "d"))
    books.close()


def test_a_process_tells_what_it_took(tmp_path: Path) -> None:
    script = "import sys; print('1,2'); print(0.25, file=sys.stderr)"
    taken, printed = run([sys.executable, "-c", script], tmp_path, limit_seconds=60)
    assert (printed, taken.again_seconds) == ("1,2\n", 0.25)
    assert taken.seconds > 0
    assert taken.peak_mib > 1


def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such journal"):
        run([sys.executable, "-c", "raise SystemExit('no such journal')"], tmp_path, 60)


def test_a_process_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(TooLongError):
        run([sys.executable, "-c", "import time; time.sleep(600)"], tmp_path, 0.01)


def test_an_absent_peer_is_named() -> None:
    with pytest.raises(AbsentError, match=r"no-such-ledger is absent: apt-get install"):
        find("no-such-ledger")


def test_the_table_says_who_is_faster() -> None:
    ours, slow, fast = a_peer(LIST, None), a_peer("slow"), a_peer("fast")
    figures = Figures([ours, slow, fast], [1_000, 2_000])
    for peer, readings in ((ours, (1.0, 1.2)), (slow, (3.0, 3.6)), (fast, (0.5, 0.6))):
        for reading in readings:
            figures.add(peer, "record", 1_000, Taken(reading, 0.1, 20.0))
    rows = [row.split("|")[1:-1] for row in figures.table().splitlines()]
    cells = {(row[0].strip(), row[1].strip()): [cell.strip() for cell in row[2:]] for row in rows}
    assert cells["record", LIST] == ["917 /s (833 /s–1,000 /s)", "–"]
    assert cells["record", "slow"] == ["306 /s (278 /s–333 /s), 3.00 ×", "–"]
    assert cells["record", "fast"] == ["1,833 /s (1,667 /s–2,000 /s), **0.50 ×**", "–"]
    assert cells["peak memory, recording", "fast"] == ["20 MiB", "–"]
    assert not any(task == "balances" for task, _ in cells)


def test_times_are_readable() -> None:
    assert [seconds(value) for value in (0.000_36, 0.0999, 0.1, 12.345)] == [
        "0.36 ms",
        "99.90 ms",
        "0.10 s",
        "12.35 s",
    ]
