"""Which clauses say what becomes of data when the business changes hands?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.CORPORATE_EVENT,
    (
        says(
            "corporate-event.named",
            0.95,
            r"\b(?:mergers?|merge(?:s|d)? with|acquisitions?|acquired by|divestitures?|reorgani[sz]ations?|"
            r"restructurings?|bankruptcy|insolvency|dissolution|liquidation|asset sale|"
            r"sale of (?:\w+ ){0,6}(?:business|assets|company|compan\w+|shares|stock)|(?:buy|sell|transfer|"
            r"purchase|acquire)\b[^.;]{0,40}\b(?:business(?:es)?|assets|company|offerings)|change (?:of|"
            r"in) (?:control|ownership)|business transfers?|corporate transactions?|successor|"
            r"transferred business assets|(?:buys|acquires) us|joint venture)\b",
            but_not=(
                r"\bpurchase (?:\w+ ){0,2}(?:products|services)\b|\b(?:data|information|"
                r"customer) acquisition\b|\bpurchased? [^.;]{0,40}from (?:us|our)\b"
            ),
        ),
        headed(
            "corporate-event.under-its-heading",
            0.6,
            r"\b(?:merger|acquisition|business transfers?|change of control|sale of (?:our )?business|"
            r"reorgani[sz]ation)\b",
        ),
        says("corporate-event.contracts", 0.5, r"\bcovered by our contracts\b"),
    ),
    gives_way_to=(Kind.DEFINITION,),
)
