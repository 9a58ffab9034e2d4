"""The pages of the documentation: every command and every example of one runs, in its order."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return language and text of what a page asks its readers to run."""
    return BLOCK.findall(page.read_text("utf-8"))


PAGES = sorted(page.name for page in DOCS.glob("*.md") if blocks(page))


def run_page(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a page in a folder; return what its last command printed."""
    monkeypatch.chdir(folder)
    for example in DOCS.glob("*.toml"):
        shutil.copy(example, folder)
    scripts = sysconfig.get_path("scripts")
    environment = {**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}"}
    names: dict[str, object] = {}
    printed = ""
    for language, text in blocks(DOCS / name):
        if language == "python":
            exec(compile(text, name, "exec"), names)  # noqa: S102  # it is our own
            continue
        run = subprocess.run(
            ["/bin/bash", "-e"],
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=folder,
            env=environment,
        )
        assert run.returncode == 0, f"{text}\n{run.stderr}"
        printed = run.stdout
    return printed


@pytest.mark.parametrize("name", [name for name in PAGES if name != "year-end.md"])
def test_the_page_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_page(name, tmp_path, monkeypatch)


def test_the_year_end_runs_to_its_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = run_page("year-end.md", tmp_path, monkeypatch)
    assert printed.splitlines()[-1] == "closed before"
    certificate = json.loads((tmp_path / "certificate-2025.json").read_text("utf-8"))
    acts = [step["act"] for step in certificate["history"]]
    closing = ["begin_closing", "close", "finish_closing"]
    assert acts == [*closing, "reopen_year", "undo_close", "cancel_closing", *closing]
    assert "2025 年度年终结账证书" in (tmp_path / "certificate-2025.html").read_text("utf-8")
