"""The client of the package reads what the API answers."""

from __future__ import annotations

import msgspec

from e2e.api.world import OURS, World


def test_each_answer_has_the_form_that_the_client_reads(world: World) -> None:
    from troth.client import wire
    from troth.client.wire import By
    from troth.decisions import Question
    from troth.words import Channel, DataName, PurposeName

    sent = wire.about(By("email", "read@example.org")) | {
        "kind": "given",
        "purpose": "marketing",
        "text_shown": "May we?",
    }
    got = world.post("/choices", sent)
    recorded = msgspec.json.decode(got.body, type=wire.Recorded)
    alice, index = got.json["subject"], recorded.entry
    assert index == world.entries() - 1
    said = msgspec.json.decode(world.get(f"/subjects/{alice}/choices").body, type=wire.Choices)
    assert [(each.kind, each.purpose, each.event) for each in said.choices] == [("given", "marketing", recorded.id)]
    receipts = msgspec.json.decode(world.get(f"/subjects/{alice}/receipts").body, type=wire.Receipts)
    assert len(receipts.receipts) == 1
    question = Question(DataName("contact"), PurposeName("marketing"), channel=Channel.EMAIL)
    reached = world.post("/audience", {"question": wire.asked(question)})
    assert msgspec.json.decode(reached.body, type=wire.Reached).count == reached.json["count"]
    size = world.desk.publications.publish(OURS).size
    proof = msgspec.json.decode(world.get(f"/log/proofs/inclusion?index={index}&size={size}").body, type=wire.Proof)
    assert {len(each) for each in proof.hashes} == {32}
    refused = msgspec.json.decode(world.get("/subjects/nobody/choices").body, type=wire.ProblemBody)
    assert refused.id == "store.no-such-subject"
