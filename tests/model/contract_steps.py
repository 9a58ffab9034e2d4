"""What the verbs do with a contract at one go, said in postings; and random steps of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from model import policies
from model.books import remaining
from model.contracts import Need, held, needs, planned
from model.words import Approve, Entry, RefusedError, Voucher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.books import Books, Commitment
    from model.choices import Choices


@dataclass(frozen=True)
class CommitContract:
    """Commit what a contract needs of a year still."""

    reference: str
    year: int
    dated: str
    key: str


@dataclass(frozen=True)
class PayContract:
    """Pay a contract from its commitments of the year, in their order."""

    reference: str
    amount: int
    dated: str
    key: str


@dataclass(frozen=True)
class CloseContract:
    """Release everything that remains under a contract."""

    reference: str
    dated: str
    key: str


@dataclass(frozen=True)
class CloseCommitment:
    """Release everything that remains of a commitment."""

    commitment: int
    dated: str
    key: str


ContractStep: TypeAlias = CommitContract | PayContract | CloseContract | CloseCommitment


def said(books: Books, step: ContractStep) -> Voucher:
    """Return the voucher that a step writes, or raise what keeps it from having one."""
    match step:
        case CommitContract(reference, year):
            entries = _commit(books, reference, year)
        case PayContract(reference, amount):
            entries = _pay(books, reference, amount, int(step.dated[:4]))
        case CloseContract(reference):
            entries = _close(books, reference, int(step.dated[:4]))
        case CloseCommitment(commitment):
            it = books.commitment(commitment)
            if it is None:
                raise RefusedError("commitment_unknown")
            if not remaining(it.totals):
                raise RefusedError("commitment_exceeded")
            entries = _release([(commitment, it)])
    lines = [entry.line for entry in entries if entry.line]
    year = lines[0].year
    act = "post"
    if books.years.get(year) == "preparing":
        act = "post_early"
    return Voucher(act=act, year=year, postings=entries, dated=step.dated, key=step.key)


def approved(books: Books, act: Approve) -> Voucher | None:
    """Return the voucher that an approval writes for what contracts need of its year.

    A contract that a line has too little for is not committed; a policy may refuse that.
    """
    needed = needs(books, act.year)
    for need in needed:
        line = need.line
        policy = policies.in_force(books.policies, "contract_parts", line, line.functional_code)
        judged = policies.Act(act.dated, act.document, act.overrides, len(books.journal))
        if need.missing and judged.is_refused(policy):
            raise RefusedError("contract_uncovered")
    entries = _committing(need for need in needed if need.is_covered)
    if not entries:
        return None
    return Voucher(
        act="post", year=act.year, postings=entries, dated=act.dated, document=act.document
    )


def _commit(books: Books, reference: str, year: int) -> tuple[Entry, ...]:
    if reference not in books.contracts:
        raise RefusedError("contract_unknown")
    needed = [need for need in needs(books, year) if need.reference == reference]
    if any(need.missing for need in needed):
        raise RefusedError("contract_uncovered")
    entries = _committing(iter(needed))
    if not entries:
        raise RefusedError("commitment_invalid")
    return entries


def _committing(needed: Iterator[Need]) -> tuple[Entry, ...]:
    return tuple(
        Entry(event="commit", amount=need.needed, line=need.line, contract=need.reference)
        for need in needed
        if need.needed
    )


def _open(books: Books, reference: str) -> list[tuple[int, Commitment]]:
    """Return the commitments of a contract of which something remains."""
    under = [
        (number, it)
        for number, it in enumerate(books.commitments, start=1)
        if it.contract == reference
    ]
    if not under:
        raise RefusedError("contract_unknown")
    left = [(number, it) for number, it in under if remaining(it.totals)]
    if not left:
        raise RefusedError("commitment_exceeded")
    return left


def _pay(books: Books, reference: str, amount: int, year: int) -> tuple[Entry, ...]:
    entries = []
    for number, it in _open(books, reference):
        part = min(amount, remaining(it.totals)) if it.line.year == year else 0
        if part:
            entries.append(Entry(event="pay", amount=part, line=it.line, commitment=number))
        amount -= part
    if amount:
        raise RefusedError("commitment_exceeded")
    return tuple(entries)


def _close(books: Books, reference: str, year: int) -> tuple[Entry, ...]:
    left = _open(books, reference)
    if any(it.line.year != year for _, it in left):
        raise RefusedError("line_wrong_year")
    return _release(left)


def _release(left: list[tuple[int, Commitment]]) -> tuple[Entry, ...]:
    return tuple(
        Entry(event="release", amount=remaining(it.totals), line=it.line, commitment=number)
        for number, it in left
    )


def choose(walk: Choices) -> ContractStep | None:
    """Choose something to do with a contract: most often one that it fits."""
    books = walk.books
    key = f"contract {len(books.journal)}"
    references = [*books.contracts, *(it.contract for it in books.commitments)]
    if not references:
        return None
    reference = "unsigned" if walk.is_wild() else walk.pick(references)
    years = {it.line.year for it in held(books, reference)}
    years |= (
        {line.year for line in planned(books, reference)} if reference in books.contracts else set()
    )
    year = walk.pick(sorted(years) or [2024])
    dated = f"{year}-{walk.pick(('01-02', '12-31'))}"
    match walk.random.randrange(6):
        case 0 | 1:
            return _choose_year(walk, reference, year, key)
        case 2 | 3 | 4:
            rest = sum(
                remaining(it.totals) for it in held(books, reference) if it.line.year == year
            )
            amount = walk.pick((max(1, rest), max(1, rest // 2), rest + 1))
            return PayContract(reference, amount, dated, key)
        case _ if walk.random.randrange(2):
            return CloseContract(reference, dated, key)
        case _:
            number = walk.pick((*range(1, len(books.commitments) + 1), 999))
            it = books.commitment(number)
            return CloseCommitment(number, f"{it.line.year if it else year}-12-31", key)


def _choose_year(walk: Choices, reference: str, year: int, key: str) -> CommitContract:
    """Choose what a contract needs of a year, most often one of which the lines have it."""
    wanted = [
        (need.reference, need.line.year)
        for there, state in walk.books.years.items()
        if state == "open"
        for need in needs(walk.books, there)
        if need.needed and need.is_covered
    ]
    if wanted and walk.random.randrange(4):
        reference, year = walk.pick(wanted)
    return CommitContract(reference, year, f"{year}-06-30", key)
