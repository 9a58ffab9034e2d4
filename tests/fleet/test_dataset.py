"""The dataset: what engines sum up in it is what the ledgers say, and it follows their heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pyarrow.dataset as ds

import yusuan
from fleet.province import pay_by_key
from yusuan.fleet import Fleet

if TYPE_CHECKING:
    from pathlib import Path


def asked(out: Path, question: str, table: str = "line_report") -> list[tuple[object, ...]]:
    """Ask DuckDB about a table of the dataset."""
    files = f"read_parquet('{out}/{table}/**/*.parquet', hive_partitioning = true)"
    return duckdb.sql(question.format(files)).fetchall()


def totals(folder: Path) -> list[tuple[str, int, int]]:
    """Return what the ledgers themselves say of 2025: unit, paid, available."""
    rows = []
    for path in sorted(folder.rglob("*.db")):
        with yusuan.Ledger.open(path, read_only=True) as ledger:
            lines = ledger.lines(2025)
            paid = sum(report.balance.paid_fen for report in lines)
            available = sum(report.available_fen for report in lines)
            rows.append((lines[0].line.key.unit, paid, available))
    return sorted(rows)


def test_duckdb_says_what_the_ledgers_say(province: Path, tmp_path: Path) -> None:
    out = tmp_path / "lake"
    fleet = Fleet(province / "**" / "*.db", workers=0)
    assert fleet.export(out).counts == {"done": 6}
    by_unit = asked(
        out,
        "SELECT unit, sum(paid_fen)::BIGINT, sum(available_fen)::BIGINT FROM {} "
        "WHERE year = 2025 GROUP BY unit ORDER BY unit",
    )
    assert by_unit == totals(province)
    # The journal says the same, posting by posting, and pyarrow as DuckDB.
    (paid,) = asked(out, "SELECT sum(amount_fen)::BIGINT FROM {} WHERE event = 'pay'", "journal")
    assert paid[0] == sum(row[1] for row in totals(province))
    table = ds.dataset(out / "line_report", partitioning="hive").to_table()
    assert sum(table.column("paid_fen").to_pylist()) == paid[0]
    assert set(table.column("ledger").to_pylist()) == {row.name for row in fleet.locations}


def test_only_what_moved_is_exported_again(province: Path, tmp_path: Path) -> None:
    out = tmp_path / "lake"
    fleet = Fleet(province / "**" / "*.db", workers=0)
    fleet.export(out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    moved = Fleet(province / "教育局" / "02.db", workers=0)
    assert moved.apply(pay_by_key, writes=True).counts == {"done": 1}
    assert fleet.export(out).counts == {"already": 5, "done": 1}
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    changed = {path.parent.name for path in after if after[path] != before.get(path)}
    assert changed == {"ledger=教育局%2F02"}
    assert totals(province) == asked(
        out,
        "SELECT unit, sum(paid_fen)::BIGINT, sum(available_fen)::BIGINT FROM {} "
        "WHERE year = 2025 GROUP BY unit ORDER BY unit",
    )


def test_an_export_that_was_interrupted_is_done_again(province: Path, tmp_path: Path) -> None:
    out = tmp_path / "lake"
    fleet = Fleet(province / "教育局" / "*.db", workers=0)
    fleet.export(out)
    # As a kill leaves it: files of the new head, and no mark.
    (out / "_heads" / "02.txt").unlink()
    assert fleet.export(out).counts == {"already": 2, "done": 1}
    fleet.close(2025)
    assert fleet.export(out).counts == {"done": 3}
    carried = asked(out, "SELECT year, sum(carried_in_fen)::BIGINT FROM {} GROUP BY 1 ORDER BY 1")
    assert carried[0] == (2025, 0)
    assert carried[1][0] == 2026
    assert isinstance(carried[1][1], int)
    assert carried[1][1] > 0
