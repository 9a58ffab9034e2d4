"""What docs/format.md and docs/events.md say, as tables for `yusuan_verify.py` beside this file.

Who verifies compares these tables with the pages, as a test does, and then reads the program.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# --------------------------------------------------------- What docs/format.md says.

IDENTITY = {"application_id": 1_498_764_110, "user_version": 2}
SALT_BYTES, ZEROS = 16, bytes(32)
ANCHOR = re.compile(r"yusuan:1 voucher (\d+) posting (\d+) sha256 ([0-9a-f]{64})")
VOUCHER = (
    "voucher_id act year dated document prepared_by reviewed_by key first_posting_id posting_count "
    "record_count"
)
# Letter, table, the column that names the voucher: the columns, of which the first gives the order.
RECORDS = """
G ledger voucher_id: ledger_id title
U unit voucher_id: unit_id name kind parent_id
D unit deactivated_by: unit_id
C code voucher_id: code_id year scheme code name parent is_verified source
M economic_mapping voucher_id: mapping_id year department_code government_code applies_to
  is_verified source
S successor voucher_id: successor_id scheme year old new source
R policy voucher_id: policy_id name first_year last_year action value source
q policy voucher_id: policy_id name first_year last_year action value source fund level kind
  code_level item
A account voucher_id: account name_zh side total
E posting_rule voucher_id: event side against_commitment debit credit
F seal voucher_id: seal_id sealed_voucher_id digest
g restored_guard voucher_id: guard_id kind name was
b contract voucher_id: contract_id reference title unit_id signed_on category reserved_for
c contract_part voucher_id: part_id contract_id year due_on fund level functional_code
  economic_code kind project amount_fen
r procurement voucher_id: procurement_id line_id commitment_id category reserved_for amount_fen
p spending_plan voucher_id: plan_id line_id m01_fen m02_fen m03_fen m04_fen m05_fen m06_fen m07_fen
  m08_fen m09_fen m10_fen m11_fen m12_fen
X note erased_by: note_id
s statement voucher_id: statement_id kind name first_on last_on digest
t statement_row voucher_id: row_id statement_id row dated amount_fen key document
m statement_match voucher_id: match_id row_id posting_id
n statement_match cancelled_by: match_id
a assertion voucher_id: assertion_id book owner_id total dated amount_fen source
d declaration voucher_id: declaration_id unit_id kind content
L line voucher_id: line_id year unit_id fund level origin_year functional_code economic_code kind
  project
I income voucher_id: income_id year unit_id fund
T surplus voucher_id: surplus_id unit_id fund
K commitment voucher_id: commitment_id line_id contract continues_id
o override voucher_id: override_id policy document
j adjustment voucher_id: adjustment_id legal_kind
N note voucher_id: note_id posting_id field digest
"""
NARROWED = "coalesce(fund, level, kind, code_level, item) IS"
WHERE = {"R": f"{NARROWED} NULL", "q": f"{NARROWED} NOT NULL"}
BUILT_IN = {"policy", "account", "posting_rule"}
# Tables of running totals, and the book that each belongs to.
TOTALS = {
    "line_authority": "line",
    "line_spending": "line",
    "income": "income",
    "surplus": "surplus",
    "commitment": "commitment",
}
POSTING = (
    "posting_id event amount_fen line_id to_line_id income_id to_income_id surplus_id "
    "commitment_id to_commitment_id refunds_id reverses_id"
)

# --------------------------------------------------------- What docs/events.md says.

AMOUNT_FEN_MAX = 10**15
FISCAL = {"general_public", "government_fund", "state_capital"}
# The state a year must be in, and the one it is in afterwards.
LIFE = {
    "prepare_year": (None, "preparing"),
    "post_early": ("preparing", "preparing"),
    "approve": ("preparing", "open"),
    "post": ("open", "open"),
    "plan_spending": ("open", "open"),
    "begin_closing": ("open", "closing"),
    "close": ("closing", "closing"),
    "finish_closing": ("closing", "closed"),
    "reopen_year": ("closed", "closing"),
    "undo_close": ("closing", "closing"),
    "cancel_closing": ("closing", "open"),
}
MOVING = {"post_early", "approve", "post", "close", "undo_close"}
SPENDING = {"pay", "refund"}
UNDOING = {"post_early", "post", "undo_close"}
WITH_YEAR = LIFE.keys() | {"load_catalogue", "load_successor", "declare"}
FORMULAS = """
line available = original + early + supplement − reduction + carried_in + transferred_in
  − transferred_out + surplus_used + prior_year − recalled − committed − paid − carried_out
  − to_surplus − lapsed
line ceiling = original + early + supplement − reduction + carried_in + transferred_in
  − transferred_out + surplus_used + prior_year − recalled − carried_out − to_surplus − lapsed
income expected = budgeted + increased − decreased
income money = received − returned + carried_in + surplus_used + prior_year − paid − carried_out
  − to_surplus
