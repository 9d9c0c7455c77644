"""Taking away, or changing, any part of the definition changes an answer that somebody wrote down.

The definition (`decide`, `matching`, and the `tree` they look up) is changed in every place where it could be
(conformance/mutants.py), and each changed definition has to fail a sentence of the unit tests or a scenario
(conformance/battery.py). So a rule that is added without a case fails here. What may be changed without a change of
any answer is listed, each with its reason.
"""

from __future__ import annotations

import ast
import functools
import re
from typing import TYPE_CHECKING, Any

import pytest

from conformance.battery import Battery
from conformance.mutants import DECIDE, MATCHING, TREE, load, mutants, tree_of
from troth.decisions import decide

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.battery import Definition

    Removal = Callable[[], Definition]

UNCHANGED = {
    "tree.upward: parent in tree and parent not in found -> without operand 2": (
        "only a cycle would show it, by never ending; tests/unit/policy/test_tree.py has the cycle"
    ),
    "matching.forbids_by_only: not practice.only or not is_permission(practice) -> without operand 1": (
        "a shortcut: where no slot is closed, nothing lies outside one"
    ),
    "matching.is_wider: upward(policy.parties, question.recipient) if question.recipient is not None else () "
    "-> its condition always holds": "for the type checker: without a recipient every slot names nobody, alike",
    "matching._with: if question.recipient is None -> its condition never holds": (
        "for the type checker: nobody is named by no list, and by `*` either way"
    ),
    "decide.module: for reason in Reason if reason not in PERMITTING -> without filter 1": (
        "only denials are looked up in the order, and they come first in `Reason`"
    ),
    "decide.module: 1 -> one more (2)": "any day of the month that every month has compares lengths alike",
    "decide._over: limit is None or limit.max is None or question.collected_on is None or (question.at is None) "
    "-> without operand 2": "for the type checker: `limit_for` gives only limits with a length",
    "decide.order: limit.max.after(_EPOCH).isoformat() if limit.max else '' -> its condition always holds": (
        "for the type checker: only limits with a length are put in order"
    ),
    "decide.order: '' -> another word": "for the type checker, as above",
    "decide.order: steps or 0 -> without operand 2": (
        "for the type checker: who names nothing is already told apart by the member before"
    ),
    "decide._transferred: upward(policy.parties, question.recipient) if question.recipient else () "
    "-> its condition always holds": "for the type checker: nobody is named by no list",
}
"""Changes that change no answer, each with its reason: what only speeds up, or only satisfies the type checker."""


@functools.cache
def battery() -> Battery:
    return Battery()


def test_every_case_holds_for_the_definition_itself() -> None:
    assert len(battery()) > 400
    assert battery().first_failure(decide) is None
    assert battery().first_failure(load({}).decide) is None


@pytest.mark.slow
@pytest.mark.parametrize("module", [TREE, MATCHING, DECIDE])
def test_changing_any_place_of_the_definition_changes_an_answer(module: str) -> None:
    survivors, count = set(), 0
    for mutant in mutants(module):
        count += 1
        if battery().first_failure(mutant.decide()) is None:
            survivors.add(mutant.name)
    listed = {name for name in UNCHANGED if name.startswith(module.rpartition(".")[2] + ".")}
    print(f"{module}: {count} changes, {count - len(survivors)} noticed")  # noqa: T201 -- the figure this test is for
    assert count >= {TREE: 15, MATCHING: 200, DECIDE: 350}[module]
    assert survivors - listed == set(), "nothing notices these changes"
    assert listed - survivors == set(), "listed as unnoticed, but a case notices them"


def test_a_rule_that_is_added_without_a_case_is_found() -> None:
    source = ast.unparse(tree_of(DECIDE)).replace(
        "def _judge(policy: Policy, question: Question, choices: Choices) -> Answer:",
        "def _judge(policy: Policy, question: Question, choices: Choices) -> Answer:\n"
        "    if question.via == 'carrier pigeon':\n"
        "        return Answer(allowed=False, reason=Reason.NEVER)",
    )
    with_it = [mutant for mutant in mutants(DECIDE, ast.parse(source)) if "carrier pigeon" in mutant.name]
    unnoticed = {mutant.name for mutant in with_it if battery().first_failure(mutant.decide()) is None}
    assert "decide._judge: if question.via == 'carrier pigeon' -> its condition never holds" in unnoticed


# The rules by their numbers in the docstring of the definition, each taken away as a whole.


