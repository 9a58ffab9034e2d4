"""Print the page of the reference that has the help of every command, as the program gives it."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

PROGRAM = Path(sysconfig.get_path("scripts"), "yusuan")
PREFACE = """\
# Commands

The help of every command, as the program prints it. `make reference` writes this page, and a test
compares it. What all commands have in common is on the page of
[the command line](../command-line.md).
"""


def help_of(words: list[str]) -> str:
    """Return what `yusuan WORDS --help` prints."""
    run = subprocess.run(  # noqa: S603  # our own program
        [PROGRAM, *words, "--help"], capture_output=True, encoding="utf-8", check=True
    )
    return run.stdout


def sections(words: list[str]) -> list[str]:
    """Return the section of a command, and those of the commands below it."""
    text = help_of(words)
    heading = " ".join(["yusuan", *words])
    found = [f"## {heading}\n\n```text\n{text.rstrip()}\n```\n"]
    listed = re.search(r"^Commands:\n((?: .*\n|\n(?= ))+)", text, re.MULTILINE)
    for name in re.findall(r"^  ([a-z][\w-]*)", listed[1], re.MULTILINE) if listed else ():
        if name != "help":
            found += sections([*words, name])
    return found


def page() -> str:
    """Return the whole page."""
    return "\n".join([PREFACE, *sections([])])


if __name__ == "__main__":
    sys.stdout.write(page())
