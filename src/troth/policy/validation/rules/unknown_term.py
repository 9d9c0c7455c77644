"""Is every term that says what an element is in the vocabulary, and of the right kind?

1. `is` of data and purposes holds wider elements of the same kind, and terms of the vocabulary.
2. `is` of a measure holds terms of the vocabulary only.
3. A term of another kind is no answer: `dpv:Marketing` is a purpose, and no category of data is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.quoting import shown
from troth.policy.validation.rule import Rule
from troth.policy.vocabulary import suggest, term, terms
from troth.policy.vocabulary.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import DataCategory, Measure, Policy, Purpose

RULE = Rule(
    id="policy.unknown-term",
    severity=Severity.ERROR,
    finds="`is` holds something that is neither declared nor a term of the vocabulary, or a term of another kind.",
    example="""\
data: {email: {is: [pd:EmailAdress], cite: [s1]}}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each word under `is` that says nothing."""
    nothing: dict[str, object] = {}
    for kind, elements, declared in (
        (Kind.DATA, policy.data, policy.data),
        (Kind.PURPOSE, policy.purposes, policy.purposes),
        (Kind.MEASURE, policy.measures, nothing),
    ):
        for name, element in elements.items():
            for word in element.is_:
                if word not in declared:
                    yield from _judge(element, name, word, kind, list(declared))


def _judge(
    element: DataCategory | Purpose | Measure, name: str, word: str, kind: Kind, declared: list[str]
) -> Iterator[Problem]:
    known = term(word)
    if known is not None and known.kind is kind:
        return
    if known is not None:
        text = f"`{name}` is said to be `{word}`, which is a term for a {known.kind} and not for a {kind}"
        yield RULE.found(element, text, f"name a term for a {kind}; `troth vocabulary find` knows them")
        return
    text = f"`{name}` is said to be `{shown(word)}`, which is neither declared nor in the vocabulary"
    close = suggest(word[:60], [*declared, *(each.name for each in terms(kind))])
    help_ = f"did you mean `{close}`?" if close else "see `troth vocabulary find` for the terms that there are"
    yield RULE.found(element, text, help_)
