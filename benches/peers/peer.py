"""What a peer is: how it is given payments, and how it is asked."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from benches.peers.county import BUDGET_FEN

TASKS = ("record", "balances", "budget", "check")

# Command of a task, given the books and the file of payments.
Command = Callable[[Path, Path], list[str]]
# Lays the books as they are before the payments, given where, and the file of payments.
Start = Callable[[Path, Path], None]
# What each line has paid, and what it was given where that was asked.
Answer = dict[int, tuple[int, int | None]]


class AbsentError(Exception):
    """A peer is not on this machine; says how to get it."""


@dataclass(frozen=True)
class Peer:
    """One way of keeping the books."""

    name: str
    version: str
    start: Start
    tasks: dict[str, Command]
    answer: Callable[[str], Answer]
    # The way of yusuan that its recording is compared with, unless it is yusuan itself.
    beside: str | None
    # Waiting for the disk at each payment, it tells nothing new of more of them.
    payments_max: int | None = None

    def check_answer(self, task: str, printed: str, paid_fen: dict[int, int]) -> None:
        """Compare an answer with what was paid.

        Raises:
            RuntimeError: the two differ, so nothing that was measured counts.
        """
        if task not in {"balances", "budget"}:
            return
        answer = self.answer(printed)
        for line_id, paid in paid_fen.items():
            # A line that paid nothing has no balance in a journal, and a budget all the same.
            found, given = answer.get(line_id, (0, None))
            if found != paid or (task == "budget" and given != BUDGET_FEN):
                raise RuntimeError(
                    f"{self.name}: {task}: line {line_id} paid {paid} fen of {BUDGET_FEN}, "
                    f"and the answer is {found} of {given}"
                )


def said(command: list[str]) -> str:
    """Return what a command prints."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def recording(*words: str) -> Command:
    """Return the command whose last words are the books and the file of payments."""
    return lambda books, payments: [*words, str(books), str(payments)]


def asking(*words: str) -> Command:
    """Return the command whose last word is the books."""
    return lambda books, _: [*words, str(books)]


def copy_file(beginning: Path) -> Start:
    """Return the start of books that are one file: a copy, with nothing left beside it."""

    def start(books: Path, _payments: Path) -> None:
        for ending in ("-wal", "-shm"):
            books.with_name(books.name + ending).unlink(missing_ok=True)
        shutil.copyfile(beginning, books)

    return start


def answer_in_fen(printed: str) -> Answer:
    """Read rows of line, paid and given, in fen."""
    answer: Answer = {}
    for row in printed.splitlines():
        line_id, paid, *given = map(int, row.split(",")[:3])
        answer[line_id] = (paid, given[0] if given else None)
    return answer


def answer_in_yuan(rows: list[tuple[str, str, str | None]]) -> Answer:
    """Make an answer of account, paid and given, in yuan; what is no line is passed over."""
    answer: Answer = {}
    for account, paid, given in rows:
        _, is_line, line_id = account.partition("Expenses:Line")
        if is_line:
            answer[int(line_id)] = (fen(paid), None if given is None else fen(given))
    return answer


def fen(yuan: str) -> int:
    """Return an amount of a text ledger; a zero has no commodity, or is blank."""
    return int(Decimal(yuan.removesuffix("CNY").strip() or 0) * 100)
