"""A bar that shows how far long work is, in a terminal or a notebook."""

from __future__ import annotations

import sys
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yusuan._core import Progress

__all__ = ["ProgressBar"]


class ProgressBar:
    """A bar that shows how far long work is; give it to `Ledger.progress` or `verify_file`.

    In a notebook it is a bar below the cell, in a terminal a line of standard error, and elsewhere
    nothing at all. It needs nothing but Python, and beside it what shows the notebook.

    Example:
        >>> ledger.progress = yusuan.ProgressBar()
        >>> ledger.verify().is_clean
        True
    """

    def __init__(self) -> None:
        """Look where there is something to draw on."""
        self._display: Any = None
        self._is_notebook = _is_notebook()
        self._is_terminal = not self._is_notebook and sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        """Show how far the work is."""
        if self._is_notebook:
            self._show(_Html(progress))
        elif self._is_terminal:
            is_done = progress.done == progress.total
            # Back to the beginning of the line, and what is left of the last one away.
            sys.stderr.write("\r\x1b[K" + ("" if is_done else _text(progress)))
            sys.stderr.flush()

    def _show(self, page: _Html) -> None:
        if self._display is None:
            display = sys.modules["IPython.display"].display
            self._display = display(page, display_id=True)
        else:
            self._display.update(page)


class _Html:
    """What a notebook shows."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __repr__(self) -> str:
        return _text(self._progress)

    def _repr_html_(self) -> str:
        progress = self._progress
        of_total = (
            ""
            if progress.total is None
            else f' value="{progress.done}" max="{max(progress.total, 1)}"'
        )
        return f"<progress{of_total}></progress> {escape(_text(progress))}"


def _text(progress: Progress) -> str:
    """Return how far the work is, in words."""
    if progress.total is None:
        return f"{progress.stage} {progress.done:,}"
    return f"{progress.stage} {progress.done:,} / {progress.total:,}"


def _is_notebook() -> bool:
    """Say whether a notebook runs this: only a kernel has loaded what shows things there."""
    if "IPython.display" not in sys.modules:
        return False
    shell = sys.modules["IPython"].get_ipython()
    return getattr(shell, "kernel", None) is not None
