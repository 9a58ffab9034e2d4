"""Verify a yusuan ledger with Python alone: `python yusuan_verify.py FILE`.

Written from docs/format.md and docs/events.md, of which the tables stand in yusuan_verify_words.py.
It shares no line with the library, asks none of the file's views and believes none of its totals:
it hashes every voucher again, adds up every posting again, once by the events and once as debit and
credit, and compares. docs/verifier.md says what it looks at and what it leaves to the library.
Exit code: 0 clean, 1 findings, 2 unreadable.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import yusuan_verify_words as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What is said, and leaves the ledger clean.
WARNINGS = {"chain_unsealed"}


class UnreadableError(Exception):
    """The file is no ledger that this program can read."""


@dataclass
class Findings:
    """The first row that is wrong in each way, and how many are."""

    first: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    counts: Counter[str] = field(default_factory=Counter[str])

    def add(self, token: str, row: object, says: str) -> None:
        """Count a finding, and keep the first of its kind."""
        self.first.setdefault(token, (str(row), says))
        self.counts[token] += 1

    def compare(self, token: str, row: object, expected: object, found: object) -> None:
        """Add a finding when two things that must be equal are not."""
        if expected != found:
            self.add(token, row, f"expected {expected}, found {found}")


def select(columns: str, table: str, *rest: str) -> str:
    """Return a query; every part of it stands in these two files."""
    return " ".join(("SELECT", ", ".join(columns.split()), "FROM", table, *rest))


def open_ledger(path: Path, found: Findings) -> sqlite3.Connection:
    """Open a file read-only, at one state of it, and look whether it is a ledger."""
    uri = path.resolve().as_uri() + "?mode=ro"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        # A disk that cannot be written has no place for the index of a log; without a log, none is.
        if not path.exists() or Path(f"{path}-wal").exists():
            raise
        connection = sqlite3.connect(uri + "&immutable=1", uri=True, isolation_level=None)
    for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    connection.row_factory = sqlite3.Row

    def text(raw: bytes) -> str:
        try:
            return str(raw, "utf-8")
        except UnicodeDecodeError:  # It is still bytes to be hashed.
            found.add("unreadable", repr(raw[:40]), "a text is not UTF-8")
            return str(raw, "utf-8", "surrogateescape")

    connection.text_factory = text
    kept = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in words.IDENTITY]
    if kept != list(words.IDENTITY.values()):
        raise UnreadableError(f"not a ledger of schema version {words.IDENTITY['user_version']}")
    strict = {row["name"] for row in connection.execute("PRAGMA table_list") if row["strict"]}
    if words.TABLES - strict:
        raise UnreadableError(f"not STRICT tables: {', '.join(sorted(words.TABLES - strict))}")
    return connection


@dataclass
class Entry:
    """A line, income, surplus or commitment: what it is, and its totals so far."""

    key: sqlite3.Row
    totals: dict[str, int] = field(default_factory=dict[str, int])
    last_posting_id: int = 0
    last_other_id: int = 0  # the last that is neither payment nor refund


class Journal:
    """Acts and postings, one after the other, and what they come to."""

    def __init__(self, connection: sqlite3.Connection, found: Findings) -> None:
        """Begin with no year and no row."""
        self.connection, self.found = connection, found
        self.states: dict[int, tuple[str, int]] = {}
        self.books: dict[str, dict[int, Entry]] = {book: {} for book in words.SIDES.values()}
        # By side, row, event and whether it names a commitment: for debit and credit.
        self.sums: Counter[tuple[str, int, str, int]] = Counter()
        self.refunded: Counter[int] = Counter()
        self.undone: set[int] = set()

    def act(self, voucher: sqlite3.Row) -> None:
        """Move the year of a voucher from state to state."""
        number, act, year = voucher["voucher_id"], voucher["act"], voucher["year"]
        moves = act in words.MOVING
        if (year is not None) != (act in words.WITH_YEAR):
            self.found.add("year_state_differs", number, f"{act} in the year {year}")
        if moves != (voucher["posting_count"] > 0) or (moves and voucher["record_count"]):
            self.found.add("voucher_incomplete", number, f"{act} declares what it cannot have")
        is_day = words.is_day(voucher["dated"], year if moves else None)
        if not is_day and (moves or voucher["dated"] is not None):
            self.found.add("date_outside_year", number, f"{voucher['dated']} in {year}")
        if act in words.LIFE:
            before, after = words.LIFE[act]
            state = self.states.get(year, (None,))[0]
            self.found.compare("year_state_differs", number, before, state)
            if before != after:
                self.states[year] = after, number
            if after == "closed":
                self.settle(year)

    def settle(self, year: int) -> None:
        """Check that a year that is closed has nothing left."""
        for book in ("line", "income"):
            for owner, entry in self.books[book].items():
                left = [entry.totals.get(it, 0) for it in ("available", "committed", "money")]
                if entry.key["year"] == year and any(left):
                    self.found.add("closing_undecided", f"{book} {owner}", f"left in {year}")

    def post(self, voucher: sqlite3.Row, posting: sqlite3.Row) -> None:
        """Add a posting to every total that it moves."""
        number, name, amount = posting["posting_id"], posting["event"], posting["amount_fen"]
        owners = {s: i for s, i in zip(words.SIDES, posting[3:10], strict=True) if i is not None}
        found = {side: self.books[words.SIDES[side]].get(owner) for side, owner in owners.items()}
        rows = {side: entry for side, entry in found.items() if entry}
        if name not in words.EVENT or not words.is_amount(amount) or len(rows) < len(owners):
            self.found.add("posting_invalid", number, "no such event, amount or row")
            return
        for token, says in self.problems(voucher, posting, rows):
            self.found.add(token, number, says)
        effect = amount if posting["reverses_id"] is None else -amount
        against = int("commitment" in rows)
        for entry in rows.values():
            entry.last_posting_id = number
            entry.last_other_id = entry.last_other_id if name in words.SPENDING else number
        for side, moved in words.EVENT[name].moves[against].items():
            if side not in rows or not moved:
                continue
            self.sums[side, owners[side], name, against] += effect
            totals = rows[side].totals
            for total, sign in moved.items():
                totals[total] = totals.get(total, 0) + sign * effect
                # Paying may run ahead of income; so may the undoing of a receipt.
                is_free = total == "prior_year" or (
                    total == "money" and (name == "pay" or effect < 0)
                )
                if totals[total] < 0 and sign * effect < 0 and not is_free:
                    self.found.add("equation_negative", number, f"{total} of {side} {owners[side]}")

    def problems(
        self, voucher: sqlite3.Row, posting: sqlite3.Row, rows: dict[str, Entry]
    ) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the act and the rows of a posting."""
        event, act = words.EVENT[posting["event"]], voucher["act"]
        undoes = posting["reverses_id"] is not None
        keys = {side: entry.key for side, entry in rows.items()}
        wanted = set(event.names)
        if any(keys[side]["fund"] not in words.FISCAL for side in {"line", "income"} & rows.keys()):
            wanted |= {"income"} | (event.moves[0].keys() & {"to_income"})
        if event.may_commit and "commitment" in rows:
            wanted |= {"commitment"} | (event.moves[0].keys() & {"to_commitment"})
        if rows.keys() != wanted:
            yield "posting_invalid", f"it names {sorted(rows)}, not {sorted(wanted)}"
        if act not in (words.UNDOING if undoes else event.acts):
            yield "posting_invalid", f"{posting['event']} in {act}"
        yield from self.crossings(voucher, posting, keys)
        if undoes:
            yield from self.undo(voucher, posting)
        if posting["refunds_id"] is not None:
            yield from self.refund(posting, undoes)

    def crossings(
        self, voucher: sqlite3.Row, posting: sqlite3.Row, keys: dict[str, sqlite3.Row]
    ) -> Iterator[tuple[str, str]]:
        """Yield what money crosses that it must not: years, funds, levels, first years."""
        this_year = voucher["year"] or 0
        next_year = this_year + (posting["event"] == "carry_forward")
        for side, key in keys.items():
            year = next_year if side.startswith("to_") else this_year
            if words.SIDES[side] in {"line", "income"} and key["year"] != year:
                yield "money_crosses", f"{side} is of {key['year']}"
        for sides in ({"line", "income", "surplus"}, {"to_line", "to_income"}):
            if len({keys[side]["unit_id"] for side in sides & keys.keys()}) > 1:
                yield "posting_invalid", "it names rows of several units"
        for prefix in ("", "to_"):
            held = keys.get(f"{prefix}commitment")
            if held is not None and held["line_id"] != posting[f"{prefix}line_id"]:
                yield "posting_invalid", "the commitment is of another line"
        if "to_commitment" in keys and keys["to_commitment"][4] != posting["commitment_id"]:
            yield "posting_invalid", "the commitment does not continue the other"
        money = [key for side, key in keys.items() if words.SIDES[side] != "commitment"]
        if len({key["fund"] for key in money}) > 1:
            yield "money_crosses", "from one fund to another"
        if len({key[5:7] for side, key in keys.items() if words.SIDES[side] == "line"}) > 1:
            yield "money_crosses", "from one level or first year to another"

    def read(self, posting_id: int) -> sqlite3.Row | None:
        """Return an earlier posting with the act and year of its voucher."""
        columns = f"{words.POSTING} act year"
        join = "JOIN voucher USING (voucher_id) WHERE posting_id = ?"
        cursor = self.connection.execute(select(columns, "posting", join), (posting_id,))
        row: sqlite3.Row | None = cursor.fetchone()
        return row

    def undo(self, voucher: sqlite3.Row, posting: sqlite3.Row) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with a reversal: it repeats a posting of the year, once."""
        undone = self.read(posting["reverses_id"])
        if undone is None or undone[1:12] != (*posting[1:11], None) or undone[0] >= posting[0]:
            yield "reversal_differs", "it does not repeat an earlier posting"
        elif undone["year"] != voucher["year"]:
            yield "reversal_differs", "it undoes a posting of another year"
        elif (undone["act"] == "close") != (voucher["act"] == "undo_close"):
            yield "reversal_differs", f"{voucher['act']} undoes a posting of {undone['act']}"
        elif undone[0] in self.undone or self.refunded[undone[0]]:
            yield "reversal_differs", "it was undone before, or a refund of it stands"
        self.undone.add(posting["reverses_id"])

    def refund(self, posting: sqlite3.Row, undoes: bool) -> Iterator[tuple[str, str]]:  # noqa: FBT001
        """Yield what is wrong with what came back of a payment."""
        number, paid = posting["refunds_id"], self.read(posting["refunds_id"])
        self.refunded[number] += -posting["amount_fen"] if undoes else posting["amount_fen"]
        if paid is None or paid[1] != "pay" or paid["reverses_id"] or number >= posting[0]:
            yield "refund_exceeded", "what it refunds is no earlier payment"
            return
        if not words.is_amount(paid[2]) or not 0 <= self.refunded[number] <= paid[2]:
            yield "refund_exceeded", f"more came back of posting {number} than was paid"
        lines = [self.books["line"].get(row["line_id"]) for row in (paid, posting)]
        if len({line and line.key[3:5] for line in lines}) > 1:
            yield "refund_exceeded", f"posting {number} was paid by another unit or fund"
        if posting["event"] == "refund" and paid["line_id"] != posting["line_id"]:
            yield "refund_exceeded", f"posting {number} was paid from another line"


class Records:
    """The rows of a table that name a voucher, in the order of the chain."""

    def __init__(self, connection: sqlite3.Connection, line: str) -> None:
        """Begin with the first row of a table, as a line of `RECORDS` has it."""
        head, _, columns = line.partition(": ")
        self.letter, self.table, owner = head.split()
        where = f"WHERE {words.WHERE.get(self.letter, f'{owner} IS NOT NULL')}"
        order = "ORDER BY 1, 2, 3, 4" if self.letter == "E" else "ORDER BY 1, 2"
        query = select(f"{owner} {columns}", self.table, where, order)
        self.rows = connection.execute(query)
        self.row = self.rows.fetchone()


class Chain:
    """Every voucher with its records and postings, in order; the journal follows it."""

    def __init__(self, connection: sqlite3.Connection, found: Findings) -> None:
        """Begin before the first voucher."""
        self.connection, self.found = connection, found
        self.journal = Journal(connection, found)
        self.streams = [Records(connection, line) for line in words.unfold(words.RECORDS)]
        self.voucher_id, self.posting_id, self.head = 0, 0, words.ZEROS
        self.unsealed: dict[int, bytes] = {}

    def __str__(self) -> str:
        """Return the head, as an anchor has it."""
        place = f"voucher {self.voucher_id} posting {self.posting_id}"
        return f"yusuan:1 {place} sha256 {self.head.hex()}"

    def follow(self, anchor: str | None) -> None:
        """Hash every voucher, and compare; the chain must go through the anchor."""
        wanted, is_reached = int(anchor.split()[2]) if anchor else 0, False
        postings = self.connection.execute(
            select(f"{words.POSTING} voucher_id", "posting", "ORDER BY posting_id")
        )
        posting = postings.fetchone()
        for voucher in self.connection.execute(
            select(f"{words.VOUCHER} hash", "voucher", "ORDER BY voucher_id")
        ):
            number, first, count = voucher[0], voucher["first_posting_id"], voucher["posting_count"]
            self.found.compare("voucher_gap", number, self.voucher_id + 1, number)
            self.found.compare("posting_gap", number, self.posting_id + 1, first)
            self.journal.act(voucher)
            body = sha256(words.ZEROS if voucher["hash"] is None else self.head)
            body.update(words.record("V", voucher[:-1]))
            records, posted = self.records(number, body.update), 0
            while posting is not None and posting[0] < first + count:
                if posting["voucher_id"] != number or posting[0] != first + posted:
                    self.found.add("posting_outside", posting[0], f"not of voucher {number}")
                body.update(words.record("P", posting[:-1]))
                self.journal.post(voucher, posting)
                posting, posted = postings.fetchone(), posted + 1
            declared = (voucher["record_count"] if not count else records, count)
            self.found.compare("voucher_incomplete", number, declared, (records, posted))
            self.link(voucher, body.digest())
            self.voucher_id, self.posting_id = number, first + count - 1
            if anchor and number == wanted:
                is_reached = True
                self.found.compare("head_differs", number, anchor, str(self))
        while posting is not None:
            self.found.add("posting_outside", posting[0], "no voucher declares it")
            posting = postings.fetchone()
        self.records(2**63, sha256().update)
        if anchor and not is_reached:
            self.found.compare("head_differs", wanted, anchor, str(self))
        for number in self.unsealed:
            self.found.add("chain_unsealed", number, "another program wrote it; nothing proves it")

    def link(self, voucher: sqlite3.Row, digest: bytes) -> None:
        """Compare the hash of a voucher, or keep its digest until a seal names it."""
        if voucher["hash"] is None:
            self.unsealed[voucher["voucher_id"]] = digest
        else:
            if voucher["hash"] != digest:
                self.found.add("chain_broken", voucher[0], "its hash is not that of its rows")
            self.head = voucher["hash"]

    def records(self, number: int, write: Callable[[bytes], object]) -> int:
        """Hash the records of a voucher; what lies before it belongs to none."""
        count = 0
        for stream in self.streams:
            while stream.row is not None and stream.row[0] <= number:
                owner, row = stream.row[0], stream.row
                if owner == number:
                    write(words.record(stream.letter, row[1:]))
                    count += 1
                    if stream.letter in "LITK":
                        self.journal.books[stream.table][row[1]] = Entry(row)
                    if stream.letter == "F":
                        digest = self.unsealed.pop(row["sealed_voucher_id"], None)
                        if digest != row["digest"]:
                            self.found.add("seal_differs", row["sealed_voucher_id"], "altered")
                elif owner or stream.table not in words.BUILT_IN:
                    self.found.add("record_outside", f"{stream.table} {row[1]}", "of no voucher")
                stream.row = stream.rows.fetchone()
        return count


def check_notes(connection: sqlite3.Connection, found: Findings) -> None:
    """Compare every note with its digest; what is erased was erased by an act."""
    columns = "note_id digest salt text erased_by act"
    join = "LEFT JOIN voucher AS v ON v.voucher_id = erased_by ORDER BY note_id"
    for number, digest, salt, text, erased_by, act in connection.execute(
        select(columns, "note", join)
    ):
        if salt is None and text is None:
            is_right = act == "erase_text"
        else:
            is_right = erased_by is None and len(salt or b"") >= words.SALT_BYTES
            is_right &= sha256(words.encode(salt) + words.encode(text)).digest() == digest
        if not is_right:
            found.add("note_digest_differs", number, "its text is not what was written")


def check_totals(connection: sqlite3.Connection, journal: Journal, found: Findings) -> None:
    """Compare every running total of the file with what its postings add up to."""
    for table, book in words.TOTALS.items():
        token, seen = "balance_differs" if book == "line" else f"{book}_differs", 0
        for row in connection.execute(select("*", table)):
            owner = row[f"{book}_id"]
            entry = journal.books[book].get(owner, Entry(row))
            seen += owner in journal.books[book]
            last = entry.last_other_id if table == "line_authority" else entry.last_posting_id
            found.compare(token, f"{table} {owner} last_posting_id", last, row["last_posting_id"])
            for column in row.keys():  # noqa: SIM118  # iterating over a row gives its values
                if column.endswith("_fen"):
                    total = entry.totals.get(column.removesuffix("_fen"), 0)
                    found.compare(token, f"{table} {owner} {column}", total, row[column])
        found.compare(token, table, f"{len(journal.books[book])} rows", f"{seen} rows")


def check_double_entry(connection: sqlite3.Connection, journal: Journal, found: Findings) -> None:
    """Add up debit and credit by the chart in force, and find every total in its account."""
    (chart,) = connection.execute("SELECT max(voucher_id) FROM account").fetchone()
    rules: dict[tuple[str, str, int], tuple[str, str]] = {}
    columns = "event side against_commitment debit credit"
    where = "WHERE voucher_id = ?"
    for row in connection.execute(select(columns, "posting_rule", where), (chart,)):
        rules[row[0], row[1], row[2]] = row[3], row[4]
    balances: Counter[tuple[str, int, str]] = Counter()
    for (side, owner, event, against), fen in journal.sums.items():
        accounts = rules.get((event, side, against), ("", ""))
        for account, signed in zip(accounts, (fen, -fen), strict=True):
            balances[words.SIDES[side], owner, account] += signed
    trial = 0
    for account, side, total in connection.execute(
        select("account side total", "account", where), (chart,)
    ):
        book, column = total.lstrip("-").removesuffix("_fen").split(".")
        sign = (1 if side == "debit" else -1) * (-1 if total.startswith("-") else 1)
        for owner, entry in journal.books[book].items():
            fen, balance = entry.totals.get(column, 0), sign * balances[book, owner, account]
            found.compare("double_entry_differs", f"{book} {owner} {account}", fen, balance)
            trial += sign * fen
    found.compare("double_entry_differs", "trial balance", 0, trial)


def check_years(connection: sqlite3.Connection, journal: Journal, found: Findings) -> None:
    """Compare the states of the years, and what one carries out with what the next carries in."""
    states = {row[0]: row[1:] for row in connection.execute(select("*", "budget_year"))}
    for year in states.keys() | journal.states.keys():
        found.compare("year_state_differs", year, journal.states.get(year), states.get(year))
    carried: Counter[tuple[object, ...]] = Counter()
    for book in ("line", "income"):
        for owner, entry in journal.books[book].items():
            year, of = entry.key["year"], (book, entry.key["fund"], *entry.key[5:7])
            carried[year + 1, *of] += entry.totals.get("carried_out", 0)
            carried[year, *of] -= entry.totals.get("carried_in", 0)
            if book == "income":  # what the approved budget brought comes out of no closing
                carried[year, *of] += journal.sums["income", owner, "approve_carried", 0]
    for place, fen in carried.items():
        found.compare("carry_differs", " ".join(map(str, place)), 0, -fen)


def verify(path: Path, anchor: str | None = None) -> tuple[Chain, Findings]:
    """Verify a file; a file that is no ledger raises `UnreadableError` or `sqlite3.Error`."""
    found = Findings()
    connection = open_ledger(path, found)
    try:
        for (problem,) in connection.execute("PRAGMA integrity_check"):
            if problem != "ok":
                found.add("integrity", "the file", problem)
        for table, row, *_ in connection.execute("PRAGMA foreign_key_check"):
            found.add("foreign_key", f"{table} {row}", "it refers to a row that is not there")
        chain = Chain(connection, found)
        chain.follow(anchor)
        check_notes(connection, found)
        check_totals(connection, chain.journal, found)
        check_double_entry(connection, chain.journal, found)
        check_years(connection, chain.journal, found)
        return chain, found
    finally:
        connection.close()


def main() -> int:
    """Verify the file of the command line, and print what was found."""
    parser = argparse.ArgumentParser(prog="yusuan_verify", description="Verify a yusuan ledger.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--anchor", help="a line of `yusuan head` that was kept elsewhere")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if options.anchor and not words.ANCHOR.fullmatch(options.anchor):
        parser.error("an anchor is a line as `yusuan head` prints it")
    try:
        chain, found = verify(options.file, options.anchor)
    except (UnreadableError, sqlite3.Error, TypeError, ValueError, LookupError) as error:
        sys.stderr.write(f"{options.file}: {error}\n")
        return 2
    is_clean = not found.counts.keys() - WARNINGS
    findings = [
        {"token": token, "count": found.counts[token], "first_row": row, "says": says}
        for token, (row, says) in found.first.items()
    ]
    if options.json:
        answer = {"file": str(options.file), "is_clean": is_clean, "head": str(chain)}
        sys.stdout.write(json.dumps({**answer, "findings": findings}) + "\n")
        return not is_clean
    lines = [f"{options.file}: {'clean' if is_clean else 'NOT clean'}", str(chain)]
    for finding in findings:
        row, says = finding["first_row"], finding["says"]
        lines.append(f"{finding['token']} ({finding['count']}), first {row}: {says}")
    sys.stdout.buffer.write(("\n".join(lines) + "\n").encode("utf-8", "backslashreplace"))
    return not is_clean


if __name__ == "__main__":
    sys.exit(main())
