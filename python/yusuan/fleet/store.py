"""Ledgers in a store of objects: copied as a whole, under a lease.

A store cannot lock, and cannot change a part of an object. So an act takes the lease of a ledger,
which is an object beside it that only one can create; copies the ledger to a file; acts on that;
and writes it back if it changed, if the lease is its own still, and if the object is the one it had
copied.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
import time
import uuid
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yusuan.errors import ArgumentError, BusyError, FileError

if TYPE_CHECKING:
    from yusuan.fleet.location import Location

__all__ = ["Lease", "borrowed", "on_disk", "open_store"]

Clock = Callable[[], float]


def open_store(address: str, options: Mapping[str, Any]) -> tuple[Any, str]:
    """Return the store of an address, and the path within it.

    Raises:
        ArgumentError: `store_unknown` when fsspec knows no such protocol or address.

    Example:
        >>> store, path = open_store("memory://county/a.db", {})
        >>> path
        '/county/a.db'
    """
    import fsspec

    core: Any = fsspec.core
    try:
        store, path = core.url_to_fs(address, **options)
    except ValueError as error:
        hint = "begin it with a protocol that fsspec knows, as s3:// or file://"
        raise ArgumentError("store_unknown", f"no store is at {address}: {error}", hint) from error
    return store, str(path)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write a ledger of a store, for some time.

    It is an object `<ledger>.lease-<number>` that says who holds it. Each is created exclusively,
    and the highest number counts: whoever takes over an expired lease creates the next
    number, which only one can, and the former holder sees before it writes that it is not its own.

    Attributes:
        store: the store.
        path: the ledger within it.
        number: the number of the lease.
        token: what tells it from every other.

    Example:
        >>> store, path = open_store("memory://leases/a.db", {})
        >>> lease = Lease.take(store, path, holder="one", seconds=60, now=100.0)
        >>> lease.number, lease.is_held()
        (1, True)
        >>> Lease.take(store, path, holder="two", seconds=60, now=159.0)
        Traceback (most recent call last):
        ...
        yusuan.errors.BusyError: leased: /leases/a.db is leased to one for 1 more seconds
        hint: wait until it is given back or has expired, and run again
        >>> Lease.take(store, path, holder="two", seconds=60, now=160.0).number, lease.is_held()
        (2, False)
    """

    store: Any
    path: str
    number: int
    token: str

    @classmethod
    def take(cls, store: Any, path: str, *, holder: str, seconds: int, now: float) -> Lease:
        """Take the lease of a ledger.

        Args:
            store: the store.
            path: the ledger within it.
            holder: who takes it. Its own lease a holder takes over at once: an attempt of the same
                run that died is not waited for.
            seconds: after how long anybody may take it over.
            now: the time, in seconds.

        Raises:
            BusyError: `leased` while somebody else holds it.
        """
        last = _last(store, path)
        number = 1
        if last is not None:
            number, said = last
            left = said["taken_at"] + said["seconds"] - now
            if left > 0 and said["holder"] != holder:
                raise BusyError(
                    "leased",
                    f"{path} is leased to {said['holder']} for {left:.0f} more seconds",
                    "wait until it is given back or has expired, and run again",
                )
            number += 1
        token = uuid.uuid4().hex
        said = {"holder": holder, "token": token, "taken_at": now, "seconds": seconds}
        lease = cls(store, path, number, token)
        try:
            store.pipe_file(lease.object_path, json.dumps(said).encode(), mode="create")
        except FileExistsError:
            raise BusyError(
                "leased",
                f"{path} was leased to another at this moment",
                "run again",
            ) from None
        # A store that ignores `create` lets the later of two overwrite the earlier.
        if not lease.is_held():
            raise BusyError("leased", f"{path} was leased to another at this moment", "run again")
        return lease

    @property
    def object_path(self) -> str:
        """The object that is the lease.

        Example:
            >>> Lease(None, "a.db", 1, "").object_path
            'a.db.lease-1'
        """
        return f"{self.path}.lease-{self.number}"

    def is_held(self) -> bool:
        """Say whether the lease is still the one that counts.

        Example:
            >>> store, path = open_store("memory://held/a.db", {})
            >>> Lease(store, path, 1, "").is_held()
            False
        """
        last = _last(self.store, self.path)
        return last is not None and last[0] == self.number and last[1]["token"] == self.token

    def give_back(self) -> None:
        """Remove it, and those before it that nobody gave back; not if another has taken it over.

        Example:
            >>> store, path = open_store("memory://back/a.db", {})
            >>> lease = Lease.take(store, path, holder="one", seconds=60, now=0.0)
            >>> lease.give_back()
            >>> lease.is_held()
            False
        """
        if not self.is_held():
            return
        for number in sorted(_numbers(self.store, self.path)):
            # The last one goes last: until then nobody takes a number that was there before.
            with contextlib.suppress(FileNotFoundError):
                self.store.rm_file(f"{self.path}.lease-{number}")


