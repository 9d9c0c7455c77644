"""A notice is read, what is proposed is reviewed sentence by sentence, and becomes a draft among the versions.

What a reviewer does is in `troth.web.console.reviewing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from troth.errors import Problem, Severity, WrongUse
from troth.policy import read_policy
from troth.policy.completeness import State, gaps
from troth.policy.review import decode_review, unreviewed
from troth.policy.validation import validate, validate_versions
from troth.store import policies, proposals
from troth.store.people import Role
from troth.web.access import Viewer, console
from troth.web.console.pages import proposing, review
from troth.web.console.pages.paging import number_of
from troth.web.console.pages.proposal import DOUBTFUL, LOOKS, SURE, Does, Show, lay_out, show_of
from troth.web.console.reviewing import cards, opened
from troth.web.console.showing import done, file, not_done, or_missing, show
from troth.web.desk import desk
from troth.words import ClauseId

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.policy.review import Review
    from troth.store.proposals import Proposal
    from troth.words import OrganisationId

_PROBLEMS = 100
FILES = {
    "policy": ("policy.yaml", "application/yaml", "The policy (policy.yaml)"),
    "cites": ("policy.cites.json", "application/json", "The words that it cites (policy.cites.json)"),
    "review": ("policy.review.json", "application/json", "Who accepted what (policy.review.json)"),
    "notice": ("", "text/plain; charset=utf-8", "The notice"),
}
SHOWN = (
    (Show.ALL, "Everything"),
    (Show.LEFT, "Left to review"),
    (Show.DOUBTFUL, "Doubtful"),
    (Show.ACCEPTED, "Accepted"),
)
LEGEND = (Does.PERMITS, Does.FORBIDS, Does.PROMISES, Does.RIGHT, Does.CHOICE, Does.NAMES, Does.NOTE, Does.UNACCOUNTED)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.OFFICER)
def new(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Send a notice, or choose one that is here; it is read, and what is proposed waits for its review."""
    problems: list[Problem] = []
    if request.method == "POST":
        sent = _sent(request, viewer.organisation)
        if isinstance(sent, list):
            problems = sent
        else:
            policy, found, basis = _proposed(viewer.organisation, sent, request.POST.get("basis", ""))
            made = proposals.begin(
                desk().store,
                viewer.organisation,
                policy=policy,
                review=found,
                notice_text=sent.source,
                notice_name=sent.name,
                by=str(viewer.user),
                basis=basis,
            )
            kept = len(policy.elements()) - len(unreviewed(policy, found))
            said = f"{len(policy.elements())} elements are proposed" + (f", {kept} kept from before." if kept else ".")
            return done(request, viewer, said, "proposal", proposal=made)
    published = policies.versions(viewer.organisation)
    current = published.in_force(_today()) if published else None
    in_force = "" if current is None else f"version:{current.head.version}"
    context = {
        "problems": problems,
        "pasted": request.POST.get("text", ""),
        "basis": request.POST.get("basis", request.GET.get("basis", in_force)),
        "versions": [each.version for each in policies.entries(viewer.organisation) if each.published_at is not None],
        "current": "" if current is None else current.head.version,
        "reviews": proposals.entries(viewer.organisation),
        "most": proposing.MOST,
        "most_pdf": proposing.MOST_PDF,
    }
    return show(request, viewer, "policies", "proposal_new", context, status=422 if problems else 200)


@require_safe
@console()
def proposal(request: HttpRequest, viewer: Viewer, proposal: str) -> HttpResponse:
    """The notice beside what was proposed, a part of it."""
    found = opened(viewer.organisation, proposal)
    chosen = show_of(request.GET.get("show", ""))
    laid = lay_out(found.policy, found.notice, found.review, chosen)
    at = ClauseId(request.GET.get("at", "")[:20])
    is_there = found.notice.clause(at) is not None
    part = laid.part(laid.part_of(at) if is_there else number_of(request.GET.get("part", "")))
    query = f"show={chosen.value}&part={part.number if part else 1}"
    context = {
        "found": found,
        "laid": laid,
        "part": part,
        "rows": cards(found, part, viewer) if part else (),
        "show": chosen,
        "shown": SHOWN,
        "query": query,
        "following": laid.next_stop(part.lines[0].clause.id) if part else None,
        "legend": [(each.value, LOOKS[each]) for each in LEGEND],
        "may_act": viewer.may(Role.OFFICER),
        "sure_from": SURE,
        "doubtful_below": DOUBTFUL,
        "files": [(form, each[2]) for form, each in FILES.items()],
    }
    return show(request, viewer, "policies", "proposal", context)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.OFFICER)
