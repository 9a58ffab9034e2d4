"""Many random acts over random years, model and ledger in step: what a night has time for.

    make model MODEL="--seed 1 --acts 100000"

Each walk is a ledger of its own, begun from its seed; it goes through three years and back. The
first difference ends the campaign and says which walk it was and how to see it again.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from model.driver import Pair
from model.ledger_driver import LedgerDriver
from model.ledger_walk import LedgerWalk
from model.test_ledger_years import LedgerPair, check_verification
from model.test_random_years import DRIVERS, check_books, words
from model.walk import Walk, opening

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Step = Callable[[Random], tuple[object, frozenset[str]]]

ACTS: Final = 100_000
ACTS_OF_WALK: Final = 1_000


@dataclass
class Counts:
    """What the walks have met."""

    acts: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


def walk_by_sql(seed: int, acts: int, counts: Counts) -> None:
    """Give every act to the model and to plain SQL."""
    ledger = DRIVERS["sql"]()
    pair = Pair(ledger)

    def step(random: Random) -> tuple[object, frozenset[str]]:
        act = Walk(random, pair.model.books).next()
        return act, pair.attempt(act)

    walk(pair, step, seed, acts, counts)
    ledger.close()


def walk_by_library(seed: int, acts: int, counts: Counts) -> None:
    """Give every act to the model and to the verbs of the library; verify what they wrote."""
    with TemporaryDirectory() as folder:
        driver = LedgerDriver(Path(folder))
        pair = LedgerPair(driver)

        def step(random: Random) -> tuple[object, frozenset[str]]:
            act = LedgerWalk(random, pair.model.books).step()
            return act, pair.take(act)

        walk(pair, step, seed, acts, counts)
        check_verification(driver.ledger.verify(), pair.model.books)
        driver.close()


def walk(pair: Pair, step: Step, seed: int, acts: int, counts: Counts) -> None:
    """Take so many steps, count each, and look at the books behind it."""
    pair.do_all(opening())
    random = Random(seed)
    for _ in range(acts):
        before = len(pair.model.books.journal)
        act, refusal = step(random)
        counts.acts += 1
        counts.refused.update(refusal)
        if not refusal:
            counts.done.update(words(act, pair.model.books.journal[before:]))
            check_books(pair.model.books)
    assert pair.driver.differences() == []


WALKS: Final = {"sql": walk_by_sql, "library": walk_by_library}


def campaign(by: Sequence[str], seed: int, acts: int, acts_of_walk: int) -> Counts:
    """Walk until there were so many acts of each kind; raise at the first difference."""
    counts = Counts()
    for kind in by:
        for first in range(0, acts, acts_of_walk):
            length = min(acts_of_walk, acts - first)
            one = seed + first // acts_of_walk
            try:
                WALKS[kind](one, length, counts)
            except AssertionError:
                again = f"--by {kind} --seed {one} --acts {length} --acts-of-walk {length}"
                sys.stderr.write(f'they differ; see it again: make model MODEL="{again}"\n')
                raise
    return counts


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="seed of the first walk")
    parser.add_argument("--acts", type=int, default=ACTS, help="acts of each kind of walk")
    parser.add_argument("--acts-of-walk", type=int, default=ACTS_OF_WALK)
    parser.add_argument("--by", choices=sorted(WALKS), nargs="+", default=sorted(WALKS))
    given = parser.parse_args(arguments)
    counts = campaign(given.by, given.seed, given.acts, given.acts_of_walk)
    refused = sum(counts.refused.values())
    sys.stdout.write(f"{counts.acts} acts, model and ledger the same after each\n")
    sys.stdout.write(f"done: {counts.done.total()} events and acts of {len(counts.done)} kinds\n")
    sys.stdout.write(f"refused: {refused} reasons, {len(counts.refused)} rules\n")


if __name__ == "__main__":
    main()
