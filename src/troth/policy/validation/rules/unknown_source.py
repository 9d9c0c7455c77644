"""Is every source of data a party of the policy, or one of the words for sources?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import DataCategory, Practice
from troth.policy.validation.quoting import shown
from troth.policy.validation.rule import Rule
from troth.policy.vocabulary import suggest
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

SOURCES = ("subject", "device", "third_party", "public_source")

RULE = Rule(
    id="policy.unknown-source",
    severity=Severity.ERROR,
    finds="`from` names a source that is neither a party nor `subject`, `device`, `third_party` or `public_source`.",
    example="""\
data: {email: {is: [pd:EmailAddress], from: [subjects], cite: [s1]}}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each source that is none."""
    known = (*SOURCES, *policy.parties)
    for address, element in policy.elements():
        if not isinstance(element, DataCategory | Practice):
            continue
        for source in element.from_:
            if source not in known and source != EVERYTHING:
                close = suggest(source[:60], known)
                help_ = f"did you mean `{close}`?" if close else f"name a party, or one of {', '.join(SOURCES)}"
                yield RULE.found(element, f"`{address}` takes data from `{shown(source)}`, which is no source", help_)
