"""Lines and lists of vouchers come from files, from other libraries, from anybody's own sheet."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import polars as pl
import pyarrow as pa
import pytest

import yusuan
from python.book import LINE, NEXT, TRAVEL, UNIT, make_book, rows
from python.test_disclosure import open_document
from python.workbooks import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from python.workbooks import Cell
    from yusuan.errors import Problem

MARCH = date(2025, 3, 1)
PAPERS: dict[str, Any] = {"dated": MARCH, "document": "财预〔2025〕8号"}


def problems(call: Any, path: Path) -> list[Problem]:
    """Return the problems of a list of which nothing is written."""
    before = rows(path)
    with pytest.raises(yusuan.SourceError) as error:
        call()
    assert rows(path) == before
    return error.value.problems


def places(found: list[Problem]) -> list[tuple[Any, ...]]:
    return [(it["sheet"], it["cell"], it["row"], it["column"], it["token"]) for it in found]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[yusuan.Ledger]:
    """Give another ledger that begins like the first."""
    make_book(tmp_path / "other.db")
    with yusuan.Ledger.open(tmp_path / "other.db") as book:
        yield book


def other_book(ledger: yusuan.Ledger) -> None:
    """Write by the verbs what the lists of the next test write."""
    ledger.supplement(LINE, "100.00", key="1", **PAPERS)
    ledger.supplement(TRAVEL, "50.00", key="2", reason="增人", **PAPERS)
    ledger.reduce(TRAVEL, "20.00", **PAPERS)
    ledger.recall(LINE, "10.00", **PAPERS)
    ledger.transfer(LINE, TRAVEL, "5.00", **PAPERS)
    commitment = ledger.commit(LINE, "30.00", contract="HT-1", **PAPERS).commitment_ids[0]
    ledger.release(commitment, "3.00", **PAPERS)
    payment = ledger.pay(LINE, "7.00", **PAPERS).first_posting_id
    ledger.refund(payment, "2.00", **PAPERS)
    ledger.receive(2025, unit=UNIT, fund="unit_other_income", amount="9.00", **PAPERS)


def test_a_list_writes_what_the_verbs_write(ledger: yusuan.Ledger, other: yusuan.Ledger) -> None:
    more = pl.DataFrame(
        {"line": [1, 2], "amount": ["100.00", "50.00"], "key": ["1", "2"], "reason": [None, "增人"]}
    )
    ledger.supplement_many(more, **PAPERS)
    ledger.reduce_many([{"line": TRAVEL, "amount": "20.00"}], **PAPERS)
    ledger.recall_many(pa.table({"指标": [1], "金额（分）": [1000]}), **PAPERS)
    ledger.transfer_many([{"line": LINE, "to_line": TRAVEL, "amount": "5.00"}], **PAPERS)
    ledger.commit_many([{"line": 1, "amount": "30.00", "合同编号": "HT-1"}], **PAPERS)
    ledger.release_many([{"commitment": 1, "amount_fen": 300}], **PAPERS)
    ledger.pay_many([{"line": 1, "amount": Decimal(7)}], **PAPERS)
    payment = ledger.log(event="pay")[0].postings[0].posting_id
    ledger.refund_many([{"payment": payment, "amount": "2.00"}], **PAPERS)
    income = {"year": 2025, "unit": UNIT, "fund": "unit_other_income", "amount": "9.00"}
    posted = ledger.receive_many([income], **PAPERS)
    other_book(other)
    assert posted.voucher_count == 1
    # A reason is salted, so the chains differ where it stands, and what they say does not.
    assert [entry.postings for entry in ledger.log()] == [entry.postings for entry in other.log()]
    assert ledger.supplement_many(more, **PAPERS).repeated_count == 2
    assert ledger.verify().is_clean


def test_each_row_says_its_event(ledger: yusuan.Ledger) -> None:
    posted = ledger.post_many(
        [
            {"event": "supplement", "line": LINE, "amount": "1.00", "document": "a"},
            {"event": "追减", "line": LINE, "amount": "2.00", "dated": date(2025, 4, 1)},
        ],
        **PAPERS,
    )
    assert posted.voucher_count == 2
    said = [(it.document, it.dated) for it in ledger.log()[-2:]]
    assert said == [("a", MARCH), (PAPERS["document"], date(2025, 4, 1))]


@pytest.mark.parametrize("kind", ["csv", "gbk.csv", "xlsx", "ods"])
def test_a_file_of_any_kind_is_a_list(ledger: yusuan.Ledger, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"list.{kind}"
    table = [["指标编号", "金额（元）", "日期"], ["1", "1234.50", "2025-03-01"]]
    text = "\n".join(",".join(row) for row in table)
    if kind == "xlsx":
        write_xlsx(path, {"支付": [[*table[0]], [1, 1234.5, "2025-03-01"]]})
    elif kind == "ods":
        open_document(path, table)
    else:
        path.write_bytes(text.encode("gbk" if kind == "gbk.csv" else "utf-8"))
    assert ledger.pay_many(path).voucher_count == 1
    assert ledger.balance(LINE).paid == Decimal("1234.50")


def test_all_that_is_wrong_is_named_with_its_cell(
    ledger: yusuan.Ledger, path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.xlsx"
    table: list[list[Cell]] = [
        ["指标编号", "金额（元）", "日期", "收款人"],
        [1, 0.1 + 0.2, "2025-03-01", None],
        [1, 1, "2025-02-30", None],
        [99, 1, "2025-03-01", None],
        [1, 1_000_000, "2025-03-01", None],
        [1, 1, "2025-03-01", "某公司"],
    ]
    write_xlsx(file, {"支付": table})
    found = problems(lambda: ledger.pay_many(file), path)
    assert places(found) == [
        ("支付", "B2", 2, "金额（元）", "amount_subfen"),
        ("支付", "C3", 3, "日期", "date_invalid"),
        ("支付", "A4", 4, "指标编号", "line_unknown"),
        ("支付", None, 5, None, "available_exceeded"),
    ]
    assert found[0]["value"] == "0.30000000000000004"
    assert all(it["path"] == str(file) and it["message"] and it["hint"] for it in found)


@pytest.mark.parametrize(
    ("verb", "row", "wrong"),
    [
        ("supplement_many", {"line": 1, "amount": 1.5}, ("amount", "amount_invalid")),
        (
            "supplement_many",
            {"line": 1, "amount": "1", "event": "pay"},
            ("event", "column_unknown"),
        ),
        ("supplement_many", {"line": 1, "amount": "1", "payee": "某"}, ("payee", "posting_shape")),
        (
            "supplement_many",
            {"line": 1, "amount": "1", "legal_kind": "x"},
            ("legal_kind", "adjustment_invalid"),
        ),
        ("commit_many", {"line": 1, "amount": "1"}, ("contract", "posting_shape")),
        ("transfer_many", {"line": 1, "amount": "1"}, ("to_line", "posting_shape")),
        (
            "receive_many",
            {"unit": UNIT, "fund": "x", "year": 25, "amount": "1"},
            ("year", "year_malformed"),
        ),
        # Half a letter, as Python has in names of files that are no UTF-8.
        (
            "commit_many",
            {"line": 1, "amount": "1", "contract": "合同\ud800"},
            ("contract", "row_malformed"),
        ),
        (
            "supplement_many",
            {"line": 1, "amount": "1", "\ud800": "1"},
            ("\ufffd" * 3, "column_unknown"),
        ),
        ("release_many", {"line": 1, "amount": "1"}, (None, "column_missing")),
        ("post_many", {"line": 1, "amount": "1"}, ("event", "column_missing")),
        ("post_many", {"line": 1, "amount": "1", "event": "spend"}, ("event", "event_unknown")),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused(
    ledger: yusuan.Ledger, path: Path, verb: str, row: dict[str, Any], wrong: tuple[str, str]
) -> None:
    found = problems(lambda: getattr(ledger, verb)([row], **PAPERS), path)
    assert (found[0]["column"], found[0]["token"]) == wrong
    assert found[0]["hint"]


def test_a_list_without_a_day_is_refused(ledger: yusuan.Ledger, path: Path) -> None:
    found = problems(lambda: ledger.supplement_many([{"line": 1, "amount": "1"}]), path)
    assert [(it["column"], it["token"]) for it in found] == [("dated", "column_missing")]


def frame(**other: Any) -> pl.DataFrame:
    line: dict[str, Any] = {
        "year": 2026,
        "unit": UNIT,
        "fund": "general_public",
        "level": "own",
        "origin_year": 2026,
        "functional_code": 2080109,
        "economic_code": "30201",
        "kind": "公用经费",
        "project": None,
        "金额（元）": Decimal("1234.56"),
    }
    schema = {"project": pl.String}
    return pl.DataFrame([{**line, **other}], schema_overrides=schema)


def test_lines_come_from_any_table(ledger: yusuan.Ledger, path: Path) -> None:
    assert ledger.import_lines(frame()).total_fen == 123_456
    assert ledger.import_lines(frame(economic_code="30211").to_arrow()).line_count == 1
    (row,) = frame(economic_code="30216").to_dicts()
    assert ledger.import_lines([row]).line_count == 1
    assert [draft.amount_fen for draft in ledger.drafts(2026)] == [123_456] * 3
    fen = frame(economic_code="30207").with_columns(amount_fen=pl.lit(7)).drop("金额（元）")
    assert ledger.import_lines(fen.to_pandas()).total_fen == 7
    relation = duckdb.from_arrow(frame(economic_code="30213").to_arrow())
    assert ledger.import_lines(relation).total_fen == 123_456
    floats = frame(economic_code="30299").with_columns(pl.col("金额（元）").cast(pl.Float64))
    (problem,) = problems(lambda: ledger.import_lines(floats), path)
    assert "is no exact amount" in problem["message"]
    assert ".round(2).cast(pl.Decimal(18, 2))" in problem["hint"]
    (problem,) = problems(lambda: ledger.import_lines(frame()), path)
    assert (problem["row"], problem["token"]) == (1, "draft_exists")


MAPPING = """
sheet = "明细"
header_row = 2
unit_of_money = "万元"
skip_rows = ["合计", "制表*"]
skip_empty = ["amount"]
fill_down = ["单位"]

