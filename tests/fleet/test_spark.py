"""Spark reads the dataset as DuckDB does. It is large, as is its Java: tested where they are."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
from yusuan.fleet import Fleet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

sql: Any = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java"),
    # Of Spark's own code, and of sockets that it leaves to the end of the process.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    local = sql.SparkSession.builder.master("local[1]")
    for name, value in {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
    }.items():
        local = local.config(name, value)
    session = local.getOrCreate()
    yield session
    session.stop()


def said(folder: Path, years: tuple[int, ...]) -> list[tuple[object, ...]]:
    """Return what each ledger says of its years: unit, paid, carried in, carried out."""
    rows: list[tuple[object, ...]] = []
    for path in sorted(folder.rglob("*.db")):
        with yusuan.Ledger.open(path, read_only=True) as ledger:
            for year in years:
                lines = ledger.lines(year)
                balances = [report.balance for report in lines]
                rows.append(
                    (
                        lines[0].line.key.unit,
                        year,
                        sum(balance.paid_fen for balance in balances),
                        sum(balance.carried_in_fen for balance in balances),
                        sum(balance.carried_out_fen for balance in balances),
                    )
                )
    return sorted(rows, key=str)


def test_spark_says_what_the_ledgers_say(province: Path, tmp_path: Path, spark: Any) -> None:
    fleet = Fleet(province / "**" / "*.db", workers=0)
    assert fleet.close(2025).counts == {"done": 6}
    fleet.export(tmp_path / "lake")
    lines = spark.read.parquet(str(tmp_path / "lake" / "line_report"))
    sums = lines.groupBy("unit", "year").sum("paid_fen", "carried_in_fen", "carried_out_fen")
    assert sorted((tuple(row) for row in sums.collect()), key=str) == said(province, (2025, 2026))
    # The names of the ledgers are read back out of the folders.
    names = {row.ledger for row in lines.select("ledger").distinct().collect()}
    assert names == {location.name for location in fleet.locations}
    # Posting by posting it is the same, also of a year that Spark finds in the name of a folder.
    journal = spark.read.parquet(str(tmp_path / "lake" / "journal"))
    paid = journal.where("event = 'pay' AND year = 2025").agg({"amount_fen": "sum"}).collect()
    assert paid[0][0] == sum(row[2] for row in said(province, (2025,)))  # type: ignore[misc]
