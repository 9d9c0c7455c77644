"""Does the notice rely on technology that is no longer there?

Trackers by their kind, and addresses in choices, notes, parties and rights by the words in them, against a short table
of what browsers and standards have dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import Choice, Element, Note, Right, Tracker, TrackerKind
from troth.policy.validation.rule import Rule, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

DEAD = {
    "flash": "Flash, which browsers dropped in 2020",
    "silverlight": "Silverlight, which ended in 2021",
    "p3p": "P3P, which was withdrawn in 2018",
    "activex": "ActiveX, which went with its browser in 2022",
}
"""Words that name a technology which is gone, and since when."""

_WORD = re.compile(r"[a-z0-9]+")

RULE = Rule(
    id="policy.stale-link",
    severity=Severity.WARNING,
    finds="A tracker, choice or note relies on a technology that no longer exists.",
    example="""\
trackers: {flash_cookies: {kind: flash, class: functional, cite: [s1]}}
notes: [{id: n-settings, kind: crossref, link: ["https://player.example/flash/settings"], cite: [s2]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for each dead technology, with all that relies on it."""
    relying: dict[str, dict[str, Element]] = {}
    for address, element in policy.elements():
        for word in DEAD.keys() & _words_of(element):
            relying.setdefault(word, {})[address] = element
    for word, elements in sorted(relying.items()):
        first, *others = elements.values()
        text = f"the policy relies on {DEAD[word]}: {quoted(elements)}"
        yield RULE.found(first, text, "take it out of the notice, and offer a choice that works today", on=others)


def _words_of(element: Element) -> set[str]:
    """The words in what an element names by address or technique."""
    if isinstance(element, Tracker):
        return {TrackerKind.FLASH.value} & {element.kind.value}
    named: tuple[str, ...] = ()
    if isinstance(element, Choice | Right):
        named = element.how
    elif isinstance(element, Note):
        named = element.link
    return {word for address in named for word in _WORD.findall(address.lower())}
