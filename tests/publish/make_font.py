"""Make the font of the tests: the letters of Noto Sans CJK SC that the books of the tests print.

A PDF is laid out by the widths of its letters, so that only a font which goes with the tests gives
every machine the same bytes. Run this when a book has letters that the font lacks
(`letter_missing`), then write the golden files anew:

    python tests/publish/make_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

The same source gives the same bytes.
"""

from __future__ import annotations

import string
import sys
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTCollection

ROOT = Path(__file__).parents[2]
FONT = ROOT / "tests/cases/font/yusuan-test-sans.otf"
SOURCE = "Noto Sans CJK SC"
# A font that was changed must not bear the name of the one it is made from.
NAME = "Yusuan Test Sans"
# Whatever may stand in a PDF of the tests: pages that are published, the words of tables, of the
# explanatory part and of the PDF itself, the ledgers of these tests.
TEXTS = [
    "tests/cases/first-user/published/*/*.html",
    "crates/yusuan/templates/*.toml",
    "crates/yusuan/src/tables/**/*.rs",
    "crates/yusuan/src/publish/document/*.rs",
    "tests/publish/*.py",
]
COPYRIGHT, FAMILY, STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT, LICENSE, LICENSE_URL = (
    *range(7),
    13,
    14,
)


def letters() -> str:
    """Return every letter that the font must have."""
    files = (path for pattern in TEXTS for path in sorted(ROOT.glob(pattern)))
    found = {letter for path in files for letter in path.read_text("utf-8")}
    return "".join(sorted(found | set(string.printable) - set(string.whitespace) | {" "}))


def rename(font: Any) -> None:
    """Give the font a name of its own, wherever it bears one."""
    names = font["name"]
    names.names = [
        record
        for record in names.names
        if record.nameID in {COPYRIGHT, VERSION, LICENSE, LICENSE_URL}
    ]
    postscript = NAME.replace(" ", "") + "-Regular"
    own = {FAMILY: NAME, STYLE: "Regular", UNIQUE: postscript, FULL: NAME, POSTSCRIPT: postscript}
    for number, text in own.items():
        names.setName(text, number, 3, 1, 0x409)
    outlines = font["CFF "].cff
    outlines.fontNames = [postscript]
    top = outlines.topDictIndex[0]
    top.FullName, top.FamilyName = NAME, NAME
    for number, part in enumerate(top.FDArray):
        part.FontName = f"{postscript}-{number}"


def main(source: str) -> None:
    """Write the font."""
    fonts: list[Any] = list(TTCollection(source).fonts)
    (font,) = (font for font in fonts if font["name"].getDebugName(FAMILY) == SOURCE)
    font.recalcTimestamp = False
    options = subset.Options(
        layout_features=[],
        hinting=False,
        desubroutinize=True,
        name_IDs=["*"],
        drop_tables=["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"],
    )
    maker = subset.Subsetter(options)
    maker.populate(text=letters())
    maker.subset(font)
    rename(font)
    subset.save_font(font, str(FONT), options)


if __name__ == "__main__":
    main(*sys.argv[1:])
