"""docs/events.md says what the schema and the model say, row by row."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from model.events import EVENTS, Event, Rows
from model.reference import LIFE
from model.sql_driver import template

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parents[2] / "docs" / "events.md"
STATES = {
    "approve": "preparing",
    "post_early": "preparing",
    "post": "open",
    "close": "closing",
}
# Columns of the table, and the rows of a posting that each tells about: its own and next year's.
EFFECTS = {
    "line": ("line",),
    "to_line": ("to_line",),
    "income": ("income", "to_income"),
    "surplus": ("surplus",),
    "commitment": ("commitment", "to_commitment"),
}
WITHOUT, WITH = "°", "†"

Table = dict[str, dict[str, str]]
# A side of an event's books with and without a commitment: debit and credit.
Entries = dict[tuple[str, int], tuple[str, str]]


def tables(first: str) -> Table:
    """Return the table of the page whose first column has this heading: name -> column -> cell."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first} |"))
    found: Table = {}
    heads = cells(lines[start])
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        row = dict(zip(heads, cells(line), strict=True))
        name, _, row["name_zh"] = row[first].partition(" ")
        assert name.strip("`") not in found
        found[name.strip("`")] = row
    return found


def cells(line: str) -> list[str]:
    return ["" if cell.strip() == "—" else cell.strip() for cell in line.strip("|").split("|")]


def words(cell: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", cell))


@pytest.fixture(scope="module")
def schema() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(template())
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def cases(event: Event) -> tuple[int, ...]:
    """Return whether a posting of the event can stand without a commitment, and with one."""
    if event.must_name("commitment"):
        return (1,)
    return (0, 1) if event.may_name("commitment") else (0,)


def holds(mark: str, against: int) -> bool:
    return mark != (WITHOUT if against else WITH)


def effect_on_page(row: dict[str, str], against: int) -> dict[tuple[str, str], int]:
    """Read the effects of a row: (book, total) -> +1 or -1."""
    found = {}
    for column, (book, *next_book) in EFFECTS.items():
        for part in filter(None, row[column].split("; ")):
            owner = next_book[0] if part.startswith("next: ") else book
            for move in part.removeprefix("next: ").split(", "):
                match = re.fullmatch(rf"(\w+) ([+−])([{WITHOUT}{WITH}]?)", move)
                assert match, f"not an effect: {move}"
                if holds(match[3], against):
                    found[owner, match[1]] = 1 if match[2] == "+" else -1
    return found


def effect_in_model(event: Event, against: int) -> dict[tuple[str, str], int]:
    rows = Rows(against_commitment=bool(against))
    event.effect(rows, 1)
    # Without a commitment there is no row of one, whatever the function adds to it.
    books = [book for pair in EFFECTS.values() for book in pair]
    return {
        (book, total): fen
        for book in books
        for total, fen in getattr(rows, book).items()
        if fen and (against or "commitment" not in book)
    }


def entries_on_page(row: dict[str, str], event: Event) -> Entries:
    found: Entries = {}
    for entry in row["double entry: debit / credit"].split("<br>"):
        match = re.fullmatch(rf"(\w+)([{WITHOUT}{WITH}]?): (\w+) / (\w+)", entry)
        assert match, f"not an entry: {entry}"
        for against in cases(event):
            if holds(match[2], against) and (against or "commitment" not in match[1]):
                assert (match[1], against) not in found
                found[match[1], against] = match[3], match[4]
    return found


def test_every_event_has_its_row_and_every_row_its_event(schema: sqlite3.Connection) -> None:
    page = tables("event")
    assert list(page) == list(EVENTS)
    rows = {row["event"]: row for row in schema.execute("SELECT * FROM event")}
    assert page.keys() == rows.keys()
    for name, row in rows.items():
        assert page[name]["name_zh"] == row["name_zh"]


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_the_same_on_the_page_and_in_the_schema(
    name: str, schema: sqlite3.Connection
) -> None:
    page, event = tables("event")[name], EVENTS[name]
    row = schema.execute("SELECT * FROM event WHERE event = ?", (name,)).fetchone()
    acts = {act for act in STATES if row[f"in_{act.removeprefix('post_')}"]}
    assert words(page["act"]) == acts == event.acts
    assert set(page["year"].split(", ")) == {STATES[act] for act in acts}
    assert (page["document"] == "yes") == bool(row["needs_document"]) == event.needs_document
    for part in ("line", "to_line", "surplus", "commitment", "refunds"):
        need = 1 if event.must_name(part) else 2 * event.may_name(part)
        assert row[f"has_{part}"] == need, part
    assert row["has_income"] == event.must_name("income")
    reversals = {"post": "`post`, reversal", "close": "`undo_close`"}
    for act, how in reversals.items():
        assert (how in page["reversed by"]) == (act in acts), act
    if "approve" in acts:
        assert page["reversed by"].startswith("never: ")
        assert words(page["reversed by"]) <= EVENTS.keys()


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_moves_what_its_row_says(name: str) -> None:
    for against in cases(EVENTS[name]):
        assert effect_on_page(tables("event")[name], against) == effect_in_model(
            EVENTS[name], against
        )


@pytest.mark.parametrize("name", EVENTS)
def test_the_double_entry_of_a_row_is_that_of_the_chart(
    name: str, schema: sqlite3.Connection
) -> None:
    rules = {
        (row["side"], row["against_commitment"]): (row["debit"], row["credit"])
        for row in schema.execute("SELECT * FROM posting_rule WHERE event = ?", (name,))
    }
    assert entries_on_page(tables("event")[name], EVENTS[name]) == rules


def test_the_acts_of_a_year_are_those_of_the_schema(schema: sqlite3.Connection) -> None:
    page = tables("act")
    rows = {
        row["act"]: row
        for row in schema.execute("SELECT * FROM act WHERE has_year = 1")
        if row["state_before"] or row["state_after"]
    }
    assert page.keys() == rows.keys()
    assert page.keys() == LIFE.keys() | {"prepare_year"}
    for name, row in rows.items():
        before, after = page[name]["year before"], page[name]["year after"]
        assert page[name]["name_zh"] == row["name_zh"]
        assert before == (row["state_before"] or "")
        assert after == (row["state_after"] or row["state_before"])
        assert bool(page[name]["carries"]) == bool(row["has_postings"])
        if name in LIFE:
            assert (before, after) == LIFE[name]
