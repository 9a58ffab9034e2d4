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
    SHARED_LABEL,
    Compound,
    bombs,
    book,
    cell,
    circles,
    label,
    number,
    record,
    shared,
    text_formula,
    texts,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")

HEADER: Final = ("year", "unit", "program", "amount")
SHARED: Final = texts(2, struct.pack("<HB", 4, 0) + b"2025")


def sheet(values: bytes) -> bytes:
    """Return a sheet with the header of lines, and the cells of the row below it."""
    return b"".join(label(0, column, name) for column, name in enumerate(HEADER)) + values


def columns(tmp_path: Path, stream: bytes) -> str:
    """Return what is said of a workbook that lacks columns, or has something wrong in its row."""
    path = tmp_path / "lines.xls"
    path.write_bytes(Compound(stream).pack())
    with (
        yusuan.Ledger.create(tmp_path / f"{len(list(tmp_path.iterdir()))}.db") as ledger,
        pytest.raises(yusuan.SourceError) as refused,
    ):
        ledger.import_lines(path)
    return f"{refused.value.code} {refused.value}"


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
    print(name, said, path.stat().st_size)
    assert said == {"import_lines": "file_too_large", "disclosure": "file_too_large"}


def test_x(tmp_path: Path) -> None:
    print(columns(tmp_path, book(sheet(b""))))
    print(columns(tmp_path, book(sheet(text_formula(1, 0, "二〇")+ number(1,1)))))
    print(columns(tmp_path, book(record(DIMENSIONS, struct.pack("<IIHHH", 0, 2**31, 0, 100, 0)) + sheet(number(1,1)))))
    print(columns(tmp_path, book(sheet(shared(1, 0) ), SHARED)))
    print(columns(tmp_path, book(sheet(shared(1, 2) ), SHARED)))
