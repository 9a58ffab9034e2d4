"""The province of every test: made once, copied for each; and one cluster of processes for all."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from distributed import Client, LocalCluster

from fleet.province import make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = 6


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


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client
