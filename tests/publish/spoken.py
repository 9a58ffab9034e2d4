"""What a screen reader finds in a PDF: the elements of its structure, and their texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.generic import ContentStream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Element:
    """An element of the structure."""

    role: str
    title: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    def all(self, *roles: str) -> Iterator[Element]:
        """Return the elements of these roles below this one, in reading order."""
        for child in self.elements:
            if child.role in roles:
                yield child
            yield from child.all(*roles)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Return what is read, a line for each paragraph and row; headings of a row in brackets."""
        indent = "  " * depth
        if self.role == "TR":
            yield f"{indent}{' | '.join(cell.as_cell() for cell in self.elements)}"
            return
        texts = "".join(child for child in self.children if isinstance(child, str))
        yield f"{indent}{self.role}{': ' if texts else ''}{texts}"
        for child in self.elements:
            yield from child.lines(depth + 1)

    def as_cell(self) -> str:
        """Return a cell with what it spans: `[name ×columns ×rows↓]`."""
        columns, rows = self.span
        over = f" ×{columns}" if columns > 1 else ""
        down = f" ×{rows}↓" if rows > 1 else ""
        text = f"{self.text}{over}{down}"
        return f"[{text}]" if self.role == "TH" else text

    @property
    def span(self) -> tuple[int, int]:
        """Columns and rows of a cell."""
        return int(self.attributes.get("/ColSpan", 1)), int(self.attributes.get("/RowSpan", 1))


@dataclass
class Spoken:
    """A PDF as its structure tells it, and what is on its pages beside that."""

    root: Element
    artifacts: list[str]
    unmarked: list[str]


def letters(font: Any) -> dict[int, str]:
    """Return the letter of each glyph of a font."""
    found: dict[int, str] = {}
    cmap = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    pair = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, letter in pair.findall(block):
            found[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be")
    assert "beginbfrange" not in cmap
    return found


def shown(operands: list[Any], known: dict[int, str]) -> str:
    """Return the letters that an operator shows; two bytes each."""
    (value,) = operands
    parts = value if isinstance(value, list) else [value]
    raw = b"".join(part.original_bytes for part in parts if hasattr(part, "original_bytes"))
    codes = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
    return "".join(known[code] for code in codes)


def read(path: Path) -> Spoken:
    """Read a PDF by its structure."""
    document = pypdf.PdfReader(path)
    texts: dict[tuple[int, int], str] = {}
    artifacts: list[str] = []
    unmarked: list[str] = []
    for page in document.pages:
        assert page.indirect_reference is not None
        number = page.indirect_reference.idnum
        resources: Any = page["/Resources"]
        fonts = {name: letters(font.get_object()) for name, font in resources["/Font"].items()}
        known: dict[int, str] = {}
        marks: list[int | None] = []
        content = ContentStream(page.get_contents(), document)
        for operands, operator in content.operations:
            if operator == b"Tf":
                known = fonts[operands[0]]
            elif operator in {b"BDC", b"BMC"}:
                is_dictionary = len(operands) > 1 and hasattr(operands[1], "get")
                marks.append(operands[1].get("/MCID") if is_dictionary else None)
            elif operator == b"EMC":
                marks.pop()
            elif operator in {b"Tj", b"TJ"}:
                text = shown(operands, known)
                owner = next((mark for mark in reversed(marks) if mark is not None), None)
                if owner is not None:
                    texts[number, owner] = texts.get((number, owner), "") + text
                else:
                    (artifacts if marks else unmarked).append(text)
    catalog: Any = document.trailer["/Root"]
    top = catalog["/StructTreeRoot"]["/K"]
    (root,) = top if isinstance(top, list) else [top]
    read_root = element(root.get_object(), None, texts)
    assert not texts, "every marked text is in the structure"
    return Spoken(read_root, artifacts, unmarked)


def element(it: Any, page: int | None, texts: dict[tuple[int, int], str]) -> Element:
    """Return an element, with the texts that it takes out of those of the pages."""
    page = it.raw_get("/Pg").idnum if "/Pg" in it else page
    attributes: dict[str, Any] = {}
    owners = it.get("/A", [])
    for owner in owners if isinstance(owners, list) else [owners]:
        attributes |= owner.get_object()
    found = Element(it["/S"].removeprefix("/"), str(it.get("/T", "")), attributes)
    children = it.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()  # noqa: PLW2901
        if isinstance(child, int):
            assert page is not None
            found.children.append(texts.pop((page, int(child))))
        elif child.get("/Type") == "/MCR":
            found.children.append(texts.pop((child.raw_get("/Pg").idnum, int(child["/MCID"]))))
        else:
            found.children.append(element(child, page, texts))
    return found
