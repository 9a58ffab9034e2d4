"""Long work says how far it is, and Ctrl-C stops it with nothing half done."""

from __future__ import annotations

import _thread
import gc
import io
import itertools
import signal
import sqlite3
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import yusuan
from python.book import LINE, TRAVEL, UNIT, rows
from python.workbooks import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from yusuan.words import Stage

MARCH = date(2025, 3, 1)
MANY = 3_000
HEADER = "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project,amount\n"


def payments(count: int) -> list[dict[str, object]]:
    return [
        {"line": LINE, "amount": "1.00", "dated": MARCH, "key": f"{number}"}
        for number in range(count)
    ]


def lines_of(path: Path) -> Path:
    text = "".join(
        f"2026,{UNIT},general_public,own,2026,2080109,30299,project,项目{number},1.00\n"
        for number in range(MANY)
    )
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def import_lines(ledger: yusuan.Ledger) -> object:
    return ledger.import_lines(lines_of(ledger.path.with_name("lines.csv")))


def import_workbook(ledger: yusuan.Ledger) -> object:
    path = ledger.path.with_name("lines.xlsx")
    rows = [line.split(",") for line in lines_of(path).read_text("utf-8").splitlines()]
    write_xlsx(path, {"指标": rows})
    return ledger.import_lines(path)


def copy_to(ledger: yusuan.Ledger) -> None:
    copy = ledger.path.with_name("copy.db")
    copy.unlink(missing_ok=True)
    ledger.copy_to(copy)


def many_lines_are_closed(ledger: yusuan.Ledger) -> object:
    return ledger.close(ledger.plan_close(2025))


def publish(ledger: yusuan.Ledger) -> object:
    return ledger.publish(2025, out=ledger.path.with_name("public"), only=["json", "csv"])


def plain_text(ledger: yusuan.Ledger) -> object:
    return ledger.export_plain_text(ledger.path.with_name("county.journal"), program="hledger")


LONG: dict[str, tuple[Callable[[yusuan.Ledger], object], list[Stage]]] = {
    "pay_many": (lambda ledger: ledger.pay_many(payments(MANY)), ["rows"]),
    "import_lines": (import_lines, ["rows", "writing"]),
    "import_workbook": (import_workbook, ["rows", "writing"]),
    "copy_to": (copy_to, ["copying"]),
    "verify": (lambda ledger: ledger.verify(), ["checking", "journal", "checking", "file"]),
    "close": (many_lines_are_closed, ["deciding", "deciding"]),
    "publish": (publish, ["publishing"]),
    "export_parquet": (
        lambda ledger: ledger.export_parquet(ledger.path.with_name("lake")),
        ["exporting"],
    ),
    "export_plain_text": (plain_text, ["exporting", "exporting"]),
}
# What writes to the ledger, and would leave something there.
WRITING = ["pay_many", "import_lines", "close"]


@pytest.mark.parametrize("name", LONG)
def test_long_work_says_how_far_it_is(ledger: yusuan.Ledger, name: str) -> None:
    told: list[yusuan.Progress] = []
    ledger.progress = told.append
    work, stages = LONG[name]
    work(ledger)
    ends = [at.stage for at in told if at.done == at.total]
    seen = [
        at for number, at in enumerate(told) if number == 0 or at.stage != told[number - 1].stage
    ]
    assert [at.stage for at in seen] == [
        stage for number, stage in enumerate(stages) if number == 0 or stage != stages[number - 1]
    ]
    assert set(stages) <= set(ends) | {"publishing"}
    assert all(at.total is None or 0 <= at.done <= at.total for at in told)


def test_rows_are_counted_between(ledger: yusuan.Ledger) -> None:
    told: list[yusuan.Progress] = []
    ledger.progress = told.append
    ledger.pay_many(payments(MANY))
    assert (told[-1].done, told[-1].total, told[-1].stage) == (MANY, MANY, "rows")
    assert told[0].total == MANY
    assert ledger.progress == told.append
    ledger.progress = None
    ledger.verify()
    assert told[-1].stage == "rows"


@pytest.mark.parametrize("name", LONG)
def test_ctrl_c_leaves_nothing_half_done(ledger: yusuan.Ledger, path: Path, name: str) -> None:
    work, stages = LONG[name]
    before, head = rows(path), ledger.head()

    def stop(progress: yusuan.Progress) -> None:
        if progress.stage == stages[-1]:
            signal.raise_signal(signal.SIGINT)

    ledger.progress = stop
    with pytest.raises(KeyboardInterrupt):
        work(ledger)
    assert rows(path) == before
    assert ledger.head() == head
    # The ledger can be used on, and the same work done.
    ledger.progress = None
    assert ledger.verify().is_clean
    work(ledger)
    assert (ledger.head() == head) == (name not in WRITING or name == "import_lines")


