"""What do the messages say that the desk sends while she asks?

`send_link` is the one-time link by which she proves an address, `send_receipt` what she asked, under which number, and
by when it is due. A receipt that cannot be sent undoes nothing: what she asked for is kept and goes on.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from troth.errors import OutsideWorldFailed
from troth.subjects.identifiers import IdentifierKind
from troth.web import installed
from troth.web.centre.letters import address_of, post
from troth.web.centre.requests.words import KINDS

if TYPE_CHECKING:
    from troth.requests.deadlines import Due
    from troth.requests.request import Request
    from troth.subjects.identifiers import Identifier
    from troth.web.centre.shelf import OrganisationView
    from troth.words import RightKind

logger = logging.getLogger("troth.web")


def send_link(
    view: OrganisationView, identifier: Identifier, kind: RightKind | None, *, link: str, code: str, minutes: int
) -> None:
    """Send the link and the code; `kind` is what is asked for, None where she only wants to see her requests.

    Raises:
        OutsideWorldFailed: `centre.mail-failed`; the message was not sent.
    """
    by_phone = identifier.kind is IdentifierKind.PHONE
    words = KINDS[kind] if kind is not None else None
    context = {"organisation": view, "words": words, "link": link, "code": code, "minutes": minutes}
    body = render_to_string(f"centre/letters/{'proof_short' if by_phone else 'request_proof'}.txt", context)
    to = address_of(identifier.kind, identifier.text)
    if to is not None:
        post(_("Your request to {name}").format(name=view.name), body, to)


def send_receipt(view: OrganisationView, made: Request, due: Due | None) -> None:
    """Confirm to every address of a request that it arrived (11 CCR 7021(a))."""
    host = installed.settings().mail_from.rpartition("@")[2] or "troth.invalid"
    link = f"{installed.settings().address}/o/{view.id}/requests/{made.id}/"
    context = {"organisation": view, "made": made, "words": KINDS[made.kind], "due": due, "link": link}
    with translation.override(made.language or "en"):
        body = render_to_string("centre/letters/receipt.txt", context)
        subject = _("Your request to {name}").format(name=view.name)
        for seed in made.seeds:
            to = address_of(seed.kind, seed.text)
            if to is None:
                continue
            try:
                post(subject, body, to, f"<{made.id}.receipt.{seed.kind}@{host}>")
            except OutsideWorldFailed as error:
                logger.warning("receipt failed", extra={"request": made.id, "problem": error.id})
