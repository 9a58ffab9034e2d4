"""What programs that know SQLite, and nothing of a ledger, do to its file."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
import sqlite_utils

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DUCKDB: Final = """
import sys
from pathlib import Path

import duckdb
import duckdb_extension_sqlite_scanner as packaged

[scanner] = Path(packaged.__file__).parent.glob("extensions/*/*.duckdb_extension")
path, *statements = sys.argv[1:]
duckdb.execute(f"LOAD '{scanner}'")
duckdb.execute(f"ATTACH '{path}' AS county (TYPE sqlite)")
for statement in statements:
    duckdb.execute(statement)
duckdb.execute("DETACH county")
"""


@dataclass(frozen=True)
class Tool:
    """Something that a tool does to a file, and what comes of it."""

    name: str
    act: Callable[[Path], None]
    # The token of the refusal; the file is then as it was.
    refusal: str = ""
    # What the next `open` and `verify` say; "" when the file is as good as before.
    says: str = ""
    # Whether the rows are still right, so that a repair puts back the rest.
    is_repaired: bool = True


def sql(*statements: str) -> Callable[[Path], None]:
    """Run statements as any program does, with everything switched off that can be."""

    def act(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return act


def stored(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table that are not computed."""
    return [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]


def pandas_(table: str, how: str, *, rows: str = "") -> Callable[[Path], None]:
    def act(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            # The columns keep their types: pandas has integers that can be missing.
            columns = "*" if how == "replace" else ", ".join(stored(connection, table))
            frame = pd.read_sql(f"SELECT {columns} FROM {table} {rows}", connection)
            frame.convert_dtypes().to_sql(table, connection, if_exists=how, index=False)
            connection.commit()

    return act


def transform(table: str) -> Callable[[Path], None]:
    def act(path: Path) -> None:
        database = sqlite_utils.Database(path)
        database.table(table).transform()
        database.close()

    return act


def upsert(path: Path) -> None:
    database = sqlite_utils.Database(path)
    try:
        database.table("unit").upsert({"unit_id": 1, "name": "另一个名字"}, pk="unit_id")
    finally:
        database.close()


def insert_replace(path: Path) -> None:
    database = sqlite_utils.Database(path)
    try:
        columns = ", ".join(stored(database.conn, "posting"))
        rows = database.query(f"SELECT {columns} FROM posting WHERE posting_id = 7")
        database.table("posting").insert({**next(iter(rows)), "amount_fen": 1}, replace=True)
    finally:
        database.close()


def duckdb(*statements: str) -> Callable[[Path], None]:
    """Run statements in a DuckDB of its own process, which brings another SQLite along."""

    def act(path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", DUCKDB, str(path), *statements],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise sqlite3.DatabaseError(done.stderr)

    return act


def dump(*, without: str = "") -> Callable[[Path], None]:
    """Write the file as text and read it back, without some of the statements."""

    def act(path: Path) -> None:
        restored = path.with_name("restored.db")
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(restored)) as target:
            statements = [
                statement
                for statement in source.iterdump()
                if not without or not statement.startswith(without)
            ]
            target.executescript("\n".join(["PRAGMA foreign_keys = OFF;", *statements]))
        shutil.move(restored, path)

    return act


def vacuum_into(path: Path) -> None:
    copy = path.with_name("copy.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    shutil.move(copy, path)


def resized(page_bytes: int) -> Callable[[Path], None]:
    """Write the file anew with pages of another size, as it can be done without a log only."""

    def act(path: Path) -> None:
        sql(
            "PRAGMA journal_mode = delete",
            f"PRAGMA page_size = {page_bytes}",
            "VACUUM",
            "PRAGMA journal_mode = wal",
        )(path)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA page_size").fetchone() == (page_bytes,)

    return act


def table_by_table(path: Path) -> None:
    """Copy every table into a new file, as programs do that move data from one place to another."""
    target = path.with_name("moved.db")
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS old", (str(path),))
        connection.execute("PRAGMA application_id = 1498764110")
        (version,) = connection.execute("PRAGMA old.user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {version}")
        tables = connection.execute(
            "SELECT name, sql FROM old.sqlite_schema WHERE type = 'table'"
        ).fetchall()
        for name, text in tables:
            connection.execute(text)
            columns = connection.execute(f"PRAGMA old.table_info({name})").fetchall()
            names = ", ".join(column[1] for column in columns)
            connection.execute(f"INSERT INTO {name} ({names}) SELECT {names} FROM old.{name}")
    shutil.move(target, path)
