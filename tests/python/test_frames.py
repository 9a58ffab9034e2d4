"""What verbs return is a table for polars, pandas, duckdb and pyarrow: figures, types and names."""

from __future__ import annotations

import builtins
import random
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import yusuan
from python.book import LINE, PROJECT, TRAINING, TRAVEL, UNIT
from yusuan._core import row_shapes

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SHAPES = {kind.__name__: shape for kind, shape in row_shapes()}

READERS: dict[str, Callable[[Any], pa.Table]] = {
    "pyarrow": pa.table,
    "polars": lambda rows: pl.DataFrame(rows).to_arrow(),
    "pandas": lambda rows: pa.Table.from_pandas(rows.to_pandas(), preserve_index=False),
    "duckdb": lambda rows: duckdb.from_arrow(rows).to_arrow_table(),
}


@pytest.fixture
def lived(ledger: yusuan.Ledger) -> yusuan.Ledger:
    """A ledger in which things happened: a payment with a name, a commitment, one undone."""
    ledger.pay(LINE, "1234.56", dated=date(2025, 3, 1), payee="某公司", key="2025-0001")
    ledger.commit(PROJECT, "30000.00", contract="HT-1", dated=date(2025, 3, 2))
    wrong = ledger.pay(TRAVEL, "99.99", dated=date(2025, 3, 3))
    ledger.reverse(wrong.voucher_id, dated=date(2025, 3, 4))
    ledger.receive(
        2025, unit=UNIT, fund="unit_other_income", amount="20000.00", dated=date(2025, 4, 1)
    )
    ledger.pay(TRAINING, "0.01", dated=date(2025, 4, 2))
    return ledger


def expected(rows: yusuan.Rows[yusuan.LineReport]) -> list[dict[str, Any]]:
    """Return the rows of a table of lines by the values themselves."""
    key = ["year", "unit", "fund", "level", "origin_year"]
    key += ["functional_code", "economic_code", "kind", "project"]
    totals = [name for name in dir(yusuan.Balance) if name.endswith("_fen")]
    return [
        {"line_id": row.line.id}
        | {name: getattr(row.line.key, name) for name in key}
        | {name: getattr(row.balance, name) for name in totals}
        | {"adjusted_fen": row.adjusted_fen}
        for row in rows
    ]


@pytest.mark.parametrize("reader", READERS)
def test_each_library_reads_the_figures_of_lines(lived: yusuan.Ledger, reader: str) -> None:
    lines = lived.lines(2025)
    table = READERS[reader](lines)
    assert table.select(sorted(table.column_names)).to_pylist() == [
        dict(sorted(row.items())) for row in expected(lines)
    ]
    types = {field.name: field.type for field in table.schema}
    assert types["year"] == types["origin_year"] == pa.int16()
    assert {kind for name, kind in types.items() if name.endswith(("_fen", "_id"))} == {pa.int64()}
    assert not any(pa.types.is_floating(kind) for kind in types.values())


@pytest.mark.parametrize("reader", READERS)
def test_each_library_reads_days_and_what_is_missing(lived: yusuan.Ledger, reader: str) -> None:
    log = lived.log()
    table = READERS[reader](log)
    assert {field.name: field.type for field in table.schema}["dated"] == pa.date32()
    rows = table.select(["voucher_id", "dated", "event", "amount_fen", "payee"]).to_pylist()
    wanted: list[dict[str, object]] = []
    for entry in log:
        head: dict[str, object] = {"voucher_id": entry.voucher_id, "dated": entry.dated}
        nothing = {"event": None, "amount_fen": None, "payee": None}
        wanted += [
            head | {"event": it.event, "amount_fen": it.amount_fen, "payee": it.payee}
            for it in entry.postings
        ] or [head | nothing]
    assert rows == wanted
    assert sum(row["amount_fen"] is None for row in rows) > 0


