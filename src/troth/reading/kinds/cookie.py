"""Which clauses speak of cookies, beacons, pixels and other means that follow the reader?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

_TRACKERS = (
    r"(?:cookies?|tracers?|web beacons?|beacons?|clear gifs?|pixel(?: tags?)?s?|tracking (?:technolog\w+|pixels?|"
    r"tools?)|(?:flash|local) (?:shared|stored) objects?|local storage|flash cookies?|sdks?|"
    r"software development kits?|tags|fingerprinting|advertising ids?|device identifiers|similar technologies|"
    r"log files|etags?|plug-?ins?)"
)

RULES = KindRules(
    Kind.COOKIE,
    (
        says(
            "cookie.use-of",
            0.85,
            rf"\b(?:us(?:e|es|ed|ing)|plac(?:e|es|ed|ing)|set(?:s|ting)?|stor(?:e|es|ed|ing)|issue[sd]?|"
            rf"deploy\w*|install\w*|employ\w*|contain\w*|serve[sd]?|drop\w*|embed\w*|"
            rf"sent)\b[^.;]{{0,90}}\b{_TRACKERS}\b",
            but_not=(
                r"\b(?:block|disable|refuse|reject|opt[- ]?out|delete (?:the |your )?cookies|turn off|"
                r"browser settings?)\b"
            ),
        ),
        says(
            "cookie.means-of-collection",
            0.65,
            rf"\b(?:collect|record|gather|obtain|receive|track|store)\w*\b[^.;]{{0,160}}\b(?:through|via|by|"
            rf"by means of|using|with)\b[^.;]{{0,40}}\b{_TRACKERS}\b",
        ),
        says(
            "cookie.do",
            0.85,
            rf"\b(?:these|our|such|the|some|functional|session|persistent|analytics?|advertising|necessary|"
            rf"performance|targeting|third-party|first-party|marketing|essential|strictly necessary|"
            rf"preference|social media|functionality)? ?{_TRACKERS}\b[^.;]{{0,60}}\b(?:help|allow|enable|let|"
            rf"are used|is used|track|collect|store|remember|record|manage|permit|do not|don't|cannot|can|may|"
            rf"might|will|make|provide|show|identify|measure|expire|contain|stay|remain)\b",
            but_not=r"\b(?:block|disable|refuse|reject|opt[- ]?out|turn off|delete)\b",
        ),
        says(
            "cookie.named-class",
            0.75,
            rf"^\W*(?:strictly )?(?:necessary|essential|functional\w*|performance|analytics?|statistics?|"
            rf"advertising|targeting|marketing|preference|session|persistent|third[- ]party|first[- ]party|"
            rf"security|social media) (?:{_TRACKERS})\b",
        ),
        says(
            "cookie.track-across",
            0.6,
            r"\btrack\w*\b[^.;]{0,60}\b(?:across|over time|online activit\w+|websites|movements|visitors)\b|"
            r"\b(?:consent to be|being|be) tracked\b|\bcookie (?:banner|notice|consent|tracking)\b",
        ),
        says(
            "cookie.expires",
            0.8,
            r"\bcookies?\b[^.;]{0,80}\b(?:expire|stored for|deleted (?:when|after|once)|lifetime|valid for|"
            r"remain on)\b",
        ),
        says("cookie.automatic", 0.55, r"\bautomatically (?:collected|stored|recorded)\b"),
        headed(
            "cookie.under-its-heading",
            0.5,
            rf"\b(?:{_TRACKERS}|tracking|analytics)\b",
            own=(
                r"\b(?:cookies?|they|these|track|collect|technolog\w+|this information|analytics|pixels?|"
                r"beacons?|advertis\w+|we (?:do not )?(?:use|ask)|our)\b"
            ),
        ),
    ),
    gives_way_to=(Kind.DEFINITION, Kind.DISCLAIMER, Kind.CHOICE, Kind.CHILDREN, Kind.RETENTION),
)
