"""What is published stays as it was: a change of one letter is seen here before anybody prints it.

`YUSUAN_WRITE_GOLDEN=1 pytest tests/publish/test_golden.py` writes the files anew; read their
difference before committing it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sysconfig
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publish import spoken

if TYPE_CHECKING:
    from publish.conftest import Published

SCRIPT = Path(sysconfig.get_path("scripts"), "yusuan")
GOLDEN = Path(__file__).parents[1] / "cases/first-user/published"
# Whole, so that a difference can be read; the descriptor holds the digest of every CSV file.
WHOLE = ["index.html", "index.en.html", "datapackage.json"]


def read_aloud(pdf: Path) -> str:
    """Return what a PDF says to those who have it read to them, and how many sheets it has."""
    heard = spoken.read(pdf)
    sheets = sum(text.isdecimal() for text in heard.artifacts)
    return "".join(f"{line}\n" for line in [f"{sheets} sheets", *heard.root.lines()])


def digests(book: Path, pdf: Path) -> str:
    """Return the digests of the JSON, the PDF and each part of the workbook, whatever packs it."""
    with zipfile.ZipFile(book / "book.xlsx") as workbook:
        parts = {f"book.xlsx/{name}": workbook.read(name) for name in workbook.namelist()}
    parts["book.pdf"] = pdf.read_bytes()
    parts["book.json"] = (book / "book.json").read_bytes()
    lines = (f"{hashlib.sha256(parts[name]).hexdigest()}  {name}\n" for name in sorted(parts))
    return "".join(lines)


def compare(made: str, golden: Path) -> None:
    """Compare with what was kept, or keep it."""
    if "YUSUAN_WRITE_GOLDEN" in os.environ:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


@pytest.mark.parametrize("name", [*WHOLE, "book.pdf.txt", "digests.txt"])
def test_a_published_file_is_as_it_was(
    published: Published, book: Path, pdf: Path, name: str
) -> None:
    golden = GOLDEN / ("final" if published.is_final else "budget") / name
    if name == "digests.txt":
        made = digests(book, pdf)
    elif name == "book.pdf.txt":
        made = read_aloud(pdf)
    else:
        made = (book / name).read_text("utf-8")
    compare(made, golden)


@pytest.mark.parametrize(
    ("name", "options"), [("narrative.txt", []), ("narrative.json", ["--json"])]
)
def test_the_explanatory_part_is_as_it_was(demo: Path, name: str, options: list[str]) -> None:
    command = [str(SCRIPT), "narrative", str(demo / "yusuan-demo.db"), "2025", *options]
    made = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    compare(made, GOLDEN / "budget" / name)
