"""Policies: a draft is uploaded, checked, compared, published once, or discarded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from e2e.console.filled import OURS, texts
from e2e.installation import PASSWORD

if TYPE_CHECKING:
    from django.http import HttpResponse

    from e2e.console.filled import Filled

LIST = f"/console/{OURS}/policies/"
NEXT = "2027-02-01"
DRAFT = f"{LIST}versions/{NEXT}/"
PUBLISHED = f"{LIST}versions/2022-10-18/"


def _texts(version: str = NEXT) -> tuple[str, str]:
    policy, notice = texts(OURS)
    policy = policy.replace('version: "2022-10-18"', f'version: "{version}"')
    policy = policy.replace("effective: 2022-10-18", f"effective: {version}").replace("opt_in", "opt_out")
    return policy, notice.replace("no more Personal", "more Personal")


def _upload(ours: Filled, policy: str, notice: str, who: str = "officer") -> HttpResponse:
    from django.core.files.uploadedfile import SimpleUploadedFile

    files = {
        "policy": SimpleUploadedFile("policy.yaml", policy.encode()),
        "notice": SimpleUploadedFile("notice.md", notice.encode()),
    }
    return ours.client(who).post(f"{LIST}new/", files)  # type: ignore[return-value]


@pytest.fixture
def draft(ours: Filled) -> Filled:
    answer = _upload(ours, *_texts())
    assert (answer.status_code, answer.headers["Location"]) == (302, DRAFT)
    return ours


def _administrator(ours: Filled):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- Django's client
    client = ours.client("administrator")
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    return client


def _page(ours: Filled, path: str, who: str = "viewer") -> str:
    answer = ours.client(who).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_a_draft_shows_what_matters_to_subjects_and_which_words_changed(draft: Filled) -> None:
    shown = _page(draft, DRAFT)
    assert "change.weaker-consent" in shown
    assert "<del>no</del>" in shown
    assert "Publish" not in shown
    assert "nobody yet; once published, everybody from 1 February 2027" in shown


def test_a_policy_that_cannot_be_read_says_where_and_what_to_do(ours: Filled) -> None:
    answer = _upload(ours, "policy: {organisation: sesamm}\npractices: [{do: dance}]\n", "# Notice\n")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "The draft was not taken" in shown
    assert "policy.yaml" in shown or "policy:" in shown or ":2:" in shown


def test_the_policy_of_another_organisation_is_refused(ours: Filled) -> None:
    answer = _upload(ours, texts(OURS)[0].replace("organisation: sesamm", "organisation: dialpad"), "# Notice\n")
    assert answer.status_code == 422
    assert "policy.other-organisation" in answer.content.decode()


def test_a_version_that_is_published_is_never_replaced(ours: Filled) -> None:
    answer = _upload(ours, *texts(OURS))
    assert answer.status_code == 422
    assert "what binds is never changed" in answer.content.decode()


def test_an_administrator_publishes_after_she_was_told_for_whom_and_when(draft: Filled) -> None:
    client = _administrator(draft)
    shown = client.get(f"{DRAFT}publish/").content.decode()
    assert "everybody from 1 February 2027" in shown
    assert 'name="basis" value="2022-10-18"' in shown
    answer = client.post(f"{DRAFT}publish/", {"basis": "2022-10-18"}, follow=True)
    assert "Version 2027-02-01 is published." in answer.content.decode()
    assert client.get(f"{DRAFT}publish/").status_code == 302


def test_of_two_administrators_who_publish_at_once_the_second_is_told(draft: Filled) -> None:
    assert _upload(draft, *_texts("2027-03-01")).status_code == 302
    client = _administrator(draft)
    assert client.post(f"{DRAFT}publish/", {"basis": "2022-10-18"}).status_code == 302
    answer = client.post(f"{LIST}versions/2027-03-01/publish/", {"basis": "2022-10-18"})
    assert answer.status_code == 409
    assert "another version was published since" in answer.content.decode().lower()
    assert 'name="basis" value="2027-02-01"' in answer.content.decode()


def test_a_draft_with_errors_is_not_published(ours: Filled) -> None:
    policy, notice = _texts()
    assert (
        _upload(ours, policy.replace("cite: [s169, s170]", ""), notice + "\n\nWe promise the moon.\n").status_code
        == 302
    )
    shown = _page(ours, DRAFT)
    assert "It cannot be published" in shown
    client = _administrator(ours)
    assert "It has errors and cannot be published" in client.get(f"{DRAFT}publish/").content.decode()
    answer = client.post(f"{DRAFT}publish/", {"basis": "2022-10-18"})
    assert answer.status_code == 422
    assert "Nothing was published" in answer.content.decode()


def test_an_officer_does_not_publish(draft: Filled) -> None:
    assert draft.client("officer").get(f"{DRAFT}publish/").status_code == 403
    assert draft.client("officer").post(f"{DRAFT}publish/", {"basis": "2022-10-18"}).status_code == 403


def test_a_draft_is_discarded_after_a_question_and_a_version_never(draft: Filled) -> None:
    assert "Discard draft 2027-02-01?" in _page(draft, f"{DRAFT}discard/", "officer")
    assert draft.client("officer").post(f"{DRAFT}discard/").status_code == 302
    assert draft.client("officer").get(DRAFT).status_code == 404
    answer = draft.client("officer").post(f"{PUBLISHED}discard/", follow=True)
    assert "what binds is never changed" in answer.content.decode()


def test_every_form_of_a_version_is_a_file(ours: Filled) -> None:
    from troth.web.console.policies import FORMS

    for form in FORMS:
        answer = ours.client("viewer").get(f"{PUBLISHED}files/{form}/")
        assert answer.status_code == 200, form
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert len(answer.content) > 500
    assert ours.client("viewer").get(f"{PUBLISHED}files/policy/").content.decode() == texts(OURS)[0]
    assert json.loads(ours.client("viewer").get(f"{PUBLISHED}files/dpv/").content)["@context"]
    assert ours.client("viewer").get(f"{PUBLISHED}files/exe/").status_code == 404
