"""The ledger that most tests of the model start from, and its model, in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.driver import Pair
from model.example import opening
from model.sql_driver import SqlDriver, template

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def image() -> bytes:
    return template()


@pytest.fixture
def pair(image: bytes) -> Iterator[Pair]:
    driver = SqlDriver(image)
    pair = Pair(driver)
    pair.do_all(opening())
    yield pair
    driver.close()
