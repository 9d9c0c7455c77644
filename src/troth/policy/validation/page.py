"""How does docs/rules.md read?

The page is made from the rules: what each finds, the law it rests on, an example, and what is said of the example. So
an example that its rule does not report cannot stand there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.notice import read_notice
from troth.notice.text import Format
from troth.policy.file import read_policy
from troth.policy.validation import rules, validate, validate_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.policy.model import Policy
    from troth.policy.validation.rule import Rule

_HEAD = 'policy: {organisation: example, version: "1", effective: 2024-01-01, cite: [s1]}\n'
_BETWEEN = "---\n"

_OPENING = """\
# The rules of validation

Made from the code by `troth.policy.validation.page`; a test holds the two equal.

`troth policy check` runs these rules over a policy, and over its notice where it is there. An **error** keeps the
policy from running. A **warning** says that the notice contradicts itself or the law, which the policy has to state
faithfully all the same. A **note** says how troth reads something that is no mistake. The form of the file (YAML, keys,
types) is checked before, by the reader (docs/policy-format.md).

Each example leaves out `troth: 1`, and the head where it does not matter. Below it stands what is said of it.
"""

_TITLES = {
    Severity.ERROR: "Errors",
    Severity.WARNING: "Warnings",
    Severity.NOTE: "Notes",
}


def rules_page() -> str:
    """The page, in Markdown."""
    return "\n".join([_OPENING, *_contents(), *(part for rule in rules() for part in _entry(rule))]).rstrip() + "\n"


def _contents() -> Iterator[str]:
    for severity, title in _TITLES.items():
        named = [f"[`{rule.id}`](#{rule.id.replace('.', '')})" for rule in rules() if rule.severity is severity]
        yield f"**{title}** ({len(named)}): {', '.join(named)}\n"


def _entry(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}\n"
    law = f" Source: {rule.law}." if rule.law else ""
    yield f"**{rule.severity}.** {rule.finds}{law}\n"
    if rule.example_notice:
        yield f"```markdown\n{rule.example_notice.rstrip()}\n```\n"
    yield f"```yaml\n{rule.example.rstrip()}\n```\n"
    for problem in reported(rule):
        yield f"> {problem.text}\\\n> help: {problem.help}\n"


def reported(rule: Rule) -> list[Problem]:
    """What a rule finds in its own example."""
    policies = [_policy(text) for text in rule.example.split(_BETWEEN)]
    notice = read_notice(rule.example_notice, name="notice.md", format=Format.MARKDOWN) if rule.example_notice else None
    problems = [*validate_versions(policies), *(problem for each in policies for problem in validate(each, notice))]
    return [problem for problem in problems if problem.id == rule.id]


def _policy(text: str) -> Policy:
    """The policy of an example.

    Raises:
        ValueError: the example is no policy file.
    """
    policy, problems = read_policy(f"troth: 1\n{'' if text.startswith('policy:') else _HEAD}{text}")
    if policy is None or problems:
        raise ValueError("\n".join(map(str, problems)))
    return policy
