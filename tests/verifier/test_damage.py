"""What is damaged behind the guards is found by this verifier and by the library alike.

What only one of them finds, once the whole chain was written anew, is listed here with its reason
and said in docs/verifier.md.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING

import pytest

import yusuan_verify
import yusuan_verify_words as words
from verifier.damage import (
    WHOLE,
    change,
    damaged,
    found_by_both,
    key_of,
    without_guards,
    write_hashes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Field = tuple[str, str, str]


@pytest.fixture(scope="session")
def unguarded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return without_guards(WHOLE, tmp_path_factory.mktemp("verifier") / "unguarded.db")


def hashed() -> Iterator[Field]:
    """Yield every field that is hashed or names a voucher: its table, its rows, its column."""
    for line in words.unfold(words.RECORDS):
        head, _, columns = line.partition(": ")
        letter, table, owner = head.split()
        narrowed = f"{words.WHERE[letter]} AND " if letter in words.WHERE else ""
        for column in (owner, *columns.split()):
            yield table, f"{narrowed}{owner} > 0", column
    yield from (("voucher", "1", column) for column in f"{words.VOUCHER} hash".split())
    yield from (("posting", "1", column) for column in f"{words.POSTING} voucher_id".split())
    yield from (("note", "text IS NOT NULL", column) for column in ("salt", "text"))


def derived() -> Iterator[Field]:
    """Yield every field that follows from what is hashed."""
    with closing(sqlite3.connect(WHOLE)) as connection:
        for table in words.TOTALS:
            for _, column, *_, computed in connection.execute(f"PRAGMA table_xinfo({table})"):
                if not computed and (column.endswith("_fen") or column == "last_posting_id"):
                    yield table, "1", column
    yield from (("budget_year", "1", column) for column in ("year", "state", "last_voucher_id"))


FIELDS = sorted({*hashed(), *derived()})


def damage(connection: sqlite3.Connection, field: Field, seed: int) -> str:
    """Change a field of some row, and say which."""
    table, where, column = field
    rows = connection.execute(f"SELECT * FROM {table} WHERE {where}").fetchall()
    row = Random(f"{seed} {table} {column}").choice(rows)
    change(connection, table, column, row)
    return f"{table}.{column} of {tuple(row)}"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field[0]}.{field[2]}")
def test_a_changed_field_is_found_by_both(tmp_path: Path, unguarded: Path, field: Field) -> None:
    path = tmp_path / "changed.db"
    with damaged(unguarded, path) as connection:
        said = damage(connection, field, seed=1)
    mine, library = found_by_both(path)
    assert mine, said
    assert library, said


TABLES = sorted({table for table, _, _ in FIELDS})


@pytest.mark.parametrize("table", TABLES)
def test_a_deleted_row_is_found_by_both(tmp_path: Path, unguarded: Path, table: str) -> None:
    with damaged(unguarded, tmp_path / "deleted.db") as connection:
        # Built-in rows are of no voucher, and the library's to compare.
        own = "WHERE voucher_id > 0" if table in words.BUILT_IN else ""
        rows = connection.execute(f"SELECT * FROM {table} {own}").fetchall()
        key = key_of(connection, table)
        row = Random(table).choice(rows)
        where = " AND ".join(f"{part} IS ?" for part in key)
        connection.execute(f"DELETE FROM {table} WHERE {where}", [row[part] for part in key])
    mine, library = found_by_both(tmp_path / "deleted.db")
    assert mine, tuple(row)
    assert library, tuple(row)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("posting", column) for column in ("amount_fen", "event", "line_id")),
        *(("voucher", column) for column in ("hash", "document", "dated", "act")),
        *(("note", column) for column in ("text", "digest")),
        *(("line", "functional_code"), ("line_authority", "original_fen")),
        *(("line_spending", "paid_fen"), ("commitment", "committed_fen"), ("seal", "digest")),
    ],
)
def test_swapped_fields_are_found_by_both(
    tmp_path: Path, unguarded: Path, table: str, column: str
) -> None:
    with damaged(unguarded, tmp_path / "swapped.db") as connection:
        (key,) = key_of(connection, table)
        rows = connection.execute(
            f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {key}"
        ).fetchall()
        random = Random(f"{table} {column}")
        one, two = random.sample(rows, 2)
        while one[1] == two[1]:
            one, two = random.sample(rows, 2)
        for row, value in ((one, two[1]), (two, one[1])):
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, row[0]))
    mine, library = found_by_both(tmp_path / "swapped.db")
    assert mine
    assert library


# What is done, and a token of this verifier that must be among the findings.
FORGERIES = [
    (
        "balance_differs",
        """UPDATE line_authority SET supplement_fen = supplement_fen + 100 WHERE line_id = 13;
        UPDATE line_spending SET ceiling_fen = ceiling_fen + 100 WHERE line_id = 13""",
    ),
    (
        "posting_outside",
        """INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id)
        SELECT max(posting_id) + 1, max(voucher_id), 'pay', 1, 13 FROM posting""",
    ),
    (
        "voucher_incomplete",
        "INSERT INTO unit VALUES (99, 2, '另一单位', 'other', NULL, NULL)",
    ),
    ("record_outside", "INSERT INTO unit VALUES (99, 999, '另一单位', 'other', NULL, NULL)"),
    ("record_outside", "UPDATE policy SET voucher_id = 999 WHERE policy_id = 1"),
    ("posting_invalid", "UPDATE posting SET amount_fen = amount_fen * 1.0 WHERE posting_id = 7"),
    ("posting_invalid", "UPDATE posting SET amount_fen = amount_fen || '' WHERE posting_id = 7"),
    ("chain_broken", "UPDATE voucher SET document = '另一文号' WHERE voucher_id = 9"),
    ("chain_broken", "UPDATE contract SET title = '另一合同' WHERE contract_id = 1"),
    ("unreadable", "UPDATE voucher SET document = CAST(x'ff' AS TEXT) WHERE voucher_id = 17"),
    ("seal_differs", "UPDATE voucher SET document = '另一文号' WHERE hash IS NULL"),
    (
        "voucher_gap",
        """DELETE FROM posting WHERE voucher_id = 55;
        DELETE FROM voucher WHERE voucher_id = 55""",
    ),
    (
        "double_entry_differs",
        """UPDATE posting_rule SET credit = 'committed'
        WHERE voucher_id = (SELECT max(voucher_id) FROM posting_rule) AND event = 'pay'
        AND side = 'line' AND against_commitment = 0""",
    ),
]


@pytest.mark.parametrize(("token", "statements"), FORGERIES)
def test_a_forgery_is_found_by_both(
    tmp_path: Path, unguarded: Path, token: str, statements: str
) -> None:
    with damaged(unguarded, tmp_path / "forged.db") as connection:
        for statement in statements.split(";"):
            assert connection.execute(statement).rowcount > 0
    mine, library = found_by_both(tmp_path / "forged.db")
    assert token in mine
    assert library


# What the arithmetic says alone, whatever the hashes are: a few of each kind.
AGREEING = [
    ("year_state_differs", "UPDATE voucher SET act = 'post' WHERE act = 'finish_closing'"),
    ("money_crosses", "UPDATE line SET level = 'upper' WHERE line_id = 1"),
    ("equation_negative", "UPDATE posting SET amount_fen = 10000000000 WHERE posting_id = 7"),
    ("reversal_differs", "UPDATE posting SET amount_fen = 1 WHERE reverses_id IS NOT NULL"),
    ("refund_exceeded", "UPDATE posting SET amount_fen = 10000000 WHERE event = 'refund'"),
    ("date_outside_year", "UPDATE voucher SET dated = '2023-06-30' WHERE posting_count > 0"),
    ("carry_differs", "UPDATE line SET year = 2026 WHERE line_id IN (12, 13)"),
    ("closing_undecided", "UPDATE posting SET amount_fen = 1 WHERE event = 'carry_forward'"),
    ("posting_invalid", "UPDATE posting SET income_id = NULL WHERE income_id IS NOT NULL"),
    ("surplus_differs", "UPDATE posting SET amount_fen = amount_fen + 1 WHERE surplus_id = 1"),
]


@pytest.mark.parametrize(("token", "statement"), AGREEING)
def test_arithmetic_is_found_in_a_chain_that_was_written_anew(
    tmp_path: Path, unguarded: Path, token: str, statement: str
) -> None:
    with damaged(unguarded, tmp_path / "anew.db") as connection:
        assert connection.execute(statement).rowcount > 0
        write_hashes(connection)
    mine, library = found_by_both(tmp_path / "anew.db")
    assert token in mine
    assert "chain_broken" not in mine
    assert library


def test_a_chain_that_was_written_anew_is_told_by_the_anchor_alone(
    tmp_path: Path, unguarded: Path
) -> None:
    kept, _ = yusuan_verify.verify(WHOLE)
    path = tmp_path / "anew.db"
    with damaged(unguarded, path) as connection:
        connection.execute("UPDATE voucher SET document = '另一文号' WHERE voucher_id = 9")
        write_hashes(connection)
    assert found_by_both(path) == (set(), set())
    assert found_by_both(path, str(kept)) == ({"head_differs"}, {"head_differs"})


def test_an_end_that_was_cut_off_is_told_by_the_anchor_alone(
    tmp_path: Path, unguarded: Path
) -> None:
    kept, _ = yusuan_verify.verify(WHOLE)
    path = tmp_path / "cut.db"
    with damaged(unguarded, path) as connection:
        connection.execute("DELETE FROM restored_guard WHERE voucher_id = 78")
        assert connection.execute("DELETE FROM voucher WHERE voucher_id = 78").rowcount == 1
    assert found_by_both(path) == (set(), set())
    assert found_by_both(path, str(kept)) == ({"head_differs"}, {"head_differs"})


# What the library alone finds in a chain that was written anew: it judges these rows by rules that
# are no arithmetic of the ledger. The anchor tells all of them, and so does the chain while it is
# what it was.
OTHER_RULES = {
    *("assertion_fails", "catalogue_differs", "contract_differs", "contract_exceeded"),
    *("date_too_early", "declaration_differs", "draft_differs", "match_differs"),
    *("plan_exceeded", "policy_refused", "table_identity", "unreadable"),
}
# Where a line's key changed on the way into the next year, and by which successor.
KEYS = {"money_crosses"}


def test_what_the_library_alone_finds_is_known(tmp_path: Path, unguarded: Path) -> None:
    path = tmp_path / "anew.db"
    for field in hashed():
        with damaged(unguarded, path) as connection:
            said = damage(connection, field, seed=2)
            write_hashes(connection)
        mine, library = found_by_both(path)
        if not mine:
            assert library <= OTHER_RULES | KEYS, (said, library)
        assert library or not mine, (said, mine)


@pytest.mark.parametrize(
    ("statement", "token"),
    [
        ("UPDATE fund SET is_fiscal = 1 WHERE fund = 'special_account'", "rule_data_altered"),
        ("UPDATE act SET has_year = 0 WHERE act = 'declare'", "rule_data_altered"),
        ("UPDATE event SET needs_document = 0 WHERE event = 'transfer'", "rule_data_altered"),
        ("UPDATE policy SET action = 'allow' WHERE policy_id = -10", "rule_data_altered"),
        ("UPDATE draft_line SET amount_fen = amount_fen + 1 WHERE draft_id = 1", "draft_differs"),
    ],
)
def test_what_is_not_hashed_and_moves_nothing_is_left_to_the_library(
    tmp_path: Path, unguarded: Path, statement: str, token: str
) -> None:
    with damaged(unguarded, tmp_path / "words.db") as connection:
        assert connection.execute(statement).rowcount == 1
    mine, library = found_by_both(tmp_path / "words.db")
    assert mine == set()
    assert token in library
