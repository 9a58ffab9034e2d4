"""A ledger file written by plain SQL through Python's own sqlite3, as any program could.

It knows the columns and nothing of the rules: it looks names up, opens the rows that a posting
names, and leaves every refusal to the file. Vouchers carry no hash.
"""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any, assert_never

from model.events import EVENTS
from model.reading import LINE_KEY, Reading
from model.words import (
    Act,
    AddUnit,
    AmendContract,
    Approve,
    AssertBalance,
    CancelMatch,
    ChangeYear,
    ConfirmMatches,
    DeactivateUnit,
    Declare,
    DraftControl,
    DraftIncome,
    DraftLine,
    Entry,
    Line,
    LoadCatalogue,
    LoadStatement,
    LoadSuccessor,
    MarkProcurement,
    Part,
    PlanSpending,
    RefusedError,
    Reversal,
    SetPolicy,
    SignContract,
    Voucher,
)

SCHEMA = Path(__file__).resolve().parents[2] / "schema.sql"
# Events that may name a line which is not there yet.
OPENS_LINE = {name for name, event in EVENTS.items() if event.opens == "line"}
OPENS_TO_LINE = {"transfer", "carry_forward"}
POSTING = (
    "event, amount_fen, line_id, to_line_id, income_id, to_income_id, surplus_id, commitment_id, "
    "to_commitment_id, refunds_id"
)

Statement = tuple[str, tuple[Any, ...]]


