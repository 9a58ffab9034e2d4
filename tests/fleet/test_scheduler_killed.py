"""A scheduler that is killed in the middle of a closing, and one that is started in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import yusuan
from benches.cluster import Cluster
from benches.fleet import damage
from fleet.province import closings
from yusuan.fleet import Fleet, FleetProgress, Outcomes

if TYPE_CHECKING:
    from pathlib import Path

LONG_SECONDS = 600


def test_every_sound_ledger_is_closed_once_by_the_same_call_again(
    province: Path, tmp_path: Path
) -> None:
    damaged, held = province / "卫生局" / "03.db", province / "教育局" / "04.db"
    damage(damaged)
    with (
        Cluster(tmp_path / "cluster", workers=2) as cluster,
        Fleet(province / "**" / "*.db", scheduler=cluster.address) as fleet,
    ):

        def close() -> Outcomes:
            return fleet.close(2025, wait_seconds=LONG_SECONDS)

        def strike(progress: FleetProgress) -> None:
            if progress.done == 3:
                cluster.kill_scheduler()

        fleet.progress = strike
        # A worker waits for this ledger when the scheduler dies: its act is under way for certain.
        with closing(sqlite3.connect(held, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            first = close()
        assert cluster.scheduler.returncode == -9
        assert first.of(str(held)).token == "engine_lost"  # noqa: S105  # of an error
        assert len(first) == 6
        assert first.counts["done"] >= 2
        fleet.progress = None
        cluster.start_again()
        second = close()
    # Whoever was waiting still may have closed it, or the new worker: one of them did.
    assert len(second) == 6
    (failure,) = second.failures
    assert failure.path == str(damaged)
    assert failure.token == yusuan.verify_file(damaged).findings[0].token
    assert all(second.of(row.path).state == "already" for row in first if row.state == "done")
    assert closings(province) == {"01": 1, "02": 1, "03": 0, "04": 1, "05": 1, "06": 1}
