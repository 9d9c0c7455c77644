"""Which clauses say that data are collected, and which data?"""

from troth.reading.kinds.rule import KindRules, does, headed, says
from troth.reading.model import Actor, Doing, Kind

_DATA = (
    r"\b(?:information|data|details|identifiers?|address(?:es)?|numbers?|records?|content|recordings?|images?|"
    r"photos?|cop(?:y|ies)|messages?|feedback|preferences|locations?|history|names?|video|audio|dates?|times?|"
    r"activit(?:y|ies)|"
    r"scores?)\b|\b(?:your|what you|how you|which \w+ you|whether you|where you) "
)

RULES = KindRules(
    Kind.COLLECTION,
    (
        does(
            "collection.organisation-collects",
            0.9,
            Doing.COLLECT,
            actor=(Actor.ORGANISATION,),
            reach=_DATA,
            but_not=(
                r"\bwe (?:may )?receive (?:your|a|any) (?:request|complaint)|"
                r"\b(?:companies|members|entities|branches) (?:of|in|within) (?:our|the) [\w ]{0,24}\b(?:group|"
                r"family)\b"
            ),
        ),
        does("collection.is-collected", 0.7, Doing.COLLECT, actor=(Actor.UNSTATED,), reach=_DATA),
        does(
            "collection.third-party-collects",
            0.55,
            Doing.COLLECT,
            actor=(Actor.THIRD_PARTY, Actor.TRACKER),
            reach=_DATA,
        ),
        does("collection.subject-gives", 0.7, Doing.GIVE, actor=(Actor.SUBJECT,), reach=_DATA),
        does(
            "collection.asked-for",
            0.75,
            Doing.ASK,
            Doing.REQUIRE,
            actor=(Actor.ORGANISATION, Actor.UNSTATED),
            reach=_DATA,
            but_not=(
                r"\bask us\b|\bask (?:the reason|your (?:family |own )?(?:doctor|physician|employer|bank))|"
                r"\b(?:doubts?|proof) (?:as to|about|on|of) your identity|\blaws? (?:\w+ )?(?:asks?|requires?)\b"
            ),
        ),
        does(
            "collection.saved",
            0.55,
            Doing.STORE,
            actor=(Actor.ORGANISATION,),
            reach=r"\binformation you (?:provide|give|submit)",
        ),
        says(
            "collection.information-includes",
            0.6,
            r"\b(?:this|such|these|the|personal|automatically collected)? ?(?:information|data|"
            r"details)[^.;]{0,60}\b(?:(?:may )?(?:also )?(?:include|includes|consists? of|comprises?|"
            r"might be)\b[^.]{0,20}"
            r"(?:,| for example| your| the| details| contact| name| e-?mail| ip)|are(?::| for example| your|"
            r" name| e-?mail| ip))",
        ),
        says(
            "collection.logged",
            0.6,
            r"\b(?:activit(?:y|ies)|visits?|calls?|conversations?|sessions?) (?:may |might |can |will )?(?:be|"
            r"are|is) (?:\w+ )?(?:logged|recorded|monitored|tracked)\b",
        ),
        says(
            "collection.minimal",
            0.7,
            r"\b(?:minimal (?:data|amount)|minimi[sz]ation|only (?:collect|gather|ask for|request)|"
            r"collect only|not (?:collect|gather) more)\b",
        ),
        says("collection.sensitive", 0.6, r"\bnot\b[^.]{0,40}\bcollect\b[^.]{0,60}\b(?:sensitive|special categor)"),
        headed(
            "collection.under-its-heading",
            0.45,
            r"\b(?:(?:information|data|details)\b.{0,30}\b(?:collect\w*|gather\w*|receive|obtain|process|"
            r"provide|have|hold)|(?:collect\w*|gather\w*)\b.{0,30}\b(?:information|data)|what (?:we|"
            r"do we) collect|collection|categories of (?:personal )?(?:information|data))\b",
            own=r"\b(?:information|data|details|address|name|number|such as|e\.g\.|when you|your)\b",
        ),
        says(
            "collection.without-it-nothing",
            0.5,
            r"\bwe will not have any (?:information|data)\b|\bnot provide us with (?:your |"
            r"any )?(?:personal )?(?:information|data)\b",
        ),
    ),
    gives_way_to=(
        Kind.COOKIE,
        Kind.SURVEY,
        Kind.PAYMENT,
        Kind.PUBLIC_FORUM,
        Kind.SOURCE,
        Kind.CHILDREN,
        Kind.LEGAL_BASIS,
        Kind.DEFINITION,
        Kind.RIGHT,
        Kind.SALE,
        Kind.CHANGE_NOTICE,
        Kind.RETENTION,
        Kind.SECURITY,
        Kind.TRANSFER,
        Kind.LEGAL_REQUEST,
        Kind.CORPORATE_EVENT,
        Kind.AUTOMATED_DECISION,
    ),
)
