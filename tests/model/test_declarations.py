"""Declarations: each rule broken alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.declarations import content
from model.words import DeactivateUnit, Declare

if TYPE_CHECKING:
    from model.driver import Pair
    from model.words import Act

CASES: dict[str, tuple[tuple[Act, ...], Act]] = {
    "declaration_invalid": ((), Declare(2024, "home", "procurement", content(-1))),
    "unit_inactive": (
        (DeactivateUnit("home"),),
        Declare(2024, "home", "procurement", content(1)),
    ),
    "unit_unknown": ((), Declare(2024, "nobody", "procurement", content(1))),
    "year_unknown": ((), Declare(2030, "home", "procurement", content(1))),
}


@pytest.mark.parametrize("token", CASES)
def test_an_act_that_breaks_one_rule_is_refused_for_it(pair: Pair, token: str) -> None:
    before, act = CASES[token]
    pair.do_all(before)
    pair.refuse(act, token)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "70", '{"a": 1.0}', '{"a_fen": "1"}', '{"a_fen": null}', '{"a": [{"b": 1e20}]}'],
)
def test_there_are_more_ways_to_be_wrong(pair: Pair, text: str) -> None:
    pair.refuse(Declare(2024, "home", "assets", text), "declaration_invalid")


def test_the_newest_counts(pair: Pair) -> None:
    for year, amount in ((2024, 1), (2025, 2), (2024, 3)):
        pair.do(Declare(year, "home", "procurement", content(amount)))
    found = pair.model.snapshot()
    assert found["declared", 2024, "home", "procurement"] == 3
    assert found["declared", 2025, "home", "procurement"] == 2
