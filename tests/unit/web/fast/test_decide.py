from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from troth.decisions import IN_WORDS, Reason
from troth.errors import OutsideWorldFailed
from troth.subjects.identifiers import IdentifierKind
from troth.web.fast.desk import Grant, MemoryDesk
from troth.web.fast.dispatch import application
from troth.web.fast.wire import QuestionBody
from unit.web.fast.calling import ACME, ALICE, ASK, BOB, CHARLIE, KEY, OTHER, Answered, World, call

if TYPE_CHECKING:
    from troth.subjects.directory import Found

CANARY = "canary.person@mail.example"
OFFERS = {"data": "contact", "purpose": "offers"}


def refused(answered: Answered, status: int, id_: str) -> None:
    assert (answered.status, answered.json()["id"]) == (status, id_), answered
    assert answered.headers["content-type"] == "application/problem+json"
    said = answered.json()
    assert set(said) == {"type", "title", "status", "detail", "id", "help"}
    assert said["status"] == status
    assert said["type"] == "about:blank"
    assert said["detail"] == said["detail"].rstrip(".")


def test_a_question_is_answered_with_reason_words_clauses_and_elements(world: World) -> None:
    answered = world.ask(ASK)
    assert answered.status == 200
    assert answered.json() == {
        "allowed": True,
        "reason": "not-refused",
        "in_words": IN_WORDS[Reason.NOT_REFUSED],
        "clauses": ["s2"],
        "elements": ["practices.use-offers"],
    }


def test_an_answer_carries_its_headers(world: World) -> None:
    headers = world.ask(ASK).headers
    assert headers["content-type"] == "application/json"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")


def test_what_holds_for_the_subject_counts(world: World) -> None:
    assert world.ask(ASK | {"subject": "bob"}).json()["reason"] == "erased"


def test_a_name_that_the_policy_does_not_declare_is_an_answer_and_no_error(world: World) -> None:
    answered = world.ask({"subject": "alice", "question": {"data": "contact", "purpose": "moonshots"}})
    assert (answered.status, answered.json()["reason"]) == (200, "unknown-term")


def test_a_key_asks_about_its_own_organisation_only(world: World) -> None:
    # charlie's data were erased at the other organisation; acme has never heard of her
    assert world.ask(ASK | {"subject": "charlie"}).json()["reason"] == "not-refused"
    world.link(OTHER, IdentifierKind.EMAIL, CANARY, CHARLIE)
    asked = {"identifier": {"kind": "email", "text": CANARY}, "question": OFFERS}
    assert world.ask(asked).json()["reason"] == "not-refused"


def test_an_identifier_is_put_in_its_normal_form_and_looked_up(world: World) -> None:
    world.link(ACME, IdentifierKind.EMAIL, "bob@mail.example", BOB)
    asked = {"identifier": {"kind": "email", "text": " Bob@MAIL.example "}, "question": OFFERS}
    assert world.ask(asked).json()["reason"] == "erased"


def test_a_telephone_number_may_name_its_region(world: World) -> None:
    world.link(ACME, IdentifierKind.PHONE, "+33123456789", BOB)
    asked = {"identifier": {"kind": "phone", "text": "01 23 45 67 89", "region": "FR"}, "question": OFFERS}
    assert world.ask(asked).json()["reason"] == "erased"
    refused(
        world.ask({"identifier": {"kind": "phone", "text": "01 23"}, "question": OFFERS}), 422, "subjects.region-needed"
    )


def test_an_identifier_that_nobody_has_is_a_subject_who_said_nothing(world: World) -> None:
    asked = {"identifier": {"kind": "email", "text": CANARY}, "question": OFFERS}
    assert world.ask(asked).json()["reason"] == "not-refused"


def test_a_shared_identifier_identifies_nobody(world: World) -> None:
    for subject in (ALICE, BOB):
        world.link(ACME, IdentifierKind.EMAIL, "family@mail.example", subject)
    asked = {"identifier": {"kind": "email", "text": "family@mail.example"}, "question": OFFERS}
    refused(world.ask(asked), 409, "api.shared-identifier")


def test_many_questions_are_answered_in_their_order(world: World) -> None:
    asked = [ASK, ASK | {"subject": "bob"}, {"subject": "alice", "question": {"data": "contact", "purpose": "service"}}]
    answered = world.ask({"questions": asked * 300}, "/api/v1/decisions")
    assert answered.status == 200
    reasons = [each["reason"] for each in answered.json()["answers"]]
    assert reasons == ["not-refused", "erased", "permitted"] * 300


