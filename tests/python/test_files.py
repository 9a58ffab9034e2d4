"""The file is an ordinary SQLite file: others read it, and it defends itself against them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import yusuan
from python.book import LINE, TRAVEL, key, rows

EARLIER = Path(__file__).resolve().parents[1] / "files" / "schema-1.db"
MARCH = date(2025, 3, 1)


def test_a_ledger_is_called_as_its_file(tmp_path: Path) -> None:
    path = tmp_path / "某县.db"
    yusuan.Ledger.create(path).disconnect()
    assert rows(path)["ledger"][0][2] == "某县"


def test_a_path_may_be_text_or_a_path(path: Path) -> None:
    for given in (path, str(path)):
        with yusuan.Ledger.open(given) as ledger:
            assert ledger.path == path
            assert not ledger.is_read_only
            assert repr(ledger) == f"Ledger(path={str(path)!r}, is_read_only=False)"


def test_reading_alone_refuses_every_act(path: Path) -> None:
    before = rows(path)
    with yusuan.Ledger.open(path, read_only=True) as ledger:
        assert ledger.is_read_only
        assert ledger.lines(2025)
        with pytest.raises(yusuan.FileError) as refused:
            ledger.pay(LINE, "1.00", dated=MARCH)
        with ledger.transaction():
            assert ledger.balance(LINE).paid_fen == 0
    assert refused.value.code == "file_read_only"
    assert rows(path) == before


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "file_foreign"), (b"year,unit\n" * 400, "file_foreign")]
)
def test_another_file_is_not_a_ledger(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(yusuan.FileError) as refused:
            yusuan.Ledger.open(path, read_only=read_only)
        assert refused.value.code == code
    assert path.read_bytes() == content


def test_a_newer_or_altered_ledger_is_not_opened(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(yusuan.FileError) as refused:
        yusuan.Ledger.open(path)
    assert refused.value.code == "file_altered"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(yusuan.FileError) as refused:
        yusuan.Ledger.open(path)
    assert refused.value.code == "file_newer"


def test_pythons_own_sqlite_reads_the_views(path: Path) -> None:
    with yusuan.Ledger.open(path) as ledger:
        ledger.pay(LINE, "1.00", dated=MARCH, payee="甲")
        reports = ledger.lines(2025)
        head = ledger.head()
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        lines = connection.execute("SELECT * FROM line_report WHERE year = 2025").fetchall()
        journal = connection.execute("SELECT * FROM journal").fetchall()
        trial = connection.execute("SELECT * FROM trial_balance").fetchall()
    assert [line["available_fen"] for line in lines] == [one.available_fen for one in reports]
    assert [line["paid_fen"] for line in lines] == [one.balance.paid_fen for one in reports]
    assert len(journal) == head.posting_id
    assert trial


PAYMENT = """
    INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id)
    SELECT v.first_posting_id, v.voucher_id, 'pay', ?, ? FROM newest_voucher AS v
"""
VOUCHER = """
    INSERT INTO voucher (voucher_id, act, year, dated, first_posting_id, posting_count,
        record_count)
    SELECT voucher_id + 1, 'post', 2025, '2025-03-01', first_posting_id + posting_count, 1, 0
    FROM newest_voucher
