"""Which clauses say where data come from, other than from forms the subject fills?"""

from troth.reading.kinds.rule import KindRules, led, says
from troth.reading.model import Kind

_OTHERS = r"(?:third[- ]part(?:y|ies)|partners?|other (?:sources|companies|users|organi[sz]ations|people)|public(?:ly)?[- ](?:available )?(?:sources?|records?|databases?|registers?)|data brokers?|social (?:media|networks?)|credit (?:reference|reporting|bureau|agenc)\w*|affiliates?|vendors?|service providers?|your employer|advertis\w+|referees|resellers|someone else|data (?:suppliers|providers)|subsidiar\w+)"

RULES = KindRules(
    Kind.SOURCE,
    (
        says(
            "source.from-others",
            0.85,
            rf"\b(?:collect|receive|obtain|get|acquire|gather|combin|supplement|source|buy|purchase)\w*\b[^.;]{{0,140}}\bfrom\b[^.;]{{0,60}}\b{_OTHERS}",
        ),
        says(
            "source.others-give-us",
            0.8,
            rf"\b{_OTHERS}[^.;]{{0,80}}\b(?:provide|send|share|give|supply|pass|disclose)s?\b (?:us|to us|it (?:to|with) us|[^.;]{{0,60}}\b(?:to|with) us)\b",
        ),
        says(
            "source.publicly-available",
            0.7,
            r"\binformation about you that is publicly available\b|\bpublicly (?:available|accessible) (?:sources?|information|data|registers?|records?)\b",
            but_not=r"\bnot otherwise publicly|\bpublicly available (?:on|at|to)\b|\bdoes not include\b",
        ),
        led(
            "source.in-a-list",
            0.9,
            r"\b(?:from (?:the following|these)|sources?|collect this information|obtain\w* [^:]{0,80} from|received? [^:]{0,60} from)\b[^:]{0,40}:?$",
            own=r"\b(?:from|directly|automatically|when you|third|you|by|public|partners?|through|vendors|providers|affiliates?)\b",
        ),
        says(
            "source.someone-else-gave",
            0.6,
            r"\b(?:if|when) (?:someone|a friend|another (?:user|person|customer)|other (?:users|people))\b[^.;]{0,80}\b(?:gives?|provides?|shares?|uploads?|sends?|refers?|tags?|mentions?)\b",
        ),
        says(
            "source.categories-of-sources",
            0.7,
            r"\b(?:categories of sources|sources (?:of|from which)|source of (?:the|your|this) (?:personal )?(?:data|information))\b",
            but_not=r"\b(?:right|request)\b",
        ),
    ),
    gives_way_to=(Kind.DEFINITION, Kind.RIGHT, Kind.COOKIE, Kind.SALE),
)
