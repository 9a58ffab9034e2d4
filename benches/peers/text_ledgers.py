"""hledger, ledger and beancount: the journal is the ledger, and each question reads it."""

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

from benches.peers import journals
from benches.peers.databases import LIST as BESIDE
from benches.peers.peer import AbsentError, Answer, Peer, answer_in_yuan, asking, said

PINS = Path("requirements/peers.txt")
READER = Path("benches/peers/beancount_books.py")


def find(program: str) -> str:
    """Return the path of a program of Debian.

    Raises:
        AbsentError: it is not installed.
    """
    path = shutil.which(program)
    if path is None:
        raise AbsentError(f"{program} is absent: apt-get install {program}")
    return path


def hledger(_target: Path) -> Peer:
    """Return hledger."""
    program = find("hledger")
    report = ["balance", "Expenses", "--flat", "-N", "-O", "csv"]

    def answer(printed: str) -> Answer:
        rows = [[*row, None] for row in csv.reader(io.StringIO(printed))]
        return answer_in_yuan([(str(row[0]), str(row[1]), row[2]) for row in rows])

    return Peer(
        name="hledger",
        version=said([program, "--version"]),
        start=lambda books, payments: journals.write_hledger(payments, books),
        tasks={
            "record": lambda books, _: [program, "-f", str(books), "check"],
            "balances": lambda books, _: [program, "-f", str(books), *report],
            "budget": lambda books, _: [program, "-f", str(books), *report, "--budget", "-Y"],
            "check": lambda books, _: [
                *(program, "-f", str(books)),
                *("check", "accounts", "commodities", "ordereddates"),
            ],
        },
        answer=answer,
        beside=BESIDE,
    )


def ledger(_target: Path) -> Peer:
    """Return ledger."""
    program = find("ledger")

    def command(books: Path, *words: str) -> list[str]:
        return [program, "--args-only", "-f", str(books), *words]

    def answer(printed: str) -> Answer:
        rows = [row.replace(" CNY", "").split() for row in printed.splitlines()]
        # Paid and account; or paid, given, their difference, the share and account.
        return answer_in_yuan([(row[-1], row[0], row[1] if row[2:] else None) for row in rows])

    whole = ("--flat", "--no-total")
    return Peer(
        name="ledger",
        version=said([program, "--version"]).splitlines()[0],
        start=lambda books, payments: journals.write_ledger(payments, books),
        tasks={
            "record": lambda books, _: command(books, "source"),
            "balances": lambda books, _: command(books, *whole, "balance", "^Expenses"),
            "budget": lambda books, _: command(books, *whole, "budget", "^Expenses"),
            "check": lambda books, _: command(books, "--strict", "--pedantic", "source"),
        },
        answer=answer,
        beside=BESIDE,
    )


def beancount(target: Path) -> Peer:
    """Return beancount, installed into an environment of its own."""
    environment = target / "peers" / "beancount"
    python, program = environment / "bin" / "python", environment / "bin" / "bean-check"
    try:
        if not python.exists():
            said([sys.executable, "-m", "venv", str(environment)])
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        said([str(python), *install, "--requirement", str(PINS)])
    except subprocess.CalledProcessError as error:
        why = error.stderr.strip().splitlines()[-1:]
        raise AbsentError(f"beancount is absent: {PINS} cannot be installed: {why}") from error

    def start(books: Path, payments: Path) -> None:
        journals.write_beancount(payments, books)
        # What it remembers of the last journal of this name.
        for cache in books.parent.glob(f".{books.name}*cache"):
            cache.unlink()

    def answer(printed: str) -> Answer:
        rows = [[*row.split(","), None] for row in printed.splitlines()]
        return answer_in_yuan([(str(row[0]), str(row[1]), row[2]) for row in rows])

    return Peer(
        name="beancount",
        version=said([str(python), "-m", "pip", "freeze"]).splitlines()[0].replace("==", " "),
        start=start,
        tasks={
            "record": asking(str(program)),
            "balances": asking(str(python), str(READER), "balances"),
            "budget": asking(str(python), str(READER), "budget"),
            "check": asking(str(program), "--no-cache"),
        },
        answer=answer,
        beside=BESIDE,
    )
