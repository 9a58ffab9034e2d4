"""Tables are data in Python, aligned text on a terminal and a drawing in a notebook."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import pytest

import yusuan
from python.book import LINE, UNIT, key

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def basic(ledger: yusuan.Ledger) -> yusuan.Table:
    return ledger.table("budget-06", year=2025)


@pytest.fixture
def overview(ledger: yusuan.Ledger) -> yusuan.Table:
    return ledger.table("budget-01", year=2025)


def test_a_table_says_what_it_is(basic: yusuan.Table) -> None:
    assert (basic.id, basic.title) == ("budget-06", "一般公共预算基本支出情况表")
    assert (basic.unit, basic.currency_unit) == (UNIT, "万元")
    assert len(basic) == len(basic.rows) == len(basic.row_ids) == 4
    assert repr(basic) == (
        f"Table(id='budget-06', title='一般公共预算基本支出情况表', unit='{UNIT}', row_count=4)"
    )


def test_rows_are_dicts_with_exact_amounts(basic: yusuan.Table) -> None:
    assert basic.rows[2] == {
        "class": "302",
        "section": "01",
        "name": "办公费",
        "total": Decimal("8.188"),
        "personnel": None,
        "public": Decimal("8.188"),
    }
    assert basic.rows[0]["total"] == sum(row["total"] for row in basic.rows[2:])


def test_amounts_are_of_the_unit_that_is_shown(ledger: yusuan.Ledger, basic: yusuan.Table) -> None:
    in_yuan = ledger.table("budget-06", year=2025, currency_unit="yuan", thousands_separator=True)
    assert (in_yuan.currency_unit, in_yuan.text(2, "total")) == ("元", "81,880.00")
    assert in_yuan.rows[2]["total"] == Decimal("81880.00")
    assert in_yuan.fen(2, "total") == basic.fen(2, "total") == 8_188_000
    assert basic.text(2, "total") == "8.19"


def test_a_row_goes_by_its_place_or_its_id(basic: yusuan.Table, overview: yusuan.Table) -> None:
    assert basic.fen("302", "total") == basic.fen(1, "total")
    assert (basic.fen("302", "personnel"), basic.text("302", "personnel")) == (None, None)
    # In a two-sided table either side names its line.
    assert overview.fen("general_public", "income_amount") == 14_188_000
    assert overview.fen("208", "expenditure_amount") == 11_188_000
    assert overview.row_ids[0] == "current_income"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (4, "total", "row_unknown"),
        (-1, "total", "row_unknown"),
        ("399", "total", "row_unknown"),
        (0, "income", "column_unknown"),
    ],
)
def test_what_is_not_there_is_not_found(
    basic: yusuan.Table, row: int | str, column: str, code: str
) -> None:
    for ask in (basic.fen, basic.text):
        with pytest.raises(yusuan.NotFoundError) as missing:
            ask(row, column)
        assert missing.value.code == code


def test_columns_are_a_tree(basic: yusuan.Table) -> None:
    head, money = basic.columns
    assert (head.label, head.role, len(head.children)) == ("科目", "group", 2)
    assert [(column.id, column.role, column.printed_no) for column in money.children] == [
        ("total", "amount", "1"),
        ("personnel", "amount", "2"),
        ("public", "amount", "3"),
    ]


def test_a_dict_is_what_the_command_prints(ledger: yusuan.Ledger, path: Path) -> None:
    command = [sys.executable, "-m", "yusuan", "tables", str(path), "2025", "--json"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(run.stdout) == [table.to_dict() for table in ledger.tables(2025)]


def width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def test_text_is_aligned_on_a_terminal(basic: yusuan.Table) -> None:
    lines = str(basic).splitlines()
    _, first, last = [at for at, line in enumerate(lines) if set(line) == {"-"}]
    rows = lines[first + 1 : last]
    assert [line.split() for line in rows] == [
        ["总计", "9.19", "9.19"],
        ["302", "商品和服务支出", "9.19", "9.19"],
        ["302", "01", "办公费", "8.19", "8.19"],
        ["302", "11", "差旅费", "1.00", "1.00"],
    ]
    assert {width(line) for line in rows} == {width(lines[last])}


def test_csv_is_what_is_printed(basic: yusuan.Table) -> None:
    heading, *rows = csv.reader(io.StringIO(basic.to_csv()))
    assert heading[-1] == "一般公共预算基本支出/公用经费"
    assert rows[1] == ["302", "", "商品和服务支出", "9.19", "", "9.19"]


class Drawing(HTMLParser):
    """Lays the cells of a drawn table out on a grid, and fails where they do not fit."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.grid: dict[tuple[int, int], str] = {}
        self.styles: dict[tuple[int, int], str] = {}
        self.row = -1
        self.place = (0, 0)
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            return
        self.open.append(tag)
        if tag == "tr":
            self.row += 1
        if tag in ("td", "th"):
            given = dict(attrs)
            column = 0
            while (self.row, column) in self.grid:
                column += 1
            self.place = (self.row, column)
            for down in range(int(given.get("rowspan") or 1)):
                for right in range(int(given.get("colspan") or 1)):
                    place = (self.row + down, column + right)
                    assert place not in self.grid
                    self.grid[place] = ""
            self.styles[self.place] = given.get("style") or ""

    def handle_data(self, data: str) -> None:
        if self.open[-1:] in (["td"], ["th"]):
            self.grid[self.place] += data

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("number", range(1, 12))
def test_a_notebook_draws_merged_headings(ledger: yusuan.Ledger, number: int) -> None:
    table = ledger.table(f"budget-{number:02}", year=2025)
    drawing = Drawing(table._repr_html_())  # the name that notebooks look for
    rows = max(row for row, _ in drawing.grid) + 1
    columns = max(column for _, column in drawing.grid) + 1
    # Merged cells cover the whole rectangle: nothing overlaps and nothing is left out.
    assert len(drawing.grid) == rows * columns
    body = rows - len(table)
    for row, content in enumerate(table.rows):
        for column, (name, value) in enumerate(content.items()):
            place = (body + row, column)
            printed = table.text(row, name) if isinstance(value, Decimal) else value
            assert drawing.grid[place] == (printed or "")
            if isinstance(value, Decimal):
                assert "right" in drawing.styles[place]