def finish(request: HttpRequest, viewer: Viewer, proposal: str) -> HttpResponseBase:
    """Show what still speaks against it; make a draft of it."""
    found = opened(viewer.organisation, proposal)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            added = proposals.hand_over(desk().store, viewer.organisation, proposal, by=str(viewer.user))
        except WrongUse as error:
            added = [proposing.refused(error)]
        if not isinstance(added, list):
            return done(request, viewer, f"Draft {added.version} is here.", "policy", version=added.version)
        problems = added
    laid = lay_out(found.policy, found.notice, found.review)
    said = _checked(viewer.organisation, found)
    context = {
        "found": found,
        "laid": laid,
        "unaccounted": [each for each in laid.lines if each.is_unaccounted],
        "not_done": problems,
        "checked": said,
        "errors": [each for each in said.problems if each.severity is Severity.ERROR][:_PROBLEMS],
        "others": [each for each in said.problems if each.severity is not Severity.ERROR][:_PROBLEMS],
        "gaps": [each for each in gaps(found.policy) if each.state in (State.MISSING, State.PARTLY)],
        "files": [(form, each[2]) for form, each in FILES.items()],
    }
    return show(request, viewer, "policies", "proposal_finish", context, status=422 if problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.OFFICER)
def discard(request: HttpRequest, viewer: Viewer, proposal: str) -> HttpResponseBase:
    """Ask, then take a proposal away."""
    found = opened(viewer.organisation, proposal)
    if request.method != "POST":
        return show(request, viewer, "policies", "proposal_discard", {"found": found})
    try:
        proposals.discard(desk().store, viewer.organisation, proposal, by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "policies")
    return done(request, viewer, "The review is gone.", "policies")


@require_safe
@console()
def download(request: HttpRequest, viewer: Viewer, proposal: str, form: str) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """A file as `troth read` and `troth review` keep it."""
    if form not in FILES:
        raise Http404
    try:
        octets = proposals.files(viewer.organisation, proposal)[form]
    except WrongUse as error:
        raise or_missing(error) from error
    name, kind, _ = FILES[form]
    return file(name or opened(viewer.organisation, proposal).entry.notice_name, octets, kind)


def _sent(request: HttpRequest, organisation: OrganisationId) -> Notice | list[Problem]:
    """The notice that was sent; where none was, that of what is to be kept, to be read again."""
    sent: UploadedFile | None = request.FILES.get("notice")  # type: ignore[type-arg]
    data = sent.read() if sent is not None else None
    if not data and not request.POST.get("text", "").strip():
        before, _ = _before(organisation, request.POST.get("basis", ""))
        if before is not None:
            return before.notice
    return proposing.notice_sent(data, (sent.name or "") if sent is not None else "", request.POST.get("text", ""))


def _proposed(organisation: OrganisationId, notice: Notice, basis: str) -> tuple[Policy, Review, str]:
    """What is proposed, upon what was chosen as reviewed before; and the version that this is."""
    before, version = _before(organisation, basis)
    if before is None:
        return *proposing.proposed(notice, organisation), ""
    taken = [each.version for each in policies.entries(organisation) if each.published_at is not None]
    return *proposing.proposed_again(notice, organisation, before, taken, _today()), version


def _before(organisation: OrganisationId, basis: str) -> tuple[proposing.Before | None, str]:
    """What was reviewed before: a version (`version:ID`) or another review (`review:ID`); None where neither."""
    what, _, name = basis.partition(":")
    if what == "review":
        found = opened(organisation, name)
        return proposing.Before(found.policy, found.review, found.notice), found.entry.basis
    entry = next((each for each in policies.entries(organisation) if each.version == name and what == "version"), None)
    if entry is None or entry.published_at is None:
        return None, ""
    policy, notice = policies.policy(organisation, name), policies.notice(organisation, name)
    for each in proposals.entries(organisation):
        octets = proposals.files(organisation, each.id) if each.drafted == name else {}
        if octets.get("policy", b"").decode() == policies.texts(organisation, name)[0] and octets:
            kept = decode_review(octets["review"], "policy.review.json")
            return proposing.Before(policy, kept, notice), name
    made = proposing.published_review(policy, entry.published_by, entry.published_at)
    return proposing.Before(policy, made, notice), name


def _checked(organisation: OrganisationId, found: Proposal) -> review.Checked:
    """The check of a proposal as a draft of its version, beside the published ones."""
    versions = policies.versions(organisation)
    published = list(versions.policies) if versions else []
    # Read from its file, so that problems have the places that the download has.
    written, unread = read_policy(proposals.files(organisation, found.entry.id)["policy"].decode(), "policy.yaml")
    policy = written or found.policy
    problems = [*unread, *validate(policy, found.notice), *validate_versions([*published, policy])]
    if any(each.head.version == found.policy.head.version for each in published):
        text = f"version `{found.policy.head.version}` is published, and what binds is never changed"
        help_ = "edit the head of the policy: give `version` another name, and `effective` the date from which it holds"
        problems.insert(0, proposing.refused(WrongUse(text, id="policy.published", help=help_)))
    return review.checked(problems)


def _today() -> date:
    return desk().store.clock.now().date()
