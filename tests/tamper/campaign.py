"""Changes bytes and fields of a ledger behind the guards, and counts who notices.

    python tests/tamper/campaign.py --seed 1 --count 20000

Every sample is a copy of the file with one change. It is *found* when `verify` refuses the file or
has a finding. What is not found must be *unused*: every row of every table, the text of the schema
and the numbers that say what the file is are then read back as they were, bit for bit. All else is
*missed*.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import yusuan
from tamper.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES: Final = Path(__file__).resolve().parents[1] / "files"
REFUSED, SQLITE, LEDGER = "refused at once", "found by SQLite's check", "found by the ledger's"
UNUSED, MISSED, FAULT = "unused", "missed", "a fault of ours"
OUTCOMES: Final = (REFUSED, SQLITE, LEDGER, UNUSED, MISSED, FAULT)
# What SQLite itself finds, and what it cannot even read.
SQLITE_TOKENS: Final = {"integrity", "unreadable", "foreign_key"}
# Nothing refers to the numbers of drafts: verify compares what they say, not which row says it.
FREE: Final = {
    ("draft_line", "draft_id"),
    ("draft_income", "draft_income_id"),
    ("draft_control", "draft_control_id"),
}

Content = dict[str, list[tuple[Any, ...]]]


def newest_file() -> Path:
    """Return a ledger of this schema version with something of every act, event and record."""
    return max(FILES.glob("schema-*.db"), key=lambda path: int(path.stem.rpartition("-")[2]))


def subject(source: Path, target: Path) -> Path:
    """Copy a ledger, and leave free pages in it, as tables do that came and went."""
    shutil.copy(source, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE gone (text TEXT)")
        connection.executemany("INSERT INTO gone VALUES (?)", [("x" * 300,)] * 80)
        connection.execute("DROP TABLE gone")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return target


def alone(path: Path) -> Path:
    """Remove what SQLite left beside a file that is about to be another one."""
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return path


def content(path: Path) -> Content:
    """Return all that a reader of the file can see: typed values, texts as their bytes."""
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
        connection.text_factory = bytes
        found: Content = {
            "identity": [
                connection.execute(f"PRAGMA {name}").fetchone()
                for name in ("application_id", "user_version", "encoding")
            ],
            "schema": connection.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"
            ).fetchall(),
        }
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1"
        ).fetchall()
        for (table,) in tables:
            name = table.decode()
            columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
            order = ", ".join(str(at + 1) for at in range(len(columns)))
            rows = connection.execute(f"SELECT * FROM main.{name} NOT INDEXED ORDER BY {order}")
            found[name] = [(*row, *map(type, row)) for row in rows]
    return found


def verdict(path: Path, before: Content) -> str:
    """Say who notices that a file was changed."""
    try:
        verification = yusuan.verify_file(path)
    except yusuan.FileError:
        return REFUSED
    except yusuan.LedgerError:
        return FAULT
    tokens = set(verification.counts)
    if tokens:
        return SQLITE if tokens <= SQLITE_TOKENS else LEDGER
    try:
        return UNUSED if content(path) == before else MISSED
    except sqlite3.Error:
        return MISSED


class Campaign:
    """A file, what it holds, and what became of each sample."""

    def __init__(self, file: Path, folder: Path, *, seconds: float = math.inf) -> None:
        self.until = time.monotonic() + seconds
        self.pages = Pages(file)
        self.before = content(file)
        self.path = folder / "tampered.db"
        self.counts: dict[str, Counter[str]] = {}
        self.missed: list[str] = []

    def is_over(self) -> bool:
        return time.monotonic() > self.until

    def note(self, kind: str, outcome: str, what: str) -> None:
        self.counts.setdefault(kind, Counter())[outcome] += 1
        if outcome in {MISSED, FAULT}:
            self.missed.append(f"{kind}: {what}")

    def byte(self, kind: str, at: int, value: int) -> None:
        """Change a byte and see who notices."""
        data = bytearray(self.pages.data)
        data[at] ^= value
        alone(self.path).write_bytes(data)
        page, offset = at // self.pages.size + 1, at % self.pages.size
        what = f"page {page}, byte {offset}: {data[at] ^ value:#04x} became {data[at]:#04x}"
        self.note(kind, verdict(self.path, self.before), what)

    def bytes_at_random(self, random: Random, count: int) -> None:
        """Half of the samples anywhere in the file, half divided among the kinds of bytes."""
        kinds = self.pages.by_kind()
        for sample in range(count):
            if self.is_over():
                return
            if sample % 2:
                kind = sorted(kinds)[sample // 2 % len(kinds)]
                regions = kinds[kind]
                sizes = [region.end - region.start for region in regions]
                region = random.choices(regions, sizes)[0]
                at = random.randrange(region.start, region.end)
            else:
                at = random.randrange(len(self.pages.data))
                kind = next(it.kind for it in self.pages.regions if it.start <= at < it.end)
            self.byte(kind, at, random.randrange(1, 256))

    def report(self) -> str:
        """Return a table of Markdown: what became of the samples of each kind."""
        lines = [f"| what was changed | samples | {' | '.join(OUTCOMES)} |", "|---" * 8 + "|"]
        total: Counter[str] = Counter()
        for kind, counts in sorted(self.counts.items()):
            lines.append(row(kind, counts))
            total += counts
        lines.append(row("all", total))
        return "\n".join(lines)


def row(kind: str, counts: Counter[str]) -> str:
    figures = (f"{counts[outcome]:,}" for outcome in OUTCOMES)
    return f"| {kind} | {counts.total():,} | {' | '.join(figures)} |"


def without_triggers(source: Path, target: Path) -> dict[str, str]:
    """Copy a file and take its triggers out; return their texts."""
    shutil.copy(source, alone(target))
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        triggers = dict(found.fetchall())
        connection.execute("BEGIN")
        for name in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return triggers


def other(value: Any, step: int) -> Any:
    """Return another value of the same type, or a number where there was nothing."""
    match value:
        case None:
            return step
        case int():
            return value + step
        case bytes():
            return bytes([value[0] ^ step & 0xFF]) + value[1:] if value else b"x"
        case _:
            return f"{value}x"


def fields(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, tuple[Any, ...]]]:
    """Yield table and column of every stored field, and how its row is found."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        key = [column[1] for column in columns if column[5]] or ["rowid"]
        where = " AND ".join(f"{part} IS ?" for part in key)
        rows = connection.execute(f"SELECT {', '.join(key)} FROM {table}").fetchall()
        for row in rows:
            yield from ((table, column[1], where, row) for column in columns)


