"""What was sent: a notice, or what is wrong with it; and what of an earlier review it keeps."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest

from e2e.console.proposed import NOTICE
from troth.errors import Problem
from troth.notice import Notice, read_notice
from troth.policy import read_policy
from troth.policy.file.write import write_policy
from troth.policy.review import Review, accept, unreviewed
from troth.web.console.pages import proposing
from troth.web.console.pages.proposing import Before, notice_sent, proposed, proposed_again, published_review
from troth.words import OrganisationId
from unit.notice.pdfs import head, laid_out, para

ACME = OrganisationId("acme-shop")
AT = datetime(2027, 5, 1, tzinfo=UTC)
_NOT_ENGLISH = "notice.not-english"
TODAY = date(2027, 6, 1)
_SAID = "</p><p>".join(NOTICE.splitlines()[6:])
PAGE = f"<html><body><nav>Shop Cart</nav><main><h1>Privacy</h1><p>{_SAID}</p></main></html>"


def _notice(text: str = NOTICE) -> Notice:
    found = notice_sent(None, "", text)
    assert isinstance(found, Notice), found
    return found


@pytest.mark.parametrize(
    ("data", "name", "pasted", "kept"),
    [
        (None, "", NOTICE, "notice.md"),
        (None, "", f"\n\n{PAGE}", "notice.html"),
        (NOTICE.encode(), "privacy.md", "", "notice.md"),
        (NOTICE.encode("utf-16"), "privacy.txt", "", "notice.md"),
        (PAGE.encode(), "Privacy.HTM", "  ", "notice.html"),
    ],
    ids=["pasted", "pasted-page", "file", "utf-16", "page"],
)
def test_a_notice_is_read_and_can_be_read_again_from_what_is_kept(
    data: bytes | None, name: str, pasted: str, kept: str
) -> None:
    found = notice_sent(data, name, pasted)
    assert isinstance(found, Notice), found
    assert found.name == kept
    assert read_notice(found.source, name=found.name) == found
    assert any("never sell" in each.text for each in found.clauses)


@pytest.mark.parametrize(
    ("data", "pasted", "id_"),
    [
        (None, "  \n", "upload.missing"),
        (b"", "", "upload.missing"),
        (b"# Notice", "# Notice", "upload.two-notices"),
        (None, "Take two eggs and a spoon of flour. Stir them well, and bake for an hour.", "notice.no-notice"),
        (None, "Wir erheben Ihre Daten, und wir geben sie nicht an die Werbung weiter, die Sie sehen.", _NOT_ENGLISH),
        (b"\x00\x01\x02\x03" * 40, "", "notice.binary"),
        (b"a" * (proposing.MOST + 1), "", "upload.too-large"),
        (b"%PDF-1.7" + b"a" * proposing.MOST_PDF, "", "upload.too-large"),
    ],
    ids=["nothing", "empty", "both", "recipe", "german", "binary", "large", "large-pdf"],
)
def test_what_is_no_notice_is_told_with_a_next_step(data: bytes | None, pasted: str, id_: str) -> None:
    (problem,) = notice_sent(data, "notice.txt", pasted)  # type: ignore[misc]
    assert isinstance(problem, Problem)
    assert problem.id == id_
    assert problem.help


@pytest.mark.slow
def test_a_pdf_is_read_and_kept_as_its_text() -> None:
    story = [head("Privacy notice"), *(para(each) for each in NOTICE.split("\n")[6:] if each)]
    found = notice_sent(laid_out(story), "privacy.pdf", "")
    assert isinstance(found, Notice), found
    assert found.name == "notice.md"
    assert read_notice(found.source, name=found.name) == found
    assert any("never sell" in each.text for each in found.clauses)


def test_a_notice_of_more_clauses_than_are_read_at_once_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "MOST_CLAUSES", 5)
    (problem,) = notice_sent(None, "", NOTICE)  # type: ignore[misc]
    assert problem.id == "upload.too-many-clauses"


def test_what_is_proposed_is_the_organisations_own() -> None:
    policy, review = proposed(_notice(), ACME)
    assert policy.head.organisation == ACME, "not as a name of the file would be written"
    assert unreviewed(policy, review) == [address for address, _ in policy.elements()]


def test_a_new_version_asks_only_about_what_changed() -> None:
    before = proposed(_notice(), ACME)
    review = accept(before[0], before[1], [address for address, _ in before[0].elements()], "4", AT)
    changed = NOTICE.replace("for six years", "for two years")
    policy, again = proposed_again(_notice(changed), ACME, Before(before[0], review, _notice()), (), TODAY)
    assert unreviewed(policy, again) == ["data.purchase", "retention.keep"]
    entry = again.of("practices.never-sell")
    assert entry is not None
    assert (entry.accepted_by, entry.accepted_at) == ("4", AT)


def test_names_of_a_reviewers_own_are_not_proposed_beside_those_of_the_rules() -> None:
    renamed, problems = read_policy(write_policy(proposed(_notice(), ACME)[0]).replace("newsletter", "letters"))
    assert renamed is not None, problems
    before = Before(renamed, published_review(renamed, "4", AT), _notice())
    policy, again = proposed_again(_notice(), ACME, before, (), TODAY)
    assert unreviewed(policy, again) == []
    assert "newsletter" not in policy.purposes
    more, asked = proposed_again(_notice(f"{NOTICE}\nWe use your name for our newsletter.\n"), ACME, before, (), TODAY)
    assert {"data.name", "purposes.newsletter"} < set(unreviewed(more, asked)), "what something new uses comes with it"


def test_what_nobody_accepted_is_asked_about_again() -> None:
    before = proposed(_notice(), ACME)
    review = accept(before[0], before[1], ["practices.never-sell"], "4", AT)
    policy, again = proposed_again(_notice(), ACME, Before(before[0], review, _notice()), (), TODAY)
    assert "practices.never-sell" not in unreviewed(policy, again)
    assert "retention.keep" in unreviewed(policy, again)


@pytest.mark.parametrize(
    ("text", "taken", "version"),
    [
        (NOTICE, ("2027-05-01",), "2027-06-01"),
        (NOTICE, ("2027-05-01", "2027-06-01"), "2027-06-01-2"),
        (NOTICE.replace("1 May 2027", "1 July 2027"), ("2027-05-01",), "2027-07-01"),
    ],
)
def test_a_version_that_is_taken_gets_another_name_and_the_head_is_asked_about(
    text: str, taken: tuple[str, ...], version: str
) -> None:
    before = proposed(_notice(), ACME)
    whole = published_review(before[0], "4", AT)
    assert unreviewed(before[0], whole) == []
    policy, again = proposed_again(_notice(text), ACME, Before(before[0], whole, _notice()), taken, TODAY)
    assert policy.head.version == version
    assert "policy" in unreviewed(policy, again)


def test_a_version_without_review_counts_as_accepted_by_whoever_published_it() -> None:
    policy, _ = proposed(_notice(), ACME)
    whole = published_review(policy, "4", AT)
    assert {(each.accepted_by, each.accepted_at) for each in whole.entries} == {("4", AT)}
    assert unreviewed(dataclasses.replace(policy, notes={}), Review()) != []
