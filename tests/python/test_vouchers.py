"""Vouchers of several entries: all of them or none, one receipt, every wrong entry named."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from python.book import AMOUNTS, LINE, PROJECT, TRAINING, TRAVEL, UNIT, key, rows
from yusuan import Entry, NotFoundError, RuleError, SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from yusuan import Ledger

MARCH = date(2025, 3, 1)
OTHER: Any = {"unit": UNIT, "fund": "unit_other_income"}


def test_every_event_of_an_ordinary_act_in_one_voucher(ledger: Ledger) -> None:
    paid = ledger.pay(LINE, "100.00", dated=MARCH).first_posting_id
    held = ledger.commit(LINE, "500.00", contract="HT-1", dated=MARCH).commitment_ids[0]
    entries = [
        Entry.supplement(LINE, "10.00"),
        Entry.reduce(LINE, "1.00"),
        Entry.recall(LINE, "2.00"),
        Entry.transfer(LINE, TRAVEL, "3.00"),
        Entry.prior_year_increase(key(2025, "30201", origin_year=2024), "4.00"),
        Entry.prior_year_decrease(LINE, "1.00"),
        Entry.commit(TRAVEL, "200.00", contract="HT-1", counterparty="某公司"),
        Entry.increase_commitment(held, "50.00"),
        Entry.release(held, "20.00"),
        Entry.pay_commitment(held, "30.00", payee="某公司"),
        Entry.pay(LINE, "5.00", payee="文具店"),
        Entry.refund(paid, "40.00"),
        Entry.lapse(TRAVEL, "6.00"),
        Entry.to_surplus(PROJECT, "70.00"),
        Entry.use_surplus(TRAVEL, "60.00"),
        Entry.surrender(2025, unit=UNIT, fund="general_public", amount="5.00"),
        Entry.receive(2025, **OTHER, amount="90.00"),
        Entry.to_surplus(TRAINING, "30.00"),
        Entry.distribute(2025, **OTHER, amount_fen=100),
        Entry.earmark_surplus(2025, **OTHER, amount="20.00"),
        Entry.use_earmarked(TRAINING, "15.00"),
        Entry.return_income(2025, **OTHER, amount="9.00"),
        Entry.income_increase(2025, **OTHER, amount="8.00"),
        Entry.income_decrease(2025, **OTHER, amount="7.00"),
    ]
    receipt = ledger.post(entries, dated=MARCH, document="会议纪要1号", key="all")
    assert receipt.posting_count == len(entries)
    assert receipt.commitment_ids == [2]
    voucher = ledger.log(after=receipt.voucher_id - 1)[0]
    assert [entry.event for entry in entries] == [posting.event for posting in voucher.postings]
    assert [posting.payee for posting in voucher.postings[9:11]] == ["某公司", "文具店"]
    assert voucher.postings[9].commitment_id == held
    assert voucher.postings[11].refunds_id == paid
    again = ledger.post(entries, dated=MARCH, document="会议纪要1号", key="all")
    assert (again.is_repeated, again.voucher_id) == (True, receipt.voucher_id)
    with pytest.raises(RuleError, match="amount") as refused:
        ledger.post([*entries[:-1], Entry.income_decrease(2025, **OTHER, amount="6.00")],
                    dated=MARCH, document="会议纪要1号", key="all")  # fmt: skip
    assert (refused.value.code, refused.value.field) == ("key_used", "amount")
    assert ledger.verify().is_clean


def test_one_wrong_entry_undoes_all_and_every_wrong_one_is_named(
    ledger: Ledger, path: Path
) -> None:
    before = rows(path)
    entries = [
        Entry.pay(LINE, "81000.00"),
        Entry.pay(LINE, "880.01"),
        Entry.pay(TRAVEL, "10000.00"),
        Entry.release(99, "1.00"),
    ]
    with pytest.raises(RuleError) as refused:
        ledger.post(entries, dated=MARCH)
    assert refused.value.code == "available_exceeded"
    # What the first entry took is gone for the second.
    assert refused.value.shortfall_fen == 1
    first, second = refused.value.message.split("\n")
    assert first.startswith("entry 2 of 4: available_exceeded: line 1 ")
    assert second.startswith(
        "entry 4 of 4: commitment_unknown: the commitment is not in this ledger: 99"
    )
    with pytest.raises(NotFoundError) as unknown:
        ledger.post([Entry.release(99, "1.00"), *entries[:2]], dated=MARCH)
    assert unknown.value.code == "commitment_unknown"
    assert "entry 3 of 3: available_exceeded" in unknown.value.message
    assert rows(path) == before


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([], "voucher_count_invalid"),
        ([Entry.pay(LINE, "1.00"), Entry.pay(key(2026, "30201"), "1.00")], "line_unknown"),
        ([Entry.pay(LINE, "1.00"), Entry.receive(2026, **OTHER, amount="1.00")], "line_wrong_year"),
        ([Entry.reverse(99)], "reversal_unknown"),
        ([Entry.refund_prior_year(1, "1.00")], "payment_unknown"),
        ([Entry.reduce(LINE, "1.00"), Entry.pay(LINE, "1.00")], "document_missing"),
    ],
)
def test_a_voucher_that_makes_no_sense_is_refused(
    ledger: Ledger, entries: list[Entry], code: str
) -> None:
    with pytest.raises((RuleError, NotFoundError)) as refused:
        ledger.post(entries, dated=MARCH)
    assert refused.value.code == code


def test_a_line_that_a_voucher_makes_can_be_used_in_it(ledger: Ledger) -> None:
    new = key(2025, "30213")
    ledger.post(
        [Entry.transfer(LINE, new, "30.00"), Entry.pay(new, "20.00")],
        dated=MARCH,
        document="调剂单1",
    )
    assert ledger.balance(new).available_fen == 10_00


def test_one_posting_is_undone_and_the_rest_stands(ledger: Ledger) -> None:
    receipt = ledger.post([Entry.pay(LINE, "1.00"), Entry.pay(LINE, "2.00")], dated=MARCH)
    second = receipt.first_posting_id + 1
    undone = ledger.reverse_posting(second, dated=MARCH, key="undo")
    assert ledger.balance(LINE).paid_fen == 1_00
    assert ledger.reverse_posting(second, dated=MARCH, key="undo").is_repeated
    for number in (second, undone.first_posting_id):
        with pytest.raises(RuleError) as refused:
            ledger.reverse_posting(number, dated=MARCH)
        assert refused.value.code in {"already_reversed", "reversal_unknown"}
    with pytest.raises(RuleError, match="is a reversal") as refused:
        ledger.reverse(undone.voucher_id, dated=MARCH)
    assert refused.value.code == "reversal_unknown"
    ledger.reverse(receipt.voucher_id, dated=MARCH)
    assert ledger.balance(LINE).paid_fen == 0


def test_money_of_an_earlier_year_comes_back_as_such(ledger: Ledger) -> None:
    """The closed year stays as it was; the open one shows where the money is from."""
    paid = ledger.pay(LINE, "100.00", dated=MARCH)
    ledger.close(ledger.plan_close(2025))
    ledger.draft(key(2026, "30201"), "1.00")
    ledger.approve(2026, document="批复", dated=date(2026, 2, 1))
    back: dict[str, Any] = {"dated": date(2026, 3, 1), "document": "退款1号"}
    payment = paid.first_posting_id
    receipt = ledger.refund_prior_year(payment, "30.00", **back)
    carried = key(2026, "30201", origin_year=2025)
    assert ledger.balance(carried).prior_year_fen == 30_00
    # To another line it comes as money of the same year and level, made where there is none.
    other = key(2026, "30202", origin_year=2025)
    ledger.refund_prior_year(payment, "20.00", to_line=other, **back)
    assert ledger.balance(other).prior_year_fen == 20_00
    for wrong in (key(2026, "30201"), key(2026, "30201", origin_year=2025, level="upper")):
        with pytest.raises(RuleError, match="of the same unit, fund and level with origin") as no:
            ledger.refund_prior_year(payment, "1.00", to_line=wrong, **back)
        assert no.value.code == "refund_wrong"
    with pytest.raises(RuleError, match="stays money of that year") as young:
        ledger.prior_year_adjustment(key(2026, "30201"), "1.00", direction="increase", **back)
    assert young.value.code == "prior_year_wrong"
    posting = ledger.log(after=receipt.voucher_id - 1)[0].postings[0]
    assert (posting.event, posting.refunds_id) == ("prior_year_increase", payment)
    with pytest.raises(RuleError, match=r"has 50\.00 yuan left .* 0\.01 too much") as refused:
        ledger.refund_prior_year(payment, "50.01", **back)
    assert (refused.value.code, refused.value.shortfall_fen) == ("refund_exceeded", 1)
    assert ledger.balance(LINE).paid_fen == 100_00
    assert ledger.verify().is_clean


def test_money_that_comes_back_passes_a_policy_by_the_document_that_grants_it(
    ledger: Ledger,
) -> None:
    paid = ledger.pay(LINE, "100.00", dated=MARCH).first_posting_id
    ledger.close(ledger.plan_close(2025))
    ledger.draft(key(2026, "30201"), "1.00")
    ledger.approve(2026, document="批复", dated=date(2026, 2, 1))
    dinners = key(2026, "30217", origin_year=2025)
    back: dict[str, Any] = {"dated": date(2026, 3, 1), "document": "退款1号"}
    up: dict[str, Any] = {"direction": "increase", **back}
    granted: dict[str, Any] = {"overrides": {"three_public_increase": "县政府纪要〔2025〕7号"}}
    with pytest.raises(RuleError, match=r"may take 0\.00 yuan more") as held:
        ledger.refund_prior_year(paid, "1.00", to_line=dinners, **back)
    assert held.value.code == "three_public_increase"
    with pytest.raises(RuleError) as held:
        ledger.prior_year_adjustment(dinners, "2.00", **up)
    assert held.value.code == "three_public_increase"
    ledger.refund_prior_year(paid, "1.00", to_line=dinners, reason="误付", **granted, **back)
    ledger.prior_year_adjustment(dinners, "2.00", reason="审计", **granted, **up)
    assert ledger.balance(dinners).prior_year_fen == 3_00
    assert [it.policy for it in ledger.overrides(2026)] == ["three_public_increase"] * 2
    assert ledger.verify().is_clean


def test_a_commitment_says_how_much_is_missing_and_keeps_to_itself(ledger: Ledger) -> None:
    whole = AMOUNTS[TRAVEL]
    first = ledger.commit(TRAVEL, "6000.00", contract="A", dated=MARCH).commitment_ids[0]
    second = ledger.commit(TRAVEL, "4000.00", contract="B", dated=MARCH).commitment_ids[0]
    for act in (ledger.pay_commitment, ledger.release):
        with pytest.raises(RuleError) as refused:
            act(first, "6000.01", dated=MARCH)
        assert (refused.value.code, refused.value.shortfall_fen) == ("commitment_exceeded", 1)
        assert "commitment 1 (contract A) has 6000.00 yuan remaining" in refused.value.message
    with pytest.raises(RuleError) as refused:
        ledger.increase_commitment(first, "0.01", dated=MARCH)
    assert (refused.value.code, refused.value.shortfall_fen) == ("available_exceeded", 1)
    with pytest.raises(RuleError):
        ledger.pay(TRAVEL, "0.01", dated=MARCH)
    ledger.pay_commitment(second, "4000.00", dated=MARCH)
    ledger.pay_commitment(first, "6000.00", dated=MARCH)
    assert whole == "10000.00"
    assert ledger.balance(TRAVEL).committed_fen == 0


CSV = """event,line,amount,payee,contract,commitment
pay,1,"1,000.00",文具店,,
commit,2,200.00,,HT-9,
"""


def test_a_voucher_comes_from_a_file(ledger: Ledger, tmp_path: Path) -> None:
    csv = tmp_path / "voucher.csv"
    csv.write_text(CSV, encoding="utf-8")
    receipt = ledger.post_file(csv, dated=MARCH)
    assert (receipt.posting_count, receipt.commitment_ids) == (2, [1])
    json_file = tmp_path / "voucher.json"
    objects = [
        {"event": "pay", "commitment": 1, "amount": "50.00", "payee": "某公司"},
        {"event": "reverse", "posting": receipt.first_posting_id},
        {"event": "receive", "year": 2025, **OTHER, "amount_fen": 5},
    ]
    json_file.write_text(json.dumps(objects, ensure_ascii=False), encoding="utf-8")
    assert ledger.post_file(json_file, dated=MARCH).posting_count == 3
    assert ledger.balance(LINE).paid_fen == 0
    assert ledger.balance(TRAVEL).paid_fen == 50_00


def test_every_wrong_cell_of_a_file_is_named(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    before = rows(path)
    csv = tmp_path / "voucher.csv"
    text = (
        "event,line,amount,payee,to_line\n"
        "spend,1,1.00,,\npay,,1.00,,\npay,1,0.001,,\ntransfer,1,1.00,文具店,2\n"
        "reverse,,,,\npay,one,1.00,,\n"
    )
    csv.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        ledger.post_file(csv, dated=MARCH)
    found = [(p["row"], p["column"], p["token"]) for p in refused.value.problems]
    assert found == [
        (2, "event", "event_unknown"),
        (3, "line", "posting_shape"),
        (4, "amount", "amount_subfen"),
        (5, "payee", "posting_shape"),
        (6, "posting", "posting_shape"),
        (7, "line", "row_malformed"),
    ]
    json_file = tmp_path / "voucher.json"
    json_file.write_text('[{"event": "pay", "line": 1, "amount": 1.5}, {"evnt": "pay"}]')
    with pytest.raises(SourceError) as refused:
        ledger.post_file(json_file, dated=MARCH)
    found = [(p["row"], p["column"], p["token"]) for p in refused.value.problems]
    assert found == [(1, "amount", "row_malformed"), (2, "evnt", "column_unknown")]
    assert rows(path) == before
