"""The ledger of every test: made once, copied for each."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

import yusuan
from python.book import make_book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "county.db"
    make_book(path)
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "county.db"
    shutil.copy(template, path)
    return path


@pytest.fixture
def ledger(path: Path) -> Iterator[yusuan.Ledger]:
    with yusuan.Ledger.open(path) as ledger:
        yield ledger


@pytest.fixture
def _stubborn_threads() -> Iterator[None]:
    """Let a thread go on only when another lets go of Python's lock by itself."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1_000)
    yield
    sys.setswitchinterval(interval)
