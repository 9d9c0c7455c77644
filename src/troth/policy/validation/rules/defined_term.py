"""Does every defined term have its meaning, and the law's own terms theirs?

1. A definition that gives no meaning leaves the term hanging.
2. Data are ported to another controller; a right to have them sent to a processor misuses the term.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import NoteKind
from troth.policy.validation.quoting import shown
from troth.policy.validation.rule import Rule
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

TO_PROCESSOR = "to_processor"

RULE = Rule(
    id="policy.defined-term",
    severity=Severity.WARNING,
    finds="A definition gives its term no meaning, or data are to be ported to a processor.",
    law="GDPR 4(7), 4(8), 20(1)",
    example="""\
notes: [{id: n-we, kind: definition, term: we, cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each empty definition and each misused term."""
    for name, note in policy.notes.items():
        if note.kind is NoteKind.DEFINITION and not note.means:
            text = f"`notes.{name}` defines `{shown(note.term)}` and does not say what it means"
            yield RULE.found(note, text, "say it under `means`, or ask for a definition in the notice")
    for name, right in policy.rights.items():
        if RightKind.PORT in right.do and TO_PROCESSOR in right.covers:
            # LAW: GDPR 20(1), (2): "to another controller"
            text = f"`rights.{name}` has data ported to a processor, and the right is to another controller"
            yield RULE.found(right, text, "the notice should say `controller`")
