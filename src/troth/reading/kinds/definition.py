"""Which clauses say what words mean, what the notice covers, and from when?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.DEFINITION,
    (
        says(
            "definition.means",
            0.9,
            r"\b(?:means?|refers? to|shall mean|is defined|are defined|defined (?:as|in)|is (?:any )?(?:data|"
            r"information) (?:that|which|about|relating)|is information (?:about|that|which))\b",
            but_not=(
                r"\b(?:by no means|means of|means other|this means (?:that )?we|automated means|meaning you|"
                r"any means|by means|(?:purposes? and|ways and) (?:the )?means|right to|(?:pages?|sites?|links?|"
                r"we) refers? to|what (?:this|that) means|which means|policy means that we)\b"
            ),
        ),
        says(
            "definition.is-called",
            0.9,
            r"\b(?:we (?:call|refer to)|(?:collectively|together|hereinafter|hereafter|"
            r"herein),? (?:referred to as |the )?\"|referred to (?:as|in)|known as)\b|"
            r"\(\"[^\"]{1,40}\"(?: or \"[^\"]{1,40}\")*\)\W*$",
            but_not=r"\bknown as web beacons\b[^.]{20,}",
        ),
        says(
            "definition.what-is",
            0.9,
            r"^\W*(?:an? |the )?(?:\w+ )?(?:cookies?|web beacons?|pixels?(?: tags?)?|clear gifs?|beacons?|"
            r"ip address(?:es)?|local storage|sdks?|personal (?:data|information)|device (?:id|"
            r"fingerprint)\w*|flash cookies?) (?:is|are) (?:\w+[ -]){0,3}(?:small|tiny|pieces?|text|files?|"
            r"data|graphics?|images?|information|numbers?|code|technolog\w+|any|strings?|user-specific|"
            r"created|blocks?|software)\b",
        ),
        says(
            "definition.cookies-store",
            0.6,
            r"^\W*cookies (?:are created|store information that|are (?:widely|commonly|often|typically)|were)|"
            r"\bin contrast to cookies\b|\bsession cookies (?:are|expire)\b|\bpersistent cookies (?:are|"
            r"remain|stay)\b",
        ),
        says(
            "definition.covers",
            0.85,
            r"\b(?:policy|notice|statement|information below) (?:\([^()]{1,40}\) )?(?:\w+ )?(?:is issued|covers|"
            r"applies|describes|explains|"
            r"sets out|provides information|governs|tells|informs|also may apply|outlines|is (?:intended|"
            r"designed|meant) to|supplements|forms part)\b|\bpurpose of this (?:privacy )?(?:policy|notice|"
            r"statement)\b|\b(?:is|are) (?:to )?(?:inform you|explain)\b",
            but_not=(
                r"\b(?:not cover|not apply|does not)\b|\bas (?:this|our|the) (?:policy|notice|statement)|"
                r"\bit (?:\w+ )?informs|\bthird part(?:y|ies)'? privacy"
            ),
        ),
        says(
            "definition.notice-does",
            0.9,
            r"^\W*(?:this|these|our|the|in this) (?:(?!information\b)\w+ ){0,3}?(?:notice|policy|statement|"
            r"section|page|charter|document|"
            r"annex|appendix|addendum|supplement)(?: \([^)]*\))? (?:\w+ly |also |only |therefore )?"
            r"(?!(?:may|might|will|can|could|shall|is|are|was|has|have)\b[^.;]{0,40}\b(?:chang|updat|amend|revis|"
            r"modif|adapt|"
            r"replac|review|evol))(?!(?:chang|updat|evol)\w+)(?:[a-z]+s|does|do|form|is|are|was|has)\b",
            but_not=r"\b(?:not apply|not cover|not extend|effective upon)\b",
        ),
        says(
            "definition.explains",
            0.93,
            r"(?:^\W*(?:in the following|below|here|hereby|hereinafter|on this page|with this|in this|this|these|"
            r"the present|our|we|"
            r"the following|through this|by this)\b|\b(?:prepared|drawn up|written|published|issued|drafted|"
            r"adopted|provide) (?:this|the "
            r"present|the following)\b)[^.;]{0,120}\b(?:inform|tell|explain|describe|outline|summari[sz]e|"
            r"set out|sets out|show|present)s?"
            r"\b[^.;]{0,140}\b(?:about|how|what|which|why|who|whom|processing|handling|practices|treat)\b",
            but_not=(
                r"\b(?:if|chang\w+|breach|update[sd]?|send|e-?mail|request|newsletter|contact us|"
                r"cookie banner|logo|icons?)\b|"
                r"\bwe (?:may|will|can|might)\b"
            ),
        ),
        says(
            "definition.information-applies",
            0.9,
            r"^\W*(?:this|these|the present|the following) (?:data protection |privacy )?(?:information|"
            r"declarations?|explanations?|rules|"
            r"provisions|principles|charter|document|text|page) (?:appl(?:y|ies)|concerns?|is addressed|"
            r"are addressed|is directed|"
            r"is aimed|relates?|refers?|is meant|is intended|covers?|is for|supplements?|forms?|describes?|"
            r"explains?)\b",
        ),
        says(
            "definition.state-of-text",
            0.92,
            r"^\W*(?:status|edition|issue|version|as of|as at|date of issue|in force|valid|last (?:updated?|"
            r"revised|changed)|"
            r"updated|effective|applicable|current) ?(?:as )?(?:from|since|on|of|at|date|:|in|"
            r"no\.?)?\b[^.;]{0,24}\d{1,4}\b[^.;]{0,30}$|"
            r"\b(?:text|version|translation|language)\b[^.;]{0,50}\b(?:is|are|alone|shall be|"
            r"remains)\b[^.;]{0,20}\b(?:binding|"
            r"authoritative|decisive|prevails?|authentic)\b|\b(?:translation|version)s?\b[^.;]{0,60}\bprevails?\b",
        ),
        says(
            "definition.a-word",
            0.96,
            r"^\W*(?:the (?:term|word|expression)s? )?\"[^\"]{2,60}\"(?: \([^)]{1,60}\))?,? (?:means?|is|are|"
            r"refers?|designates?|"
            r"denotes?|has|have|includes?|stands?|covers?|shall|comprises?)\b|\b(?:for the purposes? of|"
            r"in the sense of|within the "
            r"meaning of) this (?:notice|policy|statement|charter)\b",
        ),
        headed(
            "definition.under-its-heading",
            0.7,
            r"\b(?:definitions?|defined terms|glossary|interpretation|terms used)\b",
        ),
        says(
            "definition.dated",
            0.85,
            r"\b(?:last|latest|most recent(?:ly)?) (?:updated?|modified|modification|revised|revision|"
            r"changed?|reviewed|amended)\b|\beffective (?:date|as of|from|:|\w+ \d)|"
            r"\bis effective\b[^.;]{0,20}\d|\b(?:dated|version) \d|\bversion:? ",
            but_not=(
                r"\b(?:12|twelve)-month\b|\bprior to the (?:effective )?date\b|\bat the (?:top|bottom)\b|"
                r"\bfor all users\b"
            ),
        ),
        says(
            "definition.not-included",
            0.75,
            r"\b(?:personal (?:data|information)|this|it|such (?:\w+ )?information|"
            r"sensitive personal information) (?:does|do) not include\b|\b(?:is|"
            r"are) not (?:considered )?(?:personal(?:ly)?(?: identifiable)?) (?:information|data)\b",
            but_not=r"\bcollect\w* (?:\w+ )?automatically\b",
        ),
        says(
            "definition.dash",
            0.8,
            r"^\W*[\"']?[\w/ ()]{2,40}[\"']? (?:-|:) (?:any|a|an|the|information|data|operation|"
            r"natural)\b[^.]*\b(?:person|personal data|processed|information|operations?|individual|relating|"
            r"years|who|that)\b",
            but_not=r"\b(?:right to|you have|we (?:use|collect|share))\b|\bcookies?\b",
        ),
        says("definition.trademark", 0.9, r"\btrademarks?\b"),
    ),
    gives_way_to=(),
)
