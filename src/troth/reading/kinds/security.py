"""Which clauses promise measures that protect data, or ask the reader for them?"""

from troth.reading.kinds.rule import KindRules, does, headed, says
from troth.reading.model import Actor, Doing, Kind

RULES = KindRules(
    Kind.SECURITY,
    (
        says(
            "security.measures",
            0.85,
            r"\b(?:security|technical|organi[sz]ational|administrative|physical|electronic|procedural|"
            r"appropriate|reasonable|protective|safety) (?:and \w+ )?(?:\w+ )?(?:measures?|safeguards?|"
            r"controls?|procedures?|precautions?|protections?|practices|standards)\b",
            but_not=r"\b(?:transfer|third countr|outside the|adequacy)\w*\b|\bno security measures\b|\bcircumvention\b",
        ),
        says(
            "security.technology",
            0.8,
            r"\b(?:encrypt(?:ed|ion|s|ing)?|ssl|tls|https(?!:)|firewalls?|secure (?:servers?|sockets?|"
            r"protocols?|connections?|transmission|environment|facilit\w+)|password[- ]protect\w*|two-factor|"
            r"multi-factor|intrusion detection|access controls?|pseudonymi[sz]\w+|penetration test\w*|"
            r"iso ?27001|soc ?2|vulnerabilit\w+)\b",
            but_not=r"\bcookies?\b",
        ),
        does(
            "security.protects",
            0.7,
            Doing.PROTECT,
            actor=(Actor.ORGANISATION,),
            reach=r"\b(?:information|data|it|them|security|privacy|details)\b",
            but_not=r"\bcommitted to\b|\brights?, property\b|\bprotect(?:ing)? (?:our|the) (?:rights|property|legal)",
        ),
        says(
            "security.kept-safe",
            0.7,
            r"\b(?:keep|kept|keeping|ensur\w+|maintain\w*|stored|store|safeguard\w*|"
            r"protect\w*)\b[^.;]{0,80}\b(?:secure(?:ly)?|safe(?:ly)?|confidential(?:ity)?|integrity|"
            r"from (?:loss|misuse|accidental|unauthori[sz]ed)|against (?:loss|misuse|accidental|"
            r"unauthori[sz]ed))\b",
        ),
        says(
            "security.access-limited",
            0.75,
            r"\b(?:only|limit|restrict)\w*\b[^.;]{0,60}\b(?:authori[sz]ed|employees|staff|personnel|people|"
            r"individuals|need[- ]to[- ]know|those who need)\b[^.;]{0,60}|\bneed[- ]to[- ]know\b",
            but_not=r"\bthird part(?:y|ies) to whom\b|\bwe limit the\b",
        ),
        says(
            "security.readers-part",
            0.8,
            r"\b(?:your|their|a|the|this)? ?(?:password|login|log-in|credentials|passcode|pin|"
            r"account)\b[^.;]{0,80}\b(?:confidential|secret|secure|safe|share|strong|unique|responsible)\b|"
            r"\bresponsible for (?:keeping|maintaining|safeguarding)\b|\bnot to share your password\b",
            but_not=r"\bwe (?:will )?share\b",
        ),
        says(
            "security.insecure-medium",
            0.65,
            r"\b(?:e-?mail|internet|sms|text messag\w+) is not (?:\w+ ){0,3}(?:secure|encrypted|confidential)|"
            r"\bdo not send\b[^.;]{0,60}\b(?:private|sensitive|confidential|card)\b|"
            r"\bnot recogni[sz]ed as a secure\b",
        ),
        says(
            "security.training",
            0.6,
            r"\b(?:train(?:ed|ing)?|confidentiality (?:agreements?|obligations?)|audits?|monitor our systems|"
            r"security (?:teams?|incidents?|reviews?))\b[^.;]{0,60}\b(?:privacy|security|staff|employees|"
            r"systems|data|confidential\w*|vulnerab\w+|protect\w*)\b",
            but_not=r"\b(?:detect|investigat)\w*\b|\bbreach",
        ),
        headed(
            "security.under-its-heading",
            0.55,
            r"\b(?:secur\w+|protect\w*|safeguard\w*|confidential\w*|safe)\b",
            own=(
                r"\b(?:secure|security|protect|password|safe|access|encrypt|store|stored|measures|servers?|"
                r"backed|maintain|restrict|information|data)\w*\b"
            ),
        ),
    ),
    gives_way_to=(
        Kind.DISCLAIMER,
        Kind.BREACH,
        Kind.TRANSFER,
        Kind.COOKIE,
        Kind.DEFINITION,
        Kind.LEGAL_BASIS,
        Kind.PAYMENT,
        Kind.CHILDREN,
        Kind.RETENTION,
    ),
)
