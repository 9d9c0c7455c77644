"""Which identifiers of persons stand within the cells of a column: in text, in documents, in URLs, as digests?

Rules:
1. In text only the cells are looked at that the first pass flagged, and those that hold the name of a person whom a
   column of names of this estate knows.
2. In documents each key is read as a column: its name and its values together.
3. A digest counts where it is the MD5, SHA-1 or SHA-256 of an address that another column holds.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.estate.discovery.first_pass import candidates
from troth.estate.discovery.names import Force, read_column_name
from troth.estate.discovery.nested import leaves
from troth.estate.discovery.values import ask, email, naming, network, phone, shape_of
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ENOUGH = 0.02
"""The share of cells of a text column that must hold an identifier, and at least `_FEWEST` of them."""
_FEWEST = 2
_CELLS = 400
_NUMBER = re.compile(r"(?<![\w.,-])(?:\+|00)?[(\d][\d ()/.\u00a0-]{5,19}\d(?![\w-])")
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_WORDS = re.compile(r"[^\W\d_][\w'\u2019-]+")
_NEVER_ALONE = frozenset(
    {"city", "country", "gender", "salutation", "degree", "postcode", "uuid", "digest", "plate", "bic", "vat"}
)
"""Kinds whose word within a document counts only beside a key that says so."""


@dataclass(slots=True)
class Known:
    """The identifiers that columns of this estate hold, in their normal forms. Never shown."""

    emails: set[str] = field(default_factory=set, repr=False)
    names: set[tuple[str, str]] = field(default_factory=set, repr=False)
    """First and last word of each name, folded, in both orders."""
    given: set[str] = field(default_factory=set, repr=False)
    surnames: set[str] = field(default_factory=set, repr=False)
    _digests: set[str] | None = field(default=None, repr=False)

    def learn_emails(self, cells: Iterable[object]) -> None:
        """Remember addresses."""
        self.emails.update(found for cell in cells if (found := email.normal(str(cell))))

    def learn_names(self, cells: Iterable[object]) -> None:
        """Remember names of two words or more."""
        for cell in cells:
            words = naming.words_of(str(cell))
            if len(words) > 1:
                self.names.update({(words[0], words[-1]), (words[-1], words[0])})

    def learn_parts(self, given: Iterable[object], surnames: Iterable[object]) -> None:
        """Remember names whose parts stand in two columns: any of the one beside any of the other counts."""
        self.given.update(naming.folded(str(cell)) for cell in given)
        self.surnames.update(naming.folded(str(cell)) for cell in surnames)

    def has_name(self, first: str, second: str) -> bool:
        """Whether two words beside each other are a name that a column holds."""
        return (
            (first, second) in self.names
            or (first in self.given and second in self.surnames)
            or (second in self.given and first in self.surnames)
        )

    @property
    def digests(self) -> set[str]:
        """The digests of all addresses, worked out when they are first asked for."""
        if self._digests is None:
            octets = [address.encode() for address in self.emails]
            made = (hashlib.md5, hashlib.sha1, hashlib.sha256)
            self._digests = {make(each, usedforsecurity=False).hexdigest() for make in made for each in octets}
        return self._digests


@dataclass(frozen=True, slots=True)
class Within:
    """What was found within a column's cells: a term, what it is called, and the share of cells that hold it."""

    term: str
    label: str
    share: float
    identifies: IdentifierKind | None = None
    proves: bool = True


