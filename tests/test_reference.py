"""The parts of the documentation that programs write are what the programs write."""

from __future__ import annotations

import json
from pathlib import Path

from scripts import commands_page, notebook

DOCS = Path(__file__).parents[1] / "docs"


def test_the_page_of_commands_is_what_the_program_prints() -> None:
    page = (DOCS / "reference/commands.md").read_text("utf-8")
    assert page == commands_page.page(), "docs/reference/commands.md: run 'make reference'"


def test_the_notebook_prints_what_it_shows() -> None:
    text = notebook.NOTEBOOK.read_text("utf-8")
    shown, printed = json.loads(text), json.loads(notebook.run(text))
    for cell, run in zip(shown["cells"], printed["cells"], strict=True):
        assert cell == run, "docs/tutorial/one-year.ipynb: run 'make reference'"
    assert shown == printed
