"""Does a draft permit what a text forbids, or forbid what it permits? Pairs of sentences that differ in that alone.

Each pair is read as the one sentence of a notice. The act is the one that the pair is about. What is neither is a
sentence with a denial that forbids nothing of the organisation's practice.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from troth.notice import read_notice
from troth.reading.draft import draft
from troth.reading.read import read
from troth.words import Act, ConsentMode, Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.model import Practice

HEAD = "# Privacy Notice of Acme Shoes\n\nLast updated: 1 May 2024\n\n## Our practice\n\n"
_AS_GOOD_AS = {Act.STORE: {Act.STORE, Act.COLLECT}, Act.COLLECT: {Act.COLLECT, Act.USE}}


def practices(sentence: str) -> list[Practice]:
    return list(draft(read(read_notice(HEAD + sentence)), "acme").policy.practices.values())


def permissions(sentence: str, acts: set[Act]) -> list[Practice]:
    """What a sentence permits unasked: an act that needs consent is not permitted yet."""
    found = (each for each in practices(sentence) if each.modal is not Modal.NEVER and acts & set(each.do))
    return [each for each in found if each.consent is not ConsentMode.OPT_IN]


def prohibitions(sentence: str, acts: set[Act]) -> list[Practice]:
    return [each for each in practices(sentence) if each.modal is Modal.NEVER and acts & set(each.do)]


def acts_of(found: list[Practice]) -> set[Act]:
    return {act for each in found for act in each.do}


def rows(name: str) -> Iterator[list[str]]:
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    yield from (line.split("\t") for line in lines[1:] if line)


PAIRS = [(Act(act), permits, forbids) for act, permits, forbids in rows("polarity")]
NEITHER = [sentence for (sentence,) in rows("neither")]


def test_there_are_more_than_sixty_pairs() -> None:
    assert len(PAIRS) > 60
    assert len({permits for _, permits, _ in PAIRS} | {forbids for _, _, forbids in PAIRS}) == 2 * len(PAIRS)


@pytest.mark.parametrize(("act", "sentence"), [(act, permits) for act, permits, _ in PAIRS])
def test_what_a_sentence_permits_is_not_forbidden(act: Act, sentence: str) -> None:
    assert prohibitions(sentence, {act}) == []
    assert prohibitions(sentence, set(Act)) == []


@pytest.mark.parametrize(("act", "sentence"), [(act, forbids) for act, _, forbids in PAIRS])
def test_what_a_sentence_forbids_is_not_permitted(act: Act, sentence: str) -> None:
    assert permissions(sentence, {act}) == []


def test_nearly_all_permissions_and_prohibitions_are_understood() -> None:
    permitted = [bool(_AS_GOOD_AS.get(act, {act}) & acts_of(practices(permits))) for act, permits, _ in PAIRS]
    forbidden = [bool(prohibitions(forbids, {act})) for act, _, forbids in PAIRS]
    assert sum(permitted) >= 0.85 * len(PAIRS)
    assert sum(forbidden) >= 0.95 * len(PAIRS)


@pytest.mark.parametrize("sentence", NEITHER)
def test_a_denial_of_something_else_forbids_nothing_and_permits_nothing_to_others(sentence: str) -> None:
    assert prohibitions(sentence, set(Act)) == []
    assert permissions(sentence, {Act.SHARE, Act.SELL, Act.PUBLISH, Act.TRANSFER}) == []
