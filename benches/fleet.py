"""Measures a fleet: generated ledgers, verified, closed and put together on one worker and on two.

    python -m benches.fleet --sizes 2000 --lines 200 --postings 2000

`--sizes 100,500,2000` measures how the cost grows; `--pinned` holds each worker to a core of its
own; `--trouble` kills a worker and the scheduler in the middle of a closing, beside a damaged
ledger and one that another process holds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import yusuan
from benches.cluster import Cluster
from yusuan.fleet import Fleet, FleetProgress, Outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR = 2025
FUNCTIONAL = ("2080109", "2080505", "2101101", "2210201", "2299999")
ECONOMIC = ("30201", "30202", "30207", "30211", "30213", "30215", "30216", "30299", "31002")
DEPARTMENT_COUNT = 40


def unit_of(number: int) -> str:
    """Return the name of a unit."""
    return f"第{number:05}单位"


def keys(number: int, count: int) -> list[dict[str, Any]]:
    """Return the lines of a unit: a few of basic spending, the rest projects."""
    rows: list[dict[str, Any]] = []
    for place in range(count):
        functional = FUNCTIONAL[place % len(FUNCTIONAL)]
        economic = ECONOMIC[place // len(FUNCTIONAL) % len(ECONOMIC)]
        is_project = place >= len(FUNCTIONAL) * len(ECONOMIC)
        rows.append(
            {
                "year": YEAR,
                "unit": unit_of(number),
                "fund": "general_public",
                "level": "own",
                "origin_year": YEAR,
                "functional_code": functional,
                "economic_code": economic,
                "kind": "project" if is_project else "basic_public",
                "project": f"项目{place:03}" if is_project else None,
                "amount_fen": 10_000_000 + 37 * place + number,
            }
        )
    return rows


def generate(folder: str, number: int, lines: int, postings: int) -> str:
    """Make a ledger; the same arguments make the same one."""
    department = f"第{number % DEPARTMENT_COUNT:02}部门"
    path = Path(folder) / department / f"{number:05}.db"
    if path.exists():
        return str(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    with yusuan.Ledger.create(making, title=unit_of(number)) as ledger:
        ledger.add_unit(department, kind="department")
        ledger.add_unit(unit_of(number), kind="institution", parent=department)
        ledger.prepare_year(YEAR)
        ledger.import_lines(keys(number, lines))
        ledger.approve(YEAR, document="预算批复", dated=date(YEAR, 2, 17))
        ledger.prepare_year(YEAR + 1)
        rows = [
            {"line": 1 + place % lines, "amount_fen": 1_000 + (place * 7919 + number) % 50_000}
            for place in range(postings)
        ]
        ledger.pay_many(rows, dated=date(YEAR, 6, 30))
    making.replace(path)
    return str(path)


def memory_kib() -> int:
    """Return how much memory this process holds."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds an act took."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def ready(workers: int, pattern: str | list[str]) -> Fleet:
    """Return a fleet whose workers have begun, so that their start is not measured."""
    return begun(Fleet(pattern, workers=workers), workers)


def begun(fleet: Fleet, workers: int) -> Fleet:
    """Wait for the workers of a fleet, and let each of them read what it needs."""
    engine: Any = fleet.engine
    engine.client.wait_for_workers(workers)
    fleet.apply(_nothing)
    return fleet


def _nothing(ledger: yusuan.Ledger) -> None:
    del ledger


def hold(core: int) -> None:
    """Hold this process, with the threads it has and will have, to one core."""
    for thread in Path("/proc/self/task").iterdir():
        os.sched_setaffinity(int(thread.name), {core})


def pin(fleet: Fleet) -> None:
    """Give each worker a core of its own, and no more."""
    engine: Any = fleet.engine
    addresses = sorted(engine.client.scheduler_info()["workers"])
    for core, address in zip(sorted(os.sched_getaffinity(0)), addresses, strict=False):
        engine.client.run(hold, core, workers=[address])


def turn(fleet: Fleet) -> dict[str, float]:
    """Return how many ledgers a second each act does."""
    acts: dict[str, Callable[[], object]] = {
        "verify": fleet.verify,
        "close": partial(close, fleet),
        "consolidate": partial(fleet.consolidate, YEAR, title="某省"),
    }
    return {name: len(fleet.paths) / timed(act) for name, act in acts.items()}


def rates(paths: list[str], *, pinned: bool, rounds: int) -> dict[str, Any]:
    """Measure verify, close and consolidate on one worker and on two, by turns.

    Each round has ledgers of its own, half of them for each crew, so that a machine that becomes
    slower does so for both. Ratios are of rates within a round.
    """
    found: dict[str, Any] = {
        "ledgers": len(paths),
        "rounds": rounds,
        "pinned": pinned,
        "load_before": os.getloadavg()[0],
    }
    held: list[int] = []

    def watch(progress: FleetProgress) -> None:
        if progress.done % 50 == 0:
            held.append(memory_kib())

    seen: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    with ready(1, paths[:8]) as one, ready(2, paths[:8]) as two:
        crews = {1: one, 2: two}
        held.append(memory_kib())
        for crew in crews.values():
            if pinned:
                pin(crew)
        for place in range(rounds):
            mine = paths[place::rounds]
            turns = list(zip(crews, (mine[0::2], mine[1::2]), strict=True))
            for workers, half in turns if place % 2 == 0 else reversed(turns):
                engine: Any = crews[workers].engine
                fleet = Fleet(half, client=engine.client, progress=watch)
                seen[workers].append(turn(fleet))
    for name in seen[1][0]:
        single, double = ([rate[name] for rate in seen[workers]] for workers in (1, 2))
        ratios = sorted(b / a for a, b in zip(single, double, strict=True))
        found[f"{name}_1"] = round(median(single), 1)
        found[f"{name}_2"] = round(median(double), 1)
        found[f"{name}_ratio"] = round(median(ratios), 2)
        found[f"{name}_ratios"] = [round(ratio, 2) for ratio in ratios]
    found["client_kib"] = [held[0], max(held)]
    found["load_after"] = os.getloadavg()[0]
    return found


