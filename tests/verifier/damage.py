"""Ledgers that somebody damaged behind the guards, and what both verifiers find in them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yusuan
import yusuan_verify
import yusuan_verify_words as words

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
# Something of every act, event and record.
WHOLE = ROOT / "tests" / "files" / "schema-2.db"


# The guards are not there any more: said of every file here.
UNGUARDED = {"schema_altered"}
WARNINGS = {"chain_unsealed", "chart_incomplete", "total_out_of_range"}


def without_guards(source: Path, target: Path) -> Path:
    """Copy a file, and take its triggers out."""
    shutil.copy(source, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        connection.execute("BEGIN")
        for (trigger,) in named.fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("COMMIT")
    return target


@contextmanager
def damaged(unguarded: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """Copy a file without guards, to be written in one transaction."""
    shutil.copy(unguarded, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


def found_by_both(path: Path, anchor: str | None = None) -> tuple[set[str], set[str]]:
    """Return what this verifier finds, and what the library does: errors alone, by token."""
    library = yusuan.verify_file(path, head=anchor)
    _, found = yusuan_verify.verify(path, anchor)
    return set(found.counts) - WARNINGS, set(library.counts) - WARNINGS - UNGUARDED


def other(value: Any, *, step: int = 1) -> Any:
    """Return another value of the same kind, or something where there was nothing."""
    if value is None:
        return 1
    if isinstance(value, int):
        return value + step
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    return f"{value}x"


def change(connection: sqlite3.Connection, table: str, column: str, row: sqlite3.Row) -> None:
    """Write another value into one field, the first that no index refuses."""
    key = key_of(connection, table)
    where = " AND ".join(f"{part} IS ?" for part in key)
    for step in (1, 1_000_003, -1_000_003):
        try:
            changed = connection.execute(
                f"UPDATE {table} SET {column} = ? WHERE {where}",
                (other(row[column], step=step), *(row[part] for part in key)),
            )
        except sqlite3.IntegrityError:
            continue
        assert changed.rowcount == 1
        return
    raise AssertionError(f"{table}.{column} takes no other value")


def key_of(connection: sqlite3.Connection, table: str) -> list[str]:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [row["name"] for row in sorted(columns, key=lambda row: row["pk"]) if row["pk"]]


def write_hashes(connection: sqlite3.Connection) -> None:
    """Compute the whole chain anew, as somebody who owns the file can."""
    head = words.ZEROS
    for voucher in connection.execute("SELECT * FROM voucher ORDER BY voucher_id").fetchall():
        number, first = voucher["voucher_id"], voucher["first_posting_id"]
        body = [words.record("V", voucher[:-1])]
        for line in words.unfold(words.RECORDS):
            start, _, columns = line.partition(": ")
            letter, table, owner = start.split()
            narrowed = f"AND {words.WHERE[letter]}" if letter in words.WHERE else ""
            rows = connection.execute(
                f"SELECT {', '.join(columns.split())} FROM {table} WHERE {owner} = ? {narrowed} "
                f"ORDER BY {'1, 2, 3' if letter == 'E' else '1'}",
                (number,),
            )
            body += (words.record(letter, row) for row in rows)
        rows = connection.execute(
            f"SELECT {', '.join(words.POSTING.split())} FROM posting "
            "WHERE posting_id >= ?1 AND posting_id < ?1 + ?2 ORDER BY posting_id",
            (first, voucher["posting_count"]),
        )
        body += (words.record("P", row) for row in rows)
        if voucher["hash"] is None:
            digest = sha256(words.ZEROS + b"".join(body)).digest()
            connection.execute(
                "UPDATE seal SET digest = ? WHERE sealed_voucher_id = ?", (digest, number)
            )
        else:
            head = sha256(head + b"".join(body)).digest()
            connection.execute("UPDATE voucher SET hash = ? WHERE voucher_id = ?", (head, number))
