"""Files of strangers are refused by a token, in less memory than the stated limit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

import yusuan
from strangers.bombs import MEBIBYTE, texts, workbooks

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")

# As docs/tampering.md states it: what a process may have in all while it reads such a file.
MEMORY_BYTES_MAX: Final = 1536 * MEBIBYTE
SECONDS_MAX: Final = 60

READ: Final = """
import json, resource, sys
from datetime import date
import yusuan

resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
path = sys.argv[3]
said = {}
with yusuan.Ledger.create(sys.argv[4]) as ledger:
    readers = {
        "import_lines": lambda: ledger.import_lines(path),
        "mapping": lambda: ledger.import_lines("-", mapping=path),
        "policies": lambda: ledger.load_policies(path),
        "declarations": lambda: ledger.load_declarations(path),
        "entries": lambda: ledger.post_file(path, dated=date(2025, 1, 1)),
        "statement": lambda: ledger.load_statement(path, kind="treasury", name="国库"),
        "disclosure": lambda: yusuan.check_disclosure(path),
        "narrative": lambda: ledger.narrative(2025, texts=path),
        "templates": lambda: ledger.final_tables(2025, templates=path),
    }
    for name in sys.argv[5:]:
        try:
            readers[name]()
            said[name] = "read"
        except yusuan.LedgerError as error:
            said[name] = error.code
said["peak_bytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps(said))
"""

# Those that a debug build reads in seconds; the others of `bombs` take a release build.
ARCHIVES: Final = (
    *("announces_strings.xlsx", "repeated_text.ods", "repeated_rows.ods", "far_apart.ods"),
)
TEXTS: Final = (
    *("million_columns.csv", "open_quote.csv", "zeros.csv", "deep.json", "zeros.toml"),
    *("deep.toml", "deep_tables.toml", "deep_keys.toml", "deep_headers.toml", "keys.toml"),
)

TABLES: Final = ("import_lines", "entries", "statement", "disclosure", "policies")
WORDS: Final = ("mapping", "policies", "declarations", "narrative", "templates")


def read(path: Path, tmp_path: Path, readers: tuple[str, ...]) -> dict[str, str]:
    """Read a file in a process that may have no more memory than the limit."""
    limits = (str(MEMORY_BYTES_MAX), str(SECONDS_MAX))
    command = [sys.executable, "-c", READ, *limits, str(path), str(tmp_path / "new.db"), *readers]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{path.name}: {done.returncode} {done.stderr[-2000:]}"
    said: dict[str, Any] = json.loads(done.stdout)
    assert said.pop("peak_bytes") < MEMORY_BYTES_MAX
    return said


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_workbook_that_would_become_large_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(workbooks()[name]())
    assert path.stat().st_size < 8 * MEBIBYTE
    for reader in ("import_lines", "disclosure"):
        said = read(path, tmp_path, (reader,))
        (tmp_path / "new.db").unlink()
        assert said == {reader: "file_too_large"}, name


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_would_become_large_or_deep_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(texts()[name])
    readers = WORDS if name.endswith(".toml") else TABLES
    said = read(path, tmp_path, readers)
    assert set(said) == set(readers)
    assert "read" not in said.values(), said
    assert "internal" not in said.values(), said


def test_a_file_that_never_ends_is_refused(tmp_path: Path) -> None:
    said = read(Path("/dev/zero"), tmp_path, ("import_lines", "disclosure"))
    assert said == {"import_lines": "file_too_large", "disclosure": "file_too_large"}


@pytest.mark.parametrize("reader", [yusuan.check_disclosure])
def test_names_shaped_like_sql_are_names(tmp_path: Path, reader: Callable[..., object]) -> None:
    path = tmp_path / "x'); DROP TABLE posting; --.csv"
    path.write_text("'); DROP TABLE posting; --,amount\n1,2\n", encoding="utf-8")
    with pytest.raises(yusuan.SourceError):
        reader(path)
    name = "'); DROP TABLE posting; --"
    with yusuan.Ledger.create(tmp_path / f"{name}.db", title=name) as ledger:
        ledger.add_unit(name, kind="institution")
        assert [unit.name for unit in ledger.units()] == [name]
        assert yusuan.verify_file(ledger.path).is_clean
