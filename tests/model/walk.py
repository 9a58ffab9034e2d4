"""Random acts over random years: mostly what an office would do, sometimes what it must not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model import closing
from model.books import available, earmarked_stock, money, remaining, spendable, stock
from model.choices import (
    ECONOMIC,
    ECONOMIC_302,
    FUNCTIONAL,
    FUNDS,
    PROJECTS,
    STOCKS,
    UNITS,
    YEARS,
    Choices,
)
from model.events import EVENTS
from model.pools import OTHER_HALF
from model.reference import LIFE
from model.walk_contracts import amend, mark, sign
from model.walk_plans import plan
from model.walk_policies import detour, overrides, policy
from model.walk_pools import HEIR, OLD, ending, moves
from model.walk_statements import assert_balance, cancel, confirm, load
from model.words import (
    FISCAL_FUNDS,
    AddUnit,
    Approve,
    ChangeYear,
    DeactivateUnit,
    DraftControl,
    DraftIncome,
    DraftLine,
    Entry,
    Line,
    LoadCatalogue,
    LoadSuccessor,
    Policy,
    Reversal,
    SetPolicy,
    Voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.books import Money
    from model.words import Act


def opening() -> Iterable[Act]:
    """Yield the acts that every walk starts from: units, catalogues, two policies, one year."""
    for unit in UNITS:
        yield AddUnit(unit)
    for year in (*YEARS, max(YEARS) + 1):
        later = ("30299",) if year > min(YEARS) else ()
        functional = ("208", "20802", *FUNCTIONAL)
        yield LoadCatalogue(year, functional, ("301", "30101", "302", *ECONOMIC_302, *later))
    yield LoadSuccessor(2024, "functional", "2080201", "2080299")
    yield LoadSuccessor(2025, "unit", "office", "home")
    yield LoadSuccessor(min(YEARS) - 1, "unit", OLD, HEIR)
    # By default they are done with a document, and every act of an office has one.
    yield SetPolicy(Policy("public_to_personnel", "deny"))
    yield SetPolicy(Policy("project_to_project", "deny"))
    yield ChangeYear("prepare_year", 2024)


class Walk(Choices):
    """Chooses the next act by the books as they stand."""

    def next(self) -> Act:
        states = set(self.books.years.values())
        choices: list[tuple[int, Act | None]] = [
            (2, self._prepare()),
            (1, self._year_act()),
            (1, self._wild()),
            (1, self._retire()),
            (1, policy(self.random)),
            (2, self.pick((sign, amend, mark))(self)),
            (3, self.pick((load, confirm, confirm, cancel, assert_balance))(self)),
        ]
        if "preparing" in states:
            # What was arranged early waits for the approval that takes its place.
            is_early = any(row["early"] for row in self.books.lines.values())
            choices += [(6, self._draft()), (4, self._balance())]
            choices += [(9 if is_early else 3, self._approve())]
            choices += [(6, self._post_early()), (1, self._undo_one("post_early", "preparing"))]
        if "open" in states:
            choices += [(30, self._post()), (4, self._undo_one("post", "open"))]
            choices += [(1, self._move("begin_closing")), (12, self._overspend())]
            choices += [(6, self._use_earmarked()), (4, self._pool()), (2, ending(self))]
            choices += [(2, self._plan()), (6, self._detour())]
        if "closing" in states:
            choices += [(6, self._close_some()), (4, self._close_all()), (6, self._finish())]
            choices += [(12, self._cover())]
            choices += [(1, self._undo_one("undo_close", "closing")), (1, self._undo_all())]
            choices += [(1, self._move("cancel_closing"))]
        if "closed" in states:
            choices += [(1, self._move("reopen_year"))]
        possible = [(weight, act) for weight, act in choices if act is not None]
        weights = [weight for weight, _ in possible]
        return self.random.choices([act for _, act in possible], weights)[0]

    # Years and drafts.

    def _prepare(self) -> Act | None:
        missing = [year for year in YEARS if year not in self.books.years]
        if not missing:
            return None
        return ChangeYear("prepare_year", self.pick((missing[0], missing[0], self.pick(YEARS))))

    def _plan(self) -> Act:
        line = self.line(self.year("open"))
        return plan(self.random, self.books, line, is_wild=self.is_wild())

    def _move(self, act: str) -> Act:
        return ChangeYear(act, self.year(LIFE[act][0]))

    def _year_act(self) -> Act:
        """Return any step of any year's life: most are refused."""
        act = self.pick(("begin_closing", "finish_closing", "reopen_year", "cancel_closing"))
        return ChangeYear(act, self.pick((*YEARS, 2030)))

    def _finish(self) -> Act:
        return self._move("finish_closing")

    def _draft(self) -> Act:
        year = self.year("preparing") if self.random.randrange(10) else self.pick(YEARS)
        drafts = [line for line in self.books.draft_lines if line.year == year]
        amount = self.pick((self.fen(), None)) if self.random.randrange(5) == 0 else self.fen()
        what = self.random.randrange(12)
        if what == 0:
            level = self.pick(("own", "upper", "own", "upper", "middle"))
            return DraftControl(year, self.pick(FUNDS), level, amount)
        if what == 1:
            fund = self.pick(FUNDS)
            return DraftIncome(year, self.pick((*UNITS, "nobody")), fund, amount)
        return DraftLine(self.pick((*drafts, self.key(year), self.key(year))), amount)

    def _balance(self) -> Act | None:
        """Write the draft that a balanced budget still lacks, or take away what it cannot have."""
        year = self.year("preparing")
        known = self.books.years.get(year - 1) in ("closing", "closed")
        gap: dict[Money, int] = {
            owner: -fen for owner, fen in self.books.draft_incomes.items() if owner[0] == year
        }
        for line, fen in self.books.draft_lines.items():
            if line.year == year == line.origin_year and line.fund not in FISCAL_FUNDS:
                owner = (year, line.unit, line.fund)
                gap[owner] = gap.get(owner, 0) + fen
        for owner, fen in gap.items():
            if fen:
                amount = self.books.draft_incomes.get(owner, 0) + fen
                return DraftIncome(*owner, amount or None)
        for line in self.books.draft_lines:
            if line.year == year and line.origin_year < year and known:
                return DraftLine(line, None)
        if known and self.random.randrange(2):
            return DraftLine(replace(self.key(year), origin_year=year - 1), self.fen())
        for control in self.books.draft_controls:
            if control[0] == year:
                return DraftControl(*control, None)
        return None

    def _approve(self) -> Act:
        year = self.year("preparing")
        document = None if self.is_wild() else "approval"
        granted = overrides(self.random)
        return Approve(year=year, dated=self.day(year), document=document, overrides=granted)

    def _retire(self) -> Act | None:
        """Deactivate one unit, once in a long while."""
        if self.books.units.get("archive") and self.random.randrange(25) == 0:
            return DeactivateUnit("archive")
        return None

    # Postings.

    def _post(self) -> Act:
        year = self.year("open")
        # Half of a pool is refused, so `_pool` says both.
        fitting = [name for name, event in EVENTS.items() if "post" in event.acts]
        events = [name for name in fitting if name not in OTHER_HALF]
        # Income comes in more often than anything else, so that there is money to spend.
        events += ["receive", "receive", "pay", "pay", "pay", "commit", "release", "use_surplus"]
        events += ["to_surplus", "to_surplus", "use_earmarked", "use_earmarked", "true_up_decrease"]
        events += ["transfer", "transfer"]
        count = self.pick((1, 1, 1, 2, 3))
        entries = tuple(self._entry(self.pick(events), year) for _ in range(count))
        return self._voucher("post", year, entries)

    def _detour(self) -> Act:
        """Return transfers that go over a line between, whole or in part, in either order."""
        line = self.line(self.year("open"))
        row = self.books.lines.get(line)
        amounts = [self.fen(available(row) if row else 0) for _ in range(2)]
        return self._voucher("post", line.year, detour(self.random, line, amounts))

    def _post_early(self) -> Act:
        """Return spending before the approval, by the measure of last year where there is one."""
        year = self.year("preparing")
        early = [line for line, row in self.books.lines.items() if line.year == year and row]
        basic = [
            replace(line, year=year, origin_year=year)
            for line, row in self.books.lines.items()
            if line.kind.startswith("basic")
            and line.year == line.origin_year == year - 1
            and row["original"]
        ]
        event = self.pick(
            ("allocate_early", "pay", "pay", "refund", "commit", "release", "receive")
            if early
            else ("allocate_early",)
        )
        entry = self._entry(event, year)
        if event == "allocate_early" and basic and not self.is_wild():
            line = self.pick(basic)
            given = self.books.lines[replace(line, year=year - 1, origin_year=year - 1)]["original"]
            entry = replace(entry, line=line, amount=self.fen(given // 4, given // 8))
        return self._voucher("post_early", year, (entry,))

    def _voucher(self, act: str, year: int, postings: tuple[Entry | Reversal, ...]) -> Voucher:
        return Voucher(
            act=act,
            year=year,
            postings=() if self.is_wild() else postings,
            dated=self.day(year),
            document=None if self.is_wild() else "document",
            key=self.pick(("k1", "k2", "")) if self.is_wild() else None,
            overrides=overrides(self.random) if postings and act != "undo_close" else (),
        )

    def _entry(self, event: str, year: int) -> Entry:
        """Return a posting of this event with rows that could fit."""
        books = self.books
        kind = EVENTS[event]
        line = self.line(year)
        if kind.opens == "line" and self.random.randrange(3) == 0:
            line = self.key(year)
        if (
            event in ("use_surplus", "use_earmarked")
            and self.books.surpluses
            and self.random.randrange(4)
        ):
            unit, fund = self.pick(self.books.surpluses)
            line = replace(line, unit=unit, fund=fund)
        row = books.lines.get(line)
        owner = (line.unit, line.fund)
        income = books.incomes.get((year, *owner))
        limits = [available(row) if row else 0, money(income) if income else 0]
        entry = Entry(event=event, amount=1, line=line if kind.must_name("line") else None)
        if event.startswith(("true_up", "prior_year_i")) and not self.is_wild():
            carried = [it for it in books.lines if it.year == year > it.origin_year]
            given = [it for it in carried if books.lines[it]["original"]]
            entry = replace(entry, line=self.pick(given or carried or [line]))
            there = books.lines.get(entry.line) if entry.line else None
            limits = [there["original"] if there else 0]
        if kind.must_name("income") or event in STOCKS:
            unit, fund = owner = self.owner(event, year)
            entry = replace(entry, unit=unit, fund=fund)
            held = books.incomes.get((year, unit, fund))
            limits = [money(held) if held else 0]
        if kind.must_name("surplus") and event != "to_surplus":
            surplus = books.surpluses.get(owner)
            left = earmarked_stock if event == "use_earmarked" else stock
            limits.append(left(surplus) if surplus else 0)
            if event == "cover_deficit":
                limits = [min(abs(limit) for limit in limits)]
        if kind.may_name("to_line"):
            entry = replace(entry, to_line=self._to_line(event, line))
        if kind.may_name("commitment"):
            entry, limits = self._with_commitment(entry, limits)
        if kind.may_name("refunds"):
            entry, limits = self._with_payment(entry, limits)
        return replace(entry, amount=self.fen(*limits))

    def _to_line(self, event: str, line: Line) -> Line:
        if event == "carry_forward":
            to_line = line.next_year()
            if self.random.randrange(3) == 0:
                to_line = replace(to_line, functional_code=self.pick(FUNCTIONAL))
            return to_line
        if self.is_wild():
            return self.line(self.pick(YEARS))
        code, economic = self.pick(FUNCTIONAL), self.pick((*ECONOMIC, "30215"))
        unit = self.pick((line.unit, line.unit, *UNITS))
        to_line = replace(line, unit=unit, functional_code=code, economic_code=economic)
        if self.random.randrange(2):
            return to_line
        kind = self.pick(("basic_personnel", "basic_public", "basic_public", "project"))
        project = self.pick(PROJECTS) if kind == "project" else ""
        return replace(to_line, kind=kind, project=project)

    def _with_commitment(self, entry: Entry, limits: list[int]) -> tuple[Entry, list[int]]:
        numbers = range(1, len(self.books.commitments) + 1)
        mine = [n for n in numbers if self.books.commitments[n - 1].line == entry.line]
        if entry.event == "commit" and (not mine or self.random.randrange(3)):
            return replace(entry, contract=self._reference(entry.line)), limits
        if self.is_wild():
            return replace(entry, commitment=self.pick((*numbers, 999))), limits
        # A release belongs to a commitment, so it looks for a line that has one.
        if not mine and EVENTS[entry.event].must_name("commitment"):
            year = entry.line.year if entry.line else 0
            mine = [n for n in numbers if self.books.commitments[n - 1].line.year == year]
        is_free = not EVENTS[entry.event].must_name("commitment")
        if not mine or (is_free and self.random.randrange(3) == 0):
            return entry, limits
        number = self.pick(mine)
        held = self.books.commitments[number - 1]
        to_line = held.line.next_year() if entry.to_line else None
        entry = replace(entry, line=held.line, to_line=to_line, commitment=number)
        return entry, limits if entry.event == "commit" else [remaining(held.totals)]

    def _reference(self, line: Line | None) -> str:
        """Return the contract of a new commitment: one that its unit signed, or one of its own."""
        if self.is_wild():
            return self.pick((" ", " spaced"))
        signed = self.books.contracts
        mine = [name for name, it in signed.items() if line and it.unit == line.unit]
        if mine and self.random.randrange(2):
            return self.pick(signed if self.is_wild() else mine)
        return f"contract {len(self.books.commitments) + 1}"

    def _with_payment(self, entry: Entry, limits: list[int]) -> tuple[Entry, list[int]]:
        """Name a payment that comes back: of this year, or of an earlier one."""
        is_refund = entry.event == "refund"
        year = entry.line.year if entry.line else 0
        payments = [
            (number, posted)
            for number, posted in enumerate(self.books.journal, start=1)
            if posted.entry.event == "pay" and (posted.year == year) == is_refund
        ]
        if not payments or (not is_refund and self.random.randrange(2)):
            return entry, limits
        number, payment = self.pick(payments)
        paid_from = payment.entry.line
        if is_refund and not self.is_wild():
            entry = replace(entry, line=paid_from, commitment=payment.entry.commitment)
        elif paid_from and not self.is_wild():
            of_year = [line for line in self.books.lines if line.year == year]
            own = [line for line in of_year if line.is_money_of(paid_from)]
            entry = replace(entry, line=self.pick((*own, replace(paid_from, year=year))))
        return replace(entry, refunds=number), [payment.amount]

    def _overspend(self) -> Act | None:
        """Return a payment beyond the money there is, for an owner whose surplus can cover it."""
        books = self.books
        for line, row in books.lines.items():
            surplus = books.surpluses.get((line.unit, line.fund))
            income = books.incomes.get((line.year, line.unit, line.fund))
            is_open = books.years[line.year] == "open"
            if not (is_open and income and surplus and stock(surplus)):
                continue
            limits = available(row), max(0, money(income)) + stock(surplus), spendable(income)
            amount = min(limits)
            if amount > max(0, money(income)):
                payment = Entry(event="pay", amount=amount, line=line)
                return self._voucher("post", line.year, (payment,))
        return None

    def _use_earmarked(self) -> Act | None:
        """Return a use of what was set aside, where something was and a line can take it."""
        for line in self.books.lines:
            surplus = self.books.surpluses.get((line.unit, line.fund))
            if self.books.years[line.year] == "open" and surplus and earmarked_stock(surplus):
                entry = Entry(
                    event="use_earmarked", amount=self.fen(earmarked_stock(surplus)), line=line
                )
                return self._voucher("post", line.year, (entry,))
        return None

    def _pool(self) -> Act | None:
        entries = moves(self)
        year = self.year("open")
        return self._voucher("post", year, entries) if entries else None

    def _undo_one(self, act: str, state: str) -> Act | None:
        year = self.year(state)
        undoes = "close" if act == "undo_close" else act
        numbers = list(range(1, len(self.books.journal) + 1))
        fitting = [
            number
            for number in numbers
            if self.books.journal[number - 1].act == undoes and self.books.stands(number)
        ]
        if not numbers:
            return None
        # The newest can most often be undone; any other has something standing on it.
        options = fitting if fitting and self.random.randrange(10) else numbers
        number = self.pick((options[-1], self.pick(options)))
        year = year if self.is_wild() else self.books.journal[number - 1].year
        return self._voucher(act, year, (Reversal(number),))

    def _wild(self) -> Act:
        """Return any event in any act of any year."""
        year = self.year("open")
        act = self.pick(("post", "post", "close", "undo_close"))
        entry = self._entry(self.pick(EVENTS), year)
        if self.random.randrange(2):
            part = self.pick(("line", "to_line", "unit", "commitment", "refunds"))
            value: dict[str, object] = {
                "line": self.pick((None, self.line(self.pick(YEARS)))),
                "to_line": self.pick((None, self.line(year))),
                "unit": self.pick((None, "nobody")),
                "commitment": self.pick((None, 1)),
                "refunds": self.pick((None, 1)),
            }
            entry = replace(entry, **{part: value[part]})  # type: ignore[arg-type]
        if self.is_wild():
            entry = replace(entry, event="gift")
        return self._voucher(act, year, (entry,))

    # The end of a year.

    def _close_some(self) -> Act:
        """Return closing postings of anybody's choice."""
        year = self.year("closing")
        events = [name for name, event in EVENTS.items() if "close" in event.acts]
        entries = tuple(self._entry(self.pick(events), year) for _ in range(self.pick((1, 2))))
        return self._voucher("close", year, entries)

    def _cover(self) -> Act | None:
        """Return a posting that makes up for a deficit, where there is one."""
        books = self.books
        year = self.year("closing")
        for (there, unit, fund), row in books.incomes.items():
            surplus = books.surpluses.get((unit, fund))
            if there == year and money(row) < 0 and surplus and stock(surplus):
                amount = self.fen(min(-money(row), stock(surplus)))
                entry = Entry(event="cover_deficit", amount=amount, unit=unit, fund=fund)
                return self._voucher("close", year, (entry,))
        return None

    def _close_all(self) -> Act | None:
        """Return the decisions of the plan, all of them or one."""
        year = self.year("closing")
        entries = closing.plan(self.books, year, self.pick((0, 1, 1, 2)))
        if not entries:
            return None
        if self.random.randrange(4) == 0:
            entries = (self.pick(entries),)
        return self._voucher("close", year, entries)

    def _undo_all(self) -> Act | None:
        year = self.year("closing")
        acts = [act for act in closing.undo(self.books, year) if isinstance(act, Voucher)]
        if not acts:
            return None
        postings = acts[0].postings
        # Oldest first is what a writer gets wrong.
        return self._voucher("undo_close", year, postings[::-1] if self.is_wild() else postings)