def template() -> bytes:
    """Return the image of an empty ledger: reading the schema once is faster than each time."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    image = connection.serialize()
    connection.close()
    return image


class SqlDriver(Reading):
    """A ledger in memory."""

    def __init__(self, image: bytes) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.deserialize(image)
        self.events: dict[str, tuple[int, int, int]] = {
            event: (has_line, has_income, has_surplus)
            for event, has_line, has_income, has_surplus in self.connection.execute(
                "SELECT event, has_line, has_income, has_surplus FROM event"
            )
        }
        self.written: list[Statement] = []

    def close(self) -> None:
        self.connection.close()

    # Acts.

    def do(self, act: Act) -> None:
        self.written = []
        self.connection.execute("BEGIN")
        try:
            self._do(act)
        except sqlite3.IntegrityError as error:
            self._check_statement_left_nothing()
            self.connection.execute("ROLLBACK")
            raise RefusedError(str(error).split(":", maxsplit=1)[0]) from error
        self.connection.execute("COMMIT")

    def _check_statement_left_nothing(self) -> None:
        """A refused statement must not leave half an effect, even inside a transaction."""
        after = self.contents()
        self.connection.execute("ROLLBACK")
        self.connection.execute("BEGIN")
        for statement in self.written:
            self.connection.execute(*statement)
        assert self.contents() == after, "a refused statement left something behind"

    def _write(self, sql: str, *values: Any) -> None:
        self.connection.execute(sql, values)
        self.written.append((sql, values))

    def _do(self, act: Act) -> None:
        match act:
            case AddUnit(name):
                voucher = self._voucher("add_unit", records=1)
                sql = (
                    "INSERT INTO unit (unit_id, voucher_id, name, kind) VALUES (?, ?, ?, 'agency')"
                )
                self._write(sql, self._next("unit"), voucher, name)
            case DeactivateUnit(name):
                voucher = self._voucher("deactivate_unit", records=1)
                sql = "UPDATE unit SET deactivated_by = ? WHERE name = ?"
                self._write(sql, voucher, name)
            case LoadCatalogue():
                self._load(act)
            case LoadSuccessor(year, scheme, old, new):
                voucher = self._voucher("load_successor", year, records=1)
                sql = "INSERT INTO successor VALUES (?, ?, ?, ?, ?, ?, 'a notice')"
                self._write(sql, self._next("successor"), voucher, scheme, year, old, new)
            case SetPolicy(policy):
                voucher = self._voucher("set_policy", records=1)
                columns = asdict(policy)
                sql = (
                    f"INSERT INTO policy (policy_id, voucher_id, first_year, last_year, source,"
                    f" {', '.join(columns)}) SELECT max(max(policy_id), 0) + 1, ?, 1900, 9998,"
                    f" 'a notice', {', '.join('?' for _ in columns)} FROM policy"
                )
                self._write(sql, voucher, *columns.values())
            case DraftLine(line, amount):
                self._draft("draft_line", LINE_KEY, self._key(line), amount)
            case DraftIncome(year, unit, fund, amount):
                owner = (year, self._unit(unit), fund)
                self._draft("draft_income", "year, unit_id, fund", owner, amount)
            case DraftControl(year, fund, level, amount):
                self._draft("draft_control", "year, fund, level", (year, fund, level), amount)
            case ChangeYear("reopen_year", year):
                self._reopen(year)
            case ChangeYear(name, year):
                self._voucher(name, year)
            case PlanSpending(line, months):
                voucher = self._voucher("plan_spending", line.year, records=1)
                marks = ", ".join("?" for _ in months)
                sql = f"INSERT INTO spending_plan VALUES (?, ?, ?, {marks})"
                number = self._line(voucher, line, opens=False)
                self._write(sql, self._next("spending_plan", "plan"), voucher, number, *months)
            case SignContract() | AmendContract() | MarkProcurement():
                self._contract(act)
            case LoadStatement() | ConfirmMatches() | CancelMatch() | AssertBalance() | Declare():
                self._beside(act)
            case Approve():
                self._approve(act)
            case Voucher():
                voucher = self._voucher(
                    act.act,
                    act.year,
                    dated=act.dated,
                    document=act.document,
                    key=act.key,
                    postings=len(act.postings),
                )
                self._override(voucher, act.overrides)
                for item in act.postings:
                    self._posting(voucher, act.year, item)
            case _:
                assert_never(act)

    def _next(self, table: str, key: str | None = None) -> int:
        return int(self._one(f"SELECT coalesce(max({key or table}_id), 0) + 1 FROM {table}"))

    def _voucher(
        self,
        act: str,
        year: int | None = None,
        *,
        dated: str | None = None,
        document: str | None = None,
        key: str | None = None,
        postings: int = 0,
        records: int = 0,
    ) -> int:
        number = self._next("voucher")
        self._write(
            "INSERT INTO voucher (voucher_id, act, year, dated, document, prepared_by, key,"
            " first_posting_id, posting_count, record_count, hash)"
            " VALUES (?, ?, ?, ?, ?, 'a clerk', ?, ?, ?, ?, NULL)",
            *(number, act, year, dated, document, key, self._next("posting"), postings, records),
        )
        return number

    def _reopen(self, year: int) -> None:
        voucher = self._voucher("reopen_year", year, records=1)
        sql = "INSERT INTO note VALUES (?, ?, NULL, 'reason', ?, ?, 'a late payment', NULL)"
        self._write(sql, self._next("note"), voucher, b"d" * 32, b"s" * 16)

    def _load(self, act: LoadCatalogue) -> None:
        codes = [("functional", code) for code in act.functional]
        codes += [("economic", code) for code in act.economic]
        voucher = self._voucher("load_catalogue", act.year, records=len(codes))
        for scheme, code in codes:
            parent = code[:-2] if len(code) > len("201") else None
            sql = "INSERT INTO code VALUES (?, ?, ?, ?, ?, 'a name', ?, 0, 'an example')"
            self._write(sql, self._next("code"), voucher, act.year, scheme, code, parent)

    def _contract(self, act: SignContract | AmendContract | MarkProcurement) -> None:
        match act:
            case SignContract():
                self._sign(act)
            case AmendContract(reference, parts):
                voucher = self._voucher("amend_contract", records=len(parts))
                sql = "SELECT contract_id FROM contract WHERE reference = ?"
                self._parts(voucher, self._one(sql, reference) or 0, parts)
            case MarkProcurement():
                voucher = self._voucher("mark_procurement", records=1)
                line = self._line(voucher, act.line, opens=False) if act.line else None
                self._write(
                    "INSERT INTO procurement VALUES (?, ?, ?, ?, ?, ?, ?)",
                    *(self._next("procurement"), voucher, line, act.commitment),
                    *(act.category, act.reserved_for, act.amount),
                )

    def _sign(self, act: SignContract) -> None:
        voucher = self._voucher("sign_contract", records=1 + len(act.parts))
        contract = self._next("contract")
        self._write(
            "INSERT INTO contract VALUES (?, ?, ?, 'a title', ?, ?, ?, ?)",
            *(contract, voucher, act.reference, self._unit(act.unit)),
            *(act.signed_on, act.category, act.reserved_for),
        )
        self._parts(voucher, contract, act.parts)

    def _parts(self, voucher: int, contract: int, parts: tuple[Part, ...]) -> None:
        for part in parts:
            self._write(
                "INSERT INTO contract_part VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *(self._next("contract_part", "part"), voucher, contract, part.year, part.due_on),
                *(part.fund, part.level, part.functional_code, part.economic_code),
                *(part.kind, part.project, part.amount),
            )

    def _beside(
        self, act: LoadStatement | ConfirmMatches | CancelMatch | AssertBalance | Declare
    ) -> None:
        match act:
            case Declare(year, unit, kind, content):
                voucher = self._voucher("declare", year, records=1)
                sql = "INSERT INTO declaration VALUES (?, ?, ?, ?, ?)"
                number = self._next("declaration")
                self._write(sql, number, voucher, self._unit(unit), kind, content)
            case LoadStatement():
                voucher = self._voucher("load_statement", records=1 + len(act.rows))
                digest = sha256(act.text.encode()).digest()
                said = (act.kind, act.name, act.first_on, act.last_on, digest)
                number = self._next("statement")
                self._write("INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?)",
                            *(number, voucher, *said))  # fmt: skip
                for place, row in enumerate(act.rows, start=2):
                    self._write(
                        "INSERT INTO statement_row VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)",
                        *(self._next("statement_row", "row"), voucher, number, place),
                        *(row.dated, row.amount),
                    )
            case ConfirmMatches(pairs):
                voucher = self._voucher("confirm_match", records=len(pairs))
                for pair in pairs:
                    number = self._next("statement_match", "match")
                    sql = "INSERT INTO statement_match VALUES (?, ?, ?, ?, NULL)"
                    self._write(sql, number, voucher, *pair)
            case CancelMatch(match):
                voucher = self._voucher("cancel_match", records=1)
                sql = "UPDATE statement_match SET cancelled_by = ? WHERE match_id = ?"
                self._write(sql, voucher, match)
            case AssertBalance():
                voucher = self._voucher("assert_balance", records=1)
                self._write(
                    "INSERT INTO assertion VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    *(self._next("assertion"), voucher, act.book, self._asserted(voucher, act)),
                    *(act.total, act.dated, act.amount, act.source),
                )

    def _asserted(self, voucher: int, act: AssertBalance) -> int:
        """Return the number of the row that an assertion is about."""
        if isinstance(act.of, Line):
            return self._line(voucher, act.of, opens=False)
        *year, unit, fund = act.of
        where = "AND year = ?" if year else ""
        sql = f"SELECT {act.book}_id FROM {act.book} WHERE unit_id = ? AND fund = ? {where}"
        return self._one(sql, self._unit(str(unit)), fund, *year) or 0

    def _draft(self, table: str, columns: str, key: tuple[Any, ...], amount: object) -> None:
        where = " AND ".join(f"{column} = ?" for column in columns.split(", "))
        marks = ", ".join("?" for _ in key)
        if amount is None:
            self._write(f"DELETE FROM {table} WHERE {where}", *key)
        elif self._one(f"SELECT 1 FROM {table} WHERE {where}", *key):
            self._write(f"UPDATE {table} SET amount_fen = ? WHERE {where}", amount, *key)
        else:
            sql = f"INSERT INTO {table} ({columns}, amount_fen) VALUES ({marks}, ?)"
            self._write(sql, *key, amount)

    def _approve(self, act: Approve) -> None:
        lines = self.connection.execute(
            f"SELECT amount_fen, {LINE_KEY} FROM draft_line WHERE year = ? ORDER BY draft_id",
            (act.year,),
        ).fetchall()
        incomes = self.connection.execute(
            "SELECT d.amount_fen, u.name, d.fund FROM draft_income AS d JOIN unit AS u"
            " ON u.unit_id = d.unit_id WHERE d.year = ? ORDER BY d.draft_income_id",
            (act.year,),
        ).fetchall()
        early = self.connection.execute(
            f"SELECT b.early_fen, {LINE_KEY} FROM line JOIN line_balance AS b USING (line_id)"
            " WHERE year = ? AND b.early_fen > 0 ORDER BY line_id",
            (act.year,),
        ).fetchall()
        count = len(lines) + len(incomes) + len(early)
        voucher = self._voucher(
            "approve", act.year, dated=act.dated, document=act.document, postings=count
        )
        self._override(voucher, act.overrides)
        for amount, *key in lines:
            line = self._line_of(tuple(key))
            event = "approve_carried" if line.origin_year < line.year else "approve"
            item = Entry(event=event, amount=amount, line=line)
            self._posting(voucher, act.year, item)
        for amount, unit, fund in incomes:
            item = Entry(event="budget_income", amount=amount, unit=unit, fund=fund)
            self._posting(voucher, act.year, item)
        for amount, *key in early:
            item = Entry(event="absorb_early", amount=amount, line=self._line_of(tuple(key)))
            self._posting(voucher, act.year, item)

    def _override(self, voucher: int, policies: tuple[str, ...]) -> None:
        for policy in policies:
            sql = "INSERT INTO override VALUES (?, ?, ?, 'a decision')"
            self._write(sql, self._next("override"), voucher, policy)

    # Postings.

    def _posting(self, voucher: int, year: int, item: Entry | Reversal) -> None:
        if isinstance(item, Reversal):
            sql = f"SELECT {POSTING} FROM posting WHERE posting_id = ?"
            row = self.connection.execute(sql, (item.posting,)).fetchone()
            values = (*(row or ("receive", 1, *[None] * 8)), item.posting)
        else:
            values = (*self._entry(voucher, year, item), None)
        self._write(
            f"INSERT INTO posting (posting_id, voucher_id, {POSTING}, reverses_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(self._next("posting"), voucher, *values),
        )

    def _entry(self, voucher: int, year: int, entry: Entry) -> tuple[Any, ...]:
        """Return the columns of a posting; open the rows that are not there yet."""
        has_line, has_income, has_surplus = self.events.get(entry.event, (0, 0, 0))
        line = to_line = income = to_income = surplus = to_commitment = None
        commitment = entry.commitment
        if entry.line:
            line = self._line(voucher, entry.line, opens=entry.event in OPENS_LINE)
        if entry.to_line:
            to_line = self._line(voucher, entry.to_line, opens=entry.event in OPENS_TO_LINE)
        unit, fund = entry.unit, entry.fund
        if has_line:
            unit, fund = (entry.line.unit, entry.line.fund) if entry.line and line else (None, None)
        if entry.line and line and not entry.line.is_fiscal:
            income = self._income(voucher, entry.line.year, entry.line.unit, entry.line.fund)
            if entry.event == "carry_forward" and entry.to_line and to_line:
                owner = (entry.to_line.unit, entry.to_line.fund)
                to_income = self._income(voucher, entry.to_line.year, *owner)
        elif has_income and unit and fund:
            income = self._income(voucher, year, unit, fund)
        if has_surplus and unit and fund:
            surplus = self._surplus(voucher, unit, fund)
        if entry.event == "commit" and commitment is None and entry.contract is not None:
            commitment = self._commitment(voucher, line, entry.contract, None)
        if entry.event == "carry_forward" and commitment is not None:
            sql = "SELECT contract FROM commitment WHERE commitment_id = ?"
            contract = self._one(sql, commitment) or "unknown"
            to_commitment = self._commitment(voucher, to_line, contract, commitment)
        return (
            *(entry.event, entry.amount, line, to_line, income, to_income, surplus, commitment),
            *(to_commitment, entry.refunds),
        )

    def _unit(self, name: str | None) -> int:
        return self._one("SELECT unit_id FROM unit WHERE name = ?", name) or 0

    def _key(self, line: Line) -> tuple[Any, ...]:
        return (
            *(line.year, self._unit(line.unit), line.fund, line.level, line.origin_year),
            *(line.functional_code, line.economic_code, line.kind, line.project),
        )

    def _line_of(self, key: tuple[Any, ...]) -> Line:
        year, unit, *rest = key
        return Line(year, self._one("SELECT name FROM unit WHERE unit_id = ?", unit), *rest)

    def _line(self, voucher: int, line: Line, *, opens: bool) -> int:
        key = self._key(line)
        where = " AND ".join(f"{column} = ?" for column in LINE_KEY.split(", "))
        found = self._one(f"SELECT line_id FROM line WHERE {where}", *key)
        if found is None and opens:
            found = self._next("line")
            sql = f"INSERT INTO line (line_id, voucher_id, {LINE_KEY})"
            self._write(f"{sql} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", found, voucher, *key)
        return found or 0

    def _income(self, voucher: int, year: int, unit: str | None, fund: str | None) -> int:
        sql = "SELECT income_id FROM income WHERE year = ? AND unit_id = ? AND fund = ?"
        found = self._one(sql, year, self._unit(unit), fund)
        if found is None:
            found = self._next("income")
            self._write(
                "INSERT INTO income VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
                *(found, voucher, year, self._unit(unit), fund),
            )
        return int(found)

    def _surplus(self, voucher: int, unit: str, fund: str) -> int:
        sql = "SELECT surplus_id FROM surplus WHERE unit_id = ? AND fund = ?"
        found = self._one(sql, self._unit(unit), fund)
        if found is None:
            found = self._next("surplus")
            sql = "INSERT INTO surplus VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)"
            self._write(sql, found, voucher, self._unit(unit), fund)
        return int(found)

    def _commitment(
        self, voucher: int, line: int | None, contract: str, continues: int | None
    ) -> int:
        number = self._next("commitment")
        sql = "INSERT INTO commitment VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0)"
        self._write(sql, number, voucher, line or 0, contract, continues)
        return number
