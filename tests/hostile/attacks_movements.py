"""Money that must not cross, payments refunded wrongly, postings undone wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.attacks_postings import (
    BEGIN,
    CARRY,
    CARRY_COMMITMENT,
    CARRY_MONEY,
    CLOSE,
    CLOSING,
    GOOD,
    MONEY,
    NEXT_LINE,
    OFFICE,
    POST,
    STOCK,
)
from hostile.book import (
    CANAL_25,
    GATE_25,
    INCOME,
    LINE,
    NEW_PUMP,
    OTHER,
    PAY_OFFICE,
    STATION,
    SURPLUS_OTHER,
    code,
    on,
    pay_of,
    reopening,
)
from hostile.statements import (
    Attack,
    Sql,
    Statement,
    cases,
    commitment,
    draft_line,
    income,
    line,
    newest,
    posting,
    values,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

REOPEN: Final = reopening(2024)
LAST: Final = newest("posting", "posting_id")


def first(event: str) -> Sql:
    return Sql(f"(SELECT min(posting_id) FROM posting WHERE event = '{event}')")


def transfers() -> Iterator[Attack]:
    row = GOOD["transfer"]
    for name, target in {
        "to_itself": "office_25", "across_years": "office_24", "across_funds": "fund_25",
        "across_levels": "upper_25", "across_origins": "pump_25",
    }.items():  # fmt: skip
        moved = row.but(to_line_id=LINE[target])
        yield Attack(f"transfer_{name}", f"transfer_{name}", moved, (POST,))
    moved = row.but(to_line_id=NEXT_LINE, line_id=LINE["office_25"])
    yield Attack("transfer_to_next_year", "transfer_across_years", moved,
                 (*_approved_2026(), POST))  # fmt: skip
    moved = posting("transfer", 100, **MONEY, to_line_id=LINE["other_pump_25"])
    yield Attack("transfer_across_units", "transfer_across_units", moved, (POST,))
    moved = posting("transfer", 100, **MONEY, to_line_id=LINE["business_25"])
    yield Attack("transfer_across_unit_funds", "transfer_across_funds", moved, (POST,))


def _approved_2026() -> tuple[Statement, ...]:
    number, income_number = newest("line", "line_id"), newest("income", "income_id")
    return (
        voucher("approve", 2026, postings=3),
        line(2026, fund=OTHER),
        income(2026, STATION, OTHER),
        posting("approve", 8_000, line_id=number, income_id=income_number),
        posting("budget_income", 8_000, income_id=income_number),
        line(2026),
        posting("approve", 70_000, line_id=number),
    )


def carry_forwards() -> Iterator[Attack]:
    rule = "carry_forward_key"
    for name, others in cases({
        "fund": {"fund": "government_fund"}, "level": {"level": "upper"},
        "origin": {"origin_year": 2024}, "origin_lost": {"origin_year": 2026},
        "kind": {"kind": "basic_personnel"}, "project": {"kind": "project", "project": "Weir"},
        "unit": {"unit_id": NEW_PUMP}, "functional": {"functional_code": "2010101"},
        "economic": {"economic_code": "30101"},
    }):  # fmt: skip
        setup = (BEGIN, CLOSE, line(2026, **{"origin_year": 2025, **others}))
        row = CARRY.but(to_line_id=NEXT_LINE)
        yield Attack(f"carry_forward_to_other_{name}", rule, row, setup)
    sluice = {"economic_code": "30299", "kind": "project"}
    setup = (BEGIN, CLOSE, line(2026, origin_year=2025, **sluice, project="Sluice II"))
    row = posting("carry_forward", 100, **on("sluice_25"), to_line_id=NEXT_LINE)
    yield Attack("carry_forward_to_renamed_project", rule, row, setup)
    row = CARRY.but(to_line_id=LINE["sluice_25"])
    yield Attack("carry_forward_within_the_year", rule, row, (BEGIN, CLOSE))
    row = CARRY.but(to_line_id=LINE["office_25"])
    yield Attack("carry_forward_to_itself", rule, row, (BEGIN, CLOSE))
    row = CARRY.but(to_line_id=LINE["office_24"])
    yield Attack("carry_forward_back", rule, row, (BEGIN, CLOSE))
    # The successor holds for the end of 2024, and in one direction.
    back = line(2026, unit_id=NEW_PUMP, origin_year=2025)
    row = posting("carry_forward", 100, **on("old_pump_25"), to_line_id=NEXT_LINE)
    yield Attack("carry_forward_by_old_successor", rule, row, (BEGIN, CLOSE, back))
    wrong_money = CARRY_MONEY.but(to_income_id=INCOME["other_25"])
    yield Attack("carry_forward_to_income_of_year", "income_wrong", wrong_money, CLOSING)
    none = CARRY_MONEY.but(to_income_id=99)
    yield Attack("carry_forward_to_no_income", "income_wrong", none, CLOSING)
    beside = (*CLOSING, income(2026, NEW_PUMP, OTHER))
    yield Attack("carry_forward_to_income_of_unit", "income_wrong", CARRY_MONEY, beside)
    rule = "commitment_wrong"
    wrong = CARRY_COMMITMENT.but(to_commitment_id=CANAL_25)
    yield Attack("carry_forward_to_other_commitment", rule, wrong, CLOSING)
    none = CARRY_COMMITMENT.but(to_commitment_id=99)
    yield Attack("carry_forward_to_no_commitment", rule, none, CLOSING)
    elsewhere = (
        *CLOSING,
        line(2026, origin_year=2025, economic_code="30101"),
        commitment(newest("line", "line_id"), "Gate", continues_id=GATE_25),
    )
    yield Attack("carry_forward_to_commitment_elsewhere", rule, CARRY_COMMITMENT, elsewhere)
    second = (
        POST, commitment(LINE["office_25"], "Gate"),
        GOOD["commit"].but(commitment_id=newest("commitment", "commitment_id")), *CLOSING,
    )  # fmt: skip
    twin = CARRY_COMMITMENT.but(commitment_id=4)
    yield Attack("carry_forward_of_commitment_twin", rule, twin, second)
    # 2023 is prepared late: 2024 is closed before it.
    late = (
        voucher("load_catalogue", 2023, records=5), *_codes_2023(),
        voucher("prepare_year", 2023), draft_line(2023, 100),
        voucher("approve", 2023, postings=1), line(2023),
        posting("approve", 100, line_id=NEXT_LINE),
        voucher("begin_closing", 2023), voucher("close", 2023, postings=1),
        line(2024, origin_year=2023),
    )  # fmt: skip
    row = posting("carry_forward", 100, line_id=Sql(f"{NEXT_LINE} - 1"), to_line_id=NEXT_LINE)
    yield Attack("carry_forward_into_closed_year", "to_year_closed", row, late)


def _codes_2023() -> tuple[Statement, ...]:
    numbers = (("functional", "208"), ("functional", "20801"), ("functional", "2080109"))
    rows = [code(2023, scheme, number) for scheme, number in numbers]
    return (*rows, code(2023, "economic", "302"), code(2023, "economic", "30201"))


def refunds() -> Iterator[Attack]:
    rule = "refund_wrong"
    row = GOOD["refund"]
    for name, target in values({
        "none": 999, "null_event": first("approve"), "commit": first("commit"),
        "of_other_line": Sql(pay_of("other_25")), "of_closed_line": Sql(pay_of("office_24")),
        "refund": first("refund"),
    }):  # fmt: skip
        yield Attack(f"refund_of_{name}", rule, row.but(refunds_id=target), (POST,))
    two = POST.but(posting_count=3)
    pay = GOOD["pay"]
    undone = (two, pay, pay.but(reverses_id=LAST))
    paid = Sql(f"{LAST} - 1")
    yield Attack("refund_of_reversed", rule, row.but(refunds_id=paid), undone)
    yield Attack("refund_of_reversal", rule, row.but(refunds_id=LAST), undone)
    rule = "refund_exceeded"
    yield Attack("refund_beyond", rule, row.but(amount_fen=101, refunds_id=LAST), (two, pay))
    some = row.but(refunds_id=LAST, amount_fen=60)
    rest = row.but(refunds_id=Sql(f"{LAST} - 1"), amount_fen=41)
    yield Attack("refund_beyond_in_parts", rule, rest, (two, pay, some))
    early = POST.but(dated="2025-01-01")
    yield Attack("refund_before_payment", "date_too_early", row, (early,))
    owed = pay.but(**on("office_25"), commitment_id=GATE_25)
    to_line = row.but(amount_fen=100, refunds_id=LAST)
    yield Attack("refund_beside_commitment", "commitment_wrong", to_line, (two, owed))
    increase = GOOD["prior_year_increase"]
    rule = "refund_wrong"
    for name, target in values({
        "of_same_year": Sql(PAY_OFFICE), "of_other_unit": Sql(pay_of("pump_24")),
        "of_other_fund": Sql(pay_of("other_24")), "of_none": 999, "of_receive": first("receive"),
        "of_other_level": Sql(pay_of("office_24")),
    }):  # fmt: skip
        yield Attack(f"increase_{name}", rule, increase.but(refunds_id=target), (POST,))
    younger = increase.but(refunds_id=Sql(pay_of("dam_24")), line_id=newest("line", "line_id"))
    setup = (POST, line(2025, origin_year=2024))
    yield Attack("increase_of_other_origin", rule, younger, setup)
    young = posting("prior_year_increase", 1, **OFFICE)
    yield Attack("increase_of_new_money", "prior_year_wrong", young, (POST,))
    most = increase.but(refunds_id=Sql(pay_of("canal_24")), amount_fen=30_000)
    more = most.but(amount_fen=30_001)
    yield Attack("increase_beyond", "refund_exceeded", more, (POST,))
    again = most.but(amount_fen=1)
    yield Attack("increase_beyond_again", "refund_exceeded", again, (two, most))


def reversals() -> Iterator[Attack]:
    many = POST.but(posting_count=4)
    pay = GOOD["pay"]
    back = pay.but(reverses_id=LAST)
    rule = "already_reversed"
    again = pay.but(reverses_id=Sql(f"{LAST} - 1"))
    yield Attack("reversed_twice", rule, again, (many, pay, back))
    yield Attack("reversed_twice_later", rule, again, (POST.but(posting_count=2), pay, back, POST))
    rule = "reversal_unknown"
    for name, target in values({"none": 999, "next": Sql(f"{LAST} + 1"), "zero": 0}):
        yield Attack(f"reversal_of_{name}", rule, pay.but(reverses_id=target), (POST,))
    yield Attack("reversal_of_reversal", rule, back, (many, pay, back))
    rule = "reversal_differs"
    for name, row, others in (
        ("event", pay, {"event": "recall"}),
        ("amount_less", pay, {"amount_fen": 99}),
        ("amount_more", pay, {"amount_fen": 101}),
        ("line", pay, {"line_id": LINE["sluice_25"]}),
        ("income", GOOD["receive"], {"income_id": INCOME["business_25"]}),
        ("surplus", GOOD["surrender"], {"surplus_id": 2}),
        ("commitment", GOOD["commit"], {"event": "commit", "commitment_id": 4}),
        ("commitment_added", pay, {"commitment_id": GATE_25}),
        ("refunds", GOOD["refund"], {"refunds_id": Sql(pay_of("other_25"))}),
        ("refunds_added", GOOD["prior_year_increase"],
         {"refunds_id": Sql(pay_of("canal_24"))}),
        ("to_line", GOOD["transfer"], {"to_line_id": LINE["salary_25"]}),
    ):  # fmt: skip
        other = row.but(**others, reverses_id=LAST)
        fourth = commitment(LINE["office_25"], "Gate II")
        yield Attack(f"reversal_of_other_{name}", rule, other, (many, fourth, row))
    yield from _reversals_in_closing()
    rule = "reversal_refunded"
    refund = GOOD["refund"].but(refunds_id=LAST, amount_fen=1)
    yield Attack("reversal_of_refunded", rule, again, (many, pay, refund))
    stands = (many, GOOD["refund"].but(reverses_id=None))
    row = posting("pay", 10_000, **OFFICE, reverses_id=Sql(PAY_OFFICE))
    yield Attack("reversal_of_refunded_before", rule, row, stands)
    for name, row, setup, refused in (
        ("supplement_spent", GOOD["supplement"],
         (posting("pay", 47_100, **OFFICE),), "available_exceeded"),
        ("transfer_spent", GOOD["transfer"],
         (posting("pay", 29_600, **on("sluice_25")),), "available_exceeded"),
        ("reduce_nothing", GOOD["commit"],
         (posting("release", 2_600, **OFFICE, commitment_id=GATE_25),), "commitment_exceeded"),
        ("receive_returned", GOOD["receive"].but(amount_fen=1_000),
         (GOOD["return_income"].but(amount_fen=6_500),), "total_negative"),
        ("surplus_used", posting("to_surplus", 100, **MONEY, **STOCK),
         (GOOD["surrender"].but(amount_fen=4_100),), "surplus_exceeded"),
    ):  # fmt: skip
        undo = row.but(reverses_id=Sql(f"{LAST} - 1"))
        yield Attack(f"reversal_after_{name}", refused, undo, (many, row, *setup))


def _reversals_in_closing() -> Iterator[Attack]:
    rule = "reversal_other_act"
    undo = voucher("undo_close", 2024, postings=1)
    carried = Sql("(SELECT max(posting_id) FROM posting WHERE event = 'carry_forward')")
    row = posting("carry_forward", 20_000, **on("pump_24"), to_line_id=LINE["pump_25"])
    lapse = GOOD["lapse"]
    ordinary = (POST, lapse, BEGIN, voucher("undo_close", 2025, postings=1))
    back = lapse.but(reverses_id=LAST)
    yield Attack("undoing_an_ordinary_act", rule, back, ordinary)
    closing = (
        BEGIN, CLOSE, lapse, voucher("undo_close", 2025, postings=1), back,
        voucher("cancel_closing", 2025), POST,
    )  # fmt: skip
    again = lapse.but(reverses_id=Sql(f"{LAST} - 1"))
    yield Attack("undoing_twice", "already_reversed", again, closing)
    stock = Sql("(SELECT min(posting_id) FROM posting WHERE event = 'to_surplus')")
    other = posting("to_surplus", 5_000, **on("other_24"), surplus_id=SURPLUS_OTHER)
    yield Attack("reversal_of_closed_year", rule, other.but(reverses_id=stock), (POST,))
    used = posting("surrender", 100, surplus_id=SURPLUS_OTHER)
    next_year = (POST, used, *_approved_2026(), voucher("post", 2026, postings=1))
    surrendered = Sql("(SELECT max(posting_id) FROM posting WHERE event = 'surrender')")
    yield Attack("reversal_in_next_year", rule, used.but(reverses_id=surrendered), next_year)
    # Undoing a carry-forward that next year has spent.
    spent = (POST, posting("pay", 1, **on("pump_25")), *REOPEN, undo)
    row = row.but(reverses_id=carried)
    yield Attack("undoing_what_is_spent", "available_exceeded", row, spent)
    moved = posting(
        "carry_forward", 12_000, line_id=LINE["canal_24"], to_line_id=LINE["canal_25"],
        commitment_id=1, to_commitment_id=CANAL_25, reverses_id=first("carry_forward"),
    )  # fmt: skip
    differs = "reversal_differs"
    other = moved.but(to_commitment_id=GATE_25)
    yield Attack("undoing_to_other_commitment", differs, other, (*REOPEN, undo))
    money = posting(
        "carry_forward", 2_000, **on("other_24"), to_line_id=LINE["other_carried_25"],
        to_income_id=INCOME["other_pump_25"],
        reverses_id=Sql("(SELECT posting_id FROM posting WHERE to_income_id IS NOT NULL)"),
    )  # fmt: skip
    yield Attack("undoing_to_other_income", differs, money, (*REOPEN, undo))
    paid = posting("pay", 1, line_id=LINE["canal_25"], commitment_id=CANAL_25)
    setup = (POST, paid, *REOPEN, undo)
    yield Attack("undoing_a_paid_commitment", "commitment_exceeded", moved, setup)


ATTACKS: Final = (*transfers(), *carry_forwards(), *refunds(), *reversals())
