"""What every byte of an SQLite file is for, by the documented format: each is of one region.

It shares no code with SQLite, which says no more of a page than that it is sound.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER: Final = 100
# Kinds of b-tree pages, by their first byte.
KINDS: Final = {2: "index interior", 5: "table interior", 10: "index leaf", 13: "table leaf"}
# Nothing is read from bytes of these regions, whatever they hold.
UNUSED: Final = frozenset({"gap", "freeblock", "fragment", "overflow tail", "freelist unused"})


@dataclass(frozen=True)
class Region:
    """Bytes of a file that are for the same: from `start` to before `end`."""

    start: int
    end: int
    kind: str


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length, and where it ends."""
    value = 0
    for byte in data[at : at + 8]:
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1


class Pages:
    """An SQLite file, page by page."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        size = int.from_bytes(self.data[16:18])
        self.size = 65_536 if size == 1 else size
        self.usable = self.size - self.data[20]
        self.count = len(self.data) // self.size
        self.regions: list[Region] = []
        self.seen: set[int] = set()
        with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
            roots = connection.execute(
                "SELECT type || ' ' || tbl_name, rootpage FROM sqlite_schema WHERE rootpage > 0"
            ).fetchall()
        self.add(0, HEADER, "file header")
        self.tree(1, "schema")
        for _, root in roots:
            self.tree(root, "")
        self.freelist()
        for page in range(1, self.count + 1):
            base = self.base(page)
            if self.usable < self.size:
                self.add(base + self.usable, base + self.size, "reserved")
            assert page in self.seen, f"page {page} belongs to nothing"
        self.regions.sort(key=lambda region: region.start)

    def base(self, page: int) -> int:
        return (page - 1) * self.size

    def number(self, at: int, length: int) -> int:
        return int.from_bytes(self.data[at : at + length])

    def add(self, start: int, end: int, kind: str) -> None:
        if start < end:
            self.regions.append(Region(start, end, kind))

    def claim(self, page: int) -> None:
        assert page not in self.seen, f"page {page} belongs to two"
        self.seen.add(page)

    def tree(self, page: int, name: str) -> None:
        """Take a b-tree page and all below it."""
        self.claim(page)
        base = self.base(page)
        at = base + (HEADER if page == 1 else 0)
        kind = KINDS[self.data[at]]
        interior = "interior" in kind
        free, cells, content = (self.number(at + offset, 2) for offset in (1, 3, 5))
        pointers = at + (12 if interior else 8)
        self.add(at, pointers + 2 * cells, "page header")
        end = base + (content or 65_536)
        self.add(pointers + 2 * cells, end, "gap")
        used = [self.cell(base, self.number(pointers + 2 * i, 2), kind) for i in range(cells)]
        kind = f"{name} cell" if name else f"{kind} cell"
        for start, stop, _ in used:
            self.add(start, stop, kind)
        taken = [(start, stop) for start, stop, _ in used]
        while free:
            start, stop = base + free, base + free + self.number(base + free + 2, 2)
            self.add(start, start + 4, "freeblock header")
            self.add(start + 4, stop, "freeblock")
            taken.append((start, stop))
            free = self.number(start, 2)
        for start, stop in sorted(taken):
            self.add(end, start, "fragment")
            end = stop
        self.add(end, base + self.usable, "fragment")
        for child in (child for _, _, child in used if child):
            self.tree(child, name)
        if interior:
            self.tree(self.number(at + 8, 4), name)

    def cell(self, base: int, offset: int, kind: str) -> tuple[int, int, int]:
        """Return where a cell begins and ends, and the page below it; take what flows over."""
        start = at = base + offset
        child = 0
        if "interior" in kind:
            child = self.number(at, 4)
            at += 4
        if kind == "table interior":
            return start, varint(self.data, at)[1], child
        payload, at = varint(self.data, at)
        if kind == "table leaf":
            _, at = varint(self.data, at)
        local = self.local(payload, is_table=kind == "table leaf")
        at += local
        if local < payload:
            self.overflow(self.number(at, 4), payload - local)
            at += 4
        return start, max(at, start + 4), child

    def local(self, payload: int, *, is_table: bool) -> int:
        """Return how much of a payload stands in its cell."""
        most = self.usable - 35 if is_table else (self.usable - 12) * 64 // 255 - 23
        if payload <= most:
            return payload
        least = (self.usable - 12) * 32 // 255 - 23
        kept = least + (payload - least) % (self.usable - 4)
        return kept if kept <= most else least

    def overflow(self, page: int, left: int) -> None:
        while left:
            self.claim(page)
            base = self.base(page)
            length = min(left, self.usable - 4)
            self.add(base, base + 4, "page header")
            self.add(base + 4, base + 4 + length, "overflow")
            self.add(base + 4 + length, base + self.usable, "overflow tail")
            left -= length
            page = self.number(base, 4)

    def freelist(self) -> None:
        trunk = self.number(32, 4)
        while trunk:
            self.claim(trunk)
            base = self.base(trunk)
            leaves = self.number(base + 4, 4)
            self.add(base, base + 8 + 4 * leaves, "freelist trunk")
            self.add(base + 8 + 4 * leaves, base + self.usable, "freelist unused")
            for i in range(leaves):
                leaf = self.number(base + 8 + 4 * i, 4)
                self.claim(leaf)
                self.add(self.base(leaf), self.base(leaf) + self.usable, "freelist unused")
            trunk = self.number(base, 4)

    def by_kind(self) -> dict[str, list[Region]]:
        kinds: dict[str, list[Region]] = {}
        for region in self.regions:
            kinds.setdefault(region.kind, []).append(region)
        return kinds

    def holes(self) -> Iterator[int]:
        """Yield where a byte belongs to no region, or to two."""
        at = 0
        for region in self.regions:
            if region.start != at:
                yield at
            at = region.end
        if at != len(self.data):
            yield at