def in_text(cells: Sequence[str], known: Known) -> Within | None:
    """The identifier that running text holds most often; None where it holds hardly any."""
    cells = cells[:_CELLS]
    flagged = candidates(cells)
    addresses = [number for number in flagged.emails if _is_persons_address(cells[number])]
    numbers = [number for number in flagged.phones if _is_persons_number(cells[number])]
    names = [number for number, cell in enumerate(cells) if _names_known(cell, known)]
    hosts = [number for number, cell in enumerate(cells) if _public_ip(cell)]
    found = [
        (len(addresses), Within("pd:EmailAddress", "e-mail addresses", 0, IdentifierKind.EMAIL)),
        (len(numbers), Within("pd:TelephoneNumber", "telephone numbers", 0, IdentifierKind.PHONE)),
        (len(names), Within("pd:Name", "names that a column of names holds", 0)),
        (len(hosts), Within("pd:IPAddress", "IP addresses", 0)),
    ]
    count, within = max(found, key=lambda each: each[0])
    if count < max(_FEWEST, _ENOUGH * len(cells)):
        return None
    return Within(within.term, within.label, count / len(cells), within.identifies)


def _is_persons_address(cell: str) -> bool:
    return any(not email.is_of_function(each) for each in email.WITHIN.findall(cell))


def _is_persons_number(cell: str) -> bool:
    return any(phone.has_form(each) and phone.is_number(each.strip()) for each in _NUMBER.findall(cell))


def _public_ip(cell: str) -> bool:
    return any(
        network.is_ip(each) and network.is_large(each) and not network.is_private(each) for each in _IP.findall(cell)
    )


def _names_known(cell: str, known: Known) -> bool:
    if not (known.names or known.given):
        return False
    words = [naming.folded(word) if word[0].isupper() else "" for word in _WORDS.findall(cell[:600])]
    return any(known.has_name(*pair) for pair in itertools.pairwise(words) if pair[0] and pair[1])


def in_documents(cells: Sequence[str]) -> tuple[Within | None, bool]:
    """What the documents within cells hold of persons, and whether their keys say anything at all of anybody."""
    by_key: dict[str, list[str]] = {}
    opened = 0
    for cell in cells:
        found = leaves(cell)
        opened += bool(found)
        for key, value in found:
            by_key.setdefault(key, []).append(value.strip())
    best: Within | None = None
    describing = False
    for key, values in by_key.items():
        filled = list(dict.fromkeys(value for value in values if value))[:60]
        if not filled:
            continue
        named = read_column_name(key)
        describing |= named.concept is not None and named.concept.force in (Force.CONTEXT, Force.IDENTITY)
        found_here = _of_key(key, filled, len(values) / max(1, opened))
        if found_here and (best is None or (found_here.proves, found_here.share) > (best.proves, best.share)):
            best = found_here
    return best, describing


def _of_key(key: str, values: list[str], share: float) -> Within | None:
    named = read_column_name(key)
    concept = named.concept
    for held in ask(values, shape_of(values)):
        if held.name in _NEVER_ALONE and not (concept and concept.term == held.validator.term):
            continue
        if held.name in ("given_name", "surname") and (concept is None or concept.force is not Force.IDENTITY):
            continue
        if held.name == "email" and sum(map(email.is_of_function, values)) > 0.5 * len(values):
            continue
        if held.name == "ip" and not (concept and concept.name == "ip") and not any(map(network.is_large, values)):
            continue
        kind = {"email": IdentifierKind.EMAIL, "phone": IdentifierKind.PHONE, "cookie": IdentifierKind.COOKIE}.get(
            held.name
        )
        if len(values) > 1 or (concept and concept.force is Force.IDENTITY):
            return Within(held.validator.term, held.validator.label, share, kind, held.validator.proves)
    if concept is not None and concept.force is Force.IDENTITY and len(values) > 1 and not named.is_digest:
        return Within(concept.term, concept.label, share, None, proves=False)
    text = [value for value in values if " " in value and len(value) > 15]
    if len(text) >= 0.5 * len(values):
        found = in_text(text, Known())
        if found:
            return Within(found.term, found.label, share * found.share, found.identifies)
    return None


def share_of_digests(cells: Sequence[str], known: Known) -> float:
    """The share of cells that are a digest of an address that another column holds."""
    if not cells:
        return 0.0
    digests = known.digests
    return sum(1 for cell in cells if cell.lower() in digests) / len(cells)
