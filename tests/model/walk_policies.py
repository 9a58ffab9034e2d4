"""Random policies and overrides, for the walk over random years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from model.words import Entry, Policy, SetPolicy

if TYPE_CHECKING:
    from random import Random

    from model.words import Line

# What a policy may be set to, and by what it is narrowed, among those that look at postings.
JUDGES: dict[str, tuple[str, tuple[object, ...]]] = {
    "three_public_increase": ("item", ("30217", "302", None)),
    "three_public_total": ("item", ("30217", "30212", None)),
    "personnel_to_public": ("level", ("own", "upper", None)),
    "public_to_personnel": ("fund", ("general_public", "unit_other_income", None)),
    "basic_project": ("kind", ("project", None)),
    "project_to_project": ("fund", ("fiscal", None)),
    "functional_transfer": ("code_level", ("item", "class", None)),
    "economic_transfer": ("code_level", ("group", "class")),
    "carry_over_purpose": ("level", ("upper", None)),
    "freeze_date": ("item", ("2080201", "208", None)),
    "kind_economic": ("kind", ("basic_public", "basic_personnel", None)),
    "contract_parts": ("kind", ("project", "basic_public", None)),
}
ACTIONS = ("forbid", "deny", "deny", "document", "warn", "allow", "allow")


def policy(random: Random) -> SetPolicy:
    """Set a policy, narrowed in one part of its scope."""
    name = random.choice(list(JUDGES))
    part, options = JUDGES[name]
    action = random.choice(ACTIONS)
    value = None
    if name == "freeze_date":
        value = None if action == "allow" else random.choice(("06-29", "12-30"))
    scope: dict[str, Any] = {part: random.choice(options)}
    return SetPolicy(Policy(name, action, value, **scope))


def overrides(random: Random) -> tuple[str, ...]:
    """Override about half of all policies, in every third voucher."""
    names = [name for name in JUDGES if random.randrange(2)]
    return tuple(names) if random.randrange(3) == 0 else ()


def detour(random: Random, line: Line, amounts: list[object]) -> tuple[Entry, ...]:
    """Move money to a line of another kind by way of a third."""
    kinds = ["basic_personnel", "basic_public", "project", "operating"]
    between, end = (
        replace(line, kind=kind, project="roof" if kind == "project" else "")
        for kind in random.sample(kinds, 2)
    )
    if random.randrange(4) == 0:
        end = replace(end, unit="home")
    ways = zip((line, between), (between, end), amounts, strict=True)
    entries = [Entry(event="transfer", amount=fen, line=a, to_line=b) for a, b, fen in ways]
    return tuple(random.sample(entries, 2))
