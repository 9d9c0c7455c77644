"""Which clauses say what happens when data are lost or stolen?"""

from troth.reading.kinds.rule import KindRules, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.BREACH,
    (
        says(
            "breach.notify",
            0.95,
            r"\b(?:notif\w+|inform(?:s|ed|ing)?|tell|alert\w*|report\w*|"
            r"contact)\b[^.;]{0,100}\b(?:breach(?:es)?|security incidents?|data incidents?|"
            r"unauthori[sz]ed access|compromised?)\b|\b(?:breach(?:es)?|security incidents?|"
            r"compromised?)\b[^.;]{0,120}\b(?:notif\w+|inform|tell|alert|report|contact)\b",
            but_not=(
                r"\bcannot guarantee\b|\bbreach of (?:contract|these terms|this|our|the terms)\b|"
                r"\bresponsib\w+ for\b"
            ),
        ),
        says(
            "breach.if-threat",
            0.7,
            r"\bnotify you if there is a (?:threat|risk)\b|\bin the event of a (?:data |security |"
            r"personal data )?(?:breach|incident)\b",
        ),
        says(
            "breach.prevent",
            0.7,
            r"\bprevent\b[^.;]{0,30}\b(?:security |data )?breach(?:es)?\b|\bbreach response\b|"
            r"\bshould any breach(?:es)? occur\b",
        ),
    ),
    gives_way_to=(Kind.DISCLAIMER, Kind.DEFINITION),
)
