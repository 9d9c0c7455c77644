"""Which notice was sent, and what is proposed from it?

1. One notice is sent: a file (text, Markdown, HTML, PDF) or a text that was pasted, never both.
2. It is read within the request, so that its size is limited: `MOST` octets, a PDF `MOST_PDF`, and `MOST_CLAUSES`.
3. What is no notice is told as a problem with a next step, and nothing is proposed.
4. Upon something that was reviewed, what was accepted of sentences that stand word for word is kept
   (`troth.reading.again`). A published version counts as accepted by whoever published it. The head of a version that
   is taken is asked about anew, for what binds is never changed.

The rules are loaded when somebody reads a notice, and not with the server.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, TrothError, WrongUse
from troth.notice import Notice, read_notice, reads_as_notice
from troth.notice.read import notice_of
from troth.notice.text import Format, load_octets
from troth.policy.cites import cites
from troth.policy.model import Effective
from troth.policy.review import Review, accept

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from troth.policy import Policy
    from troth.words import OrganisationId

MOST = 1_000_000
"""Octets of a file, or of what is pasted: ten times the longest notice in use."""
MOST_PDF = 3_500_000
"""Octets of a PDF: it holds pictures. The server takes no larger form."""
MOST_CLAUSES = 2_000
"""Clauses that are read within a request: the longest notices in use have a quarter of this."""
_SUFFIXES = {Format.MARKDOWN: ".md", Format.HTML: ".html", Format.TEXT: ".txt"}
_BY_SUFFIX = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}


@dataclass(frozen=True, slots=True)
class Before:
    """What was reviewed before: a policy, its review, and the notice that it cites."""

    policy: Policy
    review: Review
    notice: Notice


def notice_sent(data: bytes | None, file_name: str, pasted: str) -> Notice | list[Problem]:
    """The notice of a file or of a text that was pasted, or what is wrong with it. Of a file's name the ending counts.

    Its name is `notice.md`, `notice.html` or `notice.txt`: by it and its source it is read again as the same notice.
    """
    text = pasted.strip()
    if bool(data) == bool(text):
        return [_nothing_or_both(both=bool(data))]
    octets = data or text.encode()
    suffix = PurePosixPath(file_name).suffix.lower() if data else ""
    most = MOST_PDF if octets.lstrip()[:5] == b"%PDF-" else MOST
    place = Place(file_name[-60:] if data else "the text")
    if len(octets) > most:
        help_ = "save the notice alone, without the rest of the site, or use `troth read` on a machine of yours"
        return [Problem(place, "upload.too-large", f"the notice has more than {most:,} octets", help_)]
    try:
        loaded = load_octets(octets, name=place.file, format=_BY_SUFFIX.get(suffix))
        notice = notice_of(dataclasses.replace(loaded, name=f"notice{_SUFFIXES[loaded.format]}"))
        notice = read_notice(notice.source, name=notice.name)
    except TrothError as error:
        return [Problem(place, error.id, error.text, error.help)]
    doubt = reads_as_notice(notice)
    if doubt is not None:
        return [dataclasses.replace(doubt, place=place)]
    if len(notice.clauses) > MOST_CLAUSES:
        help_ = "take out what is no part of the notice, or use `troth read` and `troth review` on a machine of yours"
        text = f"the text has {len(notice.clauses):,} clauses, and at most {MOST_CLAUSES:,} are read here"
        return [Problem(place, "upload.too-many-clauses", text, help_)]
    return notice


def proposed(notice: Notice, organisation: OrganisationId) -> tuple[Policy, Review]:
    """What the rules propose from a notice, nothing of it accepted."""
    from troth.reading.draft import draft
    from troth.reading.files import review_of
    from troth.reading.read import read

    drafted = draft(read(notice), organisation)
    policy = _of(drafted.policy, organisation)
    return policy, review_of(dataclasses.replace(drafted, policy=policy))


def proposed_again(
    notice: Notice, organisation: OrganisationId, before: Before, taken: Collection[str], today: date
) -> tuple[Policy, Review]:
    """The same, with what was accepted before of sentences that are still there. `taken` are published versions."""
    from troth.reading.again import read_again
    from troth.reading.draft import draft
    from troth.reading.read import read

    drafted = draft(read(notice), organisation)
    drafted = dataclasses.replace(drafted, policy=_of(drafted.policy, organisation))
    again = read_again(before.policy, before.review, cites(before.policy, before.notice), notice, drafted)
    policy = again.policy
    if policy.head.version in taken:
        on = notice.effective_on if notice.effective_on and notice.effective_on.isoformat() not in taken else today
        version = _free(on.isoformat(), taken)
        head = dataclasses.replace(policy.head, version=version, effective=Effective(existing=on))
        policy = dataclasses.replace(policy, head=head)
    return policy, again.review


def published_review(policy: Policy, by: str, at: datetime) -> Review:
    """The review of a version of which no other is kept: who published it has accepted all of it."""
    return accept(policy, Review(), [address for address, _ in policy.elements()], by, at)


def _of(policy: Policy, organisation: OrganisationId) -> Policy:
    """The policy under the organisation's own id, which a reading writes as a name of the file."""
    return dataclasses.replace(policy, head=dataclasses.replace(policy.head, organisation=organisation))


def _free(version: str, taken: Collection[str]) -> str:
    free, number = version, 2
    while free in taken:
        free, number = f"{version}-{number}", number + 1
    return free


def _nothing_or_both(*, both: bool) -> Problem:
    if both:
        return Problem(
            Place("the form"),
            "upload.two-notices",
            "a file was chosen and a text was pasted",
            "leave one of them out, so that it is clear which one is meant",
        )
    return Problem(
        Place("the form"), "upload.missing", "there is no notice", "choose a file that is not empty, or paste the text"
    )


def refused(error: WrongUse) -> Problem:
    """A refusal as a problem of the form."""
    return Problem(Place("the form"), error.id, error.text, error.help)
