"""A short campaign of tampering, and what it stands on. The long one is `make tamper`."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
from tamper import campaign
from tamper.campaign import MISSED, UNUSED, Campaign, every_field, newest_file, subject
from tamper.pages import UNUSED as UNUSED_KINDS
from tamper.pages import Pages
from verifier.damage import without_guards, write_hashes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return subject(newest_file(), tmp_path_factory.mktemp("tamper") / "county.db")


def test_every_byte_of_a_file_is_for_something(county: Path) -> None:
    pages = Pages(county)
    assert list(pages.holes()) == []
    kinds = set(pages.by_kind())
    assert {"file header", "schema cell", "table leaf cell", "index leaf cell", "overflow"} <= kinds
    assert {"freelist trunk", *UNUSED_KINDS - {"fragment"}} <= kinds


def test_nothing_reads_the_bytes_that_are_unused(county: Path, tmp_path: Path) -> None:
    """All of them at once may say anything: every row and the schema stay bit for bit."""
    pages = Pages(county)
    data = bytearray(pages.data)
    random = Random(5)
    for region in pages.regions:
        # The bytes of fragments are counted, and the gap begins where the last pointer ends.
        if region.kind in UNUSED_KINDS:
            data[region.start : region.end] = random.randbytes(region.end - region.start)
    path = tmp_path / "scribbled.db"
    path.write_bytes(data)
    assert yusuan.verify_file(path).is_sound
    assert campaign.content(path) == campaign.content(county)


def test_a_changed_byte_is_found_or_unused(county: Path, tmp_path: Path) -> None:
    short = Campaign(county, tmp_path)
    short.bytes_at_random(Random(20_250_301), 160)
    assert short.missed == []
    found = short.counts["table leaf cell"]
    assert found.total() > found[UNUSED] >= found[MISSED] == 0
    for kind in UNUSED_KINDS & set(short.counts):
        assert short.counts[kind][UNUSED] == short.counts[kind].total(), kind


def test_a_changed_field_is_found(county: Path, tmp_path: Path) -> None:
    short = Campaign(county, tmp_path)
    every_field(short, county, tmp_path, lambda number: number % 97 == 11)
    assert [missed for missed in short.missed if not missed.startswith("number of a draft")] == []
    assert short.counts["field of a row"].total() > 30


def test_a_campaign_says_when_nobody_noticed(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = yusuan.verify_file(newest_file())
    monkeypatch.setattr(yusuan, "verify_file", lambda _: clean)
    blind = Campaign(county, tmp_path)
    every_field(blind, county, tmp_path, lambda number: number % 997 == 11)
    assert blind.missed
    assert "missed" in blind.report()


def run(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "yusuan", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_history_that_was_written_anew_is_told_by_the_anchor_alone(
    county: Path, tmp_path: Path
) -> None:
    code, anchor = run("head", str(county))
    assert code == 0
    forged = tmp_path / "forged.db"
    with closing(sqlite3.connect(county)) as connection:
        triggers = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        guards = [text for (text,) in triggers]
    without_guards(county, forged)
    with closing(sqlite3.connect(forged, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        changed = connection.execute(
            "UPDATE voucher SET document = '另一文号' WHERE voucher_id = 9"
        )
        assert changed.rowcount == 1
        write_hashes(connection)
        for guard in guards:
            connection.execute(guard)
        connection.execute("COMMIT")
    # Whoever owns the file can write it so that it agrees with itself.
    assert run("verify", str(forged))[0] == 0
    for option in ("--head", "--anchor"):
        code, answer = run("verify", str(forged), option, anchor.strip(), "--json")
        found: dict[str, Any] = json.loads(answer)
        assert (code, set(found["counts"])) == (5, {"head_differs"})
        assert run("verify", str(county), option, anchor.strip())[0] == 0
    # Nor does a repair take it for damage: its rows are what its acts now say.
    shutil.copy(forged, tmp_path / "again.db")
    assert yusuan.Ledger.repair(tmp_path / "again.db").restored == []
