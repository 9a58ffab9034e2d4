"""Contracts and marks of procurement: each rule broken alone, and what the reports say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from model import closing
from model.example import FOOD, NEXT, ROOF, WAGES, one, voucher
from model.words import (
    AddUnit,
    AmendContract,
    Approve,
    DraftLine,
    Entry,
    LoadSuccessor,
    MarkProcurement,
    Part,
    Reversal,
    SignContract,
)

if TYPE_CHECKING:
    from model.driver import Pair
    from model.words import Act, Line


def part(line: Line, amount: object, **said: object) -> Part:
    codes = line.functional_code, line.economic_code
    known = Part(line.year, line.fund, line.level, *codes, line.kind, line.project, amount)
    return replace(known, **said)  # type: ignore[arg-type]


def sign(*parts: Part, **said: object) -> SignContract:
    known = SignContract(reference="2024-07", unit="office", signed_on="2024-03-01", parts=parts)
    return replace(known, **said)  # type: ignore[arg-type]


def mark(amount: object = 1, **said: object) -> Act:
    known = MarkProcurement(category="goods", amount=amount)
    return replace(known, **said)  # type: ignore[arg-type]


SIGNED = sign(part(ROOF, 100))
COMMITTED = one("commit", 60, line=ROOF, contract="2024-07")

CASES: dict[str, tuple[tuple[Act, ...], Act]] = {
    "amount_invalid": ((), sign(part(ROOF, 7.0))),
    "amount_out_of_range": ((), mark(-1, line=ROOF)),
    "commitment_invalid": ((), one("commit", line=ROOF, contract=" 2024-07")),
    "contract_exceeded": ((SIGNED, COMMITTED), one("commit", 41, line=ROOF, contract="2024-07")),
    "contract_exists": ((SIGNED,), SIGNED),
    "contract_invalid": ((), sign(part(ROOF, 1), reserved_for="small")),
    "contract_unit": ((SIGNED,), one("commit", line=FOOD, contract="2024-07")),
    "contract_unknown": ((), AmendContract("2024-07", (part(ROOF, 1),))),
    "part_exceeded": ((SIGNED,), AmendContract("2024-07", (part(WAGES, 9), part(WAGES, -10)))),
    "part_invalid": ((), sign(part(ROOF, 1, due_on="2025-01-01"))),
    "procurement_invalid": ((), mark(line=ROOF, commitment=1)),
    "record_not_expected": ((), sign()),
    "unit_inactive": ((), sign(part(ROOF, 1), unit="gone")),
    "unit_unknown": ((), sign(part(ROOF, 1), unit="nobody")),
}


@pytest.mark.parametrize("token", CASES)
def test_an_act_that_breaks_one_rule_is_refused_for_it(pair: Pair, token: str) -> None:
    before, act = CASES[token]
    pair.do_all(before)
    pair.refuse(act, token)


def test_what_is_committed_already_belongs_to_a_contract_signed_later(pair: Pair) -> None:
    pair.refuse(sign(part(ROOF, 49), reference="roof 1"), "contract_exceeded")
    pair.refuse(sign(part(FOOD, 50), reference="roof 1", unit="home"), "contract_unit")
    pair.do(sign(part(ROOF, 30), part(WAGES, 20), reference="roof 1"))
    pair.refuse(AmendContract("roof 1", (part(WAGES, -1),)), "contract_exceeded")
    # An amendment is judged at its end: what it takes from one line it may give to another.
    pair.do(AmendContract("roof 1", (part(ROOF, 1), part(WAGES, -1))))


def test_a_release_is_taken_back_only_while_the_contract_still_costs_as_much(pair: Pair) -> None:
    pair.do_all((SIGNED, COMMITTED, one("release", 10, line=ROOF, commitment=2)))
    released = len(pair.model.books.journal)
    pair.do(AmendContract("2024-07", (part(ROOF, -50),)))
    pair.refuse(voucher(Reversal(released)), "contract_exceeded")
    pair.do(AmendContract("2024-07", (part(ROOF, 10),)))
    pair.do(voucher(Reversal(released)))


def test_a_contract_is_paid_by_the_unit_that_took_it_over(pair: Pair) -> None:
    bureau = replace(ROOF, unit="bureau", year=2025, origin_year=2025)
    commit = voucher(
        Entry(event="supplement", amount=100, line=bureau),
        Entry(event="commit", amount=100, line=bureau, contract="2024-07"),
        year=2025,
    )
    pair.do_all((AddUnit("bureau"), SIGNED, DraftLine(NEXT, 1)))
    pair.do(Approve(year=2025, dated="2025-01-20"))
    pair.refuse(commit, "contract_unit")
    pair.do(LoadSuccessor(2024, "unit", "office", "bureau"))
    pair.do(commit)


def test_the_newest_mark_decides_and_is_carried_on_with_what_is_left(pair: Pair) -> None:
    pair.do_all((mark(300, line=ROOF), mark(200, line=ROOF, category="works")))
    pair.do_all((mark(40, commitment=1, category="works", reserved_for="small"),))
    pair.do(one("pay", 15, line=ROOF, commitment=1))
    report = (2024, "office", "works")
    assert pair.model.snapshot()["procurement", (*report, None), "planned"] == 200
    assert pair.model.snapshot()["procurement", (*report, "small"), "committed"] == 40
    assert pair.model.snapshot()["procurement", (*report, "small"), "paid"] == 15
    pair.do(mark(0, line=ROOF))
    assert ("procurement", (*report, None), "planned") not in pair.model.snapshot()
    pair.do_all(closing.close(pair.model.books, 2024))
    carried = (2025, "office", "works", "small")
    assert pair.model.snapshot()["procurement", carried, "committed"] == 25
    # What a closed year bought stays as it was reported.
    pair.refuse(mark(1, line=ROOF), "year_closed")
    pair.refuse(mark(1, commitment=1), "year_closed")
    pair.do(mark(20, commitment=2, category="works"))
