"""Contracts over several years: signed, committed as budgets open, paid, carried on, closed."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from python.book import LINE, NEXT, TRAVEL, UNIT, key, rows
from yusuan import ContractPart, Entry, LineKey, NotFoundError, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from yusuan import Ledger

MARCH = date(2025, 3, 1)
NEXT_TRAVEL = key(2026, "30211")
SIGNED: Any = {"title": "物业服务", "unit": UNIT, "signed_on": MARCH}


def sign(ledger: Ledger, reference: str = "HT-1", **others: Any) -> Any:
    parts = [
        ContractPart(LINE, "3000.00", due_on=date(2025, 6, 30)),
        ContractPart(LINE, "2000.00", due_on=date(2025, 3, 31)),
        ContractPart(NEXT, "4000.00"),
        ContractPart(NEXT_TRAVEL, "1000.00"),
    ]
    return ledger.sign_contract(reference, **{**SIGNED, "parts": parts, **others})


def open_2026(ledger: Ledger, **amounts: str) -> Any:
    ledger.draft(NEXT, amounts.get("office", "9000.00"))
    ledger.draft(NEXT_TRAVEL, amounts.get("travel", "9000.00"))
    return ledger.approve(2026, document="批复", dated=date(2026, 2, 1), key="approve-2026")


def test_a_contract_lives_over_two_years(ledger: Ledger) -> None:
    sign(ledger, category="services", reserved_for="small", counterparty="某物业公司", key="sign")
    assert sign(
        ledger, category="services", reserved_for="small", counterparty="某物业公司", key="sign"
    ).is_repeated
    committed = ledger.commit_contract("HT-1", 2025, dated=MARCH, key="commit")
    assert ledger.balance(LINE).committed_fen == 5000_00
    again = ledger.commit_contract("HT-1", 2025, dated=MARCH, key="commit")
    assert (again.is_repeated, again.commitment_ids) == (True, committed.commitment_ids)
    ledger.pay_contract("HT-1", "2500.00", payee="某物业公司", dated=MARCH, key="pay")
    assert ledger.pay_contract(
        "HT-1", "2500.00", payee="某物业公司", dated=MARCH, key="pay"
    ).is_repeated
    ledger.close(ledger.plan_close(2025))
    approved = open_2026(ledger)
    assert approved.commitment_ids == [3, 4]
    assert open_2026_again(ledger).commitment_ids == [3, 4]

    contract = ledger.contract("HT-1")
    assert (contract.counterparty, contract.category, contract.reserved_for) == (
        "某物业公司", "services", "small",
    )  # fmt: skip
    assert (contract.planned_fen, contract.committed_fen, contract.paid_fen) == (
        10_000_00, 10_000_00, 2500_00,
    )  # fmt: skip
    years = [(y.year, y.planned_fen, y.carried_in_fen, y.remaining_fen) for y in contract.years]
    assert years == [(2025, 5000_00, 0, 0), (2026, 5000_00, 2500_00, 7500_00)]
    payments = [(p.due_on, p.planned_fen, p.paid_fen) for p in contract.payments]
    assert payments == [
        (date(2025, 3, 31), 2000_00, 2000_00),
        (date(2025, 6, 30), 3000_00, 500_00),
        (None, 4000_00, 0),
        (None, 1000_00, 0),
    ]
    links = [(c.commitment_id, c.continues_id, c.continued_by_ids) for c in contract.commitments]
    assert links == [(1, None, [2]), (2, 1, []), (3, None, []), (4, None, [])]
    assert ledger.contracts() == [contract]

    later = date(2026, 3, 1)
    ledger.pay_contract("HT-1", "2600.00", dated=later)
    assert [c.paid_fen for c in ledger.contract_commitments("HT-1")[1:]] == [2500_00, 100_00, 0]
    totals = [(p.category, p.committed_fen, p.paid_fen) for p in ledger.procurement(2026)]
    assert totals == [("services", 7500_00, 2600_00)]
    assert [p.committed_fen for p in ledger.procurement(2025)] == [5000_00]
    closed = ledger.close_contract("HT-1", dated=later, key="close")
    assert closed.posting_count == 2
    assert ledger.close_contract("HT-1", dated=later, key="close").is_repeated
    assert ledger.contract("HT-1").remaining_fen == 0
    assert ledger.verify().is_clean


def open_2026_again(ledger: Ledger) -> Any:
    return ledger.approve(2026, document="批复", dated=date(2026, 2, 1), key="approve-2026")


def test_no_more_is_committed_than_a_contract_costs(ledger: Ledger, path: Path) -> None:
    sign(ledger)
    ledger.commit(LINE, "9000.00", contract="HT-1", dated=MARCH)
    before = rows(path)
    with pytest.raises(RuleError, match=r"has 1000\.00 yuan that are not committed") as refused:
        ledger.commit(TRAVEL, "1000.01", contract="HT-1", dated=MARCH)
    assert (refused.value.code, refused.value.shortfall_fen) == ("contract_exceeded", 1)
    with pytest.raises(RuleError) as refused:
        ledger.increase_commitment(1, "1000.01", dated=MARCH)
    assert (refused.value.code, refused.value.shortfall_fen) == ("contract_exceeded", 1)
    with pytest.raises(RuleError) as refused:
        ledger.amend_contract("HT-1", [ContractPart(NEXT, "-1000.01")])
    assert (refused.value.code, refused.value.shortfall_fen) == ("contract_exceeded", 1)
    assert refused.value.allowed_fen == 1000_00
    with pytest.raises(RuleError) as refused:
        ledger.amend_contract("HT-1", [ContractPart(NEXT, "-4000.02")])
    assert (refused.value.code, refused.value.shortfall_fen) == ("part_exceeded", 2)
    assert refused.value.allowed_fen == 4000_00
    assert rows(path) == before
    # From one year into another, and back to what is committed.
    moved = [ContractPart(LINE, "1000.00"), ContractPart(NEXT, "-2000.00")]
    ledger.amend_contract("HT-1", moved, reason="提前付款")
    assert ledger.contract("HT-1").planned_fen == 9000_00
    assert [y.planned_fen for y in ledger.contract("HT-1").years] == [6000_00, 3000_00]


def test_a_reference_can_be_committed_before_it_is_signed(ledger: Ledger) -> None:
    ledger.commit(LINE, "5000.00", contract="HT-1", dated=MARCH)
    little = [ContractPart(LINE, "4999.99")]
    with pytest.raises(RuleError) as refused:
        sign(ledger, parts=little)
    assert (refused.value.code, refused.value.shortfall_fen) == ("contract_exceeded", 1)
    sign(ledger, parts=[ContractPart(LINE, "5000.00")])
    assert ledger.contract_parts(2025)[0].needed_fen == 0
    with pytest.raises(RuleError) as refused:
        ledger.commit_contract("HT-1", 2025, dated=MARCH)
    assert refused.value.code == "commitment_invalid"


def test_what_a_contract_must_not_be(ledger: Ledger, path: Path) -> None:
    sign(ledger)
    ledger.add_unit("档案馆", kind="agency")
    before = rows(path)
    foreign = ContractPart(
        type(LINE)(
            year=2025, unit="档案馆", fund="general_public", functional_code="2080109",
            economic_code="30201", kind="basic_public",
        ),
        "1.00",
    )  # fmt: skip
    nobody = ContractPart(
        type(LINE)(
            year=2025, unit="无", fund="general_public", functional_code="2080109",
            economic_code="30201", kind="basic_public",
        ),
        "1.00",
    )  # fmt: skip
    old = ContractPart(key(2026, "30201", origin_year=2025), "1.00")
    outside = ContractPart(LINE, "1.00", due_on=date(2026, 1, 1))
    others: dict[str, Any]
    for code, others in (
        ("contract_exists", {}),
        ("contract_invalid", {"reference": "HT-2", "reserved_for": "small"}),
        ("contract_invalid", {"reference": " "}),
        ("unit_unknown", {"reference": "HT-2", "unit": "无", "parts": [nobody]}),
        ("contract_unit", {"reference": "HT-2", "parts": [foreign]}),
        ("part_invalid", {"reference": "HT-2", "parts": []}),
        ("part_invalid", {"reference": "HT-2", "parts": [old]}),
        ("part_invalid", {"reference": "HT-2", "parts": [ContractPart(LINE, "-1.00")]}),
    ):
        with pytest.raises(RuleError) as refused:
            sign(ledger, **dict[str, Any]({"reference": "HT-1", **others}))
        assert refused.value.code == code, others
    with pytest.raises(RuleError) as refused:
        sign(ledger, "HT-2", parts=[old, ContractPart(LINE, "1.00"), outside])
    assert [line[:7] for line in refused.value.message.split("\n")] == ["part 1:", "part 3:"]
    unknown = (
        lambda: ledger.contract("HT-9"),
        lambda: ledger.amend_contract("HT-9", [outside]),
        lambda: ledger.pay_contract("HT-9", "1.00", dated=MARCH),
        lambda: ledger.commit_contract("HT-9", 2025, dated=MARCH),
        lambda: ledger.close_contract("HT-9", dated=MARCH),
    )
    for ask in unknown:
        with pytest.raises(NotFoundError) as missing:
            ask()
        assert missing.value.code == "contract_unknown"
    assert rows(path) == before


def test_a_year_that_cannot_pay_is_named_or_refused(ledger: Ledger) -> None:
    sign(ledger)
    sign(ledger, "HT-2", parts=[ContractPart(NEXT, "500.00")])
    # The first contract lacks money on one of two lines, so neither is committed.
    ledger.draft(NEXT, "9000.00")
    ledger.draft(NEXT_TRAVEL, "999.99")
    parts = {(p.reference, p.key.economic_code): p for p in ledger.contract_parts(2026)}
    assert parts["HT-1", "30211"].missing_fen == 1
    assert not parts["HT-1", "30201"].is_covered
    assert parts["HT-2", "30201"].is_covered
    receipt = ledger.approve(2026, document="批复", dated=date(2026, 2, 1))
    assert [c.contract for c in ledger.commitments(2026)] == ["HT-2"]
    (warning,) = receipt.warnings
    assert warning.policy == "contract_parts"
    assert "contract HT-1 needs 1000.00 yuan" in warning.message
    assert "0.01 are missing" in warning.message
    with pytest.raises(RuleError) as refused:
        ledger.commit_contract("HT-1", 2026, dated=date(2026, 2, 2))
    assert (refused.value.code, refused.value.shortfall_fen) == ("contract_uncovered", 1)
    ledger.supplement(NEXT_TRAVEL, "0.01", dated=date(2026, 2, 2), document="追加")
    ledger.commit_contract("HT-1", 2026, dated=date(2026, 2, 3))
    assert ledger.balance(NEXT_TRAVEL).available_fen == 0
    assert ledger.verify().is_clean


def test_a_policy_can_refuse_the_approval(ledger: Ledger, path: Path) -> None:
    sign(ledger)
    ledger.set_policy("contract_parts", action="deny", source="县财预1号")
    ledger.draft(NEXT, "3999.99")
    before = rows(path)
    with pytest.raises(RuleError) as refused:
        ledger.approve(2026, document="批复", dated=date(2026, 2, 1))
    assert refused.value.code == "contract_uncovered"
    assert (refused.value.shortfall_fen, refused.value.allowed_fen) == (1, 3999_99)
    assert len(refused.value.message.split("\n")) == 2
    assert rows(path) == before


def test_lines_of_one_contract_go_together_or_not_at_all(ledger: Ledger, path: Path) -> None:
    pair = [
        Entry.commit(LINE, "800.00", contract="HT-8"),
        Entry.commit(TRAVEL, "10000.01", contract="HT-8"),
    ]
    before = rows(path)
    with pytest.raises(RuleError, match="entry 2 of 2"):
        ledger.post(pair, dated=MARCH)
    assert rows(path) == before
    first = [pair[0], Entry.commit(TRAVEL, "200.00", contract="HT-8", counterparty="某公司")]
    ledger.post(first, dated=MARCH)
    assert [c.counterparty for c in ledger.contract_commitments("HT-8")] == [None, "某公司"]
    with pytest.raises(RuleError) as refused:
        ledger.pay_contract("HT-8", "1000.01", dated=MARCH)
    assert (refused.value.code, refused.value.shortfall_fen) == ("commitment_exceeded", 1)
    with pytest.raises(RuleError) as refused:
        ledger.pay_contract("HT-8", amounts={1: "100.00", 9: "1.00"}, dated=MARCH)
    assert refused.value.code == "commitment_wrong"
    ledger.pay_contract("HT-8", amounts={2: "200.00", 1: "100.00"}, dated=MARCH)
    assert [c.remaining_fen for c in ledger.contract_commitments("HT-8")] == [700_00, 0]
    ledger.close_contract("HT-8", dated=MARCH)
    for act in (ledger.close_contract, ledger.pay_contract):
        with pytest.raises(RuleError) as refused:
            act("HT-8", *(["1.00"] if act == ledger.pay_contract else []), dated=MARCH)
        assert refused.value.code == "commitment_exceeded"
    assert ledger.balance(LINE).committed_fen == 0


def test_a_unit_that_took_over_goes_on_with_the_contract(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add_unit("综合服务中心", kind="institution")
    sign(ledger)
    line = type(LINE)(
        year=2026, unit="综合服务中心", fund="general_public", functional_code="2080109",
        economic_code="30201", kind="basic_public",
    )  # fmt: skip
    ledger.draft(line, "9000.00")
    ledger.approve(2026, document="批复", dated=date(2026, 2, 1))
    commit = {"contract": "HT-1", "dated": date(2026, 3, 1)}
    with pytest.raises(RuleError) as refused:
        ledger.commit(line, "4000.00", **commit)  # type: ignore[arg-type]
    assert refused.value.code == "contract_unit"
    csv = tmp_path / "successors.csv"
    csv.write_text(f"scheme,old,new,source\nunit,{UNIT},综合服务中心,县编〔2025〕1号\n", "utf-8")
    ledger.load_successors(2025, csv)
    ledger.commit(line, "4000.00", **commit)  # type: ignore[arg-type]
    assert ledger.contract("HT-1").committed_fen == 4000_00
    assert ledger.verify().is_clean


def test_parts_follow_codes_and_units_that_changed(ledger: Ledger, tmp_path: Path) -> None:
    sign(ledger)
    ledger.add_unit("就业服务中心", kind="institution")
    path = tmp_path / "successors.csv"
    rows = f"economic,{NEXT.economic_code},30202\nunit,{UNIT},就业服务中心\n"
    path.write_text(f"scheme,old,new\n{rows}", encoding="utf-8")
    ledger.load_successors(2025, path)
    office, travel = (
        LineKey(
            year=2026, unit="就业服务中心", fund="general_public", functional_code="2080109",
            economic_code=code, kind="basic_public",
        )
        for code in ("30202", "30211")
    )  # fmt: skip
    ledger.draft(office, "3999.99")
    ledger.draft(travel, "1000.00")
    parts = ledger.contract_parts(2026)
    assert [(part.key, part.signed_as) for part in parts] == [(office, NEXT), (travel, NEXT_TRAVEL)]
    assert [(part.available_fen, part.missing_fen) for part in parts] == [
        (3999_99, 1),
        (1000_00, 0),
    ]
    ledger.draft(office, "4000.00")
    approved = ledger.approve(2026, document="批复", dated=date(2026, 2, 1))
    assert ledger.balance(office).committed_fen == 4000_00
    assert ledger.balance(travel).committed_fen == 1000_00
    said = [warning.message for warning in approved.warnings if "new name" in warning.message]
    assert len(said) == len(approved.commitment_ids) == 2
    done = [(part.committed_fen, part.needed_fen) for part in ledger.contract_parts(2026)]
    assert done == [(4000_00, 0), (1000_00, 0)]
    assert ledger.verify().is_clean


def test_a_contract_committed_ahead_needs_less_of_the_next_year(ledger: Ledger) -> None:
    sign(ledger)
    ledger.commit(LINE, "9000.00", contract="HT-1", dated=MARCH)
    approved = open_2026(ledger)
    assert (len(approved.commitment_ids), approved.warnings) == (1, [])
    needed = [(p.needed_fen, p.missing_fen) for p in ledger.contract_parts(2026)]
    assert needed == [(0, 0), (0, 0)]
    contract = ledger.contract("HT-1")
    assert contract.committed_fen == contract.planned_fen == 10_000_00
    with pytest.raises(RuleError, match="needs nothing more of 2026"):
        ledger.commit_contract("HT-1", 2026, dated=date(2026, 3, 1))
    assert ledger.verify().is_clean


def test_commitments_that_carry_one_on_share_its_mark(ledger: Ledger, tmp_path: Path) -> None:
    ledger.commit(LINE, "500.00", contract="HT-3", dated=MARCH)
    ledger.mark_procurement(commitment_id=1, category="works", amount="400.00", key="m")
    open_2026(ledger)
    text = ledger.plan_close(2025).to_csv().removeprefix("\ufeff")
    decisions = list(csv.DictReader(io.StringIO(text)))
    (row,) = [row for row in decisions if row["承诺编号"]]
    amount = "金额（元）（可改）"
    decisions.append({**row, amount: "200.00"})
    row[amount] = "300.00"
    path = tmp_path / "plan.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row.keys())
        writer.writeheader()
        writer.writerows(decisions)
    ledger.close(ledger.load_plan(path))
    assert ledger.commitment(1).continued_by_ids == [2, 3]
    assert [t.committed_fen for t in ledger.procurement(2026)] == [400_00]
    # The report of a closed year was given; what was marked before is recognised still.
    for line, commitment in ((LINE, None), (None, 1)):
        with pytest.raises(RuleError, match="2025 is closed") as refused:
            ledger.mark_procurement(
                line=line, commitment_id=commitment, category="works", amount="300.00"
            )
        assert refused.value.code == "year_closed"
    assert ledger.mark_procurement(
        commitment_id=1, category="works", amount="400.00", key="m"
    ).is_repeated
    # What a closing brought that was undone is no procurement, whatever is reserved there since.
    ledger.undo_close(2025, reason="重做")
    later = date(2026, 3, 1)
    ledger.supplement(ledger.commitment(2).line, "100.00", dated=later, document="追加")
    ledger.increase_commitment(2, "100.00", dated=later)
    assert ledger.procurement(2026) == []
    assert ledger.verify().is_clean


def test_the_newest_mark_of_procurement_decides(ledger: Ledger) -> None:
    commitment = ledger.commit(LINE, "500.00", contract="HT-3", dated=MARCH).commitment_ids[0]
    ledger.mark_procurement(line=LINE, category="goods", amount="600.00")
    ledger.mark_procurement(line=LINE, category="goods", reserved_for="micro", amount="700.00")
    ledger.mark_procurement(commitment_id=commitment, category="works", amount="400.00", key="m")
    assert ledger.mark_procurement(
        commitment_id=commitment, category="works", amount="400.00", key="m"
    ).is_repeated
    ledger.pay_commitment(commitment, "450.00", dated=MARCH)
    totals = [
        (t.category, t.reserved_for, t.planned_fen, t.committed_fen, t.paid_fen)
        for t in ledger.procurement(2025)
    ]
    assert totals == [("goods", "micro", 700_00, 0, 0), ("works", None, 0, 400_00, 400_00)]
    ledger.mark_procurement(commitment_id=commitment, category="works", amount_fen=0)
    assert [t.category for t in ledger.procurement(2025)] == ["goods"]
    wrong: Any
    for wrong in ({}, {"line": LINE, "commitment_id": commitment}):
        with pytest.raises(TypeError):
            ledger.mark_procurement(category="goods", amount="1.00", **wrong)
    with pytest.raises(NotFoundError):
        ledger.mark_procurement(commitment_id=99, category="goods", amount="1.00")
    assert ledger.verify().is_clean


def test_payments_count_for_the_line_that_they_were_committed_on(ledger: Ledger) -> None:
    sign(ledger)
    ledger.commit_contract("HT-1", 2025, dated=MARCH)
    ledger.pay_contract("HT-1", "1000.00", dated=MARCH)
    ledger.close(ledger.plan_close(2025))
    open_2026(ledger)
    # 2026 pays what it carries of 2025 before its own: more than 2026 planned.
    ledger.pay_contract("HT-1", "8500.00", dated=date(2026, 3, 1))
    contract = ledger.contract("HT-1")
    paid = [(p.key.year, p.key.economic_code, p.paid_fen) for p in contract.payments]
    assert paid == [
        (2025, "30201", 2000_00),
        (2025, "30201", 3000_00),
        (2026, "30201", 4000_00),
        (2026, "30211", 500_00),
    ]
    assert sum(p.paid_fen for p in contract.payments) == contract.paid_fen == 9500_00


def test_what_a_closed_year_left_uncommitted_stands_beside_the_next(ledger: Ledger) -> None:
    sign(ledger)
    ledger.commit(LINE, "3500.00", contract="HT-1", dated=MARCH)
    ledger.close(ledger.plan_close(2025))
    (closed,) = ledger.contract_parts(2025)
    assert (closed.needed_fen, closed.missing_fen, closed.is_covered) == (0, 0, True)
    parts = {part.key: part for part in ledger.contract_parts(2026)}
    assert (parts[NEXT].needed_fen, parts[NEXT].left_uncommitted_fen) == (4000_00, 1500_00)
    assert parts[NEXT_TRAVEL].left_uncommitted_fen == 0
    ledger.amend_contract("HT-1", [ContractPart(LINE, "-1500.00"), ContractPart(NEXT, "1500.00")])
    part = next(part for part in ledger.contract_parts(2026) if part.key == NEXT)
    assert (part.needed_fen, part.left_uncommitted_fen) == (5500_00, 0)


def test_what_the_bank_returned_is_owed_again(ledger: Ledger) -> None:
    sign(ledger)
    ledger.commit_contract("HT-1", 2025, dated=MARCH)
    paid = ledger.pay_contract("HT-1", "5000.00", dated=MARCH)
    before = ledger.balance(LINE)
    for amount in ("3000.00", "2000.00"):
        ledger.refund(paid.first_posting_id, amount, dated=date(2025, 3, 9))
    balance = ledger.balance(LINE)
    assert (balance.paid_fen, balance.committed_fen) == (0, 5000_00)
    assert balance.available == before.available
    assert ledger.contract("HT-1").paid_fen == 0
    assert sum(row.remaining_fen for row in ledger.contract_commitments("HT-1")) == 5000_00
    assert ledger.balance(LINE, as_of=date(2025, 3, 9)) == balance

    again = ledger.pay_contract("HT-1", "5000.00", dated=date(2025, 3, 12))
    assert (ledger.contract("HT-1").paid_fen, ledger.balance(LINE).paid_fen) == (5000_00, 5000_00)
    back = ledger.refund(again.first_posting_id, "1.00", dated=date(2025, 3, 13))
    commitment = ledger.contract_commitments("HT-1")[0]
    ledger.release(commitment.commitment_id, "1.00", dated=date(2025, 3, 14))
    with pytest.raises(RuleError, match="commitment_exceeded"):
        ledger.reverse_posting(back.first_posting_id, dated=date(2025, 3, 15))
    assert ledger.verify().is_clean


def test_nothing_is_dated_before_what_it_depends_on(ledger: Ledger, path: Path) -> None:
    april, february = date(2025, 4, 1), date(2025, 2, 28)
    commitment = ledger.commit(LINE, "300.00", contract="HT-3", dated=april).commitment_ids[0]
    paid = ledger.pay(LINE, "5.00", dated=MARCH).first_posting_id
    before = rows(path)
    acts: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: ledger.refund(paid, "5.00", dated=february), f"payment {paid} is of 2025-03-01"),
        (lambda: ledger.pay_commitment(commitment, "3.00", dated=MARCH), "is of 2025-04-01"),
        (lambda: ledger.release(commitment, "3.00", dated=MARCH), "contract HT-3"),
        (lambda: ledger.increase_commitment(commitment, "3.00", dated=MARCH), "dated 2025-03-01"),
    )
    for act, said in acts:
        with pytest.raises(RuleError, match=said) as refused:
            act()
        assert refused.value.code == "date_too_early"
    assert rows(path) == before
    ledger.refund(paid, "5.00", dated=MARCH)
    ledger.pay_commitment(commitment, "3.00", dated=april)
    assert ledger.verify().is_clean


def test_no_more_of_a_line_is_procurement_than_it_may_spend(ledger: Ledger) -> None:
    ledger.mark_procurement(line=LINE, category="goods", amount="10000000000000.00")
    ledger.reduce(LINE, "880.00", dated=MARCH, document="追减1号")
    ledger.pay(LINE, "1000.00", dated=MARCH)
    (report,) = ledger.procurement(2025)
    assert report.planned_fen == 81000_00
