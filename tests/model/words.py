"""The words that the model and every driver share.

An act is a value: it can be printed, replayed and handed to two sides. It names things as people
do (a unit by its name, a line by its key) and postings and commitments by their number: the first
posting of a ledger is 1, the first commitment is 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

FISCAL_FUNDS = frozenset({"general_public", "government_fund", "state_capital"})
OTHER_FUNDS = frozenset(
    {
        "special_account",
        "unit_business_income",
        "unit_superior_subsidy",
        "unit_affiliate_remittance",
        "unit_operating_income",
        "unit_other_income",
    }
)
FUNDS = FISCAL_FUNDS | OTHER_FUNDS
LEVELS = frozenset({"own", "upper"})
KINDS = frozenset(
    {"basic_personnel", "basic_public", "project", "operating", "remittance", "subsidy"}
)


class RefusedError(Exception):
    """An act that broke rules; nothing of it remains.

    An act can break several rules at once, and which of them is named first is up to each writer.
    The model names all that it sees, a driver the one that it met.
    """

    def __init__(self, *tokens: str) -> None:
        super().__init__(", ".join(sorted(tokens)))
        self.tokens = frozenset(tokens)


@dataclass(frozen=True, order=True)
class Line:
    """The key of a line: a right to spend."""

    year: int
    unit: str
    fund: str
    level: str
    origin_year: int
    functional_code: str
    economic_code: str
    kind: str
    project: str = ""

    @property
    def is_fiscal(self) -> bool:
        """Say whether finance gives the money; otherwise the unit receives it."""
        return self.fund in FISCAL_FUNDS

    @property
    def is_carried(self) -> bool:
        """Say whether the money is older than the year."""
        return self.origin_year < self.year

    def is_money_of(self, other: Line) -> bool:
        """Say whether both are one kind of money, whatever it is for."""
        mine, theirs = (
            (line.unit, line.fund, line.level, line.origin_year) for line in (self, other)
        )
        return mine == theirs

    def next_year(self) -> Line:
        """Return the line that carries this one on, where no code or unit changed."""
        return replace(self, year=self.year + 1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One posting to be written."""

    event: str
    # An integer number of fen. Anything else may be handed over, to be refused.
    amount: object
    line: Line | None = None
    to_line: Line | None = None
    # Whose money or surplus, when no line says it.
    unit: str | None = None
    fund: str | None = None
    # `commit` opens a commitment under this contract when it names none.
    contract: str | None = None
    commitment: int | None = None
    refunds: int | None = None


@dataclass(frozen=True)
class Reversal:
    """A posting that undoes an earlier one."""

    posting: int


@dataclass(frozen=True)
class AddUnit:
    name: str


@dataclass(frozen=True)
class DeactivateUnit:
    name: str


@dataclass(frozen=True)
class LoadCatalogue:
    """Bring codes into force in a year, parents first."""

    year: int
    functional: tuple[str, ...]
    economic: tuple[str, ...]


@dataclass(frozen=True)
class LoadSuccessor:
    """Say what a code or unit of a year is called in the next."""

    year: int
    scheme: str
    old: str
    new: str


@dataclass(frozen=True)
class Policy:
    """What a ledger does about an act that arithmetic allows, for some lines or for all."""

    name: str
    action: str
    value: str | None = None
    fund: str | None = None
    level: str | None = None
    kind: str | None = None
    code_level: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class SetPolicy:
    """Put a policy in force: it is newer than any other."""

    policy: Policy


@dataclass(frozen=True)
class DraftLine:
    """Write a draft line; an amount of None deletes it."""

    line: Line
    amount: object


@dataclass(frozen=True)
class DraftIncome:
    """Write the budgeted income of a unit and fund; an amount of None deletes it."""

    year: int
    unit: str
    fund: str
    amount: object


@dataclass(frozen=True)
class DraftControl:
    """Write the total that the approving document gives; an amount of None deletes it."""

    year: int
    fund: str
    level: str
    amount: object


@dataclass(frozen=True)
class ChangeYear:
    """prepare_year, begin_closing, finish_closing, reopen_year or cancel_closing."""

    act: str
    year: int


