"""How are the names that a policy's author declared shown to people, in whichever language?

Rules:
1. A name of the file (`ip_country`) is its words with spaces. No underscore reaches a reader.
2. A name means just a term of the vocabulary where it says the same words; then its label, or the word of another
   language for it, may stand for the name.
3. Where it means more than its one term, or has several, the name itself is needed (`Meaning.own`).

What it leaves out: the words of any one language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.vocabulary import term
from troth.policy.vocabulary.wording import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from troth.policy.model import Element

SCHEME = re.compile(r"^(mailto|tel):")
NOT_YOURS = re.compile(
    r"^(your|what|whatever|information|data|details of|other|anonymous|public|aggregate|any)\b", re.IGNORECASE
)
"""Names of data that a word for "your" does not fit in front of."""

SPELLING = {
    "email": "e-mail", "emails": "e-mails", "ip": "IP", "sms": "SMS", "crm": "CRM", "api": "API", "apis": "APIs",
    "id": "ID", "pii": "personal information", "cobrand": "co-brand", "california": "California", "us-ca": "California",
    "european": "European", "eu": "EU", "ads": "advertisements", "google": "Google",
}  # fmt: skip
"""Words of names that are written otherwise in a text."""


def spaced(name: str) -> str:
    """A name of the file as words: `ip_country` is "IP country"."""
    words = re.sub(r"[_:]+", " ", name).split()
    return " ".join(SPELLING.get(word, word) for word in words)


def contact(address: str) -> str:
    """An address as one reads it: without `mailto:` or `tel:`."""
    return SCHEME.sub("", address)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a declared name means: a term of the vocabulary, the author's own words, or both. Never neither."""

    term: str = ""
    own: str = ""


def meaning(own: str, name: str, is_: Iterable[str], known: Iterable[str]) -> Meaning:
    """What a name of the file means, where only the terms in `known` have words in the reader's language.

    `own` are the author's words for people (an alias), empty where there are none.
    """
    words = own or spaced(name)
    terms = [found for each in is_ if (found := term(each))]
    known = frozenset(known)
    asked = stems(own or name)
    for found in terms:
        same = any(stems(form) == asked for form in found.forms) or set(asked) < set(stems(found.label))
        if same and found.name in known:
            return Meaning(found.name)
    if len(terms) == 1 and terms[0].name in known:
        return Meaning(terms[0].name, words)
    return Meaning("", words)


def meanings(found: Mapping[str, tuple[str, tuple[str, ...]]], known: Iterable[str]) -> dict[str, Meaning]:
    """The meanings of all names of one kind, by name, from the author's words and the terms of each.

    Where two would be called by the same term alone, both keep the author's words beside it.
    """
    known = frozenset(known)
    by_name = {name: meaning(own, name, is_, known) for name, (own, is_) in found.items()}
    alone = [each.term for each in by_name.values() if each.term and not each.own]
    doubled = {each for each in alone if alone.count(each) > 1}
    return {
        name: Meaning(each.term, found[name][0] or spaced(name)) if each.term in doubled else each
        for name, each in by_name.items()
    }


def own_words(element: Element) -> str:
    """What the author calls an element: alias, name, or its id with spaces."""
    return getattr(element, "alias", "") or getattr(element, "name", "") or spaced(element.id)
