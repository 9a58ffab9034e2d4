"""The ledgers as one dataset of Parquet files, for engines that ask questions across them.

    <out>/<table>/year=<year>/ledger=<name>/part.parquet
    <out>/_heads/<name>.txt

`table` is `line_report`, `journal`, `income_report`, `surplus_report` or `commitment_report`, with
the columns of the view of that name but for `year`, which the path says; `surplus_report` has none.
The head of a ledger is written behind all of its files, so that an export which was interrupted is
done again, and a ledger that did not move is not exported twice.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yusuan._core import Ledger
from yusuan.fleet.acts import require_sound, title_of
from yusuan.fleet.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Export"]

NO_YEAR = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True, slots=True)
class Export:
    """Write the journal and the balances of a ledger into a partitioned dataset, if it moved."""

    out: str
    verify: bool = False
    writes: bool = False
    act: str = "export"

    def run(self, path: str, file: Path, name: str) -> Outcome:
        """Export, or find that the dataset stands at the head of the ledger already."""
        mark = Path(self.out) / "_heads" / f"{_escaped(name)}.txt"
        with Ledger.open(file, read_only=True) as ledger:
            unit, head = title_of(ledger), str(ledger.head())
            if self.verify:
                require_sound(ledger)
            if mark.exists() and mark.read_text("utf-8") == head:
                return Outcome(path, self.act, "already", unit=unit, head=head)
            figures = self._export(ledger, name, mark)
            # The files are of one moment, and the head was read before it: if the ledger moved
            # between, the next export writes once more than it needs to.
            mark.parent.mkdir(parents=True, exist_ok=True)
            _replace(mark, head.encode())
        return Outcome(path, self.act, "done", unit=unit, head=head, figures=figures)

    def _export(self, ledger: Ledger, name: str, mark: Path) -> dict[str, int]:
        import pyarrow.parquet

        parquet: Any = pyarrow.parquet
        figures: dict[str, int] = {"file_count": 0}
        with tempfile.TemporaryDirectory(prefix="yusuan-export-") as folder:
            files = ledger.export_parquet(folder)
            mark.unlink(missing_ok=True)
            for exported in files:
                table: Any = parquet.read_table(exported)
                figures[f"{exported.stem}_count"] = int(table.num_rows)
                for place, part in _by_year(table):
                    target = Path(self.out, exported.stem, *place, f"ledger={_escaped(name)}")
                    target.mkdir(parents=True, exist_ok=True)
                    beside = target / "part.writing"
                    parquet.write_table(part, beside, compression="snappy")
                    beside.replace(target / "part.parquet")
                    figures["file_count"] += 1
        return figures


def _escaped(name: str) -> str:
    """Write a name as a folder of a partition: what is special percent-encoded, and no more.

    Spark decodes a letter that is more than a byte byte by byte, so those stay as they are.
    """
    return re.sub(r"[\x00-\x1f!-,/:-@\[-^`{-\x7f]", lambda found: f"%{ord(found[0]):02X}", name)


def _by_year(table: Any) -> Iterator[tuple[list[str], Any]]:
    """Yield the rows of each year, with the folder that says it."""
    import pyarrow.compute as pc

    if "year" not in table.column_names:
        if table.num_rows:
            yield [], table
        return
    compute: Any = pc
    years = table.column("year")
    rest = table.drop_columns(["year"])
    for year in sorted(set(years.to_pylist()), key=lambda year: (year is None, year)):
        chosen = compute.is_null(years) if year is None else compute.equal(years, year)
        folder = f"year={NO_YEAR if year is None else year}"
        yield [folder], rest.filter(compute.fill_null(chosen, False))  # noqa: FBT003


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".writing")
    beside.write_bytes(content)
    beside.replace(path)