def _numbers(store: Any, path: str) -> list[int]:
    store.invalidate_cache()
    begin = f"{path}.lease-"
    folder = path.rsplit("/", 1)[0]
    try:
        names: list[str] = store.ls(folder, detail=False)
    except FileNotFoundError:
        return []
    ends = (name.removeprefix(begin) for name in names)
    return [int(end) for end in ends if end.isdigit()]


def _last(store: Any, path: str) -> tuple[int, dict[str, Any]] | None:
    """Return the number of the lease that counts, and what it says."""
    number = max(_numbers(store, path), default=None)
    if number is None:
        return None
    try:
        said: dict[str, Any] = json.loads(store.cat_file(f"{path}.lease-{number}"))
    except FileNotFoundError:
        return None
    except ValueError:
        # Its holder is writing it still, or died over it: it counts, and never expires by itself.
        said = {"holder": "somebody", "token": "", "taken_at": float("inf"), "seconds": 0}
    return number, said


@dataclass(slots=True)
class Borrowed:
    """A ledger of a store while it is a file here.

    Attributes:
        file: the file.
        is_changed: whether it was written back; known at the end.
    """

    file: Path
    is_changed: bool = field(default=False)


@contextmanager
def on_disk(location: Location) -> Generator[Path]:
    """Give the file of a ledger that is only read: where it is, or a copy.

    Example:
        >>> with on_disk(Location("county.db", "county")) as file:
        ...     print(file)
        county.db
    """
    if location.is_file:
        yield Path(location.path)
        return
    with borrowed(
        location.path, location.options, writes=False, holder="", lease_seconds=0
    ) as copy:
        yield copy.file


@contextmanager
def borrowed(
    address: str,
    options: Mapping[str, Any],
    *,
    writes: bool,
    holder: str,
    lease_seconds: int,
    clock: Clock = time.time,
) -> Generator[Borrowed]:
    """Copy a ledger here; where it is written to, under a lease, and back when it changed.

    Raises:
        BusyError: `leased`.
        FileError: `lease_lost` when another took the lease over, `object_changed` when the object
            is not the one that was copied, `copy_differs` when it did not arrive as it left. In the
            first two nothing was written back.

    Example:
        >>> store, path = open_store("memory://borrowed/a.db", {})
        >>> store.pipe_file(path, b"one")
        >>> with borrowed(
        ...     "memory://borrowed/a.db", {}, writes=True, holder="one", lease_seconds=9
        ... ) as copy:
        ...     _ = copy.file.write_bytes(b"two")
        >>> store.cat_file(path), copy.is_changed
        (b'two', True)
    """
    store, path = open_store(address, options)
    lease: Lease | None = None
    if writes:
        lease = Lease.take(store, path, holder=holder, seconds=lease_seconds, now=clock())
    try:
        with tempfile.TemporaryDirectory(prefix="yusuan-fleet-") as folder:
            file = Path(folder) / Path(path).name
            store.get_file(path, str(file))
            before = _digest(file)
            copy = Borrowed(file)
            yield copy
            after = _digest(file)
            if lease is not None and after != before:
                _write_back(lease, file, before=before, after=after)
                copy.is_changed = True
    finally:
        if lease is not None:
            lease.give_back()


def _write_back(lease: Lease, file: Path, *, before: str, after: str) -> None:
    if file.with_name(file.name + "-wal").exists():
        raise FileError(
            "ledger_open",
            f"{file.name} is still open behind the act, and not all of it is in the file",
            "a function that is applied must not keep the ledger open",
        )
    store, path = lease.store, lease.path
    if _digest_of_object(store, path) != before:
        raise FileError(
            "object_changed",
            f"{path} was written by somebody who holds no lease",
            "nothing was written back; find out who writes it, and run again",
        )
    if not lease.is_held():
        raise FileError(
            "lease_lost",
            f"the lease of {path} expired under the act and another took it over",
            "nothing was written back; give a longer lease, and run again",
        )
    _put(store, file, path)
    if _digest_of_object(store, path) != after:
        raise FileError(
            "copy_differs",
            f"{path} is not what was written to it",
            "verify it; the store lost bytes, or somebody writes without a lease",
        )


def _put(store: Any, file: Path, path: str) -> None:
    """Write an object as a whole: stores do, and on a file system a rename does."""
    protocol = store.protocol
    if "file" in ([protocol] if isinstance(protocol, str) else protocol):
        beside = f"{path}.writing"
        store.put_file(str(file), beside)
        Path(beside).replace(path)
    else:
        store.put_file(str(file), path)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _digest_of_object(store: Any, path: str) -> str:
    digest = hashlib.sha256()
    with store.open(path, "rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
