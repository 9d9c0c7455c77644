"""How far does a clause commit, and whom?

1. Definitions, contacts and pointers commit to nothing.
2. The promise is in the main clause: a verb behind `if` or `that` is not promised. Of several main verbs the first that
   the kinds of the clause are about counts; a denial behind `but` does not undo what stands before it.
3. An item without a verb of its own commits as its lead-in does.
4. What the reader may do is `may`, what she cannot do is `never`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.reading.model import Actor, Doing, Form, Kind
from troth.words import Modal

if TYPE_CHECKING:
    from troth.reading.context import Seen
    from troth.reading.model import Frame

_NOTHING = frozenset({Kind.DEFINITION, Kind.THIRD_PARTY_LINK})
_OF_THE_READER = frozenset({Kind.RIGHT, Kind.CHOICE, Kind.CONTACT, Kind.COMPLAINT})
_DENIED = re.compile(
    r"\b(?:will not|won't|shall not|do not|don't|does not|doesn't|never|cannot|can not|can't|"
    r"is not|are not|aren't|isn't|must not|not be|no longer|not be able|neither|nor)\b"
)
_PERMITTED = re.compile(r"\b(?:may|might|can|could|reserves? the right)\b")
_READER = re.compile(
    r"\b(?:you|your|individuals|residents|consumers|users|visitors|customers|patients|parents?|"
    r"data subjects?)\b[^.;]{0,60}\b(?:may|can|could|have the right|has the right|are entitled|"
    r"right to)\b|^\W*(?:right|the right) (?:to|of)\b|^\W*(?:please|to (?:opt|stop|exercise|"
    r"unsubscribe|change|access|contact))\b|\bplease\b"
)


def commitment(seen: Seen, kinds: tuple[Kind, ...]) -> tuple[Modal | None, Actor]:
    """The modality that the clause promises with, and who does it; None where it promises nothing."""
    if kinds and kinds[0] in _NOTHING:
        return None, Actor.UNSTATED
    frame = _carrying(seen, kinds)
    if kinds and kinds[0] in _OF_THE_READER and _READER.search(seen.whole) and not (frame and frame.negated):
        return Modal.MAY, Actor.SUBJECT
    if frame is not None:
        return frame.modal, frame.actor
    main = re.split(r"\b(?:if|when|unless|where|that|which|who)\b", seen.plain, maxsplit=1)[0] or seen.plain
    if _DENIED.search(main):
        return Modal.NEVER, Actor.UNSTATED
    return (Modal.MAY if _PERMITTED.search(main) else Modal.DOES), Actor.UNSTATED


def _carrying(seen: Seen, kinds: tuple[Kind, ...]) -> Frame | None:
    """The frame that carries the promise."""
    main = [frame for frame in seen.frames if frame.form is Form.MAIN and frame.doing is not Doing.OTHER]
    if not main:
        return next(iter(seen.lead_frames), None) if seen.lead else None
    wanted = {doing for kind in kinds for doing in _ABOUT.get(kind, ())}
    return next((frame for frame in main if frame.doing in wanted), main[0])


_ABOUT = {
    Kind.COLLECTION: (Doing.COLLECT, Doing.GIVE, Doing.ASK, Doing.REQUIRE),
    Kind.SOURCE: (Doing.COLLECT, Doing.COMBINE),
    Kind.PURPOSE: (Doing.USE, Doing.CONTACT),
    Kind.LEGAL_BASIS: (Doing.USE, Doing.CONSENT),
    Kind.SHARING: (Doing.SHARE, Doing.TRANSFER),
    Kind.PROCESSOR: (Doing.SHARE, Doing.USE),
    Kind.LEGAL_REQUEST: (Doing.SHARE,),
    Kind.CORPORATE_EVENT: (Doing.SHARE, Doing.TRANSFER),
    Kind.SALE: (Doing.SELL,),
    Kind.TRANSFER: (Doing.TRANSFER, Doing.STORE, Doing.SHARE),
    Kind.RETENTION: (Doing.STORE, Doing.DELETE),
    Kind.SECURITY: (Doing.PROTECT,),
    Kind.BREACH: (Doing.NOTIFY,),
    Kind.CHANGE_NOTICE: (Doing.CHANGE, Doing.NOTIFY, Doing.PUBLISH),
    Kind.AGGREGATE: (Doing.ANONYMISE, Doing.SHARE, Doing.USE),
    Kind.AUTOMATED_DECISION: (Doing.DECIDE, Doing.USE),
}
