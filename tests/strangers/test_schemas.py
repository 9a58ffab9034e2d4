"""A ledger file that a stranger sends runs nothing of his, whatever its schema says."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Final

import pytest

import yusuan
from tamper.campaign import LEDGER, REFUSED, SQLITE, newest_file, verdict

if TYPE_CHECKING:
    from pathlib import Path

# It goes on for ever when it is run, and so would whoever runs it.
FOREVER: Final = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
# Functions that reach out of the file, or let no memory be left.
REACH: Final = ("load_extension('evil')", "writefile('evil', 'x')", "fts3_tokenizer('simple')")

SCHEMAS: Final = {
    **{
        f"view_{number}": f"DROP VIEW journal; CREATE VIEW journal AS SELECT {call} AS posting_id"
        for number, call in enumerate(REACH)
    },
    "view_forever": "DROP VIEW appropriation_account; "
    f"CREATE VIEW appropriation_account AS {FOREVER}",
    "views_forever": "".join(
        f"DROP VIEW {view}; CREATE VIEW {view} AS {FOREVER};"
        for view in ("line_balance", "posting_rule_in_force", "account_in_force", "blank")
    ),
    "table_forever": f"DROP TABLE assertion; CREATE VIEW assertion AS {FOREVER}",
    "journal_forever": f"DROP TABLE posting; CREATE VIEW posting AS {FOREVER}",
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON posting "
    "BEGIN SELECT load_extension('evil'); END",
    "virtual": "DROP TABLE declaration; CREATE VIRTUAL TABLE declaration USING fts5 (content)",
    "generated": "ALTER TABLE unit ADD COLUMN large TEXT AS (hex(zeroblob(900000000)))",
    "checked": "CREATE TABLE large (x CHECK (length(hex(zeroblob(900000000))) > x)); "
    "PRAGMA ignore_check_constraints = ON; INSERT INTO large VALUES (NULL)",
    "indexed": "CREATE INDEX evil ON unit (printf('%.*c', unit_id, 'x'))",
}

VERIFY: Final = """
import resource, sys
import yusuan

resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
try:
    yusuan.Ledger.open(sys.argv[1])
except yusuan.FileError as error:
    print(error.code)
print(*sorted(yusuan.verify_file(sys.argv[1]).counts))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_schema_of_a_stranger_runs_nothing(tmp_path: Path, schema: str) -> None:
    path = shutil.copy(newest_file(), tmp_path / "stranger.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.executescript(SCHEMAS[schema])
    done = subprocess.run(
        [sys.executable, "-c", VERIFY, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    opened, found = done.stdout.splitlines()
    assert opened == "file_altered"
    assert "schema_altered" in found
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("length", [0, 1, 16, 99, 100, 512, 1024, 5_000, 100_000])
def test_a_file_that_ends_early_is_refused_or_found(tmp_path: Path, length: int) -> None:
    path = tmp_path / "short.db"
    path.write_bytes(newest_file().read_bytes()[:length])
    with pytest.raises(yusuan.FileError):
        yusuan.Ledger.open(path)
    assert verdict(path, {}) in {REFUSED, SQLITE, LEDGER}
