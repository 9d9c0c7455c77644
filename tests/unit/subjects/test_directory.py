from __future__ import annotations

import pytest

from troth.errors import WrongUse
from troth.subjects.directory import Directory, Found
from troth.subjects.hashing import IdentifierHash
from troth.words import OrganisationId, SubjectId

ACME, GLOBEX = OrganisationId("acme"), OrganisationId("globex")
ALICE, BOB, CHARLIE = SubjectId("alice"), SubjectId("bob"), SubjectId("charlie")
MAIL, FAMILY_PHONE, OFFICE_PHONE = map(IdentifierHash, ("email:alice", "phone:family", "phone:office"))


@pytest.fixture
def directory() -> Directory:
    directory = Directory(ACME)
    directory.link(ACME, MAIL, ALICE)
    directory.link(ACME, FAMILY_PHONE, ALICE)
    return directory


def test_one_subject_has_many_identifiers(directory: Directory) -> None:
    assert directory.identifiers_of(ACME, ALICE) == (MAIL, FAMILY_PHONE)
    assert directory.find(ACME, MAIL).only == ALICE
    assert directory.find(ACME, FAMILY_PHONE).only == ALICE
    assert len(directory) == 1


def test_an_unknown_identifier_points_at_nobody(directory: Directory) -> None:
    assert directory.find(ACME, OFFICE_PHONE) == Found((), shared=False)
    assert directory.find(ACME, OFFICE_PHONE).only is None


def test_a_shared_telephone_never_joins_two_people(directory: Directory) -> None:
    found = directory.link(ACME, FAMILY_PHONE, BOB)

    assert found == Found((ALICE, BOB), shared=True)
    assert found.only is None
    assert directory.find(ACME, MAIL).only == ALICE
    assert directory.identifiers_of(ACME, BOB) == (FAMILY_PHONE,)
    assert len(directory) == 2


def test_an_identifier_can_be_known_to_be_shared_from_the_start(directory: Directory) -> None:
    found = directory.link(ACME, OFFICE_PHONE, ALICE, shared=True)

    assert found == Found((ALICE,), shared=True)
    assert found.only is None


def test_two_identifiers_together_can_identify(directory: Directory) -> None:
    directory.link(ACME, FAMILY_PHONE, BOB)

    assert directory.find_together(ACME, [MAIL, FAMILY_PHONE]) == Found((ALICE,), shared=False)
    assert directory.find_together(ACME, [FAMILY_PHONE]) == Found((ALICE, BOB), shared=True)
    assert directory.find_together(ACME, [MAIL, OFFICE_PHONE]) == Found()
    assert directory.find_together(ACME, []) == Found()


def test_two_shared_identifiers_of_one_known_subject_do_not_identify(directory: Directory) -> None:
    directory.link(ACME, OFFICE_PHONE, ALICE, shared=True)
    directory.link(ACME, FAMILY_PHONE, BOB)

    assert directory.find_together(ACME, [OFFICE_PHONE, FAMILY_PHONE]).only is None


def test_linking_twice_changes_nothing(directory: Directory) -> None:
    assert directory.link(ACME, MAIL, ALICE) == Found((ALICE,), shared=False)
    assert directory.identifiers_of(ACME, ALICE) == (MAIL, FAMILY_PHONE)


def test_what_is_shared_stays_shared_until_nobody_has_it(directory: Directory) -> None:
    directory.link(ACME, FAMILY_PHONE, BOB)

    assert directory.unlink(ACME, FAMILY_PHONE, BOB) == Found((ALICE,), shared=True)
    assert directory.unlink(ACME, FAMILY_PHONE, ALICE) == Found()
    assert directory.link(ACME, FAMILY_PHONE, BOB) == Found((BOB,), shared=False)


def test_unlinking_what_was_not_linked_changes_nothing(directory: Directory) -> None:
    assert directory.unlink(ACME, MAIL, BOB) == Found((ALICE,), shared=False)
    assert directory.unlink(ACME, OFFICE_PHONE, ALICE) == Found()
    assert directory.identifiers_of(ACME, ALICE) == (MAIL, FAMILY_PHONE)


def test_forgetting_one_subject_leaves_the_other(directory: Directory) -> None:
    directory.link(ACME, FAMILY_PHONE, BOB)

    assert directory.forget(ACME, ALICE) == (MAIL, FAMILY_PHONE)
    assert directory.find(ACME, MAIL) == Found()
    assert directory.find(ACME, FAMILY_PHONE).subjects == (BOB,)
    assert directory.identifiers_of(ACME, ALICE) == ()
    assert len(directory) == 1
    assert directory.forget(ACME, ALICE) == ()


def test_no_question_crosses_to_another_organisation(directory: Directory) -> None:
    for ask in (
        lambda: directory.find(GLOBEX, MAIL),
        lambda: directory.find_together(GLOBEX, [MAIL]),
        lambda: directory.link(GLOBEX, MAIL, CHARLIE),
        lambda: directory.unlink(GLOBEX, MAIL, ALICE),
        lambda: directory.identifiers_of(GLOBEX, ALICE),
        lambda: directory.forget(GLOBEX, ALICE),
    ):
        with pytest.raises(WrongUse, match=r"subjects\.other-organisation"):
            ask()
    assert directory.find(ACME, MAIL) == Found((ALICE,), shared=False)


def test_a_directory_shows_nobody(directory: Directory) -> None:
    assert "alice" not in repr(directory)
