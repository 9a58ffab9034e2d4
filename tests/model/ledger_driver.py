"""A ledger file written through the public verbs of `yusuan.Ledger`.

A verb writes a voucher of one posting, and `post` one of several. What no verb can say,
`ledger_walk` leaves out.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import yusuan
from model.contract_steps import CloseCommitment, CloseContract, CommitContract, PayContract
from model.events import EVENTS
from model.reading import Reading
from model.words import (
    Act,
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
    Line,
    LoadCatalogue,
    LoadStatement,
    LoadSuccessor,
    MarkProcurement,
    Part,
    PlanSpending,
    RefusedError,
    Reversal,
    SetPolicy,
    SignContract,
    Snapshot,
    Voucher,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from model.contract_steps import ContractStep

# Events whose verb has the same name and takes a line, or a unit and fund.
BY_LINE = frozenset(
    {
        *("allocate_early", "supplement", "reduce", "recall", "lapse", "to_surplus"),
        *("use_surplus", "use_earmarked"),
    }
)
BY_OWNER = frozenset({"receive", "return_income", "surrender", "distribute", "earmark_surplus"})
# Verbs that say both halves of a pool, by the half that they name.
POOLS = {"pool_out": "pool_surplus", "pool_earmarked_out": "pool_earmarked"}
# Verbs that say two events, and the entry that says one of them.
ONE_EVENT = {
    ("prior_year_adjustment", "increase"): "prior_year_increase",
    ("prior_year_adjustment", "decrease"): "prior_year_decrease",
    ("true_up_line", "increase"): "true_up_increase",
    ("true_up_line", "decrease"): "true_up_decrease",
    ("adjust_income", "increase"): "income_increase",
    ("adjust_income", "decrease"): "income_decrease",
}
# Verbs that policies may be about, which take an override.
JUDGED = frozenset(
    {"supplement", "reduce", "transfer", "use_surplus", "use_earmarked", "prior_year_increase"}
)


class LedgerDriver(Reading):
    """A ledger in a file of this folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / "ledger.db"
        # Anything may be handed over, so nothing is known of the types.
        self.ledger: Any = yusuan.Ledger.create(path, title="random years")
        self.connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)

    def close(self) -> None:
        self.connection.close()
        self.ledger.disconnect()

    # Acts.

    def do(self, act: Act) -> None:
        self._attempt(lambda: self._do(act))

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            with self.ledger.transaction():
                action()
        except yusuan.LedgerError as error:
            raise RefusedError(error.code) from error

    def _do(self, act: Act) -> None:
        ledger = self.ledger
        match act:
            case AddUnit(name):
                # A tree, so that the tables of a department are those of several units.
                parent = {"archive": "office"}.get(name)
                ledger.add_unit(name, kind="agency", parent=parent)
            case DeactivateUnit(name):
                ledger.deactivate_unit(name)
            case LoadSuccessor() | LoadCatalogue():
                self._load_names(act)
            case SetPolicy(policy):
                said = asdict(policy)
                ledger.set_policy(said.pop("name"), source="a notice", **said)
            case DraftLine(line, amount):
                self._draft_line(line, amount)
            case DraftIncome(year, unit, fund, None):
                ledger.delete_draft_income(year, unit=unit, fund=fund)
            case DraftControl(year, fund, level, None):
                ledger.delete_control_total(year, fund=fund, level=level)
            case DraftIncome(year, unit, fund, amount):
                ledger.budget_income(year, unit=unit, fund=fund, amount_fen=amount)
            case DraftControl(year, fund, level, amount):
                ledger.control_total(year, fund=fund, level=level, amount_fen=amount)
            case ChangeYear("prepare_year", year):
                ledger.prepare_year(year)
            case Approve(year=year, dated=dated, document=document, overrides=overrides):
                ledger.approve(
                    year,
                    dated=date.fromisoformat(dated),
                    document=document or "",
                    overrides=dict.fromkeys(overrides, "a decision"),
                )
            case PlanSpending(line, months):
                amounts = dict(enumerate(months, start=1))
                ledger.plan_spending(_key(line), amounts_fen=amounts)
            case SignContract() | AmendContract() | MarkProcurement():
                self._contract(act)
            case LoadStatement():
                path = self.folder / "statement.csv"
                path.write_text(act.text, encoding="utf-8")
                ledger.load_statement(path, kind=act.kind, name=act.name, **_days(act))
            case ConfirmMatches(pairs):
                ledger.confirm_matches(pairs)
            case CancelMatch(match):
                ledger.cancel_match(match)
            case AssertBalance(total=total, amount=amount):
                on = date.fromisoformat(act.dated)
                said = {"total": total, "on": on, "amount_fen": amount, "source": act.source}
                ledger.assert_balance(**_asserted(act), **said)
            case Declare(year, unit, kind, content):
                ledger.declare(year, unit=unit, **{kind: json.loads(content)})
            case Voucher(act="post" | "post_early"):
                if self._post(act).is_repeated:
                    raise RefusedError("key_used")
            case _:
                raise AssertionError(f"no verb says this: {act}")

    def _contract(self, act: SignContract | AmendContract | MarkProcurement) -> None:
        match act:
            case SignContract(reference=reference, unit=unit):
                self.ledger.sign_contract(
                    reference,
                    title="a title",
                    unit=unit,
                    signed_on=date.fromisoformat(act.signed_on),
                    parts=[_part(part, unit) for part in act.parts],
                    category=act.category,
                    reserved_for=act.reserved_for,
                )
            case AmendContract(reference, parts):
                signed = {it.reference: it.unit for it in self.ledger.contracts()}
                unit = signed.get(reference, "nobody")
                self.ledger.amend_contract(reference, [_part(part, unit) for part in parts])
            case MarkProcurement(line=line):
                self.ledger.mark_procurement(
                    line=_key(line) if line else None,
                    commitment_id=act.commitment,
                    category=act.category,
                    reserved_for=act.reserved_for,
                    amount_fen=act.amount,
                )

    def take(self, step: ContractStep) -> None:
        """Do what one verb does with a contract."""
        self._attempt(lambda: self.again(step))

    def _load_names(self, act: LoadSuccessor | LoadCatalogue) -> None:
        match act:
            case LoadSuccessor(year, scheme, old, new):
                path = self.folder / "successors.csv"
                path.write_text(f"scheme,old,new,source\n{scheme},{old},{new},a notice\n")
                self.ledger.load_successors(year, path)
            case LoadCatalogue(year, functional, economic):
                self._load(year, "functional", functional)
                self._load(year, "economic", economic)

    def _load(self, year: int, scheme: str, codes: tuple[str, ...]) -> None:
        path = self.folder / f"{scheme}.csv"
        rows = "".join(f"{code},a name\n" for code in codes)
        path.write_text(f"科目编码,科目名称\n{rows}", encoding="utf-8")
        self.ledger.load_catalogue(year, path, scheme=scheme)

    def _draft_line(self, line: Line, amount: object) -> None:
        if amount is None:
            self.ledger.delete_draft(_key(line))
        else:
            self.ledger.draft(_key(line), amount_fen=amount)

    def again(self, step: Voucher | ContractStep) -> Any:
        """Do what was done under its key before, and return the receipt."""
        ledger = self.ledger
        if isinstance(step, Voucher):
            return self._post(step)
        said: dict[str, Any] = {"dated": date.fromisoformat(step.dated), "key": step.key}
        match step:
            case CommitContract(reference, year):
                return ledger.commit_contract(reference, year, **said)
            case PayContract(reference, amount):
                return ledger.pay_contract(reference, amount_fen=amount, **said)
            case CloseContract(reference):
                return ledger.close_contract(reference, **said)
            case CloseCommitment(commitment):
                return ledger.close_commitment(commitment, **said)

    def _post(self, voucher: Voucher) -> Any:
        """Post an act as one voucher; an act of one posting goes by the verb of its event."""
        particulars: dict[str, Any] = {
            "dated": date.fromisoformat(voucher.dated),
            "prepared_by": "a clerk",
            "document": voucher.document,
            "key": voucher.key,
        }
        overrides = dict.fromkeys(voucher.overrides, "a decision")
        match _said(voucher.postings):
            case (Reversal(posting),):
                return self.ledger.reverse_posting(posting, **particulars)
            case (Entry() as entry,):
                if entry.event in JUDGED:
                    particulars["overrides"] = overrides
                if EVENTS[entry.event].needs_document:
                    particulars["document"] = voucher.document or ""
                name, arguments = _verb(voucher.year, entry)
                arguments["amount_fen"] = entry.amount
                return getattr(self.ledger, name)(**arguments, **particulars)
            case items:
                entries: list[Any] = []
                for item in items:
                    try:
                        entries.append(_entry(voucher.year, item))
                    except yusuan.LedgerError:
                        # A wrong amount is refused as it is said, before what went ahead of it.
                        if entries:
                            self.ledger.post(entries, overrides=overrides, **particulars)
                        raise
                return self.ledger.post(entries, overrides=overrides, **particulars)

    # The closing of a year, which is one act here.

    def plan(self, year: int) -> Any:
        """Return the plan of a closing, or raise `RefusedError`."""
        try:
            return self.ledger.plan_close(year)
        except yusuan.LedgerError as error:
            raise RefusedError(error.code) from error

    def apply(self, plan: Any) -> None:
        self._attempt(lambda: self.ledger.close(plan))

    def undo(self, year: int) -> None:
        self._attempt(lambda: self.ledger.undo_close(year, reason="a late payment"))

    # Reading.

    def snapshot(self) -> Snapshot:
        """Read lines and draft lines through the verbs, and the rest from the file."""
        found = {
            name: value
            for name, value in super().snapshot().items()
            if name[0] not in ("line", "draft_line")
        }
        for year in self.ledger.years():
            for report in self.ledger.lines(year.year):
                line = _line(report.line.key)
                for name in _totals(report.balance):
                    found["line", line, name] = getattr(report.balance, f"{name}_fen")
            for draft in self.ledger.drafts(year.year):
                found["draft_line", _line(draft.key)] = draft.amount_fen
        return {name: value for name, value in found.items() if value != 0}


