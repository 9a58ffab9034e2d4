"""What the README shows runs, as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAST = re.compile(r"True yusuan:1 voucher \d+ posting \d+ sha256 [0-9a-f]{64}")


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_runs(
    readme: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    # It names files as they lie in the project, and leaves a ledger where it runs.
    (tmp_path / "crates").symlink_to(ROOT / "crates")
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        exec(compile(block, readme, "exec"), {})  # noqa: S102  # it is our own
    *table, last = capsys.readouterr().out.splitlines()
    assert table[0].strip() == "一般公共预算基本支出情况表"
    assert LAST.fullmatch(last)


def test_either_readme_leads_to_the_same_pages() -> None:
    readmes = (ROOT / name for name in ("README.md", "README.zh-CN.md"))
    english, chinese = (
        set(re.findall(r"\]\(([^\s)]+\.md)\)", readme.read_text("utf-8"))) for readme in readmes
    )
    chinese = {page.replace(".zh.md", ".md") for page in chinese}
    assert english - {"README.zh-CN.md"} == chinese - {"README.md"}
