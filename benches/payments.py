"""Pays from Python as `bench` does from Rust; prints the seconds it took.

Usage: payments.py (one|table) LEDGER PAYMENTS

`one` calls `pay()` for each payment in one transaction, `table` gives `pay_many()` an Arrow table.
"""

import sys
import time
from datetime import date, timedelta
from random import Random

import pyarrow as pa

from yusuan import Ledger, Line

YEAR = 2025
DAYS = 280

Payments = list[tuple[Line, int, date, str]]


def pay_one_by_one(path: str, payments: Payments) -> float:
    """Return the seconds that a call for each payment takes."""
    started = time.perf_counter()
    with Ledger.open(path) as ledger, ledger.transaction():
        for line, amount_fen, dated, key in payments:
            ledger.pay(line, amount_fen=amount_fen, dated=dated, key=key)
    return time.perf_counter() - started


def pay_table(path: str, payments: Payments) -> float:
    """Return the seconds that a table of the payments takes."""
    lines, amounts, days, keys = zip(*payments, strict=True)
    columns = {
        "line": pa.array([line.id for line in lines], pa.int64()),
        "amount_fen": pa.array(amounts, pa.int64()),
        "dated": pa.array(days, pa.date32()),
        "key": pa.array(keys, pa.string()),
    }
    table = pa.table(columns)
    started = time.perf_counter()
    with Ledger.open(path) as ledger:
        ledger.pay_many(table)
    return time.perf_counter() - started


WAYS = {"one": pay_one_by_one, "table": pay_table}


def main() -> None:
    """Pay so often from the lines of a ledger."""
    way, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    random = Random(20_250_301)
    first = date(YEAR, 2, 1)
    with Ledger.open(path) as ledger:
        lines = [report.line for report in ledger.lines(YEAR)]
    payments = [
        (
            random.choice(lines),
            random.randrange(100_000) + 1,
            first + timedelta(days=number * DAYS // count),
            f"{number:020}",
        )
        for number in range(count)
    ]
    sys.stdout.write(f"{WAYS[way](path, payments)}\n")


if __name__ == "__main__":
    main()
