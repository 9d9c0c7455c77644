"""Which clauses say where data come from, other than from forms the subject fills?"""

from troth.reading.kinds.rule import KindRules, says
from troth.reading.model import Kind

_OTHERS = (
    r"(?:third[- ]part(?:y|ies)|partners?|other (?:sources|companies|users|organi[sz]ations|people)|"
    r"public(?:ly)?[- ](?:available )?(?:sources?|records?|databases?|registers?)|data brokers?|"
    r"social (?:media|networks?)|credit (?:reference|reporting|bureau|agenc)\w*|affiliates?|vendors?|"
    r"service providers?|your employer|advertis\w+|referees|resellers|someone else|data (?:suppliers|"
    r"providers)|subsidiar\w+)"
)

RULES = KindRules(
    Kind.SOURCE,
    (
        says(
            "source.from-others",
            0.85,
            rf"\b(?:collect|receive|obtain|get|acquire|gather|combin|supplement|source|buy|"
            rf"purchase)\w*\b[^.;]{{0,140}}\bfrom\b[^.;]{{0,60}}\b{_OTHERS}",
        ),
        says(
            "source.others-give-us",
            0.8,
            rf"\b{_OTHERS}[^.;]{{0,80}}\b(?:provide|send|share|give|supply|pass|disclose)s?\b (?:us|to us|"
            rf"it (?:to|with) us|[^.;]{{0,60}}\b(?:to|with) us)\b",
        ),
        says(
            "source.publicly-available",
            0.7,
            r"\binformation about you that is publicly available\b|\bpublicly (?:available|"
            r"accessible) (?:sources?|information|data|registers?|records?)\b",
            but_not=r"\bnot otherwise publicly|\bpublicly available (?:on|at|to)\b|\bdoes not include\b",
        ),
        says(
            "source.someone-else-gave",
            0.6,
            r"\b(?:if|when) (?:someone|a friend|another (?:user|person|customer)|other (?:users|"
            r"people))\b[^.;]{0,80}\b(?:gives?|provides?|shares?|uploads?|sends?|refers?|tags?|mentions?)\b",
        ),
        says(
            "source.categories-of-sources",
            0.7,
            r"\b(?:categories of sources|sources (?:of|from which)|source of (?:the|your|"
            r"this) (?:personal )?(?:data|information))\b",
            but_not=r"\b(?:right|request)\b",
        ),
    ),
    gives_way_to=(Kind.DEFINITION, Kind.RIGHT, Kind.COOKIE, Kind.SALE),
)
