"""How does Rego (regorus, the engine in Rust) decide the same?

The rules lie in `data`, by act and category; subject and question come as the input, in JSON. The policy is compiled
once for regorus's virtual machine, which is faster than its interpreter.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bench.race import library

if TYPE_CHECKING:
    from bench.problem import Asked, Problem, Standing

POLICY = """
package troth
import rego.v1

default allow := false

allow if {
    not input.subject.erased
    not input.subject.no[input.question.key]
    not stopped
    some rule in data.rules[input.question.act][input.question.data]
    rule.permits
    speaks(rule)
    consented(rule)
    not forbidden
}

stopped if {
    input.subject.restricted
    not input.question.goes_on_restricted
    not input.subject.yes[input.question.key]
}

forbidden if {
    some rule in data.rules[input.question.act][input.question.data]
    not rule.permits
    speaks(rule)
    not lifted(rule)
}

lifted(rule) if {
    rule.lifted_by_consent
    input.subject.yes[input.question.key]
}

speaks(rule) if {
    for_purpose(rule)
    with_recipient(rule)
    of_subject(rule)
}

for_purpose(rule) if rule.purposes == null
for_purpose(rule) if rule.purposes[input.question.purpose]
with_recipient(rule) if rule.recipients == null
with_recipient(rule) if rule.recipients[input.question.recipient]
of_subject(rule) if rule.kinds == null
of_subject(rule) if {
    some kind in input.subject.kinds
    rule.kinds[kind]
}

consented(rule) if not rule.needs_consent
consented(rule) if input.subject.yes[input.question.key]
"""


class Rego:
    """The problem in Rego."""

    who = "Rego (regorus)"
    note = "compiled once, run on its virtual machine"

    def __init__(self, problem: Problem) -> None:
        regorus = library("regorus")
        data = json.dumps({"rules": _tables(problem)})
        program = regorus.Program.compile_from_modules(data, [("troth.rego", POLICY)], ["data.troth.allow"])
        self._machine = regorus.Rvm()
        self._machine.load_program(program)
        self._machine.set_data_json(data)
        self._states = problem.states.tolist()
        self._standings = [_standing(each) for each in problem.told]
        self._questions = [_question(each) for each in problem.asked]

    def ask(self, subject: int, question: int) -> bool:
        """Yes or no."""
        machine = self._machine
        machine.set_input_json(self._standings[self._states[subject]] + self._questions[question])
        return bool(machine.execute() == "true")

    def close(self) -> None:
        """Nothing to let go of."""


def _tables(problem: Problem) -> dict[str, dict[str, list[dict[str, Any]]]]:
    tables: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for rule in problem.rules:
        told = {
            "permits": rule.permits,
            "purposes": _as_set(rule.purposes),
            "recipients": _as_set(rule.recipients),
            "kinds": _as_set(rule.kinds),
            "needs_consent": rule.needs_consent,
            "lifted_by_consent": rule.lifted_by_consent,
        }
        for act in rule.acts:
            for name in rule.data:
                tables.setdefault(act, {}).setdefault(name, []).append(told)
    return tables


def _as_set(names: frozenset[str] | None) -> dict[str, bool] | None:
    return None if names is None else dict.fromkeys(sorted(names), True)


def _standing(told: Standing) -> str:
    """The first half of an input."""
    subject = {
        "kinds": sorted(told.kinds),
        "yes": _as_set(told.yes),
        "no": _as_set(told.no),
        "erased": told.erased,
        "restricted": told.restricted,
    }
    return f'{{"subject": {json.dumps(subject)}, "question": '


def _question(asked: Asked) -> str:
    """The second half of an input."""
    question = {
        "act": asked.act,
        "data": asked.data,
        "purpose": asked.purpose,
        "recipient": asked.recipient,
        "key": asked.key,
        "goes_on_restricted": asked.goes_on_restricted,
    }
    return f"{json.dumps(question)}}}"
