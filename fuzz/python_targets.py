"""Fuzzing of what Python parses or converts by itself, guided by atheris (requirements/fuzz.txt).

    python fuzz/python_targets.py python-rows -max_total_time=60

Each target takes bytes, and makes of them what a program might hand over. A refusal by a
`LedgerError` is as it should be; anything else that is raised is a finding, and so is an internal
error.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import atheris

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "python"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["yusuan", "yusuan_verify", "yusuan_verify_words"]):
    import yusuan
    import yusuan_verify
    from yusuan.fleet.location import locate

import fsspec
import pyarrow as pa

from python.book import make_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WHOLE: Final = ROOT / "tests" / "files" / "schema-2.db"
FOLDER: Final = Path(tempfile.mkdtemp(prefix="yusuan-fuzz-"))
MARCH: Final = date(2025, 3, 1)
LEDGERS: Final[list[yusuan.Ledger]] = []

# What the verifier itself answers with exit code 2.
UNREADABLE: Final = (
    *(yusuan_verify.UnreadableError, sqlite3.Error, TypeError, ValueError, LookupError),
)
COLUMNS: Final = (
    *("year", "unit", "fund", "level", "origin_year", "functional_code", "economic_code", "kind"),
    *("project", "amount", "amount_fen", "event", "line", "to_line", "dated", "document", "key"),
    *("payee", "memo", "预算单位", "金额（元）", "金额"),
)
WORDS: Final = (
    *("2025", "社会保险中心", "general_public", "一般公共预算", "own", "2080109", "30201", "pay"),
    *("basic_public", "project", "1,234.50", "１２３", "-0.01", "1e9", "NaN", "2025-03-01", "1"),
    *("'); DROP TABLE posting; --", "\u202e", "\x00", "", " ", "\ud800"),
)


@atheris.instrument_func  # type: ignore[untyped-decorator]
def refused(work: Callable[[], object]) -> None:
    """Do what may be refused, by an error of the ledger that is not its own fault."""
    try:
        work()
    except yusuan.InternalError:
        raise
    except yusuan.LedgerError:
        return


@atheris.instrument_func  # type: ignore[untyped-decorator]
def text(given: atheris.FuzzedDataProvider) -> str:
    """Return a word that means something, or any text."""
    if given.ConsumeBool():
        return str(given.PickValueInList(list(WORDS)))
    return str(given.ConsumeUnicode(given.ConsumeIntInRange(0, 24)))


@atheris.instrument_func  # type: ignore[untyped-decorator]
def value(given: atheris.FuzzedDataProvider) -> Any:
    """Return a value of any sort that a row may hold."""
    sorts: list[Callable[[], object]] = [
        lambda: text(given),
        lambda: given.ConsumeInt(given.ConsumeIntInRange(1, 12)),
        lambda: Decimal(given.ConsumeInt(8)).scaleb(given.ConsumeIntInRange(-30, 30)),
        lambda: Decimal(str(given.PickValueInList(["NaN", "sNaN", "-Infinity", "-0", "1E+400"]))),
        given.ConsumeFloat,
        lambda: date.fromordinal(given.ConsumeIntInRange(1, date.max.toordinal())),
        lambda: datetime(
            2025, 3, 1, tzinfo=timezone(timedelta(hours=given.ConsumeIntInRange(0, 9)))
        ),
        given.ConsumeBool,
        lambda: given.ConsumeBytes(4),
        lambda: [text(given)],
        lambda: {text(given): text(given)},
        lambda: None,
    ]
    return sorts[given.ConsumeIntInRange(0, len(sorts) - 1)]()


@atheris.instrument_func  # type: ignore[untyped-decorator]
def table(given: atheris.FuzzedDataProvider) -> list[dict[str, object]]:
    """Return rows as mappings."""
    names = [
        str(given.PickValueInList(list(COLUMNS))) if given.ConsumeIntInRange(0, 9) else text(given)
        for _ in range(given.ConsumeIntInRange(0, 12))
    ]
    return [{name: value(given) for name in names} for _ in range(given.ConsumeIntInRange(0, 3))]


@atheris.instrument_func  # type: ignore[untyped-decorator]
def take(ledger: yusuan.Ledger, given: Any) -> None:
    """Hand a table to each verb that takes one."""
    refused(lambda: ledger.import_lines(given))
    refused(lambda: ledger.post_many(given, dated=MARCH))
    refused(lambda: ledger.pay_many(given, dated=MARCH))


@atheris.instrument_func  # type: ignore[untyped-decorator]
def rows(data: bytes) -> None:
    """Columns given as mappings, and published tables given as such."""
    given = atheris.FuzzedDataProvider(data)
    made = table(given)
    with book() as ledger:
        take(ledger, made)
    # JSON has no days and no exact decimals.
    with suppress(TypeError):
        refused(lambda: yusuan.check_disclosure(made))


@atheris.instrument_func  # type: ignore[untyped-decorator]
def arrow(data: bytes) -> None:
    """Columns given by the Arrow C stream, of every type."""
    given = atheris.FuzzedDataProvider(data)
    types = [
        *(pa.int8(), pa.uint64(), pa.int64(), pa.string(), pa.large_string(), pa.string_view()),
        *(pa.decimal128(30, 2), pa.decimal256(60, 9), pa.date32(), pa.date64(), pa.float32()),
        *(pa.timestamp("us", "Asia/Shanghai"), pa.bool_(), pa.binary(), pa.null(), pa.float64()),
        *(pa.dictionary(pa.int8(), pa.string()), pa.list_(pa.int64()), pa.decimal128(5, -3)),
    ]
    length = given.ConsumeIntInRange(0, 3)
    columns = []
    for _ in range(given.ConsumeIntInRange(0, 10)):
        wanted = types[given.ConsumeIntInRange(0, len(types) - 1)]
        values = [value(given) for _ in range(length)]
        try:
            columns.append(pa.array(values, wanted))
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            columns.append(pa.nulls(length, wanted))
    names = [str(given.PickValueInList(list(COLUMNS))) for _ in columns]
    made = pa.Table.from_arrays(columns, names=names)
    if length and given.ConsumeBool():
        made = made.slice(given.ConsumeIntInRange(0, length))
    with book() as ledger:
        take(ledger, made)


@atheris.instrument_func  # type: ignore[untyped-decorator]
def values(data: bytes) -> None:
    """Amounts, dates, keys and words, by hand."""
    given = atheris.FuzzedDataProvider(data)
    # Python's own words for another type, and for half a letter, which no text can hold.
    wrong = (TypeError, UnicodeEncodeError)

    def one() -> None:
        said = value(given)
        try:
            ledger.pay(1, said, dated=value(given), payee=text(given), document=text(given))
        except wrong:
            return

    def two() -> None:
        try:
            drafted = yusuan.LineKey(
                year=value(given),
                unit=text(given),
                fund=text(given),
                functional_code=text(given),
                economic_code=text(given),
                kind=text(given),
                project=text(given),
            )
            ledger.draft(drafted, value(given))
        except wrong:
            return

    with book() as ledger:
        refused(one)
        refused(two)
        with suppress(UnicodeEncodeError):
            refused(lambda: ledger.add_unit(text(given), kind="other", memo=text(given)))


@atheris.instrument_func  # type: ignore[untyped-decorator]
def plan(data: bytes) -> None:
    """A plan that somebody edited, as a file."""
    path = FOLDER / "plan.csv"
    path.write_bytes(data)
    with book() as ledger:
        refused(lambda: ledger.load_plan(path))


@atheris.instrument_func  # type: ignore[untyped-decorator]
def verifier(data: bytes) -> None:
    """Ledgers with fields or bytes changed, for the verifier in Python and a connection to read."""
    given = atheris.FuzzedDataProvider(data)
    path = FOLDER / "changed.db"
    if given.ConsumeBool():
        content = bytearray(WHOLE.read_bytes())
        for _ in range(given.ConsumeIntInRange(1, 4)):
            at = given.ConsumeIntInRange(0, len(content) - 1)
            piece = given.ConsumeBytes(given.ConsumeIntInRange(1, 8))
            content[at : at + len(piece)] = piece
        path.write_bytes(content[: given.ConsumeIntInRange(0, len(content))] or content)
    else:
        shutil.copy(UNGUARDED, path)
        change(path, given)
    with suppress(*UNREADABLE):
        yusuan_verify.verify(path, None)
    refused(lambda: yusuan.verify_file(path))
    try:
        refused(lambda: yusuan.connect_read_only(path).close())
    except sqlite3.Error:
        return


@atheris.instrument_func  # type: ignore[untyped-decorator]
def change(path: Path, given: atheris.FuzzedDataProvider) -> None:
    """Give some fields of a ledger another value, whatever its columns say of types."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for _ in range(given.ConsumeIntInRange(1, 3)):
            name, columns = TABLES[given.ConsumeIntInRange(0, len(TABLES) - 1)]
            column = columns[given.ConsumeIntInRange(0, len(columns) - 1)]
            field = value(given)
            if isinstance(field, Decimal | list | dict | datetime | date):
                field = str(field)
            at = given.ConsumeIntInRange(0, 8)
            row = f"(SELECT rowid FROM {name} LIMIT 1 OFFSET {at})"
            try:
                connection.execute(
                    f"UPDATE {name} SET {column} = ? WHERE rowid = {row}",
                    (field,),
                )
            except (sqlite3.Error, OverflowError, UnicodeEncodeError):
                continue


