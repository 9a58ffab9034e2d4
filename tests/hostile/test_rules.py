"""The rules have the same tokens wherever they are written.

The Rust enum is compared in `crates/yusuan/tests/it/rules.rs`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from hostile.suite import TOKENS

ROOT: Final = Path(__file__).resolve().parents[2]


def tokens(path: str, pattern: str) -> list[str]:
    return re.findall(pattern, (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_page_of_rules_has_every_token_once() -> None:
    assert sorted(tokens("docs/rules.md", r"^\| `(\w+)` \|")) == sorted(TOKENS)
