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
FENCE = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
# Those folders that everybody reads, and so in both languages.
IN_BOTH_LANGUAGES = ("tutorial", "how-to", "concepts")


def fences(page: Path) -> list[tuple[str, str]]:
    """Return language and text of every block of code, also of those within lists."""
    return [
        (language, re.sub(f"^{indent}", "", text, flags=re.MULTILINE))
        for indent, language, text in FENCE.findall(page.read_text("utf-8"))
    ]


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return language and text of what a page asks its readers to run."""
    return [fence for fence in fences(page) if fence[0] in {"sh", "python"}]


PAGES = sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md") if blocks(page))
# What a translation asks for is what the page asks for, as is tested below.
ENGLISH = [name for name in PAGES if not name.endswith(".zh.md")]


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


@pytest.mark.parametrize("name", [name for name in ENGLISH if name != "year-end.md"])
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


def test_what_everybody_reads_is_in_both_languages() -> None:
    english = {page for folder in IN_BOTH_LANGUAGES for page in (DOCS / folder).glob("*.md")}
    chinese = {page for page in english if page.name.endswith(".zh.md")}
    english -= chinese
    assert {page.with_suffix(".zh.md") for page in english} == chinese
    assert (DOCS / "index.zh.md").exists()


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.zh.md")), ids=lambda page: page.name)
def test_a_translation_has_the_code_and_the_links_of_its_page(page: Path) -> None:
    english = page.with_name(page.name.replace(".zh.md", ".md"))
    assert fences(page) == fences(english)
    chinese_links, english_links = (
        set(re.findall(r"\]\(([^)#]+)", it.read_text("utf-8"))) for it in (page, english)
    )
    assert chinese_links == english_links


@pytest.mark.parametrize("name", ["what-it-is-not.md", "what-it-is-not.zh.md"])
def test_a_comparison_has_measured_figures_only(name: str) -> None:
    measured = set(re.findall(r"\d+(?:,\d{3})+", (DOCS / "performance.md").read_text("utf-8")))
    said = set(re.findall(r"\d+(?:,\d{3})+", (DOCS / "concepts" / name).read_text("utf-8")))
    assert len(said) > 5
    assert said <= measured