[columns]
unit = "单位"
functional_code = ["类", "款", "项"]
economic_code = "经济科目"
kind = "支出类型"
amount = "预算数"

[constants]
year = 2026
origin_year = 2026
fund = "一般公共预算"
level = "本级"
project = ""

[values.kind]
"基本支出-公用" = "basic_public"

[values.unit]
"社保中心" = "社会保险中心"
"""

SHEET: list[list[Cell]] = [
    ["2026年部门预算明细表"],
    ["单位", "类", "款", "项", "经济科目", "支出类型", "预算数", "说明"],
    ["社保中心", None, None, None, None, None, None, "本单位小结"],
    [None, "208", "01", "09", "30201", "基本支出-公用", 8.188, "办公"],
    [None, "208", "01", "09", "30211", "公用经费", "1,000.123456", None],
    ["合　计", None, None, None, None, None, 1008.311456],
    ["制表：王"],
]


def test_a_column_without_values_has_no_type(ledger: yusuan.Ledger, path: Path) -> None:
    # What pandas reads from empty cells, and DuckDB from NULL.
    for code, kind in (("30201", pl.Float64), ("30211", pl.Int32), ("30216", pl.Boolean)):
        lines = frame(economic_code=code).with_columns(pl.col("project").cast(kind))
        assert ledger.import_lines(lines).line_count == 1
    nothing = frame().with_columns(pl.lit(None, pl.Float64).alias("金额（元）"))
    (problem,) = problems(lambda: ledger.import_lines(nothing), path)
    assert (problem["row"], problem["message"]) == (1, "amount is empty")


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "county.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def test_a_mapping_makes_any_sheet_importable(
    ledger: yusuan.Ledger, tmp_path: Path, mapping: Path
) -> None:
    file = tmp_path / "county.xlsx"
    write_xlsx(file, {"封面": [["部门预算"]], "明细": SHEET, "旧": SHEET})
    assert ledger.import_lines(file, mapping=mapping).line_count == 2
    assert ledger.drafts(2026)[0].key == NEXT
    assert [draft.amount_fen for draft in ledger.drafts(2026)] == [8_188_000, 1_000_123_456]


def test_a_mapping_holds_for_text_and_frames(
    ledger: yusuan.Ledger, tmp_path: Path, mapping: Path
) -> None:
    file = tmp_path / "county.csv"
    table = [["" if cell is None else f'"{cell}"' for cell in row] for row in SHEET]
    file.write_text("\n".join(",".join(row) for row in table), encoding="gbk")
    assert ledger.import_lines(file, mapping=mapping).line_count == 2
    names = [str(name) for name in SHEET[1]]
    row = {**dict(zip(names, SHEET[3], strict=True)), "单位": "社保中心", "预算数": "2"}
    done = ledger.import_lines([{**row, "经济科目": "30216"}], mapping=mapping)
    assert done.total_fen == 2_000_000


def test_what_a_mapped_sheet_has_wrong_names_its_own_cell(
    ledger: yusuan.Ledger, path: Path, tmp_path: Path, mapping: Path
) -> None:
    file = tmp_path / "county.xlsx"
    bad = [[*row] for row in SHEET]
    bad[3][6], bad[4][5], bad[4][2] = 0.1234567, "基本支出", "1"
    write_xlsx(file, {"明细": bad})
    found = problems(lambda: ledger.import_lines(file, mapping=mapping), path)
    assert places(found) == [
        ("明细", "G4", 4, "预算数", "amount_subfen"),
        ("明细", "B5", 5, "类 + 款 + 项", "code_malformed"),
        ("明细", "F5", 5, "支出类型", "kind_unknown"),
    ]
    assert found[1]["value"] == "208 + 1 + 09"
    write_xlsx(file, {"明细": [SHEET[0], ["单位", "类", "项"], SHEET[3]]})
    found = problems(lambda: ledger.import_lines(file, mapping=mapping), path)
    assert {it["column"] for it in found} == {"款", "经济科目", "支出类型", "预算数"}
    write_xlsx(file, {"一": SHEET})
    found = problems(lambda: ledger.import_lines(file, mapping=mapping), path)
    assert [it["token"] for it in found] == ["sheet_unclear"]


def test_a_wrong_mapping_names_all_its_faults(
    ledger: yusuan.Ledger, path: Path, tmp_path: Path, mapping: Path
) -> None:
    file = tmp_path / "county.xlsx"
    write_xlsx(file, {"明细": SHEET})
    mapping.write_text(
        """
