"""How the site reads docstrings: a labelled paragraph is one, and no box of its own.

mkdocstrings loads this extension of griffe, which takes `Threads: may share …` for a box and its
title, and knows code in `Examples:` only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterator

# `Label: text`, and what is indented below it; sections of Google's style end with the colon.
PARAGRAPH = re.compile(r"^([A-Z][\w ]+): (.+(?:\n    .*)*)", re.MULTILINE)
# `Args of every act:` with a list of names below it.
LIST = re.compile(r"^([A-Z]\w+ [\w ]+):\n((?:    .*\n?)+)", re.MULTILINE)


def items(block: str) -> Iterator[str]:
    """Yield a line of Markdown for each name of a list, with its text."""
    for name, text in re.findall(r"^    (\w+): (.*(?:\n        .*)*)", block, re.MULTILINE):
        yield f"- `{name}`: {' '.join(text.split())}\n"


def readable(text: str) -> str:
    """Return a docstring in which labels are bold, and lists are lists."""
    text = re.sub(r"^Example:$", "Examples:", text, flags=re.MULTILINE)
    text = LIST.sub(lambda found: f"\n**{found[1]}**\n\n{''.join(items(found[2]))}\n", text)
    return PARAGRAPH.sub(lambda found: f"\n**{found[1]}:** {' '.join(found[2].split())}\n", text)


class Docstrings(griffe.Extension):
    """Make every docstring readable, as it is loaded."""

    def on_object(self, *, obj: griffe.Object, **_more: Any) -> None:  # noqa: ANN401  # griffe's
        """Make the docstring of one object readable."""
        if obj.docstring is not None:
            obj.docstring.value = readable(obj.docstring.value)
