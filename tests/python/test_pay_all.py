"""A list of payments, from tables of other libraries and from Python's own mappings."""

from __future__ import annotations

import itertools
import shutil
import sys
import threading
from collections import UserDict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pytest

import yusuan
from python.book import LINE, PROJECT, TRAINING, TRAVEL, UNIT, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yusuan.errors import Problem

MARCH = date(2025, 3, 1)
LINES = (LINE, TRAVEL, PROJECT)


def frame(count: int = 730) -> pl.DataFrame:
    """Return payments of the first three lines: three full statements, and some more."""
    return pl.DataFrame(
        {
            "line": [number % 3 + 1 for number in range(count)],
            "amount": [Decimal(number + 1) / 100 for number in range(count)],
            "dated": [MARCH + timedelta(days=number % 200) for number in range(count)],
            "key": [f"2025-{number:04}" for number in range(count)],
            "document": [f"报销单{number}" for number in range(count)],
        },
        schema={
            "line": pl.Int64,
            "amount": pl.Decimal(18, 2),
            "dated": pl.Date,
            "key": pl.String,
            "document": pl.String,
        },
    )


def pay_one_by_one(ledger: yusuan.Ledger, frame: pl.DataFrame) -> None:
    for row in frame.iter_rows(named=True):
        line = LINES[row.pop("line") - 1]
        ledger.pay(line, row.pop("amount"), **row)


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Iterator[yusuan.Ledger]:
    """Yield a ledger in which the same is paid in another way."""
    path = tmp_path / "other.db"
    shutil.copy(template, path)
    with yusuan.Ledger.open(path) as ledger:
        yield ledger


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("line", "amount", "dated").cast(pl.String))


def in_fen(frame: pl.DataFrame) -> pl.DataFrame:
    fen = (pl.col("amount") * 100).cast(pl.UInt32).alias("amount_fen")
    return frame.with_columns(fen, pl.col("line").cast(pl.Int8)).drop("amount")


def in_chinese(frame: pl.DataFrame) -> pa.Table:
    names = {"line": "指标", "amount": "金额（元）", "dated": "日期", "key": "单号"}
    return frame.rename({**names, "document": "单据号"}).to_arrow()


def in_batches(frame: pl.DataFrame) -> pa.Table:
    tables = [frame[start : start + 7].to_arrow() for start in range(0, len(frame), 7)]
    return pa.concat_tables([tables[0].slice(0, 0), *tables])


def by_types(frame: pl.DataFrame) -> pa.Table:
    table = frame.to_arrow()
    types = {
        "line": pa.uint64(),
        "amount": pa.decimal128(30, 6),
        "dated": pa.date32(),
        "key": pa.string(),
        "document": pa.large_string(),
    }
    return table.cast(pa.schema(types.items()))


def by_dictionaries(frame: pl.DataFrame) -> pa.Table:
    table = frame.to_arrow().combine_chunks()
    columns = {
        name: table[name].cast(pa.string()).dictionary_encode() for name in table.schema.names
    }
    return pa.table(columns)


def as_stream(frame: pl.DataFrame) -> pa.RecordBatchReader:
    table = frame.to_arrow()
    return pa.RecordBatchReader.from_batches(table.schema, iter(table.to_batches()))


def as_mappings(frame: pl.DataFrame) -> Iterator[dict[str, object]]:
    return ({**row, "line": LINES[row["line"] - 1]} for row in frame.iter_rows(named=True))


WAYS = [
    as_text,
    in_fen,
    in_chinese,
    in_batches,
    by_types,
    by_dictionaries,
    as_stream,
    as_mappings,
    lambda frame: [UserDict(row) for row in frame.iter_rows(named=True)],
    lambda frame: frame,
]


