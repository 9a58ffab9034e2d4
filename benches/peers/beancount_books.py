"""Reads books of beancount through its own loader; runs in the environment that holds it.

Each task is a process of its own: `beancount_books.py TASK BOOKS`. Tasks are balances and budget; a
budget is a `custom` directive, as Fava writes them. Standard error gets the seconds that asking
again takes once the books are loaded.
"""

import sys
import time
from collections import defaultdict
from decimal import Decimal

from beancount import loader
from beancount.core.data import Custom, Directive, Transaction


def balances(entries: list[Directive]) -> str:
    """Return a row for each line: what it has paid."""
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                # The loader fills in what a transaction leaves out, or drops it with an error.
                if posting.units is not None and posting.units.number is not None:
                    paid[posting.account] += posting.units.number
    lines = sorted(account for account in paid if account.startswith("Expenses:"))
    return "".join(f"{account},{paid[account]}\n" for account in lines)


def budget(entries: list[Directive]) -> str:
    """Return a row for each line: what it has paid, and what it was given."""
    given: dict[str, Decimal] = {}
    for entry in entries:
        if isinstance(entry, Custom) and entry.type == "budget":
            account, _, amount = (value.value for value in entry.values)
            given[account] = amount.number
    paid = dict(row.split(",") for row in balances(entries).splitlines())
    return "".join(f"{account},{paid.get(account, 0)},{given[account]}\n" for account in given)


def main() -> None:
    """Load the books and read them."""
    task, path = sys.argv[1:]
    reading = {"balances": balances, "budget": budget}[task]
    entries, errors, _ = loader.load_file(path)
    if errors:
        raise SystemExit(f"{path}: {errors[0]}")
    sys.stdout.write(reading(entries))
    started = time.perf_counter()
    reading(entries)
    sys.stderr.write(f"{time.perf_counter() - started}\n")


if __name__ == "__main__":
    main()
