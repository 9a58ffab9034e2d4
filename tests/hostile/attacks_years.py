"""Years that must not change their state, and budgets that must not be approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import (
    BUSINESS,
    FISCAL,
    INCOME,
    LINE,
    OTHER,
    STATION,
    SURPLUS_OTHER,
    catalogue,
    draft_control,
    draft_income,
    on,
    reopening,
)
from hostile.statements import (
    THIS,
    Attack,
    Delete,
    Insert,
    Raw,
    Sql,
    Statement,
    Update,
    cases,
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

APPROVE: Final = voucher("approve", 2026, postings=3)
POST: Final = voucher("post", 2025, postings=1)
BEGIN: Final = voucher("begin_closing", 2025)
REOPEN, REASON = reopening(2024)


# Hides the true effect of an act on its year, once a forged one is there.
SKIP_YEAR: Final = (
    Raw(
        "CREATE TEMP TRIGGER hide BEFORE INSERT ON budget_year "
        "WHEN EXISTS (SELECT 1 FROM budget_year WHERE year = NEW.year) "
        "BEGIN SELECT RAISE(IGNORE); END"
    ),
    Raw(
        "CREATE TEMP TRIGGER hide_update BEFORE UPDATE ON budget_year "
        "WHEN OLD.state = NEW.state BEGIN SELECT RAISE(IGNORE); END"
    ),
)


def by_hand() -> Iterator[Attack]:
    rule = "year_self"
    for name, row in cases(
        {
            "new": {"year": 2027, "state": "preparing", "last_voucher_id": THIS},
            "new_open": {"year": 2027, "state": "open", "last_voucher_id": THIS},
            "null": {"year": 2027, "state": None, "last_voucher_id": THIS},
            "no_voucher": {"year": 2027, "state": "preparing", "last_voucher_id": None},
            "again": {"year": 2025, "state": "preparing", "last_voucher_id": THIS},
            "unassigned": {"state": "preparing", "last_voucher_id": THIS},
        }
    ):
        yield Attack(f"year_insert_{name}", rule, Insert("budget_year", row))
        setup = (voucher("prepare_year", 2027),)
        yield Attack(f"year_insert_{name}_beside", rule, Insert("budget_year", row), setup)
    forged = {"year": 2028, "state": "preparing", "last_voucher_id": THIS}
    setup = (voucher("prepare_year", 2027),)
    yield Attack("year_insert_of_other", rule, Insert("budget_year", forged), setup)
    forged = {"year": 2027, "state": "preparing", "last_voucher_id": THIS}
    setup = (voucher("load_successor", 2027),)
    yield Attack("year_insert_by_other_act", rule, Insert("budget_year", forged), setup)
    for name, born in values({"state": "'open', NEW.voucher_id", "voucher": "'preparing', 1"}):
        text = (
            "CREATE TEMP TRIGGER first AFTER INSERT ON voucher "
            f"BEGIN INSERT INTO budget_year VALUES (NEW.year, {born}); END"
        )
        act = voucher("prepare_year", 2027)
        yield Attack(f"year_insert_forged_{name}", rule, act, (Raw(text), *SKIP_YEAR))
    for name, changes in cases(
        {
            "closed": {"state": "closed"},
            "open_again": {"state": "open"},
            "state_null": {"state": None},
            "state_unknown": {"state": "frozen"},
            "newest": {"state": "closing", "last_voucher_id": THIS},
            "number": {"year": 2030},
            "number_replaced": {"year": 2026},
            "rowid": {"rowid": 2030},
            "voucher_null": {"last_voucher_id": None},
        }
    ):
        for year in (2024, 2025):
            change = Update("budget_year", changes, f"year = {year}")
            yield Attack(f"year_{year}_{name}", rule, change)
            after = Update("budget_year", changes, f"year = {year}")
            yield Attack(f"year_{year}_{name}_beside", rule, after, (POST,))
    yield Attack("year_moved_twice", rule,
                 Update("budget_year", {"state": "open"}, "year = 2025"), (BEGIN,))  # fmt: skip
    yield Attack("year_end", rule, Delete("budget_year", "year = 2026"))
    yield Attack("year_all_end", rule, Delete("budget_year", "1"))


def steered() -> Iterator[Attack]:
    """Triggers of the attacker that skip or bend what an act does to its year."""
    rule = "year_self"
    hidden = "CREATE TEMP TRIGGER hide BEFORE UPDATE ON budget_year BEGIN SELECT RAISE(IGNORE); END"
    yield Attack("year_effect_skipped", "effect_missing", BEGIN, (Raw(hidden),))
    # Nothing but the act itself moves the year: a trigger of the attacker cannot steer it.
    for name, moved in {
        "other_state": "state = 'closed', last_voucher_id = NEW.voucher_id WHERE year = NEW.year",
        "other_year": (
            "state = 'closing', last_voucher_id = NEW.voucher_id WHERE year = NEW.year + 1"
        ),
        "renamed": (
            "year = 2020, state = 'closing', last_voucher_id = NEW.voucher_id WHERE year = NEW.year"
        ),
    }.items():
        text = (
            "CREATE TEMP TRIGGER steer AFTER INSERT ON voucher "
            f"BEGIN UPDATE budget_year SET {moved}; END"
        )
        yield Attack(f"year_steered_{name}", rule, BEGIN, (Raw(text),))
    text = (
        "CREATE TEMP TRIGGER steer AFTER INSERT ON voucher BEGIN UPDATE budget_year "
        "SET state = 'closing', last_voucher_id = 14 WHERE year = NEW.year; END"
    )
    yield Attack("year_steered_voucher", rule, BEGIN, (Raw(text), *SKIP_YEAR))
    text = (
        "CREATE TEMP TRIGGER steer AFTER INSERT ON voucher BEGIN UPDATE budget_year "
        "SET state = 'open', last_voucher_id = NEW.voucher_id WHERE year = 2027; END"
    )
    twin = (
        *catalogue(2027),
        voucher("prepare_year", 2027),
        *(draft_line(2027, 1, economic_code=code) for code in ("30101", "30201", "30299")),
        Raw(text),
    )
    yield Attack("year_steered_twin", rule, APPROVE, twin)


def approval() -> Iterator[Attack]:
    rule = "approval_incomplete"
    for count in (1, 2, 4):
        yield Attack(f"approval_of_{count}", rule, APPROVE.but(posting_count=count))
    more = draft_line(2026, 5, level="upper")
    yield Attack("approval_after_a_draft", rule, APPROVE, (more,))
    rule = "income_expenditure_differ"
    for name, change in {
        "income": Update("draft_income", {"amount_fen": 8_001}, "year = 2026"),
        "lines": Update("draft_line", {"amount_fen": 7_999}, f"year = 2026 AND fund = '{OTHER}'"),
    }.items():
        yield Attack(f"approval_{name}_differs", rule, APPROVE, (change,))
    gone = Delete("draft_income", "year = 2026")
    yield Attack("approval_without_income", rule, APPROVE.but(posting_count=2), (gone,))
    gone = Delete("draft_line", f"year = 2026 AND fund = '{OTHER}'")
    yield Attack("approval_without_lines", rule, APPROVE.but(posting_count=2), (gone,))
    other: tuple[Statement, ...] = (
        draft_income(2026, 4, OTHER, 100),
        draft_line(2026, 100, fund=OTHER, level="upper"),
    )
    yield Attack("approval_of_other_unit", rule, APPROVE.but(posting_count=5), other)
    rule = "control_total_differs"
    control = Update("draft_control", {"amount_fen": 70_001}, "year = 2026")
    yield Attack("approval_total_differs", rule, APPROVE, (control,))
    control = Update("draft_control", {"amount_fen": 70_005}, "year = 2026")
    upper = draft_line(2026, 5, level="upper")
    four = APPROVE.but(posting_count=4)
    yield Attack("approval_total_of_both_levels", rule, four, (control, upper))
    for fund in sorted(FISCAL):
        more = draft_control(2026, fund, "upper", 1)
        yield Attack(f"approval_total_without_lines_{fund}", rule, APPROVE, (more,))
    rule = "carry_over_known"
    carried = draft_line(2026, 100, origin_year=2025)
    yield Attack("approval_of_known_carry_over", rule, four, (*closed_2025(), carried))
    yield Attack("approval_while_closing", rule, four, (BEGIN, carried))


def decisions(*, left: frozenset[str] = frozenset()) -> list[Statement]:
    """Decide what every line of 2025 still has, save for the lines named."""
    available = {
        "canal_25": 8_000, "pump_25": 20_000, "office_25": 47_000, "sluice_25": 29_500,
        "old_pump_25": 7_000, "fund_25": 9_000, "upper_25": 4_000, "salary_25": 50_000,
        "other_carried_25": 2_000, "other_25": 10_000, "business_25": 3_000,
        "other_pump_25": 2_000,
    }  # fmt: skip
    chosen = [posting("release", 12_000, line_id=LINE["canal_25"], commitment_id=2)]
    available["canal_25"] += 12_000
    chosen.append(posting("release", 2_500, line_id=LINE["office_25"], commitment_id=3))
    available["office_25"] += 2_500
    chosen += [
        posting("lapse", amount, **on(name))
        for name, amount in available.items()
        if name not in left
    ]
    money: dict[str, object] = {"income_id": INCOME["other_25"], "surplus_id": SURPLUS_OTHER}
    if "money" not in left:
        chosen.append(posting("income_to_surplus", 8_000, **money))
    if "commitment" in left:
        chosen = [row for row in chosen if row.columns["event"] != "release"]
        chosen[:] = [
            row.but(amount_fen=8_000) if row.columns.get("line_id") == LINE["canal_25"] else row
            for row in chosen
        ]
        chosen = [
            row.but(amount_fen=47_000) if row.columns.get("line_id") == LINE["office_25"] else row
            for row in chosen
        ]
    return [BEGIN, voucher("close", 2025, postings=len(chosen)), *chosen]


def closed_2025() -> list[Statement]:
    return [*decisions(), voucher("finish_closing", 2025)]


def closing() -> Iterator[Attack]:
    finish = voucher("finish_closing", 2025)
    rule = "closing_undecided"
    yield Attack("closing_nothing_decided", rule, finish, (BEGIN,))
    for name in ("office_25", "upper_25", "other_25"):
        setup = tuple(decisions(left=frozenset({name})))
        yield Attack(f"closing_undecided_{name}", rule, finish, setup)
    setup = tuple(decisions(left=frozenset({"commitment"})))
    yield Attack("closing_open_commitment", rule, finish, setup)
    setup = tuple(decisions(left=frozenset({"money"})))
    yield Attack("closing_money_left", "closing_undecided_money", finish, setup)
    overpaid = posting("pay", 2_000, **on("other_pump_25"))
    deficit = (POST, overpaid, *decisions(left=frozenset({"other_pump_25"})))
    yield Attack("closing_deficit_left", "closing_undecided_money", finish, deficit)
    rule = "earlier_year_open"
    late = (voucher("prepare_year", 2023),)
    yield Attack("closing_before_earlier", rule, BEGIN, late)
    yield Attack("closing_before_reopened", rule, BEGIN, (REOPEN, REASON))
    rule = "later_year_closed"
    yield Attack("reopening_before_later", rule, REOPEN, (BEGIN,))
    yield Attack("reopening_before_closed_later", rule, REOPEN, tuple(closed_2025()))
    rule = "closing_not_undone"
    cancel = voucher("cancel_closing", 2024)
    yield Attack("cancelling_a_whole_closing", rule, cancel, (REOPEN, REASON))
    carried = Sql("(SELECT min(posting_id) FROM posting WHERE event = 'to_surplus')")
    undone = posting("to_surplus", 5_000, **on("other_24"), surplus_id=SURPLUS_OTHER)
    again = posting("receive", 1_000, income_id=INCOME["other_25"])
    used = Sql("(SELECT min(posting_id) FROM posting WHERE event = 'use_surplus')")
    back = posting("use_surplus", 1_000, **on("other_25"), surplus_id=SURPLUS_OTHER)
    setup = (
        POST.but(posting_count=2), again, back.but(reverses_id=used),
        REOPEN, REASON, voucher("undo_close", 2024, postings=1), undone.but(reverses_id=carried),
    )  # fmt: skip
    yield Attack("cancelling_half_a_closing", rule, cancel, setup)


def approving() -> Iterator[Attack]:
    """Postings of an approval that are not its drafts."""
    rule = "approval_differs"
    new_line, new_income = line(2026), income(2026, STATION, OTHER)
    number, income_number = newest("line", "line_id"), newest("income", "income_id")
    posted = posting("approve", 70_000, line_id=number)
    ready: tuple[Statement, ...] = (APPROVE, new_line)
    setup: tuple[Statement, ...]
    yield Attack("approving_more", rule, posted.but(amount_fen=70_001), ready)
    yield Attack("approving_less", rule, posted.but(amount_fen=69_999), ready)
    yield Attack("approving_twice", rule, posted, (*ready, posted))
    yield Attack("approving_as_carried", rule, posted.but(event="approve_carried"), ready)
    stranger = line(2026, level="upper")
    yield Attack("approving_without_draft", rule, posted, (APPROVE, stranger))
    for name, others in cases({
        "unit": {"unit_id": 4}, "fund": {"fund": "government_fund"},
        "functional": {"functional_code": "2010101"}, "economic": {"economic_code": "30101"},
        "kind": {"kind": "basic_personnel"}, "origin": {"origin_year": 2025},
        "project": {"kind": "project", "project": "Weir"},
    }):  # fmt: skip
        setup = (APPROVE, line(2026, **others))
        event = "approve_carried" if name == "origin" else "approve"
        yield Attack(f"approving_other_{name}", rule, posted.but(event=event), setup)
    both = (APPROVE, new_line, line(2026, level="upper"))
    yield Attack("approving_beside_draft", rule, posted, both)
    upper = posting("approve_carried", 4_000, line_id=number)
    setup = (APPROVE, line(2026, level="upper", origin_year=2025))
    yield Attack("approving_draft_of_other_year", rule, upper, setup)
    weir = {"economic_code": "30299", "kind": "project"}
    setup = (
        draft_line(2026, 50, **weir, level="upper", project="Weir"),
        APPROVE.but(posting_count=4),
        line(2026, **weir, level="upper", project="Weir II"),
    )
    yield Attack("approving_project_of_other_name", rule, posted.but(amount_fen=50), setup)
    money = posting("approve", 8_000, line_id=number, income_id=income_number)
    setup = (APPROVE, line(2026, fund=OTHER, level="upper"), new_income)
    yield Attack("approving_what_income_budgets", rule, money, setup)
    budget = posting("budget_income", 8_000, income_id=income_number)
    for name, row, amount in (
        ("beside_draft", income(2026, 4, OTHER), 8_000),
        ("other_fund", income(2026, STATION, BUSINESS), 8_000),
        ("other_year", income(2026, STATION, BUSINESS), 3_000),
    ):
        setup = (APPROVE, new_income, row)
        yield Attack(f"budgeting_{name}", rule, budget.but(amount_fen=amount), setup)
    ready = (APPROVE, new_income)
    yield Attack("budgeting_more", rule, budget.but(amount_fen=8_001), ready)
    yield Attack("budgeting_twice", rule, budget, (*ready, budget))
    stranger_income = income(2026, 4, OTHER)
    yield Attack("budgeting_without_draft", rule, budget, (APPROVE, stranger_income))


ATTACKS: Final = (*by_hand(), *steered(), *approval(), *closing(), *approving())
