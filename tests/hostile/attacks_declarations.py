"""Declarations that must not be written, or not for such a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import BUREAU, OLD_PUMP, declaration, reopening
from hostile.statements import TYPE, Attack, cases, values, voucher

if TYPE_CHECKING:
    from collections.abc import Iterator

ACT: Final = (voucher("declare", 2025, records=1),)
GOOD: Final = declaration()
NO_JSON: Final = "malformed JSON"


def declarations() -> Iterator[Attack]:
    rule = "declaration_invalid"
    for name, kind in values({"null": None, "empty": "", "unknown": "wishes", "padded": "assets "}):
        yield Attack(f"declaration_kind_{name}", rule, GOOD.but(kind=kind), ACT)
    for name, content in values({
        "null": None, "empty": "", "array": "[]", "number": "70", "short": "7",
        "real": '{"a":1.0}', "real_deep": '{"a":[{"b":1e3}]}', "huge": '{"a":1000000000000001}',
        "below": '{"a":-1000000000000001}', "beyond": '{"a":99999999999999999999}',
        "fen_text": '{"a_fen":"7"}', "fen_null": '{"a_fen":null}', "fen_negative": '{"a_fen":-1}',
        "fen_deep": '{"a":[{"b_fen":true}]}', "long": f'{{"a":"{"x" * 1_000_000}"}}',
    }):  # fmt: skip
        yield Attack(f"declaration_content_{name}", rule, GOOD.but(content=content), ACT)
    # What is no JSON, SQLite itself refuses.
    for name, content in values({"text": "words", "cut": '{"a":', "two": "{} {}"}):
        yield Attack(f"declaration_content_{name}", NO_JSON, GOOD.but(content=content), ACT)
    yield Attack("declaration_content_blob", TYPE, GOOD.but(content=b"{}"), ACT)
    for name, unit_id in values({"none": 99, "null": None, "zero": 0}):
        yield Attack(f"declaration_unit_{name}", "unit_unknown", GOOD.but(unit_id=unit_id), ACT)
    row = GOOD.but(unit_id=OLD_PUMP)
    yield Attack("declaration_unit_inactive", "unit_inactive", row, ACT)


def years() -> Iterator[Attack]:
    for name, year, rule in (("unknown", 2030, "year_unknown"), ("closed", 2024, "year_closed")):
        act = (voucher("declare", year, records=1),)
        yield Attack(f"declaration_in_{name}_year", rule, GOOD, act)
    reopened = (*reopening(2024), voucher("declare", 2024, records=1))
    yield Attack("declaration_in_closing_year", "year_closing", GOOD, reopened)
    none = voucher("declare", records=1)
    yield Attack("declaration_of_no_year", "year_invalid", none)
    elsewhere = (voucher("load_catalogue", 2025, records=1),)
    row = GOOD.but(unit_id=BUREAU)
    yield Attack("declaration_by_act_of_year", "record_not_expected", row, elsewhere)


def count() -> Iterator[Attack]:
    for name, others in cases({"postings": {"posting_count": 1, "record_count": 0}}):
        row = voucher("declare", 2025).but(**others)
        yield Attack(f"declaration_with_{name}", "voucher_count_invalid", row)


ATTACKS: Final = (*declarations(), *years(), *count())
