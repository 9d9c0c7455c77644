"""Which parts of an HTML page are no part of the notice, and which are tables to be read row by row?

A notice may not lose a sentence: what only looks like furniture is kept where it holds running text. In this order:

1. Never read: scripts, styles, the head, drawings.
2. Left out by their element or role: navigation, asides, dialogs, controls; unless they hold a third of the page's
   running text. A button that opens a part of the text is read: it is its heading.
3. Left out by `id` or `class`: banners about cookies; menus, breadcrumbs, sharing, newsletters, related pages,
   languages; where they hold what such parts hold (links, controls), and not what only a notice says.
4. Hidden parts are left out, unless something on the page opens them (an accordion, a tab) or they hold sentences:
   what a reader can open is part of the notice.
5. Left out by what they are: a list of nothing but links before the first or behind the last paragraph; a list of
   nothing but languages.
6. The main content (`main`, `role=main`) is all that is read where it holds at least half of the running text.

What it leaves out: what only a style sheet shows or hides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.notice.elements import BLOCKS, NEVER, Element, Elements, read_elements
from troth.notice.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.notice.tags import Token

_AROUND = word_set("nav aside dialog select option datalist menu")
_ROLES = word_set(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar listbox toolbar tooltip alert"
)
_KINDS = {
    "cookie banner": r"(?:cookie|consent|gdpr|ccpa|onetrust|cmp)[\w-]*"
    r"(?:banner|bar|popup|modal|dialog|overlay|wall|sdk)|"
    r"(?:onetrust|cookiebot|cmp|cookie-?consent)[\w-]*container",
    "breadcrumb": r"bread-?crumbs?",
    "languages": r"(?:lang(?:uage)?s?|locale|country|region)[-_]?"
    r"(?:switch(?:er)?|select(?:or)?|picker|menu|nav|chooser|list|dropdown)",
    "sharing": r"social|share|sharing|follow-us|addthis\w*",
    "newsletter": r"newsletter|subscribe|sign-?up",
    "related": r"related|recommend(?:ed|ations?)|see-also|you-may-also",
    "navigation": r"nav|navbar|navigation|menu|sidebar|side-bar|sitemap|skip-?links?|top-?bar|toolbar|pagination|pager|"
    r"masthead",
    "modal": r"modal|pop-?up|overlay|lightbox|toast|snackbar|drawer",
    "footer": r"footer|copyright|colophon",
    "header": r"(?:site|page|global|main)[-_]header",
    "page": r"advert(?:isement)?s?|ads?|promo(?:tion)?|search|login|cart|comments?|back-to-top",
}
_JUNK = tuple(
    (
        reason,
        re.compile(
            rf"(?<![\w-])(?:[\w-]{{0,40}}[-_])?(?:{words})(?:[-_][\w-]{{0,40}})?(?![\w-])",
            re.IGNORECASE,
        ),
    )
    for reason, words in _KINDS.items()
)
_SPEAKS = re.compile(
    r"\b(?:personal (?:data|information)|your (?:personal )?(?:data|information)|privacy rights|"
    r"we (?:may |do |will |also |only |never )*(?:collect|process|share|use|keep|store|retain|disclose|sell))\b",
    re.IGNORECASE,
)
"""What only a notice says: where it is said, a class is no reason to leave it out."""

_TOPICS = frozenset({"sharing", "newsletter", "related", "page"})
"""What an `id` may call a chapter of a notice, too: of these only a `class` counts."""

_OPENED = re.compile(
    r"accordion|collaps|panel|tab-?(?:pane|content|panel)|toggle|faq|answer|expand|read-?more|more-?text|disclosure|"
    r"details|body-?text|content",
    re.IGNORECASE,
)
_HIDES = re.compile(r"(?:^|\s)hidden(?:\s|=|/|$)", re.IGNORECASE)
_STYLE_HIDES = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[- ][^\W\d_]+)*")
_TAG = re.compile(r"<[^>]*>")
_LANGUAGES = word_set(
    "english deutsch german français francais french español espanol spanish italiano italian nederlands dutch polski "
    "polish português portugues portuguese svenska swedish dansk danish norsk norwegian suomi finnish čeština czech "
    "magyar hungarian română romanian türkçe turkish русский russian українська ukrainian ελληνικά greek 日本語 "
    "japanese 中文 简体中文 繁體中文 chinese 한국어 korean العربية arabic עברית hebrew ไทย thai "
    "en de fr es it nl pl pt sv da fi"
)
_MAY_BE_FRAME = frozenset({"header", "footer"})
_FEW = 40
_BANNER = 150
_MUCH = 60
_LONG = 8_000
"""Characters of markup: in more of it nobody hides a line of furniture, and nobody looks for one."""
_CELL = 80
"""Words of a cell: with a longer one, a table's cells are read one by one."""
_LINKS, _LINKED = 4, 0.8
_MOST_LANGUAGES = 60
_CONTAINERS = word_set("div section ul ol p table td nav form center dl tr tbody")


