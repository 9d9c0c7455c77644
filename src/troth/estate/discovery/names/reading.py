"""How is a name taken apart, and what do its pieces say together?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from troth.estate.discovery.names.lexicon import Concept, Force, Role, concepts, roles, themes, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "o", "æ": "ae"}
)
_LONGEST_WORD = 4
"""Pieces of the longest word of the tables."""
_LEAST_PART = 4
"""Letters of the shortest word that is looked for within a piece: shorter ones are found everywhere."""
_LONGEST_CODE = 3
"""Letters up to which a piece that is not known may be no word at all."""
_LINKS = ("s", "n", "en", "es", "er", "e", "")
_NO_WORDS = frozenset(
    {
        "t",
        "tbl",
        "tb",
        "tab",
        "table",
        "dim",
        "fact",
        "dbo",
        "app",
        "web",
        "shop",
        "crm",
        "erp",
        "stamm",
        "data",
        "master",
        "the",
        "all",
        "list",
        "liste",
    }
)
_NEVER_CUT = frozenset({"administration", "administrations", "administrative", "administracion", "amministrazione"})
"""Words that begin as another does and have nothing to do with it."""
_KEY_PIECES = frozenset({"id", "uuid", "guid", "fk", "key", "ref", "kennung", "oid", "ids"})
_ROMANCE_KEYS = frozenset({"id", "fk", "cod", "codigo", "num", "numero", "codice"})
_HOW_FORCEFUL = {Force.IDENTITY: 3, Force.CONTEXT: 2, Force.TECHNICAL: 1, Force.NEUTRAL: 0}
_TIMES = frozenset({"when", "touched", "visit"})
_REACHING = frozenset({"email", "phone", "address", "full_name", "username", "given_name", "surname", "iban", "card"})
_NEVER_A_TIME = frozenset({"birth", "age", "job"})


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """What a column's name says."""

    pieces: tuple[str, ...]
    concept: Concept | None
    roles: tuple[Role, ...] = ()
    is_key: bool = False
    """It names a key: `customer_id`, `id_client`."""
    is_role: bool = False
    """It is nothing but the word for a person or a thing: `driver`, `patient`."""
    is_digest: bool = False
    is_opaque: bool = False
    """Nothing in it is known, and nothing in it can be a word: `c1`, `fld_07`, `x_a`."""

    def means(self, *names: str) -> bool:
        """Whether its concept is one of these."""
        return self.concept is not None and self.concept.name in names


@dataclass(frozen=True, slots=True)
class NamedTable:
    """What a table's name says of its rows, in the order of its words."""

    pieces: tuple[str, ...]
    roles: tuple[Role, ...]
    is_whole: bool = False
    """Nothing else stands in it: `customers`, but not `customer_attributes`."""
    theme: str = ""
    """The term of what its rows tell of a person: of orders, `pd:Purchase`."""

    @property
    def role(self) -> Role | None:
        """What the rows are: an event before everything else, then what the last word says."""
        if Role.EVENT in self.roles:
            return Role.EVENT
        if not self.roles:
            return None
        last = self.roles[-1]
        if last in (Role.THING, Role.ORGANISATION) and (Role.PERSON in self.roles or Role.STAFF in self.roles):
            # `customer_tags` and `tags_customer`: which things a person has
            return Role.EVENT if last is Role.THING else Role.PERSON
        return last


@cache
def pieces(name: str) -> tuple[str, ...]:
    """The pieces of a name: lower case, without accents, singular or plural as they stand."""
    folded = unicodedata.normalize("NFKD", name.translate(_UMLAUTS))
    plain = "".join(each for each in folded if not unicodedata.combining(each))
    return tuple(each.lower() for each in _PIECES.findall(plain))


@cache
def read_column_name(name: str) -> NamedColumn:
    """What a column's name says."""
    cut = pieces(name)
    said = tuple(_whole_words(cut, words()))
    found_roles = tuple(role for role in (_role_of(word) for word in _whole_words_of_roles(cut)) if role)
    hits = [concepts()[words()[word]] for word in said if word in words()]
    is_key = bool(cut) and len(cut) > 1 and (cut[-1] in _KEY_PIECES or cut[0] in _ROMANCE_KEYS)
    concept = _together(hits)
    return NamedColumn(
        pieces=cut,
        concept=concept,
        roles=found_roles,
        is_key=is_key or bool(concept is not None and concept.name == "id"),
        is_digest=any(each in ("hash", "md5", "sha1", "sha256", "sha", "hashed", "digest") for each in cut),
        is_role=concept is None and len(found_roles) == 1 and len(cut) == 1,
        is_opaque=concept is None and not found_roles and not any(len(each) > _LONGEST_CODE for each in cut),
    )


