"""A small ledger, written as raw SQL: 2024 closed, 2025 open, 2026 in preparation.

Every statement here must be accepted; the attacks start from what it leaves.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hostile.statements import (
    Insert,
    Sql,
    Statement,
    Update,
    commitment,
    draft_line,
    following,
    income,
    line,
    posting,
    record,
    surplus,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = (Path(__file__).resolve().parents[2] / "schema.sql").read_text(encoding="utf-8")

BUREAU, STATION, OLD_PUMP, NEW_PUMP = 1, 2, 3, 4
OTHER, BUSINESS = "unit_other_income", "unit_business_income"

PROJECT: Final = {"economic_code": "30299", "kind": "project"}
OLD_CODE: Final = {"functional_code": "2010199", **PROJECT, "project": "Canal", "level": "upper"}

# The lines in the order in which they are written: their position is their line_id.
LINES: Final[dict[str, dict[str, object]]] = {
    "office_24": {"year": 2024},
    "canal_24": {"year": 2024, **OLD_CODE},
    "other_24": {"year": 2024, "fund": OTHER},
    "pump_24": {"year": 2024, "unit_id": OLD_PUMP},
    "dam_24": {"year": 2024, "origin_year": 2023, **PROJECT, "project": "Dam"},
    "well_24": {"year": 2024, "origin_year": 2023, "fund": OTHER, **PROJECT, "project": "Well"},
    "canal_25": {
        "year": 2025, "origin_year": 2024, **OLD_CODE, "functional_code": "2010102",
    },
    "other_carried_25": {"year": 2025, "origin_year": 2024, "fund": OTHER},
    "pump_25": {"year": 2025, "origin_year": 2024, "unit_id": NEW_PUMP},
    "office_25": {"year": 2025},
    "sluice_25": {"year": 2025, **PROJECT, "project": "Sluice"},
    "other_25": {"year": 2025, "fund": OTHER},
    "old_pump_25": {"year": 2025, "unit_id": OLD_PUMP},
    "fund_25": {"year": 2025, "fund": "government_fund"},
    "upper_25": {"year": 2025, "level": "upper"},
    "salary_25": {"year": 2025, "economic_code": "30101", "kind": "basic_personnel"},
    "business_25": {"year": 2025, "fund": BUSINESS, "kind": "operating"},
    "other_pump_25": {"year": 2025, "fund": OTHER, "unit_id": NEW_PUMP},
    "empty_25": {"year": 2025, **PROJECT, "project": "Nothing yet"},
}  # fmt: skip
LINE: Final = {name: number for number, name in enumerate(LINES, 1)}

# The incomes, likewise.
INCOMES: Final = {
    "other_24": (2024, STATION, OTHER),
    "other_25": (2025, STATION, OTHER),
    "business_25": (2025, STATION, BUSINESS),
    "other_pump_25": (2025, NEW_PUMP, OTHER),
}
INCOME: Final = {name: number for number, name in enumerate(INCOMES, 1)}

# Surpluses and commitments, in order.
SURPLUS_OTHER, SURPLUS_GENERAL = 1, 2
CANAL_24, CANAL_25, GATE_25 = 1, 2, 3
# The contract that is signed; nothing is committed for it.
DYKE = 1

APPROVED: Final = {
    2024: {"office_24": 100_000, "canal_24": 50_000, "other_24": 40_000, "pump_24": 30_000,
           "dam_24": 20_000, "well_24": 5_000},
    2025: {"office_25": 60_000, "sluice_25": 30_000, "other_25": 10_000, "old_pump_25": 7_000,
           "fund_25": 9_000, "upper_25": 4_000, "salary_25": 50_000, "business_25": 3_000,
           "other_pump_25": 2_000},
}  # fmt: skip
BUDGETED: Final = {
    2024: {"other_24": 40_000},
    2025: {"other_25": 10_000, "business_25": 3_000, "other_pump_25": 2_000},
}
FISCAL: Final = {"general_public", "government_fund", "state_capital"}


def line_of(name: str) -> Insert:
    return line(**LINES[name])  # type: ignore[arg-type]


def draft_of(name: str, amount_fen: object) -> Insert:
    return draft_line(**{"amount_fen": amount_fen, **LINES[name]})  # type: ignore[arg-type]


def income_of(name: str) -> Insert:
    return income(*INCOMES[name])


def draft_income(year: object, unit_id: object, fund: object, amount_fen: object) -> Insert:
    number = following("draft_income", "draft_income_id")
    return Insert(
        "draft_income",
        {"draft_income_id": number, "year": year, "unit_id": unit_id, "fund": fund,
         "amount_fen": amount_fen},
    )  # fmt: skip


def draft_control(year: object, fund: object, level: object, amount_fen: object) -> Insert:
    number = following("draft_control", "draft_control_id")
    return Insert(
        "draft_control",
        {"draft_control_id": number, "year": year, "fund": fund, "level": level,
         "amount_fen": amount_fen},
    )  # fmt: skip


def on(name: str) -> dict[str, object]:
    """Name a line, and its income where the fund is not fiscal."""
    key = LINES[name]
    if key.get("fund", "general_public") in FISCAL:
        return {"line_id": LINE[name]}
    owner = (key["year"], key.get("unit_id", STATION), key["fund"])
    incomes = {value: number for number, value in enumerate(INCOMES.values(), 1)}
    return {"line_id": LINE[name], "income_id": incomes[owner]}  # type: ignore[index]


def code(year: int, scheme: str, number: str, **others: object) -> Insert:
    columns: dict[str, object] = {
        "year": year, "scheme": scheme, "code": number, "name": f"Code {number}",
        "parent": number[:-2] or None if len(number) > 3 else None,
        "is_verified": 1, "source": "test catalogue",
    }  # fmt: skip
    return record("code", "code_id", **{**columns, **others})


def mapping(year: int, department: object, government: object, **others: object) -> Insert:
    columns: dict[str, object] = {
        "year": year, "department_code": department, "government_code": government,
        "applies_to": "any", "is_verified": 1, "source": "test catalogue",
    }  # fmt: skip
    return record("economic_mapping", "mapping_id", **{**columns, **others})


def successor(year: int, scheme: object, old: object, new: object, **others: object) -> Insert:
    columns = {"scheme": scheme, "year": year, "old": old, "new": new, "source": "test table"}
    return record("successor", "successor_id", **{**columns, **others})


def policy(name: object, action: object, **others: object) -> Insert:
    columns: dict[str, object] = {
        "name": name, "first_year": 2024, "last_year": 9998, "action": action, "value": None,
        "source": "test policy",
    }  # fmt: skip
    return record("policy", "policy_id", **{**columns, **others})


def override(about: object, document: object = "No. 2", **others: object) -> Insert:
    columns = {"policy": about, "document": document}
    return record("override", "override_id", **{**columns, **others})


def adjustment(legal_kind: object, **others: object) -> Insert:
    return record("adjustment", "adjustment_id", **{"legal_kind": legal_kind, **others})


def plan(line_id: object, **months: object) -> Insert:
    columns: dict[str, object] = {f"m{month:02d}_fen": 0 for month in range(1, 13)}
    return record("spending_plan", "plan_id", line_id=line_id, **{**columns, **months})


def unit(name: object, kind: object, parent_id: object = BUREAU, **others: object) -> Insert:
    columns = {"name": name, "kind": kind, "parent_id": parent_id, "deactivated_by": None}
    return record("unit", "unit_id", **{**columns, **others})


def note(field: object, text: object, **others: object) -> Insert:
    columns: dict[str, object] = {
        "posting_id": None, "field": field, "digest": b"d" * 32, "salt": b"s" * 16, "text": text,
        "erased_by": None,
    }  # fmt: skip
    return record("note", "note_id", **{**columns, **others})


def reopening(year: int) -> tuple[Insert, Insert]:
    """Reopen a closed year; the voucher and the note that says why."""
    return voucher("reopen_year", year, records=1), note("reason", "A late payment")


def contract(reference: object, **others: object) -> Insert:
    columns: dict[str, object] = {
        "reference": reference, "title": "Repair of the dyke", "unit_id": STATION,
        "signed_on": "2025-04-01", "category": "works", "reserved_for": "small",
    }  # fmt: skip
    return record("contract", "contract_id", **{**columns, **others})


def contract_part(
    contract_id: object, year: object, amount_fen: object, **others: object
) -> Insert:
    columns: dict[str, object] = {
        "contract_id": contract_id, "year": year, "due_on": f"{year}-09-30",
        "fund": "general_public", "level": "own", "functional_code": "2080109",
        "economic_code": "30201", "kind": "basic_public", "project": "",
        "amount_fen": amount_fen,
    }  # fmt: skip
    return record("contract_part", "part_id", **{**columns, **others})


def procurement(category: object, amount_fen: object, **others: object) -> Insert:
    columns: dict[str, object] = {
        "line_id": None, "commitment_id": None, "category": category, "reserved_for": "micro",
        "amount_fen": amount_fen,
    }  # fmt: skip
    return record("procurement", "procurement_id", **{**columns, **others})


def seal(sealed_voucher_id: object, digest: object = b"d" * 32) -> Insert:
    return record("seal", "seal_id", sealed_voucher_id=sealed_voucher_id, digest=digest)


def guard(**others: object) -> Insert:
    columns: dict[str, object] = {"kind": "view", "name": "carry_over", "was": "missing"}
    return record("restored_guard", "guard_id", **{**columns, **others})


def statement(**others: object) -> Insert:
    columns: dict[str, object] = {
        "kind": "treasury", "name": "Treasury", "first_on": "2025-03-01", "last_on": "2025-03-31",
        "digest": b"f" * 32,
    }  # fmt: skip
    return record("statement", "statement_id", **{**columns, **others})


def statement_row(**others: object) -> Insert:
    columns: dict[str, object] = {
        "statement_id": Sql("(SELECT max(statement_id) FROM statement)"), "row": 2,
        "dated": "2025-03-05", "amount_fen": 10_000, "key": None, "document": None,
    }  # fmt: skip
    return record("statement_row", "row_id", **{**columns, **others})


def statement_match(row_id: object, posting_id: object, **others: object) -> Insert:
    columns = {"row_id": row_id, "posting_id": posting_id, "cancelled_by": None}
    return record("statement_match", "match_id", **{**columns, **others})


def assertion(**others: object) -> Insert:
    columns: dict[str, object] = {
        "book": "line", "owner_id": LINE["office_25"], "total": "paid", "dated": "2025-06-30",
        "amount_fen": 11_000, "source": "Statement",
    }  # fmt: skip
    return record("assertion", "assertion_id", **{**columns, **others})


def declaration(**others: object) -> Insert:
    columns: dict[str, object] = {
        "unit_id": STATION, "kind": "procurement", "content": '{"total_fen":7}',
    }  # fmt: skip
    return record("declaration", "declaration_id", **{**columns, **others})


def ledger(**others: object) -> Insert:
    columns = {"ledger_id": 1, "voucher_id": Sql("1"), "title": "County"}
    return Insert("ledger", {**columns, **others})


def acts(*statements: Statement, act: str, year: int | None = None) -> Iterator[Statement]:
    """Write one act with its records."""
    yield voucher(act, year, records=len(statements))
    yield from statements


FUNCTIONAL: Final = (
    *("201", "20101", "2010101", "2010102"),
    *("208", "20801", "2080109", "2080110", "20899", "2089901"),
)
ECONOMIC: Final = (
    *("301", "30101", "302", "30201", "30212", "30215", "30216", "30217", "30231", "30299"),
    *("309", "30913", "310", "31013"),
)


def catalogue(year: int, *more: str) -> Iterator[Statement]:
    rows = [code(year, "functional", number) for number in (*FUNCTIONAL, *more)]
    rows += [code(year, "economic", number) for number in ECONOMIC]
    rows += [code(year, "government_economic", number) for number in ("502", "50201")]
    yield from acts(*rows, mapping(year, "30201", "50201"), act="load_catalogue", year=year)


def foundation() -> Iterator[Statement]:
    yield from acts(ledger(), act="create")
    yield from acts(
        unit("Water bureau", "department", None),
        unit("Water station", "institution"),
        unit("Old pump", "institution"),
        unit("New pump", "agency"),
        act="add_unit",
    )
    yield from catalogue(2024, "2010199")
    yield from catalogue(2025)
    yield from acts(
        successor(2024, "functional", "2010199", "2010102"),
        successor(2024, "unit", "Old pump", "New pump"),
        act="load_successor",
        year=2024,
    )
    yield from acts(policy("four_eyes", "deny"), act="set_policy")


def approval(year: int) -> Iterator[Statement]:
    lines, incomes = APPROVED[year], BUDGETED[year]
    yield voucher("prepare_year", year)
    yield from (draft_of(name, amount) for name, amount in lines.items())
    yield from (draft_income(*INCOMES[name], amount) for name, amount in incomes.items())
    own = sum(
        amount
        for name, amount in lines.items()
        if LINES[name].get("fund") is None
        and LINES[name].get("level") is None
        and LINES[name].get("origin_year", year) == year
    )
    yield draft_control(year, "general_public", "own", own)
    yield voucher("approve", year, postings=len(lines) + len(incomes))
    for name in incomes:
        # A carry-forward has already made some of them.
        if year == 2024 or name != "other_25":
            yield income_of(name)
    for name, amount in lines.items():
        carried = "origin_year" in LINES[name]
        yield line_of(name)
        yield posting("approve_carried" if carried else "approve", amount, **on(name))
    for name, amount in incomes.items():
        yield posting("budget_income", amount, income_id=INCOME[name])


def execution_2024() -> Iterator[Statement]:
    yield voucher("post", 2024, postings=8, key="pay-2024", hash=b"h" * 32)
    yield commitment(LINE["canal_24"], "C-1")
    yield note("payee", "Zhang San", posting_id=following("posting", "posting_id"))
    yield note("memo", "first half")
    yield posting("receive", 40_000, income_id=INCOME["other_24"])
    yield posting("pay", 99_000, **on("office_24"))
    yield posting("commit", 12_000, **on("canal_24"), commitment_id=CANAL_24)
    yield posting("pay", 30_000, **on("canal_24"))
    yield posting("pay", 33_000, **on("other_24"))
    yield posting("pay", 10_000, **on("pump_24"))
    yield posting("pay", 20_000, **on("dam_24"))
    yield posting("pay", 5_000, **on("well_24"))


def closing_2024() -> Iterator[Statement]:
    yield voucher("prepare_year", 2025)
    yield voucher("begin_closing", 2024)
    yield voucher("close", 2024, postings=6)
    yield line_of("canal_25")
    yield commitment(LINE["canal_25"], "C-1", continues_id=CANAL_24)
    yield posting(
        "carry_forward", 12_000, line_id=LINE["canal_24"], to_line_id=LINE["canal_25"],
        commitment_id=CANAL_24, to_commitment_id=CANAL_25,
    )  # fmt: skip
    yield posting("carry_forward", 8_000, line_id=LINE["canal_24"], to_line_id=LINE["canal_25"])
    yield line_of("other_carried_25")
    yield income_of("other_25")
    yield posting(
        "carry_forward", 2_000, **on("other_24"), to_line_id=LINE["other_carried_25"],
        to_income_id=INCOME["other_25"],
    )  # fmt: skip
    yield surplus(STATION, OTHER)
    yield posting("to_surplus", 5_000, **on("other_24"), surplus_id=SURPLUS_OTHER)
    yield surplus(STATION, "general_public")
    yield posting("to_surplus", 1_000, **on("office_24"), surplus_id=SURPLUS_GENERAL)
    yield line_of("pump_25")
    yield posting("carry_forward", 20_000, **on("pump_24"), to_line_id=LINE["pump_25"])
    yield voucher("finish_closing", 2024)


def year_2025() -> Iterator[Statement]:
    # The year is prepared already: its approval follows without that act.
    yield from list(approval(2025))[1:]
    yield voucher("post", 2025, postings=9, key="march")
    yield override("basic_project")
    yield adjustment("reallocation")
    yield commitment(LINE["office_25"], "Gate")
    yield line_of("empty_25")
    yield posting("pay", 10_000, **on("office_25"))
    yield posting("refund", 1_000, **on("office_25"), refunds_id=Sql(PAY_OFFICE))
    yield posting("commit", 5_000, **on("office_25"), commitment_id=GATE_25)
    yield posting("pay", 2_000, **on("office_25"), commitment_id=GATE_25)
    yield posting("release", 500, **on("office_25"), commitment_id=GATE_25)
    yield posting("receive", 6_000, income_id=INCOME["other_25"])
    yield posting("pay", 1_000, **on("other_25"))
    yield posting("use_surplus", 1_000, **on("other_25"), surplus_id=SURPLUS_OTHER)
    yield posting("transfer", 500, **on("sluice_25"), to_line_id=LINE["office_25"])
    yield voucher("plan_spending", 2025, records=1)
    yield plan(LINE["upper_25"], m02_fen=1_000, m06_fen=3_000)
    yield voucher("deactivate_unit", records=1)
    yield Update("unit", {"deactivated_by": Sql("(SELECT max(voucher_id) FROM voucher)")},
                 f"unit_id = {OLD_PUMP}")  # fmt: skip
    yield voucher("erase_text", records=1)
    yield Update(
        "note",
        {"salt": None, "text": None, "erased_by": Sql("(SELECT max(voucher_id) FROM voucher)")},
        "note_id = 2",
    )
    yield from acts(seal(1), act="seal_foreign")
    yield from acts(guard(), guard(kind="index", was="stale"), act="repair")
    yield from reconciliation_2025()
    yield from contracts_2025()


def reconciliation_2025() -> Iterator[Statement]:
    back, small = statement_row(row=3, amount_fen=-1_000), statement_row(row=4, amount_fen=1_000)
    yield from acts(statement(), statement_row(), back, small, act="load_statement")
    yield from acts(assertion(), act="assert_balance")
    yield from acts(statement_match(1, Sql(PAY_OFFICE)), act="confirm_match")
    yield voucher("cancel_match", records=1)
    this = Sql("(SELECT max(voucher_id) FROM voucher)")
    yield Update("statement_match", {"cancelled_by": this}, "match_id = 1")
    yield from acts(statement_match(1, Sql(PAY_OFFICE)), act="confirm_match")


def contracts_2025() -> Iterator[Statement]:
    yield from acts(
        contract("Dyke"),
        contract_part(DYKE, 2025, 3_000),
        contract_part(DYKE, 2026, 2_000),
        act="sign_contract",
    )
    yield from acts(
        procurement("goods", 400, line_id=LINE["office_25"]),
        procurement("services", 0, commitment_id=GATE_25),
        act="mark_procurement",
    )
    yield from acts(declaration(), act="declare", year=2025)


def preparation_2026() -> Iterator[Statement]:
    yield from catalogue(2026)
    yield voucher("prepare_year", 2026)
    yield draft_line(2026, 70_000)
    yield draft_line(2026, 8_000, fund=OTHER)
    yield draft_income(2026, STATION, OTHER, 8_000)
    yield draft_control(2026, "general_public", "own", 70_000)


def pay_of(name: str) -> str:
    """The posting_id of the first payment from a line that stands."""
    return f"(SELECT min(posting_id) FROM posting WHERE event = 'pay' AND line_id = {LINE[name]})"


PAY_OFFICE: Final = pay_of("office_25")


def story() -> Iterator[Statement]:
    """Everything that happened in the ledger, in order."""
    yield from foundation()
    yield from approval(2024)
    yield from execution_2024()
    yield from closing_2024()
    yield from year_2025()
    yield from preparation_2026()


def empty() -> sqlite3.Connection:
    """Make a file in memory that holds the schema only."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    return connection


def build() -> sqlite3.Connection:
    """Write the ledger into memory, as a default connection does."""
    connection = empty()
    for statement in story():
        connection.execute(statement.sql())
    return connection


def copy(of: sqlite3.Connection) -> sqlite3.Connection:
    """Copy page by page: a copy made so is also serialized with what is not committed."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    of.backup(connection)
    return connection
