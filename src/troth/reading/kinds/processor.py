"""Which clauses speak of those who process data on somebody's behalf: service providers, named tools, our own role?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

_NO_NAMES = (
    r"(?:Personal|Sensitive|Usage|Customer|Protected|Data|Information|Cookies?|Identifiers?|Account|Device|Log|Content|"
    r"Member|User|Patient|Client|Services?|Biometric|Health|Location|Contact|Technical|Profile|Transaction|Marketing|Your|"
    r"This|These|Such|Secure|Web|Pixels?|Automated|Aggregate\w*|Anonym\w+|De-?[Ii]dentified|Non|Other|Third|[A-Z]{2,4}\b)"
)
"""Words that notices write with a capital and that name no tool."""

RULES = KindRules(
    Kind.PROCESSOR,
    (
        says(
            "processor.service-providers",
            0.75,
            r"\b(?:service[- ]providers?|sub-?processors?|data processors?|(?:third[- ]party )?(?:vendors|"
            r"contractors|suppliers|subcontractors)|hosting (?:provider|compan)\w*|processing partners|"
            r"business associates?)\b",
            but_not=r"\b(?:right|rights)\b|\bfrom (?:\w+ ){0,3}(?:vendors|service[- ]providers)",
        ),
        says(
            "processor.on-our-behalf",
            0.85,
            r"\bon (?:our|your|their|its) behalf\b|\bon behalf of (?:us|our|the|its|your)\b|"
            r"\bunder our instructions?\b|\bonly (?:on|in accordance with) (?:our|your|"
            r"documented) instructions\b|\bas (?:a|your|our) (?:data )?processor\b|\bas directed by (?:you|"
            r"our customers?)\b",
            but_not=r"\b(?:authori[sz]ed agent|make a request|submit|on your behalf)\b",
        ),
        says(
            "processor.we-use-others",
            0.8,
            r"\b(?:use|employ|engage|work with|contract with|hire|rely on|retain|"
            r"outsource\w*)\b (?:\w+ ){0,3}(?:third[- ]part(?:y|ies)|outside|external|other companies|service|"
            r"specialist|carefully|vendors|providers|partners)\b[^.;]{0,60}\b(?:to|for|who|which|that|"
            r"such as)\b",
        ),
        says(
            "processor.perform-for-us",
            0.75,
            r"\b(?:perform|provide|carry out|deliver|conduct|handle|operate|manage|"
            r"facilitate)\w*\b[^.;]{0,60}\b(?:services? (?:for|to) us|services? on our|functions? (?:for us|"
            r"on our)|on our behalf|to us services|our business)\b|\b(?:compan\w+|part(?:y|ies)|partners?|providers?|"
            r"vendors?|firms?|contractors?|others|people|businesses|those)\b[^.;]{0,60}\b(?:support|help|"
            r"assist)(?:s|ing)? "
            r"(?:us|our business)\b",
        ),
        says(
            "processor.hosted-by",
            0.8,
            r"\b(?:site|website|services?|servers?|app|data|platform|newsletter|shop|"
            r"store)\b[^.;]{0,60}\b(?:is|are) (?:\w+ )?(?:hosted|operated|stored|sent|provided|processed|"
            r"maintained|run) (?:by|at|with|on servers of|using|via)\b",
        ),
        says(
            "processor.our-tool",
            0.8,
            r"\bis (?:our|a|an|the) (?:\w+[ -]){0,5}(?:tool|platform|provider|software|service|system|"
            r"processor|solution)\b[^.;]{0,80}\b(?:we use|for|that|of|which|used|to|providing|provided by|"
            r"operated by)\b",
            but_not=r"\b(?:cookie|cookies|beacon|pixel|this policy) is\b",
        ),
        says(
            "processor.analytics-tool",
            0.7,
            r"\bwe use [a-z0-9][\w.& ]{1,40}\b(?:to|for|,|which|a|an)\b[^.;]{0,80}\b(?:analytics|measure|"
            r"traffic|hosting|payments?|newsletters?|email|crm|customer (?:service|support)|advertis\w*|chat|"
            r"tool|service)\b",
            but_not=(
                r"\b(?:use (?:your|the|this|that|personal|information|data|cookies|it|these|such|automated|"
                r"aggregate\w*|anonymous|both|any|certain|some|web|similar|session|persistent))\b"
            ),
        ),
        says(
            "processor.named-tool",
            0.82,
            rf"\b[Ww]e (?:also |currently )?use (?!{_NO_NAMES})[A-Z]\w+(?:[ .][A-Z]\w+)*,? "
            r"(?:to|for|as|which|a|an)\b",
            cased=True,
        ),
        headed(
            "processor.under-its-heading",
            0.45,
            r"\b(?:processors?|service providers?|our (?:tools|vendors|suppliers))\b",
        ),
        says(
            "processor.role",
            0.75,
            r"\b(?:act|acts|acting) (?:\w+ ){0,3}(?:as|only as) (?:a |the |an )?(?:data )?(?:controller|"
            r"processor|service provider)\b|\bcontact (?:the|your|that) (?:customer|controller|employer|"
            r"organisation|organization|merchant)\b[^.;]{0,40}\bdirectly\b",
        ),
        says(
            "processor.contracts",
            0.6,
            r"\b(?:contractually (?:bound|obliged|obligated|required|prohibited)|bound by (?:contract|"
            r"confidentiality)|data processing (?:agreements?|contracts?|addend\w+)|art(?:icle|\.)? ?28)\b",
        ),
        says(
            "processor.outside-collector",
            0.55,
            r"\b(?:outside|third) part(?:y|ies)\b[^.;]{0,40}\bcollect\w*|\bcollected by (?:any )?(?:outside|"
            r"third) part",
        ),
    ),
    gives_way_to=(
        Kind.COOKIE,
        Kind.CORPORATE_EVENT,
        Kind.LEGAL_REQUEST,
        Kind.TRANSFER,
        Kind.SALE,
        Kind.RIGHT,
        Kind.CHOICE,
        Kind.DEFINITION,
        Kind.THIRD_PARTY_LINK,
    ),
)
