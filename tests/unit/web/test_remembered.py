from __future__ import annotations

from typing import TYPE_CHECKING

from troth.web.remembered import Remembered

if TYPE_CHECKING:
    from django.test import Client


def test_the_same_objects_are_answered_with_what_was_made_of_them() -> None:
    kept: Remembered[list[int]] = Remembered(4)
    policy = [1]
    first = kept.get(lambda: [len(policy)], policy, under=("en",))
    assert kept.get(lambda: [99], policy, under=("en",)) is first
    assert kept.get(lambda: [99], policy, under=("fr",)) == [99]


def test_equal_objects_that_are_others_are_made_anew() -> None:
    kept: Remembered[str] = Remembered(4)
    one, other = [1], [1]
    assert kept.get(lambda: "first", one) == "first"
    assert kept.get(lambda: "second", other) == "second"


def test_an_object_keeps_its_identity_for_as_long_as_something_is_remembered_of_it() -> None:
    kept: Remembered[int] = Remembered(1000)
    made = [kept.get(lambda number=number: number, [number]) for number in range(500)]  # type: ignore[misc]
    assert made == list(range(500))


def test_what_was_not_asked_for_the_longest_time_goes_first() -> None:
    kept: Remembered[str] = Remembered(2)
    one, two, three = [1], [2], [3]
    for each in (one, two, one, three):
        kept.get(lambda: "old", each)
    assert kept.get(lambda: "new", one) == "old"
    assert kept.get(lambda: "new", two) == "new"


def test_a_page_that_did_not_change_is_not_sent_again(site: Client) -> None:
    first = site.get("/o/dialpad/notice/")
    again = site.get("/o/dialpad/notice/", headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    other = site.get("/o/dialpad/notice/", headers={"if-none-match": first["ETag"], "accept-language": "fr"})
    assert other.status_code == 200
    assert other["ETag"] != first["ETag"]


def test_a_page_is_that_of_its_own_address_and_organisation(site: Client) -> None:
    pages = [
        site.get(path).content
        for path in (
            "/o/dialpad/notice/",
            "/o/sesame/notice/",
            "/o/dialpad/notice/?print",
            "/o/dialpad/notice/?q=cookie",
        )
    ]
    assert len(set(pages)) == len(pages)
    assert site.get("/o/dialpad/notice/").content == pages[0]


def test_who_brings_a_session_is_shown_a_page_of_her_own(site: Client) -> None:
    from django.conf import settings

    from troth.web.centre import layers

    site.get("/o/dialpad/")
    before = len(layers._pages._made)
    site.cookies[settings.SESSION_COOKIE_NAME] = "anything"
    assert site.get("/o/dialpad/?mine").status_code == 200
    assert len(layers._pages._made) == before
