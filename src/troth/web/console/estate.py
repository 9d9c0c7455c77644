"""The estate: where data lie, what a scan and a review made of it, and what is wrong with it against the policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.errors import Place, Problem, ProblemsFound, WrongUse
from troth.estate.addresses import open_system
from troth.estate.connector import Reach
from troth.inventory.validation import check_inventory
from troth.store import policies
from troth.store.people import Role
from troth.store.requests import estates
from troth.store.writing import writing
from troth.web.access import Viewer, console
from troth.web.console.pages.paging import number_of, part
from troth.web.console.showing import done, show
from troth.web.desk import desk

if TYPE_CHECKING:
    from typing import Any

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from troth.inventory import Dataset, Inventory, System

_LISTED = 40
_PROBLEMS = 50
_MOST = 900_000


@dataclass(frozen=True, slots=True)
class InEstate:
    """A system as the page lists it. Its address names a variable, or holds no password."""

    system: System
    datasets: int
    personal: int
    rows: int


@require_safe
@console()
def listing(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The estate that holds: systems, datasets, personal fields by category, findings, versions."""
    return _page(request, viewer, None)


@require_POST
@console(Role.OFFICER)
def probe(request: HttpRequest, viewer: Viewer, system: str) -> HttpResponse:
    """Ask a system now whether it answers; the same page with what it said."""
    inventory = estates.reviewed(viewer.organisation)
    found = inventory.system(system) if inventory is not None else None
    if found is None:
        raise Http404
    return _page(request, viewer, _reach(found))


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.ADMINISTRATOR, recent=True)
def load(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Load a reviewed estate: a file, or its text."""
    if request.method != "POST":
        return show(request, viewer, "estate", "estate_load", {"problems": []})
    try:
        with writing(desk().store, viewer.organisation) as change:
            inventory = estates.review(change, _text(request), by=str(viewer.user))
    except ProblemsFound as found:
        problems = found.problems[:_PROBLEMS]
    except WrongUse as error:
        problems = [Problem(Place("estate.yaml"), error.id, error.text, error.help)]
    else:
        return done(request, viewer, f"Version {inventory.version} of the estate holds now.", "estate")
    return show(request, viewer, "estate", "estate_load", {"problems": problems}, status=422)


def _page(request: HttpRequest, viewer: Viewer, reach: Reach | None) -> HttpResponse:
    inventory = estates.reviewed(viewer.organisation)
    context: dict[str, Any] = {
        "inventory": inventory,
        "versions": estates.versions(viewer.organisation),
        "may_load": viewer.may(Role.ADMINISTRATOR),
        "may_probe": viewer.may(Role.OFFICER),
        "reach": reach,
    }
    return show(request, viewer, "estate", "estate", context | (_of(request, viewer, inventory) if inventory else {}))


def _of(request: HttpRequest, viewer: Viewer, inventory: Inventory) -> dict[str, Any]:
    versions = policies.versions(viewer.organisation)
    policy = versions.latest if versions is not None else None
    problems = check_inventory(inventory, policy)
    wanted = request.GET.get("system", "")[:100]
    datasets = [each for each in inventory.datasets if not wanted or each.at.system == wanted]
    return {
        "systems": [_system(inventory, each) for each in inventory.systems],
        "wanted": wanted,
        "datasets": part([_dataset(each) for each in datasets], number_of(request.GET.get("page", "")), _LISTED),
        "categories": _categories(inventory),
        "policy_version": policy.head.version if policy is not None else "",
        "problems": part(problems, number_of(request.GET.get("problems", "")), _PROBLEMS),
    }


def _system(inventory: Inventory, system: System) -> InEstate:
    own = [each for each in inventory.datasets if each.at.system == system.name]
    return InEstate(system, len(own), sum(len(each.personal) for each in own), sum(each.rows for each in own))


def _dataset(dataset: Dataset) -> dict[str, Any]:
    by_category: dict[str, list[str]] = {}
    for field in dataset.personal:
        by_category.setdefault(field.data or "", []).append(field.name)
    return {
        "dataset": dataset,
        "categories": sorted(by_category.items()),
        "keeps": [each.ground for each in dataset.keep],
    }


def _categories(inventory: Inventory) -> list[tuple[str, int, int]]:
    """Each data category with the number of its fields and of the datasets they lie in; those of none first."""
    found: dict[str, list[str]] = {}
    for dataset in inventory.datasets:
        for field in dataset.personal:
            found.setdefault(field.data or "", []).append(str(dataset.at))
    return [(name, len(places), len(set(places))) for name, places in sorted(found.items())]


def _reach(system: System) -> Reach:
    try:
        connector = open_system(system)
    except WrongUse as error:
        return Reach(system=system.name, reached=False, problem=error.id, help=error.help)
    try:
        return connector.probe()
    finally:
        connector.close()


def _text(request: HttpRequest) -> str:
    """What was sent: the file, else what was pasted. WrongUse where it is nothing, too large, or no text."""
    sent: UploadedFile[Any] | None = request.FILES.get("file")
    octets = sent.read(_MOST + 1) if sent is not None else request.POST.get("text", "").encode()
    if not octets.strip() or len(octets) > _MOST:
        raise WrongUse(
            "nothing was sent, or more than an estate file may hold",
            id="estate.nothing-sent",
            help="choose the file that `troth estate review` left, or paste its text",
        )
    try:
        return octets.decode()
    except UnicodeDecodeError:
        raise WrongUse(
            "the file is no text in UTF-8", id="estate.not-utf-8", help="save it as UTF-8, and send it again"
        ) from None
