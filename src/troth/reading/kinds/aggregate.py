"""Which clauses speak of data made anonymous, and of statistics?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.AGGREGATE,
    (
        says(
            "aggregate.named",
            0.85,
            r"\b(?:aggregat(?:e|ed|ion)|anonymi[sz](?:e|ed|ing|ation)|de-?identif(?:y|ied|ication)|"
            r"anonymous(?:,)? (?:non-personal )?(?:information|data|form|statistics|basis)|"
            r"non-personal(?:ly)? (?:identif\w+ )?(?:information|data)|statistical (?:information|data|"
            r"purposes?|analys\w+)|does not identify any (?:individual|person))\b",
            but_not=(
                r"\bwhere (?:suitable|appropriate)\b|\bright\b|\b(?:cookies?|"
                r"gather broad)\b[^.;]{0,40}\bmeasure\b|\bnot include\b"
            ),
        ),
        says(
            "aggregate.statistics",
            0.8,
            r"\b(?:compile|create|generate|produce|prepare|calculate|develop)\w*\b[^.;]{0,40}\b(?:statistics|"
            r"reports|aggregate|insights|trends)\b",
        ),
        headed(
            "aggregate.under-its-heading",
            0.6,
            r"\b(?:aggregate\w*|anonymi[sz]ed|anonymous|non-personal|de-?identified)\b",
        ),
    ),
    gives_way_to=(Kind.DEFINITION, Kind.RETENTION, Kind.SECURITY, Kind.COOKIE, Kind.RIGHT, Kind.SALE),
)
