"""A data subject asks, proves who she is, follows what becomes of it, and fetches it; nobody else does."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from carrying import ACME, ALICE, BOB, PHONE
from e2e.centre.filled import STRANGER, last_letter, link_in, without_token
from e2e.centre.office import BOTH, CALIFORNIA, GLOBEX, Caller, Office, opened
from troth.requests.request import Denial, State
from troth.words import RightKind, SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.http import HttpResponse

pytestmark = pytest.mark.slow  # they fill an installation


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Office]:
    yield from opened(monkeypatch, tmp_path)


@pytest.fixture
def californian(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Office]:
    yield from opened(monkeypatch, tmp_path, CALIFORNIA)


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Office]:
    yield from opened(monkeypatch, tmp_path, BOTH)


def text(answer: HttpResponse) -> str:
    """The words of a page's content."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main.partition(">")[2]).split())


def letters_to(address: str) -> list[str]:
    from django.core import mail

    return [str(each.body) for each in mail.outbox if each.to == [address]]


# --- What is offered ----------------------------------------------------------------------------------------------


def test_the_first_page_offers_what_the_notice_and_the_law_grant_and_by_when(office: Office) -> None:
    said = text(Caller().get())
    for kind in ("See the data about me", "Have my data erased", "Have a person look at a decision", "Complain"):
        assert kind in said
    assert "Limit the use of my sensitive data" not in said
    assert "Asked today, due by" in said
    assert "For a child under 16, a parent asks." in said


def test_a_kind_names_the_sentence_that_grants_it_and_the_law(office: Office) -> None:
    said = text(Caller().get("ask/erase/"))
    assert "You can ask us to erase your data, to see them" in said
    assert "General Data Protection Regulation" in said
    assert Caller().get("ask/limit/").status_code == 404
    assert Caller().get("ask/nonsense/").status_code == 404


def test_a_question_without_a_beginning_leads_to_the_beginning(office: Office) -> None:
    assert Caller().to(Caller().get("ask/erase/who/")) == "ask/erase/"


# --- From the form to the end -------------------------------------------------------------------------------------


def test_access_goes_from_the_form_to_the_download(office: Office) -> None:
    alice = Caller(language="fr")
    id_ = alice.ask("access")
    office.work()
    page = alice.get(f"{id_}/").content.decode()
    link = re.search(r'href="([^"]+/package/\w+/)"', page)
    assert link is not None, page
    answer = alice.client.get(link.group(1))
    assert answer.headers["Content-Type"] == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        data = json.loads(archive.read("data.json"))
        index = archive.read("index.html").decode()
    assert "Vos données chez" in index
    assert "Alice" in str(data)
    assert BOB not in str(data)


def test_an_erasure_goes_from_the_form_to_gone(office: Office) -> None:
    alice = Caller()
    id_ = alice.ask("erase")
    office.work()
    assert office.rows("customers") == [(2, BOB, PHONE, "Bob")]
    assert office.rows("orders") == [(12, 2, "paid", "mine")]
    assert "3 records about you were erased" in letters_to(ALICE)[-1]
    said = text(alice.get(f"{id_}/"))
    assert "You were told" in said
    assert "Its state and its dates are all that is kept." in said
    assert "3 records" not in said


def test_who_was_erased_finds_her_request_by_proving_the_address_again(office: Office) -> None:
    id_ = Caller().ask("erase")
    office.work()
    assert id_ in Caller().prove(ALICE).get().content.decode()
    assert id_ not in Caller().prove(BOB).get().content.decode()


def test_a_correction_is_made(office: Office) -> None:
    alice = Caller()
    id_ = alice.ask("rectify", term="pd:Name", value="Alice Right", was="Alice")
    office.work()
    assert office.rows("customers")[0] == (1, ALICE, PHONE, "Alice Right")
    assert "1 record was changed." in text(alice.get(f"{id_}/"))


