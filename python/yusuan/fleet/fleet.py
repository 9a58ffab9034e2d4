"""Many ledgers, one act: each on its own, on workers, and nothing shared between them."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from yusuan.fleet.acts import (
    Act,
    Apply,
    Close,
    PlanClose,
    Publish,
    Tables,
    Trace,
    Verify,
    failed,
)
from yusuan.fleet.consolidation import Part, Transfer, put_together, read_part
from yusuan.fleet.dataset import Export
from yusuan.fleet.engine import RUN_AGAIN, DaskEngine, Engine, EngineLostError, HereEngine
from yusuan.fleet.location import Location, locate
from yusuan.fleet.outcome import FleetProgress, Outcome, Outcomes
from yusuan.fleet.store import borrowed
from yusuan.fleet.work import Lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from yusuan._core import Ledger
    from yusuan.fleet.consolidation import Consolidation
    from yusuan.words import BookForm

__all__ = ["Fleet"]

# Ledgers that a task of a consolidation reads: enough that what it returns is little beside them.
CHUNK = 20


def run_act(act: Act, location: Location, holder: str, lease_seconds: int) -> Outcome:
    """Do an act on a ledger; whatever goes wrong with it is its outcome. Workers run this."""
    try:
        if location.is_file:
            return act.run(location.path, Path(location.path), location.name)
        with borrowed(
            location.path,
            location.options,
            writes=act.writes,
            holder=holder,
            lease_seconds=lease_seconds,
        ) as copy:
            return act.run(location.path, copy.file, location.name)
    except Exception as error:  # noqa: BLE001  # one ledger's trouble is not another's
        return failed(location.path, act.act, error)


class Fleet:
    """Many ledgers, each by itself, with the same acts for all of them.

    An act is done for each ledger by itself, on the workers of Dask. What fails on one ledger is
    its own outcome and hides no other. Every act may be run again: what is done is recognised in
    the ledger itself, and only what is not done is done.

    Args:
        ledgers: a pattern as `county/**/*.db`, or several; files, or objects of a store that fsspec
            opens, as `s3://county/*.db`.
        workers: how many processes of this machine work, as many as it has cores unless told; 0 for
            none, everything then happens in this process, without Dask.
        scheduler: the address of a scheduler of Dask, for a cluster that is there already.
        client: a client of Dask, instead.
        storage_options: what opens the store.
        lease_seconds: after how long another may take over the lease of a ledger in a store; longer
            than the longest act.
        progress: who is told how far an act is; a `ProgressBar` draws it.

    Raises:
        MissingFileError: `fleet_empty`.
        ArgumentError: `fleet_ambiguous`.
        ImportError: Dask is not installed; `pip install yusuan[fleet]`.

    Example:
        >>> fleet = Fleet("county.db", workers=0)
        >>> fleet.verify().counts
        {'done': 1}
        >>> closing = fleet.close(2025)
        >>> closing.counts, closing.total("carried_out_fen"), fleet.close(2025).counts
        ({'done': 1}, 14188000, {'already': 1})
    """

    def __init__(
        self,
        ledgers: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        workers: int | None = None,
        scheduler: str | None = None,
        client: object | None = None,
        storage_options: Mapping[str, Any] | None = None,
        lease_seconds: int = 3600,
        progress: Callable[[FleetProgress], object] | None = None,
    ) -> None:
        """Find the ledgers; workers are started by the first act."""
        self._locations = locate(ledgers, storage_options)
        self._engine: Engine | None = HereEngine() if workers == 0 else None
        self._workers = workers
        self._scheduler = scheduler
        self._client = client
        self._lease_seconds = lease_seconds
        self._holder = uuid.uuid4().hex
        self.progress = progress

    @property
    def paths(self) -> list[str]:
        """The ledgers, in the order of every outcome.

        Example:
            >>> Fleet("county.db", workers=0).paths
            ['county.db']
        """
        return [location.path for location in self._locations]

    @property
    def locations(self) -> list[Location]:
        """The ledgers, with the names that their outputs have.

        Example:
            >>> Fleet("county.db", workers=0).locations[0].name
            'county'
        """
        return list(self._locations)

    @property
    def engine(self) -> Engine:
        """Where acts run; it is started when it is asked for first.

        Example:
            >>> Fleet("county.db", workers=0).engine.close()
        """
        if self._engine is None:
            self._engine = DaskEngine(
                workers=self._workers, scheduler=self._scheduler, client=self._client
            )
        return self._engine

    def close_workers(self) -> None:
        """Let the workers go that this fleet started; the end of a `with` block does it too.

        Example:
            >>> Fleet("county.db", workers=0).close_workers()
        """
        if self._engine is not None:
            self._engine.close()
            self._engine = HereEngine() if self._workers == 0 else None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let the workers go."""
        self.close_workers()

    def verify(self, *, quick: bool = False) -> Outcomes:
        """Verify every ledger, also those that cannot be opened; what is wrong is a failure.

        Example:
            >>> Fleet("county.db", workers=0).verify(quick=True)[0].figures["posting_count"]
            5
        """
        return self.run(Verify(quick))

    def plan_close(
        self,
        year: int,
        *,
        out: str | os.PathLike[str] | None = None,
        overrides: Mapping[str, str] | None = None,
    ) -> Outcomes:
        """Plan the closing of a year of every ledger; write nothing into any.

        The figures of an outcome are the sums by action, `carry_forward_fen` and so on. What would
        stop a closing is a failure. The head of an outcome is where the ledger stood.

        Args:
            year: the year to close.
            out: a folder for the plans as files that people edit, one for each ledger.
            overrides: policies to pass, each with the document that grants it.

        Example:
            >>> Fleet("county.db", workers=0).plan_close(2025).total("carry_forward_fen")
            14188000
        """
        folder = None if out is None else os.fspath(out)
        return self.run(PlanClose(year, dict(overrides or {}), folder))

    def close(
        self,
        year: int,
        *,
        planned: Outcomes | None = None,
        plans: str | os.PathLike[str] | None = None,
        verify: bool = True,
        wait_seconds: int = 5,
        overrides: Mapping[str, str] | None = None,
        prepared_by: str | None = None,
        reviewed_by: str | None = None,
    ) -> Outcomes:
        """Close a year of every ledger, each whole or not at all, and none twice.

        A ledger that is closed is `already` done, with the figures of its certificate. So the act
        is run again after a failure, a kill or a power cut, and does what is left to do.

        Args:
            year: the year to close.
            planned: what `plan_close` gave: a ledger that moved since is refused (`plan_stale`).
            plans: a folder of plans that people edited, as `plan_close` writes it; a ledger without
                one is closed by its policies.
            verify: whether a ledger is verified before, and left open when it is not sound.
            wait_seconds: how long another program may be writing.
            overrides: policies to pass, each with the document that grants it.
            prepared_by: who prepares the closings.
            reviewed_by: who reviews them.

        Example:
            >>> fleet = Fleet("county.db", workers=0)
            >>> fleet.close(2025, planned=fleet.plan_close(2025)).total("lapsed_fen")
            2000000
        """
        heads = {row.path: row.head for row in planned or () if row.head is not None}
        folder = None if plans is None else os.fspath(plans)
        acts = (
            Close(
                year,
                {path: heads[path]} if path in heads else {},
                folder,
                verify,
                wait_seconds,
                dict(overrides or {}),
                prepared_by,
                reviewed_by,
            )
            for path in self.paths
        )
        return self._collect("close", acts)

    def tables(
        self,
        year: int,
        *,
        final: bool = False,
        only: Sequence[str] | None = None,
        verify: bool = False,
    ) -> Outcomes:
        """Make tables of a year of every ledger; the value of an outcome has them by their ids.

        A ledger between whose tables an identity fails is a failure (`identity_failed`).

        Args:
            year: the budget year.
            final: the final accounts instead of the budget.
            only: ids of the tables that are wanted; all of them unless told.
            verify: whether a ledger is verified before; one that is not sound is a failure.

        Example:
            >>> made = Fleet("county.db", workers=0).tables(2025, only=["budget-06"])
            >>> made[0].value["budget-06"].fen("302", "total")
            9188000
        """
        return self.run(Tables(year, final, None if only is None else tuple(only), verify))

    def publish(
        self,
        year: int,
        *,
        out: str | os.PathLike[str],
        final: bool = False,
        only: Sequence[BookForm] | None = None,
        verify: bool = False,
    ) -> Outcomes:
        """Write the book of a year of every ledger, into a folder each.

        Args:
            year: the budget year.
            out: the folder of the folders; on a file system that all workers see.
            final: the final accounts instead of the budget.
            only: forms to write, as for `Ledger.publish`.
            verify: whether a ledger is verified before; of one that is not sound nothing is
                written.

        Example:
            >>> Fleet("county.db", workers=0).publish(2025, out="books", only=["json"])[0].figures
            {'file_count': 1}
        """
        forms = None if only is None else tuple(only)
        return self.run(Publish(year, os.fspath(out), final, forms, verify))

    def export(self, out: str | os.PathLike[str], *, verify: bool = False) -> Outcomes:
        """Write journal and balances of every ledger into one dataset of Parquet files.

        A ledger that did not move since is `already` there. Needs pyarrow; `docs/scale.md`
        describes the dataset.

        Args:
            out: the folder of the dataset, on a file system that all workers see.
            verify: whether a ledger is verified before, also one that did not move; one that is not
                sound is a failure, and what the dataset has of it stays.

        Example:
            >>> fleet = Fleet("county.db", workers=0)
            >>> fleet.export("lake").total("line_report_count"), fleet.export("lake").counts
            (4, {'already': 1})
        """
        return self.run(Export(os.fspath(out), verify))

    def apply(
        self,
        function: Callable[[Ledger], object],
        *,
        writes: bool = False,
        wait_seconds: int = 5,
    ) -> Outcomes:
        """Do with every ledger what a function does; what it returns is the value of the outcome.

        A ledger may be given to it twice, as when a worker died: a function that writes gives its
        vouchers keys (`key=`), then it moves nothing again and the outcome is `already`.

        Args:
            function: takes the open ledger; what it returns is small and can be pickled, or the
                outcome is a failure (`value_unsendable`).
            writes: whether it may write; otherwise the ledger is opened for reading.
            wait_seconds: how long another program may be writing.

        Raises:
            ArgumentError: `act_unsendable` when the function cannot be pickled with what it uses.

        Example:
            >>> fleet = Fleet("county.db", workers=0)
            >>> fleet.apply(lambda ledger: len(ledger.lines(2025)))[0].value
            4
        """
        return self.run(Apply(function, writes, wait_seconds))

    def consolidate(
        self,
        year: int,
        *,
        title: str,
        departments: Mapping[str, str] | None = None,
        transfers: Sequence[Transfer] = (),
        checked: bool = True,
        verify: bool = False,
    ) -> Consolidation:
        """Make the tables of all ledgers together, of each department and of all of them.

        A ledger that cannot be read is in no table, and a failure of the outcomes.

        Args:
            year: the budget year.
            title: what is printed above the tables of all.
            departments: the department of each ledger by its path; of those that are not named it
                is the unit at the top of their own tree.
            transfers: money between units as both sides have it, with its budget; what is not
                declared is matched by the payees of payments.
            checked: whether the tables of the ledgers are made one by one too, and added up, to
                compare both ways.
            verify: whether a ledger is verified before; one that is not sound is in no table.

        Raises:
            ArgumentError: `unit_twice` when two ledgers have the same unit; `transfer_exceeded` by
                the tables when a declared transfer is more than a side has.

        Example:
            >>> province = Fleet("county.db", workers=0).consolidate(2025, title="某省")
            >>> province.is_complete, province.differences, list(province.departments)
            (True, {}, ['社会保险中心'])
            >>> province.tables()[5].fen("302", "total")
            9188000
        """
        named = departments or {}
        places = [
            (place, named.get(location.path), location)
            for place, location in enumerate(self._locations)
        ]
        # A small fleet is divided too, so that no worker waits long for the last one.
        size = max(1, min(CHUNK, len(places) // 32))
        chunks = [places[at : at + size] for at in range(0, len(places), size)]
        outcomes: list[Outcome | None] = [None] * len(places)
        parts: list[Part] = []
        given = ((year, chunk, checked, verify) for chunk in chunks)
        self._tell(FleetProgress("consolidate", 0, len(places)))
        for number, result in self._results(read_part, given, len(chunks)):
            if isinstance(result, Lost):
                for place, _, _ in chunks[number]:
                    outcomes[place] = self._lost(place, "consolidate", result)
            else:
                parts.append(result)
                for place, outcome in result.outcomes:
                    outcomes[place] = outcome
            done = sum(outcome is not None for outcome in outcomes)
            self._tell(FleetProgress("consolidate", done, len(places)))
        read = Outcomes(outcome for outcome in outcomes if outcome is not None)
        return put_together(year, title, parts, read, transfers, checked=checked)

    def trace(self, year: int, table: str, row: str, column: str) -> Outcomes:
        """Return what each ledger has in a figure: the figure `amount_fen` of its outcome.

        Together they are what a consolidation shows there before money between units is eliminated.

        Args:
            year: the budget year.
            table: the id of the table.
            row: the id of the row, on either side of a table with two.
            column: the id of the column.

        Example:
            >>> fleet = Fleet("county.db", workers=0)
            >>> fleet.trace(2025, "budget-06", "302", "total").total("amount_fen")
            9188000
        """
        return self.run(Trace(year, table, row, column))

    def run(self, act: Act) -> Outcomes:
        """Do any act on every ledger.

        Raises:
            ArgumentError: `act_unsendable` when the act cannot be pickled.

        Example:
            >>> from yusuan.fleet import Verify
            >>> Fleet("county.db", workers=0).run(Verify(quick=True)).counts
            {'done': 1}
        """
        return self._collect(act.act, (act for _ in self._locations))

    def each(self, name: str, acts: Iterable[Act]) -> Iterator[tuple[int, Outcome]]:
        """Do an act for each ledger, and yield places and outcomes as they come.

        Example:
            >>> from yusuan.fleet import Verify
            >>> fleet = Fleet("county.db", workers=0)
            >>> [place for place, outcome in fleet.each("verify", [Verify()])]
            [0]
        """
        given = (
            (act, location, self._holder, self._lease_seconds)
            for act, location in zip(acts, self._locations, strict=True)
        )
        for place, result in self._results(run_act, given, len(self._locations)):
            if isinstance(result, Lost):
                yield place, self._lost(place, name, result)
            else:
                yield place, result

    def _results(
        self, function: Callable[..., Any], given: Iterable[tuple[Any, ...]], count: int
    ) -> Iterator[tuple[int, Any]]:
        """Run a function on workers; what has no result yields why, however that came."""
        left = set(range(count))
        lost = Lost("engine_lost", "the scheduler is gone", RUN_AGAIN)
        try:
            for place, result in self.engine.run(function, given, count):
                left.discard(place)
                yield place, result
        except EngineLostError as error:
            message = f"the scheduler is gone: {error.__cause__ or error}"
            lost = Lost("engine_lost", message, RUN_AGAIN)
            # The next act begins anew, where the scheduler is that came back.
            self.close_workers()
        for place in sorted(left):
            yield place, lost

    def _lost(self, place: int, act: str, lost: Lost) -> Outcome:
        token, message, hint = lost.args
        return Outcome(
            self._locations[place].path,
            act,
            "failed",
            token=token,
            message=message,
            hint=hint,
        )

    def _collect(self, name: str, acts: Iterable[Act]) -> Outcomes:
        outcomes: list[Outcome | None] = [None] * len(self._locations)
        self._tell(FleetProgress(name, 0, len(outcomes)))
        for done, (place, outcome) in enumerate(self.each(name, acts), start=1):
            outcomes[place] = outcome
            self._tell(FleetProgress(name, done, len(outcomes), outcome))
        return Outcomes(outcome for outcome in outcomes if outcome is not None)

    def _tell(self, progress: FleetProgress) -> None:
        if self.progress is not None:
            self.progress(progress)
