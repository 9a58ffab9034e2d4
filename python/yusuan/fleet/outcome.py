"""What became of an act on each ledger of a fleet: a small row for each, all of them a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["FleetProgress", "Outcome", "Outcomes", "State"]

State: TypeAlias = Literal["done", "already", "failed"]
"""What became of an act on a ledger: done now 已办, done before 早已办, failed 未办."""

STATE_WORDS: Mapping[State, str] = {"done": "已办", "already": "早已办", "failed": "未办"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an act on one ledger; it is all that travels from a worker.

    Attributes:
        path: the ledger, as the fleet names it.
        act: the act, as `close`.
        state: `done` now, `already` done before, or `failed`.
        unit: the title of the ledger; empty where it could not be read.
        token: stable name of what went wrong, as `busy`; None where nothing did.
        message: what went wrong, with the values.
        hint: what to do about it.
        head: the anchor line of the ledger after the act; None where there is none.
        figures: amounts in fen (`*_fen`) and counts (`*_count`) of the act.
        value: what the act returned, where it is one that returns something; it must be small.

    Example:
        >>> outcome = Outcome("a.db", "close", "failed", token="busy", message="in use")
        >>> outcome.is_failed, outcome.to_dict()["token"]
        (True, 'busy')
    """

    path: str
    act: str
    state: State
    unit: str = ""
    token: str | None = None
    message: str = ""
    hint: str = ""
    head: str | None = None
    figures: Mapping[str, int] = field(default_factory=dict[str, int])
    value: Any = None

    @property
    def is_failed(self) -> bool:
        """Whether the act did not happen.

        Example:
            >>> Outcome("a.db", "verify", "done").is_failed
            False
        """
        return self.state == "failed"

    def to_dict(self) -> dict[str, Any]:
        """Return the row: its fields, and each of its figures under its own name.

        Example:
            >>> Outcome("a.db", "close", "done", figures={"carried_out_fen": 5}).to_dict()
            {'path': 'a.db', 'unit': '', 'act': 'close', 'state': 'done', 'carried_out_fen': 5, \
'token': None, 'message': '', 'hint': '', 'head': None}
        """
        return {
            "path": self.path,
            "unit": self.unit,
            "act": self.act,
            "state": self.state,
            **self.figures,
            "token": self.token,
            "message": self.message,
            "hint": self.hint,
            "head": self.head,
        }


class Outcomes(Sequence[Outcome]):
    """The outcomes of an act on a fleet, in the order of its ledgers: a list, and a table.

    Example:
        >>> outcomes = Outcomes([Outcome("a.db", "close", "done", figures={"lapsed_fen": 5})])
        >>> len(outcomes), outcomes.counts, outcomes.total("lapsed_fen"), outcomes.failures
        (1, {'done': 1}, 5, Outcomes([]))
    """

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        """Take outcomes in their order."""
        self._outcomes = tuple(outcomes)

    @property
    def failures(self) -> Outcomes:
        """Those that failed.

        Example:
            >>> Outcomes([Outcome("a.db", "close", "failed", token="busy")]).failures[0].token
            'busy'
        """
        return Outcomes(outcome for outcome in self._outcomes if outcome.is_failed)

    @property
    def counts(self) -> dict[State, int]:
        """How many of each state.

        Example:
            >>> Outcomes([Outcome("a.db", "close", "already")]).counts
            {'already': 1}
        """
        return dict(Counter(outcome.state for outcome in self._outcomes))

    def total(self, figure: str) -> int:
        """Return the sum of a figure over all ledgers that have it, exactly.

        Example:
            >>> Outcomes([Outcome("a.db", "close", "done", figures={"lapsed_fen": 5})] * 2).total(
            ...     "lapsed_fen"
            ... )
            10
        """
        return sum(outcome.figures.get(figure, 0) for outcome in self._outcomes)

    def of(self, path: str) -> Outcome:
        """Return the outcome of a ledger; `KeyError` when the fleet has none of that name.

        Example:
            >>> Outcomes([Outcome("a.db", "close", "done")]).of("a.db").state
            'done'
        """
        for outcome in self._outcomes:
            if outcome.path == path:
                return outcome
        raise KeyError(path)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows, all with the same columns: `polars.DataFrame` and others take them.

        Example:
            >>> Outcomes([Outcome("a.db", "close", "done")]).to_dicts()[0]["state"]
            'done'
        """
        names = {name: None for outcome in self._outcomes for name in outcome.figures}
        rows: list[dict[str, Any]] = []
        for outcome in self._outcomes:
            row = outcome.to_dict()
            ends = {name: row.pop(name) for name in ("token", "message", "hint", "head")}
            rows.append(row | {name: row.get(name) for name in names} | ends)
        return rows

    def to_csv(self) -> str:
        """Return the rows as CSV, with a line of headings.

        Example:
            >>> Outcomes([Outcome("a.db", "close", "done")]).to_csv().splitlines()
            ['path,unit,act,state,token,message,hint,head', 'a.db,,close,done,,,,']
        """
        rows = self.to_dicts()
        text = io.StringIO()
        names = list(rows[0]) if rows else list(Outcome("", "", "done").to_dict())
        writer = csv.DictWriter(text, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()

    def __str__(self) -> str:
        """Return how many of each state, and each failure in a line."""
        counts = ", ".join(f"{count} {state}" for state, count in self.counts.items())
        lines = [f"{len(self)} ledgers: {counts}" if self else "no ledgers"]
        lines += [f"{row.path}: {row.token}: {row.message}" for row in self.failures]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Draw the table for a notebook."""
        rows = self.to_dicts()
        heads = "".join(f"<th>{escape(name)}</th>" for name in rows[0]) if rows else ""
        cells = (
            "".join(f"<td>{'' if value is None else escape(str(value))}</td>" for value in row)
            for row in (row.values() for row in rows)
        )
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"

    def __len__(self) -> int:
        """Return how many ledgers there are."""
        return len(self._outcomes)

    @overload
    def __getitem__(self, place: int) -> Outcome: ...
    @overload
    def __getitem__(self, place: slice) -> Outcomes: ...
    def __getitem__(self, place: int | slice) -> Outcome | Outcomes:
        """Return the outcome in a place, or those in several."""
        found = self._outcomes[place]
        return found if isinstance(found, Outcome) else Outcomes(found)

    def __eq__(self, other: object) -> bool:
        """Compare outcome by outcome."""
        return self._outcomes == other._outcomes if isinstance(other, Outcomes) else NotImplemented

    def __hash__(self) -> int:
        """Refuse nothing: the outcomes do not change; their paths and states tell them apart."""
        return hash(tuple((outcome.path, outcome.state) for outcome in self._outcomes))

    def __repr__(self) -> str:
        """Show the outcomes as a list does."""
        return f"Outcomes({list(self._outcomes)!r})"


@dataclass(frozen=True, slots=True)
class FleetProgress:
    """How far an act on a fleet is; `ProgressBar` draws it.

    Attributes:
        stage: the act.
        done: ledgers that have an outcome.
        total: ledgers of the fleet.
        outcome: the newest outcome; None at the beginning.

    Example:
        >>> FleetProgress("close", 3, 10).done
        3
    """

    stage: str
    done: int
    total: int
    outcome: Outcome | None = None
