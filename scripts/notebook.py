"""Run the notebook of the documentation, and write it back with what it prints.

Kept is text alone, so that a change of an output is a change of lines that a person can read.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import nbclient
import nbformat

NOTEBOOK = Path(__file__).parents[1] / "docs/tutorial/one-year.ipynb"


def text_of(output: dict[str, Any]) -> dict[str, Any]:
    """Return what an output says as text."""
    if output["output_type"] == "stream":
        return output
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
        "data": {"text/plain": output["data"]["text/plain"]},
    }


def run(text: str) -> str:
    """Run a notebook in an empty folder; return it with its outputs."""
    notebook = nbformat.reads(text, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        nbclient.NotebookClient(
            notebook, timeout=120, coalesce_streams=True, resources=resources
        ).execute()
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [nbformat.from_dict(text_of(output)) for output in cell.outputs]
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    written: str = nbformat.writes(notebook, indent=1, ensure_ascii=False)
    return written + "\n"


def main() -> None:
    """Write the notebook anew."""
    NOTEBOOK.write_text(run(NOTEBOOK.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
