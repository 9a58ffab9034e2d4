"""Tasks: small pieces of work share one, large ones do not, and each has its own result."""

from __future__ import annotations

import os
import signal
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import dask.config
import pytest
from distributed import get_worker

import yusuan
from fleet.conftest import WORKERS
from yusuan.fleet import Fleet
from yusuan.fleet.engine import DaskEngine
from yusuan.fleet.processes import SETTINGS
from yusuan.fleet.work import PIECES_PER_TASK, TASK_SECONDS, Lost, Pace, Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from distributed import Client

COUNT = 200


def task_of(number: int) -> tuple[int, str]:
    """Return in which task this runs."""
    return number, str(get_worker().get_current_task())


def one_that_cannot_travel(number: int) -> object:
    return threading.Lock() if number == COUNT // 2 else number


def die_once(number: int, mark: str) -> int:
    """Kill the worker the first time, late enough that the task has other pieces too."""
    if number == COUNT // 2 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def always_die(number: int, folder: str) -> int:
    """Kill the worker each time, and leave a mark of which pieces came before."""
    if number == COUNT // 2:
        os.kill(os.getpid(), signal.SIGKILL)
    (Path(folder) / f"{number}-{uuid.uuid4().hex}").touch()
    return number


def results(client: Client, function: Callable[..., Any], *more: object) -> dict[int, Any]:
    found: dict[int, Any] = {}
    arguments = ((number, *more) for number in range(COUNT))
    for place, result in DaskEngine(client=client).run(function, arguments, COUNT):
        assert place not in found
        found[place] = result
    assert sorted(found) == list(range(COUNT))
    return found


def test_quick_pieces_share_tasks_and_keep_their_places(client: Client) -> None:
    found = results(client, task_of)
    assert all(place == number for place, (number, _) in found.items())
    tasks = {task for _, task in found.values()}
    assert len(tasks) < COUNT // 3


def test_a_result_that_cannot_travel_takes_no_other_with_it(client: Client) -> None:
    found = results(client, one_that_cannot_travel)
    lost = found.pop(COUNT // 2)
    assert isinstance(lost, Lost)
    assert lost.args[0] == "value_unsendable"
    assert all(place == number for place, number in found.items())


def test_a_task_whose_worker_is_killed_gives_every_result_once(
    client: Client, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    found = results(client, die_once, str(mark))
    assert mark.exists()
    assert all(place == number for place, number in found.items())


def test_a_piece_that_kills_every_worker_is_alone_to_blame(client: Client, tmp_path: Path) -> None:
    found = results(client, always_die, str(tmp_path))
    lost = found.pop(COUNT // 2)
    assert isinstance(lost, Lost)
    assert lost.args[0] == "worker_lost"
    assert all(place == number for place, number in found.items())
    # It shared a task at first: others were done more than once.
    assert len(list(tmp_path.iterdir())) > COUNT - 1


def test_workers_are_started_again_as_often_as_they_are_killed(
    own_client: Client, tmp_path: Path
) -> None:
    # Dask looks so long after a death whether the worker is back, and would give it up by then.
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "1ms"}),
        ThreadPoolExecutor(1) as thread,
    ):
        running = thread.submit(results, own_client, always_die, str(tmp_path))
        try:
            found = running.result(timeout=120)
        except TimeoutError:
            own_client.close()
            raise
    assert isinstance(found[COUNT // 2], Lost)
    own_client.wait_for_workers(WORKERS, timeout=60)


def test_an_act_that_cannot_travel_is_refused_and_not_called_a_lost_scheduler(
    province: Path, client: Client
) -> None:
    lock = threading.Lock()
    fleet = Fleet(province / "**" / "*.db", client=client)
    with pytest.raises(yusuan.ArgumentError, match="act_unsendable"):
        fleet.apply(lambda ledger: (ledger.path, lock))
    stuck = fleet.apply(lambda ledger: ledger)
    assert {row.token for row in stuck.failures} == {"value_unsendable"}
    assert len(stuck.failures) == 6
    assert fleet.verify().counts == {"done": 6}


def test_a_task_gets_as_many_pieces_as_it_has_time_for() -> None:
    pace = Pace(threads=2)
    assert pace.next_count(left=10_000) == 1
    counts = []
    for _ in range(6):
        pace.learn(0.0, pace.next_count(10_000))
        counts.append(pace.next_count(10_000))
    # What is quick once may not be so again: twice as many each time, and not without bound.
    assert counts == [2, 4, 8, 16, PIECES_PER_TASK, PIECES_PER_TASK]
    pace.learn(2.5 * TASK_SECONDS, 10)
    assert pace.next_count(10_000) == 4
    pace.learn(2 * TASK_SECONDS, 1)
    assert pace.next_count(10_000) == 1


def test_towards_the_end_tasks_are_small_so_that_no_worker_waits_long() -> None:
    work = Work(((number,) for number in range(40)), 40, threads=2)
    for _ in range(4):
        work.pace.learn(0.0, 1)
    counts = []
    while task := work.next_task(under_way=3):
        counts.append(len(task.pieces))
    assert counts == [10, 7, 5, 4, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1]
    assert sum(counts) == 40


def settings() -> list[Any]:
    """Return what the settings of a cluster of this machine are in this process."""
    return [dask.config.get(name) for name in SETTINGS]


def test_a_cluster_of_this_machine_has_settings_of_its_own_and_this_process_keeps_its() -> None:
    before = settings()
    engine = DaskEngine(workers=1)
    try:
        there = engine.client.run(settings)
        assert [*there.values()] == [[*SETTINGS.values()]]
        assert settings() == before != [*SETTINGS.values()]
    finally:
        engine.close()
