"""
The compiled half of the package; import names from `yusuan` instead.
"""

from _typeshed import SupportsGetItem
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from os import PathLike
from pandas import DataFrame
from pathlib import Path
from polars import DataFrame as DataFrame2
from typing import Any, Final, SupportsIndex, final
from yusuan.rows import Rows
from yusuan.words import ArrowStream, BookForm, ClosingAction, CodeLevel, ColumnMoney, ColumnNames, CurrencyUnit, DeclarationKind, Direction, ExecutionBy, FromZero, Fund, Kind, LegalKind, Level, MoneyAction, NarrativeBasis, PlainText, PolicyAction, ProcurementCategory, ReservedFor, Scheme, Stage, StatementKind, TextField, UnitKind, Watcher, YearState

__all__ = ["__version__", "AsOf", "Assertion", "Balance", "BudgetYear", "CarriedCommitment", "Certificate", "Check", "ClosingStep", "ClosingSurplus", "ClosingTotal", "Column", "Commitment", "CommitmentChange", "CommitmentReport", "Comparison", "Contract", "ContractPart", "ContractYear", "Decision", "Declared", "DiffVoucher", "Difference", "Disclosure", "DisclosureFinding", "DividedContract", "Draft", "Entry", "Erased", "Explanation", "FailedIdentity", "FileHold", "Finding", "Flow", "Frame", "Head", "Imported", "IncomeChange", "IncomeReport", "Ledger", "Line", "LineChange", "LineKey", "LineReport", "LogEntry", "LogPosting", "Matched", "Migration", "MoneyDecision", "MoneyPosting", "Narrative", "NarrativeFigure", "NarrativeGap", "NarrativeItem", "NarrativeSection", "NearMiss", "OnlyInStatement", "Override", "PlainTextExport", "Plan", "PlanRemark", "PlannedMonth", "PlannedPayment", "Policy", "PolicyTouch", "PolicyWarning", "PrintedPlace", "ProcurementTotal", "Progress", "ReadTable", "Receipt", "Reconciliation", "ReleasedCommitment", "Remark", "Repair", "RestoredGuard", "Reversed", "RowShape", "RowWarning", "Statement", "StatementRow", "Successor", "SurplusChange", "SurplusReport", "Table", "TableFacts", "Term", "TermPosting", "Transaction", "TrueUp", "Unit", "Verification", "VoucherList", "YearChange", "YearPart", "check_disclosure", "final_templates", "row_shapes", "run", "split", "template", "verify_file"]

__version__: Final[str]
"""
The version of the ledger library.
"""

@final
class AsOf:
    """
    Which postings count: those dated until a day, those written until an act, or both.

    The two differ where vouchers are back-dated.

    Args:
        dated: the last day that counts; None counts every day.
        voucher: the last voucher that was known, 0 for none; None for every voucher.
        posting: the last posting that was known, instead of a voucher.

    Raises:
        ValueError: both a voucher and a posting.

    Example:
        >>> from yusuan import AsOf
        >>> str(AsOf(date(2025, 6, 30), voucher=42))
        'dated until 2025-06-30, known at voucher 42'
    """
    def __copy__(self, /) -> AsOf:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> AsOf:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, dated: date | None = None, *, voucher: SupportsIndex | None = None, posting: SupportsIndex | None = None) -> AsOf: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the moment in words.
        """
    @staticmethod
    def _unpickle(text: str) -> AsOf:
        """
        Read what pickle wrote.
        """
    @property
    def dated(self, /) -> date | None:
        """
        The last day that counts; None when every day does.
        """
    @property
    def posting(self, /) -> int | None:
        """
        The last posting that was known; None when the moment names none.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict.

        Example:
            >>> yusuan.AsOf(date(2025, 6, 30)).to_dict()
            {'dated': '2025-06-30', 'known_at': None}
        """
    @property
    def voucher(self, /) -> int | None:
        """
        The last voucher that was known; None when the moment names none.
        """

@final
class Assertion:
    """
    What a total stood at at the end of a day (余额核对).

    Example:
        >>> receipt = ledger.assert_balance("81880.00", total="available", line=line,
        ...     on=date(2025, 3, 31), source="国库对账单")
        >>> (assertion,) = ledger.assertions()
        >>> assertion.total, assertion.amount, assertion.source
        ('available', Decimal('81880.00'), '国库对账单')
    """
    def __copy__(self, /) -> Assertion:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Assertion:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Assertion:
        """
        Read what pickle wrote.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        What it stood at, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def assertion_id(self, /) -> int:
        """
        Its number.
        """
    @property
    def book(self, /) -> str:
        """
        `line`, `income` or `surplus`.
        """
    @property
    def dated(self, /) -> date:
        """
        The day.
        """
    @property
    def fund(self, /) -> str:
        """
        Its fund.
        """
    @property
    def owner_id(self, /) -> int:
        """
        Number of the line, income or surplus.
        """
    @property
    def source(self, /) -> str:
        """
        Who says so.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def total(self, /) -> str:
        """
        The total, as `paid`, `available`, `money`, `stock`.
        """
    @property
    def unit(self, /) -> str:
        """
        Its unit.
        """
    @property
    def voucher_id(self, /) -> int:
        """
        The act that recorded it.
        """
    @property
    def year(self, /) -> int | None:
        """
        Its budget year; None for a surplus.
        """

@final
class Balance:
    """
    Running totals of a line, and what follows from them.

    Units: each total as a `Decimal` in yuan, and under the name with `_fen` as an `int`.
        All are zero or more, save `prior_year`.

    Example:
        >>> balance = ledger.balance(line)
        >>> balance.original, balance.paid, balance.available_fen
        (Decimal('81880.00'), Decimal('0.00'), 8188000)
    """
    def __copy__(self, /) -> Balance:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Balance:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str:
        """
        Show what is available and every total that is not zero.
        """
    @staticmethod
    def _unpickle(text: str) -> Balance:
        """
        Read what pickle wrote.
        """
    @property
    def available(self, /) -> Decimal:
        """
        What may still be committed or paid.
        """
    @property
    def available_fen(self, /) -> int:
        """
        What may still be committed or paid.
        """
    @property
    def carried_in(self, /) -> Decimal:
        """
        上年结转: what came from the year before.
        """
    @property
    def carried_in_fen(self, /) -> int:
        """
        上年结转: what came from the year before.
        """
    @property
    def carried_out(self, /) -> Decimal:
        """
        结转下年: what went on into the next year.
        """
    @property
    def carried_out_fen(self, /) -> int:
        """
        结转下年: what went on into the next year.
        """
    @property
    def committed(self, /) -> Decimal:
        """
        承诺: what contracts reserve and nobody paid yet.
        """
    @property
    def committed_fen(self, /) -> int:
        """
        承诺: what contracts reserve and nobody paid yet.
        """
    @property
    def early(self, /) -> Decimal:
        """
        提前安排: what was arranged before the approval; zero from then on.
        """
    @property
    def early_fen(self, /) -> int:
        """
        提前安排: what was arranged before the approval; zero from then on.
        """
    @property
    def lapsed(self, /) -> Decimal:
        """
        注销: authority that ended.
        """
    @property
    def lapsed_fen(self, /) -> int:
        """
        注销: authority that ended.
        """
    @property
    def original(self, /) -> Decimal:
        """
        年初预算: what the approval gave.
        """
    @property
    def original_fen(self, /) -> int:
        """
        年初预算: what the approval gave.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        支付: what was paid, less what was refunded.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        支付: what was paid, less what was refunded.
        """
    @property
    def prior_year(self, /) -> Decimal:
        """
        以前年度调整: corrections of earlier years; may be negative.
        """
    @property
    def prior_year_fen(self, /) -> int:
        """
        以前年度调整: corrections of earlier years; may be negative.
        """
    @property
    def recalled(self, /) -> Decimal:
        """
        收回: what finance took back.
        """
    @property
    def recalled_fen(self, /) -> int:
        """
        收回: what finance took back.
        """
    @property
    def reduction(self, /) -> Decimal:
        """
        追减: what was taken back during the year.
        """
    @property
    def reduction_fen(self, /) -> int:
        """
        追减: what was taken back during the year.
        """
    @property
    def supplement(self, /) -> Decimal:
        """
        追加: what was given during the year.
        """
    @property
    def supplement_fen(self, /) -> int:
        """
        追加: what was given during the year.
        """
    @property
    def surplus_used(self, /) -> Decimal:
        """
        使用结余: what came out of the surplus.
        """
    @property
    def surplus_used_fen(self, /) -> int:
        """
        使用结余: what came out of the surplus.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the totals and what is available, in fen, as a dict.

        Example:
            >>> ledger.balance(line).to_dict()["available_fen"]
            8188000
        """
    @property
    def to_surplus(self, /) -> Decimal:
        """
        转入结余: what went into the surplus.
        """
    @property
    def to_surplus_fen(self, /) -> int:
        """
        转入结余: what went into the surplus.
        """
    @property
    def transferred_in(self, /) -> Decimal:
        """
        调入: what other lines gave.
        """
    @property
    def transferred_in_fen(self, /) -> int:
        """
        调入: what other lines gave.
        """
    @property
    def transferred_out(self, /) -> Decimal:
        """
        调出: what other lines got.
        """
    @property
    def transferred_out_fen(self, /) -> int:
        """
        调出: what other lines got.
        """

@final
class BudgetYear:
    """
    A budget year and where it stands.

    Example:
        >>> ledger.years()[0]
        BudgetYear(year=2025, state='open')
    """
    def __copy__(self, /) -> BudgetYear:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> BudgetYear:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> BudgetYear:
        """
        Read what pickle wrote.
        """
    @property
    def state(self, /) -> YearState:
        """
        Where it stands: `preparing`, `open`, `closing` or `closed`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def year(self, /) -> int:
        """
        The year.
        """

@final
class CarriedCommitment:
    """
    A commitment that a closing carried forward.

    Example:
        >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
        >>> (carried,) = ledger.close(ledger.plan_close(2025)).commitments
        >>> carried.contract, carried.commitment_id, carried.to_commitment_id, carried.amount
        ('2025-07', 1, 2, Decimal('30000.00'))
    """
    def __copy__(self, /) -> CarriedCommitment:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> CarriedCommitment:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> CarriedCommitment:
        """
        Read what pickle wrote.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        How much remained of it, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def commitment_id(self, /) -> int:
        """
        Its number in the closed year.
        """
    @property
    def contract(self, /) -> str:
        """
        Its contract.
        """
    @property
    def line_id(self, /) -> int:
        """
        Its line there.
        """
    @property
    def to_commitment_id(self, /) -> int:
        """
        Its number in the next year.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def to_line_id(self, /) -> int:
        """
        Its line there.
        """
    @property
    def unit(self, /) -> str:
        """
        The unit that has it in the next year.
        """

@final
class Certificate:
    """
    The certificate of a closing; `docs/certificate.md` describes it field by field.

    Example:
        >>> certificate = ledger.close(ledger.plan_close(2025))
        >>> certificate.year, certificate.posting_count, certificate.opening_equals_closing
        (2025, 4, True)
    """
    def __copy__(self, /) -> Certificate:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Certificate:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Certificate:
        """
        Read what pickle wrote.
        """
    @property
    def carried_commitment_count(self, /) -> int:
        """
        Commitments carried forward.
        """
    @property
    def carried_line_count(self, /) -> int:
        """
        Lines from which something was carried forward.
        """
    @property
    def closed_on(self, /) -> date | None:
        """
        Day the closing counts for.
        """
    @property
    def commitments(self, /) -> Rows[CarriedCommitment]:
        """
        Commitments carried forward, with both numbers.
        """
    @property
    def divided_contracts(self, /) -> Rows[DividedContract]:
        """
        Contracts that were carried forward in part, and released in part.
        """
    @property
    def document(self, /) -> str | None:
        """
        The document of the closing.
        """
    @property
    def estimated(self, /) -> Decimal:
        """
        What the next year's budget estimated of its carry-over, beside the real one that the
        closing carried into the same lines: `true_up` must take it out. In yuan.
        """
    @property
    def estimated_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def estimated_line_count(self, /) -> int:
        """
        Lines of the next year that have such an estimate.
        """
    @property
    def head_after(self, /) -> str:
        """
        Hash after it.
        """
    @property
    def head_before(self, /) -> str:
        """
        Hash before the closing, in hexadecimal.
        """
    @property
    def history(self, /) -> Rows[ClosingStep]:
        """
        Every closing of this year and every undoing of one, oldest first.
        """
    @property
    def is_repeated(self, /) -> bool:
        """
        Whether `close` found the year closed already and wrote nothing.
        """
    @property
    def opening_equals_closing(self, /) -> bool:
        """
        Whether what the next year opens with equals what this one carried out.
        """
    @property
    def overrides(self, /) -> Rows[Override]:
        """
        Policies that people decided against, each with its document.
        """
    @property
    def posting_count(self, /) -> int:
        """
        Postings of the closing that stand.
        """
    @property
    def prepared_by(self, /) -> str | None:
        """
        Who prepared it.
        """
    @property
    def released_commitment_count(self, /) -> int:
        """
        Commitments of which something was released.
        """
    @property
    def released_commitments(self, /) -> Rows[ReleasedCommitment]:
        """
        Commitments that were released, wholly or in part.
        """
    @property
    def reviewed_by(self, /) -> str | None:
        """
        Who reviewed it.
        """
    @property
    def successors(self, /) -> Rows[Successor]:
        """
        Codes and units under whose new names money was carried forward.
        """
    @property
    def surpluses(self, /) -> Rows[ClosingSurplus]:
        """
        What became of surpluses, per unit and fund.
        """
    @property
    def title(self, /) -> str:
        """
        What the ledger is called.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    def to_html(self, /) -> str:
        """
        Return the certificate as an HTML page in Chinese, to be printed on A4 and signed.

        Example:
            >>> page = ledger.close(ledger.plan_close(2025)).to_html()
            >>> "2025 年度年终结账证书" in page
            True
        """
    @property
    def totals(self, /) -> Rows[ClosingTotal]:
        """
        Totals per fund and level.
        """
    @property
    def vouchers(self, /) -> tuple[int, int]:
        """
        Vouchers that began and finished it.
        """
    @property
    def year(self, /) -> int:
        """
        The closed year.
        """

@final
class Check:
    """
    An identity between published tables, with everything that was compared for it.

    Example:
        >>> check = ledger.checks(2025)[0]
        >>> check.number, check.statement, check.verdict
        ('1.1', '表1 收入总计 = 本年收入 + 上年结转结余', 'holds')
    """
    def __copy__(self, /) -> Check:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Check:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Check:
        """
        Read what pickle wrote.
        """
    @property
    def compared(self, /) -> int:
        """
        Number of comparisons.
        """
    @property
    def decisive(self, /) -> Comparison:
        """
        The first comparison with that verdict.
        """
    @property
    def findings(self, /) -> Rows[Comparison]:
        """
        Every comparison that does not hold.
        """
    @property
    def formal(self, /) -> bool:
        """
        Whether it must hold; otherwise it is only expected to.
        """
    @property
    def note(self, /) -> str | None:
        """
        What to know when reading the result.
        """
    @property
    def number(self, /) -> str:
        """
        Number, as `6.2`: table, then identity.
        """
    @property
    def statement(self, /) -> str:
        """
        The identity in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def verdict(self, /) -> str:
        """
        The worst that came out: `holds`, `rounding` or `differs`.
        """

@final
class ClosingStep:
    """
    An act in the history of a year's closings.

    Example:
        >>> ledger.close(ledger.plan_close(2025)).history[0].name_zh
        '开始年终结账'
    """
    def __copy__(self, /) -> ClosingStep:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> ClosingStep:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> ClosingStep:
        """
        Read what pickle wrote.
        """
    @property
    def act(self, /) -> str:
        """
        `begin_closing`, `close`, `finish_closing`, `reopen_year`, `undo_close` or
        `cancel_closing`.
        """
    @property
    def dated(self, /) -> date | None:
        """
        Day it counts for.
        """
    @property
    def hash(self, /) -> str | None:
        """
        Its hash in hexadecimal; None when a foreign program wrote it.
        """
    @property
    def name_zh(self, /) -> str:
        """
        What the act is called in Chinese.
        """
    @property
    def posting_count(self, /) -> int:
        """
        How many postings it has.
        """
    @property
    def prepared_by(self, /) -> str | None:
        """
        Who prepared it.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why a year was reopened; None when it was erased.
        """
    @property
    def reviewed_by(self, /) -> str | None:
        """
        Who reviewed it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Number of the voucher.
        """

@final
class ClosingSurplus:
    """
    What a closing did to the surplus of a unit and fund.

    Example:
        >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
        ...     amount="20001.00", dated=date(2025, 3, 1))
        >>> (surplus,) = ledger.close(ledger.plan_close(2025)).surpluses
        >>> surplus.fund, surplus.from_lines, surplus.from_income
        ('unit_other_income', Decimal('0.00'), Decimal('1.00'))
    """
    def __copy__(self, /) -> ClosingSurplus:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> ClosingSurplus:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> ClosingSurplus:
        """
        Read what pickle wrote.
        """
    @property
    def covered(self, /) -> Decimal:
        """
        结余弥补收支差额, in yuan.
        """
    @property
    def covered_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def earmarked(self, /) -> Decimal:
        """
        提取专用结余, in yuan.
        """
    @property
    def earmarked_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def from_income(self, /) -> Decimal:
        """
        收支差额转入结余, money that no line held, in yuan.
        """
    @property
    def from_income_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def from_lines(self, /) -> Decimal:
        """
        转入结余, money of lines, in yuan.
        """
    @property
    def from_lines_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def fund(self, /) -> str:
        """
        The fund.
        """
    @property
    def pooled_in(self, /) -> Decimal:
        """
        归集调入, from units that this one took over, in yuan.
        """
    @property
    def pooled_in_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def pooled_out(self, /) -> Decimal:
        """
        归集调出, to the unit that took this one over, in yuan.
        """
    @property
    def pooled_out_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def surrendered(self, /) -> Decimal:
        """
        上缴结余, in yuan.
        """
    @property
    def surrendered_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str:
        """
        Name of the unit.
        """

@final
class ClosingTotal:
    """
    What a closing did to the money of one fund and level.

    Example:
        >>> total = ledger.close(ledger.plan_close(2025)).totals[0]
        >>> total.fund, total.level, total.carried_out, total.carried_in
        ('general_public', 'own', Decimal('91880.00'), Decimal('91880.00'))
    """
    def __copy__(self, /) -> ClosingTotal:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> ClosingTotal:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> ClosingTotal:
        """
        Read what pickle wrote.
        """
    @property
    def carried_in(self, /) -> Decimal:
        """
        Carried forward into the next year: the same money, read on the other side.
        """
    @property
    def carried_in_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def carried_out(self, /) -> Decimal:
        """
        结转: carried forward out of the year, in yuan.
        """
    @property
    def carried_out_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def fund(self, /) -> str:
        """
        The fund.
        """
    @property
    def lapsed(self, /) -> Decimal:
        """
        注销, in yuan.
        """
    @property
    def lapsed_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def level(self, /) -> str:
        """
        The level.
        """
    @property
    def recalled(self, /) -> Decimal:
        """
        收回, in yuan.
        """
    @property
    def recalled_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def to_surplus(self, /) -> Decimal:
        """
        转入结余, money of lines, in yuan.
        """
    @property
    def to_surplus_fen(self, /) -> int:
        """
        The same in fen.
        """

@final
class Column:
    """
    A column, or a heading over several.

    Example:
        >>> column = ledger.table("budget-06", year=2025).columns[0]
        >>> column.label, column.role, tuple(child.id for child in column.children)
        ('科目', 'group', ('code', 'name'))
    """
    def __copy__(self, /) -> Column:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Column:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Column:
        """
        Read what pickle wrote.
        """
    @property
    def children(self, /) -> list[Column]:
        """
        Columns below a group; empty for others.
        """
    @property
    def id(self, /) -> str:
        """
        Name, unique in its table.
        """
    @property
    def label(self, /) -> str:
        """
        Printed heading.
        """
    @property
    def printed_no(self, /) -> str | None:
        """
        Number printed below the heading; None in two-sided tables.
        """
    @property
    def role(self, /) -> str:
        """
        What it holds: `label`, `amount`, `rate` or, over other columns, `group`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Commitment:
    """
    A part of a line that is reserved for a contract.

    Example:
        >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
        >>> commitment = ledger.commitment(receipt.commitment_ids[0])
        >>> commitment.contract, commitment.committed, commitment.remaining
        ('2025-07', Decimal('30000.00'), Decimal('30000.00'))
    """
    def __copy__(self, /) -> Commitment:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Commitment:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Commitment:
        """
        Read what pickle wrote.
        """
    @property
    def carried_in(self, /) -> Decimal:
        """
        What came from the year before, in yuan.
        """
    @property
    def carried_in_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def carried_out(self, /) -> Decimal:
        """
        What went into the next year, in yuan.
        """
    @property
    def carried_out_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def commitment_id(self, /) -> int:
        """
        Its number.
        """
    @property
    def committed(self, /) -> Decimal:
        """
        What was reserved, in yuan.
        """
    @property
    def committed_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def continued_by_ids(self, /) -> list[int]:
        """
        The commitments of the next year that carry it on; more than one when a closing was
        undone and done again.
        """
    @property
    def continues_id(self, /) -> int | None:
        """
        The commitment of the year before that it carries on.
        """
    @property
    def contract(self, /) -> str:
        """
        Reference of its contract, signed or not.
        """
    @property
    def counterparty(self, /) -> str | None:
        """
        Whom it is with; None when nobody was named or the name was erased.
        """
    @property
    def line(self, /) -> Line:
        """
        The line that pays.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        What was paid, in yuan.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def released(self, /) -> Decimal:
        """
        What was given back, in yuan.
        """
    @property
    def released_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def remaining(self, /) -> Decimal:
        """
        What may still be paid against it, in yuan.
        """
    @property
    def remaining_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class CommitmentChange:
    """
    A commitment that is new or has other totals.

    Example:
        >>> before = ledger.head()
        >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
        >>> (change,) = ledger.diff(before).commitments
        >>> change.before, change.after.remaining
        (None, Decimal('30000.00'))
    """
    def __copy__(self, /) -> CommitmentChange:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> CommitmentChange:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> CommitmentChange:
        """
        Read what pickle wrote.
        """
    @property
    def after(self, /) -> CommitmentReport:
        """
        As it is.
        """
    @property
    def before(self, /) -> CommitmentReport | None:
        """
        As it was; None when it is new.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class CommitmentReport:
    """
    A commitment 承诺: a part of one line reserved for one contract.

    Example:
        >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
        >>> (report,) = ledger.commitments(2025)
        >>> report.contract, report.line.id, report.remaining_fen
        ('2025-07', 1, 3000000)
    """
    def __copy__(self, /) -> CommitmentReport:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> CommitmentReport:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> CommitmentReport:
        """
        Read what pickle wrote.
        """
    @property
    def carried_in(self, /) -> Decimal:
        """
        上年承诺转入: what the year before handed on, in yuan.
        """
    @property
    def carried_in_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def carried_out(self, /) -> Decimal:
        """
        承诺结转: what went on into the next year, in yuan.
        """
    @property
    def carried_out_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def commitment_id(self, /) -> int:
        """
        Number of the commitment in its ledger.
        """
    @property
    def committed(self, /) -> Decimal:
        """
        承诺金额: what was reserved, in yuan.
        """
    @property
    def committed_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def continued_by_id(self, /) -> int | None:
        """
        The commitment of the next year that carries this one on; None where none does.
        """
    @property
    def continues_id(self, /) -> int | None:
        """
        The commitment of last year that this one carries on; None for a new one.
        """
    @property
    def contract(self, /) -> str:
        """
        Contract or procurement reference.
        """
    @property
    def line(self, /) -> Line:
        """
        Its line.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        承诺支付: what was paid against it, in yuan.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def released(self, /) -> Decimal:
        """
        承诺释放: what was given back, in yuan.
        """
    @property
    def released_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def remaining(self, /) -> Decimal:
        """
        What may still be paid against it, in yuan.
        """
    @property
    def remaining_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Comparison:
    """
    Two figures that ought to be equal.

    Example:
        >>> comparison = ledger.checks(2025)[0].decisive
        >>> comparison.left, comparison.right, comparison.verdict
        (Decimal('161880.00'), Decimal('161880.00'), 'holds')
    """
    def __copy__(self, /) -> Comparison:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Comparison:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Comparison:
        """
        Read what pickle wrote.
        """
    @property
    def left(self, /) -> Decimal:
        """
        Exact sum of the left side, in yuan.
        """
    @property
    def left_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def left_text(self, /) -> str:
        """
        Sum of what the left side prints.
        """
    @property
    def place(self, /) -> str:
        """
        Where: tables, rows and columns by id.
        """
    @property
    def right(self, /) -> Decimal:
        """
        Exact sum of the right side, in yuan.
        """
    @property
    def right_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def right_text(self, /) -> str:
        """
        Sum of what the right side prints.
        """
    @property
    def rounded(self, /) -> int:
        """
        Rounded figures on both sides together.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def tolerance(self, /) -> Decimal:
        """
        How far the printed sums may be apart by rounding, in yuan.
        """
    @property
    def tolerance_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def tolerance_reason(self, /) -> str:
        """
        Why the tolerance is so much: `rounded` (half a last place a figure), `footed` (totals
        of rounded figures), `expected` (need not be the same money), `exact` (every fen is
        printed).
        """
    @property
    def tolerance_text(self, /) -> str:
        """
        The same in the unit of the tables.
        """
    @property
    def verdict(self, /) -> str:
        """
        What came out here: `holds`, `rounding` or `differs`.
        """

@final
class Contract:
    """
    A signed contract with everything that hangs on it.

    Example:
        >>> part = yusuan.ContractPart(line, "30000.00", due_on=date(2025, 6, 30))
        >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
        ...     signed_on=date(2025, 3, 1), parts=[part])
        >>> contract = ledger.contract("2025-07")
        >>> contract.title, contract.planned, contract.committed
        ('物业服务', Decimal('30000.00'), Decimal('0.00'))
    """
    def __copy__(self, /) -> Contract:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Contract:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Contract:
        """
        Read what pickle wrote.
        """
    @property
    def category(self, /) -> ProcurementCategory | None:
        """
        What is bought, when it is government procurement.
        """
    @property
    def commitments(self, /) -> Rows[Commitment]:
        """
        The commitments under it, in the order in which they were made.
        """
    @property
    def committed(self, /) -> Decimal:
        """
        What was committed under it, less what was released, in yuan.
        """
    @property
    def committed_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def contract_id(self, /) -> int:
        """
        Its number in the ledger.
        """
    @property
    def counterparty(self, /) -> str | None:
        """
        Whom it is with; None when nobody was named or the name was erased.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        What was paid under it, in yuan.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def payments(self, /) -> Rows[PlannedPayment]:
        """
        The planned payments by year and day, those without a day at the end of their year.
        """
    @property
    def planned(self, /) -> Decimal:
        """
        What its parts add up to, in yuan.
        """
    @property
    def planned_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def reference(self, /) -> str:
        """
        Its own number, as commitments and documents have it.
        """
    @property
    def remaining(self, /) -> Decimal:
        """
        What is reserved for it still, in yuan.
        """
    @property
    def remaining_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def reserved_for(self, /) -> ReservedFor | None:
        """
        Whom the procurement is set apart for.
        """
    @property
    def signed_on(self, /) -> date | None:
        """
        Day on which it was signed.
        """
    @property
    def title(self, /) -> str:
        """
        What it is about.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str:
        """
        The unit that signed it.
        """
    @property
    def years(self, /) -> Rows[ContractYear]:
        """
        Each year, the earliest first.
        """

@final
class ContractPart:
    """
    What a contract costs in a year, or one planned payment of it.

    Args:
        line: the line that is to pay, of the contract's unit and with the money of its own year. It
            need not be there yet.
        amount: in yuan, as `Decimal` or text; below zero in an amendment that takes away.
        amount_fen: the same in fen.
        due_on: day of the planned payment, when it is known.

    Example:
        >>> from yusuan import ContractPart
        >>> ContractPart(line, "30000.00", due_on=date(2025, 6, 30)).amount
        Decimal('30000.00')
    """
    def __copy__(self, /) -> ContractPart:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> ContractPart:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, line: Line | LineKey, amount: Decimal | str | None = None, *, amount_fen: int | None = None, due_on: date | None = None) -> ContractPart: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> ContractPart:
        """
        Read what pickle wrote.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        How much, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def due_on(self, /) -> date | None:
        """
        Day of the planned payment; None when only the year is known.
        """
    @property
    def key(self, /) -> LineKey:
        """
        The line that is to pay.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return line, day and amount in fen, as a dict.

        Example:
            >>> yusuan.ContractPart(line, "30000.00").to_dict()["amount_fen"]
            3000000
        """

@final
class ContractYear:
    """
    A contract in one year.

    Example:
        >>> part = yusuan.ContractPart(line, "30000.00")
        >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
        ...     signed_on=date(2025, 3, 1), parts=[part])
        >>> (year,) = ledger.contract("2025-07").years
        >>> year.year, year.planned, year.paid
        (2025, Decimal('30000.00'), Decimal('0.00'))
    """
    def __copy__(self, /) -> ContractYear:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> ContractYear:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> ContractYear:
        """
        Read what pickle wrote.
        """
    @property
    def carried_in(self, /) -> Decimal:
        """
        What came from the year before, in yuan.
        """
    @property
    def carried_in_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def carried_out(self, /) -> Decimal:
        """
        What went into the next year, in yuan.
        """
    @property
    def carried_out_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def committed(self, /) -> Decimal:
        """
        What was committed on lines of the year, less what was released, in yuan.
        """
    @property
    def committed_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        What was paid, in yuan.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def planned(self, /) -> Decimal:
        """
        What its parts add up to, in yuan.
        """
    @property
    def planned_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def remaining(self, /) -> Decimal:
        """
        What is reserved still, in yuan.
        """
    @property
    def remaining_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def year(self, /) -> int:
        """
        The year.
        """

