"""The tables of many ledgers together: of a department, of a province.

They are made from the lines of all ledgers by the table builder of a single one. Beside that the
tables of the ledgers are made one by one and added up cell by cell, and both ways must agree to the
fen. Money that one unit of the fleet gave another stands in the tables of both, and once in these.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from yusuan._core import Ledger, TableFacts
from yusuan.fleet.acts import failed, require_sound, title_of
from yusuan.fleet.outcome import Outcome, Outcomes
from yusuan.fleet.store import on_disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yusuan._core import Check, LogPosting, Table
    from yusuan.fleet.location import Location

__all__ = [
    "Cell",
    "Consolidation",
    "Figure",
    "Transfer",
    "TransferFund",
    "Unmatched",
    "cells_of",
]

Cell: TypeAlias = tuple[str, str, str]
"""A figure of tables: the id of its table, of its row, of its column."""

TransferFund: TypeAlias = Literal["unit_superior_subsidy", "unit_affiliate_remittance"]
"""What money of another unit is to the one that got it: 上级补助收入 or 附属单位上缴收入."""

KINDS: Mapping[str, TransferFund] = {
    "subsidy": "unit_superior_subsidy",
    "remittance": "unit_affiliate_remittance",
}

# Tables that lose what is eliminated; the others have no column for money between units, or show
# balances by fund, which stay what they are.
ELIMINATED = ("final-01", "final-02", "final-03")


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money that one unit gave another, as both sides have it.

    Attributes:
        from_unit: the unit that gave, 对附属单位补助支出 or 上缴上级支出.
        to_unit: the unit that got, 上级补助收入 or 附属单位上缴收入.
        fund: what it is at the unit that got.
        budget_fen: what both budgets have of it.
        paid_fen: what was paid and received.

    Example:
        >>> Transfer("教育局", "一中", "unit_superior_subsidy", paid_fen=90).paid_fen
        90
    """

    from_unit: str
    to_unit: str
    fund: TransferFund
    budget_fen: int = 0
    paid_fen: int = 0


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Money between units whose two sides do not say the same; the lesser of them is eliminated.

    Attributes:
        to_unit: the unit that got it, as the payments name it.
        fund: what it is there.
        given_fen: what units of the fleet paid it, by the payee of their payments.
        received_fen: what it received; 0 where no unit of the fleet is called so.

    Example:
        >>> Unmatched("一中", "unit_superior_subsidy", 100, 90).difference_fen
        -10
    """

    to_unit: str
    fund: TransferFund
    given_fen: int
    received_fen: int

    @property
    def difference_fen(self) -> int:
        """What was received beyond what the fleet gave: money from outside, or a missing side.

        Example:
            >>> Unmatched("一中", "unit_superior_subsidy", 0, 90).difference_fen
            90
        """
        return self.received_fen - self.given_fen


@dataclass(frozen=True, slots=True)
class Figure:
    """What one ledger contributes to a figure.

    Example:
        >>> Figure("a.db", "一中", 5).amount_fen
        5
    """

    path: str
    unit: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Part:
    """What a worker made of some ledgers: their facts together, and what is needed of each."""

    facts: Mapping[str, TableFacts]
    cells: Mapping[str, Mapping[Cell, int]]
    given: Mapping[tuple[str, str, TransferFund], int]
    received: Mapping[tuple[str, TransferFund], int]
    outcomes: Sequence[tuple[int, Outcome]]


def cells_of(tables: Iterable[Table]) -> dict[Cell, int]:
    """Return every exact amount of tables that adds up over units.

    A row that is named by a unit or a project stands in one table alone, and a two-sided row is
    named on each side.
    """
    cells: dict[Cell, int] = {}
    for table in tables:
        shape = table.to_dict()
        columns = [name[:-4] for name in table.frame().columns if name.endswith("_fen")]
        two_sided = bool(shape["rows"]) and "line" in shape["rows"][0]
        for place, row in enumerate(shape["rows"]):
            for column in columns:
                name = _row_name(row, column) if two_sided else str(row["id"])
                if name is None or name.split("/")[0] in {"unit", "project"}:
                    continue
                amount = table.fen(place, column)
                if amount:
                    cells[table.id, name, column] = amount
    return cells


def _row_name(row: Mapping[str, object], column: str) -> str | None:
    name = row["income_id"] if column.startswith("income") else row["expenditure_code"]
    return None if name is None else str(name)


def given_by(ledger: Ledger, year: int) -> dict[tuple[str, str, TransferFund], int]:
    """Return what a ledger's units paid others: by payer, payee and what it is there."""
    sums: dict[tuple[str, str, TransferFund], int] = defaultdict(int)
    for report in ledger.lines(year):
        key = report.line.key
        fund = KINDS.get(key.kind)
        if fund is None:
            continue
        postings: dict[int, LogPosting] = {
            posting.posting_id: posting
            for entry in ledger.log(line=report.line.id, year=year)
            for posting in entry.postings
        }
        undone = {posting.reverses_id for posting in postings.values()}
        for number, posting in postings.items():
            if number in undone or posting.reverses_id is not None:
                continue
            if posting.event == "pay":
                sums[key.unit, posting.payee or "", fund] += posting.amount_fen
            elif posting.event == "refund" and posting.refunds_id in postings:
                payee = postings[posting.refunds_id].payee or ""
                sums[key.unit, payee, fund] -= posting.amount_fen
    return dict(sums)


