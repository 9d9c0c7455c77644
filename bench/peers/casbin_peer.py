"""How does casbin decide the same?

Its model asks of each rule whether it matches. What a name reaches down to and what a subject said are functions, so
that a rule is one line and not one line for each pair of names: fewer lines are faster.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bench.race import library

if TYPE_CHECKING:
    from bench.problem import Asked, Problem, Standing

MODEL = """
[request_definition]
r = subject, question, act

[policy_definition]
p = act, rule, eft

[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

[matchers]
m = r.act == p.act && speaks(p.rule, r.subject, r.question)
"""


class Casbin:
    """The problem in casbin."""

    who = "casbin"
    note = "a line a rule; names and words looked up by functions"

    def __init__(self, problem: Problem) -> None:
        casbin = library("casbin")
        logging.getLogger("casbin").setLevel(logging.ERROR)
        model = casbin.Model()
        model.load_model_from_text(MODEL)
        self._enforcer = casbin.Enforcer(model)
        self._rules = {rule.name: rule for rule in problem.rules}
        for rule in problem.rules:
            for act in sorted(rule.acts):
                self._enforcer.add_policy(act, rule.name, "allow" if rule.permits else "deny")
        self._enforcer.add_function("speaks", self._speaks)
        self._states, self._told, self._asked = problem.states.tolist(), problem.told, problem.asked

    def ask(self, subject: int, question: int) -> bool:
        """Yes or no."""
        asked = self._asked[question]
        return bool(self._enforcer.enforce(self._told[self._states[subject]], asked, asked.act))

    def close(self) -> None:
        """Nothing to let go of."""

    def _speaks(self, name: str, told: Standing, asked: Asked) -> bool:
        rule = self._rules[name]
        if asked.data not in rule.data or (rule.purposes is not None and asked.purpose not in rule.purposes):
            return False
        if rule.recipients is not None and asked.recipient not in rule.recipients:
            return False
        if rule.kinds is not None and rule.kinds.isdisjoint(told.kinds):
            return False
        consented = asked.key in told.yes
        if not rule.permits:
            return not (rule.lifted_by_consent and consented)
        if told.erased or asked.key in told.no:
            return False
        if told.restricted and not asked.goes_on_restricted and not consented:
            return False
        return consented or not rule.needs_consent
