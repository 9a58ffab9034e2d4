"""A repair whose process is killed has not happened, or is done."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Final

import pytest

import yusuan
from tamper.campaign import content, newest_file

if TYPE_CHECKING:
    from pathlib import Path

# It is told at every stage how far it is, and dies at one of them.
REPAIR: Final = """
import os, signal, sys
import yusuan

told = 0

def watch(progress):
    global told
    told += 1
    if told == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

yusuan.Ledger.repair(sys.argv[1], progress=watch)
print(told)
"""


def damaged(path: Path) -> Path:
    shutil.copy(newest_file(), path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER posting_before_update_append_only")
        connection.execute("DROP VIEW line_report")
        connection.execute("DROP INDEX line_by_key")
    return path


def test_a_repair_that_is_killed_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    county = damaged(tmp_path / "whole.db")
    command = [sys.executable, "-c", REPAIR]
    done = subprocess.run([*command, county, "0"], capture_output=True, text=True, check=True)
    moments = int(done.stdout)
    assert moments > 5
    for moment in (1, 2, 3, moments // 2, moments - 1, moments):
        path = damaged(tmp_path / f"killed-{moment}.db")
        before = content(path)
        killed = subprocess.run([*command, path, str(moment)], capture_output=True, check=False)
        assert killed.returncode == -signal.SIGKILL
        # SQLite undoes what was begun as soon as somebody opens the file.
        with pytest.raises(yusuan.FileError, match="file_altered"):
            yusuan.Ledger.open(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert content(path) == before
        kept = path.with_name(f"killed-{moment}.before-repair.db")
        if kept.exists():
            kept.unlink()
        assert yusuan.Ledger.repair(path).verification.is_clean
        yusuan.Ledger.open(path).disconnect()


def test_a_repair_is_a_command(tmp_path: Path) -> None:
    path = damaged(tmp_path / "county.db")

    def run(*arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "yusuan", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    code, answer, talk = run("repair", str(path), "--copy", str(tmp_path / "before.db"))
    assert (code, answer.splitlines()[-2].endswith("clean")) == (0, True)
    assert "put back: the view line_report, which was missing" in talk
    assert (tmp_path / "before.db").exists()
    code, _, talk = run("repair", str(path))
    assert (code, talk) == (0, "nothing was missing or changed; the file stays as it is\n")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER line_spending_before_update_self")
        connection.execute("UPDATE line_spending SET paid_fen = paid_fen + 1 WHERE line_id = 1")
        connection.commit()
    code, answer, talk = run("repair", str(path), "--json")
    assert (code, answer) == (3, "")
    assert '"code":"file_not_repaired"' in talk.replace(" ", "")
    assert "balance_differs" in talk