def received_by(ledger: Ledger, year: int) -> dict[tuple[str, TransferFund], int]:
    """Return what a ledger's units received from others."""
    funds = set(KINDS.values())
    return {
        (income.unit, income.fund): income.received_fen - income.returned_fen
        for income in ledger.incomes(year)
        if income.fund in funds
    }


def read_part(
    year: int,
    ledgers: Sequence[tuple[int, str | None, Location]],
    checked: bool,  # noqa: FBT001  # a task is given places
    verify: bool = False,  # noqa: FBT001, FBT002
) -> Part:
    """Read ledgers and put their facts together, by department; workers run this.

    `ledgers` are the place of each, its department, None for what it says itself, and where it is.
    """
    facts: dict[str, list[TableFacts]] = defaultdict(list)
    cells: dict[str, dict[Cell, int]] = defaultdict(lambda: defaultdict(int))
    given: dict[tuple[str, str, TransferFund], int] = defaultdict(int)
    received: dict[tuple[str, TransferFund], int] = defaultdict(int)
    outcomes: list[tuple[int, Outcome]] = []
    for place, department, location in ledgers:
        try:
            with on_disk(location) as file, Ledger.open(file, read_only=True) as ledger:
                if verify:
                    require_sound(ledger)
                found = ledger.table_facts(year)
                gave = given_by(ledger, year)
                got = received_by(ledger, year)
                own = cells_of([*ledger.tables(year), *_final_of(ledger, found)]) if checked else {}
                unit, head = title_of(ledger), str(ledger.head())
        except Exception as error:  # noqa: BLE001  # one ledger's trouble is not another's
            outcomes.append((place, failed(location.path, "consolidate", error)))
            continue
        group = department or found.title
        facts[group].append(found)
        for cell, amount in own.items():
            cells[group][cell] += amount
        for given_to, amount in gave.items():
            given[given_to] += amount
        received.update(got)
        figures = {"unit_count": len(found.units)}
        outcomes.append(
            (
                place,
                Outcome(
                    location.path, "consolidate", "done", unit=unit, head=head, figures=figures
                ),
            )
        )
    return Part(
        {group: TableFacts.merged(parts, year, group) for group, parts in facts.items()},
        {group: dict(sums) for group, sums in cells.items()},
        dict(given),
        dict(received),
        outcomes,
    )


def _final_of(ledger: Ledger, facts: TableFacts) -> list[Table]:
    return ledger.final_tables(facts.year) if facts.has_accounts else []


