"""Reading as of a day or an act, and the table of the execution, as Python sees them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import yusuan
from python.book import LINE, PROJECT, TRAINING, TRAVEL, UNIT, key

if TYPE_CHECKING:
    from pathlib import Path

APRIL, MAY, JUNE = date(2025, 4, 30), date(2025, 5, 31), date(2025, 6, 30)


def test_what_was_dated_back_is_seen(ledger: yusuan.Ledger) -> None:
    june = ledger.pay(LINE, "100.00", dated=JUNE)
    ledger.pay(LINE, "20.00", dated=MAY)
    paid = [
        ledger.balance(LINE, as_of=as_of).paid_fen
        for as_of in (
            None,
            MAY,
            yusuan.AsOf(voucher=june.voucher_id),
            yusuan.AsOf(posting=june.first_posting_id - 1),
            yusuan.AsOf(MAY, voucher=june.voucher_id),
        )
    ]
    assert paid == [12_000, 2_000, 10_000, 0, 0]
    assert [report.available_fen for report in ledger.lines(2025, as_of=APRIL)] == [
        report.balance.original_fen for report in ledger.lines(2025)
    ]
    assert ledger.lines(2025, as_of=date(2025, 2, 16)) == []


def test_less_was_there_than_anybody_thought(ledger: yusuan.Ledger) -> None:
    ledger.supplement(LINE, "100.00", dated=JUNE, document="1号")
    ledger.pay(LINE, "81900.00", dated=MAY)
    assert ledger.balance(LINE, as_of=MAY).available == Decimal("-20.00")


def test_a_moment_is_a_day_or_an_as_of(ledger: yusuan.Ledger) -> None:
    with pytest.raises(ValueError, match="not by both"):
        yusuan.AsOf(voucher=1, posting=1)
    with pytest.raises(TypeError, match=r"as_of is a datetime\.date or an AsOf, not str"):
        ledger.lines(2025, as_of="2025-06-30")  # type: ignore[arg-type]
    for future, code in [
        (yusuan.AsOf(voucher=10**6), "voucher_unknown"),
        (yusuan.AsOf(posting=10**6), "posting_unknown"),
        (yusuan.AsOf(posting=-1), "posting_unknown"),
    ]:
        with pytest.raises(yusuan.NotFoundError) as unknown:
            ledger.execution(2025, as_of=future)
        assert unknown.value.code == code


def test_money_beside_lines_has_a_past_too(ledger: yusuan.Ledger) -> None:
    ledger.receive(2025, unit=UNIT, fund="unit_other_income", amount="300.00", dated=MAY)
    ledger.pay(TRAINING, "500.00", dated=JUNE)
    ledger.commit(PROJECT, "50.00", contract="合同", dated=MAY)
    ledger.pay_commitment(1, "20.00", dated=JUNE)
    ledger.to_surplus(PROJECT, "7.00", dated=JUNE)
    for as_of, money, remaining, stock in [
        (APRIL, [0], [], []),
        (MAY, [30_000], [5_000], []),
        (JUNE, [-20_000], [3_000], [700]),
        (None, [-20_000], [3_000], [700]),
    ]:
        assert [income.money_fen for income in ledger.incomes(2025, as_of=as_of)] == money
        commitments = ledger.commitments(2025, as_of=as_of)
        assert [commitment.remaining_fen for commitment in commitments] == remaining
        assert [surplus.stock_fen for surplus in ledger.surpluses(as_of=as_of)] == stock


def test_execution_is_a_table_like_any_other(ledger: yusuan.Ledger) -> None:
    ledger.pay(LINE, "0.01", dated=MAY)
    table = ledger.execution(2025, by=["kind", "month"], currency_unit="yuan", as_of=JUNE)
    assert table.row_ids[:3] == ["total", "basic_public", "basic_public/01"]
    assert table.row_ids[-1] == "project/06"
    row = dict(zip(table.row_ids, table.rows, strict=True))["basic_public/05"]
    assert row == {
        "kind": "公用经费",
        "month": "5月",
        "approved": Decimal("91880.00"),
        "adjusted": Decimal("91880.00"),
        "committed": None,
        "paid_in_month": Decimal("0.01"),
        "paid": Decimal("0.01"),
        "settled": None,
        "left": Decimal("91879.99"),
        "rate": Decimal("0.00"),
    }
    assert "截至 2025-06-30" in table.notes[-1]
    assert table.to_csv().splitlines()[0] == (
        "支出类别,月份,年初批复,调整后指标,承诺未付,本月支付,累计支付,年终处理,可用余额,执行率"
    )
    assert "text-align: right" in table._repr_html_()
    assert table.to_dict()["rows"][0]["cells"]["rate"] == {
        "part_fen": 1,
        "whole_fen": 16_188_000,
        "text": "0.00%",
    }
    assert ledger.execution(2026).empty_note


def test_an_explanation_names_both_sides_and_what_was_undone(ledger: yusuan.Ledger) -> None:
    ledger.transfer(LINE, TRAVEL, "300.00", document="调剂单3", dated=MAY)
    paid = ledger.pay(TRAVEL, "20.00", dated=MAY, payee="某公司")
    ledger.reverse(paid.voucher_id, dated=JUNE)
    ledger.commit(TRAVEL, "50.00", contract="HT-1", dated=MAY)
    explanation = ledger.explain(TRAVEL)
    terms = {term.total: term for term in explanation.terms if term.postings}
    assert list(terms) == ["original", "transferred_in", "committed", "paid"]
    (moved,) = terms["transferred_in"].postings
    assert moved.counter_line == ledger.line(**LINE.to_dict())
    assert (moved.document, moved.dated, moved.event_zh) == ("调剂单3", MAY, "调剂")
    first, second = terms["paid"].postings
    assert (first.amount_fen, second.amount_fen, second.reverses_id) == (
        2_000,
        -2_000,
        first.posting_id,
    )
    assert (first.payee, terms["committed"].postings[0].contract) == ("某公司", "HT-1")
    text = str(explanation)
    assert "可用 10250.00 ＝ 年初预算 10000.00 ＋ 调入 300.00 － 承诺 50.00 － 支付 0.00" in text
    assert f"冲销记账 {first.posting_id}" in text
    assert "对方指标 1：2025年 社会保险中心" in text
    assert "日期截至 2025-05-31" in str(ledger.explain(TRAVEL, as_of=MAY))
    assert "可用 0.00 ＝ 无记账" in str(ledger.explain(TRAVEL, as_of=date(2025, 1, 1)))
    with pytest.raises(yusuan.NotFoundError):
        ledger.explain(key(2025, "30299"))


def test_a_log_can_be_asked_for_what_fits(ledger: yusuan.Ledger) -> None:
    transfer = ledger.transfer(LINE, TRAVEL, "300.00", document="调剂单3", dated=MAY)
    pay = ledger.pay(TRAVEL, "20.00", dated=JUNE)
    ledger.pay(LINE, "20.00", dated=JUNE)

    def found(**asked: object) -> list[int]:
        return [entry.voucher_id for entry in ledger.log(after=6, **asked)]  # type: ignore[arg-type]

    assert found(line=TRAVEL) == [transfer.voucher_id, pay.voucher_id]
    assert found(line=TRAVEL, event="pay") == [pay.voucher_id]
    assert found(line=TRAVEL, event="commit") == []
    assert found(event="transfer") == found(until=MAY, year=2025) == [transfer.voucher_id]
    assert found(since=JUNE, limit=1) == [pay.voucher_id]
    assert found(year=2024) == []
    assert [entry.act for entry in ledger.log(year=2026)] == ["load_catalogue", "prepare_year"]
    with pytest.raises(yusuan.RuleError) as refused:
        ledger.log(event="gift")
    assert refused.value.code == "event_unknown"


def test_a_difference_tells_before_and_after(ledger: yusuan.Ledger) -> None:
    kept = ledger.head()
    ledger.supplement(key(2025, "30213"), "5.00", dated=MAY, document="1号")
    ledger.pay(LINE, "20.00", dated=MAY)
    middle = str(ledger.head())
    paid = ledger.pay(TRAVEL, "20.00", dated=MAY)
    ledger.reverse(paid.voucher_id, dated=MAY)
    difference = ledger.diff(middle, kept)
    assert (difference.earlier, str(difference.later)) == (kept, middle)
    old, new = difference.lines
    assert (new.before, new.after.line.key.economic_code) == (None, "30213")
    assert old.before is not None
    assert (old.before.available_fen, old.after.available_fen) == (8_188_000, 8_186_000)
    # What was undone leaves vouchers and no change.
    later = ledger.diff(middle)
    assert (len(later.vouchers), len(later.lines), len(later.years)) == (2, 0, 0)
    ledger.prepare_year(2027)
    assert [(change.before, change.after) for change in ledger.diff(middle).years] == [
        (None, "preparing")
    ]


def test_a_head_of_another_chain_is_refused_with_words(
    ledger: yusuan.Ledger, tmp_path: Path
) -> None:
    kept = str(ledger.head())
    with yusuan.Ledger.create(tmp_path / "other.db") as other:
        for name in "一二三四五六七八":
            other.add_unit(name, kind="other")
        foreign = str(other.head())
    for wrong, words in [
        (foreign, "ends with voucher"),
        (kept.replace("sha256 ", "sha256 0")[:-1], "another ledger"),
        (kept.replace("posting 5", "posting 4"), "another ledger"),
        (kept.replace("voucher 7", "voucher 0"), "from 1"),
        (kept.replace("yusuan:1", "yusuan"), "anchor line"),
        ("", "anchor line"),
    ]:
        with pytest.raises(yusuan.NotFoundError) as refused:
            ledger.diff(wrong)
        assert refused.value.code == "head_unknown"
        assert words in refused.value.hint, wrong
    with pytest.raises(TypeError, match="a head is a Head or its anchor line, not int"):
        ledger.diff(7)  # type: ignore[arg-type]


def test_what_was_noted_is_read_back(ledger: yusuan.Ledger) -> None:
    ledger.commit(
        LINE, "10.00", contract="HT-1", counterparty="某公司", dated=MAY, memo="按合同第三条"
    )
    (entry,) = ledger.log(event="commit")
    (posting,) = entry.postings
    assert (entry.memo, posting.contract, posting.counterparty) == (
        "按合同第三条",
        "HT-1",
        "某公司",
    )


def test_a_line_foots(ledger: yusuan.Ledger) -> None:
    ledger.pay(LINE, "80.00", dated=MAY)
    report = next(it for it in ledger.lines(2025) if it.line.key == LINE)
    balance = report.balance
    assert report.adjusted == balance.committed + balance.paid + report.available
    assert balance.to_dict()["available_fen"] == report.available_fen


def test_the_log_ends_where_it_is_told_to(ledger: yusuan.Ledger) -> None:
    for _ in range(120):
        ledger.pay(LINE, "0.01", dated=date(2025, 6, 1))
    assert len(ledger.log()) == ledger.head().voucher_id
    assert len(ledger.log(limit=3)) == 3
    assert ledger.log(limit=0) == []
    with pytest.raises(ValueError, match="0 or more, not -1"):
        ledger.log(limit=-1)


def test_a_line_is_looked_up_by_its_number(ledger: yusuan.Ledger) -> None:
    number = ledger.line(**LINE.to_dict()).id
    assert ledger.balance(number) == ledger.balance(LINE)
    assert ledger.explain(number) == ledger.explain(LINE)
    assert ledger.log(line=number) == ledger.log(line=LINE)
    with pytest.raises(yusuan.NotFoundError, match="999"):
        ledger.balance(999)
    with pytest.raises(TypeError, match="bool"):
        ledger.balance(True)  # noqa: FBT003  # that is the point


def test_every_verb_takes_the_number_of_a_line(ledger: yusuan.Ledger) -> None:
    june = date(2025, 6, 1)
    paid = ledger.pay(1, "1.00", dated=june)
    ledger.commit(1, "2.00", contract="2025-07", dated=june)
    ledger.transfer(1, 2, "3.00", dated=june, document="调剂单1")
    ledger.transfer_pairs([(1, 2, "1.00")], dated=june, document="调剂单1")
    ledger.rebalance({1: "-4.00", 2: "4.00"}, dated=june, document="调剂单1")
    ledger.post([yusuan.Entry.pay(2, "1.00"), yusuan.Entry.supplement(1, "1.00")],
                dated=june, document="财预1号")  # fmt: skip
    ledger.assert_balance("1.00", total="paid", line=2, on=june, source="国库")
    ledger.plan_spending(2, by="quarter")
    assert ledger.balance(1).available == Decimal("81870.00")
    assert ledger.line(**LINE.to_dict()) == ledger.lines(2025)[0].line
    assert ledger.log(line=1, event="pay")[0].voucher_id == paid.voucher_id
    with pytest.raises(yusuan.NotFoundError, match="999") as unknown:
        ledger.pay(999, "1.00", dated=june)
    assert unknown.value.code == "line_unknown"
    with pytest.raises(TypeError, match="bool"):
        ledger.pay(True, "1.00", dated=june)  # noqa: FBT003  # that is the point
    with pytest.raises(TypeError, match="a Line, a LineKey or the number of a line, not str"):
        ledger.pay("1", "1.00", dated=june)  # type: ignore[arg-type]  # likewise


def test_what_need_not_be_there_goes_by_its_key(ledger: yusuan.Ledger) -> None:
    with pytest.raises(TypeError, match="a Line or a LineKey, since it need not be there yet"):
        yusuan.ContractPart(1, "1.00")  # type: ignore[arg-type]  # that is the point
    with pytest.raises(TypeError, match="a Line or a LineKey, since it need not be there yet"):
        ledger.draft(1, "1.00")  # type: ignore[arg-type]  # likewise


def test_what_belongs_to_no_project_has_a_name(ledger: yusuan.Ledger) -> None:
    table = ledger.execution(2025, by=["project"])
    assert "（无项目）" in str(table)
    assert "（无项目）" not in str(ledger.execution(2025, by="line"))
