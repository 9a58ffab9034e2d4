"""Spending plans that must not be, and payments beyond them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import LINE, acts, on, plan, policy, reopening
from hostile.statements import Attack, Sql, Statement, newest, posting, values, voucher

if TYPE_CHECKING:
    from collections.abc import Iterator

ACT: Final = voucher("plan_spending", 2025, records=1)
POST: Final = voucher("post", 2025, postings=1)
LAST: Final = newest("posting", "posting_id")
FUND: Final = on("fund_25")
PAY: Final = posting("pay", 1_001, **FUND)


def planned(**months: object) -> tuple[Statement, ...]:
    return (ACT, plan(LINE["fund_25"], **months))


def plans() -> Iterator[Attack]:
    good = plan(LINE["fund_25"], m06_fen=9_000)
    for month in range(1, 13):
        row = good.but(**{f"m{month:02d}_fen": 0.5})
        yield Attack(f"plan_half_fen_{month}", "spending_plan_invalid", row, (ACT,))
    for case, fen in values({
        "text": "9000", "null": None, "blob": b"9", "negative": -1, "huge": 10**15 + 1,
    }):  # fmt: skip
        row = good.but(m12_fen=fen)
        yield Attack(f"plan_{case}", "spending_plan_invalid", row, (ACT,))
    row = good.but(line_id=999)
    yield Attack("plan_of_no_line", "line_unknown", row, (ACT,))
    row = good.but(line_id=LINE["office_24"])
    yield Attack("plan_of_other_year", "line_wrong_year", row, (ACT,))
    row = good.but(m12_fen=1)
    yield Attack("plan_of_too_much", "plan_exceeds_authority", row, (ACT,))
    # By the end of June 11,000 fen are paid of the office.
    row = plan(LINE["office_25"], m06_fen=10_999, m07_fen=10_000)
    yield Attack("plan_after_payments", "plan_exceeded", row, (ACT,))
    for year, rule in {2024: "year_closed", 2026: "year_preparing"}.items():
        yield Attack(f"plan_in_{year}", rule, voucher("plan_spending", year, records=1))


def payments() -> Iterator[Attack]:
    rule = "plan_exceeded"
    june = (*planned(m06_fen=1_000, m12_fen=8_000), POST)
    yield Attack("pay_beyond_plan", rule, PAY, june)
    paid = PAY.but(amount_fen=1_000)
    early = (*june, paid, POST.but(dated="2025-05-31"))
    yield Attack("pay_before_plan", rule, PAY.but(amount_fen=1), early)
    late = POST.but(dated="2025-12-31")
    back = (*planned(m06_fen=1_000, m12_fen=8_000), late, PAY.but(amount_fen=5_000), POST)
    yield Attack("pay_beyond_plan_of_later_month", rule, PAY, back)
    full = (*planned(m06_fen=1_000, m12_fen=1_000), late, PAY.but(amount_fen=2_000), POST)
    yield Attack("pay_what_a_later_month_paid", rule, PAY.but(amount_fen=1), full)
    refund = posting("refund", 500, **FUND, refunds_id=LAST)
    again = (
        *june[:-1],
        POST.but(posting_count=3),
        paid,
        refund,
        posting("pay", 500, **FUND),
        POST,
    )
    undo = refund.but(refunds_id=Sql(f"{LAST} - 2"), reverses_id=Sql(f"{LAST} - 1"))
    yield Attack("refund_undone_beyond_plan", rule, undo, again)
    newer = (*june[:-1], *planned(m06_fen=999, m12_fen=8_000), POST)
    yield Attack("pay_by_older_plan", rule, paid, newer)
    for case, others in {
        "any": {}, "fund": {"fund": "government_fund"}, "parent": {"fund": "fiscal"},
        "level": {"level": "own"}, "kind": {"kind": "basic_public"}, "item": {"item": "208"},
    }.items():  # fmt: skip
        wanted = policy("spending_plan", "deny", **others)
        setup = (*acts(wanted, act="set_policy"), POST)
        yield Attack(f"pay_without_plan_{case}", "plan_missing", PAY, setup)


def less_to_spend() -> Iterator[Attack]:
    rule = "plan_exceeds_authority"
    setup = (*planned(m06_fen=9_000), POST)
    for event in ("reduce", "recall", "prior_year_decrease"):
        row = posting(event, 1, **FUND)
        yield Attack(f"{event}_below_plan", rule, row, setup)
    sluice: tuple[Statement, ...] = (ACT, plan(LINE["sluice_25"], m06_fen=29_500), POST)
    row = posting("transfer", 1, **on("sluice_25"), to_line_id=LINE["office_25"])
    yield Attack("transfer_below_plan", rule, row, sluice)
    # The pump has what the closing of 2024 carried over, and nothing else.
    setup = (
        ACT, plan(LINE["pump_25"], m06_fen=20_000),
        *reopening(2024), voucher("undo_close", 2024, postings=1),
    )  # fmt: skip
    number = Sql(f"(SELECT posting_id FROM posting WHERE to_line_id = {LINE['pump_25']})")
    row = posting(
        "carry_forward", 20_000, line_id=LINE["pump_24"], to_line_id=LINE["pump_25"],
        reverses_id=number,
    )  # fmt: skip
    yield Attack("closing_undone_below_plan", rule, row, setup)


ATTACKS: Final = (*plans(), *payments(), *less_to_spend())
