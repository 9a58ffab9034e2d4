"""Results are frozen values: they compare, show themselves and turn into dicts."""

from __future__ import annotations

import ast
import copy
import inspect
import json
import pickle
import sqlite3
import typing
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
import yusuan.words
from python.book import AMOUNTS, LINE, PROJECT, TRAVEL, UNIT, key

if TYPE_CHECKING:
    from collections.abc import Callable

MARCH = date(2025, 3, 1)
PRINTED = Path(__file__).parents[1] / "cases" / "first-user" / "budget-2025.json"
CLASSES = [
    value
    for name in yusuan.__all__
    if inspect.isclass(value := getattr(yusuan, name)) and not issubclass(value, Exception)
]


def reconciled(ledger: yusuan.Ledger, tmp_path: Path) -> yusuan.Reconciliation:
    """Return a report that has one of everything."""
    for amount in ("2.00", "3.00"):
        paid = ledger.pay(LINE, amount, dated=MARCH)
    statement = tmp_path / "march.csv"
    rows = "日期,支付金额\n2025-03-01,2.00\n2025-03-01,3.00\n2025-03-01,9.00\n"
    statement.write_text(rows, encoding="utf-8")
    ledger.load_statement(statement, kind="treasury", name="国库")
    ledger.confirm_matches(ledger.reconcile(1).proposals)
    ledger.reverse(paid.voucher_id, dated=MARCH)
    ledger.pay(LINE, "9.00", dated=date(2025, 3, 31))
    return ledger.reconcile(1)


def odd_lines(tmp_path: Path) -> Path:
    """Return a file of one line whose kind and economic class disagree."""
    lines = tmp_path / "odd.csv"
    lines.write_text(
        "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project,amount\n"
        f"2026,{UNIT},general_public,own,2026,2080109,30101,basic_public,,1.00\n",
        encoding="utf-8",
    )
    return lines


def disclosed() -> list[object]:
    """Return the check of a published budget that has one wrong cell."""
    text = PRINTED.read_text("utf-8").replace('"total": "596.98"', '"total": "59.98"', 1)
    found = yusuan.check_disclosure(json.loads(text))
    finding = found.findings[0]
    return [found, finding, finding.place, finding.identities[0], found.tables[0]]


