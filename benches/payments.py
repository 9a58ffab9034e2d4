"""Pays from Python as `bench` does from Rust; prints the seconds it took.

Usage: payments.py LEDGER PAYMENTS
"""

import sys
import time
from datetime import date, timedelta
from random import Random

from yusuan import Ledger

YEAR = 2025
DAYS = 280


def main() -> None:
    """Pay so often from the lines of a ledger."""
    path, count = sys.argv[1], int(sys.argv[2])
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
    started = time.perf_counter()
    with Ledger.open(path) as ledger, ledger.transaction():
        for line, amount_fen, dated, key in payments:
            ledger.pay(line, amount_fen=amount_fen, dated=dated, key=key)
    sys.stdout.write(f"{time.perf_counter() - started}\n")


if __name__ == "__main__":
    main()