@pytest.mark.parametrize("reader", READERS)
def test_yuan_are_exact_decimals(lived: yusuan.Ledger, reader: str) -> None:
    frame = lived.lines(2025).frame(names="zh", money="yuan")
    table = READERS[reader](frame)
    kind = table.schema.field("支付（元）").type
    assert pa.types.is_decimal(kind)
    assert (kind.precision, kind.scale) == (19, 2)
    paid = [Decimal("1234.56"), Decimal("0.00"), Decimal("0.00"), Decimal("0.01")]
    assert table["支付（元）"].to_pylist() == paid
    assert not [name for name in table.column_names if name.isascii() or "（分）" in name]


def test_sql_reads_rows_by_the_name_of_their_variable(lived: yusuan.Ledger) -> None:
    lines = lived.lines(2025)
    assert len(lines) == 4
    by_kind = "SELECT kind, sum(available_fen)::BIGINT FROM lines GROUP BY kind ORDER BY kind"
    left = dict.fromkeys(("basic_public", "project"), 0)
    for row in lines:
        left[row.line.key.kind] += row.available_fen
    found = duckdb.sql(by_kind)
    assert found is not None
    assert found.fetchall() == list(left.items())


@pytest.mark.parametrize("reader", READERS)
def test_published_tables_hold_exact_amounts(lived: yusuan.Ledger, reader: str) -> None:
    for table in [*lived.tables(2025), lived.execution(2025, by=["unit", "month"])]:
        read = READERS[reader](table)
        assert read["row_id"].to_pylist() == table.row_ids
        for name in read.column_names:
            if name.endswith("_fen"):
                plain = name.removesuffix("_fen")
                cells = [table.fen(place, plain) for place in range(len(table))]
                assert read[name].to_pylist() == cells, name
        yuan = pa.table(table.frame(money="yuan"))
        assert [name.removesuffix("_fen") for name in read.column_names] == yuan.column_names
        for name in ("rate", "name"):
            if name in yuan.column_names:
                assert yuan[name].to_pylist() == [row[name] for row in table.rows]


def test_tables_are_headed_as_they_are_printed(lived: yusuan.Ledger) -> None:
    table = lived.table("budget-06", year=2025)
    headings = table.to_csv().split("\n", maxsplit=1)[0].split(",")
    columns = table.frame(names="zh", money="yuan").columns
    assert [name.removesuffix("（元）") for name in columns] == ["行标识", "行级次", *headings]
    assert pa.table(table)["row_level"].to_pylist()[0] == "total"


@pytest.mark.parametrize("by", [None, ["functional_item", "economic_group", "month"]])
def test_the_names_of_two_codes_are_told_apart(lived: yusuan.Ledger, by: Any) -> None:
    table = lived.execution(2025, by=by)
    columns = table.to_polars(names="zh").columns
    assert len(columns) == len(table.to_polars().columns)
    assert {"功能分类（项）/科目名称", "经济分类（款）/科目名称"} < set(columns)


@pytest.mark.parametrize("reader", READERS)
def test_plans_are_the_rows_that_they_export(lived: yusuan.Ledger, reader: str) -> None:
    plan = lived.plan_close(2025)
    assert READERS[reader](plan).to_pylist() == plan.rows()
    assert pa.table(plan.frame(money="yuan"))["amount"].to_pylist() == [
        Decimal(row["amount_fen"]) / 100 for row in plan.rows()
    ]
    headings = plan.to_csv().lstrip("\ufeff").split("\n", maxsplit=1)[0].split(",")
    plain = [re.sub("（.*）", "", heading) for heading in headings]
    names = [re.sub("（.*）", "", name) for name in plan.frame(names="zh").columns]
    assert set(names) <= set(plain)


def test_an_explanation_has_a_row_for_each_posting(lived: yusuan.Ledger) -> None:
    explanation = lived.explain(TRAVEL)
    frame = explanation.terms.to_polars()
    paid = frame.filter(pl.col("total") == "paid")
    assert paid["posting_amount_fen"].to_list() == [9999, -9999]
    assert frame["posting_amount_fen"].sum() == 10_000_00
    assert set(frame["total"]) == {term.total for term in explanation.terms}


