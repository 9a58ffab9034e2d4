"""Every public name of the fleet says what it does, and every example in it runs."""

from __future__ import annotations

import doctest
import inspect
from typing import TYPE_CHECKING

import pytest

import yusuan.fleet
from python.book import make_book
from yusuan.fleet import location, outcome, store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def public() -> Iterator[tuple[str, object]]:
    names = {name: getattr(yusuan.fleet, name) for name in yusuan.fleet.__all__}
    for module in (location, outcome, store):
        names |= {name: getattr(module, name) for name in module.__all__}
    for name, value in names.items():
        if not (inspect.isclass(value) or inspect.isfunction(value)):
            continue
        yield name, value
        if inspect.isclass(value):
            for member, found in vars(value).items():
                if not member.startswith("_") and (callable(found) or isinstance(found, property)):
                    yield f"{name}.{member}", found


NAMES = dict(public())
TEXTS = {name: inspect.getdoc(value) or "" for name, value in NAMES.items()}


# The verbs of a fleet have the examples of its acts.
ACTS = {"Act", "Apply", "Close", "Export", "PlanClose", "Publish", "Tables", "Trace", "Verify"}


@pytest.mark.parametrize("name", [name for name in NAMES if name.split(".")[0] not in ACTS])
def test_a_name_has_an_example_that_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = TEXTS[name]
    assert ">>>" in text, name
    make_book(tmp_path / "county.db")
    monkeypatch.chdir(tmp_path)
    names = {name: getattr(yusuan.fleet, name) for name in yusuan.fleet.__all__}
    names |= {name: getattr(store, name) for name in store.__all__}
    test = doctest.DocTestParser().get_doctest(text, names, name, None, None)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.REPORT_UDIFF)
    runner.run(test, out=report.append)
    assert runner.failures == 0, "".join(report)
