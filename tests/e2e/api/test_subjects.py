"""Introducing subjects, finding them, and what holds for them besides their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.api.world import World, is_problem

if TYPE_CHECKING:
    from typing import Any


def test_a_subject_is_introduced_with_identifiers_and_standing(world: World) -> None:
    got = world.post(
        "/subjects",
        {
            "identifiers": [
                {"kind": "email", "text": "Alice.New@example.org"},
                {"kind": "email", "text": "alice.new@EXAMPLE.org"},
                {"kind": "phone", "text": "030 1234567", "region": "DE"},
            ],
            "standing": {"kinds": ["customer"], "age": 34, "accepted": [{"version": "2022-11-21", "on": "2023-01-31"}]},
        },
    )
    assert got.status == 201, got.body
    assert got.json["standing"]["kinds"] == ["customer"]
    assert got.json["standing"]["accepted"] == [{"version": "2022-11-21", "on": "2023-01-31"}]
    assert got.json["identifiers"] is None
    alice = got.json["subject"]
    assert world.get(f"/subjects/{alice}").json == got.json
    opened = world.get(f"/subjects/{alice}?identifiers=true").json["identifiers"]
    assert sorted(each["text"] for each in opened) == ["+49301234567", "alice.new@example.org"]


def test_to_open_identifiers_is_recorded_by_the_key_and_not_to_open_them_is_not(world: World) -> None:
    alice = world.introduce("looked.at@example.org")
    before = world.entries()
    world.get(f"/subjects/{alice}")
    assert world.entries() == before
    world.get(f"/subjects/{alice}?identifiers=true")
    (newest,) = world.get("/log?limit=1").json["entries"]
    assert (newest["index"], newest["kind"], newest["subject"]) == (before, "access.viewed", alice)
    assert newest["public"]["by"].startswith("key:")
    assert newest["public"]["what"] == "identifiers"


def test_a_subject_may_have_an_id_of_yours_once(world: World) -> None:
    assert world.post("/subjects", {"subject": "crm:4711"}).status == 201
    assert is_problem(world.post("/subjects", {"subject": "crm:4711"}), 409, "store.subject-exists")


@pytest.mark.parametrize(
    ("body", "status", "id_"),
    [
        ({"standing": {"kinds": ["wizard"]}}, 422, "api.undeclared-kind"),
        ({"standing": {"age": 1000}}, 422, "api.invalid"),
        ({"standing": {"age": 10**40}}, 422, "api.invalid"),
        ({"standing": {"age": "34"}}, 422, "api.invalid"),
        ({"standing": {"age": True}}, 422, "api.invalid"),
        ({"standing": {"erased": True}}, 422, "api.invalid"),
        ({"standing": {"accepted": [{"version": "1999", "on": "2023-01-31"}]}}, 404, "policy.no-such-version"),
        ({"standing": {"first_on": "2023-02-30"}}, 422, "api.invalid"),
        ({"subject": "alice@example.org"}, 422, "api.invalid"),
        ({"identifiers": [{"kind": "email", "text": "nothing"}]}, 422, "subjects.malformed-identifier"),
        ({"identifiers": [{"kind": "phone", "text": "030 1234567"}]}, 422, "subjects.region-needed"),
        ({"identifiers": [{"kind": "email", "text": "a@example.org"}] * 21}, 422, "api.invalid"),
        ([], 422, "api.invalid"),
        (None, 422, "api.invalid"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_cannot_be_introduced_is_refused_and_leaves_nothing(
    world: World, body: Any, status: int, id_: str
) -> None:
    before = world.entries()
    assert is_problem(world.post("/subjects", body), status, id_)
    assert world.entries() == before


def test_an_identifier_of_two_subjects_finds_both_and_says_that_it_is_shared(world: World) -> None:
    both = sorted(world.introduce("family@example.org") for _ in range(2))
    got = world.post("/subjects/find", {"kind": "email", "text": "family@example.org"})
    assert got.json == {"subjects": both, "shared": True}
    assert world.post("/subjects/find", {"kind": "cookie", "text": "nobody"}).json == {"subjects": [], "shared": False}


def test_what_is_changed_of_a_standing_is_what_is_sent(world: World) -> None:
    alice = world.introduce(kinds=["customer"], age=34)
    got = world.call("PATCH", f"/subjects/{alice}", {"restricted": True, "age": None})
    assert got.status == 200, got.body
    standing = got.json["standing"]
    assert (standing["kinds"], standing["age"], standing["restricted"]) == (["customer"], None, True)
    assert world.get(f"/subjects/{alice}/choices").json["now"]["restricted"] is True
    assert is_problem(world.call("PATCH", "/subjects/nobody", {}), 404, "store.no-such-subject")


def test_of_a_forgotten_subject_nothing_is_opened_or_recorded(world: World) -> None:
    from troth.store.models import Subject

    alice = world.introduce("forgotten@example.org")
    Subject.objects.filter(subject=alice).update(wrapped_key=b"")
    assert is_problem(world.get(f"/subjects/{alice}?identifiers=true"), 409, "evidence.subject-forgotten")
    body = {"subject": alice, "kind": "refused", "purpose": "marketing"}
    assert is_problem(world.post("/choices", body), 409, "evidence.subject-forgotten")
