"""With what can a program decide by itself, and why may it believe it?

A snapshot is what an engine needs: the policy's text in its versions, the different standings, and each subject's.
It is signed with the key of the organisation's evidence log. Rules:

1. The signature is over a note (C2SP signed-note) whose first line no checkpoint can have, so that neither passes for
   the other: kind, organisation, size of the log it follows, time, and the SHA-256 of the contents.
2. Nothing of the contents is unpacked before the signature and the digest hold.
3. A snapshot older than the one that is held, by the log's size or by its time, is refused: a choice withdrawn since
   would come back to life.
4. A local answer is the engine's: reason, clauses and elements included. A subject who is not in it has said nothing.

What it leaves out: fetching (`troth.client.local`). Subjects' ids are in it and identifiers are not.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from troth.consent.binding import Acceptance, Contact
from troth.consent.events import ConsentKind  # noqa: TC001 -- msgspec resolves annotations at run time
from troth.consent.state import Word
from troth.decisions import Choices, Engine, Kept, Suppressed
from troth.errors import WrongUse
from troth.policy import read_policy
from troth.policy.model import SignalName  # noqa: TC001 -- msgspec resolves annotations at run time
from troth.words import Channel, ChoiceId, ClauseId, DataName, OrganisationId, PurposeName, SubjectId, SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from troth.decisions import Answer, Question
    from troth.evidence import Signer, Verifier
    from troth.policy import Policy

_KIND = "troth snapshot 1"
_LINES = 5


class _Word(msgspec.Struct, frozen=True, array_like=True):
    purpose: str | None
    choice: str | None
    channel: Channel | None
    kind: ConsentKind


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    data: str
    purposes: list[str]
    until: date | None
    clauses: list[str]


class _Contact(msgspec.Struct, frozen=True, array_like=True):
    first_on: date
    accepted: list[tuple[str, date]]


class _Standing(msgspec.Struct, frozen=True, omit_defaults=True):
    """One standing; fields as in `Choices`."""

    words: list[_Word] = []
    kinds: list[str] = []
    age: int | None = None
    parental_consent: bool = False
    restricted: bool = False
    erased: bool = False
    kept: list[_Kept] = []
    suppressed: list[tuple[str | None, Channel | None]] = []
    outweighed: list[SignalName] = []
    contact: _Contact | None = None


class _Contents(msgspec.Struct, frozen=True):
    policies: list[str]
    standings: list[_Standing]
    subjects: list[str]
    states: list[int]


class _Sealed(msgspec.Struct, frozen=True):
    note: str
    contents: bytes


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was true of an organisation's subjects when the log had `log_size` entries, at `at`."""

    organisation: OrganisationId
    log_size: int
    at: datetime
    texts: tuple[str, ...] = field(repr=False)
    policies: tuple[Policy, ...] = field(repr=False)
    engine: Engine = field(repr=False)

    def decide(self, subject: str, question: Question) -> Answer:
        """The answer, in the process."""
        return self.engine.decide(SubjectId(subject), question)


def seal_snapshot(  # noqa: PLR0913 -- these are its parts
    policies: Sequence[str],
    standings: Sequence[Choices],
    subjects: Iterable[tuple[SubjectId, int]],
    log_size: int,
    at: datetime,
    signer: Signer,
    *,
    organisation: OrganisationId,
) -> bytes:
    """The signed snapshot: `policies` are YAML texts, oldest first; a subject's number is a place in `standings`."""
    if at.tzinfo is None:
        raise WrongUse("a snapshot's time names no time zone", id="client.naive-time", help="pass an aware time")
    pairs = list(subjects)
    contents = _Contents(
        list(policies), [_as_body(each) for each in standings], [s for s, _ in pairs], [n for _, n in pairs]
    )
    packed = zlib.compress(msgspec.msgpack.encode(contents), 6)
    lines = (_KIND, organisation, str(log_size), at.isoformat(), hashlib.sha256(packed).hexdigest())
    return msgspec.msgpack.encode(_Sealed(signer.sign("\n".join(lines) + "\n"), packed))


