"""Workers that are processes of this machine. Imported where some are started: it needs Dask."""

from __future__ import annotations

import logging
from typing import Any

import dask.config
from distributed import Client, LocalCluster
from distributed.deploy.spec import SpecCluster

__all__ = ["SETTINGS", "client_of", "started"]

# What Dask does beside the work takes a tenth of a core where two workers have nothing to do:
# stacks of workers for its dashboard a hundred times a second, whether a loop is late fifty times,
# memory ten times. Memory is looked at twice a second here, and the others hardly ever. Who wants
# settings of their own gives a `client`.
SETTINGS: dict[str, str | bool] = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.worker.memory.monitor-interval": "500ms",
}

# What workers of Dask say when they are let go in the middle of something: that a task was given
# up, that a heartbeat found no scheduler any more. It is no trouble of anybody's.
PARTING_WORDS = ("distributed.worker", "distributed.comm", "distributed.core")


class _ProcessCluster(LocalCluster):
    """Processes that are started again as often as they are killed.

    Dask starts a killed one again, and looks after a quarter of a minute whether it is back. One
    that was killed once more meanwhile, and is not back from that, it gives up for ever: a fleet
    with a few ledgers that kill their workers would end up with none, and wait.
    """

    def _update_worker_status(self, op: str, msg: Any) -> None:
        # The cluster of any kind takes note of who is there; the one passed over gives workers up.
        super(SpecCluster, self)._update_worker_status(op, msg)  # type: ignore[no-untyped-call]


def started(workers: int | None) -> Any:
    """Start processes with a thread each.

    SQLite and the ledger work without Python's lock, but a process that is killed takes one
    ledger's act with it and not several.
    """
    with dask.config.set(SETTINGS):
        cluster: Any = _ProcessCluster
        return cluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
        )


def client_of(cluster: Any) -> Any:
    """Connect to processes that were started, and keep them from saying that they are let go."""
    client: Any = Client(cluster, set_as_default=False)
    client.register_worker_callbacks(_part_quietly)
    return client


def _part_quietly() -> None:
    """Keep a worker from saying that it was let go; workers run this once."""
    # A level holds for the loggers below: those of memory still warn.
    logging.getLogger("distributed.worker.memory").setLevel(logging.WARNING)
    for name in PARTING_WORDS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
