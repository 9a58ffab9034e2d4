"""Records that must not be written: units, codes, successors, policies, seals, guards, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile.book import (
    BUREAU,
    DYKE,
    LINE,
    OLD_PUMP,
    STATION,
    acts,
    code,
    contract_part,
    declaration,
    guard,
    ledger,
    mapping,
    note,
    plan,
    policy,
    procurement,
    reopening,
    seal,
    successor,
    unit,
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

UNIT: Final = unit("Weir", "other")
CODE: Final = code(2026, "functional", "2010199")
MAPPING: Final = mapping(2026, "30101", "50201")
SUCCESSOR: Final = successor(2025, "functional", "2010101", "2010103")
POLICY: Final = policy(
    "closing", "allow", value="recall", fund="fiscal", level="own", kind="project", item="208"
)
SEAL: Final = seal(2)
GUARD: Final = guard()
PLAN: Final = plan(LINE["fund_25"], m06_fen=9_000)
NOTE: Final = note("memo", "second half")
PART: Final = contract_part(DYKE, 2026, 500)
DECLARATION: Final = declaration()
PROCUREMENT: Final = procurement("goods", 300, line_id=LINE["office_25"])
ACCOUNT: Final = Insert(
    "account",
    {"voucher_id": THIS, "account": "cash", "name_zh": "货币", "side": "debit",
     "total": "line.paid_fen"},
)  # fmt: skip
RULE: Final = Insert(
    "posting_rule",
    {"voucher_id": THIS, "event": "pay", "side": "line", "against_commitment": 0,
     "debit": "cash", "credit": "bank"},
)  # fmt: skip

# A good row of each table, and the act that may write it.
GOOD: Final = {
    "unit": (UNIT, voucher("add_unit", records=1)),
    "code": (CODE, voucher("load_catalogue", 2026, records=1)),
    "mapping": (MAPPING, voucher("load_catalogue", 2026, records=1)),
    "successor": (SUCCESSOR, voucher("load_successor", 2025, records=1)),
    "policy": (POLICY, voucher("set_policy", records=1)),
    "seal": (SEAL, voucher("seal_foreign", records=1)),
    "guard": (GUARD, voucher("repair", records=1)),
    "plan": (PLAN, voucher("plan_spending", 2025, records=1)),
    "account": (ACCOUNT, voucher("load_chart", records=1)),
    "rule": (RULE, voucher("load_chart", records=3)),
    "note": (NOTE, voucher("erase_text", records=1)),
    "part": (PART, voucher("amend_contract", records=1)),
    "procurement": (PROCUREMENT, voucher("mark_procurement", records=1)),
    "declaration": (DECLARATION, voucher("declare", 2025, records=1)),
}
CHART: Final = (ACCOUNT, ACCOUNT.but(account="bank", side="credit"))


def ready(name: str) -> tuple[Statement, ...]:
    """Return what has to happen before the good row of a table may be written."""
    act = GOOD[name][1]
    return (act, *CHART) if name == "rule" else (act,)


def unexpected() -> Iterator[Attack]:
    rule = "record_not_expected"
    yield Attack("ledger_without_act", rule, ledger())
    yield Attack("ledger_again", rule, ledger(voucher_id=THIS), (voucher("create", records=1),))
    again = ledger(ledger_id=2, voucher_id=THIS)
    yield Attack("ledger_second", rule, again, (voucher("create", records=1),))
    for name, (row, act) in GOOD.items():
        yield Attack(f"{name}_without_act", rule, row)
        enough = (act.but(record_count=len(ready(name))), *ready(name)[1:], row)
        yield Attack(f"{name}_beyond_count", rule, row, enough)
        other = voucher("set_policy" if name != "policy" else "add_unit", records=3)
        if name != "note":
            yield Attack(f"{name}_of_other_act", rule, row, (other,))
        for place, value in values({"first": 1, "null": None, "unknown": 9_999}):
            moved = row.but(voucher_id=value)
            yield Attack(f"{name}_of_{place}_voucher", rule, moved, ready(name))
        if name in ("account", "rule"):
            continue
        key = next(iter(row.columns))
        for place, value in values({
            "taken": 1, "newest": newest(row.table, key), "zero": 0, "negative": -1, "null": None,
            "gap": Sql(f"(SELECT max({key}) + 2 FROM {row.table})"), "huge": 2**63 - 1,
        }):  # fmt: skip
            yield Attack(f"{name}_number_{place}", rule, row.but(**{key: value}), ready(name))
            for alias in ("rowid", "_rowid_", "oid"):
                moved = row.under(alias, value)
                yield Attack(f"{name}_{alias}_{place}", rule, moved, ready(name))
        yield Attack(f"{name}_number_unassigned", rule, row.without(key), ready(name))
    for name in ("code", "mapping", "successor"):
        row, act = GOOD[name]
        yield Attack(f"{name}_of_other_year", rule, row.but(year=2027), (act,))
        yield Attack(f"{name}_of_no_year", rule, row.but(year=None), (act,))
        # Another act with a year, at the same place.
        another = "load_successor" if name != "successor" else "load_catalogue"
        elsewhere = act.but(act=another, year=row.columns["year"])
        yield Attack(f"{name}_of_other_act_of_year", rule, row, (elsewhere,))
    for name, row in {"account": ACCOUNT, "rule": RULE}.items():
        setup = (voucher("load_chart", records=9), *CHART, RULE)
        yield Attack(f"{name}_twice", rule, row, setup)
        yield Attack(f"{name}_built_in", rule, row.but(voucher_id=0, account="paid")
                     if name == "account" else row.but(voucher_id=0), setup)  # fmt: skip
        hidden = Insert(row.table, {"rowid": 1, **row.columns})
        missing = f"table {row.table} has no column named rowid"
        yield Attack(f"{name}_by_rowid", missing, hidden, setup)
    finished = (voucher("post", 2025, postings=1), posting("pay", 100, line_id=10))
    yield Attack("note_of_finished_voucher", rule, NOTE, finished)


def units() -> Iterator[Attack]:
    rule = "unit_invalid"
    act = ready("unit")
    yield Attack("unit_exists", "unit_exists", unit("Water station", "other"), act)
    yield Attack("unit_exists_inactive", "unit_exists", unit("Old pump", "institution"), act)
    for name, others in cases({
        "name_null": {"name": None}, "name_empty": {"name": ""}, "name_blank": {"name": "  "},
        "name_spaces": {"name": " Weir"}, "name_wide_blank": {"name": "Weir\u3000"},
        "kind_null": {"kind": None},
        "kind_unknown": {"kind": "company"}, "born_inactive": {"deactivated_by": THIS},
    }):  # fmt: skip
        yield Attack(f"unit_{name}", rule, UNIT.but(**others), act)
    yield Attack("unit_name_blob", TYPE, UNIT.but(name=b"Weir"), act)
    rule = "unit_unknown"
    for name, parent in values({"none": 99, "itself": following("unit", "unit_id")}):
        yield Attack(f"unit_parent_{name}", rule, UNIT.but(parent_id=parent), act)
    yield Attack("unit_parent_inactive", rule, UNIT.but(parent_id=OLD_PUMP), act)
    rule = "append_only"
    deactivate = (voucher("deactivate_unit", records=1),)
    good: dict[str, object] = {"deactivated_by": THIS}
    for name, changes in cases({
        "name": {"name": "Dry station"}, "name_taken": {"name": "New pump"},
        "name_null": {"name": None}, "kind": {"kind": "agency"}, "kind_null": {"kind": None},
        "parent": {"parent_id": None}, "number": {"unit_id": 9}, "number_taken": {"unit_id": 1},
        "number_rowid": {"rowid": 9}, "voucher": {"voucher_id": 1}, "voucher_null":
        {"voucher_id": None},
    }):  # fmt: skip
        where = f"unit_id = {STATION}"
        change = Update("unit", changes, where)
        yield Attack(f"unit_change_{name}", rule, change)
        change = Update("unit", {**changes, **good}, where)
        yield Attack(f"unit_change_{name}_beside", rule, change, deactivate)
    for name, value in values({"first": 1, "null": None, "unknown": 9_999, "this": THIS}):
        change = Update("unit", {"deactivated_by": value}, f"unit_id = {STATION}")
        yield Attack(f"unit_end_by_{name}", rule, change)
    for name, value in values({"first": 1, "null": None, "unknown": 9_999}):
        change = Update("unit", {"deactivated_by": value}, f"unit_id = {STATION}")
        yield Attack(f"unit_end_by_{name}_beside", rule, change, deactivate)
    other = (voucher("set_policy", records=1),)
    change = Update("unit", good, f"unit_id = {STATION}")
    yield Attack("unit_end_by_other_act", rule, change, other)
    change = Update("unit", {"deactivated_by": None}, f"unit_id = {OLD_PUMP}")
    yield Attack("unit_revived", rule, change, deactivate)
    change = Update("unit", good, f"unit_id = {OLD_PUMP}")
    yield Attack("unit_end_twice", rule, change, deactivate)
    change = Update("unit", good, f"unit_id IN ({BUREAU}, {STATION})")
    yield Attack("unit_end_beyond_count", rule, change, deactivate)


def codes() -> Iterator[Attack]:
    rule = "code_malformed"
    act = ready("code")
    yield Attack("code_exists", "code_exists", code(2026, "functional", "2010101"), act)
    known = CODE.but(parent="20101")
    for name, others in cases({
        "scheme": {"scheme": "regional"}, "scheme_null": {"scheme": None},
        "null": {"code": None}, "empty": {"code": "", "parent": None},
        "letters": {"code": "20101A9"}, "full_width": {"code": "２０１０１９９"},
        "four": {"code": "2019", "parent": "20"}, "nine": {"code": "201019901"},
        "spaces": {"code": "201 199"}, "name_null": {"name": None}, "name_blank": {"name": " "},
        "source_null": {"source": None}, "source_blank": {"source": " "},
        "verified_null": {"is_verified": None}, "verified_two": {"is_verified": 2},
        "parent_null": {"parent": None}, "parent_other": {"parent": "20801"},
        "parent_itself": {"parent": "2010199"}, "parent_grand": {"parent": "201"},
        "parent_of_root": {"code": "210", "parent": "2"},
        "economic_seven": {"scheme": "economic", "code": "3020101", "parent": "30201"},
        "government_seven": {
            "scheme": "government_economic", "code": "5020101", "parent": "50201",
        },
    }):  # fmt: skip
        yield Attack(f"code_{name}", rule, known.but(**others), act)
    rule = "code_parent_unknown"
    yield Attack("code_orphan", rule, code(2026, "functional", "2019901"), act)
    yield Attack("code_orphan_in_scheme", rule, code(2026, "economic", "20802"), act)
    setup = (voucher("load_catalogue", 2027, records=1),)
    yield Attack("code_orphan_in_year", rule, code(2027, "functional", "2010199"), setup)
    rule = "mapping_invalid"
    for name, others in cases({
        "twice": {"department_code": "30201"}, "applies_null": {"applies_to": None},
        "applies_unknown": {"applies_to": "department"}, "verified_null": {"is_verified": None},
        "verified_two": {"is_verified": 2}, "source_null": {"source": None},
        "source_blank": {"source": ""}, "department_null": {"department_code": None},
        "department_unknown": {"department_code": "39999"},
        "department_government": {"department_code": "50201"},
        "government_null": {"government_code": None},
        "government_unknown": {"government_code": "59999"},
        "government_department": {"government_code": "30201"},
    }):  # fmt: skip
        yield Attack(f"mapping_{name}", rule, MAPPING.but(**others), ready("mapping"))
    later = acts(
        code(2027, "economic", "302"),
        code(2027, "economic", "30298"),
        code(2027, "government_economic", "503"),
        act="load_catalogue",
        year=2027,
    )
    beside = (*later, *ready("mapping"))
    for column, number in (("department_code", "30298"), ("government_code", "503")):
        row = MAPPING.but(**{column: number})
        yield Attack(f"mapping_{column}_of_other_year", rule, row, beside)


def successors() -> Iterator[Attack]:
    rule = "successor_invalid"
    act = ready("successor")
    for name, others in cases({
        "scheme": {"scheme": "project"}, "scheme_null": {"scheme": None},
        "government": {"scheme": "government_economic", "old": "50201"},
        "same": {"new": "2010101"}, "new_null": {"new": None}, "new_blank": {"new": " "},
        "old_null": {"old": None}, "old_unknown": {"old": "2999901"},
        "old_of_other_year": {"old": "2010199"},
        "old_of_other_scheme": {"old": "30201"}, "source_null": {"source": None},
        "source_blank": {"source": " "},
        "unit_old": {"scheme": "unit", "old": "Weir", "new": "New pump"},
        "unit_new": {"scheme": "unit", "old": "New pump", "new": "Weir"},
        "unit_old_null": {"scheme": "unit", "old": None, "new": "New pump"},
    }):  # fmt: skip
        yield Attack(f"successor_{name}", rule, SUCCESSOR.but(**others), act)
    setup = (voucher("load_successor", 2025, records=2), SUCCESSOR)
    yield Attack("successor_twice", rule, SUCCESSOR, setup)
    late = (voucher("load_successor", 2024, records=1),)
    for name, row in {
        "code": successor(2024, "functional", "2010101", "2010103"),
        "unit_anew": successor(2024, "unit", "Old pump", "Water station"),
    }.items():
        yield Attack(f"successor_of_{name}_after_closing", "year_closed", row, late)
    again = successor(2024, "unit", "Old pump", "New pump")
    act = (voucher("load_successor", 2024, records=1),)
    yield Attack("successor_of_unit_twice", rule, again, act)


def policies_and_charts() -> Iterator[Attack]:
    act = ready("policy")
    for name, value in values({"null": None, "blank": " ", "unknown": "freeze", "list": "%"}):
        yield Attack(f"policy_name_{name}", "policy_unknown", POLICY.but(name=value), act)
    rule = "policy_invalid"
    for name, others in cases({
        "action_null": {"action": None}, "action_unknown": {"action": "perhaps"},
        "action_list": {"action": "deny|document"}, "first_null": {"first_year": None},
        "last_null": {"last_year": None}, "backwards": {"first_year": 2026, "last_year": 2025},
        "first_early": {"first_year": 1899}, "last_late": {"last_year": 9999},
        "source_null": {"source": None}, "source_blank": {"source": " "},
    }):  # fmt: skip
        yield Attack(f"policy_{name}", rule, POLICY.but(**others), act)
    warn = policy("four_eyes", "warn")
    yield Attack("policy_action_of_another", "policy_action_invalid", warn, act)
    rule = "policy_value_invalid"
    for about, texts in {
        "four_eyes": ("1", ""), "max_carry_years": (None, "", "-1", "01", "1.0", " 1", "100"),
        "early_spending": (None, "101", "1000", "ten"),
        "freeze_date": (None, "", "11-31", "9-30", "09-30 ", "2025-09-30", "now"),
        "closing": (None, "", "|", "keep", "recall|surrender", "call", "carry_forward "),
    }.items():  # fmt: skip
        for text in texts:
            row = policy(about, "forbid" if about == "freeze_date" else "deny", value=text)
            yield Attack(f"policy_{about}_value_{text!r}", rule, row, act)
    rule = "policy_scope_invalid"
    for name, others in cases({
        "fund_unknown": {"fund": "lottery"}, "level_unknown": {"level": "middle"},
        "kind_unknown": {"kind": "hobby"}, "item_empty": {"item": ""}, "item_text": {"item": "2O8"},
        "item_any": {"item": "%"}, "item_long": {"item": "20801091"},
        "item_economic": {"item": "302"},
        "code_level_of_another": {"code_level": "class"},
    }):  # fmt: skip
        yield Attack(f"policy_{name}", rule, POLICY.but(**others), act)
    unknown = policy("economic_transfer", "deny", code_level="chapter")
    yield Attack("policy_code_level_unknown", rule, unknown, act)
    for item in ("208", "302010"):
        row = policy("economic_transfer", "deny", item=item)
        yield Attack(f"policy_economic_item_{item}", rule, row, act)
    for part, value in values({
        "fund": "fiscal", "level": "own", "kind": "project", "code_level": "class", "item": "208",
    }):  # fmt: skip
        row = policy("four_eyes", "deny", **{part: value})
        yield Attack(f"policy_four_eyes_by_{part}", rule, row, act)
    yield Attack("policy_year_text", TYPE, POLICY.but(first_year="always"), ready("policy"))
    rule = "chart_invalid"
    for name, others in cases({
        "account_null": {"account": None}, "account_blank": {"account": ""},
        "name_null": {"name_zh": None}, "name_blank": {"name_zh": " "},
        "side_null": {"side": None}, "side_unknown": {"side": "left"},
        "total_null": {"total": None}, "total_blank": {"total": ""},
    }):  # fmt: skip
        yield Attack(f"chart_{name}", rule, ACCOUNT.but(**others), ready("account"))
    for name, others in cases({
        "event_null": {"event": None}, "event_unknown": {"event": "spend"},
        "side_null": {"side": None}, "side_unknown": {"side": "left"},
        "against_null": {"against_commitment": None}, "against_two": {"against_commitment": 2},
        "debit_null": {"debit": None}, "debit_unknown": {"debit": "paid"},
        "credit_unknown": {"credit": "executable"}, "same": {"credit": "cash"},
    }):  # fmt: skip
        yield Attack(f"chart_rule_{name}", rule, RULE.but(**others), ready("rule"))


def seals_guards_and_notes() -> Iterator[Attack]:
    rule = "seal_invalid"
    act = ready("seal")
    hashed = Sql("(SELECT voucher_id FROM voucher WHERE hash IS NOT NULL)")
    for name, others in cases({
        "twice": {"sealed_voucher_id": 1}, "of_itself": {"sealed_voucher_id": THIS},
        "of_none": {"sealed_voucher_id": 9_999}, "of_null": {"sealed_voucher_id": None},
        "of_hashed": {"sealed_voucher_id": hashed}, "digest_null": {"digest": None},
        "digest_short": {"digest": b"d" * 31}, "digest_empty": {"digest": b""},
    }):  # fmt: skip
        yield Attack(f"seal_{name}", rule, SEAL.but(**others), act)
    yield Attack("seal_digest_text", TYPE, SEAL.but(digest="d" * 32), act)
    for name, others in cases({
        "kind": {"kind": "window"}, "kind_null": {"kind": None}, "was": {"was": "fine"},
        "was_null": {"was": None},
    }):  # fmt: skip
        yield Attack(f"guard_{name}", "guard_invalid", GUARD.but(**others), ready("guard"))
    rule = "note_invalid"
    act = ready("note")
    for name, others in cases({
        "field": {"field": "phone"}, "field_null": {"field": None}, "text_null": {"text": None},
        "text_empty": {"text": ""}, "salt_null": {"salt": None}, "salt_short": {"salt": b"s" * 15},
        "digest_null": {"digest": None}, "digest_long": {"digest": b"d" * 33},
        "born_erased": {"erased_by": THIS}, "of_older_posting": {"posting_id": 1},
        "of_no_posting": {"posting_id": 9_999},
    }):  # fmt: skip
        yield Attack(f"note_{name}", rule, NOTE.but(**others), act)
    reopen, reason = reopening(2024)
    for name, others in cases({
        "memo": {"field": "memo"}, "blank": {"text": "  "}, "wide_blank": {"text": "\u3000"},
    }):  # fmt: skip
        yield Attack(f"reopening_{name}", rule, reason.but(**others), (reopen,))
    rule = "append_only"
    erase = (voucher("erase_text", records=1),)
    good: dict[str, object] = {"salt": None, "text": None, "erased_by": THIS}
    for name, changes in cases({
        "text": {"text": "Li Si"}, "text_kept": {"text": Sql("text")}, "salt_kept":
        {"salt": Sql("salt")}, "digest": {"digest": b"e" * 32}, "digest_null": {"digest": None},
        "field": {"field": "memo"}, "field_null": {"field": None}, "posting": {"posting_id": 9},
        "posting_null": {"posting_id": None}, "voucher": {"voucher_id": 1},
        "voucher_null": {"voucher_id": None}, "number": {"note_id": 9},
        "number_taken": {"note_id": 2}, "number_rowid": {"rowid": 9}, "by_first": {"erased_by": 1},
        "by_none": {"erased_by": None}, "by_unknown": {"erased_by": 9_999},
    }):  # fmt: skip
        yield Attack(f"note_change_{name}", rule, Update("note", changes, "note_id = 1"))
        change = Update("note", {**good, **changes}, "note_id = 1")
        yield Attack(f"note_change_{name}_beside", rule, change, erase)
    yield Attack("note_erased_without_act", rule, Update("note", good, "note_id = 1"))
    yield Attack("note_erased_twice", rule, Update("note", good, "note_id = 2"), erase)
    yield Attack("note_erased_by_other_act", rule, Update("note", good, "note_id = 1"),
                 (voucher("seal_foreign", records=1),))  # fmt: skip


ATTACKS: Final = (
    *unexpected(),
    *units(),
    *codes(),
    *successors(),
    *policies_and_charts(),
    *seals_guards_and_notes(),
)
