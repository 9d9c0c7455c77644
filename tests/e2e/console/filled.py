"""An installation in use: two organisations with policy and notice, subjects with words, and staff of each role."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from e2e.installation import Installation, fresh, keep, put_in_place
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
OURS = OrganisationId("sesamm")
THEIRS = OrganisationId("dialpad")
ALICE = SubjectId("0199aaaa000070008000000000000001")
BOB = SubjectId("0199aaaa000070008000000000000002")
CHARLIE = SubjectId("0199aaaa000070008000000000000003")
ALICES_ADDRESS = "alice@mail.example"
SHARED_PHONE = "+33612345678"


@dataclass(slots=True)
class Filled:
    """What tests need of it. `client` gives a browser in which somebody of that role has signed in."""

    installation: Installation
    _clients: dict[str, Client] = field(default_factory=dict)

    def user(self, name: str) -> User:
        from django.contrib.auth.models import User

        return User.objects.get(email=f"{name}@mail.example")

    def client(self, name: str) -> Client:
        if name not in self._clients:
            self._clients[name] = self.installation.signed_in(self.user(name))
        return self._clients[name]


def filled() -> Filled:
    """A fresh copy of it; the published logs of an earlier test are gone."""
    made = _made()
    installation = fresh()
    from troth.web import installed
    from troth.web.desk import desk

    put_in_place(made)
    shutil.rmtree(installed.settings().logs, ignore_errors=True)
    desk.cache_clear()
    return Filled(installation)


@cache
def _made() -> Path:
    installation = fresh()

    from troth.store.people import Role

    installation.found(OURS, THEIRS)
    for name, role in (("viewer", Role.VIEWER), ("officer", Role.OFFICER), ("administrator", Role.ADMINISTRATOR)):
        installation.account(name, role, OURS)
    installation.account("outsider", Role.ADMINISTRATOR, THEIRS)
    for organisation in (OURS, THEIRS):
        _publish(installation, organisation)
    _subjects(installation)
    return keep("filled")


def texts(organisation: OrganisationId) -> tuple[str, str]:
    """Policy and notice of an example."""
    folder = EXAMPLES / organisation
    return (folder / "policy.yaml").read_text("utf-8"), (folder / "notice.md").read_text("utf-8")


def _publish(installation: Installation, organisation: OrganisationId) -> None:
    from troth.store import policies

    policy, notice = texts(organisation)
    added = policies.add_draft(
        installation.store, organisation, policy_text=policy, notice_text=notice, notice_name="notice.md", by="test"
    )
    assert not isinstance(added, list), added
    assert not policies.publish(installation.store, organisation, added.version, by="test", basis=None)


def _subjects(installation: Installation) -> None:
    from troth.consent.events import ConsentKind, Draft, Surface
    from troth.store import choices, subjects
    from troth.store.writing import writing
    from troth.subjects.identifiers import Identifier, IdentifierKind, normalise

    def known(kind: IdentifierKind, text: str) -> Identifier:
        found = normalise(kind, text)
        assert isinstance(found, Identifier)
        return found

    phone = known(IdentifierKind.PHONE, SHARED_PHONE)
    with writing(installation.store, OURS) as change:
        subjects.introduce(change, [known(IdentifierKind.EMAIL, ALICES_ADDRESS), phone], subject=ALICE)
        subjects.introduce(change, [phone], subject=BOB)
    with writing(installation.store, THEIRS) as change:
        subjects.introduce(change, [known(IdentifierKind.EMAIL, "charlie@mail.example")], subject=CHARLIE)
    policy = choices.binding_policy(OURS, subjects.Standing(), installation.store.clock.now().date())
    assert not isinstance(policy, list)
    said = [
        (ConsentKind.GIVEN, "I agree to receive news about your products.", Surface.FORM),
        (ConsentKind.WITHDRAWN, "I no longer want to receive news about your products.", Surface.LINK),
    ]
    from troth.consent.scope import is_offered

    purpose = next(each for each in policy.purposes if is_offered(policy, each, None))
    for kind, text, surface in said:
        with writing(installation.store, OURS) as change:
            recorded = choices.say(
                change,
                Draft(
                    organisation=OURS,
                    subject=ALICE,
                    kind=kind,
                    surface=surface,
                    purpose=purpose,
                    text_shown=text,
                    language="en",
                ),
            )
            assert not isinstance(recorded, list), recorded
