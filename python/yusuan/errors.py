"""What a ledger raises.

Every class is a `LedgerError` and carries `code`, a stable token that is the same in the file's own
refusals, in Rust and on the command line, `message`, and `hint`, which says what to do instead.
An act that raised did not happen: the ledger is as it was before.
"""

from __future__ import annotations

import errno
from typing import Any, TypedDict

__all__ = [
    "AmountError",
    "AmountTypeError",
    "ArgumentError",
    "BusyError",
    "ExistingFileError",
    "FileError",
    "InternalError",
    "LedgerError",
    "MissingFileError",
    "NotFoundError",
    "Problem",
    "RuleError",
    "SourceError",
    "UnwrittenFileError",
    "UsageError",
]


class LedgerError(Exception):
    """An act that did not happen.

    Attributes:
        code: stable token, as `available_exceeded`.
        message: what was wrong, with the values.
        hint: what to do instead.
        retryable: whether the same act may succeed when it is tried again.

    Example:
        >>> try:
        ...     receipt = ledger.pay(travel, "10000.01", dated=date(2025, 3, 1))
        ... except yusuan.LedgerError as error:
        ...     print(error.code, error.retryable)
        available_exceeded False
    """

    retryable = False

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """Keep token, message and hint."""
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return token, message and, on a line of its own, the hint."""
        text = f"{self.code}: {self.message}"
        return f"{text}\nhint: {self.hint}" if self.hint else text


class RuleError(LedgerError):
    """A rule of the ledger refused the act.

    Attributes:
        rule: the token of the rule, as `code`.
        shortfall_fen: how much is missing, where an amount is; otherwise None.
        field: the field that differs, where a key was used with another content; otherwise None.
        policy: name of the policy, where one refused; otherwise None.
        line_id: number of the line that falls short, or that the policy is about; None where there
            is none, or the act would have made it.
        allowed_fen: how much would be allowed, where an amount is; otherwise None.

    Example:
        >>> try:
        ...     receipt = ledger.pay(travel, "10000.01", dated=date(2025, 3, 1))
        ... except yusuan.RuleError as error:
        ...     print(error.rule, error.line_id, error.shortfall_fen)
        available_exceeded 2 1
    """

    def __init__(  # noqa: PLR0917  # an exception is pickled by its arguments
        self,
        code: str,
        message: str,
        hint: str = "",
        shortfall_fen: int | None = None,
        field: str | None = None,
        policy: str | None = None,
        line_id: int | None = None,
        allowed_fen: int | None = None,
    ) -> None:
        """Keep what `LedgerError` keeps, and what is particular to some rules."""
        super().__init__(code, message, hint)
        self.shortfall_fen = shortfall_fen
        self.field = field
        self.policy = policy
        self.line_id = line_id
        self.allowed_fen = allowed_fen

    @property
    def rule(self) -> str:
        """Return the token of the rule."""
        return self.code


class AmountError(LedgerError, ValueError):
    """An amount is not an exact number of fen, or out of range.

    Example:
        >>> try:
        ...     receipt = ledger.pay(line, "1.005", dated=date(2025, 3, 1))
        ... except yusuan.AmountError as error:
        ...     print(error.code, error.message)
        amount_subfen amount has decimal places beyond the fen: 1.005
    """


class AmountTypeError(AmountError, TypeError):
    """An amount came as something that is not exact, as a float, or in two ways at once.

    Example:
        >>> try:
        ...     receipt = ledger.pay(line, 0.1, dated=date(2025, 3, 1))
        ... except yusuan.AmountTypeError as error:
        ...     print(error.hint)
        pass Decimal("0.1"), "0.10" or amount_fen=10
    """


class ArgumentError(LedgerError, ValueError):
    """An argument is no word that it takes (the hint lists them), or a number out of range.

    The `code` of a word is that of the rule about it, as `fund_unknown`, or else `word_unknown`;
    that of a number is `number_out_of_range`, that of a table that its library cannot hand over
    `table_unreadable`.

    Example:
        >>> try:
        ...     receipt = ledger.add_unit("某校", kind="school")
        ... except yusuan.ArgumentError as error:
        ...     print(error.code, error.hint)
        unit_invalid give one of: department, agency, institution, other
    """


class NotFoundError(LedgerError, LookupError):
    """The ledger has no such line, draft, voucher, commitment or table.

    Example:
        >>> try:
        ...     commitment = ledger.commitment(99)
        ... except yusuan.NotFoundError as error:
        ...     print(error.code)
        commitment_unknown
    """


class BusyError(LedgerError):
    """Another program, or another thread's transaction, is writing; try again.

    Example:
        >>> with yusuan.Ledger.open("county.db", wait_seconds=0) as other, ledger.transaction():
        ...     try:
        ...         receipt = other.pay(line, "1.00", dated=date(2025, 3, 1))
        ...     except yusuan.BusyError as error:
        ...         print(error.code, error.retryable)
        busy True
    """

    retryable = True


class FileError(LedgerError):
    """The file cannot be used: it is not a ledger, newer, altered, read-only or damaged.

    Or it is to be written, and is a ledger. With `file_interrupted` it shows half of an act, since
    a program was ended in the middle of it: whoever may write to the file and its folder undoes
    that by opening the ledger.

    Example:
        >>> with open("notes.db", "w", encoding="utf-8") as file:
        ...     _ = file.write("no ledger, but notes of what is to be done" * 20)
        >>> try:
        ...     ledger = yusuan.Ledger.open("notes.db")
        ... except yusuan.FileError as error:
        ...     print(error.code)
        file_foreign
    """


class MissingFileError(FileError, FileNotFoundError):
    """There is no such file, neither a ledger nor one to import.

    Example:
        >>> try:
        ...     ledger = yusuan.Ledger.open("town.db")
        ... except FileNotFoundError as error:
        ...     print(error.code, isinstance(error, yusuan.MissingFileError))
        file_missing True
    """

    errno: int | None
    strerror: str | None
    filename: Any

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """Keep what `LedgerError` keeps, and the error number of the system."""
        super().__init__(code, message, hint)
        self.errno = errno.ENOENT
        self.strerror = message
        self.filename = None

    def __str__(self) -> str:
        """Return token, message and, on a line of its own, the hint."""
        return LedgerError.__str__(self)


class ExistingFileError(FileError, FileExistsError):
    """A ledger is created where no file is.

    Example:
        >>> try:
        ...     ledger = yusuan.Ledger.create("county.db")
        ... except FileExistsError as error:
        ...     print(error.code, isinstance(error, yusuan.ExistingFileError))
        file_exists True
    """

    errno: int | None
    strerror: str | None
    filename: Any

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """Keep what `LedgerError` keeps, and the error number of the system."""
        super().__init__(code, message, hint)
        self.errno = errno.EEXIST
        self.strerror = message
        self.filename = None

    def __str__(self) -> str:
        """Return token, message and, on a line of its own, the hint."""
        return LedgerError.__str__(self)


class UnwrittenFileError(FileError, OSError):
    """A file cannot be written; what stood there is there still.

    Attributes:
        filename: the file.

    Example:
        >>> try:
        ...     ledger.plan_close(2025).save("nowhere/plan.csv")
        ... except yusuan.UnwrittenFileError as error:
        ...     print(error.code, error.filename)
        file_not_written nowhere/plan.csv
    """

    strerror: str | None
    filename: Any

    def __init__(self, code: str, message: str, hint: str = "", filename: str = "") -> None:
        """Keep what `LedgerError` keeps, and the file."""
        super().__init__(code, message, hint)
        self.strerror = message
        self.filename = filename

    def __str__(self) -> str:
        """Return token, message and, on a line of its own, the hint."""
        return LedgerError.__str__(self)


class Problem(TypedDict):
    """One wrong cell, row or file.

    Attributes:
        path: the file, as it was named.
        sheet: sheet of a workbook; None in a text file, and where the ledger refused a row.
        cell: cell of the sheet, as `J3`.
        row: line of the file, the header being 1; None when the whole file is meant.
        column: name of the column; None when the whole row is meant.
        value: the value as it came.
        token: stable name of what is wrong.
        message: what is wrong.
        hint: what to do.

    Example:
        >>> try:
        ...     ledger.pay_many([{"line": line, "amount": "1.005"}], dated=date(2025, 3, 1))
        ... except yusuan.SourceError as error:
        ...     problem = error.problems[0]
        >>> problem["row"], problem["column"], problem["value"], problem["token"]
        (1, 'amount', '1.005', 'amount_subfen')
    """

    path: str
    sheet: str | None
    cell: str | None
    row: int | None
    column: str | None
    value: str | None
    token: str
    message: str
    hint: str


class SourceError(LedgerError, ValueError):
    """Rows of an input file are wrong. Nothing of the file was written.

    Or a name that a verb was given has something invisible in it, which no name in a file may
    have: the problem has the verb as its `path`, and what the name is as its `column`.

    Attributes:
        problems: every problem of the file, in order.

    Example:
        >>> try:
        ...     ledger.pay_many([{"line": line, "amount": "1.005"}], dated=date(2025, 3, 1))
        ... except yusuan.SourceError as error:
        ...     print(error.code, len(error.problems))
        amount_subfen 1
    """

    def __init__(self, code: str, message: str, hint: str, problems: list[Problem]) -> None:
        """Keep what `LedgerError` keeps, and the problems."""
        super().__init__(code, message, hint)
        self.problems = problems


class UsageError(LedgerError, RuntimeError):
    """The call does not fit what the `Ledger` object is doing, as after `disconnect`.

    Example:
        >>> ledger.disconnect()
        >>> try:
        ...     head = ledger.head()
        ... except yusuan.UsageError as error:
        ...     print(error.code)
        ledger_disconnected
    """


class InternalError(LedgerError):
    """A fault of this library; please report it with its text.

    Example:
        >>> issubclass(yusuan.InternalError, yusuan.LedgerError)
        True
    """
