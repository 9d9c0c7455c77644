"""Which clauses say where one can complain?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.COMPLAINT,
    (
        says(
            "complaint.lodge",
            0.95,
            r"\b(?:lodge|file|make|submit|send|raise|bring|register|direct)\b[^.;]{0,30}\bcomplaints?\b|"
            r"\bcomplain(?:t|ts)?\b[^.;]{0,60}\b(?:to|with|about|authorit\w+|handl\w+|procedure|officer|"
            r"secretary|commissioner)\b|\bright to complain\b",
        ),
        says(
            "complaint.authority",
            0.85,
            r"\b(?:supervisory|data protection|regulatory|privacy) (?:authorit(?:y|ies)|commission(?:er)?s?|"
            r"regulators?)\b|\binformation commissioner\b|\bico\b|\bcnil\b|\battorney general\b|"
            r"\bsecretary of (?:the )?(?:department|health)|\bdepartment of health and human services\b|"
            r"\boffice for civil rights\b|\bombuds\w+",
            but_not=(
                r"\b(?:breach|notify (?:suitable|the|any)|disclos\w+|share|adequacy|approved|website of|"
                r"registration|recommendations?|guidance|guidelines?|"
                r"information about)\b"
            ),
        ),
        says(
            "complaint.seal",
            0.8,
            r"\b(?:truste|trustarc|bbb|esrb|seal|trustmark|certified by|licensee|dispute resolution|"
            r"independent (?:recourse|dispute)|arbitrat\w+|watchdog)\b",
        ),
        says(
            "complaint.unsatisfied",
            0.85,
            r"\b(?:not|un)[ -]?(?:satisf\w+|happy|resolved?|addressed|"
            r"received? (?:a )?(?:timely )?(?:acknowledg\w+|response))\b[^.;]{0,120}\b(?:contact|complain|"
            r"appeal|get in touch|may|can|escalat\w+)\b|\bnot been satisfactorily\b|"
            r"\bappeal\b[^.;]{0,40}\b(?:decision|denial|refusal)\b",
        ),
        says(
            "complaint.reasons",
            0.6,
            r"\bif we (?:refuse|decline|deny) your (?:request|appeal)\b|\blegal remed(?:y|ies)\b",
        ),
        headed(
            "complaint.under-its-heading", 0.55, r"\b(?:complain\w*|dispute|supervisory authority|regulator|appeals?)\b"
        ),
    ),
    gives_way_to=(Kind.BREACH, Kind.LEGAL_REQUEST, Kind.TRANSFER),
)
