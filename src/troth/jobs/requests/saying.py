"""The step `say`: record what the subject says by a request that touches no row.

In the change that ends the step: a restriction becomes her standing, everything else a word for each purpose that the
request is about (`troth.requests.words_of`). Decisions obey from that moment on.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from troth.consent.events import ConsentEvent, Draft, Surface
from troth.errors import ProblemsFound, WrongUse
from troth.requests.flow import Ended
from troth.requests.words_of import SAID_AS, words_of
from troth.store import choices, subjects
from troth.store.requests.work import Result
from troth.words import RightKind, SubjectId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.jobs.requests.world import World
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing


def run(world: World, taken: Taken) -> list[Result]:
    """Nothing outside; a request of nobody we know is a person's."""
    del world
    return [
        Result(row=row, ended=Ended.DONE)
        if row.case.subject
        else Result(row=row, ended=Ended.REFUSED, problem="requests.nobody-known")
        for row in taken.rows
    ]


def within(world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
    """Record the words.

    Raises:
        ProblemsFound: the policy does not let it be recorded.
    """
    for row in rows:
        _say(world, change, row)


def _say(world: World, change: Writing, row: RequestStep) -> None:
    subject, kind = SubjectId(row.case.subject or ""), RightKind(row.case.kind)
    if kind is RightKind.RESTRICT:
        standing = subjects.standing(change.organisation, subject)
        if standing is None:
            raise WrongUse("there is no such subject", id="store.no-such-subject", help="check the request's subject")
        # LAW: GDPR 18(2): restricted data are stored, and nothing else
        subjects.set_standing(change, subject, dataclasses.replace(standing, restricted=True))
        return
    for purpose in words_of(kind, world.policy(change.organisation)):
        draft = Draft(
            organisation=change.organisation,
            subject=subject,
            kind=SAID_AS[kind],
            surface=Surface.FORM,
            purpose=purpose,
        )
        said = choices.say(change, draft)
        if not isinstance(said, ConsentEvent):
            raise ProblemsFound(said)
