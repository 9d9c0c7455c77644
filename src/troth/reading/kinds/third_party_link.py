"""Which clauses speak of other websites: links to them, their own notices, further reading?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

_SITES = (
    r"(?:(?:other|third[- ]party|linked|external|those|these|such other|another|their|"
    r"that)(?:'s)? (?:\w+ )?(?:web ?)?(?:sites?|pages?|services|apps|applications|platforms)|sites? linked|"
    r"linked (?:web ?)?sites?)"
)

RULES = KindRules(
    Kind.THIRD_PARTY_LINK,
    (
        says(
            "third-party-link.links",
            0.9,
            rf"\b(?:links?|linked|linking|hyperlinks?)\b[^.;]{{0,100}}\b{_SITES}|"
            rf"\b{_SITES}[^.;]{{0,60}}\blink(?:s|ed)?\b",
        ),
        says(
            "third-party-link.their-practices",
            0.9,
            rf"\b(?:privacy )?(?:practices?|polic(?:y|ies)|statements?|notices?|"
            rf"content)\b[^.;]{{0,60}}\b(?:of|on|by|employed by|for)\b[^.;]{{0,30}}\b{_SITES}",
        ),
        says(
            "third-party-link.leave",
            0.85,
            r"\bleav(?:e|ing) (?:our|this|the) (?:web ?)?(?:site|app|platform)\b|\bgo from our web ?site\b|"
            r"\bwhen you click on\b[^.;]{0,60}\blink|\b(?:web ?site|company|site)(?:'s)? own (?:rules|privacy|"
            r"polic\w+|terms)|\bhave their own privacy (?:polic|notice|statement)\w*",
        ),
        says(
            "third-party-link.read-theirs",
            0.75,
            r"\b(?:encourage|advise|urge|recommend|suggest|should|please)\w*\b[^.;]{0,80}\b(?:read|review|"
            r"check|consult|see)\b[^.;]{0,60}\b(?:their|those|these|third[- ]party|other|"
            r"the) (?:\w+ ){0,3}(?:polic(?:y|ies)|statements?|notices?|rules)\b|\bread over those\b",
        ),
        says(
            "third-party-link.learn-more",
            0.75,
            r"\b(?:for more information|learn more|more information|further information|find out more|"
            r"to learn|for (?:more )?details|for further|read more|additional information|"
            r"details can be found|click here)\b[^.]{0,120}\b(?:visit|see|click|here|https?|www|at|on|about|"
            r"available|page)\b",
            but_not=(
                r"\b(?:contact us|below|above|section|our (?:cookie|privacy) (?:policy|notice)|opt[- ]?out)\b|"
                r"\bchoices about\b|\brights?\b|\b(?:see|in) (?:choices|section|your|our)\b"
            ),
        ),
        says(
            "third-party-link.its-policy",
            0.8,
            r"\bhas (?:its|their) (?:own )?privacy (?:policy|notice|statement)|\b(?:google|facebook|meta|"
            r"twitter|linkedin|apple|amazon|microsoft|stripe|paypal|\w+)'s (?:own )?privacy (?:policy|notice|"
            r"statement)|\b(?:located|found|available) here\b",
        ),
        headed(
            "third-party-link.under-its-heading",
            0.5,
            r"\b(?:links?|linked|other (?:web ?)?sites|third[- ]party (?:web ?)?(?:sites|links|services))\b",
        ),
    ),
    gives_way_to=(Kind.DEFINITION, Kind.CHANGE_NOTICE, Kind.CHOICE),
)
