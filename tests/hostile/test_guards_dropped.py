"""Every guard is noticed: without it, some attack ends in another way.

Each trigger is dropped, and each refusal in it is silenced, one at a time, in a copy of the
ledger; then the attacks run until one is accepted or refused with another token.
"""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Final

import pytest

from hostile import book
from hostile.runner import result_of
from hostile.suite import ATTACKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hostile.statements import Attack

# Whether a file holds the schema only, and the file.
Files = dict[bool, sqlite3.Connection]

REFUSAL: Final = re.compile(r"RAISE\(ABORT, '(\w+): (?:[^']|'')*'\)")

# Refusals that no attack can reach, each with the reason to keep it.
UNREACHED: Final[dict[tuple[str, int], str]] = {}


@pytest.fixture(scope="module")
def files() -> Iterator[Files]:
    """Build the ledger and a file that holds the schema only, for attacks on either."""
    connections = {False: book.build(), True: book.empty()}
    yield connections
    for connection in connections.values():
        connection.close()


def triggers() -> dict[str, str]:
    """Read the triggers of the schema: name and text."""
    found = re.findall(r"^(CREATE TRIGGER (\w+)\n.*?^END;)", book.SCHEMA, re.DOTALL | re.MULTILINE)
    return {name: text for text, name in found}


def table_of(trigger: str) -> str:
    match = re.search(r"(?:INSERT|UPDATE|DELETE)(?: OF [\w, ]+)? ON (\w+)", trigger)
    assert match is not None
    return match[1]


def by_relevance(trigger: str, tokens: set[str]) -> list[Attack]:
    """Order the attacks: the likeliest to notice the trigger first."""
    table = table_of(trigger)
    return sorted(
        ATTACKS,
        key=lambda attack: (
            attack.token not in tokens,
            getattr(attack.statement, "table", "") != table,
            len(attack.setup),
        ),
    )


def notice(files: Files, name: str, text: str, tokens: set[str]) -> Attack | None:
    """Return the first attack that ends in another way when a trigger has another text."""
    copies = {on_empty: book.copy(connection) for on_empty, connection in files.items()}
    for connection in copies.values():
        connection.execute(f"DROP TRIGGER {name}")
        if text:
            connection.execute(text)
    noticed = (
        attack
        for attack in by_relevance(triggers()[name], tokens)
        if result_of(copies[attack.on_empty], attack) != attack.token
    )
    found = next(noticed, None)
    for connection in copies.values():
        connection.close()
    return found


@pytest.mark.parametrize("name", tuple(triggers()))
def test_a_dropped_trigger_is_noticed(files: Files, name: str) -> None:
    tokens = set(REFUSAL.findall(triggers()[name]))
    assert notice(files, name, "", tokens) is not None


def refusals() -> Iterator[tuple[str, int]]:
    """Yield every refusal: its trigger and its position there."""
    for name, text in triggers().items():
        yield from ((name, position) for position in range(len(REFUSAL.findall(text))))


@pytest.mark.parametrize(("name", "position"), tuple(refusals()))
def test_a_silenced_refusal_is_noticed(files: Files, name: str, position: int) -> None:
    text = triggers()[name]
    refusal = list(REFUSAL.finditer(text))[position]
    silenced = f"{text[: refusal.start()]}NULL{text[refusal.end() :]}"
    found = notice(files, name, silenced, {refusal[1]})
    if (name, position) in UNREACHED:
        assert found is None, "an attack reaches it now: take it off the list"
    else:
        assert found is not None, f"no attack notices: {refusal[1]}"
