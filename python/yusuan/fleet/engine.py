"""Where acts run: in this process, or on the workers of Dask. Of ledgers nothing here knows."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from yusuan.fleet.work import Lost, Task, Work, do

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

__all__ = ["DaskEngine", "Engine", "EngineLostError", "HereEngine"]

# Tasks that each thread of a worker has been given: enough that none waits for the next one, and
# few enough that client and scheduler hold no more of a large fleet than of a small one.
TASKS_PER_THREAD = 4

RUN_AGAIN = "run again: what was done is found done, and only the rest is done"

# What is said here while workers are let go: that one in the middle of an act must be killed, that
# a client does not look for its scheduler any more.
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


class Engine(Protocol):
    """Runs a function over arguments, and yields each place with its result, as they come."""

    def run(
        self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]], count: int
    ) -> Iterator[tuple[int, Any]]:
        """Run it so many times; what has no result yields a `Lost`."""
        ...

    def close(self) -> None:
        """Let workers go that this engine started."""
        ...


class HereEngine:
    """Runs everything in this process, one after the other."""

    def run(
        self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]], count: int
    ) -> Iterator[tuple[int, Any]]:
        """Run."""
        del count
        for place, given in enumerate(arguments):
            yield place, function(*given)

    def close(self) -> None:
        """Do nothing: there are no workers."""


class DaskEngine:
    """Runs tasks on a scheduler of Dask that is there, or on processes of this machine.

    Each task is given to the scheduler once. Where its worker dies the scheduler gives it to
    another; where workers are restarted it is given once more, as often as `attempts` says. A task
    has one piece of work or, of those that are small, several. Of one that is lost each piece is
    done alone at the end, so that only the piece that is to blame has no result.
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
            from yusuan.fleet.processes import client_of, started

            self._cluster = started(workers)
            self._client = client_of(self._cluster)

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
        self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]], count: int
    ) -> Iterator[tuple[int, Any]]:
        """Run with a bounded number of tasks under way."""
        given: dict[Any, Task] = {}
        try:
            completed = self._distributed.as_completed(loop=self._client.loop)
            threads = max(1, self._thread_count())
        except Exception as error:
            raise EngineLostError from error
        work = Work(arguments, count, threads)

        def give(task: Task, packed: bytes) -> None:
            future = self._client.submit(do, packed, pure=False)
            given[future] = task
            completed.add(future)

        def give_more() -> None:
            most = threads * TASKS_PER_THREAD
            while len(given) < most and (task := work.next_task(len(given))):
                self._guarded(partial(give, task, task.packed(function)))

        try:
            give_more()
            while given:
                future = self._guarded(lambda: next(completed))
                task = given.pop(future)
                result = self._guarded(partial(self._result, future))
                is_forgotten = isinstance(result, Lost) and self._is_forgotten(future)
                if not isinstance(result, Lost):
                    work.pace.learn(result[0], len(task.pieces))
                    yield from task.results(result[1])
                elif is_forgotten and task.attempt < self._attempts:
                    work.give_back(task)
                elif not task.is_alone:
                    work.suspect(task)
                else:
                    yield task.places[0], result
                give_more()
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
            return Lost("worker_lost", f"{type(error).__name__}: {error}", RUN_AGAIN)
        return Lost("worker_lost", "the scheduler forgot the task", RUN_AGAIN)
