"""Where acts run: in this process, or on the workers of Dask. Of ledgers nothing here knows."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

__all__ = ["DaskEngine", "Engine", "EngineLostError", "HereEngine", "Lost"]

# Tasks that each thread of a worker has been given: enough that none waits for the next one, and
# few enough that client and scheduler hold no more of a large fleet than of a small one.
TASKS_PER_THREAD = 4


# What workers of Dask say when they are let go in the middle of something: that a task was given
# up, that a heartbeat found no scheduler any more. It is no trouble of anybody's.
PARTING_WORDS = ("distributed.worker", "distributed.comm", "distributed.core")


def _part_quietly() -> None:
    """Keep a worker from saying that it was let go; workers run this once."""
    # A level holds for the loggers below: those of memory still warn.
    logging.getLogger("distributed.worker.memory").setLevel(logging.WARNING)
    for name in PARTING_WORDS:
        logging.getLogger(name).setLevel(logging.CRITICAL)


# And what is said here meanwhile: that a worker in the middle of an act must be killed, that a
# client does not look for its scheduler any more.
CLOSING_WORDS = ("distributed.nanny", "distributed.client", "distributed.utils")


@contextmanager
def _closing_quietly() -> Generator[None]:
    """Keep this process from saying what follows from closing."""
    loggers = [logging.getLogger(name) for name in CLOSING_WORDS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class EngineLostError(Exception):
    """The scheduler is gone: what had no result yet has none."""


class Lost(Exception):  # noqa: N818  # a result beside others, and never raised
    """A task that has no result, with a token and a message: its workers died, say."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A task that the scheduler has."""

    place: int
    arguments: tuple[Any, ...]
    attempt: int = 1


class Engine(Protocol):
    """Runs a function over arguments, and yields each place with its result, as they come."""

    def run(
        self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Any]]:
        """Run; a task without a result yields a `Lost`."""
        ...

    def close(self) -> None:
        """Let workers go that this engine started."""
        ...


class HereEngine:
    """Runs everything in this process, one after the other."""

    def run(
        self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Any]]:
        """Run."""
        for place, given in enumerate(arguments):
            yield place, function(*given)

    def close(self) -> None:
        """Do nothing: there are no workers."""


class DaskEngine:
    """Runs tasks on a scheduler of Dask that is there, or on processes of this machine.

    Each task is given to the scheduler once. Where its worker dies the scheduler gives it to
    another; where workers are restarted it is given once more, as often as `attempts` says.
    """

    def __init__(
        self,
        *,
        workers: int | None = None,
        scheduler: str | None = None,
        client: object | None = None,
        attempts: int = 3,
    ) -> None:
        """Connect to a client or scheduler, or start a cluster of processes with a thread each."""
        import distributed

        self._distributed: Any = distributed
        self._attempts = attempts
        self._cluster: Any = None
        self._own_client = client is None
        if client is not None:
            self._client: Any = client
        elif scheduler is not None:
            self._client = self._distributed.Client(scheduler, set_as_default=False)
        else:
            # A thread each: SQLite and the ledger work without Python's lock, but a process that is
            # killed takes one ledger's act with it and not several.
            self._cluster = self._distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",
            )
            self._client = self._distributed.Client(self._cluster, set_as_default=False)
            self._client.register_worker_callbacks(_part_quietly)

    @property
    def client(self) -> Any:
        """The client of Dask."""
        return self._client

    def close(self) -> None:
        """Let the client go, and the cluster if this engine started it."""
        with _closing_quietly():
            if self._own_client:
                self._client.close()
            if self._cluster is not None:
                self._cluster.close()

    def run(
        self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Any]]:
        """Run with a bounded number of tasks under way."""
        waiting = iter(enumerate(arguments))
        given: dict[Any, _Given] = {}
        try:
            completed = self._distributed.as_completed(loop=self._client.loop)
            window = max(1, self._thread_count()) * TASKS_PER_THREAD
        except Exception as error:
            raise EngineLostError from error

        def give(task: _Given) -> None:
            future = self._client.submit(function, *task.arguments, pure=False)
            given[future] = task
            completed.add(future)

        def give_more() -> None:
            while len(given) < window and (following := next(waiting, None)) is not None:
                give(_Given(*following))

        try:
            self._guarded(give_more)
            while given:
                future = self._guarded(lambda: next(completed))
                task = given.pop(future)
                result = self._guarded(partial(self._result, future))
                is_forgotten = isinstance(result, Lost) and self._is_forgotten(future)
                if is_forgotten and task.attempt < self._attempts:
                    again = _Given(task.place, task.arguments, task.attempt + 1)
                    self._guarded(partial(give, again))
                    continue
                yield task.place, result
                self._guarded(give_more)
        finally:
            # Who stops reading results wants no more of them.
            if given and self._client.status == "running":
                self._client.cancel(list(given))

    def _guarded(self, step: Callable[[], Any]) -> Any:
        """Do something with the scheduler; whatever it raises means that the scheduler is gone."""
        try:
            return step()
        except Exception as error:
            raise EngineLostError from error

    def _is_forgotten(self, future: Any) -> bool:
        """Say whether a task was cancelled by a restart that the client came through."""
        if future.status not in {"cancelled", "lost"}:
            return False
        if self._client.status != "running":
            raise EngineLostError
        return True

    def _thread_count(self) -> int:
        return sum(cast("dict[str, int]", self._client.nthreads()).values())

    def _result(self, future: Any) -> Any:
        if future.status == "finished":
            return future.result()
        if future.status == "error":
            error = future.exception()
            # A task never raises by itself: its act's errors are results.
            return Lost("worker_lost", f"{type(error).__name__}: {error}")
        return Lost("worker_lost", "the scheduler forgot the task")