def test_what_stays_is_told_with_the_sentence_of_the_notice(office: Office) -> None:
    office.change("UPDATE orders SET status = 'unpaid' WHERE id = 10")
    Caller().ask("erase")
    office.work()
    letter = letters_to(ALICE)[-1]
    assert "1 record stays, for this reason: unpaid or recent invoices." in letter
    assert "We keep invoices that are not paid for billing." in letter
    assert "data protection authority" in letter


def test_a_complaint_keeps_her_words_sealed_and_waits_for_a_person(office: Office) -> None:
    from troth.store.models import LogEntry, RequestCase
    from troth.store.requests import cases

    caller = Caller()
    question = caller.begin("complain")
    words = "Nobody answers my letters."
    question = caller.to(caller.post(question, {"text": words}))
    assert caller.to(caller.post(question, {"address": ALICE})) == "received/"
    (case,) = office.cases
    assert cases.get(office.store, ACME, case.id).text == words
    row = RequestCase.objects.get(request=case.id)
    assert words.encode() not in bytes(row.particulars)
    assert not any(words.encode() in bytes(leaf) for leaf in LogEntry.objects.values_list("leaf", flat=True))
    office.work()
    assert office.cases[0].state is State.PROVEN


# --- Who asks -----------------------------------------------------------------------------------------------------


def test_a_known_and_an_unknown_address_get_the_same_answers(office: Office) -> None:
    answers = []
    for address in (ALICE, STRANGER):
        caller = Caller()
        question = caller.begin("erase")
        sent = caller.post(question, {"address": address})
        answers.append((sent.status_code, without_token(sent), sorted(sent.cookies)))
    assert answers[0] == answers[1]


def test_an_objection_needs_no_proof_and_says_the_same_to_everybody(office: Office) -> None:
    from troth.store import choices

    answers = []
    for address in (ALICE, STRANGER, ALICE):
        caller = Caller()
        question = caller.begin("object")
        assert caller.to(caller.post(question, {"address": address})) == "received/"
        answers.append(without_token(caller.get("received/")))
    assert len(set(answers)) == 1
    assert len(office.cases) == 2, "the second of the same is the first"
    office.work()
    said = choices.events(ACME, SubjectId("alice"))
    assert [(each.purpose, each.kind.value) for each in said] == [("letters", "objected")]
    assert {case.state for case in office.cases} == {State.ANSWERED}


def test_the_objection_of_somebody_unknown_holds_of_her_from_then_on(office: Office) -> None:
    from e2e.centre.filled import email
    from troth.store import choices, subjects

    caller = Caller()
    caller.post(caller.begin("object"), {"address": STRANGER})
    office.work()
    found = subjects.find(office.store, ACME, email(STRANGER)).only
    assert found is not None
    assert [each.kind.value for each in choices.events(ACME, found)] == ["objected"]


def test_nobody_makes_more_than_five_unproven_requests_an_hour_for_an_address(office: Office) -> None:
    for _ in range(7):
        caller = Caller()
        assert caller.to(caller.post(caller.begin("object"), {"address": ALICE})) == "received/"
        office.work()
    assert len(office.cases) == 5


def test_the_link_opens_in_another_browser_and_makes_the_request_there(office: Office) -> None:
    asking, reading = Caller(), Caller()
    asking.post(asking.begin("access"), {"address": ALICE})
    id_ = reading.follow().strip("/")
    assert [case.id for case in office.cases] == [id_]
    assert reading.get(f"{id_}/").status_code == 200
    assert asking.to(asking.get(f"{id_}/")) == "prove/"


def test_a_code_makes_the_request_in_the_browser_that_asked(office: Office) -> None:
    alice = Caller()
    alice.post(alice.begin("access"), {"address": ALICE})
    assert alice.enter().strip("/") == office.cases[0].id


def test_a_link_works_once_and_not_when_it_is_forged_or_late(office: Office) -> None:
    alice = Caller()
    alice.post(alice.begin("access"), {"address": ALICE})
    rest = link_in(last_letter()).removeprefix(alice.path())
    assert alice.post("prove/forged/").status_code == 410
    other = Caller(GLOBEX)
    assert other.post(rest).status_code == 410
    alice.follow()
    assert Caller().post(rest).status_code == 410
    late = Caller()
    late.post(late.begin("erase"), {"address": ALICE})
    office.clock.advance(timedelta(minutes=31))
    assert late.post(link_in(last_letter()).removeprefix(late.path())).status_code == 410
    assert [case.kind for case in office.cases] == [RightKind.ACCESS]


