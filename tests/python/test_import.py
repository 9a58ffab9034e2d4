"""A line file is read when it has one plain meaning, and refused with every place when not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import yusuan
from python.book import UNIT, rows

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project,amount"
FIRST = f"2026,{UNIT},general_public,own,2026,2080109,30201,basic_public,,"
SECOND = f"2026,{UNIT},general_public,own,2026,2080109,30211,basic_public,,"
UNKNOWN_CODE = FIRST.replace("2080109", "2089998")
UNKNOWN_UNIT = SECOND.replace(UNIT, "教育局")
GOOD = f"{HEADER}\n{FIRST}1234.56\n"


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("gbk"),
        GOOD.encode("utf-16"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("1234.56", "１２３４．５６").encode(),
        GOOD.replace("1234.56", '"1,234.56"').encode(),
        GOOD.replace("amount", "amount_fen").replace("1234.56", "123456").encode(),
    ],
    ids=["utf-8", "mark", "gbk", "utf-16", "crlf", "full width", "separators", "fen"],
)
def test_one_plain_meaning_is_read(ledger: yusuan.Ledger, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "lines.csv"
    path.write_bytes(data)
    imported = ledger.import_lines(path)
    assert (imported.line_count, imported.total_fen) == (1, 123_456)
    (draft,) = ledger.drafts(2026)
    assert (draft.key.unit, draft.amount_fen) == (UNIT, 123_456)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("file_empty", None, None)]),
        (",,,\n,,,\n", [("file_empty", None, None)]),
        (HEADER.replace(",level", ""), [("column_missing", 1, "level")]),
        (f"{HEADER},colour\n{FIRST}1.00,red", [("column_unknown", 1, "colour")]),
        (f"{HEADER}\n{FIRST}1.00,red", [("row_malformed", 2, "11")]),
        (f"{HEADER}\n{FIRST}1.234", [("amount_subfen", 2, "amount")]),
        (f"{HEADER}\n{FIRST}0", [("amount_not_positive", 2, "amount")]),
        (f"{HEADER}\n{FIRST}12.00元", [("amount_invalid", 2, "amount")]),
        (
            f"{HEADER}\n{FIRST}1.00\n{SECOND}x\n{FIRST.replace('own', 'mine')}1.00",
            [("amount_invalid", 3, "amount"), ("level_unknown", 4, "level")],
        ),
        (f"{HEADER}\n{FIRST}1.00\n{FIRST}2.00", [("draft_exists", 3, None)]),
        (
            f"{HEADER}\n{UNKNOWN_CODE}1.00\n{UNKNOWN_UNIT}1.00",
            [("code_unknown", 2, "functional_code"), ("unit_unknown", 3, "unit")],
        ),
        (
            f"{HEADER}\n{UNKNOWN_CODE}1\n{SECOND}x\n{FIRST}1\n{FIRST}1\n{UNKNOWN_UNIT}1",
            [
                ("code_unknown", 2, "functional_code"),
                ("amount_invalid", 3, "amount"),
                ("draft_exists", 5, None),
                ("unit_unknown", 6, "unit"),
            ],
        ),
        (f"{HEADER}\n{FIRST.replace('2026', '2025')}1.00", [("draft_frozen", 2, "year")]),
    ],
)
def test_every_problem_has_its_place(
    ledger: yusuan.Ledger,
    path: Path,
    tmp_path: Path,
    text: str,
    problems: list[tuple[str, int | None, str | None]],
) -> None:
    before = rows(path)
    file = tmp_path / "lines.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(yusuan.SourceError) as refused:
        ledger.import_lines(file)
    found = refused.value.problems
    assert [(one["token"], one["row"], one["column"]) for one in found] == problems
    assert refused.value.code == problems[0][0]
    assert {one["path"] for one in found} == {str(file)}
    assert all(one["message"] and one["hint"] for one in found)
    assert isinstance(refused.value, ValueError)
    assert rows(path) == before


def test_a_missing_file_is_a_missing_file(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="file_missing"):
        ledger.import_lines(tmp_path / "nothing.csv")