header_row = 0
unit_of_money = "千元"
skip_row = ["合计"]
fill_down = ["project"]
[columns]
unit = "单位"
units = "单位"
year = "年"
[constants]
year = 25
fund = "基金"
[values.unit]
"社保中心" = 1.5
""",
        encoding="utf-8",
    )
    found = problems(lambda: ledger.import_lines(file, mapping=mapping), path)
    assert {(it["column"], it["token"]) for it in found} == {
        ("header_row", "mapping_file_invalid"),
        ("unit_of_money", "mapping_file_invalid"),
        ("skip_row", "mapping_file_invalid"),
        ("fill_down.project", "mapping_file_invalid"),
        ("columns.units", "mapping_file_invalid"),
        ("constants.year", "year_malformed"),
        ("constants.fund", "fund_unknown"),
        ("values.unit.社保中心", "mapping_file_invalid"),
    }
    assert {it["path"] for it in found} == {str(mapping)}
    mapping.write_text(f"{MAPPING}\n[values.kind", encoding="utf-8")
    (problem,) = problems(lambda: ledger.import_lines(file, mapping=mapping), path)
    assert problem["path"] == str(mapping)
    assert problem["row"] is not None
    mapping.write_text(MAPPING.replace("[constants]", '[constants]\npayee = "某"'), "utf-8")
    (problem,) = problems(lambda: ledger.import_lines(file, mapping=mapping), path)
    assert (problem["path"], problem["column"]) == (str(mapping), "payee")


def filled(file: Path, values: dict[str, Any]) -> Path:
    """Fill the first row of a template, choosing what its lists offer."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    headings = {str(cell.value): cell.column for cell in sheet[1]}
    for name, value in values.items():
        sheet.cell(2, headings[name], value)
    book.save(file)
    return file


