"""Measures yusuan beside its peers, prints one table and writes the figures.

`make bench-peers` runs it from the folder of the project. Every task is a process of its own; who
comes first changes from round to round.
"""

import argparse
import os
import platform
import resource
import sys
import tempfile
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from benches.peers import databases, journals, text_ledgers
from benches.peers.peer import TASKS, AbsentError, Peer, said
from benches.peers.process import TooLongError, run
from benches.peers.report import Figures

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = "10000,100000"
ROUNDS = 3
# What would take a task longer is left out, and named.
LIMIT_SECONDS = 300.0


def tell(text: str) -> None:
    """Say how far it is, beside the table."""
    sys.stderr.write(f"{text}\n")


def find_peers(target: Path) -> tuple[list[Peer], list[str]]:
    """Return everybody who is here, yusuan first, and who is absent."""
    (target / "peers").mkdir(parents=True, exist_ok=True)
    # Those that wait for the disk at each payment stand side by side: how busy it is changes soon.
    *peers, each = databases.yusuan(target)
    absent = []
    finders: list[Callable[[Path], Peer]] = [
        text_ledgers.hledger,
        text_ledgers.ledger,
        text_ledgers.beancount,
        databases.doubleentry,
    ]
    for find in finders:
        try:
            peers.append(find(target))
        except AbsentError as error:
            absent.append(str(error))
            tell(f"{error}; it is left out")
    *looked_up, looked_up_each = databases.python_sqlite(target)
    return [*peers, *looked_up, each, looked_up_each], absent


class Measurement:
    """Payments of one size, given to everybody in turns."""

    def __init__(self, figures: Figures, payments: int, target: Path, folder: Path) -> None:
        """Make the payments, and know what the answers must be."""
        self.figures, self.payments, self.folder = figures, payments, folder
        self.file = folder / "payments.csv"
        said([str(target / "release" / "peers"), "payments", str(payments), str(self.file)])
        self.paid_fen = journals.paid_fen(self.file)
        self.too_slow: set[str] = set()

    def leave_out(self, peer: Peer, task: str, why: str) -> None:
        """Give somebody up for this size."""
        self.too_slow.add(peer.name)
        text = f"{peer.name}: {task}: {self.payments:,} payments are left out: {why}"
        self.figures.left_out.append(text)
        tell(text)

    def is_measured(self, peer: Peer) -> bool:
        """Say whether somebody is given that many payments."""
        if peer.name in self.too_slow:
            return False
        if peer.payments_max is not None and self.payments > peer.payments_max:
            self.leave_out(peer, "record", "each waits for the disk, and more tell nothing new")
            return False
        for task in peer.tasks:
            for payments in self.figures.sizes:
                taken = self.figures.taken.get((peer.name, task, payments))
                if payments >= self.payments or not taken:
                    continue
                expected = min(one.seconds for one in taken) * self.payments / payments
                if expected > LIMIT_SECONDS:
                    self.leave_out(peer, task, f"it would take {expected:,.0f} s")
                    return False
        return True

    def round(self, number: int) -> None:
        """Let everybody do everything once."""
        peers = self.figures.peers
        first = number * len(peers) // ROUNDS
        for peer in chain(peers[first:], peers[:first]):
            if self.is_measured(peer):
                self.measure(peer)

    def measure(self, peer: Peer) -> None:
        """Let somebody do everything."""
        books = self.folder / "books"
        peer.start(books, self.file)
        for task in filter(peer.tasks.__contains__, TASKS):
            command = peer.tasks[task](books, self.file)
            try:
                taken, printed = run(command, self.folder, LIMIT_SECONDS)
            except TooLongError:
                self.leave_out(peer, task, f"stopped after {LIMIT_SECONDS:,.0f} s")
                return
            peer.check_answer(task, printed, self.paid_fen)
            self.figures.add(peer, task, self.payments, taken)
            tell(f"{self.payments:,} {peer.name}: {task}: {taken.seconds:.2f} s")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m benches.peers", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help="how many payments: N,N")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--target", type=Path, default=Path("target"), help="where cargo builds")
    options = parser.parse_args()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    peers, absent = find_peers(options.target)
    figures = Figures(peers, sizes, left_out=absent)
    figures.conditions["processors"] = os.cpu_count() or 0
    figures.conditions["machine"] = platform.platform()
    figures.conditions["load_at_start"] = os.getloadavg()[0]
    for payments in sizes:
        # On the disk of the project: memory would be no disk.
        with tempfile.TemporaryDirectory(dir=options.target) as folder:
            measurement = Measurement(figures, payments, options.target, Path(folder))
            for number in range(options.rounds):
                measurement.round(number)
    figures.conditions["load_at_end"] = os.getloadavg()[0]
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures.conditions["memory_floor_mib"] = floor
    figures.write(options.target / "peers.json")
    sys.stdout.write(figures.table())
    sys.stdout.write(f"No process is seen to take less than {floor:.0f} MiB.\n")
    sys.stdout.writelines(f"{text}\n" for text in figures.left_out)


if __name__ == "__main__":
    main()
