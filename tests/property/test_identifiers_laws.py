"""Laws of identifiers: one normal form, no two organisations alike, nobody joined, nothing repeated."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from troth.errors import Problem
from troth.subjects.directory import Directory
from troth.subjects.hashing import IdentifierHash, derive_key, hash_identifier, is_hash
from troth.subjects.identifiers import LONGEST, Identifier, IdentifierKind, normalise
from troth.words import OrganisationId, SubjectId

SECRET = bytes(range(32))
ACME = OrganisationId("acme")
KINDS = st.sampled_from(list(IdentifierKind))
ANY_TEXT = st.text(alphabet=st.characters(), max_size=40)
LOCAL = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="@<>"), min_size=1, max_size=20)
DOMAIN = st.lists(
    st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=10), min_size=1, max_size=3
).map(".".join)
NAMES = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
EMAILS = st.builds("{}@{}".format, LOCAL, DOMAIN)
PHONES = st.from_regex(r"\+[1-9][0-9 ()-]{5,16}", fullmatch=True)


def is_normal(found: Identifier | Problem) -> bool:
    return isinstance(found, Identifier) and normalise(found.kind, found.text) == found


@given(KINDS, ANY_TEXT)
def test_normalising_any_text_ends_in_a_normal_form_or_a_refusal(kind: IdentifierKind, text: str) -> None:
    found = normalise(kind, text)

    assert isinstance(found, Problem) or is_normal(found)


@given(EMAILS)
def test_normalising_an_e_mail_address_twice_is_normalising_it_once(text: str) -> None:
    found = normalise(IdentifierKind.EMAIL, text)
    assume(isinstance(found, Identifier))

    assert is_normal(found)
    assert isinstance(found, Identifier)
    assert len(found.text) <= LONGEST[IdentifierKind.EMAIL]
    assert found.text.rpartition("@")[2].isascii()


@given(PHONES)
def test_normalising_a_number_twice_is_normalising_it_once(text: str) -> None:
    found = normalise(IdentifierKind.PHONE, text)
    assume(isinstance(found, Identifier))

    assert is_normal(found)


@given(st.from_regex(r"[a-z]{1,10}@[a-z]{1,10}\.example", fullmatch=True), st.data())
def test_how_an_address_is_written_makes_no_difference(text: str, data: st.DataObject) -> None:
    capitals = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    written = "".join(c.upper() if up else c for c, up in zip(text, capitals, strict=True))
    around = data.draw(st.sampled_from(["{}", " {}\n", "<{}>", " < {} > "]))

    assert normalise(IdentifierKind.EMAIL, around.format(written)) == Identifier(IdentifierKind.EMAIL, text)


@given(KINDS, st.text(min_size=12, max_size=60), st.sampled_from(["\x00", "@", " ", "x" * 5000]))
def test_no_refusal_repeats_the_text(kind: IdentifierKind, text: str, spoiler: str) -> None:
    found = normalise(kind, f"canary{text}{spoiler}")

    if isinstance(found, Problem):
        assert "canary" not in str(found)
    else:
        assert "canary" not in repr(found)


@given(KINDS, NAMES, NAMES, NAMES)
def test_two_organisations_never_have_a_hash_in_common(kind: IdentifierKind, text: str, one: str, other: str) -> None:
    assume(one != other)
    keys = [derive_key(SECRET, OrganisationId(name)) for name in (one, other)]
    hashes = {hash_identifier(key, Identifier(kind, text)) for key in keys}

    assert len(hashes) == 2
    assert all(map(is_hash, hashes))


SUBJECTS = tuple(SubjectId(name) for name in ("alice", "bob", "carol"))
HASHES = tuple(IdentifierHash(f"phone:{number}") for number in range(4))
DEEDS = st.lists(
    st.tuples(st.sampled_from(["link", "unlink", "forget"]), st.sampled_from(HASHES), st.sampled_from(SUBJECTS)),
    max_size=25,
)


@given(DEEDS)
def test_a_directory_never_joins_two_people_and_agrees_with_itself(
    deeds: list[tuple[str, IdentifierHash, SubjectId]],
) -> None:
    directory = Directory(ACME)
    links: set[tuple[IdentifierHash, SubjectId]] = set()
    for deed, identifier, subject in deeds:
        if deed == "link":
            directory.link(ACME, identifier, subject)
            links.add((identifier, subject))
        elif deed == "unlink":
            directory.unlink(ACME, identifier, subject)
            links.discard((identifier, subject))
        else:
            directory.forget(ACME, subject)
            links = {(i, s) for i, s in links if s != subject}

    for identifier in HASHES:
        found = directory.find(ACME, identifier)
        assert set(found.subjects) == {s for i, s in links if i == identifier}
        assert found.shared or len(found.subjects) < 2
    for subject in SUBJECTS:
        assert set(directory.identifiers_of(ACME, subject)) == {i for i, s in links if s == subject}
    assert len(directory) == len({s for _, s in links})
