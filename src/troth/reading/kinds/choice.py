"""Which clauses offer a choice, deny one, or say what a choice costs?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.CHOICE,
    (
        says(
            "choice.opt-out",
            0.9,
            r"\bopt(?:ed|s|ing)?[- ]?(?:-)?(?:out|in)\b",
            but_not=(
                r"\bright to opt[- ]?out of (?:the |its |any |such |your )?(?:sale|sharing|targeted|profiling|"
                r"automated|"
                r"processing|selling|use)\b|\bsold or shared\b|\bsale or sharing\b|\b(?:double|soft)[- ]opt"
            ),
        ),
        says(
            "choice.unsubscribe",
            0.9,
            r"\bunsubscrib\w+|\bmailing list\b[^.;]{0,60}\bremov|\bremov\w+\b[^.;]{0,60}\bmailing list|"
            r"\bomitted from\b|\bstop (?:receiving|sending)\b|\breply(?:ing)?\b[^.;]{0,20}\bstop\b|"
            r"\btext(?:ing)? stop\b",
        ),
        says(
            "choice.not-receive",
            0.85,
            r"\b(?:(?:do not|don't|no longer|not) (?:wish|want) to|prefer not to|if you (?:would )?prefer|"
            r"choose not to)\b[^.;]{0,80}\b(?:receive|be (?:tracked|contacted)|have your|provide|share|get|"
            r"hear)\b",
        ),
        says(
            "choice.browser-settings",
            0.85,
            r"\b(?:browsers?|device|phone|operating system|app|cookie) ?(?:'s )?(?:settings?|preferences|"
            r"controls?|options|level|manager)\b|\b(?:set|configure|adjust|chang\w+) (?:your|"
            r"the) (?:web )?(?:browser|device)\b|\b(?:modify|change|adjust|manage)\b[^.;]{0,40}\b(?:cookie|"
            r"privacy|notification|location|advertising) (?:settings|preferences|choices|permissions)\b",
        ),
        says(
            "choice.block-trackers",
            0.8,
            r"\b(?:block|refuse|reject|disable|delete|decline|turn off|remove|accept|control|manage|clear|"
            r"switch off|deactivate|limit|reset)\b[^.;]{0,60}\b(?:cookies?|tracking|beacons?|pixel tags?|ads|"
            r"advertising id\w*|location|notifications?|geolocation|bluetooth)\b",
            but_not=r"\bwe (?:do not|don't|may) (?:control|delete|limit)\b",
        ),
        says(
            "choice.signals",
            0.9,
            r"\bdo[- ]not[- ]track\b|\bdnt\b|\bglobal privacy control\b|\bgpc\b|\bopt-out preference signals?\b",
        ),
        says(
            "choice.you-may-choose",
            0.75,
            r"\b(?:you|users|customers|visitors|individuals)\b[^.;]{0,30}\b(?:may|can|could|are free to|"
            r"have the (?:choice|option)|have a choice|are able to)\b[^.;]{0,20}\b(?:choose|elect|decide|"
            r"select|refuse|decline|limit|control|visit our)\b|\b(?:provide|offer|give|"
            r"allow)\w* you\b[^.;]{0,40}\b(?:choices?|control|options?)\b|\byour (?:privacy )?choices\b",
        ),
        says(
            "choice.no-choice",
            0.85,
            r"\b(?:may|can|can)\s?not opt|\bstill (?:send|receive|contact|get)\b|\b(?:service|transactional|"
            r"administrative|account)[- ](?:related )?(?:messages|communications|announcements?|emails?|"
            r"e-mails?|notices)\b",
        ),
        says(
            "choice.third-party-opt-outs",
            0.8,
            r"\b(?:network advertising initiative|nai|digital advertising alliance|daa|aboutads|"
            r"youronlinechoices|optout\.|your ad ?choices|adchoices|edaa)\b",
        ),
        says(
            "choice.anonymous-use",
            0.7,
            r"\b(?:visit|browse|use)\b[^.;]{0,60}\b(?:anonymously|without (?:providing|giving|registering|"
            r"telling|identifying|revealing))\b|\bnot provide any information\b",
        ),
        says(
            "choice.cost",
            0.5,
            r"\bif (?:you|your)\b[^.;]{0,80}\b(?:turned? off|disabled?|refuse|reject|block|not accept|"
            r"do not agree)\b[^.;]{0,60}\b(?:cannot|can not|will not be able|unable|do not)\b",
        ),
        says(
            "choice.please-read",
            0.55,
            r"\bplease (?:read|review) (?:this|our|the|it|these)\b[^.;]{0,40}\b(?:policy|notice|statement|"
            r"carefully)\b|\bif you do not agree\b",
        ),
        says(
            "choice.not-obliged",
            0.85,
            r"\b(?:(?:don't|do not|doesn't|does not|needn't|need not|not|never) (?:have|need|obliged|obligated|"
            r"required|compelled|"
            r"bound|forced)|no (?:obligation|duty|need|requirement)|(?:nobody|no one) (?:has|is|needs)|(?:are|"
            r"is) (?:entirely |purely )?"
            r"(?:optional|voluntary))\b(?:[^.;]{0,30}\b(?:give|provide|tell|supply|disclose|use|share|submit|"
            r"enter|take part|answer|"
            r"create|register|accept|consent|state|communicate|fill)\b|\W*$)",
            but_not=(
                r"\bso (?:that )?you\b|\b(?:we|are) (?:are )?not (?:required|obliged|obligated)|"
                r"\bwe (?:do not|don't) (?:have|need)\b"
            ),
        ),
        says(
            "choice.without-it",
            0.88,
            r"\b(?:without|if you (?:withhold|do not (?:give|provide|supply|tell|share|submit)|don't (?:give|"
            r"provide|supply|tell|"
            r"share|submit)|refuse to (?:give|provide|supply))|in default of|in the absence of|failing|"
            r"unless you (?:give|provide))\b"
            r"[^.;]{3,90}\b(?:cannot|can't|can not|unable|not be able|impossible|not possible|will not|won't)\b",
            but_not=(
                r"\b(?:without (?:your|the|their|prior|his|her|explicit|express) (?:\w+ )?(?:consent|"
                r"permission|agreement|authori))"
            ),
        ),
        headed(
            "choice.under-its-heading",
            0.5,
            r"\b(?:choices?|opt[- ]?(?:out|in|ing)|options|preferences|control|unsubscrib\w+|manag(?:e|ing))\b",
            own=r"\b(?:you|your|opt|choose|choice|click|link|settings?|unsubscribe|preferences)\b",
        ),
    ),
    gives_way_to=(
        Kind.RIGHT,
        Kind.AUTOMATED_DECISION,
        Kind.DISCLAIMER,
        Kind.DEFINITION,
        Kind.CHANGE_NOTICE,
        Kind.CHILDREN,
    ),
)
