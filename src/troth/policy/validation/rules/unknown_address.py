"""Does every element that a claim, a note or a practice points to exist?

1. `about` holds addresses such as `data.device`, or `policy` for the head.
2. `means` of a definition is words, or the address of the element that carries the meaning: what looks like an address
   (a kind of element, a full stop, a name) must be one.
3. `means` and places in words are not looked into any further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import KINDS, Claim, Note
from troth.policy.validation.quoting import shown_address
from troth.policy.validation.rule import Rule
from troth.policy.vocabulary import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.unknown-address",
    severity=Severity.ERROR,
    finds="`about` or `means` points to an element that the policy does not have.",
    example="""\
data: {device: {is: [pd:IPAddress], cite: [s1]}}
claims: [{id: anonymous, say: anonymous, about: [data.devices], cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each address that leads nowhere."""
    known = dict(policy.elements())
    for address, element in known.items():
        if not isinstance(element, Claim | Note):
            continue
        means = element.means if isinstance(element, Note) else ""
        for target in (*element.about, *([means] if _looks_like_address(means) else [])):
            if target in known:
                continue
            text = f"`{address}` points to `{shown_address(target)}`, which the policy does not have"
            close = suggest(target[:60], known)
            help_ = f"did you mean `{close}`?" if close else "write the kind of element, a full stop and its name"
            yield RULE.found(element, text, help_)


def _looks_like_address(words: str) -> bool:
    kind, stop, name = words.partition(".")
    return bool(stop) and kind in KINDS and name != "" and " " not in name
