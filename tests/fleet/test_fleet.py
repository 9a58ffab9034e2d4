"""Acts on a fleet: each ledger once, what fails named, and what is done found done."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

import yusuan
from benches.fleet import damage
from fleet.province import KILLED, closings, die_once, pay_by_key, stumble
from yusuan.fleet import Close, Fleet, FleetProgress, Outcome, Outcomes, closing_page

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client


def test_every_act_gives_a_row_for_each_ledger(province: Path, tmp_path: Path) -> None:
    told: list[FleetProgress] = []
    fleet = Fleet(province / "**" / "*.db", workers=0, progress=told.append)
    assert [location.name for location in fleet.locations] == [
        *("卫生局/01", "卫生局/03", "卫生局/05"),
        *("教育局/02", "教育局/04", "教育局/06"),
    ]
    assert fleet.verify().counts == {"done": 6}
    assert [progress.done for progress in told] == [0, 1, 2, 3, 4, 5, 6]
    assert {(progress.stage, progress.total) for progress in told} == {("verify", 6)}
    planned = fleet.plan_close(2025, out=tmp_path / "plans")
    assert (tmp_path / "plans" / "教育局" / "02.csv").exists()
    closed = fleet.close(2025, planned=planned)
    assert closed.counts == {"done": 6}
    assert closed.total("carried_out_fen") == planned.total("carry_forward_fen")
    assert closed.of(str(province / "教育局" / "02.db")).unit == "第2中学"
    tables = fleet.tables(2025, final=True, only=["final-01"])
    assert tables[0].value["final-01"].fen("total", "income_amount") > 0
    books = fleet.publish(2025, out=tmp_path / "books", only=["json"])
    assert books.counts == {"done": 6}
    assert (tmp_path / "books" / "卫生局" / "05" / "book.json").exists()
    assert len(closed.to_csv().splitlines()) == 7
    assert closed.to_dicts()[0]["carried_out_fen"] == closed[0].figures["carried_out_fen"]


def test_a_second_run_does_what_is_left(province: Path) -> None:
    path = str(province / "教育局" / "02.db")
    assert Fleet(path, workers=0).close(2025).counts == {"done": 1}
    fleet = Fleet(f"{province}/**/*.db", workers=0)
    first = fleet.close(2025)
    assert first.counts == {"done": 5, "already": 1}
    assert first.of(path).state == "already"
    second = fleet.close(2025)
    assert second.counts == {"already": 6}
    assert [row.figures for row in second] == [row.figures for row in first]
    assert [row.head for row in second] == [row.head for row in first]
    assert fleet.plan_close(2025).counts == {"already": 6}
    assert set(closings(province).values()) == {1}


def test_what_fails_is_named_and_hides_nothing(province: Path) -> None:
    damaged, locked, foreign = (
        province / "卫生局" / "03.db",
        province / "教育局" / "04.db",
        province / "教育局" / "99.db",
    )
    damage(damaged)
    foreign.write_text("notes, not a ledger" * 99, encoding="utf-8")
    fleet = Fleet(province / "**" / "*.db", workers=0)
    verified = fleet.verify()
    assert {row.path for row in verified.failures} == {str(damaged), str(foreign)}
    with yusuan.Ledger.open(locked) as busy, busy.transaction():
        busy.set_policy("closing", action="allow", source="某文", value="recall", level="own")
        closed = fleet.close(2025, wait_seconds=0)
    assert closed.counts == {"done": 4, "failed": 3}
    tokens = {row.path: row.token for row in closed.failures}
    assert tokens[str(locked)] == "busy"
    assert tokens[str(foreign)] == "file_foreign"
    # It opens, and would close: what its chain says is looked at before.
    assert tokens[str(damaged)] == verified.of(str(damaged)).token
    assert Fleet(damaged, workers=0).close(2025, verify=False).counts == {"done": 1}
    assert str(damaged) in str(closed)
    damaged.unlink()
    foreign.unlink()
    again = Fleet(province / "**" / "*.db", workers=0).close(2025)
    assert again.counts == {"already": 4, "done": 1}
    assert set(closings(province).values()) == {1}


def test_what_only_reads_leaves_out_an_unsound_ledger_when_it_is_asked_to(
    province: Path, tmp_path: Path
) -> None:
    damaged = province / "卫生局" / "03.db"
    damage(damaged)
    fleet = Fleet(province / "**" / "*.db", workers=0)
    lake, books = tmp_path / "lake", tmp_path / "books"

    def read(*, verify: bool) -> list[Outcomes]:
        return [
            fleet.tables(2025, verify=verify),
            fleet.publish(2025, out=books, only=["json"], verify=verify),
            fleet.export(lake, verify=verify),
            fleet.consolidate(2025, title="某省", verify=verify).outcomes,
        ]

    token = yusuan.verify_file(damaged).findings[0].token
    for outcomes in read(verify=True):
        assert [(row.path, row.token) for row in outcomes.failures] == [(str(damaged), token)]
    assert not (books / "卫生局" / "03").exists()
    assert not list(lake.rglob("ledger=*03"))
    # Nothing looks behind the guards unless it is told to.
    assert [len(outcomes.failures) for outcomes in read(verify=False)] == [0, 0, 0, 0]


def test_a_ledger_that_moved_since_its_plan_stays_open(province: Path) -> None:
    fleet = Fleet(province / "**" / "*.db", workers=0)
    planned = fleet.plan_close(2025)
    assert fleet.apply(pay_by_key, writes=True).counts == {"done": 6}
    assert {row.token for row in fleet.close(2025, planned=planned)} == {"plan_stale"}
    assert fleet.close(2025, planned=fleet.plan_close(2025)).counts == {"done": 6}


def test_people_edit_some_of_the_plans(province: Path, tmp_path: Path) -> None:
    fleet = Fleet(province / "**" / "*.db", workers=0)
    fleet.plan_close(2025, out=tmp_path)
    plan = tmp_path / "教育局" / "02.csv"
    plan.write_text(plan.read_text("utf-8").replace(",结转,", ",收回,", 1), "utf-8")
    (tmp_path / "教育局" / "04.csv").unlink()
    closed = fleet.close(2025, plans=tmp_path)
    assert [row.figures["recalled_fen"] > 0 for row in closed] == [
        *(False, False, False),
        *(True, False, False),
    ]


def test_a_function_is_applied_once_by_its_keys(province: Path) -> None:
    fleet = Fleet(province / "**" / "*.db", workers=0)
    first = fleet.apply(pay_by_key, writes=True)
    second = fleet.apply(pay_by_key, writes=True)
    assert (first.counts, second.counts) == ({"done": 6}, {"already": 6})
    assert [row.value for row in first] == [row.value for row in second]
    read_only = fleet.apply(pay_by_key)
    assert read_only.counts == {"done": 6}  # its key is there, so it writes nothing
    stumbled = fleet.apply(stumble)
    (failure,) = stumbled.failures
    assert (failure.token, failure.message) == (
        "act_raised",
        "ZeroDivisionError: of this ledger alone",
    )
    assert stumbled.counts == {"done": 5, "failed": 1}


def test_the_page_says_unit_by_unit_what_became_of_the_money(province: Path) -> None:
    damage(province / "卫生局" / "03.db")
    closed = Fleet(province / "**" / "*.db", workers=0).close(2025)
    page = closing_page(closed, year=2025, title="某省<某>")
    assert "<h1>某省&lt;某&gt;2025年年终结账情况</h1>" in page
    assert "共 6 个账本：已结账 5 个，未结账 1 个。" in page
    rows = [row for row in page.splitlines() if row.startswith("<tr class=")]
    assert len(rows) == 7
    # What failed stands first, with its reason.
    assert "第3医院" in rows[0]
    assert f"<code>{closed.failures[0].token}</code>" in rows[0]
    carried = closed.of(str(province / "卫生局" / "01.db")).figures["carried_out_fen"]
    assert f'<td class="amount">{carried / 100:,.2f}</td>' in rows[1]
    assert f'<td class="amount">{closed.total("carried_out_fen") / 100:,.2f}</td>' in rows[-1]


def test_a_killed_worker_closes_nothing_twice(province: Path, client: Client) -> None:
    fleet = Fleet(province / "**" / "*.db", client=client)
    closed = fleet.apply(die_once, writes=True)
    # The worker died behind the commit: its task was run again and found the year closed.
    assert (province / "卫生局" / f"03.{KILLED}").exists()
    assert closed.counts == {"done": 5, "already": 1}
    assert closed.of(str(province / "卫生局" / "03.db")).value == "closed before"
    assert set(closings(province).values()) == {1}
    assert fleet.close(2025).counts == {"already": 6}
    assert fleet.verify().counts == {"done": 6}


def test_a_scheduler_that_goes_away_leaves_what_is_run_again(province: Path) -> None:
    fleet = Fleet(province / "**" / "*.db", workers=1)

    def end(progress: FleetProgress) -> None:
        if progress.done == 1:
            fleet.close_workers()

    with fleet:
        fleet.progress = end
        lost = fleet.close(2025)
        fleet.progress = None
        assert lost[0].state == "done"
        assert {row.token for row in lost.failures} == {"engine_lost"}
        assert len(lost) == 6
        again = fleet.close(2025)
    assert again.counts["already"] >= 1
    assert "failed" not in again.counts
    assert set(closings(province).values()) == {1}


def test_restarted_workers_are_given_their_tasks_again(province: Path, own_client: Client) -> None:
    def restart(progress: FleetProgress) -> None:
        if progress.done == 1:
            own_client.restart()

    fleet = Fleet(province / "**" / "*.db", client=own_client, progress=restart)
    closed = fleet.close(2025)
    assert "failed" not in closed.counts
    assert set(closings(province).values()) == {1}


def test_ledgers_are_told_apart(province: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(yusuan.MissingFileError, match="fleet_empty"):
        Fleet(province / "*.nothing", workers=0)
    with pytest.raises(yusuan.ArgumentError, match="fleet_ambiguous"):
        Fleet([province / "a.db", province / "a.sqlite"], workers=0)
    (province / "empty").mkdir()
    monkeypatch.chdir(province / "empty")
    for nowhere in ("", ".", "/", "**/", "a\0/*", "\ud800/*", "memory://"):
        with pytest.raises(yusuan.MissingFileError, match="fleet_empty"):
            Fleet(nowhere, workers=0)
    with pytest.raises(yusuan.ArgumentError, match="store_unknown"):
        Fleet("nothing://county/*.db", workers=0)
    missing = Fleet([province / "a.db"], workers=0).verify()
    assert [row.token for row in missing] == ["file_missing"]


def test_outcomes_travel_and_compare() -> None:
    outcomes = Outcomes([Outcome("a.db", "close", "done", figures={"lapsed_fen": 1})])
    assert pickle.loads(pickle.dumps(outcomes)) == outcomes  # noqa: S301
    assert outcomes[:1] == outcomes
    assert hash(outcomes) == hash(outcomes[:1])
    assert "<td>a.db</td>" in outcomes._repr_html_()  # what a notebook asks for
    assert str(Outcomes([])) == "no ledgers"
    with pytest.raises(KeyError):
        outcomes.of("b.db")
    assert pickle.loads(pickle.dumps(Close(2025))) == Close(2025)  # noqa: S301
