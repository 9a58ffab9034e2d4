"""The page of policies is right: every default with its source, every name with what it takes."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")


def query(sql: str) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(":memory:")
    connection.executescript((ROOT / "schema.sql").read_text(encoding="utf-8"))
    return connection.execute(sql).fetchall()


def section(title: str) -> list[list[str]]:
    """Return the cells of the table in a section."""
    text = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0].partition("\n### ")[0]
    rows = [line for line in text.split("\n") if line.startswith("| `")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_page_lists_every_default() -> None:
    rows = query("""
        SELECT p.name, n.name_zh, concat.scope, p.action, p.value, p.source
        FROM policy AS p JOIN policy_name AS n ON n.name = p.name
        JOIN (
            SELECT policy_id, trim(
                coalesce(fund || ' ', '') || coalesce(level || ' ', '') || coalesce(kind || ' ', '')
                || coalesce(code_level || ' ', '') || coalesce(item, '')
            ) AS scope FROM policy
        ) AS concat ON concat.policy_id = p.policy_id
        WHERE p.voucher_id = 0
        ORDER BY (SELECT min(policy_id) FROM policy WHERE name = p.name), p.policy_id DESC
    """)
    expected = [
        [
            f"`{name}` {name_zh}",
            " ".join(f"`{part}`" for part in scope.split()),
            f"`{action}`",
            f"`{value}`" if value else "",
            source,
        ]
        for name, name_zh, scope, action, value, source in rows
    ]
    assert section("Defaults") == expected


def test_the_page_says_what_each_name_takes() -> None:
    rows = query("""
        SELECT name, value_form, has_fund, has_level, has_kind, has_code_level, item_digit
        FROM policy_name
    """)
    names = query("SELECT name, actions FROM policy_name")
    actions = {str(name): str(words) for name, words in names}
    every = max(actions.values(), key=len)
    forms = {"none": "", "number": "years", "percent": "percent", "day": "day, as `11-30`"}
    found = {row[0].strip("`"): row[2:] for row in section("What each is about")}
    assert found.keys() == {row[0] for row in rows}
    codes = {"2": "functional code", "3": "economic code"}
    for name, form, *has, digit in rows:
        words = ", ".join(f"`{word}`" for word in form.strip("|").split("|"))
        parts = re.split(", ", found[name][1]) if found[name][1] else []
        given = [part in parts for part in ("fund", "level", "kind", "distance")]
        coded = [part for part in parts if part in codes.values()]
        assert found[name][0] == forms.get(form, words), name
        assert given == [bool(part) for part in has], name
        assert coded == ([codes[str(digit)]] if digit else []), name
        assert len(parts) == sum(given) + len(coded), name
        taken = ", ".join(f"`{action}`" for action in actions[name].strip("|").split("|"))
        assert found[name][2] == ("all" if actions[name] == every else taken), name
