"""Anybody's published budget, from Python."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import yusuan

PRINTED = Path(__file__).parents[1] / "cases" / "first-user" / "budget-2025.json"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    "</manifest:manifest>"
)


def slipped() -> list[dict[str, object]]:
    text = PRINTED.read_text("utf-8").replace('"total": "596.98"', '"total": "59.98"', 1)
    tables: list[dict[str, object]] = json.loads(text)
    return tables


def test_a_file_and_its_tables_say_the_same() -> None:
    from_path = yusuan.check_disclosure(PRINTED)
    from_tables = yusuan.check_disclosure(json.loads(PRINTED.read_text("utf-8")))
    assert from_path.is_sound
    assert from_tables.is_sound
    numbers = [finding.identities[0].number for finding in from_path.findings]
    assert numbers == ["6.2", "6.4"]
    assert [table.table for table in from_tables.tables][::10] == ["budget-01", "budget-11"]
    first = from_tables.findings[0].identities[0]
    assert (first.left, first.right, first.tolerance_fen, first.rounded) == (
        "646.04",
        "646.05",
        10_000,
        3,
    )


def test_the_cell_is_named_with_its_cause(tmp_path: Path) -> None:
    path = tmp_path / "tables.json"
    path.write_text(json.dumps(slipped(), ensure_ascii=False), "utf-8")
    for document in (str(path), [path], slipped()):
        found = yusuan.check_disclosure(document)
        assert not found.is_sound
        finding = found.findings[0]
        place = finding.place
        assert (finding.token, finding.cause, finding.expected) == (
            "amount",
            "digit_dropped",
            "596.98",
        )
        assert (place.table, place.row_id, place.column_id) == ("budget-02", "208", "total")
        assert "digit_dropped" in str(found)
        assert {failed.verdict for failed in finding.identities} == {"differs"}


def test_tables_of_a_ledger_are_a_document(ledger: yusuan.Ledger) -> None:
    tables = ledger.tables(2025)
    assert yusuan.check_disclosure(tables).is_sound
    assert len(yusuan.check_disclosure(tables[0]).tables) == 1


def test_sentences_are_checked_as_text_and_as_json() -> None:
    sentence = "一般公共预算646.04万元，比上年增加56.52万元，下降9.59%。"
    for text in (sentence, json.dumps({"items": [{"text": sentence}]}, ensure_ascii=False)):
        found = yusuan.check_disclosure(slipped()[:1], text=text)
        assert [finding.cause for finding in found.findings] == ["direction_wrong"]


def open_document(path: Path, rows: list[list[str]]) -> None:
    """Write a workbook as other office programs do."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="公开">{lines}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)


def test_an_open_document_is_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "公开.ods"
    rows = [
        ["一般公共预算“三公”经费支出表"],
        ["单位：万元"],
        ["项目", "合计", "一般公共预算"],
        ["合　计", "１．３９", "1.39"],
        ["因公出国（境）费用", "-", "-"],
        ["公务接待费", "0.50", "0.50"],
        ["公务用车购置及运行维护费", "0.98", "0.89"],
        ["公务用车购置费", "", ""],
        ["公务用车运行维护费", "0.89", "0.89"],
    ]
    open_document(path, rows)
    found = yusuan.check_disclosure(path)
    (finding,) = found.findings
    assert (finding.place.sheet, finding.place.cell, finding.expected) == ("公开", "B7", "0.89")
    assert finding.cause == "digits_swapped"


def test_what_is_no_budget_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "绩效.csv"
    path.write_text("绩效目标表\n1,2\n", "utf-8")
    with pytest.raises(yusuan.SourceError) as refused:
        yusuan.check_disclosure(path)
    assert refused.value.code == "table_missing"
    with pytest.raises(yusuan.MissingFileError):
        yusuan.check_disclosure(tmp_path / "nothing.xlsx")
    with pytest.raises(TypeError):
        yusuan.check_disclosure([object()])


def test_sentences_are_compared_with_the_tables_that_they_name() -> None:
    text = "某局2025年部门预算情况说明\n二、收入预算情况\n2025年收入预算共{}万元。"
    tables = json.loads(PRINTED.read_text("utf-8"))
    assert yusuan.check_disclosure(tables, text=text.format("652.04")).is_sound
    found = yusuan.check_disclosure(tables, text=text.format("625.04"))
    finding = found.findings[0]
    assert (finding.token, finding.cause) == ("sentence", "digits_swapped")
    assert (finding.printed, finding.expected) == ("625.04", "652.04")
    assert (finding.place.row, finding.also[0].table) == (3, "budget-01")
    (compared,) = [check for check in found.checks if check.number == "文1"]
    assert (compared.verdict, compared.compared) == ("differs", 1)


def test_final_accounts_are_a_document(ledger: yusuan.Ledger) -> None:
    ledger.close(ledger.plan_close(2025))
    tables = ledger.final_tables(2025)
    found = yusuan.check_disclosure(tables)
    assert found.is_sound
    assert [table.table for table in found.tables][:9] == [f"final-{n:02}" for n in range(1, 10)]
    assert {"决1.3", "决4.3", "决6.3"} <= {check.number for check in found.checks}
