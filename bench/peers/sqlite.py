"""How does SQLite decide the same, with one query?

Rules by act, category, purpose and recipient; words by subject and key; standings by subject: all by primary key, in
memory. The bulk answer is one query over all subjects.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.problem import Problem

_SCHEMA = """
CREATE TABLE subject (id INTEGER PRIMARY KEY, erased INT, restricted INT);
CREATE TABLE kind (subject INT, kind TEXT, PRIMARY KEY (subject, kind)) WITHOUT ROWID;
CREATE TABLE word (subject INT, key TEXT, yes INT, PRIMARY KEY (subject, key)) WITHOUT ROWID;
CREATE TABLE rule (
    act TEXT, data TEXT, purpose TEXT, recipient TEXT, kind TEXT, permits INT, needs_consent INT, lifted INT, name TEXT,
    PRIMARY KEY (act, data, purpose, recipient, kind, name)
) WITHOUT ROWID;
"""

_OF_KIND = "(r.kind = '*' OR EXISTS (SELECT 1 FROM kind k WHERE k.subject = s.id AND k.kind = r.kind))"
_SPEAKS = (
    "r.act = :act AND r.data = :data AND r.purpose IN (:purpose, '*') AND r.recipient IN (:recipient, '*')"
    f" AND {_OF_KIND}"
)
_YES = "coalesce(w.yes, 0)"
_ALLOWED = f"""
NOT s.erased AND coalesce(w.yes, 1) AND (NOT s.restricted OR :goes_on OR {_YES})
AND EXISTS (SELECT 1 FROM rule r WHERE {_SPEAKS} AND r.permits AND (NOT r.needs_consent OR {_YES}))
AND NOT EXISTS (SELECT 1 FROM rule r WHERE {_SPEAKS} AND NOT r.permits AND NOT (r.lifted AND {_YES}))
"""
_FROM = "FROM subject s LEFT JOIN word w ON w.subject = s.id AND w.key = :key"
_ONE = f"SELECT {_ALLOWED} {_FROM} WHERE s.id = :subject"
_MANY = f"SELECT {_ALLOWED} {_FROM} WHERE s.id BETWEEN :first AND :last ORDER BY s.id"


class Sqlite:
    """The problem in SQLite, in memory."""

    who = "SQLite"
    note = "in memory, by primary keys, one query"

    def __init__(self, problem: Problem) -> None:
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")
        told, states = problem.told, problem.states.tolist()
        insert = self._database.executemany
        insert(
            "INSERT INTO subject VALUES (?, ?, ?)",
            ((n, told[s].erased, told[s].restricted) for n, s in enumerate(states)),
        )
        insert("INSERT INTO kind VALUES (?, ?)", ((n, kind) for n, s in enumerate(states) for kind in told[s].kinds))
        insert("INSERT INTO word VALUES (?, ?, 1)", ((n, key) for n, s in enumerate(states) for key in told[s].yes))
        insert("INSERT INTO word VALUES (?, ?, 0)", ((n, key) for n, s in enumerate(states) for key in told[s].no))
        insert("INSERT INTO rule VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(problem))
        self._database.execute("COMMIT")
        self._questions = [
            {
                "act": asked.act,
                "data": asked.data,
                "purpose": asked.purpose,
                "recipient": asked.recipient,
                "key": asked.key,
                "goes_on": asked.goes_on_restricted,
            }
            for asked in problem.asked
        ]

    def ask(self, subject: int, question: int) -> bool:
        """Yes or no."""
        found = self._database.execute(_ONE, {**self._questions[question], "subject": subject}).fetchone()
        return bool(found[0])

    def ask_many(self, subjects: Sequence[int], question: int) -> list[bool]:
        """Yes or no for each of a range of subjects."""
        asked = {**self._questions[question], "first": subjects[0], "last": subjects[-1]}
        return [bool(allowed) for (allowed,) in self._database.execute(_MANY, asked)]

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def _rows(problem: Problem) -> Iterator[tuple[str | bool, ...]]:
    everything = frozenset({"*"})
    for rule in problem.rules:
        ends = (rule.permits, rule.needs_consent, rule.lifted_by_consent, rule.name)
        for act in rule.acts:
            for name in rule.data:
                for purpose in rule.purposes or everything:
                    for recipient in rule.recipients or everything:
                        for kind in rule.kinds or everything:
                            yield (act, name, purpose, recipient, kind, *ends)
