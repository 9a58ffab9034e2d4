"""The rules of one posting: what it must and must not name, and what no total may become."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model import contracts, policies
from model.books import (
    Commitment,
    Posted,
    authority,
    available,
    earmarked_stock,
    expected,
    money,
    remaining,
    spendable,
    stock,
    totals,
)
from model.estimates import early_broken, estimate, true_up_broken
from model.events import EVENTS, Event, Rows
from model.keys import amount_broken, line_broken
from model.words import FISCAL_FUNDS, FUNDS, OTHER_FUNDS, Entry, Line, RefusedError, Reversal

if TYPE_CHECKING:
    from model.books import Books, Totals

TOTAL_MAX = 10**17
# What gives a unit more to spend; a unit that was deactivated gets nothing new.
BUDGETING = frozenset(
    {
        *("allocate_early", "supplement", "transfer", "use_surplus", "use_earmarked"),
        "income_increase",
    }
)
# What no fiscal fund gives away; a part of last year's basic budget may be arranged early.
NOT_FISCAL = frozenset({"distribute", "earmark_surplus"})


@dataclass(frozen=True)
class Scene:
    """Where a posting is written: in these books, by an act of this year."""

    books: Books
    act: str
    year: int
    # Its date, document and overrides, for the policies.
    judged: policies.Act

    @property
    def opening_year(self) -> int:
        """The year in which new rows may appear: a closing opens rows of the next year."""
        return self.year + 1 if self.act == "close" else self.year


def post(scene: Scene, item: Entry | Reversal) -> None:
    """Write one posting, or raise what it breaks; the books are a copy, which is then dropped."""
    if isinstance(item, Reversal):
        original = _original(scene, item)
        posted = replace(original, act=scene.act, reverses=item.posting, dated=scene.judged.dated)
        sign = -1
    else:
        posted = _checked(scene, item)
        sign = 1
    named = rows_of(scene.books, posted)
    income = named.get("income", totals())
    before = money(income)
    broken = set()
    effect = EVENTS[posted.entry.event].effect
    effect(Rows(**named, against_commitment="commitment" in named), sign * posted.amount)
    broken |= _totals_broken(named)
    if posted.reverses is None:
        broken |= policies.broken(scene.books, scene.judged, posted.entry, posted.amount)
    if posted.reverses is None and "income" in named:
        broken |= _money_broken(posted.entry.event, before, money(income))
    broken |= _contract_broken(scene.books, posted)
    broken |= _plans_broken(scene.books, posted)
    if broken:
        raise RefusedError(*broken)
    scene.books.journal.append(posted)
    if posted.reverses is not None:
        scene.books.undone.add(posted.reverses)
    # Taking a payment back leaves less paid, and needs no plan.
    more = posted.entry.event in ("pay", "refund")
    more &= (posted.entry.event == "pay") == (posted.reverses is None)
    if more and posted.entry.line and scene.books.overrun(posted.entry.line):
        raise RefusedError("plan_exceeded")


def _contract_broken(books: Books, posted: Posted) -> set[str]:
    """What commits more, a release taken back among it, stays within what the contract costs."""
    more = "commit" if posted.reverses is None else "release"
    held = books.commitment(posted.entry.commitment)
    if held is None or posted.entry.event != more:
        return set()
    return {"contract_exceeded"} if contracts.is_exceeded(books, held.contract) else set()


def _plans_broken(books: Books, posted: Posted) -> set[str]:
    """What is planned of a line stays within what it may spend, until its year is closed."""
    for line in (posted.entry.line, posted.entry.to_line):
        planned = sum(books.plans.get(line, ())) if line else 0
        if line and books.years[line.year] == "open" and planned > authority(books.lines[line]):
            return {"plan_exceeds_authority"}
    return set()


def _original(scene: Scene, item: Reversal) -> Posted:
    """Return the posting that a reversal undoes: one that stands, of the same year and act."""
    books = scene.books
    original = books.posting(item.posting)
    if original is None or original.reverses is not None:
        raise RefusedError("reversal_unknown")
    broken = set()
    if item.posting in books.undone:
        broken.add("already_reversed")
    undoes = "close" if scene.act == "undo_close" else scene.act
    # What was spent before the approval can still be undone after it.
    undone = (undoes, "post_early") if scene.act == "post" else (undoes,)
    if original.year != scene.year or original.act not in undone:
        broken.add("reversal_other_act")
    if original.year != scene.year:
        broken.add("line_wrong_year" if original.entry.line else "income_wrong")
    # A closing and an approval only go forward; what they did is undone by acts of their own.
    if scene.act in ("approve", "close") or undoes not in EVENTS[original.entry.event].acts:
        broken.add("event_not_allowed")
    if EVENTS[original.entry.event].acts == {"approve"}:
        broken |= {"event_not_allowed", "approval_differs"}
    if any(books.refunds(item.posting)):
        broken.add("reversal_refunded")
    line = original.entry.line
    if original.entry.event == "true_up_increase" and line:
        broken |= {"true_up_exceeded"} if original.amount > estimate(books, line) else set()
    if broken:
        raise RefusedError(*broken)
    return original


def _checked(scene: Scene, entry: Entry) -> Posted:
    """Return a new posting with the rows it opens, once nothing is wrong with what it says."""
    broken = amount_broken(entry.amount)
    broken |= _commitment_rules(scene, entry) | _refund_rules(scene.books, entry)
    broken |= _date_rules(scene, entry)
    event = EVENTS.get(entry.event)
    if event is None:
        raise RefusedError(*broken, "event_unknown")
    if scene.act not in event.acts:
        broken.add("event_not_allowed")
        if event.acts == {"approve"}:
            broken.add("approval_differs")
    needs_document = event.needs_document or _lapses_by_document(scene, entry)
    if needs_document and not (scene.judged.document or "").strip():
        broken.add("document_missing")
    broken |= _names_broken(event, entry)
    broken |= _line_rules(scene, event, entry)
    if entry.to_line is not None:
        broken |= _to_line_rules(scene, event, entry, entry.to_line)
    broken |= _owner_rules(scene, event, entry)
    broken |= _spending_rules(scene, entry)
    broken |= early_broken(scene.books, entry) | true_up_broken(scene.books, entry)
    if entry.event == "prior_year_increase" and entry.line and not entry.line.is_carried:
        broken.add("prior_year_wrong")
    if entry.event in NOT_FISCAL and entry.fund in FISCAL_FUNDS:
        broken.add("surplus_fiscal")
    if broken or not isinstance(entry.amount, int):
        raise RefusedError(*broken)
    return _opened(scene, entry, entry.amount)


def _lapses_by_document(scene: Scene, entry: Entry) -> bool:
    """What finance gave is money: it ends by a document, or by one that a closing is granted."""
    is_granted = scene.act == "close" and "closing" in scene.judged.overrides
    is_fiscal = entry.line is not None and entry.line.is_fiscal
    return entry.event == "lapse" and is_fiscal and not is_granted


def _names_broken(event: Event, entry: Entry) -> set[str]:
    """A posting names the rows that its event moves, no more and no fewer."""
    opens_commitment = event.opens == "commitment" and entry.contract is not None
    owner = entry.unit is not None and entry.fund is not None
    named = {
        "line": entry.line is not None,
        "to_line": entry.to_line is not None,
        "commitment": entry.commitment is not None or opens_commitment,
        "refunds": entry.refunds is not None,
        "income": owner or not event.must_name("income"),
        "surplus": owner or entry.line is not None or not event.must_name("surplus"),
    }
    for row, is_named in named.items():
        if row in ("income", "surplus"):
            is_right = is_named
        else:
            is_right = event.may_name(row) if is_named else not event.must_name(row)
        if not is_right:
            # A line beside the owner of a surplus is that owner's only by chance.
            is_twice = row == "line" and is_named and event.must_name("surplus")
            return {"posting_shape", "surplus_wrong"} if is_twice else {"posting_shape"}
    return set()


def _line_rules(scene: Scene, event: Event, entry: Entry) -> set[str]:
    line = entry.line
    if line is None:
        return set()
    broken = set()
    if line in scene.books.lines:
        if line.year != scene.year:
            broken.add("line_wrong_year")
    elif event.opens == "line":
        broken |= _new_line_broken(scene, line)
    else:
        # Nothing of a line that is not there can be the right one.
        broken.add("line_unknown")
        broken |= {"refund_wrong"} if entry.refunds is not None else set()
    if entry.event in BUDGETING and scene.books.units.get((entry.to_line or line).unit) is False:
        broken.add("unit_inactive")
    return broken


def _new_line_broken(scene: Scene, line: Line) -> set[str]:
    broken = line_broken(scene.books, line)
    if line.year != scene.opening_year or scene.act == "undo_close":
        broken.add("record_not_expected")
    return broken


def _to_line_rules(scene: Scene, event: Event, entry: Entry, to_line: Line) -> set[str]:
    """Money moves between lines of one kind of money, and forward only in a closing."""
    books, line = scene.books, entry.line
    broken = set()
    if to_line not in books.lines:
        known = event.opens == "to_line"
        broken |= _new_line_broken(scene, to_line) if known else {"line_unknown"}
    if line is None:
        return broken
    if entry.event == "transfer":
        if line == to_line:
            broken.add("transfer_to_itself")
        for token, mine, other in (
            ("transfer_across_years", line.year, to_line.year),
            ("transfer_across_funds", line.fund, to_line.fund),
            ("transfer_across_levels", line.level, to_line.level),
            ("transfer_across_origins", line.origin_year, to_line.origin_year),
        ):
            if mine != other:
                broken.add(token)
        if line.unit != to_line.unit and not line.is_fiscal:
            broken.add("transfer_across_units")
    if entry.event == "carry_forward":
        if not _carries_on(books, line, to_line):
            broken.add("carry_forward_key")
            # Money that a unit received would become money that finance gives.
            broken |= set() if line.is_fiscal or not to_line.is_fiscal else {"income_invalid"}
        if books.years.get(to_line.year) not in ("preparing", "open"):
            broken.add("to_year_closed")
    return broken


def _carries_on(books: Books, line: Line, to_line: Line) -> bool:
    """Say whether a line is another one a year later, save for what has a successor."""
    changed = {
        "unit": (line.unit, to_line.unit),
        "functional": (line.functional_code, to_line.functional_code),
        "economic": (line.economic_code, to_line.economic_code),
    }
    if any(
        old != new and (line.year, scheme, old, new) not in books.successors
        for scheme, (old, new) in changed.items()
    ):
        return False
    expected_line = replace(
        line.next_year(),
        unit=to_line.unit,
        functional_code=to_line.functional_code,
        economic_code=to_line.economic_code,
    )
    return to_line == expected_line


def _owner_rules(scene: Scene, event: Event, entry: Entry) -> set[str]:
    """Income and surplus named by unit and fund, for events that name no line."""
    if event.must_name("line") or entry.unit is None or entry.fund is None:
        return set()
    books = scene.books
    broken = set()
    if event.must_name("income") and (scene.year, entry.unit, entry.fund) not in books.incomes:
        if scene.opening_year != scene.year:
            broken.add("record_not_expected")
        if entry.fund not in OTHER_FUNDS:
            broken.add("income_invalid")
        if entry.unit not in books.units:
            broken.add("unit_unknown")
        elif not books.units[entry.unit]:
            broken.add("unit_inactive")
    elif entry.event in BUDGETING and books.units.get(entry.unit) is False:
        broken.add("unit_inactive")
    if event.must_name("surplus") and (entry.unit, entry.fund) not in books.surpluses:
        if entry.fund not in FUNDS:
            broken.add("surplus_invalid")
        if entry.unit not in books.units:
            broken.add("unit_unknown")
    return broken


def _commitment_rules(scene: Scene, entry: Entry) -> set[str]:
    """A commitment belongs to one line; only a closing carries it on, into the next year."""
    if entry.commitment is None:
        if entry.event != "commit" or entry.contract is None:
            return set()
        is_here = entry.line in scene.books.lines and entry.line is not None
        is_right = is_here and entry.line is not None and entry.line.year == scene.opening_year
        is_said = entry.contract != "" and entry.contract == entry.contract.strip(" ")
        if entry.line is None:
            return {"commitment_invalid"}
        is_invalid = not (is_right and is_said) or scene.act == "close"
        broken = {"commitment_invalid"} if is_invalid else set()
        return broken | contracts.unit_broken_by(scene.books, entry.contract, entry.line)
    broken = set()
    held = scene.books.commitment(entry.commitment)
    if held is None or held.line != entry.line:
        broken.add("commitment_wrong")
    if entry.event == "carry_forward":
        to_year = entry.to_line.year if entry.to_line else 0
        is_next = scene.act == "close" and to_year == scene.year + 1
        if not is_next or held is None or not _takes_over(scene.books, held.line, entry.to_line):
            broken.add("commitment_invalid")
    return broken


def _takes_over(books: Books, line: Line, to_line: Line | None) -> bool:
    """Say whether a line is of the year after another, in the same unit or its successor."""
    if to_line is None or line.year != to_line.year - 1:
        return False
    successor = (line.year, "unit", line.unit, to_line.unit)
    return line.unit == to_line.unit or successor in books.successors


def _date_rules(scene: Scene, entry: Entry) -> set[str]:
    """Nothing is dated before what it depends on: its payment, or what made its commitment."""
    payment, held = scene.books.posting(entry.refunds), scene.books.commitment(entry.commitment)
    is_after_all = payment is not None and scene.judged.dated < payment.dated
    if scene.act in ("post", "post_early"):
        is_after_all |= held is not None and scene.judged.dated < held.dated
    return {"date_too_early"} if is_after_all else set()


def _refund_rules(books: Books, entry: Entry) -> set[str]:
    """What comes back names a payment that stands, and is never more than was paid."""
    if entry.refunds is None:
        return set()
    if entry.line is None or (entry.event not in EVENTS and entry.line not in books.lines):
        return {"refund_wrong"}
    payment = books.posting(entry.refunds)
    if payment is None or payment.entry.event != "pay" or not books.stands(entry.refunds):
        return {"refund_wrong"}
    paid_from = payment.entry.line
    if paid_from is None:
        return {"refund_wrong"}
    if entry.event == "refund":
        is_right = paid_from == entry.line
    else:
        is_right = paid_from.year < entry.line.year and entry.line.is_money_of(paid_from)
    if not is_right:
        return {"refund_wrong"}
    left = payment.amount - sum(books.refunds(entry.refunds))
    is_covered = isinstance(entry.amount, int) and entry.amount <= left
    broken = set() if is_covered else {"refund_exceeded"}
    if entry.event == "refund" and entry.commitment != payment.entry.commitment:
        broken.add("commitment_wrong")
    return broken


def _opened(scene: Scene, entry: Entry, amount: int) -> Posted:
    """Open the rows that the posting names and the books do not have yet."""
    books, dated = scene.books, scene.judged.dated
    for line in (entry.line, entry.to_line):
        if line is not None:
            books.lines.setdefault(line, totals())
            if not line.is_fiscal:
                books.incomes.setdefault((line.year, line.unit, line.fund), totals())
    event = EVENTS[entry.event]
    unit, fund = (entry.line.unit, entry.line.fund) if entry.line else (entry.unit, entry.fund)
    if unit is not None and fund is not None:
        if event.must_name("income"):
            books.incomes.setdefault((scene.year, unit, fund), totals())
        if event.must_name("surplus"):
            books.surpluses.setdefault((unit, fund), totals())
    to_commitment = None
    if entry.event == "commit" and entry.commitment is None and entry.contract and entry.line:
        books.commitments.append(Commitment(entry.line, entry.contract, None, dated))
        entry = replace(entry, commitment=len(books.commitments))
    elif entry.event == "carry_forward" and entry.to_line:
        held = books.commitment(entry.commitment)
        if held is not None:
            continued = Commitment(entry.to_line, held.contract, entry.commitment, dated)
            books.commitments.append(continued)
            to_commitment = len(books.commitments)
    return Posted(scene.act, scene.year, entry, amount, None, to_commitment, dated)


def rows_of(books: Books, posted: Posted) -> dict[str, Totals]:
    """Return the rows that a posting moves, each under its part in the posting."""
    entry, event = posted.entry, EVENTS[posted.entry.event]
    line, to_line = entry.line, entry.to_line
    unit, fund = (line.unit, line.fund) if line else (entry.unit or "", entry.fund or "")
    named = {}
    if line:
        named["line"] = books.lines[line]
    if to_line:
        named["to_line"] = books.lines[to_line]
    if event.must_name("income") if line is None else not line.is_fiscal:
        named["income"] = books.incomes[posted.year, unit, fund]
        if to_line and to_line.year != posted.year:
            named["to_income"] = books.incomes[to_line.year, to_line.unit, to_line.fund]
    if event.must_name("surplus"):
        named["surplus"] = books.surpluses[unit, fund]
    for part, number in ("commitment", entry.commitment), ("to_commitment", posted.to_commitment):
        held = books.commitment(number)
        if held is not None:
            named[part] = held.totals
    return named


def _totals_broken(named: dict[str, Totals]) -> set[str]:
    """No total is ever below zero, save for what an earlier year may still take back."""
    broken = set()
    for part, row in named.items():
        if any(fen < 0 for name, fen in row.items() if name != "prior_year"):
            broken.add("total_negative")
        if any(abs(fen) > TOTAL_MAX for fen in row.values()):
            broken.add("total_out_of_range")
        match part.removeprefix("to_"):
            case "line" if available(row) < 0:
                broken.add("available_exceeded")
            case "income" if expected(row) < 0 or row["returned"] > row["received"]:
                broken.add("total_negative")
            case "surplus" if stock(row) < 0 or earmarked_stock(row) < 0:
                broken.add("surplus_exceeded")
            case "commitment" if remaining(row) < 0:
                broken.add("commitment_exceeded")
    return broken


def _spending_rules(scene: Scene, entry: Entry) -> set[str]:
    """A fund that is not fiscal spends what its budget expects, and what it had already."""
    line, unit, fund = entry.line, entry.unit, entry.fund
    if entry.event == "pay" and line is not None:
        income = scene.books.incomes.get((line.year, line.unit, line.fund))
    elif entry.event == "income_decrease" and unit is not None and fund is not None:
        income = scene.books.incomes.get((scene.year, unit, fund))
    else:
        return set()
    if income is None or not isinstance(entry.amount, int):
        return set()
    if entry.event == "income_decrease" and entry.amount > expected(income):
        return set()
    # Before the approval no income is budgeted: what is in hand may be spent.
    may = spendable(income) if scene.act == "post" else money(income)
    return {"spending_exceeds_income"} if entry.amount > may else set()


def _money_broken(event: str, before: int, after: int) -> set[str]:
    """Only a payment may run ahead of income; a deficit is covered to zero and not beyond."""
    if event != "pay" and after < before and after < 0:
        return {"money_exceeded"}
    if event == "cover_deficit" and after > 0:
        return {"deficit_exceeded"}
    return set()
