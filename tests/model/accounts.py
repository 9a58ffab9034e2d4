"""The public rules for appropriation accounts, in plain Python over two views.

The rules are those of the US DATA Act broker (CC0); docs/views.md says how they read here. The
account is what the running totals say, its details are what the journal says.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

Row = dict[str, Any]

KEY = ("year", "unit_id", "fund", "level", "origin_year")
# Figures with a rule of their own; every other figure of both views falls under one rule.
NAMED = {
    "outlay_fen": "account_outlays",
    "obligation_fen": "account_obligations",
    "recovery_fen": "account_recoveries",
}


def read(connection: sqlite3.Connection, view: str) -> list[Row]:
    cursor = connection.execute(f"SELECT * FROM {view}")
    columns = [column for column, *_ in cursor.description]
    return [dict(zip(columns, values, strict=True)) for values in cursor]


def broken(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the token of each rule that an account breaks."""
    accounts = read(connection, "appropriation_account")
    sums: dict[tuple[Any, ...], Counter[str]] = {}
    for detail in read(connection, "appropriation_detail"):
        total = sums.setdefault(tuple(detail[part] for part in KEY), Counter())
        total.update({name: fen for name, fen in detail.items() if name.endswith("_fen")})
    names = Counter(
        (a["year"], a["unit"], a["fund"], a["level"], a["origin_year"]) for a in accounts
    )
    keys = {tuple(account[part] for part in KEY) for account in accounts}
    if max(names.values(), default=1) > 1 or sums.keys() - keys:
        yield "account_repeated"
    for account in accounts:
        yield from _formulas(account, sums.get(tuple(account[part] for part in KEY), Counter()))
    yield from _openings(accounts)
    yield from _vanished(connection)


def _formulas(account: Row, detail: Counter[str]) -> Iterator[str]:
    sources = (
        account["opening_fen"]
        + account["adjustment_fen"]
        + account["appropriated_fen"]
        + account["transferred_in_fen"]
        - account["transferred_out_fen"]
        + account["other_fen"]
    )
    uses = (
        account["obligation_fen"]
        + account["unobligated_fen"]
        + account["closing_fen"]
        + account["expired_fen"]
    )
    if detail["resource_fen"] != sources:
        yield "account_resources"
    if account["status_fen"] != uses:
        yield "account_status"
    if account["status_fen"] != detail["resource_fen"]:
        yield "account_uses"
    for name in account.keys() & detail.keys():
        if account[name] != detail[name]:
            yield NAMED.get(name, "account_figure")


def _openings(accounts: list[Row]) -> Iterator[str]:
    opened: Counter[tuple[Any, ...]] = Counter()
    for account in accounts:
        money = account["fund"], account["level"], account["origin_year"]
        opened[account["year"], *money] += account["opening_fen"]
        opened[account["year"] + 1, *money] -= account["closing_fen"]
    if any(opened.values()):
        yield "account_opening"


def _vanished(connection: sqlite3.Connection) -> Iterator[str]:
    paid: dict[tuple[int, int], int] = {
        (line, year): fen
        for line, year, fen in connection.execute(
            "SELECT b.line_id, l.year, b.paid_fen FROM line_balance AS b JOIN line AS l"
            " ON l.line_id = b.line_id"
        )
    }
    by_month: Counter[tuple[int, int]] = Counter()
    for month in read(connection, "execution_by_month"):
        by_month[month["line_id"], month["year"]] += month["paid_fen"]
    if any(paid.get(line) != fen for line, fen in by_month.items()):
        yield "account_vanished"
