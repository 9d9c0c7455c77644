"""The policies of the example organisations, a small one of our own, and notices made by hand."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from troth.notice.model import Clause, ClauseRole, Notice
from troth.policy import load_policy, read_policy
from troth.words import ClauseId

if TYPE_CHECKING:
    from troth.policy.model import Policy

ROOT = Path(__file__).parents[4]
ORGANISATIONS = ("dialpad", "esendex", "sesame", "sesamm", "vocalcom")


@cache
def example(organisation: str) -> Policy:
    return load_policy(ROOT / "examples" / organisation / "policy.yaml")


def policy_of(text: str) -> Policy:
    """A policy from its YAML, with a head where the text has none; it must be without problems of form."""
    head = 'troth: 1\npolicy: {organisation: acme, version: "1", effective: 2024-05-01, cite: s1}\n'
    policy, problems = read_policy(text if "troth: 1" in text else head + text)
    assert not problems, problems
    assert policy is not None
    return policy


def notice_of(*spans: tuple[ClauseRole, str] | str) -> Notice:
    """A notice of these spans, each a paragraph of its own; a bare text is a sentence, `# text` a heading."""
    source, clauses, lead_in = "", [], None
    headings: list[ClauseId] = []
    for number, span in enumerate(spans, 1):
        role, text = span if isinstance(span, tuple) else (ClauseRole.SENTENCE, span)
        if text.startswith("#"):
            role = ClauseRole.HEADING
            depth = len(text) - len(text.lstrip("#"))
            headings = headings[: depth - 1]
        clause_id = ClauseId(f"s{number}")
        clean = text.lstrip("# ")
        clause = Clause(
            id=clause_id,
            role=role,
            start=len(source),
            end=len(source) + len(text),
            text=clean,
            digest=sha256(clean.encode()).hexdigest(),
            headings=tuple(headings),
            lead_in=lead_in if role is ClauseRole.ITEM else None,
        )
        if role is ClauseRole.HEADING:
            headings = [*headings, clause_id]
        if role is not ClauseRole.ITEM:
            lead_in = clause_id if role is ClauseRole.LEAD_IN else None
        clauses.append(clause)
        source += text + "\n\n"
    return Notice("notice.md", source, tuple(clauses), sha256(source.encode()).hexdigest())


@cache
def notice_for(organisation: str) -> Notice:
    """A notice with as many sentences as the policy of an example cites, a heading first and then every tenth."""
    last = max(int(clause[1:]) for _, element in example(organisation).elements() for clause in element.clauses)
    spans = [
        f"## Part {n}" if n % 10 == 0 else f"This is sentence number {n} of the notice." for n in range(2, last + 1)
    ]
    return notice_of("# The notice", *spans)
