"""What the tests of the reader start from: a small file that is right, to which each test adds a mistake."""

from __future__ import annotations

import textwrap

from troth.policy import Policy, read_policy

HEAD = "troth: 1\npolicy: {organisation: acme, version: v1, effective: 2024-01-01}\n"


def read(body: str) -> tuple[Policy | None, list[str]]:
    """The policy that a file with this body states, and its problems as people read them, without the file's name."""
    policy, problems = read_policy(HEAD + textwrap.dedent(body), "p.yaml")
    return policy, [str(problem).removeprefix("p.yaml:") for problem in problems]


def accepted(body: str) -> Policy:
    """The policy of a file that is right."""
    policy, problems = read(body)
    assert policy is not None
    assert problems == []
    return policy
