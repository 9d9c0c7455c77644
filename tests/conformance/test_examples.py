"""The five examples are right, every clause of their notices is accounted for, and so is every row of the shared table.

`clauses.csv` beside a policy says which element carries which row of the table of 514 clauses. A test holds it
complete, its targets real, its notes reasoned, and its modality fit: what a notice says it will not do must be carried
by something that forbids or limits, and what it says may be done by more than prohibitions.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from troth.errors import Severity
from troth.notice import Notice, read_notice
from troth.policy import Policy, load_policy
from troth.policy.model import (
    ChildRule,
    Choice,
    Claim,
    Element,
    Head,
    Note,
    NoteKind,
    Practice,
    Retention,
    Right,
    Signal,
    SignalState,
)
from troth.policy.validation import validate, validate_versions
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(folder.name for folder in EXAMPLES.iterdir() if (folder / "policy.yaml").is_file())

DENIALS = {
    "no_personal_data",
    "anonymous",
    "exclusive_access",
    "no_sale",
    "not_linked",
    "not_directed_to_children",
    "no_consent_prompt",
    "degraded_without_trackers",
}
"""The claims that say what is not so."""

PROMISES_NOTHING = {"disclaimer", "definition", "third-party-link"}
"""The kinds of row that a note may carry, whatever it is about: they bound what is promised."""


@cache
def _example(name: str) -> tuple[Policy, Notice]:
    folder = EXAMPLES / name
    return load_policy(folder / "policy.yaml"), read_notice(folder / "notice.md")


@cache
def _mapping(name: str) -> tuple[dict[str, str], ...]:
    with (EXAMPLES / name / "clauses.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _targets(name: str, clause: str) -> list[Element]:
    policy, _ = _example(name)
    found = [policy.element(row["target"]) for row in _mapping(name) if row["clause"] == clause]
    return [element for element in found if element is not None]


def forbids(element: Element, kind: str) -> bool:
    """Whether an element says what is not done, or limits it; `kind` is that of the table's row."""
    if isinstance(element, Practice):
        return element.modal is Modal.NEVER or bool(element.only)
    if isinstance(element, Choice):
        return (
            not element.available
            or bool(element.except_)
            or element.cost == "no_service"
            or "suppress" in element.effect
        )
    if isinstance(element, Claim):
        return element.say in DENIALS
    if isinstance(element, Note):
        return element.kind is NoteKind.DISCLAIMER or kind in PROMISES_NOTHING
    if isinstance(element, Head):
        return bool(element.excludes)
    if isinstance(element, Right):
        return element.no_retaliation or bool(element.refuse_if)
    if isinstance(element, Retention):
        return element.max is not None or bool(element.until)
    if isinstance(element, Signal):
        return element.state is not SignalState.HONOURED
    return isinstance(element, ChildRule)


def forbids_alone(elements: Iterable[Element]) -> bool:
    """Whether there is nothing but prohibitions."""
    return all(isinstance(element, Practice) and element.modal is Modal.NEVER for element in elements)


def test_there_is_one_example_for_each_of_the_five_notices() -> None:
    assert NAMES == ["dialpad", "esendex", "sesame", "sesamm", "vocalcom"]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_no_error_and_every_clause_is_accounted_for(name: str) -> None:
    problems = validate(*_example(name))
    assert [str(problem) for problem in problems if problem.severity is Severity.ERROR] == []
    assert [str(problem) for problem in problems if problem.id == "policy.lead-in-unaccounted"] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_example_without_its_notes_leaves_clauses_unaccounted(name: str) -> None:
    policy, notice = _example(name)
    problems = validate(replace(policy, notes={}), notice)
    assert any(problem.id == "policy.sentence-unaccounted" for problem in problems)


def test_the_examples_stand_beside_each_other() -> None:
    assert validate_versions([_example(name)[0] for name in NAMES]) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_target_of_the_mapping_is_an_element_and_every_note_gives_its_reason(name: str) -> None:
    policy, _ = _example(name)
    rows = _mapping(name)
    assert rows
    assert [row["target"] for row in rows if policy.element(row["target"]) is None] == []
    assert len({(row["clause"], row["target"]) for row in rows}) == len(rows)
    for row in rows:
        element = policy.element(row["target"])
        if isinstance(element, Note):
            assert row["note"] or element.reason, row


def test_the_mapping_has_every_row_of_the_table_and_no_other(shared: Path) -> None:
    table = _table(shared)
    mapped = [row["clause"] for name in NAMES for row in _mapping(name)]
    assert len(table) == 514
    assert sorted(set(mapped)) == sorted(table)
    for name in NAMES:
        assert {table[row["clause"]]["seed"].split("-")[1] for row in _mapping(name)} == {name}


def test_what_a_notice_will_not_do_is_carried_by_something_that_forbids_or_limits(shared: Path) -> None:
    wrong = [
        row["id"]
        for row in _table(shared).values()
        if row["modality"] == "will-not"
        and not any(forbids(element, row["kind"]) for element in _targets(row["seed"].split("-")[1], row["id"]))
    ]
    assert wrong == []


def test_what_a_notice_may_do_is_carried_by_more_than_prohibitions(shared: Path) -> None:
    wrong = [
        row["id"]
        for row in _table(shared).values()
        if row["modality"] in ("may", "will", "permits-you")
        and forbids_alone(_targets(row["seed"].split("-")[1], row["id"]))
    ]
    assert wrong == []


def test_a_permission_a_purpose_and_a_free_choice_forbid_nothing() -> None:
    policy, _ = _example("esendex")
    for address in ("practices.use-for-services", "purposes.services", "choices.browser-cookies", "data.ip"):
        element = policy.element(address)
        assert element is not None
        assert not forbids(element, "sharing")
        assert not forbids_alone([element])
    never = policy.element("practices.no-sale")
    assert never is not None
    assert forbids(never, "sale")
    assert forbids_alone([never])


def _table(shared: Path) -> dict[str, dict[str, str]]:
    with (shared / "design" / "clauses.tsv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}
