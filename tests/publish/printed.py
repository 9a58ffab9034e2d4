"""What a table prints, cell by cell."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yusuan


def printed_rows(table: yusuan.Table) -> list[list[str]]:
    """Return the printed text of every cell; nothing for a blank."""

    def printed(at: int, name: str, value: object) -> str:
        return (table.text(at, name) if isinstance(value, Decimal) else str(value or "")) or ""

    rows = enumerate(table.rows)
    return [[printed(at, name, value) for name, value in row.items()] for at, row in rows]
