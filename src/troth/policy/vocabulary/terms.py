"""What is a term of the vocabulary, and which terms are kinds of it?

Rules:
1. A term's name is `prefix:LocalName`; the prefix says who defines it. `dpv:`, `pd:` and `eu-gdpr:` are namespaces of
   the W3C Data Privacy Vocabulary and hold only names that it defines; what it lacks is ours, under `troth:`.
2. A term has one kind, and its parents are of the same kind.
3. `is_a` is reflexive and transitive. It classifies; it never permits. DPV puts `dpv:SellDataToThirdParties` below
   `dpv:ServiceProvision`, and no notice that promises a service means that: what a permission covers is decided by the
   policy file's own tree of purposes and data.
4. Asking about a name that is not in the vocabulary is no error: `term` answers None, it has no ancestors, and it is a
   kind of itself alone. Policy validation reports unknown names, with their places.

What it leaves out: where the terms are written down (`table`), finding one by ordinary words (`search`).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NewType

from troth.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Iri = NewType("Iri", str)
"""An Internationalised Resource Identifier (RFC 3987): a term's name for the whole world."""

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "dpv": "https://w3id.org/dpv#",
        "pd": "https://w3id.org/dpv/pd#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "troth": "urn:troth:term:",
    }
)
"""What each prefix stands for; also the context of a JSON-LD export."""

CCPA_CATEGORIES: Mapping[str, str] = MappingProxyType(
    {
        "A": "identifiers",
        "B": "customer records",
        "C": "protected characteristics",
        "D": "commercial information",
        "E": "biometric information",
        "F": "internet and network activity",
        "G": "geolocation",
        "H": "audio, visual and similar information",
        "I": "professional and employment information",
        "J": "education information",
        "K": "inferences",
        "L": "sensitive personal information",
    }
)
"""The letters of Civ. Code 1798.140(v)(1), each with a short label of ours."""


class Kind(StrEnum):
    """What a term names."""

    DATA = "data"
    PURPOSE = "purpose"
    RECIPIENT = "recipient"
    MEASURE = "measure"
    RIGHT = "right"
    BASIS = "basis"
    PROCESSING = "processing"


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `ccpa` and `sensitive` speak of data only.

    `sensitive` is true for special categories and criminal data (GDPR Art. 9, 10) and for sensitive personal
    information (Civ. Code 1798.140(ae)).
    """

    name: str
    iri: Iri
    kind: Kind
    parents: tuple[str, ...]
    label: str
    synonyms: tuple[str, ...] = ()
    ccpa: tuple[str, ...] = ()
    sensitive: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The words by which people call it: its label, then its synonyms."""
        return (self.label, *self.synonyms)

    @property
    def local_name(self) -> str:
        """Its name without the prefix."""
        return self.name.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms by name, in the order of their table."""

    by_name: Mapping[str, Term]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Vocabulary:
        """The vocabulary of these terms; of two with one name, the first."""
        by_name: dict[str, Term] = {}
        for term in terms:
            by_name.setdefault(term.name, term)
        return cls(MappingProxyType(by_name))

    def term(self, name: str) -> Term | None:
        """The term of this name, prefix included and in its exact letters; None where there is none."""
        return self.by_name.get(name)

    def terms(self, kind: Kind | None = None) -> tuple[Term, ...]:
        """All terms, or all of one kind."""
        return tuple(term for term in self.by_name.values() if kind is None or term.kind is kind)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The names of all wider terms, nearest first and each once; never `name` itself, even in a circle."""
        found: dict[str, None] = {}
        waiting = deque([name])
        while waiting:
            term = self.by_name.get(waiting.popleft())
            for parent in term.parents if term else ():
                if parent not in found and parent != name:
                    found[parent] = None
                    waiting.append(parent)
        return tuple(found)

    def is_a(self, name: str, ancestor: str) -> bool:
        """True where `name` is `ancestor`, or below it."""
        return name == ancestor or ancestor in self.ancestors(name)


def expand(curie: str) -> Iri:
    """The IRI of `prefix:LocalName`, also of a DPV name that is not in our table (CURIE syntax 1.0).

    Raises:
        WrongUse: `vocabulary.unknown-prefix` where there is no prefix, or one that stands for nothing.
    """
    prefix, colon, local = curie.partition(":")
    if not colon or not local or prefix not in NAMESPACES:
        known = ", ".join(f"`{each}:`" for each in NAMESPACES)
        raise WrongUse(
            f"`{curie}` is not a name of the vocabulary",
            id="vocabulary.unknown-prefix",
            help=f"a name begins with one of {known}",
        )
    return Iri(NAMESPACES[prefix] + local)
