"""Statements of the treasury and of banks, matches and assertions that must not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import (
    GATE_25,
    INCOME,
    LINE,
    PAY_OFFICE,
    SURPLUS_GENERAL,
    SURPLUS_OTHER,
    assertion,
    statement,
    statement_match,
    statement_row,
)
from hostile.statements import (
    THIS,
    TYPE,
    Attack,
    Insert,
    Sql,
    Statement,
    Update,
    cases,
    following,
    newest,
    posting,
    values,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

REFUND: Final = Sql("(SELECT min(posting_id) FROM posting WHERE event = 'refund')")
COMMIT: Final = Sql("(SELECT max(posting_id) FROM posting WHERE event = 'commit')")

ASSERTION: Final = assertion(dated="2025-07-31")
STATEMENT: Final = statement(digest=b"g" * 32)
ROW: Final = statement_row(row=9, key="K", document="D")
# Row 2 is the refund; row 1 is matched with the payment.
MATCH: Final = statement_match(2, REFUND)

LOAD: Final = voucher("load_statement", records=2)
CONFIRM: Final = voucher("confirm_match", records=1)

# A good row of each table, and what has to happen before it may be written.
GOOD: Final[dict[str, tuple[Insert, tuple[Statement, ...]]]] = {
    "statement": (STATEMENT, (LOAD,)),
    "statement_row": (ROW, (LOAD, STATEMENT)),
    "match": (MATCH, (CONFIRM,)),
    "assertion": (ASSERTION, (voucher("assert_balance", records=1),)),
}


def unexpected() -> Iterator[Attack]:
    rule = "record_not_expected"
    for name, (row, before) in GOOD.items():
        yield Attack(f"{name}_without_act", rule, row)
        other = voucher("set_policy", records=9)
        yield Attack(f"{name}_of_other_act", rule, row, (other, *before[1:-1]))
        enough = (*before, row) if name != "statement" else (*before, row, ROW)
        yield Attack(f"{name}_beyond_count", rule, row, enough)
        note = Insert("note", {
            "note_id": following("note", "note_id"), "voucher_id": THIS, "posting_id": None,
            "field": "memo", "digest": b"d" * 32, "salt": b"s" * 16, "text": "x",
            "erased_by": None,
        })  # fmt: skip
        if name != "statement":
            yield Attack(f"{name}_beyond_count_with_note", rule, row, (*before, note))
        for place, value in values({"first": 1, "null": None, "unknown": 9_999}):
            moved = row.but(voucher_id=value)
            yield Attack(f"{name}_of_{place}_voucher", rule, moved, before)
        key = next(iter(row.columns))
        for place, value in values({
            "taken": 1, "newest": newest(row.table, key), "zero": 0, "negative": -1, "null": None,
            "gap": Sql(f"(SELECT max({key}) + 2 FROM {row.table})"), "huge": 2**63 - 1,
        }):  # fmt: skip
            yield Attack(f"{name}_number_{place}", rule, row.but(**{key: value}), before)
            for alias in ("rowid", "_rowid_", "oid"):
                moved = row.under(alias, value)
                yield Attack(f"{name}_{alias}_{place}", rule, moved, before)
        yield Attack(f"{name}_number_unassigned", rule, row.without(key), before)
    for place, value in values({"first": 1, "null": None, "unknown": 9_999}):
        moved = ROW.but(statement_id=value)
        yield Attack(f"row_of_{place}_statement", rule, moved, (LOAD, STATEMENT))
    long = (LOAD.but(record_count=3), STATEMENT)
    yield Attack("statement_second", rule, STATEMENT.but(digest=b"h" * 32), long)
    yield Attack("match_born_cancelled", rule, MATCH.but(cancelled_by=THIS), (CONFIRM,))
    finished = (CONFIRM, MATCH, voucher("set_policy", records=1))
    yield Attack("match_of_finished_voucher", rule, MATCH, finished)


def statements() -> Iterator[Attack]:
    yield Attack("statement_twice", "statement_exists", STATEMENT.but(digest=b"f" * 32), (LOAD,))
    rule = "statement_invalid"
    for name, others in cases({
        "kind": {"kind": "shop"}, "kind_null": {"kind": None}, "name_null": {"name": None},
        "name_blank": {"name": " "}, "digest_null": {"digest": None},
        "digest_short": {"digest": b"d" * 31}, "first_null": {"first_on": None},
        "last_null": {"last_on": None}, "backwards": {"first_on": "2025-04-01"},
        "first_day": {"first_on": "2025-02-30"}, "first_form": {"first_on": "2025-3-1"},
        "first_long_ago": {"first_on": "-2025-03-01"},
        "last_day": {"last_on": "2025-06-31"}, "last_now": {"last_on": "now"},
    }):  # fmt: skip
        yield Attack(f"statement_{name}", rule, STATEMENT.but(**others), (LOAD,))
    yield Attack("statement_digest_text", TYPE, STATEMENT.but(digest="d" * 32), (LOAD,))
    rule = "statement_row_invalid"
    before = (LOAD, STATEMENT)
    for name, others in cases({
        "row_null": {"row": None}, "row_zero": {"row": 0}, "row_huge": {"row": 10_000_001},
        "key_empty": {"key": ""}, "document_empty": {"document": ""}, "day_null": {"dated": None},
        "day_before": {"dated": "2025-02-28"}, "day_after": {"dated": "2025-04-01"},
        "day_none": {"dated": "2025-03-32"}, "day_form": {"dated": "2025-03-5"},
        "fen_zero": {"amount_fen": 0}, "fen_real": {"amount_fen": 7.0},
        "fen_text": {"amount_fen": "7"}, "fen_null": {"amount_fen": None},
        "fen_blob": {"amount_fen": b"7"}, "fen_huge": {"amount_fen": 10**15 + 1},
        "fen_least": {"amount_fen": -(10**15) - 1}, "fen_min": {"amount_fen": -(2**63)},
    }):  # fmt: skip
        yield Attack(f"row_{name}", rule, ROW.but(**others), before)
    late = STATEMENT.but(first_on="2025-02-01", last_on="2025-03-31")
    yield Attack("row_on_no_day", rule, ROW.but(dated="2025-02-30"), (LOAD, late))


def matches() -> Iterator[Attack]:
    rule = "match_exists"
    yield Attack("row_matched_twice", rule, MATCH.but(row_id=1), (CONFIRM,))
    payment = Sql(PAY_OFFICE)
    yield Attack("posting_matched_twice", rule, MATCH.but(posting_id=payment), (CONFIRM,))
    two = (CONFIRM.but(record_count=2), MATCH)
    yield Attack("match_twice_in_one_act", rule, MATCH, two)
    rule = "match_wrong"
    for name, others in cases({
        "row_null": {"row_id": None}, "row_unknown": {"row_id": 9_999},
        "posting_null": {"posting_id": None}, "posting_unknown": {"posting_id": 9_999},
        "posting_commits": {"posting_id": COMMIT},
    }):  # fmt: skip
        yield Attack(f"match_{name}", rule, MATCH.but(**others), (CONFIRM,))
    on = {"line_id": LINE["office_25"]}
    undone = (
        voucher("post", 2025, postings=1),
        posting("refund", 1_000, **on, refunds_id=payment, reverses_id=REFUND),
        CONFIRM,
    )
    yield Attack("match_of_undone", rule, MATCH, undone)
    undoing = newest("posting", "posting_id")
    yield Attack("match_of_reversal", rule, MATCH.but(posting_id=undoing), undone)
    received = (
        voucher("post", 2025, postings=1),
        posting("receive", 1_000, income_id=INCOME["other_25"]),
        CONFIRM,
    )
    yield Attack("match_of_bank_money", rule, MATCH.but(posting_id=undoing), received)
    bank = (
        voucher("load_statement", records=2),
        STATEMENT.but(kind="bank"),
        statement_row(amount_fen=-1_000),
        CONFIRM,
    )
    of_bank = MATCH.but(row_id=newest("statement_row", "row_id"))
    yield Attack("match_of_treasury_money", rule, of_bank, bank)
    yield from rights_only()
    rule = "match_amount_differs"
    more = (
        voucher("post", 2025, postings=1),
        posting("refund", 1_001, **on, refunds_id=payment),
        CONFIRM,
    )
    yield Attack("match_of_more", rule, MATCH.but(posting_id=undoing), more)
    out = (voucher("post", 2025, postings=1), posting("pay", 1_000, **on), CONFIRM)
    yield Attack("match_of_other_direction", rule, MATCH.but(posting_id=undoing), out)
    paid = (
        voucher("post", 2025, postings=1),
        posting("pay", 999, **on, commitment_id=GATE_25),
        CONFIRM,
    )
    yield Attack("match_of_less", rule, MATCH.but(row_id=3, posting_id=undoing), paid)


def rights_only() -> Iterator[Attack]:
    """Postings that move rights to spend, or money within the books, and none on an account."""
    posted = newest("posting", "posting_id")
    of_row = newest("statement_row", "row_id")
    fiscal, other = LINE["canal_25"], LINE["other_carried_25"]
    own = {"income_id": INCOME["other_25"], "line_id": other}
    general: dict[str, object] = {"surplus_id": SURPLUS_GENERAL}
    moves: dict[str, tuple[int, Insert]] = {
        "fiscal_increase": (-10, posting("prior_year_increase", 10, line_id=fiscal)),
        "fiscal_decrease": (10, posting("prior_year_decrease", 10, line_id=fiscal)),
        "fiscal_surrender": (10, posting("surrender", 10, **general)),
        "earmarked": (10, posting("earmark_surplus", 10, surplus_id=SURPLUS_OTHER)),
        "to_surplus": (10, posting("to_surplus", 10, **own, surplus_id=SURPLUS_OTHER)),
        "lapsed": (10, posting("lapse", 10, **own)),
    }
    for name, (fen, moved) in moves.items():
        for kind in ("treasury", "bank"):
            before = (
                voucher("load_statement", records=2),
                STATEMENT.but(kind=kind),
                statement_row(amount_fen=fen),
                voucher("post", 2025, postings=1),
                moved,
                CONFIRM,
            )
            wrong = MATCH.but(row_id=of_row, posting_id=posted)
            yield Attack(f"match_of_{name}_on_{kind}", "match_wrong", wrong, before)
    handed_up = (
        voucher("load_statement", records=2),
        STATEMENT.but(kind="bank"),
        statement_row(amount_fen=-10),
        voucher("post", 2025, postings=1),
        posting("surrender", 10, surplus_id=SURPLUS_OTHER),
        CONFIRM,
    )
    turned = MATCH.but(row_id=of_row, posting_id=posted)
    yield Attack("match_of_surrender_turned", "match_amount_differs", turned, handed_up)


def assertions() -> Iterator[Attack]:
    rule = "assertion_invalid"
    before = (voucher("assert_balance", records=1),)
    for name, others in cases({
        "book_null": {"book": None}, "book_unknown": {"book": "commitment", "total": "remaining"},
        "owner_null": {"owner_id": None}, "owner_unknown": {"owner_id": 9_999},
        "owner_of_other_book": {"book": "income", "owner_id": LINE["office_25"]},
        "surplus_unknown": {"book": "surplus", "owner_id": 9_999, "total": "stock"},
        "total_null": {"total": None}, "total_unknown": {"total": "owed"},
        "total_of_other_book": {"total": "money"}, "total_any": {"total": "%"},
        "day_null": {"dated": None}, "day_none": {"dated": "2025-06-31"},
        "day_long_ago": {"dated": "-2025-06-30"},
        "day_form": {"dated": "2025-6-30"}, "fen_null": {"amount_fen": None},
        "fen_real": {"amount_fen": 7.0}, "fen_text": {"amount_fen": "7"},
        "fen_huge": {"amount_fen": 10**17 + 1}, "fen_least": {"amount_fen": -(2**63)},
        "source_null": {"source": None}, "source_blank": {"source": " "},
    }):  # fmt: skip
        yield Attack(f"assertion_{name}", rule, ASSERTION.but(**others), before)
    for year in (1900, 2022, 2027, 9999):
        of_day = ASSERTION.but(dated=f"{year}-12-31")
        yield Attack(f"assertion_in_{year}", "year_unknown", of_day, before)


def changes() -> Iterator[Attack]:
    rule = "append_only"
    cancel = (voucher("cancel_match", records=1),)
    good: dict[str, object] = {"cancelled_by": THIS}
    for name, others in cases({
        "row": {"row_id": 3}, "row_null": {"row_id": None}, "posting": {"posting_id": 9},
        "posting_null": {"posting_id": None}, "voucher": {"voucher_id": 1},
        "voucher_null": {"voucher_id": None}, "number": {"match_id": 9},
        "number_rowid": {"rowid": 9}, "by_first": {"cancelled_by": 1},
        "by_none": {"cancelled_by": None}, "by_unknown": {"cancelled_by": 9_999},
    }):  # fmt: skip
        yield Attack(
            f"match_change_{name}", rule, Update("statement_match", others, "match_id = 2")
        )
        change = Update("statement_match", {**good, **others}, "match_id = 2")
        yield Attack(f"match_change_{name}_beside", rule, change, cancel)
    standing = Update("statement_match", good, "match_id = 2")
    yield Attack("match_cancelled_without_act", rule, standing)
    ended = Update("statement_match", good, "match_id = 1")
    yield Attack("match_cancelled_twice", rule, ended, cancel)
    other = (voucher("seal_foreign", records=1),)
    yield Attack("match_cancelled_by_other_act", rule, standing, other)
    again = Update("statement_match", {"cancelled_by": None}, "match_id = 1")
    yield Attack("match_revived", rule, again, cancel)


ATTACKS: Final = (*unexpected(), *statements(), *matches(), *assertions(), *changes())
