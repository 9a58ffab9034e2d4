"""Every way to write a wrong figure is refused, with its token, and leaves every byte as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from hostile import book
from hostile.attacks_closings import allowed as closings_allowed
from hostile.attacks_contracts import accepted as contracts_accepted
from hostile.attacks_policies import granted
from hostile.attacks_postings import CLOSING, GOOD, GOOD_CLOSING, POST
from hostile.attacks_records import GOOD as GOOD_RECORDS
from hostile.attacks_records import ready
from hostile.attacks_statements import GOOD as GOOD_STATEMENTS
from hostile.attacks_written import DESKS, tables
from hostile.runner import run
from hostile.statements import Attack, Delete, Insert, Update, posting
from hostile.suite import ATTACKS, FAMILIES, TOKENS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

# What a program can switch on its own connection, with the forms that it could change.
SETTINGS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...] | None]]] = {
    "default": ((), None),
    "checks_ignored": (
        ("ignore_check_constraints = ON", "reverse_unordered_selects = ON"),
        ("INSERT", "INSERT OR IGNORE", "UPDATE OR IGNORE"),
    ),
    "recursive": (
        ("recursive_triggers = ON", "trusted_schema = OFF"),
        ("INSERT OR REPLACE", "UPDATE OR REPLACE", "DELETE"),
    ),
    "foreign_keys": (
        ("foreign_keys = ON", "defer_foreign_keys = ON"),
        ("INSERT", "INSERT OR REPLACE", "UPDATE", "DELETE"),
    ),
}


@pytest.fixture(scope="module")
def ledger() -> Iterator[sqlite3.Connection]:
    connection = book.build()
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    connection = book.empty()
    yield connection
    connection.close()


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_attack_is_refused(
    ledger: sqlite3.Connection, empty: sqlite3.Connection, family: str, setting: str
) -> None:
    pragmas, forms = SETTINGS[setting]
    connection = book.copy(empty if FAMILIES[family][0].on_empty else ledger)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    whole = connection.serialize()
    wrong = [
        f"{attack.name}, {outcome.form}: {outcome.result} instead of {attack.token}"
        for attack in FAMILIES[family]
        for outcome in run(connection, attack, forms)
        if outcome.result != attack.token
    ]
    assert wrong == []
    assert connection.serialize() == whole
    connection.close()


def accepted() -> Iterator[Attack]:
    """Yield the good rows that the attacks change in one place each."""
    yield from (Attack(name, "", row, (POST,)) for name, row in GOOD.items())
    yield from (Attack(name, "", row, CLOSING) for name, row in GOOD_CLOSING.items())
    yield from granted()
    yield from closings_allowed()
    yield from (Attack(name, "", row, ready(name)) for name, (row, _) in GOOD_RECORDS.items())
    yield from (Attack(name, "", row, before) for name, (row, before) in GOOD_STATEMENTS.items())
    yield from contracts_accepted()


@pytest.mark.parametrize("attack", tuple(accepted()), ids=lambda attack: attack.name)
def test_what_the_attacks_start_from_is_accepted(
    ledger: sqlite3.Connection, attack: Attack
) -> None:
    connection = book.copy(ledger)
    for statement in (*attack.setup, attack.statement):
        connection.execute(statement.sql())
    connection.close()


@pytest.mark.parametrize("desk", DESKS)
def test_what_is_examined_is_kept_nowhere(ledger: sqlite3.Connection, desk: str) -> None:
    payment = posting("pay", 1, line_id=book.LINE["office_25"])
    columns = "posting_id, voucher_id, event, line_id"
    ways = {
        "voucher_examination": (replace(POST, table=desk).sql(),),
        "posting_examination": (POST.sql(), replace(payment, table=desk).sql()),
        "payment_examination": (
            f"INSERT INTO {desk} ({columns}) SELECT {columns} FROM posting WHERE event = 'pay'",
        ),
        "posting_effect": (POST.sql(), GOOD["receive"].sql()),
    }
    connection = book.copy(ledger)
    for sql in ways[desk]:
        connection.execute(sql)
    assert connection.execute(f"SELECT count(*) FROM {desk}").fetchone() == (0,)
    connection.close()


def test_every_token_has_an_attack() -> None:
    assert set(TOKENS) - {attack.token for attack in ATTACKS} == set()


def test_every_table_is_written_in_every_way() -> None:
    tried = {(type(attack.statement), getattr(attack.statement, "table", "")) for attack in ATTACKS}
    ways = [(way, table) for table in tables() for way in (Insert, Update, Delete)]
    assert [(way.__name__, table) for way, table in ways if (way, table) not in tried] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_names_are_unique(family: str) -> None:
    names = [attack.name for attack in FAMILIES[family]]
    assert [name for name in names if names.count(name) > 1] == []
