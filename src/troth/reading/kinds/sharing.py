"""Which clauses say that data go to somebody else, for that party's own ends or ours?"""

from troth.reading.kinds.rule import KindRules, does, headed, says
from troth.reading.model import Actor, Doing, Kind

_WHOM = r"\b(?:with|to|by|among|between|outside)\b"
_PARTIES = (
    r"\b(?:third[- ]part(?:y|ies)|partners?|affiliat\w+|subsidiar\w+|advertis\w+|compan(?:y|ies)|group|parent|"
    r"other (?:users|players|members|people|customers)|social (?:media|networks?)|organi[sz]ations|retailers?|"
    r"sponsors?|anyone|others|strangers|insurers?|banks?|agenc(?:y|ies)|famil(?:y|ies)|friends|carers?|"
    r"publishers?|brands?|researchers?|universit\w+|dealers?|franchise\w*|employer)\b"
)
_RECEIVERS = (
    r"(?:operators?|sellers?|airlines?|hotels?|couriers?|carriers?|hospitals?|doctors?|clinics?|schools?|networks?|"
    r"lenders?|landlords?)\b"
)

RULES = KindRules(
    Kind.SHARING,
    (
        does(
            "sharing.organisation-shares",
            0.8,
            Doing.SHARE,
            actor=(Actor.ORGANISATION,),
            reach=rf"{_WHOM}|\binformation\b|\bdata\b",
            but_not=(
                r"\bshare (?:our|the|your) (?:offices?|premises|values?|views?|commitment|experiences?|passion)\b|"
                r"\buse (?:and|or) disclose\b|\b(?:to|with|provide|send) you\b|\bsend you\b"
            ),
        ),
        does("sharing.is-shared", 0.75, Doing.SHARE, Doing.PUBLISH, actor=(Actor.UNSTATED,), reach=rf"(?:{_WHOM})"),
        says(
            "sharing.given-to",
            0.65,
            rf"\b(?:provid|giv|suppl|send|sent|made available|make available|pass|releas|transmit|disclos|"
            rf"shar|reveal|expos|transfer)\w*\b[^.;]{{0,100}}\b(?:to|with)\b[^.;]{{0,40}}{_PARTIES}",
        ),
        says(
            "sharing.third-party-access",
            0.6,
            rf"{_PARTIES}[^.;]{{0,60}}\b(?:(?:may |will |can )?(?:have|be given|get|gain|receive|"
            rf"obtain)) access\b|\b(?:grant|give|allow)\w* [^.;]{{0,40}}{_PARTIES}[^.;]{{0,40}}\baccess\b",
        ),
        says(
            "sharing.not-shared",
            0.7,
            r"\b(?:not|never) (?:\w+ )?(?:share|disclose|give|provide|pass|reveal|transmit)\b(?! (?:us|you|"
            r"(?:any )?reasons?)\b)",
        ),
        says(
            "sharing.received-by",
            0.68,
            rf"(?:{_PARTIES}|\b{_RECEIVERS})(?:(?!\b(?:we|us|you)\b)[^.;]){{0,50}}\b(?:receives?|gets?|obtains?|"
            rf"learns?|(?:is|are) (?:given|told|sent))"
            r"\b(?! in touch)",
            but_not=r"\bfrom (?:third|other|our|these|such)\b[^.;]{0,20}\bpart|\b(?:to|with|give|tell|send) us\b",
        ),
        says(
            "sharing.accessible-to",
            0.8,
            r"\b(?:accessible|available|visible|disclosed|open)\b[^.;]{0,60}\bto (?:(?:the|our|those|only|"
            r"certain|all|other|"
            r"authori[sz]ed) )*(?:\w+,? (?:and )?){0,6}?(?:departments?|services|staff|employees|teams?|"
            r"personnel|subsidiar\w+|"
            r"affiliates|compan\w+|partners?|colleagues)\b",
            but_not=r"\b(?:make|made) (?:\w+ )?available to you",
        ),
        says("sharing.exchange", 0.7, r"\bexchang\w+ (?:information|data)\b|\bdata exchanges?\b"),
        headed(
            "sharing.under-its-heading",
            0.45,
            r"\b(?:shar(?:e|ing)|disclos\w+|recipients?|who (?:else )?(?:can|has|have|we|receives?)|"
            r"third[- ]part(?:y|ies)|with whom)\b",
            own=rf"{_PARTIES}|\b(?:share|disclose|provide|recipients?)\b",
        ),
    ),
    gives_way_to=(
        Kind.PROCESSOR,
        Kind.LEGAL_REQUEST,
        Kind.CORPORATE_EVENT,
        Kind.SALE,
        Kind.TRANSFER,
        Kind.AGGREGATE,
        Kind.PUBLIC_FORUM,
        Kind.LEGAL_BASIS,
        Kind.RIGHT,
        Kind.CHOICE,
        Kind.COOKIE,
        Kind.DEFINITION,
        Kind.SECURITY,
        Kind.CHILDREN,
        Kind.SOURCE,
        Kind.CHANGE_NOTICE,
    ),
)
