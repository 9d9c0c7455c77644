"""Recording what a subject says, and reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.api.world import World, is_problem

if TYPE_CHECKING:
    from typing import Any

SHOWN = "May we write to you about offers?"


def test_a_word_is_recorded_with_its_entry_its_version_and_what_holds_now(world: World) -> None:
    alice = world.introduce("alice@example.org")
    before = world.entries()
    got = world.post(
        "/choices",
        {"subject": alice, "kind": "opted_out", "purpose": "marketing", "channel": "email", "text_shown": SHOWN},
    )
    assert got.status == 201, got.body
    said = got.json
    assert said["entry"] == before == world.entries() - 1
    assert (said["kind"], said["purpose"], said["channel"], said["surface"]) == (
        "opted_out",
        "marketing",
        "email",
        "api",
    )
    assert said["version"] == said["now"]["version"] == "2024-02-29"
    about = [each for each in said["now"]["holds"] if each["purpose"] == "marketing"]
    assert [(each["channel"], each["says"]) for each in about] == [(None, "nothing"), ("email", "no")]
    assert {"purpose": "marketing", "channel": "email"} in said["now"]["suppressed"]
    entry = world.get(f"/log/entries/{said['entry']}").json
    assert entry["kind"] == "choice.recorded"
    assert entry["subject"] == alice
    assert entry["public"]["event"] == said["id"]


def test_what_was_recorded_counts_in_the_next_decision(world: World) -> None:
    from troth.decisions import Question
    from troth.words import Channel, DataName, PurposeName, SubjectId

    alice = world.introduce(kinds=["customer"])
    question = Question(DataName("contact"), PurposeName("marketing"), channel=Channel.EMAIL)
    engine = world.desk.engine(_ours())
    assert engine is not None
    assert engine.decide(SubjectId(alice), question).allowed
    world.say(alice, "opted_out")
    assert engine.decide(SubjectId(alice), question).reason == "refused"


def test_an_unknown_identifier_introduces_its_subject_and_is_suppressed(world: World) -> None:
    who = {"kind": "email", "text": "Nobody.Yet@Example.org"}
    got = world.post("/choices", {"identifier": who, "kind": "opted_out", "purpose": "marketing"})
    assert got.status == 201, got.body
    found = world.post("/subjects/find", {"kind": "email", "text": "nobody.yet@example.org"}).json
    assert found == {"subjects": [got.json["subject"]], "shared": False}
    again = world.post("/choices", {"identifier": who, "kind": "refused", "purpose": "marketing"})
    assert again.json["subject"] == got.json["subject"]


def test_a_shared_identifier_is_refused_and_nothing_is_done(world: World) -> None:
    for _ in range(2):
        world.introduce("shared@example.org")
    before = world.entries()
    got = world.post(
        "/choices",
        {"identifier": {"kind": "email", "text": "shared@example.org"}, "kind": "refused", "purpose": "marketing"},
    )
    assert is_problem(got, 409, "api.shared-identifier")
    assert world.entries() == before
    assert b"shared@example.org" not in got.body


@pytest.mark.parametrize(
    ("change", "status", "id_"),
    [
        ({"purpose": "no_such_purpose"}, 422, "consent.undeclared-purpose"),
        ({"purpose": None, "choice": "no-such-choice"}, 422, "consent.undeclared-choice"),
        ({"choice": "promotions"}, 422, "consent.about-one-thing"),
        ({"purpose": None}, 422, "consent.about-one-thing"),
        ({"kind": "given", "text_shown": ""}, 422, "consent.no-text-shown"),
        ({"at": "2999-01-01T00:00:00Z"}, 422, "consent.from-the-future"),
        ({"at": "2026-01-01T00:00:00"}, 422, "api.invalid"),
        ({"at": "2026-02-30T00:00:00Z"}, 422, "api.invalid"),
        ({"kind": "liked"}, 422, "api.invalid"),
        ({"chanel": "email"}, 422, "api.invalid"),
        ({"late": "yes"}, 422, "api.invalid"),
        ({"text_shown": "a\x00b"}, 422, "api.invalid"),
        ({"subject": "nobody-of-that-name"}, 404, "store.no-such-subject"),
        ({"subject": "not an id"}, 422, "api.invalid"),
        ({"subject": None}, 422, "api.invalid"),
        ({"identifier": {"kind": "email", "text": "alice@example.org"}}, 422, "api.invalid"),
        (
            {"subject": None, "identifier": {"kind": "email", "text": "no address"}},
            422,
            "subjects.malformed-identifier",
        ),
        ({"text_shown": "\x01" * 8_000}, 413, "evidence.entry-too-large"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_cannot_be_recorded_is_refused_with_its_id_and_leaves_nothing(
    world: World, change: dict[str, Any], status: int, id_: str
) -> None:
    alice = world.introduce()
    before = world.entries()
    body = {"subject": alice, "kind": "refused", "purpose": "marketing", "text_shown": SHOWN} | change
    assert is_problem(world.post("/choices", body), status, id_)
    assert world.entries() == before


def test_an_undeclared_purpose_introduces_nobody(world: World) -> None:
    who = {"kind": "email", "text": "never.introduced@example.org"}
    got = world.post("/choices", {"identifier": who, "kind": "refused", "purpose": "no_such_purpose"})
    assert is_problem(got, 422, "consent.undeclared-purpose")
    assert world.post("/subjects/find", who).json == {"subjects": [], "shared": False}


def test_every_reason_is_said_and_no_value_is_repeated(world: World) -> None:
    got = world.post("/choices", {"subject": "canary@example.org", "kind": "canary", "canary@example.org": 1})
    assert is_problem(got, 422, "api.invalid")
    said = {(each["at"], each["id"]) for each in got.json["problems"]}
    assert said == {
        ("body/given/subject", "api.string-pattern-mismatch"),
        ("body/given/kind", "api.enum"),
        ("body/given/?", "api.extra-forbidden"),
    }
    assert b"canary" not in got.body


def test_consent_is_taken_back_by_its_event(world: World) -> None:
    alice = world.introduce()
    given = world.say(alice, "given", channel="email")
    got = world.post(f"/choices/{given['id']}/withdraw", {"surface": "phone"})
    assert got.status == 201, got.body
    taken = got.json
    assert (taken["kind"], taken["purpose"], taken["channel"], taken["surface"]) == (
        "withdrawn",
        "marketing",
        "email",
        "phone",
    )
    assert is_problem(world.post(f"/choices/{taken['id']}/withdraw"), 409, "api.nothing-to-withdraw")
    assert is_problem(world.post(f"/choices/{'0' * 32}/withdraw"), 404, "api.no-such-event")
    assert is_problem(world.post("/choices/no-id/withdraw"), 404, "api.no-such-path")


def test_history_comes_by_pages_and_the_words_that_count_are_told_apart(world: World) -> None:
    alice = world.introduce()
    events = [world.say(alice, kind)["id"] for kind in ("given", "withdrawn", "given")]
    got = world.get(f"/subjects/{alice}/choices?limit=2")
    assert got.status == 200, got.body
    assert got.headers["cache-control"] == "no-store"
    page = got.json
    assert [each["event"] for each in page["choices"]] == events[-1:]
    assert [each["id"] for each in page["history"]] == events[:0:-1]
    rest = world.get(f"/subjects/{alice}/choices?limit=2&before={page['next']}").json
    assert [each["id"] for each in rest["history"]] == events[:1]
    assert rest["next"] is None
    assert is_problem(world.get("/subjects/nobody/choices"), 404, "store.no-such-subject")
    assert is_problem(world.get(f"/subjects/{alice}/choices?limit=501"), 422, "api.invalid")
    assert is_problem(world.get(f"/subjects/{alice}/choices?before={'0' * 32}"), 404, "api.no-such-event")


def test_a_receipt_is_made_for_each_version_and_that_is_recorded(world: World) -> None:
    import json

    from troth.consent.receipt import decode

    alice = world.introduce()
    said = world.say(alice, "given")
    got = world.get(f"/subjects/{alice}/receipts")
    assert got.status == 200, got.body
    (one,) = [decode(json.dumps(each).encode()) for each in got.json["receipts"]]
    assert [each.event_id for each in one.record.consent_events] == [said["id"]]
    (newest,) = world.get("/log?limit=1").json["entries"]
    assert (newest["kind"], newest["subject"], newest["public"]["what"]) == ("access.viewed", alice, "receipts")
    assert newest["public"]["by"].startswith("key:")
    assert is_problem(world.get("/subjects/nobody/receipts"), 404, "store.no-such-subject")
    assert world.get(f"/subjects/{world.introduce()}/receipts").json == {"receipts": []}


def _ours() -> Any:
    from e2e.api.world import OURS

    return OURS