def repaired(path: Path) -> yusuan.Repair:
    """Return the repair of a ledger that lost a view."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP VIEW carry_over")
    return yusuan.Ledger.repair(path)


@pytest.fixture
def values(ledger: yusuan.Ledger, tmp_path: Path) -> dict[str, Any]:
    """Return one value of each class, as the ledger hands it out."""
    head = ledger.head()
    ledger.receive(2025, unit=UNIT, fund="unit_other_income", amount="20000.00", dated=MARCH)
    receipt = ledger.pay(LINE, "1.00", dated=MARCH, payee="甲", document="1号", key="k")
    ledger.draft(key(2026, "30201", origin_year=2025), "5.00")
    (draft,) = ledger.drafts(2026)
    (row_warning,) = ledger.import_lines(odd_lines(tmp_path)).warnings
    ledger.approve(2026, document="2号", dated=date(2026, 1, 20))
    report = ledger.lines(2025)[0]
    ledger.commit(PROJECT, "1.00", contract="合同", dated=MARCH)
    ledger.to_surplus(PROJECT, "1.00", dated=MARCH)
    explained = ledger.explain(LINE)
    change = ledger.diff(head)
    changed = [
        change, change.vouchers[0], change.years[0], change.lines[0], change.incomes[0],
        change.surpluses[0], change.commitments[0],
        explained, explained.terms[0], explained.terms[0].postings[0],
    ]  # fmt: skip
    beside = [ledger.incomes(2025)[0], ledger.commitments(2025)[0], ledger.surpluses()[0]]
    ledger.assert_balance("1.00", total="paid", line=LINE, on=MARCH, source="国库")
    reconciliation = reconciled(ledger, tmp_path)
    table = ledger.table("budget-06", year=2025)
    check = ledger.checks(2025)[0]
    entry = ledger.log(event="pay")[-1]
    odd = ledger.supplement(
        key(2025, "30101"), "1.00", dated=MARCH, document="1号", overrides={"freeze_date": "2号"}
    )
    ledger.sign_contract("HT-1", title="物业", unit=UNIT, signed_on=MARCH, category="services",
                         parts=[part := yusuan.ContractPart(LINE, "5.00"),
                                yusuan.ContractPart(key(2026, "30201"), "9.00")])  # fmt: skip
    ledger.commit_contract("HT-1", 2025, dated=MARCH)
    contract = ledger.contract("HT-1")
    staffing = dict.fromkeys(("authorised_posts", "actual_total", "in_service", "retired"), 1)
    ledger.declare(2025, unit=UNIT, staffing={**staffing, "retired_with_honours": 0})
    narrative = ledger.narrative(2025)
    plan = ledger.plan_close(2025)
    certificate = ledger.close(plan)
    (estimate,) = ledger.plan_true_up(2026)
    ledger.plan_spending(key(2026, "30201", origin_year=2025), by="month")
    months = ledger.spending_plan(key(2026, "30201", origin_year=2025))
    successors = tmp_path / "successors.csv"
    successors.write_text("scheme,old,new\neconomic,30201,30202\n", encoding="utf-8")
    ledger.load_successors(2026, successors)
    erased = ledger.erase_text(voucher=receipt.voucher_id)
    told: list[yusuan.Progress] = []
    verification = yusuan.verify_file(ledger.path, progress=told.append)
    other = ledger.path.with_name("other.db")
    yusuan.Ledger.create(other).disconnect()
    migration = yusuan.Ledger.migrate(other)
    found = [
        receipt, draft, report, report.line, report.line.key, report.balance, table,
        table.columns[0], check, check.decisive, entry, entry.postings[0], plan, plan.decisions[0],
        plan.head, certificate, certificate.totals[0], certificate.history[0], ledger.units()[0],
        ledger.years()[0], verification, ledger.successors(2026)[0], ledger.policies(2025)[0],
        migration, (repair := repaired(other)), repair.restored[0], erased, estimate,
        yusuan.AsOf(MARCH), *beside, *changed,
        reconciliation, reconciliation.statement, reconciliation.statement_total,
        reconciliation.matched[0], reconciliation.matched[0].row,
        reconciliation.matched[0].posting, reconciliation.only_in_statement[0],
        odd.warnings[0], row_warning, ledger.policy_report(2025)[0], ledger.overrides(2025)[0],
        reconciliation.reversed[0], reconciliation.near_misses[0], ledger.assertions()[0],
        contract, contract.years[0], contract.payments[0], contract.commitments[0],
        ledger.contract_parts(2025)[0], ledger.procurement(2025)[0], months[0],
        ledger.pay_many([]), *disclosed(), yusuan.Entry.transfer(LINE, 2, "1.00"), part,
        narrative, (item := narrative.items[2]), item.figures[0], narrative.sections[0],
        narrative.gaps[0], ledger.declarations(2025)[0], ledger.table_facts(2025),
        ledger.export_plain_text(tmp_path / "county.journal", program="hledger"), *told,
    ]  # fmt: skip
    return {type(value).__name__: value for value in found}


def test_every_class_of_results_is_tested(values: dict[str, Any]) -> None:
    not_here = {
        "Frame", "Ledger", "ProgressBar", "ReadOnlyConnection", "Rows",
        "Transaction", "MoneyDecision", "Imported", "Finding", "PlanRemark", "Remark",
        "CarriedCommitment", "ClosingSurplus", "DividedContract", "ReleasedCommitment",
    }  # fmt: skip
    assert {value.__name__ for value in CLASSES} - not_here == set(values)


def test_values_are_frozen_and_final(values: dict[str, Any]) -> None:
    for value in values.values():
        for name in [name for name in dir(value) if not name.startswith("_")]:
            with pytest.raises((AttributeError, TypeError)):
                setattr(value, name, None)
        with pytest.raises((AttributeError, TypeError)):
            value.anything = 1
        with pytest.raises(TypeError):
            type("Own", (type(value),), {})


def test_values_show_themselves(values: dict[str, Any]) -> None:
    for name, value in values.items():
        assert repr(value).startswith(f"{name}(")
        assert repr(value).endswith(")")
        assert type(value).__module__ == "yusuan"
        assert value.to_dict()


def test_values_compare(values: dict[str, Any]) -> None:
    for value in values.values():
        assert value != object()
        assert not value == object()  # noqa: SIM201  # both comparisons are tested
    assert values["Line"] != values["LineKey"]


def test_what_the_ledger_says_twice_is_equal(ledger: yusuan.Ledger) -> None:
    asks: list[Callable[[], Any]] = [
        lambda: ledger.lines(2025),
        lambda: ledger.drafts(2025),
        ledger.units,
        ledger.log,
        lambda: ledger.plan_close(2025),
        lambda: ledger.tables(2025),
        lambda: ledger.checks(2025),
        ledger.head,
        lambda: ledger.balance(LINE),
    ]
    for ask in asks:
        first, second = ask(), ask()
        assert first == second
        assert first is not second


def test_keys_lines_and_balances_stand_in_sets(ledger: yusuan.Ledger) -> None:
    lines = ledger.lines(2025)
    assert {report.line.key for report in lines} == set(AMOUNTS)
    assert len({report.line for report in lines * 2}) == 4
    assert len({ledger.balance(LINE), ledger.balance(LINE), ledger.balance(TRAVEL)}) == 2


def test_a_key_can_be_written_down(ledger: yusuan.Ledger) -> None:
    for line in AMOUNTS:
        assert eval(repr(line), {"LineKey": yusuan.LineKey}) == line  # noqa: S307
        assert yusuan.LineKey(**line.to_dict()) == line
        assert ledger.line(**line.to_dict()).key == line
    assert str(PROJECT) == (
        f"2025 {UNIT} general_public upper 2025 2299999 30299 project 驻村工作经费"
    )


def test_a_key_takes_no_positions() -> None:
    with pytest.raises(TypeError):
        yusuan.LineKey(2025)  # type: ignore[call-arg]  # that it is refused is the point


def test_money_that_no_line_holds_is_decided(ledger: yusuan.Ledger) -> None:
    ledger.receive(2025, unit=UNIT, fund="unit_other_income", amount="20001.00", dated=MARCH)
    (decision,) = ledger.plan_close(2025).money
    assert (decision.unit, decision.fund, decision.action, decision.amount_fen) == (
        UNIT,
        "unit_other_income",
        "income_to_surplus",
        decision.amount_fen,
    )
    assert decision.amount_fen in (100, 2_000_100)


def test_the_journal_says_who_and_why(ledger: yusuan.Ledger) -> None:
    ledger.pay(
        LINE,
        "1.00",
        dated=MARCH,
        payee="甲",
        document="1号",
        prepared_by="王",
        reviewed_by="李",
        memo="办公用品",
        key="k",
    )
    entry = ledger.log(after=ledger.head().voucher_id - 1)[0]
    assert (entry.act, entry.year, entry.dated) == ("post", 2025, MARCH)
    assert (entry.document, entry.prepared_by, entry.reviewed_by) == ("1号", "王", "李")
    assert (entry.key, entry.postings[0].payee, entry.postings[0].event) == ("k", "甲", "pay")
    assert len(ledger.log(limit=2)) == 2
    anchor = str(ledger.head())
    assert anchor.startswith(f"yusuan:1 voucher {entry.voucher_id} posting ")
    assert anchor.endswith(ledger.head().hash)


def words(alias: object) -> list[str]:
    return list(typing.get_args(alias))


def test_the_lists_of_words_are_the_ledgers(ledger: yusuan.Ledger) -> None:
    parts = {
        "fund": yusuan.words.Fund,
        "level": yusuan.words.Level,
        "kind": yusuan.words.Kind,
    }
    for part, alias in parts.items():
        with pytest.raises(yusuan.ArgumentError) as refused:
            yusuan.LineKey(**(LINE.to_dict() | {part: "?"}))
        assert refused.value.code == f"{part}_unknown"
        assert refused.value.hint == f"give one of: {', '.join(words(alias))}"
        for word in words(alias):
            assert getattr(yusuan.LineKey(**(LINE.to_dict() | {part: word})), part) == word
    for kind in words(yusuan.words.UnitKind):
        ledger.add_unit(kind, kind=kind)  # type: ignore[arg-type]  # a word of the list
    assert [unit.kind for unit in ledger.units()[1:]] == words(yusuan.words.UnitKind)
    for unit in words(yusuan.words.CurrencyUnit):
        ledger.table("budget-01", year=2025, unit=UNIT, currency_unit=unit)  # type: ignore[arg-type]  # likewise
    for state in (year.state for year in ledger.years()):
        assert state in words(yusuan.words.YearState)
    ledger.receive(2025, unit=UNIT, fund="unit_other_income", amount="5.00", dated=MARCH)
    plan = ledger.plan_close(2025)
    assert {it.action for it in plan.decisions} <= set(words(yusuan.words.ClosingAction))
    assert {it.action for it in plan.money} <= set(words(yusuan.words.MoneyAction))


WRONG_WORDS: dict[str, Callable[[Any, Any], object]] = {
    "fund_unknown": lambda _, word: key(2025, "30201", fund=word),
    "level_unknown": lambda _, word: key(2025, "30201", level=word),
    "kind_unknown": lambda _, word: key(2025, "30201", kind=word),
    "unit_invalid": lambda ledger, word: ledger.add_unit("甲", kind=word),
    "scheme_unknown": lambda ledger, word: ledger.load_catalogue(2026, "codes.csv", scheme=word),
    "grouping_unknown": lambda ledger, word: ledger.execution(2025, by=["unit", word]),
    "policy_invalid": lambda ledger, word: ledger.set_policy(
        "freeze_date", action=word, source="x"
    ),
    "policy_scope_invalid": lambda ledger, word: ledger.set_policy(
        "functional_transfer", action="deny", source="x", code_level=word
    ),
    "statement_invalid": lambda ledger, word: ledger.load_statement(
        "a.csv", kind=word, name="国库"
    ),
    "adjustment_invalid": lambda ledger, word: ledger.supplement(
        LINE, "1.00", dated=MARCH, document="1号", legal_kind=word
    ),
    "procurement_invalid": lambda ledger, word: ledger.mark_procurement(
        line=LINE, category=word, amount="1.00"
    ),
    "word_unknown": lambda ledger, word: ledger.prior_year_adjustment(
        LINE, "1.00", direction=word, dated=MARCH, document="1号"
    ),
    "word_unknown of a field": lambda ledger, word: ledger.erase_text(voucher=1, field=word),
    "word_unknown of a unit": lambda ledger, word: ledger.table(
        "budget-01", year=2025, currency_unit=word
    ),
    "word_unknown of a form": lambda ledger, word: ledger.publish(2025, out=".", only=[word]),
    "word_unknown of a program": lambda ledger, word: ledger.export_plain_text("x", program=word),
}
WORDS: dict[str, object] = {
    "fund_unknown": yusuan.words.Fund,
    "level_unknown": yusuan.words.Level,
    "kind_unknown": yusuan.words.Kind,
    "unit_invalid": yusuan.words.UnitKind,
    "scheme_unknown": yusuan.words.Scheme,
    "grouping_unknown": yusuan.words.ExecutionBy,
    "policy_invalid": yusuan.words.PolicyAction,
    "policy_scope_invalid": yusuan.words.CodeLevel,
    "statement_invalid": yusuan.words.StatementKind,
    "adjustment_invalid": yusuan.words.LegalKind,
    "procurement_invalid": yusuan.words.ProcurementCategory,
    "word_unknown": yusuan.words.Direction,
    "word_unknown of a field": yusuan.words.TextField,
    "word_unknown of a unit": yusuan.words.CurrencyUnit,
    "word_unknown of a form": yusuan.words.BookForm,
    "word_unknown of a program": yusuan.words.PlainText,
}


@pytest.mark.parametrize("name", WRONG_WORDS)
def test_a_word_of_no_list_is_refused_by_the_words_there_are(
    ledger: yusuan.Ledger, name: str
) -> None:
    before = ledger.head()
    with pytest.raises(yusuan.ArgumentError, match=": week\n") as refused:
        WRONG_WORDS[name](ledger, "week")
    assert refused.value.code == name.partition(" ")[0]
    listed = refused.value.hint.removeprefix("give one of: ").split(", ")
    assert sorted(listed) == sorted(words(WORDS[name]))
    assert ledger.head() == before


def test_values_are_hashed(values: dict[str, Any]) -> None:
    for value in values.values():
        assert hash(value) == hash(copy.copy(value))
        assert len({value, value}) == 1


def test_frozen_values_are_their_own_copies(values: dict[str, Any]) -> None:
    for value in values.values():
        assert copy.copy(value) is value
        assert copy.deepcopy([value]) == [value]


def test_values_are_pickled_whole(values: dict[str, Any]) -> None:
    for value in values.values():
        again = pickle.loads(pickle.dumps(value))  # noqa: S301  # our own bytes
        assert (again, type(again), hash(again)) == (value, type(value), hash(value))
        assert repr(again) == repr(value)
        assert again.to_dict() == value.to_dict()


def test_every_table_is_pickled_whole(ledger: yusuan.Ledger) -> None:
    ledger.pay(LINE, "1637.60", dated=MARCH)
    tables = [
        *ledger.tables(2025),
        *ledger.final_tables(2025),
        ledger.execution(2025, by=["kind", "economic_group"]),
        ledger.execution(2025),
    ]
    assert any(table.empty_note for table in tables)
    for table in tables:
        again = pickle.loads(pickle.dumps(table))  # noqa: S301  # our own bytes
        assert (again, hash(again)) == (table, hash(table))
        assert (str(again), again.rows) == (str(table), table.rows)


def test_entries_are_what_they_were_and_nothing_else(ledger: yusuan.Ledger) -> None:
    one, other = (yusuan.Entry.pay(1, amount_fen=fen, payee="甲") for fen in (100, 101))
    assert one != other
    assert one == yusuan.Entry.pay(1, "1.00", payee="甲")
    again = pickle.loads(pickle.dumps(one))  # noqa: S301  # our own bytes
    ledger.post([again], dated=MARCH)
    assert ledger.balance(LINE).paid_fen == 100
    text = one.__reduce__()[1][0].replace("pay", "carry_forward")
    with pytest.raises(ValueError, match="no entry says carry_forward like this"):
        yusuan.Entry._unpickle(text)  # noqa: SLF001  # as pickle calls it


# Of a share or a change: which amounts these are is said by `kind`.
FEN_ALONE = {"NarrativeFigure.base_fen"}


def test_every_amount_is_there_in_yuan_and_in_fen() -> None:
    stubs = ast.parse(Path(yusuan.__file__).with_name("_core.pyi").read_text("utf-8"))
    count, alone = 0, set()
    for owner in (node for node in stubs.body if isinstance(node, ast.ClassDef)):
        attributes = {
            node.name: ast.unparse(node.returns)
            for node in owner.body
            if isinstance(node, ast.FunctionDef) and node.returns is not None
            if any(ast.unparse(it) == "property" for it in node.decorator_list)
        }
        for name, kind in attributes.items():
            if name.endswith("_fen") and name.removesuffix("_fen") not in attributes:
                alone.add(f"{owner.name}.{name}")
            if "Decimal" in kind:
                count += 1
                assert attributes[f"{name}_fen"] == kind.replace("Decimal", "int"), owner.name
    assert alone == FEN_ALONE
    assert count > 90


def test_foreign_bytes_are_no_value() -> None:
    with pytest.raises(ValueError, match="not what this release pickles"):
        yusuan.Head._unpickle("{}")  # noqa: SLF001  # as pickle calls it
