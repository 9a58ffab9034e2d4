"""yusuan, doubleentry and Python's own sqlite3: books in one file of SQLite."""

import platform
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

from benches.peers.peer import (
    AbsentError,
    Peer,
    Start,
    answer_in_fen,
    asking,
    copy_file,
    recording,
    said,
)

LIST = "yusuan, pay_many(), the whole list"
LISTS = "yusuan, pay_many(), 100 a commit"
ONE = "yusuan, pay(), one transaction"
EACH = "yusuan, pay(), a commit each"

DOUBLEENTRY = Path("benches/peers/doubleentry")
# Payments of those that commit each of them.
EACH_MAX = 10_000
READINGS = ("balances", "budget", "check")


def yusuan(target: Path) -> list[Peer]:
    """Return yusuan in every way of recording, the one that commits each payment last.

    All leave the same books, so one way reads them.
    """
    program = str(target / "release" / "peers")
    beginning = target / "peers" / "yusuan.db"
    beginning.unlink(missing_ok=True)
    said([program, "open", str(beginning)])
    version = tomllib.loads(Path("Cargo.toml").read_text("utf-8"))["workspace"]["package"]
    ways = {LIST: "list", LISTS: "lists", ONE: "one"}

    def of_way(name: str, way: str) -> Peer:
        tasks = {"record": recording(program, "record", way)}
        if name == LIST:
            tasks |= {task: asking(program, task) for task in READINGS}
        return Peer(
            name=name,
            version=f"yusuan {version['version']}",
            start=copy_file(beginning),
            tasks=tasks,
            answer=answer_in_fen,
            beside=None,
            payments_max=EACH_MAX if name == EACH else None,
        )

    together = [of_way(*way) for way in ways.items()]
    return [*together, views(program, copy_file(beginning)), of_way(EACH, "each")]


def views(program: str, begin: Start) -> Peer:
    """Return the books of yusuan, read by somebody who knows SQL and nothing of yusuan."""

    def start(books: Path, payments: Path) -> None:
        begin(books, payments)
        said([program, "record", "list", str(books), str(payments)])

    return Peer(
        name="yusuan, its views by SQL",
        version="",
        start=start,
        tasks={task: asking(program, f"view-{task}") for task in ("balances", "budget")},
        answer=answer_in_fen,
        beside=None,
    )


def doubleentry(target: Path) -> Peer:
    """Return doubleentry, built apart from yusuan.

    Raises:
        AbsentError: it cannot be built here.
    """
    folder = target / "peers" / "doubleentry"
    manifest = ["--manifest-path", str(DOUBLEENTRY / "Cargo.toml")]
    build = ["cargo", "build", "--locked", "--release", "--quiet", *manifest]
    try:
        said([*build, "--target-dir", str(folder)])
    except subprocess.CalledProcessError as error:
        why = error.stderr.strip().splitlines()[:1]
        raise AbsentError(f"doubleentry is absent: it cannot be built: {why}") from error
    program = str(folder / "release" / "yusuan-peer-doubleentry")
    beginning = folder / "beginning.db"
    beginning.unlink(missing_ok=True)
    said([program, "open", str(beginning)])
    packages = tomllib.loads((DOUBLEENTRY / "Cargo.lock").read_text("utf-8"))["package"]
    (version,) = (one["version"] for one in packages if one["name"] == "doubleentry")
    return Peer(
        name="doubleentry, 100 a commit",
        version=f"doubleentry {version}",
        start=copy_file(beginning),
        tasks={
            "record": recording(program, "record"),
            **{task: asking(program, task) for task in READINGS},
        },
        answer=answer_in_fen,
        beside=LISTS,
    )


def python_sqlite(target: Path) -> list[Peer]:
    """Return the ways in which analysts write a ledger with Python's own module."""
    command = [sys.executable, "-m", "benches.peers.plain_sqlite"]
    beginning = target / "peers" / "plain.db"
    beginning.unlink(missing_ok=True)
    said([*command, "open", "checked", str(beginning)])
    version = f"Python {platform.python_version()} with SQLite {sqlite3.sqlite_version}"

    def of_way(name: str, way: str, beside: str) -> Peer:
        tasks = {"record": recording(*command, "record", way)}
        # The books are those of the way before.
        if way != "each":
            tasks |= {task: asking(*command, task, way) for task in READINGS}
        return Peer(
            name=name,
            version=version,
            start=copy_file(beginning),
            tasks=tasks,
            answer=answer_in_fen,
            beside=beside,
            payments_max=EACH_MAX if way == "each" else None,
        )

    return [
        of_way("Python, bulk and unchecked, one transaction", "bulk", LIST),
        of_way("Python, look up and insert, one transaction", "checked", LIST),
        of_way("Python, look up and insert, a commit each", "each", EACH),
    ]
