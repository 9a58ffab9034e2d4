"""Three years of two units, with two closings and an undo: 2024, 2025, 2026.

The model and a file written by plain SQL are compared after every step, and the double entry of
the file with its running totals.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from model import closing
from model.driver import Pair
from model.sql_driver import SqlDriver
from model.words import (
    AddUnit,
    Approve,
    ChangeYear,
    DraftControl,
    DraftIncome,
    DraftLine,
    Entry,
    Line,
    LoadCatalogue,
    LoadSuccessor,
    Reversal,
    Voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.words import Act

OFFICE = "民政局"
HOME = "养老院"
OTHER = "unit_other_income"
FUNCTIONAL = ("208", "20802", "2080201", "2080299")
ECONOMIC = ("301", "30101", "302", "30201", "30299")

WAGES = Line(2024, OFFICE, "general_public", "own", 2024, "2080201", "30101", "basic_personnel")
SUPPLIES = Line(2024, OFFICE, "general_public", "own", 2024, "2080201", "30201", "basic_public")
ROOF = Line(2024, OFFICE, "general_public", "upper", 2024, "2080299", "30299", "project", "屋顶")
BEDS = Line(2024, HOME, OTHER, "own", 2024, "2080299", "30299", "project", "床位")
FOOD = Line(2024, HOME, OTHER, "own", 2024, "2080201", "30201", "basic_public")
BORROWED = Line(2024, OFFICE, "general_public", "own", 2023, "2080299", "30299", "project", "旧账")


class Story(Pair):
    """A pair of ledgers whose double entry is looked at after each step as well."""

    def attempt(self, act: Act) -> frozenset[str]:
        refusal = super().attempt(act)
        assert self.driver.differences() == []
        return refusal

    def post(self, day: str, *entries: Entry | Reversal, document: str | None = None) -> None:
        self.do(post(day, *entries, document=document))

    def total(self, book: str, owner: object, name: str) -> int | str:
        value = self.model.snapshot().get((book, owner, name), 0)
        assert value == self.driver.snapshot().get((book, owner, name), 0)
        return value

    def commitment(self, number: int, name: str) -> int | str:
        held = self.model.books.commitments[number - 1]
        owner = (number, held.line, held.contract, held.continues)
        return self.total("commitment", owner, name)


def post(day: str, *entries: Entry | Reversal, document: str | None = None) -> Voucher:
    year = int(day[:4])
    return Voucher(act="post", year=year, postings=entries, dated=day, document=document)


def pay(line: Line, amount: int, commitment: int | None = None) -> Entry:
    return Entry(event="pay", amount=amount, line=line, commitment=commitment)


def in_year(line: Line, year: int) -> Line:
    """Return the same purpose in a year of new money."""
    return replace(line, year=year, origin_year=year)


@pytest.fixture
def story(image: bytes) -> Iterator[Story]:
    driver = SqlDriver(image)
    story = Story(driver)
    story.do(AddUnit(OFFICE))
    story.do(AddUnit(HOME))
    yield story
    driver.close()


def prepare(story: Story, year: int) -> None:
    story.do(LoadCatalogue(year, FUNCTIONAL, ECONOMIC))
    story.do(ChangeYear("prepare_year", year))


def budget(story: Story, year: int, lines: dict[Line, int], income: int) -> None:
    for line, amount in lines.items():
        story.do(DraftLine(line, amount))
    if income:
        story.do(DraftIncome(year, HOME, OTHER, income))
    story.do(Approve(year=year, dated=f"{year}-01-20"))


def live_2024(story: Story) -> None:
    """Approve 2024 and spend it: two commitments, one payment on each, money short of authority."""
    prepare(story, 2024)
    lines = {WAGES: 900_00, SUPPLIES: 300_00, ROOF: 500_00, BEDS: 400_00, FOOD: 200_00}
    story.do(DraftLine(BORROWED, 50_00))
    story.do(DraftControl(2024, "general_public", "own", 1200_00))
    story.do(DraftControl(2024, "general_public", "upper", 499_99))
    for line, amount in lines.items():
        story.do(DraftLine(line, amount))
    story.do(DraftIncome(2024, HOME, OTHER, 599_99))
    approve = Approve(year=2024, dated="2024-01-20")
    assert story.attempt(approve) == {"income_expenditure_differ", "control_total_differs"}
    story.do(DraftIncome(2024, HOME, OTHER, 600_00))
    story.do(DraftControl(2024, "general_public", "upper", 500_00))
    story.refuse(replace(approve, document=None), "document_missing")
    story.do(approve)
    story.refuse(DraftLine(WAGES, 1), "draft_frozen")

    # The carry-over of 2023 was an estimate: the final account gives 20.00 less.
    less = Entry(event="prior_year_decrease", amount=20_00, line=BORROWED)
    story.post("2024-03-01", less, document="final account 2023")
    assert story.total("line", BORROWED, "available") == 30_00

    roof = Entry(event="commit", amount=450_00, line=ROOF, contract="roof 1")
    beds = Entry(event="commit", amount=300_00, line=BEDS, contract="beds 1")
    story.post("2024-04-01", roof, beds)
    story.refuse(post("2024-04-02", pay(ROOF, 50_01)), "available_exceeded")
    story.post("2024-05-01", pay(ROOF, 150_00, 1), pay(WAGES, 880_00), pay(SUPPLIES, 250_00))
    receive = Entry(event="receive", amount=350_00, unit=HOME, fund=OTHER)
    story.post("2024-06-01", receive)
    story.post("2024-07-01", pay(BEDS, 100_00, 2), pay(FOOD, 120_00))
    story.post("2024-08-01", pay(BORROWED, 10_00))
    release = Entry(event="release", amount=50_00, line=ROOF, commitment=1)
    story.post("2024-09-01", release)
    more = post("2024-09-02", replace(release, amount=250_01))
    assert story.attempt(more) == {"commitment_exceeded", "total_negative"}
    move = Entry(event="transfer", amount=30_00, line=SUPPLIES, to_line=WAGES)
    story.post("2024-10-01", move, document="approval 7")
    story.post("2024-10-02", Entry(event="recall", amount=5_00, line=SUPPLIES))


def test_three_years_with_two_closings_and_an_undo(story: Story) -> None:
    live_2024(story)
    prepare(story, 2025)
    # Food, 80.00 of authority, gets none of the money: 100.00 stand behind a contract of 200.00.
    assert story.total("income", (2024, HOME, OTHER), "money") == 130_00
    story.do_all(closing.close(story.model.books, 2024))
    check_first_closing(story)

    # January 2025 is spent before anybody looks again: undoing must fail while it stands.
    roof_2025 = replace(ROOF, year=2025)
    lines = {in_year(WAGES, 2025): 950_00, in_year(FOOD, 2025): 100_00}
    budget(story, 2025, lines, income=100_00)
    story.post("2025-01-25", pay(roof_2025, 40_00, 3))
    paid = len(story.model.books.journal)
    story.do(ChangeYear("reopen_year", 2024))
    used = {"commitment_exceeded", "total_negative"}
    assert story.attempt(undo_voucher(story, 2024)) == used
    story.refuse(ChangeYear("cancel_closing", 2024), "closing_not_undone")
    story.do(ChangeYear("finish_closing", 2024))
    story.post("2025-01-26", Reversal(paid))
    story.do_all(closing.undo(story.model.books, 2024))
    assert story.total("line", roof_2025, "carried_in") == 0

    change_2024_and_close_again(story)
    live_2025(story)
    story.do_all(closing.close(story.model.books, 2025))
    check_second_closing(story)
    live_2026(story)


def undo_voucher(story: Story, year: int) -> Voucher:
    voucher = list(closing.undo(story.model.books, year))[1]
    assert isinstance(voucher, Voucher)
    return voucher


def check_first_closing(story: Story) -> None:
    roof_2025, beds_2025 = replace(ROOF, year=2025), replace(BEDS, year=2025)
    # Roof: 250.00 remain of the contract, 50.00 + 50.00 are free; both go on.
    assert story.total("line", roof_2025, "carried_in") == 350_00
    assert story.total("line", roof_2025, "committed") == 250_00
    assert story.commitment(3, "carried_in") == 250_00
    # Beds: the contract takes the 130.00 there are; the other 70.00 and the free 100.00 lapse.
    assert story.total("line", beds_2025, "carried_in") == 130_00
    assert story.total("line", beds_2025, "available") == 0
    assert story.total("line", BEDS, "lapsed") == 170_00
    assert story.total("line", FOOD, "lapsed") == 80_00
    assert story.total("income", (2025, HOME, OTHER), "money") == 130_00
    # The money of 2023 has had its year.
    assert story.total("line", BORROWED, "to_surplus") == 20_00
    assert story.total("surplus", (OFFICE, "general_public"), "stock") == 20_00
    check_closed(story, 2024)


def check_closed(story: Story, year: int) -> None:
    """Nothing is left of the year, and what it carried out is what the next year carries in."""
    snapshot = story.model.snapshot()
    for line in story.model.books.lines:
        if line.year == year:
            assert snapshot.get(("line", line, "available"), 0) == 0
            assert snapshot.get(("line", line, "committed"), 0) == 0
    for book in ("line", "income"):
        assert carried(story, book, year, "carried_out") == carried(
            story, book, year + 1, "carried_in"
        )
    assert snapshot["year", year] == "closed"


def carried(story: Story, book: str, year: int, name: str) -> int:
    books = story.model.books
    if book == "line":
        return sum(row[name] for line, row in books.lines.items() if line.year == year)
    return sum(row[name] for owner, row in books.incomes.items() if owner[0] == year)


def change_2024_and_close_again(story: Story) -> None:
    """An invoice of 2024 and money that came in late: the closing comes out differently."""
    receive = Entry(event="receive", amount=100_00, unit=HOME, fund=OTHER)
    story.post("2024-12-30", pay(FOOD, 80_00), receive)
    supplement = Entry(event="supplement", amount=15_00, line=SUPPLIES)
    story.post("2024-12-31", supplement, document="notice 9")
    story.refuse(ChangeYear("finish_closing", 2024), "year_open")
    story.do_all(closing.close(story.model.books, 2024))
    assert story.total("line", FOOD, "lapsed") == 0
    assert story.total("line", BEDS, "lapsed") == 150_00
    assert story.total("line", replace(BEDS, year=2025), "carried_in") == 150_00
    assert story.total("line", replace(SUPPLIES, year=2025), "carried_in") == 30_00
    check_closed(story, 2024)
    story.refuse(post("2024-12-31", pay(WAGES, 1)), "year_closed")


def live_2025(story: Story) -> None:
    """Spend what was carried in, against the same contracts, and use the surplus of 2024."""
    roof, beds = replace(ROOF, year=2025), replace(BEDS, year=2025)
    wages, food = in_year(WAGES, 2025), in_year(FOOD, 2025)
    numbers = {
        held.contract: number
        for number, held in enumerate(story.model.books.commitments, start=1)
        if held.line.year == 2025 and held.totals["carried_in"]
    }
    story.post("2025-02-01", pay(roof, 250_00, numbers["roof 1"]), pay(roof, 90_00))
    story.post("2025-02-02", pay(beds, 60_00, numbers["beds 1"]))
    # The roofer returns part of what was paid in 2024, and part of what was paid in 2025.
    payments = {
        (posted.entry.line, posted.amount): number
        for number, posted in enumerate(story.model.books.journal, start=1)
        if posted.entry.event == "pay" and story.model.books.stands(number)
    }
    late = Entry(
        event="prior_year_increase",
        amount=25_00,
        line=roof,
        refunds=payments[ROOF, 150_00],
    )
    story.post("2025-03-01", late, document="notice 3")
    more = post("2025-03-02", replace(late, amount=125_01), document="notice 4")
    story.refuse(more, "refund_exceeded")
    back = Entry(event="refund", amount=10_00, line=roof, refunds=payments[roof, 90_00])
    story.post("2025-03-03", back)
    story.refuse(post("2025-03-04", Reversal(payments[roof, 90_00])), "reversal_refunded")
    stock = Entry(event="use_surplus", amount=20_00, line=wages)
    story.post("2025-04-01", stock, document="approval 2")
    story.refuse(
        post("2025-04-02", replace(stock, amount=1), document="approval 3"), "surplus_exceeded"
    )
    income = Entry(event="income_increase", amount=50_00, unit=HOME, fund=OTHER)
    receive = Entry(event="receive", amount=140_00, unit=HOME, fund=OTHER)
    story.post("2025-05-01", income, receive, document="approval 4")
    wrong = Entry(event="return_income", amount=15_00, unit=HOME, fund=OTHER)
    story.post("2025-05-02", wrong, pay(food, 70_00), pay(wages, 965_00))


def check_second_closing(story: Story) -> None:
    """Fiscal project money of 2024 has had its second year: what is left becomes surplus.

    Basic money, and projects of what the home received, carry on.
    """
    assert story.total("line", replace(ROOF, year=2025), "to_surplus") == 45_00
    assert story.total("line", replace(BEDS, year=2026), "carried_in") == 90_00
    assert story.total("line", replace(SUPPLIES, year=2026), "carried_in") == 30_00
    assert story.total("line", replace(in_year(WAGES, 2025), year=2026), "carried_in") == 5_00
    # 145.00 are left in the home: 90.00 behind beds, 30.00 behind food, 25.00 behind nothing.
    assert story.total("income", (2025, HOME, OTHER), "to_surplus") == 55_00
    assert story.total("surplus", (HOME, OTHER), "stock") == 55_00
    check_closed(story, 2025)


def live_2026(story: Story) -> None:
    """The surplus feeds a line of 2026, goes back to finance and is distributed."""
    wages = in_year(WAGES, 2026)
    food = in_year(FOOD, 2026)
    budget(story, 2026, {wages: 960_00, food: 10_00}, income=10_00)
    use = Entry(event="use_surplus", amount=40_00, line=food)
    story.post("2026-02-01", use, document="approval 1")
    assert story.total("income", (2026, HOME, OTHER), "money") == 130_00
    surrender = Entry(event="surrender", amount=40_00, unit=OFFICE, fund="general_public")
    distribute = Entry(event="distribute", amount=15_00, unit=HOME, fund=OTHER)
    story.post("2026-03-01", surrender, distribute)
    assert story.total("surplus", (HOME, OTHER), "stock") == 0
    # What a closing gave cannot be taken back once it is used.
    story.do(ChangeYear("reopen_year", 2025))
    assert "surplus_exceeded" in story.attempt(undo_voucher(story, 2025))


@pytest.fixture(autouse=True)
def _prepared_2026(request: pytest.FixtureRequest) -> None:
    """Give each story its third year."""
    story = request.getfixturevalue("story")
    prepare(story, 2026)


def test_codes_and_units_that_changed_carry_on_under_their_successors(story: Story) -> None:
    prepare(story, 2024)
    prepare(story, 2025)
    story.do(DraftLine(SUPPLIES, 100_00))
    story.do(Approve(year=2024, dated="2024-01-20"))
    story.do(ChangeYear("begin_closing", 2024))
    to_line = replace(SUPPLIES, year=2025, unit=HOME, functional_code="2080299")
    carry = Entry(event="carry_forward", amount=100_00, line=SUPPLIES, to_line=to_line)
    close = Voucher(act="close", year=2024, postings=(carry,), dated="2024-12-31")
    story.refuse(close, "carry_forward_key")
    story.do(LoadSuccessor(2024, "functional", "2080201", "2080299"))
    story.refuse(close, "carry_forward_key")
    story.do(LoadSuccessor(2024, "unit", OFFICE, HOME))
    story.do(close)
    story.do(ChangeYear("finish_closing", 2024))


def test_money_comes_forward_into_a_fund_that_has_overspent(story: Story) -> None:
    prepare(story, 2024)
    prepare(story, 2025)
    food = in_year(FOOD, 2025)
    budget(story, 2024, {BEDS: 40_00}, income=40_00)
    budget(story, 2025, {food: 90_00}, income=90_00)
    story.post("2024-05-01", Entry(event="receive", amount=40_00, unit=HOME, fund=OTHER))
    # January is spent before any income of 2025 has come in.
    story.post("2025-01-31", pay(food, 70_00))
    story.do_all(closing.close(story.model.books, 2024))
    assert story.total("income", (2025, HOME, OTHER), "money") == -30_00