@dataclass(slots=True)
class Regions:
    """What is left out (ranges with reasons, in order, apart), what is read, and which tables have rows."""

    left_out: list[tuple[int, int, str]] = field(default_factory=list)
    main: list[tuple[int, int]] = field(default_factory=list)
    frames: set[int] = field(default_factory=set)
    tables: set[int] = field(default_factory=set)
    headed: set[int] = field(default_factory=set)
    opened: set[int] = field(default_factory=set)


def find_regions(tokens: Sequence[Token], source: str, *, whole: bool) -> Regions:
    """The regions of a page; `whole` leaves nothing out but what is never read."""
    found = read_elements(tokens, source)
    return _Judge(found, source, whole=whole).judge()


class _Judge:
    """Goes through the elements from the outside in; what is inside of something left out is not looked at."""

    def __init__(self, found: Elements, source: str, *, whole: bool) -> None:
        self.found = found
        self.source = source
        self.whole = whole
        self.total = max(1, found.all[0].running)
        self.first = min((start for start, _, _ in found.runs), default=0)
        self.last = max((end for _, end, _ in found.runs), default=len(source))
        self.controlled = self._controlled()
        self.regions = Regions()
        self.in_content: set[int] = set()
        self.kinds: dict[str, tuple[str, ...]] = {}

    def judge(self) -> Regions:
        until = 0
        for index, element in enumerate(self.found.all[1:], start=1):
            inside = element.parent in self.in_content or element.name in ("main", "article")
            if inside or self._role(element) == "main":
                self.in_content.add(index)
            if element.start < until:
                continue
            if reason := self._reason(index, element):
                until = element.end
                self.regions.left_out.append((element.start, element.end, reason))
                continue
            self._look(element)
        self._choose_main()
        return self.regions

    def _controlled(self) -> frozenset[str]:
        """The ids of the parts that something on the page opens."""
        ids: set[str] = set()
        for element in self.found.all:
            if "control" in element.written or "target" in element.written or "expanded" in element.written:
                attributes = element.attributes
                for name in ("aria-controls", "data-target", "data-bs-target", "href"):
                    ids.update(attributes.get(name, "").lstrip("#").split()[:5])
        return frozenset(ids)

    @staticmethod
    def _role(element: Element) -> str:
        return element.attributes.get("role", "") if "role" in element.written.casefold() else ""

    def _reason(self, index: int, element: Element) -> str:
        name = element.name
        if name in NEVER:
            return name
        if self.whole or name in ("html", "body", "main"):
            return ""
        if name in _AROUND:
            return "" if self._is_the_text(element) else name
        attributes = element.attributes if element.written else {}
        if name == "button":
            return "" if self._opens(element, attributes) else name
        role = attributes.get("role", "")
        if role in _ROLES and (index not in self.in_content or role in ("dialog", "alertdialog", "navigation")):
            return "" if self._is_the_text(element) else role
        if self._is_hidden(element, attributes):
            return "hidden"
        if name in BLOCKS or name == "span":
            return self._junk(index, element, attributes) or self._by_what_it_is(element)
        return ""

    def _is_the_text(self, element: Element) -> bool:
        """Whether what looks like furniture holds the notice: a third of all running text, and half of the words."""
        if not element.running or 3 * element.running < self.total:
            return False
        page = self.found.all[0]
        return element.running >= _MUCH or 2 * (element.words - element.linked) >= page.words - page.linked

    @staticmethod
    def _opens(element: Element, attributes: dict[str, str]) -> bool:
        """Whether a button is the heading of a part that it opens."""
        controls = attributes.keys() & {"aria-controls", "aria-expanded", "data-target", "data-bs-target"}
        named = _OPENED.search(f"{attributes.get('class', '')} {attributes.get('data-toggle', '')}")
        return bool(controls or named) and element.words > 0

    def _is_hidden(self, element: Element, attributes: dict[str, str]) -> bool:
        written = element.written
        hides = (
            (_HIDES.search(written) and attributes.get("hidden", "") != "until-found")
            or _STYLE_HIDES.search(attributes.get("style", ""))
            or attributes.get("aria-hidden") == "true"
        )
        if not hides:
            return False
        named = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        junk = self._kinds(named)
        is_opened = attributes.get("id", "") in self.controlled or _OPENED.search(named)
        if junk and not self._is_the_text(element) and not self._speaks(element, "hidden"):
            return True
        return not (element.words and (is_opened or (element.running > 0 and element.stops > 0)))

    def _junk(self, index: int, element: Element, attributes: dict[str, str]) -> str:
        named, id_ = attributes.get("class", ""), attributes.get("id", "")
        if not named and not id_:
            return ""
        for reason in self._kinds(f"{id_} {named}"):
            if (element.headings and reason == "header") or self._is_the_text(element):
                return ""
            if reason in _TOPICS and reason not in self._kinds(named):
                continue
            if self._is_furniture(element, reason, inside=index in self.in_content):
                return reason
        return ""

    def _is_furniture(self, element: Element, reason: str, *, inside: bool) -> bool:
        """Whether what is called furniture is that by what it holds, too."""
        most = _BANNER if reason == "cookie banner" else _FEW
        linked = 2 * element.linked >= element.words
        if not linked and (element.running > most or element.words - element.linked > 2 * most):
            return False
        fits = {
            "sharing": element.links > 0 and not element.running,
            "related": element.links > 0 and (linked or not element.running),
            "newsletter": element.controls > 0,
            "page": element.controls > 0 or linked or not element.running,
            "navigation": linked or not element.running,
            "breadcrumb": not element.running,
            "languages": not element.running,
            "footer": linked or not inside,
            "header": linked or not inside,
        }
        return fits.get(reason, True) and not self._speaks(element, reason)

    def _speaks(self, element: Element, reason: str) -> bool:
        """Whether it says what only a notice says; a banner about cookies and a form for letters say so, too."""
        if reason in ("cookie banner", "newsletter") or not element.stops:
            return False
        if element.end - element.start > _LONG:
            return True
        return _SPEAKS.search(_TAG.sub("", self.source[element.start : element.end])) is not None

    def _kinds(self, named: str) -> tuple[str, ...]:
        """What an `id` and a `class` say an element is; pages repeat them."""
        if named not in self.kinds:
            self.kinds[named] = tuple(reason for reason, pattern in _JUNK if pattern.search(named))
        return self.kinds[named]

    def _by_what_it_is(self, element: Element) -> str:
        if element.name not in _CONTAINERS or element.running or not element.words:
            return ""
        outside = element.end <= self.first or element.start >= self.last
        if (
            outside
            and self.found.runs
            and element.links >= _LINKS
            and element.linked >= _LINKED * element.words
            and 2 * element.jumps < element.links
            and not element.mails
            and not element.headings
        ):
            return "links"
        if 2 <= element.words <= _MOST_LANGUAGES and element.linked and element.end - element.start <= _LONG:  # noqa: PLR2004 -- two languages
            names = _WORD.findall(_TAG.sub("\n", self.source[element.start : element.end]))
            if len(names) > 1 and all(name.casefold() in _LANGUAGES for name in names):
                return "languages"
        return ""

    def _look(self, element: Element) -> None:
        """Note what the reader has to know of an element that is read."""
        if element.name in _MAY_BE_FRAME and not self._is_frame(element):
            self.regions.frames.add(element.start)
        elif element.name == "button":
            self.regions.opened.add(element.start)
        elif element.name == "table" and element.rows > 1 and not element.tables and not element.headings:
            if element.longest_cell <= _CELL:
                self.regions.tables.add(element.start)
        elif element.name == "tr" and element.cells > 1 and element.heads == element.cells:
            self.regions.headed.add(element.start)
        if element.name == "main" or self._role(element) == "main":
            self.regions.main.append((element.start, element.end))

    def _is_frame(self, element: Element) -> bool:
        """Whether a header or footer is the page's, and not a part of the notice."""
        if element.name == "header":
            return not (element.headings and element.running)
        return not self._is_the_text(element)

    def _choose_main(self) -> None:
        """Keep the main content only where it holds at least half of the running text that is left."""
        left_out = _Sweep([(start, end) for start, end, _ in self.regions.left_out])
        main = _Sweep(self.regions.main)
        inside = outside = 0
        for start, _, words in self.found.runs:
            is_main = main.holds(start)
            if left_out.holds(start):
                continue
            inside += words * is_main
            outside += words * (not is_main)
        if inside < outside:
            self.regions.main.clear()


class _Sweep:
    """Whether places, asked for in order, lie in ranges that are in order."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self.ranges = ranges
        self.at = 0

    def holds(self, place: int) -> bool:
        while self.at < len(self.ranges) and self.ranges[self.at][1] <= place:
            self.at += 1
        return self.at < len(self.ranges) and self.ranges[self.at][0] <= place
