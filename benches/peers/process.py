"""Runs a process, and tells what it took of time and memory."""

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


class TooLongError(Exception):
    """A process took longer than anybody would wait for it."""


@dataclass(frozen=True)
class Taken:
    """What a process took."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    # What it says of itself: how long asking again takes in books that are open.
    again_seconds: float | None = None


def run(command: list[str], folder: Path, limit_seconds: float) -> tuple[Taken, str]:
    """Run a command; return what it took, and what it printed.

    Raises:
        TooLongError: it was stopped after `limit_seconds`.
        RuntimeError: it failed, and why.
    """
    printed, said = folder / "printed", folder / "said"
    with printed.open("wb") as output, said.open("wb") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        timer = threading.Timer(limit_seconds, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    complaint = said.read_text("utf-8", errors="replace")
    if process.returncode != 0:
        if seconds >= limit_seconds:
            raise TooLongError
        raise RuntimeError(f"{' '.join(command)}: {process.returncode}\n{complaint[-2000:]}")
    try:
        again_seconds = float(complaint)
    except ValueError:
        again_seconds = None
    taken = Taken(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, again_seconds)
    return taken, printed.read_text("utf-8")