def choices(file: Path) -> dict[str, list[str]]:
    """Return the words of each drop-down list by its heading."""
    book = openpyxl.load_workbook(file)
    sheet, lists = book.worksheets[0], book["选项"]
    assert lists.sheet_state == "hidden"
    found = {}
    for validation in sheet.data_validations.dataValidation:
        column = next(iter(validation.sqref.ranges)).min_col
        words = [str(row[0].value) for row in lists.iter_rows(min_col=column, max_col=column)]
        found[str(sheet.cell(1, column).value)] = [word for word in words if word != "None"]
    return found


def test_a_filled_template_is_imported(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    file = tmp_path / "lines.xlsx"
    ledger.template("lines", file, year=2026)
    offered = choices(file)
    assert offered["预算单位"] == [UNIT]
    (item,) = (it for it in offered["功能分类科目编码"] if it.startswith("2080109"))
    (group,) = (it for it in offered["经济分类科目编码"] if it.startswith("30201"))
    assert (item, group) == ("2080109 社会保险经办机构", "30201 办公费")
    chosen = {
        "年度": offered["年度"][0],
        "预算单位": UNIT,
        "资金性质": offered["资金性质"][0],
        "来源级次": offered["来源级次"][0],
        "资金年度": "2026",
        "功能分类科目编码": item,
        "经济分类科目编码": group,
        "支出类别": "公用经费",
        "金额（元）": 1234.56,
    }
    assert ledger.import_lines(filled(file, chosen)).total_fen == 123_456
    assert ledger.drafts(2026)[0].key == NEXT


def test_every_template_has_the_columns_of_its_list(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    yusuan.template("supplement", file)
    values = {"指标编号": 1, "金额（元）": 5.5, "日期": MARCH, "文号": "财预8号"}
    ledger.supplement_many(filled(file, values))
    yusuan.template("entries", file)
    assert choices(file)["事项"][:2] == ["追加", "追减"]
    ledger.post_many(filled(file, {**values, "事项": "追减"}))
    assert ledger.balance(LINE).available == Decimal("81880.00")
    empty = tmp_path / "list.csv"
    yusuan.template("pay", empty)
    assert empty.read_text("utf-8-sig").startswith("指标编号,年度")
    with pytest.raises(yusuan.NotFoundError, match="template_unknown"):
        yusuan.template("line", file)
    yusuan.template("lines", file)
    again = file.read_bytes()
    yusuan.template("lines", file)
    assert file.read_bytes() == again


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "yusuan", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_command_line_posts_each_row(ledger: yusuan.Ledger, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("line,amount,key\n1,1.00,a\n2,2.00,b\n", "utf-8")
    ledger.disconnect()
    options = ["--each", "--event", "supplement", "--dated", "2025-05-20", "--document", "财预8号"]
    done = run("post", path, file, *options, "--json")
    assert json.loads(done.stdout)["voucher_count"] == 2
    assert "2 of them in the ledger already" in run("post", path, file, *options).stdout
    assert run("post", path, file, *options, "--key", "1").returncode == 2
    assert run("post", path, file, "--event", "pay", "--dated", "2025-05-20").returncode == 2
    file.write_text("line,amount\n1,1.005\n99,2.00\n", "utf-8")
    refused = run("post", path, file, *options, "--json")
    found = json.loads(refused.stderr)["problems"]
    assert [(it["row"], it["token"]) for it in found] == [(2, "amount_subfen"), (3, "line_unknown")]


def test_what_the_ledger_does_not_have_is_named_by_its_cell(
    ledger: yusuan.Ledger, path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.xlsx"
    table: list[list[Cell]] = [
        ["事项", "指标编号", "调入指标", "承诺编号", "年度", "单位", "资金性质", "金额（元）"],
        ["调剂", 1, 99, None, None, None, None, 1],
        ["支付", None, None, 7, None, None, None, 1],
        ["收到", None, None, None, 2025, "教育局", "unit_other_income", 1],
    ]
    write_xlsx(file, {"单": table})
    found = problems(lambda: ledger.post_many(file, **PAPERS), path)
    assert [(it["cell"], it["value"], it["token"]) for it in found] == [
        ("C2", "99", "line_unknown"),
        ("D3", "7", "commitment_unknown"),
        ("F4", "教育局", "unit_unknown"),
    ]
