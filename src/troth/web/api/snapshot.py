"""With what can a program decide in its own process?

1. A snapshot is signed with the key of the organisation's log (`troth.client.snapshot`), and says how long the log was
   that it follows. The engine stands still while it is read, so that it is of one moment.
2. It holds ids and standings of every subject, and no identifier.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from troth.client.snapshot import seal_snapshot
from troth.store import policies
from troth.store.api_keys import Scope
from troth.store.organisations import signer_of
from troth.web.api.keys import Key, caller
from troth.web.api.refusals import Refused
from troth.web.desk import desk
from troth.web.fast import problems

router = Router(tags=["decisions"])


@router.get("/snapshot", auth=Key(Scope.SNAPSHOT), response=str)
def fetch_snapshot(request: HttpRequest) -> HttpResponse:
    """A signed snapshot, to decide in one's own process."""
    organisation, at = caller(request).organisation, desk()
    with at.following.still(organisation) as engine:
        if engine is None:
            raise Refused(problems.NOT_LOADED)
        now = at.store.clock.now()
        texts = [policies.texts(organisation, policy.head.version)[0] for policy in engine.policies]
        standings = list(engine.standings)
        known = list(zip(engine.subjects(range(len(engine))), engine.states, strict=True))
        size = at.following.sizes()[organisation]
    signed = seal_snapshot(
        texts, standings, known, size, now, signer_of(at.store, organisation), organisation=organisation
    )
    return HttpResponse(signed, content_type="application/octet-stream")
