"""The pages of a book in a real browser: figures, widths, print, keyboard, accessibility."""

from __future__ import annotations

import functools
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe

import yusuan
from publish.printed import printed_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Page

    from publish.conftest import Published

LANGUAGES = ["index.html", "index.en.html"]
WIDTHS = [375, 1280]
# Between the margins of A4 turned sideways, in the pixels of style sheets: 96 of an inch.
SIDEWAYS_PIXELS = round((297 - 2 * 12) / 25.4 * 96)
A4_POINTS = (595.3, 841.9)
PICTURES = Path("target/screenshots")


@pytest.fixture(params=[(name, width) for name in LANGUAGES for width in WIDTHS], ids=str)
def page(request: pytest.FixtureRequest, browser: Browser, book: Path) -> Iterator[Page]:
    """Return a page of the book as a reader sees it who has no script and no network."""
    name, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    opened.on("request", lambda asking: asked.append(asking.url))
    opened.goto((book / name).as_uri())
    yield opened
    assert said == []
    assert asked == [(book / name).as_uri()]
    context.close()


def texts(page: Page, table_id: str) -> list[list[str]]:
    """Return what the body of a table shows."""
    script = """table => [...table.tBodies[0].rows].map(row =>
        [...row.cells].map(cell => cell.textContent))"""
    found: list[list[str]] = page.locator(f"#{table_id} table").evaluate(script)
    return found


def test_every_figure_is_that_of_the_ledger(page: Page, published: Published) -> None:
    for table in published.tables():
        shown = texts(page, table.id)
        if len(table):
            assert shown == printed_rows(table), table.id
        else:
            assert shown == [[table.empty_note]]


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    script = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    wanted, there = page.evaluate(script)
    assert wanted <= there


def test_a_checker_finds_no_serious_fault(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    faults = [(fault["id"], fault["impact"]) for fault in found]
    assert [fault for fault in faults if fault[1] in {"serious", "critical"}] == []


def test_the_keyboard_reaches_what_scrolls(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    regions = page.locator("#budget .wide, #final .wide")
    assert regions.count() >= 11
    for at in range(regions.count()):
        regions.nth(at).focus()
        assert page.evaluate("() => document.activeElement.getAttribute('role')") == "region"


def test_every_picture_says_what_it_shows(page: Page) -> None:
    pictures = page.locator("figure svg")
    assert pictures.count() >= 3
    for at in range(pictures.count()):
        picture = pictures.nth(at)
        labels = (picture.get_attribute("aria-labelledby") or "").split()
        for label in labels:
            assert (page.locator(f"#{label}").text_content() or "").strip()
        assert len(labels) == 2
        assert picture.locator("xpath=..").locator("details table tbody tr").count() >= 1


def test_it_prints_on_a4(page: Page) -> None:
    content = page.pdf(prefer_css_page_size=True)
    printed = pypdf.PdfReader(io.BytesIO(content))
    for sheet in printed.pages:
        size = sorted(map(float, (sheet.mediabox.width, sheet.mediabox.height)))
        assert size == pytest.approx(A4_POINTS, abs=1)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SIDEWAYS_PIXELS, "height": 900})
    script = "boxes => boxes.map(box => [box.id, box.scrollWidth - box.clientWidth])"
    beyond: list[tuple[str, int]] = page.locator(".wide").evaluate_all(script)
    assert [box for box in beyond if box[1] > 0] == []


def test_pictures_of_the_page_are_kept(
    page: Page, published: Published, request: pytest.FixtureRequest
) -> None:
    # To be looked at: no test sees what is ugly.
    PICTURES.mkdir(parents=True, exist_ok=True)
    name, width = request.node.callspec.params["page"]
    kind = "final" if published.is_final else "budget"
    page.screenshot(path=PICTURES / f"{kind}-{name}-{width}.png", full_page=True)


def note(alarms: list[str], dialog: Dialog) -> None:
    alarms.append(dialog.message)


def test_a_name_is_never_markup(browser: Browser, tmp_path: Path) -> None:
    unit = "<script>alert(1)</script>&\"'"
    with yusuan.Ledger.create(tmp_path / "a.db", title=unit) as ledger:
        ledger.add_unit(unit, kind="institution")
        ledger.prepare_year(2025)
        key: dict[str, Any] = {"functional_code": "2080109", "economic_code": "30201"}
        line = yusuan.LineKey(
            year=2025, unit=unit, fund="general_public", kind="project", project=unit, **key
        )
        ledger.draft(line, "100.00")
        ledger.publish(2025, out=tmp_path, only=["page"])
    for name in LANGUAGES:
        page = browser.new_page()
        alarms: list[str] = []
        page.on("dialog", functools.partial(note, alarms))
        page.goto((tmp_path / name).as_uri())
        assert page.locator("script").count() == 0
        assert unit in (page.locator("h1").text_content() or "")
        assert unit in (page.locator("#budget-07").text_content() or "")
        assert alarms == []
        page.close()
