"""The page about a year end: every command of it runs, in the order in which it stands there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sysconfig
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "year-end.md"


def test_the_page_runs(tmp_path: Path) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    scripts = sysconfig.get_path("scripts")
    run = subprocess.run(
        ["/bin/bash", "-e"],
        input="".join(blocks),
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}"},
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "closed before"
    certificate = json.loads((tmp_path / "certificate-2025.json").read_text("utf-8"))
    acts = [step["act"] for step in certificate["history"]]
    closing = ["begin_closing", "close", "finish_closing"]
    assert acts == [*closing, "reopen_year", "undo_close", "cancel_closing", *closing]
    assert "2025 年度年终结账证书" in (tmp_path / "certificate-2025.html").read_text("utf-8")
