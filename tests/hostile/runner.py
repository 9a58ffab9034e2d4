"""Runs attacks on a copy of the small ledger and says how each one ended."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hostile.statements import TYPE

if TYPE_CHECKING:
    from hostile.statements import Attack

ACCEPTED = "accepted"
CHANGED = "refused, and changed"


@dataclass(frozen=True)
class Outcome:
    """How an attack ended: the token of the refusal, or ACCEPTED; CHANGED when rows differ."""

    form: str
    result: str
    message: str


def token_of(message: str) -> str:
    """Return the text before the first colon; SQLite's own check of a column has none."""
    return TYPE if message.startswith(TYPE) else message.partition(":")[0]


def attempt(connection: sqlite3.Connection, sql: str) -> tuple[str, str]:
    """Execute a statement that should fail; return token and message."""
    try:
        connection.execute(sql)
    except sqlite3.Error as error:
        return token_of(str(error)), str(error)
    return ACCEPTED, ""


def begin(connection: sqlite3.Connection, attack: Attack) -> None:
    """Open a transaction and bring the ledger where the attack starts."""
    connection.execute("BEGIN")
    for statement in attack.setup:
        connection.execute(statement.sql())


def run(
    connection: sqlite3.Connection, attack: Attack, forms: tuple[str, ...] | None = None
) -> list[Outcome]:
    """Try every form of an attack, or those named; leave the ledger as it was.

    The whole file is compared, byte for byte, before and after each try.
    """
    outcomes = []
    begin(connection, attack)
    before = connection.serialize()
    for form, sql in attack.statement.forms():
        if forms is not None and form not in (*forms, "AS IS"):
            continue
        result, message = attempt(connection, sql)
        intact = connection.in_transaction and connection.serialize() == before
        if not intact:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            begin(connection, attack)
            result = result if result == ACCEPTED else CHANGED
        outcomes.append(Outcome(form, result, message))
    connection.execute("ROLLBACK")
    return outcomes


def result_of(connection: sqlite3.Connection, attack: Attack) -> str:
    """Try the plain form of an attack only; a setup that fails is a result as well."""
    try:
        begin(connection, attack)
        return attempt(connection, attack.statement.sql())[0]
    except sqlite3.Error as error:
        return f"setup: {token_of(str(error))}"
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
