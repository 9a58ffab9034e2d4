"""The page of views names every public view with its columns, in order."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOR_GUARDS = {
    "blank", "newest_voucher", "record", "open_record", "unfinished_record", "open_posting",
    "policy_case", "policy_move", "policy_detour",
}  # fmt: skip


def test_the_page_of_views_agrees_with_the_schema() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript((ROOT / "schema.sql").read_text(encoding="utf-8"))
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
    columns = {
        name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        for (name,) in names
        if name not in FOR_GUARDS
    }
    page = (ROOT / "docs/views.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| .* \| ([^|]*) \|$", page, re.MULTILINE)
    assert {name: re.findall(r"`(\w+)`", cell) for name, cell in rows} == columns


def test_the_query_on_the_page_runs() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript((ROOT / "schema.sql").read_text(encoding="utf-8"))
    page = (ROOT / "docs/views.md").read_text(encoding="utf-8")
    for query in re.findall(r"^```sql\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        assert connection.execute(query).fetchall() == []
