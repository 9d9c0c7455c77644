"""Which clauses say on which legal ground data are processed, or that somebody has consented by using a service?"""

import re

from troth.reading.kinds.rule import KindRules, says, when
from troth.reading.model import Kind

_ONLY_IF_AGREED = re.compile(
    r"\b(?:is|are|be|been|we (?:\w+ )?\w+) (?:\w+ ){0,4}?(?:only|solely|exclusively)\b[^.;,]{0,30}\b(?:if|where|"
    r"when|with|after|"
    r"once|on the basis of|upon|insofar as)\b (?:you(?:r)? |the |prior |express(?:ly)? |explicit(?:ly)? |have |"
    r"has |given |in |"
    r"holder |user |customer |person |voluntary |previously |before |us |our |a ){0,6}(?:agree\w*|consent\w*|"
    r"permission|activated|"
    r"authori[sz]\w+|opted in|switched (?:it |this )?on|ticked)\b"
)

RULES = KindRules(
    Kind.LEGAL_BASIS,
    (
        says(
            "legal-basis.named",
            0.85,
            r"\b(?:legal|lawful) (?:basis|bases|grounds?|justification)\b|"
            r"\blegitimate (?:business )?(?:interests?|grounds?)\b|\bart(?:icle|\.)? ?6\b|\bbasis for (?:the |"
            r"our |this )?processing\b",
            but_not=(
                r"\b(?:right to object|object to (?:the |our |this )?processing|you (?:may|can) object|"
                r"other legal grounds|unless)\b"
            ),
        ),
        says(
            "legal-basis.contract",
            0.6,
            r"\b(?:perform(?:ance|ing)? (?:of )?(?:a|the|our|your) contract|necessary (?:for|"
            r"to) [^.;]{0,40}\bcontract|contractual (?:necessity|obligations?)|fulfil(?:l|ling|ment of)? (?:a|"
            r"our|the|an)? ?(?:contract|obligation))",
        ),
        says(
            "legal-basis.legal-obligation",
            0.55,
            r"\b(?:comply(?:ing)? with|compliance with|fulfil(?:l|ling)?) (?:a |our |any |an )?(?:legal|"
            r"statutory|regulatory) (?:obligations?|dut(?:y|ies)|requirements?)\b|\bobligations? (?:under|"
            r"rising from|arising from|imposed by) (?:the )?law\b",
            but_not=r"\b(?:disclose|share|retain|keep|store|delete)\b",
        ),
        says(
            "legal-basis.use-is-consent",
            0.9,
            r"\bby (?:using|accessing|visiting|continuing|submitting|registering|providing|browsing|"
            r"downloading|installing|playing|creating|signing)\b[^.;]{0,160}\byou (?:\w+ )?(?:consent|agree|"
            r"accept|acknowledge|understand|authori[sz]e|are (?:consenting|agreeing|accepting))",
        ),
        says(
            "legal-basis.use-constitutes",
            0.85,
            r"\b(?:use|entry|submission|access|"
            r"continued use)\b[^.;]{0,80}\bconstitutes?\b[^.;]{0,40}\b(?:consent|agreement|acceptance)",
        ),
        says(
            "legal-basis.with-consent",
            0.7,
            r"\b(?:with|based on|on the basis of|rel(?:y|ies) on|subject to|only (?:if|with|after)|require|"
            r"obtain|ask (?:for )?|(?:have|has) given|given) (?:us )?(?:your |the user's |prior |explicit |"
            r"express |opt-in |their )*consent\b|\bconsent is (?:mandatory|required|needed|necessary)\b",
            but_not=(
                r"\b(?:share|disclos|sell|withdraw|revoke|parent|guardian|cookies?|child|minor|unless|"
                r"without)\w*\b"
            ),
        ),
        when("legal-basis.only-if-agreed", 0.92, lambda seen: _ONLY_IF_AGREED.search(seen.plain) is not None),
        says(
            "legal-basis.vital-or-public",
            0.7,
            r"\bvital interests?\b|\b(?:task|performed|carried out|processing) in the public interest\b|"
            r"\bpublic task\b",
        ),
        says(
            "legal-basis.lawful",
            0.7,
            r"\bprocessing is (?:lawful|fair)|\bprocess(?:es|ing|ed)? (?:\w+ ){0,4}(?:lawfully|"
            r"fairly and lawfully)|\blawful(?:ly)?, fair(?:ly)?",
        ),
    ),
    gives_way_to=(
        Kind.RIGHT,
        Kind.CHANGE_NOTICE,
        Kind.CHILDREN,
        Kind.TRANSFER,
        Kind.DEFINITION,
        Kind.LEGAL_REQUEST,
        Kind.COMPLAINT,
        Kind.RETENTION,
    ),
)
