from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from troth.client import Snapshot, open_snapshot, seal_snapshot
from troth.client.local import LocalDecider
from troth.clock import SetClock
from troth.consent.binding import Acceptance, Contact
from troth.decisions import Choices, Engine, Kept, Suppressed
from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence import Signer
from troth.policy.model import SignalName
from troth.words import Channel, ClauseId, DataName, OrganisationId, PurposeName, SubjectId, SubjectKindName
from unit.decisions.asking import WORLD, policy_of, question, word

ACME = OrganisationId("acme")
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SIGNER = Signer("troth/acme", b"s" * 32)
RULES = """\
choices: {no-mail: {of: [write], cite: [s4]}}
practices:
  - {id: write, do: use, data: [contact], for: [marketing], modal: may, consent: opt_out, cite: [s2]}
  - {id: serve, do: use, data: [contact], for: [service], modal: does, cite: [s3]}
"""
FULL = Choices(
    words=(word("given", "newsletters"), word("opted_out", choice="no-mail", channel="email")),
    kinds=frozenset({SubjectKindName("client")}),
    age=12,
    parental_consent=True,
    restricted=True,
    erased=True,
    kept=(Kept(DataName("card"), frozenset({PurposeName("defence")}), date(2030, 1, 1), (ClauseId("s9"),)),),
    suppressed=frozenset({Suppressed(PurposeName("marketing"), Channel.EMAIL), Suppressed()}),
    outweighed=frozenset({SignalName.GPC}),
    contact=Contact(date(2020, 5, 1), (Acceptance("1", date(2020, 6, 1)),)),
)
SUBJECTS = [(SubjectId("alice"), 0), (SubjectId("bob"), 1)]


def seal(size: int = 7, at: datetime = AT, standings: tuple[Choices, ...] = (Choices(), FULL), **more: Any) -> bytes:
    given: dict[str, Any] = {"organisation": ACME, "policies": [WORLD + RULES], "subjects": SUBJECTS, "signer": SIGNER}
    given |= more
    return seal_snapshot(standings=standings, log_size=size, at=at, **given)


def opened(data: bytes, held: Snapshot | None = None, **more: Any) -> Snapshot:
    return open_snapshot(data, SIGNER.verifier, held, **more)


def test_a_snapshot_says_whose_it_is_and_when_it_was_made() -> None:
    snapshot = opened(seal())
    assert (snapshot.organisation, snapshot.log_size, snapshot.at) == (ACME, 7, AT)


@pytest.mark.parametrize("field", [each.name for each in dataclasses.fields(Choices)])
def test_every_part_of_a_standing_comes_through(field: str) -> None:
    # two versions, for with one the engine drops the contact, which then counts for nothing
    one = dataclasses.replace(Choices(), **{field: getattr(FULL, field)})
    assert one != Choices()
    later = (WORLD + RULES).replace('version: "1", effective: 2020', 'version: "2", effective: 2022')
    snapshot = opened(seal(standings=(Choices(), one), policies=[WORLD + RULES, later]))
    assert snapshot.engine.choices(SubjectId("bob")) == one
    assert snapshot.engine.choices(SubjectId("alice")) == Choices()


@pytest.mark.parametrize("purpose", ["newsletters", "marketing", "service", "defence", "moonshots"])
@pytest.mark.parametrize("standing", [Choices(), FULL, Choices(words=(word("opted_out", "marketing"),))])
def test_a_local_answer_is_that_of_the_engine(purpose: str, standing: Choices) -> None:
    snapshot = opened(seal(standings=(Choices(), standing)))
    direct = Engine(policy_of(RULES), [(SubjectId("bob"), standing)])
    asked = question("contact", purpose, channel="email")
    assert snapshot.decide("bob", asked) == direct.decide(SubjectId("bob"), asked)


def test_somebody_who_is_not_in_the_snapshot_has_said_nothing() -> None:
    assert opened(seal()).decide("charlie", question("contact", "newsletters")).reason == "not-refused"


def forged() -> dict[str, bytes]:
    whole = seal()
    sealed = msgspec.msgpack.decode(whole)
    other = msgspec.msgpack.decode(seal(standings=(Choices(), Choices())))
    packed = msgspec.msgpack.encode
    checkpoint = SIGNER.sign_checkpoint(7, bytes(32)).note
    return {
        "other contents": packed(sealed | {"contents": other["contents"]}),
        "another size": packed(sealed | {"note": sealed["note"].replace("\n7\n", "\n8\n")}),
        "another organisation": packed(sealed | {"note": sealed["note"].replace("acme\n", "evil\n", 1)}),
        "no signature": packed(sealed | {"note": sealed["note"].partition("\n\n")[0]}),
        "another key": seal(signer=Signer("troth/acme", b"e" * 32)),
        "another log": seal(signer=Signer("troth/other", b"s" * 32)),
        "a checkpoint": packed(sealed | {"note": checkpoint}),
        "cut short": whole[:-1],
        "nothing": b"",
        "json": b"{}",
    }


