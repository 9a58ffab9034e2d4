"""A workbook of 1997 that a stranger sends takes no more memory than others, and loses no cell."""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING, Final

import pytest

import yusuan
from strangers.limited import read
from strangers.old_books import (
    DIMENSIONS,
    Compound,
    bombs,
    book,
    circles,
    label,
    number,
    number_formula,
    record,
    shared,
    text_formula,
    texts,
    truth_formula,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")

# The cells of a row of which one alone is right, so that what is said of it tells what was read.
HEADER: Final = ("year", "unit", "amount")
SHARED: Final = texts(2, struct.pack("<HB", 4, 0) + b"2X25")


def said_of(tmp_path: Path, cells: bytes, shared_texts: bytes = b"") -> str:
    """Return what is said of a row below a header."""
    path = tmp_path / "lines.xls"
    header = b"".join(label(0, column, name) for column, name in enumerate(HEADER))
    path.write_bytes(Compound(book(header + cells, shared_texts)).pack())
    with (
        yusuan.Ledger.create(tmp_path / "new.db") as ledger,
        pytest.raises(yusuan.SourceError) as refused,
    ):
        ledger.import_lines(path)
    return str(refused.value)


@pytest.mark.parametrize("kind", circles())
def test_a_chain_in_a_circle_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.xls"
    path.write_bytes(circles()[kind])
    said = read(path, tmp_path, ("import_lines", "disclosure"))
    assert said == {"import_lines": "encoding_unknown", "disclosure": "encoding_unknown"}


@pytest.mark.parametrize("name", bombs())
def test_a_small_book_that_would_become_large_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(bombs()[name]())
    said = read(path, tmp_path, ("import_lines", "disclosure"))
    assert said == {"import_lines": "file_too_large", "disclosure": "file_too_large"}


ROWS: Final = {
    "text": (label(1, 0, "二〇"), b"", "not a year: 二〇"),
    "formula_with_a_text": (text_formula(1, 0, "二〇"), b"", "not a year: 二〇"),
    "formula_with_a_number": (number_formula(1, 0, 20.25), b"", "not a year: 20.25"),
    "formula_with_a_truth": (truth_formula(1, 0), b"", "not a year: TRUE"),
    "formula_with_an_error": (truth_formula(1, 0, sort=2, value=7), b"", "#DIV/0!"),
    "shared_text": (shared(1, 1), SHARED, "not a year: 2X25"),
    "text_that_is_none": (shared(1, 2), SHARED, "none of the workbook's"),
}


@pytest.mark.parametrize("row", ROWS)
def test_every_kind_of_cell_is_read(tmp_path: Path, row: str) -> None:
    cells, shared_texts, expected = ROWS[row]
    assert expected in said_of(tmp_path, cells, shared_texts)


def test_room_that_is_announced_is_not_made(tmp_path: Path) -> None:
    announced = record(DIMENSIONS, struct.pack("<IIHHH", 0, 2**31, 0, 100, 0))
    path = tmp_path / "announces.xls"
    path.write_bytes(Compound(book(announced + label(0, 0, "year"))).pack())
    assert read(path, tmp_path, ("import_lines",)) == {"import_lines": "column_missing"}


def test_a_book_that_ends_early_is_refused(tmp_path: Path) -> None:
    cells = b"".join(number(row, 0) for row in range(1000))
    stream = book(cells)
    path = tmp_path / "short.xls"
    with yusuan.Ledger.create(tmp_path / "new.db") as ledger:
        for length in (100, 2000, len(stream) - 5, len(stream) - 4):
            path.write_bytes(Compound(stream[:length]).pack())
            with pytest.raises(yusuan.SourceError, match=r"ends early|begins behind|no end"):
                ledger.import_lines(path)
        whole = Compound(stream).pack()
        for length in (600, len(whole) // 2, len(whole) - 600):
            path.write_bytes(whole[:length])
            with pytest.raises(yusuan.SourceError, match="no Excel workbook"):
                ledger.import_lines(path)
