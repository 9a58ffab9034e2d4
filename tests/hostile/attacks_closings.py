"""What a closing does with what a line left, against the policy that decides on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.attacks_policies import CANAL_26, decided
from hostile.attacks_postings import (
    BEGIN,
    CARRY,
    CARRY_MONEY,
    CLOSE,
    CLOSING,
    MONEY,
    NEXT_LINE,
    OFFICE,
    POST,
    STOCK,
)
from hostile.book import GATE_25, OTHER, SURPLUS_GENERAL, on, override
from hostile.statements import Attack, Insert, Statement, posting

if TYPE_CHECKING:
    from collections.abc import Iterator

GENERAL: Final = {"surplus_id": SURPLUS_GENERAL}
EVENTS: Final = {
    "carry_forward": CARRY,
    "to_surplus": posting("to_surplus", 100, **OFFICE, **GENERAL),
    "recall": posting("recall", 100, **OFFICE),
    "lapse": posting("lapse", 100, **OFFICE),
    "release": posting("release", 100, **OFFICE, commitment_id=GATE_25),
}
# What a policy of each value lets become of fiscal money; what is released waits for the next.
ALLOWED: Final = {
    "carry_forward": ("carry_forward",),
    "to_surplus": ("to_surplus", "release"),
    "recall": ("recall", "release"),
    "surrender": ("to_surplus", "release"),
    "lapse": ("lapse", "release"),
}
OWN_EVENTS: Final = {
    "carry_forward": CARRY_MONEY,
    "to_surplus": posting("to_surplus", 100, **MONEY, **STOCK),
    "recall": posting("recall", 100, **MONEY),
    "lapse": posting("lapse", 100, **MONEY),
}
# Money that finance did not give it does not take back; what has no money behind it lapses.
OWN_ALLOWED: Final = {
    "carry_forward": ("carry_forward", "lapse"),
    "recall": ("to_surplus", "lapse"),
    "surrender": ("to_surplus", "lapse"),
}
OLD: Final = on("canal_25")
OLD_CARRY: Final = posting("carry_forward", 8_000, **OLD, to_line_id=NEXT_LINE)
OLD_TO_SURPLUS: Final = posting("to_surplus", 100, **OLD, **GENERAL)


def by(value: str, action: str = "forbid", **others: object) -> tuple[Statement, ...]:
    return decided("closing", action, value=value, **others)


def tried() -> Iterator[tuple[str, Insert, tuple[Statement, ...], bool]]:
    """Yield each event under a policy of each value, and whether it is what that decides."""
    for value, allowed in ALLOWED.items():
        for event, statement in EVENTS.items():
            yield f"{event}_under_{value}", statement, by(value), event in allowed
    for value, allowed in OWN_ALLOWED.items():
        for event, statement in OWN_EVENTS.items():
            yield f"own_{event}_under_{value}", statement, by(value), event in allowed


def refused() -> Iterator[Attack]:
    rule = "closing_policy"
    for name, statement, policy, is_decided in tried():
        if not is_decided:
            yield Attack(name, rule, statement, (*policy, *CLOSING))
    lapse = EVENTS["lapse"]
    granted: tuple[Statement, ...]
    for name, policy, granted in (
        ("denied", by("recall", "deny"), ()),
        ("overriding_another", by("recall", "deny"), (override("max_carry_years"),)),
        ("forbidden_and_overridden", by("recall"), (override("closing"),)),
        ("denied_again", (*by("lapse", "allow"), *by("recall", "deny")), ()),
        ("by_scope", by("recall", fund="fiscal", level="own", kind="basic_public", item="208"), ()),
        ("by_fund", by("recall", fund="general_public", first_year=2025, last_year=2025), ()),
    ):
        yield Attack(f"lapse_{name}", rule, lapse, (*policy, BEGIN, CLOSE, *granted))
    earlier = (BEGIN, CLOSE, override("closing"), posting("lapse", 1, **OFFICE), CLOSE)
    setup = (*by("recall", "deny"), *earlier)
    yield Attack("lapse_overridden_before", rule, lapse, setup)
    # A document lets money pass its age, and not what was decided on it besides.
    setup = (*by("recall"), BEGIN, CLOSE, override("max_carry_years"), CANAL_26)
    yield Attack("old_carried_though_recalled", rule, OLD_CARRY, setup)
    young = decided("max_carry_years", "deny", value="2")
    for name, limit in (
        ("younger", young), ("warned", decided("max_carry_years", "warn", value="1")),
    ):  # fmt: skip
        setup = (*limit, *by("carry_forward"), BEGIN, CLOSE)
        yield Attack(f"{name}_to_surplus", rule, OLD_TO_SURPLUS, setup)


def allowed() -> Iterator[Attack]:
    """Yield what the policy decides, or does not decide on."""
    for name, statement, policy, is_decided in tried():
        if is_decided:
            yield Attack(name, "", statement, (*policy, *CLOSING))
    lapse = EVENTS["lapse"]
    for name, policy in {
        "allowed": by("recall", "allow"), "warned": by("recall", "warn"),
        "of_another_fund": by("recall", fund=OTHER),
        "of_another_level": by("recall", level="upper"),
        "of_another_kind": by("recall", kind="project"),
        "of_another_item": by("recall", item="201"),
        "of_another_year": by("recall", last_year=2024),
        "allowed_again": (*by("recall"), *by("recall", "allow")),
    }.items():  # fmt: skip
        yield Attack(f"lapse_{name}", "", lapse, (*policy, BEGIN, CLOSE))
    setup = (*by("recall", "deny"), BEGIN, CLOSE, override("closing"))
    yield Attack("lapse_overridden", "", lapse, setup)
    setup = (*by("carry_forward"), BEGIN, CLOSE)
    yield Attack("old_to_surplus", "", OLD_TO_SURPLUS, setup)
    setup = (*by("carry_forward"), BEGIN, CLOSE, override("max_carry_years"), CANAL_26)
    yield Attack("old_carried_by_document", "", OLD_CARRY, setup)
    own = posting("release", 1, **OFFICE, commitment_id=GATE_25)
    yield Attack("released_in_the_open_year", "", own, (*by("carry_forward"), POST))


ATTACKS: Final = tuple(refused())
