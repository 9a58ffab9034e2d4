"""Policies: what is allowed beyond arithmetic, and which of them a posting breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model.words import FISCAL_FUNDS, Line, Policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model.books import Books
    from model.words import Entry

THREE_PUBLIC = ("30212", "30217", "30231", "30913", "31013")
MEETINGS = ("30215", "30216")
BASIC = ("basic_personnel", "basic_public")
# What gives a line more within the year.
GIVING = ("supplement", "transfer", "use_surplus", "use_earmarked", "prior_year_increase")
CLASS_DIGITS, GROUP_DIGITS = 3, 5
# Where money does not go, also by way of other kinds: policy, where it begins, where it ends.
WAYS = (
    ("personnel_to_public", ("basic_personnel",), ("basic_public",)),
    ("public_to_personnel", ("basic_public",), ("basic_personnel",)),
    ("basic_project", BASIC, ("project",)),
    ("basic_project", ("project",), BASIC),
)
# From which line to which, and how much.
Move = tuple["Line", "Line", int]


def built_in() -> Iterator[Policy]:
    """Yield the policies that every ledger begins with, those that hold for postings."""
    yield Policy("max_carry_years", "allow")
    yield Policy("max_carry_years", "deny", "1", fund="fiscal", kind="project")
    for name, items in {
        "three_public_increase": (*THREE_PUBLIC, *MEETINGS),
        "three_public_total": THREE_PUBLIC,
    }.items():
        yield Policy(name, "allow")
        yield from (Policy(name, "deny", fund="fiscal", item=item) for item in items)
    yield Policy("personnel_to_public", "deny")
    for name in ("public_to_personnel", "basic_project", "project_to_project"):
        yield Policy(name, "document")
    yield Policy("functional_transfer", "document")
    yield Policy("economic_transfer", "allow")
    yield Policy("economic_transfer", "document", code_level="class")
    yield Policy("carry_over_purpose", "document")
    yield Policy("freeze_date", "allow")
    yield Policy("kind_economic", "warn")
    yield Policy("contract_parts", "warn")


def in_force(
    policies: Iterable[Policy], name: str, line: Line, code: str, code_level: str | None = None
) -> Policy:
    """Return the policy that decides about a line: of those that fit, the newest."""
    group = "fiscal" if line.fund in FISCAL_FUNDS else None
    fitting = [
        policy
        for policy in policies
        if policy.name == name
        and policy.fund in (None, line.fund, group)
        and policy.level in (None, line.level)
        and policy.kind in (None, line.kind)
        and policy.code_level in (None, code_level)
        and code.startswith(policy.item or "")
    ]
    return fitting[-1]


def apart(one: str, other: str) -> str:
    """Say how far apart two codes are: 类, 款 or 项."""
    if one[:CLASS_DIGITS] != other[:CLASS_DIGITS]:
        return "class"
    return "group" if one[:GROUP_DIGITS] != other[:GROUP_DIGITS] else "item"


@dataclass(frozen=True)
class Act:
    """What a voucher says that policies look at."""

    dated: str
    document: str | None
    overrides: tuple[str, ...]
    # How many postings the journal had before the voucher.
    begins_after: int

    def is_refused(self, policy: Policy) -> bool:
        """Say whether an act that the policy is about is refused."""
        if policy.action == "forbid":
            return True
        if policy.name in self.overrides:
            return False
        if policy.action == "document":
            return not (self.document or "").strip()
        return policy.action == "deny"


def broken(books: Books, act: Act, entry: Entry, amount: int) -> set[str]:
    """Return the policies that refuse a posting."""
    line, to_line = _sides(books, entry)
    if line is None or to_line is None:
        return set()
    touched: list[Policy] = []
    if line != to_line and entry.event != "carry_forward":
        touched += _moved(books, line, to_line)
        touched += _detours(books, [*_moves(books, act), (line, to_line, amount)])
    if entry.event == "carry_forward":
        policy = in_force(books.policies, "max_carry_years", line, line.functional_code)
        if policy.value and line.year - line.origin_year >= int(policy.value):
            touched.append(policy)
    if entry.event in ("supplement", "reduce", "transfer"):
        policy = in_force(books.policies, "freeze_date", line, line.functional_code)
        if policy.value and act.dated[len("2024-") :] > policy.value:
            touched.append(policy)
    if entry.event in GIVING:
        policy = _increase(books, to_line)
        gives = line != to_line and line.unit == to_line.unit
        counted = [_total(books, it).action != "allow" for it in (line, to_line)]
        gives = gives and _increase(books, line).action != "allow" and counted[0] == counted[1]
        if not gives:
            touched.append(policy)
    if entry.event in ("approve", *GIVING) and _at_odds(to_line):
        touched.append(in_force(books.policies, "kind_economic", to_line, to_line.economic_code))
    if entry.event == "approve" and _is_above_last_year(books, line):
        touched.append(_total(books, line))
    return {policy.name for policy in touched if act.is_refused(policy)}


def _sides(books: Books, entry: Entry) -> tuple[Line | None, Line | None]:
    """Return the line that gives and the one that gets; one line, where nothing moves."""
    payment = books.posting(entry.refunds) if entry.event == "prior_year_increase" else None
    if payment is not None:
        # What was paid in an earlier year comes back, perhaps to another line.
        return payment.entry.line, entry.line
    return entry.line, entry.to_line or entry.line


def _moves(books: Books, act: Act) -> Iterator[Move]:
    """Yield what the voucher moved between lines so far."""
    for posted in books.journal[act.begins_after :]:
        line, to_line = _sides(books, posted.entry)
        if line and to_line and line != to_line and posted.reverses is None:
            yield line, to_line, posted.amount


def _detours(books: Books, moves: list[Move]) -> Iterator[Policy]:
    """Yield the policies about ways of which the last move goes half, and all moves the whole."""
    line, to_line, _ = moves[-1]
    moves = [move for move in moves if _mixes(move[0], line)]
    for name, begin, end in WAYS:
        is_first_half = line.kind in begin and to_line.kind not in (*begin, *end)
        is_second_half = line.kind not in (*begin, *end) and to_line.kind in end
        less = sum(fen * ((a.kind in begin) - (b.kind in begin)) for a, b, fen in moves)
        more = sum(fen * ((b.kind in end) - (a.kind in end)) for a, b, fen in moves)
        if (is_first_half or is_second_half) and less > 0 and more > 0:
            givers = [line] if is_first_half else [a for a, *_ in moves if a.kind in begin]
            for giver in givers:
                yield in_force(books.policies, name, giver, giver.functional_code)


def _mixes(line: Line, other: Line) -> bool:
    """Say whether money may move between two lines, whatever it is for."""
    if line.is_fiscal:
        other = replace(other, unit=line.unit)
    return line.is_money_of(other)


def _moved(books: Books, line: Line, to_line: Line) -> Iterator[Policy]:
    kinds = line.kind, to_line.kind
    names = []
    if kinds == ("basic_personnel", "basic_public"):
        names.append("personnel_to_public")
    if kinds == ("basic_public", "basic_personnel"):
        names.append("public_to_personnel")
    if "project" in kinds and any(kind in BASIC for kind in kinds):
        names.append("basic_project")
    if kinds == ("project", "project") and line.project != to_line.project:
        names.append("project_to_project")
    codes = line.functional_code, to_line.functional_code
    has_purpose = codes[0] == codes[1] and line.project == to_line.project
    if to_line.is_carried and not has_purpose:
        names.append("carry_over_purpose")
    for name in names:
        yield in_force(books.policies, name, line, codes[0])
    if codes[0] != codes[1]:
        yield in_force(books.policies, "functional_transfer", line, codes[0], apart(*codes))
    codes = line.economic_code, to_line.economic_code
    if codes[0] != codes[1]:
        yield in_force(books.policies, "economic_transfer", line, codes[0], apart(*codes))


def _increase(books: Books, line: Line) -> Policy:
    return in_force(books.policies, "three_public_increase", line, line.economic_code)


def _total(books: Books, line: Line) -> Policy:
    return in_force(books.policies, "three_public_total", line, line.economic_code)


def _is_above_last_year(books: Books, line: Line) -> bool:
    """Say whether a unit is budgeted more for such items than last year, as far as is known."""
    last = [old for old in books.lines if (old.year, old.unit) == (line.year - 1, line.unit)]
    is_known = last and books.years[line.year - 1] != "preparing"
    if not is_known or _total(books, line).action == "allow":
        return False
    given = sum(
        fen
        for draft, fen in books.draft_lines.items()
        if (draft.year, draft.unit) == (line.year, line.unit)
        and draft.origin_year == draft.year
        and _total(books, draft).action != "allow"
    )
    before = sum(
        books.lines[old]["original"]
        for old in last
        if old.origin_year == old.year and _total(books, old).action != "allow"
    )
    return given > before


def _at_odds(line: Line) -> bool:
    """Say whether kind and economic class disagree."""
    wrong = {"basic_personnel": ("302", "310"), "basic_public": ("301", "303")}
    return line.economic_code[:CLASS_DIGITS] in wrong.get(line.kind, ())