@final
class Decision:
    """
    A decision on what a line or a commitment leaves.

    Example:
        >>> decision = ledger.plan_close(2025).decisions[0]
        >>> decision.line.id, decision.action, decision.amount, decision.policy
        (1, 'carry_forward', Decimal('81880.00'), 'closing')
    """
    def __copy__(self, /) -> Decision:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Decision:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Decision:
        """
        Read what pickle wrote.
        """
    @property
    def action(self, /) -> ClosingAction:
        """
        What happens.
        """
    @property
    def age_years(self, /) -> int:
        """
        Full years since the first budget year of the money.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        To how much of it, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def commitment_id(self, /) -> int | None:
        """
        The commitment the amount belongs to; None for what is available.
        """
    @property
    def contract(self, /) -> str | None:
        """
        The contract of the commitment.
        """
    @property
    def document(self, /) -> str | None:
        """
        The document that allows it, where a person decided otherwise.
        """
    @property
    def is_edited(self, /) -> bool:
        """
        Whether a person decided otherwise than the policy.
        """
    @property
    def line(self, /) -> Line:
        """
        The line.
        """
    @property
    def policy(self, /) -> str:
        """
        The rule that took the decision.
        """
    @property
    def policy_id(self, /) -> int | None:
        """
        Row of the policy; negative when it is built in, None where no policy decided.
        """
    @property
    def source(self, /) -> str:
        """
        Where the policy comes from.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Declared:
    """
    What a unit declares of itself for a year: of its kind the newest.

    Example:
        >>> receipt = ledger.declare(2025, unit="社会保险中心", staffing={
        ...     "authorised_posts": 22, "actual_total": 32, "in_service": 19, "retired": 13,
        ...     "retired_with_honours": 0})
        >>> (declared,) = ledger.declarations(2025)
        >>> declared.kind, declared.content["retired"]
        ('staffing', 13)
    """
    def __copy__(self, /) -> Declared:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Declared:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Declared:
        """
        Read what pickle wrote.
        """
    @property
    def content(self, /) -> dict[str, Any]:
        """
        What it says, as it is kept: amounts in fen.
        """
    @property
    def declaration_id(self, /) -> int:
        """
        Its number.
        """
    @property
    def kind(self, /) -> DeclarationKind:
        """
        What it is about: `performance`, `procurement`, `assets` or `staffing`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str:
        """
        The unit.
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Its version: the act that recorded it.
        """
    @property
    def year(self, /) -> int:
        """
        Budget year.
        """

@final
class DiffVoucher:
    """
    A voucher as a difference lists it.

    Example:
        >>> before = ledger.head()
        >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
        >>> (voucher,) = ledger.diff(before).vouchers
        >>> voucher.act, voucher.dated, voucher.posting_count
        ('post', datetime.date(2025, 3, 1), 1)
    """
    def __copy__(self, /) -> DiffVoucher:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> DiffVoucher:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> DiffVoucher:
        """
        Read what pickle wrote.
        """
    @property
    def act(self, /) -> str:
        """
        What it does, as `post` or `approve`.
        """
    @property
    def dated(self, /) -> date | None:
        """
        Day it counts for.
        """
    @property
    def document(self, /) -> str | None:
        """
        Reference of its document.
        """
    @property
    def posting_count(self, /) -> int:
        """
        How many postings it has.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Number of the voucher.
        """
    @property
    def year(self, /) -> int | None:
        """
        Budget year; None where the act has none.
        """

@final
class Difference:
    """
    What happened between two heads of the chain.

    Example:
        >>> before = ledger.head()
        >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
        >>> difference = ledger.diff(before)
        >>> len(difference.vouchers), difference.lines[0].after.balance.paid
        (1, Decimal('1234.56'))
    """
    def __copy__(self, /) -> Difference:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Difference:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Difference:
        """
        Read what pickle wrote.
        """
    @property
    def commitments(self, /) -> Rows[CommitmentChange]:
        """
        Commitments that are new or have other totals.
        """
    @property
    def earlier(self, /) -> Head:
        """
        The earlier head.
        """
    @property
    def incomes(self, /) -> Rows[IncomeChange]:
        """
        Incomes that are new or have other totals.
        """
    @property
    def later(self, /) -> Head:
        """
        The later head.
        """
    @property
    def lines(self, /) -> Rows[LineChange]:
        """
        Lines that are new or have other totals.
        """
    @property
    def surpluses(self, /) -> Rows[SurplusChange]:
        """
        Surpluses that are new or have other totals.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def vouchers(self, /) -> Rows[DiffVoucher]:
        """
        The vouchers after the earlier one, up to the later one; `log` has their postings.
        """
    @property
    def years(self, /) -> Rows[YearChange]:
        """
        Years that are in another state.
        """

@final
class Disclosure:
    """
    What was found in a published document; as text, what the command line prints.

    Example:
        >>> disclosure = yusuan.check_disclosure(ledger.tables(2025))
        >>> disclosure.is_sound, len(disclosure.tables), disclosure.findings
        (True, 11, [])
    """
    def __copy__(self, /) -> Disclosure:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Disclosure:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the findings as the command line prints them.
        """
    def _repr_html_(self, /) -> str:
        """
        Return the same for a notebook.
        """
    @staticmethod
    def _unpickle(text: str) -> Disclosure:
        """
        Read what pickle wrote.
        """
    @property
    def checks(self, /) -> Rows[Check]:
        """
        Every identity that could be compared.
        """
    @property
    def findings(self, /) -> Rows[DisclosureFinding]:
        """
        What is wrong: cells and codes first, then what is only rounding.
        """
    @property
    def is_sound(self, /) -> bool:
        """
        Whether nothing is wrong but rounding.
        """
    @property
    def notes(self, /) -> list[str]:
        """
        What was not understood, or is worth knowing and not wrong.
        """
    @property
    def tables(self, /) -> Rows[ReadTable]:
        """
        Tables that were recognised, in print order.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class DisclosureFinding:
    """
    Something wrong in a published document; as text, a line, and one for each identity below.

    Example:
        >>> tables = [table.to_dict() for table in ledger.tables(2025)]
        >>> text = "收入6.46万元，比上年增加0.56万元，增长94.92%。"
        >>> (finding,) = yusuan.check_disclosure(tables, text=text).findings
        >>> finding.token, finding.printed, finding.expected
        ('change', '6.46 万元，增加 0.56，增长 94.92%', '9.49')
    """
    def __copy__(self, /) -> DisclosureFinding:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> DisclosureFinding:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the finding as lines of text.
        """
    @staticmethod
    def _unpickle(text: str) -> DisclosureFinding:
        """
        Read what pickle wrote.
        """
    @property
    def also(self, /) -> Rows[PrintedPlace]:
        """
        Other places that the correction changes.
        """
    @property
    def cause(self, /) -> str | None:
        """
        What has probably happened, where it fits exactly: a stable word, as `digit_dropped`.
        """
    @property
    def expected(self, /) -> str | None:
        """
        What should be, where that can be said.
        """
    @property
    def identities(self, /) -> Rows[FailedIdentity]:
        """
        Identities that the correction satisfies, or the one that fails.
        """
    @property
    def message(self, /) -> str:
        """
        The same in words.
        """
    @property
    def place(self, /) -> PrintedPlace:
        """
        Where.
        """
    @property
    def printed(self, /) -> str:
        """
        What is printed.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def token(self, /) -> str:
        """
        What is wrong: a stable word, as `amount`, `identity`, `code`, `share`.
        """
    @property
    def verdict(self, /) -> str:
        """
        `rounding` when rounding explains it, else `differs`.
        """

