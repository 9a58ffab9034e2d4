"""Every public name says what it does, and every example in it runs."""

from __future__ import annotations

import doctest
import inspect
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import yusuan
import yusuan.errors
import yusuan.words
from python.book import LINE, PROJECT, TRAVEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What an example may raise is compared with its message, and its hint where the example shows one.
FLAGS = doctest.REPORT_UDIFF


def public() -> Iterator[tuple[str, object]]:
    """Yield every public name of the package and of its classes."""
    names = {name: getattr(yusuan, name) for name in yusuan.__all__}
    for module in (yusuan.errors, yusuan.words):
        classes = {name: getattr(module, name) for name in module.__all__}
        names |= {name: value for name, value in classes.items() if inspect.isclass(value)}
    for name, value in names.items():
        yield name, value
        if not inspect.isclass(value):
            continue
        for member in vars(value):
            if not member.startswith("_"):
                yield f"{name}.{member}", getattr(value, member)


NAMES = dict(public())
EXAMPLES = {
    name: text for name, value in NAMES.items() if ">>>" in (text := inspect.getdoc(value) or "")
}
# What all values have alike is tried once.
TRIED = list({text: name for name, text in EXAMPLES.items()}.values())


@pytest.mark.parametrize("name", [name for name, value in NAMES.items() if callable(value)])
def test_a_name_says_what_it_does(name: str) -> None:
    text = inspect.getdoc(NAMES[name]) or ""
    first = text.split("\n", maxsplit=1)[0]
    assert re.fullmatch(r"[A-Z].*[.:].*", first), f"{name}: {first!r}"


@pytest.mark.parametrize("name", [name for name, value in NAMES.items() if not callable(value)])
def test_an_attribute_says_what_it_holds(name: str) -> None:
    if not isinstance(NAMES[name], bool | str):
        assert inspect.getdoc(NAMES[name]), name


def test_every_class_and_function_has_an_example() -> None:
    called = [name for name, value in NAMES.items() if callable(value)]
    assert len(called) > 300
    assert [name for name in called if name not in EXAMPLES] == []


@pytest.mark.parametrize("name", TRIED)
def test_examples_run(
    name: str, ledger: yusuan.Ledger, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    names = {
        "Decimal": Decimal,
        "date": date,
        "ledger": ledger,
        "line": LINE,
        "project": PROJECT,
        "travel": TRAVEL,
        "yusuan": yusuan,
    }
    test = doctest.DocTestParser().get_doctest(EXAMPLES[name], names, name, None, None)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    runner.run(test, out=report.append)
    assert runner.failures == 0, "".join(report)
