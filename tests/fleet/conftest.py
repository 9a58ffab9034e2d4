"""The province of every test: made once, copied for each; and clusters of processes."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from fleet.province import make
from yusuan.fleet.engine import DaskEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from distributed import Client

COUNT = 6
WORKERS = 2


@pytest.fixture(scope="session")
def province_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    for number in range(1, COUNT + 1):
        make(folder, number)
    return folder


@pytest.fixture
def province(province_template: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "province"
    shutil.copytree(province_template, folder)
    return folder


@contextmanager
def cluster() -> Iterator[Client]:
    """Workers as a fleet starts them."""
    engine = DaskEngine(workers=WORKERS)
    try:
        yield engine.client
    finally:
        engine.close()


@pytest.fixture(scope="session")
def shared_client() -> Iterator[Client]:
    with cluster() as client:
        yield client


@pytest.fixture
def client(shared_client: Client) -> Client:
    """A cluster that all tests use: each begins once workers that were killed before are back."""
    shared_client.wait_for_workers(WORKERS, timeout=60)
    return shared_client


@pytest.fixture
def own_client() -> Iterator[Client]:
    """A cluster for one test, of which nothing is left to others."""
    with cluster() as client:
        yield client
