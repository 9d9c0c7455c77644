"""What do the tests of the store talk about? Two organisations, a small policy in two versions, alice and bob."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from troth.consent.events import ConsentEvent, ConsentKind, Draft, Surface
from troth.store import choices, organisations, policies, subjects
from troth.store.writing import writing
from troth.subjects.identifiers import Identifier, IdentifierKind
from troth.words import ChoiceId, OrganisationId, PurposeName, SubjectId

if TYPE_CHECKING:
    from troth.store.opened import Store

ACME = OrganisationId("acme")
OTHER = OrganisationId("other")
ALICE = SubjectId("subject-alice")
BOB = SubjectId("subject-bob")
CHARLIE = SubjectId("subject-charlie")
CANARY = Identifier(IdentifierKind.EMAIL, "canary.person@mail.example")
FAMILY_PHONE = Identifier(IdentifierKind.PHONE, "+33123456789")
OFFERS, LETTERS = PurposeName("offers"), PurposeName("letters")
SHOWN = "Yes, send me offers."

NOTICE = """\
# Privacy notice

We may use your contact details to send you offers if you agree.

You can opt out of our letters at any time.

We may use your contact details to send you letters.
"""
_POLICY = """\
troth: 1
policy: {organisation: ORGANISATION, version: "VERSION", effective: EFFECTIVE}
data: {contact: {is: [dpv:PersonalData]}}
purposes:
  marketing: {is: [dpv:Marketing]}
  offers: {is: [marketing]}
  letters: {is: [marketing]}
practices:
  - {id: use-offers, do: use, data: [contact], for: [offers], modal: may, consent: opt_in, cite: [s2]}
  - {id: use-letters, do: use, data: [contact], for: [letters], modal: may, consent: opt_out, cite: [s4]}
  - {id: use-marketing, do: use, data: [contact], for: [marketing], modal: may, consent: opt_out, cite: [s4]}
choices:
  - {id: stop-letters, of: [use-letters], effect: [stop, suppress], cite: [s3]}
"""


def policy_text(version: str = "1", effective: str = "2024-01-01", organisation: str = ACME) -> str:
    """The policy as a file."""
    return _POLICY.replace("ORGANISATION", organisation).replace("VERSION", version).replace("EFFECTIVE", effective)


def founded(store: Store) -> Store:
    """The store, with both organisations in it."""
    for organisation in (ACME, OTHER):
        organisations.found(store, organisation, organisation.title())
    return store


def drafted(
    store: Store, version: str = "1", effective: str = "2024-01-01", organisation: OrganisationId = ACME
) -> str:
    """Write a version down."""
    entry = policies.add_draft(
        store,
        organisation,
        policy_text=policy_text(version, effective, organisation),
        notice_text=NOTICE,
        notice_name="notice.md",
        by="dana",
    )
    assert isinstance(entry, policies.PolicyEntry), entry
    return entry.version


def published(
    store: Store, version: str = "1", effective: str = "2024-01-01", organisation: OrganisationId = ACME
) -> Store:
    """Write a version down and publish it upon the latest."""
    drafted(store, version, effective, organisation)
    basis = policies.latest_published(organisation)
    problems = policies.publish(store, organisation, version, by="dana", basis=basis)
    assert problems == [], [str(each) for each in problems]
    return store


def introduced(
    store: Store,
    subject: SubjectId = ALICE,
    *identifiers: Identifier,
    organisation: OrganisationId = ACME,
    standing: subjects.Standing | None = None,
) -> SubjectId:
    """Add a subject."""
    with writing(store, organisation) as change:
        return subjects.introduce(change, identifiers, subject=subject, standing=standing)


@cache
def address(name: str) -> Identifier:
    """Somebody's e-mail address."""
    return Identifier(IdentifierKind.EMAIL, f"{name}@mail.example")


def word(kind: ConsentKind = ConsentKind.GIVEN, subject: SubjectId = ALICE, **more: Any) -> Draft:
    """What a subject says: that she agrees to offers, where nothing else is said."""
    if "choice" not in more:
        more.setdefault("purpose", OFFERS)
    organisation = more.pop("organisation", ACME)
    return Draft(organisation=organisation, subject=subject, kind=kind, surface=Surface.FORM, text_shown=SHOWN, **more)


def said(store: Store, draft: Draft | None = None, **more: Any) -> ConsentEvent:
    """Record what a subject says."""
    draft = draft or word(**more)
    with writing(store, draft.organisation) as change:
        event = choices.say(change, draft)
    assert isinstance(event, ConsentEvent), event
    return event


STOP_LETTERS = ChoiceId("stop-letters")
