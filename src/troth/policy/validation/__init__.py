"""Is a policy right: in itself, and as a reading of its notice?

1. Every rule is a file of `troth.policy.validation.rules`; whatever lies there is run, and a file taken away is a rule
   less. docs/rules.md lists them.
2. Everything that is wrong is reported at once, in the order of the file, with its place, its id and a next step.
3. An `error` keeps the policy from running; a `warning` says that the notice contradicts itself or the law, which the
   policy has to state faithfully all the same; a `note` says how troth reads something that is no mistake.

What it leaves out: the file's form (`troth.policy.file`), whether practice keeps the promises (checks).
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from troth.errors import in_order
from troth.policy.validation import rules as _rules
from troth.policy.validation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

    Check = Callable[[Policy, Notice | None], Iterator[Problem]]
    CheckOfVersions = Callable[[Sequence[Policy]], Iterator[Problem]]

__all__ = ["Rule", "rules", "validate", "validate_versions"]


@dataclass(frozen=True, slots=True)
class _Module:
    """A file of the folder of rules: a rule with one of its two checks."""

    rule: Rule
    check: Check | None
    check_versions: CheckOfVersions | None


@cache
def _modules() -> tuple[_Module, ...]:
    """The files of the folder of rules, in alphabetical order."""
    found = []
    for info in sorted(pkgutil.iter_modules(_rules.__path__), key=lambda info: info.name):
        module = import_module(f"{_rules.__name__}.{info.name}")
        check, check_versions = getattr(module, "check", None), getattr(module, "check_versions", None)
        found.append(_Module(module.RULE, check, check_versions))
    return tuple(found)


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of their ids."""
    return tuple(sorted((module.rule for module in _modules()), key=lambda rule: rule.id))


def validate(policy: Policy, notice: Notice | None = None) -> list[Problem]:
    """Everything the rules find wrong with a policy, in the order of its file; with the notice, its citations too."""
    found = [problem for module in _modules() if module.check for problem in module.check(policy, notice)]
    return in_order(found)


def validate_versions(policies: Sequence[Policy]) -> list[Problem]:
    """What is wrong between the versions of one organisation's policy, in the order of their files."""
    found = [problem for module in _modules() if module.check_versions for problem in module.check_versions(policies)]
    return in_order(found)
