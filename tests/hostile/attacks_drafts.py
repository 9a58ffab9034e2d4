"""Drafts, lines and what stands beside them that must not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import (
    CANAL_25,
    GATE_25,
    LINE,
    NEW_PUMP,
    OLD_PUMP,
    OTHER,
    STATION,
    draft_control,
    draft_income,
    reopening,
)
from hostile.statements import (
    THIS,
    TYPE,
    Attack,
    Delete,
    Insert,
    Sql,
    Statement,
    Update,
    commitment,
    draft_line,
    income,
    line,
    newest,
    posting,
    surplus,
    values,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HUGE: Final = 2**63 - 1
POST: Final = voucher("post", 2025, postings=1)
APPROVE: Final = voucher("approve", 2026, postings=3)
BEGIN: Final = voucher("begin_closing", 2025)
CLOSE: Final = voucher("close", 2025, postings=1)

# What an amount must not be, wherever one is written.
AMOUNTS: Final[tuple[tuple[str, object, str], ...]] = (
    ("null", None, "amount_invalid"),
    ("real", 7.0, "amount_invalid"),
    ("real_half", 0.5, "amount_invalid"),
    ("real_1e300", 1e300, "amount_invalid"),
    ("real_rounded", 9007199254740993.0, "amount_invalid"),
    ("infinity", Sql("9e999"), "amount_invalid"),
    ("not_a_number", Sql("9e999 - 9e999"), "amount_invalid"),
    ("text", "7", "amount_invalid"),
    ("text_words", "seven", "amount_invalid"),
    ("text_yuan", "7.00", "amount_invalid"),
    ("blob", b"7", "amount_invalid"),
    ("overflow", Sql("9223372036854775807 + 1"), "amount_invalid"),
    ("too_long", Sql("9223372036854775808"), "amount_invalid"),
    ("zero", 0, "amount_not_positive"),
    ("negative", -1, "amount_not_positive"),
    ("least", -(2**63) + 1, "amount_not_positive"),
    ("above_bound", 10**15 + 1, "amount_out_of_range"),
    ("huge", HUGE, "amount_out_of_range"),
)

# What a key of a draft line or line must not be.
KEYS: Final[Mapping[str, tuple[str, dict[str, object]]]] = {
    "unit_none": ("unit_unknown", {"unit_id": 99}),
    "unit_null": ("unit_unknown", {"unit_id": None}),
    "unit_inactive": ("unit_inactive", {"unit_id": OLD_PUMP, "economic_code": "30101"}),
    "fund_null": ("fund_unknown", {"fund": None}),
    "fund_none": ("fund_unknown", {"fund": "lottery"}),
    "fund_not_leaf": ("fund_unknown", {"fund": "fiscal"}),
    "fund_unit_funds": ("fund_unknown", {"fund": "unit_funds"}),
    "level_null": ("level_unknown", {"level": None}),
    "level_none": ("level_unknown", {"level": "county"}),
    "level_case": ("level_unknown", {"level": "Own"}),
    "origin_null": ("origin_year_invalid", {"origin_year": None}),
    "origin_later": ("origin_year_invalid", {"origin_year": 2027}),
    "origin_early": ("origin_year_invalid", {"origin_year": 1899}),
    "kind_null": ("kind_unknown", {"kind": None}),
    "kind_none": ("kind_unknown", {"kind": "capital"}),
    "project_empty": ("project_missing", {"kind": "project"}),
    "project_blank": ("project_missing", {"kind": "project", "project": "  "}),
    "project_null": ("project_missing", {"kind": "project", "project": None}),
    "project_spaces": ("project_missing", {"kind": "project", "project": "Weir "}),
    "project_wide_blank": ("project_missing", {"kind": "project", "project": "Weir\u3000"}),
    "project_on_basic": ("project_unexpected", {"project": "Weir"}),
    "project_null_on_basic": ("project_unexpected", {"project": None}),
    "project_on_operating": ("project_unexpected", {"kind": "operating", "project": "Weir"}),
    "functional_null": ("code_unknown", {"functional_code": None}),
    "functional_none": ("code_unknown", {"functional_code": "2999901"}),
    "functional_economic": ("code_unknown", {"functional_code": "30201"}),
    "functional_old": ("code_not_in_force", {"functional_code": "2010199"}),
    "functional_class": ("code_not_leaf", {"functional_code": "208"}),
    "functional_section": ("code_not_leaf", {"functional_code": "20801"}),
    "economic_null": ("code_unknown", {"economic_code": None}),
    "economic_none": ("code_unknown", {"economic_code": "39999"}),
    "economic_government": ("code_unknown", {"economic_code": "50201"}),
    "economic_class": ("code_not_leaf", {"economic_code": "302"}),
}


def keys() -> Iterator[Attack]:
    for name, (rule, others) in KEYS.items():
        yield Attack(f"draft_{name}", rule, draft_line(2026, 100, **others))
        row = line(2025, **{"economic_code": "30299", **others})
        yield Attack(f"line_{name}", rule, row, (POST,))
    # An economic code of another year: 30298 is loaded for 2027 only.
    later = (
        voucher("load_catalogue", 2027, records=2),
        Insert("code", {"code_id": Sql("(SELECT max(code_id) + 1 FROM code)"),
                        "voucher_id": THIS, "year": 2027, "scheme": "economic", "code": "302",
                        "name": "Goods", "parent": None, "is_verified": 1, "source": "test"}),
        Insert("code", {"code_id": Sql("(SELECT max(code_id) + 1 FROM code)"),
                        "voucher_id": THIS, "year": 2027, "scheme": "economic", "code": "30298",
                        "name": "Later", "parent": "302", "is_verified": 1, "source": "test"}),
    )  # fmt: skip
    rule, others = "code_not_in_force", {"economic_code": "30298"}
    yield Attack("draft_economic_later", rule, draft_line(2026, 100, **others), later)
    yield Attack("line_economic_later", rule, line(2025, **others), (*later, POST))
    yield Attack("draft_exists", "draft_exists", draft_line(2026, 1))
    row = line(2025)
    yield Attack("line_exists", "line_exists", row, (POST,))
    for column in ("year", "unit_id", "origin_year"):
        text = draft_line(2026, 1).but(**{column: "first"})
        yield Attack(f"draft_{column}_text", TYPE, text)
        half = line(2025).but(**{column: 2.5})
        yield Attack(f"line_{column}_half", TYPE, half, (POST,))
    yield Attack("draft_project_blob", TYPE, draft_line(2026, 1, project=b"x"))


# Another good value of each column of a draft; 1 stands for a number.
OTHERS: Final[dict[str, object]] = {
    "year": 2025, "unit_id": NEW_PUMP, "fund": "state_capital", "level": "upper",
    "origin_year": 2025, "functional_code": "2010101", "economic_code": "30101",
    "kind": "operating", "project": "Weir",
}  # fmt: skip
DRAFTS: Final = {
    "draft_line": (draft_line(2026, 1, level="upper"), "draft_id"),
    "draft_income": (draft_income(2026, STATION, "unit_business_income", 1), "draft_income_id"),
    "draft_control": (draft_control(2026, "government_fund", "own", 1), "draft_control_id"),
}


def drafts() -> Iterator[Attack]:
    for name, (row, key) in DRAFTS.items():
        for case, amount, rule in AMOUNTS:
            yield Attack(f"{name}_amount_{case}", rule, row.but(amount_fen=amount))
            change = Update(name, {"amount_fen": amount}, "year = 2026")
            yield Attack(f"{name}_change_amount_{case}", rule, change)
        yield Attack(f"{name}_year_null", "year_unknown", row.but(year=None))
        yield Attack(f"{name}_year_none", "year_unknown", row.but(year=2030))
        rule = "draft_frozen"
        for year in (2024, 2025):
            where = f"year = {year}"
            yield Attack(f"{name}_of_{year}", rule, row.but(year=year))
            change = Update(name, {"amount_fen": 1}, where)
            yield Attack(f"{name}_change_of_{year}", rule, change)
            yield Attack(f"{name}_end_of_{year}", rule, Delete(name, where))
        yield Attack(f"{name}_all_end", rule, Delete(name, "1"))
        rule = "draft_key"
        for column in row.columns:
            if column != "amount_fen":
                for case, value in values({"null": None, "other": OTHERS.get(column, 1)}):
                    change = Update(name, {column: value}, "year = 2026")
                    # A number that is NULL is a mismatch to SQLite itself.
                    if column == key and value is None:
                        continue
                    yield Attack(f"{name}_change_{column}_{case}", rule, change)
        change = Update(name, {"rowid": 1}, "year = 2026")
        yield Attack(f"{name}_change_rowid", rule, change)
        rule = "draft_exists"
        for number in ("min", "max"):
            taken = row.but(**{key: Sql(f"(SELECT {number}({key}) FROM {name})")})
            yield Attack(f"{name}_number_of_{number}", rule, taken)
            aliased = row.under("_rowid_", Sql(f"(SELECT {number}({key}) FROM {name})"))
            yield Attack(f"{name}_rowid_of_{number}", rule, aliased)


def drafts_beside() -> Iterator[Attack]:
    rule = "draft_exists"
    yield Attack("draft_income_exists", rule, draft_income(2026, STATION, OTHER, 1))
    yield Attack("draft_control_exists", rule, draft_control(2026, "general_public", "own", 1))
    row = DRAFTS["draft_income"][0]
    for name, (rule, others) in KEYS.items():
        if name.startswith(("unit_", "fund_")):
            change = {key: others[key] for key in ("unit_id", "fund") if key in others}
            yield Attack(f"draft_income_{name}", rule, row.but(**change))
    yield Attack("draft_income_fiscal", "fund_unknown", row.but(fund="general_public"))
    row = DRAFTS["draft_control"][0]
    for fund in (None, OTHER, "fiscal", "special_account"):
        yield Attack(f"draft_control_fund_{fund}", "fund_unknown", row.but(fund=fund))
    for level in (None, "county"):
        yield Attack(f"draft_control_level_{level}", "level_unknown", row.but(level=level))


LINE_ROW: Final = line(2025, level="upper", economic_code="30101", kind="basic_personnel")
INCOME_ROW: Final = income(2025, STATION, "special_account")
SURPLUS_ROW: Final = surplus(STATION, "special_account")
COMMITMENT_ROW: Final = commitment(LINE["office_25"], "C-9")
ROWS: Final = {
    "line": (LINE_ROW, "line_id"),
    "income": (INCOME_ROW, "income_id"),
    "surplus": (SURPLUS_ROW, "surplus_id"),
    "commitment": (COMMITMENT_ROW, "commitment_id"),
}


def created() -> Iterator[Attack]:
    """Rows that postings move are created by the newest act, before its last posting."""
    rule = "record_not_expected"
    pay = posting("pay", 100, line_id=LINE["office_25"])
    for name, (row, key) in ROWS.items():
        yield Attack(f"{name}_without_act", rule, row)
        yield Attack(f"{name}_after_last_posting", rule, row, (POST, pay))
        records = voucher("set_policy", records=1)
        yield Attack(f"{name}_of_records", rule, row, (records,))
        for case, value in values({"first": 1, "null": None, "unknown": 9_999}):
            yield Attack(f"{name}_of_{case}_voucher", rule, row.but(voucher_id=value), (POST,))
        for case, value in values({
            "taken": 1, "newest": newest(name, key), "zero": 0, "negative": -1, "null": None,
            "gap": Sql(f"(SELECT max({key}) + 2 FROM {name})"), "huge": HUGE,
        }):  # fmt: skip
            yield Attack(f"{name}_number_{case}", rule, row.but(**{key: value}), (POST,))
            for alias in ("rowid", "_rowid_", "oid"):
                yield Attack(f"{name}_{alias}_{case}", rule, row.under(alias, value), (POST,))
        yield Attack(f"{name}_number_unassigned", rule, row.without(key), (POST,))
    for name in ("line", "income"):
        row = ROWS[name][0]
        for year in (2024, 2026, None):
            yield Attack(f"{name}_of_{year}", rule, row.but(year=year), (POST,))
    closing = (BEGIN, CLOSE)
    yield Attack("line_of_closing_year", rule, LINE_ROW, closing)
    yield Attack("income_of_closing_year", rule, INCOME_ROW, closing)
    undo = (*reopening(2024), voucher("undo_close", 2024, postings=1))
    yield Attack("line_while_undoing", rule, LINE_ROW.but(year=2024, origin_year=2024), undo)
    none = closing_without_next()
    yield Attack("line_of_unprepared_year", "year_unknown", line(2027), none)
    yield Attack("income_of_unprepared_year", "income_invalid", income(2027, STATION, OTHER), none)


def closing_without_next() -> tuple[Statement, ...]:
    """Bring 2026 into closing while nobody has prepared 2027."""
    from hostile.attacks_years import closed_2025  # noqa: PLC0415

    number, income_number = newest("line", "line_id"), newest("income", "income_id")
    return (
        *closed_2025(),
        APPROVE,
        line(2026),
        posting("approve", 70_000, line_id=number),
        line(2026, fund=OTHER),
        income(2026, STATION, OTHER),
        posting("approve", 8_000, line_id=number, income_id=income_number),
        posting("budget_income", 8_000, income_id=income_number),
        voucher("begin_closing", 2026),
        voucher("close", 2026, postings=1),
    )


def beginnings() -> Iterator[Attack]:
    """Rows that postings move begin at zero, and name what there is."""
    for name in ("income", "surplus", "commitment"):
        row = ROWS[name][0]
        for column in row.columns:
            if column.endswith("_fen") or column == "last_posting_id":
                for value in (1, -1, None, HUGE):
                    attack = f"{name}_begins_with_{column}_{value}"
                    yield Attack(attack, "balance_self", row.but(**{column: value}), (POST,))
    for name, row, change, rule in (
        ("income_exists", INCOME_ROW, {"fund": OTHER}, "income_invalid"),
        ("income_fiscal", INCOME_ROW, {"fund": "general_public"}, "income_invalid"),
        ("income_fund_null", INCOME_ROW, {"fund": None}, "income_invalid"),
        ("income_fund_not_leaf", INCOME_ROW, {"fund": "unit_funds"}, "income_invalid"),
        ("income_unit_none", INCOME_ROW, {"unit_id": 99}, "unit_unknown"),
        ("income_unit_null", INCOME_ROW, {"unit_id": None}, "unit_unknown"),
        ("income_unit_inactive", INCOME_ROW, {"unit_id": OLD_PUMP}, "unit_inactive"),
        ("surplus_exists", SURPLUS_ROW, {"fund": OTHER}, "surplus_invalid"),
        ("surplus_fund_null", SURPLUS_ROW, {"fund": None}, "surplus_invalid"),
        ("surplus_fund_not_leaf", SURPLUS_ROW, {"fund": "fiscal"}, "surplus_invalid"),
        ("surplus_unit_none", SURPLUS_ROW, {"unit_id": 99}, "unit_unknown"),
        ("surplus_unit_null", SURPLUS_ROW, {"unit_id": None}, "unit_unknown"),
    ):
        yield Attack(name, rule, row.but(**dict(change)), (POST,))
    rule = "commitment_invalid"
    next_line = line(2026, origin_year=2025)
    closing = (BEGIN, CLOSE, next_line)
    carried = COMMITMENT_ROW.but(
        line_id=newest("line", "line_id"), contract="Gate", continues_id=GATE_25
    )
    for name, row, setup in (
        ("line_none", COMMITMENT_ROW.but(line_id=999), (POST,)),
        ("line_null", COMMITMENT_ROW.but(line_id=None), (POST,)),
        ("line_closed", COMMITMENT_ROW.but(line_id=LINE["canal_24"]), (POST,)),
        ("contract_null", COMMITMENT_ROW.but(contract=None), (POST,)),
        ("contract_blank", COMMITMENT_ROW.but(contract=" "), (POST,)),
        ("contract_spaces", COMMITMENT_ROW.but(contract="Dyke "), (POST,)),
        ("contract_wide_blank", COMMITMENT_ROW.but(contract="\u3000"), (POST,)),
        ("continues_in_year", COMMITMENT_ROW.but(contract="C-1", continues_id=1), (POST,)),
        ("continues_none", carried.but(continues_id=99), closing),
        ("continues_nothing", carried.but(continues_id=None), closing),
        ("continues_older", carried.but(continues_id=1, contract="C-1"), closing),
        ("continues_other_contract", carried.but(contract="Gates"), closing),
        ("continues_in_closing_year", carried.but(line_id=LINE["canal_25"]), closing),
        ("continues_itself", carried.but(continues_id=CANAL_25), closing),
        ("continues_in_other_unit", carried, (*closing[:2], next_line.but(unit_id=NEW_PUMP))),
    ):
        yield Attack(f"commitment_{name}", rule, row, setup)


ATTACKS: Final = (*keys(), *drafts(), *drafts_beside(), *created(), *beginnings())