class Held:
    """A table that can hand itself over, and nothing else."""

    def __init__(self, held: pl.DataFrame) -> None:
        self.held = held

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.held.__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize("way", WAYS)
def test_a_table_is_what_its_payments_are_one_by_one(
    way: Any, ledger: yusuan.Ledger, other: yusuan.Ledger
) -> None:
    payments = frame()
    paid = ledger.pay_many(way(payments))
    pay_one_by_one(other, payments)
    assert (paid.voucher_count, paid.repeated_count, len(paid.warnings)) == (730, 0, 0)
    assert paid.head == ledger.head() == other.head()
    assert ledger.verify().is_clean


def test_commitments_unit_funds_people_and_memos_are_those_of_the_verbs(
    ledger: yusuan.Ledger, other: yusuan.Ledger
) -> None:
    more: dict[str, Any] = {"dated": date(2025, 4, 1), "prepared_by": "王", "reviewed_by": "李"}
    payments: list[dict[str, Any]] = [
        {"line": LINE, "amount": "1.00", "key": "1", **more},
        {"commitment": 1, "amount": "2.00", "key": "2", "document": "合同2025-07", **more},
        {"line": TRAINING, "amount_fen": 300, "key": "3", **more},
        {"line": TRAVEL, "amount": Decimal("4.0"), "key": "4", **more},
    ] * 3
    payments = [{**row, "key": str(number)} for number, row in enumerate(payments)]
    for book in (ledger, other):
        book.commit(LINE, "100.00", contract="2025-07", dated=MARCH)
        book.receive(2025, unit=UNIT, fund="unit_other_income", amount="9.00", dated=MARCH)
    # The amounts stand in two columns, and a table has one of them.
    for row in payments:
        row["amount"] = row.get("amount") or Decimal(row.pop("amount_fen")) / 100
    paid = ledger.pay_many(payments)
    for row in payments:
        said = dict(row)
        amount = said.pop("amount")
        if "commitment" in said:
            other.pay_commitment(said.pop("commitment"), amount, **said)
        else:
            other.pay(said.pop("line"), amount, **said)
    assert paid.head == other.head()
    # A name and a memo are salted, so that here the chain differs and what it says does not.
    again = [
        {"line": 1, "amount": "1.00", "payee": "文具店", "memo": "一\n二", "key": "a", **more},
        {"commitment": 1, "amount": "2.00", "payee": "某公司", "key": "b", **more},
    ]
    ledger.pay_many(again)
    other.pay(LINE, "1.00", payee="文具店", memo="一\n二", key="a", **more)
    other.pay_commitment(1, "2.00", payee="某公司", key="b", **more)
    assert ledger.log() == other.log()
    assert ledger.verify().is_clean


def test_what_was_paid_is_not_paid_again(ledger: yusuan.Ledger) -> None:
    payments = frame(410)
    first = ledger.pay_many(payments[:205])
    again = ledger.pay_many(payments)
    assert (first.repeated_count, again.repeated_count) == (0, 205)
    assert ledger.pay_many(payments).head == again.head


def test_it_is_undone_with_its_transaction(ledger: yusuan.Ledger, path: Path) -> None:
    before = rows(path)
    payments = frame()

    def pay_too_much() -> None:
        with ledger.transaction():
            ledger.pay_many(payments)
            ledger.pay(LINE, "1000000.00", dated=MARCH)

    with pytest.raises(yusuan.RuleError):
        pay_too_much()
    assert rows(path) == before


def put(frame: pl.DataFrame, row: int, column: str, value: object) -> pl.DataFrame:
    """Return the frame with another value in a row."""
    new = pl.lit(value, dtype=frame.schema[column])
    is_there = pl.int_range(pl.len()) == row
    return frame.with_columns(pl.when(is_there).then(new).otherwise(column).alias(column))


def refused(ledger: yusuan.Ledger, path: Path, payments: Any) -> list[Problem]:
    """Return the problems of payments of which none is made."""
    before = rows(path)
    with pytest.raises(yusuan.SourceError) as error:
        ledger.pay_many(payments)
    assert rows(path) == before
    return error.value.problems