def open_snapshot(data: bytes, verifier: Verifier, held: Snapshot | None = None, *, at_least: int = 0) -> Snapshot:
    """The snapshot, if the key signed it and it is not older than `held`, nor than a log of `at_least` entries.

    Where the policy is that of `held`, it is not read again. Raises WrongUse `client.forged-snapshot`,
    `client.older-snapshot`, `client.other-organisation` or `client.unreadable-snapshot`.
    """
    organisation, log_size, at, contents = _verified(data, verifier)
    if held is not None and held.organisation != organisation:
        raise WrongUse(
            "the snapshot is another organisation's", id="client.other-organisation", help="check the key in use"
        )
    if log_size < at_least or (held is not None and (log_size < held.log_size or at < held.at)):
        raise WrongUse(
            f"the snapshot, of a log of {log_size} entries, is older than what is held",
            id="client.older-snapshot",
            help="what is held is kept; ask the server's administrator why it went back",
        )
    texts = tuple(contents.policies)
    policies = held.policies if held is not None and held.texts == texts else tuple(map(_read, texts))
    standings = [_as_choices(each) for each in contents.standings]
    if len(contents.subjects) != len(contents.states) or any(not 0 <= n < len(standings) for n in contents.states):
        raise _unreadable()
    known = ((SubjectId(s), standings[n]) for s, n in zip(contents.subjects, contents.states, strict=True))
    return Snapshot(organisation, log_size, at, texts, policies, Engine(policies, known))


def _verified(data: bytes, verifier: Verifier) -> tuple[OrganisationId, int, datetime, _Contents]:
    """Rules 1 and 2."""
    try:
        sealed = msgspec.msgpack.decode(data, type=_Sealed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _forged() from error
    lines = (verifier.signed(sealed.note) or "").split("\n")
    if len(lines) != _LINES + 1 or lines[0] != _KIND:
        raise _forged()
    if hashlib.sha256(sealed.contents).hexdigest() != lines[4]:
        raise _forged()
    try:
        contents = msgspec.msgpack.decode(zlib.decompress(sealed.contents), type=_Contents)
        return OrganisationId(lines[1]), int(lines[2]), datetime.fromisoformat(lines[3]), contents
    except (msgspec.DecodeError, ValueError, zlib.error) as error:
        raise _unreadable() from error


def _read(text: str) -> Policy:
    policy, _ = read_policy(text)
    if policy is None:
        raise _unreadable()
    return policy


def _forged() -> WrongUse:
    return WrongUse(
        "the snapshot is not signed by the key of the organisation's log",
        id="client.forged-snapshot",
        help="check the key (`public-key` of the log) and who answers at the server's address",
    )


def _unreadable() -> WrongUse:
    return WrongUse(
        "the snapshot is signed, and holds what this version of troth cannot read",
        id="client.unreadable-snapshot",
        help="use like versions of troth on both sides",
    )


def _as_body(choices: Choices) -> _Standing:
    contact = choices.contact
    return _Standing(
        words=[_Word(w.purpose, w.choice, w.channel, w.kind) for w in choices.words],
        kinds=sorted(choices.kinds),
        age=choices.age,
        parental_consent=choices.parental_consent,
        restricted=choices.restricted,
        erased=choices.erased,
        kept=[_Kept(k.data, sorted(k.purposes), k.until, list(k.clauses)) for k in choices.kept],
        suppressed=[(s.purpose, s.channel) for s in choices.suppressed],
        outweighed=sorted(choices.outweighed),
        contact=None if contact is None else _Contact(contact.first_on, [(a.version, a.on) for a in contact.accepted]),
    )


def _as_choices(body: _Standing) -> Choices:
    contact = body.contact
    return Choices(
        words=tuple(map(_as_word, body.words)),
        kinds=frozenset(map(SubjectKindName, body.kinds)),
        age=body.age,
        parental_consent=body.parental_consent,
        restricted=body.restricted,
        erased=body.erased,
        kept=tuple(
            Kept(DataName(k.data), frozenset(map(PurposeName, k.purposes)), k.until, tuple(map(ClauseId, k.clauses)))
            for k in body.kept
        ),
        suppressed=frozenset(Suppressed(None if p is None else PurposeName(p), c) for p, c in body.suppressed),
        outweighed=frozenset(body.outweighed),
        contact=None
        if contact is None
        else Contact(contact.first_on, tuple(Acceptance(version, on) for version, on in contact.accepted)),
    )


def _as_word(word: _Word) -> Word:
    return Word(
        None if word.purpose is None else PurposeName(word.purpose),
        None if word.choice is None else ChoiceId(word.choice),
        word.channel,
        word.kind,
    )
