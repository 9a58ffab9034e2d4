"""What the site does beyond mkdocs: show the notebook as a page, and ask nothing of other machines.

mkdocs calls these functions by their names (`hooks` in mkdocs.yml).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

# What a browser fetches by itself when it shows a page; a link that a person follows is none.
FETCHED = re.compile(
    r"<(?:script|img|iframe|source|link)\b[^>]*?\b(?:src|href)=[\"'](?:https?:)?//[^\"']*"
    r"|(?:url\(|@import\s)[\"']?(?:https?:)?//[^)\"']*"
)


# Chinese is written without spaces: where a line ends between two of its letters, nothing does.
LINE_END = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")


def markdown_of(notebook: str) -> str:
    """Return a notebook as Markdown: its texts, its code, and what the code printed."""
    parts = []
    for cell in json.loads(notebook)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        for output in cell["outputs"]:
            text = output.get("text") or output["data"]["text/plain"]
            parts.append(f"```text\n{''.join(text).rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Show on a page the notebook that lies beside it; make its Markdown that of mkdocs."""
    del config, files
    source = Path(page.file.abs_src_path or "")
    notebook = source.with_name(source.name.partition(".")[0] + ".ipynb")
    if notebook.exists():
        _title, _, rest = markdown_of(notebook.read_text("utf-8")).partition("\n")
        markdown += "\n\n" + rest
    texts_and_code = re.split(r"(^ *```.*?^ *```$)", markdown, flags=re.DOTALL | re.MULTILINE)
    texts_and_code[::2] = [LINE_END.sub("", text) for text in texts_and_code[::2]]
    # What stands behind the language is for tests.
    return re.sub(r"^( *```\w+)[ ,]\w+$", r"\1", "".join(texts_and_code), flags=re.MULTILINE)


def on_post_build(config: MkDocsConfig) -> None:
    """Refuse a site that asks anything of another machine."""
    found = [
        f"{path.relative_to(config.site_dir)}: {match[0]}"
        for path in sorted(Path(config.site_dir).rglob("*"))
        if path.suffix in {".html", ".css"}
        for match in FETCHED.finditer(path.read_text("utf-8"))
    ]
    if found:
        raise PluginError("the site asks other machines: " + "; ".join(found))
