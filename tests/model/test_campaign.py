"""The campaign of random acts says what it met, and how to see a difference again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model import campaign
from model.driver import Pair

if TYPE_CHECKING:
    from model.words import Act


def test_a_short_campaign_counts_its_acts() -> None:
    counts = campaign.campaign(("library", "sql"), seed=5, acts=60, acts_of_walk=40)
    assert counts.acts == 120
    assert counts.done["pay"] > 0
    assert counts.refused.total() > 0


def test_a_difference_names_its_walk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    compare = Pair.compare

    def forgetful(pair: Pair, act: Act | None = None) -> None:
        pair.model.books.lines.clear()
        compare(pair, act)

    monkeypatch.setattr(Pair, "compare", forgetful)
    with pytest.raises(AssertionError):
        campaign.main(["--by", "sql", "--seed", "8", "--acts", "400", "--acts-of-walk", "200"])
    assert "--by sql --seed 8 --acts 200 --acts-of-walk 200" in capsys.readouterr().err
