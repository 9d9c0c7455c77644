"""What do the messages say that a data subject gets from the privacy centre?

In her language, as plain text, with nothing in them but what she needs. The subject line says nothing about her.
"""

from __future__ import annotations

import logging
import smtplib
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from troth.errors import OutsideWorldFailed
from troth.subjects.identifiers import IdentifierKind

if TYPE_CHECKING:
    from troth.subjects.identifiers import Identifier
    from troth.web.centre.shelf import OrganisationView

logger = logging.getLogger("troth.web")


def send_proof(organisation: OrganisationView, identifier: Identifier, link: str, code: str, minutes: int) -> None:
    """Send the link and the code by which she proves the identifier.

    Raises:
        OutsideWorldFailed: `centre.mail-failed`; the message was not sent.
    """
    context = {"organisation": organisation, "link": link, "code": code, "minutes": minutes}
    by_phone = identifier.kind is IdentifierKind.PHONE
    body = render_to_string(f"centre/letters/{'proof_short' if by_phone else 'proof'}.txt", context)
    to = f"{identifier.text}@sms.invalid" if by_phone else identifier.text
    post(_("Your privacy choices at {name}").format(name=organisation.name), body, to)


def address_of(kind: IdentifierKind, text: str) -> str | None:
    """Where a message to an identifier goes; None where it is none that messages go to."""
    return {IdentifierKind.EMAIL: text, IdentifierKind.PHONE: f"{text}@sms.invalid"}.get(kind)


def post(subject: str, body: str, to: str, message_id: str = "") -> None:
    """Send one message as plain text.

    Raises:
        OutsideWorldFailed: `centre.mail-failed`; the message was not sent.
    """
    headers = {"Message-ID": message_id} if message_id else {}
    message = EmailMessage(subject, body, to=[to], headers=headers)
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        # The server's own text may repeat the address, so only its kind is logged.
        logger.warning("mail failed", extra={"error": type(error).__name__})
        raise OutsideWorldFailed(
            "the message could not be sent",
            id="centre.mail-failed",
            help="try again in a few minutes; nothing was recorded",
        ) from None
