"""Which ledgers a fleet has: files of folders, or objects of a store."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yusuan.errors import ArgumentError, MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Location", "locate"]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a ledger is.

    Attributes:
        path: the file, or the address of the object with its protocol.
        name: what tells it from all others of the fleet: its path below their common folder,
            without its ending. Outputs are named so.
        options: what opens the store; empty for a file.
        is_file: whether SQLite opens it where it is; otherwise it is copied, under a lease.

    Example:
        >>> Location("county/教育局/一中.db", "教育局/一中").is_file
        True
    """

    path: str
    name: str
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    is_file: bool = True


def locate(
    ledgers: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    options: Mapping[str, Any] | None = None,
) -> list[Location]:
    """Find the ledgers of a pattern, or of several, each once, in the order of their paths.

    A path is a file where it is. What begins with a protocol (`s3://`, `memory://`, `file://`) is
    an object of a store, and is copied as a whole: so name files of a share by `file://` too, since
    SQLite cannot lock there.

    Raises:
        MissingFileError: `fleet_empty` when there is none.
        ArgumentError: `fleet_ambiguous` when two would be named alike; `store_unknown`.

    Example:
        >>> locate("nowhere/*.db")
        Traceback (most recent call last):
        ...
        yusuan.errors.MissingFileError: fleet_empty: no ledger is at nowhere/*.db
        hint: name files, or a pattern as "county/**/*.db"
    """
    patterns = [ledgers] if isinstance(ledgers, str | os.PathLike) else list(ledgers)
    texts = [os.fspath(pattern) for pattern in patterns]
    found: dict[str, bool] = {}
    for text in texts:
        if "://" in text:
            found |= dict.fromkeys(_objects(text, options or {}), False)
        else:
            found |= dict.fromkeys(_files(text), True)
    if not found:
        raise MissingFileError(
            "fleet_empty",
            f"no ledger is at {', '.join(texts)}",
            'name files, or a pattern as "county/**/*.db"',
        )
    names = _names(list(found))
    return [
        Location(path, names[path], {} if is_file else dict(options or {}), is_file)
        for path, is_file in sorted(found.items())
    ]


def _files(pattern: str) -> list[str]:
    if not glob.has_magic(pattern):
        return _named([pattern])
    try:
        # `Path.glob` begins at a folder, and a pattern may be absolute.
        return _named(glob.glob(pattern, recursive=True))  # noqa: PTH207
    except ValueError:  # A zero byte or half a letter: nothing is called so.
        return []


def _objects(pattern: str, options: Mapping[str, Any]) -> list[str]:
    from yusuan.fleet.store import open_store

    store, path = open_store(pattern, options)
    try:
        paths: list[str] = store.glob(path) if glob.has_magic(path) else [path]
    except ValueError:
        return []
    return [str(store.unstrip_protocol(path)) for path in _named(paths)]


def _named(paths: list[str]) -> list[str]:
    """Leave out what has no name: folders as "." and "/", and what `**/` begins with."""
    return [path for path in paths if Path(path).name]


def _names(paths: list[str]) -> dict[str, str]:
    """Name each ledger by its path below the common folder."""
    parts = {path: Path(path).with_suffix("").parts for path in paths}
    folders = zip(*(found[:-1] for found in parts.values()), strict=False)
    common = len(list(takewhile(lambda level: len(set(level)) == 1, folders)))
    names = {path: "/".join(found[common:]) for path, found in parts.items()}
    if len(set(names.values())) < len(names):
        raise ArgumentError(
            "fleet_ambiguous",
            "two ledgers differ in their endings alone, and their outputs would be named alike",
            "name them apart, or give a pattern that has one of them",
        )
    return names
