"""SQL statements as data, and every form in which a program can write each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CONFLICTS = ("ABORT", "FAIL", "IGNORE", "REPLACE", "ROLLBACK")


class Sql(str):
    """An SQL expression, where a plain `str` is a text value."""

    __slots__ = ()


def literal(value: object) -> str:
    """Write a value as SQL."""
    match value:
        case Sql():
            return str(value)
        case None:
            return "NULL"
        case bytes():
            return f"x'{value.hex()}'"
        case int() | float():
            return repr(value)
        case _:
            return "'" + str(value).replace("'", "''") + "'"


@dataclass(frozen=True)
class Insert:
    """One row for one table."""

    table: str
    columns: Mapping[str, object]

    def sql(self, verb: str = "INSERT", tail: str = "") -> str:
        names = ", ".join(self.columns)
        values = ", ".join(map(literal, self.columns.values()))
        return f"{verb} INTO {self.table} ({names}) VALUES ({values}){tail}"

    def but(self, **columns: object) -> Insert:
        """Return the same row with other values."""
        return Insert(self.table, {**self.columns, **columns})

    def without(self, *names: str) -> Insert:
        """Return the same row with some columns left to their default."""
        kept = {name: value for name, value in self.columns.items() if name not in names}
        return Insert(self.table, kept)

    def under(self, alias: str, value: object) -> Insert:
        """Return the same row numbered through another name of its first column."""
        first = next(iter(self.columns))
        return Insert(self.table, {alias: value, **self.without(first).columns})

    def forms(self) -> Iterator[tuple[str, str]]:
        yield "INSERT", self.sql()
        for conflict in CONFLICTS:
            yield f"INSERT OR {conflict}", self.sql(f"INSERT OR {conflict}")
        yield "REPLACE", self.sql("REPLACE")
        yield "DO NOTHING", self.sql(tail=" ON CONFLICT DO NOTHING")
        column = list(self.columns)[-1]
        yield "DO UPDATE", self.sql(tail=f" ON CONFLICT DO UPDATE SET {column} = excluded.{column}")
        names = ", ".join(self.columns)
        values = ", ".join(map(literal, self.columns.values()))
        yield "SELECT", f"INSERT INTO {self.table} ({names}) SELECT {values}"


@dataclass(frozen=True)
class Update:
    """A change of some rows of one table."""

    table: str
    changes: Mapping[str, object]
    where: str

    def sql(self, verb: str = "UPDATE", source: str = "") -> str:
        changes = ", ".join(f"{name} = {literal(value)}" for name, value in self.changes.items())
        return f"{verb} {self.table} SET {changes}{source} WHERE {self.where}"

    def forms(self) -> Iterator[tuple[str, str]]:
        yield "UPDATE", self.sql()
        for conflict in CONFLICTS:
            yield f"UPDATE OR {conflict}", self.sql(f"UPDATE OR {conflict}")
        yield "UPDATE FROM", self.sql(source=" FROM (SELECT 1 AS one) AS other")


@dataclass(frozen=True)
class Delete:
    """The end of some rows of one table."""

    table: str
    where: str

    def sql(self) -> str:
        return f"DELETE FROM {self.table} WHERE {self.where}"

    def forms(self) -> Iterator[tuple[str, str]]:
        yield "DELETE", self.sql()


@dataclass(frozen=True)
class Raw:
    """A statement that has one form only."""

    text: str

    def sql(self) -> str:
        return self.text

    def forms(self) -> Iterator[tuple[str, str]]:
        yield "AS IS", self.text


Statement = Insert | Update | Delete | Raw


@dataclass(frozen=True)
class Attack:
    """A statement that must be refused, after a setup that must not be."""

    name: str
    # Text before the first colon of the refusal. TYPE stands for SQLite's own check of a column.
    token: str
    statement: Statement
    setup: tuple[Statement, ...] = ()
    # Starts from a file that holds the schema only.
    on_empty: bool = False


def cases(named: Mapping[str, Mapping[str, object]]) -> Iterable[tuple[str, dict[str, object]]]:
    """Name the columns that an attack replaces."""
    return ((name, dict(columns)) for name, columns in named.items())


def values(named: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    """Name the values that an attack tries."""
    return named.items()


# What SQLite says when a value does not have the type of its column in a STRICT table.
TYPE = "cannot store"


def newest(table: str, column: str) -> Sql:
    return Sql(f"(SELECT coalesce(max({column}), 0) FROM {table})")


def following(table: str, column: str) -> Sql:
    # Numbers below zero are those of built-in rows.
    return Sql(f"(SELECT max(coalesce(max({column}), 0), 0) + 1 FROM {table})")


THIS = newest("voucher", "voucher_id")


def voucher(
    act: str, year: int | None = None, *, postings: int = 0, records: int = 0, **others: object
) -> Insert:
    """Write an act as a careful program does; `others` replaces columns."""
    columns: dict[str, object] = {
        "voucher_id": following("voucher", "voucher_id"),
        "act": act,
        "year": year,
        "dated": f"{year}-06-30" if postings else None,
        "document": "No. 1",
        "prepared_by": "Li",
        "reviewed_by": "Wang",
        "key": None,
        "first_posting_id": following("posting", "posting_id"),
        "posting_count": postings,
        "record_count": records,
        "hash": None,
    }
    return Insert("voucher", {**columns, **others})


def posting(event: str, amount_fen: object, **rows: object) -> Insert:
    """Write a posting of the newest act; `rows` names what it moves, or replaces columns."""
    columns: dict[str, object] = {
        "posting_id": following("posting", "posting_id"),
        "voucher_id": THIS,
        "event": event,
        "amount_fen": amount_fen,
    }
    return Insert("posting", {**columns, **rows})


def record(table: str, number: str, /, **columns: object) -> Insert:
    """Write a row that the newest act records, numbered after the last one."""
    return Insert(table, {number: following(table, number), "voucher_id": THIS, **columns})


def zeros(*columns: str) -> dict[str, object]:
    return dict.fromkeys(columns, 0)


def line(year: int, **others: object) -> Insert:
    columns: dict[str, object] = {
        "year": year,
        "unit_id": 2,
        "fund": "general_public",
        "level": "own",
        "origin_year": year,
        "functional_code": "2080109",
        "economic_code": "30201",
        "kind": "basic_public",
        "project": "",
    }
    return record("line", "line_id", **{**columns, **others})


def draft_line(year: int, amount_fen: object, **others: object) -> Insert:
    columns = dict(line(year, **others).columns)
    del columns["line_id"], columns["voucher_id"]
    draft_id = columns.pop("draft_id", following("draft_line", "draft_id"))
    return Insert("draft_line", {"draft_id": draft_id, **columns, "amount_fen": amount_fen})


def income(year: int, unit_id: object, fund: object, **others: object) -> Insert:
    totals = zeros(
        "last_posting_id", "budgeted_fen", "increased_fen", "decreased_fen", "received_fen",
        "returned_fen", "carried_in_fen", "surplus_used_fen", "prior_year_fen", "paid_fen",
        "carried_out_fen", "to_surplus_fen",
    )  # fmt: skip
    columns = {"year": year, "unit_id": unit_id, "fund": fund, **totals}
    return record("income", "income_id", **{**columns, **others})


def surplus(unit_id: object, fund: object, **others: object) -> Insert:
    totals = zeros(
        "last_posting_id", "added_fen", "used_fen", "surrendered_fen", "distributed_fen",
        "earmarked_fen", "earmarked_used_fen", "pooled_in_fen", "pooled_out_fen",
        "earmarked_in_fen", "earmarked_out_fen",
    )  # fmt: skip
    columns = {"unit_id": unit_id, "fund": fund, **totals}
    return record("surplus", "surplus_id", **{**columns, **others})


def commitment(line_id: object, contract: object, **others: object) -> Insert:
    totals = zeros(
        "last_posting_id", "committed_fen", "released_fen", "paid_fen", "carried_in_fen",
        "carried_out_fen",
    )  # fmt: skip
    columns = {"line_id": line_id, "contract": contract, "continues_id": None, **totals}
    return record("commitment", "commitment_id", **{**columns, **others})