def entries(plan: Any, next_line: Callable[[Line], Line]) -> Iterator[Entry]:
    """Yield the postings of a plan in the order that the closing writes them.

    Which line carries on which is not in a plan: `next_line` says it.
    """
    money = [
        Entry(event=part.action, amount=part.amount_fen, unit=part.unit, fund=part.fund)
        for part in plan.money
    ]
    yield from (entry for entry in money if entry.event == "cover_deficit")
    for decision in plan.decisions:
        line = _line(decision.line.key)
        yield Entry(
            event=decision.action,
            amount=decision.amount_fen,
            line=line,
            to_line=next_line(line) if decision.action == "carry_forward" else None,
            commitment=decision.commitment_id,
        )
    yield from (entry for entry in money if entry.event != "cover_deficit")


def _said(items: tuple[Entry | Reversal, ...]) -> tuple[Entry | Reversal, ...]:
    """Leave out the second half of each pool: its verb says both."""
    second = ("pool_in", "pool_earmarked_in")
    return tuple(it for it in items if isinstance(it, Reversal) or it.event not in second)


def _entry(year: int, item: Entry | Reversal) -> Any:
    """Return what a voucher of several postings is made of."""
    if isinstance(item, Reversal):
        return yusuan.Entry.reverse(item.posting)
    name, arguments = _verb(year, item)
    direction = arguments.pop("direction", None)
    name = ONE_EVENT.get((name, str(direction)), name)
    if name == "prior_year_decrease":
        arguments.pop("refunds", None)
    make: Any = getattr(yusuan.Entry, name)
    return make(**arguments, amount_fen=item.amount)