def change_field(
    connection: sqlite3.Connection, field: tuple[str, str, str, tuple[Any, ...]]
) -> bool:
    """Write another value into a field, the first that no index refuses."""
    table, column, where, key = field
    (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE {where}", key).fetchone()
    for step in (1, 1_000_003, -1_000_003):
        try:
            connection.execute(
                f"UPDATE {table} SET {column} = ? WHERE {where}", (other(value, step), *key)
            )
        except sqlite3.IntegrityError:
            continue
        return True
    return False


def every_field(
    campaign: Campaign, source: Path, folder: Path, chosen: Callable[[int], bool]
) -> None:
    """Change every field of every row that is chosen, without triggers, which are put back."""
    bare = folder / "bare.db"
    triggers = without_triggers(source, bare)
    with closing(sqlite3.connect(bare)) as connection:
        todo = [field for number, field in enumerate(fields(connection)) if chosen(number)]
    path = folder / "changed.db"
    for field in todo:
        if campaign.is_over():
            return
        shutil.copy(bare, alone(path))
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            is_changed = change_field(connection, field)
            for text in triggers.values():
                connection.execute(text)
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        table, column, _, key = field
        if is_changed:
            kind = "number of a draft" if (table, column) in FREE else "field of a row"
            outcome = verdict(path, campaign.before)
            campaign.note(kind, outcome, f"{table}.{column} of {key}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20_000, help="bytes to change")
    parser.add_argument("--every", type=int, default=1, help="one field of so many; 0 for none")
    parser.add_argument("--seconds", type=float, default=math.inf, help="stop after so many")
    parser.add_argument("--file", type=Path, default=newest_file())
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = subject(arguments.file, folder / "subject.db")
        campaign = Campaign(file, folder, seconds=arguments.seconds)
        assert yusuan.verify_file(file).is_sound
        campaign.bytes_at_random(Random(arguments.seed), arguments.count)
        if arguments.every:
            every_field(campaign, file, folder, lambda number: number % arguments.every == 0)
        said = f"seed {arguments.seed}, {arguments.count} bytes of {arguments.file.name}\n"
        sys.stdout.write("\n".join([said, campaign.report(), *campaign.missed]) + "\n")
    return int(any("number of a draft" not in missed for missed in campaign.missed))


if __name__ == "__main__":
    raise SystemExit(main())
