"""What a verb does, to what, from or to whom, makes the kind of a clause, and what it only mentions does not."""

from __future__ import annotations

import pytest

from troth.notice import read_notice
from troth.reading.context import seen_in
from troth.reading.kinds.acts import as_mentioned, classes_of, hits_of_acts
from troth.reading.kinds.topics import announced_by
from troth.reading.lexicon import rows
from troth.reading.model import Actor, Doing, Hit, Kind, Span
from troth.reading.verbs import verb_forms


def acts_in(text: str) -> list[Kind]:
    return [hit.kind for seen in seen_in(read_notice(text), frozenset()) for hit in hits_of_acts(seen)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We receive your address from your bank.", [Kind.SOURCE]),
        ("We receive your address.", [Kind.COLLECTION]),
        ("Your bank sends us your address.", [Kind.SOURCE]),
        ("We send your address to your bank.", [Kind.SHARING]),
        ("We send your address to our suppliers.", [Kind.PROCESSOR]),
        ("We disclose your address to the police.", [Kind.LEGAL_REQUEST]),
        ("We use your address to run the shop.", [Kind.PURPOSE]),
        ("We keep your address for ten (10) calendar years.", [Kind.RETENTION]),
        ("Accounts are suspended automatically, and we share the names with other clubs.",
         [Kind.AUTOMATED_DECISION, Kind.SHARING]),
        ("We send newsletters.", []),
        ("Our staff enjoy the garden.", []),
    ],
)  # fmt: skip
def test_who_does_what_from_and_to_whom_makes_the_kind(text: str, kinds: list[Kind]) -> None:
    assert acts_in(text) == kinds


def test_the_person_that_a_shop_is_chosen_by_is_not_whom_data_come_from() -> None:
    assert acts_in("We receive your address from the shop that you chose.") == [Kind.SOURCE]


def test_a_condition_names_no_recipient() -> None:
    text = "We do not give your letters to anybody unless a court orders it."
    assert acts_in(text) == [Kind.SHARING]


def test_a_lead_in_is_of_what_its_verb_says() -> None:
    assert acts_in("The data are passed on to:\n\n- railways;\n- hotels.\n") == [Kind.SHARING]


def test_what_stands_far_behind_a_clear_verb_is_only_mentioned() -> None:
    text = "We obtain data about suspected cheaters from publishers and from the organisers of tournaments."
    (seen,) = seen_in(read_notice(text), frozenset())
    (act,) = hits_of_acts(seen)
    far = Hit("survey.named", Kind.SURVEY, 0.9, Span(seen.plain.index("tournaments"), len(seen.plain) - 1))
    near = Hit("survey.named", Kind.SURVEY, 0.9, Span(3, 10))
    weights = [hit.weight for hit in as_mentioned(seen, [act, far, near])]
    assert weights[1] < far.weight
    assert weights[2] == near.weight
    assert as_mentioned(seen, [far, near]) == [far, near]


def test_a_word_has_the_classes_that_are_listed_for_it() -> None:
    assert "party" in classes_of("third parties")
    assert "data" in classes_of("biometrics")
    assert classes_of("nevertheless") == frozenset()


def test_every_row_names_verbs_actors_and_classes_that_there_are() -> None:
    classes = {row[0] for row in rows("matter")} | {"only", "automatic", "duration"}
    lemmas = {form.lemma for form in verb_forms().values()}
    for kind, weight, doings, actors, beside, unless in rows("acts"):
        assert Kind(kind)
        assert 0 < float(weight) < 1
        assert all(each[1:] in lemmas if each[0] == "=" else Doing(each) for each in doings.split() if each != "-")
        assert all(Actor(each) for each in actors.split() if each != "-")
        marks = [mark for cell in (beside, unless) for some in cell.split() for mark in some.split("/")]
        named = {mark.split(":")[1] for mark in marks if mark.startswith(("of:", "any:"))}
        assert named <= classes


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("what you tell us", [Kind.COLLECTION]),
        ("information we receive from others", [Kind.SOURCE]),
        ("third-party websites", [Kind.THIRD_PARTY_LINK]),
        ("keeping data secure", [Kind.SECURITY]),
        ("for how long, and who sees it", [Kind.SHARING, Kind.RETENTION]),
        ("our garden", []),
    ],
)
def test_a_heading_announces_the_narrower_of_its_topics(heading: str, kinds: list[Kind]) -> None:
    assert [topic.kind for topic in announced_by(heading)] == kinds
