"""The reference model: what a ledger means, in dicts and integers.

It knows units, catalogues, years and their drafts, and hands each posting to `postings`. It
derives nothing from SQL: where it and the file disagree, one of them misunderstands the ledger.
It does not model texts, seals or the chain, which move no money.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar, assert_never

from model import contracts, declarations, policies, pools, statements
from model.books import Books, authority, available, money
from model.estimates import estimate
from model.keys import amount_broken, fund_broken, line_broken, unit_broken
from model.postings import Scene, post
from model.words import (
    FISCAL_FUNDS,
    LEVELS,
    AddUnit,
    AmendContract,
    Approve,
    AssertBalance,
    CancelMatch,
    ChangeYear,
    ConfirmMatches,
    DeactivateUnit,
    Declare,
    DraftControl,
    DraftIncome,
    DraftLine,
    Entry,
    LoadCatalogue,
    LoadStatement,
    LoadSuccessor,
    MarkProcurement,
    PlanSpending,
    RefusedError,
    SetPolicy,
    SignContract,
    Voucher,
)

if TYPE_CHECKING:
    from model.words import Act, Line, Snapshot

# act: the state that the year must be in, the state that it is in from then on.
LIFE = {
    "approve": ("preparing", "open"),
    "post_early": ("preparing", "preparing"),
    "post": ("open", "open"),
    "plan_spending": ("open", "open"),
    "begin_closing": ("open", "closing"),
    "close": ("closing", "closing"),
    "finish_closing": ("closing", "closed"),
    "reopen_year": ("closed", "closing"),
    "undo_close": ("closing", "closing"),
    "cancel_closing": ("closing", "open"),
}
YEARS = range(1900, 9999)

Owner = TypeVar("Owner")


class Model:
    """A ledger that answers to acts as the file must."""

    def __init__(self) -> None:
        self.books = Books()

    def do(self, act: Act) -> None:
        """Do the act whole, or raise `RefusedError` and leave the books as they were."""
        books = self.books.copy()
        _do(books, act)
        self.books = books

    def snapshot(self) -> Snapshot:
        books = self.books
        more = (contracts, statements, declarations)
        found = books.snapshot()
        for room in more:
            found |= room.snapshot(books)
        return found


def _do(books: Books, act: Act) -> None:
    match act:
        case AddUnit(name):
            _refuse({"unit_exists"} if name in books.units else set())
            books.units[name] = True
        case DeactivateUnit(name):
            books.units[name] = False
        case LoadCatalogue(year, functional, economic):
            books.codes |= {(year, "functional", code) for code in functional}
            books.codes |= {(year, "economic", code) for code in economic}
        case LoadSuccessor(year, scheme, old, new):
            _load_successor(books, (year, scheme, old), new)
        case SetPolicy(policy):
            books.policies.append(policy)
        case DraftLine(line, amount):
            broken = set() if line in books.draft_lines else line_broken(books, line)
            _draft(books, line.year, books.draft_lines, line, amount=amount, broken=broken)
        case DraftIncome(year, unit, fund, amount):
            broken = unit_broken(books, unit) | fund_broken(fund, with_income=True)
            owner = (year, unit, fund)
            broken = set() if owner in books.draft_incomes else broken
            _draft(books, year, books.draft_incomes, owner, amount=amount, broken=broken)
        case DraftControl(year, fund, level, amount):
            broken = set() if fund in FISCAL_FUNDS else {"fund_unknown"}
            broken |= set() if level in LEVELS else {"level_unknown"}
            control = (year, fund, level)
            _draft(books, year, books.draft_controls, control, amount=amount, broken=broken)
        case ChangeYear(name, year):
            _change_year(books, name, year)
        case PlanSpending(line, months):
            _plan(books, line, months)
        case SignContract() | AmendContract() | MarkProcurement():
            _refuse(_beside(books, act))
        case LoadStatement() | ConfirmMatches() | CancelMatch() | AssertBalance() | Declare():
            _refuse(_beside(books, act))
        case Approve():
            _approve(books, act)
        case Voucher():
            _voucher(books, act)
        case _:
            assert_never(act)


def _beside(books: Books, act: Act) -> set[str]:
    """Do what moves no money, or return what that breaks."""
    broken: set[str] = set()
    match act:
        case SignContract():
            broken = contracts.sign(books, act)
        case AmendContract():
            broken = contracts.amend(books, act)
        case MarkProcurement():
            broken = contracts.mark(books, act)
        case LoadStatement():
            broken = statements.load(books, act)
        case ConfirmMatches():
            broken = statements.confirm(books, act)
        case CancelMatch():
            broken = statements.cancel(books, act)
        case AssertBalance():
            broken = statements.assert_balance(books, act)
        case Declare():
            broken = declarations.declare(books, act)
    return broken


def _refuse(broken: set[str]) -> None:
    if broken:
        raise RefusedError(*broken)


def _draft(
    books: Books,
    year: int,
    drafts: dict[Owner, int],
    owner: Owner,
    *,
    amount: object,
    broken: set[str],
) -> None:
    """Write, change or delete a draft; the budget is edited freely until it is approved."""
    if amount is None and owner not in drafts:
        return
    if year not in books.years:
        broken = broken | {"year_unknown"}
    elif books.years[year] != "preparing":
        broken = broken | {"draft_frozen"}
    if amount is not None:
        broken = broken | amount_broken(amount)
    _refuse(broken)
    if isinstance(amount, int):
        drafts[owner] = amount
    else:
        del drafts[owner]


def _load_successor(books: Books, name: tuple[int, str, str], new: str) -> None:
    """Say what a name becomes; the newest word counts, until a closing went by it.

    The name itself takes back what was said.
    """
    year, scheme, old = name
    known = {it for it in books.successors if it[:3] == name}
    says_nothing = not known if new == old else (*name, new) in known
    _refuse({"successor_invalid"} if says_nothing else set())
    is_fixed = books.years.get(year) == "closed"
    _refuse({"year_closed"} if is_fixed and (known or scheme != "unit") else set())
    books.successors -= known
    if new != old:
        books.successors.add((*name, new))


# The life of a year.


def _change_year(books: Books, act: str, year: int) -> None:
    if act == "prepare_year":
        _refuse({"year_invalid"} if year not in YEARS else set())
        _refuse({"year_exists"} if year in books.years else set())
        books.years[year] = "preparing"
        return
    _refuse(_state_broken(books, act, year))
    conditions = {
        "begin_closing": _begin_closing_broken,
        "finish_closing": _finish_closing_broken,
        "reopen_year": _reopen_broken,
        "cancel_closing": _cancel_closing_broken,
    }
    _refuse(conditions[act](books, year))
    books.years[year] = LIFE[act][1]


def _state_broken(books: Books, act: str, year: int) -> set[str]:
    """Each act has its state of the year; a refusal names the state that the year is in."""
    if year not in books.years:
        return {"year_unknown"}
    state = books.years[year]
    return set() if state == LIFE[act][0] else {f"year_{state}"}


def _begin_closing_broken(books: Books, year: int) -> set[str]:
    earlier = (state for other, state in books.years.items() if other < year)
    broken = set() if all(state == "closed" for state in earlier) else {"earlier_year_open"}
    lines = (line for line in books.lines if line.year == year > line.origin_year)
    is_left = any(books.lines[line]["original"] and estimate(books, line) > 0 for line in lines)
    return broken | ({"true_up_left"} if is_left and year - 1 in books.years else set())


def _finish_closing_broken(books: Books, year: int) -> set[str]:
    """Everything is decided: no line has anything left, no fund has money or a deficit."""
    broken = set()
    for line, row in books.lines.items():
        left = available(row), row["committed"]
        if line.year == year and left != (0, 0):
            broken.add("closing_undecided")
    for (income_year, _, _), row in books.incomes.items():
        if income_year == year and money(row) != 0:
            broken.add("closing_undecided_money")
    return broken


def _reopen_broken(books: Books, year: int) -> set[str]:
    later = (state for other, state in books.years.items() if other > year)
    return {"later_year_closed"} if any(s in ("closing", "closed") for s in later) else set()


def _cancel_closing_broken(books: Books, year: int) -> set[str]:
    stands = any(
        posted.act == "close" and posted.year == year and books.stands(number)
        for number, posted in enumerate(books.journal, start=1)
    )
    return {"closing_not_undone"} if stands else set()


def _plan(books: Books, line: Line, months: tuple[int, ...]) -> None:
    broken = _state_broken(books, "plan_spending", line.year)
    broken |= {"line_unknown"} if line not in books.lines else set()
    broken |= {"spending_plan_invalid"} if min(months) < 0 else set()
    if line in books.lines and sum(months) > authority(books.lines[line]):
        broken.add("plan_exceeds_authority")
    _refuse(broken)
    books.plans[line] = months
    _refuse({"plan_exceeded"} if books.overrun(line) else set())


# Vouchers.


def _day(dated: str) -> date | None:
    """Return a day of the calendar written as YYYY-MM-DD."""
    try:
        day = date.fromisoformat(dated)
    except ValueError:
        return None
    return day if day.isoformat() == dated else None


def _voucher_broken(books: Books, act: str, year: int, dated: str, key: str | None) -> set[str]:
    broken = _state_broken(books, act, year)
    if _day(dated) is None:
        broken.add("date_invalid")
    if _day(dated) is None or dated[:4] != str(year):
        broken.add("date_outside_year")
    moved = (posted.dated for posted in books.journal if posted.year == year)
    if act in ("approve", "close") and dated < max(moved, default=dated):
        broken.add("date_too_early")
    if key == "":
        broken.add("key_invalid")
    elif key in books.keys:
        broken.add("key_used")
    return broken


def _voucher(books: Books, voucher: Voucher) -> None:
    broken = _voucher_broken(books, voucher.act, voucher.year, voucher.dated, voucher.key)
    if not voucher.postings:
        broken.add("voucher_count_invalid")
    _refuse(broken)
    if voucher.key is not None:
        books.keys.add(voucher.key)
    judged = policies.Act(voucher.dated, voucher.document, voucher.overrides, len(books.journal))
    scene = Scene(books, voucher.act, voucher.year, judged)
    for place, item in enumerate(voucher.postings):
        unpaired = pools.broken(books, voucher, place)
        try:
            post(scene, item)
        except RefusedError as refused:
            raise RefusedError(*refused.tokens, *unpaired) from None
        _refuse(unpaired)


def _approve(books: Books, act: Approve) -> None:
    """Post the whole budget of the year, lines first."""
    broken = _voucher_broken(books, "approve", act.year, act.dated, None)
    lines = {line: fen for line, fen in books.draft_lines.items() if line.year == act.year}
    incomes = {who: fen for who, fen in books.draft_incomes.items() if who[0] == act.year}
    if not lines and not incomes:
        # What was arranged before makes postings, and no budget.
        is_early = any(line.year == act.year and row["early"] for line, row in books.lines.items())
        broken.add("approval_incomplete" if is_early else "voucher_count_invalid")
    _refuse(broken or _budget_broken(books, act.year))
    books.years[act.year] = "open"
    judged = policies.Act(act.dated, act.document, act.overrides, len(books.journal))
    scene = Scene(books, "approve", act.year, judged)
    for line, fen in lines.items():
        carried = line.origin_year < line.year
        post(scene, Entry(event="approve_carried" if carried else "approve", amount=fen, line=line))
    for (_, unit, fund), fen in incomes.items():
        post(scene, Entry(event="budget_income", amount=fen, unit=unit, fund=fund))
    for line, row in list(books.lines.items()):
        if line.year == act.year and row["early"]:
            post(scene, Entry(event="absorb_early", amount=row["early"], line=line))


def _budget_broken(books: Books, year: int) -> set[str]:
    """The budget balances, meets its control totals and does not repeat what a closing brings."""
    broken = set()
    spending: dict[tuple[str, str], int] = {}
    by_level: dict[tuple[str, str], int] = {}
    for line, fen in books.draft_lines.items():
        if line.year != year:
            continue
        if line.origin_year < year:
            if books.years.get(year - 1) in ("closing", "closed"):
                broken.add("carry_over_known")
            continue
        level = (line.fund, line.level)
        by_level[level] = by_level.get(level, 0) + fen
        if not line.is_fiscal:
            owner = (line.unit, line.fund)
            spending[owner] = spending.get(owner, 0) + fen
    income = {
        (unit, fund): fen
        for (owner_year, unit, fund), fen in books.draft_incomes.items()
        if owner_year == year
    }
    if income != spending:
        broken.add("income_expenditure_differ")
    for (control_year, fund, level_name), fen in books.draft_controls.items():
        if control_year == year and by_level.get((fund, level_name), 0) != fen:
            broken.add("control_total_differs")
    return broken
