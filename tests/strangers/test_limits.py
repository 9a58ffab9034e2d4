"""Files of strangers are refused by a token, in less memory than the stated limit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import yusuan
from strangers.bombs import MEBIBYTE, texts, workbooks
from strangers.limited import read

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")

# Those that a debug build reads in seconds; the others of `bombs` take a release build.
ARCHIVES: Final = (
    *("announces_strings.xlsx", "repeated_text.ods", "repeated_rows.ods", "far_apart.ods"),
)
TEXTS: Final = (
    *("million_columns.csv", "open_quote.csv", "zeros.csv", "deep.json", "zeros.toml"),
    *("deep.toml", "deep_tables.toml", "deep_keys.toml", "deep_headers.toml", "keys.toml"),
)

TABLES: Final = ("import_lines", "entries", "statement", "disclosure", "policies")
WORDS: Final = ("mapping", "policies", "declarations", "narrative", "templates")


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_workbook_that_would_become_large_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(workbooks()[name]())
    assert path.stat().st_size < 8 * MEBIBYTE
    for reader in ("import_lines", "disclosure"):
        said = read(path, tmp_path, (reader,))
        (tmp_path / "new.db").unlink()
        assert said == {reader: "file_too_large"}, name


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_would_become_large_or_deep_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(texts()[name])
    readers = WORDS if name.endswith(".toml") else TABLES
    said = read(path, tmp_path, readers)
    assert set(said) == set(readers)
    assert "read" not in said.values(), said
    assert "internal" not in said.values(), said


def test_a_file_of_nothing_but_commas_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "commas.csv"
    # The whole of it takes a debug build more processor time than a reader is given here.
    path.write_bytes(texts()["commas.csv"][:1_000_000])
    readers = ("import_lines", "statement", "policies")
    assert read(path, tmp_path, readers) == dict.fromkeys(readers, "file_empty")


def test_a_file_that_never_ends_is_refused(tmp_path: Path) -> None:
    said = read(Path("/dev/zero"), tmp_path, ("import_lines", "disclosure"))
    assert said == {"import_lines": "file_too_large", "disclosure": "file_too_large"}


@pytest.mark.parametrize("reader", [yusuan.check_disclosure])
def test_names_shaped_like_sql_are_names(tmp_path: Path, reader: Callable[..., object]) -> None:
    path = tmp_path / "x'); DROP TABLE posting; --.csv"
    path.write_text("'); DROP TABLE posting; --,amount\n1,2\n", encoding="utf-8")
    with pytest.raises(yusuan.SourceError):
        reader(path)
    name = "'); DROP TABLE posting; --"
    with yusuan.Ledger.create(tmp_path / f"{name}.db", title=name) as ledger:
        ledger.add_unit(name, kind="institution")
        assert [unit.name for unit in ledger.units()] == [name]
        assert yusuan.verify_file(ledger.path).is_clean
