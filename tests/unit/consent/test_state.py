from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from troth.consent.events import ConsentEvent, ConsentKind
from troth.consent.scope import upward
from troth.consent.state import Says, Word, condense, derive, last_word
from troth.words import Channel, ChoiceId, PurposeName

if TYPE_CHECKING:
    from troth.policy.model import Policy

MARKETING, NEWSLETTER = PurposeName("marketing"), PurposeName("newsletter")
STOP_NEWSLETTER, STOP_MARKETING = ChoiceId("stop-newsletter"), ChoiceId("stop-marketing")
UP = (NEWSLETTER, MARKETING)

Say = Callable[..., ConsentEvent]


def answer(events: list[ConsentEvent], channel: Channel | None = None) -> Says | None:
    word = last_word(derive(events), UP, frozenset({STOP_NEWSLETTER, STOP_MARKETING}), channel)
    return None if word is None else word.says


def test_silence_is_no_word() -> None:
    assert derive([]) == ()
    assert answer([]) is None


def test_a_word_about_another_purpose_is_silence(say: Say) -> None:
    words = derive([say(ConsentKind.REFUSED, purpose=NEWSLETTER)])

    assert last_word(words, (MARKETING,), frozenset(), None) is None


def test_the_last_word_holds(say: Say) -> None:
    given = say(ConsentKind.GIVEN, purpose=NEWSLETTER)
    withdrawn = say(ConsentKind.WITHDRAWN, purpose=NEWSLETTER)

    assert answer([given]) is Says.YES
    assert answer([given, withdrawn]) is Says.NO
    assert derive([given, withdrawn]) == (Word(NEWSLETTER, None, None, ConsentKind.WITHDRAWN),)


def test_every_kind_but_given_says_no(say: Say) -> None:
    said = {kind: answer([say(kind, purpose=NEWSLETTER)]) for kind in ConsentKind}

    assert said == {kind: Says.YES if kind is ConsentKind.GIVEN else Says.NO for kind in ConsentKind}


def test_a_word_carries_the_event_it_stays_from(say: Say) -> None:
    event = say(ConsentKind.OBJECTED, purpose=NEWSLETTER)

    assert derive([event])[0].event == event.id


def test_a_refusal_of_the_whole_reaches_its_parts(say: Say) -> None:
    given = say(ConsentKind.GIVEN, purpose=NEWSLETTER)
    refused = say(ConsentKind.OBJECTED, purpose=MARKETING)

    assert answer([given, refused]) is Says.NO


def test_a_part_chosen_after_the_whole_was_refused_is_chosen(say: Say) -> None:
    refused = say(ConsentKind.OBJECTED, purpose=MARKETING)
    given = say(ConsentKind.GIVEN, purpose=NEWSLETTER)

    assert answer([refused, given]) is Says.YES
    assert last_word(derive([refused, given]), (MARKETING,), frozenset(), None) == derive([refused])[0]


def test_a_choice_speaks_of_its_practices(say: Say) -> None:
    words = derive([say(ConsentKind.OPTED_OUT, choice=STOP_NEWSLETTER)])

    said = last_word(words, UP, frozenset({STOP_NEWSLETTER}), None)
    assert said is not None
    assert said.says is Says.NO
    assert last_word(words, UP, frozenset({STOP_MARKETING}), None) is None


def test_a_word_about_one_channel_leaves_the_others_alone(say: Say) -> None:
    events = [say(ConsentKind.OPTED_OUT, purpose=NEWSLETTER, channel=Channel.EMAIL)]

    assert answer(events, Channel.EMAIL) is Says.NO
    assert answer(events, Channel.POST) is None
    assert answer(events, None) is None


def test_a_word_about_every_channel_reaches_each(say: Say) -> None:
    events = [say(ConsentKind.OPTED_OUT, purpose=NEWSLETTER)]

    assert {answer(events, channel) for channel in (*Channel, None)} == {Says.NO}


