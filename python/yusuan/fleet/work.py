"""What there is to do, and how it is divided into tasks. Of engines nothing here knows."""

from __future__ import annotations

import pickle
import time
from collections import deque
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from yusuan.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Lost", "Pace", "Task", "Work", "do"]

# Small pieces of work share a task until it takes this long: what client and scheduler do for a
# task, 6 to 8 ms of processor time, is little beside it then, and a result is still soon there.
TASK_SECONDS = 0.5
PIECES_PER_TASK = 32

# The place of a result, and what the function is called with for it.
Piece: TypeAlias = tuple[int, tuple[Any, ...]]


class Lost(Exception):  # noqa: N818  # a result beside others, and never raised
    """What stands for a result that there is none of: a token, a message and a hint."""


@dataclass(frozen=True, slots=True)
class Task:
    """Pieces of work that the scheduler gets as one."""

    pieces: tuple[Piece, ...]
    attempt: int = 1
    is_alone: bool = False

    @property
    def places(self) -> list[int]:
        """The places of its results."""
        return [place for place, _ in self.pieces]

    def packed(self, function: Callable[..., Any]) -> bytes:
        """Return what a worker is to do, as it travels.

        Raises:
            ArgumentError: `act_unsendable`.
        """
        try:
            return _pickled((function, [given for _, given in self.pieces]))
        except Exception as error:
            raise ArgumentError(
                "act_unsendable",
                f"an act or a function cannot travel to a worker: {type(error).__name__}: {error}",
                "give it what can be pickled: names and amounts, no open ledger, file or lock",
            ) from error

    def results(self, packed: list[bytes]) -> Iterator[tuple[int, Any]]:
        """Yield the results that a worker packed, each with its place."""
        for place, result in zip(self.places, packed, strict=True):
            yield place, _unpacked(result)

    def again(self) -> Task:
        """Return the task to be done once more."""
        return replace(self, attempt=self.attempt + 1)

    def divided(self) -> list[Task]:
        """Return a task for each piece, to be done while nothing else is."""
        return [Task((piece,), self.attempt, is_alone=True) for piece in self.pieces]


def do(packed: bytes) -> tuple[float, list[bytes]]:
    """Do the pieces of a task; say how many seconds they took. Workers run this."""
    begin = time.perf_counter()
    function, arguments = pickle.loads(packed)  # noqa: S301  # from the client of this scheduler
    results = [_packed(function(*given)) for given in arguments]
    return time.perf_counter() - begin, results


def _packed(result: Any) -> bytes:
    """Pack a result here, where one that cannot travel takes no other with it."""
    try:
        return _pickled(result)
    except Exception as error:  # noqa: BLE001  # whatever an object says to being pickled
        return pickle.dumps(_unsendable(error))


def _pickled(value: Any) -> bytes:
    """Pickle a value as Dask does: functions of a script or notebook too."""
    import cloudpickle

    library: Any = cloudpickle
    packed: bytes = library.dumps(value)
    return packed


def _unpacked(packed: bytes) -> Any:
    try:
        return pickle.loads(packed)  # noqa: S301  # from a worker of this scheduler
    except Exception as error:  # noqa: BLE001  # a class that is known to the worker alone, say
        return _unsendable(error)


def _unsendable(error: Exception) -> Lost:
    return Lost(
        "value_unsendable",
        f"what the act returned cannot travel from the worker: {type(error).__name__}: {error}",
        "the act was done; return what can be pickled: amounts, text, values of this package",
    )


class Pace:
    """How many pieces a task gets, by how long those of the last one took."""

    def __init__(self, threads: int) -> None:
        """Begin with one: nothing is known yet."""
        self._threads = threads
        self._fitting = 1

    def learn(self, seconds: float, count: int) -> None:
        """Take note of how long so many pieces took."""
        fitting = PIECES_PER_TASK
        if seconds * PIECES_PER_TASK > TASK_SECONDS * count:
            fitting = int(TASK_SECONDS * count / seconds)
        # One that failed at once says little of the next: no more than twice as many.
        self._fitting = max(1, min(fitting, 2 * self._fitting))

    def next_count(self, left: int) -> int:
        """Return how many the next task gets of those that are left: towards the end ever fewer."""
        return max(1, min(self._fitting, left // (2 * self._threads)))


class Work:
    """What has no result yet and is with nobody: pieces that wait, and tasks that came back."""

    def __init__(self, arguments: Iterable[tuple[Any, ...]], count: int, threads: int) -> None:
        """Take what there is to do; arguments are read when a task is made of them."""
        self._waiting = iter(enumerate(arguments))
        self._left = count
        self._returned: deque[Task] = deque()
        self._suspects: deque[Task] = deque()
        self.pace: Pace = Pace(threads)

    def next_task(self, under_way: int) -> Task | None:
        """Return what to do beside what is under way; nothing when there is nothing."""
        if self._returned:
            return self._returned.popleft()
        pieces = tuple(islice(self._waiting, self.pace.next_count(self._left)))
        self._left -= len(pieces)
        if pieces:
            return Task(pieces)
        return self._suspects.popleft() if self._suspects and not under_way else None

    def give_back(self, task: Task) -> None:
        """Take a task that is to be done once more."""
        self._returned.append(task.again())

    def suspect(self, task: Task) -> None:
        """Take a task that lost its workers, by one of its pieces or by what ran beside it.

        Whose fault it is shows when each piece is done alone, at the end.
        """
        self._suspects.extend(task.divided())
