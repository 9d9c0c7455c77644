"""Acts of a review as values: what each makes of a draft, and what it says that it decided about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from troth.errors import ProblemsFound, WrongUse
from troth.policy import Policy, read_policy
from troth.policy.review import Review, digest_element, propose, unreviewed
from troth.reading import revision
from troth.reading.acts import Act, Deed, Touched, at_clause, carry_out, mark_of, sure
from troth.words import ClauseId

AT = datetime(2027, 5, 1, 12, 0, tzinfo=UTC)
S2, S3 = ClauseId("s2"), ClauseId("s3")
USE, OTHER = "practices.use", "practices.other"
TEXT = """\
troth: 1
policy: {organisation: acme, version: "1", effective: 2027-05-01, cite: [s1]}
data:
  contact: {is: [dpv:PersonalData], cite: [s2]}
  orders: {is: [dpv:PersonalData], cite: [s3]}
purposes:
  offers: {is: [dpv:Marketing], cite: [s2]}
practices:
  - {id: use, do: use, data: [contact], for: [offers], modal: may, cite: [s2, s3]}
  - {id: other, do: use, data: [orders], for: [offers], modal: may, cite: [s3]}
choices:
  - {id: stop, of: [other], cite: [s4]}
"""


@pytest.fixture
def policy() -> Policy:
    found, problems = read_policy(TEXT)
    assert found is not None, problems
    return found


def _carried(policy: Policy, act: Act) -> tuple[Policy, Review, dict[str, str]]:
    acted = carry_out(policy, Review(), act, "4", AT)
    return acted.policy, acted.review, {each.address: each.digest for each in acted.touched}


def _accepted(policy: Policy, review: Review) -> set[str]:
    return {address for address, _ in policy.elements()} - set(unreviewed(policy, review))


def test_accepting_changes_the_review_alone(policy: Policy) -> None:
    after, review, touched = _carried(policy, Act(Deed.ACCEPTED, (USE, OTHER)))
    assert after == policy
    assert _accepted(after, review) == {USE, OTHER}
    assert touched == {each: digest_element(policy.element(each)) for each in (USE, OTHER)}  # type: ignore[arg-type]


def test_what_is_rejected_is_gone(policy: Policy) -> None:
    after, review, touched = _carried(policy, Act(Deed.REJECTED, ("choices.stop",)))
    assert after.element("choices.stop") is None
    assert touched == {"choices.stop": ""}
    assert review == Review()


def test_what_a_reviewer_wrote_is_accepted_with_it(policy: Policy) -> None:
    text = "{do: use, data: [contact],\r\n for: [offers], modal: never, cite: [s2]}"
    after, review, touched = _carried(policy, Act(Deed.EDITED, (USE,), text=text))
    assert after.practices["use"].modal == "never"  # type: ignore[index]
    assert _accepted(after, review) == {USE}
    assert set(touched) == {USE}


def test_the_head_is_edited_as_any_element(policy: Policy) -> None:
    assert revision.replaced(policy, "policy", revision.written(policy, "policy")) == policy
    text = revision.written(policy, "policy").replace('version: "1"', 'version: "2"')
    after, review, touched = _carried(policy, Act(Deed.EDITED, ("policy",), text=text))
    assert after.head.version == "2"
    assert _accepted(after, review) == {"policy"} == set(touched)


@pytest.mark.parametrize(
    ("address", "text", "id_", "line"),
    [
        (USE, "{do: use,\n data: [contact], modal: perhaps}", "policy.unknown-word", 2),
        (USE, "{do: [", "policy.yaml-syntax", 2),
        (USE, "nothing", "policy.not-a-mapping", 1),
        ("policy", 'organisation: acme\nversion: "2"\neffective: someday', "policy.not-a-date", 3),
    ],
)
def test_what_is_wrong_is_told_at_the_lines_of_what_was_written(
    policy: Policy, address: str, text: str, id_: str, line: int
) -> None:
    with pytest.raises(ProblemsFound) as wrong:
        carry_out(policy, Review(), Act(Deed.EDITED, (address,), text=text), "4", AT)
    first = wrong.value.problems[0]
    assert (first.id, first.place.line) == (id_, line)
    assert first.help


def test_text_that_breaks_out_of_its_element_adds_nothing(policy: Policy) -> None:
    for text in ("{do: use}\rclaims: {c: {}}", "{do: use}\u2028notes: {n: {}}", "{do: use}\nnotes: {n: {}}"):
        with pytest.raises(ProblemsFound):
            carry_out(policy, Review(), Act(Deed.EDITED, (USE,), text=text), "4", AT)


def test_an_element_is_written_for_a_sentence_of_which_nothing_was_made(policy: Policy) -> None:
    act = Act(Deed.ADDED, ("retention",), clause=ClauseId("s9"), text="{data: [contact], max: P1Y}")
    after, review, touched = _carried(policy, act)
    (name,) = after.retention
    assert after.retention[name].clauses == ("s9",)
    assert set(touched) == {f"retention.{name}"} == _accepted(after, review)
    named = Act(Deed.ADDED, ("signals.gpc",), clause=S3, text="{state: honoured}")
    assert set(carry_out(policy, Review(), named, "4", AT).policy.signals) == {"gpc"}


@pytest.mark.parametrize(("address", "id_"), [("secrets", "review.no-such-kind"), (USE, "review.name-taken")])
def test_no_element_is_written_under_what_is_no_kind_or_over_another(policy: Policy, address: str, id_: str) -> None:
    with pytest.raises(WrongUse) as refused:
        carry_out(policy, Review(), Act(Deed.ADDED, (address,), clause=S3, text="{}"), "4", AT)
    assert refused.value.id == id_


def test_a_noted_sentence_leaves_what_cites_it_and_what_only_that_used(policy: Policy) -> None:
    after, review, touched = _carried(policy, Act(Deed.NOTED, clause=S2, text="an advertisement"))
    assert after.practices["use"].clauses == (S3,)  # type: ignore[index]
    assert "data.contact" not in touched, "it is still named"
    (name,) = after.notes
    assert after.notes[name].reason == "an advertisement"
    assert _accepted(after, review) == {f"notes.{name}"}
    alone, _, gone = _carried(policy, Act(Deed.NOTED, clause=ClauseId("s4"), text="no choice"))
    assert not alone.choices
    assert gone["choices.stop"] == ""


def test_what_only_a_noted_sentence_named_goes_with_what_named_it(policy: Policy) -> None:
    more, problems = read_policy(
        TEXT.replace("  offers:", "  news: {is: [dpv:Marketing], cite: [s5]}\n  offers:").replace(
            "choices:", "  - {id: news, do: use, data: [contact], for: [news], modal: may, cite: [s5]}\nchoices:"
        )
    )
    assert more is not None, problems
    after, _, touched = _carried(more, Act(Deed.NOTED, clause=ClauseId("s5"), text="none"))
    assert {address for address, digest in touched.items() if not digest} == {"practices.news", "purposes.news"}
    assert "offers" in after.purposes


def test_joined_practices_are_one_and_choices_follow(policy: Policy) -> None:
    after, review, touched = _carried(policy, Act(Deed.JOINED, (USE, OTHER)))
    assert after.practices["use"].data == ("contact", "orders")  # type: ignore[index]
    assert after.choices["stop"].of == ("use",)  # type: ignore[index]
    assert touched[OTHER] == ""
    assert _accepted(after, review) == {USE}


def test_what_was_split_is_looked_at_anew(policy: Policy) -> None:
    accepted = carry_out(policy, Review(), Act(Deed.ACCEPTED, (USE,)), "4", AT)
    acted = carry_out(accepted.policy, accepted.review, Act(Deed.SPLIT, (USE,), clause=S3), "4", AT)
    assert [each.address for each in acted.touched] == [USE, "practices.use-s3"]
    assert {USE, "practices.use-s3"} <= set(unreviewed(acted.policy, acted.review))


def test_a_mark_is_another_as_soon_as_one_of_them_says_something_else(policy: Policy) -> None:
    both = (USE, OTHER)
    assert mark_of(policy, both) == mark_of(policy, reversed(both))
    rejected = revision.without(policy, "choices.stop")
    assert mark_of(rejected, both) == mark_of(policy, both)
    changed = revision.replaced(policy, OTHER, revision.written(policy, OTHER).replace("may", "does"))
    assert mark_of(changed, both) != mark_of(policy, both)
    assert mark_of(rejected, ("choices.stop",)) != mark_of(policy, ("choices.stop",))


def test_a_sentence_has_every_element_that_cites_it(policy: Policy) -> None:
    assert at_clause(policy, S2) == ("data.contact", "purposes.offers", USE)


def test_sure_is_what_the_rules_proposed_as_it_stands(policy: Policy) -> None:
    proposed = {USE: 0.95, OTHER: 0.7}
    entries = [propose(a, policy.element(a), "r", None, rule="r", confidence=c) for a, c in proposed.items()]  # type: ignore[arg-type]
    review = Review(tuple(entries))
    assert sure(policy, review, 0.9, (USE, OTHER, "choices.stop")) == (USE,)
    assert sure(policy, review, 0.9, (OTHER,)) == ()
    edited = revision.replaced(policy, USE, revision.written(policy, USE).replace("may", "does"))
    assert sure(edited, review, 0.9, (USE,)) == ()


def test_touched_is_empty_where_an_act_changes_nothing(policy: Policy) -> None:
    same = Act(Deed.EDITED, (USE,), text=revision.written(policy, USE))
    assert carry_out(policy, Review(), same, "4", AT).touched == (
        Touched(USE, digest_element(policy.practices["use"])),  # type: ignore[index]
    )
