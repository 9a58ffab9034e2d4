"""The table that is printed, and the file of figures."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from benches.peers.databases import LIST
from benches.peers.peer import Peer
from benches.peers.process import Taken

Figure = Callable[[Taken], float]

NOT_MEASURED = "–"
# Below it a time is told in milliseconds.
SHORT_SECONDS = 0.1


@dataclass(frozen=True)
class Part:
    """A part of the table: one figure of one task, for every peer that does it."""

    name: str
    task: str
    figure: Figure
    # Compared as rates: so many payments in that many seconds.
    is_rate: bool = False
    is_memory: bool = False


def whole(taken: Taken) -> float:
    """Return what the whole process took."""
    return taken.seconds


def again(taken: Taken) -> float:
    """Return what asking again takes; what keeps no books open begins anew."""
    return taken.seconds if taken.again_seconds is None else taken.again_seconds


def processor(taken: Taken) -> float:
    """Return what processors worked for it, which others on the machine change less."""
    return taken.cpu_seconds


def memory(taken: Taken) -> float:
    """Return the most memory."""
    return taken.peak_mib


PARTS = (
    Part("record", "record", whole, is_rate=True),
    Part("record, processor time", "record", processor),
    Part("balances", "balances", whole),
    Part("balances, again", "balances", again),
    Part("budget against actual", "budget", whole),
    Part("budget against actual, again", "budget", again),
    Part("check everything", "check", whole),
    Part("peak memory, recording", "record", memory, is_memory=True),
    Part("peak memory, checking", "check", memory, is_memory=True),
)


@dataclass
class Figures:
    """All that was measured."""

    peers: Sequence[Peer]
    sizes: Sequence[int]
    # By peer, task and payments, one for each round.
    taken: dict[tuple[str, str, int], list[Taken]] = field(default_factory=dict)
    # Why something was not measured.
    left_out: list[str] = field(default_factory=list)
    conditions: dict[str, str | int | float] = field(default_factory=dict)

    def add(self, peer: Peer, task: str, payments: int, taken: Taken) -> None:
        """Keep what a task took."""
        self.taken.setdefault((peer.name, task, payments), []).append(taken)

    def table(self) -> str:
        """Return the table, as a page can hold it too."""
        sizes = [f"{payments:,} payments" for payments in self.sizes]
        lines = [["task", "by", *sizes]]
        for part in PARTS:
            for peer in self.peers:
                cells = [self._cell(part, peer, payments) for payments in self.sizes]
                if set(cells) != {NOT_MEASURED}:
                    lines.append([part.name, peer.name, *cells])
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        lines.insert(1, ["-" * width for width in widths])
        return "".join(f"| {' | '.join(map(str.ljust, cells, widths))} |\n" for cells in lines)

    def _cell(self, part: Part, peer: Peer, payments: int) -> str:
        taken = self.taken.get((peer.name, part.task, payments))
        if not taken:
            return NOT_MEASURED
        readings = [part.figure(one) for one in taken]
        if part.is_memory:
            return f"{max(readings):,.0f} MiB"
        if part.is_rate:
            show, readings_shown = rate, [payments / reading for reading in readings]
        else:
            show, readings_shown = seconds, readings
        shown = show(median(readings_shown))
        if len(readings) > 1:
            shown += f" ({show(min(readings_shown))}–{show(max(readings_shown))})"
        if peer.beside is None:
            return shown
        # All ways of yusuan leave the same books, so one reads them for all.
        name = peer.beside if part.task == "record" else LIST
        beside = self.taken.get((name, part.task, payments), [])
        if not beside:
            return shown
        pairs = zip(readings, beside, strict=False)
        times = median(reading / part.figure(other) for reading, other in pairs)
        return f"{shown}, {f'{times:,.2f} ×' if times >= 1 else f'**{times:.2f} ×**'}"

    def write(self, path: Path) -> None:
        """Write the file of figures."""
        rows = [
            {"by": name, "task": task, "payments": payments, "taken": [*map(asdict, taken)]}
            for (name, task, payments), taken in self.taken.items()
        ]
        figures = {
            "conditions": self.conditions,
            "versions": {peer.name: peer.version for peer in self.peers if peer.version},
            "left_out": self.left_out,
            "rows": rows,
        }
        path.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")


def rate(value: float) -> str:
    """Return so many things a second."""
    return f"{value:,.0f} /s"


def seconds(value: float) -> str:
    """Return a time as it is readable."""
    if value < SHORT_SECONDS:
        return f"{value * 1e3:.2f} ms"
    return f"{value:.2f} s"
