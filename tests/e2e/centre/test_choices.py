"""A data subject comes to her choices, sees them, changes them, and takes the proof away; nobody else does."""

from __future__ import annotations

import json
import logging
import re
import runpy
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from e2e.centre.filled import (
    KNOWN,
    OURS,
    STRANGER,
    THEIRS,
    Visitor,
    World,
    a_world,
    code_in,
    last_letter,
    link_in,
    without_token,
)
from e2e.installation import a_client
from troth.consent.events import ConsentEvent, ConsentKind
from troth.consent.receipt import decode
from troth.consent.state import Says, Word, derive
from troth.decisions import Question
from troth.words import Channel, DataName, OrganisationId, PurposeName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

pytestmark = pytest.mark.slow  # they fill an installation
MOST_ASKED = ATTEMPTS = 5


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Two organisations with subjects and words."""
    yield from a_world(monkeypatch, OURS, THEIRS)


def _request(answer: HttpResponse) -> dict[str, object]:
    """What the test client sent, as WSGI says it."""
    return dict(answer.request)  # type: ignore[attr-defined]  # the test client adds it


def offered(response: HttpResponse) -> list[str]:
    """The names of the form's fields for whole rows."""
    names = re.findall(r'type="radio" name="([^"]+)" value="no"', response.content.decode())
    return [name for name in names if "." not in name]


# --- Proving an address -------------------------------------------------------------------------------------------


def test_a_known_and_an_unknown_address_get_the_same_answer_and_the_same_letter(world: World) -> None:
    answers, letters = [], []
    for address in (KNOWN, STRANGER):
        answer = Visitor().ask(address)
        assert answer.status_code == 200
        answers.append((without_token(answer), sorted(answer.headers), sorted(answer.cookies)))
        letter = last_letter()
        assert letter.to == [address]
        body = str(letter.body).replace(link_in(letter), "LINK").replace(code_in(letter), "CODE")
        letters.append((letter.subject, body))
    assert answers[0] == answers[1]
    assert letters[0] == letters[1]


def test_who_asks_too_often_gets_the_same_answer_and_no_letter(world: World) -> None:
    from django.core import mail

    answers = []
    for _ in range(MOST_ASKED + 1):
        answer = Visitor().ask(KNOWN)
        answers.append((without_token(answer), sorted(answer.cookies)))
    assert len(mail.outbox) == MOST_ASKED
    assert all(each == answers[0] for each in answers)


def test_a_browser_that_asks_for_many_addresses_is_stopped(world: World) -> None:
    visitor = Visitor()
    found = [visitor.ask(f"bob{number}@mail.example").status_code for number in range(12)]
    assert found[:10] == [200] * 10
    assert found[-1] == 429


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "follow this link"), ("fr", "ce lien"), ("de", "diesem Link")],
)
def test_the_letter_is_in_her_language(world: World, language: str, says: str) -> None:
    visitor = Visitor()
    visitor.client.post("/language/", {"language": language, "next": "/"})
    visitor.ask(KNOWN)
    letter = last_letter()
    assert says in str(letter.body)
    assert "Esendex" in letter.subject
    assert ("If it was not you" in str(letter.body)) == (language == "en")
    assert KNOWN not in str(letter.body) + letter.subject


@pytest.mark.parametrize(
    "address", ["", "   ", "not an address", "@", "a" * 300 + "@mail.example", "a@b\r\nBcc: c@d.e"]
)
def test_what_is_no_address_is_said_on_the_page_and_nothing_is_sent(world: World, address: str) -> None:
    from django.core import mail

    answer = Visitor().ask(address)
    assert answer.status_code == 422
    assert mail.outbox == []


def test_a_form_without_any_field_is_answered_as_one_that_is_empty(world: World) -> None:
    client = a_client()
    for path in ("prove/", "code/"):
        assert client.post(f"/o/{OURS}/choices/{path}").status_code == 422


