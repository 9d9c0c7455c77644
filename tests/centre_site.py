"""The privacy centre without a database: the five example organisations on a shelf made of files.

`settings_of_examples` puts them into the installation's Django, for unit tests; `application` is the same as a WSGI
application with its static files, for a browser. One organisation has an older version, made from the current
one by rewording, so that there is something to compare. The pages of choices are shown with a made history.
"""

from __future__ import annotations

import dataclasses
import sys
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django_set_up import set_up
from troth.clock import SetClock
from troth.consent.events import ConsentEvent, ConsentKind, Draft, Surface, record
from troth.notice import read_notice
from troth.policy import load_policy
from troth.policy.export.languages import speaker
from troth.policy.model.head import Effective
from troth.policy.versions import PolicyVersions, arrange_versions
from troth.web.centre.shelf import OrganisationView
from troth.words import Channel, OrganisationId, PurposeName, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from troth.notice import Notice
    from troth.policy import Policy

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
ORGANISATIONS = ("dialpad", "esendex", "sesame", "sesamm", "vocalcom")
TODAY = date(2026, 3, 2)
OLDER = "esendex"
"""The organisation with two versions."""

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@dataclasses.dataclass(frozen=True, slots=True)
class FileShelf:
    """A shelf over the folder of examples."""

    def today(self) -> date:
        return TODAY

    def organisation(self, organisation: str) -> OrganisationView | None:
        if organisation not in ORGANISATIONS:
            return None
        return OrganisationView(OrganisationId(organisation), speaker(policy_of(organisation)).organisation())

    def versions(self, organisation: OrganisationId) -> PolicyVersions:
        policy = policy_of(organisation)
        if organisation != OLDER:
            return arrange_versions([policy])
        head = dataclasses.replace(policy.head, version="2019-05-06", effective=Effective(existing=date(2019, 5, 6)))
        return arrange_versions([policy, dataclasses.replace(policy, head=head)])

    def notice(self, organisation: OrganisationId, version: str) -> Notice | None:
        policy = policy_of(organisation)
        if version == policy.head.version:
            return notice_of(organisation)
        return _older_notice() if organisation == OLDER else None

    def policy_text(self, organisation: OrganisationId, version: str) -> str | None:
        if version != policy_of(organisation).head.version:
            return None
        return (EXAMPLES / organisation / "policy.yaml").read_text()


def make_shelf() -> FileShelf:
    """What `TROTH_SHELF` names in these settings."""
    return FileShelf()


@cache
def policy_of(organisation: str) -> Policy:
    return load_policy(EXAMPLES / organisation / "policy.yaml")


@cache
def notice_of(organisation: str) -> Notice:
    return read_notice(EXAMPLES / organisation / "notice.md")


@cache
def _older_notice() -> Notice:
    """The notice as it may have been: a sentence more, one less, one in another place, some in other words."""
    text = (EXAMPLES / OLDER / "notice.md").read_text()
    text = text.replace("November 21, 2022", "May 6, 2019")
    text = text.replace("Please take the time to read the notice", "We urge you to read the whole notice")
    moved = "Using the Services after a change counts as accepting it, so look here now and then.\n"
    text = text.replace(moved, "")
    text = text.replace(
        "## Automatic collection\n\n", "## Automatic collection\n\nWe keep server logs for one year.\n" + moved
    )
    text = text.replace(
        "Moreover, what other users do with User Contributions that you show them is beyond our control.\n", ""
    )
    return read_notice(text, name="notice-2019.md")


def events(organisation: str = OLDER) -> list[ConsentEvent]:
    """What alice said to an organisation over three years."""
    policy = policy_of(organisation)
    clock = SetClock(datetime(2023, 4, 3, 9, 12, tzinfo=UTC))
    purposes = [name for name in policy.purposes if any(name in each.for_ for each in policy.practices.values())]
    found: list[ConsentEvent] = []
    said = (
        (ConsentKind.GIVEN, Surface.FORM, None), (ConsentKind.OPTED_OUT, Surface.LINK, Channel.EMAIL),
        (ConsentKind.OBJECTED, Surface.POST, None), (ConsentKind.GIVEN, Surface.PROFILE, None),
    )  # fmt: skip
    for number, (kind, surface, channel) in enumerate(said):
        for purpose in purposes[number::9][:3]:
            draft = Draft(
                organisation=policy.head.organisation, subject=SubjectId("alice"), kind=kind, surface=surface,
                purpose=PurposeName(purpose), channel=channel, text_shown="May this be done?", language="en",
            )  # fmt: skip
            event = record(policy, draft, clock)
            if isinstance(event, ConsentEvent):
                found.append(event)
        clock.advance(timedelta(days=247))
    return found


def with_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The content security policy that the pages have to live with."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = CSP
        return response

    return middleware


def application() -> Any:
    """The site as a WSGI application, static files included."""
    set_up()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application
    from django.test import override_settings

    override_settings(**settings_of_examples()).enable()  # for as long as the process lives
    return StaticFilesHandler(get_wsgi_application())


def settings_of_examples() -> dict[str, Any]:
    """What is other in these pages than in an installation: the shelf, and that no database is asked."""
    return {
        "ALLOWED_HOSTS": ["*"],
        "MIDDLEWARE": ["django.middleware.locale.LocaleMiddleware", "centre_site.with_policy"],
        "ROOT_URLCONF": "centre_site_urls",
        "TROTH_SHELF": "centre_site.make_shelf",
        "LANGUAGE_COOKIE_NAME": "django_language",
    }


def serve() -> None:
    """Serve the site, printing its address, until the process is ended."""
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's name
            """Say nothing: the tests say what fails."""

    server = make_server("127.0.0.1", 0, application(), server_class=Server, handler_class=Quiet)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


def pages(organisation: str) -> list[str]:
    """The addresses of an organisation's pages, one of each kind."""
    base = f"/o/{organisation}/"
    found = [base, f"{base}notice/", f"{base}notice/?q=information", f"{base}notice/?print", f"{base}notice/s21/"]
    found += [f"{base}versions/"]
    if organisation == OLDER:
        version = policy_of(organisation).head.version
        found.append(f"{base}versions/difference/?from=2019-05-06&to={version}")
    return [*found, *(f"{base}{each}" for each in ("choices/", "choices/prove/", "choices/sent/", "choices/code/",
                                                      "choices/history/", "choices/none/"))]  # fmt: skip


if __name__ == "__main__":
    sys.modules["centre_site"] = sys.modules["__main__"]  # the settings name it
    serve()
