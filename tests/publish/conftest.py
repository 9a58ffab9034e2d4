"""The book of the first user, written once in every form that this machine can write."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

import yusuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SCRIPT = Path(sysconfig.get_path("scripts"), "yusuan")
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ledger of the demo."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    subprocess.run([SCRIPT, "demo", folder], check=True, capture_output=True)
    return folder / "yusuan-demo.db"


@pytest.fixture(scope="session")
def book(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the published book of 2025, without the PDF."""
    folder = tmp_path_factory.mktemp("book")
    with yusuan.Ledger.open(county, read_only=True) as ledger:
        ledger.publish(2025, out=folder, only=["page", "xlsx", "csv", "json"])
    return folder


@pytest.fixture(scope="session")
def pdf(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the PDF, where the system has a font with Chinese letters."""
    folder = tmp_path_factory.mktemp("pdf")
    with yusuan.Ledger.open(county, read_only=True) as ledger:
        try:
            ledger.publish(2025, out=folder, only=["pdf"])
        except yusuan.FileError as missing:
            if missing.code != "font_missing":
                raise
            pytest.skip(str(missing))
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
