"""Is each act of a review kept with its evidence, upon what was seen, and taken back where it was the last?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from conformance.store.test_writing import assert_chain_holds
from conformance.store.world import ACME, NOTICE, OTHER, policy_text, published
from databases import at_once
from troth.errors import ProblemsFound, WrongUse
from troth.policy import Policy, read_policy
from troth.policy.cites import decode_cites
from troth.policy.review import Review, accept, decode_review, encode_review, propose, unreviewed
from troth.reading.acts import Act, Deed, at_clause, mark_of
from troth.store import log, policies, proposals, reviewed
from troth.store.models import PolicyProposal, ProposalStep
from troth.words import ClauseId

if TYPE_CHECKING:
    from troth.reading.acts import Touched
    from troth.store.opened import Store

USE, LETTERS, CHOICE = "practices.use-offers", "practices.use-letters", "choices.stop-letters"
S3 = ClauseId("s3")


def policy(version: str = "1") -> Policy:
    found, problems = read_policy(policy_text(version))
    assert found is not None, problems
    return found


def review(of: Policy) -> Review:
    """Everything proposed by a rule, nothing accepted."""
    found = sorted(of.elements())
    return Review(
        tuple(propose(each, element, "troth read", None, rule="r", confidence=0.7) for each, element in found)
    )


def begun(store: Store, version: str = "1", organisation: Any = ACME) -> str:
    made = policy(version)
    return proposals.begin(
        store, organisation, policy=made, review=review(made), notice_text=NOTICE, notice_name="notice.md", by="1"
    )


def done(store: Store, id_: str, act: Act, *, by: str = "1", seen: str | None = None) -> tuple[Touched, ...]:
    """Carry out an act upon what is there now, where nothing else was seen."""
    there = proposals.proposal(ACME, id_).policy
    about = at_clause(there, act.clause) if act.deed in (Deed.NOTED, Deed.ADDED) and act.clause else act.addresses
    return proposals.act(store, ACME, id_, act, by=by, seen=mark_of(there, about) if seen is None else seen)


def public() -> list[dict[str, Any]]:
    """The public parts of the entries about reviews, the newest first."""
    return [json.loads(each.entry.public) for each in log.recorded(ACME, kinds=[reviewed.REVIEWED])]


def test_a_proposal_is_kept_whole_and_binds_nobody(store: Store) -> None:
    id_ = begun(store)
    found = proposals.proposal(ACME, id_)
    assert (found.policy, found.review) == (policy(), review(policy()))
    assert found.notice.source == NOTICE
    assert found.step is None
    assert (found.entry.elements, found.entry.left, found.entry.created_by) == (9, 9, "1")
    assert proposals.entries(ACME) == (found.entry,)
    assert proposals.entries(OTHER) == ()
    assert policies.entries(ACME) == ()
    (entry,) = log.recorded(ACME, kinds=[reviewed.PROPOSED])
    assert json.loads(entry.entry.public) == {
        "by": "1", "elements": 9, "kept": 0, "notice_digest": found.notice.digest, "proposal": id_,
    }  # fmt: skip


def test_what_is_accepted_says_who_and_when_and_is_recorded_with_it(store: Store) -> None:
    id_ = begun(store)
    touched = done(store, id_, Act(Deed.ACCEPTED, (USE, LETTERS)), by="4")
    entry = proposals.proposal(ACME, id_).review.of(USE)
    assert entry is not None
    assert (entry.accepted_by, entry.accepted_at) == ("4", store.clock.now())
    (told,) = public()
    assert (told["act"], told["by"], told["proposal"]) == ("accepted", "4", id_)
    assert told["elements"] == [{"address": each.address, "digest": each.digest[:32]} for each in touched]
    assert [each["address"] for each in told["elements"]] == [USE, LETTERS]
    assert proposals.proposal(ACME, id_).entry.left == 7
    assert_chain_holds(ACME)


def test_what_was_accepted_is_not_accepted_again_by_somebody_else(store: Store) -> None:
    id_ = begun(store)
    done(store, id_, Act(Deed.ACCEPTED, (USE,)), by="1")
    assert done(store, id_, Act(Deed.ACCEPTED, (USE,)), by="4") == ()
    entry = proposals.proposal(ACME, id_).review.of(USE)
    assert entry is not None
    assert entry.accepted_by == "1"
    assert len(public()) == 1


def test_each_act_changes_what_it_says_and_undo_takes_it_back(store: Store) -> None:
    acts = {
        "rejected": Act(Deed.REJECTED, (CHOICE,)),
        "noted": Act(Deed.NOTED, clause=S3, text="said again elsewhere"),
        "edited": Act(Deed.EDITED, (USE,), text="{do: use, data: [contact], for: [offers], modal: never, cite: [s2]}"),
        "added": Act(Deed.ADDED, ("retention",), clause=S3, text="{data: [contact], max: P1Y}"),
        "split": Act(Deed.SPLIT, ("parties.none",), clause=S3),
    }
    id_ = begun(store)
    before = proposals.files(ACME, id_)
    for deed in ("rejected", "noted", "edited", "added"):
        done(store, id_, acts[deed])
        assert public()[0]["act"] == deed
        found = proposals.proposal(ACME, id_)
        assert found.step is not None
        assert found.policy != policy()
        assert read_policy(proposals.files(ACME, id_)["policy"].decode())[0] == found.policy
        undone = proposals.undo(store, ACME, id_, found.step.number, by="1")
        assert undone.deed == deed
        assert public()[0]["act"] == "undone"
        assert proposals.files(ACME, id_) == before
    with pytest.raises(WrongUse) as refused:
        done(store, id_, acts["split"])
    assert refused.value.id == "review.no-such-element"
    assert_chain_holds(ACME)


def test_an_act_that_fails_leaves_neither_change_nor_entry(store: Store) -> None:
    id_ = begun(store)
    before, size = proposals.files(ACME, id_), len(log.recorded(ACME))
    unknown = Act(Deed.EDITED, (USE,), text="{do: use, data: [nothing], for: [offers], modal: may, cite: [s2]}")
    with pytest.raises(ProblemsFound) as wrong:
        done(store, id_, unknown)
    assert [each.id for each in wrong.value.problems] == ["policy.unknown-category"]
    assert wrong.value.problems[0].help
    with pytest.raises(WrongUse) as refused:
        done(store, id_, Act(Deed.REJECTED, ("data.contact",)))
    assert refused.value.id == "review.still-named"
    assert proposals.files(ACME, id_) == before
    assert len(log.recorded(ACME)) == size
    assert not ProposalStep.objects.exists()


def test_whoever_saw_something_else_changes_nothing(store: Store) -> None:
    id_ = begun(store)
    seen = mark_of(policy(), (USE,))
    noted = mark_of(policy(), at_clause(policy(), S3))
    done(store, id_, Act(Deed.EDITED, (USE,), text="{do: use, data: [contact], for: [offers], modal: may, cite: [s2]}"))
    done(store, id_, Act(Deed.REJECTED, (CHOICE,)))
    before = proposals.files(ACME, id_)
    for act, mark in (
        (Act(Deed.ACCEPTED, (USE,)), seen),
        (Act(Deed.REJECTED, (USE,)), seen),
        (Act(Deed.NOTED, clause=S3, text="no"), noted),
    ):
        with pytest.raises(WrongUse) as refused:
            done(store, id_, act, by="4", seen=mark)
        assert refused.value.id == "review.changed-meanwhile"
        assert "account 1" in refused.value.text
    assert proposals.files(ACME, id_) == before


def test_two_reviewers_of_different_sentences_do_not_meet(store: Store) -> None:
    id_ = begun(store)
    seen = {address: mark_of(policy(), (address,)) for address in (USE, LETTERS)}
    done(store, id_, Act(Deed.ACCEPTED, (USE,)), by="1", seen=seen[USE])
    done(store, id_, Act(Deed.ACCEPTED, (LETTERS,)), by="4", seen=seen[LETTERS])
    assert {each["by"] for each in public()} == {"1", "4"}


def test_of_two_reviewers_at_once_nothing_is_lost(live: Store) -> None:
    id_ = begun(live)
    marks = {address: mark_of(policy(), (address,)) for address in (USE, LETTERS, CHOICE)}

    def decide(deed: Deed, address: str, by: str) -> object:
        return proposals.act(live, ACME, id_, Act(deed, (address,)), by=by, seen=marks[address])

    outcomes = at_once(
        lambda: decide(Deed.ACCEPTED, USE, "1"),
        lambda: decide(Deed.ACCEPTED, LETTERS, "4"),
        lambda: decide(Deed.REJECTED, CHOICE, "4"),
    )
    assert not [each for each in outcomes if isinstance(each, BaseException)]
    found = proposals.proposal(ACME, id_)
    assert not {USE, LETTERS} & set(unreviewed(found.policy, found.review))
    assert found.policy.element(CHOICE) is None
    assert len(public()) == 3
    assert_chain_holds(ACME)


def test_of_two_who_decide_about_the_same_element_at_once_the_second_is_told(live: Store) -> None:
    id_ = begun(live)
    seen = mark_of(policy(), (CHOICE,))
    outcomes = at_once(
        lambda: proposals.act(live, ACME, id_, Act(Deed.REJECTED, (CHOICE,)), by="1", seen=seen),
        lambda: proposals.act(live, ACME, id_, Act(Deed.REJECTED, (CHOICE,)), by="4", seen=seen),
    )
    (refused,) = [each for each in outcomes if isinstance(each, WrongUse)]
    assert refused.id == "review.changed-meanwhile"
    assert len(public()) == 1


def test_only_the_last_act_is_undone_and_only_by_whoever_saw_it(store: Store) -> None:
    id_ = begun(store)
    with pytest.raises(WrongUse) as refused:
        proposals.undo(store, ACME, id_, 1, by="1")
    assert refused.value.id == "review.nothing-to-undo"
    for address in (USE, LETTERS):
        done(store, id_, Act(Deed.ACCEPTED, (address,)))
    with pytest.raises(WrongUse) as refused:
        proposals.undo(store, ACME, id_, 1, by="4")
    assert refused.value.id == "review.changed-meanwhile"
    proposals.undo(store, ACME, id_, 2, by="4")
    assert {each["address"] for each in public()[0]["elements"]} == {LETTERS}
    proposals.undo(store, ACME, id_, 1, by="4")
    assert proposals.proposal(ACME, id_).entry.left == 9


def test_no_more_steps_are_kept_than_can_be_undone(store: Store) -> None:
    id_ = begun(store)
    text = "{do: use, data: [contact], for: [offers], modal: may, remark: NUMBER, cite: [s2]}"
    for number in range(proposals.STEPS + 2):
        done(store, id_, Act(Deed.EDITED, (USE,), text=text.replace("NUMBER", f"r{number}")))
    assert ProposalStep.objects.count() == proposals.STEPS
    last = proposals.proposal(ACME, id_).step
    assert last is not None
    assert last.number == proposals.STEPS + 2


def test_an_act_upon_many_elements_is_as_many_entries_as_it_needs(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewed, "_AT_ONCE", 4)
    id_ = begun(store)
    everything = tuple(address for address, _ in policy().elements())
    done(store, id_, Act(Deed.ACCEPTED, everything))
    assert [len(each["elements"]) for each in public()] == [1, 4, 4]
    assert proposals.proposal(ACME, id_).entry.left == 0


def test_the_files_are_those_of_the_command_line(store: Store) -> None:
    id_ = begun(store)
    done(store, id_, Act(Deed.ACCEPTED, (USE,)), by="4")
    made = proposals.files(ACME, id_)
    assert made["policy"].decode().startswith("# Proposed by `troth read` from notice.md")
    assert read_policy(made["policy"].decode())[0] == policy()
    expected = accept(policy(), review(policy()), [USE], "4", store.clock.now())
    assert decode_review(made["review"], "r") == expected
    assert made["review"] == encode_review(expected)
    assert {each.id for each in decode_cites(made["cites"], "c").clauses} >= {"s2", "s3", "s4"}
    assert made["notice"].decode() == NOTICE


def test_what_is_handed_over_is_a_draft_among_the_versions(store: Store) -> None:
    id_ = begun(store, "7")
    entry = proposals.hand_over(store, ACME, id_, by="4")
    assert isinstance(entry, policies.PolicyEntry)
    assert (entry.version, entry.created_by, entry.published_at) == ("7", "4", None)
    assert policies.texts(ACME, "7") == (proposals.files(ACME, id_)["policy"].decode(), NOTICE)
    assert proposals.proposal(ACME, id_).entry.drafted == "7"
    assert public()[0]["act"] == "handed over"
    assert len(public()[0]["elements"]) == 9


def test_a_version_that_is_published_is_not_handed_over_again(store: Store) -> None:
    published(store)
    id_ = begun(store)
    with pytest.raises(WrongUse) as refused:
        proposals.hand_over(store, ACME, id_, by="1")
    assert refused.value.id == "policy.published"
    assert proposals.proposal(ACME, id_).entry.drafted == ""
    assert public() == []


def test_what_is_discarded_is_gone_and_the_log_tells_it(store: Store) -> None:
    id_ = begun(store)
    done(store, id_, Act(Deed.REJECTED, (CHOICE,)))
    proposals.discard(store, ACME, id_, by="4")
    assert not PolicyProposal.objects.exists()
    assert not ProposalStep.objects.exists()
    assert (public()[0]["act"], public()[0]["by"]) == ("discarded", "4")


def test_another_organisation_has_no_such_proposal(store: Store) -> None:
    id_ = begun(store)
    for attempt in (
        lambda: proposals.proposal(OTHER, id_),
        lambda: proposals.files(OTHER, id_),
        lambda: proposals.act(store, OTHER, id_, Act(Deed.ACCEPTED, (USE,)), by="9", seen=mark_of(policy(), (USE,))),
        lambda: proposals.undo(store, OTHER, id_, 1, by="9"),
        lambda: proposals.hand_over(store, OTHER, id_, by="9"),
        lambda: proposals.discard(store, OTHER, id_, by="9"),
    ):
        with pytest.raises(WrongUse) as refused:
            attempt()
        assert refused.value.id == "review.no-such-proposal"


def test_what_another_version_of_troth_decoded_is_read_from_its_text(store: Store) -> None:
    id_ = begun(store)
    PolicyProposal.objects.update(decoded=b"not what this version reads", decoded_by="0.0")
    assert proposals.proposal(ACME, id_).policy == policy()


def test_what_a_reviewer_wrote_stands_in_no_entry(store: Store) -> None:
    id_ = begun(store)
    done(store, id_, Act(Deed.NOTED, clause=S3, text="canary.person@mail.example said so"))
    assert "canary" in proposals.files(ACME, id_)["policy"].decode()
    assert all(b"canary" not in leaf for leaf in log.leaves(ACME))


def test_an_act_upon_files_is_recorded_without_a_proposal(store: Store) -> None:
    from troth.reading.acts import Touched

    touched = (Touched(USE, "ab" * 32),)
    reviewed.record_of_files(store, ACME, notice_digest="d", act="accepted", touched=touched, by="dana")
    assert public() == [
        {
            "act": "accepted",
            "by": "dana",
            "elements": [{"address": USE, "digest": "ab" * 16}],
            "notice_digest": "d",
            "proposal": "",
        }
    ]
