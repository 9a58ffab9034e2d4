"""A workbook says the same as the text file it could be saved as, or names its wrong cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import yusuan
from python.book import UNIT
from python.workbooks import write_ods, write_xls, write_xlsx

if TYPE_CHECKING:
    from python.workbooks import Cell

FILES = Path(__file__).resolve().parents[1] / "files"

HEADER: list[Cell] = [
    *("年度", "预算单位", "资金性质", "来源级次", "资金年度", "功能分类科目编码"),
    *("经济分类科目编码", "支出类别", "项目名称", "金额（元）"),
]
PERSONNEL: list[Cell] = [2026, UNIT, "一般公共预算", "本级", 2026, 2080109, 30101, "人员经费"]
TRAVEL: list[Cell] = [*PERSONNEL[:6], "30211", "公用经费"]
ROWS = [HEADER, [], [*PERSONNEL, None, 1234.5], [*TRAVEL, "", "1,000.10"]]


def drafts(ledger: yusuan.Ledger) -> list[tuple[str, int]]:
    return [(draft.key.economic_code, draft.amount_fen) for draft in ledger.drafts(2026)]


def refused(ledger: yusuan.Ledger, path: Path) -> list[tuple[str, str | None, str | None]]:
    with pytest.raises(yusuan.SourceError) as error:
        ledger.import_lines(path)
    assert ledger.drafts(2026) == []
    return [(one["token"], one["sheet"], one["cell"]) for one in error.value.problems]


WRITERS = {
    "xlsx": lambda path, name, rows: write_xlsx(path, {name: rows}),
    "xls": write_xls,
    "ods": write_ods,
}


@pytest.mark.parametrize("kind", [*WRITERS, "excel"])
def test_a_workbook_gives_the_same_lines(ledger: yusuan.Ledger, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"lines.{kind}"
    if kind in WRITERS:
        WRITERS[kind](path, "预算", ROWS)
    else:
        path = FILES / "lines.xls"
    assert ledger.import_lines(path).total_fen == 223_460
    assert drafts(ledger) == [("30101", 123_450), ("30211", 100_010)]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_workbook_gives_days_and_names_its_wrong_cell(
    ledger: yusuan.Ledger, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"支付.{kind}"
    header: list[Cell] = ["指标", "支付金额", "日期", "收款人", "流水号"]
    paid: list[list[Cell]] = [
        [1, 1234.56, date(2025, 3, 1), "文具店", "0001"],
        [2, "1,000.10", "2025-03-02", None, "0002"],
    ]
    WRITERS[kind](path, "三月", [header, *paid])
    assert ledger.pay_many(path).voucher_count == 2
    found = [(entry.dated, entry.key, entry.postings[0]) for entry in ledger.log(event="pay")]
    assert [(day, key, it.amount_fen, it.payee) for day, key, it in found] == [
        (date(2025, 3, 1), "0001", 123_456, "文具店"),
        (date(2025, 3, 2), "0002", 100_010, None),
    ]
    WRITERS[kind](path, "三月", [header, *paid, [1, 0.1 + 0.2, date(2025, 3, 1), "甲", "0003"]])
    with pytest.raises(yusuan.SourceError, match="sheet 三月, cell B4, row 4"):
        ledger.pay_many(path)


def test_every_problem_names_its_cell(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    path = tmp_path / "lines.xlsx"
    noise = 0.1 + 0.2
    rows = [
        *ROWS[:2],
        [*PERSONNEL, None, noise],
        [*TRAVEL, None, "#REF!"],
        [*TRAVEL, None, 1, "更多"],
        [*TRAVEL[:3], "乡级", *TRAVEL[4:], None, 1e-7],
    ]
    write_xlsx(path, {"预算": rows})
    assert refused(ledger, path) == [
        ("amount_subfen", "预算", "J3"),
        ("row_malformed", "预算", None),
        ("row_malformed", "预算", "K5"),
        ("level_unknown", "预算", "D6"),
        ("amount_subfen", "预算", "J6"),
    ]
    with pytest.raises(yusuan.SourceError, match=r"row 3, .* as ROUND\(…, 2\)"):
        ledger.import_lines(path)
    with pytest.raises(yusuan.SourceError, match="the cell J4 holds an error: #REF!"):
        ledger.import_lines(path)
    with pytest.raises(yusuan.SourceError, match="sheet 预算, cell J3, row 3, column 金额（元）"):
        ledger.import_lines(path)


def test_what_the_ledger_refuses_names_its_row(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    path = tmp_path / "lines.xlsx"
    write_xlsx(path, {"预算": [HEADER, [*PERSONNEL[:5], 2089998, *PERSONNEL[6:], None, 1]]})
    with pytest.raises(yusuan.SourceError) as error:
        ledger.import_lines(path)
    (problem,) = error.value.problems
    assert (problem["token"], problem["sheet"], problem["row"]) == ("code_unknown", "预算", 2)
    assert (problem["cell"], problem["column"]) == ("F2", "功能分类科目编码")


def test_a_row_that_a_policy_warns_of_is_imported_and_named(
    ledger: yusuan.Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "lines.xlsx"
    rows = [HEADER, [*TRAVEL, "", 1], [*PERSONNEL[:7], "公用经费", None, 2]]
    write_xlsx(path, {"预算": rows})
    imported = ledger.import_lines(path)
    assert (imported.line_count, len(ledger.drafts(2026))) == (2, 2)
    (warning,) = imported.warnings
    assert (warning.path, warning.sheet, warning.row) == (str(path), "预算", 3)
    assert warning.policy == "kind_economic"
    assert str(warning) == f"{path}, sheet 预算, row 3: {warning.message}"


def test_the_sheet_that_is_meant_is_the_one_with_the_columns(
    ledger: yusuan.Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "lines.xlsx"
    cover: list[list[Cell]] = [["说明"], ["单位：元"]]
    write_xlsx(path, {"封面": cover, "预算": ROWS, "空": [], "旧": ROWS}, hidden=["旧"])
    assert ledger.import_lines(path).line_count == 2


def test_two_such_sheets_are_not_guessed_at(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    path = tmp_path / "lines.xlsx"
    write_xlsx(path, {"一": ROWS, "二": ROWS})
    assert refused(ledger, path) == [("sheet_unclear", None, None)]
    write_xlsx(path, {"一": []})
    assert refused(ledger, path) == [("file_empty", None, None)]
    path.write_bytes(b"PK\x03\x04 workbook")
    assert refused(ledger, path) == [("encoding_unknown", None, None)]


def test_one_cell_far_away_costs_nothing(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    path = tmp_path / "lines.xlsx"
    rows: list[list[Cell]] = [*ROWS, *[[]] * 1_048_571, ["远"]]
    write_xlsx(path, {"预算": rows})
    assert refused(ledger, path)[0][0] in {"year_malformed", "amount_invalid"}


def test_a_damaged_workbook_is_refused_and_nothing_else(
    ledger: yusuan.Ledger, tmp_path: Path
) -> None:
    whole = (FILES / "lines.xls").read_bytes()
    path = tmp_path / "lines.xls"
    for length in range(8, 4096, 256):
        path.write_bytes(whole[:length])
        assert refused(ledger, path) == [("encoding_unknown", None, None)]
    path.write_bytes(whole)
    assert ledger.import_lines(path).line_count == 2