def test_every_row_that_is_wrong_is_named_and_nothing_is_paid(
    ledger: yusuan.Ledger, path: Path
) -> None:
    payments = frame().with_columns(pl.col("dated").cast(pl.String))
    payments = put(payments, 2, "amount", None)
    payments = put(payments, 200, "dated", "2025-02-30")
    payments = put(payments, 300, "amount", Decimal("1000000.00"))
    payments = put(payments, 729, "line", 99)
    found = refused(ledger, path, payments)
    places = [(it["row"], it["column"], it["value"], it["token"]) for it in found]
    assert places == [
        (3, "amount", None, "amount_invalid"),
        (201, "dated", "2025-02-30", "date_invalid"),
        (301, None, None, "available_exceeded"),
        (730, "line", "99", "line_unknown"),
    ]
    assert all(it["path"] == "payments" and it["message"] and it["hint"] for it in found)


def test_what_the_ledger_refuses_is_named_by_its_row(ledger: yusuan.Ledger, path: Path) -> None:
    payments = frame()
    payments = put(payments, 0, "amount", Decimal("1000000.00"))
    payments = put(payments, 500, "dated", date(2024, 3, 1))
    found = refused(ledger, path, payments)
    assert [(it["row"], it["token"]) for it in found] == [
        (1, "available_exceeded"),
        (501, "date_outside_year"),
    ]
    assert "918120.00" in found[0]["message"]


@pytest.mark.parametrize(
    ("change", "column", "token"),
    [
        ({"amount": pl.lit(0.1)}, "amount", "amount_invalid"),
        ({"amount": pl.lit(1)}, "amount", "amount_invalid"),
        ({"dated": pl.lit(datetime(2025, 3, 1, tzinfo=UTC))}, "dated", "date_invalid"),
        ({"amount": pl.lit(datetime(2025, 3, 1))}, "amount", "amount_invalid"),  # noqa: DTZ001
        ({"line": pl.lit(1.0)}, "line", "row_malformed"),
        ({"key": pl.lit(1)}, "key", "row_malformed"),
        ({"payee": pl.lit(b"")}, "payee", "row_malformed"),
        ({"amuont": pl.lit(1)}, "amuont", "column_unknown"),
        ({"金额": pl.lit(1)}, "金额", "column_unknown"),
        ({"commitment": pl.lit(1)}, "line", "posting_shape"),
        ({"date": pl.lit(MARCH)}, "date", "column_repeated"),
    ],
)
def test_a_column_that_cannot_be_meant_is_refused(
    ledger: yusuan.Ledger, path: Path, change: dict[str, Any], column: str, token: str
) -> None:
    found = refused(ledger, path, frame(1).with_columns(**change))
    assert [(it["column"], it["token"]) for it in found] == [(column, token)]
    assert found[0]["hint"]


def test_a_table_says_what_it_lacks(ledger: yusuan.Ledger, path: Path) -> None:
    found = refused(ledger, path, frame(1).drop("line", "dated"))
    messages = [it["message"] for it in found]
    assert messages == [
        "the table has no column dated",
        "the table has no column line or commitment",
    ]


def test_the_advice_about_floats_works(ledger: yusuan.Ledger, path: Path) -> None:
    floats = frame(3).with_columns(pl.col("amount").cast(pl.Float64))
    (problem,) = refused(ledger, path, floats)
    assert problem["message"] == "a column of Float64 is no exact amount"
    assert ".round(2).cast(pl.Decimal(18, 2))" in problem["hint"]
    amount = pl.col("amount").round(2).cast(pl.Decimal(18, 2))
    ledger.pay_many(floats.with_columns(amount))
    assert ".cast(pa.decimal128(18, 2))" in problem["hint"]
    table = floats.to_arrow()
    exact = table["amount"].cast(pa.decimal128(18, 2))
    place = table.schema.get_field_index("amount")
    assert ledger.pay_many(table.set_column(place, "amount", exact)).repeated_count == 3


