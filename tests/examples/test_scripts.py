"""The scripts under `examples`: what they do, done twice, and when something goes wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sysconfig
from datetime import date
from pathlib import Path

import pytest

import yusuan
from python.book import LINE, UNIT, make_book

EXAMPLES = Path(__file__).parents[2] / "examples"
HEADER = "event,line,amount,payee\n"


class Office:
    """A ledger, and the folders beside it."""

    def __init__(self, folder: Path) -> None:
        self.ledger = folder / "county.db"
        self.inbox = folder / "inbox"
        self.outside = folder / "outside"
        self.folder = folder / "year end 2025"
        self.inbox.mkdir()
        make_book(self.ledger)

    def run(self, script: str, *arguments: object) -> tuple[int, str]:
        scripts = sysconfig.get_path("scripts")
        run = subprocess.run(
            ["/bin/sh", EXAMPLES / script, *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}"},
        )
        return run.returncode, run.stdout + run.stderr

    def night(self) -> tuple[int, str]:
        return self.run("nightly.sh", self.ledger, self.inbox, self.outside)

    def year_end(self, step: str) -> tuple[int, str]:
        return self.run("year-end.sh", step, self.ledger, 2025, self.folder)

    def drop(self, name: str, rows: str) -> Path:
        list_of_day = self.inbox / name
        list_of_day.write_text(HEADER + rows, "utf-8")
        return list_of_day

    def heads(self) -> list[str]:
        heads = self.outside / "heads.txt"
        return heads.read_text("utf-8").splitlines() if heads.exists() else []

    def copies(self) -> list[Path]:
        return sorted((self.outside / "copies").glob("*.db"))

    def head(self) -> str:
        with yusuan.Ledger.open(self.ledger, read_only=True) as ledger:
            return str(ledger.head())

    def paid_fen(self) -> int:
        with yusuan.Ledger.open(self.ledger, read_only=True) as ledger:
            return ledger.lines(2025)[0].balance.paid_fen


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_night_posts_verifies_and_keeps(office: Office) -> None:
    office.drop("2025-03-01.csv", "pay,1,10.00,某公司\npay,1,5.00,\n")
    office.drop("2025-03-01-travel.csv", "pay,2,7.00,\n")
    code, said = office.night()
    assert code == 0, said
    assert office.paid_fen() == 1_500
    assert office.heads() == [office.head()]
    assert [path.name for path in sorted((office.inbox / "done").iterdir())] == [
        "2025-03-01-travel.csv",
        "2025-03-01.csv",
    ]
    [copy] = (office.outside / "copies").iterdir()
    with yusuan.Ledger.open(copy, read_only=True) as kept:
        assert str(kept.head()) == office.head()
        assert kept.verify().is_clean


def test_a_second_run_changes_nothing(office: Office) -> None:
    office.drop("2025-03-01.csv", "pay,1,10.00,\n")
    assert office.night()[0] == 0
    heads, copies, head = office.heads(), office.copies(), office.head()
    assert office.night()[0] == 0
    assert (office.heads(), office.copies(), office.head()) == (heads, copies, head)


def test_a_list_that_was_posted_and_not_moved_is_not_posted_twice(office: Office) -> None:
    office.drop("2025-03-01.csv", "pay,1,10.00,\n")
    assert office.night()[0] == 0
    # Killed between the two: the list is posted, and in the inbox still.
    shutil.move(office.inbox / "done" / "2025-03-01.csv", office.inbox / "2025-03-01.csv")
    assert office.night()[0] == 0
    assert office.paid_fen() == 1_000
    # Another list of that name is no second payment either.
    office.drop("2025-03-01.csv", "pay,1,11.00,\n")
    code, said = office.night()
    assert code == 1
    assert "key_used" in said
    assert office.paid_fen() == 1_000


def test_a_refused_list_stays_and_the_others_are_posted(office: Office) -> None:
    wrong = office.drop("2025-03-01.csv", "pay,1,10.00,\npay,1,999999.00,\n")
    nameless = office.drop("payments.csv", "pay,1,10.00,\n")
    office.drop("2025-03-02.csv", "pay,1,10.00,\n")
    code, said = office.night()
    assert code == 1
    assert f"still there: {wrong}" in said
    assert f"still there: {nameless}" in said
    assert (wrong.exists(), nameless.exists(), office.paid_fen()) == (True, True, 1_000)
    assert office.heads() == [office.head()]
    wrong.unlink()
    nameless.unlink()
    assert office.night()[0] == 0


def test_nothing_is_kept_of_a_ledger_that_is_not_in_order(office: Office) -> None:
    office.drop("2025-03-01.csv", "pay,1,10.00,\n")
    assert office.night()[0] == 0
    kept = tree(office.outside / "copies")
    heads = office.heads()
    waiting = office.drop("2025-03-02.csv", "pay,1,10.00,\n")
    connection = sqlite3.connect(office.ledger)
    connection.execute("DROP TRIGGER voucher_before_update_append_only")
    connection.execute("UPDATE voucher SET document = '别的' WHERE voucher_id = 4")
    connection.commit()
    connection.close()
    assert office.night()[0] == 5
    assert waiting.exists()
    assert (office.heads(), tree(office.outside / "copies")) == (heads, kept)
    assert not (office.inbox / ".nightly").exists()


def test_a_ledger_of_yesterday_put_in_its_place_is_noticed(office: Office, tmp_path: Path) -> None:
    shutil.copy(office.ledger, tmp_path / "yesterday.db")
    office.drop("2025-03-01.csv", "pay,1,10.00,\n")
    assert office.night()[0] == 0
    heads = office.heads()
    shutil.copy(tmp_path / "yesterday.db", office.ledger)
    assert office.night()[0] == 5
    assert office.heads() == heads


def test_two_nights_do_not_meet(office: Office) -> None:
    (office.inbox / ".nightly").mkdir()
    code, said = office.night()
    assert code == 9
    assert "another run" in said
    assert not office.heads()
    assert (office.inbox / ".nightly").exists()
    assert office.run("nightly.sh", office.ledger)[0] == 2


def test_a_year_ends_in_two_steps(office: Office) -> None:
    code, table = office.year_end("plan")
    assert code == 0, table
    assert "结转" in table
    plan = (office.folder / "plan.csv").read_bytes()
    before = office.head()
    assert office.year_end("plan")[0] == 0
    assert ((office.folder / "plan.csv").read_bytes(), office.head()) == (plan, before)
    code, said = office.year_end("close")
    assert code == 0, said
    made = tree(office.folder)
    assert office.head() == made["head.txt"].decode().strip()
    assert "2025 年度年终结账证书" in made["certificate.html"].decode()
    for name in ("accounts/index.html", "lake/journal.parquet", "county.journal"):
        assert made[name], name
    with yusuan.Ledger.open(office.folder / "before.db", read_only=True) as ledger:
        assert str(ledger.head()) == before
    assert office.year_end("close")[0] == 0
    assert tree(office.folder) == made
    assert not [name for name in made if name.endswith((".part", "-wal", "-shm"))]


def test_what_people_edited_is_what_is_closed(office: Office) -> None:
    assert office.year_end("plan")[0] == 0
    plan = office.folder / "plan.csv"
    text = plan.read_text("utf-8-sig")
    rows = text.splitlines()
    [at] = [at for at, row in enumerate(rows) if ",30201," in row]
    rows[at] = rows[at].replace("结转", "收回", 1)
    plan.write_text("\n".join(rows) + "\n", "utf-8-sig")
    code, said = office.year_end("close")
    assert code == 0, said
    with yusuan.Ledger.open(office.ledger, read_only=True) as ledger:
        assert ledger.lines(2025)[0].balance.recalled_fen == 8_188_000


def test_a_plan_that_the_ledger_passed_by_closes_nothing(office: Office) -> None:
    assert office.year_end("plan")[0] == 0
    with yusuan.Ledger.open(office.ledger) as ledger:
        ledger.pay(LINE, "1.00", dated=date(2025, 12, 30))
    assert office.year_end("close")[0] == 9
    with yusuan.Ledger.open(office.ledger, read_only=True) as ledger:
        assert ledger.year_state(2025) == "open"
    assert not (office.folder / "certificate.html").exists()
    (office.folder / "plan.csv").unlink()
    assert office.year_end("plan")[0] == 0
    assert office.year_end("close")[0] == 0


def test_what_stands_in_the_way_leaves_no_plan(office: Office) -> None:
    with yusuan.Ledger.open(office.ledger) as ledger:
        ledger.deactivate_unit(UNIT)
    code, said = office.year_end("plan")
    assert code == 5, said
    assert "hint: " in said
    assert not (office.folder / "plan.csv").exists()
    assert office.year_end("close")[0] == 2
    assert office.run("year-end.sh", "end", office.ledger, 2025, office.folder)[0] == 2
