"""Which clauses say how the notice changes, and how one is told?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

_NOTICE = r"(?:privacy )?(?:polic(?:y|ies)|notices?|statements?|practices)"

RULES = KindRules(
    Kind.CHANGE_NOTICE,
    (
        says(
            "change-notice.notice-changes",
            0.9,
            rf"\b(?:chang|updat|modif|amend|revis|replac|alter|adapt|evol)\w*\b[^.;]{{0,60}}\b{_NOTICE}\b|"
            rf"\b{_NOTICE}\b[^.;]{{0,80}}\b(?:chang|updat|modif|amend|revis|replac|supersed|adapt|evol)\w*\b|"
            r"^\W*(?:this|the|our|these) (?:information|charter|document|page|text|terms|"
            r"declaration)\b[^.;]{0,30}\b(?:may|might|"
            r"will|can|liable|subject)\b[^.;]{0,30}\b(?:chang|updat|modif|amend|revis|adapt|evol|adjust)\w*\b",
            but_not=(
                r"\b(?:last (?:updated|modified|revised|changed)|(?:last|latest) (?:update|modification|"
                r"revision)|your (?:preferences|information))\b|\bpolicies of\b"
            ),
        ),
        says(
            "change-notice.post-changes",
            0.85,
            r"\b(?:post|publish|display|announc|notif|inform|alert|e-?mail)\w*\b[^.;]{0,60}\b(?:chang|updat|"
            r"revision|revised|modification|amendment|new version)\w*\b",
            but_not=(
                r"\b(?:preferences|changes? to your|request to (?:change|update)|change (?:your )?information|"
                r"your (?:information|details|address)|service updates)\b"
            ),
        ),
        says(
            "change-notice.continued-use",
            0.85,
            r"\bcontinued use\b|\bcontinu(?:e|ing) to use\b[^.;]{0,80}\b(?:after|following|chang\w+|"
            r"constitut\w+|accept\w*)\b",
        ),
        says(
            "change-notice.check-back",
            0.85,
            r"\b(?:check|review|visit|revisit|consult)\b[^.;]{0,60}\b(?:periodically|regularly|"
            r"from time to time|frequently|occasionally|back)\b|\b(?:periodic(?:ally)?|"
            r"regular(?:ly)?) (?:review|check|visit)",
        ),
        says(
            "change-notice.tell-of-changes",
            0.8,
            r"\b(?:inform|notify|tell)(?:ing)? you (?:of|about) (?:\w+ ){0,4}(?:chang\w+|new purposes?|"
            r"further processing|(?:any |other )?further)",
        ),
        says(
            "change-notice.material",
            0.8,
            r"\b(?:material|significant|substantial)(?:ly)? (?:chang\w+|modif\w+|updat\w+|amend\w+)",
        ),
        says(
            "change-notice.effect",
            0.7,
            r"\b(?:chang\w+|modifications?|revisions?|amendments?|new policy|"
            r"revised)\b[^.;]{0,60}\b(?:take effect|effective|apply|come into force|become|binding|"
            r"subject to)\b|\bsubject to the (?:new|revised|updated)\b",
        ),
        says(
            "change-notice.dated-at-the-top",
            0.95,
            r"\b(?:date|version)\b[^.;]{0,80}\b(?:identified|indicated|shown|posted|stated|displayed|noted|"
            r"found|appears?)\b[^.;]{0,30}\b(?:top|bottom|beginning|end|below|above)\b",
        ),
        headed(
            "change-notice.under-its-heading",
            0.6,
            r"\b(?:chang\w+|updat\w+|modif\w+|amend\w+|revis\w+)\b(?! of control| in control| of ownership|"
            r".{0,20}your (?:information|data|details|preferences))",
            own=r"\b(?:we|post\w*|change\w*|version|notify|effective|review|email|responsible|date|you)\b",
        ),
    ),
    gives_way_to=(),
)