def test_one_wrong_identifier_among_many_is_said_in_its_place(world: World) -> None:
    for subject in (ALICE, BOB):
        world.link(ACME, IdentifierKind.EMAIL, "family@mail.example", subject)
    by = [
        {"identifier": {"kind": "email", "text": text}, "question": OFFERS}
        for text in ("family@mail.example", "nobody")
    ]
    answers = world.ask({"questions": [ASK, *by, ASK]}, "/api/v1/decisions").json()["answers"]
    assert [each.get("reason") or each["id"] for each in answers] == [
        "not-refused",
        "api.shared-identifier",
        "subjects.malformed-identifier",
        "not-refused",
    ]


def test_more_than_a_thousand_questions_are_refused_and_none_is_answered(world: World) -> None:
    assert world.ask({"questions": [ASK] * 1000}, "/api/v1/decisions").status == 200
    refused(world.ask({"questions": [ASK] * 1001}, "/api/v1/decisions"), 400, "api.malformed")


def test_every_field_of_a_question_reaches_the_engine() -> None:
    given = {
        "data": "contact",
        "purpose": "offers",
        "recipient": "eve",
        "do": "sell",
        "channel": "sms",
        "where": "FR",
        "source": "subject",
        "via": "form",
        "by": "acme",
        "facts": {"origin": "transaction"},
        "signals": ["gpc"],
        "instruction": "customer",
        "collected_on": "2024-02-29",
        "at": "2025-01-31",
    }
    question = msgspec.convert(given, QuestionBody, strict=False).question()
    for name, value in given.items():
        found = getattr(question, name)
        if name in ("facts", "signals"):
            assert found == frozenset(value.items() if isinstance(value, dict) else value)
        else:
            assert str(found) == value
    assert set(given) == set(QuestionBody.__struct_fields__)


@pytest.mark.parametrize("key", [None, "", "troth_unknown", "other", "troth_ké", "troth_key-of-acme "])
def test_without_a_valid_key_nothing_is_answered(world: World, key: str | None) -> None:
    answered = world.ask(ASK, key=key)
    assert answered.status == 401
    assert answered.headers["www-authenticate"] == 'Bearer realm="troth"'
    refused(answered, 401, "api.no-key" if key is None else "api.unknown-key")


@pytest.mark.parametrize("header", [f"Basic {KEY}", KEY, "Bearer", ""])
def test_a_key_said_otherwise_is_no_key(world: World, header: str) -> None:
    headers = {"content-type": "application/json", "authorization": header}
    answered = call(world.app, "POST", "/api/v1/decide", msgspec.json.encode(ASK), headers)
    assert answered.status == 401


def test_a_key_without_the_scope_is_refused(world: World) -> None:
    world.desk.grants[KEY] = Grant("1", ACME, frozenset({"record"}))
    refused(world.ask(ASK), 403, "api.out-of-scope")


@pytest.mark.parametrize("declared", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_a_body_that_is_not_declared_as_json_is_refused(world: World, declared: str) -> None:
    refused(world.ask(ASK, **{"content-type": declared}), 415, "api.not-json")


def test_json_may_name_its_character_set(world: World) -> None:
    assert world.ask(ASK, **{"content-type": "Application/JSON; charset=utf-8"}).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"subject": "\xff", "question": {"data": "contact", "purpose": "offers"}}',
        {"question": OFFERS},
        {"subject": "", "question": OFFERS},
        {"subject": "alice"},
        {"subject": "alice", "question": {"data": "contact"}},
        ASK | {"identifier": {"kind": "email", "text": CANARY}},
        ASK | {CANARY: 1},
        {"subject": "alice", "question": OFFERS | {CANARY: 1}},
        {"subject": "alice", "question": OFFERS | {"chanel": "email"}},
        {"subject": "alice", "question": OFFERS | {"channel": CANARY}},
        {"subject": "alice", "question": OFFERS | {"at": CANARY}},
        {"subject": "alice", "question": OFFERS | {"at": "2024-02-30"}},
        {"subject": "alice", "question": OFFERS | {"facts": {CANARY: 1}}},
        {"subject": "alice", "question": OFFERS | {"signals": [CANARY]}},
        {"subject": {CANARY: CANARY}, "question": OFFERS},
        {"subject": "alice", "question": CANARY},
        {"identifier": {"kind": CANARY, "text": CANARY}, "question": OFFERS},
        b"[" * 15_000,
        b'{"subject": "alice", "question": ' + b'{"facts":' * 1_500,
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/decide", "/api/v1/decisions"])
def test_a_malformed_body_is_refused_and_not_repeated(world: World, body: object, path: str) -> None:
    if path == "/api/v1/decisions" and isinstance(body, dict):
        body = {"questions": [body]}
    answered = world.ask(body, path)
    assert answered.status == 400, answered
    assert answered.headers["content-type"] == "application/problem+json"
    assert b"canary" not in answered.body


