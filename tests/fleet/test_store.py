"""Ledgers in a store of objects: one writer at a time, and a look before writing back."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import fsspec
import pytest

import yusuan
from fleet.province import pay_by_key
from yusuan.fleet import Fleet, Lease
from yusuan.fleet.store import Borrowed, borrowed, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from distributed import Client

BUCKET = "memory://bucket"


@pytest.fixture
def store(province: Path) -> Iterator[fsspec.AbstractFileSystem]:
    """A store with the ledgers of the province."""
    store = fsspec.filesystem("memory")
    for path in sorted(province.rglob("*.db")):
        store.pipe_file(f"/bucket/{path.parent.name}/{path.name}", path.read_bytes())
    yield store
    store.rm("/bucket", recursive=True)


def test_a_fleet_in_a_store_is_closed_once(
    store: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    fleet = Fleet(f"{BUCKET}/**/*.db", workers=0)
    assert fleet.locations[0].name == "卫生局/01"
    before = store.cat_file("/bucket/教育局/02.db")
    planned = fleet.plan_close(2025)
    assert store.cat_file("/bucket/教育局/02.db") == before
    assert fleet.close(2025, planned=planned).counts == {"done": 6}
    assert fleet.close(2025).counts == {"already": 6}
    assert fleet.verify().counts == {"done": 6}
    assert fleet.consolidate(2025, title="某省").differences == {}
    assert fleet.export(tmp_path / "lake").counts == {"done": 6}
    assert not [name for name in store.find("/bucket") if "lease" in name]


def test_what_is_leased_or_damaged_is_named(store: fsspec.AbstractFileSystem) -> None:
    lease = Lease.take(store, "/bucket/教育局/02.db", holder="another run", seconds=10**10, now=0.0)
    store.pipe_file("/bucket/教育局/04.db", b"notes, not a ledger" * 99)
    closed = Fleet(f"{BUCKET}/**/*.db", workers=0).close(2025)
    assert closed.counts == {"done": 4, "failed": 2}
    tokens = {row.path.rsplit("/", 1)[1]: row.token for row in closed.failures}
    assert tokens == {"02.db": "leased", "04.db": "file_foreign"}
    assert "another run" in closed.failures[0].message
    lease.give_back()
    # What is only read needs no lease, and takes none.
    assert Fleet(f"{BUCKET}/教育局/02.db", workers=0).close(2025).counts == {"done": 1}


def test_processes_close_a_store_of_files(province: Path, tmp_path: Path, client: Client) -> None:
    # A share, as many machines see it: copies and leases, and never SQLite on it.
    shutil.copytree(province, tmp_path / "share")
    fleet = Fleet(f"file://{tmp_path}/share/**/*.db", client=client)
    first, second = fleet.apply(pay_by_key, writes=True), fleet.apply(pay_by_key, writes=True)
    assert (first.counts, second.counts) == ({"done": 6}, {"already": 6})
    assert fleet.close(2025).counts == {"done": 6}
    left = sorted(path.name for path in (tmp_path / "share").rglob("*") if path.is_file())
    assert left == [f"{number:02}.db" for number in range(1, 7)]
    for path in (tmp_path / "share").rglob("*.db"):
        assert yusuan.verify_file(path).is_clean


def borrow(holder: str, now: float, seconds: int = 60) -> AbstractContextManager[Borrowed]:
    return borrowed(
        f"{BUCKET}/教育局/02.db",
        {},
        writes=True,
        holder=holder,
        lease_seconds=seconds,
        clock=lambda: now,
    )


def test_a_lease_that_expired_is_taken_over_and_its_holder_writes_nothing(
    store: fsspec.AbstractFileSystem,
) -> None:
    path = "/bucket/教育局/02.db"
    before = store.cat_file(path)
    with pytest.raises(yusuan.FileError, match="lease_lost"), borrow("slow", 0.0) as slow:
        slow.file.write_bytes(b"of the slow one")
        with pytest.raises(yusuan.BusyError, match="leased"), borrow("other", 59.0):
            pass
        lease = Lease.take(store, path, holder="other", seconds=60, now=60.0)
        assert lease.number == 2
    assert store.cat_file(path) == before
    # The slow one gave nothing back that was not its own.
    assert lease.is_held()
    lease.give_back()
    assert not [name for name in store.find("/bucket") if "lease" in name]


def test_another_attempt_of_a_run_does_not_wait_for_the_one_that_died(
    store: fsspec.AbstractFileSystem,
) -> None:
    path = "/bucket/教育局/02.db"
    died = Lease.take(store, path, holder="run", seconds=10**9, now=0.0)
    with borrow("run", 1.0) as copy:
        copy.file.write_bytes(b"of the second attempt")
    assert store.cat_file(path) == b"of the second attempt"
    assert not died.is_held()
    died.give_back()
    assert copy.is_changed


def test_a_change_without_a_lease_is_noticed(store: fsspec.AbstractFileSystem) -> None:
    path = "/bucket/教育局/02.db"
    with pytest.raises(yusuan.FileError, match="object_changed"), borrow("one", 0.0) as copy:
        copy.file.write_bytes(b"of the holder")
        store.pipe_file(path, b"of somebody else")
    assert store.cat_file(path) == b"of somebody else"
    # Nothing changed: nothing is written back, and nobody is told of trouble.
    with borrow("one", 0.0) as copy:
        store.pipe_file(path, b"once more")
    assert not copy.is_changed


def test_an_act_that_fails_writes_nothing_back(store: fsspec.AbstractFileSystem) -> None:
    path = "/bucket/教育局/02.db"
    before = store.cat_file(path)
    with pytest.raises(ZeroDivisionError), borrow("one", 0.0) as copy:
        copy.file.write_bytes(b"half of it")
        raise ZeroDivisionError
    assert store.cat_file(path) == before
    assert not Lease(store, path, 1, "").is_held()
    assert not [name for name in store.find("/bucket") if "lease" in name]


def test_an_open_ledger_is_not_copied_back(store: fsspec.AbstractFileSystem) -> None:
    with pytest.raises(yusuan.FileError, match="ledger_open"), borrow("one", 0.0) as copy:
        copy.file.write_bytes(b"more is in the log")
        copy.file.with_name(copy.file.name + "-wal").touch()
    assert not [name for name in store.find("/bucket") if "lease" in name]


def test_a_lease_nobody_can_read_counts(store: fsspec.AbstractFileSystem) -> None:
    path = "/bucket/教育局/02.db"
    store.pipe_file(f"{path}.lease-1", b"")
    with pytest.raises(yusuan.BusyError, match="somebody"), borrow("one", 0.0):
        pass
    said = {"holder": "one", "token": "t", "taken_at": 0.0, "seconds": 60}
    store.pipe_file(f"{path}.lease-1", json.dumps(said).encode())
    assert Lease(store, path, 1, "t").is_held()


def test_of_two_who_take_at_once_one_does(store: fsspec.AbstractFileSystem) -> None:
    path = "/bucket/教育局/02.db"

    class Late:
        """A store on which another takes the lease between the look and the creation."""

        def __getattr__(self, name: str) -> object:
            return getattr(store, name)

        def pipe_file(self, name: str, content: bytes, mode: str) -> None:
            Lease.take(store, path, holder="first", seconds=60, now=0.0)
            store.pipe_file(name, content, mode=mode)

    with pytest.raises(yusuan.BusyError, match="at this moment"):
        Lease.take(Late(), path, holder="second", seconds=60, now=0.0)
    assert open_store(f"{BUCKET}/教育局/02.db", {})[1] == path
