"""What happens when a person has looked at the permission of whoever asks for a subject?

That it was seen is kept with the request, sealed, and is an entry of the log. A request that is proven by that begins
(11 CCR 7063; `troth.requests.proof`); one for which the subject has not been reached goes on waiting for her.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.requests.proof import is_proven
from troth.requests.request import State
from troth.store.requests import cases, work
from troth.store.requests.sealed import key_of, particulars, seal_for
from troth.words import SubjectId

if TYPE_CHECKING:
    from troth.store.writing import Writing

SEEN = "request.permission_seen"


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """What the log says of it."""

    request: str
    by: str


def see(change: Writing, request: str, *, by: str) -> bool:
    """Note that the permission was seen; whether the request begins by it.

    Raises:
        WrongUse: nobody asks for somebody else here, or it was seen before (`requests.no-permission-to-see`).
    """
    row = cases.held(change, request)
    asked = cases.read(change.store, row)
    if asked.agent is None or asked.agent.permission_seen_at is not None or asked.state is not State.ASKED:
        raise WrongUse(
            "there is no permission to look at",
            id="requests.no-permission-to-see",
            help="only a request that somebody makes for the subject, and that waits for it, needs one",
        )
    asked = dataclasses.replace(asked, agent=dataclasses.replace(asked.agent, permission_seen_at=change.now))
    row.particulars = seal_for(key_of(change.store, row), row, "particulars", particulars(asked))
    row.save(update_fields=("particulars",))
    subject = SubjectId(row.subject) if row.subject else None
    change.record(Draft(change.organisation, SEEN, subject, SeenEntry(request, by)))
    if not is_proven(asked):
        return False
    work.begin(change, request, by=by)
    return True
