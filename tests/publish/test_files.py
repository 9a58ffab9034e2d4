"""The files of a book beside its page: the same bytes again, and read by programs of others."""

from __future__ import annotations

import csv
import json
import re
import struct
import subprocess
import sysconfig
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import frictionless
import openpyxl
import pypdf
import pytest

import yusuan
from publish.printed import printed_rows

if TYPE_CHECKING:
    from publish.conftest import Published

SCRIPT = Path(sysconfig.get_path("scripts"), "yusuan")
A4_POINTS = (595.3, 841.9)
A4_PAPER = 9


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_the_same_ledger_gives_the_same_bytes(
    published: Published, book: Path, tmp_path: Path
) -> None:
    published.write(tmp_path, "page", "xlsx", "csv", "json")
    assert content(tmp_path) == content(book)


def test_the_same_ledger_gives_the_same_pdf(
    published: Published, pdf: Path, tmp_path: Path
) -> None:
    published.write(tmp_path, "pdf")
    assert (tmp_path / "book.pdf").read_bytes() == pdf.read_bytes()


def test_the_package_is_a_data_package(book: Path) -> None:
    report = frictionless.validate(str(book / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len(list((book / "data").iterdir()))


def test_the_package_has_the_figures_of_the_tables(published: Published, book: Path) -> None:
    for table in published.tables():
        with (book / "data" / f"{table.id}.csv").open(encoding="utf-8", newline="") as file:
            _, *rows = csv.reader(file)
        assert rows == printed_rows(table), table.id


def test_the_json_has_fen_beside_what_is_printed(published: Published, book: Path) -> None:
    document = json.loads((book / "book.json").read_text(encoding="utf-8"))
    name = "final" if published.is_final else "budget"
    (part,) = [part for part in document["parts"] if part["id"] == name]
    command = [str(SCRIPT), "tables", str(published.ledger), "2025", "--json"]
    command += ["--final"] if published.is_final else []
    tables = subprocess.run(command, check=True, capture_output=True).stdout
    assert part["tables"] == json.loads(tables)


def test_the_workbook_has_numbers_and_merged_headings(published: Published, book: Path) -> None:
    workbook = openpyxl.load_workbook(book / "book.xlsx")
    for table in published.tables():
        sheet = workbook[table.id]
        assert sheet.cell(1, 1).value == table.title
        assert sheet.merged_cells.ranges
        assert sheet.freeze_panes
        assert sheet.print_area
        assert int(sheet.page_setup.paperSize) == A4_PAPER
        if not len(table):
            continue
        body = int(re.sub(r"\D", "", sheet.freeze_panes))
        for at, row in enumerate(table.rows):
            for column, (name, value) in enumerate(row.items(), start=1):
                cell = sheet.cell(body + at, column)
                if value is None:
                    assert cell.value is None
                elif isinstance(value, Decimal):
                    shown = ".2%" if cell.number_format == "0.00%" else ".2f"
                    assert cell.data_type == "n"
                    assert f"{cell.value:{shown}}" == table.text(at, name), (table.id, at, name)
                else:
                    assert (cell.data_type, cell.value) == ("s", value)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_name_is_never_a_formula(tmp_path: Path, start: str) -> None:
    unit = f"{start}1+1"
    with yusuan.Ledger.create(tmp_path / "a.db", title="某县") as ledger:
        ledger.add_unit(unit, kind="institution")
        ledger.prepare_year(2025)
        line = yusuan.LineKey(
            year=2025,
            unit=unit,
            fund="general_public",
            functional_code="2080109",
            economic_code="30201",
            kind="project",
            project=unit,
        )
        ledger.draft(line, "100.00")
        ledger.publish(2025, out=tmp_path, only=["xlsx", "csv"])
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["budget-07"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == unit]
    assert [cell.data_type for cell in cells] == ["s"]
    assert f"'{unit}" in (tmp_path / "data" / "budget-07.csv").read_text(encoding="utf-8")


def test_the_pdf_is_a4_and_has_every_figure(published: Published, pdf: Path) -> None:
    document = pypdf.PdfReader(pdf)
    for sheet in document.pages:
        size = sorted(map(float, (sheet.mediabox.width, sheet.mediabox.height)))
        assert size == pytest.approx(A4_POINTS, abs=1)
    printed = "".join(sheet.extract_text() for sheet in document.pages)
    printed = re.sub(r"\s", "", printed)
    for table in published.tables():
        assert table.title in printed
        for text in (text for row in printed_rows(table) for text in row):
            assert re.sub(r"\s", "", text) in printed, (table.id, text)


def test_the_pdf_brings_its_letters(pdf: Path) -> None:
    document = pypdf.PdfReader(pdf)
    for sheet in document.pages:
        resources: Any = sheet["/Resources"]
        for font in resources["/Font"].values():
            (descendant,) = font["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & descriptor.keys()


def test_a_font_of_the_system_is_taken_where_none_is_named(
    published: Published, tmp_path: Path
) -> None:
    with yusuan.Ledger.open(published.ledger, read_only=True) as ledger:
        try:
            (written,) = ledger.publish(2025, out=tmp_path, only=["pdf"])
        except yusuan.FileError as missing:
            if missing.code != "font_missing":
                raise
            pytest.skip(str(missing))
    assert pypdf.PdfReader(written).pages


def test_a_font_that_may_not_be_embedded_is_refused(
    published: Published, font: Path, tmp_path: Path
) -> None:
    content = bytearray(font.read_bytes())
    (tables,) = struct.unpack_from(">H", content, 4)
    entries = (struct.unpack_from(">4sLLL", content, 12 + 16 * at) for at in range(tables))
    (place,) = (place for name, _, place, _ in entries if name == b"OS/2")
    # The type of a font: a licence that forbids its letters in documents.
    struct.pack_into(">H", content, place + 8, 2)
    (tmp_path / "restricted.otf").write_bytes(content)
    with (
        yusuan.Ledger.open(published.ledger, read_only=True) as ledger,
        pytest.raises(yusuan.FileError) as refused,
    ):
        ledger.publish(2025, out=tmp_path / "out", font=tmp_path / "restricted.otf")
    assert refused.value.code == "font_unusable"


@pytest.mark.parametrize(
    "letter", ["\N{RUNIC LETTER FEHU FEOH FE F}", "\N{LATIN SMALL LETTER THORN}"]
)
def test_a_letter_that_cannot_be_printed_is_named(tmp_path: Path, font: Path, letter: str) -> None:
    with yusuan.Ledger.create(tmp_path / "a.db", title="某县") as ledger:
        ledger.add_unit(f"单位{letter}", kind="institution")
        ledger.prepare_year(2025)
        key: dict[str, Any] = {"functional_code": "2080109", "economic_code": "30201"}
        key |= {"unit": f"单位{letter}", "fund": "general_public", "kind": "basic_public"}
        ledger.draft(yusuan.LineKey(year=2025, **key), "100.00")
        with pytest.raises(yusuan.FileError) as refused:
            ledger.publish(2025, out=tmp_path / "out", font=font)
    assert refused.value.code == "letter_missing"
    assert not (tmp_path / "out").exists()


def test_a_font_without_chinese_letters_is_refused(published: Published, tmp_path: Path) -> None:
    (tmp_path / "no.ttf").write_bytes(b"no font")
    with (
        yusuan.Ledger.open(published.ledger, read_only=True) as ledger,
        pytest.raises(yusuan.FileError) as refused,
    ):
        ledger.publish(2025, out=tmp_path / "out", font=tmp_path / "no.ttf")
    assert refused.value.code == "font_unusable"
    assert not (tmp_path / "out").exists()
