"""Random contracts and marks of procurement, for the walk over random years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.books import available
from model.choices import BAD_AMOUNTS, UNITS
from model.contracts import committed, held, planned
from model.words import AmendContract, MarkProcurement, Part, SignContract

if TYPE_CHECKING:
    from model.choices import Choices
    from model.words import Act, Line

# What a part must not say.
WRONG: dict[str, tuple[object, ...]] = {
    "year": (1899, 9999),
    "fund": ("unit_funds", "gold"),
    "level": ("middle",),
    "functional_code": ("20802", "208029x"),
    "economic_code": ("302",),
    "kind": ("hobby", "operating"),
    "project": ("", " roof", "road"),
    "amount": BAD_AMOUNTS,
    "due_on": ("2024-06-31", "2023-12-31"),
}
# Few enough that amendments, commitments and payments meet.
CONTRACTS = 12


def sign(walk: Choices) -> Act | None:
    """Sign a contract of a unit over some of the years, most often on lines that are there."""
    contracts = walk.books.contracts
    if len(contracts) >= CONTRACTS and not walk.is_wild():
        return None
    unit = walk.pick((*UNITS, "nobody") if walk.is_wild() else UNITS)
    under = [it.contract for it in walk.books.commitments if it.contract not in contracts]
    new = f"signed {len(contracts) + 1}"
    # Commitments may have come before the contract was signed.
    reference = walk.pick((new, new, *under[-1:]))
    if walk.is_wild():
        reference = walk.pick((*contracts, "", " spaced"))
    category = walk.pick((None, "goods", "works", "services"))
    reserved_for = walk.pick((None, None, "small", "micro")) if category else None
    if walk.is_wild():
        category, reserved_for = walk.pick(((None, "small"), ("gifts", None), ("goods", "large")))
    # Every other contract asks nothing but of lines that are there.
    fits = walk.random.randrange(2) == 0
    parts = tuple(_part(walk, unit, fits=fits) for _ in range(walk.pick((1, 2, 2, 3))))
    return SignContract(
        reference=reference,
        unit=unit,
        signed_on=walk.day(2024),
        parts=parts,
        category=category,
        reserved_for=reserved_for,
    )


def amend(walk: Choices) -> Act | None:
    """Add to a contract, and take away what is not committed, or one fen more."""
    if not walk.books.contracts:
        return None
    reference = walk.pick(walk.books.contracts)
    signed = walk.books.contracts[reference]
    costs = planned(walk.books, reference)
    more = tuple(_part(walk, signed.unit, fits=False) for _ in range(walk.pick((0, 1, 1))))
    line = walk.pick(costs)
    free = sum(costs.values()) - committed(held(walk.books, reference))
    limit = walk.pick((costs[line], free, min(costs[line], free)))
    less = walk.fen(limit) if limit else None
    if isinstance(less, int) and walk.random.randrange(2):
        more = (*more, _of(line, -less))
    if walk.is_wild():
        reference = "unsigned"
    return AmendContract(reference, more) if more else None


def mark(walk: Choices) -> Act | None:
    """Mark a line or a commitment, in part or more than it is; now and then take that away."""
    numbers = range(1, len(walk.books.commitments) + 1)
    if not walk.books.lines:
        return None
    on: dict[str, Any] = {"line": walk.pick(walk.books.lines)}
    if numbers and walk.random.randrange(2):
        on = {"commitment": walk.pick((*numbers[-5:], walk.pick(numbers)))}
    if walk.is_wild():
        on = walk.pick(({}, {"commitment": 999}, {"line": walk.key(2024)}))
    category = walk.pick(("goods", "works", "services", "gifts" if walk.is_wild() else "goods"))
    reserved_for = walk.pick((None, "small", "micro", "large" if walk.is_wild() else None))
    amount = walk.pick((0, walk.fen(), walk.fen()))
    return MarkProcurement(category=category, reserved_for=reserved_for, amount=amount, **on)


def _part(walk: Choices, unit: str, *, fits: bool) -> Part:
    """Return what a contract costs on a line, of this unit where there is one."""
    mine = [it for it in walk.books.lines if it.unit == unit and it.year == it.origin_year]
    mine += [it for it in walk.books.draft_lines if it.unit == unit and it.year == it.origin_year]
    line = walk.pick(mine) if mine and (fits or walk.random.randrange(3)) else walk.key(_year(walk))
    row = walk.books.lines.get(line)
    limits = [available(row) if row else 0, walk.books.draft_lines.get(line, 0)]
    due = f"{line.year}-{walk.pick(('03-31', '12-31'))}" if walk.random.randrange(2) else None
    amount = walk.fen(*limits)
    if not walk.is_wild():
        return _of(line, amount, due)
    part = walk.pick(WRONG)
    values: dict[str, Any] = vars(_of(line, amount, due)) | {part: walk.pick(WRONG[part])}
    return Part(**values)


def _year(walk: Choices) -> int:
    """Return a year that is there, or the one after it."""
    return walk.pick((*walk.books.years, max(walk.books.years) + 1))


def _of(line: Line, amount: object, due_on: str | None = None) -> Part:
    codes = line.functional_code, line.economic_code
    return Part(line.year, line.fund, line.level, *codes, line.kind, line.project, amount, due_on)