@pytest.mark.parametrize(
    ("change", "column", "token"),
    [
        ({"amount": 0.1}, "amount", "amount_invalid"),
        ({"amount": 1}, "amount", "amount_invalid"),
        ({"amount": "1e5"}, "amount", "amount_invalid"),
        ({"amount": Decimal("0.001")}, "amount", "amount_subfen"),
        ({"amount": Decimal("1E+30")}, "amount", "amount_invalid"),
        ({"amount": Decimal("NaN")}, "amount", "amount_invalid"),
        ({"amount": Decimal(0)}, "amount", "amount_not_positive"),
        ({"amount": True}, "amount", "amount_invalid"),
        ({"amount": MARCH}, "amount", "amount_invalid"),
        ({"dated": datetime(2025, 3, 1, 8)}, "dated", "date_invalid"),  # noqa: DTZ001
        ({"dated": datetime(2025, 3, 1, tzinfo=UTC)}, "dated", "date_invalid"),
        ({"dated": 20250301}, "dated", "date_invalid"),
        ({"line": UNIT}, "line", "row_malformed"),
        ({"line": 2**70}, "line", "row_malformed"),
        ({"line": None}, "line", "posting_shape"),
        ({"key": 7}, "key", "row_malformed"),
        ({"payee": "a\u200bb"}, "payee", "row_malformed"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(
    ledger: yusuan.Ledger, path: Path, change: dict[str, object], column: str, token: str
) -> None:
    payment = {"line": LINE, "amount": "1.00", "dated": MARCH}
    found = refused(ledger, path, [payment, {**payment, **change}])
    assert [(it["row"], it["column"], it["token"]) for it in found] == [(2, column, token)]


@pytest.mark.parametrize("payments", [b"line", {"line": 1}, 5, None, [1], [{1: 2}]])
def test_what_is_no_list_of_payments_is_a_type_error(ledger: yusuan.Ledger, payments: Any) -> None:
    with pytest.raises(TypeError):
        ledger.pay_many(payments)


def test_nothing_is_paid_by_an_empty_table(ledger: yusuan.Ledger) -> None:
    assert ledger.pay_many(frame(0)).voucher_count == 0
    assert ledger.pay_many([]).voucher_count == 0
    assert ledger.pay_many(iter(())).voucher_count == 0


def test_a_row_of_nothing_is_no_payment(ledger: yusuan.Ledger, path: Path) -> None:
    columns = [column.combine_chunks() for column in frame(2).to_arrow().columns]
    names = frame(2).columns
    batch = pa.StructArray.from_arrays(columns, names=names, mask=pa.array([False, True]))
    found = refused(ledger, path, pa.chunked_array([batch]))
    assert [(it["row"], it["column"]) for it in found] == [(2, "line"), (2, "amount"), (2, "dated")]


def test_a_part_of_a_table_is_that_part(ledger: yusuan.Ledger) -> None:
    rows = pa.chunked_array([pa.array(as_text(frame(5)).to_dicts())])
    for part in (rows.slice(3, 1), frame(5).to_arrow().slice(1, 1), frame(5)[2:3]):
        assert ledger.pay_many(part).voucher_count == 1
    assert [entry.key for entry in ledger.log(event="pay")] == [
        "2025-0003",
        "2025-0001",
        "2025-0002",
    ]


def test_a_column_is_no_table(ledger: yusuan.Ledger) -> None:
    with pytest.raises(yusuan.ArgumentError, match="one column of Int64"):
        ledger.pay_many(pl.Series([1, 2]))


def test_a_column_of_nothing_is_empty_or_named(ledger: yusuan.Ledger) -> None:
    table = frame(3).to_arrow()
    assert ledger.pay_many(table.append_column("payee", pa.nulls(3))).voucher_count == 3
    # As polars hands it over it is no column of the interface, and is cast by polars itself.
    untyped = frame(3).with_columns(payee=None)
    assert ledger.pay_many(untyped).repeated_count == 3
    with pytest.raises(yusuan.ArgumentError, match=r"cast or leave out .*: payee\n"):
        ledger.pay_many(Held(untyped))


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_midnight_is_the_day_that_it_begins(ledger: yusuan.Ledger, unit: str) -> None:
    table = frame(2).to_arrow()
    place = table.schema.get_field_index("dated")
    days = table["dated"].cast(pa.timestamp(unit))
    moments = table.set_column(place, "dated", days).to_pandas()
    assert str(moments["dated"].dtype) == f"datetime64[{unit}]"
    ledger.pay_many(moments)
    assert ledger.pay_many(frame(2)).repeated_count == 2
    assert ledger.pay_many(moments.to_dict("records")).repeated_count == 2


def test_a_time_of_day_is_no_day(ledger: yusuan.Ledger, path: Path) -> None:
    moments = frame(3).with_columns(dated=pl.col("dated").cast(pl.Datetime("us")))
    moments = put(moments, 1, "dated", datetime(2025, 3, 1, 8, 30))  # noqa: DTZ001
    moments = put(moments, 2, "dated", None)
    found = refused(ledger, path, moments)
    assert [(it["row"], it["value"], it["token"]) for it in found] == [
        (2, "2025-03-01 08:30:00", "date_invalid"),
        (3, None, "date_invalid"),
    ]
    assert "give a day without a time" in found[0]["hint"]
    given = moments.drop("amount").with_columns(amount=pl.lit("1.00")).to_pandas()
    found = refused(ledger, path, given.to_dict("records"))
    assert [(it["row"], it["column"]) for it in found if it["column"] == "dated"] == [
        (2, "dated"),
        (3, "dated"),
    ]


def test_a_query_is_to_be_collected(ledger: yusuan.Ledger) -> None:
    with pytest.raises(TypeError, match=r"not LazyFrame: \.collect\(\) it first"):
        ledger.pay_many(frame(1).lazy())  # type: ignore[arg-type]  # that is the point


def test_a_table_that_fails_on_its_way_says_why(ledger: yusuan.Ledger, path: Path) -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield from frame(3).to_arrow().to_batches()
        raise RuntimeError("the query was cancelled")

    before = rows(path)
    schema = frame(3).to_arrow().schema
    with pytest.raises(yusuan.ArgumentError, match="the query was cancelled") as error:
        ledger.pay_many(pa.RecordBatchReader.from_batches(schema, batches()))
    assert error.value.code == "table_unreadable"
    assert rows(path) == before


def test_text_that_is_none_is_not_read(ledger: yusuan.Ledger) -> None:
    offsets = pa.py_buffer(b"\0\0\0\0\1\0\0\0")
    key = pa.StringArray.from_buffers(1, offsets, pa.py_buffer(b"\xff"))
    table = frame(1).to_arrow()
    place = table.schema.get_field_index("key")
    with pytest.raises(yusuan.ArgumentError, match="table_unreadable"):
        ledger.pay_many(table.set_column(place, "key", key))


def test_no_library_is_needed_to_read_a_table(
    ledger: yusuan.Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert ledger.pay_many(Held(frame(3))).voucher_count == 3


@pytest.mark.usefixtures("_stubborn_threads")
def test_other_threads_go_on_meanwhile(ledger: yusuan.Ledger) -> None:
    payments = frame(400)
    steps = []

    def pay() -> None:
        for number in range(20):
            keyed = payments.with_columns(pl.col("key") + f" {number}", amount=Decimal("0.01"))
            steps.append("begin")
            ledger.pay_many(keyed)
            steps.append("end")

    worker = threading.Thread(target=pay)
    worker.start()
    while worker.is_alive():
        steps.append("on")
        worker.join(0.001)
    assert ("begin", "on") in itertools.pairwise(steps)
    assert steps.count("end") == 20
