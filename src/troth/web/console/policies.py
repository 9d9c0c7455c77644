"""The versions of the policy: drafts are uploaded, checked, compared and published; versions are downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from troth.errors import Place, Problem, ProblemsFound, WrongUse
from troth.policy.export import dpv, json_schema, layered_page, register, register_page
from troth.policy.validation import validate, validate_versions
from troth.store import policies, proposals, subjects
from troth.store.people import Role
from troth.web.access import Viewer, console
from troth.web.console.pages import review
from troth.web.console.pages.drafts import upload
from troth.web.console.pages.paging import number_of, part
from troth.web.console.showing import done, file, not_done, or_missing, show
from troth.web.desk import desk

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.store.policies import PolicyEntry
    from troth.words import OrganisationId

_PROBLEMS = 50
_CHANGES = 40
_DRAFT = Place("draft")
FORMS = {
    "policy": ("policy.yaml", "application/yaml"),
    "notice": ("notice.txt", "text/plain; charset=utf-8"),
    "dpv": ("policy.jsonld", "application/ld+json"),
    "register-html": ("register.html", "text/html; charset=utf-8"),
    "register-csv": ("register.csv", "text/csv; charset=utf-8"),
    "notice-html": ("notice-layered.html", "text/html; charset=utf-8"),
    "schema": ("policy.schema.json", "application/schema+json"),
}

FORM_TITLES = {
    "policy": "The policy as it was written (YAML)",
    "notice": "The notice as it was published",
    "dpv": "Data Privacy Vocabulary (JSON-LD)",
    "register-html": "Register of processing (HTML)",
    "register-csv": "Register of processing (CSV)",
    "notice-html": "The notice in layers (HTML)",
    "schema": "JSON Schema of policies",
}


@require_safe
@console()
def versions(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every version and draft."""
    published = policies.versions(viewer.organisation)
    current = published.in_force(_today()) if published else None
    heads = {each.head.version: each.head for each in published.policies} if published else {}
    entries = policies.entries(viewer.organisation)
    rows = [
        {"entry": each, "binding": review.binding(heads[each.version], _today()) if each.version in heads else None}
        for each in entries
    ]
    context = {
        "drafts": [each for each in rows if _entry_of(each).published_at is None],
        "published": [each for each in rows if _entry_of(each).published_at is not None],
        "reviews": proposals.entries(viewer.organisation),
        "current": current.head.version if current else "",
        "may_upload": viewer.may(Role.OFFICER),
    }
    return show(request, viewer, "policies", "policies", context)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.OFFICER)
