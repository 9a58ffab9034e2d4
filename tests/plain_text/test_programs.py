"""beancount and hledger read the journal, accept it, and find the balances that the ledger has."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
import sysconfig
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount import loader
from beancount.core import data

import yusuan

if TYPE_CHECKING:
    from pathlib import Path

    from yusuan.words import PlainText

SCRIPTS = sysconfig.get_path("scripts")
HLEDGER = shutil.which("hledger")
Key = tuple[str, int, str]

# Accounts whose names both programs would misread as they are, and two that look alike.
CHART = """
BEGIN IMMEDIATE;
INSERT INTO voucher (voucher_id, act, document, first_posting_id, posting_count, record_count)
SELECT max(voucher_id) + 1, 'load_chart', '会计科目换版', max(first_posting_id + posting_count), 0,
    (SELECT count(*) FROM account WHERE voucher_id = 0)
    + (SELECT count(*) FROM posting_rule WHERE voucher_id = 0)
FROM voucher;
CREATE TEMP TABLE renamed (old TEXT, new TEXT);
INSERT INTO renamed VALUES
    ('executable', '可执行 指标;"a'), ('paid', 'line_paid'), ('committed', 'line paid');
INSERT INTO account
SELECT (SELECT max(voucher_id) FROM voucher),
    coalesce((SELECT new FROM renamed WHERE old = account), account), name_zh, side, total
FROM account WHERE voucher_id = 0;
INSERT INTO posting_rule
SELECT (SELECT max(voucher_id) FROM voucher), event, side, against_commitment,
    coalesce((SELECT new FROM renamed WHERE old = debit), debit),
    coalesce((SELECT new FROM renamed WHERE old = credit), credit)
