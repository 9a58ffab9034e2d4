"""Workbooks of 1997 by hand: a compound file, its stream of records, and what can be wrong."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SECTOR: Final = 512
MINI_SECTOR: Final = 64
# Shorter streams are in the stream of the first entry, in sectors of their own.
MINI_BYTES_MAX: Final = 4096
FREE, END, FAT_SECTOR, DIFAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
IDS_IN_HEADER: Final = 109
IDS_IN_SECTOR: Final = SECTOR // 4

BOF, EOF, CONTINUE, SHEET, STRINGS = 0x0809, 0x000A, 0x003C, 0x0085, 0x00FC
NUMBER, LABEL, SHARED_LABEL, FORMULA, STRING, DIMENSIONS = 0x203, 0x204, 0xFD, 0x06, 0x207, 0x200
MULTIPLE_RK: Final = 0xBD


def chain(first: int, count: int) -> list[int]:
    """Return the numbers that say which sector follows, for `count` of them in a row."""
    return [*range(first + 1, first + count), END] if count else []


def padded(data: bytes, size: int = SECTOR) -> bytes:
    return data + bytes(-len(data) % size)


def entry(name: str, kind: int, start: int, length: int, child: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le").ljust(64, b"\0")
    tree = struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, FREE, FREE, child)
    return encoded + tree + bytes(36) + struct.pack("<IQ", start, length)


@dataclass
class Compound:
    """A compound file with one stream: its content first, then what says where that is."""

    stream: bytes
    name: str = "Workbook"
    fat: list[int] = field(init=False)
    mini_fat: list[int] = field(default_factory=list)
    difat: list[int] = field(default_factory=list)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        self.length = len(self.stream)
        self.is_mini = self.length < MINI_BYTES_MAX
        self.content = padded(self.stream)
        count = len(self.content) // SECTOR
        self.fat = chain(0, count)
        self.mini_at = self.directory_at = count
        if self.is_mini:
            self.mini_fat = chain(0, -(-self.length // MINI_SECTOR))
            self.directory_at += 1
            self.fat.append(END)
        self.fat.append(END)
        self.fat_at = self.directory_at + 1
        fat_count = 1
        while fat_count * IDS_IN_SECTOR < self.fat_at + fat_count + self.difat_count(fat_count):
            fat_count += 1
        self.fat_ids = list(range(self.fat_at, self.fat_at + fat_count))
        self.difat_at = self.fat_at + fat_count
        self.fat += [FAT_SECTOR] * fat_count + [DIFAT_SECTOR] * self.difat_count(fat_count)
        others = self.fat_ids[IDS_IN_HEADER:]
        for number in range(self.difat_count(fat_count)):
            ids = others[number * (IDS_IN_SECTOR - 1) :][: IDS_IN_SECTOR - 1]
            self.difat += ids + [FREE] * (IDS_IN_SECTOR - 1 - len(ids))
            last = number + 1 == self.difat_count(fat_count)
            self.difat.append(END if last else self.difat_at + number + 1)

    @staticmethod
    def difat_count(fat_count: int) -> int:
        return -(-max(0, fat_count - IDS_IN_HEADER) // (IDS_IN_SECTOR - 1))

    def pack(self) -> bytes:
        def ids(numbers: list[int], count: int) -> bytes:
            return struct.pack(f"<{count}I", *numbers, *[FREE] * (count - len(numbers)))

        root = (0, len(self.mini_fat) * MINI_SECTOR) if self.is_mini else (END, 0)
        directory = entry("Root Entry", 5, *root, child=1) + entry(self.name, 2, 0, self.length)
        difat_count = len(self.difat) // IDS_IN_SECTOR
        header = struct.pack(
            "<8s16sHHHHH6xIIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            bytes(16),
            *(0x3E, 3, 0xFFFE, 9, 6),
            *(0, len(self.fat_ids), self.directory_at, 0, MINI_BYTES_MAX),
            *((self.mini_at, 1) if self.is_mini else (END, 0)),
            *((self.difat_at if difat_count else END), difat_count),
            self.fat_ids[0],
        )
        header = header[:76] + ids(self.fat_ids[:IDS_IN_HEADER], IDS_IN_HEADER)
        mini = ids(self.mini_fat, IDS_IN_SECTOR) if self.is_mini else b""
        fat = ids(self.fat, len(self.fat_ids) * IDS_IN_SECTOR)
        difat = ids(self.difat, len(self.difat))
        return header + self.content + mini + padded(directory) + fat + difat


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def cell(kind: int, row: int, column: int, rest: bytes) -> bytes:
    return record(kind, struct.pack("<HHH", row, column, 0) + rest)


def number(row: int, column: int) -> bytes:
    return cell(NUMBER, row, column, struct.pack("<d", 1.0))


def row_of_numbers() -> bytes:
    """Return one record with 256 cells."""
    return record(MULTIPLE_RK, struct.pack("<HH", 0, 0) + bytes(6 * 256) + struct.pack("<H", 255))


def label(row: int, column: int, text: str) -> bytes:
    encoded = struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
    return cell(LABEL, row, column, encoded)


def text_formula(row: int, column: int, text: str) -> bytes:
    value = bytes(6) + b"\xff\xff" + bytes(8)
    encoded = struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
    return cell(FORMULA, row, column, value) + record(STRING, encoded)


def number_formula(row: int, column: int, value: float) -> bytes:
    return cell(FORMULA, row, column, struct.pack("<d", value) + bytes(8))


def truth_formula(row: int, column: int, *, sort: int = 1, value: int = 1) -> bytes:
    """Return a formula that came to a truth, or with sort 2 to an error."""
    return cell(FORMULA, row, column, bytes((sort, 0, value, 0, 0, 0, 255, 255)) + bytes(8))


def shared(row: int, text: int) -> bytes:
    return cell(SHARED_LABEL, row, 0, struct.pack("<I", text))


def book(cells: bytes, shared_texts: bytes = b"", sheets: int = 1) -> bytes:
    """Return the stream of a workbook whose sheets are all the same one."""
    version = record(BOF, struct.pack("<HH", 0x600, 5) + bytes(12))
    named = [struct.pack("<HBB", 0, 4, 0) + b"%04d" % number for number in range(sheets)]
    length = sum(4 + 4 + len(name) for name in named)
    begin = len(version) + length + len(shared_texts) + 4
    names = b"".join(record(SHEET, struct.pack("<I", begin) + name) for name in named)
    return version + names + shared_texts + record(EOF) + version + cells + record(EOF)


def texts(count: int, text: bytes) -> bytes:
    """Return the record with the texts that cells share, in pieces as a program writes them."""
    whole = text * count
    size = 8000 // len(text) * len(text)
    first, *others = [whole[at : at + size] for at in range(0, len(whole), size)] or [b""]
    pieces = [record(STRINGS, struct.pack("<II", count, count) + first)]
    return b"".join(pieces + [record(CONTINUE, other) for other in others])


def circles() -> dict[str, bytes]:
    """Return workbooks in which a chain of sectors, of each kind, runs in a circle."""
    large, small = book(number(0, 0) * 1000), book(number(0, 0))
    made = {}
    for name, stream in {
        "directory": small,
        "stream": large,
        "mini": small,
        "mini_fat": small,
        "mini_stream": small,
        "difat": book(number(0, 0) * 420_000),
    }.items():
        file = Compound(stream)
        match name:
            case "directory":
                file.fat[file.directory_at] = file.directory_at
            case "stream":
                file.fat[file.directory_at - 1] = 0
                file.length = 2**32 - 1
            case "mini":
                file.mini_fat[-1], file.length = 0, MINI_BYTES_MAX - 1
            case "mini_fat":
                file.fat[file.mini_at] = file.mini_at
            case "mini_stream":
                file.fat[file.mini_at - 1] = 0
            case _:
                file.difat[-1] = file.difat_at
        made[name] = file.pack()
    return made


def bombs() -> dict[str, Callable[[], bytes]]:
    """Return what makes workbooks that announce, or come to, more than may be read."""
    long = struct.pack("<HB", 30_000, 0) + b"x" * 30_000
    strings = record(STRINGS, struct.pack("<II", 1, 1) + long)
    announcing = cell(LABEL, 0, 0, struct.pack("<HB", 65_535, 0))
    streams: dict[str, Callable[[], bytes]] = {
        "far_apart.xls": lambda: book(number(0, 0) + number(65_535, 255)),
        "formulas_far_apart.xls": lambda: book(
            text_formula(0, 0, "长") + text_formula(65_535, 255, "长")
        ),
        "one_text_often.xls": lambda: book(shared(0, 0) * 100_000, strings),
        "announces_characters.xls": lambda: book(announcing * 500_000),
        "many_texts.xls": lambda: book(b"", texts(6_000_000, bytes(3))),
        "many_pieces.xls": lambda: book(b"", texts(1, bytes(3)) + record(CONTINUE) * 1_000_000),
        "many_sheets.xls": lambda: book(b"", b"", 10_000),
        "same_sheet.xls": lambda: book(number(0, 0) * 10_000, b"", 4_000),
        "cell_on_cell.xls": lambda: book(row_of_numbers() * 20_000),
    }
    return {
        name: partial(lambda make: Compound(make()).pack(), make) for name, make in streams.items()
    }
