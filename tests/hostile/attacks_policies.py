"""What policies refuse, whoever writes; and overrides and legal kinds that must not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hostile.attacks_postings import BEGIN, CLOSE, NEXT_LINE, POST
from hostile.book import (
    LINE,
    LINES,
    NEW_PUMP,
    OLD_CODE,
    SURPLUS_GENERAL,
    adjustment,
    on,
    override,
    pay_of,
    policy,
)
from hostile.statements import (
    Attack,
    Insert,
    Sql,
    Statement,
    Update,
    cases,
    draft_line,
    line,
    newest,
    posting,
    values,
    voucher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICE, SALARY, SLUICE = on("office_25"), on("salary_25"), on("sluice_25")
NEW_UNIT: Final = {"unit_id": NEW_PUMP}
RECEPTION: Final = line(2025, economic_code="30217")
TRAVEL: Final = line(2025, economic_code="30212")
MEETING: Final = line(2025, economic_code="30215")
TRAINING: Final = line(2025, economic_code="30216")
CANAL: Final = line(2025, origin_year=2024, **{**OLD_CODE, "functional_code": "2080109"})
CANAL_26: Final = line(2026, origin_year=2024, **{**OLD_CODE, "functional_code": "2010102"})


def to(target: object, amount_fen: Any = 100, **source: Any) -> Insert:
    """Write a transfer to a line; to the newest one unless another is named."""
    return posting("transfer", amount_fen, **(source or OFFICE), to_line_id=target)


def decided(name: str, action: str, **others: object) -> tuple[Statement, ...]:
    return voucher("set_policy", records=1), policy(name, action, **others)


# A posting that each policy is about, and what has to be written before it in its voucher.
TOUCHED: Final[dict[str, tuple[Insert, tuple[Statement, ...]]]] = {
    "personnel_to_public": (to(LINE["office_25"], **SALARY), ()),
    "public_to_personnel": (to(LINE["salary_25"]), ()),
    "basic_project": (to(LINE["sluice_25"]), ()),
    "project_to_project": (to(LINE["empty_25"], **SLUICE), ()),
    "functional_transfer": (to(NEXT_LINE), (line(2025, functional_code="2010101"),)),
    "economic_transfer": (to(NEXT_LINE), (line(2025, economic_code="30299"),)),
    "carry_over_purpose": (to(NEXT_LINE, **on("canal_25")), (CANAL,)),
    "three_public_increase": (posting("supplement", 100, line_id=NEXT_LINE), (RECEPTION,)),
    "kind_economic": (
        posting("supplement", 100, line_id=NEXT_LINE),
        (line(2025, economic_code="30101"),),
    ),
}


def judged() -> Iterator[Attack]:
    """Each policy refuses by every action that can, and an override lifts `deny` alone."""
    for name, (statement, before) in TOUCHED.items():
        for action in ("deny", "forbid"):
            setup = (*decided(name, action), POST, *before)
            yield Attack(f"{name}_{action}", name, statement, setup)
        other = "freeze_date" if name != "freeze_date" else "basic_project"
        setup = (*decided(name, "deny"), POST, override(other), *before)
        yield Attack(f"{name}_overriding_another", name, statement, setup)
        setup = (*decided(name, "forbid"), POST, override(name), *before)
        yield Attack(f"{name}_forbidden_and_overridden", name, statement, setup)
        # The newest policy decides, also when the one before was milder.
        setup = (*decided(name, "allow"), *decided(name, "deny"), POST, *before)
        yield Attack(f"{name}_denied_again", name, statement, setup)
        scope = {"fund": "fiscal", "first_year": 2025, "last_year": 2025}
        setup = (*decided(name, "allow"), *decided(name, "deny", **scope), POST, *before)
        yield Attack(f"{name}_by_fund_and_year", name, statement, setup)
        # An override of an earlier voucher has gone with it.
        earlier = (POST, override(name), posting("pay", 1, **OFFICE))
        setup = (*decided(name, "deny"), *earlier, POST, *before)
        yield Attack(f"{name}_overridden_before", name, statement, setup)


# Lines to which a payment of last year's office comes back, by the policy that is about it.
COMES_BACK: Final[dict[str, Insert]] = {
    "public_to_personnel": line(
        2025, origin_year=2024, economic_code="30101", kind="basic_personnel"
    ),
    "basic_project": line(2025, origin_year=2024, kind="project", project="Ditch"),
    "functional_transfer": line(2025, origin_year=2024, functional_code="2010101"),
    "economic_transfer": line(2025, origin_year=2024, economic_code="30299"),
    "carry_over_purpose": line(2025, origin_year=2024, functional_code="2010101"),
}
BACK: Final = posting("prior_year_increase", 100, line_id=NEXT_LINE)
BACK_OF: Final = BACK.but(refunds_id=Sql(pay_of("office_24")))


def late() -> Iterator[Attack]:
    """Money of an earlier year that comes back to another line is judged like a transfer."""
    for name, new in COMES_BACK.items():
        setup = (*decided(name, "deny"), POST, new)
        yield Attack(f"{name}_by_late_refund", name, BACK_OF, setup)
    rule, setup = "three_public_increase", (POST, RECEPTION.but(origin_year=2024))
    yield Attack("three_public_by_prior_year", rule, BACK, setup)
    yield Attack("three_public_by_late_refund", rule, BACK_OF, setup)


def apart() -> Iterator[Attack]:
    """Codes by how far apart they are."""
    for level, code in (("class", "2010101"), ("group", "2089901"), ("item", "2080110")):
        setup = (
            *decided("functional_transfer", "deny", code_level=level, item="208"),
            POST,
            line(2025, functional_code=code),
        )
        yield Attack(f"functional_{level}", "functional_transfer", to(NEXT_LINE), setup)
    setup = (*decided("personnel_to_public", "allow"),)
    setup += (*decided("economic_transfer", "deny", code_level="class", item="30101"), POST)
    target = to(LINE["office_25"], **SALARY)
    yield Attack("economic_class", "economic_transfer", target, setup)
    setup = (*decided("carry_over_purpose", "deny", level="upper", kind="project"), POST)
    other = CANAL.but(functional_code="2010102", project="Ditch")
    target = to(NEXT_LINE, **on("canal_25"))
    yield Attack("carry_over_other_project", "carry_over_purpose", target, (*setup, other))


TWO: Final = voucher("post", 2025, postings=2)
SECOND_LINE: Final = Sql("(SELECT max(line_id) - 1 FROM line)")
WELL: Final = line(2025, kind="project", project="Well", economic_code="30299")
OPERATING: Final = line(2025, kind="operating")
WAGES: Final = {"economic_code": "30101", "kind": "basic_personnel"}
# Ways between two lines over a third, which is made first: where from and where to, by policy.
DETOURS: Final[dict[str, tuple[str, Insert, str, str]]] = {
    "project": ("personnel_to_public", WELL, "salary_25", "office_25"),
    "operating": ("personnel_to_public", OPERATING, "salary_25", "office_25"),
    "project_back": ("public_to_personnel", WELL, "office_25", "salary_25"),
    "to_project": ("basic_project", OPERATING, "office_25", "sluice_25"),
    "from_project": ("basic_project", OPERATING, "sluice_25", "salary_25"),
    "unit": ("personnel_to_public", WELL.but(**NEW_UNIT), "salary_25", "office_25"),
}


def there(between: Insert, amount_fen: int = 500) -> tuple[Statement, ...]:
    """Make the line between and give it something to give."""
    more = posting("supplement", amount_fen, line_id=NEXT_LINE)
    return voucher("post", 2025, postings=1), between, more


def detours() -> Iterator[Attack]:
    """Money that may not go from one line to another does not go by way of a third."""
    for name, (rule, between, begin, end) in DETOURS.items():
        first = to(NEXT_LINE, **on(begin))
        second = posting("transfer", 60, line_id=NEXT_LINE, to_line_id=LINE[end])
        setup = (*decided(rule, "deny"), *there(between), TWO)
        yield Attack(f"by_{name}", rule, second, (*setup, first))
        yield Attack(f"by_{name}_backwards", rule, first, (*setup, second))
    rule = "personnel_to_public"
    first = to(NEXT_LINE, **SALARY)
    # What one line gives to a project, another gives to public expenses.
    second = to(LINE["office_25"], **SLUICE)
    yield Attack("by_two_projects", rule, second, (*there(WELL), TWO, first))
    # The policy is asked about the line that gave, not about the one between.
    other = WELL.but(functional_code="2010101")
    allowed = decided(rule, "allow", item="2010101")
    second = posting("transfer", 60, line_id=NEXT_LINE, to_line_id=LINE["office_25"])
    setup = (*allowed, *there(other), TWO, first)
    yield Attack("by_another_function", rule, second, setup)
    # A payment of last year's office comes back to a project, and goes on from there.
    rule, wages = "public_to_personnel", line(2025, origin_year=2024, **WAGES)
    setup = (*decided(rule, "deny"), TWO, WELL.but(origin_year=2024), BACK_OF, wages)
    second = posting("transfer", 60, line_id=SECOND_LINE, to_line_id=NEXT_LINE)
    yield Attack("by_late_refund", rule, second, setup)


def three_public() -> Iterator[Attack]:
    rule = "three_public_increase"
    supplement = posting("supplement", 1, line_id=NEXT_LINE)
    for code in ("30212", "30217", "30231", "30913", "31013", "30215", "30216"):
        kind = "project"
        new = line(2025, economic_code=code, kind=kind, project="Visit")
        yield Attack(f"three_public_{code}", rule, supplement, (POST, new))
    surplus = posting("use_surplus", 1, line_id=NEXT_LINE, surplus_id=SURPLUS_GENERAL)
    yield Attack("three_public_by_surplus", rule, surplus, (POST, RECEPTION))
    yield Attack("three_public_by_transfer", rule, to(NEXT_LINE), (POST, RECEPTION))
    fund = RECEPTION.but(fund="government_fund")
    yield Attack("three_public_of_another_fund", rule, supplement, (POST, fund))
    # Between units such items do not make up for each other; within a unit they do.
    granted: tuple[Statement, ...]
    granted = (voucher("post", 2025, postings=1), override(rule), RECEPTION)
    granted += (posting("supplement", 500, line_id=NEXT_LINE),)
    elsewhere = posting("transfer", 1, line_id=SECOND_LINE, to_line_id=NEXT_LINE)
    setup: tuple[Statement, ...] = (*granted, POST, TRAVEL.but(**NEW_UNIT))
    yield Attack("three_public_to_another_unit", rule, elsewhere, setup)
    for name, item in (("meeting", MEETING), ("training", TRAINING)):
        counted: tuple[Statement, ...] = (POST, override(rule), item)
        counted += (posting("supplement", 500, line_id=NEXT_LINE), POST, RECEPTION)
        yield Attack(f"three_public_from_{name}", rule, elsewhere, counted)
    # Last year's budget of the unit had none.
    rule = "three_public_total"
    draft = draft_line(2026, 1, economic_code="30217")
    control = Update("draft_control", {"amount_fen": 70_001}, "year = 2026")
    approve = voucher("approve", 2026, postings=4)
    new = line(2026, economic_code="30217")
    statement = posting("approve", 1, line_id=NEXT_LINE)
    setup = (draft, control, approve, new)
    yield Attack("three_public_above_last_year", rule, statement, setup)
    setup = (*decided(rule, "forbid", item="30217"), draft, control, approve, override(rule), new)
    yield Attack("three_public_forbidden", rule, statement, setup)


def by_date_and_age() -> Iterator[Attack]:
    rule = "freeze_date"
    for name, statement in {
        "supplement": posting("supplement", 1, **OFFICE),
        "reduce": posting("reduce", 1, **OFFICE),
        "transfer": to(LINE["sluice_25"], 1),
    }.items():
        setup = (*decided(rule, "forbid", value="06-29"), POST)
        yield Attack(f"frozen_{name}", rule, statement, setup)
    setup = (*decided(rule, "deny", value="06-29"), POST, override("basic_project"))
    yield Attack("frozen_overriding_another", rule, posting("reduce", 1, **OFFICE), setup)
    rule = "max_carry_years"
    carry = posting("carry_forward", 8_000, **on("canal_25"), to_line_id=NEXT_LINE)
    closing = (BEGIN, CLOSE, CANAL_26)
    yield Attack("carried_too_long", rule, carry, closing)
    document = decided(rule, "document", value="1")
    unsaid = (*document, BEGIN, CLOSE.but(document=" "), CANAL_26)
    yield Attack("carried_too_long_without_document", rule, carry, unsaid)
    never = posting("carry_forward", 1, **OFFICE, to_line_id=NEXT_LINE)
    setup = (*decided(rule, "deny", value="0"), BEGIN, CLOSE, line(2026, origin_year=2025))
    yield Attack("carried_though_never", rule, never, setup)


def records() -> Iterator[Attack]:
    granted, legal = override("basic_project"), adjustment("reallocation")
    for name, row in (("override", granted), ("adjustment", legal)):
        rule = "record_not_expected"
        yield Attack(f"{name}_without_act", rule, row)
        yield Attack(f"{name}_of_records", rule, row, (voucher("add_unit", records=2),))
        done = (POST, posting("pay", 1, **OFFICE))
        yield Attack(f"{name}_after_the_last_posting", rule, row, done)
        for place, value in values({"first": 1, "null": None, "unknown": 9_999}):
            yield Attack(f"{name}_of_{place}_voucher", rule, row.but(voucher_id=value), (POST,))
        key = next(iter(row.columns))
        for place, value in values({
            "taken": 1, "zero": 0, "negative": -1, "null": None,
            "gap": Sql(f"(SELECT max({key}) + 2 FROM {name})"), "newest": newest(name, key),
        }):  # fmt: skip
            yield Attack(f"{name}_number_{place}", rule, row.but(**{key: value}), (POST,))
        yield Attack(f"{name}_number_unassigned", rule, row.without(key), (POST,))
    yield Attack("adjustment_of_closing", "record_not_expected", legal, (BEGIN, CLOSE))
    rule = "override_invalid"
    for name, others in cases({
        "policy_null": {"policy": None}, "policy_unknown": {"policy": "freeze"},
        "document_null": {"document": None}, "document_blank": {"document": "  "},
        "document_wide_blank": {"document": "\u3000"},
    }):  # fmt: skip
        yield Attack(f"override_{name}", rule, granted.but(**others), (POST,))
    yield Attack("override_twice", rule, granted.but(document="No. 3"), (POST, granted))
    rule = "adjustment_invalid"
    for name, value in values({"null": None, "unknown": "gift", "empty": ""}):
        yield Attack(f"adjustment_{name}", rule, legal.but(legal_kind=value), (POST,))
    yield Attack("adjustment_twice", rule, adjustment("budget_adjustment"), (POST, legal))


def granted() -> Iterator[Attack]:
    """Yield what policies let pass: the attacks are about nothing else."""
    for name, (statement, before) in TOUCHED.items():
        setup = (*decided(name, "deny"), POST, override(name), *before)
        yield Attack(f"{name}_overridden", "", statement, setup)
        for action in ("document", "warn", "allow"):
            setup = (*decided(name, action), POST, *before)
            yield Attack(f"{name}_{action}", "", statement, setup)
        narrowed = decided(name, "deny", fund="government_fund")
        setup = (*decided(name, "allow"), *narrowed, POST, *before)
        yield Attack(f"{name}_of_another_fund", "", statement, setup)
    for name, new in COMES_BACK.items():
        setup = (*decided(name, "deny"), POST, override(name), new)
        yield Attack(f"{name}_by_late_refund_overridden", "", BACK_OF, setup)
    within: tuple[Statement, ...] = (POST, override("three_public_increase"), RECEPTION)
    within += (posting("supplement", 500, line_id=NEXT_LINE), POST, TRAVEL)
    move = posting("transfer", 500, line_id=SECOND_LINE, to_line_id=NEXT_LINE)
    yield Attack("three_public_within_a_unit", "", move, within)
    neither: tuple[Statement, ...] = (POST, override("three_public_increase"), MEETING)
    neither += (posting("supplement", 500, line_id=NEXT_LINE), POST)
    yield Attack("training_from_meeting", "", move, (*neither, TRAINING))
    uncounted = decided("three_public_total", "allow", item="30217")
    yield Attack("reception_from_meeting", "", move, (*uncounted, *neither, RECEPTION))
    own = RECEPTION.but(fund="unit_other_income")
    supplement = posting("supplement", 1, line_id=NEXT_LINE, income_id=2)
    yield Attack("three_public_of_own_money", "", supplement, (POST, own))
    day = decided("freeze_date", "forbid", value="06-30")
    yield Attack("on_the_freeze_date", "", posting("reduce", 1, **OFFICE), (*day, POST))
    yield from no_detours()


def no_detours() -> Iterator[Attack]:
    """Yield transfers of one voucher that go no way together."""
    rule = "personnel_to_public"
    first, overridden = to(LINE["sluice_25"], **SALARY), (TWO, override(rule))
    second = to(LINE["office_25"], **SLUICE)
    yield Attack("detour_overridden", "", second, (*overridden, first))
    back = to(LINE["salary_25"], 100)
    three = voucher("post", 2025, postings=3)
    yield Attack("detour_of_nothing", "", second, (three, first, back))
    for name in ("fund_25", "upper_25"):
        between = WELL.but(
            **{key: LINES[name][key] for key in ("fund", "level") if key in LINES[name]}
        )
        apart = posting("transfer", 60, line_id=NEXT_LINE, to_line_id=LINE[name])
        yield Attack(f"detour_over_{name}", "", apart, (*there(between), TWO, first))


ATTACKS: Final = (
    *(*judged(), *late(), *apart(), *detours(), *three_public()),
    *(*by_date_and_age(), *records()),
)
