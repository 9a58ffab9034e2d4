"""Tables of many ledgers: of all lines, and the sum of the ledgers' own; transfers once."""

from __future__ import annotations

import pickle
from datetime import date
from typing import TYPE_CHECKING

import pytest

import yusuan
from fleet.province import MAY, fill, make, unit_of
from yusuan.fleet import Fleet, Transfer, Unmatched
from yusuan.fleet.consolidation import TransferFund, cells_of, matched

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client

    from yusuan.words import Fund, Kind

SUBSIDY: TransferFund = "unit_superior_subsidy"


def add(
    path: Path, department: str, unit: str, lines: dict[tuple[Fund, Kind], int], received: int
) -> None:
    """Make a ledger whose unit has lines of money that is not fiscal, and receives of the first."""
    with yusuan.Ledger.create(path, title=unit) as ledger:
        ledger.add_unit(department, kind="department")
        ledger.add_unit(unit, kind="institution", parent=department)
        ledger.prepare_year(2025)
        for (fund, kind), amount in lines.items():
            ledger.draft(line_of(unit, fund, kind), amount_fen=amount)
        for fund in dict.fromkeys(fund for fund, _ in lines):
            total = sum(amount for (of, _), amount in lines.items() if of == fund)
            ledger.budget_income(2025, unit=unit, fund=fund, amount_fen=total)
        ledger.approve(2025, document="预算批复〔2025〕3号", dated=date(2025, 2, 17))
        ledger.prepare_year(2026)
        for fund in dict.fromkeys(fund for fund, _ in lines):
            ledger.receive(2025, unit=unit, fund=fund, amount_fen=received, dated=MAY)


def line_of(unit: str, fund: Fund, kind: Kind) -> yusuan.LineKey:
    return yusuan.LineKey(
        year=2025,
        unit=unit,
        fund=fund,
        functional_code="2080109" if kind == "subsidy" else "2299999",
        economic_code="30201",
        kind=kind,
    )


def with_subsidy(province: Path, *, received: int = 7_000) -> None:
    """Let a bureau of 教育局 give a school 7,000 fen, of which it budgeted 6,000."""
    giver, taker = province / "教育局" / "21.db", province / "教育局" / "22.db"
    lines: dict[tuple[Fund, Kind], int] = {
        ("unit_business_income", "basic_public"): 3_000,
        ("unit_business_income", "subsidy"): 7_500,
    }
    add(giver, "教育局", "教育中心", lines, 10_500)
    add(taker, "教育局", "实验小学", {(SUBSIDY, "basic_public"): 6_000}, received)
    with yusuan.Ledger.open(giver) as ledger:
        subsidy = line_of("教育中心", "unit_business_income", "subsidy")
        ledger.pay(subsidy, amount_fen=6_900, dated=MAY, payee="实验小学")
        more = ledger.pay(subsidy, amount_fen=150, dated=MAY, payee="实验小学")
        ledger.refund(more.first_posting_id, amount_fen=50, dated=MAY)
        wrong = ledger.pay(subsidy, amount_fen=300, dated=MAY, payee="实验小学")
        ledger.reverse(wrong.voucher_id, dated=MAY)
    with yusuan.Ledger.open(taker) as ledger:
        spent = line_of("实验小学", SUBSIDY, "basic_public")
        ledger.pay(spent, amount_fen=2_000, dated=MAY)


