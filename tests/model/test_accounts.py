"""Any one amount that is a single fen wrong breaks a public rule for appropriation accounts."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from model import accounts
from model.driver import Pair
from model.sql_driver import SqlDriver, template
from model.walk import Walk, opening

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

ACTS = 500


def amounts(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, int]]:
    """Yield every stored amount under the two views: table, column, key and the row's number."""
    for table, key in (
        ("line_authority", "line_id"),
        ("line_spending", "line_id"),
        ("commitment", "commitment_id"),
        ("posting", "posting_id"),
    ):
        stored = connection.execute(
            "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 AND name LIKE '%_fen'",
            (table,),
        ).fetchall()
        where = "WHERE line_id IS NOT NULL" if table == "posting" else ""
        rows = connection.execute(f"SELECT {key} FROM {table} {where}").fetchall()
        for (column,) in stored:
            yield from ((table, column, key, row) for (row,) in rows)


@pytest.mark.parametrize("seed", range(3))
def test_one_fen_breaks_a_rule(seed: int) -> None:
    driver = SqlDriver(template())
    pair = Pair(driver)
    pair.do_all(opening())
    random = Random(seed)
    for _ in range(ACTS):
        pair.attempt(Walk(random, pair.model.books).next())
    connection = driver.connection
    assert list(accounts.broken(connection)) == []
    named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for (trigger,) in named.fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    unseen = []
    for table, column, key, row in list(amounts(connection)):
        change = random.choice((1, -1))
        sql = f"UPDATE {table} SET {column} = {column} + ? WHERE {key} = ?"
        connection.execute(sql, (change, row))
        if not any(accounts.broken(connection)):
            unseen.append((table, row, column, change))
        connection.execute(sql, (-change, row))
    assert unseen == []
    assert list(accounts.broken(connection)) == []
    driver.close()
