"""What has somebody answered so far, and which question comes next?

1. A question is asked once, one a page, and only where its answer is needed.
2. Answers stand in the session of the browser as ciphertext, until the request is made; and with a one-time link, so
   that it may be opened in another browser.
3. Who has proved an address in this browser is not asked for it again, but sees what will be sent.
"""

from __future__ import annotations

import base64
import dataclasses
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from troth.errors import TrothError
from troth.evidence.sealing import unwrap, wrap
from troth.requests.proof import tier_for
from troth.requests.request import Tier, is_enough
from troth.store.writing import bound_to
from troth.subjects.identifiers import Identifier, IdentifierKind
from troth.web.centre.requests.granted import places, regimes_of
from troth.web.desk import desk
from troth.words import RightKind

if TYPE_CHECKING:
    from django.http import HttpRequest

    from troth.policy import Policy
    from troth.words import OrganisationId

HOLDS = timedelta(minutes=30)
_PLACE = "asking"
_WITH_WHAT = (RightKind.RECTIFY, RightKind.COMPLAIN, RightKind.HUMAN_REVIEW)
_WITH_SOME = (RightKind.ACCESS, RightKind.KNOW, RightKind.PORT, RightKind.ERASE, RightKind.RESTRICT)


class Question(StrEnum):
    """What is asked."""

    WHAT = "what"
    """What is to be right; or what she has to say."""
    SOME = "some"
    """All data or some."""
    PLACE = "place"
    """Where she lives."""
    AGENT = "agent"
    """Who asks for her; only where somebody follows the link to it."""
    WHO = "who"
    """An address by which she is known."""
    CHECK = "check"
    """Whether this is what she wants to send."""
    DECLARE = "declare"
    """One proof more: another address, or a signed declaration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What was answered so far. `proven` are identifiers that answered, each as kind and text."""

    kind: str
    at: str
    language: str
    answered: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    term: str = ""
    value: str = field(default="", repr=False)
    was: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    place: str = ""
    agent: str = field(default="", repr=False)
    declared: str = field(default="", repr=False)
    proven: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def right(self) -> RightKind:
        """What is asked for."""
        return RightKind(self.kind)

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The identifiers that answered."""
        return tuple(Identifier(IdentifierKind(kind), text) for kind, text in self.proven)

    @property
    def tier(self) -> Tier:
        """How surely it is known by now who asks (11 CCR 7062)."""
        if not self.proven:
            return Tier.NONE
        return Tier.DECLARED if self.declared or len(self.proven) > 1 else Tier.REACHED

    def answering(self, question: Question, **answers: object) -> Asking:
        """The same, with an answer more."""
        return dataclasses.replace(self, answered=(*self.answered, question), **answers)  # type: ignore[arg-type]

    def proving(self, identifier: Identifier) -> Asking:
        """The same, with an identifier that answered."""
        pair = (str(identifier.kind), identifier.text)
        return dataclasses.replace(self, proven=tuple(dict.fromkeys((*self.proven, pair))))


def asks_proof(asking: Asking, policy: Policy) -> Tier:
    """What it takes to be believed."""
    return tier_for(asking.right, regimes_of(policy, asking.place))


def is_believed(asking: Asking, policy: Policy) -> bool:
    """Whether it is known well enough who asks."""
    return is_enough(asking.tier, asks_proof(asking, policy))


def questions(asking: Asking, policy: Policy) -> tuple[Question, ...]:
    """All questions of this request, in order; `CHECK` in place of `WHO` where an address was proved before."""
    found = [Question.WHAT] if asking.right in _WITH_WHAT else []
    if asking.right in _WITH_SOME and len(policy.data) > 1:
        found.append(Question.SOME)
    if places(policy, asking.right, datetime.fromisoformat(asking.at)):
        found.append(Question.PLACE)
    came_by_link = Question.WHO in asking.answered
    found.append(Question.WHO if came_by_link or not asking.proven else Question.CHECK)
    if asks_proof(asking, policy) is Tier.DECLARED:
        found.append(Question.DECLARE)
    return tuple(found)


def next_question(asking: Asking, policy: Policy) -> Question | None:
    """The first question that is not answered; None where there is none."""
    for each in questions(asking, policy):
        if each is Question.DECLARE and is_believed(asking, policy):
            continue
        if each not in asking.answered:
            return each
    return None


def written(asking: Asking) -> bytes:
    """The answers, to be carried with a link."""
    return msgspec.msgpack.encode(asking)


def read(carried: bytes) -> Asking:
    """The answers that `written` wrote."""
    return msgspec.msgpack.decode(carried, type=Asking)


def keep(request: HttpRequest, organisation: OrganisationId, asking: Asking) -> None:
    """Hold the answers in this browser's session."""
    store = desk().store
    sealed = wrap(store.key.derived("seal sessions"), written(asking), bound_to(organisation, "session", _PLACE))
    until = (store.clock.now() + HOLDS).isoformat()
    request.session[_PLACE] = {
        "organisation": organisation,
        "sealed": base64.b64encode(sealed).decode(),
        "until": until,
    }


def kept(request: HttpRequest, organisation: OrganisationId, kind: str) -> Asking | None:
    """The answers of this browser about one kind of request; None where there are none, or they are too old."""
    held = request.session.get(_PLACE)
    store = desk().store
    if not held or held["organisation"] != organisation or datetime.fromisoformat(held["until"]) <= store.clock.now():
        return None
    try:
        text = unwrap(
            store.key.derived("seal sessions"),
            base64.b64decode(held["sealed"]),
            bound_to(organisation, "session", _PLACE),
        )
    except TrothError:
        drop(request)  # sealed under another key: the session outlived its installation
        return None
    found = read(text)
    return found if found.kind == kind else None


def drop(request: HttpRequest) -> None:
    """Forget the answers."""
    request.session.pop(_PLACE, None)
