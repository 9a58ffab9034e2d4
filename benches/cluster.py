"""A cluster of Dask as a data centre has it: scheduler and workers are processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Seen = TypeVar("Seen")

# How often is looked for what a process does when it has begun, and how long between.
LOOKS = 1_200
PAUSE_SECONDS = 0.05


def until(process: subprocess.Popen[bytes], look: Callable[[], Seen | None]) -> Seen:
    """Return what is to be seen once a process has begun; fail when it ends before, or is slow."""
    for _ in range(LOOKS):
        if (seen := look()) is not None:
            return seen
        try:
            ended = process.wait(PAUSE_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"{process.args!r} ended with {ended}")
    raise RuntimeError(f"{process.args!r} is there, and does not begin")


class Cluster:
    """A scheduler and its workers; `address` is where clients find it, also when it came back."""

    def __init__(self, folder: Path, *, workers: int) -> None:
        """Start it; what its processes say goes into files of the folder."""
        self._folder = folder
        self._worker_count = workers
        self._processes: list[subprocess.Popen[bytes]] = []
        self._starts = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.scheduler, self.address = self._start(port=0)

    def kill_scheduler(self) -> None:
        """End the scheduler as a power cut does; the workers are not told."""
        self.scheduler.kill()
        self.scheduler.wait()

    def start_again(self) -> None:
        """Start a scheduler where the killed one was, and workers for it."""
        port = int(self.address.rsplit(":", 1)[1])
        self.scheduler, self.address = self._start(port=port)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *raised: object) -> None:
        """End every process that is still there."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, *, port: int) -> tuple[subprocess.Popen[bytes], str]:
        self._starts += 1
        said = self._folder / f"scheduler-{self._starts}.json"
        # A scheduler that was killed leaves its address, where nobody is any more.
        said.unlink(missing_ok=True)
        scheduler = self._run(
            "scheduler",
            *("--host", "127.0.0.1", "--port", str(port)),
            *("--no-dashboard", "--scheduler-file", str(said)),
        )

        def address() -> str | None:
            try:
                told: dict[str, Any] = json.loads(said.read_bytes())
            except (FileNotFoundError, ValueError):
                return None  # not there yet, or half of it
            return str(told["address"])

        found = until(scheduler, address)
        for _ in range(self._worker_count):
            self._run(
                *("worker", found, "--nworkers", "1", "--nthreads", "1", "--no-dashboard"),
                *("--local-directory", str(self._folder)),
            )
        return scheduler, found

    def _run(self, *arguments: str) -> subprocess.Popen[bytes]:
        said = self._folder / f"{len(self._processes):02}-{arguments[0]}.txt"
        with said.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self._processes.append(process)
        return process