FROM posting_rule WHERE voucher_id = 0;
COMMIT;
"""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    subprocess.run([f"{SCRIPTS}/yusuan", "demo", folder], check=True, capture_output=True)
    return folder


@pytest.fixture(params=["2025 open", "2025 closed", "a chart of its own"])
def ledger(request: pytest.FixtureRequest, demo: Path, tmp_path: Path) -> Path:
    """Return a ledger of the first user."""
    is_open = request.param == "2025 open"
    name = "yusuan-demo.db" if is_open else "yusuan-demo-closed.db"
    path = tmp_path / "county.db"
    shutil.copy(demo / name, path)
    if request.param == "a chart of its own":
        with sqlite3.connect(path, isolation_level=None) as connection:
            connection.executescript(CHART)
    return path


def export(ledger: Path, program: PlainText) -> Path:
    out = ledger.with_suffix(f".{program}")
    with yusuan.Ledger.open(ledger, read_only=True) as opened:
        opened.export_plain_text(out, program=program)
    return out


def balances(ledger: Path) -> dict[Key, Decimal]:
    """Return what the view says of every account, debits positive."""
    sql = """SELECT book, owner_id, account, balance_fen * iif(side = 'debit', 1, -1)
        FROM trial_balance"""
    with sqlite3.connect(ledger) as connection:
        rows = connection.execute(sql).fetchall()
    return {(book, owner, account): Decimal(fen) / 100 for book, owner, account, fen in rows}


def test_beancount_finds_the_balances_of_the_ledger(ledger: Path) -> None:
    entries, errors, _ = loader.load_file(str(export(ledger, "beancount")))
    assert errors == []
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                assert posting.units is not None
                assert posting.units.number is not None
                assert posting.units.currency == "CNY"
                found[posting.account] += posting.units.number
    opened = [entry for entry in entries if isinstance(entry, data.Open)]
    asserted = [entry for entry in entries if isinstance(entry, data.Balance)]
    assert len(opened) == len(asserted) == len(found) == len(balances(ledger))
    # Names are in a form of beancount's own; book and row stand in them, and amounts tell the rest.
    by_row = sorted((*name.lower().split(":")[1:3], amount) for name, amount in found.items())
    assert by_row == sorted(
        (book, str(owner), amount) for (book, owner, _), amount in balances(ledger).items()
    )


def test_bean_check_accepts_it(ledger: Path) -> None:
    out = export(ledger, "beancount")
    checked = subprocess.run(
        [f"{SCRIPTS}/bean-check", "--no-cache", out], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
def test_hledger_finds_the_balances_of_the_ledger(ledger: Path) -> None:
    out = export(ledger, "hledger")
    checks = ["accounts", "commodities"]
    subprocess.run([HLEDGER, "-f", out, "check", *checks], check=True)  # type: ignore[list-item]
    printed = subprocess.run(
        [HLEDGER, "-f", out, "balance", "--flat", "-N", "-E", "-O", "csv"],  # type: ignore[list-item]
        check=True,
        capture_output=True,
        text=True,
    )
    rows = list(csv.reader(printed.stdout.splitlines()))[1:]
    amounts = {name: Decimal(amount.removesuffix("CNY").strip() or 0) for name, amount in rows}
    wanted = {
        (book, owner, account.replace(";", " ").replace('"', " ").strip()): amount
        for (book, owner, account), amount in balances(ledger).items()
    }
    assert len(amounts) == len(wanted)
    for (book, owner, account), amount in wanted.items():
        name = f"{book}:{owner}:{account.replace(' ', '-')}"
        # Two accounts that look alike are told apart by a number.
        assert amount in [value for key, value in amounts.items() if key.startswith(name)], name


@pytest.mark.parametrize("program", ["beancount", "hledger"])
def test_an_altered_amount_is_refused(ledger: Path, program: PlainText) -> None:
    out = export(ledger, program)
    text = out.read_text(encoding="utf-8")
    entries = (
        line
        for line in text.splitlines()
        if line.startswith("  ") and line.count(":") >= 2 and ".00 CNY" in line
    )
    line = next(entries)
    amount = line.split()[-2]
    other = str(Decimal(amount) + Decimal("0.01"))
    out.write_text(text.replace(line, line.replace(amount, other), 1), encoding="utf-8")
    if program == "beancount":
        assert loader.load_file(str(out))[1]
    elif HLEDGER is not None:
        refused = subprocess.run([HLEDGER, "-f", out, "check"], capture_output=True, check=False)
        assert refused.returncode != 0


@pytest.mark.parametrize("program", ["beancount", "hledger"])
def test_the_same_ledger_gives_the_same_bytes(ledger: Path, program: PlainText) -> None:
    assert export(ledger, program).read_bytes() == export(ledger, program).read_bytes()


def test_names_that_people_gave_break_nothing(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    unit = '社保"; 中心\\ | 2025-01-01 open'
    with yusuan.Ledger.create(path, title='某县"\n2025-01-01 open Assets:X\n; ') as ledger:
        ledger.add_unit(unit, kind="institution")
        ledger.prepare_year(2025)
        key = yusuan.LineKey(
            year=2025,
            unit=unit,
            fund="general_public",
            functional_code="2080109",
            economic_code="30201",
            kind="basic_public",
        )
        ledger.draft(key, "100.00")
        approved = ledger.approve(2025, dated=date(2025, 2, 1), document='文"号; | \\')
        assert approved.posting_count == 1
        ledger.pay(key, "0.01", dated=date(2025, 3, 1), payee="张三", memo="治疗费")
    for program in ("beancount", "hledger"):
        text = export(path, program).read_text(encoding="utf-8")
        # Who was paid, and for what, stays where it can be erased.
        assert "张三" not in text
        assert "治疗费" not in text
    entries, errors, _ = loader.load_file(str(path.with_suffix(".beancount")))
    assert errors == []
    assert len([entry for entry in entries if isinstance(entry, data.Transaction)]) == 2
    if HLEDGER is not None:
        out = path.with_suffix(".hledger")
        subprocess.run([HLEDGER, "-f", out, "check", "accounts", "commodities"], check=True)


def test_a_ledger_without_a_posting_is_an_empty_journal(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    with yusuan.Ledger.create(path):
        pass
    written = {program: export(path, program) for program in ("beancount", "hledger")}
    assert loader.load_file(str(written["beancount"]))[1] == []
    with yusuan.Ledger.open(path) as ledger:
        done = ledger.export_plain_text(tmp_path / "x", program="hledger")
        assert (done.transaction_count, done.account_count, done.head) == (0, 0, ledger.head())
        with pytest.raises(yusuan.UnwrittenFileError):
            ledger.export_plain_text(tmp_path / "no" / "x", program="hledger")
