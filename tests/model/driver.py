"""What a ledger must offer to be driven in step with the model."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from model.reference import Model
from model.words import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.words import Act, Snapshot


class Driver(ABC):
    """Some way to write a ledger: raw SQL, or a library over it.

    A driver opens whatever rows an act needs (a line that a supplement creates, an income, a
    surplus), does the act whole or not at all, and names in `RefusedError` what stopped it.
    """

    @abstractmethod
    def do(self, act: Act) -> None:
        """Do the act, or raise `RefusedError` with the one token that the ledger gave."""

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """Return states, drafts and totals under the names that the model gives them."""

    @abstractmethod
    def contents(self) -> object:
        """Return everything that is written, to compare it before and after a refused act."""

    @abstractmethod
    def differences(self) -> list[str]:
        """Compare the ledger with its own other derivations: double entry, accounts."""

    @abstractmethod
    def close(self) -> None:
        """Give the ledger up."""


class Pair:
    """The model and a driver in step: the same act to both, and the same answer."""

    def __init__(self, driver: Driver) -> None:
        self.model = Model()
        self.driver = driver

    def do(self, act: Act) -> None:
        """Do an act that both must accept."""
        refusal = self.attempt(act)
        assert not refusal, f"refused with {sorted(refusal)}: {act}"

    def do_all(self, acts: Iterable[Act]) -> None:
        for act in acts:
            self.do(act)

    def refuse(self, act: Act, token: str) -> None:
        """Do an act that both must refuse, for this one reason."""
        refusal = self.attempt(act)
        assert refusal == {token}, f"{sorted(refusal)} is not {token}: {act}"

    def attempt(self, act: Act) -> frozenset[str]:
        """Do an act; return what it breaks by the model, nothing when both did it."""
        expected = _tokens(self.model, act)
        before = self.driver.contents() if expected else None
        found = _tokens(self.driver, act)
        self.agree(act, expected, found)
        if expected:
            assert self.driver.contents() == before, f"a refused act left something behind: {act}"
        else:
            self.compare(act)
        return expected

    def agree(self, act: object, expected: frozenset[str], found: frozenset[str]) -> None:
        """Compare what stopped an act on either side."""
        assert bool(found) == bool(expected), (
            f"model: {sorted(expected) or 'done'}, ledger: {sorted(found) or 'done'}: {act}"
        )
        assert found <= expected, f"{sorted(found)} is none of {sorted(expected)}: {act}"

    def compare(self, act: Act | None = None) -> None:
        """Compare every running total."""
        ours, theirs = self.model.snapshot(), self.driver.snapshot()
        differ = {
            name: (ours.get(name, 0), theirs.get(name, 0))
            for name in ours.keys() | theirs.keys()
            if ours.get(name, 0) != theirs.get(name, 0)
        }
        assert not differ, f"model and ledger differ after {act}: {differ}"


def _tokens(side: Model | Driver, act: Act) -> frozenset[str]:
    try:
        side.do(act)
    except RefusedError as refusal:
        return refusal.tokens
    return frozenset()
