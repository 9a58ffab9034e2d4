"""What a ledger says of its past, and of its units, held against what its file says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import yusuan

if TYPE_CHECKING:
    import sqlite3
    from random import Random

MOMENTS = 3


def check_history(ledger: Any, connection: sqlite3.Connection, random: Random) -> None:
    """Check that readings as of a moment are what double entry says of that moment."""
    newest = ledger.head().posting_id
    now = totals(ledger, None)
    assert totals(ledger, yusuan.AsOf(posting=newest)) == now
    assert totals(ledger, date(9998, 12, 31)) == now
    for report in [report for year in ledger.years() for report in ledger.lines(year.year)]:
        check_explanation(ledger.explain(report.line), report)
    check_differences(ledger, connection, random)
    for _ in range(MOMENTS):
        posting = random.randint(0, newest)
        day = date(random.choice((2024, 2025, 2026)), random.randint(1, 12), 28)
        found = totals(ledger, yusuan.AsOf(day, posting=posting))
        assert found == by_double_entry(connection, posting, day.isoformat())


def check_explanation(explanation: Any, report: Any) -> None:
    """Check that each term is a stored total and the sum of its postings."""
    assert explanation.available_fen == report.available_fen
    signed = 0
    for term in explanation.terms:
        assert term.amount_fen == getattr(report.balance, f"{term.total}_fen")
        assert term.amount_fen == sum(posting.amount_fen for posting in term.postings)
        signed += term.amount_fen if term.adds else -term.amount_fen
    assert signed == explanation.available_fen


def check_differences(ledger: Any, connection: sqlite3.Connection, random: Random) -> None:
    """Check that a difference leads from what was known at one head to what was at the other."""
    newest = ledger.head().voucher_id
    for _ in range(MOMENTS):
        one, other = (random.randint(1, newest) for _ in range(2))
        heads = [anchor(connection, number) for number in (one, other)]
        difference = ledger.diff(*heads)
        earlier, later = sorted((one, other))
        numbers = [voucher.voucher_id for voucher in difference.vouchers]
        assert numbers == list(range(earlier + 1, later + 1))
        before = totals(ledger, yusuan.AsOf(voucher=earlier))
        after = totals(ledger, yusuan.AsOf(voucher=later))
        moved: dict[tuple[str, int, str], int] = {}
        for book, changes in [
            ("line", difference.lines),
            ("income", difference.incomes),
            ("surplus", difference.surpluses),
            ("commitment", difference.commitments),
        ]:
            for change in changes:
                for sign, report in ((-1, change.before), (1, change.after)):
                    if report is None:
                        continue
                    owner = report.line.id if book == "line" else getattr(report, f"{book}_id")
                    row = report.balance if book == "line" else report
                    for name in names(row):
                        fen = sign * getattr(row, f"{name}_fen")
                        moved[book, owner, name] = moved.get((book, owner, name), 0) + fen
        found = {name: after.get(name, 0) - before.get(name, 0) for name in after | before}
        assert {name: fen for name, fen in moved.items() if fen} == {
            name: fen for name, fen in found.items() if fen
        }


def anchor(connection: sqlite3.Connection, voucher: int) -> str:
    """Return the anchor line that `head` printed when a voucher was the newest."""
    sql = """SELECT first_posting_id + posting_count - 1, (
            SELECT lower(hex(hash)) FROM voucher
            WHERE voucher_id <= v.voucher_id AND hash IS NOT NULL ORDER BY voucher_id DESC LIMIT 1
        ) FROM voucher AS v WHERE voucher_id = ?"""
    posting, digest = connection.execute(sql, (voucher,)).fetchone()
    return f"yusuan:1 voucher {voucher} posting {posting} sha256 {digest}"


def totals(ledger: Any, as_of: object) -> dict[tuple[str, int, str], int]:
    """Return every running total that is not zero."""
    found: dict[tuple[str, int, str], int] = {}

    def add(book: str, owner: int, row: Any, names: set[str]) -> None:
        found.update({(book, owner, name): getattr(row, f"{name}_fen") for name in names})

    for year in ledger.years():
        for report in ledger.lines(year.year, as_of=as_of):
            add("line", report.line.id, report.balance, names(report.balance))
        for income in ledger.incomes(year.year, as_of=as_of):
            add("income", income.income_id, income, names(income))
        for commitment in ledger.commitments(year.year, as_of=as_of):
            add("commitment", commitment.commitment_id, commitment, names(commitment))
    for surplus in ledger.surpluses(as_of=as_of):
        add("surplus", surplus.surplus_id, surplus, names(surplus))
    return {name: fen for name, fen in found.items() if fen}


def names(row: object) -> set[str]:
    return {name.removesuffix("_fen") for name in dir(row) if name.endswith("_fen")}


def by_double_entry(
    connection: sqlite3.Connection, posting: int, dated: str
) -> dict[tuple[str, int, str], int]:
    """Return the same out of the view of movements."""
    sql = """SELECT m.book, m.owner_id, a.total, sum(m.amount_fen)
        FROM movement AS m JOIN account_in_force AS a ON a.account = m.account
        WHERE m.posting_id <= ? AND m.dated <= ? GROUP BY m.book, m.owner_id, m.account"""
    found = {}
    for book, owner, total, fen in connection.execute(sql, (posting, dated)):
        sign = -1 if total.startswith("-") else 1
        found[book, owner, total.split(".")[1].removesuffix("_fen")] = sign * fen
    return {name: fen for name, fen in found.items() if fen}


def check_consolidation(ledger: Any) -> None:
    """Check that the tables of all are the sum of the tables of each top of the tree."""
    tops = [unit.name for unit in ledger.units() if unit.parent is None]
    for year in ledger.years():
        whole = ledger.execution(year.year, by=["fund", "kind"])
        parts = [ledger.execution(year.year, by=["fund", "kind"], unit=top) for top in tops]
        check_sum(whole, parts)
        departments = amounts(ledger.execution(year.year, by=["department", "unit"]))
        for top, part in zip(tops, parts, strict=True):
            if len(part):
                assert departments[top] == amounts(part)["total"]
                units = amounts(ledger.execution(year.year, by="unit", unit=top))
                for unit in units.keys() - {"total"}:
                    assert departments[f"{top}/{unit}"] == units[unit]
        for table in ("budget-01", "budget-02", "budget-03", "budget-06", "budget-11"):
            whole = ledger.table(table, year=year.year)
            parts = [ledger.table(table, year=year.year, unit=top) for top in tops]
            # Table 11 has rows for units and projects, called differently where there is one.
            check_sum(whole, parts, rows={"total"} if table == "budget-11" else None)


def check_sum(whole: Any, parts: list[Any], rows: set[str] | None = None) -> None:
    found: dict[str, dict[str, int]] = {}
    for part in parts:
        for row, cells in amounts(part).items():
            kept = found.setdefault(row, {})
            for column, fen in cells.items():
                kept[column] = kept.get(column, 0) + fen
    for row, cells in amounts(whole).items():
        if rows is None or row in rows:
            assert found[row] == cells, (whole.id, row)


def amounts(table: Any) -> dict[str, dict[str, int]]:
    """Return exact amounts by row and column; no money is no entry."""
    columns = [column for column in leaves(table.columns) if column.role == "amount"]
    found = {}
    for place, name in enumerate(table.row_ids):
        cells = {column.id: table.fen(place, column.id) for column in columns}
        found[name or str(place)] = {column: fen for column, fen in cells.items() if fen}
    return found


def leaves(columns: list[Any]) -> list[Any]:
    return [leaf for column in columns for leaf in (leaves(column.children) or [column])]
