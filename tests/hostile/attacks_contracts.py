"""Contracts, their parts, marks of procurement, and commitments beyond a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.attacks_drafts import AMOUNTS
from hostile.attacks_records import PART, PROCUREMENT, ready
from hostile.book import (
    CANAL_24,
    DYKE,
    GATE_25,
    LINE,
    NEW_PUMP,
    OLD_PUMP,
    contract,
    contract_part,
    note,
    on,
)
from hostile.statements import (
    TYPE,
    Attack,
    Sql,
    Statement,
    cases,
    commitment,
    following,
    newest,
    posting,
    values,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTRACT: Final = contract("Sluice gate")
SIGN: Final = voucher("sign_contract", records=2)
AMEND: Final = voucher("amend_contract", records=1)
POST: Final = voucher("post", 2025, postings=1)
OFFICE: Final = on("office_25")
NEXT: Final = newest("commitment", "commitment_id")


def committed(amount: int, *more: Statement, postings: int = 1) -> tuple[Statement, ...]:
    """Return an act that commits an amount for the dyke, and what comes after it."""
    act = voucher("post", 2025, postings=postings)
    made = commitment(LINE["office_25"], "Dyke")
    return (act, made, posting("commit", amount, **OFFICE, commitment_id=NEXT), *more)


def contracts() -> Iterator[Attack]:
    rule = "record_not_expected"
    yield Attack("contract_without_act", rule, CONTRACT)
    yield Attack("contract_alone", rule, CONTRACT, (voucher("sign_contract", records=1),))
    full = (voucher("sign_contract", records=2), CONTRACT)
    yield Attack("contract_as_the_last", rule, contract("Weir"), full)
    for act in ("amend_contract", "set_policy"):
        yield Attack(f"contract_of_{act}", rule, CONTRACT, (voucher(act, records=2),))
    for place, value in values({"first": 1, "null": None, "unknown": 9_999}):
        yield Attack(f"contract_of_{place}_voucher", rule, CONTRACT.but(voucher_id=value), (SIGN,))
    for place, value in values({
        "taken": 1, "zero": 0, "null": None, "huge": 2**63 - 1,
        "gap": Sql("(SELECT max(contract_id) + 2 FROM contract)"),
    }):  # fmt: skip
        yield Attack(f"contract_number_{place}", rule, CONTRACT.but(contract_id=value), (SIGN,))
        moved = CONTRACT.under("rowid", value)
        yield Attack(f"contract_rowid_{place}", rule, moved, (SIGN,))
    yield Attack("contract_number_unassigned", rule, CONTRACT.without("contract_id"), (SIGN,))
    yield Attack("contract_exists", "contract_exists", contract("Dyke"), (SIGN,))
    rule = "contract_invalid"
    for name, others in cases({
        "reference_null": {"reference": None}, "reference_blank": {"reference": " "},
        "reference_spaces": {"reference": " Dyke"}, "title_null": {"title": None},
        "title_blank": {"title": "\u2003"}, "day_null": {"signed_on": None},
        "day_none": {"signed_on": "2025-02-30"}, "day_word": {"signed_on": "now"},
        "day_long_ago": {"signed_on": "-2025-04-01"},
        "category": {"category": "food"}, "reserved": {"reserved_for": "large"},
        "reserved_without_category": {"category": None},
    }):  # fmt: skip
        yield Attack(f"contract_{name}", rule, CONTRACT.but(**others), (SIGN,))
    yield Attack("contract_title_blob", TYPE, CONTRACT.but(title=b"Gate"), (SIGN,))
    for name, number in values({"null": None, "none": 99}):
        row = CONTRACT.but(unit_id=number)
        yield Attack(f"contract_unit_{name}", "unit_unknown", row, (SIGN,))
    row = CONTRACT.but(unit_id=OLD_PUMP)
    yield Attack("contract_unit_inactive", "unit_inactive", row, (SIGN,))
    row = contract("Gate", unit_id=NEW_PUMP)
    yield Attack("contract_of_other_unit", "contract_unit", row, (SIGN,))
    # The gate has 4500 fen committed, before its contract is signed.
    rule = "contract_exceeded"
    signed = (SIGN, contract("Gate"))
    new = newest("contract", "contract_id")
    yield Attack("contract_below_commitments", rule, contract_part(new, 2025, 4_499), signed)
    twice = (
        voucher("sign_contract", records=4),
        contract("Gate"),
        contract_part(new, 2025, 4_499),
        contract("Weir"),
    )
    yield Attack("contract_below_before_another", rule, contract_part(new, 2025, 1), twice)


def parts() -> Iterator[Attack]:
    rule = "record_not_expected"
    elsewhere = (voucher("sign_contract", records=3), CONTRACT)
    yield Attack("part_of_other_contract", rule, PART, elsewhere)
    new = newest("contract", "contract_id")
    late = (voucher("sign_contract", records=2), CONTRACT, contract_part(new, 2025, 100))
    yield Attack("part_beyond_signing", rule, contract_part(new, 2025, 100), late)
    memo = (voucher("amend_contract", records=2), PART)
    yield Attack("part_not_the_last", rule, note("memo", "cheaper"), memo)
    signed = (voucher("sign_contract", records=2), CONTRACT)
    yield Attack("contract_ends_with_note", rule, note("counterparty", "Builders"), signed)
    act = ready("part")
    for name, number in values(
        {"null": None, "none": 99, "next": following("contract", "contract_id")}
    ):
        row = PART.but(contract_id=number)
        yield Attack(f"part_of_{name}", "contract_unknown", row, act)
    for name, value, rule in AMOUNTS:
        if rule != "amount_not_positive":
            yield Attack(f"part_amount_{name}", rule, PART.but(amount_fen=value), act)
    low = PART.but(amount_fen=-(10**15) - 1)
    yield Attack("part_amount_far_below", "amount_out_of_range", low, act)
    rule = "part_invalid"
    for name, others in cases({
        "nothing": {"amount_fen": 0}, "year_null": {"year": None}, "year_early": {"year": 1899},
        "year_late": {"year": 9999}, "due_none": {"due_on": "2026-02-30"},
        "due_outside": {"due_on": "2025-12-31"}, "due_word": {"due_on": "now"},
        "fund": {"fund": "lottery"}, "fund_parent": {"fund": "fiscal"}, "fund_null": {"fund": None},
        "level": {"level": "central"}, "level_null": {"level": None}, "kind": {"kind": "other"},
        "kind_null": {"kind": None}, "project": {"project": "Dyke"},
        "project_null": {"project": None}, "project_missing": {"kind": "project"},
        "project_spaces": {"kind": "project", "project": " Dyke"},
        "functional_short": {"functional_code": "20801"},
        "functional_null": {"functional_code": None},
        "functional_letters": {"functional_code": "208010A"},
        "economic_short": {"economic_code": "302"}, "economic_null": {"economic_code": None},
        "economic_letters": {"economic_code": "3020A"},
    }):  # fmt: skip
        yield Attack(f"part_{name}", rule, PART.but(**others), act)
    rule = "part_exceeded"
    yield Attack("part_taken_from_nothing", rule, contract_part(DYKE, 2027, -1), act)
    yield Attack("part_taken_beyond", rule, contract_part(DYKE, 2025, -3_001), act)
    other = contract_part(DYKE, 2025, -1, economic_code="30299")
    yield Attack("part_taken_from_other_line", rule, other, act)
    unsigned = (SIGN, CONTRACT)
    yield Attack("part_signed_below", rule, contract_part(new, 2025, -1), unsigned)
    rule = "contract_exceeded"
    taken = (*committed(2_500), AMEND)
    yield Attack("part_taken_from_commitments", rule, contract_part(DYKE, 2025, -3_000), taken)


def commitments() -> Iterator[Attack]:
    rule = "contract_exceeded"
    made = commitment(LINE["office_25"], "Dyke")
    beyond = posting("commit", 5_001, **OFFICE, commitment_id=NEXT)
    yield Attack("commit_beyond_contract", rule, beyond, (POST, made))
    full = committed(5_000)
    one = posting("commit", 1, **OFFICE, commitment_id=NEXT)
    yield Attack("commit_beyond_contract_later", rule, one, (*full, POST))
    again = (*full, POST, commitment(LINE["sluice_25"], "Dyke"))
    other = posting("commit", 1, **on("sluice_25"), commitment_id=NEXT)
    yield Attack("commit_beyond_contract_elsewhere", rule, other, again)
    release = posting("release", 1_000, **OFFICE, commitment_id=NEXT)
    number = newest("posting", "posting_id")
    undone = posting("release", 1_000, **OFFICE, commitment_id=NEXT, reverses_id=number)
    less = (*committed(5_000, release, postings=2), AMEND, contract_part(DYKE, 2025, -1_000), POST)
    yield Attack("release_undone_beyond_contract", rule, undone, less)
    rule = "contract_unit"
    yield Attack("commitment_of_other_unit", rule, commitment(LINE["pump_25"], "Dyke"), (POST,))


def marks() -> Iterator[Attack]:
    act = ready("procurement")
    rule = "procurement_invalid"
    for name, others in cases({
        "on_nothing": {"line_id": None}, "on_both": {"commitment_id": GATE_25},
        "line_none": {"line_id": 99}, "commitment_none": {"line_id": None, "commitment_id": 99},
        "category": {"category": "food"}, "category_null": {"category": None},
        "reserved": {"reserved_for": "large"},
    }):  # fmt: skip
        yield Attack(f"mark_{name}", rule, PROCUREMENT.but(**others), act)
    for name, value, rule in AMOUNTS:
        if rule != "amount_not_positive":
            yield Attack(f"mark_amount_{name}", rule, PROCUREMENT.but(amount_fen=value), act)
    for name, others in cases({
        "line": {"line_id": LINE["office_24"]},
        "commitment": {"line_id": None, "commitment_id": CANAL_24},
    }):  # fmt: skip
        yield Attack(f"mark_{name}_of_closed_year", "year_closed", PROCUREMENT.but(**others), act)
    below = PROCUREMENT.but(amount_fen=-1)
    yield Attack("mark_amount_below", "amount_out_of_range", below, act)


def accepted() -> Iterator[Attack]:
    """Yield what must be let through: a contract with its parts, and commitments up to them."""
    new = newest("contract", "contract_id")
    yield Attack("signed", "", contract_part(new, 2025, 4_500), (SIGN, contract("Gate")))
    moved = (voucher("amend_contract", records=2), contract_part(DYKE, 2026, 3_000))
    yield Attack("moved_between_years", "", contract_part(DYKE, 2025, -3_000), moved)
    yield Attack("committed_whole", "", voucher("post", 2025, postings=1), committed(5_000))
    exact = (*committed(2_000), AMEND)
    yield Attack("taken_down_to_commitments", "", contract_part(DYKE, 2025, -3_000), exact)


ATTACKS: Final = (*contracts(), *parts(), *commitments(), *marks())
