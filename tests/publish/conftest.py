"""The book of the first user, written once in every form that this machine can write."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

import yusuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from yusuan.words import BookForm

SCRIPT = Path(sysconfig.get_path("scripts"), "yusuan")
# Not of the system: only with the same letters do all machines write the same PDF.
FONT = Path(__file__).parents[1] / "cases/font/yusuan-test-sans.otf"
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


@pytest.fixture(scope="session")
def font() -> Path:
    """Return the font of the tests."""
    return FONT


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    subprocess.run([SCRIPT, "demo", folder], check=True, capture_output=True)
    return folder


@dataclass
class Published:
    """A ledger and what it publishes of 2025: the budget, or the final accounts."""

    ledger: Path
    is_final: bool

    def write(self, folder: Path, *forms: BookForm) -> None:
        with yusuan.Ledger.open(self.ledger, read_only=True) as ledger:
            ledger.publish(2025, out=folder, only=forms, final=self.is_final, font=FONT)

    def tables(self) -> list[yusuan.Table]:
        with yusuan.Ledger.open(self.ledger, read_only=True) as ledger:
            return ledger.final_tables(2025) if self.is_final else ledger.tables(2025)


@pytest.fixture(scope="session", params=["budget", "final"])
def published(request: pytest.FixtureRequest, demo: Path) -> Published:
    """Return what is published of the budget, and of the final accounts."""
    if request.param == "budget":
        return Published(demo / "yusuan-demo.db", is_final=False)
    return Published(demo / "yusuan-demo-closed.db", is_final=True)


@pytest.fixture(scope="session")
def book(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the book, without the PDF."""
    folder = tmp_path_factory.mktemp("book")
    published.write(folder, "page", "xlsx", "csv", "json")
    return folder


@pytest.fixture(scope="session")
def pdf(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the PDF, in the letters of the tests."""
    folder = tmp_path_factory.mktemp("pdf")
    published.write(folder, "pdf")
    return folder / "book.pdf"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a browser of the system, without a window."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no browser: install Debian's chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()
