"""How is somebody told what became of a request?

By a letter to the addresses that the request proved, in plain text: what went, what stays and why, until when, and
where to look. A message that is sent again has the same `Message-ID`, so that whoever gets it twice can tell. The
letter names no data: they are behind the link, for whoever proves the address again.
"""

from __future__ import annotations

import logging
import smtplib
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from troth.errors import OutsideWorldFailed
from troth.store.organisations import organisation
from troth.web import installed
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from troth.requests.reply import Reply

logger = logging.getLogger("troth.web")


def send_reply(reply: Reply) -> None:
    """Send a reply to every address it may go to.

    Raises:
        OutsideWorldFailed: `centre.mail-failed`; not every message was sent, and all will be again.
    """
    found = organisation(reply.organisation)
    name = found.name if found is not None else reply.organisation
    link = f"{installed.settings().address}/o/{reply.organisation}/requests/"
    body = render_to_string("centre/letters/reply.txt", {"reply": reply, "name": name, "link": link})
    host = installed.settings().mail_from.rpartition("@")[2] or "troth.invalid"
    for seed in reply.to:
        to = {
            IdentifierKind.EMAIL: seed.text,
            IdentifierKind.PHONE: f"{seed.text}@sms.invalid",
        }.get(seed.kind)
        if to is None:
            continue
        message = EmailMessage(
            _("Your request to {name}").format(name=name),
            body,
            to=[to],
            headers={"Message-ID": f"<{reply.message_id}.{seed.kind}@{host}>"},
        )
        try:
            message.send()
        except (smtplib.SMTPException, OSError) as error:
            # The server's own text may repeat the address, so only its kind is logged.
            logger.warning("mail failed", extra={"error": type(error).__name__})
            raise OutsideWorldFailed(
                "the message could not be sent", id="centre.mail-failed", help="it is sent again in a while"
            ) from None