@atheris.instrument_func  # type: ignore[untyped-decorator]
def locations(data: bytes) -> None:
    """What names the ledgers of a fleet: nothing outside a folder, no store that is far away."""
    given = atheris.FuzzedDataProvider(data)
    starts = ["", "", "county/", "**/", "memory://", "file://", "nothing://", "[", "a/*"]
    patterns = [
        str(given.PickValueInList(starts)) + text(given)
        for _ in range(given.ConsumeIntInRange(0, 3))
    ]
    far = set(fsspec.available_protocols()) - {"memory"}
    for pattern in patterns:
        if pattern.startswith(("/", "~")) or ".." in pattern or pattern.split(":")[0] in far:
            return
    refused(lambda: locate(patterns))


class UndoneError(Exception):
    """Undoes what a target did."""


@contextmanager
def book() -> Iterator[yusuan.Ledger]:
    """Lend a small ledger, and undo what is done to it."""
    path = FOLDER / "book.db"
    if not LEDGERS:
        make_book(path)
        LEDGERS.append(yusuan.Ledger.open(path))
    with suppress(UndoneError), LEDGERS[0].transaction():
        yield LEDGERS[0]
        raise UndoneError


def tables(path: Path) -> list[tuple[str, list[str]]]:
    """Take the triggers out of a ledger, and return its tables with their columns."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (trigger,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        named = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'"
        )
        return [
            (name, [row[1] for row in connection.execute(f"PRAGMA table_info({name})")])
            for (name,) in named.fetchall()
            if not name.startswith("sqlite_")
        ]


UNGUARDED: Final = FOLDER / "unguarded.db"
TARGETS: Final = {
    "python-rows": rows,
    "python-arrow": arrow,
    "python-values": values,
    "python-plan": plan,
    "python-verifier": verifier,
    "python-locations": locations,
}


def main() -> None:
    """Run the target that is named first, with the options of libFuzzer behind it."""
    target = TARGETS[sys.argv.pop(1)]
    (FOLDER / "county").mkdir()
    (FOLDER / "county" / "a.db").touch()
    os.chdir(FOLDER / "county")
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


shutil.copy(WHOLE, UNGUARDED)
TABLES: Final = tables(UNGUARDED)

if __name__ == "__main__":
    main()
