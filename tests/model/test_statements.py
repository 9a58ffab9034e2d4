"""Statements, matches and assertions: each rule broken alone, and what moves money at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from model.example import FOOD, GIFT, LAND, NEXT, OLD, OTHER, ROOF, WAGES, one, voucher
from model.statements import failing, moved, stood
from model.words import (
    Approve,
    AssertBalance,
    CancelMatch,
    ConfirmMatches,
    DraftLine,
    Entry,
    LoadStatement,
    Reversal,
    Row,
)

if TYPE_CHECKING:
    from model.driver import Pair
    from model.words import Act


def load(*amounts: object, kind: str = "treasury", **said: object) -> LoadStatement:
    rows = tuple(Row("2024-03-31", amount) for amount in amounts)
    days = {"first_on": "2024-01-01", "last_on": "2024-12-31"}
    known = LoadStatement(file=1, kind=kind, name="a statement", rows=rows, **days)
    return replace(known, **said)  # type: ignore[arg-type]


def match(row: int, posting: int) -> Act:
    return ConfirmMatches(((row, posting),))


def said(amount: object = 50, **others: object) -> AssertBalance:
    known = AssertBalance(ROOF, "committed", "2024-12-31", amount)
    return replace(known, **others)  # type: ignore[arg-type]


# Of the example, posting 10 pays 80, 11 is its refund of 30, and 8 received 200 on an account.
TREASURY = load(80, -30, 7)

CASES: dict[str, tuple[tuple[Act, ...], Act]] = {
    "append_only": ((TREASURY, match(1, 10), CancelMatch(1)), CancelMatch(1)),
    "assertion_invalid": ((), said(total="owed")),
    "match_amount_differs": ((TREASURY,), match(3, 10)),
    "match_exists": ((load(80, 80), match(1, 10)), match(2, 10)),
    "match_wrong": ((load(-200),), match(1, 8)),
    "statement_exists": ((TREASURY,), TREASURY),
    "statement_invalid": ((), load(80, kind="shop")),
    "statement_row_invalid": ((), load(80, last_on="2024-03-30")),
    "year_unknown": ((), said(dated="2026-01-01")),
}


@pytest.mark.parametrize("token", CASES)
def test_an_act_that_breaks_one_rule_is_refused_for_it(pair: Pair, token: str) -> None:
    before, act = CASES[token]
    pair.do_all(before)
    pair.refuse(act, token)


@pytest.mark.parametrize(
    ("token", "act"),
    [
        ("match_exists", ConfirmMatches(((1, 10), (2, 11), (1, 10)))),
        ("match_wrong", match(9, 10)),
        ("match_wrong", match(1, 99)),
        ("match_wrong", match(1, 9)),
        ("match_amount_differs", match(1, 11)),
        ("statement_invalid", load(80, first_on="2025-01-01", rows=())),
        ("statement_row_invalid", load(0)),
        ("statement_row_invalid", load(7.0)),
        ("statement_row_invalid", load(10**15 + 1)),
        ("assertion_invalid", said(7.0)),
        ("assertion_invalid", said(10**17 + 1)),
        ("assertion_invalid", said(of=NEXT)),
        ("assertion_invalid", said(of=(2025, "home", OTHER), total="money")),
        ("assertion_invalid", said(of=("home", OTHER), total="stock")),
        ("assertion_invalid", said(total="money")),
        ("assertion_invalid", said(dated="2024-6-30")),
        ("assertion_invalid", said(source=" ")),
    ],
)
def test_there_are_more_ways_to_be_wrong(pair: Pair, token: str, act: Act) -> None:
    pair.do(TREASURY)
    pair.refuse(act, token)


def test_what_was_undone_is_not_matched_and_what_was_matched_can_be_undone(pair: Pair) -> None:
    pair.do_all((TREASURY, match(2, 11), voucher(Reversal(11)), voucher(Reversal(10))))
    pair.refuse(match(1, 10), "match_wrong")
    assert pair.model.snapshot()["matched", 2, "is_reversed"] == 1
    pair.do(CancelMatch(1))
    pair.refuse(match(2, 11), "match_wrong")


LATE = replace(ROOF, year=2025)
OWN = replace(FOOD, year=2025)
# What an act moves: whose statement has it, and what went out.
MOVES: dict[str, tuple[Entry, tuple[str, int] | None]] = {
    "receive": (Entry(event="receive", amount=9, unit="home", fund=OTHER), ("bank", -9)),
    "return": (Entry(event="return_income", amount=9, unit="home", fund=OTHER), ("bank", 9)),
    "pay": (Entry(event="pay", amount=9, line=FOOD), ("bank", 9)),
    "surrender": (Entry(event="surrender", amount=9, unit="home", fund=OTHER), ("bank", 9)),
    "distribute": (Entry(event="distribute", amount=9, unit="home", fund=OTHER), ("bank", 9)),
    "earmark": (Entry(event="earmark_surplus", amount=9, unit="home", fund=OTHER), None),
    "to_surplus": (Entry(event="to_surplus", amount=9, line=FOOD), None),
    "use_surplus": (Entry(event="use_surplus", amount=9, line=FOOD), None),
    "lapse": (Entry(event="lapse", amount=9, line=FOOD), None),
    "late": (Entry(event="prior_year_increase", amount=9, line=LATE, refunds=10), ("treasury", -9)),
    "older": (Entry(event="prior_year_increase", amount=9, line=OLD), None),
    "younger": (Entry(event="prior_year_decrease", amount=9, line=OLD), None),
    "own": (Entry(event="prior_year_increase", amount=9, line=OWN), ("bank", -9)),
    "own_back": (Entry(event="prior_year_decrease", amount=9, line=OWN), ("bank", 9)),
    "estimate": (Entry(event="true_up_decrease", amount=9, line=OWN), None),
    "fiscal": (Entry(event="surrender", amount=9, unit="office", fund=LAND.fund), None),
    "commit": (Entry(event="commit", amount=9, line=WAGES, contract="x"), None),
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("kind", ["treasury", "bank"])
def test_model_and_file_say_alike_what_moved(pair: Pair, name: str, kind: str) -> None:
    entry, expected = MOVES[name]
    pair.do_all((DraftLine(NEXT, 1), DraftLine(OWN, 20), DraftLine(LATE, 20)))
    pair.do(Approve(year=2025, dated="2025-01-20"))
    pair.do(one("to_surplus", 50, line=FOOD))
    year = entry.line.year if entry.line else 2024
    pair.do(voucher(entry, year=year))
    number = len(pair.model.books.journal)
    posted = pair.model.books.posting(number)
    assert posted is not None
    assert moved(posted) == expected
    pair.do(load(9, -9, kind=kind))
    if expected is None or expected[0] != kind:
        for row in (1, 2):
            assert "match_wrong" in pair.attempt(match(row, number))
        return
    right, other = (1, 2) if expected[1] > 0 else (2, 1)
    pair.refuse(match(other, number), "match_amount_differs")
    pair.do(match(right, number))


def test_an_assertion_fails_once_something_is_dated_back_behind_it(pair: Pair) -> None:
    assertion = said(20, of=ROOF, total="paid", dated="2024-06-29")
    assert stood(pair.model.books, assertion) == 0
    pair.do_all((said(0, total="paid", dated="2024-06-29"), said(50, total="paid")))
    assert failing(pair.model.books) == set()
    pair.do(replace(one("pay", 20, line=ROOF), dated="2024-02-01"))
    assert failing(pair.model.books) == {1, 2}
    assert stood(pair.model.books, assertion) == 20
    pair.do_all((assertion, said(100, of=GIFT, total="available")))
    assert failing(pair.model.books) == {1, 2}