@pytest.mark.parametrize("name", LONG)
def test_ctrl_c_is_heard_without_a_callable(ledger: yusuan.Ledger, path: Path, name: str) -> None:
    # The signal is there before the work begins; only work that lasts is asked to stop for it.
    work, _ = LONG[name]
    before = rows(path)
    other = threading.Thread(target=signal.pthread_kill, args=(threading.main_thread().ident, 2))
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1_000)
    try:
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # it may come in between
            other.start()
            while True:
                work(ledger)
                before = rows(path)
    finally:
        sys.setswitchinterval(interval)
        other.join()
    assert rows(path) == before


def test_ctrl_c_is_heard_while_rows_are_handed_over(ledger: yusuan.Ledger, path: Path) -> None:
    before = rows(path)
    rest = iter(payments(10 * MANY))
    # Pressed where no line of Python runs that would hear it.
    press: Any = filter(None, map(_thread.interrupt_main, [signal.SIGINT]))
    with pytest.raises(KeyboardInterrupt):
        ledger.pay_many(itertools.chain(press, rest))
    assert len(list(rest)) > MANY
    assert rows(path) == before


def test_what_a_callable_raises_stops_the_work(ledger: yusuan.Ledger) -> None:
    def refuse(progress: yusuan.Progress) -> None:
        raise LookupError(progress.stage)

    ledger.progress = refuse
    with pytest.raises(LookupError, match="checking"):
        ledger.verify()
    with pytest.raises(LookupError, match="checking"):
        yusuan.verify_file(ledger.path, progress=refuse)


