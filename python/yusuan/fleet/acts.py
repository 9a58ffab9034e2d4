"""What is done with one ledger: an act is a small value that travels to a worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from yusuan._core import Ledger, verify_file
from yusuan.errors import FileError, LedgerError, NotFoundError, RuleError
from yusuan.fleet.outcome import Outcome, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yusuan._core import Certificate, Plan, Table
    from yusuan.words import BookForm

__all__ = ["Act", "Apply", "Close", "PlanClose", "Publish", "Tables", "Trace", "Verify"]

CLOSED = ("carried_out_fen", "carried_in_fen", "to_surplus_fen", "recalled_fen", "lapsed_fen")


class Act(Protocol):
    """Something that is done with the file of a ledger."""

    @property
    def writes(self) -> bool:
        """Whether the ledger may have changed afterwards."""
        ...

    @property
    def act(self) -> str:
        """What it is called."""
        ...

    def run(self, path: str, file: Path, name: str) -> Outcome:
        """Do it; `file` is where the ledger `path` lies, `name` what its outputs are called."""
        ...


def failed(path: str, act: str, error: BaseException, *, unit: str = "") -> Outcome:
    """Return the outcome of an act that raised."""
    if isinstance(error, LedgerError):
        return Outcome(
            path,
            act,
            "failed",
            unit=unit,
            token=error.code,
            message=error.message,
            hint=error.hint,
        )
    return Outcome(
        path,
        act,
        "failed",
        unit=unit,
        token="act_raised",  # noqa: S106  # a token of an error
        message=f"{type(error).__name__}: {error}",
        hint="the ledger is as the last act that succeeded left it",
    )


def title_of(ledger: Ledger) -> str:
    """Return what a ledger is about: its only unit at the top, or its file."""
    tops = [unit.name for unit in ledger.units() if unit.parent is None]
    own = [unit.name for unit in ledger.units() if unit.parent is not None]
    named = own if len(own) == 1 else tops
    return named[0] if len(named) == 1 else ledger.path.stem


def require_sound(ledger: Ledger) -> None:
    """Verify a ledger; raise the first finding where it is not sound."""
    found = ledger.verify()
    if not found.is_sound:
        first = next(iter(found.findings))
        raise FileError(
            first.token, first.message, "nothing was done with it, since it is not sound"
        )


@dataclass(frozen=True, slots=True)
class Verify:
    """Derive everything of a ledger once more."""

    quick: bool = False
    writes: bool = False
    act: str = "verify"

    def run(self, path: str, file: Path, name: str) -> Outcome:
        """Verify the file; what is wrong with it makes the outcome a failure."""
        del name
        found = verify_file(file, quick=self.quick)
        figures = {
            "voucher_count": found.voucher_count,
            "posting_count": found.posting_count,
            "line_count": found.line_count,
            "error_count": found.error_count,
            "warning_count": found.warning_count,
        }
        head = str(found.head)
        if found.is_sound:
            return Outcome(path, self.act, "done", head=head, figures=figures)
        first = next(iter(found.findings))
        return Outcome(
            path,
            self.act,
            "failed",
            token=first.token,
            message=f"{found.error_count} findings, the first: {first.message}",
            hint="see docs/verify.md; close nothing before the file is sound",
            head=head,
            figures=figures,
        )


def _planned(plan: Plan) -> dict[str, int]:
    """Return what a plan does with the money, by action."""
    sums: dict[str, int] = {}
    for decision in plan.decisions:
        name = f"{decision.action}_fen"
        sums[name] = sums.get(name, 0) + decision.amount_fen
    obstacles = sum(1 for remark in plan.remarks if remark.is_obstacle)
    return {"row_count": plan.row_count, "obstacle_count": obstacles, **sums}


def _closed(certificate: Certificate) -> dict[str, int]:
    """Return what a closing did to the money."""
    figures = {name: sum(getattr(total, name) for total in certificate.totals) for name in CLOSED}
    return {
        **figures,
        "carried_line_count": certificate.carried_line_count,
        "released_commitment_count": certificate.released_commitment_count,
        "posting_count": certificate.posting_count,
    }


def _require_feasible(plan: Plan) -> None:
    for remark in plan.remarks:
        if remark.is_obstacle:
            raise RuleError(remark.token, remark.message, remark.hint)


@dataclass(frozen=True, slots=True)
class PlanClose:
    """Decide on everything that a year leaves, and write nothing into the ledger."""

    year: int
    overrides: Mapping[str, str] = field(default_factory=dict[str, str])
    out: str | None = None
    writes: bool = False
    act: str = "plan_close"

    def run(self, path: str, file: Path, name: str) -> Outcome:
        """Plan; what would stop the closing makes the outcome a failure."""
        with Ledger.open(file, read_only=True) as ledger:
            unit = title_of(ledger)
            if ledger.year_state(self.year) == "closed":
                return Outcome(
                    path,
                    self.act,
                    "already",
                    unit=unit,
                    head=str(ledger.head()),
                    figures=_closed(ledger.certificate(self.year)),
                )
            plan = ledger.plan_close(self.year, overrides=dict(self.overrides))
        figures, head = _planned(plan), str(plan.head)
        if self.out is not None:
            target = Path(self.out) / f"{name}.csv"
            target.parent.mkdir(parents=True, exist_ok=True)
            plan.save(target)
        try:
            _require_feasible(plan)
        except RuleError as error:
            return Outcome(
                path,
                self.act,
                "failed",
                unit=unit,
                token=error.code,
                message=error.message,
                hint=error.hint,
                head=head,
                figures=figures,
            )
        return Outcome(path, self.act, "done", unit=unit, head=head, figures=figures)


@dataclass(frozen=True, slots=True)
class Close:
    """Close the year of a ledger; one that is closed gives its certificate again."""

    year: int
    heads: Mapping[str, str] = field(default_factory=dict[str, str])
    plans: str | None = None
    verify: bool = True
    wait_seconds: int = 5
    overrides: Mapping[str, str] = field(default_factory=dict[str, str])
    prepared_by: str | None = None
    reviewed_by: str | None = None
    writes: bool = True
    act: str = "close"

    def run(self, path: str, file: Path, name: str) -> Outcome:
        """Close, or say that it was closed before."""
        with Ledger.open(file, wait_seconds=self.wait_seconds) as ledger:
            unit = title_of(ledger)
            try:
                state, certificate = self._close(ledger, path, name)
            except LedgerError as error:
                return failed(path, self.act, error, unit=unit)
            return Outcome(
                path,
                self.act,
                state,
                unit=unit,
                head=str(ledger.head()),
                figures=_closed(certificate),
            )

    def _close(self, ledger: Ledger, path: str, name: str) -> tuple[State, Certificate]:
        # Done is what the ledger itself says: a second run finds the certificate, and so does a
        # task that is run again because its worker died behind the commit.
        if ledger.year_state(self.year) == "closed":
            return "already", ledger.certificate(self.year)
        if self.verify:
            require_sound(ledger)
        edited = None if self.plans is None else Path(self.plans) / f"{name}.csv"
        if edited is not None and edited.exists():
            plan = ledger.load_plan(edited, overrides=dict(self.overrides))
        else:
            plan = ledger.plan_close(self.year, overrides=dict(self.overrides))
        expected = self.heads.get(path)
        if expected is not None and expected != str(plan.head):
            raise RuleError(
                "plan_stale",
                f"the ledger was planned at {expected} and stands at {plan.head}",
                "plan it again, and look at what moved meanwhile",
            )
        _require_feasible(plan)
        certificate = ledger.close(
            plan,
            overrides=dict(self.overrides) or None,
            prepared_by=self.prepared_by,
            reviewed_by=self.reviewed_by,
        )
        return ("already" if certificate.is_repeated else "done"), certificate


@dataclass(frozen=True, slots=True)
class Tables:
    """Make tables of a year, and check them."""

    year: int
    final: bool = False
    only: tuple[str, ...] | None = None
    verify: bool = False
    writes: bool = False
    act: str = "tables"

    def run(self, path: str, file: Path, name: str) -> Outcome:
        """Make the tables; a failed identity between them makes the outcome a failure."""
        del name
        with Ledger.open(file, read_only=True) as ledger:
            unit, head = title_of(ledger), str(ledger.head())
            if self.verify:
                require_sound(ledger)
            tables = ledger.final_tables(self.year) if self.final else ledger.tables(self.year)
            checks = ledger.checks(self.year, final=self.final)
        broken = [check for check in checks if check.verdict == "differs"]
        kept: dict[str, Table] = {
            table.id: table for table in tables if self.only is None or table.id in self.only
        }
        outcome = Outcome(
            path,
            self.act,
            "done",
            unit=unit,
            head=head,
            figures={"table_count": len(kept), "check_count": len(checks)},
            value=kept,
        )
        if broken:
            return failed(path, self.act, FileError("identity_failed", str(broken[0])), unit=unit)
        return outcome


@dataclass(frozen=True, slots=True)
class Trace:
    """Look up a figure of a table."""

    year: int
    table: str
    row: str
    column: str
    writes: bool = False
    act: str = "trace"

    def run(self, path: str, file: Path, name: str) -> Outcome:
        """Look; a ledger whose table has no such row has nothing of it."""
        del name
        with Ledger.open(file, read_only=True) as ledger:
            unit, head = title_of(ledger), str(ledger.head())
            table = ledger.table(self.table, year=self.year)
        try:
            amount = table.fen(self.row, self.column) or 0
        except NotFoundError as error:
            if error.code != "row_unknown":
                raise
            amount = 0
        figures = {"amount_fen": amount}
        return Outcome(path, self.act, "done", unit=unit, head=head, figures=figures)


@dataclass(frozen=True, slots=True)
class Publish:
    """Write the book of a year of each ledger into a folder of its own."""

    year: int
    out: str
    final: bool = False
    only: tuple[BookForm, ...] | None = None
    verify: bool = False
    writes: bool = False
    act: str = "publish"

    def run(self, path: str, file: Path, name: str) -> Outcome:
        """Write the book."""
        target = Path(self.out) / name
        with Ledger.open(file, read_only=True) as ledger:
            unit, head = title_of(ledger), str(ledger.head())
            if self.verify:
                require_sound(ledger)
            files = ledger.publish(self.year, out=target, final=self.final, only=self.only)
        figures = {"file_count": len(files)}
        return Outcome(path, self.act, "done", unit=unit, head=head, figures=figures)


@dataclass(frozen=True, slots=True)
class Apply:
    """Do with each ledger what a function does."""

    function: Callable[[Ledger], object]
    writes: bool = False
    wait_seconds: int = 5
    act: str = "apply"

    def run(self, path: str, file: Path, name: str) -> Outcome:
        """Call the function with the open ledger; what it returns is the value."""
        del name
        reads = not self.writes
        with Ledger.open(file, read_only=reads, wait_seconds=self.wait_seconds) as ledger:
            unit = title_of(ledger)
            before = str(ledger.head())
            value = self.function(ledger)
            head = str(ledger.head())
        # A function that found everything done, by the keys of its vouchers, moved nothing.
        state: State = "already" if self.writes and head == before else "done"
        return Outcome(path, self.act, state, unit=unit, head=head, value=value)
