"""What is spent before the budget is approved, and what its approval could only estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.books import Books
    from model.words import Entry, Line

BASIC = ("basic_personnel", "basic_public")
TRUE_UPS = {"true_up_increase": -1, "true_up_decrease": 1}
EARLY_PERCENT = 25


def early_broken(books: Books, entry: Entry) -> set[str]:
    """Before the approval no new projects, and a part of what last year's budget gave the kind."""
    line = entry.line
    if entry.event != "allocate_early" or line is None:
        return set()
    # What was carried over is there once last year is closed.
    if line.kind == "project" or line.is_carried:
        return {"early_not_allowed"}
    kinds = BASIC if line.kind in BASIC else (line.kind,)
    owner = (line.unit, line.fund)
    alike = [it for it in books.lines if it.kind in kinds and (it.unit, it.fund) == owner]
    given = sum(
        books.lines[it]["original"]
        for it in alike
        if it.year == line.year - 1 and it.origin_year == it.year
    )
    arranged = sum(books.lines[it]["early"] for it in alike if it.year == line.year)
    if not given:
        return {"early_base_unknown"}
    amount = entry.amount if isinstance(entry.amount, int) else 0
    return {"early_exceeded"} if arranged + amount > given * EARLY_PERCENT // 100 else set()


def true_up_broken(books: Books, entry: Entry) -> set[str]:
    """Only an estimated carry-over is trued up, up where no closing brings the real one."""
    line = entry.line
    if entry.event not in TRUE_UPS or line not in books.lines or line is None:
        return set()
    is_known = entry.event == "true_up_increase" and line.year - 1 in books.years
    if not line.is_carried or not books.lines[line]["original"] or is_known:
        return {"true_up_wrong"}
    amount = entry.amount if isinstance(entry.amount, int) else 0
    is_more = entry.event == "true_up_decrease" and amount > estimate(books, line)
    return {"true_up_exceeded"} if is_more else set()


def estimate(books: Books, line: Line) -> int:
    """Return what is left of the estimate that was approved on a line."""
    taken = sum(
        TRUE_UPS[posted.entry.event] * (-posted.amount if posted.reverses else posted.amount)
        for posted in books.journal
        if posted.entry.event in TRUE_UPS and posted.entry.line == line
    )
    return (books.lines[line]["original"] if line in books.lines else 0) - taken
