"""Which clauses promise nothing: no guarantee, no liability, general goodwill, warnings?"""

from troth.reading.kinds.rule import KindRules, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.DISCLAIMER,
    (
        says(
            "disclaimer.no-guarantee",
            0.95,
            r"\b(?:can(?:not| not|'t)|do(?:es)? not|don't|unable to|no) (?:\w+ ){0,3}(?:guarantee|warrant|"
            r"ensure or warrant|promise|warranty|warranties)\b|\bno (?:method|system|security|data|"
            r"transmission|website|internet|measures?)\b[^.;]{0,80}\b(?:100|completely|perfect\w*|fully|"
            r"impenetrable|secure|infallible|error-free|totally|guaranteed)\b|\bnot (?:be )?(?:completely|"
            r"100 ?%|entirely|totally|fully|perfectly) secure\b|\bnever (?:completely|entirely|100 ?%) secure",
        ),
        says(
            "disclaimer.not-liable",
            0.9,
            r"\b(?:not|no|nor|any|disclaims?|without) (?:\w+ ){0,4}(?:responsib\w+|liab\w+|accountable)\b",
            but_not=r"\b(?:linked|links?|other (?:web ?)?sites?|third[- ]party (?:web ?)?sites?|websites)\b",
        ),
        says(
            "disclaimer.never-sure",
            0.92,
            r"\b(?:nobody|no one|none|no (?:company|organi[sz]ation|provider|measure|system)|we|cannot|can't|not) "
            r"(?:can|could|is able to|able to|are able to|ever|be)? ?(?:fully |completely |absolutely |"
            r"entirely )?(?:promise|guarantee|"
            r"exclude|rule out|ensure|warrant)\b(?=.{0,60}\b(?:never|nothing|no|always|every|all|complete|"
            r"absolute|total|full|100|any|"
            r"risk|secur|safe))|\b(?:in no event|under no circumstances|in no case)\b[^.;]{0,60}\b(?:liab\w+|"
            r"responsib\w+)|"
            r"\b(?:residual|zero|some) risk\b|\bno influence (?:on|over)\b",
            but_not=r"\b(?:delete|erase|respond|answer|accura\w+|up[- ]to[- ]date|anonym\w+|parents?|verify|notify)\b",
        ),
        says(
            "disclaimer.endeavour",
            0.6,
            r"\b(?:endeavou?r|strive|aim|do our (?:best|utmost)|take care|make every effort|"
            r"best efforts) to (?:treat|be|respect|"
            r"make|do)\b",
        ),
        says("disclaimer.own-risk", 0.9, r"\bat your own risk\b|\bown discretion\b"),
        says(
            "disclaimer.goodwill",
            0.85,
            r"\b(?:take|takes|respects?|value|values|care about|committed to|important to|understands?|"
            r"recogni[sz]es?|appreciates?|priority|seriously|dedicated to|cares)\b[^.;]{0,60}\b(?:privacy|"
            r"trust|protecting|safeguarding|confidential\w*|customer|security|personal (?:data|information))\b",
            but_not=(
                r"\b(?:value of|we will|measures|encrypt\w*|only (?:use|share)|contact us|reviewed|parents?|children|"
                r"consent)\b"
            ),
        ),
        says(
            "disclaimer.privacy-important",
            0.85,
            r"\b(?:privacy|trust|security)\b[^.;]{0,50}\b(?:is|are) (?:\w+ ){0,3}(?:important|priority|"
            r"essential|seriously|matter)|\bprivacy matters\b|\btrust us\b",
        ),
        says(
            "disclaimer.not-our-control",
            0.8,
            r"\b(?:do(?:es)? not|cannot|can not|can't|no|don't|nor|not have|"
            r"have no) (?:\w+ ){0,3}control(?: over)?\b",
            but_not=r"\b(?:linked|links?|other (?:web ?)?sites?|own privacy policies|websites)\b",
        ),
        says(
            "disclaimer.function-lost",
            0.8,
            r"\b(?:some|certain|parts?|features?|functions?|functionality|services?|sections?|areas?|"
            r"all)\b[^.;]{0,80}\b(?:may|might|will|could|not|are|is)\b[^.;]{0,30}\b(?:not (?:be |available|"
            r"function|work|"
            r"operate)|be (?:unavailable|inaccessible|limited|impaired|affected|lost)|inaccessible|"
            r"no longer)\b|\b(?:unable|not be able) to (?:use|access|enjoy)\b|\b(?:hinder|impair|limit|affect|"
            r"reduce|degrade|hamper|restrict|disrupt)\b[^.;]{0,30}\b(?:use|usability|experience|functionality|"
            r"functions?|functioning|"
            r"features?|navigation|operation|comfort|browsing|performance)\b",
            but_not=(
                r"\bwe (?:will|may) not be able to (?:provide|offer|process|delete|respond)\b|\bprovide us\b|"
                r"\bnot (?:be )?affect"
            ),
        ),
        says(
            "disclaimer.not-cover",
            0.85,
            r"\b(?:does|do|shall|will) not (?:cover|apply|extend)\b|\bnot (?:covered|governed) by\b",
            but_not=(
                r"\b(?:opt[- ]?out|linked|links?|third[- ]party (?:web ?)?sites|this (?:right|exception|opt))\b|"
                r"^\W*(?:this|our|the) (?:privacy )?(?:statement|policy|notice)\b(?!.*\b(?:third|websites|sites|"
                r"compan|practices of|people))"
            ),
        ),
        says(
            "disclaimer.weaker-law",
            0.85,
            r"\b(?:laws?|protections?)\b[^.;]{0,80}\b(?:not be as|less|may differ|might not|different from|"
            r"not (?:offer|provide)|not as)\b[^.;]{0,40}\b(?:comprehensive|protective|stringent|strict|"
            r"protection|your|same|those)",
        ),
        says(
            "disclaimer.entire",
            0.5,
            r"\b(?:no (?:contractual|legal) (?:rights?|obligations?)|not (?:intended to )?create|"
            r"governing law|governed by the laws)\b",
        ),
    ),
    gives_way_to=(Kind.THIRD_PARTY_LINK,),
)
