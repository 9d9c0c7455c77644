"""Which columns hold the same identifiers as another, written in whatever way?

A newsletter's list has no key of the shop's customers, but their mail addresses; a tracker has their digests. Rules:

1. For each kind of identifier (e-mail, telephone) the column where each stands once, of the table that most point at,
   is the one that others point at.
2. Another table that no key joins with that one points at it where half of its identifiers are among that one's.
3. A column of digests points at it where they are digests (MD5, SHA-1, SHA-256, SHA-512) of its identifiers.
4. The mark of a browser or a device (`cookie_id`) joins two tables in which it is called the same; the smaller, which
   is likelier to say whose it is, is pointed at.
5. A number that people keep (`customer_no`) joins two systems as other keys do; see `candidates`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from troth.estate.connector import EstateProblem
from troth.estate.graph.candidates import is_digest, is_email, is_phone
from troth.estate.graph.cellforms import canonical, put_into
from troth.estate.graph.containment import dataset_of
from troth.estate.graph.names import OTHERS, is_mark, is_of_person, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from troth.estate.connector import Connector
    from troth.estate.graph.naming import Naming
    from troth.estate.graph.profile import Profile
    from troth.inventory import DatasetName

_HALF, _FIFTH = 0.5, 0.2
_FEW = 5
_ASKED = 200
DIGESTS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
"""The algorithm by the number of hexadecimal digits."""


def digits_of(text: str) -> str:
    """The digits of a telephone number, less the zeros before them: the least that two ways of writing share."""
    return "".join(c for c in text if c.isdigit()).lstrip("0")[-9:]


def identical(
    found: Sequence[Profile],
    joined: Callable[[DatasetName, DatasetName], bool],
    pointed: Mapping[DatasetName, int],
    naming: Naming,
    connectors: Mapping[str, Connector],
) -> Iterator[tuple[Profile, Profile, str]]:
    """The column, the one it points at, and what was seen."""
    mails = [profile for profile in found if is_email(profile) and not _of_others(profile)]
    phones = [profile for profile in found if is_phone(profile) and not _of_others(profile)]
    for kind, own, form in (("e-mail", mails, canonical), ("telephone", phones, lambda cell: digits_of(str(cell)))):
        for hub in _hubs(own, pointed, naming):
            known = {form(cell) for cell in hub.values}
            for of in own:
                if of.at == hub.at or of.at.of == hub.at.of or joined(of.at.of, hub.at.of):
                    continue
                if kind == "telephone" and any(m.at.of == of.at.of and m.at != of.at for m in mails):
                    continue
                among, looked = _among({form(cell) for cell in of.values}, known, of, hub, connectors)
                if looked >= _FEW and among >= _HALF * looked:
                    yield of, hub, f"{among} of {looked} values are the same {kind}"
    yield from _tokens(found, joined)
    for hub in _hubs(mails, pointed, naming):
        yield from _digests(found, hub, joined)


def _tokens(
    found: Sequence[Profile], joined: Callable[[DatasetName, DatasetName], bool]
) -> Iterator[tuple[Profile, Profile, str]]:
    """Rule 4."""
    own = [p for p in found if not p.inside and p.is_telling and p.distinct >= _FEW and is_mark(p.words)]
    for of in own:
        for hub in own:
            same = of.nouns == hub.nouns and of.at.of != hub.at.of and not joined(of.at.of, hub.at.of)
            if not same or (hub.table.rows, str(hub.at)) >= (of.table.rows, str(of.at)):
                continue
            among = len(of.values & hub.values)
            if among >= _FEW and among >= _FIFTH * min(of.distinct, hub.distinct):
                yield of, hub, f"{among} values are the same {' '.join(of.nouns)}"


def _of_others(profile: Profile) -> bool:
    return any(word in OTHERS for word in words(profile.at.field))


def _hubs(own: Sequence[Profile], pointed: Mapping[DatasetName, int], naming: Naming) -> list[Profile]:
    """Rule 1."""

    def worth(profile: Profile) -> tuple[object, ...]:
        person = is_of_person(naming.of_table(profile.table))
        return profile.declared_unique, person, pointed.get(profile.at.of, 0), profile.distinct, str(profile.at)

    once = [
        profile
        for profile in own
        if not profile.inside and profile.filled and profile.distinct >= 0.97 * profile.filled
    ]
    return [max(once, key=worth)] if once else []


def _among(
    own: set[str], known: set[str], of: Profile, hub: Profile, connectors: Mapping[str, Connector]
) -> tuple[int, int]:
    """How many of the identifiers are the hub's, and of how many."""
    among = own & known
    if hub.complete or hub.at.system not in connectors:
        return len(among), len(own)
    looked = list(of.raw)[:_ASKED]
    forms = {canonical(cell) for cell in looked}
    asked = {put_into(hub.type, each) for cell in looked for each in (cell, canonical(cell))}
    wanted = [(cell,) for cell in sorted(asked - {None}, key=str)]
    try:
        rows = connectors[hub.at.system].rows(dataset_of(hub.table), (hub.at.field,), wanted, (hub.at.field,))
        there = {canonical(cell) for (cell,) in rows}
    except EstateProblem:
        return len(among), len(own)
    return len(forms & (there | known)), len(forms)


def _digests(
    found: Sequence[Profile], hub: Profile, joined: Callable[[DatasetName, DatasetName], bool]
) -> Iterator[tuple[Profile, Profile, str]]:
    made: dict[str, frozenset[str]] = {}
    for of in found:
        if of.inside or not is_digest(of) or of.at.of == hub.at.of:
            continue
        # Most cells are digests; the few that are not ("unknown") may come first.
        name = next((DIGESTS[len(value)] for value in of.values if len(value) in DIGESTS), "")
        if not name:
            continue
        if name not in made:
            made[name] = frozenset(
                hashlib.new(name, mail.encode(), usedforsecurity=False).hexdigest() for mail in hub.values
            )
        among = len(of.values & made[name])
        share = among / of.distinct
        if not joined(of.at.of, hub.at.of) and (share >= _HALF or (not hub.complete and among >= _FEW)):
            yield of, hub, f"{among} of {of.distinct} values are the {name} of an e-mail"