@pytest.mark.parametrize("how", forged())
def test_a_forged_snapshot_is_refused(how: str) -> None:
    with pytest.raises(WrongUse) as refused:
        opened(forged()[how])
    assert refused.value.id == "client.forged-snapshot"


def test_every_octet_of_a_snapshot_is_under_the_signature() -> None:
    whole = seal()
    opened(whole)
    for at in range(0, len(whole), 13):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises(WrongUse):
            opened(changed)


def test_the_note_of_a_snapshot_is_no_checkpoint() -> None:
    note = msgspec.msgpack.decode(seal())["note"]
    assert SIGNER.verifier.signed(note) is not None
    assert SIGNER.verifier.read_checkpoint(note) is None


@pytest.mark.parametrize(("size", "at"), [(6, AT), (7, AT - timedelta(seconds=1)), (6, AT + timedelta(days=1))])
def test_an_older_snapshot_than_the_one_held_is_refused(size: int, at: datetime) -> None:
    held = opened(seal())
    with pytest.raises(WrongUse) as refused:
        opened(seal(size, at), held)
    assert refused.value.id == "client.older-snapshot"


def test_a_snapshot_of_a_log_that_is_known_to_be_longer_is_refused() -> None:
    assert opened(seal(7), at_least=7).log_size == 7
    with pytest.raises(WrongUse, match="older"):
        opened(seal(7), at_least=8)


def test_another_organisations_snapshot_does_not_take_the_place_of_the_one_held() -> None:
    with pytest.raises(WrongUse) as refused:
        opened(seal(organisation=OrganisationId("other")), opened(seal()))
    assert refused.value.id == "client.other-organisation"


def test_the_policy_is_read_again_only_where_it_changed() -> None:
    held = opened(seal())
    assert opened(seal(8), held).policies is held.policies
    assert opened(seal(8, policies=[WORLD + RULES.replace("s2", "s5")]), held).policies is not held.policies


def test_what_is_signed_and_cannot_be_read_is_said() -> None:
    for wrong in ({"policies": ["troth: 1"]}, {"subjects": [(SubjectId("alice"), 5)]}):
        with pytest.raises(WrongUse) as refused:
            opened(seal(**wrong))
        assert refused.value.id == "client.unreadable-snapshot"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(WrongUse, match="time zone"):
        seal(at=AT.replace(tzinfo=None))


class Server:
    """Gives what it is told to, or is away."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)

    def __call__(self) -> bytes:
        if not self.answers:
            raise OutsideWorldFailed("the server cannot be reached", id="client.no-answer", help="start it")
        return self.answers.pop(0)


def test_a_local_decider_goes_on_while_the_server_is_away_and_says_how_old_it_is() -> None:
    clock = SetClock(AT)
    server = Server(seal())
    with LocalDecider(server, SIGNER.verifier, every=3600, clock=clock) as local:
        clock.advance(timedelta(hours=2))
        assert not local.refresh()
        assert local.last_failure is not None
        assert local.last_failure.id == "client.no-answer"
        assert local.decide("bob", question("contact", "newsletters")).reason == "erased"
        assert local.age() == timedelta(hours=2)
        server.answers = [seal(8, AT + timedelta(hours=1), (Choices(), Choices()))]
        assert local.refresh()
        assert local.last_failure is None
        assert local.age() == timedelta(hours=1)
        assert local.decide("bob", question("contact", "newsletters")).reason == "not-refused"


def test_a_local_decider_keeps_what_it_holds_where_it_is_given_something_forged_or_older() -> None:
    server = Server(seal(), forged()["another key"], seal(6))
    with LocalDecider(server, SIGNER.verifier, every=3600) as local:
        for id_ in ("client.forged-snapshot", "client.older-snapshot"):
            assert not local.refresh()
            assert local.last_failure is not None
            assert local.last_failure.id == id_
        assert local.snapshot.log_size == 7


def test_a_local_decider_may_refuse_to_decide_by_what_is_too_old() -> None:
    clock = SetClock(AT)
    with LocalDecider(Server(seal()), SIGNER.verifier, oldest=timedelta(minutes=5), clock=clock) as local:
        clock.advance(timedelta(minutes=5))
        assert local.decide("alice", question("contact", "newsletters"))
        clock.advance(timedelta(seconds=1))
        with pytest.raises(OutsideWorldFailed) as refused:
            local.decide("alice", question("contact", "newsletters"))
        assert refused.value.id == "client.snapshot-too-old"


def test_a_local_decider_without_a_first_snapshot_does_not_start() -> None:
    with pytest.raises(OutsideWorldFailed, match="cannot be reached"):
        LocalDecider(Server(), SIGNER.verifier)


def test_a_local_decider_refreshes_by_itself() -> None:
    server = Server(seal())
    with LocalDecider(server, SIGNER.verifier, every=0.01) as local:
        server.answers.append(seal(9))
        deadline = 500
        while local.snapshot.log_size != 9 and deadline:
            local._ending.wait(0.01)
            deadline -= 1
        assert local.snapshot.log_size == 9
    assert not local._thread.is_alive()