surplus stock = added + pooled_in − used − surrendered − distributed − earmarked − pooled_out
surplus earmarked_stock = earmarked + earmarked_in − earmarked_used − earmarked_out
commitment remaining = committed + carried_in − released − paid − carried_out
"""
# † holds only when the posting names a commitment. The acts that carry the event; what it moves.
EVENTS = """
approve: approve | line original+
approve_carried: approve | line original+, income carried_in+
allocate_early: post_early | line early+
absorb_early: approve | line early−
supplement: post | line supplement+
reduce: post | line reduction+
transfer: post | line transferred_out+, to_line transferred_in+
recall: post close | line recalled+
prior_year_increase: post | line prior_year+, income prior_year+
prior_year_decrease: post | line prior_year−, income prior_year−
true_up_increase: post | line prior_year+, income prior_year+
true_up_decrease: post | line prior_year−, income prior_year−
commit: post_early post | line committed+, commitment committed+
release: post_early post close | line committed−, commitment released+
pay: post_early post | line paid+ committed−†, income paid+, commitment paid+†
refund: post_early post | line paid− committed+†, income paid−, commitment paid−†
carry_forward: close | line carried_out+ committed−†, to_line carried_in+ committed+†,
  income carried_out+, to_income carried_in+, commitment carried_out+†, to_commitment carried_in+†
to_surplus: post close | line to_surplus+, income to_surplus+, surplus added+
lapse: post close | line lapsed+
use_surplus: post | line surplus_used+, income surplus_used+, surplus used+
use_earmarked: post | line surplus_used+, income surplus_used+, surplus earmarked_used+
surrender: post close | surplus surrendered+
distribute: post close | surplus distributed+
earmark_surplus: post close | surplus earmarked+
pool_out: post close | surplus pooled_out+
pool_in: post close | surplus pooled_in+
pool_earmarked_out: post close | surplus earmarked_out+
pool_earmarked_in: post close | surplus earmarked_in+
budget_income: approve | income budgeted+
income_increase: post | income increased+
income_decrease: post | income decreased+
receive: post_early post | income received+
return_income: post | income returned+
income_to_surplus: close | income to_surplus+, surplus added+
cover_deficit: close | income surplus_used+, surplus used+
"""
# The rows that a posting names, in the order of its columns, and the books they stand in.
NAMES = ("line", "to_line", "income", "to_income", "surplus", "commitment", "to_commitment")
SIDES = {side: side.removeprefix("to_") for side in NAMES}


# --------------------------------------------------------- Reading.


def encode(value: object) -> bytes:
    """Return a value as the chain has it."""
    if value is None:
        return b"\x00"
    if isinstance(value, int):
        return b"\x01" + value.to_bytes(8, "big", signed=True)
    if isinstance(value, str):
        raw = value.encode("utf-8", "surrogateescape")
        return b"\x02" + len(raw).to_bytes(8, "big") + raw
    if isinstance(value, bytes):
        return b"\x03" + len(value).to_bytes(8, "big") + value
    return b"\x04" + struct.pack(">Qd", 8, value)


def record(letter: str, values: Iterable[object]) -> bytes:
    """Return a row as the chain has it."""
    return letter.encode() + b"".join(map(encode, values))


def unfold(text: str) -> list[str]:
    """Return the lines of one of the tables above."""
    return text.replace("\n  ", " ").strip().splitlines()


def read_formulas() -> dict[str, dict[str, dict[str, int]]]:
    """Return, for each book, what is derived from its totals and the sign of each."""
    formulas: dict[str, dict[str, dict[str, int]]] = {}
    for line in unfold(FORMULAS):
        name, _, terms = line.partition(" = ")
        book, derived = name.split()
        signed = zip(["+", *re.findall("[+−]", terms)], re.findall(r"\w+", terms), strict=True)
        formulas.setdefault(book, {})[derived] = {
            total: 1 if sign == "+" else -1 for sign, total in signed
        }
    return formulas


FORMULA = read_formulas()


class Event(NamedTuple):
    """What docs/events.md says of an event."""

    acts: set[str]
    names: set[str]  # the rows it names, whatever the fund
    may_commit: bool
    moves: tuple[dict[str, Counter[str]], dict[str, Counter[str]]]  # without a commitment, with one


def read_events() -> dict[str, Event]:
    """Return every event; what is derived from a total moves with it."""
    events: dict[str, Event] = {}
    for line in unfold(EVENTS):
        name, acts, effects = re.split(": | \\| ", line)
        moves: tuple[dict[str, Counter[str]], dict[str, Counter[str]]] = ({}, {})
        for against, moved in enumerate(moves):
            for effect in effects.split(", "):
                side, *totals = effect.split()
                moved[side] = Counter()
                for total in totals:
                    if against or not total.endswith("†"):
                        word, sign = total.rstrip("+−†"), -1 if "−" in total else 1
                        moved[side][word] += sign
                        for derived, formula in FORMULA[SIDES[side]].items():
                            moved[side][derived] += sign * formula.get(word, 0)
                moved[side] = Counter({total: sign for total, sign in moved[side].items() if sign})
        names = {side for side, moved in moves[0].items() if moved}
        if "line" in names:  # then it is the fund that says whether there is an income
            names -= {"income", "to_income"}
        events[name] = Event(set(acts.split()), names, "†" in effects, moves)
    return events


EVENT = read_events()
TABLES = {
    *(line.split()[1] for line in unfold(RECORDS)),
    *(*TOTALS, "voucher", "posting", "budget_year"),
}


def is_day(text: str | None, year: int | None) -> bool:
    """Return whether a text is a day as YYYY-MM-DD, and of the year if one is given."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return False
    return day.isoformat() == text and year in {None, day.year}


def is_amount(value: object) -> bool:
    """Return whether a value can be the amount of a posting."""
    return isinstance(value, int) and 0 < value <= AMOUNT_FEN_MAX
