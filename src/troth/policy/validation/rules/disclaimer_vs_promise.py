"""Does a disclaimer take back what is promised elsewhere?

1. A disclaimer says what it takes back in `about`. Duties, rights, prohibitions, practices that the organisation does,
   and measures that are no mere effort are promises.
2. A disclaimer about a best effort, a permission or an intention takes nothing back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import Duty, Element, Measure, NoteKind, Practice, Right
from troth.policy.validation.rule import Rule, quoted, spoken_of
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.disclaimer-vs-promise",
    severity=Severity.WARNING,
    finds="A disclaimer is about a duty, right, prohibition or measure that the notice promises without reserve.",
    example="""\
duties: [{id: erase-child, when: child_found, do: erase, within: P0D, cite: [s1]}]
notes: [{id: n-no-liability, kind: disclaimer, about: [duties.erase-child], reason: declines liability, cite: [s2]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for each disclaimer, with the promises that it takes back."""
    for name, note in policy.notes.items():
        if note.kind is not NoteKind.DISCLAIMER:
            continue
        promises = {address: element for address, element in spoken_of(policy, note.about) if _promises(element)}
        if promises:
            text = f"`notes.{name}` takes back what is promised by {quoted(promises)}"
            help_ = "the promise binds all the same: have the notice limit one or the other"
            yield RULE.found(note, text, help_, on=promises.values())


def _promises(element: Element) -> bool:
    if isinstance(element, Practice | Duty):
        return element.modal is not Modal.MAY
    return isinstance(element, Right) or (isinstance(element, Measure) and not element.best_effort)