def test_a_later_word_about_all_channels_overtakes_one_about_a_channel(say: Say) -> None:
    narrow = say(ConsentKind.OPTED_OUT, purpose=NEWSLETTER, channel=Channel.EMAIL)
    wide = say(ConsentKind.GIVEN, purpose=NEWSLETTER)

    assert derive([narrow, wide]) == derive([wide])
    assert len(derive([wide, replace(narrow, at=wide.at + timedelta(minutes=1))])) == 2


def test_at_the_same_instant_a_refusal_wins(say: Say) -> None:
    given = say(ConsentKind.GIVEN, purpose=NEWSLETTER)
    refused = replace(say(ConsentKind.REFUSED, purpose=NEWSLETTER), at=given.at)

    assert answer([refused, given]) is Says.NO
    assert answer([given, refused]) is Says.NO


def test_the_order_of_words_about_different_channels_makes_no_difference(say: Say) -> None:
    by_mail = say(ConsentKind.OPTED_OUT, purpose=NEWSLETTER, channel=Channel.EMAIL)
    by_post = say(ConsentKind.GIVEN, purpose=NEWSLETTER, channel=Channel.POST)
    the_other_way = replace(by_mail, at=by_post.at + timedelta(minutes=1))

    assert derive([by_mail, by_post]) == derive([by_post, the_other_way])


def test_the_order_of_words_that_meet_is_kept(say: Say) -> None:
    refused = say(ConsentKind.REFUSED, purpose=NEWSLETTER)
    by_mail = say(ConsentKind.GIVEN, purpose=NEWSLETTER, channel=Channel.EMAIL)

    assert [word.event for word in derive([by_mail, refused])] == [refused.id, by_mail.id]


def test_a_word_hidden_by_one_versions_tree_is_kept_for_another(say: Say, policy: Policy) -> None:
    given = say(ConsentKind.GIVEN, purpose=NEWSLETTER)
    refused = say(ConsentKind.REFUSED, purpose=MARKETING)
    words = derive([given, refused])

    assert len(words) == 2
    assert condense(words, policy) == derive([refused])
    assert last_word(words, (NEWSLETTER,), frozenset(), None) == derive([given])[0]


def test_a_wider_choice_overtakes_a_narrower_one_of_the_same_policy(say: Say, policy: Policy) -> None:
    narrow = say(ConsentKind.GIVEN, choice=STOP_NEWSLETTER)
    wide = say(ConsentKind.OPTED_OUT, choice=STOP_MARKETING)

    assert condense(derive([narrow, wide]), policy) == derive([wide])
    later = replace(narrow, at=wide.at + timedelta(minutes=1))
    assert len(condense(derive([wide, later]), policy)) == 2


def test_a_choice_limited_to_channels_does_not_overtake_one_that_is_not(say: Say, policy: Policy) -> None:
    wide = replace(policy.choices[STOP_MARKETING], of=policy.choices[STOP_NEWSLETTER].of)
    limited = replace(policy, choices=policy.choices | {STOP_MARKETING: wide})
    every_channel = say(ConsentKind.OPTED_OUT, choice=STOP_MARKETING)
    some_channels = say(ConsentKind.GIVEN, choice=STOP_NEWSLETTER)

    assert len(condense(derive([every_channel, some_channels]), limited)) == 2


def test_the_way_up_ends_in_a_tree_with_a_cycle(policy: Policy) -> None:
    looped = replace(policy.purposes[MARKETING], is_=(NEWSLETTER, "dpv:Marketing"))
    cyclic = replace(policy, purposes=policy.purposes | {MARKETING: looped})

    assert upward(cyclic, NEWSLETTER) == (NEWSLETTER, MARKETING)
    assert upward(cyclic, MARKETING) == (MARKETING, NEWSLETTER)


def test_words_that_were_never_reduced_can_be_condensed(say: Say, policy: Policy) -> None:
    first = derive([say(ConsentKind.GIVEN, purpose=NEWSLETTER)])
    second = derive([say(ConsentKind.REFUSED, purpose=NEWSLETTER)])

    assert condense([*first, *second], policy) == second
