"""By which names does a notice speak of its organisation?

1. Names that it defines as itself: `Acme Ltd ("we", "us")`, `Acme, Inc. (the "Company")`.
2. Names whose letters are those of the domain of its addresses, or begin them (`Acme Shoes` at acmeshoes.example), and
   those that begin a title.
3. The name in the title (`Privacy Notice of Acme`, `Acme Privacy Policy`), and names that stand as the subject of what
   is promised (`Acme Group collects`), where the text uses them three times.
4. Each with its first word, where that stands alone elsewhere (`Acme`).

Only words that the text writes with a capital are names.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from troth.notice.lexicon import word_set
from troth.notice.model import ClauseRole
from troth.reading.context import is_readable

if TYPE_CHECKING:
    from troth.notice.model import Notice

_NAME = re.compile(r"\b[A-Z][\w&'-]*(?:[ ,]+(?:of|and|the|&)? ?[A-Z][\w&.'-]*){0,4}")
_SELF = re.compile(
    r"(?P<name>[A-Z][\w&.'-]*(?: [\w&.,/'-]+){0,6}?),? ?\([^()]{0,60}?[\"'\u201c\u2018](?:[Ww]e|"
    r"[Uu]s|[Oo]ur|[Tt]he [Cc]ompany|[Cc]ompany)[\"'\u201d\u2019,]"
)
_SUBJECT = re.compile(
    r"(?P<name>[A-Z][\w&'-]*(?: [A-Z][\w&'-]*){0,3}) (?:collects?|uses?|gathers?|shares?|"
    r"respects?|values?|takes|is committed|processes|"
    r"provides|maintains|may (?:collect|use|share|disclose|change)|will (?:not )?(?:use|share|sell|disclose|collect))\b"
)
_TITLE = re.compile(
    r"^(?P<before>[A-Z][\w&.,' -]{1,50}?)(?:'s|\u2019s)? (?:(?:Online|Website|Global|Customer|Consumer) )*Privacy\b|"
    r"\bPrivacy (?:and \w+ )?(?:Policy|Notice|Statement) (?:of|for|at|[-|:\u2013]) (?:the )?"
    r"(?P<behind>[A-Z][\w&.,' -]{1,50})"
)
_FIRST_CLAUSES = 3
_ENOUGH = 3
_MOST_LOOKED_FOR = 200
"""Names that are counted in the whole text: an organisation names itself before it names so many others."""
_DOMAIN = re.compile(r"(?:@|https?://(?:www\.)?|www\.)([a-z0-9-]+)\.(?:[a-z.]+)", re.IGNORECASE)
_COMMON = word_set(
    "privacy policy notice statement the we our us you your this that personal information data protection "
    "cookies cookie services service website site online terms california united states european union security "
    "contact children rights what how who when why where if by for in to from and or is are i a an last updated "
    "effective it these those any as general act commissioner officer "
)


def own_names(notice: Notice) -> tuple[str, ...]:
    """The names, in the order in which the text brings them; may be none."""
    found: dict[str, None] = {}
    texts = [
        clause.text for clause in notice.clauses if clause.role is not ClauseRole.PROVENANCE and is_readable(clause)
    ]
    domains = Counter(match.lower() for text in texts for match in _DOMAIN.findall(text))
    own_domains = {domain.replace("-", "") for domain, _ in domains.most_common(3)}
    for text in texts:
        for match in _SELF.finditer(text):
            _take(found, match["name"])
        for match in _NAME.finditer(text):
            squeezed = re.sub(r"[^a-z0-9]", "", match[0].lower())
            first = re.sub(r"[^a-z0-9]", "", match[0].split()[0].lower())
            if any(squeezed == domain or (len(first) > 2 and domain.startswith(first)) for domain in own_domains):  # noqa: PLR2004
                _take(found, match[0])
    for clause in notice.clauses[:_FIRST_CLAUSES]:
        titled = _TITLE.search(clause.text) if clause.role is ClauseRole.HEADING and is_readable(clause) else None
        if titled is not None:
            _take(found, titled["behind"] or titled["before"])
    whole = " ".join(texts)
    for name in islice(dict.fromkeys(match["name"] for match in _SUBJECT.finditer(whole)), _MOST_LOOKED_FOR):
        if whole.count(name) >= _ENOUGH:
            _take(found, name)
    return tuple(found)


def _take(found: dict[str, None], name: str) -> None:
    words = re.sub(r"[,.]+$", "", name.strip()).split()
    while words and words[0].lower() in _COMMON:
        words = words[1:]
    while words and words[-1].lower() in _COMMON:
        words = words[:-1]
    if words and len(words) <= 6:  # noqa: PLR2004 -- longer is no name
        found.setdefault(" ".join(words))
        if words[0].lower() not in _COMMON and len(words[0]) > 2:  # noqa: PLR2004 -- `Ad` is no name
            found.setdefault(words[0].strip(","))
