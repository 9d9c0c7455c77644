"""Which clauses speak of what readers post in public?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.PUBLIC_FORUM,
    (
        says(
            "public-forum.places",
            0.9,
            r"\b(?:public (?:areas?|forums?|spaces?|sections?|profile|posts?|chat)|message boards?|"
            r"discussion (?:boards?|forums?)|bulletin boards?|chat ?rooms?|community (?:forums?|boards?|"
            r"areas?)|user[- ]generated content|user contributions?|blogs?|comment sections?|leaderboards?|"
            r"product reviews?|wikis?)\b",
            but_not=r"\bpublic areas of (?:our )?(?:stores?|premises|buildings?)\b|\bcommenting\b",
        ),
        says(
            "public-forum.becomes-public",
            0.85,
            r"\b(?:become|becomes|be|is|are) (?:\w+ )?(?:public(?:ly)? (?:information|available|visible|"
            r"accessible)?|visible to (?:other|all|any|everyone|the public))\b|\b(?:viewed|seen|read|"
            r"accessed) by (?:any|other|all|anyone)\b|\bpost(?:ed|ing)?\b[^.;]{0,60}\b(?:publicly|in public|"
            r"others can see)\b",
            but_not=(
                r"\b(?:publicly available (?:sources?|information)|not otherwise public\w*|"
                r"becomes? public through)\b"
            ),
        ),
        headed(
            "public-forum.under-its-heading",
            0.6,
            r"\b(?:forums?|public (?:areas?|information)|community|user (?:content|contributions)|comments|"
            r"reviews|chat)\b",
        ),
    ),
    gives_way_to=(Kind.DISCLAIMER, Kind.SOURCE),
)
