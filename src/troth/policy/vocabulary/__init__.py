"""By which names does the whole field call data, purposes, recipients, measures, rights, bases and processing?

The vocabulary is a table of terms, most of them of the W3C Data Privacy Vocabulary 2.2 (docs/vocabulary.md). A policy
file says with them what its own names are; exports carry their IRIs; help lines and
`troth vocabulary find` search them.

Rules:
1. The table is read once, when first asked for; after that everything is a pure function.
2. A name means the same for ever: a term may gain synonyms, it never changes its name or its kind.

What it leaves out: whether a policy uses its terms rightly (`troth.policy.validation`), recognising them in running
text (`troth.notice.reading`).
"""

from __future__ import annotations

from functools import cache

from troth.policy.vocabulary.search import How, Match, find, suggest
from troth.policy.vocabulary.table import shipped_vocabulary
from troth.policy.vocabulary.terms import CCPA_CATEGORIES, NAMESPACES, Iri, Kind, Term, expand

__all__ = [
    "CCPA_CATEGORIES",
    "NAMESPACES",
    "How",
    "Iri",
    "Kind",
    "Match",
    "Term",
    "ancestors",
    "expand",
    "find",
    "is_a",
    "suggest",
    "term",
    "terms",
]


def term(name: str) -> Term | None:
    """The term of this name, such as `pd:EmailAddress`; None where the table has none."""
    return shipped_vocabulary().term(name)


def terms(kind: Kind | None = None) -> tuple[Term, ...]:
    """All terms in the order of the table, or those of one kind."""
    return shipped_vocabulary().terms(kind)


@cache
def ancestors(name: str) -> tuple[str, ...]:
    """The names of all wider terms, nearest first and each once; none for a name that the table does not have."""
    return shipped_vocabulary().ancestors(name)


def is_a(name: str, ancestor: str) -> bool:
    """True where `name` is `ancestor` or a kind of it: `is_a("pd:IPAddress", "dpv:PersonalData")`."""
    return name == ancestor or ancestor in ancestors(name)
