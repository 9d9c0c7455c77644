"""The laws of comparing policies: whatever comes to be allowed is material, and what says the same is no change."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.generated import (
    ACTS,
    DATA,
    KINDS,
    PARTIES,
    PURPOSES,
    choices_of_policy,
    policies,
    practices,
    questions,
)
from conformance.generated import standings as any_standings
from troth.consent.events import ConsentKind
from troth.decisions.widening import DISCLOSING, questions_over, silent_and_consenting, widened
from troth.policy import Policy
from troth.policy import model as m
from troth.policy.changes import ChangeKind, compare, render
from troth.words import ChoiceId, PracticeId

if TYPE_CHECKING:
    from troth.decisions import Choices, Question

if TYPE_CHECKING:
    from random import Random

LAX = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TREES = {"data": DATA, "purposes": PURPOSES, "parties": PARTIES, "subjects": KINDS}


def _without_yes_to_a_choice(choices: Choices) -> Choices:
    """A yes to a choice that is new lets more be done by the subject's own word; that is no change to warn of."""
    words = tuple(w for w in choices.words if w.choice is None or w.kind is not ConsentKind.GIVEN)
    return dataclasses.replace(choices, words=words)


standings = any_standings().map(_without_yes_to_a_choice)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """A policy, and the same after one to three edits."""
    policy = draw(policies())
    new = policy
    for _ in range(draw(st.integers(1, 3))):
        new = draw(st.sampled_from([_practice_edit, _practice_edit, _part_edit, _tree_edit, _choice_edit]))(draw, new)
    return policy, new


def _with(policy: Policy, **parts: Any) -> Policy:
    return dataclasses.replace(policy, **parts)


def _practice_edit(draw: st.DrawFn, policy: Policy) -> Policy:
    """One practice takes a field of another one, is removed, or is added."""
    ids = list(policy.practices)
    other = draw(practices(draw(st.integers(0, 6))))
    what = draw(st.sampled_from(["field", "field", "field", "field", "remove", "add", "split"]))
    if what == "add" or not ids:
        return _with(policy, practices={**policy.practices, PracticeId(other.id): other})
    one = policy.practices[draw(st.sampled_from(ids))]
    if what == "remove":
        return _with(policy, practices={i: p for i, p in policy.practices.items() if i != one.id})
    if what == "split":
        copy = dataclasses.replace(one, id="practice-9", do=other.do, data=other.data)
        return _with(policy, practices={**policy.practices, PracticeId("practice-9"): copy})
    names = [f.name for f in dataclasses.fields(m.Practice) if f.name not in ("id", "cite", "place", "remark")]
    name = draw(st.sampled_from(names))
    changed = dataclasses.replace(one, **{name: getattr(other, name)})
    return _with(policy, practices={**policy.practices, PracticeId(one.id): changed})


def _part_edit(draw: st.DrawFn, policy: Policy) -> Policy:
    """A whole kind of element as another policy has it."""
    other = draw(policies())
    kind = draw(st.sampled_from(["retention", "transfers", "children", "signals", "retention"]))
    return _with(policy, **{kind: getattr(other, kind)})


def _tree_edit(draw: st.DrawFn, policy: Policy) -> Policy:
    """One name elsewhere in its tree, or gone, or back."""
    kind = draw(st.sampled_from(sorted(TREES)))
    tree = dict(getattr(policy, kind))
    name = draw(st.sampled_from(TREES[kind]))
    other = getattr(draw(policies()), kind)[name]
    if name in tree and draw(st.booleans()):
        del tree[name]
    else:
        tree[name] = other
    return _with(policy, **{kind: tree})


def _choice_edit(draw: st.DrawFn, policy: Policy) -> Policy:
    """A choice as it might have been, or none."""
    if not policy.practices:
        return policy
    choice = draw(choices_of_policy(draw(st.integers(0, 1)), list(policy.practices)))
    kept = {i: c for i, c in policy.choices.items() if i != choice.id}
    return _with(policy, choices=kept if draw(st.booleans()) else {**kept, ChoiceId(choice.id): choice})


def _is_about_somebody_only_named(question: Question, old: Policy) -> bool:
    """A party that is new and gets nothing: the question names it where nothing is given to anybody."""
    return question.recipient is not None and question.recipient not in old.parties and question.do not in DISCLOSING


@pytest.mark.slow
@settings(LAX, max_examples=60)
@given(edited())
def test_whatever_comes_to_be_allowed_is_material(pair: tuple[Policy, Policy]) -> None:
    old, new = pair
    asked = (question for question in questions_over(new) if question.do in ACTS)
    found = widened(old, new, asked)
    assert not found or compare(old, new).is_material, found[0]


@pytest.mark.slow
@settings(LAX, max_examples=120)
@given(edited(), st.lists(questions(), min_size=5, max_size=40), st.lists(standings, min_size=1, max_size=4))
def test_so_is_what_comes_to_be_allowed_for_any_subject_in_any_circumstances(
    pair: tuple[Policy, Policy], asked: list[Question], subjects: list[Choices]
) -> None:
    old, new = pair
    known = [question for question in asked if not _is_about_somebody_only_named(question, old)]
    found = widened(old, new, known, [*subjects, *silent_and_consenting(old, new)])
    assert not found or compare(old, new).is_material, found[0]


@settings(LAX, max_examples=40)
@given(policies())
def test_a_policy_differs_from_itself_in_nothing(policy: Policy) -> None:
    assert compare(policy, policy).is_empty


@settings(LAX, max_examples=40)
@given(policies(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_is_no_change(policy: Policy, random: Random) -> None:
    shuffled = {}
    for kind in m.KINDS:
        entries = list(getattr(policy, kind).items())
        random.shuffle(entries)
        shuffled[kind] = dict(entries)
    assert compare(policy, _with(policy, **shuffled)).is_empty


@settings(LAX, max_examples=60)
@given(policies())
def test_ids_that_change_with_all_that_refers_to_them_are_no_material_change(policy: Policy) -> None:
    now = {id_: PracticeId(f"new-{id_}") for id_ in policy.practices}
    renamed = _with(
        policy,
        practices={now[i]: dataclasses.replace(p, id=now[i]) for i, p in policy.practices.items()},
        choices={i: dataclasses.replace(c, of=tuple(now[p] for p in c.of)) for i, c in policy.choices.items()},
        signals={i: dataclasses.replace(s, of=tuple(now[p] for p in s.of)) for i, s in policy.signals.items()},
    )
    told = compare(policy, renamed)
    contents = {dataclasses.replace(p, id="", cite=()) for p in policy.practices.values()}
    if len(contents) == len(policy.practices):
        # Two practices that say the same are told apart by their ids alone.
        assert {change.kind for change in told.changes} == {ChangeKind.RENAMED}
        assert not told.is_material


@settings(LAX, max_examples=60)
@given(edited())
def test_a_difference_always_reads_the_same(pair: tuple[Policy, Policy]) -> None:
    old, new = pair
    once = compare(old, new)
    assert render(once) == render(compare(old, new))
    assert once.is_empty == (render(once).endswith("The two policies say the same.\n"))
