"""The log: its entries, one of them with its proof, and a check of all rows against what was signed."""

from __future__ import annotations

import base64
import json
import re
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.core import signing
from django.http import Http404
from django.views.decorators.http import require_POST, require_safe

from troth.errors import WrongUse
from troth.evidence import export_bundle
from troth.evidence.tree import inclusion_holds
from troth.store import log
from troth.store.people import Role
from troth.store.publishing import head_of
from troth.web.access import Viewer, console
from troth.web.console.pages.verification import Fault, Progress, advance, begin, conclude
from troth.web.console.showing import file, not_done, show
from troth.web.desk import desk
from troth.words import SubjectId

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from troth.evidence import Entry, Log
    from troth.store.log import Recorded
    from troth.words import OrganisationId

_LISTED = 50
_SHORT = 180
_VALUE = 40
_OPAQUE = re.compile(r"[0-9a-f]{32,}|\d{4}-\d\d-\d\dT[\d:.+Z-]+")
_SALT = "troth console verification"
SECONDS = 2.0
"""How long a check works before it shows how far it came."""
ROWS = 1000
"""Rows that are read at a time."""


@require_safe
@console()
def entries(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The entries, the newest first."""
    kind, subject = request.GET.get("kind", "")[:64], request.GET.get("subject", "")[:128]
    before = request.GET.get("before", "")
    found = log.recorded(
        viewer.organisation,
        before=int(before) if before.isdecimal() and len(before) < 19 else None,  # noqa: PLR2004 -- a 64-bit index
        subject=SubjectId(subject) if subject else None,
        kinds=(kind,) if kind else (),
        limit=_LISTED + 1,
    )
    shown = found[:_LISTED]
    size = head_of(viewer.organisation).size
    checkpoint = desk().publications.publication(viewer.organisation).checkpoint()
    context = {
        "rows": [{"entry": each.entry, "public": _short(each.entry)} for each in shown],
        "kind": kind,
        "kinds": log.kinds(viewer.organisation),
        "subject": subject,
        "before": shown[-1].entry.index if len(found) > _LISTED else None,
        "is_first": not before,
        "size": size,
        "published": checkpoint.size,
    }
    return show(request, viewer, "log", "log", context)


@require_safe
@console()
def entry(request: HttpRequest, viewer: Viewer, index: int) -> HttpResponse:
    """One entry, what it sealed closed."""
    return _show(request, viewer, _found(viewer.organisation, index), "")


@require_POST
@console(Role.OFFICER)
def opened(request: HttpRequest, viewer: Viewer, index: int) -> HttpResponseBase:
    """The same page with what the entry sealed: the answer to a form, so that a reload is recorded again."""
    found = _found(viewer.organisation, index)
    if found.entry.subject is None or not found.entry.sealed:
        raise Http404
    try:
        payload = log.open_entry(desk().store, found.entry)
    except WrongUse as error:
        return not_done(request, viewer, error, "entry", index=index)
    what = f"entry {index}"
    log.record_view(desk().store, viewer.organisation, found.entry.subject, by=str(viewer.user), what=what)
    return _show(request, viewer, found, _pretty(payload))


@require_safe
@console()
def verify(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Check the rows: what will be checked; with `go` the check itself, and with `from` the rest of one."""
    publication = desk().publications.publication(viewer.organisation)
    checkpoint = publication.checkpoint()
    context: dict[str, Any] = {"checkpoint": checkpoint, "key": str(publication.verifier)}
    token = request.GET.get("from", "")
    if not token and "go" not in request.GET:
        context["size"] = head_of(viewer.organisation).size
        return show(request, viewer, "log", "verify", context)
    progress = _resumed(viewer.organisation, token) if token else begin(checkpoint.size, checkpoint.root)
    began = time.monotonic()
    found, is_over = _checked(viewer.organisation, progress, began)
    seconds = progress.seconds + time.monotonic() - began
    head = head_of(viewer.organisation)
    fault = found if isinstance(found, Fault) else conclude(found, head) if is_over else None
    context |= {"seconds": seconds, "size": head.size, "fault": fault, "is_over": is_over or fault is not None}
    if isinstance(found, Progress):
        context["progress"] = found
        context["unsigned"] = max(0, found.size - found.signed_size)
        context["token"] = _kept(viewer.organisation, found, seconds)
    return show(request, viewer, "log", "verify", context)


@require_safe
@console()
def checkpoint(request: HttpRequest, viewer: Viewer) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """The published checkpoint, to keep: whoever has it can tell later whether the log was cut."""
    found = desk().publications.publication(viewer.organisation).checkpoint()
    name = f"{viewer.organisation}-{found.size}.checkpoint"
    return file(name, found.note.encode(), "text/plain; charset=utf-8")


@require_safe
@console()
def bundle(request: HttpRequest, viewer: Viewer) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """The published log as one file, to verify elsewhere. Nothing in it is private."""
    publication = desk().publications.publication(viewer.organisation)
    with tempfile.TemporaryDirectory(prefix="troth-bundle-") as folder:
        target = Path(folder) / "log.zip"
        # A bundle without opened payloads asks for no more than what a published folder has.
        made = export_bundle(cast("Log", publication), target)
        return file(f"{viewer.organisation}-{made.size}.zip", target.read_bytes(), "application/zip")


def _checked(organisation: OrganisationId, progress: Progress, began: float) -> tuple[Progress | Fault, bool]:
    """The check after about `SECONDS`, and whether it came to the end of the rows."""
    while time.monotonic() - began < SECONDS:
        rows = log.rows(organisation, progress.size, ROWS)
        found = advance(progress, organisation, rows)
        if isinstance(found, Fault):
            return found, True
        progress = found
        if len(rows) < ROWS:
            return progress, True
    return progress, False


def _kept(organisation: OrganisationId, progress: Progress, seconds: float) -> str:
    """The progress as the link to the next part carries it: signed, and of this organisation."""
    return signing.dumps(
        {
            "organisation": organisation,
            "signed_size": progress.signed_size,
            "signed_root": progress.signed_root.hex(),
            "size": progress.size,
            "nodes": base64.b64encode(b"".join(progress.nodes)).decode(),
            "previous": progress.previous.hex(),
            "at": progress.at.isoformat(),
            "root": progress.root.hex() if progress.root is not None else "",
            "seconds": round(seconds, 3),
        },
        salt=_SALT,
    )


def _resumed(organisation: OrganisationId, token: str) -> Progress:
    try:
        kept = signing.loads(token, salt=_SALT, max_age=3600)
    except signing.BadSignature as error:
        raise Http404 from error
    if kept["organisation"] != organisation:
        raise Http404
    nodes = base64.b64decode(kept["nodes"])
    return Progress(
        signed_size=kept["signed_size"],
        signed_root=bytes.fromhex(kept["signed_root"]),
        size=kept["size"],
        nodes=tuple(nodes[at : at + 32] for at in range(0, len(nodes), 32)),
        previous=bytes.fromhex(kept["previous"]),
        at=datetime.fromisoformat(kept["at"]),
        root=bytes.fromhex(kept["root"]) if kept["root"] else None,
        seconds=kept["seconds"],
    )


def _show(request: HttpRequest, viewer: Viewer, found: Recorded, payload: str) -> HttpResponse:
    publication = desk().publications.publication(viewer.organisation)
    signed = publication.checkpoint()
    index = found.entry.index
    proof = publication.prove_inclusion(index, signed.size) if index < signed.size else ()
    context = {
        "entry": found.entry,
        "leaf_hash": found.leaf_hash.hex(),
        "previous": found.entry.previous.hex(),
        "public": _pretty(found.entry.public),
        "payload": payload,
        "may_open": viewer.may(Role.OFFICER),
        "signed": signed.size,
        "is_signed": index < signed.size,
        "is_proven": index < signed.size and inclusion_holds(index, signed.size, found.leaf_hash, proof, signed.root),
        "proof": [each.hex() for each in proof],
        "last": head_of(viewer.organisation).size - 1,
    }
    return show(request, viewer, "log", "entry", context)


def _found(organisation: OrganisationId, index: int) -> Recorded:
    found = log.entry(organisation, index) if index < 2**63 else None
    if found is None:
        raise Http404
    return found


def _short(entry: Entry) -> str:
    """The public part as a row shows it: what can be read. Digests, ids and instants stand on the entry's own page."""
    found = json.loads(entry.public) if entry.public else {}
    if not isinstance(found, dict):
        return _cut(entry.public.decode(), _SHORT)
    values = ((name, _plain(value)) for name, value in found.items() if value not in (None, "", []))
    said = [f"{name} {_cut(value, _VALUE)}" for name, value in values if not _OPAQUE.fullmatch(value)]
    return _cut("; ".join(said), _SHORT) or ("ids and digests" if found else "")


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _pretty(payload: bytes) -> str:
    return json.dumps(json.loads(payload), indent=2, ensure_ascii=False) if payload else ""
