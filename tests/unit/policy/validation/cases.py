"""What do the tests of the rules share? A policy is written as its author would write it, and checked by one rule."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from troth.notice import Notice, read_notice
from troth.notice.text import Format
from troth.policy import Policy, read_policy
from troth.policy.validation import rules, validate

if TYPE_CHECKING:
    from troth.errors import Problem
    from troth.policy.validation.rule import Rule

FRAME = """\
troth: 1
"""
HEAD = """\
policy: {organisation: example, version: "1", effective: 2024-01-01, cite: [s1]}
"""


def rule(id_: str) -> Rule:
    """The rule of that id."""
    return next(each for each in rules() if each.id == id_)


def policy_of(text: str, file: str = "policy.yaml") -> Policy:
    """The policy that a text states; a head is added where it has none. Its form must be right."""
    body = textwrap.dedent(text).lstrip()
    head = "" if body.startswith("policy:") else HEAD
    policy, problems = read_policy(FRAME + head + body, file)
    assert policy is not None, problems
    assert not problems, problems
    return policy


def notice_of(text: str) -> Notice:
    """The notice that a Markdown text is."""
    return read_notice(textwrap.dedent(text), name="notice.md", format=Format.MARKDOWN)


def found(id_: str, text: str, notice: str = "") -> list[Problem]:
    """What one rule finds in a policy; the rule must exist."""
    known = rule(id_)
    problems = validate(policy_of(text), notice_of(notice) if notice else None)
    mine = [problem for problem in problems if problem.id == known.id]
    assert all(problem.severity is known.severity for problem in mine)
    assert all(problem.place.line and problem.help for problem in mine)
    return mine


def one(id_: str, text: str, notice: str = "") -> Problem:
    """The one problem that a rule finds."""
    problems = found(id_, text, notice)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]
