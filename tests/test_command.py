"""The command as a user of the wheel meets it: the script, and `python -m yusuan`."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import sysconfig
import time
from datetime import date
from pathlib import Path

import pytest

import yusuan

SCRIPT = Path(sysconfig.get_path("scripts"), "yusuan")
WAYS = {"script": [str(SCRIPT)], "module": [sys.executable, "-m", "yusuan"]}


def command(way: str, *arguments: str) -> tuple[int, str, str]:
    """Run the command and return its exit code, its data and its talk."""
    run = subprocess.run(
        [*WAYS[way], *arguments], capture_output=True, encoding="utf-8", check=False
    )
    return run.returncode, run.stdout, run.stderr


def test_package_and_library_have_one_version() -> None:
    assert yusuan.__version__ == importlib.metadata.version("yusuan")


@pytest.mark.parametrize("way", WAYS)
def test_version_is_data(way: str) -> None:
    assert command(way, "--version") == (0, f"yusuan {yusuan.__version__}\n", "")


@pytest.mark.parametrize("way", WAYS)
def test_unknown_command_is_talk(way: str) -> None:
    code, data, talk = command(way, "spend")
    assert (code, data) == (2, "")
    assert "'spend'" in talk


def test_a_year_that_another_closed_meanwhile_was_closed_before(tmp_path: Path) -> None:
    path, plan = tmp_path / "county.db", tmp_path / "plan.csv"
    unit = "第一中学"
    with yusuan.Ledger.create(path) as ledger:
        ledger.add_unit(unit, kind="institution")
        ledger.prepare_year(2025)
        key = yusuan.LineKey(
            year=2025,
            unit=unit,
            fund="general_public",
            functional_code="2080109",
            economic_code="30201",
            kind="basic_public",
        )
        ledger.draft(key, "100.00")
        ledger.approve(2025, document="批复", dated=date(2025, 2, 1))
        ledger.prepare_year(2026)
        ready = ledger.plan_close(2025)
        words = [*WAYS["script"], "close", str(path), "2025", "--plan-out", str(plan)]
        with ledger.transaction():
            other = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            # It has made its plan, and waits for the file.
            while not plan.exists() and other.poll() is None:
                time.sleep(0.01)
            ledger.close(ready)
        _, talk = other.communicate()
        assert "closed before" in talk.decode()
        assert other.returncode == 8
        assert len(ledger.closing_history(2025)) == 3
