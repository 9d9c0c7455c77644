"""Does whatever opens a door open it to one, once, for as long as it should, and in one organisation?"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conformance.store.world import ACME, CANARY, OTHER, address
from databases import at_once, everything_in
from troth.clock import SetClock
from troth.errors import OutsideWorldFailed, WrongUse
from troth.store import api_keys, idempotency, log, organisations, people, proofs
from troth.store.api_keys import Scope
from troth.store.idempotency import Answered
from troth.store.key_uses import LOOKED, WRITTEN, KeyUses
from troth.store.people import Role
from troth.store.writing import writing
from troth.words import OrganisationId

if TYPE_CHECKING:
    from databases import Database
    from troth.store.opened import Store

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def dana(store: Store) -> int:
    return user("dana")


def user(name: str) -> int:
    from django.contrib.auth import get_user_model

    return int(get_user_model().objects.create(username=name).pk)


def move(store: Store, by: timedelta) -> None:
    assert isinstance(store.clock, SetClock)
    store.clock.advance(by)


# --- Organisations -------------------------------------------------------------------------------------------------


def test_an_organisation_begins_its_log_with_its_public_key(store: Store) -> None:
    assert [each.id for each in organisations.organisations()] == [ACME, OTHER]
    assert organisations.sizes() == {ACME: 1, OTHER: 1}
    found = organisations.organisation(ACME)
    assert found is not None
    assert (found.name, found.entries, found.created_at) == ("Acme", 1, store.clock.now())
    signer = organisations.signer_of(store, ACME)
    assert signer.name == "troth/acme"
    first = log.entry(ACME, 0)
    assert first is not None
    assert str(signer.verifier).encode() in first.entry.public
    assert str(organisations.signer_of(store, OTHER).verifier) != str(signer.verifier)


@pytest.mark.parametrize("name", ["", "Acme", "a b", "1acme", "acme/../other", "a" * 64])
def test_an_organisation_has_a_name_that_can_stand_in_an_address(store: Store, name: str) -> None:
    with pytest.raises(WrongUse) as refused:
        organisations.found(store, OrganisationId(name), "Name")
    assert refused.value.id == "store.bad-organisation"


@pytest.mark.parametrize("name", sorted(organisations.RESERVED))
def test_an_organisation_is_not_called_as_a_page_of_the_console_is(store: Store, name: str) -> None:
    with pytest.raises(WrongUse) as refused:
        organisations.found(store, OrganisationId(name), "Name")
    assert refused.value.id == "store.reserved-organisation"
    assert refused.value.help
    assert set(organisations.sizes()) == {ACME, OTHER}
    organisations.found(store, OrganisationId(f"{name}-1"), "Name")
    assert f"{name}-1" in organisations.sizes()


def test_an_organisation_is_founded_once_also_by_two_at_once(live: Store) -> None:
    new = OrganisationId("new")
    outcomes = at_once(*[lambda: organisations.found(live, new, "New")] * 3)
    assert outcomes.count(None) == 1
    assert {each.id for each in outcomes if isinstance(each, WrongUse)} == {"store.organisation-exists"}
    assert organisations.sizes()[new] == 1


def test_what_is_not_there_is_told_without_its_name(store: Store) -> None:
    assert organisations.organisation(OrganisationId("nobody")) is None
    for ask in (
        lambda: organisations.signer_of(store, OrganisationId("nobody")),
        lambda: proofs.ask(store, OrganisationId("nobody"), CANARY, HALF_AN_HOUR),
        lambda: people.invite(store, OrganisationId("nobody"), Role.VIEWER, "1"),
    ):
        with pytest.raises(WrongUse) as refused:
            ask()
        assert refused.value.id == "store.no-such-organisation"
        assert "nobody" not in str(refused.value)


# --- Staff ---------------------------------------------------------------------------------------------------------


def test_a_role_is_given_in_place_of_the_one_before_and_taken_away(store: Store, dana: int) -> None:
    people.grant(store, ACME, dana, Role.VIEWER, "cli")
    people.grant(store, ACME, dana, Role.OFFICER, "cli")
    (member,) = people.membership(dana)
    assert (member.organisation, member.role, member.user) == (ACME, Role.OFFICER, dana)
    assert people.members(OTHER) == ()
    people.revoke(store, ACME, dana, "cli")
    assert people.membership(dana) == ()
    kinds = [each.entry.kind for each in log.recorded(ACME)]
    assert kinds == [people.REVOKED, people.GRANTED, people.GRANTED, organisations.FOUNDED]
    assert organisations.sizes()[OTHER] == 1


def test_a_role_in_all_organisations_is_told_in_each_log(store: Store, dana: int) -> None:
    people.grant(store, None, dana, Role.ADMINISTRATOR, "cli")
    assert organisations.sizes() == {ACME: 2, OTHER: 2}
    assert [each.user for each in people.members(OTHER)] == [dana]


def test_the_last_administrator_stays(store: Store, dana: int) -> None:
    people.grant(store, ACME, dana, Role.ADMINISTRATOR, "cli")
    with pytest.raises(WrongUse) as refused:
        people.revoke(store, ACME, dana, "cli")
    assert refused.value.id == "people.last-administrator"
    with pytest.raises(WrongUse) as refused:
        people.revoke(store, OTHER, dana, "cli")
    assert refused.value.id == "people.no-such-member"
    people.grant(store, None, user("eve"), Role.ADMINISTRATOR, "cli")
    people.revoke(store, ACME, dana, "cli")
    assert people.membership(dana) == ()


def test_two_administrators_who_take_each_other_away_at_once_do_not_both_go(live: Store) -> None:
    accounts = [user("dana"), user("eve")]
    for each in accounts:
        people.grant(live, ACME, each, Role.ADMINISTRATOR, "cli")
    outcomes = at_once(
        lambda: people.revoke(live, ACME, accounts[0], "eve"), lambda: people.revoke(live, ACME, accounts[1], "dana")
    )
    assert outcomes.count(None) == 1
    assert len(people.members(ACME)) == 1


def test_roles_reach_what_is_below_them() -> None:
    assert Role.ADMINISTRATOR.reaches(Role.VIEWER)
    assert Role.OFFICER.reaches(Role.OFFICER)
    assert not Role.VIEWER.reaches(Role.OFFICER)


def test_an_invitation_makes_one_member_once(store: Store, dana: int) -> None:
    token = people.invite(store, ACME, Role.OFFICER, "1")
    opened = people.open_invitation(store, token)
    assert opened is not None
    assert (opened.organisation, opened.role) == (ACME, Role.OFFICER)
    assert people.open_invitation(store, token) == opened
    assert people.use_invitation(store, token, dana) == opened
    assert [each.role for each in people.membership(dana)] == [Role.OFFICER]
    assert people.use_invitation(store, token, dana) is None
    assert people.open_invitation(store, token) is None
    assert people.use_invitation(store, "forged", dana) is None


def test_an_invitation_expires(store: Store, dana: int) -> None:
    token = people.invite(store, ACME, Role.OFFICER, "1", holds=HALF_AN_HOUR)
    move(store, HALF_AN_HOUR)
    assert people.open_invitation(store, token) is None
    assert people.use_invitation(store, token, dana) is None
    assert people.membership(dana) == ()


def test_of_many_who_use_an_invitation_at_once_one_becomes_a_member(live: Store) -> None:
    accounts = [user(name) for name in ("dana", "eve", "bob")]
    token = people.invite(live, ACME, Role.VIEWER, "1")
    outcomes = at_once(*[lambda each=each: people.use_invitation(live, token, each) for each in accounts])
    assert sum(isinstance(each, people.Invitation) for each in outcomes) == 1
    assert len(people.members(ACME)) == 1


def test_open_invitations_are_listed_where_they_lead_without_their_tokens(store: Store, dana: int) -> None:
    used, _ = people.invite(store, ACME, Role.VIEWER, "1"), people.invite(store, OTHER, Role.VIEWER, "1")
    people.use_invitation(store, used, dana)
    people.invite(store, ACME, Role.VIEWER, "1", holds=timedelta(0))
    before = people.invite(store, ACME, Role.OFFICER, "7")
    move(store, HALF_AN_HOUR)
    everywhere = people.invite(store, None, Role.ADMINISTRATOR, "command line")
    first, second = people.invitations(store, ACME)
    assert (first.organisation, first.role, first.invited_by) == (None, Role.ADMINISTRATOR, "command line")
    assert (second.organisation, second.role, second.invited_by) == (ACME, Role.OFFICER, "7")
    assert second.expires_at - second.invited_at == people.HOLDS
    assert people.invitations(store, None) == (first,)
    for token in (before, everywhere):
        assert token not in repr((first, second))
        assert store.key.hash_token(token) not in repr((first, second))


def test_a_withdrawn_invitation_opens_nothing_and_is_told_in_the_log(store: Store, dana: int) -> None:
    token = people.invite(store, ACME, Role.OFFICER, "1")
    (found,) = people.invitations(store, ACME)
    for where in (OTHER, None):
        with pytest.raises(WrongUse) as refused:
            people.withdraw(store, where, found.id, "2")
        assert refused.value.id == "people.no-such-invitation"
    assert people.invited_to(store, found.id) == ACME
    assert people.open_invitation(store, token) == found
    people.withdraw(store, ACME, found.id, "2")
    assert people.open_invitation(store, token) is None
    assert people.use_invitation(store, token, dana) is None
    assert people.membership(dana) == ()
    assert people.invitations(store, ACME) == ()
    last, before = (each.entry for each in log.recorded(ACME, limit=2))
    assert (last.kind, before.kind) == (people.WITHDRAWN, people.INVITED)
    assert json.loads(last.public) == {"invitation": found.id, "role": "officer", "by": "2"}
    assert json.loads(before.public)["invitation"] == found.id
    size = organisations.sizes()[ACME]
    with pytest.raises(WrongUse) as refused:
        people.withdraw(store, ACME, found.id, "2")
    assert refused.value.id == "people.no-such-invitation"
    assert organisations.sizes()[ACME] == size, "what is not done leaves no entry"


def test_an_invitation_to_all_organisations_is_withdrawn_for_all_and_told_in_each_log(store: Store) -> None:
    people.invite(store, None, Role.VIEWER, "cli")
    (found,) = people.invitations(store, None)
    assert people.invited_to(store, found.id) is None
    with pytest.raises(WrongUse):
        people.withdraw(store, ACME, found.id, "2")
    people.withdraw(store, None, found.id, "cli")
    for each in (ACME, OTHER):
        assert [entry.entry.kind for entry in log.recorded(each, limit=2)] == [people.WITHDRAWN, people.INVITED]


def test_of_a_use_and_a_withdrawal_at_once_one_happens(live: Store) -> None:
    account = user("dana")
    token = people.invite(live, ACME, Role.VIEWER, "1")
    (found,) = people.invitations(live, ACME)
    used, withdrawn = at_once(
        lambda: people.use_invitation(live, token, account), lambda: people.withdraw(live, ACME, found.id, "1")
    )
    is_member = bool(people.membership(account))
    assert is_member == isinstance(used, people.Invitation) == isinstance(withdrawn, WrongUse)


@pytest.mark.parametrize(
    ("held", "where", "invited", "to", "is_given"),
    [
        (Role.ADMINISTRATOR, ACME, Role.VIEWER, ACME, False),
        (Role.OFFICER, ACME, Role.OFFICER, ACME, False),
        (Role.ADMINISTRATOR, None, Role.OFFICER, ACME, False),
        (Role.ADMINISTRATOR, None, Role.VIEWER, None, False),
        (Role.OFFICER, ACME, Role.ADMINISTRATOR, ACME, True),
        (Role.ADMINISTRATOR, OTHER, Role.VIEWER, ACME, True),
        (Role.ADMINISTRATOR, ACME, Role.VIEWER, None, True),
    ],
)
def test_an_invitation_never_lowers_a_role_and_stays_open_where_it_gives_nothing(
    store: Store,
    dana: int,
    held: Role,
    where: OrganisationId | None,
    invited: Role,
    to: OrganisationId | None,
    *,
    is_given: bool,
) -> None:
    people.grant(store, where, dana, held, "cli")
    before = people.membership(dana)
    token = people.invite(store, to, invited, "1")
    if is_given:
        assert people.use_invitation(store, token, dana) is not None
        roles = {(each.organisation, each.role) for each in people.membership(dana)}
        assert (to, invited) in roles
        assert to == where or (where, held) in roles
        return
    with pytest.raises(WrongUse) as refused:
        people.use_invitation(store, token, dana)
    assert refused.value.id == people.ROLE_HELD
    assert people.membership(dana) == before
    assert people.open_invitation(store, token) is not None


def test_a_promotion_at_the_same_moment_is_not_undone_by_an_invitation_to_less(live: Store) -> None:
    account = user("dana")
    people.grant(live, ACME, user("eve"), Role.ADMINISTRATOR, "cli")
    token = people.invite(live, ACME, Role.VIEWER, "1")
    at_once(
        lambda: people.use_invitation(live, token, account),
        lambda: people.grant(live, ACME, account, Role.ADMINISTRATOR, "cli"),
    )
    assert [each.role for each in people.membership(account)] == [Role.ADMINISTRATOR]


# --- Keys of programs ----------------------------------------------------------------------------------------------


def _made(store: Store, **more: object) -> tuple[api_keys.ApiKey, str]:
    return api_keys.make(store, ACME, name="crm", scopes=[Scope.DECIDE], by="1", **more)  # type: ignore[arg-type]


def test_a_key_is_found_by_its_token_until_it_is_revoked(store: Store) -> None:
    key, token = _made(store)
    assert api_keys.keys(ACME) == (key,)
    assert api_keys.keys(OTHER) == ()
    assert api_keys.holding_keys(store) == {store.key.hash_token(token): key}
    with pytest.raises(WrongUse) as refused:
        api_keys.revoke(store, OTHER, key.id, by="1")
    assert refused.value.id == "keys.no-such-key"
    api_keys.revoke(store, ACME, key.id, by="1")
    assert api_keys.holding_keys(store) == {}
    assert api_keys.keys(ACME)[0].revoked_at == store.clock.now()
    with pytest.raises(WrongUse):
        api_keys.revoke(store, ACME, key.id, by="1")
    assert [each.entry.kind for each in log.recorded(ACME, limit=2)] == [api_keys.REVOKED, api_keys.MADE]


def test_the_last_use_of_a_key_is_kept_an_hour_apart_and_dated_by_the_look(store: Store) -> None:
    (key, _), (other, _) = _made(store), _made(store)
    began, uses = store.clock.now(), KeyUses(store)
    uses.note(key.id)
    assert _last_uses() == {key.id: None, other.id: None}, "whoever notes writes nothing"
    assert uses.look() == 1
    assert _last_uses() == {key.id: began, other.id: None}
    move(store, LOOKED)
    uses.note(key.id)
    uses.note(other.id)
    assert uses.look() == 1, "the one was written less than an hour ago"
    assert _last_uses() == {key.id: began, other.id: began + LOOKED}
    move(store, WRITTEN - LOOKED)
    assert uses.look() == 1, "what was used meanwhile is written once the hour is over"
    assert _last_uses()[key.id] == began + LOOKED, "with the time at which it was used, not written"
    move(store, WRITTEN)
    assert uses.look() == 0, "nobody used one"


def test_at_its_end_a_process_writes_what_it_noted_and_never_sets_a_time_back(store: Store) -> None:
    from troth.store.models import ApiKey

    key, _ = _made(store)
    began, late, early = store.clock.now(), KeyUses(store), KeyUses(store)
    early.note(key.id)
    early.look()
    move(store, LOOKED)
    early.note(key.id)
    assert early.end() == 1
    assert _last_uses() == {key.id: began + LOOKED}
    late.note(key.id)
    late.look()
    ApiKey.objects.update(last_used_at=began + WRITTEN)
    move(store, LOOKED)
    late.note(key.id)
    assert late.end() == 0
    assert _last_uses() == {key.id: began + WRITTEN}
    assert organisations.sizes()[ACME] == 2, "founded and made: no entry tells of a use"


def test_uses_that_could_not_be_written_are_written_at_the_next_look(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError
    from django.db.models import QuerySet

    def away(*_: object, **__: object) -> int:
        raise OperationalError

    key, _ = _made(store)
    uses = KeyUses(store)
    uses.note(key.id)
    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "update", away)
        with pytest.raises(OutsideWorldFailed):
            uses.look()
    assert uses.look() == 1
    assert _last_uses()[key.id] is not None


def _last_uses() -> dict[str, object]:
    return {each.id: each.last_used_at for each in api_keys.keys(ACME)}


def test_a_key_expires_and_one_without_scopes_is_not_made(store: Store) -> None:
    _made(store, expires_at=store.clock.now() + HALF_AN_HOUR)
    assert len(api_keys.holding_keys(store)) == 1
    move(store, HALF_AN_HOUR)
    assert api_keys.holding_keys(store) == {}
    with pytest.raises(WrongUse) as refused:
        api_keys.make(store, ACME, name="x", scopes=[], by="1")
    assert refused.value.id == "keys.no-scopes"


def test_a_rotated_key_holds_on_for_a_while_and_is_rotated_once(store: Store) -> None:
    key, _ = _made(store)
    new, token = api_keys.rotate(store, ACME, key.id, by="1")
    assert (new.replaces, new.scopes, new.expires_at) == (key.id, key.scopes, None)
    assert {each.id for each in api_keys.holding_keys(store).values()} == {key.id, new.id}
    with pytest.raises(WrongUse) as refused:
        api_keys.rotate(store, ACME, key.id, by="1")
    assert refused.value.id == "keys.replaced-already"
    move(store, api_keys.OVERLAP)
    assert api_keys.holding_keys(store) == {store.key.hash_token(token): new}


def test_a_rotation_at_once_makes_one_new_key(live: Store) -> None:
    key, _ = _made(live)
    outcomes = at_once(*[lambda: api_keys.rotate(live, ACME, key.id, by="1")] * 3)
    assert sum(isinstance(each, tuple) for each in outcomes) == 1
    assert len(api_keys.keys(ACME)) == 2


# --- Proofs of an identifier ---------------------------------------------------------------------------------------


def _asked(store: Store) -> proofs.Asked:
    asked = proofs.ask(store, ACME, CANARY, HALF_AN_HOUR)
    assert asked is not None
    return asked


def test_a_link_proves_an_identifier_once_in_its_organisation(store: Store) -> None:
    asked = _asked(store)
    assert proofs.redeem(store, OTHER, asked.token) is None
    assert proofs.redeem(store, ACME, asked.token) == CANARY
    assert proofs.redeem(store, ACME, asked.token) is None
    assert proofs.redeem(store, ACME, "forged") is None
    assert asked.token not in repr(asked)
    assert asked.code not in repr(asked)


def test_a_code_proves_an_identifier_in_the_browser_that_asked(store: Store) -> None:
    asked = _asked(store)
    assert proofs.redeem_code(store, ACME, "another-reference", asked.code) is None
    assert proofs.redeem_code(store, OTHER, asked.reference, asked.code) is None
    assert proofs.redeem_code(store, ACME, asked.reference, f" {asked.code[:4]} {asked.code[4:]} ") == CANARY
    assert proofs.redeem_code(store, ACME, asked.reference, asked.code) is None
    assert proofs.redeem(store, ACME, asked.token) is None


def test_a_code_is_tried_five_times_and_then_not_even_the_right_one_holds(store: Store) -> None:
    asked = _asked(store)
    wrong = "0" * 8 if asked.code != "0" * 8 else "1" * 8
    for _ in range(proofs.ATTEMPTS):
        assert proofs.redeem_code(store, ACME, asked.reference, wrong) is None
    assert proofs.redeem_code(store, ACME, asked.reference, asked.code) is None


def test_tries_made_at_once_are_all_counted(live: Store) -> None:
    asked = _asked(live)
    wrong = "0" * 8 if asked.code != "0" * 8 else "1" * 8
    outcomes = at_once(*[lambda: proofs.redeem_code(live, ACME, asked.reference, wrong)] * proofs.ATTEMPTS)
    assert outcomes == [None] * proofs.ATTEMPTS
    assert proofs.redeem_code(live, ACME, asked.reference, asked.code) is None


def test_a_proof_expires_and_is_taken_away_a_day_later(store: Store) -> None:
    asked = _asked(store)
    move(store, HALF_AN_HOUR)
    assert proofs.redeem(store, ACME, asked.token) is None
    assert proofs.redeem_code(store, ACME, asked.reference, asked.code) is None
    assert proofs.purge(store) == 0
    move(store, timedelta(days=1, seconds=1))
    assert proofs.purge(store) == 1


def test_a_new_proof_ends_the_one_before_and_a_mailbox_is_not_flooded(store: Store) -> None:
    first = _asked(store)
    _asked(store)
    assert proofs.redeem(store, ACME, first.token) is None
    for _ in range(proofs.MOST_ASKED - 2):
        _asked(store)
    assert proofs.ask(store, ACME, CANARY, HALF_AN_HOUR) is None
    assert proofs.ask(store, ACME, address("alice"), HALF_AN_HOUR) is not None
    assert proofs.ask(store, OTHER, CANARY, HALF_AN_HOUR) is not None
    move(store, HALF_AN_HOUR)
    _asked(store)


def test_of_proofs_asked_for_at_once_one_holds_and_none_is_uncounted(live: Store) -> None:
    asked = at_once(*[lambda: proofs.ask(live, ACME, CANARY, HALF_AN_HOUR)] * 7)
    made = [each for each in asked if isinstance(each, proofs.Asked)]
    assert len(made) == proofs.MOST_ASKED
    assert sum(proofs.redeem(live, ACME, each.token) is not None for each in made) == 1


def test_of_many_who_use_a_link_at_once_one_proves_it(live: Store) -> None:
    asked = _asked(live)
    outcomes = at_once(*[lambda: proofs.redeem(live, ACME, asked.token)] * 4)
    assert sorted(outcomes, key=str).count(CANARY) == 1
    assert outcomes.count(None) == 3


def test_no_token_or_code_stands_in_the_database(database: Database, store: Store) -> None:
    asked = _asked(store)
    _, token = _made(store)
    invitation = people.invite(store, ACME, Role.VIEWER, "1")
    everything = everything_in(database)
    for secret in (asked.token, asked.code, token, invitation):
        assert secret.encode() not in everything


# --- The same request again ----------------------------------------------------------------------------------------


def test_the_same_request_gets_the_same_answer_and_another_body_is_refused(store: Store) -> None:
    answer = Answered(201, b'{"event":"1"}')
    with writing(store, ACME) as change:
        assert idempotency.answered(change, "key", "name", b"body") is None
        idempotency.remember(change, "key", "name", b"body", answer)
    with writing(store, ACME) as change:
        assert idempotency.answered(change, "key", "name", b"body") == answer
        assert idempotency.answered(change, "other-key", "name", b"body") is None
        assert idempotency.answered(change, "key", "other-name", b"body") is None
        with pytest.raises(idempotency.OtherBody) as refused:
            idempotency.answered(change, "key", "name", b"other body")
    assert refused.value.id == "api.idempotency-key-reused"
    with writing(store, OTHER) as change:
        assert idempotency.answered(change, "key", "name", b"body") is None


def test_an_answer_is_forgotten_with_the_change_it_belongs_to_and_after_a_day(store: Store) -> None:
    answer = Answered(201, b"")
    with pytest.raises(ZeroDivisionError), writing(store, ACME) as change:
        idempotency.remember(change, "key", "name", b"body", answer)
        raise ZeroDivisionError
    with writing(store, ACME) as change:
        assert idempotency.answered(change, "key", "name", b"body") is None
        idempotency.remember(change, "key", "name", b"body", answer)
    assert idempotency.purge(store) == 0
    move(store, idempotency.KEPT + timedelta(seconds=1))
    assert idempotency.purge(store) == 1


def test_of_equal_requests_at_once_one_is_carried_out(live: Store) -> None:
    done: list[int] = []

    def request() -> bytes:
        with writing(live, ACME) as change:
            before = idempotency.answered(change, "key", "name", b"body")
            if before is not None:
                return before.body
            done.append(1)
            answer = Answered(201, live.clock.new_id().encode())
            idempotency.remember(change, "key", "name", b"body", answer)
        return answer.body

    assert len(set(at_once(*[request] * 4))) == 1
    assert len(done) == 1