def test_a_session_that_proved_an_address_is_not_asked_again_but_shown_what_it_sends(office: Office) -> None:
    alice = Caller().prove(ALICE)
    question = alice.begin("erase")
    assert question == "ask/erase/check/"
    assert "What is erased is gone for good." in text(alice.get(question))
    id_ = alice.to(alice.post(question)).strip("/")
    assert office.cases[0].id == id_
    assert office.cases[0].subject == "alice"


def test_the_same_request_while_one_is_open_is_the_one_that_is(office: Office) -> None:
    office.by_rule = frozenset()
    alice = Caller()
    first = alice.ask("access")
    office.work()
    assert Caller().ask("access") == first
    assert len(office.cases) == 1


def test_the_time_runs_from_the_question_and_not_from_the_proof(office: Office) -> None:
    alice = Caller()
    question = alice.begin("access")
    before = office.clock.now()
    alice.post(question, {"address": ALICE})
    office.clock.advance(timedelta(minutes=20))
    alice.follow()
    assert office.cases[0].received_at < before


def test_californian_erasure_wants_a_second_address_or_a_signature(californian: Office) -> None:
    from troth.store.requests import cases

    alice = Caller()
    question = alice.begin("erase")
    alice.post(question, {"address": ALICE})
    question = alice.follow()
    assert question == "ask/erase/declare/"
    assert californian.cases == []
    assert alice.post(question, {"declared": "Alice Example"}).status_code == 422
    id_ = alice.to(alice.post(question, {"declared": "Alice Example", "truth": "on"})).strip("/")
    assert cases.get(californian.store, ACME, id_).declared == "Alice Example"
    californian.work()
    assert californian.rows("customers") == [(2, BOB, PHONE, "Bob")]


def test_a_second_address_that_answers_proves_it_and_the_same_one_does_not(californian: Office) -> None:
    alice = Caller()
    alice.post(alice.begin("erase"), {"address": ALICE})
    alice.follow()
    alice.post("ask/erase/who/", {"address": ALICE})
    assert alice.follow() == "ask/erase/declare/"
    alice.post("ask/erase/who/", {"address": "alice.other@mail.example"})
    id_ = alice.follow().strip("/")
    assert [(case.id, case.state, case.subject) for case in californian.cases] == [(id_, State.PROVEN, "alice")]


def test_two_addresses_of_two_people_are_a_persons_to_look_at(californian: Office) -> None:
    caller = Caller()
    caller.post(caller.begin("erase"), {"address": ALICE})
    caller.follow()
    caller.post("ask/erase/who/", {"address": BOB})
    id_ = caller.follow().strip("/")
    (case,) = californian.cases
    assert (case.state, case.reason) == (State.HANDED_OVER, "requests.identifiers-differ")
    assert "lead to different people" in text(caller.get(f"{id_}/"))
    californian.work()
    assert len(californian.rows("customers")) == 2


def test_where_she_lives_is_asked_where_it_decides_something(both: Office) -> None:
    alice = Caller()
    question = alice.begin("access")
    assert question == "ask/access/place/"
    assert alice.post(question, {"place": "atlantis"}).status_code == 422
    question = alice.to(alice.post(question, {"place": "us-ca-ccpa"}))
    alice.post(question, {"address": ALICE})
    assert alice.follow() == "ask/access/declare/"
    other = Caller()
    id_ = other.ask("access", BOB, place="eu-gdpr")
    assert [case.id for case in both.cases] == [id_]


def test_where_she_lives_is_not_asked_where_one_law_holds(office: Office) -> None:
    assert Caller().begin("access") == "ask/access/who/"


