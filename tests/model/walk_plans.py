"""Random spending plans, for the walk over random years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.books import authority
from model.words import PlanSpending

if TYPE_CHECKING:
    from random import Random

    from model.books import Books
    from model.words import Line


def plan(random: Random, books: Books, line: Line, *, is_wild: bool) -> PlanSpending:
    """Plan a line: most often all it may spend, earlier or later in the year."""
    row = books.lines.get(line)
    limit = authority(row) if row else 100
    total = random.choice((limit, limit, limit // 2, limit + 1))
    planned = [0] * 12
    first = total if random.randrange(3) else total // 2
    planned[random.choice((0, 0, 0, 5, 11))] += first
    planned[11] += total - first
    if is_wild:
        planned[3] = -1
    return PlanSpending(line, tuple(planned))