@pytest.mark.parametrize("reader", READERS)
def test_an_empty_result_has_its_columns(ledger: yusuan.Ledger, reader: str) -> None:
    for rows in (ledger.commitments(2025), ledger.contracts(), ledger.verify().findings):
        assert len(rows) == 0
        table = READERS[reader](rows)
        assert (table.num_rows, table.column_names) == (0, rows.frame().columns)


@pytest.mark.parametrize("name", SHAPES)
def test_every_column_has_one_name_in_each_language(name: str) -> None:
    for money in ("fen", "yuan"):
        english = SHAPES[name].frame([], "en", money).columns
        chinese = SHAPES[name].frame([], "zh", money).columns
        assert len(english) == len(set(english)) == len(set(chinese)) > 0
        assert [name for name in chinese if re.search("[a-z]", name)] == []
        assert [name for name in english if not re.fullmatch(r"[a-z_]+", name)] == []


def test_every_class_that_verbs_return_is_named() -> None:
    signatures = (ROOT / "python/yusuan/_core.pyi").read_text("utf-8")
    assert set(re.findall(r"Rows\[(\w+)\]", signatures)) == set(SHAPES)


def test_rows_come_in_batches_and_can_be_read_again(ledger: yusuan.Ledger) -> None:
    payments = [{"line": LINE, "amount_fen": 1, "dated": date(2025, 3, 1)}] * 9_000
    ledger.pay_many(payments)
    log = ledger.log()
    batches = [batch.num_rows for batch in pa.RecordBatchReader.from_stream(log)]
    assert (batches[0], sum(batches)) == (8_192, len(pa.table(log)))
    assert len(batches) == 2
    assert log.to_polars().equals(pl.DataFrame(log))


def test_rows_are_used_as_a_list(lived: yusuan.Ledger) -> None:
    lines = lived.lines(2025)
    values = list(lines)
    assert lines == values
    assert values == lines
    assert lines[1:] == values[1:]
    assert lines[-1] == values[-1]
    assert list(reversed(lines)) == values[::-1]
    assert lines + lines[:1] == [*values, values[0]] == lines + values[:1]
    assert values[:1] + lines == [values[0], *values]
    assert lines * 2 == values * 2
    assert values[2] in lines
    assert lines.index(values[2]) == 2
    assert repr(lines) == repr(values)
    assert random.Random(1).choice(lines) in values
    assert lines != tuple(values)
    with pytest.raises(TypeError, match="unhashable"):
        hash(lines)
    with pytest.raises(IndexError):
        lines[4]
    assert isinstance(lines[:2], yusuan.Rows)
    assert len(pa.table(lines[:2])) == 2


def test_names_and_units_are_closed_lists(ledger: yusuan.Ledger) -> None:
    wrong: Any = "de"
    with pytest.raises(yusuan.ArgumentError, match="give one of: en, zh"):
        ledger.units().frame(names=wrong)
    with pytest.raises(yusuan.ArgumentError, match="give one of: fen, yuan"):
        ledger.units().to_polars(money=wrong)


@pytest.mark.parametrize("library", ["polars", "pandas", "pyarrow"])
def test_a_missing_library_is_named_with_its_remedy(
    ledger: yusuan.Ledger, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == library:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    units = ledger.units()
    with pytest.raises(ImportError, match=f"{library} is not installed; install it with: pip"):
        units.to_polars() if library == "polars" else units.to_pandas()


def test_pandas_keeps_exact_types_beside_missing_values(lived: yusuan.Ledger) -> None:
    frame = lived.log().to_pandas()
    assert frame["amount_fen"].dtype == pd.ArrowDtype(pa.int64())
    assert frame["amount_fen"].isna().any()
