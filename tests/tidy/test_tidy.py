"""The house rules that no linter knows, as tests.

A rule here is about text: how long a file may grow, which words a ledger must not contain. Each
failure names the file and the line, so that it reads like a linter's message.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (
    ".ci",
    "benches",
    "crates",
    "docs",
    "examples",
    "fuzz",
    "python",
    "requirements",
    "scripts",
    "tests",
    "torture",
)
# What fuzzing begins with: bytes, in any encoding.
SEEDS = ROOT / "fuzz" / "seeds"
BUILT = {".so", ".pyd", ".dylib", ".pyc", ".db", ".otf", ".xls", ".xz"}

FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 70

# Statements that skip a trigger or drop a refused row, macros that leave a gap, binary fractions.
BANNED = re.compile(
    r"\bOR\s+(?:REPLACE|IGNORE)\b|\b(?:todo|unimplemented)!\s*\(|\bf(?:32|64)\b", re.IGNORECASE
)
# Spelled in two parts, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile("|".join("/" + top + "/" for top in ("work", "tmp", "home", "root")))

RUST_QUIET = re.compile(
    r"""
      (?P<comment> //[^\n]* | /\*.*?\*/ )
    | \b b?r (?P<hashes>\#*) " .*? " (?P=hashes)    # a raw string
    | \b b? " (?: \\. | [^"\\] )* "  |  " (?: \\. | [^"\\] )* "
    | ' (?: \\ [^']+ | [^'\\\n] ) '                 # a character, not a lifetime
    """,
    re.DOTALL | re.VERBOSE,
)
SQL_QUIET = re.compile(r"(?P<comment> --[^\n]* | /\*.*?\*/ ) | '[^']*'", re.DOTALL | re.VERBOSE)


def files(*suffixes: str) -> list[Path]:
    """Return the project's own files, those in its folders and those beside them."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += (path for path in (ROOT / folder).rglob("*") if path.is_file())
    # In a second worktree `.git` is a file that says where the first one is.
    found = [path for path in found if path.name != ".git" and not path.is_relative_to(SEEDS)]
    chosen = (path for path in found if path.suffix not in BUILT and not path.is_symlink())
    return sorted(path for path in chosen if not suffixes or path.suffix in suffixes)


def blank(source: str, quiet: re.Pattern[str], *, keep_strings: bool = False) -> str:
    """Replace comments, and strings unless kept, by spaces; lines and columns stay."""

    def spaces(match: re.Match[str]) -> str:
        if keep_strings and match["comment"] is None:
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])

    return quiet.sub(spaces, source)


def line_of(source: str, offset: int) -> int:
    return source.count("\n", 0, offset) + 1


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def rust_functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Yield name, first and last line of every function that has a body."""
    code = blank(source, RUST_QUIET)
    for match in re.finditer(r"\bfn\s+(\w+)", code):
        depth = 0
        for offset in range(match.end(), len(code)):
            char = code[offset]
            if char == ";" and depth == 0:
                break  # a signature only
            if char in "([{":
                depth += 1
            elif char in ")]}":
                depth -= 1
                if char == "}" and depth == 0:
                    yield match[1], line_of(code, match.start()), line_of(code, offset)
                    break


def python_functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Yield name, first and last line of every function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, node.end_lineno or node.lineno


def code_blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def test_no_file_grows_beyond_one_sitting() -> None:
    lengths = ((path, path.read_text(encoding="utf-8").count("\n")) for path in files(".rs", ".py"))
    assert [place(path, lines) for path, lines in lengths if lines > FILE_LINES_MAX] == []


def test_no_function_grows_beyond_one_screen() -> None:
    readers = {".rs": rust_functions, ".py": python_functions}
    assert [
        f"{place(path, first)}: {name} has {last - first + 1} lines"
        for path in files(".rs", ".py")
        for name, first, last in readers[path.suffix](path.read_text(encoding="utf-8"))
        if last - first + 1 > FUNCTION_LINES_MAX
    ] == []


def test_no_banned_text_in_the_crates() -> None:
    found = []
    for path in files(".rs", ".sql"):
        if not path.match("crates/*/src/**") and path.suffix == ".rs":
            continue
        quiet = RUST_QUIET if path.suffix == ".rs" else SQL_QUIET
        code = blank(path.read_text(encoding="utf-8"), quiet, keep_strings=path.suffix == ".rs")
        found += [
            f"{place(path, line_of(code, match.start()))}: {match[0]}"
            for match in BANNED.finditer(code)
        ]
    assert found == []


def test_every_python_class_is_frozen() -> None:
    found = []
    for path in files(".rs"):
        code = blank(path.read_text(encoding="utf-8"), RUST_QUIET)
        found += [
            place(path, line_of(code, match.start()))
            for match in re.finditer(r"#\[(?:pyo3::)?pyclass\b([^\]]*)\]", code)
            if not re.search(r"\bfrozen\b", match[1])
        ]
    assert found == []


def test_identifiers_are_ascii() -> None:
    found = []
    for path in files(".rs", ".sql"):
        quiet = RUST_QUIET if path.suffix == ".rs" else SQL_QUIET
        code = blank(path.read_text(encoding="utf-8"), quiet)
        found += [
            f"{place(path, line_of(code, match.start()))}: {match[0]}"
            for match in re.finditer(r"[^\x00-\x7f]+", code)
        ]
    for path in files(".py", ".pyi"):
        source = io.StringIO(path.read_text(encoding="utf-8"))
        found += [
            f"{place(path, token.start[0])}: {token.string}"
            for token in tokenize.generate_tokens(source.readline)
            if token.type == tokenize.NAME and not token.string.isascii()
        ]
    assert found == []


def test_no_path_of_one_machine() -> None:
    found = []
    for path in files():
        text = path.read_text(encoding="utf-8")
        found += [
            f"{place(path, line_of(text, match.start()))}: {match[0]}"
            for match in MACHINE_PATHS.finditer(text)
        ]
    assert found == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme_code_is_code(readme: str) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    shell, python = code_blocks(readme, "sh"), code_blocks(readme, "python")
    assert shell, "the README shows no command"
    assert python, "the README shows no Python"
    assert set(re.findall(r"^make (\w+)", "\n".join(shell), re.MULTILINE)) <= targets
    for block in python:
        compile(block, readme, "exec")


@pytest.mark.parametrize(
    ("source", "functions"),
    [
        ("fn one() {}", [("one", 1, 1)]),
        ("fn two(\n    a: [u8; 2],\n) -> u8 {\n    a[0]\n}", [("two", 1, 5)]),
        ("trait T { fn none(&self); }", []),
        ("fn text() {\n    // }\n    let _ = (\"}\", '}', r#\"}\"#, b'\\'');\n}", [("text", 1, 4)]),
        ("fn life<'a, 'b>(x: &'a str) {\n}", [("life", 1, 2)]),
        ("fn outer() {\n    fn inner() {\n    }\n}", [("outer", 1, 4), ("inner", 2, 3)]),
    ],
)
def test_rust_functions_are_found(source: str, functions: list[tuple[str, int, int]]) -> None:
    assert list(rust_functions(source)) == functions
