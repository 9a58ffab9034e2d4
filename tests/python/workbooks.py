"""Workbooks by hand: no more of xlsx than spreadsheets themselves insist on."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Cell = str | int | float | None

XML = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def letters(column: int) -> str:
    return chr(ord("A") + column)


def cell(reference: str, value: Cell) -> str:
    if value is None:
        return ""
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
