"""A connection of Python's own `sqlite3` to a ledger, which can read and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from yusuan._core import FileHold
from yusuan.errors import FileError, MissingFileError

if TYPE_CHECKING:
    import os
    from types import TracebackType

__all__ = ["ReadOnlyConnection", "connect_read_only"]

# What a ledger file says it is, as schema.sql has it.
APPLICATION_ID = 1_498_764_110


class ReadOnlyConnection(sqlite3.Connection):
    """A connection that reads a ledger by its views, see `docs/views.md`; close it after use.

    As long as it is open, this process cannot open the file as a `Ledger`. At the end of a `with`
    block it is closed.

    Example:
        >>> ledger.disconnect()
        >>> with yusuan.connect_read_only("county.db") as connection:
        ...     connection.execute("SELECT sum(available_fen) FROM line_report").fetchone()
        (16188000,)
    """

    _hold: FileHold | None = None
    _file: Path | None = None

    def close(self) -> None:
        """Let go of the file.

        Example:
            >>> ledger.disconnect()
            >>> yusuan.connect_read_only("county.db").close()
        """
        super().close()
        file, self._file = self._file, None
        if file is not None:
            _remove_leftover(file)
        self._hold = None

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> Literal[False]:
        """Let go of the file."""
        self.close()
        return False


def connect_read_only(path: str | os.PathLike[str]) -> ReadOnlyConnection:
    """Open a ledger with Python's own `sqlite3`, for reading alone.

    Nothing can be written through it (`mode=ro`, `query_only`), and no function that the file
    itself names is run (`trusted_schema` off). Others may write meanwhile. Rows are tuples; set
    `row_factory` for others.

    Args:
        path: the file; it must not be open as a `Ledger` in this process, since two SQLite
            libraries in one process undo each other's locks.

    Raises:
        MissingFileError: `file_missing`.
        FileError: `file_foreign` when it is no ledger, `file_is_folder`.
        UsageError: `file_read_elsewhere` when this process has it open as a `Ledger`.

    Example:
        >>> ledger.disconnect()
        >>> with yusuan.connect_read_only("county.db") as connection:
        ...     connection.execute("SELECT unit, count(*) FROM line_report GROUP BY 1").fetchall()
        [('社会保险中心', 4)]
    """
    file = Path(path)
    if file.is_dir():
        hint = "name a file, as one in that folder"
        raise FileError("file_is_folder", f"a folder, and no file: {file}", hint)
    if not file.is_file():
        raise MissingFileError("file_missing", f"no such file: {file}", "check the path")
    hold = FileHold(file)
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=ro", uri=True, factory=ReadOnlyConnection
    )
    connection._hold = hold  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # its own module
    connection._file = file.absolute()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # likewise
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        (found,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        found = None
    if found != APPLICATION_ID:
        connection.close()
        raise FileError("file_foreign", f"not a ledger: {file}", "check the path")
    return connection


def _remove_leftover(file: Path) -> None:
    """Let SQLite remove an empty log and its index, which a connection for reading leaves behind.

    A log with anything in it is left to the next writer: the file stays as it is.
    """
    log = file.with_name(file.name + "-wal")
    try:
        if log.stat().st_size:
            return
        connection = sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True)
    except (OSError, sqlite3.Error):
        return
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA schema_version")
    connection.close()
