"""Reading in a process of its own that may not have more memory or time than is stated."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from strangers.bombs import MEBIBYTE

if TYPE_CHECKING:
    from pathlib import Path

# As docs/tampering.md states it: what a process may have in all while it reads such a file.
MEMORY_BYTES_MAX: Final = 1536 * MEBIBYTE
SECONDS_MAX: Final = 60
# What readers that refused may have taken beside the program itself; 225 MiB was measured.
REFUSED_BYTES_MAX: Final = 384 * MEBIBYTE

READ: Final = """
import json, re, resource, sys
from datetime import date
from pathlib import Path
import yusuan

def memory(field):
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"{field}:\\s+(\\d+) kB", status)[1]) * 1024

# The peak that the kernel keeps of a process begins with what its parent had.
before = memory("VmRSS")
Path("/proc/self/clear_refs").write_text("5")

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
said["peak_bytes"] = memory("VmHWM") - before
print(json.dumps(said))
"""


def read(path: Path, tmp_path: Path, readers: tuple[str, ...]) -> dict[str, str]:
    """Read a file in a process that may have no more memory than the limit."""
    limits = (str(MEMORY_BYTES_MAX), str(SECONDS_MAX))
    command = [sys.executable, "-c", READ, *limits, str(path), str(tmp_path / "new.db"), *readers]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{path.name}: {done.returncode} {done.stderr[-2000:]}"
    said: dict[str, Any] = json.loads(done.stdout)
    peak_bytes = said.pop("peak_bytes")
    assert peak_bytes < REFUSED_BYTES_MAX, f"{path.name}: {peak_bytes // MEBIBYTE} MiB"
    return said
