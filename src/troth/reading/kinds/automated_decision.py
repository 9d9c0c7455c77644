"""Which clauses speak of decisions that machines take, and of profiles?"""

from troth.reading.kinds.rule import KindRules, does, headed, says
from troth.reading.model import Actor, Doing, Kind

RULES = KindRules(
    Kind.AUTOMATED_DECISION,
    (
        says(
            "automated-decision.named",
            0.9,
            r"\b(?:automated|automatic|solely automated|algorithmic)[ -]?(?:individual )?(?:decision|"
            r"processing|means|tools|systems|profiling)\b|\bdecisions?[- ]making\b|\bbased solely on\b|"
            r"\bprofiling\b|\bwithout (?:any )?human (?:intervention|involvement|review)\b|"
            r"\bhuman (?:intervention|review)\b",
            but_not=r"\bopt[- ]?out of\b|\bautomated (?:data )?collection\b|\bautomatic data collection\b",
        ),
        says(
            "automated-decision.profiles",
            0.7,
            r"\b(?:creat|build|develop|form|generat|compil)\w*\b[^.;]{0,40}\bprofiles?\b|\b(?:credit|risk|"
            r"fraud) scor\w+|\bscoring\b|\bsegment(?:s|ed|ation|ing)? (?:our|users?|you|customers?)\b|"
            r"\bmachine learning\b[^.;]{0,60}\b(?:decide|decision|predict|score)\w*",
        ),
        does(
            "automated-decision.decides",
            0.6,
            Doing.DECIDE,
            actor=(Actor.ORGANISATION,),
            reach=r"\b(?:account|use of|access|service)\b",
        ),
        says(
            "automated-decision.review",
            0.9,
            r"\b(?:personal|manual|human) review\b|\bcontest (?:the|a|such) decision\b|"
            r"\bexpress your point of view\b|\blegal effects?\b|\bsimilarly significant\b",
            but_not=r"\bopt[- ]?out of\b",
        ),
        headed("automated-decision.under-its-heading", 0.6, r"\b(?:automated|profiling|decision[- ]making)\b"),
    ),
    gives_way_to=(Kind.DEFINITION,),
)
