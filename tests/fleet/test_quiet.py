"""Workers of this machine that are let go say nothing, whatever they are in the middle of."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LET_GO = """
import sys
from yusuan.fleet import Fleet

def end(progress):
    if progress.done == 1:
        fleet.close_workers()

if __name__ == "__main__":
    with Fleet(sys.argv[1], workers=1, progress=end) as fleet:
        # Four tasks and more are with the worker when the first has ended.
        print(len(fleet.close(2025).failures) > 0)
"""


def test_a_fleet_that_is_let_go_in_the_middle_prints_nothing(
    province: Path, tmp_path: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text(LET_GO, "utf-8")
    command = [sys.executable, str(script), str(province / "**" / "*.db")]
    said = subprocess.run(command, capture_output=True, check=True, text=True)
    assert (said.stdout, said.stderr) == ("True\n", "")
