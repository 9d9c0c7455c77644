"""Does a draft become a version that binds once, whole, and under the eyes of whoever publishes it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.store.world import ACME, NOTICE, OTHER, drafted, policy_text, published
from databases import at_once
from troth.errors import WrongUse
from troth.store import log, organisations, policies
from troth.store.models import PolicyVersion
from troth.store.writing import writing

if TYPE_CHECKING:
    from troth.store.opened import Store


def test_a_draft_is_read_as_it_was_written_and_binds_nobody(store: Store) -> None:
    drafted(store)
    (entry,) = policies.entries(ACME)
    assert (entry.version, entry.created_by, entry.published_at) == ("1", "dana", None)
    assert policies.policy(ACME, "1").head.version == "1"
    assert policies.texts(ACME, "1") == (policy_text(), NOTICE)
    assert policies.notice(ACME, "1").digest == entry.notice_digest
    assert policies.versions(ACME) is None
    assert policies.latest_published(ACME) is None
    assert policies.entries(OTHER) == ()


def test_a_draft_is_replaced_by_a_later_one_of_its_version_and_can_be_taken_away(store: Store) -> None:
    drafted(store)
    drafted(store, effective="2024-02-01")
    (entry,) = policies.entries(ACME)
    assert policies.texts(ACME, "1")[0] == policy_text(effective="2024-02-01")
    assert entry.published_at is None
    policies.discard_draft(store, ACME, "1")
    assert policies.entries(ACME) == ()
    with pytest.raises(WrongUse) as refused:
        policies.discard_draft(store, ACME, "1")
    assert refused.value.id == "policy.no-such-version"


def test_a_policy_with_mistakes_and_one_of_another_organisation_are_no_draft(store: Store) -> None:
    def add(text: str) -> object:
        return policies.add_draft(store, ACME, policy_text=text, notice_text=NOTICE, notice_name="n.md", by="dana")

    problems = add(policy_text().replace("modal: may", "modal: perhaps"))
    assert isinstance(problems, list)
    assert problems
    with pytest.raises(WrongUse) as refused:
        add(policy_text(organisation=OTHER))
    assert refused.value.id == "policy.other-organisation"
    assert not PolicyVersion.objects.exists()


def test_a_published_version_is_recorded_and_never_changes(store: Store) -> None:
    published(store)
    (entry,) = policies.entries(ACME)
    assert entry.published_by == "dana"
    assert entry.published_at == store.clock.now()
    newest = log.recorded(ACME)[0].entry
    assert newest.kind == policies.PUBLISHED
    assert entry.policy_digest.encode() in newest.public
    versions = policies.versions(ACME)
    assert versions is not None
    assert [each.head.version for each in versions.policies] == ["1"]
    with writing(store, ACME) as change:
        assert policies.policy_in(change, "1") == versions.latest
    for attempt in (
        lambda: drafted(store),
        lambda: policies.discard_draft(store, ACME, "1"),
        lambda: policies.publish(store, ACME, "1", by="dana", basis="1"),
    ):
        with pytest.raises(WrongUse) as refused:
            attempt()
        assert refused.value.id == "policy.published"
    assert policies.versions(OTHER) is None


def test_what_does_not_pass_its_check_is_not_published(store: Store) -> None:
    policies.add_draft(
        store, ACME, policy_text=policy_text(), notice_text=NOTICE + "\nWe may sell it.\n", notice_name="n", by="dana"
    )
    problems = policies.publish(store, ACME, "1", by="dana", basis=None)
    assert [each.id for each in problems] == ["policy.sentence-unaccounted"]
    assert policies.versions(ACME) is None
    assert organisations.sizes()[ACME] == 1


def test_two_versions_for_the_same_day_are_not_both_published(store: Store) -> None:
    published(store)
    drafted(store, "2")
    problems = policies.publish(store, ACME, "2", by="dana", basis="1")
    assert problems
    assert policies.latest_published(ACME) == "1"


def test_whoever_reviewed_against_an_older_version_publishes_nothing(store: Store) -> None:
    published(store)
    drafted(store, "2", "2024-06-01")
    for basis in (None, "0", "2"):
        with pytest.raises(WrongUse) as refused:
            policies.publish(store, ACME, "2", by="dana", basis=basis)
        assert refused.value.id == "policy.published-meanwhile"
    assert policies.publish(store, ACME, "2", by="dana", basis="1") == []


def test_of_two_administrators_who_publish_at_once_exactly_one_does(live: Store) -> None:
    for version, effective in (("1", "2024-01-01"), ("2", "2024-06-01")):
        drafted(live, version, effective)
    outcomes = at_once(
        lambda: policies.publish(live, ACME, "1", by="dana", basis=None),
        lambda: policies.publish(live, ACME, "2", by="eve", basis=None),
    )
    assert [] in outcomes
    (refused,) = [each for each in outcomes if each != []]
    assert isinstance(refused, WrongUse)
    assert refused.id == "policy.published-meanwhile"
    found = policies.versions(ACME)
    assert found is not None
    assert len(found.policies) == 1
    assert len(log.recorded(ACME, kinds=[policies.PUBLISHED])) == 1


def test_a_policy_that_another_version_of_troth_decoded_is_read_from_its_text(store: Store) -> None:
    drafted(store)
    PolicyVersion.objects.update(decoded=b"not what this version reads", decoded_by="0.0")
    assert policies.policy(ACME, "1").head.version == "1"
