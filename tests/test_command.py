"""The command as a user of the wheel meets it: the script, and `python -m yusuan`."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import sysconfig
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
