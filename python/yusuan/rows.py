"""What a verb returns several of: a sequence of values that is a table as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast, overload

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    import polars as pl

    from yusuan._core import Frame, RowShape
    from yusuan.words import ColumnMoney, ColumnNames

__all__ = ["Rows"]

T = TypeVar("T")


class Rows(Generic[T]):
    """Values in their order, as a list that does not change, and a table for other libraries.

    polars, pandas, duckdb and pyarrow read it as it stands: each value is a row, each field a
    column. (No `list` by its type, since these would take a list for Python objects.)

    Example:
        >>> lines = ledger.lines(2025)
        >>> lines[0].available_fen, len(lines), lines[:2] == list(lines)[:2]
        (8188000, 4, True)
        >>> lines.to_polars()["available_fen"].sum()
        16188000
    """

    __slots__ = ("_shape", "_values")
    __hash__: ClassVar[None]  # type: ignore[assignment]  # as a list

    def __init__(self, values: list[T], shape: RowShape) -> None:
        """Take values, and how they become rows; verbs do this."""
        self._values = values
        self._shape = shape

    def frame(self, *, names: ColumnNames = "en", money: ColumnMoney = "fen") -> Frame:
        """Return the values as columns, with chosen names and amounts.

        Args:
            names: `en` for the names of the fields, `zh` for Chinese ones.
            money: `fen` for whole fen in columns named `*_fen`, `yuan` for exact decimals.

        Example:
            >>> ledger.units().frame(names="zh").columns
            ['名称', '类别', '上级单位', '是否有效']
        """
        return self._shape.frame(self._values, names, money)

    def to_polars(self, *, names: ColumnNames = "en", money: ColumnMoney = "fen") -> pl.DataFrame:
        """Return the values as a polars data frame; see `frame`. Needs polars.

        Raises:
            ImportError: polars is not installed.

        Example:
            >>> ledger.units().to_polars()["name"].to_list()
            ['社会保险中心']
        """
        return self.frame(names=names, money=money).to_polars()

    def to_pandas(self, *, names: ColumnNames = "en", money: ColumnMoney = "fen") -> pd.DataFrame:
        """Return the values as a pandas data frame with exact types; see `frame`.

        Needs pandas and pyarrow.

        Raises:
            ImportError: pandas or pyarrow is not installed.

        Example:
            >>> ledger.units().to_pandas()["name"].to_list()
            ['社会保险中心']
        """
        return self.frame(names=names, money=money).to_pandas()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the values as a stream of batches, as the Arrow C stream interface has it."""
        return self.frame().__arrow_c_stream__(requested_schema)

    def index(self, value: object) -> int:
        """Return the place of the first value that is equal; `ValueError` when there is none.

        Example:
            >>> ledger.lines(2025).index(ledger.lines(2025)[1])
            1
        """
        return self._values.index(value)  # type: ignore[arg-type]  # a list takes anything here

    def count(self, value: object) -> int:
        """Return how many values are equal.

        Example:
            >>> ledger.lines(2025).count(ledger.lines(2025)[1])
            1
        """
        return self._values.count(value)  # type: ignore[arg-type]  # likewise

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self._values)

    def __iter__(self) -> Iterator[T]:
        """Go through the values."""
        return iter(self._values)

    def __reversed__(self) -> Iterator[T]:
        """Go through the values, the last one first."""
        return reversed(self._values)

    def __contains__(self, value: object) -> bool:
        """Say whether a value is among these."""
        return value in self._values

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Rows[T]: ...
    def __getitem__(self, place: int | slice) -> T | Rows[T]:
        """Return the value in a place, or those in several."""
        if isinstance(place, slice):
            return Rows(self._values[place], self._shape)
        return self._values[place]

    def __add__(self, other: Rows[T] | list[T]) -> Rows[T]:
        """Return these values, and others behind them."""
        if isinstance(other, Rows | list):  # pyright: ignore[reportUnnecessaryIsInstance]  # others come
            return Rows([*self._values, *other], self._shape)
        return NotImplemented

    def __radd__(self, other: list[T]) -> Rows[T]:
        """Return values of a list, and these behind them."""
        if isinstance(other, list):  # pyright: ignore[reportUnnecessaryIsInstance]  # likewise
            return Rows([*other, *self._values], self._shape)
        return NotImplemented

    def __mul__(self, times: int) -> Rows[T]:
        """Return the values several times over."""
        return Rows(self._values * times, self._shape)

    def __eq__(self, other: object) -> bool:
        """Compare value by value, also with a list."""
        if isinstance(other, Rows):
            return self._values == cast("Rows[object]", other)._values
        return self._values == other if isinstance(other, list) else NotImplemented

    def __repr__(self) -> str:
        """Show the values as a list does."""
        return repr(self._values)
