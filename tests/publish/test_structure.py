"""The PDF as it is read to those who do not see it: everything named, in order, nothing twice."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

import yusuan
from publish import spoken
from publish.printed import printed_rows

if TYPE_CHECKING:
    from pathlib import Path

    from publish.conftest import Published
    from publish.spoken import Element, Spoken

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@pytest.fixture(scope="session")
def heard(pdf: Path) -> Spoken:
    """Return the PDF as a screen reader finds it."""
    return spoken.read(pdf)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def body(table: Element) -> list[list[str]]:
    """Return the texts of the rows of a table, without blanks."""
    (rows,) = table.all("TBody")
    return [[bare(cell.text) for cell in row.elements] for row in rows.elements]


def grid(table: Element) -> list[int]:
    """Return how wide each row is, with the cells that reach down into it."""
    rows = list(table.all("TR"))
    widths = [0] * len(rows)
    for at, row in enumerate(rows):
        for columns, down in (cell.span for cell in row.elements):
            for below in range(at, at + down):
                widths[below] += columns
    return widths


def test_it_says_that_it_can_be_read(pdf: Path, published: Published) -> None:
    document = pypdf.PdfReader(pdf)
    catalog: Any = document.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/Lang"] == "zh-CN"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data().decode()
    kind = "决算" if published.is_final else "预算"
    assert document.metadata is not None
    assert document.metadata.title == f"玛纳斯县社会保险中心2025年部门{kind}"


def test_nothing_is_left_out(heard: Spoken) -> None:
    # Only numbers of pages and headings that are repeated are no part of the structure.
    assert heard.unmarked == []
    labels = {bare(heading.text) for heading in heard.root.all("TH")}
    others = [text for text in heard.artifacts if not text.isdecimal()]
    assert all(any(bare(text) in label for label in labels) for text in others)


def test_headings_and_outline_lead_through_it(pdf: Path, heard: Spoken) -> None:
    headings = list(heard.root.all(*HEADINGS))
    levels = [int(heading.role[1]) for heading in headings]
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels))

    def words(entries: list[Any]) -> list[str]:
        nested = (words(it) if isinstance(it, list) else [str(it.title)] for it in entries)
        return list(itertools.chain.from_iterable(nested))

    outline = words(pypdf.PdfReader(pdf).outline)
    assert outline == [heading.title for heading in headings]
    for heading, entry in zip(headings, outline, strict=True):
        assert bare(entry).endswith(bare(heading.text))


def test_every_table_is_one(published: Published, heard: Spoken, book: Path) -> None:
    document = json.loads((book / "book.json").read_text(encoding="utf-8"))
    titles = [table["title"] for part in document["parts"] for table in part["tables"]]
    tables = list(heard.root.all("Table"))
    assert [table.attributes["/Summary"] for table in tables] == titles
    by_title = dict(zip(titles, tables, strict=True))
    for table in published.tables():
        assert body(by_title[table.title]) == [
            [bare(text) for text in row] for row in printed_rows(table)
        ] or (not len(table) and body(by_title[table.title]) == [[bare(table.empty_note or "")]])


def test_every_cell_has_its_headings(heard: Spoken) -> None:
    for table in heard.root.all("Table"):
        (header,) = table.all("THead")
        assert {cell.role for row in header.elements for cell in row.elements} == {"TH"}
        assert {cell.attributes["/Scope"] for cell in header.all("TH")} == {"/Column"}
        assert len(set(grid(table))) == 1, table.attributes
        (rows,) = table.all("TBody")
        assert {cell.attributes["/Scope"] for cell in rows.all("TH")} <= {"/Row"}
        for row in rows.elements:
            named = any(cell.role == "TH" for cell in row.elements)
            # The sentence of an empty table; 三公 as twelve figures that columns alone tell apart.
            is_figures = all(re.fullmatch(r"[-\d.%]*", cell.text) for cell in row.elements)
            assert named or len(row.elements) == 1 or is_figures, row.text


def test_a_heading_that_is_repeated_is_read_once(tmp_path: Path, font: Path) -> None:
    with yusuan.Ledger.create(tmp_path / "a.db", title="某县") as ledger:
        unit = "社会保险中心"
        ledger.add_unit(unit, kind="institution")
        ledger.prepare_year(2025)
        key: dict[str, Any] = {"functional_code": "2080109", "economic_code": "30201"}
        key |= {"unit": unit, "fund": "general_public", "kind": "project"}
        for number in range(90):
            line = yusuan.LineKey(year=2025, project=f"项目{number}", **key)
            ledger.draft(line, "100.00")
        ledger.publish(2025, out=tmp_path, only=["pdf"], font=font)
    heard = spoken.read(tmp_path / "book.pdf")
    tables = heard.root.all("Table")
    (table,) = (it for it in tables if "项目支出" in it.attributes["/Summary"])
    (header,) = table.all("THead")
    label = next(header.all("TH")).text
    assert label in "".join(heard.artifacts)
    assert len(body(table)) >= 90