@pytest.mark.parametrize("path", ["/api/v1/decide", "/api/v1/decisions"])
def test_a_text_that_is_no_identifier_is_refused_and_not_repeated(world: World, path: str) -> None:
    body: dict[str, object] = {"identifier": {"kind": "email", "text": f"{CANARY} and more"}, "question": OFFERS}
    if path == "/api/v1/decisions":
        answered = world.ask({"questions": [body]}, path)
        (said,) = answered.json()["answers"]  # a wrong identifier is said in its place
    else:
        answered = world.ask(body, path)
        assert answered.status == 422
        said = answered.json()
    assert (said["status"], said["id"]) == (422, "subjects.malformed-identifier")
    assert b"canary" not in answered.body


def test_a_refusal_says_where_and_what_is_wrong(world: World) -> None:
    said = world.ask({"subject": 5, "question": OFFERS}).json()["detail"]
    assert said == "the body could not be read; at `$.subject`: expected `str | null`, got `int`"
    said = world.ask({"subject": "alice", "question": {"data": "contact"}}).json()["detail"]
    assert said == "the body could not be read; object missing required field `purpose`"


@pytest.mark.parametrize(("path", "limit"), [("/api/v1/decide", 16_000), ("/api/v1/decisions", 1_000_000)])
def test_a_body_is_counted_as_it_comes_in(world: World, path: str, limit: int) -> None:
    headers = {"content-type": "application/json", "authorization": f"Bearer {KEY}"}
    just = msgspec.json.encode(ASK) + b" " * limit
    assert call(world.app, "POST", path, just[:limit], headers).status in (200, 400)
    refused(call(world.app, "POST", path, (just[:limit], b" "), headers), 413, "api.too-large")
    endless = (b" " * 10_000 for _ in range(10_000))
    refused(call(world.app, "POST", path, endless, headers | {"content-length": "5"}), 413, "api.too-large")


@pytest.mark.parametrize("path", ["/api/v1/decide", "/api/v1/decisions"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])
def test_another_method_is_refused_and_says_which_there_is(world: World, path: str, method: str) -> None:
    answered = call(world.app, method, path)
    assert (answered.status, answered.headers["allow"]) == (405, "POST")


def test_while_the_engine_is_not_loaded_the_answer_is_to_try_again(world: World) -> None:
    del world.desk.engines[ACME]
    answered = world.ask(ASK)
    refused(answered, 503, "api.not-ready")
    assert answered.headers["retry-after"] == "1"


def test_a_key_beyond_its_rate_is_told_when_to_come_back(world: World) -> None:
    world.desk.grants[KEY] = Grant("1", ACME, rate=0.5, burst=2)
    world.desk.grants["troth_second"] = Grant("2", ACME, rate=0.5, burst=2)
    assert [world.ask(ASK).status for _ in range(3)] == [200, 200, 429]
    answered = world.ask(ASK)
    refused(answered, 429, "api.too-often")
    assert answered.headers["retry-after"] == "2"
    assert world.ask(ASK, key="troth_second").status == 200
    world.clock.at += 2
    assert [world.ask(ASK).status for _ in range(2)] == [200, 429]


def test_a_large_request_uses_up_more_of_the_rate(world: World) -> None:
    world.desk.grants[KEY] = Grant("1", ACME, rate=1, burst=10)
    assert world.ask({"questions": [ASK] * 1000}, "/api/v1/decisions").status == 200
    assert world.ask(ASK).headers["retry-after"] == "2"  # one token in debt, one to be had


def test_a_database_that_is_away_is_said_and_nothing_of_the_request_repeated(world: World) -> None:
    class Away(MemoryDesk):
        async def find(self, *_: object) -> Found:
            raise OutsideWorldFailed("the database does not answer", id="store.away", help="start it")

    desk = Away(grants=world.desk.grants, engines=world.desk.engines)
    app = application(desk, world.app)
    body = msgspec.json.encode({"identifier": {"kind": "email", "text": CANARY}, "question": OFFERS})
    headers = {"content-type": "application/json", "authorization": f"Bearer {KEY}"}
    answered = call(app, "POST", "/api/v1/decide", body, headers)
    refused(answered, 503, "store.away")
    assert b"canary" not in answered.body


def test_the_fields_name_written_with_escapes_is_still_an_identifier(world: World) -> None:
    world.link(ACME, IdentifierKind.EMAIL, "bob@mail.example", BOB)
    plain = msgspec.json.encode({"identifier": {"kind": "email", "text": "bob@mail.example"}, "question": OFFERS})
    body = plain.replace(b'"identifier"', b'"\\u0069dentifier"')
    assert body != plain
    assert world.ask(body).json()["reason"] == "erased"
