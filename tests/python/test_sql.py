"""The file for SQL users: a safe connection, and the tools that people have."""

from __future__ import annotations

import csv
import gc
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

import yusuan
from python.book import LINE

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
QUERY = "SELECT line_id, unit, paid_fen, available_fen FROM line_report ORDER BY line_id"
# Nobody's but the guards' own, see docs/views.md.
FOR_GUARDS = 9

DUCKDB = """
import json, sys
from pathlib import Path

import duckdb
import duckdb_extension_sqlite_scanner as packaged

[scanner] = Path(packaged.__file__).parent.glob("extensions/*/*.duckdb_extension")
path, query = sys.argv[1:]
duckdb.execute(f"LOAD '{scanner}'")
duckdb.execute(f"ATTACH '{path}' AS county (TYPE sqlite, READ_ONLY)")
asked = "SELECT * FROM sqlite_query('county', '" + query.replace("'", "''") + "')"
print(json.dumps(duckdb.execute(asked).fetchall()))
"""


@pytest.fixture
def county(path: Path) -> Path:
    """A ledger file in which something was paid, and that nobody has open."""
    with yusuan.Ledger.open(path) as ledger:
        ledger.pay(LINE, "1234.56", dated=date(2025, 3, 1), payee="某公司")
    return path


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def by_sqlite3(path: Path, query: str) -> list[tuple[Any, ...]]:
    with yusuan.connect_read_only(path) as connection:
        return connection.execute(query).fetchall()


def typed(row: list[Any]) -> tuple[Any, ...]:
    """Return the cells of a row, numbers as such: duckdb and CSV have text for what is computed."""
    return tuple(int(cell) if re.fullmatch(r"-?\d+", str(cell)) else cell for cell in row)


def by_duckdb(path: Path, query: str) -> list[tuple[Any, ...]]:
    rows = json.loads(run(sys.executable, "-c", DUCKDB, str(path), query))
    return [typed(row) for row in rows]


def by_sqlite_utils(path: Path, query: str) -> list[tuple[Any, ...]]:
    rows = json.loads(run(sys.executable, "-m", "sqlite_utils", "query", str(path), query))
    return [tuple(row.values()) for row in rows]


def by_datasette(path: Path, query: str) -> list[tuple[Any, ...]]:
    address = f"/{path.stem}.csv?sql={quote(query)}"
    text = run(sys.executable, "-m", "datasette", str(path), "--get", address)
    return [typed(row) for row in csv.reader(text.splitlines()) if row][1:]


READERS: dict[str, Callable[[Path, str], list[tuple[Any, ...]]]] = {
    "sqlite3": by_sqlite3,
    "duckdb": by_duckdb,
    "sqlite-utils": by_sqlite_utils,
    "datasette": by_datasette,
}


@pytest.mark.parametrize("reader", READERS)
def test_each_tool_reads_the_figures(county: Path, reader: str) -> None:
    with yusuan.Ledger.open(county, read_only=True) as ledger:
        lines = [
            (row.line.id, row.line.key.unit, row.balance.paid_fen, row.available_fen)
            for row in ledger.lines(2025)
        ]
    assert sum(paid for _, _, paid, _ in lines) == 123_456
    assert READERS[reader](county, QUERY) == lines


@pytest.mark.parametrize("reader", READERS)
def test_each_tool_sees_every_documented_view(county: Path, reader: str) -> None:
    page = (ROOT / "docs/views.md").read_text("utf-8")
    named = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    all_views = "SELECT name FROM sqlite_schema WHERE type = 'view'"
    with yusuan.connect_read_only(county) as connection:
        known = {name for (name,) in connection.execute(all_views)}
        documented = sorted(known & named)
        assert len(documented) == len(known) - FOR_GUARDS
        counts = [
            (view, connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0])
            for view in documented
        ]
    asked = (f"SELECT '{view}' AS name, count(*) AS number FROM {view}" for view in documented)
    assert READERS[reader](county, " UNION ALL ".join(asked)) == counts


def test_nothing_can_be_written(county: Path) -> None:
    before = county.read_bytes()
    with yusuan.connect_read_only(county) as connection:
        for statement in (
            "DELETE FROM posting",
            "CREATE TABLE mine (x)",
            "CREATE TEMP TABLE mine (x)",
            "PRAGMA user_version = 9",
            "DROP VIEW journal",
        ):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                connection.execute(statement)
        assert connection.execute("PRAGMA query_only").fetchone() == (1,)
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
    assert county.read_bytes() == before


def test_a_connection_sees_what_another_process_writes(county: Path) -> None:
    with yusuan.connect_read_only(county) as connection:
        count = "SELECT count(*) FROM journal"
        (before,) = connection.execute(count).fetchone()
        command = [sys.executable, "-m", "yusuan", "pay", str(county), "1.00", "--line", "1"]
        run(*command, "--dated", "2025-03-05")
        assert connection.execute(count).fetchone() == (before + 1,)


def test_one_process_has_a_file_open_in_one_library(county: Path) -> None:
    with yusuan.Ledger.open(county) as ledger:
        with pytest.raises(yusuan.UsageError) as refused:
            yusuan.connect_read_only(county)
        assert refused.value.code == "file_read_elsewhere"
        assert "to_polars" in refused.value.hint
        assert len(ledger.lines(2025)) == 4
    other = county.with_name("link.db")
    other.symlink_to(county)
    connection = yusuan.connect_read_only(other)
    second = yusuan.connect_read_only(county)
    for use in (
        lambda: yusuan.Ledger.open(county),
        lambda: yusuan.Ledger.open(county, read_only=True),
        lambda: yusuan.Ledger.migrate(county),
        lambda: yusuan.verify_file(county),
    ):
        with pytest.raises(yusuan.UsageError) as refused:
            use()
        assert refused.value.code == "file_read_elsewhere"
    connection.close()
    connection.close()
    with pytest.raises(yusuan.UsageError):
        yusuan.Ledger.open(county)
    second.close()
    with yusuan.Ledger.open(county):
        pass
    assert yusuan.verify_file(county).is_clean


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")
def test_a_forgotten_connection_holds_nothing(county: Path) -> None:
    yusuan.connect_read_only(county)
    gc.collect()
    with yusuan.Ledger.open(county) as ledger:
        assert len(ledger.lines(2025)) == 4


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(yusuan.MissingFileError) as missing:
        yusuan.connect_read_only(tmp_path / "none.db")
    assert missing.value.code == "file_missing"
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "text.db").write_text("no database, but long enough to be looked at" * 30)
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE mine (x)")
    for name in ("text.db", "other.db"):
        with pytest.raises(yusuan.FileError) as refused:
            yusuan.connect_read_only(tmp_path / name)
        assert refused.value.code == "file_foreign"
