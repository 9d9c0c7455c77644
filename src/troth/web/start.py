"""What stands at the root of a server?

The privacy centre, where there is one organisation; in the demonstration, the organisations of it. An installation with
several organisations does not tell whom it serves: its root is the staff's way in.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from troth.report.promises import PromiseState, promise_table
from troth.store import choices, organisations, policies, subjects
from troth.web import installed
from troth.web.centre.home_page import Marks

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from troth.store.organisations import OrganisationEntry
    from troth.words import OrganisationId


@dataclass(frozen=True, slots=True)
class Shown:
    """An organisation of the demonstration. `marks` draws its notice: a sign a sentence, in the order of the text."""

    id: OrganisationId
    name: str
    people: int
    words: int
    counts: tuple[tuple[PromiseState, int], ...]
    marks: tuple[Marks, ...]


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The way on from the root."""
    published = [each for each in organisations.organisations() if policies.latest_published(each.id) is not None]
    if installed.settings().demo:
        return render(request, "start.html", {"rows": [_shown(each) for each in published]})
    if len(published) == 1:
        return redirect("centre:home", published[0].id)
    return redirect("console:home")


def _shown(organisation: OrganisationEntry) -> Shown:
    version = policies.latest_published(organisation.id) or ""
    table = promise_table(policies.policy(organisation.id, version), policies.notice(organisation.id, version))
    runs = groupby(promise.state for promise in table.promises)
    return Shown(
        organisation.id,
        organisation.name,
        subjects.count(organisation.id),
        choices.count(organisation.id),
        tuple((state, table.count(state)) for state in PromiseState if table.count(state)),
        tuple(Marks(state, len(list(run))) for state, run in runs),
    )
