"""Every guard is noticed: without it, some attack ends in another way.

Each trigger is dropped, and each refusal in it is silenced, one at a time, in a copy of the
ledger; then the attacks run until one is accepted or refused with another token.
"""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Final

import pytest

from hostile import book
from hostile.runner import result_of
from hostile.statements import posting, voucher
from hostile.suite import ATTACKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hostile.statements import Attack

# Whether a file holds the schema only, and the file.
Files = dict[bool, sqlite3.Connection]

REFUSAL: Final = re.compile(r"RAISE\(ABORT, '(\w+): (?:[^']|'')*'\)")

# Refusals that no attack can reach, each with the reason to keep it.
UNREACHED: Final[dict[tuple[str, int], str]] = {}


@pytest.fixture(scope="module")
def files() -> Iterator[Files]:
    """Build the ledger and a file that holds the schema only, for attacks on either."""
    connections = {False: book.build(), True: book.empty()}
    yield connections
    for connection in connections.values():
        connection.close()


def triggers() -> dict[str, str]:
    """Read the triggers of the schema: name and text."""
    found = re.findall(r"^(CREATE TRIGGER (\w+)\n.*?^END;)", book.SCHEMA, re.DOTALL | re.MULTILINE)
    return {name: text for text, name in found}


def table_of(trigger: str) -> str:
    match = re.search(r"(?:INSERT|UPDATE|DELETE)(?:\s+OF\s[\w,\s]+?)?\s+ON (\w+)", trigger)
    assert match is not None
    return match[1]


def by_relevance(trigger: str, tokens: set[str]) -> list[Attack]:
    """Order the attacks: the likeliest to notice the trigger first."""
    table = table_of(trigger)
    return sorted(
        ATTACKS,
        key=lambda attack: (
            attack.token not in tokens,
            getattr(attack.statement, "table", "") != table,
            len(attack.setup),
        ),
    )


def notice(files: Files, name: str, text: str, tokens: set[str]) -> Attack | None:
    """Return the first attack that ends in another way when a trigger has another text."""
    copies = {on_empty: book.copy(connection) for on_empty, connection in files.items()}
    for connection in copies.values():
        connection.execute(f"DROP TRIGGER {name}")
        if text:
            connection.execute(text)
    noticed = (
        attack
        for attack in by_relevance(triggers()[name], tokens)
        if result_of(copies[attack.on_empty], attack) != attack.token
    )
    found = next(noticed, None)
    for connection in copies.values():
        connection.close()
    return found


# They refuse nothing; `test_what_is_examined_is_kept_nowhere` notices them.
CLEARING: Final = re.compile(r"_after_insert_clear$")


@pytest.mark.parametrize("name", [name for name in triggers() if not CLEARING.search(name)])
def test_a_dropped_trigger_is_noticed(files: Files, name: str) -> None:
    tokens = set(REFUSAL.findall(triggers()[name]))
    assert notice(files, name, "", tokens) is not None


# Conditions of several lines.
BEHIND_NO_POOL: Final = """'pool_' <> (
                            SELECT substr(event, 1, 5) FROM posting
                            WHERE posting_id = NEW.posting_id - 1
                        )"""
PLAIN_EVENTS: Final = """(
        NEW.event = 'pay' OR NEW.event = 'carry_forward' OR NEW.event = 'release'
        OR NEW.event = 'to_surplus'
    )"""
# Where the branch of a payment begins, and the first of a closing.
IN_POST: Final = f"THEN CASE\n{' ' * 24}WHEN"
IN_CLOSE: Final = f"THEN CASE\n{' ' * 32}WHEN"
DUPLICATE: Final = """NOT EXISTS (
            SELECT 1 FROM line AS d
            WHERE d.year = NEW.year AND d.unit_id = NEW.unit_id AND d.fund = NEW.fund
            AND d.level = NEW.level AND d.origin_year = NEW.origin_year
            AND d.functional_code = NEW.functional_code AND d.economic_code = NEW.economic_code
            AND d.kind = NEW.kind AND d.project = NEW.project
        )"""