def _verb(year: int, entry: Entry) -> tuple[str, dict[str, object]]:
    """Return the verb of an event, and what it is about."""
    line = {"line": _key(entry.line) if entry.line else None}
    owner = {"year": year, "unit": entry.unit, "fund": entry.fund}
    refunds = {"refunds": entry.refunds}
    commitment = {"commitment_id": entry.commitment}
    up, down = {"direction": "increase"}, {"direction": "decrease"}
    to_line = {"to_line": _key(entry.to_line) if entry.to_line else None}
    against = entry.commitment is not None
    verbs: dict[str, tuple[str, dict[str, object]]] = {
        **{event: (event, {**line}) for event in BY_LINE},
        **{event: (event, {**owner}) for event in BY_OWNER},
        **{event: (verb, {**owner}) for event, verb in POOLS.items()},
        "transfer": ("transfer", line | to_line),
        "commit": ("commit", {**line, "contract": entry.contract}),
        "release": ("release", {**commitment}),
        "pay": ("pay_commitment", {**commitment}) if against else ("pay", {**line}),
        "refund": ("refund", {"payment_id": entry.refunds}),
        "prior_year_increase": ("prior_year_adjustment", {**line, **refunds, **up}),
        "prior_year_decrease": ("prior_year_adjustment", {**line, **down}),
        "true_up_increase": ("true_up_line", {**line, **up}),
        "true_up_decrease": ("true_up_line", {**line, **down}),
        "income_increase": ("adjust_income", {**owner, **up}),
        "income_decrease": ("adjust_income", {**owner, **down}),
    }
    return verbs[entry.event]


def _days(act: LoadStatement) -> dict[str, date]:
    first, last = date.fromisoformat(act.first_on), date.fromisoformat(act.last_on)
    return {"first_on": first, "last_on": last}


def _asserted(act: AssertBalance) -> dict[str, object]:
    """Return what an assertion is about."""
    if isinstance(act.of, Line):
        return {"line": _key(act.of)}
    *year, unit, fund = act.of
    return {"unit": unit, "fund": fund, "year": year[0] if year else None}


def _key(line: Line) -> Any:
    parts: dict[str, Any] = asdict(line)
    # To the verbs, no project is None; an empty name is a name.
    return yusuan.LineKey(**{**parts, "project": line.project or None})


def _part(part: Part, unit: str) -> Any:
    due_on = date.fromisoformat(part.due_on) if part.due_on else None
    amount: Any = part.amount
    return yusuan.ContractPart(_key(part.line(unit)), amount_fen=amount, due_on=due_on)


def _line(key: Any) -> Line:
    return Line(
        year=key.year,
        unit=key.unit,
        fund=key.fund,
        level=key.level,
        origin_year=key.origin_year,
        functional_code=key.functional_code,
        economic_code=key.economic_code,
        kind=key.kind,
        project=key.project or "",
    )


def _totals(balance: Any) -> list[str]:
    return [name.removesuffix("_fen") for name in dir(balance) if name.endswith("_fen")]
