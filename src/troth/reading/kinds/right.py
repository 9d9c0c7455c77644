"""Which clauses grant rights over one's data, and say how they are used?"""

from troth.reading.kinds.rule import KindRules, does, headed, led, says
from troth.reading.model import Actor, Doing, Kind

RULES = KindRules(
    Kind.RIGHT,
    (
        says(
            "right.has-the-right",
            0.9,
            r"\b(?:has|have|had|having|exercise|exercising|your|grant\w*|following|these|certain|other) (?:\w+ ){0,4}rights?\b",
            but_not=r"\b(?:we|company) (?:\w+ )?(?:reserve|have|has) the right|\ball rights\b|\brights, property\b|\bprotect (?:our|the) rights\b|\b(?:intellectual|property|legal|third[- ]party) rights\b",
        ),
        says(
            "right.right-to",
            0.9,
            r"\b(?:right|entitled|opportunity|ability|able|option) (?:to|of) (?:\w+ ){0,3}(?:access\w*|rectif\w+|correct\w*|eras\w+|delet\w+|restrict\w*|object\w*|port\w*|data portability|withdraw\w*|know|be forgotten|information|obtain|receive a copy|request|opt|limit|appeal|amend\w*|an accounting|inspect|non-?discrimination|not be|equal|update|review|portability)\b",
            but_not=r"\breserve the right\b",
        ),
        says(
            "right.may-ask-for",
            0.85,
            r"\b(?:you|individuals|residents|consumers|users|customers|patients|parents?|data subjects?)\b[^.;]{0,60}\b(?:may|can|could|wish to|want to|would like to|like to|able to|entitled to)\b[^.;]{0,60}\b(?:request|ask|access|review|view|see|correct|update|amend|change|edit|modify|delete|erase|rectify|download|obtain|inspect|remove)\b[^.;]{0,80}\b(?:information|data|details|records?|profile|cop(?:y|ies)|account|erasure|deletion|access)\b",
            but_not=r"\b(?:cookies?|browser|newsletters?|marketing|promotional|password|settings?)\b",
        ),
        says(
            "right.request-handling",
            0.75,
            r"\b(?:your|a|any|such|each|this|the|these|deletion|access|erasure|verifiable(?: consumer)?|rights) requests?\b[^.;]{0,120}\b(?:within|respond|response|reply|verif\w+|identity|fee|charge|free|denied?|deny|refuse|process|handle|honou?r|answer|fulfil\w*|days|extend|comply|authori[sz]ed agent)\b|\b(?:respond|reply) to (?:your|any|all|these|such|legitimate|verifiable)\b[^.;]{0,20}\brequests?\b|\bverify your identity\b",
            but_not=r"\b(?:law enforcement|government\w*|court|subpoena|customer (?:service|support)|opt-?out requests?)\b",
        ),
        says(
            "right.no-retaliation",
            0.9,
            r"\b(?:not|never)\b[^.;]{0,20}\b(?:discriminat|retaliat|deny you|deny|penali[sz])\w*\b[^.;]{0,120}\b(?:rights?|exercis\w+|complaint|goods|services)\b|\bnon-?discriminat\w+|\bdifferent (?:prices|level|quality)\b",
        ),
        says("right.agent", 0.85, r"\bauthori[sz]ed agents?\b|\bpower of attorney\b"),
        says(
            "right.account-settings",
            0.7,
            r"\b(?:logging in|log in|sign in|login|account|profile|my account)\b[^.;]{0,100}\b(?:access|review|view|correct|update|change|edit|modify|delete)\b|\b(?:access|review|correct|update|change|edit|modify|delete)\b[^.;]{0,60}\b(?:your|the) (?:personal )?(?:information|data|details|profile|account)\b[^.;]{0,80}\b(?:log(?:ging)? in|account|profile|settings|contact)\w*\b",
            but_not=r"\b(?:cookies?|password|opt[- ]?out|marketing|promotional|unsubscribe|newsletter)\b",
        ),
        led(
            "right.in-a-list",
            0.9,
            r"\brights?\b[^:]{0,160}:?$|\b(?:request|know|entitled)\b[^:]{0,160}(?:information|following|to)[^:]{0,60}:?$|\byou (?:can|may)\b[^:]{0,30}\b(?:ask|request|require|exercise)\b[^:]{0,60}:?$",
            but_not=r"\breserve the right\b|\b(?:denied|deny|protect the rights)\b|\bprovide us\b|\bchoose to\b",
        ),
        headed(
            "right.under-its-heading",
            0.45,
            r"\b(?:rights?|access(?:ing)?|correct(?:ing|ion)?|updating|your (?:requests?|information)|requests?)\b",
            own=r"\b(?:request|right|access|correct|delete|update|you (?:may|can)|verify|contact|change|respond|exercise|copy)\w*\b",
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
            r"\bwithdraw\w*\b[^.;]{0,30}\bconsent\b|\bconsent\b[^.;]{0,60}\b(?:be )?(?:withdrawn|revoked?)\b|\brevoke\b[^.;]{0,30}\b(?:consent|authori[sz]ation)\b",
            but_not=r"\b(?:cookies?|parents?)\b",
        ),
        does(
            "right.correct-data", 0.5, Doing.CORRECT, actor=(Actor.SUBJECT,), reach=r"\b(?:information|data|details)\b"
        ),
    ),
    gives_way_to=(Kind.COMPLAINT, Kind.AUTOMATED_DECISION, Kind.CHILDREN, Kind.DEFINITION, Kind.BREACH),
)
