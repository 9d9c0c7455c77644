"""Who accepted which element, and when that has to be done again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from troth.errors import ProblemsFound, WrongUse
from troth.policy import Policy, read_policy
from troth.policy.cites import rewrite
from troth.policy.review import (
    Review,
    accept,
    decode_review,
    digest_element,
    encode_review,
    merge,
    move_reviews,
    propose,
    unreviewed,
)
from troth.words import ClauseId

AT = datetime(2024, 3, 1, 9, tzinfo=UTC)
TEXT = """\
troth: 1
policy: {organisation: acme, version: "1", effective: 2020-01-01, cite: [s1]}
data:
  name: {is: [pd:Name], cite: [s2]}
practices:
  - {id: answer, do: use, data: [name], modal: does, cite: [s3, s4]}
"""
ALL = ["policy", "data.name", "practices.answer"]


def read(text: str = TEXT) -> Policy:
    policy, problems = read_policy(text)
    assert policy is not None
    assert problems == []
    return policy


def proposed(policy: Policy) -> Review:
    """What a reading rule proposed."""
    entries = [
        propose(address, element, "troth", AT, rule="reading.use", confidence=0.8)
        for address, element in policy.elements()
    ]
    return Review(tuple(sorted(entries, key=lambda entry: entry.address)))


def accepted(policy: Policy) -> Review:
    return accept(policy, proposed(policy), ALL, "dana", AT + timedelta(hours=1))


def test_nothing_is_reviewed_before_somebody_accepts_it() -> None:
    policy = read()
    assert unreviewed(policy, Review()) == ALL
    assert unreviewed(policy, proposed(policy)) == ALL


def test_who_accepted_is_noted_beside_who_proposed() -> None:
    policy = read()
    entry = accept(policy, proposed(policy), ["data.name"], "dana", AT).of("data.name")
    assert entry is not None
    assert (entry.proposed_by, entry.rule, entry.confidence) == ("troth", "reading.use", 0.8)
    assert (entry.accepted_by, entry.accepted_at) == ("dana", AT)
    assert unreviewed(policy, Review((entry,))) == ["policy", "practices.answer"]


def test_an_element_that_says_something_else_has_to_be_looked_at_again() -> None:
    review = accepted(read())
    assert unreviewed(read(), review) == []
    assert unreviewed(read(TEXT.replace("modal: does", "modal: may")), review) == ["practices.answer"]
    assert unreviewed(read(TEXT.replace("[s3, s4]", "[s3]")), review) == ["practices.answer"]


def test_an_element_elsewhere_in_the_file_is_the_same_element() -> None:
    moved = read("# a line more\n\n" + TEXT)
    assert moved.data != {}
    assert unreviewed(moved, accepted(read())) == []


def test_a_proposal_of_the_same_words_leaves_the_acceptance() -> None:
    policy = read()
    review = accepted(policy)
    assert merge(review, proposed(policy)) == review


def test_a_proposal_of_other_words_takes_its_place() -> None:
    changed = read(TEXT.replace("modal: does", "modal: may"))
    review = merge(accepted(read()), proposed(changed))
    assert unreviewed(changed, review) == ["practices.answer"]
    assert merge(review, accepted(changed)) == accepted(changed)


def test_words_that_nobody_proposed_are_whoever_accepts_thems_own() -> None:
    policy = read(TEXT.replace("modal: does", "modal: may"))
    entry = accept(policy, proposed(read()), ["practices.answer"], "dana", AT).of("practices.answer")
    assert entry is not None
    assert (entry.proposed_by, entry.rule, entry.confidence) == ("dana", "", None)


def test_nothing_can_be_accepted_that_is_not_there() -> None:
    with pytest.raises(WrongUse) as refused:
        accept(read(), Review(), ["practices.sell"], "dana", AT)
    assert refused.value.id == "policy.no-such-element"


def test_a_review_follows_citations_that_only_moved() -> None:
    policy = read()
    mapping = {ClauseId(f"s{n}"): ClauseId(f"s{n + 1}") for n in (1, 2, 3, 4)}
    after = read(rewrite(TEXT, mapping))
    assert unreviewed(after, accepted(policy)) == ALL
    assert unreviewed(after, move_reviews(accepted(policy), policy, mapping)) == []


def test_and_not_one_that_was_lost() -> None:
    policy = read()
    mapping = {ClauseId("s1"): ClauseId("s1"), ClauseId("s2"): ClauseId("s2"), ClauseId("s3"): ClauseId("s3")}
    after = read(rewrite(TEXT, mapping))
    assert unreviewed(after, move_reviews(accepted(policy), policy, mapping)) == ["practices.answer"]


def test_the_file_is_the_same_bytes_for_the_same_review_and_reads_back() -> None:
    review = accepted(read())
    assert decode_review(encode_review(review), "policy.review.json") == review
    assert encode_review(review) == encode_review(accepted(read()))


@pytest.mark.parametrize("twice", [False, True])
def test_a_file_of_anything_else_is_a_problem(twice: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    entries = accepted(read()).entries
    raw = encode_review(Review(entries + entries)) if twice else b'{"entries": [{}]}'
    with pytest.raises(ProblemsFound) as refused:
        decode_review(raw, "policy.review.json")
    assert [problem.id for problem in refused.value.problems] == ["policy.bad-review"]


def test_a_digest_tells_kinds_apart() -> None:
    policy = read()
    assert len({digest_element(element) for _, element in policy.elements()}) == 3
