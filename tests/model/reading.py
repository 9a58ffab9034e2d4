"""What a ledger file says of itself, read through Python's own sqlite3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model import accounts
from model.driver import Driver
from model.words import Line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from model.words import Snapshot

LINE_KEY = "year, unit_id, fund, level, origin_year, functional_code, economic_code, kind, project"
PART_KEY = LINE_KEY.replace("unit_id", "unit").split(", ")
BOOKS = {
    "line": "line_balance",
    "income": "income",
    "surplus": "surplus",
    "commitment": "commitment",
}
REPORTS = {
    "contract": "contract_report",
    "part": "contract_part_report",
    "procurement": "procurement_report",
}


class Reading(Driver):
    """The reading half of a driver, whoever writes the file."""

    connection: sqlite3.Connection

    def _one(self, sql: str, *values: Any) -> Any:
        row = self.connection.execute(sql, values).fetchone()
        return row[0] if row else None

    def contents(self) -> bytes:
        """Return the image of the file: a refused act leaves every byte as it was."""
        return self.connection.serialize()

    def snapshot(self) -> Snapshot:
        found: Snapshot = {
            ("year", year): state
            for year, state in self.connection.execute("SELECT year, state FROM budget_year")
        }
        found["journal",] = self._one("SELECT count(*) FROM posting")
        units = dict(self.connection.execute("SELECT unit_id, name FROM unit").fetchall())
        lines: dict[int, Line] = {}
        for number, year, unit, *rest in self.connection.execute(
            f"SELECT line_id, {LINE_KEY} FROM line"
        ):
            lines[number] = Line(year, units[unit], *rest)
        self._add_drafts(found, units)
        for number, month, fen in self.connection.execute(
            "SELECT line_id, month, planned_fen FROM spending_plan_month"
        ):
            found["plan", lines[number], month] = fen
        for book, table in (BOOKS | REPORTS).items():
            for row in self._rows(table):
                owner = self._owner(book, row, units, lines)
                for column, value in row.items():
                    # It is what is available, committed and paid together.
                    if column.endswith("_fen") and column != "ceiling_fen":
                        found[book, owner, column.removesuffix("_fen")] = value
        self._add_statements(found, lines)
        return {name: value for name, value in found.items() if value != 0}

    def _add_statements(self, found: Snapshot, lines: dict[int, Line]) -> None:
        for row in self._rows("statement_report"):
            name = ("row_id", "statement_id", "kind", "name", "dated")
            found["row", tuple(row[it] for it in name), "amount"] = row["amount_fen"]
            if row["match_id"] is not None:
                found["matched", row["row_id"], "match"] = row["match_id"]
                found["matched", row["row_id"], "is_reversed"] = row["is_reversed"]
        for row in self._rows("statement_match"):
            number = row["match_id"]
            found["match", number, "row"] = row["row_id"]
            found["match", number, "posting"] = row["posting_id"]
            found["match", number, "is_cancelled"] = int(row["cancelled_by"] is not None)
        for row in self._rows("assertion_report"):
            owner = row["unit"], row["fund"]
            of = {"income": (row["year"], *owner), "surplus": owner}.get(row["book"])
            said = (of or lines[row["owner_id"]], row["total"], row["dated"])
            found["assertion", row["assertion_id"], said] = row["amount_fen"]
        found["assertions",] = self._one("SELECT count(*) FROM assertion")
        for row in self._rows("declaration"):
            found["declaration", row["declaration_id"]] = row["content"]
        for row in self._rows("declaration_in_force"):
            found["declared", row["year"], row["unit"], row["kind"]] = row["declaration_id"]

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        cursor = self.connection.execute(f"SELECT * FROM {table}")
        columns = [column for column, *_ in cursor.description]
        return (dict(zip(columns, values, strict=True)) for values in cursor)

    @staticmethod
    def _owner(
        book: str, row: dict[str, Any], units: dict[int, str], lines: dict[int, Line]
    ) -> object:
        """Return whose totals a row holds, by name."""
        if book == "line":
            return lines[row["line_id"]]
        if book == "commitment":
            line = lines[row["line_id"]]
            return row["commitment_id"], line, row["contract"], row["continues_id"]
        if book == "contract":
            return row["reference"], row["unit"], row["category"], row["reserved_for"]
        if book == "part":
            key = [row["year"] if it == "origin_year" else row[it] for it in PART_KEY]
            return row["reference"], Line(*key)
        if book == "procurement":
            return row["year"], row["unit"], row["category"], row["reserved_for"]
        holder = units[row["unit_id"]], row["fund"]
        return (row["year"], *holder) if book == "income" else holder

    def _add_drafts(self, found: Snapshot, units: dict[int, str]) -> None:
        for amount, year, unit, *rest in self.connection.execute(
            f"SELECT amount_fen, {LINE_KEY} FROM draft_line"
        ):
            found["draft_line", Line(year, units[unit], *rest)] = amount
        for amount, year, unit, fund in self.connection.execute(
            "SELECT amount_fen, year, unit_id, fund FROM draft_income"
        ):
            found["draft_income", (year, units[unit], fund)] = amount
        for amount, *control in self.connection.execute(
            "SELECT amount_fen, year, fund, level FROM draft_control"
        ):
            found["draft_control", tuple(control)] = amount

    def differences(self) -> list[str]:
        """Compare the trial balance with the running totals, and those with the journal."""
        balances: dict[tuple[str, int, str], int] = {
            (book, owner, account): balance
            for book, owner, account, balance in self.connection.execute(
                "SELECT book, owner_id, account, balance_fen FROM trial_balance"
            )
        }
        differ = []
        for account, total in self.connection.execute(
            "SELECT account, total FROM account_in_force"
        ).fetchall():
            sign = -1 if total.startswith("-") else 1
            book, column = total.removeprefix("-").split(".")
            sql = f"SELECT {book}_id, {column} FROM {BOOKS[book]}"
            for owner, value in self.connection.execute(sql):
                balance = balances.pop((book, owner, account), 0)
                if balance != sign * value:
                    differ.append(f"{book} {owner}: {account} {balance}, {total} {sign * value}")
        differ += [f"no total for {name}: {balance}" for name, balance in balances.items()]
        return differ + list(accounts.broken(self.connection))
