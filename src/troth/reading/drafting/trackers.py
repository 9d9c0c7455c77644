"""Which cookies and similar techniques does a clause declare?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Practice, Tracker, TrackerClass, TrackerKind
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind
from troth.words import Act, DataName, Duration, Modal

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.COOKIE,)
_CLASSES = (
    (
        TrackerClass.NECESSARY,
        re.compile(
            r"\b(?:strictly |absolutely )?(?:necessary|essential|required)\b|\blog(?:ged|ging)? "
            r"in\b|\bsession id\b|\bbasket\b|\bshopping cart\b"
        ),
    ),
    (
        TrackerClass.ADVERTISING,
        re.compile(r"\b(?:advertis\w+|ads?|marketing|targeting|interest-based|behaviou?ral|retarget\w*|ad network)\b"),
    ),
    (
        TrackerClass.ANALYTICS,
        re.compile(
            r"\b(?:analytic\w*|analy[sz]e|measure|statistic\w*|count|performance|traffic|how (?:you|"
            r"visitors|people) use|track\w*)\b"
        ),
    ),
    (
        TrackerClass.FUNCTIONAL,
        re.compile(
            r"\b(?:functional\w*|preferences?|remember|settings|personali[sz]\w*|improve|enhance|recogni[sz]e)\b"
        ),
    ),
)
_THIRD = re.compile(r"\b(?:third[- ]part(?:y|ies)|advertisers?|ad networks?|partners?|google|facebook|meta)\b")
_CONSENT_FIRST = re.compile(r"\b(?:consent|opt[- ]in|agree|accept)\b")


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the trackers of a clause, and the collection by them."""
    kinds = sense.means or ("cookie",)
    class_ = next((each for each, pattern in _CLASSES if pattern.search(sense.plain)), TrackerClass.FUNCTIONAL)
    never = sense.modal is Modal.NEVER
    names = []
    for kind in kinds:
        element = Tracker(
            kind=TrackerKind(kind),
            class_=class_,
            set_by=sense.recipients if _THIRD.search(sense.plain) else (),
            purpose=() if never else sense.purposes,
            data=sense.data if sense.says_data and not never else (),
            lifetime=next(
                (length for value in sense.values(SlotKind.DURATION) if (length := Duration.parse(value))), None
            ),
            personal=False if never and sense.says_data else None,
            consent=sense.consent,
            only=sense.only and bool(sense.purposes),
            cite=citations(sense.cited),
        )
        names.append(
            ledger.add("trackers", f"{class_.value}_{kind}", element, sense.rules, sense.reading.confidence).replace(
                "-", "_"
            )
        )
    if not never:
        data = sense.data if sense.says_data else (ledger.data("troth:CookieIdentifier", sense.id),)
        practice = Practice(
            do=(Act.COLLECT,), data=tuple(map(DataName, data)), from_=("device",), via=tuple(names), modal=sense.modal,
            for_=sense.purposes, consent=sense.consent, open=sense.reading.open, cite=citations(sense.cited),
        )  # fmt: skip
        ledger.add("practices", "collect-by-trackers", practice, sense.rules, sense.reading.confidence)
