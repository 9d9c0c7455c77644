"""Whose choices does this browser show?

Whoever proved an identifier of hers has a session for one organisation. Rules:

1. The session holds the identifier as ciphertext only, for `HOLDS`, and for the organisation in which it was proved.
2. It gets a new key when something is proved, so that a session that was planted in a browser gains nothing.
3. Whom the identifier points at is asked each time: it may have become shared meanwhile, and then it identifies nobody.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from troth.errors import TrothError
from troth.evidence.sealing import unwrap, wrap
from troth.store import subjects
from troth.store.writing import bound_to
from troth.subjects.identifiers import Identifier, IdentifierKind
from troth.web.desk import desk

if TYPE_CHECKING:
    from django.http import HttpRequest

    from troth.words import OrganisationId, SubjectId

HOLDS = timedelta(minutes=30)
_PLACE = "proven"
_ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Proven:
    """An identifier that was proved, and whom it identifies: None where the organisation does not know it yet."""

    identifier: Identifier
    subject: SubjectId | None
    shared: bool


def remember(request: HttpRequest, organisation: OrganisationId, identifier: Identifier) -> None:
    """Open a session for who proved the identifier."""
    store = desk().store
    request.session.cycle_key()
    sealed = wrap(
        store.key.derived("seal sessions"),
        f"{identifier.kind}\n{identifier.text}".encode(),
        bound_to(organisation, "session", _PLACE),
    )
    held = {
        "organisation": organisation,
        "sealed": base64.b64encode(sealed).decode(),
        "until": (store.clock.now() + HOLDS).isoformat(),
    }
    request.session[_PLACE] = held


def proven(request: HttpRequest, organisation: OrganisationId) -> Proven | None:
    """Who proved an identifier here, in this organisation, not too long ago; None for everybody else."""
    held = request.session.get(_PLACE)
    store = desk().store
    if not held or held["organisation"] != organisation or datetime.fromisoformat(held["until"]) <= store.clock.now():
        return None
    try:
        text = unwrap(
            store.key.derived("seal sessions"),
            base64.b64decode(held["sealed"]),
            bound_to(organisation, "session", _PLACE),
        ).decode()
    except TrothError:
        leave(request)  # sealed under another key: the session outlived its installation
        return None
    kind, _, identifier = text.partition("\n")
    found = Identifier(IdentifierKind(kind), identifier)
    pointed = subjects.find(store, organisation, found)
    return Proven(found, pointed.only, pointed.shared)


def leave(request: HttpRequest) -> None:
    """Forget who it was."""
    request.session.flush()


def note_asked(request: HttpRequest, organisation: OrganisationId, id_: str) -> None:
    """Remember that this browser asked for something, for as long as it is remembered who uses it."""
    held = request.session.get(_PLACE)
    if held and held["organisation"] == organisation:
        request.session[_PLACE] = {**held, _ASKED: [*held.get(_ASKED, ()), id_]}


def asked_here(request: HttpRequest, organisation: OrganisationId) -> frozenset[str]:
    """The ids of the requests that this browser asked for since somebody proved who she is."""
    held = request.session.get(_PLACE)
    return frozenset(held.get(_ASKED, ())) if held and held["organisation"] == organisation else frozenset()