def test_a_third_request_in_twelve_months_is_a_persons_and_she_is_told_why(californian: Office) -> None:
    alice = Caller()
    alice.post(alice.begin("access"), {"address": ALICE})
    question = alice.follow()
    alice.post(question, {"declared": "Alice", "truth": "on"})
    californian.work()
    ids = []
    for _ in range(2):
        question = alice.begin("access")
        question = alice.to(alice.post(question))
        ids.append(alice.to(alice.post(question, {"declared": "Alice", "truth": "on"})).strip("/"))
        californian.work()
    states = [(case.state, case.reason) for case in californian.cases]
    assert states[:2] == [(State.ANSWERED, ""), (State.ANSWERED, "")]
    assert states[2] == (State.HANDED_OVER, "requests.too-often")
    assert "as often as the law grants it" in text(alice.get(f"{ids[1]}/"))


def test_a_request_for_somebody_else_waits_until_a_person_saw_the_permission(office: Office) -> None:
    from troth.errors import WrongUse
    from troth.store.requests import cases, permission
    from troth.store.writing import writing

    eve = Caller()
    question = eve.begin("access", **{"for": "other"})
    assert eve.post(question, {"agent": "Eve"}).status_code == 422
    question = eve.to(eve.post(question, {"agent": "Eve", "permission": "on"}))
    eve.post(question, {"address": ALICE})
    id_ = Caller().follow().strip("/")
    office.work()
    assert [case.state for case in office.cases] == [State.ASKED]
    asked = cases.get(office.store, ACME, id_)
    assert asked.agent is not None
    assert asked.agent.name == "Eve"
    assert "by somebody else" in letters_to(ALICE)[-1]
    with writing(office.store, ACME) as change:
        assert permission.see(change, id_, by="dana")
    office.work()
    assert [case.state for case in office.cases] == [State.ANSWERED]
    with pytest.raises(WrongUse), writing(office.store, ACME) as change:
        permission.see(change, id_, by="dana")


def test_an_identifier_that_is_shared_shows_nobody_elses_requests(office: Office) -> None:
    from e2e.centre.filled import email
    from troth.store import subjects
    from troth.store.writing import writing

    id_ = Caller().ask("access")
    with writing(office.store, ACME) as change:
        subjects.link(change, SubjectId("bob"), email(ALICE))
    bob = Caller().prove(ALICE)
    assert id_ not in bob.get().content.decode()
    assert bob.get(f"{id_}/").status_code == 404


# --- Following it -------------------------------------------------------------------------------------------------


def test_the_status_tells_what_happened_and_what_comes_next(office: Office) -> None:
    office.by_rule = frozenset()
    alice = Caller()
    id_ = alice.ask("erase")
    office.work()
    said = text(alice.get(f"{id_}/"))
    for words in ("It is due by", "You asked", "It was clear that it is you", "Your data were found"):
        assert words in said
    assert "A person looks at what was found" in said
    assert "erased, and it was checked" not in said


def test_a_request_is_taken_back_after_a_question(office: Office) -> None:
    office.by_rule = frozenset()
    alice = Caller()
    id_ = alice.ask("erase")
    office.work()
    assert "Take the request back?" in text(alice.get(f"{id_}/take-back/"))
    before = [case.state for case in office.cases]
    alice.to(alice.post(f"{id_}/take-back/"))
    assert [*before, *(case.state for case in office.cases)] == [State.PLANNED, State.WITHDRAWN]
    office.work()
    assert len(office.rows("customers")) == 2


def test_what_was_done_cannot_be_taken_back(office: Office) -> None:
    alice = Caller()
    id_ = alice.ask("access")
    office.work()
    assert alice.get(f"{id_}/take-back/").status_code == 409
    assert [case.state for case in office.cases] == [State.ANSWERED]


