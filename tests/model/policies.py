"""Policies: what is allowed beyond arithmetic, and which of them a posting breaks."""

from __future__ import annotations

from dataclasses import dataclass
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

    def is_refused(self, policy: Policy) -> bool:
        """Say whether an act that the policy is about is refused."""
        if policy.action == "forbid":
            return True
        if policy.name in self.overrides:
            return False
        if policy.action == "document":
            return not (self.document or "").strip()
        return policy.action == "deny"


def broken(books: Books, act: Act, entry: Entry) -> set[str]:
    """Return the policies that refuse a posting."""
    line, to_line = entry.line, entry.to_line or entry.line
    payment = books.posting(entry.refunds) if entry.event == "prior_year_increase" else None
    if payment is not None:
        # What was paid in an earlier year comes back, perhaps to another line.
        line = payment.entry.line
    if line is None or to_line is None:
        return set()
    touched: list[Policy] = []
    if line != to_line and entry.event != "carry_forward":
        touched += _moved(books, line, to_line)
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
        if not (gives and _increase(books, line).action != "allow"):
            touched.append(policy)
    if entry.event in ("approve", *GIVING) and _at_odds(to_line):
        touched.append(in_force(books.policies, "kind_economic", to_line, to_line.economic_code))
    if entry.event == "approve" and _is_above_last_year(books, line):
        touched.append(_total(books, line))
    return {policy.name for policy in touched if act.is_refused(policy)}


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
