"""Examinations and effects skipped, or slipped past, by a trigger of the attacker's connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.attacks_plans import PAY, planned
from hostile.book import LINE
from hostile.statements import Attack, Raw, posting, voucher

if TYPE_CHECKING:
    from collections.abc import Iterator

POST: Final = voucher("post", 2025, postings=1)
RECALL: Final = posting("recall", 100, line_id=LINE["office_25"])


def skipped() -> Iterator[Attack]:
    """Skip all rules of a row: it is not written either."""
    for desk, row, setup in (
        ("voucher_examination", voucher("post", 2024, postings=1), ()),
        ("posting_examination", RECALL.but(line_id=LINE["office_24"]), (POST,)),
        ("payment_examination", PAY, (*planned(m06_fen=9_000), POST)),
        ("posting_effect", RECALL, (POST,)),
    ):
        for when in ("BEFORE", "AFTER"):
            skip = (
                f"CREATE TEMP TRIGGER skip {when} INSERT ON {desk} BEGIN SELECT RAISE(IGNORE); END"
            )
            # After the insert the rules have spoken already.
            rule = {"voucher_examination": "year_closed", "posting_examination": "line_wrong_year"}
            token = "effect_missing" if when == "BEFORE" else rule.get(desk)
            if token is not None:
                yield Attack(f"{desk}_skipped_{when}", token, row, (*setup, Raw(skip)))


def slipped() -> Iterator[Attack]:
    """Write a row from within an examination, where the examining trigger is at work already."""
    for desk, key, row, setup in (
        ("voucher_examination", "voucher_id", voucher("add_unit", records=1), ()),
        ("posting_examination", "posting_id", RECALL, (POST,)),
    ):
        table = desk.removesuffix("_examination")
        for number in ("NEW.{}", "NEW.{} + 1", "0", "-7"):
            hidden = row.but(**{key: None}).sql().replace("NULL", number.format(key), 1)
            write = (
                f"CREATE TEMP TRIGGER slip BEFORE INSERT ON {desk} "
                "WHEN NOT EXISTS (SELECT 1 FROM slipped) "
                f"BEGIN INSERT INTO slipped VALUES (1); {hidden}; END"
            )
            unmoved = (
                "CREATE TEMP TRIGGER unmoved AFTER INSERT ON posting "
                "WHEN EXISTS (SELECT 1 FROM slipped) BEGIN SELECT RAISE(IGNORE); END"
            )
            before = (*setup, Raw("CREATE TEMP TABLE slipped (x)"), Raw(write), Raw(unmoved))
            name, token = f"{table}_slipped_as_{number}", f"{table}_out_of_order"
            yield Attack(name, token, row, before)


ATTACKS: Final = (*skipped(), *slipped())
