"""How is somebody told what became of a request?

By a letter to the addresses that the request proved, in plain text and in the language she asked in: what went, what
stays and why, with the sentence of the notice, until when, and where to look; or why it was refused, and where to
complain (GDPR 12(4)); or that it takes longer (GDPR 12(3)). A message that is sent again has the same `Message-ID`, so
that whoever gets it twice can tell. The letter names no data: they are behind the link, for whoever proves the address
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from troth.requests.reply import About
from troth.store import policies
from troth.store.organisations import organisation
from troth.web import installed
from troth.web.centre.letters import address_of, post
from troth.web.centre.requests.words import DENIALS, KINDS, reason
from troth.words import ClauseId, RightKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.requests.reply import Reply

_TEMPLATES = {
    About.ANSWER: "reply",
    About.DENIAL: "denial",
    About.EXTENSION: "extension",
    About.FORWARDING: "forwarding",
}
_OF_ROWS = (RightKind.ACCESS, RightKind.KNOW, RightKind.PORT, RightKind.ERASE, RightKind.RECTIFY)


def send_reply(reply: Reply) -> None:
    """Send a reply to every address it may go to.

    Raises:
        OutsideWorldFailed: `centre.mail-failed`; not every message was sent, and all will be again.
    """
    found = organisation(reply.organisation)
    name = found.name if found is not None else reply.organisation
    host = installed.settings().mail_from.rpartition("@")[2] or "troth.invalid"
    with translation.override(reply.language or "en"):
        subject = _("Your request to {name}").format(name=name)
        body = letter(reply, name)
        for seed in reply.to:
            to = address_of(seed.kind, seed.text)
            if to is not None:
                post(subject, body, to, f"<{reply.message_id}.{seed.kind}@{host}>")


def letter(reply: Reply, name: str) -> str:
    """The text of a reply from an organisation of that name, in the language in force."""
    published = policies.versions(reply.organisation)
    policy = published.latest if published is not None else None
    notice = policies.notice(reply.organisation, policy.head.version) if policy is not None else None
    context = {
        "reply": reply,
        "name": name,
        "words": KINDS[reply.kind],
        "link": f"{installed.settings().address}/o/{reply.organisation}/requests/{reply.request}/",
        "denial": DENIALS[reply.denial] if reply.denial is not None else "",
        "sentences": _sentences(notice, reply.clauses),
        "stays": [
            {"rows": each.rows, "why": reason(each.reason), "until": each.until,
             "sentences": _sentences(notice, each.clauses)}
            for each in reply.stays
        ],
        "parties": [_called(policy, each) for each in reply.handed_on],
        "is_gdpr": bool({"eu-gdpr", "uk-gdpr"} & set(reply.regimes)),
        "is_ccpa": "us-ca-ccpa" in reply.regimes,
        "is_empty": reply.kind in _OF_ROWS and not (reply.went or reply.changed or reply.shown or reply.stays),
    }  # fmt: skip
    return render_to_string(f"centre/letters/{_TEMPLATES[reply.about]}.txt", context)


def _sentences(notice: Notice | None, ids: Iterable[str]) -> list[str]:
    if notice is None:
        return []
    return [found.text for each in ids if (found := notice.clause(ClauseId(each))) is not None]


def _called(policy: Policy | None, party: str) -> str:
    known = next((each for name, each in policy.parties.items() if name == party), None) if policy is not None else None
    return (known.name if known is not None else "") or party.replace("_", " ")
