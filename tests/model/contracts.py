"""合同 and 政府采购: what contracts cost, what they need of a year, and what is procurement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model.books import Contract, authority, available, remaining
from model.keys import AMOUNT_MAX, LEAF_DIGITS, is_day, unit_broken
from model.words import FUNDS, KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model.books import Books, Commitment
    from model.words import AmendContract, Line, MarkProcurement, Part, SignContract, Snapshot

CATEGORIES = frozenset({"goods", "works", "services"})
ENTERPRISES = frozenset({"small", "micro"})
YEARS = range(1900, 9999)


def planned(books: Books, reference: str) -> dict[Line, int]:
    """Return what a contract costs on each line."""
    signed = books.contracts[reference]
    costs: dict[Line, int] = defaultdict(int)
    for part in signed.parts:
        if isinstance(part.amount, int):
            costs[part.line(signed.unit)] += part.amount
    return dict(costs)


def held(books: Books, reference: str) -> list[Commitment]:
    return [it for it in books.commitments if it.contract == reference]


def committed(commitments: Iterable[Commitment]) -> int:
    """Return what was committed in all; what a closing carries on is no new commitment."""
    return sum(it.totals["committed"] - it.totals["released"] for it in commitments)


# Acts.


def sign(books: Books, act: SignContract) -> set[str]:
    """Sign a contract, or return what that breaks."""
    broken = unit_broken(books, act.unit)
    if act.reference in books.contracts:
        broken.add("contract_exists")
    is_said = act.reference != "" and act.reference == act.reference.strip(" ")
    is_bought = act.category is None or act.category in CATEGORIES
    is_reserved = act.reserved_for is None or act.reserved_for in ENTERPRISES
    has_reason = act.reserved_for is None or act.category is not None
    if not (is_said and is_bought and is_reserved and has_reason and is_day(act.signed_on)):
        broken.add("contract_invalid")
    if any(it.line.unit != act.unit for it in held(books, act.reference)):
        broken.add("contract_unit")
    if not act.parts:
        broken.add("record_not_expected")
    if act.reference in books.contracts:
        return broken.union(*(_part_broken(part) for part in act.parts))
    signed = Contract(act.unit, act.category, act.reserved_for, (), act.signed_on)
    books.contracts[act.reference] = signed
    return broken | _add_parts(books, act.reference, act.parts)


def amend(books: Books, act: AmendContract) -> set[str]:
    """Change what a contract costs, or return what that breaks."""
    if act.reference not in books.contracts:
        return {"contract_unknown"}.union(*(_part_broken(part) for part in act.parts))
    return _add_parts(books, act.reference, act.parts)


def mark(books: Books, act: MarkProcurement) -> set[str]:
    """Mark government procurement, or return what that breaks."""
    broken = set()
    if type(act.amount) is not int:
        broken.add("amount_invalid")
    elif not 0 <= act.amount <= AMOUNT_MAX:
        broken.add("amount_out_of_range")
    is_on_line = act.line is not None and act.line in books.lines and act.commitment is None
    is_on_commitment = act.line is None and books.commitment(act.commitment) is not None
    is_reserved = act.reserved_for is None or act.reserved_for in ENTERPRISES
    if not (is_on_line or is_on_commitment) or act.category not in CATEGORIES or not is_reserved:
        broken.add("procurement_invalid")
    commitment = books.commitment(act.commitment)
    line = commitment.line if commitment is not None else act.line
    if line is not None and books.years.get(line.year) == "closed":
        broken.add("year_closed")
    on = act.line or act.commitment
    if on is not None and not broken:
        # The newest decides, whatever was said before.
        books.marks[on] = act
    return broken


def _add_parts(books: Books, reference: str, parts: tuple[Part, ...]) -> set[str]:
    """Add parts one by one; the whole is held against what is committed at the end."""
    broken = set()
    for part in parts:
        broken |= _part_broken(part)
        if type(part.amount) is int:
            signed = books.contracts[reference]
            books.contracts[reference] = replace(signed, parts=(*signed.parts, part))
            costs = planned(books, reference)[part.line(signed.unit)]
            broken |= {"part_exceeded"} if part.amount < 0 and costs < 0 else set()
    if committed(held(books, reference)) > sum(planned(books, reference).values()):
        broken.add("contract_exceeded")
    return broken


def _part_broken(part: Part) -> set[str]:
    broken = set()
    if type(part.amount) is not int:
        broken.add("amount_invalid")
    elif abs(part.amount) > AMOUNT_MAX:
        broken.add("amount_out_of_range")
    due = part.due_on
    rules = (
        part.amount != 0,
        part.year in YEARS,
        due is None or (is_day(due) and due[:4] == str(part.year)),
        part.fund in FUNDS,
        part.level in LEVELS,
        part.kind in KINDS,
        (part.kind == "project") == (part.project != ""),
        part.project == part.project.strip(" "),
        _is_code(part.functional_code, LEAF_DIGITS["functional"]),
        _is_code(part.economic_code, LEAF_DIGITS["economic"]),
    )
    return broken if all(rules) else broken | {"part_invalid"}


def _is_code(text: str, digits: int) -> bool:
    return len(text) == digits and text.isascii() and text.isdigit()


# What commitments must keep to.


def unit_broken_by(books: Books, reference: str, line: Line) -> set[str]:
    """A signed contract is paid by its unit, or by one that took it over."""
    signed = books.contracts.get(reference)
    if signed is None or line.unit == signed.unit:
        return set()
    is_successor = any(
        year < line.year and (scheme, old, new) == ("unit", signed.unit, line.unit)
        for year, scheme, old, new in books.successors
    )
    was_carried = any(
        it.continues is not None and it.line.unit == line.unit for it in held(books, reference)
    )
    return set() if is_successor or was_carried else {"contract_unit"}


def is_exceeded(books: Books, reference: str) -> bool:
    """Say whether more is committed under a signed contract than it costs."""
    if reference not in books.contracts:
        return False
    return committed(held(books, reference)) > sum(planned(books, reference).values())


# What contracts need of a year.


@dataclass(frozen=True)
class Need:
    """What a contract needs of a line still."""

    reference: str
    line: Line
    needed: int
    missing: int
    # Whether every line of the contract has what it needs.
    is_covered: bool


def needs(books: Books, year: int) -> list[Need]:
    """Return what contracts need of a year; one that is covered takes it from later ones."""
    found: list[Need] = []
    taken: dict[Line, int] = defaultdict(int)
    for reference in books.contracts:
        wanted = _wanted(books, reference, year)
        left = {line: max(0, _available(books, line) - taken[line]) for line in wanted}
        is_covered = all(fen <= left[line] for line, fen in wanted.items())
        for line, fen in wanted.items():
            found.append(Need(reference, line, fen, max(0, fen - left[line]), is_covered))
            taken[line] += fen if is_covered else 0
    return found


def _wanted(books: Books, reference: str, year: int) -> dict[Line, int]:
    """Return what the lines of a year must commit, and no more than the whole still allows."""
    planned_fen, under = planned(books, reference), held(books, reference)
    costs: dict[Line, int] = defaultdict(int)
    for line in sorted(planned_fen):
        if line.year == year:
            costs[_named(books, reference, line)] += planned_fen[line]
    is_closed = books.years.get(year) == "closed"
    rest = 0 if is_closed else sum(planned_fen.values()) - committed(under)
    wanted = {}
    for line, cost in costs.items():
        if cost > 0:
            lacking = cost - committed(it for it in under if it.line == line)
            wanted[line] = min(max(0, lacking), rest)
            rest -= wanted[line]
    return wanted


def _named(books: Books, reference: str, line: Line) -> Line:
    """Return the line of a part, or what became of it since the signing where there is none."""
    if line in books.lines or _available(books, line):
        return line
    signed = books.contracts[reference]
    now = line
    for year in range(int(signed.signed_on[:4]), line.year):
        names = {(scheme, old): new for on, scheme, old, new in books.successors if on == year}
        now = replace(
            now,
            # The contract's own unit is taken over once; codes change as often as they do.
            unit=names.get(("unit", signed.unit), now.unit),
            functional_code=names.get(("functional", now.functional_code), now.functional_code),
            economic_code=names.get(("economic", now.economic_code), now.economic_code),
        )
    return now


def _left(books: Books, reference: str) -> dict[Line, int]:
    """Return what closed years left uncommitted, by the line of the year that goes on."""
    unit = books.contracts[reference].unit
    closed = [year for year, state in books.years.items() if state == "closed"]
    going_on = {
        year: min((it for it in books.years if it > year and it not in closed), default=None)
        for year in closed
    }
    left: dict[Line, int] = defaultdict(int)
    for line, fen in planned(books, reference).items():
        if year := going_on.get(line.year):
            left[replace(line, year=year, origin_year=year)] += fen
    for it in held(books, reference):
        year = going_on.get(it.line.year)
        if year and it.line.origin_year == it.line.year:
            line = replace(it.line, year=year, origin_year=year, unit=unit)
            if line in left:
                left[line] -= committed([it])
    return {line: max(0, fen) for line, fen in left.items()}


def _available(books: Books, line: Line) -> int:
    """Return what a line has; before the approval, what that would leave of its draft."""
    row = books.lines.get(line)
    has = available(row) if row else 0
    if books.years.get(line.year) == "preparing":
        has += books.draft_lines.get(line, 0) - (row["early"] if row else 0)
    return has


# What is procurement.

Share = tuple[str | None, str | None, int]


def shares(books: Books) -> dict[int, Share]:
    """Return category, enterprises and amount of each commitment.

    The newest mark says so. Without one, a commitment keeps what is left of the one that it carries
    on, and what is committed under a contract of a category is procurement.
    """
    found: dict[int, Share] = {}
    handed: dict[int, int] = defaultdict(int)
    for number, it in enumerate(books.commitments, start=1):
        signed = books.contracts.get(it.contract)
        category = signed.category if signed else None
        own = committed([it]) if category else 0
        said = books.marks.get(number)
        if said is not None and isinstance(said.amount, int):
            found[number] = (said.category, said.reserved_for, said.amount)
        elif it.continues is None:
            found[number] = (category, signed.reserved_for if signed else None, own)
        else:
            category, reserved_for, fen = found[it.continues]
            before = books.commitments[it.continues - 1].totals["paid"] + handed[it.continues]
            kept_on = min(it.totals["carried_in"], max(0, fen - before))
            found[number] = (category, reserved_for, kept_on + own)
        if it.continues is not None:
            handed[it.continues] += it.totals["carried_in"]
    return found


def _procurement(books: Books) -> Iterator[tuple[tuple[object, ...], str, int]]:
    for line, said in books.marks.items():
        if not isinstance(line, int) and isinstance(said.amount, int):
            # More than the whole line is not procurement of it.
            planned_fen = min(said.amount, authority(books.lines[line]))
            yield (line.year, line.unit, said.category, said.reserved_for), "planned", planned_fen
    for number, (category, reserved_for, fen) in shares(books).items():
        if fen <= 0:
            continue
        it = books.commitments[number - 1]
        totals = it.totals
        owner = (it.line.year, it.line.unit, category, reserved_for)
        standing = totals["committed"] + totals["carried_in"] - totals["released"]
        yield owner, "committed", min(fen, standing)
        yield owner, "paid", min(fen, totals["paid"])


def snapshot(books: Books) -> Snapshot:
    """Return what contracts come to, by the whole and by line, and what is procurement."""
    found: Snapshot = {}
    for reference, signed in books.contracts.items():
        costs, under = planned(books, reference), held(books, reference)
        totals = {
            "planned": sum(costs.values()),
            "committed": committed(under),
            "paid": sum(it.totals["paid"] for it in under),
            "remaining": sum(remaining(it.totals) for it in under),
        }
        name = (reference, signed.unit, signed.category, signed.reserved_for)
        found |= {("contract", name, total): fen for total, fen in totals.items()}
        left = _left(books, reference)
        for line in costs.keys() | left.keys():
            part = (reference, line)
            found["part", part, "planned"] = costs.get(line, 0)
            found["part", part, "left"] = left.get(line, 0)
            found["part", part, "committed"] = committed(it for it in under if it.line == line)
            found["part", part, "available"] = _available(books, line)
    bought: dict[tuple[object, ...], int] = defaultdict(int)
    for owner, total, fen in _procurement(books):
        bought["procurement", owner, total] += fen
    found |= bought
    return {name: value for name, value in found.items() if value != 0}
