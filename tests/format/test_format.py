"""docs/format.md is right: its vectors, and a small ledger proved from outside.

`tests/files/schema-1.db` was written by the release of schema version 1 and holds something of
every act, event and record of it; `schema-2.db` by that of version 2. The first is never written
again, nor is the second once its version is released.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

import yusuan
from format.chain import RECORDS, check_chain, encode

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
LEDGERS = {version: ROOT / "tests" / "files" / f"schema-{version}.db" for version in (1, 2)}
FOREIGN_VOUCHERS = 4


def vectors() -> list[dict[str, Any]]:
    blocks = re.findall(r"^```json vector\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return [json.loads(block) for block in blocks]


def value(written: Any) -> Any:
    return bytes.fromhex(written["blob"]) if isinstance(written, dict) else written


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["name"])
def test_vectors(vector: dict[str, Any]) -> None:
    made = b""
    for part in vector["input"]:
        made += bytes.fromhex(part.get("hash", "")) + part.get("record", "").encode()
        made += b"".join(encode(value(written)) for written in part.get("values", []))
    assert made.hex() == "".join(vector["hex"])
    assert hashlib.sha256(made).hexdigest() == vector["sha256"]


def test_the_page_names_every_record() -> None:
    rows = re.findall(r"^\| `([A-Za-z])` \| `(\w+)`[^|]* \| ([a-z0-9_, ]+) \|", PAGE, re.MULTILINE)
    named = {(letter, table, columns) for letter, table, columns in rows if letter not in "VP"}
    assert named == {(letter, table, columns) for letter, table, columns, *_ in RECORDS}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = Path(shutil.copy(LEDGERS[1], tmp_path / "county.db"))
    yusuan.Ledger.migrate(path)
    return path


@pytest.fixture
def newest(tmp_path: Path) -> Path:
    return Path(shutil.copy(LEDGERS[2], tmp_path / "newest.db"))


def damage(ledger: Path, statement: str) -> None:
    """Write what the triggers would refuse."""
    with sqlite3.connect(ledger) as connection:
        named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (trigger,) in named.fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        assert connection.execute(statement).rowcount > 0
    connection.close()


def test_a_sound_ledger_is_proved(ledger: Path) -> None:
    chain = check_chain(ledger)
    assert chain.problems == []
    assert chain.unsealed == []
    assert len(chain.sealed) == FOREIGN_VOUCHERS
    first, unit = (vector["sha256"] for vector in vectors()[1:3])
    with sqlite3.connect(ledger) as connection:
        hashes = connection.execute("SELECT hex(hash) FROM voucher WHERE voucher_id <= 2")
        assert [text.lower() for (text,) in hashes] == [first, unit]
    connection.close()


def test_the_newest_ledger_is_proved(newest: Path) -> None:
    chain = check_chain(newest)
    assert (chain.problems, chain.unsealed) == ([], [])
    assert yusuan.Ledger.open(newest, read_only=True).verify().is_clean


def test_the_newest_ledger_has_every_record(newest: Path) -> None:
    with sqlite3.connect(newest) as connection:
        for letter, table, _, owner, _ in RECORDS:
            found = connection.execute(f"SELECT count(*) FROM {table} WHERE {owner} > 0")
            assert found.fetchone()[0] > 0, letter
    connection.close()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE voucher SET document = 'x' WHERE voucher_id = 17", "voucher 17: its hash"),
        ("UPDATE posting SET amount_fen = amount_fen + 1 WHERE posting_id = 7", "voucher 10"),
        ("UPDATE posting SET amount_fen = 123456.0 WHERE posting_id = 7", "voucher 10"),
        ("UPDATE posting SET voucher_id = 9 WHERE posting_id = 7", "voucher 10: it has not"),
        ("DELETE FROM posting WHERE posting_id = 66", "voucher 55"),
        ("DELETE FROM voucher WHERE voucher_id = 4", "voucher 5: vouchers before"),
        ("DELETE FROM code WHERE code_id = 12", "voucher 7: it has not the records"),
        ("UPDATE line SET project = 'x' WHERE line_id = 2", "voucher 9: its hash"),
        ("UPDATE unit SET deactivated_by = NULL WHERE unit_id = 3", "voucher 5"),
        ("UPDATE posting SET amount_fen = 1 WHERE posting_id = 33", "voucher 36: its seal"),
        ("UPDATE note SET text = 'x' WHERE note_id = 3", "note 3"),
        ("UPDATE note SET erased_by = NULL WHERE note_id = 2", "voucher 37"),
        ("PRAGMA user_version = 1", "not a ledger"),
    ],
)
def test_a_damage_is_found(ledger: Path, statement: str, problem: str) -> None:
    if statement.startswith("PRAGMA"):
        with sqlite3.connect(ledger) as connection:
            connection.execute(statement)
        connection.close()
    else:
        damage(ledger, statement)
    problems = check_chain(ledger).problems
    assert problems
    assert problems[0].startswith(problem)


def test_a_voucher_without_a_hash_is_named(ledger: Path) -> None:
    damage(ledger, "UPDATE voucher SET hash = NULL WHERE voucher_id = 55")
    chain = check_chain(ledger)
    assert chain.unsealed == [55]
    assert chain.problems == []
