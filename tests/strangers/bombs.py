"""Files that a stranger sends: small, and made to become large, deep or endless."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MEBIBYTE: Final = 1024 * 1024

RELATIONS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET: Final = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"
STRINGS: Final = f'<sst xmlns="{MAIN}">', "</sst>"
ODS_BEGIN: Final = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
    '<office:spreadsheet><table:table table:name="s">'
)
ODS_END: Final = "</table:table></office:spreadsheet></office:body></office:document-content>"
ODS_KIND: Final = "application/vnd.oasis.opendocument.spreadsheet"

Parts = dict[str, "Iterable[str]"]


def archive(parts: Parts, *, stored: str = "") -> bytes:
    """Pack parts, each given piece by piece, so that a bomb is not in memory here either."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        if stored:
            packed.writestr(zipfile.ZipInfo("mimetype"), stored)
        for name, pieces in parts.items():
            with packed.open(name, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece.encode())
    return file.getvalue()


def repeated(piece: str, bytes_in_all: int) -> Iterable[str]:
    """Yield a piece again and again, a mebibyte at a time."""
    block = piece * max(1, MEBIBYTE // len(piece))
    yield from (block for _ in range(max(1, bytes_in_all // len(block))))


WORKBOOK: Final = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def xlsx(sheet: Iterable[str], strings: Iterable[str] = (), styles: Iterable[str] = ()) -> bytes:
    relation = '<Relationship Id="r{}" Type="{}/{}" Target="{}"/>'
    return archive(
        {
            "_rels/.rels": [
                RELATIONS.format(relation.format(1, OFFICE, "officeDocument", "xl/workbook.xml"))
            ],
            "xl/workbook.xml": [WORKBOOK],
            "xl/_rels/workbook.xml.rels": [
                RELATIONS.format(relation.format(1, OFFICE, "worksheet", "worksheets/sheet1.xml"))
            ],
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": strings or STRINGS,
            "xl/styles.xml": styles or [f'<styleSheet xmlns="{MAIN}"/>'],
        }
    )


def between(ends: tuple[str, str], pieces: Iterable[str]) -> Iterable[str]:
    yield ends[0]
    yield from pieces
    yield ends[1]


def ods(rows: Iterable[str]) -> bytes:
    return archive({"content.xml": between((ODS_BEGIN, ODS_END), rows)}, stored=ODS_KIND)


def text_cell(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def rows_of_ods() -> dict[str, list[str]]:
    """Return rows in which a few cells stand for very many."""
    wide, far = ('table:number-columns-repeated="16384"', 'table:number-columns-repeated="900"')
    row, end = "<table:table-row>", "</table:table-row>"
    one = text_cell("1")
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
    gap = '<table:table-cell table:number-columns-repeated="90"/>'
    return {
        "repeated_text.ods": [row + text_cell("长" * 100_000, wide) + end],
        "repeated_rows.ods": [
            '<table:table-row table:number-rows-repeated="1048576">' + text_cell("1", far) + end
        ],
        "far_apart.ods": [row + one + end, empty + end, row + gap + one + end],
    }


def workbooks() -> dict[str, Callable[[], bytes]]:
    """Return what makes workbooks that are refused for what they would become."""
    shared = '<row><c t="s"><v>0</v></c></row>'
    wide = '<row><c r="CV1"><v>1</v></c></row>'
    styles = (f'<styleSheet xmlns="{MAIN}"><cellXfs>', "</cellXfs></styleSheet>")
    long = between(STRINGS, repeated("<si/>" + " " * 995, 200 * MEBIBYTE))
    announced = [f'<sst xmlns="{MAIN}" uniqueCount="900000000000"></sst>']
    often = between(STRINGS, [f"<si><t>{'长' * 900}</t></si>"])
    sheets = {
        "inflates.xlsx": lambda: xlsx(between(SHEET, repeated(" ", 600 * MEBIBYTE))),
        "many_strings.xlsx": lambda: xlsx(
            SHEET, between(STRINGS, repeated("<si/>", 120 * MEBIBYTE))
        ),
        "long_strings.xlsx": lambda: xlsx(SHEET, long),
        "announces_strings.xlsx": lambda: xlsx(SHEET, announced),
        "many_styles.xlsx": lambda: xlsx(
            SHEET, (), between(styles, repeated("<xf/>", 300 * MEBIBYTE))
        ),
        "one_string_often.xlsx": lambda: xlsx(
            between(SHEET, repeated(shared, 60 * MEBIBYTE)), often
        ),
        "wide_rows.xlsx": lambda: xlsx(between(SHEET, repeated(wide, 400 * MEBIBYTE))),
    }
    return sheets | {name: partial(ods, rows) for name, rows in rows_of_ods().items()}


def texts() -> dict[str, bytes]:
    """Return files of text that are refused, or read without more than they hold."""
    return {
        "million_columns.csv": b",".join([b"year"] * 1_000_000),
        "huge_cell.csv": b"year,unit\n2025," + b"x" * (60 * MEBIBYTE),
        "open_quote.csv": b'year,unit\n2025,"' + b"x\n" * (20 * MEBIBYTE),
        "commas.csv": (b"," * 99 + b"\n") * (600 * 1024),
        "deep.json": b"[" * 2_000_000,
        "deep_objects.json": b'{"a":' * 2_000_000,
        "zeros.json": b"[" + b"0," * (30 * MEBIBYTE) + b"0]",
        "objects.json": b"[" + b"{}," * (20 * MEBIBYTE) + b"{}]",
        "deep.toml": b"a = " + b"[" * 2_000_000,
        "deep_tables.toml": b"a = " + b"{a = " * 500_000,
        "deep_keys.toml": b".".join([b"a"] * 1_500_000) + b" = 1",
        "deep_headers.toml": b"[" + b".".join([b"a"] * 1_500_000) + b"]",
        "zeros.toml": b"a = [" + b"0," * (20 * MEBIBYTE) + b"]",
        "keys.toml": b"".join(b"k%d = 0\n" % number for number in range(60_000)),
        "zeros.csv": bytes(MEBIBYTE),
    }
