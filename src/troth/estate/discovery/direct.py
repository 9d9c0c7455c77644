"""What do a column's own cells say, whatever table it stands in?

Rules:
1. A validator that proves, on most distinct cells, speaks for personal data, save for the traps: a column that holds
   the same everywhere, mailboxes of functions, addresses of private networks, versions that look like IP addresses,
   numbers without any sign that they are telephone numbers, single names in tables of things.
2. A name that identifies, with cells that agree with it in form, makes it likely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.discovery.names import Force, Role
from troth.estate.discovery.profile import Kind, Profile
from troth.estate.discovery.values import email, moment, naming, network
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from troth.estate.discovery.names import NamedTable
    from troth.estate.discovery.values import Held

_TRAPPED = frozenset({Role.THING, Role.INFRA, Role.ORGANISATION})
_PEOPLE = frozenset({Role.PERSON, Role.STAFF, Role.ACTOR})
_NAMES = frozenset({"given_name", "surname", "full_name"})
_IDENTIFIES = {
    "email": IdentifierKind.EMAIL,
    "phone": IdentifierKind.PHONE,
    "cookie": IdentifierKind.COOKIE,
}
_MOST_FUNCTIONS = 0.6
_SURE = 6
"""Cells from which a check digit of ten is no chance."""
_PLAIN_NUMBERS = frozenset({"national_id", "card", "phone"})
_TEXTUAL = frozenset({"given_name", "surname", "full_name", "contact_person", "nickname", "username", "email"})


@dataclass(frozen=True, slots=True)
class Direct:
    """What the cells are; `proven` where a validator said so."""

    term: str
    reason: str
    proven: bool
    kind: str
    """The validator, or the concept."""
    identifies: IdentifierKind | None = None

    @property
    def names_a_person(self) -> bool:
        """Whether somebody can be told from others by it."""
        return self.kind in _STRONG


_STRONG = frozenset(
    {"email", "phone", "full_name", "given_name", "surname", "contact_person", "birth", "national_id", "iban", "card",
     "passport", "ip", "cookie", "device_id", "mac", "username", "fingerprint", "insurance_no", "agent", "plate"}
)  # fmt: skip


def direct(profile: Profile, table: NamedTable) -> Direct | None:
    """What a column's own cells say of a person; None where they say nothing of anybody."""
    if not profile.filled:
        return None
    trapped = table.role in _TRAPPED
    for held in profile.held:
        if held.validator.proves and not profile.has_hardly_any and _is_meant(profile, held, trapped=trapped):
            text = f"{round(100 * held.share)} % of {len(profile.shown)} distinct values are {held.validator.label}"
            return Direct(held.validator.term, text, True, held.name, _IDENTIFIES.get(held.name))  # noqa: FBT003 -- proven
    return _by_name(profile, trapped=trapped) or _birthdays(profile, trapped=trapped)


def _is_meant(profile: Profile, held: Held, *, trapped: bool) -> bool:
    """Whether a validator's word is not one of the traps."""
    concept = profile.named.concept
    says_so = concept is not None and concept.term == held.validator.term
    identity = concept is not None and concept.force is Force.IDENTITY
    elsewhere = set(profile.named.roles)
    if _TRAPPED & elsewhere and not _PEOPLE & elsewhere and held.name in ("email", "phone"):
        return False  # `telefono_proveedor`: a firm's
    if held.name == "email":
        if trapped and len(profile.distinct) == 1:
            return False
        functions = sum(map(email.is_of_function, profile.shown)) / len(profile.shown)
        return functions < _MOST_FUNCTIONS
    if held.name == "ip":
        if concept is not None and concept.name == "version":
            return False
        large = sum(map(network.is_large, profile.shown)) >= 0.5 * len(profile.shown)
        private = sum(map(network.is_private, profile.shown)) >= 0.8 * len(profile.shown)
        return not trapped and (says_so or large) and not (private and not says_so)
    if held.name == "imei":
        return not trapped and len(profile.shown) >= _SURE and not identity
    if held.name in ("mac", "agent"):
        return not trapped
    if held.name in _NAMES:
        return _is_name(profile, held, trapped=trapped)
    if held.name in _PLAIN_NUMBERS:
        return _is_number(profile, held, says_so=says_so, identity=identity, trapped=trapped)
    return not trapped or says_so or not identity


