"""Which clauses say what data are used for?"""

from troth.reading.kinds.rule import KindRules, does, headed, says
from troth.reading.model import Actor, Doing, Kind

_FOR = r"\b(?:to|for|in order to|so that|so we can|when|as|internally|in connection with|in compliance)\b"

RULES = KindRules(
    Kind.PURPOSE,
    (
        does(
            "purpose.organisation-uses",
            0.8,
            Doing.USE,
            actor=(Actor.ORGANISATION, Actor.UNSTATED, Actor.THIRD_PARTY),
            reach=_FOR,
            but_not=(
                r"\b(?:use|uses|using|using a|used) (?:\w+ ){0,3}(?:cookies|technolog|measures|encryption|ssl|"
                r"tls|secure|procedures|safeguards|third part)"
            ),
        ),
        says(
            "purpose.used-to",
            0.75,
            r"\b(?:information|data|details|address(?:es)?|it|this|they|content|feedback|recordings?|"
            r"number)\b[^.;]{0,80}\b(?:will be|is|are|may be|can be|be|was) (?:also |only |then |"
            r"primarily )?(?:used|processed|needed|required|necessary) (?:\w+ )?(?:to|for|by us to|"
            r"in order to|internally|when)\b",
            but_not=r"\bcookies? (?:is|are) (?:used|required)\b",
        ),
        says(
            "purpose.helps-us",
            0.6,
            r"\b(?:this|it|that|which|they) (?:\w+ )?(?:helps?|allows?|enables?|lets?) us\b|"
            r"\bthis is done to\b|\bwe do (?:this|so) to\b|\bthis (?:segmentation|analysis|information) (?:is|"
            r"helps|allows)\b",
        ),
        says(
            "purpose.may-contact-you",
            0.6,
            r"\bwe (?:may |might |will |would like to |can )?(?:also )?(?:contact|e-?mail|call|text|send|"
            r"notify|inform) you\b[^.;]{0,120}\b(?:about|regarding|with|information|offers?|updates?|"
            r"newsletters?|services?|products?|promotion\w*|reminders?)\b",
            but_not=r"\b(?:polic(?:y|ies)|notice|statement|breach|if we (?:make|change)|changes?)\b",
        ),
        says(
            "purpose.only-use",
            0.75,
            r"\bonly (?:use|process)\b[^.;]{0,80}\b(?:to|for|as)\b|\bfor (?:internal|these|no other|"
            r"any other) [^.;]{0,40}purposes?\b|\bnot be used for any other purpose\b",
        ),
        says(
            "purpose.limited",
            0.7,
            r"\b(?:limited to the purpose|purpose limitation|purposes? for which (?:\w+ ){1,5}(?:gathered|"
            r"collected)|compatible with the (?:original )?purpose)",
        ),
        headed(
            "purpose.under-its-heading",
            0.5,
            r"\b(?:how (?:do )?(?:we|\w+) (?:use|process)|use of|uses of|using|purposes?|why (?:do )?we)\b",
            own=r"\b(?:use|to|for|purposes?|process|we)\b",
        ),
    ),
    gives_way_to=(
        Kind.LEGAL_BASIS,
        Kind.SURVEY,
        Kind.SHARING,
        Kind.PROCESSOR,
        Kind.COOKIE,
        Kind.AGGREGATE,
        Kind.RIGHT,
        Kind.LEGAL_REQUEST,
        Kind.DEFINITION,
        Kind.CHANGE_NOTICE,
        Kind.PAYMENT,
        Kind.CHOICE,
        Kind.SALE,
        Kind.TRANSFER,
        Kind.CORPORATE_EVENT,
        Kind.AUTOMATED_DECISION,
        Kind.RETENTION,
        Kind.SECURITY,
        Kind.CONTACT,
        Kind.CHILDREN,
        Kind.DISCLAIMER,
    ),
)