def close(fleet: Fleet) -> None:
    """Close; fail where one ledger does."""
    outcomes = fleet.close(YEAR)
    if outcomes.failures:
        sys.exit(str(outcomes))


def damage(path: str | os.PathLike[str]) -> None:
    """Change amounts behind the guards, as a damaged disk might."""
    # Its own library beside that of the ledger, in a process where the file is not open.
    connection = sqlite3.connect(path)
    triggers = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'posting'"
    guards = connection.execute(triggers).fetchall()
    for name, _ in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE posting SET amount_fen = amount_fen + 1 WHERE event = 'pay'")
    for _, guard in guards:
        connection.execute(guard)
    connection.commit()
    connection.close()


HOLD = (
    "import sys, yusuan\n"
    "with yusuan.Ledger.open(sys.argv[1]) as ledger, ledger.transaction():\n"
    "    ledger.set_policy('closing', action='allow', source='文', value='recall', level='own')\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)


def trouble(paths: list[str], folder: Path) -> dict[str, Any]:
    """Close a fleet through a worker and a scheduler that are killed; say how it ended."""
    damaged, locked = paths[3], paths[len(paths) // 2]
    damage(damaged)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, locked], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None  # noqa: S101  # it was asked for
    holder.stdout.readline()
    found: dict[str, Any] = {"load_before": os.getloadavg()[0]}
    with (
        Cluster(folder, workers=2) as cluster,
        Fleet(paths, scheduler=cluster.address) as fleet,
    ):
        begun(fleet, 2)
        held = [memory_kib()]

        def watch(progress: FleetProgress) -> None:
            if progress.done % 50 == 0:
                held.append(memory_kib())

        def strike(progress: FleetProgress) -> None:
            watch(progress)
            if progress.done == len(paths) // 4:
                engine: Any = fleet.engine
                pid = next(iter(engine.client.run(os.getpid).values()))
                os.kill(pid, signal.SIGKILL)
                found["worker_killed_at"] = progress.done
            if progress.done == len(paths) // 2:
                cluster.kill_scheduler()
                found["scheduler_killed_at"] = progress.done

        runs = {"first": strike, "second": watch, "third": watch}
        for run, fleet.progress in runs.items():
            begin = time.perf_counter()
            closed = fleet.close(YEAR, wait_seconds=0)
            named = Counter(row.token for row in closed.failures)
            found[run] = {
                "seconds": round(time.perf_counter() - begin, 1),
                "counts": closed.counts,
                "failures": {
                    str(token): count if count > 1 else _name_of(closed, token)
                    for token, count in named.items()
                },
            }
            if run == "first":
                cluster.start_again()
            if run == "second":
                holder.communicate()
        found["client_kib"] = [held[0], max(held)]
    sound = [path for path in paths if path != damaged]
    closings = Fleet(sound, workers=0).apply(_closings)
    found["sound"] = len(sound)
    found["closed_exactly_once"] = sum(row.value == 1 for row in closings)
    found["load_after"] = os.getloadavg()[0]
    return found


def _name_of(outcomes: Outcomes, token: str | None) -> str:
    return next(Path(row.path).name for row in outcomes if row.token == token)


def _closings(ledger: yusuan.Ledger) -> int:
    return sum(step.name_zh == "完成年终结账" for step in ledger.closing_history(YEAR))


def main() -> None:
    """Generate what is missing, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100", help="how many ledgers, as 100,500,2000")
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--postings", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5, help="how often the workers take turns")
    parser.add_argument("--out", default="target/fleet")
    parser.add_argument("--pinned", action="store_true", help="hold each worker to a core")
    parser.add_argument("--trouble", action="store_true", help="kill a worker and the scheduler")
    said = parser.parse_args()
    sizes = [int(size) for size in str(said.sizes).split(",")]
    results: list[dict[str, Any]] = []
    for size in sizes:
        kept = Path(said.out) / f"kept-{said.lines}-{said.postings}"
        begin = time.perf_counter()
        with Fleet("pyproject.toml", workers=2) as makers:
            client: Any = makers.engine
            made = client.client.map(
                generate,
                [str(kept)] * size,
                range(size),
                [said.lines] * size,
                [said.postings] * size,
            )
            originals = [Path(path) for path in client.client.gather(made)]
        seconds = time.perf_counter() - begin
        bytes_each = sum(path.stat().st_size for path in originals) // size
        work = Path(said.out) / "work"
        shutil.rmtree(work, ignore_errors=True)
        paths: list[str] = []
        for path in originals:
            target = work / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
            paths.append(str(target))
        if said.trouble:
            found = trouble(paths, Path(said.out) / "cluster")
        else:
            found = rates(paths, pinned=said.pinned, rounds=said.rounds)
        found |= {"generate_seconds": round(seconds, 1), "bytes_each": bytes_each, "size": size}
        results.append(found)
        print(json.dumps(found, ensure_ascii=False), flush=True)  # noqa: T201  # what it is run for
        shutil.rmtree(work)
    out = Path(said.out) / ("trouble.json" if said.trouble else "fleet.json")
    out.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