def test_a_link_is_used_up_by_its_button_and_not_by_looking_at_it(world: World) -> None:
    visitor = Visitor()
    visitor.ask(KNOWN)
    rest = link_in(last_letter()).partition("/choices/")[2]
    for _ in range(3):
        assert a_client().get(visitor.path(rest)).status_code == 200
    assert visitor.get().status_code == 302
    assert visitor.post(rest).status_code == 302
    assert visitor.get().status_code == 200
    replayed = Visitor().post(rest)
    assert replayed.status_code == 410
    assert "centre.link-spent" in replayed.content.decode()


def test_a_link_works_in_a_browser_that_did_not_ask(world: World) -> None:
    Visitor().ask(KNOWN)
    other = Visitor()
    assert other.follow(link_in(last_letter())).status_code == 302
    assert other.get().status_code == 200


@pytest.mark.parametrize("change", ["forged", "cut", "expired", "theirs", "replaced"])
def test_a_link_that_does_not_hold_opens_nothing(world: World, change: str) -> None:
    Visitor().ask(KNOWN)
    link = link_in(last_letter())
    visitor = Visitor()
    if change == "forged":
        link = link[:-2] + ("A/" if link[-2] != "A" else "B/")
    elif change == "cut":
        link = link[:-9] + "/"
    elif change == "expired":
        world.clock.at += timedelta(minutes=31)
    elif change == "theirs":
        visitor = Visitor(THEIRS)
    else:
        Visitor().ask(KNOWN)
    answer = visitor.follow(link)
    assert answer.status_code == 410
    assert visitor.get().status_code == 302
    assert "proven" not in visitor.client.session


def test_a_code_works_once_in_the_browser_that_asked(world: World) -> None:
    visitor = Visitor()
    sent = visitor.ask(KNOWN)
    assert visitor.path("code/") in sent.content.decode()
    code = code_in(last_letter())
    assert Visitor().post("code/", {"code": code}).status_code == 422
    assert visitor.post("code/", {"code": f" {code[:4]} {code[4:]} "}).status_code == 302
    assert visitor.get().status_code == 200
    assert visitor.post("code/", {"code": code}).status_code == 422


def test_a_code_is_dead_after_five_wrong_ones(world: World) -> None:
    visitor = Visitor()
    visitor.ask(KNOWN)
    code = code_in(last_letter())
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    for _ in range(ATTEMPTS):
        assert visitor.post("code/", {"code": wrong}).status_code == 422
    assert visitor.post("code/", {"code": code}).status_code == 422
    assert visitor.get().status_code == 302


def test_the_fifth_code_may_still_be_the_right_one(world: World) -> None:
    visitor = Visitor()
    visitor.ask(KNOWN)
    code = code_in(last_letter())
    for _ in range(ATTEMPTS - 1):
        visitor.post("code/", {"code": f"{(int(code) + 1) % 10**8:08d}"})
    assert visitor.post("code/", {"code": code}).status_code == 302


def test_a_code_of_one_organisation_opens_no_other(world: World) -> None:
    visitor = Visitor()
    visitor.ask(KNOWN)
    other = Visitor(THEIRS, visitor.client)
    assert other.post("code/", {"code": code_in(last_letter())}).status_code == 422
    assert other.get().status_code == 302


def test_the_session_gets_a_new_key_at_the_proof_and_the_old_one_opens_nothing(world: World) -> None:
    from django.conf import settings

    visitor = Visitor()
    visitor.ask(KNOWN)
    planted = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    visitor.follow(link_in(last_letter()))
    assert visitor.client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Visitor()
    thief.client.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get().status_code == 302