def test_a_notebook_is_not_taken_in(ledger: yusuan.Ledger) -> None:
    name = """<script>alert("&'")</script>"""
    line = key(2026, "30299", "project", project=name)
    ledger.draft(line, "1.00")
    drawing = ledger.table("budget-07", year=2026)._repr_html_()
    assert "<script>" not in drawing
    assert "&lt;script&gt;alert(&quot;&amp;&#39;&quot;)&lt;/script&gt;" in drawing
    assert name in Drawing(drawing).grid.values()


def test_an_empty_table_says_so(ledger: yusuan.Ledger) -> None:
    table = ledger.table("budget-08", year=2025)
    assert (len(table), table.rows) == (0, [])
    assert table.empty_note
    assert table.empty_note in table._repr_html_()
    assert table.empty_note in str(table)


def test_a_department_has_the_tables_of_its_units(path: Path) -> None:
    with yusuan.Ledger.open(path) as ledger:
        ledger.add_unit("就业服务中心", kind="institution", parent=UNIT)
        ledger.add_unit("教育局", kind="department")
        assert ledger.table("budget-02", year=2025, unit=UNIT).fen("total", "total") == 16_188_000
        # Of several trees nobody is the one at the top: all are in the table, under the ledger.
        everybody = ledger.table("budget-02", year=2025)
        assert (everybody.unit, everybody.fen("total", "total")) == ("某县", 16_188_000)
        assert len(ledger.table("budget-02", year=2025, unit="教育局")) <= 1


