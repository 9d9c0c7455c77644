"""What does the console's frame show?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from troth.store.requests import queue
from troth.web.access import Viewer, advises_second_factor, console
from troth.web.console.sections import SECTIONS
from troth.web.desk import desk
from troth.web.people import names, organisations_of

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Choose an organisation; go to the only one."""
    found = organisations_of(int(request.user.pk or 0))
    if len(found) == 1:
        return redirect("console:organisation", organisation=next(iter(found)))
    called = names()
    rows = [{"id": each, "name": called[each], "role": role} for each, role in found.items()]
    return render(request, "console/choose.html", {"organisations": rows})


@require_safe
@console()
def organisation(request: HttpRequest, viewer: Viewer) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """An organisation's first page is its promises."""
    return redirect("console:promises", organisation=viewer.organisation)


def frame(request: HttpRequest, viewer: Viewer, here: str) -> dict[str, Any]:
    """What `console/base.html` needs: who looks and where, the sections that are hers, and advice.

    Args:
        request: the request.
        viewer: who looks.
        here: the name of the section.
    """
    return {
        "viewer": viewer,
        "organisation_name": names().get(viewer.organisation, viewer.organisation),
        "sections": [each for each in SECTIONS if viewer.may(each.role)],
        "here": here,
        "requests": queue.counts(viewer.organisation, desk().store.clock.now().date()),
        "advises_second_factor": advises_second_factor(request, viewer.role),
    }