"""


@pytest.mark.parametrize(
    ("amount", "token"),
    [
        (8_188_001, "available_exceeded"),
        (0, "amount_not_positive"),
        (12.0, "amount_invalid"),
        ("12", "amount_invalid"),
        (10**15 + 1, "amount_out_of_range"),
    ],
)
def test_pythons_own_sqlite_is_refused_with_the_same_token(
    path: Path, amount: object, token: str
) -> None:
    before = rows(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(VOUCHER)
        with pytest.raises(sqlite3.IntegrityError, match=f"^{token}: "):
            connection.execute(PAYMENT, (amount, 1))
        connection.rollback()
    assert rows(path) == before


def test_what_a_foreign_program_wrote_is_sealed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(VOUCHER)
        connection.execute(PAYMENT, (100, 1))
        connection.commit()
    with yusuan.Ledger.open(path) as ledger:
        assert ledger.balance(LINE).paid_fen == 100
        verification = ledger.verify()
        assert verification.counts == {"chain_unsealed": 1}
        assert verification.is_sound
        assert not verification.is_clean
        receipt = ledger.seal_foreign(reason="导入程序直接写入", dated=MARCH)
        assert receipt
        assert ledger.log(after=receipt.voucher_id - 1)[0].act == "seal_foreign"
        assert ledger.seal_foreign(reason="例行检查") is None
        assert ledger.verify().is_clean
        assert ledger.verify().sealed_count == 1


def test_a_year_is_closed_and_reopened(ledger: yusuan.Ledger) -> None:
    commitment = ledger.commit(LINE, "300.00", contract="2025-07", dated=MARCH)
    ledger.pay(TRAVEL, "10000.00", dated=MARCH)
    assert ledger.year_state(2025) == "open"
    certificate = ledger.close(ledger.plan_close(2025), prepared_by="王")
    assert certificate.closed_on == date(2025, 12, 31)
    assert ledger.year_state(2025) == "closed"
    carried = key(2026, "30201", origin_year=2025)
    assert ledger.balance(carried).carried_in_fen == 8_188_000
    assert ledger.balance(carried).committed_fen == 30_000
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.certificate(2026)
    assert refused.value.code == "year_open"
    ledger.undo_close(2025, reason="漏记一笔支付")
    assert ledger.year_state(2025) == "open"
    assert ledger.balance(carried).carried_in_fen == 0
    ledger.pay_commitment(commitment.commitment_ids[0], "300.00", dated=MARCH)
    plan = ledger.plan_close(2025)
    ledger.pay(LINE, "1.00", dated=MARCH)
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.close(plan)
    assert refused.value.code == "plan_stale"


def test_an_earlier_ledger_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    shutil.copy(EARLIER, path)
    with pytest.raises(yusuan.FileError) as refused:
        yusuan.Ledger.open(path)
    assert refused.value.code == "file_older"
    assert refused.value.hint == f"make a copy, then run `yusuan migrate {path}`"
    migration = yusuan.Ledger.migrate(path)
    assert (migration.earlier_version, migration.version) == (1, 2)
    verification = yusuan.verify_file(path)
    # Its chart of accounts has no rules for what came since.
    assert verification.is_sound
    assert set(verification.counts) == {"chart_incomplete"}


def test_reading_leaves_nothing_beside_the_file(path: Path) -> None:
    content = path.read_bytes()
    with yusuan.Ledger.open(path, read_only=True) as ledger:
        assert ledger.lines(2025)
        ledger.copy_to(path.with_name("copy.db"))
    assert yusuan.verify_file(path).is_clean
    with yusuan.connect_read_only(path) as connection:
        assert connection.execute("SELECT count(*) FROM line").fetchone() == (4,)
    altered = path.with_name("altered.db")
    shutil.copy(path, altered)
    with closing(sqlite3.connect(altered)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(yusuan.FileError, match="file_altered"):
        yusuan.Ledger.open(altered, read_only=True)
    names = sorted(file.name for file in path.parent.iterdir())
    assert names == ["altered.db", "copy.db", "county.db"]
    assert path.read_bytes() == content


def test_reading_leaves_a_log_that_holds_something(path: Path, tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with yusuan.Ledger.open(path) as writer:
        writer.pay(LINE, "1.00", dated=MARCH)
        with yusuan.Ledger.open(path, read_only=True) as ledger:
            assert ledger.balance(LINE).paid_fen == 100
        writer.pay(LINE, "1.00", dated=MARCH)
        # As a computer leaves it that loses its power.
        for name in ("county.db", "county.db-wal"):
            shutil.copy(path.with_name(name), left / name)
    content = {file.name: file.read_bytes() for file in left.iterdir()}
    for _ in range(2):
        with yusuan.Ledger.open(left / "county.db", read_only=True) as ledger:
            assert ledger.balance(LINE).paid_fen == 200
        with yusuan.connect_read_only(left / "county.db") as connection:
            assert connection.execute("SELECT sum(paid_fen) FROM line_report").fetchone() == (200,)
    assert {name: (left / name).read_bytes() for name in content} == content


@pytest.mark.parametrize("read_only", [False, True])
def test_a_folder_and_what_no_file_can_be_called_are_no_ledger(
    path: Path, *, read_only: bool
) -> None:
    for wrong, code in ((path.parent, "file_is_folder"), (f"{path}\0", "path_invalid")):
        with pytest.raises(yusuan.FileError) as refused:
            yusuan.Ledger.open(wrong, read_only=read_only)
        assert refused.value.code == code
        assert refused.value.hint
        assert "\0" not in str(refused.value)
    with pytest.raises(yusuan.FileError, match="file_is_folder"):
        yusuan.connect_read_only(path.parent)
    with pytest.raises(yusuan.FileError, match="file_is_folder"):
        yusuan.verify_file(path.parent)


def test_what_cannot_be_made_says_why(ledger: yusuan.Ledger, path: Path) -> None:
    with pytest.raises(yusuan.FileError, match="path_invalid"):
        yusuan.Ledger.create(f"{path}\0")
    # A file has no room for another.
    with pytest.raises(yusuan.UnwrittenFileError, match="Not a directory") as refused:
        yusuan.Ledger.create(path / "new.db")
    assert refused.value.code == "file_not_written"
    assert refused.value.filename == str(path / "new.db")
    note = path.with_name("note.txt")
    note.write_text("mine", "utf-8")
    with pytest.raises(yusuan.UnwrittenFileError, match="a file stands where the folder is to be"):
        ledger.export_parquet(note)
    with pytest.raises(yusuan.UnwrittenFileError, match="a file stands where the folder is to be"):
        ledger.publish(2025, out=note, only=["json"])
    assert note.read_text("utf-8") == "mine"
    with pytest.raises(yusuan.FileError, match="file_is_folder"):
        ledger.import_lines(path.parent)
