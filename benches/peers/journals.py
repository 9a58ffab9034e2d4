"""Writes payments as the journals of text ledgers; nobody's time counts this."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from benches.peers.county import BUDGET_FEN, LINES

TREASURY = "Assets:Treasury"
LINE_IDS = range(1, LINES + 1)


def account(line_id: int) -> str:
    """Return the account of a line."""
    return f"Expenses:Line{line_id:04}"


def yuan(fen: int) -> str:
    """Return an amount as these tools write it."""
    return f"{fen // 100}.{fen % 100:02} CNY"


def payments(file: Path) -> Iterator[tuple[int, int, str, str]]:
    """Yield line, amount, day and key of each payment."""
    with file.open(encoding="ascii", newline="") as rows:
        for line_id, amount_fen, dated, key in csv.reader(rows):
            yield int(line_id), int(amount_fen), dated, key


def paid_fen(file: Path) -> dict[int, int]:
    """Return what each line paid: what every peer has to answer."""
    paid = dict.fromkeys(LINE_IDS, 0)
    for line_id, amount_fen, _, _ in payments(file):
        paid[line_id] += amount_fen
    return paid


def write(file: Path, journal: Path, head: Callable[[TextIO], None], entry: str) -> None:
    """Write a journal: what stands at its head, then an entry for each payment."""
    with journal.open("w", encoding="ascii") as text:
        head(text)
        for line_id, amount_fen, dated, key in payments(file):
            text.write(
                entry.format(
                    dated=dated, key=key, account=account(line_id), amount=yuan(amount_fen)
                )
            )


ENTRY = f"{{dated}} ({{key}}) payment\n    {{account}}  {{amount}}\n    {TREASURY}\n\n"


def _write_head(text: TextIO, commodity: str) -> None:
    """Declare everything, and give each line its budget."""
    text.write(f"{commodity}\n\naccount {TREASURY}\n")
    text.writelines(f"account {account(line_id)}\n" for line_id in LINE_IDS)
    # Without its end ledger gives the budget of the next year too.
    text.write("\n~ Yearly from 2025-01-01 to 2026-01-01\n")
    text.writelines(f"    {account(line_id)}  {yuan(BUDGET_FEN)}\n" for line_id in LINE_IDS)
    text.write(f"    {TREASURY}\n\n")


def write_hledger(file: Path, journal: Path) -> None:
    """Write a journal of hledger."""
    write(file, journal, lambda text: _write_head(text, "commodity 1000.00 CNY"), ENTRY)


def write_ledger(file: Path, journal: Path) -> None:
    """Write a journal of ledger."""
    commodity = "commodity CNY\n    format 1000.00 CNY"
    write(file, journal, lambda text: _write_head(text, commodity), ENTRY)


def write_beancount(file: Path, journal: Path) -> None:
    """Write a journal of beancount; a budget is written as Fava reads it."""

    def head(text: TextIO) -> None:
        text.write(f'option "operating_currency" "CNY"\n\n2025-01-01 open {TREASURY} CNY\n')
        for line_id in LINE_IDS:
            text.write(f"2025-01-01 open {account(line_id)} CNY\n")
            budget = yuan(BUDGET_FEN)
            text.write(f'2025-01-01 custom "budget" {account(line_id)} "yearly" {budget}\n')
        text.write("\n")

    entry = f'{{dated}} * "payment" ^{{key}}\n  {{account}}  {{amount}}\n  {TREASURY}\n\n'
    write(file, journal, head, entry)
