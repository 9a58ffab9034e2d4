"""Journal and balances as Parquet files: figures, types, the same bytes, and bounded memory."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import yusuan
from python.book import LINE, PROJECT, TRAINING, UNIT

if TYPE_CHECKING:
    from pathlib import Path

VIEWS = ["journal", "line_report", "income_report", "surplus_report", "commitment_report"]


@pytest.fixture
def exported(ledger: yusuan.Ledger, tmp_path: Path) -> Path:
    ledger.pay(LINE, "1234.56", dated=date(2025, 3, 1), payee="某公司", key="2025-0001")
    ledger.commit(PROJECT, "30000.00", contract="HT-1", dated=date(2025, 3, 2))
    ledger.receive(
        2025, unit=UNIT, fund="unit_other_income", amount="20000.00", dated=date(2025, 4, 1)
    )
    ledger.pay(TRAINING, "0.01", dated=date(2025, 4, 2))
    folder = tmp_path / "lake" / "2025"
    files = ledger.export_parquet(folder)
    assert files == [folder / f"{view}.parquet" for view in VIEWS]
    ledger.disconnect()
    return folder


def of_view(path: Path, view: str) -> list[dict[str, Any]]:
    """Return the rows of a view, days as days."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute(f"SELECT * FROM {view} ORDER BY 1")]
    for row in rows:
        if row.get("dated") is not None:
            row["dated"] = date.fromisoformat(row["dated"])
    return rows


@pytest.mark.parametrize("view", VIEWS)
def test_a_file_is_its_view(path: Path, exported: Path, view: str) -> None:
    table = pq.read_table(exported / f"{view}.parquet")
    rows = of_view(path, view)
    assert sorted(table.to_pylist(), key=lambda row: next(iter(row.values()))) == rows
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({view})")]
    assert table.column_names == names
    for field in table.schema:
        wanted = pa.string()
        if field.name in {"year", "origin_year"}:
            wanted = pa.int16()
        elif field.name == "dated":
            wanted = pa.date32()
        elif field.name.endswith(("_fen", "_id")):
            wanted = pa.int64()
        assert (field.type, field.nullable) == (wanted, True), field.name


def test_each_library_reads_the_files(path: Path, exported: Path) -> None:
    paid = sum(row["paid_fen"] for row in of_view(path, "line_report"))
    file = str(exported / "line_report.parquet")
    assert pl.read_parquet(file)["paid_fen"].sum() == paid == 123_457
    assert pd.read_parquet(file, dtype_backend="pyarrow")["paid_fen"].sum() == paid
    found = duckdb.execute("SELECT sum(paid_fen)::BIGINT FROM read_parquet(?)", [file]).fetchone()
    assert found == (paid,)


def test_the_same_ledger_gives_the_same_bytes(path: Path, exported: Path, tmp_path: Path) -> None:
    with yusuan.Ledger.open(path, read_only=True) as ledger:
        again = ledger.export_parquet(tmp_path / "again")
    for file in again:
        assert file.read_bytes() == (exported / file.name).read_bytes()


def test_a_ledger_is_not_written_over(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(yusuan.UnwrittenFileError):
        ledger.export_parquet(tmp_path / "file")
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake/journal.parquet").symlink_to(ledger.path)
    with pytest.raises(yusuan.FileError) as refused:
        ledger.export_parquet(tmp_path / "lake")
    assert refused.value.code == "file_is_database"


def test_a_journal_longer_than_a_group_is_whole(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    count = 40_000
    payments = [
        {"line": LINE, "amount_fen": 1, "dated": date(2025, 3, 1), "payee": f"某公司{number % 7}"}
        for number in range(count)
    ]
    ledger.pay_many(payments)
    journal = ledger.export_parquet(tmp_path / "lake")[0]
    assert pq.ParquetFile(journal).num_row_groups == 3
    table = pq.read_table(journal).filter(pa.compute.field("event") == "pay")
    assert table["amount_fen"].to_pylist() == [1] * count
    assert table["payee"].to_pylist() == [payment["payee"] for payment in payments]


def test_the_command_exports_as_the_library_does(
    path: Path, exported: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "yusuan", "export-parquet", str(path), "--out"]
    folder = tmp_path / "by-command"
    run = subprocess.run([*command, str(folder)], capture_output=True, check=True, text=True)
    assert run.stdout.splitlines() == [str(folder / f"{view}.parquet") for view in VIEWS]
    for view in VIEWS:
        name = f"{view}.parquet"
        assert (folder / name).read_bytes() == (exported / name).read_bytes()
