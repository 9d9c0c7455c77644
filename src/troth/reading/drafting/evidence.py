"""Does a clause say that data go to somebody, or does it only speak of those who may have them?

`Our providers have signed a contract` and `we publish a report on the demands we received` share nothing. Words that
pass something on do, and those that say who receives, sees or reaches it; so does an item or a row, which says it with
its lead-in or its column. What it leaves out: a denial of it, which `denials` finds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.reading.model import Doing, Form, Kind, SlotKind

if TYPE_CHECKING:
    from troth.reading.drafting.sense import Sense

_DOINGS = frozenset({Doing.SHARE, Doing.SELL, Doing.TRANSFER, Doing.PUBLISH})
_PASSED_ON = re.compile(
    r"\b(?:shar(?:e|es|ed|ing)|disclos\w+|pass(?:es|ed|ing)?(?: on)?|giv(?:e|es|en|ing)|hand(?:s|ed|"
    r"ing)? (?:over|out)|transmit\w*|"
    r"transfer\w*|releas\w+|reveal\w*|provid(?:e|es|ed|ing)|suppl(?:y|ies|ied|ying)|forward\w*|exchang\w+|"
    r"report(?:s|ed|ing)?|"
    r"send|sends|sent|sending|let|lets|letting|allow\w*|made available|make available|"
    r"communicat\w+|hand|distribut\w+|"
    r"(?:comply|complies|complying|cooperat\w+|respond\w*|answer\w*) (?:with|to)|turn(?:ed)? over|list your|"
    r"list the)\b"
)
_RECEIVED = re.compile(
    r"\b(?:receiv\w+|obtains?|gets?|get at|see|sees|seen|reach|have access|has access|access(?:ible|ed)? (?:to|"
    r"by)|can access|recipients?|"
    r"may access|look up|visible)\b"
)
_WORKS = re.compile(
    r"\b(?:on (?:our|its|their|your) behalf|(?:work|works|working|act|acts|acting|perform|performs|help|helps|"
    r"assist|assists|support|supports|"
    r"service|services) (?:for |with |to )?(?:us|our)|(?:is|are|be) (?:\w+ )?(?:hosted|stored|operated|processed|"
    r"sent|run|handled|provided|maintained)"
    r" (?:by|with|at|on|via|using)|hosts?|we (?:\w+ )?(?:use|engage|employ|rely on|work with|contract with|"
    r"outsource)|done by|our (?:\w+ ){0,3}"
    r"(?:tool|provider|platform|host|processor)|that (?:we use|help|helps)|measures?|analy[sz]es?)\b"
)
_BOUND = re.compile(
    r"\b(?:contracts?|agreements?|annex\w*|signed|bound|obligations?|terms of|confidential\w*|instructions|"
    r"audit(?:ed|s)|certif\w+|"
    r"inform our (?:clients|customers)|oppose|object|back-?ups?|alert the)\b"
)
_NOT_THEN = re.compile(
    r"\b(?:left out of|removed from|excluded from|stop(?:s|ped)? (?:\w+ )?(?:sharing|disclosing)|no longer|"
    r"ask(?:s|ed)? us (?:not )?to|"
    r"transparency report|report on|number of (?:demands|requests)|require (?:a|an) (?:warrant|court|subpoena)|"
    r"consents? to|"
    r"some (?:state )?laws? (?:call|define|consider)\w*|is (?:called|considered|deemed)|are (?:called|considered|"
    r"deemed)|limit(?:s)? the sharing|"
    r"(?:notice|statement|policy)\b[^.;]{0,20} (?:is issued|describes|explains|applies|covers|tells|sets out)|"
    r"meaning which is given)\b"
)
_ADDRESSED = re.compile(r"\b(?:inform|tell|notify|send|provide|give)\w* (?:you|our (?:clients|customers))\b")
_TO_READER = re.compile(
    r"\b(?:give|send|provide|return|hand|tell|show|share)\w* (?:it )?(?:back )?(?:to |with )?you\b(?! (?:provide|"
    r"give|tell))|\b(?:communicated|sent|provided|given|available|shown) (?:\w+ )?to you\b"
)
_SHARED = re.compile(r"\b(?:share|shared|disclose|disclosed|pass|passed|transmit\w*|transfer\w*|forward\w*)\b")
_FEWEST, _FEW = 3, 7


def is_title(sense: Sense) -> bool:
    """Whether a sentence without a verb only names what the next ones are about, as `With advertisers.` does."""
    clause = sense.reading.clause
    if clause.lead_in is not None or "|" in sense.plain:
        return False
    if clause.role is ClauseRole.ITEM:
        return _NUMBERED.match(sense.plain) is not None and not sense.plain.rstrip().endswith((".", ";"))
    words = sense.plain.split()
    short = len(words) <= _FEWEST or (_OPENS_TITLE.match(sense.plain) is not None and len(words) <= _FEW)
    if sense.plain.rstrip().endswith("?") and not sense.says_data:
        return True
    if not short or sense.says_data or _SOMEBODY.search(sense.plain) or sense.reading.found(SlotKind.CONTACT):
        return False
    return not _has_verb(sense) and sense.plain.rstrip().endswith((".", ":", "?", "!", ")"))


_NUMBERED = re.compile(r"^\d+(?:\.\d+)*\.? \w")
_OPENS_TITLE = re.compile(r"^\W*(?:with|in|for|to|by|on|from|of|about|under|part|section|chapter|annex)\b")
_SOMEBODY = re.compile(
    r"^\W*(?:the|an?|our|your|this|these)\b|\b(?:we|you|they|it|he|she|i|us|no|not|never|nobody|nothing|none|"
    r"stop|please)\b|'"
)


def _has_verb(sense: Sense) -> bool:
    return (
        any(frame.form is not Form.PARTICIPLE for frame in sense.reading.frames)
        or re.search(_VERB, sense.plain) is not None
    )


_VERB = (
    r"\b(?:is|are|was|were|be|been|may|can|will|shall|must|should|do|does|did|have|has|had|might|could|would|use|"
    r"uses|see|go|keep|keeps|"
    r"collect\w*|share[sd]?|store[sd]?|need|needs|get|gets|want|make|makes|take|takes|run|runs|work|works)\b"
)


def shares(sense: Sense) -> bool:
    """Whether the clause, with its lead-in, says that something goes to somebody."""
    text = sense.whole
    if _NOT_THEN.search(sense.plain) or _is_for_reader(sense):
        return False
    if sense.reading.clause.role is ClauseRole.ITEM and sense.recipients:
        return True
    if " | " in sense.plain or (not _has_verb(sense) and sense.lead == ""):
        return bool(sense.recipients) or Kind.SHARING in sense.kinds
    if _PASSED_ON.search(text) or _RECEIVED.search(text):
        return True
    return any(frame.doing in _DOINGS for frame in sense.reading.frames) or Kind.CORPORATE_EVENT in sense.kinds


def _is_for_reader(sense: Sense) -> bool:
    """`We give you a copy` gives nothing to others."""
    return not sense.recipients and _TO_READER.search(sense.plain) is not None and not _SHARED.search(sense.whole)


def says_who_gets_it(sense: Sense) -> bool:
    """Whether a clause about processors says that they get data, or do for us what needs them."""
    if _NOT_THEN.search(sense.plain):
        return False
    if " | " in sense.plain or sense.lead:
        return True
    if any(frame.doing in _DOINGS for frame in sense.reading.frames) or _RECEIVED.search(sense.plain):
        return not _ADDRESSED.search(sense.plain)
    if _BOUND.search(sense.plain):
        return (
            _WORKS.search(sense.plain) is not None
            and not _ADDRESSED.search(sense.plain)
            and "contract" not in sense.plain
        )
    return (
        _WORKS.search(sense.plain) is not None
        or not _has_verb(sense)
        or bool(sense.recipients and _PASSED_ON.search(sense.plain))
    )
