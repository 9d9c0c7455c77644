"""A proposal laid out: where each element stands, what a sentence does, filters, parts, and what comes next."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from e2e.console.proposed import NOTICE
from troth.notice import Notice, read_notice
from troth.policy import Policy
from troth.policy.review import Review, accept, unreviewed
from troth.web.console.pages.proposal import LOOKS, Does, Laid, Line, Show, lay_out, show_of
from troth.web.console.pages.proposing import proposed
from troth.words import ClauseId, OrganisationId

AT = datetime(2027, 5, 1, tzinfo=UTC)


@cache
def _read(text: str = NOTICE) -> tuple[Policy, Notice, Review]:
    notice = read_notice(text, name="notice.md")
    policy, review = proposed(notice, OrganisationId("acme"))
    return policy, notice, review


def _laid(show: Show = Show.ALL, *accepted: str) -> Laid:
    policy, notice, review = _read()
    if accepted:
        review = accept(policy, review, accepted, "4", AT)
    return lay_out(policy, notice, review, show)


def _line(laid: Laid, words: str) -> Line:
    (found,) = [each for each in laid.lines if words in each.clause.text]
    return found


@pytest.mark.parametrize(
    ("words", "does"),
    [
        ("What we do", Does.HEADING),
        ("your e-mail address", Does.PERMITS),
        ("never sell", Does.FORBIDS),
        ("six years", Does.PROMISES),
        ("a copy of your data", Does.RIGHT),
        ("opt out", Does.CHOICE),
        ("Last updated", Does.NOTE),
    ],
)
def test_a_sentence_is_marked_by_what_it_does(words: str, does: Does) -> None:
    assert _line(_laid(), words).does[0] is does


def test_no_two_things_that_a_sentence_does_look_alike() -> None:
    marked = {does: look for does, look in LOOKS.items() if "plain" not in look}
    shapes = [look.split()[0] for look in marked.values()]
    assert len(set(shapes)) == len(shapes), "never by colour alone"


def test_an_element_stands_once_and_other_sentences_point_there() -> None:
    laid = _laid()
    stands = [each.address for line in laid.lines for each in line.own]
    assert sorted(stands) == sorted(address for address, _ in _read()[0].elements())
    postal = _line(laid, "your postal address")
    assert [(each.address, each.home) for each in postal.others] == [("practices.use", "s4")]


def test_a_sentence_that_nothing_cites_is_unaccounted_for_and_a_stop() -> None:
    policy, notice, review = _read()
    without = Policy(head=policy.head)
    laid = lay_out(without, notice, review)
    assert laid.counts.unaccounted == sum(1 for _ in notice.practices_and_promises()) - 1, "the head cites one"
    line = _line(laid, "never sell")
    assert (line.does, line.stops) == ((Does.UNACCOUNTED,), (line.clause.id,))


def test_doubtful_is_what_the_rules_were_not_sure_of_until_somebody_decided() -> None:
    weather = _line(_laid(), "weather")
    assert weather.is_doubtful
    doubted = tuple(each.address for each in weather.own)
    after = _laid(Show.ALL, *doubted)
    assert not _line(after, "weather").is_doubtful
    assert after.counts.doubtful == _laid().counts.doubtful - 1


def test_a_filter_shows_its_sentences_with_the_headings_above_them() -> None:
    shown = [line.clause.text for part in _laid(Show.DOUBTFUL).parts for line in part.lines]
    assert shown == ["Privacy notice", "What we do", "The weather in the mountains is often fine."]
    done = ("retention.keep", "data.purchase")
    accepted = [line.clause.id for part in _laid(Show.ACCEPTED, *done).parts for line in part.lines]
    assert accepted == ["s1", "s3", "s7"]
    left = [line.clause.id for part in _laid(Show.LEFT, *done).parts for line in part.lines]
    assert "s7" not in left
    assert "s6" in left
    assert _laid(Show.ACCEPTED).parts == ()


def test_what_comes_next_is_the_next_that_is_left_and_in_the_end_the_first() -> None:
    laid = _laid(Show.ALL, "retention.keep", "data.purchase")
    assert laid.next_stop(ClauseId("s7")) == ("s8", "e-practices.use-3")
    last = laid.next_stop(ClauseId("s11"))
    assert last is not None
    assert last[0] == "s11"
    everything = tuple(address for address, _ in _read()[0].elements())
    assert _laid(Show.ALL, *everything).next_stop(ClauseId("s1")) is None
    assert _laid(Show.ALL, *[each for each in everything if each != "policy"]).next_stop(ClauseId("s9")) == (
        "s2",
        "e-policy",
    )


def test_how_far_the_review_is_counts_elements_and_sentences() -> None:
    policy, _, review = _read()
    counts = _laid(Show.ALL, "retention.keep").counts
    assert (counts.elements, counts.done) == (len(policy.elements()), 1)
    assert counts.left == len(unreviewed(policy, review)) - 1
    assert counts.sure == sum((each.confidence or 0) >= 0.9 for each in review.entries) - 1


def test_a_long_notice_is_cut_into_parts_that_hold_every_sentence_once() -> None:
    text = "\n\n".join(
        NOTICE.replace("# Privacy notice", f"# Part {number}").replace("newsletter", f"letter {number}")
        for number in range(24)
    )
    policy, notice, review = _read(text)
    laid = lay_out(policy, notice, review)
    assert len(laid.parts) > 2
    assert [line.clause.id for part in laid.parts for line in part.lines] == [each.id for each in notice.clauses]
    for part in laid.parts:
        for line in part.lines:
            assert laid.part_of(line.clause.id) == part.number
    first, beyond = laid.part(0), laid.part(99)
    assert (first, beyond) == (laid.parts[0], laid.parts[-1])


def test_a_filter_that_is_none_shows_everything() -> None:
    assert (show_of("doubtful"), show_of("zebra"), show_of("")) == (Show.DOUBTFUL, Show.ALL, Show.ALL)
