"""Which clauses say that data cross a border?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

_PLACE = (
    r"(?:united states|u\.s\.(?:a\.)?|usa|eea|european economic area|european union|united kingdom|"
    r"switzerland|india|canada|china|singapore|japan|australia|(?:other|third|foreign|another|different|any|"
    r"your|which|outside|those|these|such|the|own) (?:countr(?:y|ies)|jurisdictions?))"
)

RULES = KindRules(
    Kind.TRANSFER,
    (
        says(
            "transfer.to-a-country",
            0.85,
            rf"\b(?:transfer|mov|stor|process|export|sen[dt]|transmit|access|held|hosted|"
            rf"maintain)\w*\b[^.;]{{0,120}}\b(?:in|to|into|outside|from|"
            rf"within)\b[^.;]{{0,50}}\b{_PLACE}(?![\w.-])",
            but_not=r"\b(?:right|rights|residents?)\b",
        ),
        says(
            "transfer.to-a-country-in-capitals",
            0.85,
            r"\b(?:[Tt]ransfer|[Mm]ov|[Ss]tor|[Pp]rocess|[Ee]xport|[Ss]en[dt])\w*\b[^.;]{0,120}\b(?:in|to|"
            r"into|outside|outside of)\b (?:the )?(?:US|UK|EU|USA|EEA)\b",
            cased=True,
            but_not=r"\b(?:rights?|residents?)\b",
        ),
        says(
            "transfer.international",
            0.85,
            r"\b(?:international(?:ly)?|cross-border|overseas|worldwide|global(?:ly)?)\b[^.;]{0,60}\btransfer|"
            r"\btransfer\w*\b[^.;]{0,140}\b(?:internationally|abroad|overseas|worldwide|"
            r"across (?:international )?borders|outside (?:of )?(?:your|the|our))\b",
        ),
        says(
            "transfer.safeguards",
            0.85,
            r"\b(?:standard (?:contractual|data protection) clauses|sccs?|binding corporate rules|"
            r"adequacy (?:decision|regulations?)|adequate level of (?:data )?protection|"
            r"data privacy framework|privacy shield|safe harbou?r|idta|international data transfer)\b",
            but_not=r"\bprocessing partners\b",
        ),
        headed(
            "transfer.under-its-heading",
            0.5,
            r"\b(?:transfers?|international|outside (?:of )?the|cross-border|non-us)\b",
            own=r"\b(?:countr|transfer|outside|laws?|safeguards|protect)",
        ),
        says(
            "transfer.located-in",
            0.55,
            rf"\b(?:servers?|data cent(?:er|re)s?|facilities|databases?)\b[^.;]{{0,60}}\b(?:located|situated|"
            rf"operated|based)\b[^.;]{{0,20}}\b(?:in|outside)\b[^.;]{{0,30}}\b{_PLACE}(?![\w.-])",
        ),
    ),
    gives_way_to=(Kind.DEFINITION, Kind.CORPORATE_EVENT),
)
