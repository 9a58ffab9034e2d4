"""单位申报: what units declare of themselves, beside all that moves money."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from model.keys import AMOUNT_MAX
from model.words import Declare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from model.books import Books
    from model.words import Snapshot

KINDS = frozenset({"performance", "procurement", "assets", "staffing"})
PARTS = ("total", "goods", "works", "services", "reserved_sme", "reserved_micro")


def declare(books: Books, act: Declare) -> set[str]:
    """Keep what a unit declares, or return what that breaks."""
    state, active = books.years.get(act.year), books.units.get(act.unit)
    broken = set()
    if active is None:
        broken.add("unit_unknown")
    elif not active:
        broken.add("unit_inactive")
    if act.kind not in KINDS or not _is_sound(act.content):
        broken.add("declaration_invalid")
    if state is None:
        broken.add("year_unknown")
    elif state not in ("preparing", "open"):
        broken.add(f"year_{state}")
    if not broken:
        books.declarations.append(act)
    return broken


def _is_sound(content: str) -> bool:
    try:
        made = json.loads(content)
    except ValueError:
        return False
    return isinstance(made, dict) and all(_is_number(*it) for it in _members(made))


def _members(made: Any) -> Iterator[tuple[object, object]]:
    """Yield every member of every object, and every item, with its name."""
    items = made.items() if isinstance(made, dict) else enumerate(made)
    for name, value in items:
        yield name, value
        if isinstance(value, dict | list):
            yield from _members(value)


def _is_number(name: object, value: object) -> bool:
    if isinstance(name, str) and name.endswith("_fen"):
        return type(value) is int and 0 <= value <= AMOUNT_MAX
    return type(value) is not float and (type(value) is not int or abs(value) <= AMOUNT_MAX)


def snapshot(books: Books) -> Snapshot:
    """Return every declaration, and what of each year, unit and kind is the newest."""
    found: Snapshot = {}
    for number, act in enumerate(books.declarations, start=1):
        found["declaration", number] = act.content
        found["declared", act.year, act.unit, act.kind] = number
    return found


# Random declarations.


def content(amount: object = 0) -> str:
    """Say what a unit means to buy."""
    members = {f"{part}_fen": amount if part == "total" else 0 for part in PARTS}
    return json.dumps(members, separators=(",", ":"))


def choose(random: Random) -> Declare:
    """Declare something, most often what may be declared."""
    unit = random.choice(("office", "home", "gone", "nobody"))
    year = random.choice((2024, 2025, 2026))
    if random.randrange(4):
        return Declare(year, unit, "procurement", content(random.choice((0, 7, AMOUNT_MAX))))
    wrong = (
        Declare(year, unit, "procurement", content(random.choice((1.5, -1, "7", None, 10**16)))),
        Declare(year, unit, "wishes", content()),
        Declare(year, unit, "procurement", random.choice(("[]", "70"))),
    )
    return random.choice(wrong)


def can_say(act: Declare) -> bool:
    """A verb takes an object of a kind that there is, and no number with decimals."""
    return act.kind in KINDS and act.content.startswith("{") and "1.5" not in act.content
