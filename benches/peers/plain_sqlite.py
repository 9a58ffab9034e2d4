"""A ledger as analysts write it with Python's own `sqlite3`: two tables, no trigger, no chain.

Each task is a process of its own: `plain_sqlite.py TASK WAY BOOKS [FILE]`. Tasks are open, record,
balances, budget and check. Ways are bulk, checked and each: loaded without a look, and added up
when somebody asks; or looked up, inserted and counted one by one, in one transaction or with a
commit for each.

A reading prints a row for each line; standard error gets the seconds that asking again takes.
"""

import csv
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benches.peers.county import BUDGET_FEN, LINES

Payment = tuple[int, int, str, str]

SCHEMA = """
    CREATE TABLE line (
        line_id INTEGER PRIMARY KEY, budget_fen INTEGER NOT NULL, paid_fen INTEGER NOT NULL
    );
    CREATE TABLE payment (
        payment_id INTEGER PRIMARY KEY, line_id INTEGER NOT NULL REFERENCES line,
        amount_fen INTEGER NOT NULL, dated TEXT NOT NULL, voucher TEXT NOT NULL
    );
"""
ADD_LINE = "INSERT INTO line VALUES (?, ?, 0)"
INSERT = "INSERT INTO payment (line_id, amount_fen, dated, voucher) VALUES (?, ?, ?, ?)"
LEFT = "SELECT budget_fen - paid_fen FROM line WHERE line_id = ?"
COUNT = "UPDATE line SET paid_fen = paid_fen + ? WHERE line_id = ?"

COUNTED = {
    "balances": "SELECT line_id, paid_fen FROM line",
    "budget": "SELECT line_id, paid_fen, budget_fen, budget_fen - paid_fen FROM line",
}
ADDED_UP = {
    "balances": "SELECT line_id, sum(amount_fen) FROM payment GROUP BY line_id",
    "budget": """
        SELECT line_id, coalesce(paid.fen, 0), budget_fen, budget_fen - coalesce(paid.fen, 0)
        FROM line LEFT JOIN (
            SELECT line_id, sum(amount_fen) AS fen FROM payment GROUP BY line_id
        ) AS paid USING (line_id)
    """,
}
MISCOUNTED = """
    SELECT line_id FROM line LEFT JOIN (
        SELECT line_id, sum(amount_fen) AS fen FROM payment GROUP BY line_id
    ) AS paid USING (line_id)
    WHERE paid_fen <> coalesce(paid.fen, 0) OR paid_fen > budget_fen
"""
OVERSPENT = """
    SELECT line_id FROM payment JOIN line USING (line_id)
    GROUP BY line_id HAVING sum(amount_fen) > budget_fen
"""


def connect(path: str) -> sqlite3.Connection:
    """Open books as durable as a ledger; a transaction begins and ends where it is written."""
    books = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
        books.execute(f"PRAGMA {pragma}")
    return books


def make(books: sqlite3.Connection) -> None:
    """Give every line its budget."""
    books.executescript(SCHEMA)
    books.execute("BEGIN")
    books.executemany(ADD_LINE, ((number, BUDGET_FEN) for number in range(1, LINES + 1)))
    books.execute("COMMIT")


def payments(file: str) -> Iterator[Payment]:
    """Yield line, amount, day and voucher of each payment."""
    with Path(file).open(encoding="ascii", newline="") as rows:
        for line_id, amount_fen, dated, voucher in csv.reader(rows):
            yield int(line_id), int(amount_fen), dated, voucher


def record(books: sqlite3.Connection, way: str, file: str) -> None:
    """Record all payments."""
    if way == "each":
        for payment in payments(file):
            books.execute("BEGIN")
            pay(books, payment)
            books.execute("COMMIT")
        return
    books.execute("BEGIN")
    if way == "bulk":
        books.executemany(INSERT, payments(file))
    else:
        for payment in payments(file):
            pay(books, payment)
    books.execute("COMMIT")


def pay(books: sqlite3.Connection, payment: Payment) -> None:
    """Look whether the line holds enough; insert; count."""
    line_id, amount_fen, _, _ = payment
    (left_fen,) = books.execute(LEFT, (line_id,)).fetchone()
    if not 0 < amount_fen <= left_fen:
        raise SystemExit(f"line {line_id} holds {left_fen} fen: {amount_fen} are too much")
    books.execute(INSERT, payment)
    books.execute(COUNT, (amount_fen, line_id))


def read(books: sqlite3.Connection, sql: str) -> str:
    """Return the rows of a reading."""
    return "".join(",".join(map(str, row)) + "\n" for row in books.execute(sql))


def check(books: sqlite3.Connection, way: str) -> None:
    """Check what can be checked: the file, the references, the totals."""
    ways = {"PRAGMA integrity_check": [("ok",)], "PRAGMA foreign_key_check": []}
    for sql, sound in {**ways, (OVERSPENT if way == "bulk" else MISCOUNTED): []}.items():
        found = books.execute(sql).fetchall()
        if found != sound:
            raise SystemExit(f"{sql.strip()}: {found[:5]}")


def main() -> None:
    """Do one task."""
    task, way, path, *rest = sys.argv[1:]
    books = connect(path)
    match task:
        case "open":
            make(books)
        case "record":
            record(books, way, rest[0])
        case "check":
            check(books, way)
        case _:
            sql = (ADDED_UP if way == "bulk" else COUNTED)[task]
            sys.stdout.write(read(books, sql))
            started = time.perf_counter()
            read(books, sql)
            sys.stderr.write(f"{time.perf_counter() - started}\n")
    books.close()


if __name__ == "__main__":
    main()
