"""docs/format.md is right: its vectors, and its tables.

`tests/files/schema-1.db` was written by the release of schema version 1 and holds something of
every act, event and record of it; `schema-2.db` by that of version 2. The first is never written
again, nor is the second once its version is released. `tests/verifier` proves both from outside.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import yusuan
import yusuan_verify
from yusuan_verify_words import RECORDS, encode, unfold

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


def test_a_ledger_begins_as_the_page_says(tmp_path: Path) -> None:
    ledger = tmp_path / "county.db"
    ledger.write_bytes(LEDGERS[1].read_bytes())
    yusuan.Ledger.migrate(ledger)
    first, unit = (vector["sha256"] for vector in vectors()[1:3])
    with closing(sqlite3.connect(ledger)) as connection:
        hashes = connection.execute("SELECT hex(hash) FROM voucher WHERE voucher_id <= 2")
        assert [text.lower() for (text,) in hashes] == [first, unit]
        assert connection.execute("SELECT count(*) FROM seal").fetchone() == (FOREIGN_VOUCHERS,)
    assert yusuan_verify.verify(ledger)[1].counts == {}


def test_the_newest_ledger_has_every_record() -> None:
    with closing(sqlite3.connect(LEDGERS[2])) as connection:
        for line in unfold(RECORDS):
            letter, table, owner = line.partition(": ")[0].split()
            found = connection.execute(f"SELECT count(*) FROM {table} WHERE {owner} > 0")
            assert found.fetchone()[0] > 0, letter
