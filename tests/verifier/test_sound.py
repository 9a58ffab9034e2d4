"""Sound ledgers are clean to this verifier too, and it stands alone."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

import yusuan
import yusuan_verify
import yusuan_verify_words as words
from model.driver import Pair
from model.ledger_driver import LedgerDriver
from model.ledger_walk import LedgerWalk
from model.ledger_walk import opening as opening_by_verbs
from model.sql_driver import SqlDriver, template
from model.test_ledger_years import LedgerPair
from model.walk import Walk, opening
from verifier.damage import ROOT, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = ROOT / "python" / "yusuan_verify.py"
PARTS = (PROGRAM, PROGRAM.with_name("yusuan_verify_words.py"))
PAGE = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")


IMAGE = template()


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Run a copy of the program where nothing but Python is installed."""
    for part in PARTS:
        shutil.copy(part, folder)
    # -S: no folder of installed packages; -E: no variable of this run.
    ran = subprocess.run(
        [sys.executable, "-S", "-E", PROGRAM.name, *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_the_stored_ledgers_are_clean(tmp_path: Path) -> None:
    migrated = tmp_path / "migrated.db"
    shutil.copy(WHOLE.with_name("schema-1.db"), migrated)
    yusuan.Ledger.migrate(migrated)
    for path in (WHOLE, migrated):
        chain, found = yusuan_verify.verify(path)
        assert found.counts == {}
        assert str(chain) == str(yusuan.verify_file(path).head)


def test_the_demo_is_clean(tmp_path: Path) -> None:
    demo = [sys.executable, "-m", "yusuan", "demo", str(tmp_path / "demo")]
    subprocess.run(demo, capture_output=True, check=True)
    ledgers = sorted((tmp_path / "demo").glob("*.db"))
    assert len(ledgers) == 2
    for path in ledgers:
        chain, found = yusuan_verify.verify(path, str(yusuan.verify_file(path).head))
        assert found.counts == {}
        assert chain.journal.sums


@pytest.mark.parametrize("seed", range(4))
def test_random_years_of_the_library_are_clean(tmp_path: Path, seed: int) -> None:
    driver = LedgerDriver(tmp_path)
    pair = LedgerPair(driver)
    pair.do_all(opening_by_verbs())
    random = Random(seed)
    for _ in range(300):
        pair.take(LedgerWalk(random, pair.model.books).step())
    head = str(driver.ledger.head())
    driver.close()
    (path,) = tmp_path.glob("*.db")
    chain, found = yusuan_verify.verify(path, head)
    assert found.counts == {}
    assert str(chain) == head


@pytest.mark.parametrize("seed", range(4))
def test_random_years_of_another_program_add_up(tmp_path: Path, seed: int) -> None:
    driver = SqlDriver(IMAGE)
    pair = Pair(driver)
    pair.do_all(opening())
    random = Random(seed)
    for _ in range(400):
        pair.attempt(Walk(random, pair.model.books).next())
    path = tmp_path / "foreign.db"
    path.write_bytes(driver.connection.serialize())
    driver.close()
    chain, found = yusuan_verify.verify(path)
    # The driver writes reasons with digests of its own, as the library says too.
    library = yusuan.verify_file(path).counts
    shared = {"chain_unsealed", "note_digest_differs"} & library.keys()
    assert library["chain_unsealed"] == chain.voucher_id
    assert found.counts == {token: library[token] for token in shared}


def test_it_imports_nothing_but_the_standard_library() -> None:
    own = {part.stem for part in PARTS}
    for part in PARTS:
        for node in ast.walk(ast.parse(part.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [str(node.module)]
            modules = {name.partition(".")[0] for name in names}
            assert modules <= sys.stdlib_module_names | own, part


def test_it_runs_alone(tmp_path: Path) -> None:
    head = str(yusuan.verify_file(WHOLE).head)
    shutil.copy(WHOLE, tmp_path / "county.db")
    assert run(tmp_path, "county.db", "--anchor", head) == (0, f"county.db: clean\n{head}\n", "")
    code, data, _ = run(tmp_path, "county.db", "--json", "--anchor", head[:-64] + "0" * 64)
    answer = json.loads(data)
    assert (code, answer["is_clean"], answer["head"]) == (1, False, head)
    (finding,) = answer["findings"]
    assert (finding["token"], finding["count"], finding["first_row"]) == ("head_differs", 1, "78")
    assert {path.name for path in tmp_path.glob("county.db*")} == {"county.db"}


def test_an_anchor_of_no_voucher_is_not_gone_through() -> None:
    for number in (0, 79):
        anchor = f"yusuan:1 voucher {number} posting 0 sha256 {'0' * 64}"
        assert yusuan_verify.verify(WHOLE, anchor)[1].counts == {"head_differs": 1}


@pytest.mark.parametrize("name", ["missing.db", "text.db", "other.db"])
def test_what_is_no_ledger_is_unreadable(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.db").write_text("budget" * 200)
    shutil.copy(WHOLE.with_name("schema-1.db"), tmp_path / "other.db")
    code, data, talk = run(tmp_path, name)
    assert (code, data) == (2, "")
    assert talk.startswith(f"{name}: ")
    assert "Traceback" not in talk
    assert not (tmp_path / "missing.db").exists()


def test_a_disk_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / WHOLE.name
    shutil.copy(WHOLE, path)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert yusuan_verify.verify(path)[1].counts == {}
    finally:
        tmp_path.chmod(0o755)


def test_the_tables_are_those_of_the_format() -> None:
    rows = re.findall(
        r"^\| `([A-Za-z])` \| `(\w+)`[^|]* \| ([a-z0-9_, ]+) \|", FORMAT, re.MULTILINE
    )
    named = {(letter, table, columns.replace(",", "")) for letter, table, columns in rows}
    mine = {
        (head.split()[0], head.split()[1], columns)
        for head, _, columns in (line.partition(": ") for line in words.unfold(words.RECORDS))
    }
    assert named == mine | {("V", "voucher", words.VOUCHER), ("P", "posting", words.POSTING)}


def cells(first: str) -> Iterator[list[str]]:
    """Yield the rows of the table whose header begins with a word."""
    table = re.search(rf"^\| {first} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table is not None
    for row in table[1].splitlines():
        yield [cell.strip() for cell in row.strip("|").split(" | ")]


def test_the_events_are_those_of_the_page() -> None:
    written = {}
    for event, acts, _, line, to_line, income, surplus, commitment, *_ in cells("event"):
        here, _, there = income.partition("; next: ")
        held, _, continued = commitment.partition("; next: ")
        sides = (line, to_line, here, there, surplus, held, continued)
        effects = [
            f"{side} {re.sub(r' (?=[+−])', '', cell).replace(',', '')}"
            for side, cell in zip(words.SIDES, sides, strict=True)
            if cell not in {"", "—"}
        ]
        said = f"{' '.join(re.findall('`([a-z_]+)`', acts))} | {', '.join(effects)}"
        written[event.partition("`")[2].partition("`")[0]] = said
    assert written == dict(line.split(": ", 1) for line in words.unfold(words.EVENTS))


def test_the_states_of_a_year_are_those_of_the_page() -> None:
    written = {
        act.split("`")[1]: (None if before == "—" else before, after)
        for act, before, after, *_ in cells("act")
    }
    assert written == words.LIFE


def test_what_is_derived_is_derived_as_on_the_page() -> None:
    quoted = re.sub(r"\n> ?", " ", PAGE)
    for line in words.unfold(words.FORMULAS):
        if not line.startswith("line ceiling"):
            assert line.partition(" ")[2] in quoted