# What must hold of a row that is written without an examination: each of them matters. By trigger,
# by where its branch begins, and by a word in the names of the attacks likeliest to notice.
PLAIN: Final = {
    ("voucher_before_insert_examine", "", ""): (
        "NEW.act = 'post'", "p.act = 'post'", "NEW.year = p.year",
        "NEW.prepared_by IS p.prepared_by", "NEW.reviewed_by IS p.reviewed_by",
        "NEW.voucher_id = p.voucher_id + 1",
        "NEW.first_posting_id = p.first_posting_id + p.posting_count",
        "NEW.posting_count > 0", "NEW.posting_count <= 10000000", "NEW.record_count = 0",
        "substr(NEW.dated, 1, 5) = NEW.year || '-'", "NEW.dated = date(NEW.dated, '+0 days')",
        "(NEW.hash IS NULL OR length(NEW.hash) = 32)",
        "NEW.first_posting_id = (SELECT max(posting_id) FROM posting) + 1",
        "NEW.key <> ''", "NOT EXISTS (SELECT 1 FROM voucher AS k WHERE k.key = NEW.key)",
    ),
    ("posting_before_insert_examine", "", ""): (
        PLAIN_EVENTS,
        "NEW.income_id IS NULL", "NEW.to_income_id IS NULL", "NEW.refunds_id IS NULL",
        "NEW.reverses_id IS NULL", "typeof(NEW.amount_fen) = 'integer'", "NEW.amount_fen > 0",
        "NEW.amount_fen <= 1000000000000000",
        "NEW.posting_id = (SELECT max(posting_id) FROM posting) + 1",
        "v.voucher_id = NEW.voucher_id", "NEW.posting_id < v.first_posting_id + v.posting_count",
        BEHIND_NO_POOL, "l.year = v.year",
    ),
    ("posting_before_insert_examine", IN_POST, ""): (
        "NEW.event = 'pay'\n", "v.act = 'post'", "NEW.to_line_id IS NULL",
        "NEW.surplus_id IS NULL", "NEW.commitment_id IS NULL", "NEW.to_commitment_id IS NULL",
    ),
    ("posting_before_insert_examine", "WHEN v.act = 'close'", "carr"): (
        "NOT EXISTS (SELECT 1 FROM policy WHERE name = 'closing' AND policy_id > 0)",
        "t.year = l.year + 1", "t.unit_id = l.unit_id", "t.fund = l.fund", "t.level = l.level",
        "t.origin_year = l.origin_year", "t.functional_code = l.functional_code",
        "t.economic_code = l.economic_code", "t.kind = l.kind", "t.project = l.project",
        "(y.state = 'preparing' OR y.state = 'open')",
        "NEW.to_commitment_id IS NEW.commitment_id",
        "c.line_id = NEW.line_id", "n.line_id = NEW.to_line_id", "n.continues_id = c.commitment_id",
    ),
    ("posting_before_insert_examine", "'pay'\n", "carr"): ("v.act = 'close'",),
    ("posting_before_insert_examine", IN_CLOSE, "released"): (
        "NEW.event = 'release'\n", "NEW.to_line_id IS NULL", "NEW.surplus_id IS NULL",
        "NEW.to_commitment_id IS NULL", "commitment_id = NEW.commitment_id",
        "line_id = NEW.line_id",
    ),
    ("posting_before_insert_examine", "AND line_id = NEW.line_id", "surplus_left"): (
        "NEW.event = 'to_surplus'\n", "NEW.to_line_id IS NULL", "NEW.commitment_id IS NULL",
        "NEW.to_commitment_id IS NULL", "s.surplus_id = NEW.surplus_id", "s.unit_id = l.unit_id",
        "s.fund = l.fund",
    ),
    ("posting_before_insert_examine", "s.fund = l.fund", "carr"): ("NEW.surplus_id IS NULL",),
    ("line_before_insert_record", "", "carried_line"): (
        "v.voucher_id = NEW.voucher_id", "NEW.year = v.year + 1", "v.act = 'close'",
        "v.first_posting_id + v.posting_count - 1 > (SELECT max(posting_id) FROM posting)",
        "NEW.line_id = (SELECT max(line_id) FROM line) + 1", "u.deactivated_by IS NULL",
        "y.year = NEW.year", "u.unit_id = NEW.unit_id",
        "(f.year, f.scheme, f.code) = (NEW.year, 'functional', NEW.functional_code)",
        "(e.year, e.scheme, e.code) = (NEW.year, 'economic', NEW.economic_code)",
        "l.fund = NEW.fund",
        "l.level = NEW.level", "l.origin_year = NEW.origin_year",
        "l.functional_code = NEW.functional_code", "l.economic_code = NEW.economic_code",
        "l.kind = NEW.kind", "l.project = NEW.project", DUPLICATE,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def paid() -> Iterator[sqlite3.Connection]:
    """Build the ledger with a payment at its end: the next voucher may resemble it.

    The line has what it had before, so that a closing decides on the same amounts.
    """
    connection = book.build()
    for event in ("supplement", "pay"):
        connection.execute(voucher("post", 2025, postings=1).sql())
        connection.execute(posting(event, 1, line_id=book.LINE["salary_25"]).sql())
    yield connection
    connection.close()


ANSWERS: Final[dict[int, str]] = {}


def answer(paid: sqlite3.Connection, attack: Attack) -> str:
    """Return how an attack ends while every condition stands; asked once for each."""
    if id(attack) not in ANSWERS:
        ANSWERS[id(attack)] = result_of(paid, attack)
    return ANSWERS[id(attack)]


def conditions() -> Iterator[tuple[str, str, str, str]]:
    for (name, branch, word), texts in PLAIN.items():
        yield from ((name, branch, word, text) for text in texts)


def without(when: str, branch: str, condition: str) -> str:
    """Return what is asked for a plain case, but for a condition of a branch."""
    begin = when.index(branch) + len(branch)
    assert condition in when[begin:]
    assert branch or when.count(condition) == 1
    return when[:begin] + when[begin:].replace(condition, "1 ", 1)


@pytest.mark.parametrize(("name", "branch", "word", "condition"), tuple(conditions()))
def test_a_condition_of_the_plain_case_is_noticed(
    paid: sqlite3.Connection, name: str, branch: str, word: str, condition: str
) -> None:
    text = triggers()[name]
    when, begin, body = text.partition("\nBEGIN\n")
    loosened = book.copy(paid)
    loosened.execute(f"DROP TRIGGER {name}")
    loosened.execute(without(when, branch, condition) + begin + body)
    attacks = [attack for attack in by_relevance(text, set()) if not attack.on_empty]
    attacks.sort(key=lambda attack: word not in attack.name)
    noticed = (attack for attack in attacks if result_of(loosened, attack) != answer(paid, attack))
    assert next(noticed, None) is not None
    loosened.close()


@pytest.mark.parametrize("name", sorted({name for name, _, _ in PLAIN}))
def test_every_condition_of_the_plain_case_is_known(name: str) -> None:
    when = triggers()[name].partition("\nBEGIN\n")[0]
    known = [text for of, _, _, text in conditions() if of == name]
    # The longest first: one may be the end of another.
    for condition in sorted(known, key=len, reverse=True):
        when = when.replace(condition, "1 ", 1)
    assert re.findall(r"AND (?!1\b|\(\s|CASE\b|EXISTS \(\n)\S.*", when) == []


def refusals() -> Iterator[tuple[str, int]]:
    """Yield every refusal: its trigger and its position there."""
    for name, text in triggers().items():
        yield from ((name, position) for position in range(len(REFUSAL.findall(text))))


@pytest.mark.parametrize(("name", "position"), tuple(refusals()))
def test_a_silenced_refusal_is_noticed(files: Files, name: str, position: int) -> None:
    text = triggers()[name]
    refusal = list(REFUSAL.finditer(text))[position]
    silenced = f"{text[: refusal.start()]}NULL{text[refusal.end() :]}"
    found = notice(files, name, silenced, {refusal[1]})
    if (name, position) in UNREACHED:
        assert found is None, "an attack reaches it now: take it off the list"
    else:
        assert found is not None, f"no attack notices: {refusal[1]}"
