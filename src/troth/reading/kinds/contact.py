"""Which clauses say who answers, and where?"""

import re

from troth.reading.kinds.rule import KindRules, headed, says, when
from troth.reading.model import Kind

_WHERE = r"(?:[\w.+-]+@[\w-]+\.[\w.-]+|\+?\(?\d[\d ()./-]{6,}\d|https?://|www\.)"
_ADDRESS = re.compile(_WHERE)
_FEW_WORDS = 6
_LONGEST_LINE = 12
_SAYS = re.compile(r"\b(?:we|you|your|our|is|are|may|will|for|with|to|data|information|\||days|months|years)\b|\||: ")
_POSTAL = re.compile(
    r"\b\d{1,5}[a-z]?,? (?:\w+ ){1,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|way|square|"
    r"court|place|parkway|"
    r"row|terrace|close|quay|highway)\b|^\W*p\.? ?o\.? box \d|\b[a-z]{2} \d{5}(?:-\d{4})?\W*$|"
    r"\b[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}\W*$|\b\d{1,4},? (?:bis,? |ter,? )?(?:rue|avenue|boulevard|place|quai|"
    r"allée|impasse)\b|"
    r"\b\w+(?:straße|strasse|weg|platz|allee|gasse|ring|damm|ufer) \d{1,4}\b|^\W*(?:[a-z]-)?\d{5} \w+"
)
_OTHERS_ADDRESS = re.compile(
    r"\b(?:complain\w*|authorit\w+|commissioner|regulator|vendors|providers|partners|recipients)\b"
)
_FIRM = re.compile(
    r"^\W*(?:[A-Z][\w&.'-]*,? ){1,6}(?:LLC|Inc|Ltd|Limited|GmbH|AG|SAS|SARL|SA|S\.A\.|PLC|plc|Corp|Corporation|"
    r"LP|LLP|B\.V\.|BV|"
    r"AB|Oy|S\.r\.l\.|SE|KG|Company)\.?\W*$"
)
_ELSEWHERE = re.compile(r"\b(?:polic(?:y|ies)|notices?|statements?|terms)\b")

RULES = KindRules(
    Kind.CONTACT,
    (
        says(
            "contact.questions",
            0.9,
            r"\b(?:questions?|comments?|concerns?|queries|enquir\w+|inquir\w+|feedback|"
            r"problems?)\b[^.;]{0,160}\b(?:contact|e-?mail|write|call|reach|address(?:ed)? (?:to|them|it)|"
            r"get in touch|send)\b|"
            r"\b(?:contact|e-?mail|write to|call|reach)\b (?:us|our|me|the)\b[^.]{0,160}(?:questions?|"
            r"concerns?|comments?|queries|@|\d{3})",
            but_not=(
                r"\b(?:advertisement|satisfactorily|not satisfied|opt[- ]?out|unsubscribe|complain\w*|"
                r"supervisory)\b"
            ),
        ),
        says(
            "contact.officer",
            0.85,
            r"\b(?:data protection|privacy|compliance) (?:officer|office|team|manager|contact|department|"
            r"official)\b|\bdpo\b|\bdatenschutzbeauftragte\w*|\b(?:eu|uk|european) representative\b|"
            r"\brepresentative in the (?:eu|european union|uk)\b",
            but_not=r"\b(?:complaint|supervisory|right to)\b|\bprivacy office of\b",
        ),
        says(
            "contact.us-at",
            0.8,
            rf"\b(?:contact(?:ed)?|e-?mail|write|call|reach(?:ed)?|telephone|phone|fax|"
            rf"mail)\b[^.;]{{0,100}}(?:\bat\b|:|\bby\b|\bvia\b|\bto\b|\bon\b)[^;]{{0,60}}{_WHERE}",
            but_not=(
                r"\b(?:opt[- ]?out|unsubscribe|request to|delete|deletion|complain\w*|exercise|rights?|access|"
                r"correct|children|child|parent)\b"
            ),
        ),
        says(
            "contact.controller",
            0.75,
            r"\b(?:the )?(?:data )?controller (?:\w+ ){0,8}(?:is|are|:)|\b(?:is|are|"
            r"acts? as) the (?:data )?controller\b|\bresponsible (?:party|body|"
            r"for (?:the )?(?:data )?processing)\b|\bregistered (?:office|address|with|number|in|company|"
            r"capital)\b|\bhead office\b|\bcompany (?:registration )?number\b|\b(?:chief|"
            r"managing) (?:\w+ )?(?:officer|director)\b|\brepresented by\b|\bvat (?:id|no|number)",
        ),
        headed(
            "contact.address-under-its-heading",
            0.7,
            r"\b(?:contact\w*|how to reach|get in touch|controller|who (?:we are|is responsible)|who's|imprint|"
            r"founders?|data protection officer)\b",
            own=(
                rf"{_WHERE}|\b(?:street|st\.|road|avenue|suite|floor|p\.?o\.? box|"
                rf"[a-z]{{1,2}}\d{{1,2}} ?\d[a-z]{{2}}|\d{{5}})\b|^\W*(?:attn|tel|phone|e-?mail|fax|address)\b"
            ),
            but_not=r"\b(?:complain\w*|supervisory|cookies?)\b",
        ),
        headed(
            "contact.under-its-heading",
            0.5,
            r"\b(?:contact\w*|how to reach|get in touch|questions|controller|who (?:we are|is responsible)|"
            r"imprint|founders?|data protection officer)\b",
            own=r"",
            but_not=r"\b(?:complain\w*|supervisory|cookies?)\b",
        ),
        says(
            "contact.directed-to",
            0.85,
            r"\b(?:questions?|inquir\w+|enquir\w+|queries|comments?|concerns?|correspondence|"
            r"requests? for information|remarks?)\b"
            r"[^.;]{0,80}\b(?:should|may|can|must|are to|please)\b[^.;]{0,30}\b(?:be )?(?:directed|addressed|"
            r"sent|submitted|"
            r"put|made|forwarded)\b",
            but_not=r"\b(?:complain\w*|supervisory|opt[- ]?out|access|rights?)\b",
        ),
        when("contact.address-line", 0.45, lambda seen: _is_address_line(seen.plain, seen.text, seen.lead)),
        when("contact.bare-address", 0.7, lambda seen: _is_bare(seen.plain)),
    ),
    gives_way_to=(
        Kind.COMPLAINT,
        Kind.RIGHT,
        Kind.CHOICE,
        Kind.CHILDREN,
        Kind.BREACH,
        Kind.DEFINITION,
        Kind.CHANGE_NOTICE,
        Kind.PROCESSOR,
    ),
)


def _is_address_line(text: str, cased: str, lead: str) -> bool:
    """Whether a clause is a line of a postal address, or a company's name alone."""
    if len(text.split()) > _LONGEST_LINE or _OTHERS_ADDRESS.search(lead) is not None or _SAYS.search(text) is not None:
        return False
    return _POSTAL.search(text) is not None or _FIRM.search(cased) is not None


def _is_bare(text: str) -> bool:
    """Whether a clause is little else than an address."""
    rest = _ADDRESS.sub("", text)
    return rest != text and len(rest.split()) <= _FEW_WORDS and _ELSEWHERE.search(rest) is None
