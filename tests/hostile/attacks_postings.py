"""Postings that must not be written: their shape, the rows they name, their amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.attacks_drafts import AMOUNTS
from hostile.book import (
    CANAL_24,
    CANAL_25,
    GATE_25,
    INCOME,
    LINE,
    NEW_PUMP,
    OTHER,
    PAY_OFFICE,
    STATION,
    SURPLUS_GENERAL,
    SURPLUS_OTHER,
    acts,
    on,
    override,
    pay_of,
    policy,
    reopening,
)
from hostile.statements import (
    THIS,
    TYPE,
    Attack,
    Insert,
    Sql,
    Statement,
    Update,
    commitment,
    income,
    line,
    newest,
    posting,
    surplus,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

POST: Final = voucher("post", 2025, postings=1)
APPROVE: Final = voucher("approve", 2026, postings=3)
BEGIN: Final = voucher("begin_closing", 2025)
CLOSE: Final = voucher("close", 2025, postings=1)
OFFICE: Final = on("office_25")
CANAL: Final = on("canal_25")
MONEY: Final = on("other_25")
STOCK: Final = {"surplus_id": SURPLUS_OTHER}
NEXT_LINE: Final = newest("line", "line_id")
NEXT_INCOME: Final = newest("income", "income_id")
NEXT_COMMITMENT: Final = newest("commitment", "commitment_id")

# A good posting of each event that an ordinary act of 2025 may carry.
GOOD: Final = {
    "supplement": posting("supplement", 100, **OFFICE),
    "reduce": posting("reduce", 100, **OFFICE),
    "transfer": posting("transfer", 100, **OFFICE, to_line_id=LINE["sluice_25"]),
    "commit": posting("commit", 100, **OFFICE, commitment_id=GATE_25),
    "release": posting("release", 100, **OFFICE, commitment_id=GATE_25),
    "pay": posting("pay", 100, **OFFICE),
    "refund": posting("refund", 100, **OFFICE, refunds_id=Sql(PAY_OFFICE)),
    "recall": posting("recall", 100, **OFFICE),
    "prior_year_increase": posting("prior_year_increase", 100, **CANAL),
    "prior_year_decrease": posting("prior_year_decrease", 100, **OFFICE),
    "to_surplus": posting("to_surplus", 100, **OFFICE, surplus_id=SURPLUS_GENERAL),
    "lapse": posting("lapse", 100, **OFFICE),
    "use_surplus": posting("use_surplus", 100, **MONEY, **STOCK),
    "surrender": posting("surrender", 100, **STOCK),
    "distribute": posting("distribute", 100, **STOCK),
    "earmark_surplus": posting("earmark_surplus", 100, **STOCK),
    "income_increase": posting("income_increase", 100, income_id=INCOME["other_25"]),
    "income_decrease": posting("income_decrease", 100, income_id=INCOME["other_25"]),
    "receive": posting("receive", 100, income_id=INCOME["other_25"]),
    "return_income": posting("return_income", 100, income_id=INCOME["other_25"]),
}
# The same for the closing of 2025; next year's rows are created first.
NEXT: Final[tuple[Statement, ...]] = (
    line(2026, origin_year=2025),
    line(2026, origin_year=2025, fund=OTHER),
    income(2026, STATION, OTHER),
    commitment(Sql(f"({NEXT_LINE}) - 1"), "Gate", continues_id=GATE_25),
)
CARRY: Final = posting("carry_forward", 100, **OFFICE, to_line_id=Sql(f"{NEXT_LINE} - 1"))
CARRY_MONEY: Final = posting(
    "carry_forward", 100, **MONEY, to_line_id=NEXT_LINE, to_income_id=NEXT_INCOME
)
CARRY_COMMITMENT: Final = CARRY.but(commitment_id=GATE_25, to_commitment_id=NEXT_COMMITMENT)
GOOD_CLOSING: Final = {
    "carry_forward": CARRY,
    "carry_forward_of_money": CARRY_MONEY,
    "carry_forward_of_commitment": CARRY_COMMITMENT,
    "income_to_surplus": posting("income_to_surplus", 100, income_id=INCOME["other_25"], **STOCK),
}
CLOSING: Final = (BEGIN, CLOSE, *NEXT)

# A row of every kind that would be right, if only the event took one: for an appropriated line,
# and for money that the unit receives.
FISCAL_ROWS: Final[dict[str, object]] = {
    "line_id": LINE["office_25"],
    "to_line_id": LINE["sluice_25"],
    "to_income_id": INCOME["other_25"],
    "surplus_id": SURPLUS_GENERAL,
    "commitment_id": GATE_25,
    "to_commitment_id": CANAL_25,
    "refunds_id": Sql(pay_of("office_24")),
}
MONEY_ROWS: Final[dict[str, object]] = {
    **FISCAL_ROWS,
    "line_id": LINE["other_25"],
    "income_id": INCOME["other_25"],
    "to_line_id": LINE["other_carried_25"],
    "surplus_id": SURPLUS_OTHER,
    "refunds_id": Sql(pay_of("other_24")),
}
# Where the rule of the row itself speaks before the rule of the shape.
SPECIAL: Final = {
    "commit_without_line_id": "commitment_wrong",
    "commit_with_to_commitment_id": "commitment_wrong",
    "release_without_line_id": "commitment_wrong",
    "release_with_to_commitment_id": "commitment_wrong",
    "use_surplus_with_commitment_id": "commitment_wrong",
    "surrender_with_commitment_id": "commitment_wrong",
    "distribute_with_commitment_id": "commitment_wrong",
    "earmark_surplus_with_commitment_id": "commitment_wrong",
    "income_increase_with_commitment_id": "commitment_wrong",
    "income_decrease_with_commitment_id": "commitment_wrong",
    "receive_with_commitment_id": "commitment_wrong",
    "return_income_with_commitment_id": "commitment_wrong",
    "carry_forward_of_money_with_commitment_id": "commitment_wrong",
    "carry_forward_of_commitment_without_line_id": "commitment_wrong",
    "carry_forward_of_commitment_without_to_line_id": "commitment_wrong",
    "income_to_surplus_with_commitment_id": "commitment_wrong",
    "refund_without_line_id": "refund_wrong",
    "refund_with_commitment_id": "commitment_wrong",
    "prior_year_increase_with_commitment_id": "commitment_wrong",
    "use_surplus_without_income_id": "income_wrong",
    "carry_forward_with_to_income_id": "income_wrong",
    "carry_forward_of_commitment_with_to_income_id": "income_wrong",
}


def shapes() -> Iterator[Attack]:
    for name, row in {**GOOD, **GOOD_CLOSING}.items():
        setup = (POST,) if name in GOOD else CLOSING
        is_fiscal = row.columns.get("line_id") in (LINE["office_25"], LINE["canal_25"])
        spare = FISCAL_ROWS if is_fiscal else MONEY_ROWS
        for column, value in spare.items():
            attack = f"{name}_{'without' if column in row.columns else 'with'}_{column}"
            shaped = row.without(column) if column in row.columns else row.but(**{column: value})
            # These may name a commitment or a payment.
            if attack in ("pay_with_commitment_id", "prior_year_increase_with_refunds_id"):
                continue
            # The payment is of money that this line does not hold: that is said first.
            rule = "refund_wrong" if attack.endswith("with_refunds_id") else "posting_shape"
            yield Attack(attack, SPECIAL.get(attack, rule), shaped, setup)
    for name in ("supplement", "reduce", "pay", "recall", "lapse", "prior_year_decrease"):
        row = posting(name, 100, **CANAL, refunds_id=Sql(pay_of("canal_24")))
        yield Attack(f"{name}_with_fitting_refunds_id", "posting_shape", row, (POST,))
    row = GOOD["pay"].but(income_id=INCOME["other_25"])
    yield Attack("pay_with_income_of_money", "income_wrong", row, (POST,))

    again = GOOD["pay"].but(posting_id=Sql("(SELECT max(posting_id) FROM posting)"))
    setup = (POST.but(posting_count=3), GOOD["pay"], GOOD["pay"])
    yield Attack("pay_in_place_of_the_last", "posting_out_of_order", again, setup)


def amounts() -> Iterator[Attack]:
    for case, amount, rule in AMOUNTS:
        for name in ("pay", "transfer", "receive", "surrender"):
            row = GOOD[name].but(amount_fen=amount)
            yield Attack(f"{name}_amount_{case}", rule, row, (POST,))


def wrong_acts() -> Iterator[Attack]:
    rule = "event_not_allowed"
    for name, row in GOOD.items():
        if name in ("release", "recall", "to_surplus", "lapse", "surrender", "distribute",
                    "earmark_surplus"):  # fmt: skip
            continue
        yield Attack(f"{name}_in_closing", rule, row, (BEGIN, CLOSE))
    new = (APPROVE, line(2026), income(2026, STATION, OTHER))
    for name in ("pay", "supplement", "recall"):
        row = posting(name, 100, line_id=NEXT_LINE)
        yield Attack(f"{name}_in_approval", rule, row, new)
    row = posting("receive", 100, income_id=NEXT_INCOME)
    yield Attack("receive_in_approval", rule, row, new)
    for name, row in {
        "income_to_surplus": GOOD_CLOSING["income_to_surplus"],
        "cover_deficit": posting("cover_deficit", 100, income_id=INCOME["other_25"], **STOCK),
    }.items():
        yield Attack(f"{name}_in_post", rule, row, (POST,))
    begun = (BEGIN, CLOSE.but(posting_count=2), NEXT[0], posting("lapse", 1, **OFFICE))
    undoing = (*reopening(2024), voucher("undo_close", 2024, postings=1))
    yield Attack("closing_event_in_undoing", rule, GOOD["lapse"], undoing)
    lapse = Sql("(SELECT max(posting_id) FROM posting)")
    back = posting("lapse", 1, **OFFICE, reverses_id=lapse)
    yield Attack("reversal_in_closing", rule, back, begun)
    for value in ("spend", None, "", "PAY", "pay "):
        row = GOOD["pay"].but(event=value)
        yield Attack(f"event_{value!r}", "event_unknown", row, (POST,))
    yield Attack("event_blob", TYPE, GOOD["pay"].but(event=b"pay"), (POST,))


def documents() -> Iterator[Attack]:
    for name in (
        "supplement", "reduce", "transfer", "prior_year_increase", "prior_year_decrease",
        "use_surplus", "income_increase", "income_decrease",
    ):  # fmt: skip
        for document in (None, "", "  ", "\u3000", "\t\u00a0"):
            setup = (POST.but(document=document),)
            attack = f"{name}_with_document_{document!r}"
            yield Attack(attack, "document_missing", GOOD[name], setup)
    # Fiscal money lapses in a closing by a document, an override or a policy that says so.
    unnamed, rule = POST.but(document="\u3000"), "document_missing"
    yield Attack("lapse_without_document", rule, GOOD["lapse"], (unnamed,))
    unnamed = CLOSE.but(document=None)
    yield Attack("lapse_in_closing_without_document", rule, GOOD["lapse"], (BEGIN, unnamed))
    other = (BEGIN, unnamed, override("max_carry_years"))
    yield Attack("lapse_by_another_override", rule, GOOD["lapse"], other)
    lapse = policy("closing", "allow", value="lapse", kind="project")
    decided = (*acts(lapse, act="set_policy"), BEGIN, unnamed)
    yield Attack("lapse_by_policy_of_others", rule, GOOD["lapse"], decided)
    used = (BEGIN, unnamed.but(posting_count=2), override("closing"), GOOD["lapse"])
    too_much = GOOD["lapse"].but(amount_fen=47_000)
    yield Attack("lapse_by_override_too_much", "available_exceeded", too_much, used)
    lapse = policy("closing", "allow", value="lapse", fund="fiscal", kind="basic_public")
    decided = (*acts(lapse, act="set_policy"), *used[:2], GOOD["lapse"])
    yield Attack("lapse_by_policy_too_much", "available_exceeded", too_much, decided)
    unnamed = APPROVE.but(document=None)
    row, new = posting("approve", 70_000, line_id=NEXT_LINE), line(2026)
    yield Attack("approve_without_document", "document_missing", row, (unnamed, new))
    row, new = posting("budget_income", 8_000, income_id=NEXT_INCOME), income(2026, STATION, OTHER)
    yield Attack("budget_income_without_document", "document_missing", row, (unnamed, new))


def wrong_rows() -> Iterator[Attack]:
    pay, receive = GOOD["pay"], GOOD["receive"]
    for name, row, rule in (
        ("line_none", pay.but(line_id=999), "line_unknown"),
        ("line_zero", pay.but(line_id=0), "line_unknown"),
        ("to_line_none", GOOD["transfer"].but(to_line_id=999), "line_unknown"),
        ("line_closed", pay.but(line_id=LINE["office_24"]), "line_wrong_year"),
        ("line_of_fund_without_income", pay.but(line_id=LINE["other_25"]), "income_wrong"),
        ("income_of_fiscal_line", pay.but(income_id=2), "income_wrong"),
        ("income_of_other_fund", pay.but(line_id=LINE["other_25"], income_id=3), "income_wrong"),
        ("income_of_other_unit", pay.but(line_id=LINE["other_25"], income_id=4), "income_wrong"),
        ("income_of_other_year", pay.but(line_id=LINE["other_25"], income_id=1), "income_wrong"),
        ("income_none", pay.but(line_id=LINE["other_25"], income_id=99), "income_wrong"),
        ("receive_closed", receive.but(income_id=1), "income_wrong"),
        ("receive_none", receive.but(income_id=99), "income_wrong"),
        ("surplus_none", GOOD["surrender"].but(surplus_id=99), "surplus_wrong"),
        ("surplus_of_other_fund", GOOD["to_surplus"].but(surplus_id=1), "surplus_wrong"),
        ("use_of_other_fund", GOOD["use_surplus"].but(surplus_id=2), "surplus_wrong"),
        ("use_of_none", GOOD["use_surplus"].but(surplus_id=99), "surplus_wrong"),
        ("commitment_none", GOOD["commit"].but(commitment_id=99), "commitment_wrong"),
        ("commitment_of_other_line", GOOD["commit"].but(commitment_id=2), "commitment_wrong"),
        ("pay_of_other_line", pay.but(commitment_id=CANAL_25), "commitment_wrong"),
        ("pay_of_closed", pay.but(commitment_id=CANAL_24), "commitment_wrong"),
    ):
        yield Attack(f"posting_{name}", rule, row, (POST,))
    to_other_unit = GOOD["to_surplus"].but(surplus_id=newest("surplus", "surplus_id"))
    setup = (POST, surplus(NEW_PUMP, "general_public"))
    yield Attack("surplus_of_other_unit", "surplus_wrong", to_other_unit, setup)
    stock = GOOD_CLOSING["income_to_surplus"].but(surplus_id=newest("surplus", "surplus_id"))
    for name, owner in {"unit": (NEW_PUMP, OTHER), "fund": (STATION, "special_account")}.items():
        closing = (BEGIN, CLOSE, surplus(*owner))
        yield Attack(f"income_to_surplus_of_other_{name}", "surplus_wrong", stock, closing)
    inactive = {
        "supplement": GOOD["supplement"].but(line_id=LINE["old_pump_25"]),
        "transfer": GOOD["transfer"].but(to_line_id=LINE["old_pump_25"]),
    }
    for name, row in inactive.items():
        yield Attack(f"{name}_for_inactive_unit", "unit_inactive", row, (POST,))
    ended = (
        voucher("deactivate_unit", records=1),
        Update("unit", {"deactivated_by": THIS}, f"unit_id = {NEW_PUMP}"),
        POST,
    )
    row = GOOD["income_increase"].but(income_id=INCOME["other_pump_25"])
    yield Attack("income_increase_for_inactive_unit", "unit_inactive", row, ended)
    line_text = pay.but(line_id="office")
    yield Attack("posting_line_text", TYPE, line_text, (POST,))
    yield Attack("posting_line_half", TYPE, pay.but(line_id=10.5), (POST,))


def too_much() -> Iterator[Attack]:
    """More than a line, a fund, a surplus or a commitment holds."""
    for name, row, rule in (
        ("pay", GOOD["pay"].but(amount_fen=47_001), "available_exceeded"),
        ("pay_bound", GOOD["pay"].but(amount_fen=10**15), "available_exceeded"),
        ("commit", GOOD["commit"].but(amount_fen=47_001), "available_exceeded"),
        ("reduce", GOOD["reduce"].but(amount_fen=47_001), "available_exceeded"),
        ("transfer", GOOD["transfer"].but(amount_fen=47_001), "available_exceeded"),
        ("recall", GOOD["recall"].but(amount_fen=47_001), "available_exceeded"),
        ("lapse", GOOD["lapse"].but(amount_fen=47_001), "available_exceeded"),
        ("to_surplus", GOOD["to_surplus"].but(amount_fen=47_001), "available_exceeded"),
        ("decrease", GOOD["prior_year_decrease"].but(amount_fen=47_001), "available_exceeded"),
        ("of_nothing", GOOD["pay"].but(line_id=LINE["empty_25"]), "available_exceeded"),
        ("release", GOOD["release"].but(amount_fen=2_501), "commitment_exceeded"),
        ("pay_contract", GOOD["pay"].but(amount_fen=2_501, commitment_id=GATE_25),
         "commitment_exceeded"),
        ("use", GOOD["use_surplus"].but(amount_fen=4_001), "surplus_exceeded"),
        ("surrender", GOOD["surrender"].but(amount_fen=4_001), "surplus_exceeded"),
        ("distribute", GOOD["distribute"].but(amount_fen=4_001), "surplus_exceeded"),
        ("return", GOOD["return_income"].but(amount_fen=6_001), "total_negative"),
        ("income_decrease", GOOD["income_decrease"].but(amount_fen=10_001), "total_negative"),
        ("money_decrease", posting("prior_year_decrease", 8_001, **MONEY), "money_exceeded"),
        ("money_to_surplus", posting("to_surplus", 8_001, **MONEY, **STOCK), "money_exceeded"),
        ("refund", GOOD["refund"].but(amount_fen=9_001), "refund_exceeded"),
    ):  # fmt: skip
        yield Attack(f"too_much_{name}", rule, row, (POST,))
    spent = (POST.but(posting_count=2), posting("pay", 4_000, **MONEY))
    row = GOOD["return_income"].but(amount_fen=5_000)
    yield Attack("too_much_return_of_spent", "money_exceeded", row, spent)
    row = CARRY_MONEY.but(amount_fen=8_001)
    yield Attack("too_much_carried", "money_exceeded", row, CLOSING)
    row = GOOD_CLOSING["income_to_surplus"].but(amount_fen=8_001)
    yield Attack("too_much_income_to_surplus", "money_exceeded", row, CLOSING)
    row = CARRY.but(amount_fen=47_001)
    yield Attack("too_much_carry_forward", "available_exceeded", row, CLOSING)
    row = CARRY_COMMITMENT.but(amount_fen=2_501)
    yield Attack("too_much_carried_commitment", "commitment_exceeded", row, CLOSING)
    cover = posting("cover_deficit", 1, income_id=INCOME["other_25"], **STOCK)
    yield Attack("cover_without_deficit", "deficit_exceeded", cover, CLOSING)
    overpaid = (POST, posting("pay", 9_000, **MONEY), *CLOSING)
    yield Attack("cover_too_much", "deficit_exceeded", cover.but(amount_fen=1_001), overpaid)


def bounds() -> Iterator[Attack]:
    """Running totals beyond 10^17 fen."""
    rule, many, most = "total_out_of_range", 100, 10**15
    for name in ("supplement", "receive", "prior_year_increase"):
        row = GOOD[name].but(amount_fen=most)
        rest = 99 if name == "receive" else many
        setup = (POST.but(posting_count=rest + 1), *[row] * rest)
        yield Attack(f"bound_{name}", rule, row, setup)
    first, second = OFFICE, on("sluice_25")
    commit = GOOD["commit"].but(amount_fen=most)
    release = GOOD["release"].but(amount_fen=most)
    setup = (
        POST.but(posting_count=2 * many),
        GOOD["supplement"].but(amount_fen=most),
        *[commit, release] * 99,
    )
    yield Attack("bound_commit", rule, commit, setup)
    given, paid = GOOD["supplement"].but(amount_fen=most), GOOD["pay"].but(amount_fen=most)
    setup = (POST.but(posting_count=2 * many), *[given] * many, *[paid] * 99)
    yield Attack("bound_pay", rule, paid, setup)
    stock = {"surplus_id": SURPLUS_GENERAL}
    rounds: list[Insert] = []
    for rows in (first, second):
        add = [posting("supplement", most, **rows), posting("to_surplus", most, **rows, **stock)]
        rounds += add * 50
    rounds = rounds[:-2]
    more = [posting("supplement", most, **second), posting("to_surplus", most, **second, **stock)]
    setup = (POST.but(posting_count=len(rounds) + 2), *rounds, more[0])
    yield Attack("bound_surplus", rule, more[1], setup)


ATTACKS: Final = (
    *shapes(),
    *amounts(),
    *wrong_acts(),
    *documents(),
    *wrong_rows(),
    *too_much(),
    *bounds(),
)
