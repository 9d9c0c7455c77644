"""What are the data of a policy, whatever its notice calls them?

The terms of the vocabulary under `is` say what a category is. A category is what it says itself and what everything
beneath it says; what is said of a wider category need not hold of every part of it.

1. Identifiers single somebody out (GDPR Art. 4(1), recital 30; Civ. Code 1798.140(aj)): names, contact data, account
   and official numbers, numbers dialled, IP addresses, cookie and device identifiers.
2. Tracking terms are data about what a person or her device does: `pd:Tracking` and everything beneath it.
3. Data are linked where a practice that the notice permits combines them with data that are personal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.model import Personal
from troth.policy.vocabulary import is_a, term
from troth.words import Act, DataName, Modal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import DataCategory, Policy, Practice
    from troth.policy.validation.overlap import Trees

IDENTIFIERS = (
    "pd:Name",
    "pd:UID",
    "pd:Username",
    "pd:OfficialID",
    "pd:Identifier",
    "pd:EmailAddress",
    "pd:TelephoneNumber",
    "pd:PhysicalAddress",
    "troth:RecipientContact",
    "troth:DialledNumber",
    "pd:AccountIdentifier",
    "pd:IPAddress",
    "pd:BrowserFingerprint",
    "dpv:IdentifyingPersonalData",
)
"""The terms of which a kind identifies a person or her device by itself."""

_TOO_WIDE = ("pd:PostalCode", "pd:Region")
"""Parts of an address that many people share."""


def identifies(word: str) -> bool:
    """Whether a term is an identifier."""
    return any(is_a(word, each) for each in IDENTIFIERS) and not any(is_a(word, each) for each in _TOO_WIDE)


def identifiers_among(policy: Policy, trees: Trees, slot: tuple[DataName, ...]) -> dict[str, DataCategory]:
    """The categories that a list reaches and that are identifiers by their own terms, by name."""
    reached = trees.data.reach(slot)
    return {
        name: category
        for name, category in policy.data.items()
        if name in reached and any(identifies(word) for word in category.is_)
    }


def linking_practices(policy: Policy, trees: Trees, slot: tuple[DataName, ...]) -> dict[str, Practice]:
    """The permitted practices that combine what a list reaches with data that are personal, by name."""
    ours = trees.data.reach(slot)
    found: dict[str, Practice] = {}
    for name, practice in policy.practices.items():
        if Act.COMBINE not in practice.do or practice.modal is Modal.NEVER:
            continue
        reached = trees.data.reach(practice.data)
        others = (policy.data[DataName(each)] for each in reached - ours if each in policy.data)
        if not reached.isdisjoint(ours) and any(each.personal is not Personal.NONE for each in others):
            found[name] = practice
    return found


def is_sensitive(policy: Policy, trees: Trees, slot: Iterable[DataName]) -> bool:
    """Whether a list reaches data that are sensitive, by the file's word or by their terms."""
    reached = trees.data.reach(tuple(slot))
    return any(
        category.sensitive or any((known := term(word)) is not None and known.sensitive for word in category.is_)
        for name, category in policy.data.items()
        if name in reached
    )
