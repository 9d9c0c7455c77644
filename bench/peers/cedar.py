"""How does Cedar (cedarpy) decide the same?

A `permit` or `forbid` a rule; data and recipients are entities, purposes too, each lying in the rules that name it.
Policies and the entities are parsed once. The subject's facts come with the request, in its context: passed as entities
they would have to be parsed anew each time, which is slower still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.race import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.problem import Asked, Problem, Rule, Standing

DENIALS = """
forbid (principal, action, resource) when { context.erased };
forbid (principal, action, resource) when { context.no.contains(context.key) };
forbid (principal, action, resource)
  when { context.restricted && !context.goes_on_restricted && !context.yes.contains(context.key) };
"""


def as_cedar(rules: Iterable[Rule]) -> str:
    """The rules as Cedar policies."""
    return DENIALS + "\n".join(_policy(rule) for rule in rules)


def _policy(rule: Rule) -> str:
    actions = ", ".join(f'Action::"{act}"' for act in sorted(rule.acts))
    tests = [f'resource in Data::"rule {rule.name}"']
    if rule.purposes is not None:
        tests.append(f'context.purpose in Purpose::"rule {rule.name}"')
    if rule.recipients is not None:
        tests.append(f'context.recipient in Party::"rule {rule.name}"')
    if rule.kinds is not None:
        kinds = ", ".join(f'"{kind}"' for kind in sorted(rule.kinds))
        tests.append(f"context.kinds.containsAny([{kinds}])")
    if rule.needs_consent:
        tests.append("context.yes.contains(context.key)")
    unless = " unless { context.yes.contains(context.key) }" if rule.lifted_by_consent else ""
    effect = "permit" if rule.permits else "forbid"
    return f"{effect} (principal, action in [{actions}], resource) when {{ {' && '.join(tests)} }}{unless};"


def as_entities(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """Data, purposes and recipients as entities, each with the rules that name it as its parents."""
    parents: dict[tuple[str, str], list[dict[str, str]]] = {}
    for rule in rules:
        for kind, named in (("Data", rule.data), ("Purpose", rule.purposes), ("Party", rule.recipients)):
            for name in named or ():
                parents.setdefault((kind, name), []).append({"type": kind, "id": f"rule {rule.name}"})
    return [{"uid": {"type": t, "id": i}, "attrs": {}, "parents": p} for (t, i), p in parents.items()]


class Cedar:
    """The problem in Cedar."""

    who = "Cedar (cedarpy)"
    note = "policies and entities parsed once"

    def __init__(self, problem: Problem) -> None:
        import json

        cedar = library("cedarpy")
        self._ask, self._ask_many = cedar.is_authorized, cedar.is_authorized_batch
        self._policies = cedar.PolicySet.from_str(as_cedar(problem.rules))
        self._entities = cedar.Entities.from_json_str(json.dumps(as_entities(problem.rules)))
        self._states = problem.states.tolist()
        self._standings = [_standing(each) for each in problem.told]
        self._questions = [_question(each) for each in problem.asked]

    def ask(self, subject: int, question: int) -> bool:
        """Yes or no."""
        return bool(self._ask(self._request(subject, question), self._policies, self._entities).allowed)

    def ask_many(self, subjects: Sequence[int], question: int) -> list[bool]:
        """Yes or no for each."""
        requests = [self._request(subject, question) for subject in subjects]
        return [bool(each.allowed) for each in self._ask_many(requests, self._policies, self._entities)]

    def close(self) -> None:
        """Nothing to let go of."""

    def _request(self, subject: int, question: int) -> dict[str, Any]:
        act, data, asked = self._questions[question]
        return {
            "principal": {"type": "Subject", "id": str(subject)},
            "action": act,
            "resource": data,
            "context": {**self._standings[self._states[subject]], **asked},
        }


def _standing(told: Standing) -> dict[str, Any]:
    return {
        "kinds": sorted(told.kinds),
        "yes": sorted(told.yes),
        "no": sorted(told.no),
        "erased": told.erased,
        "restricted": told.restricted,
    }


def _question(asked: Asked) -> tuple[dict[str, str], dict[str, str], dict[str, Any]]:
    context = {
        "key": asked.key,
        "goes_on_restricted": asked.goes_on_restricted,
        "purpose": {"__entity": {"type": "Purpose", "id": asked.purpose}},
        "recipient": {"__entity": {"type": "Party", "id": asked.recipient or "nobody"}},
    }
    return {"type": "Action", "id": asked.act}, {"type": "Data", "id": asked.data}, context
