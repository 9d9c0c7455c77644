"""What the API refuses: keys that may not, other organisations, and bodies that are none.

The operations come from the description, so that a new one is covered, or fails here for want of an example.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from e2e.api.world import THEIRS, World, installed_in, is_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.api.world import Answer


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A world in SQLite."""
    with installed_in("sqlite") as made:
        yield made


@pytest.fixture(scope="module")
def operations(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation that Django answers."""
    document = world.get("/openapi.json", key=None).json
    return [
        (method.upper(), path.removeprefix("/api/v1"), operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if operation["operationId"] not in {"decide", "decide_many"}
    ]


@pytest.fixture(scope="module")
def theirs(world: World) -> dict[str, str]:
    """What belongs to the other organisation, by the name that paths give it. Charlie must never appear."""
    charlie = world.introduce("charlie@example.org", key=world.theirs)
    event = world.post(
        "/choices",
        {"subject": charlie, "kind": "given", "purpose": _purpose(world), "text_shown": "May we?"},
        key=world.theirs,
    )
    assert event.status == 201, event.body
    version = world.get("/notices", key=world.theirs).json["versions"][0]["version"]
    return {"subject": charlie, "event": event.json["id"], "version": version, "old": version, "new": version}


BODIES: dict[str, Any] = {
    "record_choice": {"subject": "{subject}", "kind": "refused", "purpose": "marketing"},
    "find_subject": {"kind": "email", "text": "charlie@example.org"},
    "change_standing": {"restricted": True},
    "introduce_subject": {},
    "find_audience": {"question": {"data": "contact", "purpose": "marketing"}, "ids": True},
}
OWN = {"list_notices", "introduce_subject", "list_entries", "read_entry", "read_checkpoint", "fetch_snapshot"} | {
    "find_audience",
    "find_subject",
    "prove_inclusion",
    "prove_consistency",
}
"""Operations that name nothing: they answer about the key's own organisation."""


def test_nothing_of_another_organisation_is_there(
    world: World, operations: list[tuple[str, str, dict[str, Any]]], theirs: dict[str, str]
) -> None:
    for method, path, operation in operations:
        name = operation["operationId"]
        got = _ask(world, method, path, name, theirs)
        for secret in ("charlie", theirs["subject"], theirs["event"], THEIRS):
            assert secret.encode() not in got.body, (name, secret)
        if name not in OWN:
            assert got.status == 404, (name, got.body)
            # The other organisation's own key finds it: the refusal is not for want of the thing.
            again = _ask(world, method, path, name, theirs, key=world.theirs)
            assert again.status in {200, 201} or name == "record_choice", (name, again.body)


def test_without_a_key_or_with_a_wrong_one_nothing_is_answered(
    world: World, operations: list[tuple[str, str, dict[str, Any]]], theirs: dict[str, str]
) -> None:
    for method, path, operation in operations:
        name = operation["operationId"]
        for key, id_ in ((None, "api.no-key"), ("troth_wrong", "api.unknown-key"), ("é", "api.unknown-key")):
            got = _ask(world, method, path, name, theirs, key=key)
            assert is_problem(got, 401, id_)
            assert got.headers["www-authenticate"].startswith("Bearer")
        got = world.call(method, path, key=None, Authorization="Basic dXNlcjpwYXNz")
        assert is_problem(got, 401, "api.no-key")


def test_a_key_does_only_what_its_scopes_say(
    world: World, operations: list[tuple[str, str, dict[str, Any]]], theirs: dict[str, str]
) -> None:
    from troth.store.api_keys import Scope

    for method, path, operation in operations:
        own = operation["x-scope"]
        others = world.key(*(each.value for each in Scope if each != own))
        got = _ask(world, method, path, operation["operationId"], theirs, key=others)
        assert is_problem(got, 403, "api.out-of-scope")
        got = _ask(world, method, path, operation["operationId"], theirs, key=world.key(own))
        assert got.status not in {401, 403}


def test_a_revoked_key_ends(world: World) -> None:
    from troth.store import api_keys
    from troth.words import OrganisationId

    organisation = OrganisationId("esendex")
    made, token = api_keys.make(
        world.desk.store, organisation, name="brief", scopes=[api_keys.Scope.LOG_READ], by="dana"
    )
    world.desk.following.look()
    assert world.get("/log", key=token).status == 200
    api_keys.revoke(world.desk.store, organisation, made.id, by="dana")
    world.desk.following.look()
    assert is_problem(world.get("/log", key=token), 401, "api.unknown-key")


def test_a_key_has_its_rate(world: World) -> None:
    from troth.store import api_keys
    from troth.words import OrganisationId

    _, token = api_keys.make(
        world.desk.store,
        OrganisationId("esendex"),
        name="slow",
        scopes=[api_keys.Scope.NOTICES_READ],
        by="dana",
        rate=1,
    )
    world.desk.following.look()
    answers = [world.get("/notices/none", key=token) for _ in range(6)]
    assert answers[0].status == answers[1].status == 404
    refused = [each for each in answers if each.status == 429]
    assert refused
    assert is_problem(refused[0], 429, "api.too-often")
    assert int(refused[0].headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    ("raw", "content_type", "status", "id_"),
    [
        (b"{", "application/json", 400, "api.malformed"),
        (b"\xff\xfe", "application/json", 400, "api.malformed"),
        (b'{"a": "\xc3\x28"}', "application/json", 400, "api.malformed"),
        (b'{"a": "\\ud800"}', "application/json", 400, "api.malformed"),
        (b'{"a": NaN}', "application/json", 400, "api.malformed"),
        (b'{"a": 1e400}', "application/json", 400, "api.malformed"),
        (b"[" * 100_000, "application/json", 400, "api.malformed"),
        (b'{"kind": ' + b"9" * 5_000 + b"}", "application/json", 400, "api.malformed"),
        (b'{"kind": 99999999999999999999999999}', "application/json", 422, "api.invalid"),
        (b"null", "application/json", 422, "api.invalid"),
        (b"[]", "application/json", 422, "api.invalid"),
        (b'"text"', "application/json", 422, "api.invalid"),
        (b"", "application/json", 422, "api.invalid"),
        (b"{}", "text/plain", 415, "api.not-json"),
        (b"{}", "application/x-www-form-urlencoded", 415, "api.not-json"),
        (b"{}", "multipart/form-data; boundary=x", 415, "api.not-json"),
        (b'{"text_shown": "' + b"x" * 1_000_000 + b'"}', "application/json", 413, "api.too-large"),
        (b"x" * 5_000_000, "application/json", 413, "web.too-large"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_body_that_is_none_is_refused(world: World, raw: bytes, content_type: str, status: int, id_: str) -> None:
    before = world.entries()
    got = world.post("/choices", raw=raw, content_type=content_type)
    assert is_problem(got, status, id_)
    assert world.entries() == before


@pytest.mark.parametrize(
    ("method", "path", "status", "id_"),
    [
        ("GET", "/nothing", 404, "api.no-such-path"),
        ("GET", "/", 404, "api.no-such-path"),
        ("GET", "/subjects/a%0Ab", 404, "api.no-such-path"),
        ("GET", "/subjects/alice@example.org", 404, "api.no-such-path"),
        ("DELETE", "/choices", 405, "api.wrong-method"),
        ("GET", "/choices", 405, "api.wrong-method"),
        ("PUT", "/openapi.json", 405, "api.wrong-method"),
        ("POST", "/docs", 405, "api.wrong-method"),
        ("OPTIONS", "/log", 405, "api.wrong-method"),
    ],
)
def test_what_is_not_there_and_methods_that_a_path_does_not_have(
    world: World, method: str, path: str, status: int, id_: str
) -> None:
    got = world.call(method, path)
    assert is_problem(got, status, id_)
    if status == 405:
        assert got.headers["allow"]


def test_too_many_parameters_are_refused(world: World) -> None:
    got = world.get("/log?" + "&".join(f"a{n}=1" for n in range(600)))
    assert is_problem(got, 400, "api.bad-request")


def test_until_the_keys_are_read_nobody_is_told_that_hers_is_unknown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as changed:
        changed.setattr(world.desk.following, "_ready", False)
        got = world.get("/log")
    assert is_problem(got, 503, "api.not-ready")


def test_a_short_declared_length_does_not_let_a_long_body_in(world: World) -> None:
    from io import BytesIO

    from django.core.handlers.asgi import ASGIRequest

    from troth.web.api import keys
    from troth.web.api.refusals import Refused

    headers = [(b"content-type", b"application/json"), (b"content-length", b"2")]
    scope = {"type": "http", "method": "POST", "path": "/api/v1/choices", "query_string": b"", "headers": headers}
    request = ASGIRequest(scope, BytesIO(b" " * 2_000_000))
    with pytest.raises(Refused) as refused:
        keys._read_body(request)
    assert refused.value.refusal.id == "api.too-large"


def test_no_address_reaches_the_log_whatever_it_is_sent_in(world: World, caplog: pytest.LogCaptureFixture) -> None:
    from troth.web.logs import JsonLines

    caplog.set_level("DEBUG")
    canary = "canary@example.org"
    answers = [
        world.post("/subjects", {"identifiers": [{"kind": "email", "text": canary}]}, Idempotency_Key=canary),
        world.post("/subjects/find", {"kind": "email", "text": canary}),
        world.post("/subjects/find", {"kind": "phone", "text": canary}),
        world.post("/choices", {"subject": canary, canary: canary, "kind": canary}),
        world.post("/choices", {"subject": "nobody", "kind": "refused", "purpose": canary, "language": canary}),
        world.post("/audience", {"question": {"data": canary, "purpose": canary}}),
        world.post("/choices", raw=canary.encode()),
        world.get(f"/subjects/{canary}?limit={canary}"),
        world.get(f"/notices/{canary}"),
        world.get(f"/log?subject={canary}"),
        world.get("/log", key=f"troth_{canary}"),
        world.call("GET", f"/{canary}"),
    ]
    assert {each.status for each in answers} == {200, 201, 400, 401, 404, 422}
    assert not any(b"canary" in each.body or "canary" in str(each.headers) for each in answers)
    lines = [JsonLines().format(each) for each in caplog.records if each.name.startswith("troth")]
    assert len(lines) >= len(answers)
    assert not any("canary" in each for each in lines)


def test_personal_answers_are_kept_by_nobody_and_the_description_may_be(world: World, theirs: dict[str, str]) -> None:
    got = world.get(f"/subjects/{theirs['subject']}", key=world.theirs)
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "public" in world.get("/openapi.json", key=None).headers["cache-control"]


def _ask(world: World, method: str, path: str, name: str, values: dict[str, str], key: str | None = "") -> Answer:
    """An operation with the values of paths filled in; `index` is an entry that both organisations have."""
    query = {"prove_inclusion": "?index=0&size=1", "prove_consistency": "?old=0&new=1"}.get(name, "")
    world.desk.publications.publish_new()
    for part, value in (values | {"index": "0"}).items():
        path = path.replace("{" + part + "}", value)
    assert "{" not in path, f"say in this test what {path} names"
    body = BODIES.get(name)
    if body is not None:
        body = json.loads(json.dumps(body).replace("{subject}", values["subject"]))
    return world.call(method, path + query, body, key=key)


def _purpose(world: World) -> str:
    """A purpose of the other organisation that its notice leaves to the subject."""
    from troth.consent.scope import is_offered

    engine = world.desk.engine(THEIRS)
    assert engine is not None
    return next(name for name in engine.policy.purposes if is_offered(engine.policy, name, None))