def test_the_tables_of_all_are_the_sum_of_those_of_each(province: Path, client: Client) -> None:
    fleet = Fleet(province / "**" / "*.db", client=client)
    whole = fleet.consolidate(2025, title="某省")
    assert whole.is_complete
    assert whole.differences == {}
    assert list(whole.departments) == ["卫生局", "教育局"]
    assert all(not one.differences for one in whole.departments.values())
    assert {check.verdict for check in whole.checks()} == {"holds"}
    assert {check.verdict for check in whole.checks(final=True)} <= {"holds", "rounding"}
    assert {table.unit for table in whole.tables()} == {"某省"}
    # By hand: 2,000,000 a unit and its number, and 20,000 earned.
    approved = sum(1_520_000 + number for number in range(1, 7))
    (overview,) = (table for table in whole.tables() if table.id == "budget-01")
    assert overview.fen("total", "income_amount") == approved
    paid = sum(100 * number + 1 + 15_000 + number for number in range(1, 7))
    accounts = {table.id: table for table in whole.final_tables()}
    assert accounts["final-01"].fen("current", "expenditure_amount") == paid
    # Closed, they are no drafts any more.
    assert accounts["final-01"].title.endswith("（草稿）")
    assert fleet.close(2025).counts == {"done": 6}
    closed = fleet.consolidate(2025, title="某省")
    assert closed.differences == {}
    assert not closed.final_tables()[0].title.endswith("（草稿）")
    # And the year after, of ledgers that carried money over.
    assert fleet.consolidate(2026, title="某省").differences == {}


def test_ledgers_together_print_what_one_ledger_of_all_prints(
    province: Path, tmp_path: Path
) -> None:
    numbers = [1, 3, 5, 2, 4, 6]
    fill(tmp_path / "all.db", numbers)
    fleet = Fleet(province / "**" / "*.db", workers=0)
    with yusuan.Ledger.open(tmp_path / "all.db") as ledger:
        for is_closed in (False, True):
            if is_closed:
                ledger.close(ledger.plan_close(2025))
                fleet.close(2025)
            for year in (2025, 2026):
                # Two departments are at the top: what is printed above the tables is the title.
                whole = fleet.consolidate(year, title=unit_of(1))
                printed = [table.to_csv() for table in whole.tables()]
                assert printed == [table.to_csv() for table in ledger.tables(year)]
                if year == 2025:
                    final = whole.final_tables()
                    assert final == ledger.final_tables(year)
                    assert whole.tables() == ledger.tables(year)


def test_a_figure_is_traced_to_its_ledgers(province: Path) -> None:
    fleet = Fleet(province / "**" / "*.db", workers=0)
    whole = fleet.consolidate(2025, title="某省")
    tables = {table.id: table for table in (*whole.tables(), *whole.final_tables())}
    for table, row, column in (
        ("budget-01", "total", "income_amount"),
        ("budget-03", "2080109", "total"),
        ("final-03", "229", "total"),
    ):
        rows = fleet.trace(2025, table, row, column)
        assert rows.total("amount_fen") == tables[table].fen(row, column), table
    of_health = fleet.trace(2025, "budget-03", "2080109", "total")
    assert [row.figures["amount_fen"] > 0 for row in of_health] == [True] * 3 + [False] * 3


def test_money_between_units_stands_once(province: Path) -> None:
    with_subsidy(province)
    fleet = Fleet(province / "**" / "*.db", workers=0)
    declared = Transfer("教育中心", "实验小学", SUBSIDY, budget_fen=6_000, paid_fen=7_000)
    whole = fleet.consolidate(2025, title="某省", transfers=[declared])
    found = fleet.consolidate(2025, title="某省")
    assert whole.differences == found.differences == {}
    assert (whole.unmatched, found.unmatched) == ((), ())
    assert found.transfers == (Transfer("教育中心", "实验小学", SUBSIDY, paid_fen=7_000),)
    assert found.departments["教育局"].transfers == found.transfers
    assert found.departments["卫生局"].transfers == ()

    def figures(final: bool, eliminated: bool) -> dict[tuple[str, str, str], int]:  # noqa: FBT001
        make = whole.final_tables if final else whole.tables
        return cells_of(make(eliminated=eliminated))

    gross, net = figures(True, False), figures(True, True)  # noqa: FBT003
    less = {cell: gross[cell] - net.get(cell, 0) for cell in gross if gross[cell] != net.get(cell)}
    assert set(less.values()) == {7_000}
    assert {table for table, _, _ in less} == {"final-01", "final-02", "final-03"}
    assert less["final-02", "total", "superior_subsidy"] == 7_000
    assert less["final-03", "total", "subsidy"] == 7_000
    assert ("final-02", "total", "superior_subsidy") not in net
    gross, net = figures(False, False), figures(False, True)  # noqa: FBT003
    assert (
        gross["budget-01", "total", "income_amount"] - 6_000
        == (net["budget-01", "total", "income_amount"])
    )
    assert (
        gross["budget-01", "total", "expenditure_amount"] - 6_000
        == (net["budget-01", "total", "expenditure_amount"])
    )
    assert ("budget-01", "unit_superior_subsidy", "income_amount") in gross
    assert ("budget-01", "unit_superior_subsidy", "income_amount") not in net
    # What is left of the tables agrees with itself.
    assert {check.verdict for check in whole._eliminated.checks()} == {"holds"}  # noqa: SLF001


