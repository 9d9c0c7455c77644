"""The promise board, and the page of each sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from troth.errors import WrongUse
from troth.report.promises import promise_table
from troth.store import policies
from troth.web.access import Viewer, console
from troth.web.console.pages.board import asked_of, board
from troth.web.console.pages.clause import clause_page
from troth.web.console.showing import or_missing, show
from troth.web.desk import desk
from troth.words import ClauseId

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.words import OrganisationId


@require_safe
@console()
def promises(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The board, or its table."""
    asked = asked_of(request.GET)
    version = version_shown(viewer.organisation, asked.version)
    if version is None:
        return show(request, viewer, "promises", "promises_none", {})
    policy, notice = _read(viewer.organisation, version)
    context = {
        "board": board(notice, promise_table(policy, notice), asked),
        "version": version,
        "versions": policies.entries(viewer.organisation),
    }
    return show(request, viewer, "promises", "promises", context)


@require_safe
@console()
def promise(request: HttpRequest, viewer: Viewer, clause: str) -> HttpResponse:
    """One sentence."""
    version = version_shown(viewer.organisation, request.GET.get("version", ""))
    if version is None:
        raise Http404
    policy, notice = _read(viewer.organisation, version)
    found = notice.clause(ClauseId(clause))
    if found is None:
        raise Http404
    source, _ = policies.texts(viewer.organisation, version)
    page = clause_page(policy, notice, promise_table(policy, notice), found, source)
    return show(request, viewer, "promises", "promise", {"page": page, "asked": request.GET.get("version", "")})


def version_shown(organisation: OrganisationId, asked: str) -> str | None:
    """The version that is asked for; without one the one in force, else the next to come; None where none is."""
    if asked:
        return asked
    published = policies.versions(organisation)
    if published is None:
        return None
    found = published.in_force(desk().store.clock.now().date()) or published.policies[0]
    return found.head.version


def _read(organisation: OrganisationId, version: str) -> tuple[Policy, Notice]:
    try:
        return policies.policy(organisation, version), policies.notice(organisation, version)
    except WrongUse as error:
        raise or_missing(error) from error
