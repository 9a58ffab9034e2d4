"""Workbooks by hand: no more of xlsx than spreadsheets themselves insist on."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Cell = str | int | float | date | None

XML = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def letters(column: int) -> str:
    return chr(ord("A") + column)


def cell(reference: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, str) and value.startswith("#"):
        return f'<c r="{reference}" t="e"><v>{value}</v></c>'
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value!r}</v></c>'


def write_xlsx(
    path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]], *, hidden: Sequence[str] = ()
) -> None:
    """Write sheets of cells; text that begins with `#` is an error."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        entries, relations = "", ""
        for number, (name, rows) in enumerate(sheets.items(), 1):
            state = ' state="hidden"' if name in hidden else ""
            entries += f'<sheet name="{name}" sheetId="{number}"{state} r:id="r{number}"/>'
            target = f"worksheets/sheet{number}.xml"
            kind = f"{OFFICE}/worksheet"
            relations += f'<Relationship Id="r{number}" Type="{kind}" Target="{target}"/>'
            data = "".join(
                f'<row r="{row}">'
                + "".join(cell(f"{letters(at)}{row}", value) for at, value in enumerate(values))
                + "</row>"
                for row, values in enumerate(rows, 1)
                if values
            )
            sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
            archive.writestr(f"xl/{target}", XML + sheet)
        book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{entries}</sheets></workbook>'
        archive.writestr("xl/workbook.xml", XML + book)
        inner = f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
        archive.writestr("xl/_rels/workbook.xml.rels", XML + inner)
        outer = (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        )
        archive.writestr("_rels/.rels", XML + outer)


def write_xls(path: Path, name: str, rows: Sequence[Sequence[Cell]]) -> None:
    """Write a sheet as Excel did until 2003."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write(row, column, value, day)
            else:
                sheet.write(row, column, value)
    book.save(str(path))


def write_ods(path: Path, name: str, rows: Sequence[Sequence[Cell]]) -> None:
    """Write a sheet as LibreOffice does."""
    document = OpenDocumentSpreadsheet()
    table = Table(name=name)
    for values in rows:
        row = TableRow()
        for value in values:
            if isinstance(value, date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=repr(value))
            else:
                cell = TableCell(valuetype="string")
            cell.addElement(P(text="" if value is None else str(value)))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))