def without(name: str, answer: Any) -> Removal:
    """The definition with a function that gives one answer, or a constant that is another."""

    def definition() -> Any:
        fresh = load({})
        replacement = (lambda *_, **__: answer) if callable(getattr(fresh, name, None)) or name[0] != "B" else answer
        found = [space for space in (vars(fresh), fresh.is_declared.__globals__) if name in space]
        assert found, f"the definition has no `{name}`"
        for space in found:
            space[name] = replacement
        return fresh.decide

    return definition


def changed(place: str, end: str) -> Removal:
    """The definition with one place changed, found by its function and first words, and by what is done to it."""

    def definition() -> Any:
        found = [m for module in (DECIDE, MATCHING) for m in mutants(module) if m.name.startswith(place)]
        chosen = [mutant for mutant in found if mutant.name.endswith(end)]
        assert len(chosen) == 1, [mutant.name for mutant in found]
        return chosen[0].decide()

    return definition


ALWAYS, NEVER = "its condition always holds", "its condition never holds"

REMOVALS: dict[str, dict[str, Removal]] = {
    "0": {"versions bind": changed("decide.decide: if isinstance(policy, Policy)", ALWAYS)},
    "1": {"the undeclared": without("_undeclared", None)},
    "2": {
        "erasure": without("_erased", None),
        "the lock of a kept copy": changed("decide._erased: if any((names(copy.purposes", ALWAYS),
    },
    "3": {"retention": without("_over", None)},
    "4": {"minors": without("_minor", None)},
    "5": {"never": without("_never", None)},
    "6": {"only": without("_only", None)},
    "7": {"the narrowest permission decides": without("is_wider", answer=False)},
    "7a": {"restriction": without("_is_restricted", answer=False)},
    "7b": {
        "suppression, refusal and signals": without("_refused", None),
        "suppression": changed("decide._refused: if entry.channel is None", NEVER),
        "refusal": changed("decide._refused: if word is not None and word.says", NEVER),
        "signals": without("_is_signalled", answer=False),
        "outweighed signals": changed("decide._refused: if word is not None and name in", NEVER),
        "what contract or law demands": without("BEYOND_REFUSAL", frozenset()),
        "choices that are not offered": without("can_be_refused", answer=True),
        "words": without("word_on", None),
        "the period of a choice": without("_in_cohort", answer=True),
    },
    "7c": {
        "conditions are vouched for": without("_is_vouched", answer=True),
        "conditions count": changed("decide._missing: if lifted or unmet", NEVER),
        "the condition of consent": changed("decide._is_established: if condition.fact", NEVER),
        "the time a practice keeps its data": without("_is_past", answer=False),
    },
    "7d": {
        "consent": changed("decide._missing: if (practice.consent is ConsentMode.OPT_IN", NEVER),
        "consent by entry": changed("decide._missing: if practice.consent is ConsentMode.BY_ENTRY", NEVER),
    },
    "7e": {"instruction": changed("decide._missing: if practice.on_behalf_of is not None", NEVER)},
    "8": {"transfers": changed("decide._transferred: if question.where is None", ALWAYS)},
    "9": {"what nothing permits": without("covers", answer=True)},
    "names": {
        "lifting by a narrower permission": without("_is_lifted", answer=False),
        "what is said of everything is not narrowed": changed("matching._steps: if EVERYTHING in wide", NEVER),
        "compatible purposes": without("is_compatible", answer=False),
        "kinds of subject": without("_of_subjects", answer=True),
        "periods": without("_in_period", answer=True),
        "recipients": without("_with", answer=True),
        "purposes": without("_for", answer=True),
    },
    "silence": {
        "circumstances": without("_circumstance", answer=True),
        "what is left open is not said": changed("matching._is_one_of: if not said", NEVER),
        "a permission is the organisation's own": changed("matching.covers: question.do in", "without operand 7"),
        "a condition known not to hold": without("_is_established_otherwise", answer=False),
    },
}
_ALL = [(f"{rule}: {name}", removal) for rule, named in REMOVALS.items() for name, removal in named.items()]


@pytest.mark.parametrize("removal", [removal for _, removal in _ALL], ids=[name for name, _ in _ALL])
def test_without_the_rule_an_answer_is_another(removal: Removal) -> None:
    assert battery().first_failure(removal()) is not None


def test_each_rule_that_the_definition_states_is_taken_away_here() -> None:
    stated = ast.get_docstring(tree_of(DECIDE)) or ""
    numbers = re.findall(r"^ ?(\d+)\. ", stated, re.MULTILINE)
    letters = re.findall(r"^ +([a-z])\. ", stated, re.MULTILINE)
    assert {*numbers, *(f"7{letter}" for letter in letters)} == set(REMOVALS) - {"names", "silence"}
    assert len(numbers) == 10
