"""Surplus of a unit that is at an end, on its way to the one that took it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.books import earmarked_stock, stock
from model.words import FISCAL_FUNDS, DeactivateUnit, Entry

if TYPE_CHECKING:
    from model.choices import Choices
    from model.words import Act

# The unit that ends, before the years of the walks, and the one that takes it over.
OLD, HEIR = "archive", "home"


def ending(walk: Choices) -> Act | None:
    """End the unit, now and then, once it has something to hand over."""
    held = [row for (unit, _), row in walk.books.surpluses.items() if unit == OLD and stock(row)]
    is_due = held and walk.books.units.get(OLD) and walk.random.randrange(6) == 0
    return DeactivateUnit(OLD) if is_due else None


def moves(walk: Choices) -> tuple[Entry, ...]:
    """Return the two halves of a pool, or what sets something aside to be pooled."""
    books, random = walk.books, walk.random
    held = [(fund, row) for (unit, fund), row in books.surpluses.items() if unit == OLD]
    free = [(fund, row) for fund, row in held if stock(row)]
    aside = [(fund, row) for fund, row in held if earmarked_stock(row)]
    if not (free or aside) or (books.units[OLD] and random.randrange(4)):
        return ()
    # Now and then to a unit that took nothing over, or less than was taken.
    heir = walk.pick(("office",) if walk.is_wild() else (HEIR,))
    if aside and random.randrange(2):
        fund, row = walk.pick(aside)
        kind, limit = "pool_earmarked", earmarked_stock(row)
    else:
        fund, row = walk.pick(free or aside)
        kind, limit = "pool", stock(row)
        if fund not in FISCAL_FUNDS and limit > 1 and random.randrange(2):
            half = limit // 2
            return (Entry(event="earmark_surplus", amount=half, unit=OLD, fund=fund),)
    fen = walk.fen(limit)
    given = walk.fen(limit) if walk.is_wild() else fen
    return (
        Entry(event=f"{kind}_out", amount=fen, unit=OLD, fund=fund),
        Entry(event=f"{kind}_in", amount=given, unit=heir, fund=fund),
    )