def test_what_was_published_stays(ledger: yusuan.Ledger) -> None:
    before = ledger.tables(2025)
    ledger.supplement(key(2025, "30201"), "5.00", dated=date(2025, 6, 1), document="1号")
    assert ledger.tables(2025) == before
    assert {check.verdict for check in ledger.checks(2025)} == {"holds"}


def test_tables_as_of_a_moment_are_those_of_the_approval(ledger: yusuan.Ledger) -> None:
    (approval,) = [entry for entry in ledger.log() if entry.act == "approve"]
    approved = ledger.tables(2025)
    ledger.supplement(LINE, "5.00", dated=date(2025, 5, 6), document="1号")
    for moment in (
        date(2025, 2, 17),
        yusuan.AsOf(date(2025, 3, 1), voucher=approval.voucher_id),
        yusuan.AsOf(posting=approval.postings[-1].posting_id),
    ):
        assert ledger.tables(2025, as_of=moment) == approved
    before = yusuan.AsOf(date(2025, 3, 1), voucher=approval.voucher_id - 1)
    for moment in (date(2025, 2, 16), before):
        with pytest.raises(yusuan.RuleError, match="it was on 2025-02-17, by voucher") as refused:
            ledger.table("budget-01", year=2025, as_of=moment)
        assert refused.value.code == "year_preparing"
    assert ledger.tables(2026)
    with pytest.raises(yusuan.RuleError, match="it is not yet"):
        ledger.tables(2026, as_of=date(2026, 3, 1))
    with pytest.raises(yusuan.RuleError, match="year_unknown"):
        ledger.tables(2031, as_of=date(2031, 3, 1))
    with pytest.raises(yusuan.NotFoundError, match="voucher_unknown"):
        ledger.tables(2025, as_of=yusuan.AsOf(voucher=999))


def test_final_accounts_go_by_their_own_words(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    tables = ledger.final_tables(2025)
    assert len(tables) == 12
    assert tables[4] == ledger.table("final-05", year=2025)
    assert ledger.table("final-01", year=2025, currency_unit="yuan").currency_unit == "元"
    own = tmp_path / "own.toml"
    own.write_text(yusuan.final_templates().replace('"wan_yuan"', '"yuan"'), "utf-8")
    assert ledger.table("final-01", year=2025, templates=own).currency_unit == "元"
    own.write_text(yusuan.final_templates().replace('"used"', '"some"'), "utf-8")
    for ask in (
        lambda: ledger.final_tables(2025, templates=own),
        lambda: ledger.table("final-01", year=2025, templates=own),
        lambda: ledger.checks(2025, final=True, templates=own),
    ):
        with pytest.raises(yusuan.SourceError) as refused:
            ask()
        assert refused.value.code == "template_invalid"
        assert len(refused.value.problems) == 4
    with pytest.raises(yusuan.NotFoundError, match="template_unknown"):
        ledger.final_tables(2025, templates=template_of(own, 2026), region="昌吉")
    with pytest.raises(yusuan.RuleError) as unapproved:
        ledger.final_tables(2026)
    assert unapproved.value.code == "year_preparing"


def template_of(path: Path, first_year: int) -> Path:
    """Write a template for years from the given one on."""
    _, _, last = yusuan.final_templates().partition('[[template]]\nname = "三公在后"')
    text = '[[template]]\nname = "三公在后"' + last
    path.write_text(text.replace("first_year = 2022", f"first_year = {first_year}"), "utf-8")
    return path


def test_final_accounts_as_of_a_day(ledger: yusuan.Ledger) -> None:
    ledger.pay(LINE, "880.00", dated=date(2025, 6, 2))
    before = ledger.table("final-05", year=2025, as_of=date(2025, 5, 31))
    now = ledger.table("final-05", year=2025)
    assert (len(before), now.fen("total", "total")) == (0, 88_000)
