"""What tools do to a file is refused, found by the next `open` and `verify`, or harmless."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

import pandas as pd
import pytest

import yusuan
from foreign.tools import (
    Tool,
    duckdb,
    dump,
    insert_replace,
    pandas_,
    resized,
    sql,
    table_by_table,
    transform,
    upsert,
    vacuum_into,
)
from tamper.campaign import content, newest_file

if TYPE_CHECKING:
    from pathlib import Path

PANDAS: Final = "pandas.DataFrame.to_sql"
UTILS: Final = "`sqlite-utils transform` makes such a table"
UNWATCHED: Final = (
    "PRAGMA foreign_keys = OFF",
    "PRAGMA ignore_check_constraints = ON",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA trusted_schema = ON",
)
COLUMNS: Final = "posting_id, voucher_id, event, amount_fen, line_id"
# What Litestream 0.5 makes in a database.
LITESTREAM: Final = (
    "CREATE TABLE IF NOT EXISTS _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
    "CREATE TABLE IF NOT EXISTS _litestream_lock (id INTEGER)",
    "INSERT INTO _litestream_seq VALUES (1, 7)",
)
PAY: Final = (
    "(posting_id, voucher_id, event, amount_fen, line_id) "
    "SELECT max(posting_id) + 1, max(voucher_id), 'pay', 1, 13 FROM "
)

TOOLS: Final = (
    # pandas
    Tool("pandas_replaces_postings", pandas_("posting", "replace"), says=PANDAS),
    Tool("pandas_replaces_vouchers", pandas_("voucher", "replace"), says=PANDAS),
    Tool("pandas_replaces_units", pandas_("unit", "replace"), says=PANDAS),
    Tool("pandas_appends_postings", pandas_("posting", "append"), refusal="approval_differs"),
    Tool(
        "pandas_appends_a_unit", pandas_("unit", "append", rows="LIMIT 1"),
        refusal="record_not_expected",
    ),
    Tool(
        "pandas_leaves_a_table", sql("CREATE TABLE analysis (unit TEXT, fen INTEGER)"),
        says="the table analysis was added", is_repaired=False,
    ),
    # sqlite-utils
    Tool("sqlite_utils_transforms_units", transform("unit"), says=UTILS),
    Tool("sqlite_utils_transforms_lines", transform("line"), says=UTILS),
    Tool("sqlite_utils_transforms_postings", transform("posting"), says=UTILS),
    Tool("sqlite_utils_upserts", upsert, refusal="record_not_expected"),
    Tool("sqlite_utils_replaces_a_row", insert_replace, refusal="posting_out_of_order"),
    # DuckDB
    Tool(
        "duckdb_updates", duckdb("UPDATE county.posting SET amount_fen = 1 WHERE posting_id = 7"),
        refusal="append_only",
    ),
    Tool(
        "duckdb_deletes", duckdb("DELETE FROM county.posting WHERE posting_id = 7"),
        refusal="append_only",
    ),
    Tool(
        "duckdb_inserts", duckdb(f"INSERT INTO county.posting {PAY} county.posting"),
        refusal="amount_invalid",
    ),
    Tool(
        "duckdb_writes_a_table_anew",
        duckdb("CREATE TABLE fresh AS SELECT * FROM county.seal", "DROP TABLE county.seal",
               "CREATE TABLE county.seal AS SELECT * FROM fresh"),
        says="the table seal was changed: it is not STRICT; it has no primary key",
    ),
    # SQLite's own
    Tool("vacuum_into", vacuum_into),
    Tool("vacuum", sql("VACUUM")),
    Tool("vacuum_in_both_journals",
         sql("PRAGMA journal_mode = delete", "VACUUM", "PRAGMA journal_mode = wal", "VACUUM")),
    Tool("page_size", resized(1024)),
    Tool("page_size_largest", resized(65536)),
    Tool("auto_vacuum_full",
         sql("PRAGMA auto_vacuum = FULL", "VACUUM", "CREATE TABLE gone AS SELECT * FROM posting",
             "DROP TABLE gone")),
    Tool("auto_vacuum_incremental",
         sql("PRAGMA auto_vacuum = INCREMENTAL", "VACUUM",
             "CREATE TABLE gone AS SELECT * FROM posting", "DROP TABLE gone",
             "PRAGMA incremental_vacuum")),
    Tool("litestream", sql(*LITESTREAM)),
    Tool("litestream_of_another_kind",
         sql(LITESTREAM[0].replace("id INTEGER", "id TEXT")),
         says="the table _litestream_seq was added", is_repaired=False),
    Tool("analyze", sql("ANALYZE")),
    Tool("reindex", sql("REINDEX")),
    Tool("dump", dump(), says="a file that was restored from the text of `.dump` has none"),
    Tool(
        "dump_without_triggers", dump(without="CREATE TRIGGER"),
        says="triggers are gone, so that nothing was guarded",
    ),
    Tool("table_by_table", table_by_table, says="triggers are gone, so that nothing was guarded"),
    # What somebody does who wants no guard in the way.
    Tool(
        "one_trigger_dropped", sql("DROP TRIGGER posting_before_update_append_only"),
        says="the trigger posting_before_update_append_only is missing",
    ),
    Tool(
        "triggers_of_a_table_dropped",
        sql("DROP TRIGGER seal_before_update_append_only",
            "DROP TRIGGER seal_before_delete_append_only"),
        says="the trigger seal_before_",
    ),
    Tool("index_dropped", sql("DROP INDEX line_by_key"), says="the index line_by_key is missing"),
    Tool("view_dropped", sql("DROP VIEW line_report"), says="the view line_report is missing"),
    Tool(
        "view_altered", sql("DROP VIEW journal", "CREATE VIEW journal AS SELECT 1 AS posting_id"),
        says="the view journal was changed",
    ),
    Tool(
        "column_added", sql("ALTER TABLE unit ADD COLUMN telephone TEXT"),
        says="its triggers are there, so ALTER TABLE or writable_schema did it", is_repaired=False,
    ),
    Tool(
        "writable_schema",
        sql("PRAGMA writable_schema = ON",
            "UPDATE sqlite_schema SET sql = replace(sql, 'RAISE(ABORT', 'RAISE(IGNORE') "
            "WHERE name = 'posting_before_update_append_only'",
            "UPDATE sqlite_schema SET sql = replace(sql, 'RAISE(IGNORE, ', '(') "
            "WHERE name = 'posting_before_update_append_only'"),
        says="the trigger posting_before_update_append_only was changed",
    ),
    Tool(
        "trigger_that_skims",
        sql("CREATE TRIGGER skim AFTER INSERT ON posting BEGIN SELECT RAISE(IGNORE); END"),
        says="the trigger skim was added",
    ),
    Tool("marks_taken", sql("PRAGMA application_id = 0", "PRAGMA user_version = 0"),
         says="the pragma application_id was changed"),
    Tool(
        "guards_off_and_on",
        sql("PRAGMA writable_schema = ON",
            "CREATE TABLE kept AS SELECT sql FROM sqlite_schema WHERE type = 'trigger'",
            "DELETE FROM sqlite_schema WHERE type = 'trigger'"),
        says="triggers are gone, so that nothing was guarded", is_repaired=False,
    ),
    # Everything switched off that a connection can switch off, and the guards still there.
    Tool("unwatched_update", sql(*UNWATCHED, "UPDATE posting SET amount_fen = 1"),
         refusal="append_only"),
    Tool("unwatched_replace",
         sql(*UNWATCHED,
             f"REPLACE INTO posting ({COLUMNS}) SELECT {COLUMNS} FROM posting "
             "WHERE posting_id = 7"),
         refusal="posting_out_of_order"),
    Tool("unwatched_total", sql(*UNWATCHED, "UPDATE line_spending SET paid_fen = 0"),
         refusal="balance_self"),
)  # fmt: skip


@pytest.fixture
def county(tmp_path: Path) -> Path:
    path = tmp_path / "county.db"
    shutil.copy(newest_file(), path)
    return path


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_what_a_tool_did_is_refused_found_or_harmless(county: Path, tool: Tool) -> None:
    before = content(county)
    anchor = yusuan.verify_file(county).head
    if tool.refusal:
        with pytest.raises((sqlite3.Error, pd.errors.DatabaseError)) as refused:
            tool.act(county)
        assert tool.refusal in f"{refused.value} {refused.value.__cause__}"
    else:
        tool.act(county)
    if not tool.says:
        # The same rows, as before; statistics, and what a tool keeps of its own, are no part of it.
        after = {
            name: rows
            for name, rows in content(county).items()
            if not name.startswith(("sqlite_stat", "_litestream"))
        }
        assert {**after, "schema": before["schema"]} == before
        yusuan.Ledger.open(county).disconnect()
        assert yusuan.verify_file(county, head=anchor).is_clean
        return
    with pytest.raises(yusuan.FileError) as altered:
        yusuan.Ledger.open(county)
    assert altered.value.code == "file_altered"
    assert tool.says in str(altered.value)
    said = [finding.message for finding in yusuan.verify_file(county).findings]
    assert any(tool.says in message for message in said), said
    if tool.is_repaired:
        repair = yusuan.Ledger.repair(county)
        assert repair.verification.is_clean
        assert yusuan.verify_file(county, head=anchor).is_clean
        # The act that says so stands behind all that was there.
        after = content(county)
        for table in ("voucher", "restored_guard"):
            assert len(after[table]) > len(before[table])
            after[table] = after[table][: len(before[table])]
        assert after == before
    else:
        with pytest.raises(yusuan.FileError, match="file_not_repaired"):
            yusuan.Ledger.repair(county)


def test_what_hangs_on_a_table_of_a_tool_is_found(county: Path) -> None:
    sql(
        *LITESTREAM,
        "CREATE TRIGGER skim AFTER INSERT ON _litestream_seq BEGIN DELETE FROM posting; END",
    )(county)
    with pytest.raises(yusuan.FileError, match="the trigger skim was added"):
        yusuan.Ledger.open(county)
    assert yusuan.Ledger.repair(county).verification.is_clean
    yusuan.Ledger.open(county).disconnect()


def attached(county: Path, other: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(other, isolation_level=None)
    connection.execute("ATTACH ? AS county", (str(county),))
    return connection


# Written from a program whose own file is another one: guards speak of the tables beside them.
ATTACHED: Final = (
    ("UPDATE county.posting SET amount_fen = 1", "append_only"),
    ("DELETE FROM county.voucher", "append_only"),
    (
        f"INSERT INTO county.posting ({COLUMNS}) SELECT {COLUMNS} FROM main.posting",
        "approval_differs",
    ),
    (
        f"INSERT OR REPLACE INTO county.posting ({COLUMNS}) SELECT {COLUMNS} FROM main.posting",
        "approval_differs",
    ),
    ("INSERT OR IGNORE INTO county.unit SELECT * FROM main.unit", "record_not_expected"),
    ("UPDATE county.posting SET amount_fen = m.amount_fen FROM main.posting AS m", "append_only"),
    ("UPDATE county.line_spending SET paid_fen = 0", "balance_self"),
    ("UPDATE county.budget_year SET state = 'open'", "year_"),
)


@pytest.mark.parametrize(("statement", "token"), ATTACHED)
def test_a_ledger_that_is_attached_is_guarded_as_well(
    county: Path, tmp_path: Path, statement: str, token: str
) -> None:
    before = content(county)
    with closing(attached(county, tmp_path / "other.db")) as connection:
        # Tables of the same names in front, with rows that would be let through.
        for table in ("posting", "unit", "voucher", "line", "line_spending", "event", "act"):
            connection.execute(f"CREATE TABLE main.{table} AS SELECT * FROM county.{table}")
        connection.execute("UPDATE main.posting SET amount_fen = 1")
        connection.execute("UPDATE main.event SET in_post = 1, in_close = 1, has_line = 2")
        with pytest.raises(sqlite3.Error, match=token):
            connection.execute(statement)
    assert content(county) == before
    assert yusuan.verify_file(county).is_clean


def test_triggers_in_temp_cannot_hide_what_they_do(county: Path, tmp_path: Path) -> None:
    """One that skips what the guards do is found; no connection of the ledger has such a one."""
    with closing(attached(county, tmp_path / "other.db")) as connection:
        connection.execute(
            "CREATE TEMP TRIGGER skip AFTER INSERT ON county.posting "
            "BEGIN SELECT RAISE(IGNORE); END"
        )
        (voucher, first) = connection.execute(
            "SELECT max(voucher_id) + 1, max(first_posting_id + posting_count) FROM county.voucher"
        ).fetchone()
        line, year = connection.execute(
            "SELECT line_id, year FROM county.line JOIN county.budget_year USING (year) "
            "WHERE state = 'open' AND fund = 'general_public' ORDER BY line_id LIMIT 1"
        ).fetchone()
        connection.execute(
            "INSERT INTO county.voucher (voucher_id, act, year, dated, first_posting_id, "
            "posting_count, record_count, prepared_by, reviewed_by) "
            "VALUES (?, 'post', ?, ? || '-12-30', ?, 1, 0, '王', '李')",
            (voucher, year, year, first),
        )
        connection.execute(
            "INSERT INTO county.posting (posting_id, voucher_id, event, amount_fen, line_id) "
            "VALUES (?, ?, 'pay', 1, ?)",
            (first, voucher, line),
        )
    found = yusuan.verify_file(county)
    assert {"chain_unsealed", "balance_differs"} <= set(found.counts)
    with closing(sqlite3.connect(county)) as connection:
        connection.execute("DROP VIEW carry_over")
    with pytest.raises(yusuan.FileError, match="its rows are wrong") as refused:
        yusuan.Ledger.repair(county)
    assert refused.value.code == "file_not_repaired"