def test_a_stopped_verb_leaves_its_block_to_be_undone(ledger: yusuan.Ledger, path: Path) -> None:
    before = rows(path)

    def stop(_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    def pay() -> None:
        with ledger.transaction():
            ledger.pay(TRAVEL, "1.00", dated=MARCH)
            ledger.progress = stop
            ledger.pay_many(payments(MANY))

    with pytest.raises(KeyboardInterrupt):
        pay()
    assert rows(path) == before


def test_a_stopped_verb_does_not_undo_the_acts_before_it(ledger: yusuan.Ledger) -> None:
    def stop(_: object) -> None:
        raise TimeoutError

    with ledger.transaction():
        ledger.pay(TRAVEL, "1.00", dated=MARCH)
        ledger.progress = stop
        with pytest.raises(TimeoutError):
            ledger.pay_many(payments(1))
        ledger.progress = None
        ledger.pay(TRAVEL, "2.00", dated=MARCH)
    assert ledger.balance(TRAVEL).paid_fen == 300


def test_a_callable_cannot_use_its_ledger(ledger: yusuan.Ledger, path: Path) -> None:
    refused: list[str] = []
    with yusuan.Ledger.open(path, read_only=True) as other:

        def use(_: object) -> None:
            assert other.head().voucher_id > 0
            for call in (ledger.head, ledger.disconnect, ledger.transaction().__enter__):
                with pytest.raises(yusuan.UsageError) as error:
                    call()
                refused.append(error.value.code)

        ledger.progress = use
        ledger.pay_many(payments(1))
    assert set(refused) == {"ledger_at_work"}


def test_only_a_callable_is_told(ledger: yusuan.Ledger) -> None:
    with pytest.raises(TypeError, match="a callable, not to int"):
        ledger.progress = 1  # type: ignore[assignment]  # that it is refused is the point
    assert ledger.progress is None


def test_a_ledger_and_its_callable_are_let_go_of_together(path: Path) -> None:
    class Owner:
        def __init__(self) -> None:
            self.ledger = yusuan.Ledger.open(path)
            self.ledger.progress = self.told

        def told(self, progress: yusuan.Progress) -> None: ...

    owner = weakref.ref(Owner())
    gc.collect()
    assert owner() is None


def test_other_threads_go_on_while_one_is_told(ledger: yusuan.Ledger) -> None:
    # The callable needs Python's lock under that of the ledger, and others the opposite.
    ledger.progress = lambda _: None
    with ThreadPoolExecutor(2) as pool:
        verified = pool.submit(lambda: [ledger.verify().is_clean for _ in range(5)])
        heads = pool.submit(lambda: [ledger.head() for _ in range(200)])
        assert all(verified.result())
        assert len(set(map(str, heads.result()))) == 1


WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("begun", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def writer(path: Path) -> Any:
    """Keep the file locked by another program."""
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        yield process
        if process.poll() is None:
            process.communicate("end\n")


def test_waiting_can_be_stopped(path: Path, writer: subprocess.Popen[str]) -> None:
    stages = []

    def stop(progress: yusuan.Progress) -> None:
        stages.append(progress.stage)
        signal.raise_signal(signal.SIGINT)

    with yusuan.Ledger.open(path, wait_seconds=600) as ledger:
        ledger.progress = stop
        with pytest.raises(KeyboardInterrupt):
            ledger.pay(LINE, "1.00", dated=MARCH)
        assert stages == ["waiting"]
        writer.communicate("end\n")
        ledger.progress = None
        assert ledger.pay(LINE, "1.00", dated=MARCH).posting_count == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who has a file locked")
def test_a_busy_ledger_names_the_writer(path: Path, writer: subprocess.Popen[str]) -> None:
    with yusuan.Ledger.open(path, wait_seconds=0) as ledger:
        with pytest.raises(yusuan.BusyError, match=rf"process {writer.pid} \(python") as busy:
            ledger.pay(LINE, "1.00", dated=MARCH)
        assert busy.value.retryable
        with (
            yusuan.Ledger.open(path, wait_seconds=0) as other,
            pytest.raises(yusuan.BusyError),
        ):
            other.pay(LINE, "1.00", dated=MARCH)
        writer.communicate("end\n")
        with (
            ledger.transaction(),
            yusuan.Ledger.open(path, wait_seconds=0) as other,
            pytest.raises(yusuan.BusyError, match="this process, through another ledger object"),
        ):
            other.pay(LINE, "1.00", dated=MARCH)


def test_a_wait_is_a_number_of_seconds(path: Path) -> None:
    for wrong in (-1, 65_536):
        with pytest.raises(yusuan.ArgumentError, match="seconds are from 0 to 65535"):
            yusuan.Ledger.open(path, wait_seconds=wrong)


def test_a_bar_is_drawn_where_there_is_a_terminal(
    ledger: yusuan.Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        ledger.progress = yusuan.ProgressBar()
        ledger.pay_many(payments(2))
        drawn = stream.getvalue()
        assert drawn == ("\r\x1b[Krows 0 / 2\r\x1b[K" if stream.isatty() else "")


def test_a_bar_is_shown_in_a_notebook(
    ledger: yusuan.Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shown:
        pages: list[Any] = []  # noqa: RUF012  # one bar is shown

        def update(self, page: object) -> None:
            self.pages.append(page)

    class Display:
        @staticmethod
        def display(page: object, *, display_id: bool) -> Shown:
            assert display_id
            Shown.pages.append(page)
            return Shown()

    class Shell:
        kernel = object()

    class IPython:
        get_ipython = Shell

    monkeypatch.setitem(sys.modules, "IPython", IPython)
    monkeypatch.setitem(sys.modules, "IPython.display", Display)
    ledger.progress = yusuan.ProgressBar()
    ledger.verify()
    html = [page._repr_html_() for page in Shown.pages]  # as a notebook does
    assert '<progress value="0" max="7"></progress> journal 0 / 7' in html
    assert html[0] == "<progress></progress> checking 0"
    assert repr(Shown.pages[0]) == "checking 0"


def test_an_own_sqlite_sees_what_was_stopped_as_never_begun(
    ledger: yusuan.Ledger, path: Path
) -> None:
    def stop(progress: yusuan.Progress) -> None:
        if progress.done:
            raise TimeoutError

    ledger.progress = stop
    with pytest.raises(TimeoutError):
        ledger.pay_many(payments(MANY))
    ledger.disconnect()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM posting WHERE event = 'pay'").fetchone() == (0,)
    connection.close()


def test_a_workbook_is_not_read_to_its_end_once_it_was_stopped(
    ledger: yusuan.Ledger, path: Path
) -> None:
    before, told = rows(path), []

    def stop(progress: yusuan.Progress) -> None:
        told.append((progress.done, progress.total))
        if progress.done:
            raise TimeoutError

    ledger.progress = stop
    with pytest.raises(TimeoutError):
        import_workbook(ledger)
    # How many rows there are is known where the sheet ends.
    assert told == [(0, None), (1_024, None)]
    assert rows(path) == before


def test_a_copy_that_was_stopped_is_none(ledger: yusuan.Ledger) -> None:
    def stop(progress: yusuan.Progress) -> None:
        raise TimeoutError(progress.stage)

    ledger.progress = stop
    files = set(ledger.path.parent.iterdir())
    with pytest.raises(TimeoutError, match="copying"):
        copy_to(ledger)
    assert set(ledger.path.parent.iterdir()) == files
