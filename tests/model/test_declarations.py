"""Declarations: each rule broken alone."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from model.declarations import can_say, choose, content
from model.driver import Pair
from model.example import opening
from model.ledger_driver import LedgerDriver
from model.words import ChangeYear, DeactivateUnit, Declare

if TYPE_CHECKING:
    from pathlib import Path

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


# Declarations move nothing and nothing looks at them: they have a walk of their own.
STEPS = 300


def test_random_declarations(pair: Pair) -> None:
    random, refused = Random(7), set[str]()
    for _ in range(STEPS):
        act: Act = choose(random)
        if random.randrange(9) == 0:
            step = random.choice(("begin_closing", "cancel_closing"))
            act = ChangeYear(step, 2024)
        refused |= pair.attempt(act)
    assert refused >= CASES.keys() - {"year_unknown"} | {"year_closing"}
    assert pair.driver.differences() == []


def test_random_declarations_by_verbs(tmp_path: Path) -> None:
    driver = LedgerDriver(tmp_path)
    pair = Pair(driver)
    pair.do_all(opening())
    random, refused = Random(7), set[str]()
    for _ in range(STEPS):
        act = choose(random)
        if can_say(act):
            refused |= pair.attempt(act)
    assert refused == {"declaration_invalid", "unit_inactive", "unit_unknown", "year_unknown"}
    assert driver.ledger.verify().is_clean
    driver.close()
