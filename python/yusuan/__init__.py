"""yusuan (预算): a double-checked ledger for public money in one SQLite file."""

from yusuan._core import __version__

__all__ = ["__version__"]
