"""What a closing releases or moves to surplus, examined by one look where it is plain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.attacks_balances import hide_updates, steered
from hostile.attacks_postings import (
    BEGIN,
    CLOSE,
    CLOSING,
    GOOD,
    NEXT_COMMITMENT,
    OFFICE,
    POST,
)
from hostile.book import GATE_25, LINE, NEW_PUMP, SURPLUS_GENERAL, SURPLUS_OTHER
from hostile.statements import Attack, Raw, Sql, cases, newest, posting, surplus

if TYPE_CHECKING:
    from collections.abc import Iterator

RELEASE: Final = GOOD["release"]
TO_SURPLUS: Final = GOOD["to_surplus"]
LEAVING: Final = {"to_surplus": "to_surplus", "recall": "recalled", "lapse": "lapsed"}
SHAPE: Final = "posting_shape"


def plainly() -> Iterator[Attack]:
    """What resembles a plain release or surplus in all but one thing."""
    next_line = Sql(f"{newest('line', 'line_id')} - 1")
    for name, others in cases({
        "to_line": {"to_line_id": next_line},
        "surplus": {"surplus_id": SURPLUS_GENERAL},
        "no_commitment": {"commitment_id": None},
    }):  # fmt: skip
        yield Attack(f"released_with_{name}", SHAPE, RELEASE.but(**others), CLOSING)
    rule = "commitment_wrong"
    both = RELEASE.but(to_commitment_id=NEXT_COMMITMENT)
    yield Attack("released_with_to_commitment", rule, both, CLOSING)
    none, other = RELEASE.but(commitment_id=-1), RELEASE.but(line_id=LINE["salary_25"])
    yield Attack("released_commitment_of_none", rule, none, (BEGIN, CLOSE))
    yield Attack("released_commitment_of_other_line", rule, other, (BEGIN, CLOSE))
    for name, others in cases({
        "to_line": {"to_line_id": next_line},
        "commitment": {"commitment_id": GATE_25},
        "to_commitment": {"to_commitment_id": NEXT_COMMITMENT},
    }):  # fmt: skip
        yield Attack(f"surplus_left_with_{name}", SHAPE, TO_SURPLUS.but(**others), CLOSING)
    rule = "surplus_wrong"
    none, other = TO_SURPLUS.but(surplus_id=-1), TO_SURPLUS.but(surplus_id=SURPLUS_OTHER)
    yield Attack("surplus_left_to_none", rule, none, (BEGIN, CLOSE))
    yield Attack("surplus_left_to_other_fund", rule, other, (BEGIN, CLOSE))
    setup = (BEGIN, CLOSE, surplus(NEW_PUMP, "general_public"))
    other = TO_SURPLUS.but(surplus_id=newest("surplus", "surplus_id"))
    yield Attack("surplus_left_to_other_unit", rule, other, setup)
    # Another event with the rows of a plain one.
    carry = posting("carry_forward", 100, **OFFICE)
    for name, others in cases({
        "released": {"commitment_id": GATE_25},
        "surplus_left": {"surplus_id": SURPLUS_GENERAL},
        "carr": {"to_line_id": next_line, "surplus_id": SURPLUS_GENERAL},
    }):  # fmt: skip
        yield Attack(f"{name}_rows_carried", SHAPE, carry.but(**others), CLOSING)


def from_within() -> Iterator[Attack]:
    """Move what a line left by other than the newest posting says."""
    rule, table, where = "balance_self", "line_authority", f"line_id = {LINE['office_25']}"
    for event, moved in LEAVING.items():
        good = GOOD[event]
        for total in LEAVING.values():
            columns = {moved: f"{moved}_fen + 100"}
            columns[total] = f"{columns.get(total, total + '_fen')} + 1"
            changes = ", ".join(f"{column}_fen = {value}" for column, value in columns.items())
            setup = steered(table, changes, where)
            yield Attack(f"left_{event}_{total}_forged_within", rule, good, setup)
        text = f"UPDATE {table} SET {moved}_fen = {moved}_fen + 100 WHERE {where}"
        yield Attack(f"left_{event}_once_more", rule, Raw(text), (POST, good))
        for side in ("line_authority", "line_spending"):
            setup = (POST, hide_updates(side, f"OLD.{where}"))
            yield Attack(f"left_{event}_{side}_hidden", "effect_missing", good, setup)
    # A release that says it was recalled.
    setup = steered(table, "recalled_fen = recalled_fen + 100", where)
    yield Attack("release_as_recalled", rule, RELEASE, setup)
    for side in ("line_authority", "line_spending"):
        setup = (POST, hide_updates(side, f"OLD.{where}"))
        yield Attack(f"released_{side}_hidden", "effect_missing", RELEASE, setup)
        yield Attack(f"given_{side}_hidden", "effect_missing", GOOD["supplement"], setup)


def bounds() -> Iterator[Attack]:
    """Take back what never took effect, and give back more than a total holds."""
    recall = GOOD["recall"]
    skip = (
        "CREATE TEMP TRIGGER skip AFTER INSERT ON posting "
        "WHEN NEW.event = 'recall' AND NEW.reverses_id IS NULL BEGIN SELECT RAISE(IGNORE); END"
    )
    back = recall.but(reverses_id=newest("posting", "posting_id"))
    yield Attack("recalled_below_zero", "total_negative", back, (POST, Raw(skip), recall, POST))
    most, many = 10**15, 100
    given = posting("supplement", most, **OFFICE)
    setup = (
        POST.but(posting_count=2 * many + 1),
        *[given] * many,
        *[recall.but(amount_fen=most)] * many,
    )
    yield Attack("bound_recalled", "total_out_of_range", recall, setup)


ATTACKS: Final = (*plainly(), *from_within(), *bounds())
