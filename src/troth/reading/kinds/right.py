"""Which clauses grant rights over one's data, and say how they are used?"""

from troth.reading.kinds.rule import KindRules, does, headed, says
from troth.reading.model import Actor, Doing, Kind

RULES = KindRules(
    Kind.RIGHT,
    (
        says(
            "right.has-the-right",
            0.9,
            r"\b(?:has|have|had|having|exercise|exercising|your|grant\w*|following|these|certain|"
            r"other) (?:\w+ ){0,4}rights?\b",
            but_not=(
                r"\bopt[- ]?out of (?:these|our|such|receiving|marketing|fundraising|e-?mails?|messages|calls)\b|"
                r"\b(?:we|company) (?:\w+ )?(?:reserve|have|has) the right|\ball rights\b|"
                r"\brights, property\b|\bprotect (?:our|the) rights\b|\b(?:intellectual|property|legal|"
                r"third[- ]party) rights\b"
            ),
        ),
        says(
            "right.right-to",
            0.9,
            r"\b(?:entitled|opportunity|ability|(?<!not be )able|option) (?:to|of) (?:\w+ ){0,1}(?:access|rectify|"
            r"correct|"
            r"erase|delete|restrict|object|withdraw|obtain|request|amend|inspect|update|review|port)\b|"
            r"\bright (?:to|of) (?:\w+ ){0,3}(?:access\w*|"
            r"rectif\w+|correct\w*|eras\w+|delet\w+|restrict\w*|object\w*|port\w*|data portability|"
            r"withdraw\w*|know|be forgotten|information|obtain|receive a copy|request|opt|limit|appeal|"
            r"amend\w*|an accounting|inspect|non-?discrimination|not be|equal|update|review|portability)\b",
            but_not=(
                r"\breserve the right\b|\bopt[- ]?out of (?:these|our|such|receiving|marketing|fundraising|"
                r"e-?mails?|texts?|"
                r"messages|calls)\b"
            ),
        ),
        says(
            "right.may-ask-for",
            0.85,
            r"\b(?:you|individuals|residents|consumers|users|customers|patients|parents?|"
            r"data subjects?)\b[^.;]{0,60}\b(?:may|can|could|wish to|want to|would like to|like to|able to|"
            r"entitled to)\b[^.;]{0,60}\b(?:request|ask|access|review|view|see|correct|update|amend|change|"
            r"edit|modify|delete|erase|rectify|download|obtain|inspect|remove)\b[^.;]{0,80}\b(?:information|"
            r"data|details|records?|profile|cop(?:y|ies)|account|erasure|deletion|access)\b",
            but_not=r"\b(?:cookies?|browser|newsletters?|marketing|promotional|password|settings?)\b",
        ),
        says(
            "right.request-handling",
            0.75,
            r"\b(?:your|a|any|such|each|this|the|these|deletion|access|erasure|verifiable(?: consumer)?|"
            r"rights) requests?\b[^.;]{0,120}\b(?:within|respond|response|reply|verif\w+|identity|fee|charge|"
            r"free|denied?|deny|refuse|process|handle|honou?r|answer|fulfil\w*|days|extend|comply|"
            r"authori[sz]ed agent)\b|\b(?:respond|reply) to (?:your|any|all|these|such|legitimate|"
            r"verifiable)\b[^.;]{0,20}\brequests?\b|\bverify your identity\b",
            but_not=(
                r"\b(?:use|uses|used) (?:\w+ ){0,4}to verify\b|"
                r"\b(?:law enforcement|government\w*|court|subpoena|customer (?:service|support)|"
                r"opt-?out requests?)\b"
            ),
        ),
        says(
            "right.no-retaliation",
            0.9,
            r"\b(?:not|never)\b[^.;]{0,20}\b(?:discriminat|retaliat|deny you|deny|"
            r"penali[sz])\w*\b[^.;]{0,120}\b(?:rights?|exercis\w+|complaint|goods|services)\b|"
            r"\bnon-?discriminat\w+|\bdifferent (?:prices|level|quality)\b",
        ),
        says("right.agent", 0.85, r"\bauthori[sz]ed agents?\b|\bpower of attorney\b"),
        says(
            "right.account-settings",
            0.7,
            r"\b(?:logging in|log in|sign in|login|account|profile|my account)\b[^.;]{0,100}\b(?:access|"
            r"review|view|correct|update|change|edit|modify|delete)\b|\b(?:access|review|correct|update|"
            r"change|edit|modify|delete)\b[^.;]{0,60}\b(?:your|the) (?:personal )?(?:information|data|details|"
            r"profile|account)\b[^.;]{0,80}\b(?:log(?:ging)? in|account|profile|settings|contact)\w*\b",
            but_not=r"\b(?:cookies?|password|opt[- ]?out|marketing|promotional|unsubscribe|newsletter)\b",
        ),
        headed(
            "right.under-its-heading",
            0.6,
            r"\b(?:rights?|access(?:ing)?|correct(?:ing|ion)?|updating|your (?:requests?|information)|requests?)\b",
            own=(
                r"\b(?:request|right|access|correct|delete|update|you (?:may|can)|verify|contact|change|"
                r"respond|exercise|copy)\w*\b"
            ),
        ),
        says(
            "right.accuracy",
            0.6,
            r"\b(?:ensure|keep|maintain)\w*\b[^.;]{0,50}\b(?:accura\w+|up[- ]to[- ]date)\b",
            but_not=r"\byou are responsible|\byour responsibility\b",
        ),
        says(
            "right.withdraw",
            0.8,
            r"\bwithdraw\w*\b[^.;]{0,30}\bconsent\b|\bconsent\b[^.;]{0,60}\b(?:be )?(?:withdrawn|revoked?)\b|"
            r"\brevoke\b[^.;]{0,30}\b(?:consent|authori[sz]ation)\b",
            but_not=r"\b(?:cookies?|parents?)\b",
        ),
        does(
            "right.correct-data", 0.5, Doing.CORRECT, actor=(Actor.SUBJECT,), reach=r"\b(?:information|data|details)\b"
        ),
    ),
    gives_way_to=(Kind.COMPLAINT, Kind.AUTOMATED_DECISION, Kind.CHILDREN, Kind.DEFINITION, Kind.BREACH),
)