def test_a_download_is_an_entry_and_its_link_ends(office: Office) -> None:
    from troth.store.log import EXPORTED, recorded

    alice = Caller()
    id_ = alice.ask("access")
    office.work()
    link = re.search(r"/package/(\w+)/", alice.get(f"{id_}/").content.decode())
    assert link is not None
    path = f"{id_}/package/{link.group(1)}/"
    assert alice.get(f"{id_}/package/forged/").status_code == 410
    assert recorded(ACME, kinds=(EXPORTED,)) == ()
    assert alice.get(path).status_code == 200
    (entry,) = recorded(ACME, kinds=(EXPORTED,))
    assert entry.entry.subject == "alice"
    assert json.loads(entry.entry.public) == {"by": "subject", "what": f"request {id_}"}
    assert Caller().to(Caller().get(path)) == "prove/"
    assert Caller().prove(BOB).get(path).status_code == 404
    office.clock.advance(timedelta(days=31))
    later = Caller().prove(ALICE)
    assert later.get(path).status_code == 410
    assert "/package/" not in later.get(f"{id_}/").content.decode()
    assert len(recorded(ACME, kinds=(EXPORTED,))) == 1


def test_another_organisations_session_sees_nothing(office: Office) -> None:
    id_ = Caller().ask("access")
    charlie = Caller(GLOBEX).prove(ALICE)
    assert charlie.get(f"{id_}/").status_code == 404
    assert id_ not in charlie.get().content.decode()
    for rest in (f"{id_}/", f"{id_}/take-back/", f"{id_}/package/forged/"):
        answer = charlie.client.get(f"/o/acme/requests/{rest}")
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/o/acme/requests/prove/"


def test_somebody_elses_request_is_not_there(office: Office) -> None:
    id_ = Caller().ask("access")
    bob = Caller().prove(BOB)
    for rest in (f"{id_}/", f"{id_}/take-back/", f"{id_}/package/forged/"):
        assert bob.get(rest).status_code == 404
    assert office.cases[0].state is State.PROVEN


def test_a_form_without_its_token_does_nothing(office: Office) -> None:
    alice = Caller()
    id_ = alice.ask("access")
    for rest in ("ask/erase/", f"{id_}/take-back/", "prove/", "code/"):
        assert alice.client.post(alice.path(rest), {"address": ALICE}).status_code == 403
    assert [case.kind for case in office.cases] == [RightKind.ACCESS]


# --- Letters ------------------------------------------------------------------------------------------------------


def test_a_receipt_names_the_number_and_the_day(office: Office) -> None:
    id_ = Caller().ask("access")
    receipt = letters_to(ALICE)[-1]
    assert id_ in receipt
    assert "A copy of your data" in receipt
    assert re.search(r"Due by: \d+ \w+ \d{4}", receipt)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "a reçu votre demande"), ("de", "hat Ihren Antrag erhalten")],
)
def test_letters_are_in_the_language_she_asked_in(office: Office, language: str, words: str) -> None:
    Caller(language=language).ask("access")
    assert words in letters_to(ALICE)[-1]
    office.work()
    assert "Your data" not in letters_to(ALICE)[-1]


def test_a_refusal_gives_the_reason_and_says_where_to_complain(office: Office) -> None:
    from troth.store.requests import judging
    from troth.store.writing import writing

    office.by_rule = frozenset()
    alice = Caller()
    id_ = alice.ask("access")
    with writing(office.store, ACME) as change:
        judging.deny(change, id_, Denial.OTHERS_RIGHTS, by="dana")
    office.work()
    letter = letters_to(ALICE)[-1]
    assert "has refused your request: A copy of your data." in letter
    assert "would harm the rights of other people" in letter
    assert "you can go to court" in letter
    said = text(alice.get(f"{id_}/"))
    assert "would harm the rights of other people" in said


def test_an_extension_is_told_with_its_reason_and_its_day(office: Office) -> None:
    from troth.store import policies
    from troth.store.requests import judging
    from troth.store.writing import writing

    office.by_rule = frozenset()
    alice = Caller()
    id_ = alice.ask("restrict")
    versions = policies.versions(ACME)
    assert versions is not None
    with writing(office.store, ACME) as change:
        judging.extend(change, id_, "Many people ask at once.", by="dana", policy=versions.latest)
    office.work()
    extension = next(each for each in letters_to(ALICE) if "needs longer" in each)
    assert "Many people ask at once." in extension
    assert office.cases[0].state is not State.HANDED_OVER
