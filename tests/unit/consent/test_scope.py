from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from troth.consent.scope import can_be_refused, choices_over, is_offered, practices_for, purposes_of, upward
from troth.policy.model import Purpose
from troth.words import EVERYTHING, Channel, ChoiceId, PracticeId, PurposeName

if TYPE_CHECKING:
    from troth.policy.model import Policy

MARKETING, NEWSLETTER, SERVICE = map(PurposeName, ("marketing", "newsletter", "service_messages"))
USE_SERVICE, USE_NEWSLETTER = PracticeId("use-service"), PracticeId("use-newsletter")


def test_the_way_up_leaves_out_terms_of_the_vocabulary_and_undeclared_parents(policy: Policy) -> None:
    odd = replace(policy, purposes=policy.purposes | {NEWSLETTER: Purpose(is_=("dpv:Marketing", "gone", MARKETING))})

    assert upward(odd, NEWSLETTER) == (NEWSLETTER, MARKETING)


def test_a_choice_covers_its_practices_on_its_channels(policy: Policy) -> None:
    assert choices_over(policy, USE_NEWSLETTER, Channel.EMAIL) == {"stop-newsletter", "stop-marketing"}
    assert choices_over(policy, USE_NEWSLETTER, Channel.SMS) == {"stop-marketing"}
    assert choices_over(policy, USE_NEWSLETTER, None) == {"stop-marketing"}


def test_a_choice_that_is_not_offered_covers_nothing(policy: Policy) -> None:
    assert choices_over(policy, USE_SERVICE, None) == frozenset()


def test_service_messages_cannot_be_refused_and_others_can(policy: Policy) -> None:
    assert not can_be_refused(policy, USE_SERVICE, Channel.EMAIL)
    assert can_be_refused(policy, USE_NEWSLETTER, Channel.EMAIL)
    assert can_be_refused(policy, PracticeId("share-hosts"), None)


def test_a_choice_that_is_offered_goes_before_one_that_is_not(policy: Policy) -> None:
    stop = replace(policy.choices[ChoiceId("stop-marketing")], of=(USE_SERVICE,))
    both = replace(policy, choices=policy.choices | {ChoiceId("stop-marketing"): stop})

    assert can_be_refused(both, USE_SERVICE, Channel.EMAIL)
    assert is_offered(both, SERVICE, Channel.EMAIL)


def test_a_purpose_closed_on_one_channel_is_open_on_the_others(policy: Policy) -> None:
    closed = replace(policy.choices[ChoiceId("no-service-choice")], channel=(Channel.EMAIL,))
    practices = {id_: practice for id_, practice in policy.practices.items() if id_ != "share-hosts"}
    by_mail = replace(policy, practices=practices, choices=policy.choices | {ChoiceId("no-service-choice"): closed})

    assert not is_offered(by_mail, SERVICE, Channel.EMAIL)
    assert is_offered(by_mail, SERVICE, Channel.SMS)
    assert is_offered(by_mail, SERVICE, None)


def test_a_purpose_beneath_one_without_a_choice_has_none_either(policy: Policy) -> None:
    alerts = PurposeName("outage_alerts")
    practices = {id_: practice for id_, practice in policy.practices.items() if id_ != "share-hosts"}
    deeper = replace(policy, practices=practices, purposes=policy.purposes | {alerts: Purpose(is_=(SERVICE,))})

    assert not is_offered(deeper, alerts, None)
    assert is_offered(deeper, NEWSLETTER, None)


def test_a_purpose_that_nothing_is_done_for_can_be_refused(policy: Policy) -> None:
    idle = PurposeName("idle")

    assert is_offered(replace(policy, purposes=policy.purposes | {idle: Purpose()}), idle, None)


def test_practices_for_a_purpose_are_those_above_and_beneath_it(policy: Policy) -> None:
    assert practices_for(policy, NEWSLETTER) == ("use-marketing", "use-newsletter", "sell-lists", "share-partners")
    assert practices_for(policy, SERVICE) == ("use-service", "share-hosts")


def test_a_practice_for_everything_is_for_each_purpose(policy: Policy) -> None:
    everything = replace(policy.practices[USE_SERVICE], for_=(PurposeName(EVERYTHING),))
    wide = replace(policy, practices=policy.practices | {USE_SERVICE: everything})

    assert "use-service" in practices_for(wide, NEWSLETTER)


def test_a_word_is_about_the_purposes_of_its_choice(policy: Policy) -> None:
    assert purposes_of(policy, NEWSLETTER, None) == (NEWSLETTER,)
    assert purposes_of(policy, PurposeName("gone"), None) == ()
    assert purposes_of(policy, None, ChoiceId("stop-marketing")) == (MARKETING, NEWSLETTER)
    assert purposes_of(policy, None, ChoiceId("gone")) == ()