@cache
def read_table_name(name: str) -> NamedTable:
    """What a table's name says of its rows. A schema before it says nothing."""
    cut = pieces(
        name.rpartition(".")[2] if not name.endswith((".csv", ".jsonl", ".parquet")) else name.rpartition(".")[0]
    )
    said = _whole_words_of_roles(cut)
    whole = sum(word.count("_") + 1 for word in said) >= len([piece for piece in cut if piece not in _NO_WORDS])
    told = [word for word in _whole_words(cut, themes()) if word in themes()]
    theme = themes()[told[-1]] if told else ""
    return NamedTable(cut, tuple(role for role in map(_role_of, said) if role), whole, theme)


def _whole_words_of_roles(cut: tuple[str, ...]) -> list[str]:
    return _whole_words(cut, roles())


def _role_of(word: str) -> Role | None:
    return roles().get(word)


def _whole_words(cut: Sequence[str], known: Mapping[str, object]) -> list[str]:
    """The known words among the pieces, the longest first, in their order."""
    found: list[str] = []
    at = 0
    while at < len(cut):
        for length in range(min(_LONGEST_WORD, len(cut) - at), 0, -1):
            word = _known("_".join(cut[at : at + length]), known) or (
                _known("".join(cut[at : at + length]), known) if length > 1 else None
            )
            if word:
                found.append(word)
                at += length
                break
        else:
            found += _within(cut[at], known)
            at += 1
    return found


def _known(word: str, known: Mapping[str, object]) -> str | None:
    """The word as the tables write it: as it stands, or as the singular of a plural."""
    if word in known:
        return word
    for ending, instead in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("en", ""),
        ("n", ""),
        ("e", ""),
        ("e", "a"),
        ("i", "o"),
        ("i", "e"),
    ):
        stem = word.removesuffix(ending) + instead
        if len(word) > len(ending) + 2 and word.endswith(ending) and stem in known:
            return stem
    return None


def _within(piece: str, known: Mapping[str, object]) -> list[str]:
    """The known words that a piece is made of, as German joins them: `kundentelefon`; none where it is not."""
    if len(piece) < 2 * _LEAST_PART - 1 or piece in _NEVER_CUT:
        return []
    for at in range(len(piece) - _LEAST_PART, 2, -1):
        head, tail = piece[:at], piece[at:]
        last = _known(tail, known)
        for link in _LINKS:
            if link and not head.endswith(link):
                continue
            first = _known(head.removesuffix(link), known) if len(head.removesuffix(link)) >= 3 else None
            if first and last:
                return [first, last]
    for at in range(1, len(piece) - _LEAST_PART + 1):
        tail = piece[at:]
        if len(tail) > _LEAST_PART and tail in known and at >= 3:
            return [tail]
    for at in range(len(piece) - 2, _LEAST_PART, -1):
        if piece[:at] in known and len(piece) - at >= 3:
            return [piece[:at]]
    return []


def _together(hits: list[Concept]) -> Concept | None:
    """What several concepts say together: rule 3."""
    if not hits:
        return None
    names = {hit.name for hit in hits}
    if len(hits) > 1 and not names & _NEVER_A_TIME:
        for marker in ("touched", "visit", "when"):
            if marker in names and (marker != "when" or hits[-1].name == "when" or hits[0].name == "when"):
                return next(hit for hit in hits if hit.name == marker)
        if "flag" in names and names - {"flag"} <= _REACHING | {"name", "id"}:
            return next(hit for hit in hits if hit.name == "flag")
        if hits[-1].name in ("type", "state") and names - {"type", "state"} <= _REACHING | {"name", "device", "code"}:
            return hits[-1]
    return max(enumerate(hits), key=lambda each: (_HOW_FORCEFUL[each[1].force], each[0]))[1]