def test_sides_that_differ_are_listed(province: Path) -> None:
    with_subsidy(province, received=6_000)
    whole = Fleet(province / "**" / "*.db", workers=0).consolidate(2025, title="某省")
    assert whole.unmatched == (Unmatched("实验小学", SUBSIDY, given_fen=7_000, received_fen=6_000),)
    assert whole.unmatched[0].difference_fen == -1_000
    assert whole.transfers == (Transfer("教育中心", "实验小学", SUBSIDY, paid_fen=6_000),)
    tables = {table.id: table for table in whole.final_tables()}
    assert tables["final-03"].fen("total", "subsidy") == 1_000


def test_matching_takes_the_lesser_side() -> None:
    given = {("甲", "丙", SUBSIDY): 5, ("乙", "丙", SUBSIDY): 7, ("甲", "外", SUBSIDY): 1}
    transfers, unmatched = matched(given, {("丙", SUBSIDY): 9, ("丁", SUBSIDY): 2})
    assert [(row.from_unit, row.to_unit, row.paid_fen) for row in transfers] == [
        ("乙", "丙", 7),
        ("甲", "丙", 2),
    ]
    assert [(row.to_unit, row.given_fen, row.received_fen) for row in unmatched] == [
        ("丁", 0, 2),
        ("丙", 12, 9),
        ("外", 1, 0),
    ]
    with pytest.raises(yusuan.ArgumentError, match="transfer_exceeded"):
        yusuan.TableFacts.merged([], 2025, "空").eliminated([("甲", "丙", SUBSIDY, 1, 0)])


def test_what_cannot_be_read_is_in_no_table_and_named(province: Path) -> None:
    (province / "教育局" / "98.db").write_text("notes, not a ledger" * 99, encoding="utf-8")
    fleet = Fleet(province / "**" / "*.db", workers=0)
    whole = fleet.consolidate(2025, title="某省")
    assert not whole.is_complete
    assert [row.token for row in whole.outcomes.failures] == ["file_foreign"]
    assert whole.differences == {}
    assert len(whole.facts.units) == 6


def test_departments_may_be_named_and_units_stand_once(province: Path, tmp_path: Path) -> None:
    fleet = Fleet(province / "**" / "*.db", workers=0)
    named = dict.fromkeys(fleet.paths[:2], "一处")
    whole = fleet.consolidate(2025, title="某省", departments=named)
    assert {name: len(one.facts.units) for name, one in whole.departments.items()} == {
        "一处": 2,
        "卫生局": 1,
        "教育局": 3,
    }
    make(tmp_path / "province" / "教育局", 2)
    with pytest.raises(yusuan.ArgumentError, match=f"unit_twice.*{unit_of(2)}"):
        Fleet(province / "**" / "*.db", workers=0).consolidate(2025, title="某省")


def test_facts_travel_and_are_compared(province: Path) -> None:
    with yusuan.Ledger.open(province / "教育局" / "02.db") as ledger:
        facts = ledger.table_facts(2025)
        assert pickle.loads(pickle.dumps(facts)) == facts  # noqa: S301
        assert not ledger.table_facts(2026).has_accounts
        with pytest.raises(yusuan.ArgumentError, match="table_line_year"):
            yusuan.TableFacts.merged([facts], 2026, "某省")
