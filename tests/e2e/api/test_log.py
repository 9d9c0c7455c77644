"""The log over the API: entries by pages, and proofs that hold without us."""

from __future__ import annotations

import base64

import pytest

from e2e.api.world import OURS, World, is_problem, sqlite_only


def test_entries_come_by_pages_the_newest_first(world: World) -> None:
    alice = world.introduce()
    world.say(alice, "refused")
    whole = world.get("/log?limit=500").json["entries"]
    assert [each["index"] for each in whole] == list(reversed(range(world.entries())))[:500]
    first = world.get("/log?limit=2").json
    assert first["next"] == first["entries"][-1]["index"]
    second = world.get(f"/log?limit=2&before={first['next']}").json
    assert [each["index"] for each in first["entries"] + second["entries"]] == [each["index"] for each in whole[:4]]
    about = world.get(f"/log?subject={alice}").json["entries"]
    assert [each["kind"] for each in about] == ["choice.recorded", "subject.introduced"]
    assert [each["kind"] for each in world.get("/log?kind=choice.recorded&limit=1").json["entries"]] == [
        "choice.recorded"
    ]
    assert about[0]["is_sealed"]


def test_what_is_published_is_proved_and_the_proofs_hold(world: World) -> None:
    from troth.evidence.tree import consistency_holds, inclusion_holds
    from troth.store.organisations import signer_of

    world.say(world.introduce(), "refused")
    old = world.desk.publications.publish(OURS)
    world.say(world.introduce(), "refused")
    index = world.entries() - 1
    assert is_problem(world.get(f"/log/proofs/inclusion?index={index}"), 404, "evidence.no-such-entry")
    world.desk.publications.publish(OURS)
    got = world.get("/log/checkpoint")
    assert got.headers["content-type"] == "text/plain; charset=utf-8"
    checkpoint = signer_of(world.desk.store, OURS).verifier.read_checkpoint(got.body.decode())
    assert checkpoint is not None
    assert checkpoint.size == world.entries()
    inclusion = world.get(f"/log/proofs/inclusion?index={index}&size={checkpoint.size}").json
    proof = [base64.b64decode(each) for each in inclusion["hashes"]]
    leaf = bytes.fromhex(world.get(f"/log/entries/{index}").json["leaf_hash"])
    assert inclusion["leaf_hash"] == leaf.hex()
    assert inclusion_holds(index, checkpoint.size, leaf, proof, checkpoint.root)
    assert not inclusion_holds(index, checkpoint.size, bytes(32), proof, checkpoint.root)
    consistency = world.get(f"/log/proofs/consistency?old={old.size}&new={checkpoint.size}").json
    proof = [base64.b64decode(each) for each in consistency["hashes"]]
    assert consistency_holds(old.size, checkpoint.size, old.root, checkpoint.root, proof)


@pytest.mark.parametrize(
    ("path", "status", "id_"),
    [
        ("/log/entries/99999999", 404, "evidence.no-such-entry"),
        ("/log/entries/-1", 404, "api.no-such-path"),
        ("/log/entries/" + "9" * 30, 404, "api.no-such-path"),
        ("/log/entries/one", 404, "api.no-such-path"),
        ("/log/proofs/inclusion", 422, "api.invalid"),
        ("/log/proofs/inclusion?index=99999999", 404, "evidence.no-such-entry"),
        ("/log/proofs/inclusion?index=0&size=99999999", 404, "evidence.no-such-entry"),
        ("/log/proofs/inclusion?index=" + "9" * 5000, 422, "api.invalid"),
        ("/log/proofs/consistency?old=2&new=1", 404, "evidence.no-such-entry"),
        ("/log?limit=0", 422, "api.invalid"),
        ("/log?before=x", 422, "api.invalid"),
        ("/log?kind=Not+A+Kind", 422, "api.invalid"),
        ("/log?subject=alice%40example.org", 422, "api.invalid"),
    ],
    ids=lambda value: str(value)[:50],
)
@sqlite_only
def test_what_is_not_there_is_refused(world: World, path: str, status: int, id_: str) -> None:
    world.desk.publications.publish(OURS)
    assert is_problem(world.get(path), status, id_)
