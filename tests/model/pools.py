"""归集: what one surplus gives away the next posting of the voucher gives to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.words import Entry, Reversal

if TYPE_CHECKING:
    from model.books import Books
    from model.words import Voucher

OTHER_HALF = {
    "pool_out": "pool_in",
    "pool_in": "pool_out",
    "pool_earmarked_out": "pool_earmarked_in",
    "pool_earmarked_in": "pool_earmarked_out",
}


def broken(books: Books, voucher: Voucher, place: int) -> set[str]:
    """Return what a posting breaks by the postings that stand beside it."""
    items = voucher.postings
    item = items[place]
    before = items[place - 1] if place else None
    if before is not None and _opens(books, before):
        if not _is_pair(books, before, item):
            return {"pool_unpaired"}
        if isinstance(before, Entry) and isinstance(item, Entry):
            return set() if _is_taken_over(books, voucher, before, item) else {"pool_wrong"}
        return set()
    if _event(books, item) not in OTHER_HALF:
        return set()
    is_last = place == len(items) - 1
    return {"pool_unpaired"} if is_last or not _opens(books, item) else set()


def _event(books: Books, item: Entry | Reversal) -> str:
    if isinstance(item, Entry):
        return item.event
    posted = books.posting(item.posting)
    return posted.entry.event if posted else ""


def _opens(books: Books, item: Entry | Reversal) -> bool:
    """Say whether the other half follows: the newer one is undone first."""
    event = _event(books, item)
    takes = event in ("pool_out", "pool_earmarked_out")
    return event in OTHER_HALF and takes == isinstance(item, Entry)


def _is_pair(books: Books, first: Entry | Reversal, second: Entry | Reversal) -> bool:
    if isinstance(first, Reversal) or isinstance(second, Reversal):
        undone = (first, second)
        numbers = [it.posting for it in undone if isinstance(it, Reversal)]
        return len(numbers) == len(undone) and numbers[1] == numbers[0] - 1
    is_same = first.amount == second.amount
    return is_same and _event(books, second) == OTHER_HALF[first.event]


def _is_taken_over(books: Books, voucher: Voucher, taken: Entry, given: Entry) -> bool:
    """Say whether the one unit is at an end, and the other its successor, since last year."""
    is_ended = books.units.get(taken.unit or "") is False
    last_year = voucher.year - (voucher.act == "post")
    return (
        is_ended
        and taken.fund == given.fund
        and any(
            year <= last_year and (scheme, old, new) == ("unit", taken.unit, given.unit)
            for year, scheme, old, new in books.successors
        )
    )
