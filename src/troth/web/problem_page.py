"""What does a page say when something cannot be answered?

What happened, what to do, and an id under which the documentation and the log speak of it; never anything personal.
The words here are those that a data subject may meet; `troth.web.problems` makes the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """One problem: its HTTP status, its id, what happened and what to do."""

    status: int
    id: str
    title: str
    text: str
    help: str


def problem_page(status: int) -> ProblemPage:
    """The page for a status; that of 500 for one without words of its own."""
    pages = {
        400: ProblemPage(
            400,
            "web.bad-request",
            _("This request cannot be read"),
            _("Something in the address or in the form is not as this server expects it."),
            _("Go back, reload the page and try again."),
        ),
        403: ProblemPage(
            403,
            "web.forbidden",
            _("This page is not open to you"),
            _("You are not signed in, or the form was open for too long."),
            _("Reload the page and try again, or sign in with an account that may see it."),
        ),
        404: ProblemPage(
            404,
            "web.not-found",
            _("There is no such page"),
            _("The address may be mistyped, or the page may have moved."),
            _("Check the address, or begin at the first page."),
        ),
        405: ProblemPage(
            405,
            "web.method-not-allowed",
            _("This page does not take that kind of request"),
            _("The page can be read, or its form sent, but not both at this address."),
            _("Go back and use the form or the link on the page."),
        ),
        413: ProblemPage(
            413,
            "web.too-large",
            _("This is too large"),
            _("More was sent than this server takes at once. Nothing was recorded."),
            _("Send less, or send it in parts."),
        ),
        429: ProblemPage(
            429,
            "web.too-many-requests",
            _("Too many attempts"),
            _("To keep others from guessing, this server waits before it answers again. Nothing was recorded."),
            _("Wait a few minutes, then try once more."),
        ),
        503: ProblemPage(
            503,
            "web.unavailable",
            _("This service is away for a moment"),
            _("The server cannot reach what it needs. Nothing was recorded."),
            _("Try again in a few minutes."),
        ),
    }
    return pages.get(status) or ProblemPage(
        500,
        "web.internal-error",
        _("Something failed on our side"),
        _("The server could not finish this. Nothing was recorded unless a page has told you so."),
        _("Try again. If it fails again, write to the organisation and name the id below."),
    )
