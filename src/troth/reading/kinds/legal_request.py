"""Which clauses say that data go to authorities, courts, or those who enforce claims?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.LEGAL_REQUEST,
    (
        says(
            "legal-request.compelled",
            0.9,
            r"\b(?:subpoenas?|court orders?|search warrants?|warrants?|legal process|judicial|law enforcement|"
            r"government(?:al)? (?:agenc\w+|authorit\w+|bod\w+|request\w*|demand\w*)?|public (?:authorit\w+|"
            r"officials?)|regulatory (?:request|authorit\w+|bod\w+)|police|national security|"
            r"lawful requests?)\b",
            but_not=(
                r"\b(?:right to (?:lodge|complain)|supervisory authority|breach|government (?:id|"
                r"identification|identifier)|government-issued|government identifiers|government ids|"
                r"litigation or government)\b"
            ),
        ),
        says(
            "legal-request.required-by-law",
            0.8,
            r"\b(?:disclos|shar|releas|transfer|reveal|pass|provide|"
            r"giv)\w*\b[^.;]{0,160}\b(?:required (?:\w+ ){0,3}by (?:\w+ )?law|legally (?:obliged|required|"
            r"obligated)|comply with (?:\w+ ){0,4}(?:laws?|legal|regulat\w+)|by law|legal obligation|"
            r"order to comply)\b",
        ),
        says(
            "legal-request.protect-rights",
            0.85,
            r"\b(?:protect|defend|establish|exercise|"
            r"enforce)\w*\b[^.;]{0,60}\b(?:rights?, (?:\w+ )?(?:property|privacy|safety)|"
            r"our (?:legal )?rights|legal claims|property,? (?:or|and)? ?(?:\w+ )?safety|terms (?:of|and)|"
            r"agreements?|rights or property)\b|\benforc\w+ (?:or apply )?(?:our|the|these|any)\b",
            but_not=(
                r"\b(?:retain|keep|store|deleted|right to|necessary for the establishment|restrict)\b|"
                r"\bwe may also use customer\b"
            ),
        ),
        says(
            "legal-request.investigate",
            0.75,
            r"\b(?:investigat\w+|prevent\w*|detect\w*)\b[^.;]{0,60}\b(?:unlawful|illegal|"
            r"suspected)\b[^.;]{0,40}\bactivit\w+",
            but_not=r"\bdetecting security incidents\b|\bautomated\b",
        ),
        headed(
            "legal-request.under-its-heading",
            0.6,
            r"\b(?:legal (?:process|requests?|requirements|disclosures?|obligations)|compliance with law\w*|"
            r"law enforcement|required by law)\b",
            own=r"\b(?:disclos|shar|law|court|request|order|believe)\w*",
        ),
    ),
    gives_way_to=(Kind.RIGHT, Kind.BREACH, Kind.COMPLAINT, Kind.CHILDREN),
)