def new(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Upload a draft: a policy and the notice it was made from."""
    if request.method != "POST":
        return show(request, viewer, "policies", "policy_new", {"problems": []})
    sent = upload(_octets(request, "policy"), _octets(request, "notice"), _name(request, "notice"))
    problems = sent if isinstance(sent, list) else []
    if not isinstance(sent, list):
        try:
            added = policies.add_draft(
                desk().store,
                viewer.organisation,
                policy_text=sent.policy,
                notice_text=sent.notice,
                notice_name=sent.notice_name,
                by=str(viewer.user),
            )
        except WrongUse as error:
            added = [Problem(_DRAFT, error.id, error.text, error.help)]
        if not isinstance(added, list):
            return done(request, viewer, f"Draft {added.version} is here.", "policy", version=added.version)
        problems = added
    return show(request, viewer, "policies", "policy_new", {"problems": problems[:_PROBLEMS]}, status=422)


@require_safe
@console()
def version(request: HttpRequest, viewer: Viewer, version: str) -> HttpResponse:
    """One version or draft: what the check says, and what it changes."""
    entry = _entry(viewer.organisation, version)
    policy, notice = _read(viewer.organisation, version)
    found = _checked(viewer.organisation, policy, notice)
    basis = _basis(request, viewer.organisation, entry)
    changed = review.differences(_read(viewer.organisation, basis), (policy, notice)) if basis else None
    page = number_of(request.GET.get("page", ""))
    context = {
        "entry": entry,
        "head": policy.head,
        "binding": review.binding(policy.head, _today()),
        "checked": found,
        "problems": part(found.problems, number_of(request.GET.get("problems", "")), _PROBLEMS),
        "basis": basis,
        "others": [each.version for each in policies.entries(viewer.organisation) if each.version != version],
        "differences": changed,
        "elements": part(changed.elements if changed else (), page, _CHANGES),
        "sentences": part(changed.sentences if changed else (), page, _CHANGES),
        "page_before": page - 1,
        "page_after": page + 1
        if changed and page * _CHANGES < max(len(changed.elements), len(changed.sentences))
        else 0,
        "forms": [(form, FORM_TITLES[form]) for form in FORMS],
        "may_change": viewer.may(Role.OFFICER),
        "may_publish": viewer.may(Role.ADMINISTRATOR),
    }
    return show(request, viewer, "policies", "policy", context)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.ADMINISTRATOR, recent=True)
def publish(request: HttpRequest, viewer: Viewer, version: str) -> HttpResponseBase:
    """Say what becomes binding, for whom and when; then publish it upon the version that was looked at."""
    entry = _entry(viewer.organisation, version)
    if entry.published_at is not None:
        error = WrongUse(
            f"version `{version}` is published already", id="policy.published", help="nothing is left to do"
        )
        return not_done(request, viewer, error, "policy", version=version)
    problems: list[Problem] = []
    status = 200
    if request.method == "POST":
        try:
            basis = request.POST.get("basis") or None
            problems = policies.publish(desk().store, viewer.organisation, version, by=str(viewer.user), basis=basis)
        except WrongUse as error:
            problems, status = [Problem(_DRAFT, error.id, error.text, error.help)], 409
        else:
            if not problems:
                desk().following.follow(viewer.organisation)
                return done(request, viewer, f"Version {version} is published.", "policy", version=version)
            status = 422
    policy, notice = _read(viewer.organisation, version)
    latest = policies.latest_published(viewer.organisation)
    changed = review.differences(_read(viewer.organisation, latest), (policy, notice)) if latest else None
    context = {
        "entry": entry,
        "binding": review.binding(policy.head, _today()),
        "basis": latest or "",
        "checked": _checked(viewer.organisation, policy, notice),
        "differences": changed,
        "subjects": subjects.count(viewer.organisation),
        "problems": problems[:_PROBLEMS],
    }
    return show(request, viewer, "policies", "policy_publish", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.OFFICER)
def discard(request: HttpRequest, viewer: Viewer, version: str) -> HttpResponseBase:
    """Ask, then take a draft away."""
    entry = _entry(viewer.organisation, version)
    if request.method != "POST" and entry.published_at is None:
        return show(request, viewer, "policies", "policy_discard", {"entry": entry})
    try:
        policies.discard_draft(desk().store, viewer.organisation, version)
    except WrongUse as error:
        return not_done(request, viewer, error, "policy", version=version)
    return done(request, viewer, f"Draft {version} is gone.", "policies")


@require_safe
@console()
def download(request: HttpRequest, viewer: Viewer, version: str, form: str) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """A version as a file: as it was written, or in another form."""
    if form not in FORMS:
        raise Http404
    policy, notice = _read(viewer.organisation, version)
    name, kind = FORMS[form]
    text, notice_name = _form(viewer.organisation, policy, notice, form), notice.name
    return file(f"{viewer.organisation}-{notice_name if form == 'notice' else name}", text.encode(), kind)


def _form(organisation: OrganisationId, policy: Policy, notice: Notice, form: str) -> str:
    makers = {
        "policy": lambda: policies.texts(organisation, policy.head.version)[0],
        "notice": lambda: policies.texts(organisation, policy.head.version)[1],
        "dpv": lambda: dpv.dpv_jsonld(policy),
        "register-html": lambda: register_page.register_html(policy),
        "register-csv": lambda: register.register_csv(policy),
        "notice-html": lambda: layered_page.layered_html(policy, notice),
        "schema": json_schema.json_schema,
    }
    return makers[form]()


def _checked(organisation: OrganisationId, policy: Policy, notice: Notice) -> review.Checked:
    """The check of a version, beside the published ones."""
    published = policies.versions(organisation)
    others = [each for each in published.policies if each.head.version != policy.head.version] if published else []
    try:
        return review.checked([*validate(policy, notice), *validate_versions([*others, policy])])
    except ProblemsFound as found:
        return review.checked(found.problems)


def _basis(request: HttpRequest, organisation: OrganisationId, entry: PolicyEntry) -> str:
    """The version to compare with: the one asked for, else the last published, else the one that was before."""
    names = [each.version for each in policies.entries(organisation) if each.version != entry.version]
    asked = request.GET.get("against", "")
    if asked in names:
        return asked
    latest = policies.latest_published(organisation)
    if entry.published_at is None or latest != entry.version:
        return latest if latest and latest != entry.version else ""
    published = policies.versions(organisation)
    before = (
        [each.head.version for each in published.policies if each.head.version != entry.version] if published else []
    )
    return before[-1] if before else ""


def _entry(organisation: OrganisationId, version: str) -> PolicyEntry:
    for each in policies.entries(organisation):
        if each.version == version:
            return each
    raise Http404


def _entry_of(row: dict[str, Any]) -> PolicyEntry:
    entry: PolicyEntry = row["entry"]
    return entry


def _read(organisation: OrganisationId, version: str) -> tuple[Policy, Notice]:
    try:
        return policies.policy(organisation, version), policies.notice(organisation, version)
    except WrongUse as error:
        raise or_missing(error) from error


def _octets(request: HttpRequest, name: str) -> bytes | None:
    found: UploadedFile[Any] | None = request.FILES.get(name)
    return found.read() if found is not None else None


def _name(request: HttpRequest, name: str) -> str:
    found: UploadedFile[Any] | None = request.FILES.get(name)
    return (found.name or "") if found is not None else ""


def _today() -> date:
    return desk().store.clock.now().date()