def test_a_proof_holds_for_half_an_hour(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    world.clock.at += timedelta(minutes=29)
    assert visitor.get().status_code == 200
    world.clock.at += timedelta(minutes=2)
    assert visitor.get().status_code == 302


def test_the_link_names_the_installations_own_address_and_not_what_the_browser_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses

    from troth.web import installed

    settings = dataclasses.replace(installed.settings(), base_url="https://privacy.esendex.example")
    monkeypatch.setattr(installed, "settings", lambda: settings)
    visitor = Visitor()
    visitor.client.defaults["HTTP_HOST"] = "localhost:6666"
    visitor.client.defaults["HTTP_X_FORWARDED_PROTO"] = "https"
    visitor.client.defaults["wsgi.url_scheme"] = "https"
    answer = visitor.client.get(visitor.path("prove/"), secure=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())
    assert token
    visitor.client.post(
        visitor.path("prove/"),
        {"csrfmiddlewaretoken": token.group(1), "address": KNOWN},
        secure=True,
        headers={"referer": "https://localhost:6666/"},
    )
    body = str(last_letter().body)
    assert "https://privacy.esendex.example/o/esendex/choices/prove/" in body
    assert "6666" not in body


def test_where_no_mail_can_be_sent_nothing_is_promised(world: World, settings_without_mail: None) -> None:
    answer = Visitor().get("prove/")
    assert answer.status_code == 503
    assert "centre.no-mail" in answer.content.decode()


@pytest.fixture
def settings_without_mail() -> Iterator[None]:
    from django.test import override_settings

    with override_settings(SENDS_MAIL=False):
        yield


def test_a_mail_server_that_is_away_is_said_without_her_address(
    world: World, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    from django.test import override_settings

    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        answer = Visitor().ask(STRANGER)
    assert answer.status_code == 503
    assert "centre.mail-failed" in answer.content.decode()
    assert "eve.unheard-of" not in answer.content.decode() + caplog.text + "".join(capfd.readouterr())


def test_a_letter_reaches_a_real_mail_server(world: World) -> None:
    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Message
    from django.test import override_settings

    from troth.installation import read_settings
    from troth.web import installed
    from troth.web import settings as web

    came: list[object] = []

    class Keep(Message):
        def handle_message(self, message: object) -> None:
            came.append(message)

    server = Controller(Keep(), hostname="127.0.0.1", port=0)
    # `port=0` is looked up by the controller itself when it tests its own start, so a free one is named.
    from troth.web.opening import free_port

    server.port = free_port("127.0.0.1")
    server.start()
    try:
        environment = {"TROTH_MAIL": f"smtp://127.0.0.1:{server.port}", "TROTH_MAIL_FROM": "privacy@esendex.example"}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(installed, "settings", lambda: read_settings(environment))
            mail = {name: value for name, value in runpy.run_path(web.__file__).items() if name.startswith("EMAIL_")}
        with override_settings(**mail, DEFAULT_FROM_EMAIL="privacy@esendex.example"):
            assert Visitor().ask(KNOWN).status_code == 200
    finally:
        server.stop()
    (letter,) = came
    assert letter["To"] == KNOWN  # type: ignore[index]
    assert letter["From"] == "privacy@esendex.example"  # type: ignore[index]
    text = letter.get_payload(decode=True).decode()  # type: ignore[attr-defined]
    link = re.search(r"http://localhost(/\S+)", text)
    assert link
    assert Visitor().follow(link.group(1)).status_code == 302


# --- Seeing and changing ------------------------------------------------------------------------------------------


def test_who_proved_nothing_is_asked_to(world: World) -> None:
    for rest in ("", "history/", "receipts/none/"):
        visitor = Visitor()
        first = visitor.get(rest)
        assert first.status_code == 302
    assert a_client().post(f"/o/{OURS}/choices/", {"all": "no"}).headers["Location"] == f"/o/{OURS}/choices/prove/"


def test_a_word_is_recorded_once_and_stands_in_the_history_and_its_receipt(world: World) -> None:
    visitor = Visitor().prove(STRANGER)
    page = visitor.get()
    field = offered(page)[0]
    before = world.counted()
    first = visitor.post("", {field: "no"})
    assert first.headers["Location"] == f"/o/{OURS}/choices/"
    assert kept(visitor) == 1
    assert kept(visitor, {field: "no"}) == 0
    assert len(world.events(STRANGER)) == 1
    assert world.counted()[THEIRS] == before[THEIRS]
    assert world.counted()[OURS][:2] == (before[OURS][0] + 1, before[OURS][1] + 1)
    assert kept(visitor, {field: "yes"}) == 1
    (no, yes) = world.events(STRANGER)
    assert no.kind is not ConsentKind.GIVEN
    assert yes.kind is ConsentKind.GIVEN
    assert yes.text_shown
    history = visitor.get("history/").content.decode()
    assert history.index(yes.id) < history.index(no.id)
    receipt = visitor.get(f"receipts/{yes.id}/")
    assert receipt.headers["Content-Disposition"] == f'attachment; filename="receipt-{yes.id}.json"'
    assert_is_a_receipt(receipt.content, yes)


def kept(visitor: Visitor, sent: dict[str, str] | None = None) -> int | None:
    """How many words the page says were kept, after a form where one is given; None where it says nothing of it."""
    if sent is not None:
        assert visitor.post("", sent).status_code == 302
    text = visitor.get().content.decode()
    found = re.search(r"<strong>Kept\.</strong> (\d+) choice", text)
    assert (found is None) == ("Kept." not in text)
    return None if found is None else int(found[1])


def test_that_something_was_kept_is_said_once_and_not_because_an_address_says_so(world: World) -> None:
    visitor = Visitor().prove(STRANGER)
    assert "Kept." not in visitor.get("?saved=3").content.decode()
    field = offered(visitor.get())[0]
    visitor.post("", {field: "no"})
    assert a_client().get(f"/o/{OURS}/choices/").status_code == 302
    assert kept(visitor) == 1
    assert kept(visitor) is None, "a reload says it no more"


def assert_is_a_receipt(octets: bytes, event: ConsentEvent) -> None:
    """The parts that are mandatory in ISO/IEC TS 27560, under its own names, and about this event alone."""
    found = json.loads(octets)
    assert found["schema_version"].startswith("ISO/IEC TS 27560:2023")
    assert found["receipt_id"]
    record = found["record"]
    assert record["record_id"]
    assert record["pii_principal_id"] == event.subject
    assert record["pii_processing"]
    assert all(each["privacy_notice"] and each["purpose"] for each in record["pii_processing"])
    assert any("controller" in each["party_role"] for each in record["party_identification"])
    (entry,) = record["consent_events"]
    assert (entry["event_id"], entry["event_type"]) == (event.id, entry["event_type"])
    assert entry["text_shown"] == event.text_shown
    decode(octets)


def test_no_to_everything_and_yes_to_everything_are_recorded_once_each(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    rows = offered(visitor.get())
    assert rows
    visitor.post("", {"all": "no"})
    assert kept(visitor, {"all": "no"}) == 0
    said = len(world.events(KNOWN))
    visitor.post("", {"all": "yes"})
    assert len(world.events(KNOWN)) == said + len(rows)
    assert kept(visitor, {"all": "yes"}) == 0
    assert kept(visitor, {"all": "perhaps"}) == 0


@pytest.mark.parametrize("example", ["dialpad", "esendex", "sesame", "sesamm", "vocalcom"])
def test_every_answer_that_a_page_takes_can_be_recorded(monkeypatch: pytest.MonkeyPatch, example: str) -> None:
    for world in a_world(monkeypatch, example):
        organisation = OrganisationId(example)
        visitor = Visitor(organisation).prove(STRANGER)
        page = visitor.get().content.decode()
        fields = re.findall(r'type="radio" name="([^"]+)" value="no"', page)
        for answer in ("yes", "no", "yes"):
            told = visitor.post("", dict.fromkeys(fields, answer))
            assert told.status_code == 302, told.content.decode()
            checked = re.findall(r'name="([^"]+)" value="(\w+)" checked', visitor.get().content.decode())
            assert dict(checked) == dict.fromkeys(fields, answer)
            assert kept(visitor, dict.fromkeys(fields, answer)) == 0
        for answer in ("no", "yes"):
            assert visitor.post("", {"all": answer}).status_code == 302
            checked = re.findall(r'name="([^"]+)" value="(\w+)" checked', visitor.get().content.decode())
            assert dict(checked) == dict.fromkeys(fields, answer)
        assert {each.organisation for each in world.events(STRANGER, organisation)} <= {organisation}


def test_a_no_to_everything_reaches_a_channel_to_which_she_said_yes(world: World) -> None:
    visitor, row, channel = by_channel(world)
    visitor.post("", {row: "no"})
    visitor.post("", {channel: "yes"})
    assert is_checked(visitor, channel, "yes")
    visitor.post("", {"all": "no"})
    assert is_checked(visitor, channel, "no")


def test_a_yes_to_a_purpose_leaves_the_no_to_a_channel_that_stands_beside_it(world: World) -> None:
    visitor, row, channel = by_channel(world)
    visitor.post("", {row: "no", channel: "no"})
    visitor.post("", {row: "yes", channel: "no"})
    assert is_checked(visitor, row, "yes")
    assert is_checked(visitor, channel, "no")


def by_channel(world: World) -> tuple[Visitor, str, str]:
    visitor = Visitor().prove(STRANGER)
    fields = re.findall(r'type="radio" name="([^"]+)" value="no"', visitor.get().content.decode())
    channel = next(each for each in fields if each.endswith(f".{Channel.EMAIL}"))
    return visitor, channel.rpartition(".")[0], channel


def is_checked(visitor: Visitor, field: str, answer: str) -> bool:
    return f'name="{field}" value="{answer}" checked' in visitor.get().content.decode()


def test_a_word_by_the_form_changes_the_next_decision(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    subject = world.find(KNOWN).only
    assert subject is not None
    question = Question(DataName("contact"), PurposeName("marketing"), channel=Channel.EMAIL)
    found = []
    for answer in ("yes", "no", "yes"):
        visitor.post("", {"all": answer})
        engine = world.desk.engine(OURS)
        assert engine is not None
        found.append(engine.decide(subject, question).allowed)
    assert found == [True, False, True]


def test_a_field_that_the_page_does_not_offer_records_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for world in a_world(monkeypatch, "sesamm"):
        visitor = Visitor(OrganisationId("sesamm")).prove(STRANGER)
        page = visitor.get()
        shown = set(re.findall(r'<section class="row" id="([^"]+)"', page.content.decode()))
        closed = shown - set(offered(page))
        assert closed
        before = world.counted()
        forged = dict.fromkeys(closed, "no") | {"purpose-nothing": "no", "choice-nothing": "yes", "subject": "x"}
        assert kept(visitor, forged) == 0
        assert kept(visitor, {offered(page)[0]: "maybe"}) == 0
        assert world.counted() == before


def test_a_form_without_its_token_records_nothing(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    before = world.counted()
    assert visitor.client.post(visitor.path(), {"all": "no"}).status_code == 403
    assert world.counted() == before


def test_a_form_that_is_sent_twice_at_once_makes_one_subject_with_one_word(world: World) -> None:
    from django.db import connections

    visitor = Visitor().prove(STRANGER)
    field = offered(visitor.get())[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', visitor.get().content.decode())
    assert token
    before = world.counted()[OURS]
    found: list[int] = []
    barrier = threading.Barrier(4)

    def send() -> None:
        client = a_client(enforce_csrf_checks=True)
        client.cookies.update(visitor.client.cookies)
        barrier.wait()
        sent = {"csrfmiddlewaretoken": token.group(1), field: "no"}
        found.append(client.post(visitor.path(), sent).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [302] * 4
    assert world.counted()[OURS][:2] == (before[0] + 1, before[1] + 1)
    assert not world.find(STRANGER).shared
    assert visitor.get().status_code == 200


def test_an_address_of_two_people_shows_and_changes_nothing(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    assert visitor.get().status_code == 200
    world.introduce(KNOWN)
    before = world.counted()
    for answer in (visitor.get(), visitor.client.get(visitor.path(), follow=True)):
        assert answer.status_code == 409
        assert "centre.shared-identifier" in answer.content.decode()
    form = Visitor(client=visitor.client)
    sent = form.post("", {"all": "no"}, form="prove/")
    assert sent.status_code == 409
    assert form.get("history/").status_code == 302
    assert world.counted() == before


def test_an_address_that_became_shared_while_the_form_was_sent_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from troth.web.centre import choosing

    visitor = Visitor().prove(KNOWN)
    known = choosing.proven  # type: ignore[attr-defined]  # replaced below

    def then_shared(*asked: object) -> object:
        found = known(*asked)  # type: ignore[arg-type]
        world.introduce(KNOWN)
        return found

    said = world.counted()[OURS][1]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', visitor.get().content.decode())
    assert token
    monkeypatch.setattr(choosing, "proven", then_shared)
    answer = visitor.client.post(visitor.path(), {"csrfmiddlewaretoken": token.group(1), "all": "no"})
    assert answer.status_code == 409
    assert world.counted()[OURS][1] == said


def test_what_was_proved_at_one_organisation_shows_nothing_at_another(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    visitor.post("", {"all": "no"})
    event = world.events(KNOWN)[-1].id
    other = Visitor(THEIRS, visitor.client)
    for rest in ("", "history/", f"receipts/{event}/"):
        assert other.client.get(other.path(rest), follow=True).request["PATH_INFO"] == other.path("prove/")
    theirs = Visitor(THEIRS).prove(KNOWN)
    assert theirs.get(f"receipts/{event}/").status_code == 404
    assert event not in theirs.get("history/").content.decode()


def test_a_receipt_of_somebody_else_is_not_there(world: World) -> None:
    Visitor().prove(KNOWN).post("", {"all": "no"})
    event = world.events(KNOWN)[-1].id
    assert Visitor().prove(STRANGER).get(f"receipts/{event}/").status_code == 404


def test_leaving_forgets_her_in_this_browser(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    assert visitor.post("leave/", form="").headers["Location"] == f"/o/{OURS}/"
    assert visitor.get().status_code == 302
    assert visitor.client.get(visitor.path("leave/")).status_code == 405


def test_nothing_personal_stands_in_an_address_or_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "canary.person@mail.example"
    visitor = Visitor()
    went: list[str] = []
    for answer in (
        visitor.ask(canary),
        visitor.follow(link_in(last_letter())),
        visitor.get(),
        visitor.post("", {"all": "no"}),
        visitor.get("history/"),
        visitor.post("leave/", form=""),
    ):
        went += [str(answer.headers.get("Location", "")), str(_request(answer)["QUERY_STRING"])]
        went.append(str(_request(answer)["PATH_INFO"]))
    token = link_in(last_letter()).rstrip("/").rpartition("/")[2]
    from troth.web.logs import JsonLines

    lines = [JsonLines().format(record) for record in caplog.records if not record.name.startswith("django.db")]
    written = "\n".join(lines) + "".join(capfd.readouterr())
    assert "answered" in written
    assert "canary" not in written + "".join(went)
    assert token not in written
    from django.contrib.sessions.models import Session

    kept = [each.get_decoded() for each in Session.objects.all()]
    assert "canary" not in json.dumps(kept)


def test_a_session_holds_her_address_as_ciphertext_only(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    held = json.dumps(dict(visitor.client.session))
    assert "proven" in held
    assert KNOWN not in held
    assert "subject000001" not in held


def test_pages_of_choices_are_kept_by_nobody(world: World) -> None:
    visitor = Visitor()
    sent = visitor.ask(KNOWN)
    visitor.follow(link_in(last_letter()))
    for answer in (sent, visitor.get(), visitor.get("history/"), visitor.get("code/")):
        assert "no-store" in answer.headers["Cache-Control"]


# --- A bad clock --------------------------------------------------------------------------------------------------


def test_a_clock_set_back_is_said_and_nothing_is_recorded(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    visitor.post("", {"all": "yes"})
    before = world.counted()
    world.clock.at -= timedelta(minutes=2)
    answer = visitor.post("", {"all": "no"})
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "evidence.clock-went-back" in page
    assert "Nothing was recorded" in page, "in her language"
    assert world.counted() == before
    world.clock.at += timedelta(minutes=3)
    assert visitor.post("", {"all": "no"}).status_code == 302


def test_a_clock_set_back_a_little_is_held_still(world: World) -> None:
    visitor = Visitor().prove(KNOWN)
    visitor.post("", {"all": "yes"})
    world.clock.at -= timedelta(seconds=30)
    assert visitor.post("", {"all": "no"}).status_code == 302
    events = world.events(KNOWN)
    assert [each.at for each in events] == sorted(each.at for each in events)
    assert not any(word.says is Says.YES for word in said_of_all(world))


def said_of_all(world: World) -> tuple[Word, ...]:
    return tuple(word for word in derive(world.events(KNOWN)) if word.channel is None)
