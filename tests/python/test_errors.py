"""Every exception is a LedgerError with a token, and the class that Python programs expect."""

from __future__ import annotations

import errno
import inspect
import pickle
from typing import TYPE_CHECKING

import pytest

import yusuan
from yusuan import errors

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = {
    name: value
    for name in errors.__all__
    if inspect.isclass(value := getattr(errors, name)) and issubclass(value, Exception)
}

ALSO = {
    "AmountError": ValueError,
    "AmountTypeError": TypeError,
    "ArgumentError": ValueError,
    "ExistingFileError": FileExistsError,
    "MissingFileError": FileNotFoundError,
    "NotFoundError": LookupError,
    "SourceError": ValueError,
    "UnwrittenFileError": OSError,
    "UsageError": RuntimeError,
}


@pytest.mark.parametrize("name", CLASSES)
def test_an_exception_says_what_and_what_to_do(name: str) -> None:
    problems: tuple[object, ...] = ([],) if name == "SourceError" else ()
    error = CLASSES[name]("token", "what was wrong", "what to do", *problems)
    assert isinstance(error, yusuan.LedgerError)
    assert (error.code, error.message, error.hint) == ("token", "what was wrong", "what to do")
    assert str(error) == "token: what was wrong\nhint: what to do"
    assert error.retryable == (name == "BusyError")
    assert isinstance(error, ALSO.get(name, Exception))
    assert getattr(yusuan, name) is CLASSES[name]


def test_an_exception_travels_between_processes() -> None:
    error = yusuan.RuleError("key_used", "used", "give another", None, "amount")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert str(again) == str(error)
    assert (again.rule, again.message) == ("key_used", "used")


def test_a_missing_file_is_pythons_own(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.db", tmp_path / "no folder" / "county.db"):
        with pytest.raises(FileNotFoundError) as missing:
            yusuan.Ledger.open(path)
        assert isinstance(missing.value, yusuan.MissingFileError)
        assert (missing.value.code, missing.value.errno) == ("file_missing", errno.ENOENT)
    with pytest.raises(FileNotFoundError):
        yusuan.Ledger.create(tmp_path / "no folder" / "county.db")


def test_nothing_is_made_over_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileExistsError) as refused:
        yusuan.Ledger.create(path)
    assert isinstance(refused.value, yusuan.ExistingFileError)
    assert (refused.value.code, refused.value.errno) == ("file_exists", errno.EEXIST)
    assert path.read_bytes() == before
