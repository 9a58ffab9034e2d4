"""A statement beside the ledger: what is the same money is found, never guessed, and kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import yusuan
import yusuan_verify
from python.book import LINE, NEXT, TRAINING, TRAVEL, UNIT, key, rows
from python.workbooks import write_xlsx

if TYPE_CHECKING:
    from python.workbooks import Cell
    from yusuan.words import Fund


def march(day: int) -> date:
    return date(2025, 3, day)


def load(ledger: yusuan.Ledger, text: str, **others: object) -> int:
    path = ledger.path.with_name("statement.csv")
    path.write_text(text, encoding="utf-8")
    said: dict[str, object] = {"kind": "treasury", "name": "国库集中支付", **others}
    ledger.load_statement(path, **said)  # type: ignore[arg-type]
    return ledger.statements()[-1].statement_id


def pay(ledger: yusuan.Ledger, amount: str, day: int, **others: str) -> int:
    paid = ledger.pay(LINE, amount, dated=march(day), **others)  # type: ignore[arg-type]
    return paid.first_posting_id


def test_both_sides_add_up(ledger: yusuan.Ledger) -> None:
    by_key = pay(ledger, "100.00", 1, key="Z-1")
    by_document = pay(ledger, "200.00", 5, document="令7")
    by_day = pay(ledger, "300.00", 6)
    by_days = pay(ledger, "400.00", 28)
    missing = pay(ledger, "500.00", 9, payee="某公司")
    undone = ledger.pay(LINE, "600.00", dated=march(10))
    ledger.reverse(undone.voucher_id, dated=march(10))
    back = ledger.refund(by_day, "30.00", dated=march(12)).first_posting_id
    ledger.receive(2025, unit=UNIT, fund="unit_other_income", amount="77.00", dated=march(12))
    number = load(
        ledger,
        "支付日期,支付金额,流水号,支付令号\n2025-03-31,100.00,Z-1,\n2025-03-07,200.00,,令7\n"
        "2025-03-06,300.00,,\n2025-03-31,400.00,,\n2025-03-12,-30.00,,\n2025-03-15,88.00,,\n",
        first_on=march(1),
        last_on=march(31),
    )
    report = ledger.reconcile(number, days=3)
    assert [(one.posting.posting_id, one.by) for one in report.matched] == [
        (by_key, "key"),
        (by_document, "document"),
        (by_day, "day"),
        (by_days, "days"),
        (back, "day"),
    ]
    assert [one.row.amount for one in report.only_in_statement] == [Decimal("88.00")]
    assert [one.posting_id for one in report.only_in_ledger] == [missing]
    assert report.only_in_ledger[0].payee == "某公司"
    assert not report.agrees
    assert report.statement_total.paid == Decimal("1088.00")
    assert report.ledger_total.paid == Decimal("1500.00")
    for total in (report.statement_total, report.ledger_total, report.matched_total):
        assert total.received == Decimal("30.00")
    matched, only = report.matched_total, report.only_in_statement_total
    assert report.statement_total.paid_fen == matched.paid_fen + only.paid_fen


def test_the_bank_sees_the_other_funds(ledger: yusuan.Ledger) -> None:
    pay(ledger, "5.00", 3)
    fund: Fund = "unit_other_income"
    ledger.receive(2025, unit=UNIT, fund=fund, amount="77.00", dated=march(3))
    ledger.return_income(2025, unit=UNIT, fund=fund, amount="7.00", dated=march(4))
    text = "交易时间,借方发生额,贷方发生额,对方户名\n2025-03-03 09:10:11,,77.00,甲\n"
    number = load(ledger, text + "2025-03-04 10:00:00,7.00,0.00,乙\n", kind="bank", name="基本户")
    report = ledger.reconcile(number)
    assert [one.posting.event for one in report.matched] == ["receive", "return_income"]
    assert report.agrees
    assert "甲" not in str(rows(ledger.path)["statement_row"])


def test_surplus_and_earlier_years_move_money_too(ledger: yusuan.Ledger) -> None:
    ledger.draft(NEXT, "1.00")
    ledger.approve(2026, document="批复", dated=date(2026, 1, 2))
    fund: Fund = "unit_other_income"
    ledger.receive(2025, unit=UNIT, fund=fund, amount="100.00", dated=march(2))
    paid = ledger.pay(TRAINING, "40.00", dated=march(2)).first_posting_id
    fiscal = pay(ledger, "30.00", 2)
    ledger.to_surplus(TRAINING, "50.00", dated=march(3))
    day = date(2026, 3, 4)
    older = key(2026, "30216", "project", fund=fund, origin_year=2025, project="培训")
    moved = [
        ledger.refund_prior_year(paid, "4.00", document="退款", dated=day),
        ledger.prior_year_adjustment(
            older, "3.00", direction="decrease", document="退款", dated=day
        ),
        ledger.surrender(2026, unit=UNIT, fund=fund, amount="20.00", dated=day),
        ledger.distribute(2026, unit=UNIT, fund=fund, amount="10.00", dated=day),
    ]
    # What stays within the books is on no statement.
    ledger.earmark_surplus(2026, unit=UNIT, fund=fund, amount="5.00", dated=day)
    numbers = [receipt.first_posting_id for receipt in moved]
    text = "交易时间,收入,支出\n2026-03-04,4.00,\n2026-03-04,,3.00\n2026-03-05,,20.00\n"
    days = {"first_on": date(2026, 3, 1), "last_on": date(2026, 3, 31)}
    short = load(ledger, text, kind="bank", name="基本户", **days)
    report = ledger.reconcile(short)
    assert [one.posting.posting_id for one in report.matched] == numbers[:3]
    assert [one.event for one in report.only_in_ledger] == ["distribute"]
    assert report.only_in_ledger_total.paid == Decimal("10.00")
    ledger.confirm_matches(report.proposals)
    text = "交易时间,收入,支出\n2026-03-06,,10.00\n"
    rest = load(ledger, text, kind="bank", name="基本户", **days)
    ledger.confirm_matches(ledger.reconcile(rest).proposals)
    assert ledger.reconcile(rest).agrees
    assert ledger.reconcile(short).agrees
    # Of fiscal money only what came back of a payment moved.
    late = ledger.refund_prior_year(fiscal, "30.00", document="退款", dated=day).first_posting_id
    carried = key(2026, "30201", origin_year=2025)
    ledger.prior_year_adjustment(carried, "1.00", direction="decrease", document="退款", dated=day)
    listed = load(ledger, "支付日期,支付金额\n2026-03-05,-30.00\n", **days)
    report = ledger.reconcile(listed)
    assert (report.agrees, report.matched[0].posting.posting_id) == (True, late)
    ledger.confirm_matches(report.proposals)
    assert ledger.verify().is_clean


def test_what_nearly_agrees_is_listed_and_not_paired(ledger: yusuan.Ledger) -> None:
    by_key = pay(ledger, "100.00", 1, key="Z-1")
    by_document = pay(ledger, "200.00", 5, document="令7")
    by_amount = pay(ledger, "300.00", 20)
    number = load(
        ledger,
        "支付日期,支付金额,流水号,支付令号\n2025-03-01,101.00,Z-1,\n2025-03-07,20.00,,令7\n"
        "2025-03-06,300.00,,\n2025-03-06,77.00,,\n",
        first_on=march(1),
        last_on=march(31),
    )
    report = ledger.reconcile(number)
    assert report.matched == report.proposals == []
    assert [(one.row.row_id, one.posting.posting_id, one.by, one.days)
            for one in report.near_misses] == [
        (1, by_key, "key", 0),
        (2, by_document, "document", 2),
        (3, by_amount, "amount", 14),
    ]  # fmt: skip
    assert len(report.only_in_statement) == 4
    assert [one.posting_id for one in report.only_in_ledger] == [by_key, by_document, by_amount]
    # Once it is the same money it is near to nothing else.
    assert [one.by for one in ledger.reconcile(number, days=14).near_misses] == ["key", "document"]
    ledger.confirm_matches([(3, by_amount)])
    assert [one.by for one in ledger.reconcile(number).near_misses] == ["key", "document"]


def test_what_could_be_two_is_shown_and_not_guessed(ledger: yusuan.Ledger) -> None:
    two = [pay(ledger, "5.00", 3), ledger.pay(TRAVEL, "5.00", dated=march(3)).first_posting_id]
    number = load(ledger, "日期,支付金额\n2025-03-03,5.00\n")
    report = ledger.reconcile(number)
    assert report.matched == []
    assert report.only_in_statement[0].candidates == two
    ledger.confirm_matches([(report.only_in_statement[0].row.row_id, two[1])])
    report = ledger.reconcile(number)
    assert [one.by for one in report.matched] == ["confirmed"]
    assert [one.posting_id for one in report.only_in_ledger] == two[:1]


def test_a_match_is_kept_and_can_be_taken_back(ledger: yusuan.Ledger) -> None:
    paid = ledger.pay(LINE, "5.00", dated=march(3))
    number = load(ledger, "日期,支付金额\n2025-03-04,5.00\n", key="load")
    pairs = ledger.reconcile(number).proposals
    assert ledger.reconcile(number, days=0).proposals == []
    first = ledger.confirm_matches(pairs, prepared_by="王", key="confirm")
    assert ledger.confirm_matches(pairs, prepared_by="王", key="confirm").is_repeated
    assert ledger.confirm_matches(pairs, prepared_by="王", key="confirm").hash == first.hash
    report = ledger.reconcile(number)
    assert (report.agrees, report.matched[0].match_id, report.proposals) == (True, 1, [])
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.confirm_matches(pairs)
    assert refused.value.code == "match_exists"
    ledger.cancel_match(1, key="cancel")
    assert ledger.cancel_match(1, key="cancel").is_repeated
    with pytest.raises(yusuan.NotFoundError):
        ledger.cancel_match(1)
    assert ledger.reconcile(number).proposals == pairs
    ledger.confirm_matches(pairs)
    # Undone later: on the statement, and no more in the ledger.
    ledger.reverse(paid.voucher_id, dated=march(9))
    report = ledger.reconcile(number)
    assert (report.agrees, len(report.matched), len(report.only_in_ledger)) == (False, 0, 0)
    assert report.reversed[0].match_id == 2
    assert report.statement_total.paid == report.reversed_total.paid == Decimal("5.00")
    assert ledger.verify().is_clean
    assert yusuan_verify.verify(Path(ledger.path))[1].counts == {}


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        ((1, "five"), "match_amount_differs"),
        ((1, "commit"), "match_wrong"),
        ((1, "undone"), "match_wrong"),
        ((1, "nothing"), "match_wrong"),
        ((1, "bank"), "match_wrong"),
        ((9, "four"), "match_wrong"),
    ],
)
def test_a_wrong_pair_changes_nothing(
    ledger: yusuan.Ledger, pair: tuple[int, str], code: str
) -> None:
    undone = ledger.pay(LINE, "4.00", dated=march(3))
    ledger.reverse(undone.voucher_id, dated=march(3))
    committed = ledger.commit(LINE, "4.00", contract="C", dated=march(3))
    postings = {
        "four": pay(ledger, "4.00", 3),
        "five": pay(ledger, "5.00", 3),
        "commit": committed.first_posting_id,
        "undone": undone.first_posting_id,
        "bank": ledger.pay(TRAINING, "4.00", dated=march(3)).first_posting_id,
        "nothing": 9_999,
    }
    load(ledger, "日期,支付金额\n2025-03-04,4.00\n2025-03-04,4.00\n")
    before = rows(ledger.path)
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.confirm_matches([(2, postings["four"]), (pair[0], postings[pair[1]])])
    assert refused.value.code == code
    assert rows(ledger.path) == before


def test_a_file_is_loaded_once_and_whole(ledger: yusuan.Ledger, tmp_path: Path) -> None:
    text = "日期,支付金额\n2025-03-04,4.00\n"
    load(ledger, text, key="march")
    load(ledger, text, key="march")
    assert len(ledger.statements()) == 1
    before = rows(ledger.path)
    with pytest.raises(yusuan.RuleError, match="loaded already, as statement 1"):
        load(ledger, text)
    late = "日期,支付金额\n2025-03-04,4.00\n2025-04-01,4.00\n2025-04-02,4.00\n"
    said = r"the row is of 2025-04-01, and the statement covers days to 2025-03-31"
    with pytest.raises(yusuan.SourceError, match=said) as outside:
        load(ledger, late.replace(",4.00", ",4.001", 1), last_on=march(31))
    assert [(one["token"], one["row"]) for one in outside.value.problems] == [
        ("amount_subfen", 2),
        ("statement_row_invalid", 3),
        ("statement_row_invalid", 4),
    ]
    wrong: list[list[Cell]] = [["日期", "支付金额"], ["2025-03-04", 4], ["2025-03-32", 4.001]]
    write_xlsx(tmp_path / "march.xlsx", {"三月": wrong})
    with pytest.raises(yusuan.SourceError) as error:
        ledger.load_statement(tmp_path / "march.xlsx", kind="treasury", name="国库")
    cells = [(one["token"], one["cell"]) for one in error.value.problems]
    assert cells == [("date_invalid", "A3"), ("amount_subfen", "B3")]
    assert rows(ledger.path) == before


def test_one_unit_can_be_meant(ledger: yusuan.Ledger) -> None:
    pay(ledger, "5.00", 3)
    number = load(ledger, "日期,支付金额\n2025-03-04,5.00\n")
    ledger.add_unit("别的单位", kind="institution")
    assert ledger.reconcile(number, unit=UNIT).agrees
    assert ledger.reconcile(number, unit="别的单位").matched == []
    with pytest.raises(yusuan.LedgerError) as unknown:
        ledger.reconcile(number, unit="没有")
    assert unknown.value.code == "unit_unknown"
    with pytest.raises(yusuan.NotFoundError) as missing:
        ledger.reconcile(9)
    assert missing.value.code == "statement_unknown"


@pytest.mark.parametrize("days", [-1, 10**6, 10**30])
def test_days_that_nobody_counts_are_refused(ledger: yusuan.Ledger, days: int) -> None:
    statement = load(ledger, "日期,支付金额\n2025-03-01,1.00\n")
    with pytest.raises(yusuan.ArgumentError, match=str(days)) as refused:
        ledger.reconcile(statement, days=days)
    assert refused.value.code == "number_out_of_range"
    assert ledger.reconcile(statement, days=0) == ledger.reconcile(statement)