@dataclass(frozen=True)
class Consolidation:
    """The tables of many ledgers together, with what they were made of.

    Attributes:
        year: the budget year.
        title: what is printed above the tables.
        facts: the lines of all ledgers, nothing eliminated.
        outcomes: what became of reading each ledger; one that failed is in no table.
        transfers: what was eliminated 抵销.
        unmatched: money between units whose sides differ.
        differences: figures in which the tables of all lines differ from the sum of the tables of
            the ledgers, each with both amounts; there must be none.
        departments: the same of each department, by its name.

    Example:
        >>> whole = Fleet("county.db", workers=0).consolidate(2025, title="某省")
        >>> whole.title, whole.facts.units, whole.unmatched
        ('某省', ['社会保险中心'], ())
    """

    year: int
    title: str
    facts: TableFacts
    outcomes: Outcomes
    transfers: tuple[Transfer, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    differences: Mapping[Cell, tuple[int, int]] = field(default_factory=dict[Cell, tuple[int, int]])
    departments: Mapping[str, Consolidation] = field(default_factory=dict[str, "Consolidation"])

    @property
    def is_complete(self) -> bool:
        """Whether every ledger of the fleet is in the tables.

        Example:
            >>> whole = Fleet("county.db", workers=0).consolidate(2025, title="某省")
            >>> whole.is_complete
            True
        """
        return not self.outcomes.failures

    @cached_property
    def _eliminated(self) -> TableFacts:
        return self.facts.eliminated(
            [
                (row.from_unit, row.to_unit, row.fund, row.budget_fen, row.paid_fen)
                for row in self.transfers
            ]
        )

    def tables(self, *, eliminated: bool = True) -> list[Table]:
        """Return the eleven tables of the budget; `eliminated=False` keeps money between units.

        Example:
            >>> whole = Fleet("county.db", workers=0).consolidate(2025, title="某省")
            >>> whole.tables()[5].fen("302", "total")
            9188000
        """
        return (self._eliminated if eliminated else self.facts).tables()

    def final_tables(self, *, eliminated: bool = True) -> list[Table]:
        """Return the final accounts; `eliminated=False` keeps money between units.

        What is eliminated leaves `final-01` to `final-03`; `final-balances` shows balances by fund,
        which stay what they are. There are none where the budget of a ledger is not approved.

        Example:
            >>> whole = Fleet("county.db", workers=0).consolidate(2025, title="某省")
            >>> len(whole.final_tables())
            12
        """
        tables = self.facts.final_tables()
        if not eliminated or not self.transfers:
            return tables
        less = {table.id: table for table in self._eliminated.final_tables()}
        return [less[table.id] if table.id in ELIMINATED else table for table in tables]

    def checks(self, *, final: bool = False) -> list[Check]:
        """Check the tables with each other, nothing eliminated.

        Example:
            >>> whole = Fleet("county.db", workers=0).consolidate(2025, title="某省")
            >>> {check.verdict for check in whole.checks(final=True)}
            {'holds'}
        """
        return list(self.facts.checks(final=final))


def put_together(
    year: int,
    title: str,
    parts: Sequence[Part],
    outcomes: Outcomes,
    declared: Sequence[Transfer],
    *,
    checked: bool,
) -> Consolidation:
    """Put what workers made together, for each department and for all."""
    facts: dict[str, list[TableFacts]] = defaultdict(list)
    sums: dict[str, dict[Cell, int]] = defaultdict(lambda: defaultdict(int))
    given: dict[tuple[str, str, TransferFund], int] = defaultdict(int)
    received: dict[tuple[str, TransferFund], int] = {}
    for part in parts:
        for group, found in part.facts.items():
            facts[group].append(found)
        for group, cells in part.cells.items():
            for cell, amount in cells.items():
                sums[group][cell] += amount
        for pair, amount in part.given.items():
            given[pair] += amount
        received.update(part.received)
    transfers, unmatched = matched(given, received, declared)
    departments: dict[str, Consolidation] = {}
    for group in sorted(facts):
        merged = TableFacts.merged(facts.pop(group), year, group)
        within = set(merged.units)
        departments[group] = Consolidation(
            year,
            group,
            merged,
            outcomes,
            tuple(row for row in transfers if {row.from_unit, row.to_unit} <= within),
            tuple(row for row in unmatched if row.to_unit in within),
            _differing(merged, sums[group]) if checked else {},
        )
    whole = TableFacts.merged([one.facts for one in departments.values()], year, title)
    total: dict[Cell, int] = defaultdict(int)
    for cells in sums.values():
        for cell, amount in cells.items():
            total[cell] += amount
    differences = _differing(whole, total) if checked else {}
    return Consolidation(
        year, title, whole, outcomes, transfers, unmatched, differences, departments
    )


def _differing(facts: TableFacts, sums: Mapping[Cell, int]) -> dict[Cell, tuple[int, int]]:
    """Return the figures in which tables of all lines differ from the sum over ledgers."""
    whole = cells_of([*facts.tables(), *facts.final_tables()])
    if not facts.has_accounts:
        sums = {cell: amount for cell, amount in sums.items() if not cell[0].startswith("final")}
    names = sorted(name for name in whole.keys() | sums.keys())
    pairs = {name: (whole.get(name, 0), sums.get(name, 0)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def matched(
    given: Mapping[tuple[str, str, TransferFund], int],
    received: Mapping[tuple[str, TransferFund], int],
    declared: Sequence[Transfer] = (),
) -> tuple[tuple[Transfer, ...], tuple[Unmatched, ...]]:
    """Match what units gave with what units received, by the payee of the payments.

    Of each unit and fund the lesser side is eliminated, from payers in the order of their names. A
    pair that is declared stands as it was declared, with its budget; what it says of payments is
    taken off both sides before.
    """
    gave: dict[tuple[str, TransferFund], dict[str, int]] = defaultdict(dict)
    for (payer, payee, fund), amount in sorted(given.items()):
        gave[payee, fund][payer] = amount
    left = dict(received)
    for pair in declared:
        payers = gave[pair.to_unit, pair.fund]
        named = payers.get(pair.from_unit, 0)
        payers[pair.from_unit] = max(0, named - pair.paid_fen)
        left[pair.to_unit, pair.fund] = left.get((pair.to_unit, pair.fund), 0) - pair.paid_fen
    transfers = list(declared)
    unmatched: list[Unmatched] = []
    for side in sorted(gave.keys() | left.keys()):
        payers, rest = gave.get(side, {}), left.get(side, 0)
        total = sum(payers.values())
        if total != rest:
            unmatched.append(Unmatched(*side, given_fen=total, received_fen=rest))
        for payer, amount in payers.items():
            part = min(amount, max(0, rest))
            rest -= part
            if part:
                transfers.append(Transfer(payer, side[0], side[1], paid_fen=part))
    return tuple(transfers), tuple(unmatched)
