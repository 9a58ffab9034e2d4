"""The command on a terminal: a bar, and Ctrl-C, which leaves the file as it was."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import sysconfig
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import yusuan

pty = pytest.importorskip("pty", reason="a terminal of its own is a matter of Unix")
termios = pytest.importorskip("termios", reason="likewise")

SCRIPT = Path(sysconfig.get_path("scripts"), "yusuan")
UNIT = "第一中学"
MANY = 10_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a ledger with one line, and a long list of payments beside it."""
    path = tmp_path / "county.db"
    with yusuan.Ledger.create(path) as ledger:
        ledger.add_unit(UNIT, kind="institution")
        ledger.prepare_year(2025)
        key = yusuan.LineKey(
            year=2025,
            unit=UNIT,
            fund="general_public",
            functional_code="2080109",
            economic_code="30201",
            kind="basic_public",
        )
        ledger.draft(key, "1000000.00")
        ledger.approve(2025, document="批复", dated=date(2025, 2, 1))
    rows = "".join(f"pay,1,1.00,2025-03-01,甲,{number}\n" for number in range(MANY))
    text = f"event,line,amount,dated,payee,key\n{rows}"
    (tmp_path / "payments.csv").write_text(text, encoding="utf-8")
    return path


class Terminal:
    """A command whose talk goes to a terminal, and its data to a pipe."""

    def __init__(self, *words: str) -> None:
        self.screen, end = pty.openpty()
        termios.tcsetwinsize(end, (25, 80))
        self.seen = b""
        self.process = subprocess.Popen(
            [SCRIPT, *words],
            stdout=subprocess.PIPE,
            stderr=end,
            env={**os.environ, "TERM": "xterm"},
        )
        os.close(end)

    def read(self) -> bool:
        """Read what is there, or wait for more; return whether there will be more."""
        try:
            some = os.read(self.screen, 4096)
        except OSError:  # nobody has the terminal open any more
            some = b""
        self.seen += some
        return bool(some)

    def wait_for(self, words: str) -> None:
        while words.encode() not in self.seen:
            assert self.read(), self.seen.decode()

    def end(self) -> tuple[int, bytes]:
        """Return exit code and data."""
        while self.read():
            pass
        os.close(self.screen)
        assert self.process.stdout is not None
        with self.process.stdout as data:
            said = data.read()
        return self.process.wait(), said


def vouchers(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM voucher").fetchone()
    assert isinstance(count, int)
    return count


def posting(path: Path) -> Terminal:
    words = ["post", str(path), str(path.with_name("payments.csv")), "--each"]
    return Terminal(*words)


def test_a_bar_is_shown_and_goes_away(path: Path) -> None:
    terminal = posting(path)
    terminal.wait_for("读入 rows")
    code, data = terminal.end()
    assert code == 0
    assert data.decode().startswith(f"{MANY} vouchers, 0 of them")
    assert f"/{MANY:,}".encode() in terminal.seen
    # The last thing on the screen is the line of the bar, wiped.
    assert terminal.seen.rstrip(b"\r").endswith(b"\x1b[2K")
    assert yusuan.verify_file(path).is_clean


def test_ctrl_c_stops_a_command_in_its_middle(path: Path) -> None:
    before = vouchers(path)
    terminal = posting(path)
    terminal.wait_for("读入 rows")
    terminal.process.send_signal(signal.SIGINT)
    code, data = terminal.end()
    assert (code, data) == (130, b"")
    assert b"stopped: stopped before it was done; nothing was written" in terminal.seen
    assert vouchers(path) == before
    assert yusuan.verify_file(path).is_clean


def test_ctrl_c_stops_a_command_that_waits(path: Path) -> None:
    before = vouchers(path)
    with yusuan.Ledger.open(path) as ledger, ledger.transaction():
        terminal = Terminal("unit", str(path), "第二中学", "--kind", "other", "--wait", "600")
        terminal.wait_for("等待 waiting")
        terminal.process.send_signal(signal.SIGINT)
        code, data = terminal.end()
    assert (code, data) == (130, b"")
    assert vouchers(path) == before


def test_who_waits_is_told_for_whom(path: Path) -> None:
    with yusuan.Ledger.open(path) as ledger, ledger.transaction():
        words = ["unit", str(path), "第二中学", "--kind", "other", "--wait", "0"]
        run = subprocess.run([SCRIPT, *words], capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stdout) == (4, "")
    named = f": process {os.getpid()} (" if sys.platform == "linux" else ""
    assert f"busy: another program is writing to the ledger{named}" in run.stderr


def test_without_a_terminal_nothing_is_drawn(path: Path) -> None:
    words = ["post", str(path), str(path.with_name("payments.csv")), "--each"]
    run = subprocess.run([SCRIPT, *words], capture_output=True, encoding="utf-8", check=True)
    assert run.stderr == ""


def test_ctrl_c_ends_a_long_list(path: Path) -> None:
    assert posting(path).end()[0] == 0
    words = ["log", str(path), "--limit", str(MANY)]
    whole = subprocess.run([SCRIPT, *words], stdout=subprocess.PIPE, check=True).stdout
    terminal = Terminal(*words)
    assert terminal.process.stdout is not None
    # It has begun, and waits for its reader long before its end.
    first = terminal.process.stdout.read(1)
    terminal.process.send_signal(signal.SIGINT)
    rest = terminal.process.stdout.read()
    assert terminal.end() == (141, b"")
    assert whole.startswith(first + rest)
    assert 1 << 16 <= len(first + rest) < len(whole) / 2
