"""What the tests of this stage start from: alice, an organisation, its policy, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from troth.clock import SetClock
from troth.consent.events import ConsentEvent, ConsentKind, Draft, Surface, record
from troth.policy.model import (
    Choice,
    Effective,
    Head,
    Policy,
    Practice,
    Purpose,
)
from troth.words import (
    Act,
    Basis,
    Channel,
    ChoiceId,
    ConsentMode,
    DataName,
    Modal,
    OrganisationId,
    PracticeId,
    PurposeName,
    SubjectId,
)

ACME = OrganisationId("acme")
ALICE = SubjectId("subject-alice")

MARKETING = PurposeName("marketing")
NEWSLETTER = PurposeName("newsletter")
SERVICE = PurposeName("service_messages")

Say = Callable[..., ConsentEvent]


def _practice(id_: str, purpose: PurposeName, **more: Any) -> tuple[PracticeId, Practice]:
    do = more.pop("do", (Act.USE,))
    return PracticeId(id_), Practice(
        id=id_, do=do, data=(DataName("email_address"),), for_=(purpose,), modal=Modal.MAY, **more
    )


def _choice(id_: str, *of: str, **more: Any) -> tuple[ChoiceId, Choice]:
    return ChoiceId(id_), Choice(id=id_, of=tuple(map(PracticeId, of)), **more)


@pytest.fixture
def policy() -> Policy:
    """Marketing over newsletters and offers, service messages without a choice, and a sale."""
    return Policy(
        head=Head(
            organisation=ACME,
            version="2024-01-01",
            effective=Effective(existing=date(2024, 1, 1)),
            laws=("eu-gdpr",),
        ),
        purposes={
            MARKETING: Purpose(is_=("dpv:Marketing",)),
            NEWSLETTER: Purpose(is_=(MARKETING,)),
            SERVICE: Purpose(is_=("dpv:ServiceProvision",)),
        },
        practices=dict(
            [
                _practice("use-marketing", MARKETING, consent=ConsentMode.OPT_OUT, basis=Basis.LEGITIMATE_INTEREST),
                _practice("use-newsletter", NEWSLETTER, consent=ConsentMode.OPT_IN, basis=Basis.CONSENT),
                _practice("use-service", SERVICE, basis=Basis.CONTRACT),
                _practice("sell-lists", MARKETING, do=(Act.SELL,)),
                _practice("share-partners", MARKETING, do=(Act.SHARE,), consent=ConsentMode.OPT_OUT),
                _practice("share-hosts", SERVICE, do=(Act.SHARE,)),
            ]
        ),
        choices=dict(
            [
                _choice("stop-newsletter", "use-newsletter", channel=(Channel.EMAIL, Channel.POST)),
                _choice("stop-marketing", "use-marketing", "use-newsletter", effect=("stop", "suppress")),
                _choice("no-service-choice", "use-service", available=False),
            ]
        ),
    )


@pytest.fixture
def clock() -> SetClock:
    """Noon of 1 March 2024, UTC."""
    return SetClock(datetime(2024, 3, 1, 12, tzinfo=UTC))


@pytest.fixture
def say(policy: Policy, clock: SetClock) -> Say:
    """Record what alice says, a minute after what she said before."""

    def spoken(kind: ConsentKind, **about: Any) -> ConsentEvent:
        clock.advance(timedelta(minutes=1))
        shown = about.pop("text_shown", "Yes, send me the newsletter.")
        surface = about.pop("surface", Surface.FORM)
        draft = Draft(organisation=ACME, subject=ALICE, kind=kind, surface=surface, text_shown=shown, **about)
        event = record(policy, draft, clock)
        assert isinstance(event, ConsentEvent), event
        return event

    return spoken