def _is_name(profile: Profile, held: Held, *, trapped: bool) -> bool:
    concept = profile.named.concept
    if concept is not None and concept.name in (*_NAMES, "contact_person", "nickname", "username", "marital", "family"):
        return True
    if sum(map(naming.is_company, profile.shown)) > 0.25 * len(profile.shown):
        return False
    if Role.ACTOR in profile.named.roles or ({Role.PERSON, Role.STAFF} & set(profile.named.roles)):
        return True
    if len(profile.distinct) < 6:
        return False
    if trapped or (
        concept is not None and concept.name in ("city", "country", "region", "street", "product", "type", "state")
    ):
        return False
    return held.name == "full_name" or not profile.is_enumerated


def _is_number(profile: Profile, held: Held, *, says_so: bool, identity: bool, trapped: bool) -> bool:
    """Whether digits are what they look like: numbers of orders, times in milliseconds and codes look alike."""
    if says_so:
        return True
    concept = profile.named.concept
    if concept is not None and (
        concept.force is Force.TECHNICAL
        or identity
        or concept.name in ("document_no", "tracking", "amount", "when", "product", "postcode", "quantity")
    ):
        return False
    if held.name == "phone":
        formed = sum(
            1
            for each in profile.shown
            if each.startswith("+") or (each.startswith(("0", "(")) and not profile.is_serial)
        )
        return not trapped and formed >= 0.6 * len(profile.shown)
    letters = profile.shape.letters >= 0.9
    enough = len(profile.shown) >= 12
    if held.name == "card":
        return enough and not profile.is_serial
    return not trapped and (letters or (enough and profile.kind is not Kind.WHOLE and held.share >= 0.98))


def _by_name(profile: Profile, *, trapped: bool) -> Direct | None:
    """Rule 2."""
    concept = profile.named.concept
    if (
        concept is None
        or concept.force is not Force.IDENTITY
        or (profile.is_constant and profile.kind is not Kind.TRUTH)
    ):
        return None
    if trapped and not (
        concept.name in ("password", "salary") or (concept.name in _TEXTUAL and _looks(profile, concept.name))
    ):
        return None
    if not _looks(profile, concept.name):
        return None
    if {Role.INFRA, Role.ORGANISATION, Role.THING} & set(profile.named.roles) and concept.name in (
        "ip",
        "email",
        "phone",
        "mac",
    ):
        return None
    return Direct(concept.term, f"it is named for {concept.label}, and its values look alike", False, concept.name)  # noqa: FBT003


def _looks(profile: Profile, concept: str) -> bool:
    """Whether cells can be what the name says."""
    if concept == "email":
        if profile.held_as("email"):  # and yet no proof: mailboxes of functions, or constant
            return False
        return profile.shape.at >= 0.3 or profile.shape.hexadecimal > 0.8
    if concept == "phone":
        return profile.kind in (Kind.TEXT, Kind.WHOLE) and profile.shape.digits >= 0.7 and profile.shape.mean >= 5
    if concept in ("given_name", "surname", "full_name", "contact_person"):
        companies = sum(map(naming.is_company, profile.shown))
        named = sum(map(naming.has_form, profile.shown)) if profile.shown else 0
        return profile.kind is Kind.TEXT and companies < 0.25 * len(profile.shown) and named >= 0.3 * len(profile.shown)
    if concept == "birth":
        return profile.kind in (Kind.MOMENT, Kind.WHOLE, Kind.TEXT)
    if concept == "ip":
        return bool(profile.held_as("ip")) and not all(map(network.is_private, profile.shown))
    if concept == "card":
        return profile.shape.digits >= 0.8
    if concept in ("gender", "health", "religion", "nationality"):
        return True
    return profile.kind != Kind.TRUTH or concept in ("union", "disability", "criminal", "politics", "biometric")


def _birthdays(profile: Profile, *, trapped: bool) -> Direct | None:
    if trapped or profile.kind is not Kind.MOMENT or profile.named.concept is not None:
        return None
    if not moment.are_birthdays(profile.shown):
        return None
    return Direct("pd:BirthDate", "dates that lie decades apart and mostly long ago, as birthdays do", False, "birth")  # noqa: FBT003
