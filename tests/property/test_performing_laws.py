"""For all small estates and plans: carrying out twice is carrying out once, and nobody else's row is ever changed."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estate_acts import NOON, change, delete, keyed, put, redact
from troth.estate.sql.perform import Writing
from troth.estate.sql.writing import writing_engine
from troth.inventory import Became, Doing, Putting, Seed, Setting
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn, SearchStrategy

    from troth.inventory import Action, Outcome

PEOPLE = 4
TABLES = {"users": "id", "posts": "id", "likes": "post who"}
DATASETS = keyed(*TABLES.items())
SETTINGS = (
    put("text"),
    put("text", "gone"),
    redact("text"),
    Setting(field="text", value="nobody-{}", how=Putting.UNIQUE),
)
Estate = tuple[list[str], dict[str, list[tuple[Any, ...]]]]


@st.composite
def estates(draw: DrawFn) -> Estate:
    """Three tables whose references refuse, cascade or are emptied; four people's rows that may point at each other."""
    on_delete = st.sampled_from(["", " ON DELETE CASCADE", " ON DELETE SET NULL"])
    # The key of a like is made of its reference: emptied, it would be another row.
    or_not = st.sampled_from(["", " ON DELETE CASCADE"])
    must, only = draw(st.sampled_from(["", " NOT NULL"])), draw(st.sampled_from(["", " UNIQUE"]))
    tables = [
        f"CREATE TABLE users (id INTEGER PRIMARY KEY, text TEXT{must})",
        (
            "CREATE TABLE posts (id INTEGER PRIMARY KEY, who INTEGER, parent INTEGER, text TEXT,"
            f" FOREIGN KEY (who) REFERENCES users(id){draw(on_delete)},"
            f" FOREIGN KEY (parent) REFERENCES posts(id){draw(on_delete)})"
        ),
        (
            f"CREATE TABLE likes (post INTEGER REFERENCES posts(id){draw(or_not)}, who INTEGER, text TEXT{only},"
            " PRIMARY KEY (post, who))"
        ),
    ]
    people = range(1, PEOPLE + 1)
    posts = draw(st.lists(st.tuples(st.sampled_from(people), st.integers(0, 5)), max_size=6))
    likes = draw(st.sets(st.tuples(st.integers(1, max(1, len(posts))), st.sampled_from(people)), max_size=5))
    rows: dict[str, list[tuple[Any, ...]]] = {
        "users": [(n, f"I am u{n}@example.org") for n in people],
        "posts": [
            (n, who, parent if 0 < parent < n else None, f"by u{who}@example.org, of u{parent}@example.org")
            for n, (who, parent) in enumerate(posts, 1)
        ],
        "likes": [(post, who, f"{post}:{who}") for post, who in sorted(likes) if posts],
    }
    return tables, rows


@st.composite
def plans(draw: DrawFn, rows: dict[str, list[tuple[Any, ...]]]) -> list[Action]:
    """For each of some people, an end for her rows: deleted, changed, or left as they are; children first or not."""
    actions: list[Action] = []
    for who in sorted(draw(st.sets(st.integers(1, PEOPLE), min_size=1))):
        own = {
            "likes": [row[:2] for row in rows["likes"] if row[1] == who],
            "posts": [row[:1] for row in rows["posts"] if row[1] == who],
            "users": [(who,)],
        }
        for number, name in enumerate(draw(st.permutations(list(own)))):
            keys = draw(st.lists(st.sampled_from(own[name]), unique=True)) if own[name] else []
            if draw(st.booleans()):
                actions.append(delete(f"r{who}:{number}", name, *keys))
            else:
                seeds = [Seed(IdentifierKind.EMAIL, f"u{who}@example.org")]
                chosen = [draw(st.sampled_from(SETTINGS))]
                actions.append(change(f"r{who}:{number}", name, *keys, settings=chosen, redact=seeds))
    return actions


@st.composite
def cases(draw: DrawFn) -> tuple[Estate, list[Action]]:
    estate = draw(estates())
    return estate, draw(plans(estate[1]))


CASES: SearchStrategy[tuple[Estate, list[Action]]] = cases()


class World:
    """An estate in a file, and what carries plans out in it."""

    def __init__(self, estate: Estate, folder: Path) -> None:
        self.path = folder / "world.db"
        with closing(sqlite3.connect(self.path)) as connection:
            for statement in estate[0]:
                connection.execute(statement)
            for name, rows in estate[1].items():
                for row in rows:
                    connection.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
            connection.commit()

    def perform(self, actions: list[Action]) -> list[Outcome]:
        writing = Writing(lambda: writing_engine(f"sqlite:///{self.path}"), "shop")
        try:
            return writing.perform(DATASETS, actions, NOON)
        finally:
            writing.close()

    def rows(self) -> dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]:
        """By table, by key."""
        with closing(sqlite3.connect(self.path)) as connection:
            return {
                name: {row[: len(key.split())]: row for row in connection.execute(f"SELECT * FROM {name}")}  # noqa: S608
                for name, key in TABLES.items()
            }


def world(estate: Estate) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        yield World(estate, Path(folder))


@pytest.mark.slow
@settings(max_examples=60)
@given(CASES)
def test_carrying_out_twice_is_carrying_out_once(case: tuple[Estate, list[Action]]) -> None:
    estate, actions = case
    for made in world(estate):
        first = made.perform(actions)
        after = made.rows()
        second = made.perform(actions)
        for one, two in zip(first, second, strict=True):
            if one.holds:
                assert two.became is Became.ALREADY
        if all(one.holds for one in first):
            assert made.rows() == after


@pytest.mark.slow
@settings(max_examples=60)
@given(CASES)
def test_a_row_that_no_done_action_names_is_never_changed(case: tuple[Estate, list[Action]]) -> None:
    """But that a reference to a row that went may be emptied, where the system is declared to."""
    estate, actions = case
    for made in world(estate):
        before = made.rows()
        outcomes = made.perform(actions)
        after = made.rows()
        named = {
            (action.dataset.dataset, key)
            for action, outcome in zip(actions, outcomes, strict=True)
            if outcome.holds
            for key in action.rows
        }
        for name, rows in before.items():
            for key, row in rows.items():
                if (name, key) not in named:
                    found = after[name].get(key)
                    assert found is not None
                    assert (found[0], found[-1]) == (row[0], row[-1])
                    assert all(now in (then, None) for now, then in zip(found, row, strict=True))


@pytest.mark.slow
@settings(max_examples=60)
@given(CASES)
def test_what_is_said_to_be_done_holds_and_a_request_is_done_whole_or_not_at_all(
    case: tuple[Estate, list[Action]],
) -> None:
    estate, actions = case
    for made in world(estate):
        outcomes = made.perform(actions)
        after = made.rows()
        by_request: dict[str, set[bool]] = {}
        for action, outcome in zip(actions, outcomes, strict=True):
            if action.rows:
                by_request.setdefault(action.id[:2], set()).add(outcome.holds)
            if outcome.holds and action.doing is Doing.DELETE:
                assert not set(action.rows) & set(after[action.dataset.dataset])
            assert (outcome.problem == "") is outcome.holds
        assert all(len(each) == 1 for each in by_request.values())