@dataclass(frozen=True)
class PlanSpending:
    """Plan what may be paid of a line in each of the twelve months."""

    line: Line
    months: tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """What a contract costs in a year, on a line of its unit with the money of that year."""

    year: int
    fund: str
    level: str
    functional_code: str
    economic_code: str
    kind: str
    project: str
    # Below zero in an amendment that takes away.
    amount: object
    due_on: str | None = None

    def line(self, unit: str) -> Line:
        """Return the line that is to pay."""
        codes = self.functional_code, self.economic_code
        return Line(
            *(self.year, unit, self.fund, self.level, self.year, *codes, self.kind, self.project)
        )


@dataclass(frozen=True, kw_only=True)
class SignContract:
    """Record a contract with what it costs in each year."""

    reference: str
    unit: str
    signed_on: str
    parts: tuple[Part, ...]
    category: str | None = None
    reserved_for: str | None = None


@dataclass(frozen=True)
class AmendContract:
    """Change what a contract costs: what is given goes first, then what is taken away."""

    reference: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class MarkProcurement:
    """Say how much of a line, or of a commitment, is government procurement."""

    line: Line | None = None
    commitment: int | None = None
    category: str
    reserved_for: str | None = None
    amount: object


@dataclass(frozen=True)
class Row:
    """What a statement says that moved; more than zero for what went out."""

    dated: str
    amount: object

    @property
    def columns(self) -> str:
        """Return it as what went out and what came in."""
        came_in = isinstance(self.amount, int) and self.amount < 0
        return f",{str(self.amount)[1:]}" if came_in else f"{self.amount},"


@dataclass(frozen=True, kw_only=True)
class LoadStatement:
    """Load what the treasury or a bank says of a time, out of a file of this number."""

    file: int
    kind: str
    name: str
    first_on: str
    last_on: str
    rows: tuple[Row, ...]

    @property
    def text(self) -> str:
        """Return the file; its memo keeps two statements of the same rows apart."""
        lines = [f"{it.dated},{it.columns},{self.file}" for it in self.rows]
        return "\n".join(["日期,支出（分）,收入（分）,摘要", *lines, ""])


@dataclass(frozen=True)
class ConfirmMatches:
    """Say that rows and postings, by their numbers, are the same money."""

    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class CancelMatch:
    """Take a match back."""

    match: int


@dataclass(frozen=True)
class AssertBalance:
    """Say at what a total of a line, an income or a surplus stood at the end of a day."""

    # A line; or year, unit and fund of an income; or unit and fund of a surplus.
    of: Line | tuple[int, str, str] | tuple[str, str]
    total: str
    dated: str
    amount: object
    source: str = "a statement"

    @property
    def book(self) -> str:
        if isinstance(self.of, Line):
            return "line"
        return "income" if len(self.of) == len(("year", "unit", "fund")) else "surplus"


@dataclass(frozen=True)
class Declare:
    """Say what no budget line says of a unit: a JSON object of a kind."""

    year: int
    unit: str
    kind: str
    content: str


@dataclass(frozen=True, kw_only=True)
class Approve:
    """Post every draft of the year."""

    year: int
    dated: str
    document: str | None = "approval"
    # Policies that it overrides.
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Voucher:
    """post, close or undo_close."""

    act: str
    year: int
    postings: tuple[Entry | Reversal, ...]
    dated: str
    document: str | None = None
    key: str | None = None
    overrides: tuple[str, ...] = ()


Act = (
    AddUnit
    | DeactivateUnit
    | LoadCatalogue
    | LoadSuccessor
    | SetPolicy
    | DraftLine
    | DraftIncome
    | DraftControl
    | ChangeYear
    | PlanSpending
    | SignContract
    | AmendContract
    | MarkProcurement
    | LoadStatement
    | ConfirmMatches
    | CancelMatch
    | AssertBalance
    | Declare
    | Approve
    | Voucher
)

# What a ledger says of itself: states of years, drafts, and every total that is not zero. A total
# is named by its book, its owner and its own name.
Snapshot = dict[tuple[object, ...], int | str]
