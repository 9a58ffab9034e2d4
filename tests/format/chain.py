"""Prove the chain of a ledger file from outside.

Written from docs/format.md alone, with Python's own sqlite3 and hashlib: it shares no line with the
library. `python tests/format/chain.py county.db` prints the head, and what is wrong.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

APPLICATION_ID = 0x5955534E  # "YUSN"
SCHEMA_VERSION = 2
SALT_BYTES = 16
ZEROS = bytes(32)

Value = None | int | float | str | bytes

VOUCHER = (
    "voucher_id, act, year, dated, document, prepared_by, reviewed_by, key, first_posting_id, "
    "posting_count, record_count"
)
POSTING = (
    "posting_id, event, amount_fen, line_id, to_line_id, income_id, to_income_id, surplus_id, "
    "commitment_id, to_commitment_id, refunds_id, reverses_id"
)
LINE = (
    "line_id, year, unit_id, fund, level, origin_year, functional_code, economic_code, kind, "
    "project"
)
POLICY = "policy_id, name, first_year, last_year, action, value, source"
# A policy that is not narrowed.
UNSCOPED = "coalesce(fund, level, kind, code_level, item) IS NULL"
PART = (
    "part_id, contract_id, year, due_on, fund, level, functional_code, economic_code, kind, "
    "project, amount_fen"
)

# Letter, table, columns, column that names the voucher, order.
RECORDS = (
    ("G", "ledger", "ledger_id, title", "voucher_id", "ledger_id"),
    ("U", "unit", "unit_id, name, kind, parent_id", "voucher_id", "unit_id"),
    ("D", "unit", "unit_id", "deactivated_by", "unit_id"),
    (
        "C",
        "code",
        "code_id, year, scheme, code, name, parent, is_verified, source",
        "voucher_id",
        "code_id",
    ),
    (
        "M",
        "economic_mapping",
        "mapping_id, year, department_code, government_code, applies_to, is_verified, source",
        "voucher_id",
        "mapping_id",
    ),
    (
        "S",
        "successor",
        "successor_id, scheme, year, old, new, source",
        "voucher_id",
        "successor_id",
    ),
    ("R", "policy", POLICY, f"{UNSCOPED} AND voucher_id", "policy_id"),
    (
        "q",
        "policy",
        f"{POLICY}, fund, level, kind, code_level, item",
        f"NOT {UNSCOPED} AND voucher_id",
        "policy_id",
    ),
    ("A", "account", "account, name_zh, side, total", "voucher_id", "account"),
    (
        "E",
        "posting_rule",
        "event, side, against_commitment, debit, credit",
        "voucher_id",
        "event, side, against_commitment",
    ),
    ("F", "seal", "seal_id, sealed_voucher_id, digest", "voucher_id", "seal_id"),
    (
        "b",
        "contract",
        "contract_id, reference, title, unit_id, signed_on, category, reserved_for",
        "voucher_id",
        "contract_id",
    ),
    (
        "c",
        "contract_part",
        PART,
        "voucher_id",
        "part_id",
    ),
    (
        "r",
        "procurement",
        "procurement_id, line_id, commitment_id, category, reserved_for, amount_fen",
        "voucher_id",
        "procurement_id",
    ),
    (
        "p",
        "spending_plan",
        "plan_id, line_id, " + ", ".join(f"m{month:02d}_fen" for month in range(1, 13)),
        "voucher_id",
        "plan_id",
    ),
    ("X", "note", "note_id", "erased_by", "note_id"),
    (
        "s",
        "statement",
        "statement_id, kind, name, first_on, last_on, digest",
        "voucher_id",
        "statement_id",
    ),
    (
        "t",
        "statement_row",
        "row_id, statement_id, row, dated, amount_fen, key, document",
        "voucher_id",
        "row_id",
    ),
    ("m", "statement_match", "match_id, row_id, posting_id", "voucher_id", "match_id"),
    ("n", "statement_match", "match_id", "cancelled_by", "match_id"),
    (
        "a",
        "assertion",
        "assertion_id, book, owner_id, total, dated, amount_fen, source",
        "voucher_id",
        "assertion_id",
    ),
    (
        "d",
        "declaration",
        "declaration_id, unit_id, kind, content",
        "voucher_id",
        "declaration_id",
    ),
    (
        "L",
        "line",
        LINE,
        "voucher_id",
        "line_id",
    ),
    ("I", "income", "income_id, year, unit_id, fund", "voucher_id", "income_id"),
    ("T", "surplus", "surplus_id, unit_id, fund", "voucher_id", "surplus_id"),
    (
        "K",
        "commitment",
        "commitment_id, line_id, contract, continues_id",
        "voucher_id",
        "commitment_id",
    ),
    ("o", "override", "override_id, policy, document", "voucher_id", "override_id"),
    ("j", "adjustment", "adjustment_id, legal_kind", "voucher_id", "adjustment_id"),
    ("N", "note", "note_id, posting_id, field, digest", "voucher_id", "note_id"),
)


@dataclass
class Chain:
    """What the chain of a file came to."""

    voucher_id: int = 0
    posting_id: int = 0
    head: bytes = ZEROS
    sealed: list[int] = field(default_factory=list)
    unsealed: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"yusuan:1 voucher {self.voucher_id} posting {self.posting_id} sha256 {self.head.hex()}"
        )


def encode(value: Value) -> bytes:
    """Return a value as the chain has it."""
    if value is None:
        return b"\x00"
    if isinstance(value, int):
        return b"\x01" + struct.pack(">q", value)
    if isinstance(value, float):
        return b"\x04" + struct.pack(">Qd", 8, value)
    mark, raw = (b"\x03", value) if isinstance(value, bytes) else (b"\x02", to_bytes(value))
    return mark + struct.pack(">Q", len(raw)) + raw


def record(letter: str, values: tuple[Value, ...]) -> bytes:
    """Return a row as the chain has it."""
    return letter.encode("ascii") + b"".join(encode(value) for value in values)


def to_text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def check_chain(path: str | Path) -> Chain:
    """Hash every voucher of a file again, and compare."""
    connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)
    # Text that is no text is still bytes to be hashed.
    connection.text_factory = to_text
    try:
        chain = Chain()
        identity = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if (identity, version) != (APPLICATION_ID, SCHEMA_VERSION):
            chain.problems.append("not a ledger of schema version 1")
            return chain
        check_vouchers(connection, chain)
        check_notes(connection, chain)
        return chain
    finally:
        connection.close()


def check_vouchers(connection: sqlite3.Connection, chain: Chain) -> None:
    next_posting_id = 1
    vouchers = connection.execute(f"SELECT {VOUCHER}, hash FROM voucher ORDER BY voucher_id")
    for *columns, stored in vouchers:
        voucher_id, first, count = columns[0], columns[8], columns[9]
        if voucher_id != chain.voucher_id + 1:
            chain.problems.append(f"voucher {voucher_id}: vouchers before it are missing")
        if first != next_posting_id:
            chain.problems.append(f"voucher {voucher_id}: its postings do not follow the others")
        body = act(connection, tuple(columns), chain)
        if stored is None:
            check_seal(connection, voucher_id, hashlib.sha256(ZEROS + body).digest(), chain)
        else:
            if stored != hashlib.sha256(chain.head + body).digest():
                chain.problems.append(f"voucher {voucher_id}: its hash is not that of its rows")
            chain.head = stored
        next_posting_id = first + count
        chain.voucher_id, chain.posting_id = voucher_id, next_posting_id - 1
    beyond = connection.execute(
        "SELECT count(*) FROM posting WHERE posting_id NOT BETWEEN 1 AND ?", (chain.posting_id,)
    )
    if beyond.fetchone()[0]:
        chain.problems.append("there are postings that no voucher declares")


def act(connection: sqlite3.Connection, columns: tuple[Any, ...], chain: Chain) -> bytes:
    """Return a voucher with its records and postings, as the chain has them."""
    voucher_id, first, count, declared = columns[0], columns[8], columns[9], columns[10]
    parts = [record("V", columns)]
    for letter, table, names, owner, order in RECORDS:
        rows = connection.execute(
            f"SELECT {names} FROM {table} WHERE {owner} = ? ORDER BY {order}", (voucher_id,)
        )
        parts += (record(letter, row) for row in rows)
    if not count and len(parts) - 1 != declared:
        chain.problems.append(f"voucher {voucher_id}: it has not the records it declares")
    postings = connection.execute(
        f"SELECT voucher_id, {POSTING} FROM posting "
        "WHERE posting_id >= ?1 AND posting_id < ?1 + ?2 ORDER BY posting_id",
        (first, count),
    ).fetchall()
    if len(postings) != count or any(posting[0] != voucher_id for posting in postings):
        chain.problems.append(f"voucher {voucher_id}: it has not the postings it declares")
    parts += (record("P", posting[1:]) for posting in postings)
    return b"".join(parts)


def check_seal(
    connection: sqlite3.Connection, voucher_id: int, digest: bytes, chain: Chain
) -> None:
    seals = connection.execute(
        "SELECT digest, voucher_id FROM seal WHERE sealed_voucher_id = ?", (voucher_id,)
    ).fetchall()
    if not seals:
        chain.unsealed.append(voucher_id)
    elif seals[0][0] != digest or seals[0][1] <= voucher_id:
        chain.problems.append(f"voucher {voucher_id}: its seal is not that of its rows")
    else:
        chain.sealed.append(voucher_id)


def check_notes(connection: sqlite3.Connection, chain: Chain) -> None:
    notes = connection.execute(
        "SELECT n.note_id, n.digest, n.salt, n.text, v.act FROM note AS n "
        "LEFT JOIN voucher AS v ON v.voucher_id = n.erased_by ORDER BY n.note_id"
    )
    for note_id, digest, salt, text, erased_by in notes:
        if salt is None and text is None:
            is_right = erased_by == "erase_text"
        else:
            whole = salt is not None and text is not None and len(salt) >= SALT_BYTES
            is_right = whole and erased_by is None
            is_right = is_right and digest == hashlib.sha256(encode(salt) + encode(text)).digest()
        if not is_right:
            chain.problems.append(f"note {note_id}: its text is not what was written")


def main() -> int:
    chain = check_chain(sys.argv[1])
    for problem in chain.problems:
        sys.stdout.write(f"{problem}\n")
    if chain.unsealed:
        sys.stdout.write(f"vouchers without a hash or a seal: {chain.unsealed}\n")
    sys.stdout.write(f"{chain}\n")
    return 1 if chain.problems else 0


if __name__ == "__main__":
    sys.exit(main())
