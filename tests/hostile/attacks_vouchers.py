"""Acts that must not be written: numbers, counts, dates, keys, hashes, states, reviewers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hostile.book import LINE, OTHER, STATION, note, policy, unit
from hostile.statements import (
    TYPE,
    Attack,
    Insert,
    Raw,
    Sql,
    cases,
    following,
    income,
    newest,
    posting,
    values,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HUGE: Final = 2**63 - 1
POST: Final = voucher("post", 2025, postings=1)
PAY: Final = posting("pay", 100, line_id=LINE["office_25"])
RECORDS: Final = voucher("add_unit", records=1)


def numbers() -> Iterator[Attack]:
    rule = "voucher_out_of_order"
    for name, value in values(
        {
            "taken": 3,
            "newest": newest("voucher", "voucher_id"),
            "gap": Sql("(SELECT max(voucher_id) + 2 FROM voucher)"),
            "zero": 0,
            "negative": -1,
            "null": None,
            "huge": HUGE,
        }
    ):
        yield Attack(f"voucher_number_{name}", rule, POST.but(voucher_id=value))
        for alias in ("rowid", "_rowid_", "oid"):
            yield Attack(f"voucher_{alias}_{name}", rule, POST.under(alias, value))
    yield Attack("voucher_number_unassigned", rule, POST.without("voucher_id"))
    yield Attack("voucher_number_text", "datatype mismatch", POST.but(voucher_id="last"))
    both = {**POST.columns, "rowid": 3}
    yield Attack("voucher_number_and_rowid", rule, Insert("voucher", both))
    # The first row would be good; the refusal of the second takes it back.
    second = RECORDS.but(voucher_id=9_999).sql().partition(" VALUES ")[2]
    for verb in ("INSERT", "INSERT OR FAIL", "INSERT OR IGNORE", "REPLACE"):
        text = f"{RECORDS.but(record_count=0).sql(verb)}, {second}"
        yield Attack(f"voucher_two_in_one_{verb}", "voucher_out_of_order", Raw(text))


def counts() -> Iterator[Attack]:
    rule = "voucher_count_invalid"
    first = following("posting", "posting_id")
    for name, row in {
        "postings_negative": POST.but(posting_count=-1),
        "postings_too_many": POST.but(posting_count=10_000_001),
        "postings_null": POST.but(posting_count=None),
        "postings_missing": POST.but(posting_count=0),
        "postings_of_records": RECORDS.but(posting_count=1, record_count=0, dated="2025-01-01"),
        "postings_of_state": voucher("begin_closing", 2025, postings=1),
        "records_negative": RECORDS.but(record_count=-1),
        "records_too_many": RECORDS.but(record_count=1_000_001),
        "records_null": RECORDS.but(record_count=None),
        "records_of_postings": POST.but(record_count=1),
        "first_too_low": POST.but(first_posting_id=1),
        "first_too_high": POST.but(first_posting_id=Sql(f"{first} + 1")),
        "first_null": POST.but(first_posting_id=None),
        "first_null_in_records": RECORDS.but(first_posting_id=None),
        "first_huge": POST.but(first_posting_id=HUGE),
    }.items():
        yield Attack(f"voucher_{name}", rule, row)
    yield Attack("voucher_postings_text", TYPE, POST.but(posting_count="many"))
    yield Attack("voucher_postings_fraction", TYPE, POST.but(posting_count=1.5))
    yield Attack("voucher_records_blob", TYPE, RECORDS.but(record_count=b"1"))


def incomplete() -> Iterator[Attack]:
    rule = "voucher_incomplete"
    two = POST.but(posting_count=2)
    yield Attack("voucher_before_any_posting", rule, POST, (POST,))
    yield Attack("voucher_before_last_posting", rule, POST, (two, PAY))
    due = "(SELECT first_posting_id + posting_count FROM voucher ORDER BY voucher_id DESC LIMIT 1)"
    yield Attack("voucher_as_if_complete", rule, POST.but(first_posting_id=Sql(due)), (two, PAY))
    yield Attack("voucher_before_records", rule, POST, (RECORDS,))
    yield Attack(
        "voucher_before_last_record",
        rule,
        POST,
        (RECORDS.but(record_count=2), unit("Weir", "other")),
    )
    yield Attack("voucher_records_before_postings", rule, RECORDS, (two, PAY))
    notes = (POST, note("memo", "not a posting"))
    yield Attack("voucher_notes_are_no_postings", rule, POST, notes)
    yield Attack("voucher_state_before_postings", rule, voucher("begin_closing", 2025), (POST,))


def dates_keys_hashes() -> Iterator[Attack]:
    for date in (
        "2025-02-30", "2025-02-29", "2025-04-31", "2025-13-01", "2025-6-30", "20250630",
        "2025-06-30T00:00:00", "2025-06-30 ",
    ):  # fmt: skip
        yield Attack(f"voucher_date_{date}", "date_invalid", POST.but(dated=date))
    for date in ("now", "", "2460858.5", "２０２５-06-30", "-2025-06-30"):
        yield Attack(f"voucher_date_{date}", "date_invalid", RECORDS.but(dated=date))
    yield Attack("voucher_date_null", "date_invalid", POST.but(dated=None))
    records = RECORDS.but(dated="2025-02-30")
    yield Attack("voucher_date_of_records", "date_invalid", records)
    yield Attack("voucher_date_blob", TYPE, POST.but(dated=b"2025-06-30"))
    for date in ("2024-12-31", "2026-01-01", "0025-06-30"):
        yield Attack(f"voucher_date_{date}", "date_outside_year", POST.but(dated=date))
    # The office paid on 30 June.
    rule, begin = "date_too_early", voucher("begin_closing", 2025)
    yield Attack("closing_begun_too_early", rule, begin.but(dated="2025-06-29"))
    closing = voucher("close", 2025, postings=1, dated="2025-06-29")
    yield Attack("closing_too_early", rule, closing, (begin,))
    arranged = voucher("post_early", 2026, postings=1)
    amount = posting("receive", 1, income_id=newest("income", "income_id"))
    approval = voucher("approve", 2026, postings=3, dated="2026-06-29")
    paid = (arranged, income(2026, STATION, OTHER), amount)
    yield Attack("approval_too_early", rule, approval, paid)
    yield Attack("voucher_key_empty", "key_invalid", POST.but(key=""))
    yield Attack("voucher_key_used", "key_used", POST.but(key="march"))
    yield Attack("voucher_key_used_in_closed", "key_used", POST.but(key="pay-2024"))
    yield Attack("voucher_key_used_by_records", "key_used", RECORDS.but(key="march"))
    yield Attack("voucher_key_blob", TYPE, POST.but(key=b"march"))
    yield Attack("voucher_date_far", "date_invalid", RECORDS.but(dated="12025-06-30"))
    for length in (0, 31, 33, 64):
        yield Attack(f"voucher_hash_{length}", "hash_invalid", POST.but(hash=b"h" * length))
    yield Attack("voucher_hash_text", TYPE, POST.but(hash="h" * 32))


def states() -> Iterator[Attack]:
    yield Attack("act_unknown", "act_unknown", POST.but(act="adjust"))
    yield Attack("act_null", "act_unknown", POST.but(act=None))
    yield Attack("act_case", "act_unknown", POST.but(act="POST"))
    for name, year in {"null": None, "early": 1899, "late": 9999, "huge": HUGE}.items():
        row = POST.but(year=year)
        yield Attack(f"year_{name}", "year_invalid", row)
    yield Attack("year_superfluous", "year_invalid", RECORDS.but(year=2025))
    yield Attack("year_text", TYPE, POST.but(year="this year"))
    for year in (2024, 2025, 2026):
        yield Attack(f"year_{year}_again", "year_exists", voucher("prepare_year", year))
    closing = (voucher("begin_closing", 2025),)
    wrong = {
        "post": {2023: "year_unknown", 2024: "year_closed", 2026: "year_preparing"},
        "approve": {2023: "year_unknown", 2024: "year_closed", 2025: "year_open"},
        "close": {2023: "year_unknown", 2024: "year_closed", 2025: "year_open"},
        "undo_close": {2024: "year_closed", 2025: "year_open", 2026: "year_preparing"},
    }
    for act, tokens in wrong.items():
        for year, rule in tokens.items():
            row = voucher(act, year, postings=1)
            yield Attack(f"{act}_{year}", rule, row)
    for act in ("post", "approve"):
        row = voucher(act, 2025, postings=1)
        yield Attack(f"{act}_while_closing", "year_closing", row, closing)
    silent = {
        "begin_closing": {2023: "year_unknown", 2024: "year_closed", 2026: "year_preparing"},
        "finish_closing": {2024: "year_closed", 2025: "year_open", 2026: "year_preparing"},
        "reopen_year": {2025: "year_open", 2026: "year_preparing", 2027: "year_unknown"},
        "cancel_closing": {2024: "year_closed", 2025: "year_open", 2026: "year_preparing"},
    }
    for act, tokens in silent.items():
        for year, rule in tokens.items():
            records = int(act == "reopen_year")
            yield Attack(f"{act}_{year}", rule, voucher(act, year, records=records))
    for act, records in (("begin_closing", 0), ("reopen_year", 1)):
        row = voucher(act, 2025, records=records)
        yield Attack(f"{act}_while_closing", "year_closing", row, closing)
    for records in (0, 2):
        row = voucher("reopen_year", 2024, records=records)
        yield Attack(f"reopen_year_with_{records}_notes", "note_invalid", row)


def four_eyes() -> Iterator[Attack]:
    rule = "four_eyes"
    for name, people in cases(
        {
            "no_reviewer": {"reviewed_by": None},
            "blank_reviewer": {"reviewed_by": "  "},
            "same": {"reviewed_by": "Li"},
            "wide_blank_reviewer": {"reviewed_by": "\u3000"},
            "same_with_spaces": {"reviewed_by": " Li "},
            "same_with_wide_blanks": {"reviewed_by": "L\u3000i\u3000"},
            "same_in_other_case": {"reviewed_by": "LI"},
            "no_preparer": {"prepared_by": None},
            "blank_preparer": {"prepared_by": ""},
            "nobody": {"prepared_by": None, "reviewed_by": None},
        }
    ):
        yield Attack(f"four_eyes_{name}", rule, POST.but(**people))
    alone: dict[str, Any] = {"reviewed_by": None}
    for row in (
        voucher("begin_closing", 2025, **alone),
        voucher("reopen_year", 2024, records=1, **alone),
        voucher("set_policy", records=1, **alone),
        voucher("load_catalogue", 2026, records=1, **alone),
        voucher("deactivate_unit", records=1, **alone),
        voucher("seal_foreign", records=1, **alone),
    ):
        yield Attack(f"four_eyes_{row.columns['act']}", rule, row)
    lifted = policy("four_eyes", "allow", first_year=2026, last_year=2026)
    setup = (voucher("set_policy", records=1), lifted)
    yield Attack("four_eyes_lifted_for_another_year", rule, POST.but(**alone), setup)


def postings_beyond() -> Iterator[Attack]:
    finished = (POST, PAY)
    yield Attack("posting_beyond_count", "voucher_complete", PAY, finished)
    yield Attack("posting_of_records", "voucher_complete", PAY, (RECORDS,))
    yield Attack("posting_of_last_act", "voucher_complete", PAY)
    rule = "voucher_not_newest"
    for name, value in values({"first": 1, "null": None, "unknown": 9_999, "huge": HUGE}):
        row = PAY.but(voucher_id=value)
        yield Attack(f"posting_voucher_{name}", rule, row, (POST,))
    past = Sql("(SELECT max(voucher_id) - 1 FROM voucher)")
    yield Attack("posting_of_finished_voucher", rule, PAY.but(voucher_id=past), (POST,))
    yield Attack("posting_after_next_act", rule, PAY.but(voucher_id=past), (*finished, POST))
    rule = "posting_out_of_order"
    for name, value in values(
        {
            "taken": 1,
            "newest": newest("posting", "posting_id"),
            "gap": Sql("(SELECT max(posting_id) + 2 FROM posting)"),
            "zero": 0,
            "negative": -1,
            "null": None,
            "huge": HUGE,
        }
    ):
        yield Attack(f"posting_number_{name}", rule, PAY.but(posting_id=value), (POST,))
        for alias in ("rowid", "_rowid_", "oid"):
            yield Attack(f"posting_{alias}_{name}", rule, PAY.under(alias, value), (POST,))
    yield Attack("posting_number_unassigned", rule, PAY.without("posting_id"), (POST,))
    both = Insert("posting", {**PAY.columns, "rowid": 1})
    yield Attack("posting_number_and_rowid", rule, both, (POST,))


ATTACKS: Final = (
    *numbers(),
    *counts(),
    *incomplete(),
    *dates_keys_hashes(),
    *states(),
    *four_eyes(),
    *postings_beyond(),
)