@final
class DividedContract:
    """
    A contract whose commitments a closing carried forward in part, and released in part.

    Example:
        >>> training = ledger.lines(2025)[3].line
        >>> receipt = ledger.commit(line, "3000.00", contract="2025-07", dated=date(2025, 3, 1))
        >>> receipt = ledger.commit(training, "2000.00", contract="2025-07", dated=date(2025, 3, 1))
        >>> (divided,) = ledger.close(ledger.plan_close(2025)).divided_contracts
        >>> divided.contract, divided.carried, divided.released
        ('2025-07', Decimal('3000.00'), Decimal('2000.00'))
    """
    def __copy__(self, /) -> DividedContract:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> DividedContract:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> DividedContract:
        """
        Read what pickle wrote.
        """
    @property
    def carried(self, /) -> Decimal:
        """
        How much was carried forward, in yuan.
        """
    @property
    def carried_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def contract(self, /) -> str:
        """
        Its reference.
        """
    @property
    def released(self, /) -> Decimal:
        """
        How much was released, in yuan.
        """
    @property
    def released_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Draft:
    """
    A line of the budget being prepared.

    Example:
        >>> draft = ledger.drafts(2025)[0]
        >>> draft.key.economic_code, draft.amount
        ('30201', Decimal('81880.00'))
    """
    def __copy__(self, /) -> Draft:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Draft:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Draft:
        """
        Read what pickle wrote.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        Its amount in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def key(self, /) -> LineKey:
        """
        What identifies the line.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Entry:
    """
    One movement of a voucher: what `Ledger.post` carries.

    Each is said like the verb of the same name, without what stands on the voucher. Amounts are in
    yuan as `Decimal` or text, or in fen as `int` in `amount_fen`.

    Example:
        >>> from yusuan import Entry
        >>> receipt = ledger.post([
        ...     Entry.pay(line, "1234.56", payee="文具店"),
        ...     Entry.commit(travel, "5000.00", contract="2025-07"),
        ... ], dated=date(2025, 3, 1))
        >>> receipt.posting_count, receipt.commitment_ids
        (2, [1])
    """
    def __copy__(self, /) -> Entry:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Entry:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Entry:
        """
        Read what pickle wrote.
        """
    @staticmethod
    def allocate_early(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Give a line an amount to spend before the approval (提前安排).

        Example:
            >>> yusuan.Entry.allocate_early(line, "100.00")
            Entry(event='allocate_early', amount=Decimal('100.00'))
        """
    @property
    def amount(self, /) -> Decimal | None:
        """
        The amount in yuan; None for a reversal.
        """
    @property
    def amount_fen(self, /) -> int | None:
        """
        The same in fen.
        """
    @staticmethod
    def commit(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, contract: str, counterparty: str | None = None) -> Entry:
        """
        Reserve a part of a line for a contract (承诺).

        Example:
            >>> yusuan.Entry.commit(line, "30000.00", contract="2025-07")
            Entry(event='commit', amount=Decimal('30000.00'))
        """
    @staticmethod
    def distribute(year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> Entry:
        """
        Distribute surplus of a unit and fund (结余分配).

        Example:
            >>> yusuan.Entry.distribute(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
            Entry(event='distribute', amount=Decimal('1.00'))
        """
    @staticmethod
    def earmark_surplus(year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> Entry:
        """
        Set surplus of a unit and fund aside for a purpose of its own (提取专用结余).

        Example:
            >>> yusuan.Entry.earmark_surplus(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
            Entry(event='earmark_surplus', amount=Decimal('1.00'))
        """
    @property
    def event(self, /) -> str | None:
        """
        The event that is posted; None for a reversal, which has that of its posting.
        """
    @staticmethod
    def income_decrease(year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> Entry:
        """
        Expect less to come in than was budgeted.

        Example:
            >>> yusuan.Entry.income_decrease(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
            Entry(event='income_decrease', amount=Decimal('1.00'))
        """
    @staticmethod
    def income_increase(year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> Entry:
        """
        Expect more to come in than was budgeted.

        Example:
            >>> yusuan.Entry.income_increase(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
            Entry(event='income_increase', amount=Decimal('1.00'))
        """
    @staticmethod
    def increase_commitment(commitment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Reserve more of its line for a commitment.

        Example:
            >>> yusuan.Entry.increase_commitment(1, "100.00")
            Entry(event='commit', amount=Decimal('100.00'))
        """
    @staticmethod
    def lapse(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Let authority lapse that no money stands behind (注销).

        Example:
            >>> yusuan.Entry.lapse(travel, "500.00")
            Entry(event='lapse', amount=Decimal('500.00'))
        """
    @staticmethod
    def pay(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, payee: str | None = None) -> Entry:
        """
        Pay from what a line has available (支付).

        Example:
            >>> yusuan.Entry.pay(line, "1234.56", payee="文具店")
            Entry(event='pay', amount=Decimal('1234.56'))
        """
    @staticmethod
    def pay_commitment(commitment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, payee: str | None = None) -> Entry:
        """
        Pay against a commitment, never more than remains of it.

        Example:
            >>> yusuan.Entry.pay_commitment(1, "100.00")
            Entry(event='pay', amount=Decimal('100.00'))
        """
    @staticmethod
    def pool_earmarked(year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> Entry:
        """
        Move what a deactivated unit set aside of its surplus to the unit that took it over (归集).

        Example:
            >>> yusuan.Entry.pool_earmarked(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
            Entry(event='pool_earmarked_out', amount=Decimal('1.00'))
        """
    @staticmethod
    def pool_surplus(year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> Entry:
        """
        Move surplus of a deactivated unit to the unit that took it over (归集).

        Example:
            >>> yusuan.Entry.pool_surplus(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
            Entry(event='pool_out', amount=Decimal('1.00'))
        """
    @staticmethod
    def prior_year_decrease(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Take from a line what an earlier year did not leave after all (以前年度调整).

        Example:
            >>> yusuan.Entry.prior_year_decrease(line, "100.00")
            Entry(event='prior_year_decrease', amount=Decimal('100.00'))
        """
    @staticmethod
    def prior_year_increase(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, refunds: SupportsIndex | None = None) -> Entry:
        """
        Add to a line what belongs to an earlier year (以前年度调整).

        `refunds` names a payment of an earlier year that came back.

        Example:
            >>> yusuan.Entry.prior_year_increase(line, "100.00")
            Entry(event='prior_year_increase', amount=Decimal('100.00'))
        """
    @staticmethod
    def recall(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Take back for finance what is not used (收回).

        Example:
            >>> yusuan.Entry.recall(line, "100.00")
            Entry(event='recall', amount=Decimal('100.00'))
        """
    @staticmethod
    def receive(year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> Entry:
        """
        Record money that came in for a unit and fund that is not fiscal (收到).

        Example:
            >>> yusuan.Entry.receive(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
            Entry(event='receive', amount=Decimal('1.00'))
        """
    @staticmethod
    def reduce(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Take from a line what is not used (追减).

        Example:
            >>> yusuan.Entry.reduce(line, "100.00")
            Entry(event='reduce', amount=Decimal('100.00'))
        """
    @staticmethod
    def refund(payment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Return a payment, or a part of it, to its line in the same year (退回).

        Example:
            >>> yusuan.Entry.refund(6, "100.00")
            Entry(event='refund', amount=Decimal('100.00'))
        """
    @staticmethod
    def refund_prior_year(payment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, to_line: Line | LineKey | SupportsIndex | None = None) -> Entry:
        """
        Take back, in an open year, what was paid in an earlier one.

        `Ledger.refund_prior_year` says which line gets it.

        Example:
            >>> yusuan.Entry.refund_prior_year(6, "100.00")
            Entry(event='prior_year_increase', amount=Decimal('100.00'))
        """
    @staticmethod
    def release(commitment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Give a part of a commitment back to its line (释放).

        Example:
            >>> yusuan.Entry.release(1, "100.00")
            Entry(event='release', amount=Decimal('100.00'))
        """
    @staticmethod
    def return_income(year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> Entry:
        """
        Give back money that came in (退付).

        Example:
            >>> yusuan.Entry.return_income(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
            Entry(event='return_income', amount=Decimal('1.00'))
        """
    @staticmethod
    def reverse(posting_id: SupportsIndex) -> Entry:
        """
        Undo one posting that stands (冲销), whole.

        Example:
            >>> yusuan.Entry.reverse(6)
            Entry(event=None, amount=None)
        """
    @staticmethod
    def supplement(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Give a line more (追加); a `LineKey` that the ledger does not have makes its line.

        Example:
            >>> yusuan.Entry.supplement(line, "100.00")
            Entry(event='supplement', amount=Decimal('100.00'))
        """
    @staticmethod
    def surrender(year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> Entry:
        """
        Hand up surplus of a unit and fund (上缴).

        Example:
            >>> yusuan.Entry.surrender(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
            Entry(event='surrender', amount=Decimal('1.00'))
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return what is moved, by what names it, and how much in fen, as a dict.

        Example:
            >>> yusuan.Entry.pay(1, "1.00", payee="文具店").to_dict()
            {'movement': {'line': ['pay', 1]}, 'amount_fen': 100, 'party': '文具店'}
        """
    @staticmethod
    def to_surplus(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Move what a finished project left into the surplus of its unit and fund (转入结余).

        Example:
            >>> yusuan.Entry.to_surplus(project, "50000.00")
            Entry(event='to_surplus', amount=Decimal('50000.00'))
        """
    @staticmethod
    def transfer(line: Line | LineKey | SupportsIndex, to_line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Move money between two lines of one year, fund, level and origin year (调剂).

        Example:
            >>> yusuan.Entry.transfer(line, travel, "100.00")
            Entry(event='transfer', amount=Decimal('100.00'))
        """
    @staticmethod
    def true_up_decrease(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Take out of an estimated carry-over what the final account does not say.

        Example:
            >>> yusuan.Entry.true_up_decrease(line, "100.00")
            Entry(event='true_up_decrease', amount=Decimal('100.00'))
        """
    @staticmethod
    def true_up_increase(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Add to an estimated carry-over what the final account says beyond it (结转核定).

        Example:
            >>> yusuan.Entry.true_up_increase(line, "100.00")
            Entry(event='true_up_increase', amount=Decimal('100.00'))
        """
    @staticmethod
    def use_earmarked(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Give a line money out of what was set aside of the surplus (使用专用结余).

        Example:
            >>> yusuan.Entry.use_earmarked(travel, "100.00")
            Entry(event='use_earmarked', amount=Decimal('100.00'))
        """
    @staticmethod
    def use_surplus(line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Entry:
        """
        Give a line money out of the surplus of its unit and fund (使用结余).

        Example:
            >>> yusuan.Entry.use_surplus(travel, "100.00")
            Entry(event='use_surplus', amount=Decimal('100.00'))
        """

@final
class Erased:
    """
    What an erasure did.

    Example:
        >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 1), payee="王小明")
        >>> ledger.erase_text(voucher=paid.voucher_id).text_count
        1
    """
    def __copy__(self, /) -> Erased:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Erased:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Erased:
        """
        Read what pickle wrote.
        """
    @property
    def is_log_emptied(self, /) -> bool:
        """
        Whether the write-ahead log was emptied after it, so that the file and its log hold the
        texts no longer; not within a transaction, nor while another program reads.
        """
    @property
    def receipt(self, /) -> Receipt:
        """
        Proof of the act.
        """
    @property
    def text_count(self, /) -> int:
        """
        How many texts it erased.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Explanation:
    """
    Why a line has what it has; as text, the equation in Chinese terms with its postings.

    Example:
        >>> explanation = ledger.explain(line)
        >>> explanation.available, explanation.terms[0].name_zh
        (Decimal('81880.00'), '年初预算')
    """
    def __copy__(self, /) -> Explanation:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Explanation:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the equation in Chinese terms, each term with its postings below it.
        """
    @staticmethod
    def _unpickle(text: str) -> Explanation:
        """
        Read what pickle wrote.
        """
    @property
    def available(self, /) -> Decimal:
        """
        What may still be committed or paid: the terms added up, in yuan.
        """
    @property
    def available_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def line(self, /) -> Line:
        """
        The line.
        """
    @property
    def terms(self, /) -> Rows[Term]:
        """
        Every running total, in the order of the equation.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class FailedIdentity:
    """
    An identity that does not hold in print.

    Example:
        >>> import json
        >>> text = json.dumps([table.to_dict() for table in ledger.tables(2025)])
        >>> found = yusuan.check_disclosure(json.loads(text.replace('"9.19"', '"9.91"', 1)))
        >>> identity = found.findings[0].identities[0]
        >>> identity.number, identity.left, identity.right, identity.verdict
        ('1.3', '14.19', '14.91', 'differs')
    """
    def __copy__(self, /) -> FailedIdentity:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> FailedIdentity:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> FailedIdentity:
        """
        Read what pickle wrote.
        """
    @property
    def left(self, /) -> str:
        """
        Sum of what the left side prints.
        """
    @property
    def number(self, /) -> str:
        """
        Number, as `6.2`.
        """
    @property
    def place(self, /) -> str:
        """
        Tables, rows and columns by id.
        """
    @property
    def right(self, /) -> str:
        """
        Sum of what the right side prints.
        """
    @property
    def rounded(self, /) -> int:
        """
        Rounded figures on both sides together.
        """
    @property
    def statement(self, /) -> str:
        """
        The identity in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def tolerance(self, /) -> Decimal:
        """
        How far apart the sides may be by rounding, in yuan.
        """
    @property
    def tolerance_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def verdict(self, /) -> str:
        """
        `rounding` or `differs`.
        """

@final
class FileHold:
    """
    That a connection of `sqlite3` has a file open, as long as this object lives.
    """
    def __new__(cls, /, path: str | PathLike[str]) -> FileHold:
        """
        Note that a file is open.
        """

@final
class Finding:
    """
    One thing that is wrong; as text, one line.

    Example:
        >>> anchor = str(ledger.head()).replace("voucher 7", "voucher 9")
        >>> (finding,) = ledger.verify(head=anchor).findings
        >>> finding.token, finding.severity
        ('head_differs', 'error')
    """
    def __copy__(self, /) -> Finding:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Finding:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the finding as one line of text.
        """
    @staticmethod
    def _unpickle(text: str) -> Finding:
        """
        Read what pickle wrote.
        """
    @property
    def column(self, /) -> str | None:
        """
        The column; None when it is about no single one.
        """
    @property
    def expected(self, /) -> str | None:
        """
        What it should be, where that can be said.
        """
    @property
    def found(self, /) -> str | None:
        """
        What it is.
        """
    @property
    def message(self, /) -> str:
        """
        The same in words.
        """
    @property
    def row(self, /) -> str | None:
        """
        Number or key of the row; None when it is about no row.
        """
    @property
    def severity(self, /) -> str:
        """
        How bad it is: `error`, or `warning` when something is only not proven.
        """
    @property
    def table(self, /) -> str:
        """
        The table it is in.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def token(self, /) -> str:
        """
        What is wrong: a stable word.
        """

@final
class Flow:
    """
    Money in both directions.

    Example:
        >>> with open("march.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("日期,支付金额\\n2025-03-04,5.00\\n2025-03-05,7.00\\n")
        >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
        >>> flow = ledger.reconcile(1).statement_total
        >>> flow.count, flow.paid, flow.received
        (2, Decimal('12.00'), Decimal('0.00'))
    """
    def __copy__(self, /) -> Flow:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Flow:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Flow:
        """
        Read what pickle wrote.
        """
    @property
    def count(self, /) -> int:
        """
        How many rows or postings.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        What went out, in yuan.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def received(self, /) -> Decimal:
        """
        What came in, in yuan.
        """
    @property
    def received_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Frame:
    """
    Results as a table of columns, for whatever reads the Arrow C stream interface.

    It can be read several times. Rows are written into columns in batches while they are read.

    Example:
        >>> frame = ledger.lines(2025).frame(names="zh", money="yuan")
        >>> frame.columns[:3], frame.columns[-1]
        (['指标编号', '年度', '预算单位'], '可用余额（元）')
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> "object":
        """
        Return the table as a stream of batches, as the Arrow C stream interface has it.
        """
    def __repr__(self, /) -> str: ...
    @property
    def columns(self, /) -> list[str]:
        """
        Names of the columns.
        """
    def to_pandas(self, /) -> DataFrame:
        """
        Return the table as a pandas data frame with exact types; needs pandas and pyarrow.

        The types are those of `pandas.ArrowDtype`. Pandas's own types would make floats of a column of amounts in which one is missing.

        Raises:
            ImportError: pandas or pyarrow is not installed.

        Example:
            >>> str(ledger.lines(2025).frame().to_pandas().dtypes["paid_fen"])
            'int64[pyarrow]'
        """
    def to_polars(self, /) -> DataFrame2:
        """
        Return the table as a polars data frame; needs polars.

        Raises:
            ImportError: polars is not installed.

        Example:
            >>> ledger.lines(2025).frame().to_polars().get_column("paid_fen").sum()
            0
        """

@final
class Head:
    """
    Where the chain stands; as text, the anchor line to keep outside the file.

    Example:
        >>> head = ledger.head()
        >>> head.voucher_id, head.posting_id, len(head.hash)
        (7, 5, 64)
    """
    def __copy__(self, /) -> Head:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Head:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the anchor line.
        """
    @staticmethod
    def _unpickle(text: str) -> Head:
        """
        Read what pickle wrote.
        """
    @property
    def hash(self, /) -> str:
        """
        Hash of the newest voucher that has one, in hexadecimal.
        """
    @property
    def posting_id(self, /) -> int:
        """
        Number of the newest posting; 0 when there is none.
        """
    @property
    def schema(self, /) -> str:
        """
        Fingerprint of the schema.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Number of the newest voucher.
        """

@final
class Imported:
    """
    What an import wrote.

    Example:
        >>> with open("lines.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("year,unit,fund,level,origin_year,functional_code,economic_code,"
        ...         "kind,project,amount\\n2026,社会保险中心,general_public,own,2026,2080109,30201,"
        ...         "basic_public,,1234.56\\n")
        >>> imported = ledger.import_lines("lines.csv")
        >>> imported.line_count, imported.total, imported.warnings
        (1, Decimal('1234.56'), [])
    """
    def __copy__(self, /) -> Imported:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Imported:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Imported:
        """
        Read what pickle wrote.
        """
    @property
    def line_count(self, /) -> int:
        """
        How many lines.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def total(self, /) -> Decimal:
        """
        What they add up to, in yuan.
        """
    @property
    def total_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def warnings(self, /) -> Rows[RowWarning]:
        """
        What policies have to say about its rows, although they let them pass.
        """

@final
class IncomeChange:
    """
    An income that is new or has other totals.

    Example:
        >>> before = ledger.head()
        >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
        ...     amount="9000.00", dated=date(2025, 3, 1))
        >>> (change,) = ledger.diff(before).incomes
        >>> change.before.received, change.after.received
        (Decimal('0.00'), Decimal('9000.00'))
    """
    def __copy__(self, /) -> IncomeChange:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> IncomeChange:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> IncomeChange:
        """
        Read what pickle wrote.
        """
    @property
    def after(self, /) -> IncomeReport:
        """
        As it is.
        """
    @property
    def before(self, /) -> IncomeReport | None:
        """
        As it was; None when it is new.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class IncomeReport:
    """
    The income of a unit and a fund that is not fiscal, in a year, as running totals.

    Example:
        >>> (income,) = ledger.incomes(2025)
        >>> income.fund, income.budgeted, income.received
        ('unit_other_income', Decimal('20000.00'), Decimal('0.00'))
    """
    def __copy__(self, /) -> IncomeReport:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> IncomeReport:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> IncomeReport:
        """
        Read what pickle wrote.
        """
    @property
    def budgeted(self, /) -> Decimal:
        """
        年初收入预算: what the approval expected, in yuan.
        """
    @property
    def budgeted_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def carried_in(self, /) -> Decimal:
        """
        上年结转资金: what came from the year before, in yuan.
        """
    @property
    def carried_in_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def carried_out(self, /) -> Decimal:
        """
        结转下年资金: what went on into the next year, in yuan.
        """
    @property
    def carried_out_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def decreased(self, /) -> Decimal:
        """
        收入预算调减, in yuan.
        """
    @property
    def decreased_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def expected(self, /) -> Decimal:
        """
        What the budget expects to come in, in yuan.
        """
    @property
    def expected_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def fund(self, /) -> Fund:
        """
        The purse that the money comes from.
        """
    @property
    def income_id(self, /) -> int:
        """
        Number of the income in its ledger.
        """
    @property
    def increased(self, /) -> Decimal:
        """
        收入预算调增, in yuan.
        """
    @property
    def increased_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def money(self, /) -> Decimal:
        """
        Money in hand; negative while more was paid than came in, in yuan.
        """
    @property
    def money_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        已付资金: what was paid, less what was refunded, in yuan.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def prior_year(self, /) -> Decimal:
        """
        以前年度调整资金: corrections of earlier years; may be negative, in yuan.
        """
    @property
    def prior_year_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def received(self, /) -> Decimal:
        """
        收到: what came in, in yuan.
        """
    @property
    def received_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def returned(self, /) -> Decimal:
        """
        退付: what went back, in yuan.
        """
    @property
    def returned_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def surplus_used(self, /) -> Decimal:
        """
        使用结余资金: what came out of the surplus, in yuan.
        """
    @property
    def surplus_used_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def to_surplus(self, /) -> Decimal:
        """
        转入结余资金: what went into the surplus, in yuan.
        """
    @property
    def to_surplus_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def unit(self, /) -> str:
        """
        Name of the unit.
        """
    @property
    def year(self, /) -> int:
        """
        Budget year.
        """

@final
class Ledger:
    """
    A ledger file: every verb happens whole or not at all.

    Open one with `Ledger.create` or `Ledger.open`, best in a `with` block, which lets go of the
    file at its end. (`close` is 年终结账, the closing of a year; the file goes by `disconnect`.)

    Amounts: yuan as `decimal.Decimal` or text with at most two decimal places, or fen as `int` in
        `amount_fen`. A float is refused, since it is not exact.
    Args of every act:
        line: a `Line`, its `LineKey`, or its number as tables, plans and refusals print it. Where it
            need not be there yet, as in `draft` and `ContractPart`, it has no number.
        dated: day the act counts for; must lie in the year where money moves.
        document: reference of the approving or supporting document.
        prepared_by: who prepared it.
        reviewed_by: who reviewed it.
        memo: free text; can be erased later without breaking the chain.
        reason: why it is done; free text, as the memo. (Adjustments, approval, closing.)
        legal_kind: what an adjustment is in law: `budget_adjustment` 预算调整 or `reallocation` 调剂;
            by its verb when not given.
        overrides: policies that are overridden, each with the document that grants it, as
            `{"three_public_increase": "县政府纪要〔2025〕7号"}`.
        key: the caller's own number for the act, usable once. The same act with the same key
            again writes nothing and returns the first receipt with `is_repeated`; another act
            with that key is refused and `field` of the error names the difference.
    Threads: may share a `Ledger`. Calls on one object take turns and run without Python's lock, so
        that other threads go on meanwhile. To read beside a long call, open the file a second
        time.
    Processes: each opens the file for itself, and not before it was forked (`ledger_forked`).
    Ctrl-C: stops a long verb; nothing of it was written, and the ledger can be used on.
    Other programs: may read and write the file at any time, from a process of their own. In this
        process use another SQLite (Python's own `sqlite3`, duckdb) on the file only while no
        `Ledger` has it open: two of them in one process do not see each other's locks.
        `yusuan.connect_read_only` sees to that.
    Results: what a verb returns several of is a `yusuan.Rows`, used as a list, and read as a table by
        polars, pandas, duckdb and pyarrow.
    Examples: in every example `ledger` has the open year 2025 and the year 2026 in preparation;
        `line` has 81,880.00 yuan, `travel` 10,000.00 and `project` 50,000.00, all of the unit
        社会保险中心.

    Example:
        >>> with yusuan.Ledger.create("town.db", title="某镇") as town:
        ...     receipt = town.add_unit("镇政府", kind="agency")
        ...     print([unit.name for unit in town.units()])
        ['镇政府']
    """
    def __enter__(self, /) -> Ledger:
        """
        Return the ledger itself.
        """
    def __exit__(self, /, exc_type: Any, exc: Any, traceback: Any) -> None:
        """
        Let go of the file.
        """
    def __reduce__(self, /) -> str:
        """
        Refuse to be pickled or copied: a file is opened in each process.
        """
    def __repr__(self, /) -> str: ...
    def add_unit(self, /, name: str, *, kind: UnitKind, parent: str | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Add a budget unit, below another or on its own.

        Args:
            name: its name, used once in the ledger.
            kind: what sort of body it is.
            parent: name of the unit above it.

        Raises:
            RuleError: `unit_exists`, `unit_invalid`, `unit_unknown` for the parent.
            SourceError: `row_malformed` when the name has a line break or something invisible in it.

        Example:
            >>> receipt = ledger.add_unit("就业服务中心", kind="institution", parent="社会保险中心")
            >>> [unit.name for unit in ledger.units()]
            ['社会保险中心', '就业服务中心']
        """
    def adjust_income(self, /, year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None, direction: Direction, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Correct what the budget expects to come in.

        Args:
            year: the open year.
            unit: name of the unit.
            fund: a fund that is not fiscal.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.
            direction: `increase` or `decrease`.

        Raises:
            RuleError: `document_missing`, `total_negative`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.adjust_income(2025, unit="社会保险中心", fund="unit_other_income",
            ...     amount="500.00", direction="increase", dated=date(2025, 6, 1), document="调整1号")
        """
    def adopt_catalogue(self, /, year: int, *, from_year: int, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Make the catalogue of a year from that of another.

        Raises:
            NotFoundError: `catalogue_unknown` when the other year has none.
            RuleError: `code_exists` when this year has one.

        Example:
            >>> receipt = ledger.adopt_catalogue(2030, from_year=2025)
        """
    def allocate_early(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Give a line an amount to spend before the budget is approved (提前安排).

        A `LineKey` that the ledger does not have makes its line. Until the approval `pay`, `refund`, `commit` and `release` work on lines with such an
        amount, and on lines into which the closing of last year carried money. The approval takes
        the early amounts back as it gives the budget.

        Raises:
            RuleError: `early_exceeded` with `shortfall_fen` beyond what the policy `early_spending`
                allows of last year's approved budget, `early_base_unknown` when the ledger has no
                such budget, `early_not_allowed` for projects, and for carried-over money, which is
                on its line once last year is closed; `year_open` after the approval.
            AmountError: the amount is not exact, not positive or out of range.

        Source: 预算法, article 54.

        Example:
            >>> key = yusuan.LineKey(year=2026, unit="社会保险中心", fund="general_public",
            ...     functional_code="2080109", economic_code="30201", kind="basic_public")
            >>> receipt = ledger.allocate_early(key, "20000.00", dated=date(2026, 1, 4),
            ...     document="财预〔2026〕1号")
            >>> receipt = ledger.pay(key, "1500.00", dated=date(2026, 1, 20))
            >>> ledger.balance(key).available
            Decimal('18500.00')
        """
    def amend_contract(self, /, reference: str, parts: SupportsGetItem[int, ContractPart], *, reason: str | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Change what a contract costs (变更合同): parts are added, those below zero take away.

        Args:
            reference: the contract.
            parts: what is added to each year and line, or taken away from it.
            reason: why; can be erased.

        Raises:
            RuleError: `part_exceeded` when a line has less in that year than is taken away,
                `contract_exceeded` when the whole falls below what is committed, both with
                `shortfall_fen`; `part_invalid`, `contract_unit`.
            NotFoundError: `contract_unknown`.

        Example:
            >>> from yusuan import ContractPart
            >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
            ...     signed_on=date(2025, 3, 1), parts=[ContractPart(line, "30000.00")])
            >>> receipt = ledger.amend_contract("2025-07", [ContractPart(line, "-5000.00")],
            ...     reason="减少面积")
            >>> ledger.contract("2025-07").planned
            Decimal('25000.00')
        """
    def approve(self, /, year: int, *, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Approve the budget of a year (批复): every draft becomes a line, and the year opens.

        Raises:
            RuleError: `income_expenditure_differ` when the income of a fund that is not fiscal is not
                what its lines spend, `control_total_differs`, `approval_incomplete`,
                `date_outside_year`, `date_too_early` when something was arranged or paid early later.

        Example:
            >>> key = yusuan.LineKey(year=2026, unit="社会保险中心", fund="general_public",
            ...     functional_code="2080109", economic_code="30201", kind="basic_public")
            >>> ledger.draft(key, "1234.50")
            []
            >>> receipt = ledger.approve(2026, document="预算批复〔2026〕1号", dated=date(2026, 2, 17))
            >>> receipt.posting_count
            1
        """
    def assert_balance(self, /, amount: Decimal | str | None = None, *, total: str, on: date, source: str, amount_fen: int | None = None, line: Line | LineKey | SupportsIndex | None = None, unit: str | None = None, fund: Fund | None = None, year: int | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Record what a total stood at at the end of a day, as a bank or the treasury says (余额核对).

        Every `verify` asks again, so that a voucher back-dated later shows (`assertion_fails`).

        Args:
            amount: what it stood at in yuan, as `Decimal` or text; may be zero.
            amount_fen: the same in fen.
            total: a running total or what follows from them: of a line `paid`, `available`,
                `committed` and so on, of an income `money`, `received` and so on, of a surplus
                `stock`.
            on: the day.
            source: who says so.
            line: the line whose total it is, or
            unit: the unit, and
            fund: the fund, and
            year: the year, of an income; without it, of a surplus.

        Raises:
            RuleError: `assertion_fails` with both figures and the difference when the ledger says
                otherwise; `assertion_invalid` for no such total; `year_unknown` for a day
                in a year that nobody prepared.
            NotFoundError: `line_unknown`; `income_unknown` or `surplus_unknown` where no act has moved
                such money yet.
            UsageError: `assertion_row` when neither a line nor a unit and fund are named.

        Example:
            >>> receipt = ledger.assert_balance("81880.00", total="available", line=line,
            ...     on=date(2025, 3, 31), source="国库对账单")
            >>> ledger.assertions()[0].amount
            Decimal('81880.00')
        """
    def assertions(self, /) -> Rows[Assertion]:
        """
        Return every assertion, in the order of recording.

        Example:
            >>> ledger.assertions()
            []
        """
    def balance(self, /, line: Line | LineKey | SupportsIndex, *, as_of: AsOf | date | None = None) -> Balance:
        """
        Return the running totals of a line.

        As of a day they may be below zero, where a voucher was back-dated: then less was there on
        that day than the ledger thought.

        Args:
            line: the line, its key or its number.
            as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.

        Raises:
            NotFoundError: `line_unknown`; `voucher_unknown`, `posting_unknown` for an act that is
                not there yet.

        Example:
            >>> ledger.balance(line)
            Balance(available=Decimal('81880.00'), original=Decimal('81880.00'))
            >>> ledger.balance(line, as_of=date(2025, 1, 31))
            Balance(available=Decimal('0.00'))
        """
    def budget_income(self, /, year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None) -> None:
        """
        Set the budgeted income of a unit and fund that is not fiscal, before the approval.

        Raises:
            RuleError: `fund_unknown` for a fiscal fund, `draft_frozen` after the approval.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> ledger.budget_income(2026, unit="社会保险中心", fund="unit_other_income",
            ...     amount="10000.00")
        """
    def cancel_match(self, /, match_id: SupportsIndex, *, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Take back a match (取消对账); it stays visible, and its row and posting can be matched anew.

        Args:
            match_id: its number, as `Matched.match_id` has it.

        Raises:
            NotFoundError: `match_unknown` when no such match stands.

        Example:
            >>> ledger.cancel_match(1)
            Traceback (most recent call last):
            yusuan.errors.NotFoundError: match_unknown: the match is not in this ledger: 1
            hint: see the report of the statement
        """
    def certificate(self, /, year: int) -> Certificate:
        """
        Return the certificate of a closed year.

        Raises:
            RuleError: `year_open` when the year is not closed.

        Example:
            >>> certificate = ledger.close(ledger.plan_close(2025))
            >>> ledger.certificate(2025) == certificate
            True
        """
    def checks(self, /, year: int, *, unit: str | None = None, currency_unit: CurrencyUnit | None = None, fiscal_overview_includes_carryover: bool = False, foot_displayed: bool = False, thousands_separator: bool = False, final: bool = False, region: str | None = None, templates: str | PathLike[str] | None = None) -> Rows[Check]:
        """
        Check the tables of a budget, or of final accounts, against their identities (勾稽关系).

        Args:
            year: the budget year.
            unit: the unit or department, with every unit below it; all units unless told otherwise.
            currency_unit: `wan_yuan` 万元, unless told `yuan` 元.
            fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
            foot_displayed: whether a total shows the sum of the displayed parts.
            thousands_separator: whether digits before the point are grouped by commas.
            final: whether those of `final_tables` are checked.
            region: of final accounts, whose template is wanted.
            templates: of final accounts, a file of templates instead of those that are built in.

        Raises:
            NotFoundError, RuleError, SourceError: as `table`.

        Example:
            >>> {check.verdict for check in ledger.checks(2025)}
            {'holds'}
            >>> {check.verdict for check in ledger.checks(2025, final=True)}
            {'holds'}
        """
    def close(self, /, plan: Plan, *, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Certificate:
        """
        Close the year of a plan (年终结账), whole or not at all.

        Without a date it counts for 31 December. Closing a year that is closed writes
        nothing and returns its certificate, which says so by `is_repeated`.

        Raises:
            RuleError: `plan_stale` when the ledger has moved since the plan was made; what the plan
                remarks as obstacles: `earlier_year_open`, `true_up_left`, `year_unknown` when money is
                carried forward and the next year is not prepared, `to_year_closed`,
                `code_not_in_force`, `unit_inactive`, `surplus_exceeded` for a deficit; and
                `max_carry_years`, `override_invalid`, `date_outside_year`, `date_too_early`,
                `four_eyes`, `key_used`.

        Example:
            >>> certificate = ledger.close(ledger.plan_close(2025))
            >>> certificate.opening_equals_closing, certificate.totals[0].carried_out
            (True, Decimal('91880.00'))
        """
    def close_commitment(self, /, commitment_id: SupportsIndex, *, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Release everything that remains of a commitment.

        Raises:
            RuleError: `commitment_exceeded` when nothing remains, `date_outside_year`.
            NotFoundError: `commitment_unknown`.

        Example:
            >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> paid = ledger.pay_commitment(1, "10000.00", dated=date(2025, 4, 1))
            >>> closed = ledger.close_commitment(1, dated=date(2025, 6, 1))
            >>> ledger.balance(line).available
            Decimal('71880.00')
        """
    def close_contract(self, /, reference: str, *, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Release everything that remains of every commitment of a contract, together or not at all.

        Raises:
            RuleError: `line_wrong_year` while something is reserved in another year than that of
                `dated`, `commitment_exceeded` when nothing is reserved any more.
            NotFoundError: `contract_unknown`.

        Example:
            >>> receipt = ledger.commit(line, "3000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> receipt = ledger.commit(travel, "2000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> ledger.close_contract("2025-07", dated=date(2025, 9, 1)).posting_count
            2
            >>> ledger.balance(line).committed
            Decimal('0.00')
        """
    def close_under(self, /, year: int, policies: str | PathLike[str], *, plan: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Certificate:
        """
        Put the policies of a file in force and close the year by them, in one transaction.

        Args:
            year: the year to close.
            policies: the file, TOML, CSV or a workbook.
            plan: the file of a plan that people edited, exported from
                `plan_close(year, policies=...)`; without one the policies decide.

        Raises:
            RuleError: those of `plan_close` (`year_closed` when it was closed before) and `close`;
                `plan_invalid` when the plan is for another year.
            SourceError: with every problem of a file.
            MissingFileError: `file_missing`.

        Example:
            >>> with open("policies.csv", "w", encoding="utf-8") as file:
            ...     _ = file.write("name,action,value,source,level\\n"
            ...         "closing,allow,recall,县财预〔2025〕3号,own\\n")
            >>> ledger.plan_close(2025, policies="policies.csv").decisions[0].action
            'recall'
            >>> certificate = ledger.close_under(2025, "policies.csv")
            >>> certificate.totals[0].recalled
            Decimal('91880.00')
        """
    def closing_history(self, /, year: int) -> Rows[ClosingStep]:
        """
        Return every closing of a year and every undoing of one, oldest first.

        Example:
            >>> certificate = ledger.close(ledger.plan_close(2025))
            >>> ledger.undo_close(2025, reason="漏记一笔支付")
            >>> [step.act for step in ledger.closing_history(2025)][-3:]
            ['reopen_year', 'undo_close', 'cancel_closing']
        """
    def commit(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, contract: str, counterparty: str | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Reserve a part of a line for a contract (承诺).

        The receipt names the commitment in `commitment_ids`.

        Args:
            line: the line that will pay.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.
            contract: number or name of the contract.
            counterparty: the other side; kept apart from the chain, so that the name can be erased.

        Raises:
            RuleError: `available_exceeded` with `shortfall_fen`, `commitment_invalid`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> receipt.commitment_ids, ledger.balance(line).available
            ([1], Decimal('51880.00'))
        """
    def commit_contract(self, /, reference: str, year: int, *, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Commit what a signed contract needs of a year still: on all its lines, or on none.

        Raises:
            RuleError: `contract_uncovered` with `shortfall_fen`, naming each line that lacks
                something; `commitment_invalid` when nothing is needed.
            NotFoundError: `contract_unknown`.

        Example:
            >>> from yusuan import ContractPart
            >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
            ...     signed_on=date(2025, 3, 1), parts=[ContractPart(line, "30000.00")])
            >>> receipt = ledger.commit_contract("2025-07", 2025, dated=date(2025, 3, 1))
            >>> ledger.balance(line).committed
            Decimal('30000.00')
        """
    def commit_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Reserve for many contracts, each by a voucher of its own (承诺).

        `contract` is the reference, `commitment` one that is increased. Rows, arguments and errors are
        those of `post_many`, without `event`.

        Example:
            >>> rows = [{"line": line, "amount": "100.00", "contract": "2025-07", "对方单位": "某公司"}]
            >>> posted = ledger.commit_many(rows, dated=date(2025, 4, 1))
            >>> ledger.balance(line).committed
            Decimal('100.00')
        """
    def commitment(self, /, commitment_id: SupportsIndex) -> Commitment:
        """
        Return one commitment.

        Raises:
            NotFoundError: `commitment_unknown`.

        Example:
            >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> ledger.commitment(receipt.commitment_ids[0]).contract
            '2025-07'
        """
    def commitments(self, /, year: int, *, as_of: AsOf | date | None = None) -> Rows[CommitmentReport]:
        """
        Return the commitments 承诺 on the lines of a year, oldest first.

        Args:
            year: the budget year.
            as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.

        Raises:
            NotFoundError: `voucher_unknown`, `posting_unknown` for an act that is not there yet.

        Example:
            >>> receipt = ledger.commit(line, "800.00", contract="HT-2025-07",
            ...     dated=date(2025, 4, 1))
            >>> [(commitment.contract, commitment.remaining) for commitment in
            ...     ledger.commitments(2025)]
            [('HT-2025-07', Decimal('800.00'))]
        """
    def confirm_matches(self, /, pairs: SupportsGetItem[int, tuple[SupportsIndex, SupportsIndex]], *, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Record that rows of a statement and postings are the same money (确认对账): all, or none.

        Args:
            pairs: numbers of a row and a posting each, as `Reconciliation.proposals` has them.

        Raises:
            RuleError: `match_wrong`, `match_exists`, `match_amount_differs`.

        Example:
            >>> with open("march.csv", "w", encoding="utf-8") as file:
            ...     _ = file.write("日期,支付金额\\n2025-03-04,5.00\\n")
            >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 3))
            >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
            >>> receipt = ledger.confirm_matches(ledger.reconcile(1).proposals)
            >>> ledger.statements()[0].matched_count
            1
        """
    def contract(self, /, reference: str) -> Contract:
        """
        Return a signed contract with its years, planned payments and commitments.

        Raises:
            NotFoundError: `contract_unknown`.

        Example:
            >>> from yusuan import ContractPart
            >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
            ...     signed_on=date(2025, 3, 1), parts=[ContractPart(line, "30000.00")])
            >>> receipt = ledger.commit_contract("2025-07", 2025, dated=date(2025, 3, 1))
            >>> receipt = ledger.pay_contract("2025-07", "10000.00", dated=date(2025, 4, 1))
            >>> contract = ledger.contract("2025-07")
            >>> contract.planned, contract.committed, contract.paid, contract.remaining
            (Decimal('30000.00'), Decimal('30000.00'), Decimal('10000.00'), Decimal('20000.00'))
            >>> [(year.year, year.paid) for year in contract.years]
            [(2025, Decimal('10000.00'))]
        """
    def contract_commitments(self, /, reference: str) -> Rows[Commitment]:
        """
        Return the commitments of a contract, signed or not.

        Example:
            >>> receipt = ledger.commit(line, "30000.00", contract="2025-07",
            ...     counterparty="某公司", dated=date(2025, 3, 1))
            >>> found = ledger.contract_commitments("2025-07")
            >>> [(it.commitment_id, it.counterparty, it.remaining) for it in found]
            [(1, '某公司', Decimal('30000.00'))]
        """
    def contract_parts(self, /, year: int) -> Rows[YearPart]:
        """
        Return what signed contracts need of a year's budget, beside what its lines have.

        Of a year in preparation it is compared with the drafts. Contracts stand in the order in
        which they were signed; one that is covered takes what it needs from what later ones find.

        Example:
            >>> from yusuan import ContractPart
            >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
            ...     signed_on=date(2025, 3, 1), parts=[ContractPart(line, "90000.00")])
            >>> part = ledger.contract_parts(2025)[0]
            >>> part.needed, part.available, part.missing, part.is_covered
            (Decimal('90000.00'), Decimal('81880.00'), Decimal('8120.00'), False)
        """
    def contracts(self, /) -> Rows[Contract]:
        """
        Return every signed contract, in the order in which they were signed.

        Example:
            >>> ledger.contracts()
            []
        """
    def control_total(self, /, year: int, *, fund: Fund, level: Level, amount: Decimal | str | None = None, amount_fen: int | None = None) -> None:
        """
        Set the total that the approving document gives for a fiscal fund and level (控制数).

        The approval compares it with the drafts.

        Raises:
            RuleError: `fund_unknown` for a fund that is not fiscal, `draft_frozen` after the approval.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> ledger.control_total(2026, fund="general_public", level="own", amount="150000.00")
        """
    def copy_to(self, /, path: str | PathLike[str]) -> None:
        """
        Copy the ledger, as its last act left it, to a file that is no ledger yet.

        Others may go on writing meanwhile; the copy is of one moment and complete, with the same chain
        and the same `head`. Copying the file with the tools of the system is safe only while nobody has
        it open.

        Args:
            path: the new file.

        Raises:
            FileError: `file_is_database`, when a ledger stands there already.
            UnwrittenFileError: `file_not_written`, also an `OSError`.

        Example:
            >>> ledger.copy_to("copy.db")
            >>> with yusuan.Ledger.open("copy.db", read_only=True) as copy:
            ...     print(copy.head() == ledger.head())
            True
        """
    @staticmethod
    def create(path: str | PathLike[str], *, title: str = "", wait_seconds: SupportsIndex = ...) -> Ledger:
        """
        Create a ledger in a file that does not exist yet.

        Args:
            path: where the file is made.
            title: what the ledger is called; as its file when not given.
            wait_seconds: as `open`.

        Raises:
            ExistingFileError: `file_exists`.
            MissingFileError: `file_missing`, when there is no such folder.
            UnwrittenFileError: `file_not_written`, when the folder cannot be written.
            FileError: `path_invalid`.

        Example:
            >>> with yusuan.Ledger.create("new.db", title="某县") as ledger:
            ...     print(ledger.head().voucher_id)
            1
        """
    def deactivate_unit(self, /, name: str, *, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Mark a unit after which nothing new is budgeted for it.

        Raises:
            RuleError: `unit_unknown`.

        Example:
            >>> receipt = ledger.deactivate_unit("社会保险中心")
            >>> ledger.units()[0].is_active
            False
        """
    def declaration_tables(self, /, year: int, *, unit: str | None = None) -> list[Table]:
        """
        Return what units declare for a year as tables: `budget-performance`, `budget-procurement`,
        `budget-assets`, `budget-staffing`, one for each unit and kind that is declared.

        Args:
            year: the budget year.
            unit: the unit or department, with every unit below it; all units unless told otherwise.

        Example:
            >>> ledger.declaration_tables(2025)
            []
        """
    def declarations(self, /, year: int, *, unit: str | None = None) -> Rows[Declared]:
        """
        Return what units declare for a year, the newest of each kind.

        Args:
            year: the budget year.
            unit: the unit or department, with every unit below it; all units unless told otherwise.

        Example:
            >>> ledger.declarations(2025)
            []
        """
    def declare(self, /, year: int, *, unit: str, performance: dict[str, Any] | None = None, procurement: dict[str, Any] | None = None, assets: dict[str, Any] | None = None, staffing: dict[str, Any] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Record what a unit declares of itself for a year (单位申报), all of it by one act.

        Of a year, unit and kind the newest counts; older versions stay in the ledger. What may be
        said is in `docs/narrative.md`: an amount is yuan under its name (`goods="13000.00"`) or fen
        (`goods_fen=1300000`), an area and a weight text or whole numbers.

        Args:
            year: the budget year, preparing or open.
            unit: the unit.
            performance: 绩效目标: `goal` and `indicators`, each with `level1`, `level2`, `level3`,
                `target`, `basis` and `weight`.
            procurement: 政府采购: `total`, `goods`, `works`, `services`, `reserved_sme`,
                `reserved_micro`.
            assets: 国有资产: `as_of`, houses, `vehicles` by kind, furniture, equipment.
            staffing: 机构人员: `authorised_posts`, `actual_total`, `in_service`, `retired`,
                `retired_with_honours`, `offices`.

        Raises:
            RuleError: `declaration_invalid` with every fault; `unit_unknown`, `unit_inactive`,
                `year_unknown`, `year_closing`, `year_closed`.
            AmountError: an amount is not exact or out of range.

        Example:
            >>> receipt = ledger.declare(2025, unit="社会保险中心", procurement={
            ...     "total": "21900.00", "goods": "13000.00", "works": "0.00",
            ...     "services": "8900.00", "reserved_sme": "21900.00",
            ...     "reserved_micro": "21900.00"})
            >>> ledger.declarations(2025)[0].content["goods_fen"]
            1300000
        """
    def delete_control_total(self, /, year: int, *, fund: Fund, level: Level) -> None:
        """
        Delete the control total of a fiscal fund and level, before the approval.

        Raises:
            NotFoundError: `draft_unknown`.
            RuleError: `draft_frozen` after the approval.

        Example:
            >>> ledger.control_total(2026, fund="general_public", level="own", amount="1.00")
            >>> ledger.delete_control_total(2026, fund="general_public", level="own")
        """
    def delete_draft(self, /, key: Line | LineKey) -> None:
        """
        Delete a draft line.

        Raises:
            NotFoundError: `draft_unknown`.
            RuleError: `draft_frozen` after the approval.

        Example:
            >>> ledger.delete_draft(line)  # doctest: +ELLIPSIS
            Traceback (most recent call last):
            yusuan.errors.RuleError: draft_frozen: the budget is approved: 2025 ...
            hint: supplement, reduce or transfer instead
        """
    def delete_draft_income(self, /, year: int, *, unit: str, fund: Fund) -> None:
        """
        Delete the budgeted income of a unit and fund, before the approval.

        Raises:
            NotFoundError: `draft_unknown`.
            RuleError: `draft_frozen` after the approval.

        Example:
            >>> ledger.budget_income(2026, unit="社会保险中心", fund="unit_other_income",
            ...     amount="10000.00")
            >>> ledger.delete_draft_income(2026, unit="社会保险中心", fund="unit_other_income")
        """
    def diff(self, /, one: Head | str, other: Head | str | None = None) -> Difference:
        """
        Return what happened between two heads of the chain, or since one.

        Which head is given first does not matter. The hashes are compared as they are stored;
        proving them is for `verify`.

        Args:
            one: a head, or its anchor line as it stands on paper.
            other: another; where the chain stands now unless told otherwise.

        Raises:
            NotFoundError: `head_unknown`: the head is not in this chain; `hint` says what is there.

        Example:
            >>> kept = str(ledger.head())
            >>> receipt = ledger.pay(line, "1637.60", dated=date(2025, 3, 1))
            >>> difference = ledger.diff(kept)
            >>> [(voucher.act, voucher.posting_count) for voucher in difference.vouchers]
            [('post', 1)]
            >>> [change] = difference.lines
            >>> change.before.available, change.after.available
            (Decimal('81880.00'), Decimal('80242.40'))
        """
    def disconnect(self, /) -> None:
        """
        Let go of the file, waiting for what another thread does on it.

        An open transaction is undone. Any use of the object afterwards raises `UsageError`; to
        disconnect again changes nothing.

        Example:
            >>> ledger.disconnect()
            >>> ledger.head()
            Traceback (most recent call last):
            yusuan.errors.UsageError: ledger_disconnected: the ledger object has let go of its file
            hint: open the file again with Ledger.open
        """
    def distribute(self, /, year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Distribute surplus of a fund that is not fiscal (结余分配).

        Raises:
            RuleError: `surplus_fiscal` for a fiscal fund, `surplus_exceeded`, `unit_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> ledger.distribute(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00",
            ...     dated=date(2025, 12, 1))
            Traceback (most recent call last):
            yusuan.errors.RuleError: surplus_exceeded: unit_other_income of 社会保险中心 has 0.00 yuan of surplus (结余), 1.00 asked, 1.00 too much
            hint: take at most what the surplus has
        """
    def draft(self, /, key: Line | LineKey, amount: Decimal | str | None = None, *, amount_fen: int | None = None) -> Rows[PolicyWarning]:
        """
        Write a draft line, or change the amount of the one with this key.

        Returns:
            What policies have to say about the line, although they let it pass.

        Args:
            key: what identifies the line.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.

        Raises:
            RuleError: a part of the key is not in the ledger (`unit_unknown`, `code_unknown`,
                `code_not_leaf` ...) or at odds with another (`project_missing`, `project_unexpected`);
                `draft_frozen` after the approval.
            AmountError: the amount is not exact, not positive or out of range.
            SourceError: `row_malformed` when the name of the project has something invisible in it.

        Example:
            >>> key = yusuan.LineKey(year=2026, unit="社会保险中心", fund="general_public",
            ...     functional_code="2080109", economic_code="30201", kind="basic_public")
            >>> ledger.draft(key, "1,234.50")
            []
            >>> ledger.drafts(2026)[0].amount
            Decimal('1234.50')
        """
    def drafts(self, /, year: int) -> Rows[Draft]:
        """
        Return the draft lines of a year, in the order they were written.

        Example:
            >>> [str(draft.amount) for draft in ledger.drafts(2025)]
            ['81880.00', '10000.00', '50000.00', '20000.00']
        """
    def earmark_surplus(self, /, year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Set surplus of a fund that is not fiscal aside for a purpose of its own (提取专用结余).

        Raises:
            RuleError: `surplus_fiscal` for a fiscal fund, `surplus_exceeded`, `unit_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> training = ledger.lines(2025)[3].line
            >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
            ...     amount="9000.00", dated=date(2025, 3, 1))
            >>> receipt = ledger.to_surplus(training, "9000.00", dated=date(2025, 11, 30))
            >>> receipt = ledger.earmark_surplus(2025, unit="社会保险中心",
            ...     fund="unit_other_income", amount="5000.00", dated=date(2025, 12, 1))
        """
    def erase_text(self, /, *, voucher: SupportsIndex | None = None, posting: SupportsIndex | None = None, note: SupportsIndex | None = None, field: TextField | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Erased:
        """
        Erase the free texts of a voucher, posting or note (抹除文字): names of people, memos.

        Chain, balances and tables stay proven: the chain holds a salted digest of each text, and
        the salt goes with the text. Documents, contracts and the people on a voucher are part of
        the proof and cannot be erased.

        Args:
            voucher: number of a voucher, whose texts and whose postings' texts go, or
            posting: number of a posting, or
            note: number of a row of the table `note`.
            field: `payee`, `counterparty`, `memo` or `reason`; all of them when left out.

        Raises:
            NotFoundError: `text_unknown` when no such text stands.
            UsageError: `text_place` when not exactly one place is named.

        Example:
            >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 1), payee="王小明")
            >>> erased = ledger.erase_text(voucher=paid.voucher_id, field="payee")
            >>> erased.text_count, ledger.log()[-2].postings[0].payee
            (1, None)
        """
    def execution(self, /, year: int, *, by: ExecutionBy | Sequence[ExecutionBy] | None = None, unit: str | None = None, as_of: AsOf | date | None = None, currency_unit: CurrencyUnit | None = None, thousands_separator: bool = False) -> Table:
        """
        Return how the budget of a year is executed: the table 预算执行情况表.

        Shape: the total first, then each group before those within it. Columns: those that say
            what lines have in common, then `approved` 年初批复, `adjusted` 调整后指标, `committed`
            承诺未付, `paid` 累计支付, `settled` 年终处理 (carried on, moved into the surplus,
            lapsed), `left` 可用余额 and `rate` 执行率, paid of adjusted. In every row adjusted =
            committed + paid + settled + left, exactly. By `month` each row within a group is the
            end of a month, and `paid_in_month` is what that month paid, less its refunds.

        Args:
            year: the budget year.
            by: by what lines are grouped, outermost first: one word or several of `line`,
                `department`, `unit`, `fund`, `level`, `functional_class` 类, `functional_group` 款,
                `functional_item` 项, `economic_class` 类, `economic_group` 款, `kind`, `project`,
                `origin`, `month`; each line by itself unless told otherwise. Months stand within the
                innermost group.
            unit: a unit, or a department with every unit below it; all units unless told otherwise.
            as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
            currency_unit: `wan_yuan` 万元, unless told `yuan` 元.
            thousands_separator: whether digits before the point are grouped by commas.

        Raises:
            NotFoundError: `grouping_unknown`; `voucher_unknown`, `posting_unknown` for an act that
                is not there yet.
            RuleError: `year_unknown`, `unit_unknown`.

        Example:
            >>> receipt = ledger.pay(line, "1637.60", dated=date(2025, 3, 1))
            >>> table = ledger.execution(2025, by=["kind", "economic_group"], currency_unit="yuan")
            >>> table.row_ids
            ['total', 'basic_public', 'basic_public/30201', 'basic_public/30211', 'project', 'project/30216', 'project/30299']
            >>> row = table.rows[2]
            >>> row["kind"], row["economic_group_name"], row["paid"], row["rate"]
            ('公用经费', '办公费', Decimal('1637.60'), Decimal('2.00'))
        """
    def explain(self, /, line: Line | LineKey | SupportsIndex, *, as_of: AsOf | date | None = None) -> Explanation:
        """
        Explain what a line has available: its equation, and the postings behind each term.

        `str(explanation)` is the same as text in Chinese terms.

        Args:
            line: the line, its key or its number.
            as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.

        Raises:
            NotFoundError: `line_unknown`; `voucher_unknown`, `posting_unknown` for an act that is
                not there yet.

        Example:
            >>> receipt = ledger.pay(line, "1637.60", dated=date(2025, 3, 1), payee="某公司")
            >>> print(ledger.explain(line))
            指标 1：2025年 社会保险中心 一般公共预算 本级 2080109 30201 公用经费
            可用 80242.40 ＝ 年初预算 81880.00 － 支付 1637.60
            年初预算 81880.00
              2025-02-17 凭证 5 记账 1 批复 81880.00 预算批复〔2025〕1号
            支付 1637.60
              2025-03-01 凭证 8 记账 6 支付 1637.60 收款人 某公司
            <BLANKLINE>
        """
    def export_parquet(self, /, out: str | PathLike[str]) -> list[Path]:
        """
        Write journal and balances as Parquet files into a folder, for lakes and programs of analysis.

        Each file is the public view of its name, column for column, all of one moment. Amounts are
        whole fen (`INT64`), years 16 bits, days `DATE`, words UTF-8. The same ledger gives the same
        bytes, and what it takes of memory does not grow with the journal.

        Args:
            out: the folder; it is made when it is not there, and files in it are replaced.

        Returns: the files written.

        Raises:
            UnwrittenFileError: `file_not_written`, also an `OSError`.
            FileError: `file_is_database`.

        Example:
            >>> [file.name for file in ledger.export_parquet("lake")][:2]
            ['journal.parquet', 'line_report.parquet']
        """
    def export_plain_text(self, /, path: str | PathLike[str], *, program: PlainText) -> PlainTextExport:
        """
        Write the whole journal as plain-text accounting, for beancount or hledger.

        Every posting is a balanced transaction, by the rules of the chart of accounts (会计科目), and the
        file ends by saying what each account stands at: who reads it finds the same or refuses it.
        Payees and memos are not in it. The same ledger gives the same bytes.

        Args:
            path: the file; what stood there is replaced.
            program: who is to read it, `beancount` or `hledger`.

        Raises:
            UnwrittenFileError: `file_not_written`, also an `OSError`; what stood there is there still.

        Example:
            >>> receipt = ledger.pay(line, "1637.60", dated=date(2025, 3, 1))
            >>> written = ledger.export_plain_text("county.journal", program="hledger")
            >>> with open("county.journal", encoding="utf-8") as file:
            ...     lines = file.read().splitlines()
            >>> [line.strip() for line in lines if "1637.60 CNY" in line and " = " not in line]
            ['line:1:executable  1637.60 CNY', 'line:1:paid  -1637.60 CNY']
            >>> written.head == ledger.head()
            True
        """
    def final_tables(self, /, year: int, *, unit: str | None = None, as_of: AsOf | date | None = None, region: str | None = None, templates: str | PathLike[str] | None = None, currency_unit: CurrencyUnit | None = None, foot_displayed: bool = False, thousands_separator: bool = False) -> list[Table]:
        """
        Return the final accounts 决算公开表 of a year.

        Before the year is closed they are drafts, and say so: their closing balance holds all that the
        closing has still to decide on. `docs/final-accounts.md` says what each figure is made of.

        Shape: the nine in the order of the template, then `final-comparison`, `final-three-public` and
            `final-balances`. In each, in fen: 年初结转和结余 + 本年收入 + 使用非财政拨款结余 = 本年支出 +
            结余分配 + 年末结转和结余.

        Args:
            year: the budget year.
            unit: the unit or department, with every unit below it; all units unless told otherwise.
            as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
            region: whose template is wanted; that of no region otherwise, or when it has none.
            templates: a file of templates instead of those that are built in.
            currency_unit: `wan_yuan` 万元 or `yuan` 元; that of the template unless told.
            foot_displayed: whether a total shows the sum of the displayed parts.
            thousands_separator: whether digits before the point are grouped by commas.

        Raises:
            RuleError: `year_preparing` before the approval, `year_unknown`, `unit_unknown`.
            NotFoundError: `template_unknown`.
            SourceError: `template_invalid`, with every fault of the file.
            MissingFileError: `file_missing`.

        Source: 部门决算公开 tables 公开01 to 公开09.

        Example:
            >>> tables = ledger.final_tables(2025, currency_unit="yuan")
            >>> [table.id for table in tables][8:10]
            ['final-09', 'final-comparison']
            >>> tables[0].title, tables[0].text("closing", "expenditure_amount")
            ('收入支出决算总表（草稿）', '141880.00')
        """
    def head(self, /) -> Head:
        """
        Return where the chain stands.

        Written as text it is the anchor line to keep outside the file, on paper say.

        Example:
            >>> str(ledger.head()).split(" sha256 ")[0]
            'yusuan:1 voucher 7 posting 5'
        """
    def import_lines(self, /, lines: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None) -> Imported:
        """
        Import draft lines: all of them, or none and every problem named.

        What policies have to say about its rows stands in `warnings`, each with its row.

        Args:
            lines: a file, CSV or a workbook (xlsx, xls, ods); a table of polars, pandas, pyarrow or
                duckdb, or anything else that has `__arrow_c_stream__`; or mappings, one for each line.
                Columns, in any order and in English or Chinese, are the parts of a line's key and
                `amount_fen`, or `amount` in yuan.
            mapping: a TOML file that says what the columns mean, when they are called otherwise.

        Raises:
            SourceError: with every problem of the rows, or of the mapping, in `problems`.
            MissingFileError: `file_missing`.
            ArgumentError: `table_unreadable`.

        Example:
            >>> with open("lines.csv", "w", encoding="utf-8") as file:
            ...     _ = file.write("year,unit,fund,level,origin_year,functional_code,economic_code,"
            ...         "kind,project,amount\\n2026,社会保险中心,general_public,own,2026,2080109,30201,"
            ...         "basic_public,,1234.56\\n")
            >>> ledger.import_lines("lines.csv")
            Imported(line_count=1, total=Decimal('1234.56'), total_fen=123456, warnings=[])
        """
    def incomes(self, /, year: int, *, as_of: AsOf | date | None = None) -> Rows[IncomeReport]:
        """
        Return the incomes of a year: one for each unit and fund that is not fiscal, oldest first.

        Args:
            year: the budget year.
            as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
                Then the journal is read once.

        Raises:
            NotFoundError: `voucher_unknown`, `posting_unknown` for an act that is not there yet.

        Example:
            >>> [income] = ledger.incomes(2025)
            >>> income.fund, income.expected, income.money
            ('unit_other_income', Decimal('20000.00'), Decimal('0.00'))
        """
    def increase_commitment(self, /, commitment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Reserve more of its line for a commitment.

        Raises:
            RuleError: `available_exceeded` with `shortfall_fen`, `date_outside_year`.
            NotFoundError: `commitment_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> more = ledger.increase_commitment(receipt.commitment_ids[0], "500.00",
            ...     dated=date(2025, 6, 1))
            >>> ledger.balance(line).committed
            Decimal('30500.00')
        """
    @property
    def is_read_only(self, /) -> bool:
        """
        Whether the ledger was opened for reading alone.
        """
    def lapse(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Let authority lapse that no money stands behind (注销).

        What finance gave is money: it lapses by a document only.

        Raises:
            RuleError: `available_exceeded` with `shortfall_fen`, `document_missing`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.lapse(
            ...     travel, "500.00", dated=date(2025, 11, 30), document="县财预〔2025〕6号"
            ... )
            >>> ledger.balance(travel).lapsed
            Decimal('500.00')
        """
    def line(self, /, *, year: int, unit: str, fund: Fund, functional_code: str, economic_code: str, kind: Kind, level: Level | None = None, origin_year: int | None = None, project: str | None = None) -> Line:
        """
        Return a line by the parts of its key.

        Args: as of `LineKey`.

        Raises:
            NotFoundError: `line_unknown`.
            RuleError: `fund_unknown`, `level_unknown`, `kind_unknown`.

        Example:
            >>> ledger.line(year=2025, unit="社会保险中心", fund="general_public",
            ...     functional_code="2080109", economic_code="30201", kind="basic_public").id
            1
        """
    def lines(self, /, year: int, *, as_of: AsOf | date | None = None) -> Rows[LineReport]:
        """
        Return the lines of a year with their running totals, oldest first.

        Args:
            year: the budget year.
            as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.

        Raises:
            NotFoundError: `voucher_unknown`, `posting_unknown` for an act that is not there yet.

        Example:
            >>> for report in ledger.lines(2025):
            ...     print(report.line.id, report.line.key.economic_code, report.available)
            1 30201 81880.00
            2 30211 10000.00
            3 30299 50000.00
            4 30216 20000.00
        """
    def load_catalogue(self, /, year: int, path: str | PathLike[str], *, scheme: Scheme, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Load the official code table of a year from a CSV file.

        Codes that the year has already are passed over; nothing is replaced.

        Args:
            year: the year they are in force in.
            path: the file, with a code and a name in each row.
            scheme: which classification they belong to.

        Raises:
            SourceError: with every problem of the file.
            MissingFileError: `file_missing`.
            RuleError: `code_exists` when the year has every code of the file already.

        Example:
            >>> with open("codes.csv", "w", encoding="utf-8") as file:
            ...     _ = file.write("科目编码,科目名称\\n2080199,其他人力资源事务支出\\n")
            >>> receipt = ledger.load_catalogue(2026, "codes.csv", scheme="functional")
        """
    def load_declarations(self, /, path: str | PathLike[str], *, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Record what a unit declares of itself in a TOML file, all of it by one act.

        Args:
            path: a file with `year`, `unit` and a table for each kind that is declared, as
                `docs/narrative.md` shows.

        Raises:
            SourceError: with every problem of the file in `problems`.
            MissingFileError: `file_missing`.
            RuleError: as `declare`.

        Example:
            >>> with open("staffing.toml", "w", encoding="utf-8") as file:
            ...     _ = file.write("year = 2025\\nunit = '社会保险中心'\\n[staffing]\\n"
            ...         "authorised_posts = 22\\nactual_total = 32\\nin_service = 19\\n"
            ...         "retired = 13\\nretired_with_honours = 0\\n")
            >>> receipt = ledger.load_declarations("staffing.toml")
            >>> print(ledger.declaration_tables(2025)[-1].text("retired", "count"))
            13
        """
    def load_plan(self, /, path: str | PathLike[str], *, overrides: dict[str, str] | None = None) -> Plan:
        """
        Load a plan that `Plan.save` wrote and a person edited, and check it; nothing is written.

        Actions, amounts and documents may have been changed, rows split, sorted and added. Where
        somebody decided otherwise than the policies, `is_edited` says so and `policy` names the one.

        Args:
            path: the file, CSV or a workbook.
            overrides: policies, each with the document that a row takes which decides against the
                policy and names none itself.

        Raises:
            SourceError: with row, column and token of every problem.
            RuleError: `plan_stale` when figures have changed since the plan was exported; the errors of
                `plan_close`.
            MissingFileError: `file_missing`.

        Example:
            >>> ledger.plan_close(2025).save("plan-2025.csv")
            >>> with open("plan-2025.csv", encoding="utf-8") as file:
            ...     edited = file.read().replace("结转,10000.00", "转入结余,10000.00")
            >>> with open("plan-2025.csv", "w", encoding="utf-8") as file:
            ...     _ = file.write(edited)
            >>> [(decision.action, decision.is_edited) for decision in
            ...     ledger.load_plan("plan-2025.csv").decisions][:2]
            [('carry_forward', False), ('to_surplus', True)]
        """
    def load_policies(self, /, path: str | PathLike[str], *, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Put the policies of a TOML or CSV file in force: all of them by one act, or none.

        Args:
            path: the file. `docs/policies.md` shows one.

        Raises:
            SourceError: with every problem of the file in `problems`.
            MissingFileError: `file_missing`.

        Example:
            >>> with open("policies.csv", "w", encoding="utf-8") as file:
            ...     _ = file.write("name,action,value,source\\nfreeze_date,deny,11-30,县财预3号\\n")
            >>> receipt = ledger.load_policies("policies.csv")
            >>> [it.value for it in ledger.policies(2025) if it.name == "freeze_date"]
            ['11-30']
        """
    def load_statement(self, /, path: str | PathLike[str], *, kind: StatementKind, name: str, first_on: date | None = None, last_on: date | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Load a statement of the treasury or a bank (装入对账单) from a CSV file or a workbook.

        All rows are loaded, or none and every problem is named. Columns: `dated` 日期, and `amount`
        支付金额 or `paid` 支出 and `received` 收入, perhaps `key` 流水号 and `document` 凭证号; other
        columns, names of people among them, are passed over and not kept.

        Args:
            path: the file.
            kind: `treasury` for money of the fiscal funds, whose `amount` is what was paid; `bank`
                for money of the others, whose `amount` is what came in.
            name: account or system.
            first_on: first day that it covers; that of its earliest row when left out.
            last_on: last day; that of its latest row when left out.

        Raises:
            SourceError: with every problem of the file, rows outside the days among them.
            RuleError: `statement_exists`, `statement_invalid`.

        Example:
            >>> with open("march.csv", "w", encoding="utf-8") as file:
            ...     _ = file.write("日期,支付金额,流水号\\n2025-03-04,1234.56,0001\\n")
            >>> receipt = ledger.load_statement("march.csv", kind="treasury", name="国库")
            >>> ledger.statements()[0].row_count
            1
        """
    def load_successors(self, /, year: int, path: str | PathLike[str], *, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Load what codes and units of a year are called in the next (科目对照) from a CSV file.

        All rows are loaded, or none and every problem is named; rows that the ledger has already
        are passed over. The closing of the year carries money forward under the new names, and its
        certificate lists them. A later row about the same name takes the place of an earlier one, until
        the year is closed.

        Args:
            year: last year of the old names.
            path: the file, with `scheme` (`functional`, `economic` or `unit`), `old` and `new` in
                each row, and perhaps `source`.

        Raises:
            SourceError: with every problem of the file; `year_closed` for what the closing of the year did
                not know.
            MissingFileError: `file_missing`.
            RuleError: `successor_invalid` when the ledger has every row of the file already.

        Example:
            >>> with open("successors.csv", "w", encoding="utf-8") as file:
            ...     _ = file.write("类别,原编码,新编码\\n经济,30201,30202\\n")
            >>> receipt = ledger.load_successors(2025, "successors.csv")
            >>> [(row.old, row.new) for row in ledger.successors(2025)]
            [('30201', '30202')]
        """
    def log(self, /, *, after: SupportsIndex = 0, limit: SupportsIndex | None = None, year: int | None = None, line: Line | LineKey | SupportsIndex | None = None, event: str | None = None, since: date | None = None, until: date | None = None) -> Rows[LogEntry]:
        """
        Return vouchers of the journal with their postings, oldest first.

        A voucher is listed whole, with all its postings, when one of them fits `line` and `event`.

        Args:
            after: the voucher to begin behind; 0 to begin with the first.
            limit: how many at most; all of them unless told otherwise.
            year: the budget year; any unless told otherwise.
            line: a line that a posting moves, on either side.
            event: what a posting does, as `pay`.
            since: the first day.
            until: the last day.

        Raises:
            NotFoundError: `line_unknown`.
            RuleError: `event_unknown`.

        Example:
            >>> [entry.act for entry in ledger.log(after=3)]
            ['prepare_year', 'approve', 'load_catalogue', 'prepare_year']
            >>> [entry.voucher_id for entry in ledger.log(line=travel, event="approve")]
            [5]
        """
    def mark_procurement(self, /, *, line: Line | LineKey | SupportsIndex | None = None, commitment_id: SupportsIndex | None = None, category: ProcurementCategory, reserved_for: ReservedFor | None = None, amount: Decimal | str | None = None, amount_fen: int | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Mark how much of a line or a commitment is government procurement (标记政府采购).

        Of the marks of one line or commitment the newest decides; one of "0.00" takes it away.
        Commitments under a contract that was signed with a category need no mark.

        Args:
            line: the line that plans it; or
            commitment_id: the commitment.
            category: `goods`, `works` or `services`.
            reserved_for: `small` or `micro` enterprises, where it is set apart.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.

        Raises:
            NotFoundError: `line_unknown`, `commitment_unknown`.
            AmountError: the amount is not exact, below zero or out of range.
            RuleError: `year_closed`: nothing is marked in a closed year.

        Example:
            >>> receipt = ledger.mark_procurement(line=line, category="goods", reserved_for="small",
            ...     amount="5000.00")
            >>> [(it.category, it.reserved_for, it.planned) for it in ledger.procurement(2025)]
            [('goods', 'small', Decimal('5000.00'))]
        """
    @staticmethod
    def migrate(path: str | PathLike[str]) -> Migration:
        """
        Bring a ledger file that an earlier release wrote to the schema of this one.

        Acts, hashes and totals stay as they are. It happens whole or not at all, and no other
        program may have the file open meanwhile. Make a copy first and `verify` afterwards. A file
        of this release stays as it is.

        Args:
            path: the file.

        Raises:
            MissingFileError: `file_missing`; it is a `FileNotFoundError` too.
            FileError: `file_foreign`, `file_newer`, `file_read_only`, `file_damaged`, and
                `file_altered` when the file is not exactly as its release made it.
            BusyError: `busy`, when the file is open elsewhere.

        Example:
            >>> ledger.disconnect()
            >>> migration = yusuan.Ledger.migrate("county.db")
            >>> migration.earlier_version == migration.version
            True
        """
    def narrative(self, /, year: int, *, unit: str | None = None, texts: dict[str, dict[str, str]] | str | PathLike[str] | None = None, templates: dict[str, str] | str | PathLike[str] | None = None, basis: NarrativeBasis | None = None, from_zero: FromZero | None = None, items_compare_basic: bool = False, currency_unit: CurrencyUnit | None = None, fiscal_overview_includes_carryover: bool = False, foot_displayed: bool = False, thousands_separator: bool = False) -> Narrative:
        """
        Return the explanatory part of the budget of a year (部门预算情况说明): every figure by its
        key, the sentences around them, and what they lack.

        Compared is the original budget of the year before; where the ledger has none that was
        approved, the comparisons are gaps. What the department did not say is a gap as well.

        Args:
            year: the budget year.
            unit: the unit or department, with every unit below it; all units unless told otherwise.
            texts: what the department says, by item and figure, as
                `{"2.general_public": {"reason": "…"}}`, or a TOML or CSV file of it.
            templates: sentences in place of the built-in ones, by item, as
                `{"2.total": "收入预算共{amount}，其中："}`, or a TOML file of them.
            basis: what changes, shares and percentages are computed from: `displayed` figures
                unless told `exact`.
            from_zero: what stands for the percentage of a change from nothing: `hundred` (100.00%)
                unless told `dash` (—).
            items_compare_basic: whether a 项 is compared with last year's 基本支出 alone.
            currency_unit: `wan_yuan` 万元, unless told `yuan` 元.
            fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
            foot_displayed: whether a total shows the sum of the displayed parts.
            thousands_separator: whether digits before the point are grouped by commas.

        Raises:
            RuleError: `year_unknown`, `unit_unknown`.
            SourceError: `template_unknown`, `template_placeholder_unknown`, `template_malformed`,
                `narrative_text_unknown`, each in `problems` with key, placeholder and line.

        Example:
            >>> narrative = ledger.narrative(2025, texts={"3.project": {"reason": "新增项目"}})
            >>> narrative.item("3.project").figure("amount").printed
            '7.00'
            >>> narrative.gaps[0].key, narrative.gaps[0].reason
            ('2.general_public', 'last_year_missing')
        """
    @staticmethod
    def open(path: str | PathLike[str], *, read_only: bool = False, wait_seconds: SupportsIndex = ...) -> Ledger:
        """
        Open a ledger.

        Args:
            path: the file.
            read_only: whether to open it for reading alone, also from a disk that cannot be
                written.
            wait_seconds: how long an act waits for another program that is writing, or for another
                thread's transaction; 5 unless told otherwise.

        Raises:
            MissingFileError: `file_missing`; it is a `FileNotFoundError` too.
            FileError: `file_foreign`, `file_older`, `file_newer`, `file_altered`,
                `file_read_only`, `file_damaged`, `file_is_folder`, `path_invalid`; `file_device_failed`
                when the system cannot read it; `file_interrupted` when a program was ended in the middle
                of an act, and this one may not write to the file to undo it.
            UsageError: `file_read_elsewhere` while `connect_read_only` has the file open here;
                `file_open_before_fork` in a process that was forked while the file was open.
            BusyError: `busy`, from every act, when another program went on writing for so long; the
                message names its process where the system knows it, as Linux does.

        Example:
            >>> with yusuan.Ledger.open("county.db", read_only=True) as ledger:
            ...     print(len(ledger.lines(2025)))
            4
        """
    def overrides(self, /, year: int) -> Rows[Override]:
        """
        Return the overrides of a year, each with its document, reason and people.

        Example:
            >>> key = yusuan.LineKey(year=2025, unit="社会保险中心", fund="general_public",
            ...     functional_code="2080109", economic_code="30217", kind="basic_public")
            >>> receipt = ledger.transfer(line, key, "500.00", dated=date(2025, 5, 6),
            ...     document="调剂审批单1号", reason="上级检查",
            ...     overrides={"three_public_increase": "县政府纪要〔2025〕7号"})
            >>> [(it.policy, it.document, it.reason) for it in ledger.overrides(2025)]
            [('three_public_increase', '县政府纪要〔2025〕7号', '上级检查')]
        """
    @property
    def path(self, /) -> Path:
        """
        Path of the file.
        """
    def pay(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, payee: str | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Pay from what a line has available (支付).

        Args:
            line: the line that pays.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.
            payee: who is paid; kept apart from the chain, so that the name can be erased.

        Raises:
            RuleError: `available_exceeded` with `shortfall_fen`, `date_outside_year`, and the state of
                the year: `year_preparing`, `year_closing`, `year_closed`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.pay(line, "1234.56", dated=date(2025, 3, 1), payee="文具店")
            >>> ledger.balance(line).available
            Decimal('80645.44')
            >>> ledger.pay(line, 1234.56, dated=date(2025, 3, 1))
            Traceback (most recent call last):
            yusuan.errors.AmountTypeError: amount_invalid: float 1234.56 is not exact
            hint: pass Decimal("1234.56"), "1234.56" or amount_fen=123456
            while processing 'amount'
        """
    def pay_commitment(self, /, commitment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, payee: str | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Pay against a commitment, never more than remains of it.

        Args:
            commitment_id: the commitment, as on the receipt of `commit`; its line pays.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.
            payee: who is paid.

        Raises:
            RuleError: `commitment_exceeded`, `date_outside_year`, `date_too_early`.
            NotFoundError: `commitment_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> paid = ledger.pay_commitment(receipt.commitment_ids[0], "10000.00",
            ...     dated=date(2025, 4, 1))
            >>> ledger.balance(line).committed, ledger.balance(line).paid
            (Decimal('20000.00'), Decimal('10000.00'))
        """
    def pay_contract(self, /, reference: str, amount: Decimal | str | None = None, *, amount_fen: int | None = None, amounts: dict[SupportsIndex, Decimal | str] | None = None, payee: str | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Pay a contract from its commitments of the year.

        Args:
            reference: the contract, signed or not.
            amount: in yuan; taken from the commitments in the order in which they were made.
            amount_fen: the same in fen.
            amounts: in place of an amount, what each commitment pays, by its number.
            payee: who is paid.

        Raises:
            RuleError: `commitment_exceeded` with `shortfall_fen`, `commitment_wrong`.
            NotFoundError: `contract_unknown`.
            AmountError: an amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.commit(line, "3000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> receipt = ledger.commit(travel, "2000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> paid = ledger.pay_contract("2025-07", "4000.00", payee="某公司", dated=date(2025, 4, 1))
            >>> ledger.balance(line).paid, ledger.balance(travel).paid
            (Decimal('3000.00'), Decimal('1000.00'))
            >>> paid = ledger.pay_contract("2025-07", amounts={2: "500.00"}, dated=date(2025, 5, 1))
            >>> ledger.balance(travel).paid
            Decimal('1500.00')
        """
    def pay_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Pay a list, each payment by a voucher of its own: all of them, or none (支付).

        It writes what `pay` and `pay_commitment` would write for one after the other, several times
        as fast. Rows, arguments and errors are those of `post_many`, without `event`.

        Example:
            >>> paid = ledger.pay_many([
            ...     {"line": line, "amount": "1234.56", "dated": date(2025, 3, 1), "key": "1"},
            ...     {"line": travel, "amount": "80.00", "dated": date(2025, 3, 2), "key": "2"},
            ... ])
            >>> paid.voucher_count, paid.repeated_count, ledger.balance(travel).paid
            (2, 0, Decimal('80.00'))
            >>> ledger.pay_many([{"line": line, "amount": 0.1, "dated": date(2025, 3, 1)}])
            Traceback (most recent call last):
            yusuan.errors.SourceError: amount_invalid: payments, row 1, column amount: amount_invalid: float 0.1 is no exact amount (hint: give a decimal number or text in yuan, or whole fen as amount_fen)
            hint: nothing was written: correct what is listed, and do it again
        """
    def plan_close(self, /, year: int, *, policies: str | PathLike[str] | None = None, overrides: dict[str, str] | None = None, prepared_by: str | None = None, reviewed_by: str | None = None) -> Plan:
        """
        Decide on everything a year leaves, without writing anything.

        Args:
            year: the year to close.
            policies: a file of policies to plan under, in a ledger that is open for writing; they are
                not kept, and `close_under` closes by them.
            overrides: policies to pass, each with the document that grants it. With
                `max_carry_years` money is carried forward once more, unless the policy forbids it.
            prepared_by: who loads the policies, as `close_under` will say.
            reviewed_by: who reviews that.

        Returns:
            The plan, with one decision for each line and commitment that has something left.

        Raises:
            RuleError: `year_unknown`, `year_preparing`, `year_closing`, `year_closed`.

        Source: 财预〔2016〕18号, articles 3 and 7 to 8.

        Example:
            >>> for decision in ledger.plan_close(2025).decisions:
            ...     print(decision.action, decision.amount)
            carry_forward 81880.00
            carry_forward 10000.00
            carry_forward 50000.00
            lapse 20000.00
        """
    def plan_spending(self, /, line: Line | LineKey | SupportsIndex, amounts: dict[SupportsIndex, Decimal | str] | None = None, *, amounts_fen: dict[SupportsIndex, int] | None = None, by: str | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Plan what may be paid of a line in each month (用款计划), in place of the plan it had.

        What a month leaves, the later ones may pay as well: payments, added up from January on, stay
        within the plan, added up as well. A line without a plan may pay at any time, unless the
        policy `spending_plan` wants one.

        Args:
            line: the line.
            amounts: yuan by month, as `{1: "500.00", 4: "500.00"}`; the others get nothing.
            amounts_fen: the same in fen.
            by: in place of amounts, `month` or `quarter`: all that the line may spend, evenly, to
                the fen.

        Raises:
            RuleError: `plan_exceeds_authority` with `shortfall_fen`, `plan_exceeded` when more is
                paid already by the end of a month, `spending_plan_invalid`.
            NotFoundError: `line_unknown`.
            AmountError: an amount is not exact or out of range.

        Example:
            >>> receipt = ledger.plan_spending(travel, by="quarter")
            >>> [str(month.planned) for month in ledger.spending_plan(travel)][:4]
            ['2500.00', '0.00', '0.00', '2500.00']
            >>> ledger.pay(travel, "2500.01", dated=date(2025, 3, 1))  # doctest: +ELLIPSIS
            Traceback (most recent call last):
            yusuan.errors.RuleError: plan_exceeded: line 2 (2025 社会保险中心 ...
        """
    def plan_true_up(self, /, year: int) -> Rows[TrueUp]:
        """
        Compare every estimated carry-over with what was really carried over. Writes nothing.

        Returns:
            One entry for each line of the year whose carry-over was approved as an estimate, with
            what the closing of the year before carried into it.

        Raises:
            RuleError: `year_open`, `year_closing`, `year_preparing` while the year before is not
                closed, `year_unknown` when the ledger begins with this year.

        Example:
            >>> certificate = ledger.close(ledger.plan_close(2025))
            >>> ledger.plan_true_up(2026)
            []
        """
    def policies(self, /, year: int) -> Rows[Policy]:
        """
        Return every policy that can still decide something in a year, the built-in ones included.

        Of one name the first that fits a line decides.

        Example:
            >>> policy = next(it for it in ledger.policies(2025) if it.name == "max_carry_years")
            >>> policy.action, policy.value, policy.source, policy.is_built_in
            ('deny', '1', '财预〔2016〕18号第三条；预算法第四十二条', True)
        """
    def policy_report(self, /, year: int) -> Rows[PolicyTouch]:
        """
        Return the postings of a year that a policy is about, with what it says of each.

        Example:
            >>> key = yusuan.LineKey(year=2025, unit="社会保险中心", fund="general_public",
            ...     functional_code="2080109", economic_code="30101", kind="basic_public")
            >>> receipt = ledger.supplement(key, "500.00", dated=date(2025, 5, 6), document="1号")
            >>> [(it.policy, it.status) for it in ledger.policy_report(2025)]
            [('kind_economic', 'warned')]
        """
    def pool_earmarked(self, /, year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Move what a deactivated unit set aside of its surplus to the unit that took it over (归集).

        Who that is `load_successors` says, under the last year of the unit; from the next year on
        its surplus can be moved. It stays set aside (专用结余).

        Raises:
            RuleError: `pool_wrong` for a unit that is active or that nobody took over,
                `surplus_exceeded`, `unit_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> ledger.pool_earmarked(2025, unit="社会保险中心", fund="unit_other_income",
            ...     amount="1.00", dated=date(2025, 12, 1))
            Traceback (most recent call last):
            yusuan.errors.RuleError: pool_wrong: the unit is active, and keeps its surplus: 社会保险中心
            hint: deactivate the unit first, once another has taken it over
        """
    def pool_surplus(self, /, year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Move surplus of a deactivated unit to the unit that took it over (归集).

        Who that is `load_successors` says, under the last year of the unit; from the next year on
        its surplus can be moved.

        Raises:
            RuleError: `pool_wrong` for a unit that is active or that nobody took over,
                `surplus_exceeded`, `unit_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> ledger.pool_surplus(2025, unit="社会保险中心", fund="unit_other_income",
            ...     amount="1.00", dated=date(2025, 12, 1))
            Traceback (most recent call last):
            yusuan.errors.RuleError: pool_wrong: the unit is active, and keeps its surplus: 社会保险中心
            hint: deactivate the unit first, once another has taken it over
        """
    def post(self, /, entries: SupportsGetItem[int, Entry], *, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Post entries as one voucher (记账): all of them, or none.

        Args:
            entries: what the voucher does, in order; see `Entry`. All are of one year.

        Raises:
            RuleError: what the verbs of the entries raise. When several entries are wrong, code and
                `shortfall_fen` are those of the first, and the message has a line for each. Also
                `line_wrong_year` for entries of several years, `voucher_count_invalid` for none.
            NotFoundError: as the verbs.

        Example:
            >>> from yusuan import Entry
            >>> receipt = ledger.post([
            ...     Entry.transfer(line, travel, "1000.00"),
            ...     Entry.pay(travel, "10500.00", payee="旅行社"),
            ... ], dated=date(2025, 5, 6), document="调剂单3")
            >>> ledger.balance(travel).available
            Decimal('500.00')
            >>> ledger.post([Entry.pay(line, "1.00"), Entry.pay(travel, "500.01")],
            ...     dated=date(2025, 5, 7))
            Traceback (most recent call last):
            yusuan.errors.RuleError: available_exceeded: entry 2 of 2: available_exceeded: line 2 (2025 社会保险中心 general_public own 2025 2080109 30211 basic_public) has 500.00 yuan available, 500.01 asked, 0.01 too much
            hint: take at most what is available, or supplement the line first
        """
    def post_file(self, /, path: str | PathLike[str], *, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Post the entries of a CSV or JSON file as one voucher: all of them, or none and every problem
        named.

        A row, or an object of a JSON list, has an `event` as docs/events.md names it (or
        `refund_prior_year`, `reverse`), an `amount` in yuan as text or an `amount_fen`, and what the
        event is about: `line` by number or by the columns of a line file; `commitment`, `payment`,
        `posting`, `to_line` by number; `contract`, `payee`, `counterparty`; `year`, `unit` and `fund`
        for income and surplus.

        Args:
            path: the file.

        Raises:
            SourceError: `problems` lists each wrong cell with its row and column.
            RuleError, NotFoundError: as `post`.
            MissingFileError: `file_missing`.

        Example:
            >>> from pathlib import Path
            >>> text = "event,line,amount,payee\\npay,1,1234.56,文具店\\npay,2,80.00,\\n"
            >>> _ = Path("voucher.csv").write_text(text, encoding="utf-8")
            >>> ledger.post_file("voucher.csv", dated=date(2025, 3, 1)).posting_count
            2
        """
    def post_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Post a list of entries, each by a voucher of its own: all of them, or none.

        It writes what the verbs would write for one row after the other, and says of every row that
        cannot be read or is refused what is wrong with it. A table whose rows are all of one event
        goes by the verb of that event: `pay_many`, `supplement_many` and the others. Give each row its
        own `key`: what is in the ledger already, under the same key, is not posted again. Other threads
        go on meanwhile.

        Args:
            rows: a file, CSV or a workbook (xlsx, xls, ods); a table of polars, pandas, pyarrow or
                duckdb, or anything else that has `__arrow_c_stream__`; or mappings, one for each row.
                Columns, in any order and in English or Chinese (docs/importing.md), are `event`;
                `amount` in yuan, decimal or text, or `amount_fen`, whole; what the event is about, as
                `line`, the columns of a line file, `commitment`, `payment`, `unit`; and of the voucher
                `dated`, `key`, `document`, `memo`, `prepared_by`, `reviewed_by`, `reason`,
                `legal_kind`. In a mapping, `line` may also be a `Line` or `LineKey`.
            mapping: a TOML file that says what the columns mean, when they are called otherwise.
            dated: the day of every row that does not say its own; so with the arguments that follow.

        Raises:
            SourceError: `problems` lists everything that is wrong, with path, sheet, row, column, cell,
                value, token and what to do. A column of floats is refused, and the hint says how to
                cast it.
            MissingFileError: `file_missing`.
            ArgumentError: `table_unreadable`.

        Example:
            >>> posted = ledger.post_many([
            ...     {"event": "supplement", "line": line, "amount": "100.00", "document": "财预8号"},
            ...     {"event": "支付", "line": line, "amount": "80.00", "payee": "文具店"},
            ... ], dated=date(2025, 3, 1))
            >>> posted.voucher_count, ledger.balance(line).available
            (2, Decimal('81900.00'))
        """
    def prepare_year(self, /, year: int, *, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Prepare a budget year (编制).

        A year without a catalogue adopts last year's, or the built-in one.

        Raises:
            RuleError: `year_exists`, `year_invalid`.

        Example:
            >>> receipt = ledger.prepare_year(2027)
            >>> ledger.drafts(2027)
            []
        """
    def prior_year_adjustment(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, direction: Direction, refunds: SupportsIndex | None = None, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Correct a line for what belongs to an earlier year (以前年度调整).

        Args:
            line: the line of the open year that is corrected; in an increase one of carried-over
                money, made when it is not there.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.
            direction: `increase` when money came back, `decrease` when more was spent.
            refunds: in an increase, the posting of the payment that came back.
            reason: why, as text that can be erased.
            overrides: policies to pass, each with the document that grants it; an increase is judged
                as a transfer is.

        Raises:
            RuleError: `prior_year_wrong` for an increase of a line whose money is of this year,
                `available_exceeded`, `refund_wrong`, `refund_exceeded`, `document_missing`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> carried = yusuan.LineKey(year=2025, unit="社会保险中心", fund="general_public",
            ...     functional_code="2080109", economic_code="30201", kind="basic_public",
            ...     origin_year=2024)
            >>> receipt = ledger.prior_year_adjustment(carried, "120.00", direction="increase",
            ...     dated=date(2025, 4, 1), document="审计决定1号")
            >>> ledger.balance(carried).prior_year
            Decimal('120.00')
        """
    def procurement(self, /, year: int) -> Rows[ProcurementTotal]:
        """
        Return what government procurement of a year came to, by unit, category and reservation.

        Example:
            >>> ledger.procurement(2025)
            []
        """
    @property
    def progress(self, /) -> Watcher | None:
        """
        Who is told how far long work is: a callable that takes a `Progress`, or None.

        It is called in the thread of the verb at every stage and a few times a second, and must not
        use this ledger. What it raises stops the verb, as Ctrl-C does: nothing is written.
        `ProgressBar` is one that draws.

        Example:
            >>> ledger.progress = lambda progress: print(progress.stage, progress.done)
            >>> ledger.export_parquet("lake")[0].name
            exporting 0
            exporting 10
            'journal.parquet'
        """
    @progress.setter
    def progress(self, /, progress: Watcher | None) -> None:
        """
        Set who is told how far long work is.
        """
    def publish(self, /, year: int, *, out: str | PathLike[str], final: bool = False, only: SupportsGetItem[int, BookForm] | None = None, font: str | PathLike[str] | None = None, unit: str | None = None, texts: dict[str, dict[str, str]] | str | PathLike[str] | None = None, region: str | None = None, templates: str | PathLike[str] | None = None, currency_unit: CurrencyUnit | None = None, fiscal_overview_includes_carryover: bool = False, foot_displayed: bool = False, thousands_separator: bool = False) -> list[Path]:
        """
        Write the book of a year into a folder (预算公开, 决算公开): what a body publishes.

        The same ledger gives the same bytes. Each file is written whole or not at all.

        Args:
            year: the budget year; one that is being prepared gives a book of its drafts, which says so.
            out: the folder; it is made when it is not there, and files in it are replaced.
            final: the final accounts (决算公开) instead of the budget; drafts until the year is closed.
            only: forms to write: `page` (index.html, index.en.html), `xlsx`, `csv` (with
                datapackage.json), `json`, `pdf`; all of them unless told otherwise.
            font: a font file with Chinese letters for the PDF; one of the system unless named.
            unit: the unit or department, with every unit below it; all units unless told otherwise.
            texts: of a budget, what the department says, as for `narrative`.
            region: of final accounts, whose template is wanted.
            templates: a file of templates instead of those that are built in: the sentences of a
                budget, the tables of final accounts.
            currency_unit: `wan_yuan` 万元 or `yuan` 元; 万元, or what the template says, unless told.
            fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
            foot_displayed: whether a total shows the sum of the displayed parts.
            thousands_separator: whether digits before the point are grouped by commas.

        Returns: the files written, in the order of the forms.

        Raises:
            FileError: `font_missing`, `font_unusable`, `letter_missing` for a PDF.
            UnwrittenFileError: `file_not_written`, also an `OSError`.
            NotFoundError, RuleError: as `table`.

        Example:
            >>> files = ledger.publish(2025, out="public", only=["page", "json"])
            >>> [file.name for file in files]
            ['index.html', 'index.en.html', 'book.json']
        """
    def rebalance(self, /, changes: "dict[Line | LineKey | int, Decimal | str]", *, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Change several lines at once by transfers between them; the changes add up to nothing.

        Who gives to whom is chosen so that no policy is touched without need.

        Args:
            changes: lines with amounts in yuan: below zero a line gives, above it gets.

        Raises:
            RuleError: `transfer_not_zero` with `shortfall_fen`, and as `transfer`.

        Example:
            >>> receipt = ledger.rebalance({line: "-100.00", travel: "100.00"},
            ...     dated=date(2025, 5, 6), document="调剂审批单1号")
            >>> ledger.balance(travel).available
            Decimal('10100.00')
        """
    def recall(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Take back for finance what a line does not use (收回).

        Raises:
            RuleError: `available_exceeded` with `shortfall_fen`, `date_outside_year`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.recall(project, "50000.00", dated=date(2025, 11, 30))
            >>> ledger.balance(project).recalled
            Decimal('50000.00')
        """
    def recall_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Take back for finance what many lines do not use, each by a voucher of its own (收回).

        Rows, arguments and errors are those of `post_many`, without `event`.

        Example:
            >>> rows = [{"line": line, "amount": "100.00"}, {"line": travel, "amount": "50.00"}]
            >>> posted = ledger.recall_many(rows, dated=date(2025, 11, 1), document="财预〔2025〕30号")
            >>> ledger.balance(travel).available
            Decimal('9950.00')
        """
    def receive(self, /, year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Record money that came in for a unit and fund that is not fiscal.

        Raises:
            RuleError: `income_invalid` for a fiscal fund, `unit_unknown`, `date_outside_year`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
            ...     amount="20000.00", dated=date(2025, 3, 1))
        """
    def receive_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Record money that came in many times, each by a voucher of its own (收到).

        Rows have `year`, `unit` and `fund`. Rows, arguments and errors are those of `post_many`, without
        `event`.

        Example:
            >>> rows = [{"year": 2025, "unit": "社会保险中心", "fund": "unit_other_income",
            ...     "amount": "250.00", "dated": date(2025, 3, 20)}]
            >>> ledger.receive_many(rows).voucher_count
            1
        """
    def reconcile(self, /, statement: SupportsIndex, *, days: SupportsIndex | None = None, unit: str | None = None) -> Reconciliation:
        """
        Compare a statement with the postings that moved money of its funds (对账).

        Rows and postings are paired by key, by document, by day and by days, always of one amount,
        and only where neither could be anything else. What nearly agrees is listed and not paired.
        Writes nothing.

        Args:
            statement: its number.
            days: how many days the two sides may date the same money apart; 5 unless told otherwise.
            unit: the one unit whose money it is; every unit's when left out.

        Raises:
            NotFoundError: `statement_unknown`, `unit_unknown`.

        Example:
            >>> with open("march.csv", "w", encoding="utf-8") as file:
            ...     _ = file.write("日期,支付金额\\n2025-03-04,5.00\\n2025-03-05,7.00\\n")
            >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 3))
            >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
            >>> report = ledger.reconcile(1)
            >>> report.matched[0].by, report.only_in_statement_total.paid
            ('days', Decimal('7.00'))
        """
    def reduce(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Take from a line what is not used (追减).

        Raises:
            RuleError: `available_exceeded` with `shortfall_fen`, `document_missing`,
                `date_outside_year`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.reduce(line, "1880.00", dated=date(2025, 5, 6), document="财社〔2025〕2号")
            >>> ledger.balance(line).available
            Decimal('80000.00')
        """
    def reduce_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Take from many lines what is not used, each by a voucher of its own (追减).

        Rows, arguments and errors are those of `post_many`, without `event`.

        Example:
            >>> rows = [{"line": line, "amount": "100.00"}, {"line": travel, "amount": "50.00"}]
            >>> posted = ledger.reduce_many(rows, dated=date(2025, 5, 20), document="财预〔2025〕9号")
            >>> ledger.balance(travel).available
            Decimal('9950.00')
        """
    def refund(self, /, payment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Return a payment, or a part of it, to its line in the same year (退回).

        What was paid against a commitment remains of that commitment again, and can be paid again or
        released.

        Args:
            payment_id: the posting of the payment, `first_posting_id` of its receipt.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.

        Raises:
            RuleError: `refund_exceeded`, `refund_wrong`, `date_outside_year`, `date_too_early`.
            NotFoundError: `payment_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> payment = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
            >>> receipt = ledger.refund(payment.first_posting_id, "34.56", dated=date(2025, 3, 9))
            >>> ledger.balance(line).paid
            Decimal('1200.00')
        """
    def refund_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Return many payments or parts of them, each by a voucher of its own (退回).

        `payment` is the number of the payment's posting. Rows, arguments and errors are those of
        `post_many`, without `event`.

        Example:
            >>> paid = ledger.pay(line, "100.00", dated=date(2025, 3, 1))
            >>> rows = [{"payment": paid.first_posting_id, "amount": "40.00"}]
            >>> posted = ledger.refund_many(rows, dated=date(2025, 3, 9))
            >>> ledger.balance(line).paid
            Decimal('60.00')
        """
    def refund_prior_year(self, /, payment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, to_line: Line | LineKey | SupportsIndex | None = None, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Take back, in an open year, what was paid in an earlier one (以前年度退回).

        It is a `prior_year_increase` of the open year that names the payment: the journal and every
        report show it as such, and the earlier year stays as it was.

        Args:
            payment_id: the posting of the payment, `first_posting_id` of its receipt.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.
            to_line: the line that gets it, of the same unit, fund, level and origin year as that of
                the payment. Without one it is that line in the year of `dated`. It is made when it
                is not there.
            reason: why, as text that can be erased.
            overrides: policies to pass, each with the document that grants it.

        Raises:
            RuleError: `refund_exceeded` with `shortfall_fen`, `refund_wrong` for a payment that is
                not of an earlier year, or of other money than the line that gets it; what the
                policies say of a transfer between the two lines.
            NotFoundError: `payment_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> payment = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
            >>> ledger.refund_prior_year(payment.first_posting_id, "34.56", dated=date(2025, 9, 9),
            ...     document="退款1号")
            Traceback (most recent call last):
            yusuan.errors.RuleError: refund_wrong: payment 6 is of 2025, and the money is to come back in 2025
            hint: a payment of the same year is returned with refund
        """
    def release(self, /, commitment_id: SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Give a part of a commitment back to its line (释放).

        Raises:
            RuleError: `commitment_exceeded`, `date_outside_year`, `date_too_early`.
            NotFoundError: `commitment_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
            >>> released = ledger.release(receipt.commitment_ids[0], "30000.00", dated=date(2025, 6, 1))
            >>> ledger.balance(line).available
            Decimal('81880.00')
        """
    def release_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Give back parts of many commitments, each by a voucher of its own (释放).

        Rows, arguments and errors are those of `post_many`, without `event`.

        Example:
            >>> receipt = ledger.commit(line, "100.00", contract="2025-07", dated=date(2025, 4, 1))
            >>> rows = [{"commitment": receipt.commitment_ids[0], "amount": "40.00"}]
            >>> posted = ledger.release_many(rows, dated=date(2025, 9, 30))
            >>> ledger.balance(line).committed
            Decimal('60.00')
        """
    @staticmethod
    def repair(path: str | PathLike[str], *, copy: str | PathLike[str] | None = None, progress: Watcher | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Repair:
        """
        Put back what guards a ledger, where another program took it away or changed it.

        That is triggers, views, indexes, the text of tables, and the rows that come with the schema.
        Only a file whose rows are what its acts made is repaired: everything is verified before it is
        kept. It happens whole or not at all, and no other program may have the file open meanwhile. A
        file that is whole stays as it is. What was put back is an act of the ledger, `repair`.

        Args:
            path: the file.
            copy: where the file as it was is copied to first; `county.before-repair.db` for a
                `county.db` unless told otherwise.
            progress: who is told how far the verification is, as of a ledger.
            dated, document, prepared_by, reviewed_by, memo, key: of the act.

        Raises:
            MissingFileError: `file_missing`.
            FileError: `file_not_repaired` when rows are wrong, or a table is missing or was added;
                `file_is_database` when the copy stands there already; `file_foreign`, `file_older`,
                `file_newer`, `file_read_only`, `file_damaged`.
            UnwrittenFileError: `file_not_written`, of the copy.
            BusyError: `busy`, when the file is open elsewhere.

        Example:
            >>> ledger.disconnect()
            >>> repair = yusuan.Ledger.repair("county.db")
            >>> print(len(repair.restored), repair.copy, repair.verification.is_clean)
            0 None True
        """
    def return_income(self, /, year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Give back money that came in (退付).

        Raises:
            RuleError: `total_negative` when less came in, `money_exceeded` when less is in hand,
                `date_outside_year`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
            ...     amount="20000.00", dated=date(2025, 3, 1))
            >>> receipt = ledger.return_income(2025, unit="社会保险中心", fund="unit_other_income",
            ...     amount="500.00", dated=date(2025, 3, 9))
        """
    def reverse(self, /, voucher_id: SupportsIndex, *, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Undo a voucher of the open year (冲销): every posting of it that still stands.

        Args:
            voucher_id: the voucher, as on its receipt.

        Raises:
            RuleError: `already_reversed`, `reversal_refunded` when a refund has to be reversed first,
                `available_exceeded` when what it gave is used.
            NotFoundError: `voucher_unknown`.

        Example:
            >>> payment = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
            >>> receipt = ledger.reverse(payment.voucher_id, dated=date(2025, 3, 2))
            >>> ledger.balance(line).paid
            Decimal('0.00')
        """
    def reverse_posting(self, /, posting_id: SupportsIndex, *, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Undo one posting of the open year that stands (冲销); the rest of its voucher is left alone.

        Raises:
            RuleError: `already_reversed`, `reversal_unknown`, `reversal_refunded` when a refund has
                to be reversed first.

        Example:
            >>> from yusuan import Entry
            >>> receipt = ledger.post([Entry.pay(line, "1.00"), Entry.pay(line, "2.00")],
            ...     dated=date(2025, 3, 1))
            >>> undone = ledger.reverse_posting(receipt.first_posting_id, dated=date(2025, 3, 2))
            >>> ledger.balance(line).paid
            Decimal('2.00')
        """
    def seal_foreign(self, /, *, reason: str, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt | None:
        """
        Record the vouchers that a foreign program wrote, as they are now.

        Returns:
            The receipt; None when there are no such vouchers.

        Example:
            >>> print(ledger.seal_foreign(reason="导入程序直接写入"))
            None
        """
    def set_policy(self, /, name: str, *, action: PolicyAction, source: str, value: str | None = None, first_year: int | None = None, last_year: int | None = None, fund: str | None = None, level: Level | None = None, kind: Kind | None = None, code_level: CodeLevel | None = None, item: str | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Put a policy in force (控制规则). Of those that fit a year and a line, the newest decides.

        Args:
            name: what it is about, as `max_carry_years` or 结转年限; `docs/policies.md` lists all.
            action: `forbid` (refused), `deny` (refused save with an override), `document` (refused
                without a document), `warn` or `allow` (the policy is off).
            source: where it comes from.
            value: its own figure or word, where it has one.
            first_year: first year it holds for; every year when not given.
            last_year: last year it holds for.
            fund: narrows it to a fund, or to a group of them as `fiscal`.
            level: narrows it to money of the own or of the upper level.
            kind: narrows it to a sort of spending.
            code_level: narrows it to transfers between codes that are so far apart.
            item: narrows it to codes that begin so: functional or economic, as the policy is.

        Raises:
            RuleError: `policy_unknown`, `policy_invalid`, `policy_action_invalid`,
                `policy_value_invalid`, `policy_scope_invalid`; the hint says what may be given.

        Example:
            >>> receipt = ledger.set_policy("max_carry_years", action="deny", value="2",
            ...     source="财预〔2016〕18号", first_year=2025, last_year=2030)
            >>> receipt = ledger.set_policy("closing", action="allow", value="recall",
            ...     source="县财预〔2025〕3号", fund="fiscal", level="own")
        """
    def sign_contract(self, /, reference: str, *, title: str, unit: str, signed_on: date, parts: SupportsGetItem[int, ContractPart], category: ProcurementCategory | None = None, reserved_for: ReservedFor | None = None, counterparty: str | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Record a contract with what it costs in each year, and its planned payments (签订合同).

        From then on no more is committed under its reference than its parts add up to, on lines of
        its unit. Nothing is committed by it: `approve` commits the parts of its year, and
        `commit_contract` does so later.

        Args:
            reference: its number, as commitments and documents have it.
            title: what it is about.
            unit: the unit that signs it and pays.
            signed_on: day on which it was signed.
            parts: what it costs, by year and line; see `ContractPart`.
            category: `goods`, `works` or `services` when it is government procurement.
            reserved_for: `small` or `micro` enterprises, where the procurement is set apart.
            counterparty: whom it is with; kept apart from the chain, so that it can be erased.

        Raises:
            RuleError: `contract_exists`, `contract_invalid`, `contract_unit`, `unit_unknown`;
                `part_invalid` naming every wrong part; `contract_exceeded` with `shortfall_fen` when
                more is committed under the reference already.

        Example:
            >>> from yusuan import ContractPart, LineKey
            >>> next_year = LineKey(year=2026, unit="社会保险中心", fund="general_public",
            ...     functional_code="2080109", economic_code="30201", kind="basic_public")
            >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
            ...     signed_on=date(2025, 3, 1), category="services", counterparty="某物业公司", parts=[
            ...         ContractPart(line, "30000.00", due_on=date(2025, 6, 30)),
            ...         ContractPart(next_year, "20000.00"),
            ...     ])
            >>> ledger.contract("2025-07").planned
            Decimal('50000.00')
        """
    def spending_plan(self, /, line: Line | LineKey | SupportsIndex) -> Rows[PlannedMonth]:
        """
        Return the plan in force of a line beside what was paid, month by month.

        Returns:
            Twelve months; an empty list when the line has no plan.

        Raises:
            NotFoundError: `line_unknown`.

        Example:
            >>> ledger.spending_plan(line)
            []
        """
    def statements(self, /) -> Rows[Statement]:
        """
        Return every statement, in the order of loading.

        Example:
            >>> ledger.statements()
            []
        """
    def successors(self, /, year: int) -> Rows[Successor]:
        """
        Return what codes and units of a year are called in the next, in the order of loading.

        Example:
            >>> ledger.successors(2025)
            []
        """
    def supplement(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Give a line more (追加). A `LineKey` that the ledger does not have makes its line.

        Raises:
            RuleError: `document_missing`, `date_outside_year`; a policy as `three_public_increase`,
                with `policy`, `line_id` and `allowed_fen`; for a new line, as `draft`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.supplement(line, "100000.00", dated=date(2025, 5, 6),
            ...     document="财社〔2025〕1号", key="2025-0001")
            >>> ledger.balance(line).available
            Decimal('181880.00')
        """
    def supplement_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Give many lines more, each by a voucher of its own (追加).

        A row whose line is not there makes it. Rows, arguments and errors are those of `post_many`,
        without `event`.

        Example:
            >>> rows = [{"line": line, "amount": "100.00"}, {"line": travel, "amount": "50.00"}]
            >>> posted = ledger.supplement_many(rows, dated=date(2025, 5, 20), document="财预〔2025〕8号")
            >>> ledger.balance(travel).available
            Decimal('10050.00')
        """
    def surpluses(self, /, *, as_of: AsOf | date | None = None) -> Rows[SurplusReport]:
        """
        Return the surplus 结余 of every unit and fund, oldest first.

        Args:
            as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
                Then the journal is read once.

        Raises:
            NotFoundError: `voucher_unknown`, `posting_unknown` for an act that is not there yet.

        Example:
            >>> receipt = ledger.to_surplus(project, "500.00", dated=date(2025, 6, 30))
            >>> [(surplus.fund, surplus.stock) for surplus in ledger.surpluses()]
            [('general_public', Decimal('500.00'))]
        """
    def surrender(self, /, year: int, *, unit: str, fund: Fund, amount: Decimal | str | None = None, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Hand surplus up (上缴).

        Raises:
            RuleError: `surplus_exceeded`, `unit_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
            >>> receipt = ledger.surrender(2025, unit="社会保险中心", fund="general_public",
            ...     amount="50000.00", dated=date(2025, 12, 1))
        """
    def table(self, /, id: str, *, year: int, unit: str | None = None, as_of: AsOf | date | None = None, currency_unit: CurrencyUnit | None = None, fiscal_overview_includes_carryover: bool = False, foot_displayed: bool = False, thousands_separator: bool = False, region: str | None = None, templates: str | PathLike[str] | None = None) -> Table:
        """
        Return one table of the budget of a year, or of its final accounts.

        A year that is being prepared gives the table of its drafts; a final account is a draft until
        the year is closed.

        Args:
            id: `budget-01` to `budget-11`, or one of `final_tables`: `final-01` to `final-09`,
                `final-comparison`, `final-three-public`, `final-balances`.
            year: the budget year.
            unit: the unit or department, with every unit below it; all units unless told otherwise.
            as_of: a day, or an `AsOf`: refused with `year_preparing` before the approval, and what was
                approved from then on. A final account counts the postings until then.
            currency_unit: `wan_yuan` 万元, unless told `yuan` 元; of a final account that of the
                template unless told.
            fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
            foot_displayed: whether a total shows the sum of the displayed parts.
            thousands_separator: whether digits before the point are grouped by commas.
            region: of a final account, whose template is wanted.
            templates: of a final account, a file of templates instead of those that are built in.

        Raises:
            NotFoundError: `table_unknown`, `template_unknown`.
            SourceError: `template_invalid`.
            RuleError: `year_unknown`, `unit_unknown`.

        Source: 部门预算公开 tables 表1 to 表11, as the first user prints them.

        Example:
            >>> table = ledger.table("budget-06", year=2025, currency_unit="yuan")
            >>> table.text("302", "total")
            '91880.00'
        """
    def table_facts(self, /, year: int) -> TableFacts:
        """
        Return what the tables of a year are made from, to be put together with those of other ledgers.

        Raises:
            RuleError: `year_unknown`.

        Example:
            >>> ledger.table_facts(2025).has_accounts
            True
        """
    def tables(self, /, year: int, *, unit: str | None = None, as_of: AsOf | date | None = None, currency_unit: CurrencyUnit | None = None, fiscal_overview_includes_carryover: bool = False, foot_displayed: bool = False, thousands_separator: bool = False) -> list[Table]:
        """
        Return the eleven tables of the budget of a year.

        A year that is being prepared gives the tables of its drafts.

        Args:
            year: the budget year.
            unit: the unit or department, with every unit below it; all units unless told otherwise.
            as_of: a day, or an `AsOf`: refused with `year_preparing` before the approval, and what was
                approved from then on.
            currency_unit: `wan_yuan` 万元, unless told `yuan` 元.
            fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
            foot_displayed: whether a total shows the sum of the displayed parts.
            thousands_separator: whether digits before the point are grouped by commas.

        Raises:
            NotFoundError, RuleError: as `table`.

        Example:
            >>> [table.id for table in ledger.tables(2025)][:2]
            ['budget-01', 'budget-02']
        """
    def template(self, /, what: str, path: str | PathLike[str], *, year: int) -> None:
        """
        Write an empty table to be filled in and imported, with drop-down lists (模板).

        The units of this ledger and the codes of a year can be chosen.

        Args:
            what: `lines` for draft lines, an event as `pay` or `supplement` for a list of vouchers, or
                `entries` for a list of any events.
            path: where to write it: a workbook when it ends in `.xlsx`, else CSV.
            year: the year whose codes can be chosen.

        Raises:
            NotFoundError: `template_unknown`.
            RuleError: `year_unknown`.
            UnwrittenFileError: `file_not_written`.

        Example:
            >>> ledger.template("supplement", "追加.xlsx", year=2025)
        """
    def to_surplus(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Move what a finished project left into the surplus of its unit and fund (转入结余).

        Raises:
            RuleError: `available_exceeded` with `shortfall_fen`, `money_exceeded`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
            >>> ledger.balance(project).to_surplus
            Decimal('50000.00')
        """
    def transaction(self, /) -> Transaction:
        """
        Return a `with` block whose acts happen all together or not at all.

        An exception that leaves the block undoes every act of it. Blocks may stand inside each
        other; what an inner one undid does not undo the outer one. While a block is open only its
        thread may use the ledger: another thread waits five seconds for its end, then gets
        `BusyError`. Other programs wait likewise.

        Raises:
            BusyError: another program or thread is writing.
            UsageError: `transaction_lost`, from an act in a block that the file gave up (its disk
                was full, say) and from the end of such a block; nothing of it was kept.

        Example:
            >>> try:
            ...     with ledger.transaction():
            ...         _ = ledger.pay(line, "80000.00", dated=date(2025, 3, 1))
            ...         _ = ledger.pay(line, "80000.00", dated=date(2025, 3, 1))
            ... except yusuan.RuleError as error:
            ...     print(error.code, ledger.balance(line).paid)
            available_exceeded 0.00
        """
    def transfer(self, /, line: Line | LineKey | SupportsIndex, to_line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Move money between two lines (调剂) of one year, fund, level and origin year.

        Args:
            line: the line that gives.
            to_line: the line that gets; a `LineKey` that the ledger does not have makes it.
            amount: in yuan, as `Decimal` or text.
            amount_fen: the same in fen.

        Raises:
            RuleError: `available_exceeded` with `shortfall_fen`, `transfer_to_itself`,
                `transfer_across_years`, `transfer_across_funds`, `transfer_across_levels`,
                `transfer_across_origins`, `transfer_across_units`; a policy as `personnel_to_public`,
                with `policy`, `line_id` and `allowed_fen`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.transfer(line, travel, "1880.00", dated=date(2025, 5, 6),
            ...     document="调剂审批单1号")
            >>> ledger.balance(travel).available
            Decimal('11880.00')
        """
    def transfer_many(self, /, rows: str | PathLike[str] | ArrowStream | Iterable[Mapping[str, object]], *, mapping: str | PathLike[str] | None = None, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None) -> VoucherList:
        """
        Move money between many lines, each time by a voucher of its own (调剂).

        `to_line` is the line that gets it. Rows, arguments and errors are those of `post_many`, without
        `event`.

        Example:
            >>> rows = [{"line": line, "to_line": travel, "amount": "100.00"}]
            >>> posted = ledger.transfer_many(rows, dated=date(2025, 7, 1), document="调剂单3")
            >>> ledger.balance(travel).available
            Decimal('10100.00')
        """
    def transfer_pairs(self, /, moves: SupportsGetItem[int, tuple[Line | LineKey | SupportsIndex, Line | LineKey | SupportsIndex, Decimal | str]], *, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, legal_kind: LegalKind | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Move money between several pairs of lines, all of it or none (调剂).

        Args:
            moves: the line that gives, the line that gets, and the amount in yuan.

        Raises:
            RuleError: as `transfer`; when several are wrong, the message has a line for each.

        Example:
            >>> receipt = ledger.transfer_pairs([(line, travel, "100.00"), (travel, line, "40.00")],
            ...     dated=date(2025, 5, 6), document="调剂审批单1号")
            >>> receipt.posting_count, ledger.balance(travel).available
            (2, Decimal('10060.00'))
        """
    def true_up(self, /, year: int, *, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt | None:
        """
        Take the estimated carry-overs of a year out of its lines (结转核定).

        The closing of the year before has brought the real ones.

        Returns:
            The receipt; None when no estimate is left.

        Raises:
            RuleError: `available_exceeded` naming every line that spent more than was carried over;
                `document_missing`; as `plan_true_up`.

        Example:
            >>> certificate = ledger.close(ledger.plan_close(2025))
            >>> print(ledger.true_up(2026, dated=date(2026, 3, 10), document="2025年度决算"))
            None
        """
    def true_up_line(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, direction: Direction, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> Receipt:
        """
        Correct the estimated carry-over of one line by what the final account says (结转核定).

        For a ledger that begins with the year: no closing brings the real carry-over.

        Raises:
            RuleError: `true_up_wrong` for a line of which the approved budget estimated no
                carry-over, and for an increase where the year before is in this ledger;
                `true_up_exceeded` beyond the estimate, `available_exceeded`, `document_missing`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> ledger.true_up_line(line, "100.00", direction="decrease", dated=date(2025, 4, 1),
            ...     document="2024年度决算")  # doctest: +ELLIPSIS
            Traceback (most recent call last):
            yusuan.errors.RuleError: true_up_wrong: line 1 (2025 社会保险中心 ...
        """
    def undo_close(self, /, year: int, *, reason: str, dated: date | None = None, document: str | None = None, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, key: str | None = None) -> None:
        """
        Undo the closing of a year, while what it carried forward is untouched (反结账).

        Raises:
            RuleError: `note_invalid` without a reason; `year_open`, `year_preparing` or
                `year_unknown` when the year is not closed; `later_year_closed`; when what the closing
                gave is used already, `available_exceeded` of a line, `commitment_exceeded`,
                `money_exceeded` of the income of a fund, `surplus_exceeded` or
                `plan_exceeds_authority` of a spending plan; `date_outside_year`, `four_eyes`,
                `key_used`.

        Example:
            >>> certificate = ledger.close(ledger.plan_close(2025))
            >>> ledger.undo_close(2025, reason="漏记一笔支付")
            >>> ledger.balance(line).available
            Decimal('81880.00')
        """
    def units(self, /) -> Rows[Unit]:
        """
        Return every unit, in the order they were added.

        Example:
            >>> ledger.units()
            [Unit(name='社会保险中心', kind='institution', parent=None, is_active=True)]
        """
    def use_earmarked(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Give a line money out of what was set aside (使用专用结余).

        A `LineKey` that the ledger does not have makes its line.

        Raises:
            RuleError: `surplus_exceeded`, `document_missing`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> training = ledger.lines(2025)[3].line
            >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
            ...     amount="9000.00", dated=date(2025, 3, 1))
            >>> receipt = ledger.to_surplus(training, "9000.00", dated=date(2025, 11, 30))
            >>> receipt = ledger.earmark_surplus(2025, unit="社会保险中心",
            ...     fund="unit_other_income", amount="5000.00", dated=date(2025, 12, 1))
            >>> receipt = ledger.use_earmarked(training, "2000.00", dated=date(2025, 12, 5),
            ...     document="职工福利基金使用单1号")
            >>> ledger.balance(training).surplus_used
            Decimal('2000.00')
        """
    def use_surplus(self, /, line: Line | LineKey | SupportsIndex, amount: Decimal | str | None = None, *, amount_fen: int | None = None, dated: date, document: str, prepared_by: str | None = None, reviewed_by: str | None = None, memo: str | None = None, reason: str | None = None, overrides: dict[str, str] | None = None, key: str | None = None) -> Receipt:
        """
        Give a line money out of the surplus of its unit and fund (使用结余). A `LineKey` that the
        ledger does not have makes its line.

        Raises:
            RuleError: `surplus_exceeded`, `document_missing`.
            NotFoundError: `line_unknown`.
            AmountError: the amount is not exact, not positive or out of range.

        Example:
            >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
            >>> receipt = ledger.use_surplus(travel, "50000.00", dated=date(2025, 12, 1),
            ...     document="财社〔2025〕9号")
            >>> ledger.balance(travel).surplus_used
            Decimal('50000.00')
        """
    def verify(self, /, *, quick: bool = False, head: Head | str | None = None) -> Verification:
        """
        Derive every total of the ledger again, in two further ways, and report every difference.

        Other threads go on meanwhile; those that use this object wait.

        Args:
            quick: whether to leave out the indexes of the file.
            head: an earlier head of the ledger, or its anchor line, that was kept elsewhere: the
                chain must still go through it.

        Raises:
            FileError: `file_interrupted`, as of `verify_file`.

        Example:
            >>> verification = ledger.verify()
            >>> verification.is_clean, verification.findings, verification.posting_count
            (True, [], 5)
        """
    def year_state(self, /, year: int) -> YearState:
        """
        Return where a year stands: `preparing`, `open`, `closing` or `closed`.

        Raises:
            RuleError: `year_unknown`.

        Example:
            >>> ledger.year_state(2025)
            'open'
        """
    def years(self, /) -> Rows[BudgetYear]:
        """
        Return every year of the ledger, oldest first.

        Example:
            >>> [(year.year, year.state) for year in ledger.years()]
            [(2025, 'open'), (2026, 'preparing')]
        """

@final
class Line:
    """
    A line of a ledger: its number there, and its key.

    Example:
        >>> found = ledger.lines(2025)[0].line
        >>> found.id, found.key == line
        (1, True)
    """
    def __copy__(self, /) -> Line:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Line:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Line:
        """
        Read what pickle wrote.
        """
    @property
    def id(self, /) -> int:
        """
        Number of the line in its ledger.
        """
    @property
    def key(self, /) -> LineKey:
        """
        What identifies the line.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict.

        Example:
            >>> ledger.lines(2025)[0].line.to_dict()["id"]
            1
        """

@final
class LineChange:
    """
    A line that is new or has other totals.

    Example:
        >>> before = ledger.head()
        >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
        >>> (change,) = ledger.diff(before).lines
        >>> change.before.available, change.after.available
        (Decimal('81880.00'), Decimal('80645.44'))
    """
    def __copy__(self, /) -> LineChange:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> LineChange:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> LineChange:
        """
        Read what pickle wrote.
        """
    @property
    def after(self, /) -> LineReport:
        """
        As it is.
        """
    @property
    def before(self, /) -> LineReport | None:
        """
        As it was; None when it is new.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class LineKey:
    """
    What identifies a line: one right to spend.

    Two keys with the same parts are equal, and a key can stand in a set or as a dict's key.

    Args:
        year: budget year.
        unit: name of the unit.
        fund: the purse that the money comes from.
        level: the level of government that gave it, `own` unless told otherwise.
        origin_year: first year of the money; the budget year unless told otherwise. Before the
            budget year it is a carry-over.
        functional_code: 支出功能分类 项, seven digits.
        economic_code: 部门预算支出经济分类 款, five digits.
        kind: what sort of spending.
        project: name of the project, exactly when the kind is `project`.

    Raises:
        RuleError: `fund_unknown`, `level_unknown`, `kind_unknown`, `year_invalid`. Whether unit
            and codes exist is checked where the key is used.

    Example:
        >>> from yusuan import LineKey
        >>> key = LineKey(year=2025, unit="社会保险中心", fund="general_public",
        ...     functional_code="2080109", economic_code="30201", kind="basic_public")
        >>> key.level, key.origin_year, key.is_carry_over
        ('own', 2025, False)
    """
    def __copy__(self, /) -> LineKey:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> LineKey:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, year: int, unit: str, fund: Fund, level: Level | None = None, origin_year: int | None = None, functional_code: str, economic_code: str, kind: Kind, project: str | None = None) -> LineKey: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the key as one line of text.
        """
    @staticmethod
    def _unpickle(text: str) -> LineKey:
        """
        Read what pickle wrote.
        """
    @property
    def economic_code(self, /) -> str:
        """
        部门预算支出经济分类 款, five digits.
        """
    @property
    def functional_code(self, /) -> str:
        """
        支出功能分类 项, seven digits.
        """
    @property
    def fund(self, /) -> Fund:
        """
        The purse that the money comes from.
        """
    @property
    def is_carry_over(self, /) -> bool:
        """
        Whether the money comes from an earlier year.
        """
    @property
    def kind(self, /) -> Kind:
        """
        What sort of spending.
        """
    @property
    def level(self, /) -> Level:
        """
        The level of government that gave the money.
        """
    @property
    def origin_year(self, /) -> int:
        """
        First year of the money.
        """
    @property
    def project(self, /) -> str | None:
        """
        Name of the project; None unless the kind is `project`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict.

        Example:
            >>> line.to_dict()["economic_code"]
            '30201'
        """
    @property
    def unit(self, /) -> str:
        """
        Name of the unit.
        """
    @property
    def year(self, /) -> int:
        """
        Budget year.
        """

@final
class LineReport:
    """
    A line with its running totals.

    Example:
        >>> report = ledger.lines(2025)[0]
        >>> report.line.id, report.adjusted, report.available_fen
        (1, Decimal('81880.00'), 8188000)
    """
    def __copy__(self, /) -> LineReport:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> LineReport:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> LineReport:
        """
        Read what pickle wrote.
        """
    @property
    def adjusted(self, /) -> Decimal:
        """
        调整后指标: all authority, whatever became of it, in yuan.
        """
    @property
    def adjusted_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def available(self, /) -> Decimal:
        """
        What may still be committed or paid, in yuan.
        """
    @property
    def available_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def balance(self, /) -> Balance:
        """
        Its running totals.
        """
    @property
    def line(self, /) -> Line:
        """
        The line.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class LogEntry:
    """
    A voucher of the journal with its postings.

    Example:
        >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1), payee="文具店")
        >>> entry = ledger.log(event="pay")[-1]
        >>> entry.act, entry.dated, entry.postings[0].payee
        ('post', datetime.date(2025, 3, 1), '文具店')
    """
    def __copy__(self, /) -> LogEntry:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> LogEntry:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> LogEntry:
        """
        Read what pickle wrote.
        """
    @property
    def act(self, /) -> str:
        """
        What it does, as `post` or `approve`.
        """
    @property
    def dated(self, /) -> date | None:
        """
        Day it counts for.
        """
    @property
    def document(self, /) -> str | None:
        """
        Reference of its document.
        """
    @property
    def key(self, /) -> str | None:
        """
        The caller's own number for it.
        """
    @property
    def legal_kind(self, /) -> str | None:
        """
        What an adjustment is in law: `budget_adjustment` or `reallocation`; None for other acts.
        """
    @property
    def memo(self, /) -> str | None:
        """
        What was noted; None when nothing was or the text was erased.
        """
    @property
    def overrides(self, /) -> dict[str, str]:
        """
        Policies that it overrides, each with the document that grants it.
        """
    @property
    def postings(self, /) -> Rows[LogPosting]:
        """
        Its postings.
        """
    @property
    def prepared_by(self, /) -> str | None:
        """
        Who prepared it.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why it was done; None when nothing was said or the text was erased.
        """
    @property
    def reviewed_by(self, /) -> str | None:
        """
        Who reviewed it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Number of the voucher.
        """
    @property
    def year(self, /) -> int | None:
        """
        Budget year; None where the act has none.
        """

@final
class LogPosting:
    """
    A posting of the journal.

    Example:
        >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1), payee="文具店")
        >>> posting = ledger.log(event="pay")[0].postings[0]
        >>> posting.event, posting.line_id, posting.amount_fen, posting.payee
        ('pay', 1, 123456, '文具店')
    """
    def __copy__(self, /) -> LogPosting:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> LogPosting:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> LogPosting:
        """
        Read what pickle wrote.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        Its effect in yuan: negative when it undoes another.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def commitment_id(self, /) -> int | None:
        """
        The commitment it makes, pays or releases.
        """
    @property
    def contract(self, /) -> str | None:
        """
        Contract or procurement reference of the commitment.
        """
    @property
    def counterparty(self, /) -> str | None:
        """
        Whom a commitment is with; None when nobody was named or the name was erased.
        """
    @property
    def event(self, /) -> str:
        """
        What it does, as `pay`.
        """
    @property
    def line_id(self, /) -> int | None:
        """
        Number of the line it is about; None when it is about income or surplus alone.
        """
    @property
    def payee(self, /) -> str | None:
        """
        Who was paid; None when nobody was named or the name was erased.
        """
    @property
    def posting_id(self, /) -> int:
        """
        Its number.
        """
    @property
    def refunds_id(self, /) -> int | None:
        """
        The payment that came back.
        """
    @property
    def reverses_id(self, /) -> int | None:
        """
        The posting it undoes.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def to_line_id(self, /) -> int | None:
        """
        The other line of a transfer or carry-forward.
        """

@final
class Matched:
    """
    A row and a posting that are the same money.

    Example:
        >>> with open("march.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("日期,支付金额\\n2025-03-04,5.00\\n")
        >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 3))
        >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
        >>> (matched,) = ledger.reconcile(1).matched
        >>> matched.by, matched.row.dated, matched.posting.dated
        ('days', datetime.date(2025, 3, 4), datetime.date(2025, 3, 3))
    """
    def __copy__(self, /) -> Matched:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Matched:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Matched:
        """
        Read what pickle wrote.
        """
    @property
    def by(self, /) -> str:
        """
        By what they were found: `confirmed`, `key`, `document`, `day` or `days`.
        """
    @property
    def match_id(self, /) -> int | None:
        """
        Number of the match, once it is confirmed.
        """
    @property
    def posting(self, /) -> MoneyPosting:
        """
        The posting.
        """
    @property
    def row(self, /) -> StatementRow:
        """
        The row.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Migration:
    """
    What a migration did.

    Example:
        >>> ledger.disconnect()
        >>> migration = yusuan.Ledger.migrate("county.db")
        >>> migration.earlier_version == migration.version
        True
    """
    def __copy__(self, /) -> Migration:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Migration:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Migration:
        """
        Read what pickle wrote.
        """
    @property
    def earlier_version(self, /) -> int:
        """
        Schema version the file had.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def version(self, /) -> int:
        """
        Schema version it has now; the same when nothing had to be done.
        """

@final
class MoneyDecision:
    """
    A decision on the money or surplus of a unit and fund that is not fiscal.

    Example:
        >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
        ...     amount="20001.00", dated=date(2025, 3, 1))
        >>> (decision,) = ledger.plan_close(2025).money
        >>> decision.fund, decision.action, decision.amount
        ('unit_other_income', 'income_to_surplus', Decimal('1.00'))
    """
    def __copy__(self, /) -> MoneyDecision:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> MoneyDecision:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> MoneyDecision:
        """
        Read what pickle wrote.
        """
    @property
    def action(self, /) -> MoneyAction:
        """
        What happens.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        To how much of it, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def fund(self, /) -> Fund:
        """
        The fund.
        """
    @property
    def policy(self, /) -> str:
        """
        The rule that took the decision.
        """
    @property
    def policy_id(self, /) -> int | None:
        """
        Row of the policy; negative when it is built in, None where no policy decided.
        """
    @property
    def source(self, /) -> str:
        """
        Where the policy comes from.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str:
        """
        Name of the unit.
        """

@final
class MoneyPosting:
    """
    A posting that moved money on an account, as a payment, receipt or surrender.

    Example:
        >>> with open("march.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("日期,支付金额\\n2025-03-04,5.00\\n")
        >>> paid = ledger.pay(line, "9.00", dated=date(2025, 3, 4), payee="文具店")
        >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
        >>> (posting,) = ledger.reconcile(1).only_in_ledger
        >>> posting.event, posting.amount, posting.payee
        ('pay', Decimal('9.00'), '文具店')
    """
    def __copy__(self, /) -> MoneyPosting:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> MoneyPosting:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> MoneyPosting:
        """
        Read what pickle wrote.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        More than zero for what went out, less for what came in, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def dated(self, /) -> date:
        """
        The day.
        """
    @property
    def document(self, /) -> str | None:
        """
        Document of its voucher.
        """
    @property
    def event(self, /) -> str:
        """
        Its event, as `pay`, `refund`, `receive` or `surrender`.
        """
    @property
    def key(self, /) -> str | None:
        """
        Key of its voucher.
        """
    @property
    def payee(self, /) -> str | None:
        """
        Who was paid; None when nobody was named or the name was erased.
        """
    @property
    def posting_id(self, /) -> int:
        """
        Its number.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Its voucher.
        """

@final
class Narrative:
    """
    The explanatory part of a budget (部门预算情况说明): figures by key, and the text.

    `str(narrative)` is the text.

    Example:
        >>> narrative = ledger.narrative(2025)
        >>> narrative.title, narrative.currency_unit, narrative.items[0].key
        ('社会保险中心2025年部门预算情况说明', '万元', 'title')
    """
    def __copy__(self, /) -> Narrative:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Narrative:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Narrative:
        """
        Read what pickle wrote.
        """
    @property
    def basis(self, /) -> str:
        """
        What changes are computed from: `displayed` or `exact`.
        """
    @property
    def currency_unit(self, /) -> str:
        """
        Unit of money of the figures, 万元 or 元.
        """
    @property
    def gaps(self, /) -> Rows[NarrativeGap]:
        """
        What the sentences lack.
        """
    @property
    def id(self, /) -> str:
        """
        Stable name: `budget-narrative`.
        """
    def item(self, /, key: str) -> NarrativeItem:
        """
        Return the item of a key, as `5.3.2080109`.

        Raises:
            NotFoundError: `item_unknown`.

        Example:
            >>> ledger.narrative(2025).item("1.total").section
            '一'
        """
    @property
    def items(self, /) -> Rows[NarrativeItem]:
        """
        The items in print order.
        """
    @property
    def notes(self, /) -> list[str]:
        """
        What to know when reading it.
        """
    @property
    def sections(self, /) -> Rows[NarrativeSection]:
        """
        The sentences by section.
        """
    @property
    def text(self, /) -> str:
        """
        The text: title, headings and sentences, a line each.
        """
    @property
    def title(self, /) -> str:
        """
        The title above it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str:
        """
        Unit or department.
        """
    @property
    def year(self, /) -> int:
        """
        Budget year.
        """

@final
class NarrativeFigure:
    """
    A figure of the explanatory part, as printed and exact.

    Example:
        >>> figure = ledger.narrative(2025).item("1.total").figure("amount")
        >>> figure.kind, figure.printed, figure.unit, figure.fen
        ('amount', '16.19', '万元', 16188000)
    """
    def __copy__(self, /) -> NarrativeFigure:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> NarrativeFigure:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> NarrativeFigure:
        """
        Read what pickle wrote.
        """
    @property
    def base_fen(self, /) -> int | None:
        """
        What it is compared with, in fen: of a share the whole, of a change last year's.
        """
    @property
    def fen(self, /) -> int | None:
        """
        Exact amount in fen: of a share the part, of a change this year's.
        """
    @property
    def id(self, /) -> str:
        """
        Name, unique in its item.
        """
    @property
    def kind(self, /) -> str:
        """
        What it says: `amount`, `share`, `direction`, `amount_change`, `percent_direction`,
        `percent_change`, `year`, `count`, `area`, `text` or `name`.
        """
    @property
    def number(self, /) -> int | None:
        """
        A number of things, a year, or hundredths of a square metre.
        """
    @property
    def printed(self, /) -> str | None:
        """
        What is printed, without its unit; None where something is missing.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str | None:
        """
        The unit printed behind it.
        """

@final
class NarrativeGap:
    """
    Something that a sentence needs and nobody said.

    Example:
        >>> gap = ledger.narrative(2025).gaps[0]
        >>> gap.key, gap.id, gap.reason
        ('2.general_public', 'dir', 'last_year_missing')
    """
    def __copy__(self, /) -> NarrativeGap:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> NarrativeGap:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> NarrativeGap:
        """
        Read what pickle wrote.
        """
    @property
    def id(self, /) -> str:
        """
        Its figure.
        """
    @property
    def key(self, /) -> str:
        """
        The item.
        """
    @property
    def reason(self, /) -> str:
        """
        Why: `text_missing`, `last_year_missing`, `declaration_missing` or `figure_absent`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class NarrativeItem:
    """
    The figures of one sentence of the explanatory part, and the sentence.

    Example:
        >>> item = ledger.narrative(2025).item("1.total")
        >>> item.section, tuple(figure.id for figure in item.figures)
        ('一', ('y', 'amount'))
    """
    def __copy__(self, /) -> NarrativeItem:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> NarrativeItem:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> NarrativeItem:
        """
        Read what pickle wrote.
        """
    def figure(self, /, id: str) -> NarrativeFigure:
        """
        Return a figure by its name, as `pct`.

        Raises:
            NotFoundError: `figure_unknown`.

        Example:
            >>> ledger.narrative(2025).item("1.total").figure("amount").printed
            '16.19'
        """
    @property
    def figures(self, /) -> Rows[NarrativeFigure]:
        """
        Its figures.
        """
    @property
    def key(self, /) -> str:
        """
        Stable name, as `5.3.2080109`.
        """
    @property
    def section(self, /) -> str:
        """
        Where it stands, as 五（三）.
        """
    @property
    def text(self, /) -> str:
        """
        Its sentence.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class NarrativeSection:
    """
    A section of the explanatory part.

    Example:
        >>> section = ledger.narrative(2025).sections[0]
        >>> section.number, section.heading
        ('一', '一、2025年部门收支预算总体情况')
    """
    def __copy__(self, /) -> NarrativeSection:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> NarrativeSection:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> NarrativeSection:
        """
        Read what pickle wrote.
        """
    @property
    def heading(self, /) -> str:
        """
        The line above it.
        """
    @property
    def number(self, /) -> str:
        """
        一 to 十二.
        """
    @property
    def paragraphs(self, /) -> list[str]:
        """
        Its sentences.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class NearMiss:
    """
    A row that only the statement has, and an unmatched posting that it nearly is.

    Example:
        >>> with open("march.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("日期,支付金额\\n2025-03-01,5.00\\n2025-03-31,1.00\\n")
        >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 20))
        >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
        >>> (near,) = ledger.reconcile(1).near_misses
        >>> near.by, near.days
        ('amount', 19)
    """
    def __copy__(self, /) -> NearMiss:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> NearMiss:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> NearMiss:
        """
        Read what pickle wrote.
        """
    @property
    def by(self, /) -> str:
        """
        What they have in common: `key`, `document` or `amount`.
        """
    @property
    def days(self, /) -> int:
        """
        How many days lie between them.
        """
    @property
    def posting(self, /) -> MoneyPosting:
        """
        The posting.
        """
    @property
    def row(self, /) -> StatementRow:
        """
        The row.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class OnlyInStatement:
    """
    A row that no posting is the same money as, or more than one could be.

    Example:
        >>> with open("march.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("日期,支付金额\\n2025-03-04,5.00\\n")
        >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
        >>> (only,) = ledger.reconcile(1).only_in_statement
        >>> only.row.amount, only.candidates
        (Decimal('5.00'), [])
    """
    def __copy__(self, /) -> OnlyInStatement:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> OnlyInStatement:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> OnlyInStatement:
        """
        Read what pickle wrote.
        """
    @property
    def candidates(self, /) -> list[int]:
        """
        Postings that it could be, none of them the only one.
        """
    @property
    def row(self, /) -> StatementRow:
        """
        The row.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Override:
    """
    An override, with the act it stands on.

    Example:
        >>> receipt = ledger.supplement(line, "1.00", dated=date(2025, 11, 1), document="1号",
        ...     overrides={"freeze_date": "县政府纪要〔2025〕7号"})
        >>> (override,) = ledger.overrides(2025)
        >>> override.policy, override.document, override.act
        ('freeze_date', '县政府纪要〔2025〕7号', 'post')
    """
    def __copy__(self, /) -> Override:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Override:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Override:
        """
        Read what pickle wrote.
        """
    @property
    def act(self, /) -> str:
        """
        What the voucher does, as `post`.
        """
    @property
    def dated(self, /) -> date | None:
        """
        Day it counts for.
        """
    @property
    def document(self, /) -> str:
        """
        Reference of the document that grants it.
        """
    @property
    def name_zh(self, /) -> str:
        """
        What the policy is about, in Chinese.
        """
    @property
    def override_id(self, /) -> int:
        """
        Its number.
        """
    @property
    def policy(self, /) -> str:
        """
        Name of the policy.
        """
    @property
    def prepared_by(self, /) -> str | None:
        """
        Who prepared the voucher.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why; None when nothing was said or the text was erased.
        """
    @property
    def reviewed_by(self, /) -> str | None:
        """
        Who reviewed it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Number of the voucher.
        """

@final
class PlainTextExport:
    """
    What an export of the journal wrote.

    Example:
        >>> export = ledger.export_plain_text("county.journal", program="hledger")
        >>> export.transaction_count, export.account_count
        (5, 10)
    """
    def __copy__(self, /) -> PlainTextExport:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> PlainTextExport:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> PlainTextExport:
        """
        Read what pickle wrote.
        """
    @property
    def account_count(self, /) -> int:
        """
        How many accounts.
        """
    @property
    def head(self, /) -> Head:
        """
        The newest voucher that is in it, and the hash of its chain.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def transaction_count(self, /) -> int:
        """
        How many transactions, one for each posting.
        """

@final
class Plan:
    """
    The plan of a closing: one decision for everything that a year leaves.

    It fits the ledger as it stood when the plan was made, and names that head. As text it is the
    table that the command line prints, with its remarks.

    Example:
        >>> plan = ledger.plan_close(2025)
        >>> plan.year, plan.is_feasible, plan.row_count, plan.decisions[0].action
        (2025, True, 4, 'carry_forward')
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> "object":
        """
        Return the rows as a stream of batches, as the Arrow C stream interface has it.
        """
    def __copy__(self, /) -> Plan:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Plan:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the plan as the command line prints it.
        """
    def _repr_html_(self, /) -> str:
        """
        Return the same for a notebook.
        """
    @staticmethod
    def _unpickle(text: str) -> Plan:
        """
        Read what pickle wrote.
        """
    @property
    def decisions(self, /) -> Rows[Decision]:
        """
        Decisions on lines and commitments, in the order they are applied.
        """
    def frame(self, /, *, names: ColumnNames = ..., money: ColumnMoney = ...) -> Frame:
        """
        Return the rows of the plan as columns, with chosen names and amounts.

        Args:
            names: `en` for the names that `rows` has, `zh` for those of `to_csv`.
            money: `fen` for whole fen, `yuan` for exact decimals.

        Example:
            >>> ledger.plan_close(2025).frame(money="yuan").columns[13:15]
            ['action', 'amount']
        """
    @property
    def head(self, /) -> Head:
        """
        Where the chain stood.
        """
    @property
    def is_feasible(self, /) -> bool:
        """
        Whether nothing is known that would stop the closing.
        """
    @property
    def money(self, /) -> Rows[MoneyDecision]:
        """
        Decisions on money that no line holds.
        """
    @property
    def remarks(self, /) -> Rows[PlanRemark]:
        """
        What would stop the closing, and what else should be known.
        """
    @property
    def row_count(self, /) -> int:
        """
        How many rows it has: decisions on lines and on money.
        """
    def rows(self, /) -> "list[dict[str, Any]]":
        """
        Return the plan as rows, one dict for each decision, amounts in fen.

        Example:
            >>> row = ledger.plan_close(2025).rows()[0]
            >>> row["line_id"], row["action"], row["amount_fen"], row["policy"]
            (1, 'carry_forward', 8188000, 'closing')
        """
    def save(self, /, path: str | PathLike[str]) -> None:
        """
        Write the plan to a file, to be edited and loaded back with `Ledger.load_plan`: a workbook
        when its name ends in `.xlsx`, else CSV. A file that is there is replaced, once the new one
        is complete; a ledger is not.

        Raises:
            UnwrittenFileError: `file_not_written`, also an `OSError`.
            FileError: `file_is_database`.

        Example:
            >>> ledger.plan_close(2025).save("plan-2025.xlsx")
            >>> ledger.load_plan("plan-2025.xlsx") == ledger.plan_close(2025)
            True
        """
    @property
    def successors(self, /) -> Rows[Successor]:
        """
        Codes and units under whose new names money is carried forward.
        """
    def to_csv(self, /) -> str:
        """
        Return the plan as CSV text with Chinese headings, amounts in yuan, to be edited.

        Example:
            >>> print(ledger.plan_close(2025).to_csv().splitlines()[1].split(",")[13:15])
            ['结转', '81880.00']
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    def to_pandas(self, /, *, names: ColumnNames = ..., money: ColumnMoney = ...) -> DataFrame:
        """
        Return the rows as a pandas data frame with exact types; see `frame`. Needs pandas and pyarrow.

        Example:
            >>> ledger.plan_close(2025).to_pandas()["amount_fen"].sum()
            16188000
        """
    def to_polars(self, /, *, names: ColumnNames = ..., money: ColumnMoney = ...) -> DataFrame2:
        """
        Return the rows as a polars data frame; see `frame`. Needs polars.

        Example:
            >>> ledger.plan_close(2025).to_polars()["amount_fen"].sum()
            16188000
        """
    def to_xlsx(self, /) -> "bytes":
        """
        Return the plan as a workbook: what may be edited is yellow, the rest is grey.

        Example:
            >>> ledger.plan_close(2025).to_xlsx()[:2]
            b'PK'
        """
    @property
    def year(self, /) -> int:
        """
        The year to close.
        """

@final
class PlanRemark:
    """
    Something about a plan that its reader should know.

    Example:
        >>> training = ledger.lines(2025)[3].line
        >>> paid = ledger.pay(training, "1.00", dated=date(2025, 3, 1))
        >>> (remark,) = ledger.plan_close(2025).remarks
        >>> remark.token, remark.is_obstacle
        ('surplus_exceeded', True)
    """
    def __copy__(self, /) -> PlanRemark:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> PlanRemark:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> PlanRemark:
        """
        Read what pickle wrote.
        """
    @property
    def hint(self, /) -> str:
        """
        What to do.
        """
    @property
    def is_obstacle(self, /) -> bool:
        """
        Whether the closing is refused while this stands.
        """
    @property
    def message(self, /) -> str:
        """
        What is the matter.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def token(self, /) -> str:
        """
        Stable token: that of the rule which the closing would meet, `age_limit_passed`,
        `contract_divided`, `not_taken_back`, `surplus_stays` or `true_up_due`.
        """

@final
class PlannedMonth:
    """
    A month of the spending plan of a line, beside what was paid.

    Example:
        >>> receipt = ledger.plan_spending(travel, by="quarter")
        >>> month = ledger.spending_plan(travel)[0]
        >>> month.month, month.planned, month.left
        (1, Decimal('2500.00'), Decimal('2500.00'))
    """
    def __copy__(self, /) -> PlannedMonth:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> PlannedMonth:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> PlannedMonth:
        """
        Read what pickle wrote.
        """
    @property
    def left(self, /) -> Decimal:
        """
        What may still be paid until its end, in yuan: never more than later months leave.
        """
    @property
    def left_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def month(self, /) -> int:
        """
        The month, 1 to 12.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        What was paid in it, less refunds, in yuan.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def paid_to_date(self, /) -> Decimal:
        """
        What was paid from January until its end, less refunds, in yuan.
        """
    @property
    def paid_to_date_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def planned(self, /) -> Decimal:
        """
        What is planned for it, in yuan.
        """
    @property
    def planned_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def planned_to_date(self, /) -> Decimal:
        """
        What is planned from January until its end, in yuan.
        """
    @property
    def planned_to_date_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class PlannedPayment:
    """
    A planned payment, after everything that was taken away again, with what was paid of it.

    Example:
        >>> part = yusuan.ContractPart(line, "30000.00", due_on=date(2025, 6, 30))
        >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
        ...     signed_on=date(2025, 3, 1), parts=[part])
        >>> (payment,) = ledger.contract("2025-07").payments
        >>> payment.due_on, payment.planned, payment.paid
        (datetime.date(2025, 6, 30), Decimal('30000.00'), Decimal('0.00'))
    """
    def __copy__(self, /) -> PlannedPayment:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> PlannedPayment:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> PlannedPayment:
        """
        Read what pickle wrote.
        """
    @property
    def due_on(self, /) -> date | None:
        """
        Day of the payment; None when only the year is known.
        """
    @property
    def key(self, /) -> LineKey:
        """
        The line that is to pay.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        What was paid of it, in yuan: a payment counts for the line that it was committed on at first,
        whatever year paid it, and there for the planned payments in their order.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def planned(self, /) -> Decimal:
        """
        What is planned, in yuan.
        """
    @property
    def planned_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Policy:
    """
    A policy that can still decide something in a year.

    Example:
        >>> policy = ledger.policies(2025)[0]
        >>> policy.name, policy.action, policy.is_built_in
        ('four_eyes', 'allow', True)
    """
    def __copy__(self, /) -> Policy:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Policy:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Policy:
        """
        Read what pickle wrote.
        """
    @property
    def action(self, /) -> PolicyAction:
        """
        What it does: `forbid`, `deny`, `document`, `warn` or `allow`.
        """
    @property
    def code_level(self, /) -> CodeLevel | None:
        """
        How far apart codes must be; None for any.
        """
    @property
    def first_year(self, /) -> int:
        """
        First year it holds for.
        """
    @property
    def fund(self, /) -> str | None:
        """
        The fund, or group of funds, it is narrowed to; None for any.
        """
    @property
    def is_built_in(self, /) -> bool:
        """
        Whether it came with the schema.
        """
    @property
    def item(self, /) -> str | None:
        """
        What a code must begin with; None for any.
        """
    @property
    def kind(self, /) -> Kind | None:
        """
        The sort of spending it is narrowed to; None for any.
        """
    @property
    def last_year(self, /) -> int:
        """
        Last year it holds for.
        """
    @property
    def level(self, /) -> Level | None:
        """
        The level it is narrowed to; None for both.
        """
    @property
    def name(self, /) -> str:
        """
        Its name, as `max_carry_years`.
        """
    @property
    def name_zh(self, /) -> str:
        """
        What it is about, in Chinese.
        """
    @property
    def policy_id(self, /) -> int:
        """
        Its number, negative when it is built in; of those that fit a line, the highest decides.
        """
    @property
    def source(self, /) -> str:
        """
        Where it comes from.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def value(self, /) -> str | None:
        """
        Its own figure or word; None where it has none.
        """

@final
class PolicyTouch:
    """
    A posting that a policy is about, with what the policy says of it.

    Example:
        >>> odd = yusuan.LineKey(**line.to_dict() | {"economic_code": "30101"})
        >>> receipt = ledger.supplement(odd, "1.00", dated=date(2025, 3, 1), document="1号")
        >>> touch = ledger.policy_report(2025)[0]
        >>> touch.policy, touch.name_zh, touch.status, touch.amount
        ('kind_economic', '支出类别与经济分类一致', 'warned', Decimal('1.00'))
    """
    def __copy__(self, /) -> PolicyTouch:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> PolicyTouch:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> PolicyTouch:
        """
        Read what pickle wrote.
        """
    @property
    def action(self, /) -> PolicyAction:
        """
        What the policy does.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        How much, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def dated(self, /) -> date | None:
        """
        Day it counts for.
        """
    @property
    def document(self, /) -> str | None:
        """
        Reference of the voucher's document.
        """
    @property
    def event(self, /) -> str:
        """
        What it does, as `transfer`.
        """
    @property
    def line_id(self, /) -> int:
        """
        Number of the line that the posting names.
        """
    @property
    def name_zh(self, /) -> str:
        """
        What the policy is about, in Chinese.
        """
    @property
    def override_document(self, /) -> str | None:
        """
        Reference of the document that grants the override.
        """
    @property
    def policy(self, /) -> str:
        """
        Name of the policy.
        """
    @property
    def posting_id(self, /) -> int:
        """
        Number of the posting.
        """
    @property
    def status(self, /) -> str:
        """
        `overridden`, `documented` or `warned`; `unknown` when a figure of last year is missing.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def to_line_id(self, /) -> int | None:
        """
        The other line of a transfer or carry-forward.
        """
    @property
    def unit(self, /) -> str:
        """
        Unit that the money goes to.
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Number of its voucher.
        """

@final
class PolicyWarning:
    """
    What a policy has to say about a posting that it lets pass.

    Example:
        >>> odd = yusuan.LineKey(**line.to_dict() | {"economic_code": "30101"})
        >>> receipt = ledger.supplement(odd, "1.00", dated=date(2025, 3, 1), document="1号")
        >>> receipt.warnings[0].policy, receipt.warnings[0].line_id
        ('kind_economic', 5)
    """
    def __copy__(self, /) -> PolicyWarning:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> PolicyWarning:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> PolicyWarning:
        """
        Read what pickle wrote.
        """
    @property
    def line_id(self, /) -> int | None:
        """
        Number of the line that it is about.
        """
    @property
    def message(self, /) -> str:
        """
        What it says.
        """
    @property
    def policy(self, /) -> str:
        """
        Name of the policy.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class PrintedPlace:
    """
    Where something is printed; as text, what a person would look for.

    Example:
        >>> place = yusuan.check_disclosure(ledger.tables(2025)).tables[0].place
        >>> place.path, place.table, str(place)
        (None, 'budget-01', 'budget-01')
    """
    def __copy__(self, /) -> PrintedPlace:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> PrintedPlace:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the place in words.
        """
    @staticmethod
    def _unpickle(text: str) -> PrintedPlace:
        """
        Read what pickle wrote.
        """
    @property
    def cell(self, /) -> str | None:
        """
        The cell as a spreadsheet names it.
        """
    @property
    def column(self, /) -> int | None:
        """
        Column of the sheet, from 1.
        """
    @property
    def column_id(self, /) -> str | None:
        """
        Id of the column there.
        """
    @property
    def path(self, /) -> str | None:
        """
        The file; None when the tables came from memory.
        """
    @property
    def row(self, /) -> int | None:
        """
        Row of the sheet, line of the file, or place of the row in a table, from 1.
        """
    @property
    def row_id(self, /) -> str | None:
        """
        Id of the row there.
        """
    @property
    def sheet(self, /) -> str | None:
        """
        Sheet of a workbook.
        """
    @property
    def table(self, /) -> str | None:
        """
        The table, as `budget-06`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class ProcurementTotal:
    """
    Government procurement of a year and unit, of one category.

    Example:
        >>> receipt = ledger.mark_procurement(line=line, category="goods", amount="5000.00")
        >>> (total,) = ledger.procurement(2025)
        >>> total.category, total.planned, total.paid
        ('goods', Decimal('5000.00'), Decimal('0.00'))
    """
    def __copy__(self, /) -> ProcurementTotal:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> ProcurementTotal:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> ProcurementTotal:
        """
        Read what pickle wrote.
        """
    @property
    def category(self, /) -> ProcurementCategory:
        """
        What is bought.
        """
    @property
    def committed(self, /) -> Decimal:
        """
        What commitments of the year hold or held, carried ones included, in yuan.
        """
    @property
    def committed_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def paid(self, /) -> Decimal:
        """
        What was paid against them, in yuan.
        """
    @property
    def paid_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def planned(self, /) -> Decimal:
        """
        What marks on lines plan, in yuan.
        """
    @property
    def planned_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def reserved_for(self, /) -> ReservedFor | None:
        """
        Whom it is set apart for; None for anybody.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str:
        """
        The unit that buys.
        """
    @property
    def year(self, /) -> int:
        """
        Budget year.
        """

@final
class Progress:
    """
    How far long work is.

    Example:
        >>> told = []
        >>> ledger.progress = told.append
        >>> files = ledger.export_parquet("lake")
        >>> told[0]
        Progress(stage='exporting', done=0, total=None)
    """
    def __copy__(self, /) -> Progress:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Progress:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Progress:
        """
        Read what pickle wrote.
        """
    @property
    def done(self, /) -> int:
        """
        How much of this stage is done.
        """
    @property
    def stage(self, /) -> Stage:
        """
        What it is doing.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def total(self, /) -> int | None:
        """
        How much there is to do; None where that is not known.
        """

@final
class ReadTable:
    """
    A table as it was recognised in a document.

    Example:
        >>> table = yusuan.check_disclosure(ledger.tables(2025)).tables[0]
        >>> table.table, table.title, table.currency_unit
        ('budget-01', '部门收支总体情况表', '万元')
    """
    def __copy__(self, /) -> ReadTable:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> ReadTable:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> ReadTable:
        """
        Read what pickle wrote.
        """
    @property
    def amounts(self, /) -> int:
        """
        Amounts that were read.
        """
    @property
    def currency_unit(self, /) -> str:
        """
        Unit of money, 万元 or 元.
        """
    @property
    def place(self, /) -> PrintedPlace:
        """
        File, sheet and row of the title.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows that were understood.
        """
    @property
    def table(self, /) -> str:
        """
        The table, as `budget-06`.
        """
    @property
    def title(self, /) -> str:
        """
        Title as printed.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Receipt:
    """
    Proof that an act is in the ledger.

    Example:
        >>> receipt = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
        >>> receipt.voucher_id, receipt.posting_count, receipt.warnings, receipt.is_repeated
        (8, 1, [], False)
    """
    def __copy__(self, /) -> Receipt:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Receipt:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Receipt:
        """
        Read what pickle wrote.
        """
    @property
    def commitment_ids(self, /) -> list[int]:
        """
        Commitments that the act created, in order.
        """
    @property
    def first_posting_id(self, /) -> int:
        """
        Number of its first posting; of a payment it is what a refund names.
        """
    @property
    def hash(self, /) -> str | None:
        """
        Its hash in hexadecimal; None when a foreign program wrote it.
        """
    @property
    def is_repeated(self, /) -> bool:
        """
        Whether the act was in the ledger already, under the same key.
        """
    @property
    def posting_count(self, /) -> int:
        """
        How many postings it has.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Number of the voucher.
        """
    @property
    def warnings(self, /) -> Rows[PolicyWarning]:
        """
        What policies have to say about the act, although they let it pass.
        """

@final
class Reconciliation:
    """
    A statement beside the ledger (对账结果).

    In both directions, what the statement says is `matched` + `only_in_statement` + `reversed`,
    and what the ledger says is `matched` + `only_in_ledger`. The `near_misses` are suggestions,
    and part of no sum.

    Example:
        >>> with open("march.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("日期,支付金额\\n2025-03-04,5.00\\n")
        >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
        >>> report = ledger.reconcile(1)
        >>> report.agrees, report.statement_total.paid, report.ledger_total.paid
        (False, Decimal('5.00'), Decimal('0.00'))
    """
    def __copy__(self, /) -> Reconciliation:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Reconciliation:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Reconciliation:
        """
        Read what pickle wrote.
        """
    @property
    def agrees(self, /) -> bool:
        """
        Whether both sides say the same.
        """
    @property
    def ledger_total(self, /) -> Flow:
        """
        Sum of the ledger.
        """
    @property
    def matched(self, /) -> Rows[Matched]:
        """
        What is the same money on both sides, in the order of the statement.
        """
    @property
    def matched_total(self, /) -> Flow:
        """
        Sum of what is matched.
        """
    @property
    def near_misses(self, /) -> Rows[NearMiss]:
        """
        Rows without a posting, and postings that they nearly are: for a person to look at.
        """
    @property
    def only_in_ledger(self, /) -> Rows[MoneyPosting]:
        """
        Postings of the statement's days that no statement has.
        """
    @property
    def only_in_ledger_total(self, /) -> Flow:
        """
        Sum of what is in the ledger only.
        """
    @property
    def only_in_statement(self, /) -> Rows[OnlyInStatement]:
        """
        Rows that the ledger has not.
        """
    @property
    def only_in_statement_total(self, /) -> Flow:
        """
        Sum of what is on the statement only.
        """
    @property
    def proposals(self, /) -> list[tuple[int, int]]:
        """
        Pairs that nobody confirmed yet: row and posting, for `Ledger.confirm_matches`.
        """
    @property
    def reversed(self, /) -> Rows[Reversed]:
        """
        Confirmed matches whose posting was undone since.
        """
    @property
    def reversed_total(self, /) -> Flow:
        """
        Sum of what was matched and undone.
        """
    @property
    def statement(self, /) -> Statement:
        """
        The statement.
        """
    @property
    def statement_total(self, /) -> Flow:
        """
        Sum of the statement.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class ReleasedCommitment:
    """
    A commitment of which a closing released something.

    Example:
        >>> training = ledger.lines(2025)[3].line
        >>> receipt = ledger.commit(training, "2000.00", contract="2025-07", dated=date(2025, 3, 1))
        >>> (released,) = ledger.close(ledger.plan_close(2025)).released_commitments
        >>> released.contract, released.commitment_id, released.amount
        ('2025-07', 1, Decimal('2000.00'))
    """
    def __copy__(self, /) -> ReleasedCommitment:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> ReleasedCommitment:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> ReleasedCommitment:
        """
        Read what pickle wrote.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        How much of it was released, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def commitment_id(self, /) -> int:
        """
        Its number.
        """
    @property
    def contract(self, /) -> str:
        """
        Its contract.
        """
    @property
    def line_id(self, /) -> int:
        """
        Its line.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str:
        """
        Its unit.
        """

@final
class Remark:
    """
    Something about the published tables that is worth knowing and not wrong; as text, one line.

    Example:
        >>> for code in "30201", "30211":
        ...     key = line.to_dict() | {"year": 2026, "origin_year": 2026, "economic_code": code}
        ...     warnings = ledger.draft(yusuan.LineKey(**key), "44.00")
        >>> receipt = ledger.approve(2026, document="预算批复〔2026〕1号", dated=date(2026, 2, 17))
        >>> remark = ledger.verify().notes[0]
        >>> remark.check, remark.verdict, remark.printed, remark.exact
        ('6.3', 'rounding', ('0.01', '0.00'), (Decimal('88.00'), Decimal('88.00')))
    """
    def __copy__(self, /) -> Remark:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Remark:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the remark as one line of text.
        """
    @staticmethod
    def _unpickle(text: str) -> Remark:
        """
        Read what pickle wrote.
        """
    @property
    def check(self, /) -> str:
        """
        Number of the identity, as `6.2`.
        """
    @property
    def exact(self, /) -> tuple[Decimal, Decimal]:
        """
        The two figures exactly, in yuan.
        """
    @property
    def exact_fen(self, /) -> tuple[int, int]:
        """
        The same in fen.
        """
    @property
    def place(self, /) -> str:
        """
        Rows and columns that were compared.
        """
    @property
    def printed(self, /) -> tuple[str, str]:
        """
        The two figures as printed.
        """
    @property
    def statement(self, /) -> str:
        """
        The identity in words.
        """
    @property
    def table(self, /) -> str:
        """
        The table, as `budget-06`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str:
        """
        Unit or department of the tables.
        """
    @property
    def verdict(self, /) -> str:
        """
        `rounding`, or `differs` for an identity that is only expected to hold.
        """
    @property
    def year(self, /) -> int:
        """
        Year of the tables.
        """

@final
class Repair:
    """
    What a repair did.

    Example:
        >>> ledger.disconnect()
        >>> repair = yusuan.Ledger.repair("county.db")
        >>> len(repair.restored), repair.verification.is_clean
        (0, True)
    """
    def __copy__(self, /) -> Repair:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Repair:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Repair:
        """
        Read what pickle wrote.
        """
    @property
    def copy(self, /) -> str | None:
        """
        Path of the copy of the file as it was; None when nothing was put back.
        """
    @property
    def receipt(self, /) -> Receipt | None:
        """
        The act that says in the ledger what was put back; None when nothing was.
        """
    @property
    def restored(self, /) -> Rows[RestoredGuard]:
        """
        What was put back; nothing when the file had all of it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def verification(self, /) -> Verification:
        """
        What a verification finds now: no error, perhaps warnings.
        """

@final
class RestoredGuard:
    """
    Something that guards a ledger and was put back.

    Example:
        >>> ledger.disconnect()
        >>> import sqlite3
        >>> connection = sqlite3.connect("county.db")
        >>> _ = connection.execute("DROP TRIGGER line_before_delete_append_only")
        >>> connection.close()
        >>> [guard] = yusuan.Ledger.repair("county.db").restored
        >>> guard.kind, guard.name, guard.was
        ('trigger', 'line_before_delete_append_only', 'missing')
    """
    def __copy__(self, /) -> RestoredGuard:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> RestoredGuard:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> RestoredGuard:
        """
        Read what pickle wrote.
        """
    @property
    def kind(self, /) -> str:
        """
        `trigger`, `view`, `index`, `table` for its text, `rows` for those of a table that come with
        the schema, or `pragma`.
        """
    @property
    def name(self, /) -> str:
        """
        Its name; that of the table where it is about rows.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def was(self, /) -> str:
        """
        What was wrong with it: `missing`, `changed`, `added`, or `stale` for an index that did not
        say what its table says.
        """

@final
class Reversed:
    """
    A confirmed match whose posting was undone since.

    Example:
        >>> with open("march.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("日期,支付金额\\n2025-03-03,5.00\\n")
        >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 3))
        >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
        >>> receipt = ledger.confirm_matches(ledger.reconcile(1).proposals)
        >>> receipt = ledger.reverse(paid.voucher_id, dated=date(2025, 3, 9))
        >>> (undone,) = ledger.reconcile(1).reversed
        >>> undone.match_id, undone.row.amount
        (1, Decimal('5.00'))
    """
    def __copy__(self, /) -> Reversed:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Reversed:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Reversed:
        """
        Read what pickle wrote.
        """
    @property
    def match_id(self, /) -> int:
        """
        Number of the match.
        """
    @property
    def posting(self, /) -> MoneyPosting:
        """
        The posting that was undone.
        """
    @property
    def row(self, /) -> StatementRow:
        """
        The row.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class RowShape:
    """
    How values of a class become the rows of a table.
    """
    def __reduce__(self, /) -> tuple[Any, tuple[type]]:
        """
        Return what pickle writes: the class, by which the same shape is found again.
        """
    def frame(self, /, values: SupportsGetItem[int, Any], names: ColumnNames, money: ColumnMoney) -> Frame:
        """
        Return values as a table.
        """
    @staticmethod
    def of_class(of: type) -> RowShape:
        """
        Return the shape of a class.
        """

@final
class RowWarning:
    """
    What a policy has to say about a row of a file that it lets pass; as text, with its place.

    Example:
        >>> with open("lines.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("year,unit,fund,level,origin_year,functional_code,economic_code,"
        ...         "kind,project,amount\\n2026,社会保险中心,general_public,own,2026,2080109,30101,"
        ...         "basic_public,,1234.56\\n")
        >>> (warning,) = ledger.import_lines("lines.csv").warnings
        >>> warning.row, warning.policy
        (2, 'kind_economic')
    """
    def __copy__(self, /) -> RowWarning:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> RowWarning:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return file, row and what is said.
        """
    @staticmethod
    def _unpickle(text: str) -> RowWarning:
        """
        Read what pickle wrote.
        """
    @property
    def message(self, /) -> str:
        """
        What it says.
        """
    @property
    def path(self, /) -> str:
        """
        The file, as it was named.
        """
    @property
    def policy(self, /) -> str:
        """
        Name of the policy.
        """
    @property
    def row(self, /) -> int:
        """
        Line of the file, the header being 1.
        """
    @property
    def sheet(self, /) -> str | None:
        """
        Sheet of a workbook; None in a text file.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Statement:
    """
    A statement of the treasury or a bank (对账单) that was loaded.

    Example:
        >>> with open("march.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("日期,支付金额\\n2025-03-04,5.00\\n")
        >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
        >>> (statement,) = ledger.statements()
        >>> statement.kind, statement.name, statement.row_count, statement.matched_count
        ('treasury', '国库', 1, 0)
    """
    def __copy__(self, /) -> Statement:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Statement:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Statement:
        """
        Read what pickle wrote.
        """
    @property
    def first_on(self, /) -> date:
        """
        First day that it covers.
        """
    @property
    def kind(self, /) -> StatementKind:
        """
        Whose it is: `treasury` or `bank`.
        """
    @property
    def last_on(self, /) -> date:
        """
        Last day that it covers.
        """
    @property
    def matched_count(self, /) -> int:
        """
        How many of them have a match that stands.
        """
    @property
    def name(self, /) -> str:
        """
        Account or system.
        """
    @property
    def row_count(self, /) -> int:
        """
        How many rows it has.
        """
    @property
    def statement_id(self, /) -> int:
        """
        Its number.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_id(self, /) -> int:
        """
        The act that loaded it.
        """

@final
class StatementRow:
    """
    A row of a statement.

    Example:
        >>> with open("march.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("日期,支付金额,流水号\\n2025-03-04,1234.56,0001\\n")
        >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
        >>> row = ledger.reconcile(1).only_in_statement[0].row
        >>> row.row, row.dated, row.amount, row.key
        (2, datetime.date(2025, 3, 4), Decimal('1234.56'), '0001')
    """
    def __copy__(self, /) -> StatementRow:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> StatementRow:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> StatementRow:
        """
        Read what pickle wrote.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        More than zero for what went out, less for what came in, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def dated(self, /) -> date:
        """
        The day.
        """
    @property
    def document(self, /) -> str | None:
        """
        Number of its document.
        """
    @property
    def key(self, /) -> str | None:
        """
        The other side's number for it.
        """
    @property
    def row(self, /) -> int:
        """
        Row of the file.
        """
    @property
    def row_id(self, /) -> int:
        """
        Its number in the ledger.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Successor:
    """
    A code or unit of a year, and what it is called in the next.

    Example:
        >>> with open("successors.csv", "w", encoding="utf-8") as file:
        ...     _ = file.write("类别,原编码,新编码\\n经济,30201,30202\\n")
        >>> receipt = ledger.load_successors(2026, "successors.csv")
        >>> (successor,) = ledger.successors(2026)
        >>> successor.scheme, successor.old, successor.new
        ('economic', '30201', '30202')
    """
    def __copy__(self, /) -> Successor:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Successor:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Successor:
        """
        Read what pickle wrote.
        """
    @property
    def new(self, /) -> str:
        """
        What it becomes.
        """
    @property
    def old(self, /) -> str:
        """
        The code or unit of that year.
        """
    @property
    def scheme(self, /) -> str:
        """
        What is renamed: `functional`, `economic` or `unit`.
        """
    @property
    def source(self, /) -> str:
        """
        Where that is said.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def year(self, /) -> int:
        """
        Last year of the old name.
        """

@final
class SurplusChange:
    """
    A surplus that is new or has other totals.

    Example:
        >>> before = ledger.head()
        >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
        >>> (change,) = ledger.diff(before).surpluses
        >>> change.before, change.after.stock
        (None, Decimal('50000.00'))
    """
    def __copy__(self, /) -> SurplusChange:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> SurplusChange:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> SurplusChange:
        """
        Read what pickle wrote.
        """
    @property
    def after(self, /) -> SurplusReport:
        """
        As it is.
        """
    @property
    def before(self, /) -> SurplusReport | None:
        """
        As it was; None when it is new.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class SurplusReport:
    """
    The surplus 结余 of a unit and fund, over all years.

    Example:
        >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
        >>> (surplus,) = ledger.surpluses()
        >>> surplus.unit, surplus.fund, surplus.stock
        ('社会保险中心', 'general_public', Decimal('50000.00'))
    """
    def __copy__(self, /) -> SurplusReport:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> SurplusReport:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> SurplusReport:
        """
        Read what pickle wrote.
        """
    @property
    def added(self, /) -> Decimal:
        """
        结余转入: what went into it, in yuan.
        """
    @property
    def added_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def distributed(self, /) -> Decimal:
        """
        结余分配: what was distributed, in yuan.
        """
    @property
    def distributed_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def earmarked_in(self, /) -> Decimal:
        """
        专用结余归集调入: likewise of what was set aside, in yuan.
        """
    @property
    def earmarked_in_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def earmarked_out(self, /) -> Decimal:
        """
        专用结余归集调出: likewise of what was set aside, in yuan.
        """
    @property
    def earmarked_out_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def earmarked_stock(self, /) -> Decimal:
        """
        专用结余: what is left of what was set aside for a purpose of its own, in yuan.
        """
    @property
    def earmarked_stock_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def earmarked_used(self, /) -> Decimal:
        """
        使用专用结余: what was used of what was set aside, in yuan.
        """
    @property
    def earmarked_used_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def fund(self, /) -> Fund:
        """
        The purse that the money comes from.
        """
    @property
    def pooled_in(self, /) -> Decimal:
        """
        结余归集调入: what came from units that this one took over, in yuan.
        """
    @property
    def pooled_in_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def pooled_out(self, /) -> Decimal:
        """
        结余归集调出: what went to the unit that took this one over, in yuan.
        """
    @property
    def pooled_out_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def stock(self, /) -> Decimal:
        """
        What is there for any purpose, in yuan.
        """
    @property
    def stock_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def surplus_id(self, /) -> int:
        """
        Number of the surplus in its ledger.
        """
    @property
    def surrendered(self, /) -> Decimal:
        """
        结余上缴: what finance got, in yuan.
        """
    @property
    def surrendered_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unit(self, /) -> str:
        """
        Name of the unit.
        """
    @property
    def used(self, /) -> Decimal:
        """
        结余使用: what lines and deficits took out of it, in yuan.
        """
    @property
    def used_fen(self, /) -> int:
        """
        The same in fen.
        """

@final
class Table:
    """
    A published table: columns, and rows with exact amounts beside what is printed.

    `str(table)` draws it with Chinese columns aligned, a notebook draws it with merged headings.

    Example:
        >>> table = ledger.table("budget-06", year=2025)
        >>> table.title, table.currency_unit
        ('一般公共预算基本支出情况表', '万元')
        >>> table.rows[1]["name"], table.rows[1]["total"]
        ('商品和服务支出', Decimal('9.188000'))
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> "object":
        """
        Return the table as a stream of batches, as the Arrow C stream interface has it.
        """
    def __copy__(self, /) -> Table:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Table:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __len__(self, /) -> int:
        """
        Return the number of rows.
        """
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Draw the table as text, with Chinese columns aligned.
        """
    def _repr_html_(self, /) -> str:
        """
        Draw the table for a notebook.
        """
    @staticmethod
    def _unpickle(text: str) -> Table:
        """
        Read what pickle wrote.
        """
    @property
    def columns(self, /) -> list[Column]:
        """
        Columns, grouped as the header is.
        """
    @property
    def currency_unit(self, /) -> str:
        """
        Unit of money of the printed amounts, 万元 or 元.
        """
    @property
    def empty_note(self, /) -> str | None:
        """
        The sentence printed instead of rows; None when there are rows.
        """
    def fen(self, /, row: SupportsIndex | str, column: str) -> int | None:
        """
        Return the exact amount of a cell in fen; None when it is blank or text.

        Args:
            row: place of the row from 0, or its id; in a two-sided table the id of either side.
            column: id of the column.

        Raises:
            NotFoundError: `row_unknown`, `column_unknown`.

        Example:
            >>> ledger.table("budget-06", year=2025).fen("302", "total")
            9188000
        """
    def frame(self, /, *, names: ColumnNames = ..., money: ColumnMoney = ...) -> Frame:
        """
        Return the table as columns, with chosen names and amounts.

        Args:
            names: `en` for the ids of columns, `zh` for the printed headings, after those of their
                groups, as `财政拨款/小计`.
            money: `fen` for whole fen in columns named `*_fen`, `yuan` for exact decimals in yuan,
                whatever unit the table is printed in.

        Shape: `row_id` and `row_level` (`total`, `class`, …; None in a two-sided table), then the
            columns of `rows`. A rate is a decimal number of percent.

        Example:
            >>> ledger.table("budget-06", year=2025).frame().columns[:5]
            ['row_id', 'row_level', 'class', 'section', 'name']
        """
    @property
    def id(self, /) -> str:
        """
        Stable name, as `budget-01`.
        """
    @property
    def notes(self, /) -> list[str]:
        """
        Remarks printed below, each one sentence.
        """
    @property
    def row_ids(self, /) -> list[str | None]:
        """
        Ids of the rows in print order; in a two-sided table those of the income side, None where
        that side is blank.
        """
    @property
    def rows(self, /) -> list[dict[str, Any]]:
        """
        Rows in print order, each a dict from column id to content.

        Shape: a text or None in a label column, a `Decimal` or None in a column of amounts or
            rates; codes and names included, columns in print order.
        Units: amounts are exact numbers of `currency_unit`, not the rounded ones that are printed:
            for those ask `text`, for fen ask `fen`. A rate is the percentage that is printed.
        """
    def text(self, /, row: SupportsIndex | str, column: str) -> str | None:
        """
        Return what is printed in a cell; None when it is blank.

        Args:
            row: place of the row from 0, or its id; in a two-sided table the id of either side.
            column: id of the column.

        Raises:
            NotFoundError: `row_unknown`, `column_unknown`.

        Example:
            >>> ledger.table("budget-06", year=2025).text("302", "total")
            '9.19'
        """
    @property
    def title(self, /) -> str:
        """
        Printed title.
        """
    def to_csv(self, /) -> str:
        """
        Return the table as CSV: a line of headings, then the rows as printed.

        Example:
            >>> ledger.table("budget-06", year=2025).to_csv().splitlines()[1]
            ',,总计,9.19,,9.19'
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `yusuan tables --json` prints, as a dict.

        Example:
            >>> ledger.table("budget-06", year=2025).to_dict()["id"]
            'budget-06'
        """
    def to_pandas(self, /, *, names: ColumnNames = ..., money: ColumnMoney = ...) -> DataFrame:
        """
        Return the table as a pandas data frame with exact types; see `frame`. Needs pandas and pyarrow.

        Example:
            >>> ledger.table("budget-06", year=2025).to_pandas()["total_fen"][0]
            9188000
        """
    def to_polars(self, /, *, names: ColumnNames = ..., money: ColumnMoney = ...) -> DataFrame2:
        """
        Return the table as a polars data frame; see `frame`. Needs polars.

        Example:
            >>> ledger.table("budget-06", year=2025).to_polars(money="yuan")["total"][0]
            Decimal('91880.00')
        """
    @property
    def unit(self, /) -> str:
        """
        Unit or department printed above the table.
        """

@final
class TableFacts:
    """
    What the tables of a year are made from: those of one ledger, or of several together.

    `Ledger.table_facts` takes them out of a ledger, `merged` puts them together, and then `tables` and
    `final_tables` make the tables of all, by the rules of a single ledger. They can be pickled.

    Example:
        >>> facts = ledger.table_facts(2025)
        >>> facts.tables() == ledger.tables(2025), facts.units
        (True, ['社会保险中心'])
    """
    def __copy__(self, /) -> TableFacts:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> TableFacts:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> TableFacts:
        """
        Read what pickle wrote.
        """
    def checks(self, /, *, final: bool = False) -> Rows[Check]:
        """
        Check the tables with each other (勾稽关系).

        Args:
            final: the final accounts instead of the budget.

        Example:
            >>> {check.verdict for check in ledger.table_facts(2025).checks(final=True)}
            {'holds'}
        """
    def eliminated(self, /, transfers: SupportsGetItem[int, tuple[str, str, Fund, SupportsIndex, SupportsIndex]]) -> TableFacts:
        """
        Take transfers between units out of the facts of all of them (抵销).

        In the budget the money of the unit that gave becomes that of the lines which spend it. In the
        accounts `final-01` to `final-03` lose the income of the one and the payment of the other; take
        the other tables from the facts without this.

        Args:
            transfers: the unit that gave, the unit that got, the fund it has there
                (`unit_superior_subsidy` or `unit_affiliate_remittance`), what both budgets have of it in
                fen, and what was paid in fen.

        Raises:
            ArgumentError: `transfer_exceeded`.

        Example:
            >>> facts = ledger.table_facts(2025)
            >>> facts.eliminated([]) == facts
            True
        """
    def final_tables(self, /, *, region: str | None = None, currency_unit: CurrencyUnit | None = None) -> list[Table]:
        """
        Return the final accounts; none where a budget is not approved.

        Args:
            region: whose template is wanted; that of no region otherwise, or when it has none.
            currency_unit: `wan_yuan` 万元 or `yuan` 元; that of the template unless told.

        Raises:
            NotFoundError: `template_unknown`.

        Example:
            >>> ledger.table_facts(2025).final_tables() == ledger.final_tables(2025)
            True
        """
    @property
    def has_accounts(self, /) -> bool:
        """
        Whether there are final accounts: the budget is approved, in every ledger.
        """
    @property
    def is_closed(self, /) -> bool:
        """
        Whether the year is closed, in every ledger.
        """
    @staticmethod
    def merged(parts: SupportsGetItem[int, TableFacts], year: int, title: str) -> TableFacts:
        """
        Put the facts of several ledgers together.

        Of a code that is named differently the first name stands.

        Args:
            parts: the facts, each of other units.
            year: their year.
            title: what is printed above the tables.

        Raises:
            ArgumentError: `unit_twice`, `table_line_year` for facts of another year.

        Example:
            >>> facts = yusuan.TableFacts.merged([ledger.table_facts(2025)], 2025, "某省")
            >>> facts.tables()[0].unit
            '某省'
        """
    def tables(self, /, *, currency_unit: CurrencyUnit | None = None) -> list[Table]:
        """
        Return the eleven tables of the budget.

        Args:
            currency_unit: `wan_yuan` 万元, unless told `yuan` 元.

        Example:
            >>> ledger.table_facts(2025).tables()[0].id
            'budget-01'
        """
    @property
    def title(self, /) -> str:
        """
        What is printed above the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the facts as a dict: lines, names of codes, and what the accounts are made of.

        Example:
            >>> ledger.table_facts(2025).to_dict()["budget"][0]["amount_fen"]
            8188000
        """
    @property
    def units(self, /) -> list[str]:
        """
        Units that have a line, an income or a surplus.
        """
    @property
    def year(self, /) -> int:
        """
        The budget year.
        """

@final
class Term:
    """
    A running total of a line in its equation.

    Example:
        >>> term = ledger.explain(line).terms[0]
        >>> term.total, term.name_zh, term.adds, term.amount
        ('original', '年初预算', True, Decimal('81880.00'))
    """
    def __copy__(self, /) -> Term:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Term:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Term:
        """
        Read what pickle wrote.
        """
    @property
    def adds(self, /) -> bool:
        """
        Whether it adds to what is available; else it takes.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        The total in yuan: the sum of its postings.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def name_zh(self, /) -> str:
        """
        Its Chinese term, as 支付.
        """
    @property
    def postings(self, /) -> Rows[TermPosting]:
        """
        What moved it, oldest first.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def total(self, /) -> str:
        """
        Name of the total, as `paid`.
        """

@final
class TermPosting:
    """
    A posting as it moved one running total.

    Example:
        >>> (posting,) = ledger.explain(line).terms[0].postings
        >>> posting.event, posting.event_zh, posting.document, posting.amount
        ('approve', '批复', '预算批复〔2025〕1号', Decimal('81880.00'))
    """
    def __copy__(self, /) -> TermPosting:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> TermPosting:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> TermPosting:
        """
        Read what pickle wrote.
        """
    @property
    def amount(self, /) -> Decimal:
        """
        What it added to the total, in yuan.
        """
    @property
    def amount_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def contract(self, /) -> str | None:
        """
        Reference of the contract, where the posting names a commitment.
        """
    @property
    def counter_line(self, /) -> Line | None:
        """
        The other line of a transfer or carry-forward.
        """
    @property
    def dated(self, /) -> date | None:
        """
        Day that the voucher counts for.
        """
    @property
    def document(self, /) -> str | None:
        """
        Reference of the voucher's document.
        """
    @property
    def event(self, /) -> str:
        """
        What it does, as `pay`.
        """
    @property
    def event_zh(self, /) -> str:
        """
        The same in Chinese.
        """
    @property
    def payee(self, /) -> str | None:
        """
        Who was paid; None when nobody was named or the name was erased.
        """
    @property
    def posting_id(self, /) -> int:
        """
        Its number.
        """
    @property
    def reverses_id(self, /) -> int | None:
        """
        The posting that it undoes.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_id(self, /) -> int:
        """
        Its voucher.
        """

@final
class Transaction:
    """
    A `with` block whose acts happen all together or not at all; made by `Ledger.transaction`.

    Example:
        >>> with ledger.transaction() as same:
        ...     paid = same.pay(line, "100.00", dated=date(2025, 3, 1))
        ...     paid = same.pay(travel, "50.00", dated=date(2025, 3, 1))
        >>> ledger.balance(travel).paid
        Decimal('50.00')
    """
    def __enter__(self, /) -> Ledger:
        """
        Begin; return the ledger.
        """
    def __exit__(self, /, exc_type: Any, exc: Any, traceback: Any) -> None:
        """
        Keep the acts, or undo them when an exception left the block.
        """

@final
class TrueUp:
    """
    A line whose carry-over was approved as an estimate, beside what the closing carried.

    Example:
        >>> carried = yusuan.LineKey(**line.to_dict() | {"year": 2026})
        >>> warnings = ledger.draft(carried, "80000.00")
        >>> receipt = ledger.approve(2026, document="预算批复〔2026〕1号", dated=date(2026, 2, 17))
        >>> certificate = ledger.close(ledger.plan_close(2025))
        >>> (true_up,) = ledger.plan_true_up(2026)
        >>> true_up.estimate, true_up.actual, true_up.difference
        (Decimal('80000.00'), Decimal('81880.00'), Decimal('1880.00'))
    """
    def __copy__(self, /) -> TrueUp:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> TrueUp:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> TrueUp:
        """
        Read what pickle wrote.
        """
    @property
    def actual(self, /) -> Decimal:
        """
        What the closing of the year before carried into the line, in yuan.
        """
    @property
    def actual_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def difference(self, /) -> Decimal:
        """
        `actual` less `estimate`, in yuan: negative when the line loses.
        """
    @property
    def difference_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def estimate(self, /) -> Decimal:
        """
        What was approved, less what was taken out already, in yuan.
        """
    @property
    def estimate_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def line(self, /) -> Line:
        """
        The line.
        """
    @property
    def shortfall(self, /) -> Decimal:
        """
        How much of the estimate is used beyond what was carried, in yuan; mostly zero.
        """
    @property
    def shortfall_fen(self, /) -> int:
        """
        The same in fen.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Unit:
    """
    A budget unit.

    Example:
        >>> ledger.units()[0]
        Unit(name='社会保险中心', kind='institution', parent=None, is_active=True)
    """
    def __copy__(self, /) -> Unit:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Unit:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> Unit:
        """
        Read what pickle wrote.
        """
    @property
    def is_active(self, /) -> bool:
        """
        Whether anything new may be budgeted for it.
        """
    @property
    def kind(self, /) -> UnitKind:
        """
        What sort of body it is.
        """
    @property
    def name(self, /) -> str:
        """
        Its name.
        """
    @property
    def parent(self, /) -> str | None:
        """
        The unit above it; None at the top of the tree.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

@final
class Verification:
    """
    What a verification found; as text, what the command line prints.

    Example:
        >>> verification = ledger.verify()
        >>> verification.is_clean, verification.posting_count, verification.line_count
        (True, 5, 4)
    """
    def __copy__(self, /) -> Verification:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> Verification:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        Return the verification as the command line prints it.
        """
    def _repr_html_(self, /) -> str:
        """
        Return the same for a notebook.
        """
    @staticmethod
    def _unpickle(text: str) -> Verification:
        """
        Read what pickle wrote.
        """
    @property
    def counts(self, /) -> dict[str, int]:
        """
        How often each token was found, listed or not.
        """
    @property
    def error_count(self, /) -> int:
        """
        How many errors were found, listed or not.
        """
    @property
    def findings(self, /) -> Rows[Finding]:
        """
        What is wrong, at most a hundred of each token.
        """
    @property
    def head(self, /) -> Head:
        """
        Where the chain stands.
        """
    @property
    def is_clean(self, /) -> bool:
        """
        Whether nothing was found, not even a warning.
        """
    @property
    def is_sound(self, /) -> bool:
        """
        Whether nothing is wrong; some vouchers may be unsealed.
        """
    @property
    def line_count(self, /) -> int:
        """
        Lines that were compared.
        """
    @property
    def notes(self, /) -> Rows[Remark]:
        """
        What is worth knowing about the published tables and not wrong.
        """
    @property
    def omitted_count(self, /) -> int:
        """
        How many findings are counted and not listed.
        """
    @property
    def posting_count(self, /) -> int:
        """
        Postings that were read.
        """
    @property
    def quick(self, /) -> bool:
        """
        Whether indexes were left out.
        """
    @property
    def sealed_count(self, /) -> int:
        """
        Vouchers of foreign programs that a seal covers.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def unsealed_count(self, /) -> int:
        """
        Vouchers of foreign programs that nothing covers.
        """
    @property
    def voucher_count(self, /) -> int:
        """
        Vouchers that were read.
        """
    @property
    def warning_count(self, /) -> int:
        """
        How many warnings were found, listed or not.
        """

@final
class VoucherList:
    """
    What became of a list of vouchers.

    Example:
        >>> rows = [{"line": line, "amount": "100.00"}, {"line": travel, "amount": "50.00"}]
        >>> posted = ledger.pay_many(rows, dated=date(2025, 3, 1))
        >>> posted.voucher_count, posted.repeated_count, posted.warnings
        (2, 0, [])
    """
    def __copy__(self, /) -> VoucherList:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> VoucherList:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> VoucherList:
        """
        Read what pickle wrote.
        """
    @property
    def head(self, /) -> Head:
        """
        Where the chain stands behind them.
        """
    @property
    def repeated_count(self, /) -> int:
        """
        How many of them were in the ledger already, under the same keys.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def voucher_count(self, /) -> int:
        """
        How many vouchers it has.
        """
    @property
    def warnings(self, /) -> Rows[PolicyWarning]:
        """
        What policies have to say about them, although they let them pass.
        """

@final
class YearChange:
    """
    A year that is in another state.

    Example:
        >>> before = ledger.head()
        >>> certificate = ledger.close(ledger.plan_close(2025))
        >>> [(change.year, change.before, change.after) for change in ledger.diff(before).years]
        [(2025, 'open', 'closed')]
    """
    def __copy__(self, /) -> YearChange:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> YearChange:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> YearChange:
        """
        Read what pickle wrote.
        """
    @property
    def after(self, /) -> YearState:
        """
        Where it stands.
        """
    @property
    def before(self, /) -> YearState | None:
        """
        Where it stood; None when nobody had prepared it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """
    @property
    def year(self, /) -> int:
        """
        The year.
        """

@final
class YearPart:
    """
    What one contract needs of one line in a year.

    Example:
        >>> part = yusuan.ContractPart(line, "90000.00")
        >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
        ...     signed_on=date(2025, 3, 1), parts=[part])
        >>> (part,) = ledger.contract_parts(2025)
        >>> part.needed, part.available, part.missing, part.is_covered
        (Decimal('90000.00'), Decimal('81880.00'), Decimal('8120.00'), False)
    """
    def __copy__(self, /) -> YearPart:
        """
        Return the value itself: nothing changes it.
        """
    def __deepcopy__(self, /, memo: Any) -> YearPart:
        """
        Return the value itself: nothing within it changes either.
        """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]:
        """
        Return what pickle writes.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _unpickle(text: str) -> YearPart:
        """
        Read what pickle wrote.
        """
    @property
    def available(self, /) -> Decimal:
        """
        What the line, or its draft, has for it after contracts that were signed earlier, in yuan.
        """
    @property
    def available_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def committed(self, /) -> Decimal:
        """
        What is committed for it on this line, in yuan.
        """
    @property
    def committed_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def is_covered(self, /) -> bool:
        """
        Whether the contract can be committed: nothing is missing on any of its lines.
        """
    @property
    def key(self, /) -> LineKey:
        """
        The line that is to pay.
        """
    @property
    def left_uncommitted(self, /) -> Decimal:
        """
        What closed years left uncommitted on such a line, in yuan. Nothing commits it until the
        contract is amended: planned in a year that is not closed, or taken away.
        """
    @property
    def left_uncommitted_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def line_id(self, /) -> int | None:
        """
        Number of that line; None while it is not there.
        """
    @property
    def missing(self, /) -> Decimal:
        """
        How much the line lacks, in yuan.
        """
    @property
    def missing_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def needed(self, /) -> Decimal:
        """
        What has to be committed still, in yuan; nothing of a closed year.
        """
    @property
    def needed_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def planned(self, /) -> Decimal:
        """
        What the parts of the year add up to, in yuan.
        """
    @property
    def planned_fen(self, /) -> int:
        """
        The same in fen.
        """
    @property
    def reference(self, /) -> str:
        """
        Reference of the contract.
        """
    @property
    def signed_as(self, /) -> LineKey | None:
        """
        What the contract calls that line; None where no code and no unit changed since.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Return the object that `--json` prints, as a dict; every value has it.

        Example:
            >>> ledger.units()[0].to_dict()["name"]
            '社会保险中心'
        """

def check_disclosure(document: str | PathLike[str] | Table | Mapping[str, object] | Sequence[object], *, text: str | None = None) -> Disclosure:
    """
    Check anybody's published department budget or final accounts, as printed.

    Tables are recognised by their titles, rows and columns by codes, names and headings; then the
    identities between them are compared with what rounding allows. Of several identities that one
    cell fails, the cell is named first.

    Args:
        document: a workbook (xlsx, xls, ods), a CSV file, JSON, a text, a folder of such files, or
            several of them as a list; or tables in memory: `Table` objects, or what the JSON of
            `yusuan tables` holds, exact or as printed.
        text: the sentences around the tables, or the JSON of a narrative.

    Raises:
        SourceError: every problem of a file with its sheet, row and column; `table_missing` when no
            table of a budget is recognised.
        MissingFileError: `source_missing`.

    Example:
        >>> tables = [table.to_dict() for table in ledger.tables(2025)]
        >>> yusuan.check_disclosure(tables).is_sound
        True
        >>> found = yusuan.check_disclosure(tables, text="收入6.46万元，比上年增加0.56万元，增长94.92%。")
        >>> found.findings[0].cause, found.findings[0].expected
        ('percentage_wrong', '9.49')
    """

def final_templates() -> str:
    """
    Return the file of the templates of final accounts that are built in, to begin one's own with.

    Example:
        >>> yusuan.final_templates().count("[[template]]")
        2
    """

def row_shapes() -> list[tuple[type, RowShape]]:
    """
    Return the classes whose values are rows of tables, with how they become so.
    """

def run(arguments: SupportsGetItem[int, str]) -> int:
    """
    Run the command line and return its exit code.
    """

def split(amount: Decimal | str | None = None, *, amount_fen: int | None = None, parts: int | None = None, weights: SupportsGetItem[int, int] | None = None) -> list[Decimal]:
    """
    Split an amount exactly: over equal parts, or in proportion to weights (最大余数法).

    Each part is its exact share, cut to whole fen towards zero; the fen that are left go one by
    one to the parts that were cut most, of equal ones to the earlier.

    Shape: a list of amounts in yuan, one for each part or weight, together exactly the amount.
    Units: yuan as `Decimal` with two decimal places.

    Args:
        amount: the amount in yuan, as `Decimal` or text.
        amount_fen: the amount in fen instead.
        parts: how many equal parts, or
        weights: a whole number for each part, not negative.

    Raises:
        AmountError: `split_invalid` for no parts, weights of nothing, or more than a million.
        UsageError: `split_invalid` for both parts and weights, or neither.

    Example:
        >>> yusuan.split("100.00", parts=3)
        [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
        >>> yusuan.split("0.05", weights=[2, 1, 0])
        [Decimal('0.03'), Decimal('0.02'), Decimal('0.00')]
    """

def template(what: str, path: str | PathLike[str]) -> None:
    """
    Write an empty table to be filled in and imported, with drop-down lists (模板).

    Funds, kinds and the codes that come with the library can be chosen. `Ledger.template` also has the units and codes of a ledger.

    Args:
        what: `lines` for draft lines, an event as `pay` or `supplement` for a list of vouchers, or
            `entries` for a list of any events.
        path: where to write it: a workbook when it ends in `.xlsx`, else CSV.

    Raises:
        NotFoundError: `template_unknown`.
        UnwrittenFileError: `file_not_written`.

    Example:
        >>> yusuan.template("lines", "lines.xlsx")
    """

def verify_file(path: str | PathLike[str], *, quick: bool = False, head: Head | str | None = None, progress: Watcher | None = None) -> Verification:
    """
    Verify a ledger file that may be damaged, also one that `Ledger.open` refuses.

    The file is opened for reading alone. Everything that is wrong with it is a finding.

    Args:
        path: the file.
        quick: whether to leave out the indexes.
        head: an earlier head of the ledger, or its anchor line, that was kept elsewhere: the chain
            must still go through it.
        progress: who is told how far it is, as of a ledger.

    Raises:
        MissingFileError: `file_missing`.
        FileError: `file_foreign`, `file_older`, `file_newer`; `file_interrupted` when a program was ended
            in the middle of an act, and this one may not write to the file to undo it.

    Example:
        >>> yusuan.verify_file("county.db").is_clean
        True
    """
