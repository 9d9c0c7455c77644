"""Reviews in the console, without a script: a notice is read, decided about, and becomes a draft among the versions."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from e2e.console.filled import OURS, THEIRS, texts
from e2e.console.proposed import LIST, NEW, NOTICE, button, hidden, page, proposed, sentence

if TYPE_CHECKING:
    from e2e.console.filled import Filled

USE, DOUBTED = "practices.use", "practices.use-3"


@pytest.fixture
def review(ours: Filled) -> tuple[Filled, str]:
    return ours, proposed(ours)


def _post(ours: Filled, path: str, who: str = "officer", **sent: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- Django's answer
    return ours.client(who).post(path, sent)


def _addresses(ours: Filled, path: str, state: str) -> list[str]:
    """The elements that are `accepted`, or `left`, as the filter of that name shows them."""
    found = re.findall(r'<article class="card( open)?( name)?" id="e-([^"]+)"', page(ours, f"{path}?show={state}"))
    return [address for is_open, _, address in found if bool(is_open) == (state == "left")]


def _entries(kind: str = "policy.reviewed") -> list[dict[str, object]]:
    from troth.store import log

    return [json.loads(each.entry.public) for each in log.recorded(OURS, kinds=[kind])]


def test_a_notice_is_read_and_everything_waits_for_a_reviewer(review: tuple[Filled, str]) -> None:
    ours, path = review
    shown = page(ours, path)
    assert "<b>0 of 16</b> reviewed" in shown
    assert "We never sell your personal information." in shown
    assert shown.count("Accept<span") == 16
    assert "In review" in page(ours, LIST)
    assert _entries("policy.proposed")[0]["by"] == str(ours.user("officer").pk)


def test_the_rules_are_not_loaded_with_the_server() -> None:
    code = """
from django_set_up import set_up
set_up()
import sys, troth.web.urls, troth.web.console.proposals
print(sorted(name for name in sys.modules if name.startswith("troth.reading.")))
"""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)])
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "id_"), [("", "upload.missing"), ("Take two eggs, and stir them well for an hour.", "notice.no-notice")]
)
def test_what_is_no_notice_is_told_and_stays_in_the_form(ours: Filled, text: str, id_: str) -> None:
    answer = _post(ours, NEW, text=text)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert id_ in shown
    assert text in shown
    assert _entries("policy.proposed") == []


def test_a_file_is_read_by_its_ending(ours: Filled) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = SimpleUploadedFile("privacy.txt", NOTICE.replace("# ", "").replace("#", "").encode())
    answer = ours.client("officer").post(NEW, {"notice": sent, "basis": ""})
    assert answer.status_code == 302
    assert "We never sell your personal information." in page(ours, answer.headers["Location"])


def test_what_is_accepted_says_who_did_it_and_leads_on_to_the_next(review: tuple[Filled, str]) -> None:
    ours, path = review
    value = button(page(ours, path), "accept", USE)
    answer = _post(ours, f"{path}act/", accept=value, show="left", part="1")
    assert answer.headers["Location"] == f"{path}?show=left&part=1#e-data.e_mail_address"
    number = ours.user("officer").pk
    assert f"by account {number}" in page(ours, f"{path}?show=accepted")
    assert _addresses(ours, path, "accepted") == [USE]
    assert USE not in _addresses(ours, path, "left")
    (told,) = _entries()
    assert (told["act"], told["by"]) == ("accepted", str(number))
    review_file = json.loads(ours.client("viewer").get(f"{path}files/review/").content)
    (entry,) = [each for each in review_file["entries"] if each["accepted_by"]]
    assert (entry["address"], entry["accepted_by"]) == (USE, str(number))


def test_all_of_a_sentence_is_accepted_at_once(review: tuple[Filled, str]) -> None:
    ours, path = review
    values = re.findall(r'name="accept" value="(\w+ s4 [^"]+ [^"]+)"', page(ours, path))
    _post(ours, f"{path}act/", accept=values[0])
    assert set(_addresses(ours, path, "accepted")) == {USE, "data.e_mail_address", "purposes.newsletter"}


def test_what_is_rejected_is_gone_and_what_others_name_is_not(review: tuple[Filled, str]) -> None:
    ours, path = review
    shown = page(ours, path)
    refused = _post(ours, f"{path}act/", reject=button(shown, "reject", "data.purchase"))
    said = page(ours, refused.headers["Location"])
    assert "is named by retention.keep" in said
    _post(ours, f"{path}act/", reject=button(shown, "reject", "retention.keep"))
    _post(ours, f"{path}act/", reject=button(shown, "reject", "data.purchase"))
    shown = page(ours, path)
    assert "retention.keep" not in shown
    assert "1 sentence unaccounted for" in shown


def test_the_last_act_is_undone(review: tuple[Filled, str]) -> None:
    ours, path = review
    before = page(ours, path)
    _post(ours, f"{path}act/", reject=button(before, "reject", "retention.keep"))
    number = re.search(r'name="undo" value="(\d+)"', page(ours, path))
    assert number is not None
    answer = _post(ours, f"{path}act/", undo=number[1])
    assert "Undone: retention.keep is not rejected any more." in page(ours, answer.headers["Location"])
    assert "retention.keep" in page(ours, path)
    assert [each["act"] for each in _entries()] == ["undone", "rejected"]


def test_a_sentence_makes_no_rule_for_a_reason(review: tuple[Filled, str]) -> None:
    ours, path = review
    at = f"{path}sentences/{sentence(page(ours, path), 'The weather')}/"
    mark = hidden(page(ours, at))
    refused = _post(ours, at, do="note", mark=mark, reason=" ", kind="other")
    assert refused.status_code == 422
    assert "review.no-reason" in refused.content.decode()
    assert _post(ours, at, do="note", mark=mark, reason="it is about mountains", kind="other").status_code == 302
    policy = ours.client("viewer").get(f"{path}files/policy/").content.decode()
    assert "it is about mountains" in policy
    assert "use-3" not in policy
    assert "purpose_stated" not in policy, "what only that sentence named went with it"
    assert "mountains" not in json.dumps(_entries())


def test_an_element_is_edited_after_it_was_checked(review: tuple[Filled, str]) -> None:
    ours, path = review
    at = f"{path}elements/{USE}/"
    mark, wrong = hidden(page(ours, at)), "{do: [use], data: [e_mail], for: [newsletter], modal: may, cite: [s4]}"
    refused = _post(ours, at, do="edit", mark=mark, text=wrong)
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "policy.unknown-category" in shown
    assert "Did you mean" in shown
    assert wrong.replace("'", "&#x27;") in shown
    right = wrong.replace("e_mail]", "e_mail_address]")
    assert _post(ours, at, do="edit", mark=mark, text=right).status_code == 302
    assert _addresses(ours, path, "accepted") == [USE]
    assert right[1:-1] in ours.client("viewer").get(f"{path}files/policy/").content.decode()


def test_an_element_is_split_edited_and_joined_again(review: tuple[Filled, str]) -> None:
    ours, path = review
    at = f"{path}elements/{USE}/"
    assert "Join with" not in page(ours, at)
    assert _post(ours, at, do="split", mark=hidden(page(ours, at)), clause="s5").status_code == 302
    for address, data in ((USE, "e_mail_address"), (f"{USE}-s5", "postal_address")):
        there = f"{path}elements/{address}/"
        text = f"{{do: use, data: [{data}], for: [newsletter], modal: does, consent: opt_in, cite: [s{4 if address == USE else 5}]}}"  # noqa: E501 -- one element
        assert _post(ours, there, do="edit", mark=hidden(page(ours, there)), text=text).status_code == 302
    both = re.search(rf'name="with" value="({USE}-s5 \w+)"', page(ours, at))
    assert both is not None
    assert _post(ours, at, do="join", **{"with": both[1]}).status_code == 302
    policy = ours.client("viewer").get(f"{path}files/policy/").content.decode()
    assert "data: [e_mail_address, postal_address]" in policy
    assert "use-s5" not in policy
    assert [each["act"] for each in _entries()] == ["joined", "edited", "edited", "split"]


def test_an_element_is_written_for_a_sentence(review: tuple[Filled, str]) -> None:
    ours, path = review
    shown = page(ours, path)
    _post(ours, f"{path}act/", reject=button(shown, "reject", DOUBTED))
    at = f"{path}sentences/{sentence(shown, 'The weather')}/"
    wrong = _post(ours, at, mark=hidden(page(ours, at)), do="add", of="retention", text="{max: P6M}")
    assert wrong.status_code == 422
    assert "policy.missing-key" in wrong.content.decode()
    assert "{max: P6M}" in wrong.content.decode()
    right = _post(ours, at, mark=hidden(page(ours, at)), do="add", of="retention", text="{data: [purchase], max: P6M}")
    assert right.status_code == 302
    assert "retention.retention-s8" in _addresses(ours, path, "accepted")


def test_all_sure_ones_are_accepted_after_their_number_was_shown(review: tuple[Filled, str]) -> None:
    ours, path = review
    shown = page(ours, f"{path}sure/")
    count = re.search(r"Accept (\d+) elements\?", shown)
    assert count is not None
    addresses = hidden(shown, "addresses")
    assert len(addresses.split()) == int(count[1])
    assert DOUBTED not in addresses
    answer = _post(ours, f"{path}sure/", addresses=addresses, mark=hidden(shown))
    assert f"Accepted {count[1]}." in page(ours, answer.headers["Location"])
    assert sorted(_addresses(ours, path, "accepted")) == sorted(addresses.split())
    assert "No sure ones are left" in page(ours, f"{path}sure/")


def test_whoever_is_late_is_told_who_was_first_and_loses_nothing(review: tuple[Filled, str]) -> None:
    ours, path = review
    at = f"{path}elements/{USE}/"
    shown, mark = page(ours, path, "administrator"), hidden(page(ours, at, "administrator"))
    sure = page(ours, f"{path}sure/", "administrator")
    text = "{do: use, data: [e_mail_address], for: [newsletter], modal: may, cite: [s4-s5]}"
    assert _post(ours, at, do="edit", mark=mark, text=text).status_code == 302
    first = ours.user("officer").pk
    mine = text.replace("may", "does")
    late = _post(ours, at, "administrator", do="edit", mark=mark, text=mine)
    said = late.content.decode()
    assert late.status_code == 409
    assert f"Account {first} changed this" in said
    assert mine in said, "what she wrote stays"
    assert "modal: may" in said, "and what it is now is shown"
    again = _post(ours, at, "administrator", do="edit", mark=hidden(said), text=mine)
    assert again.status_code == 302
    pressed = _post(ours, f"{path}act/", "administrator", accept=button(shown, "accept", USE))
    assert "changed this at" in page(ours, pressed.headers["Location"], "administrator")
    agreed = {"addresses": hidden(sure, "addresses"), "mark": hidden(sure)}
    assert _post(ours, f"{path}sure/", "administrator", **agreed).status_code == 409
    other = _post(ours, f"{path}act/", "administrator", accept=button(shown, "accept", "retention.keep"))
    assert other.headers["Location"].partition("#")[2]
    assert "retention.keep" in _addresses(ours, path, "accepted")


def test_what_somebody_else_accepted_meanwhile_stays_hers(review: tuple[Filled, str]) -> None:
    ours, path = review
    value = button(page(ours, path), "accept", USE)
    _post(ours, f"{path}act/", accept=value)
    answer = _post(ours, f"{path}act/", "administrator", accept=value)
    assert "accepted already" in page(ours, answer.headers["Location"], "administrator")
    assert len(_entries()) == 1


def test_a_finished_review_becomes_a_draft_that_is_compared_and_published(review: tuple[Filled, str]) -> None:
    from e2e.installation import PASSWORD

    ours, path = review
    assert "Not finished yet" in page(ours, f"{path}finish/")
    at = f"{path}sentences/{sentence(page(ours, path), 'The weather')}/"
    _post(ours, at, do="note", mark=hidden(page(ours, at)), reason="about mountains", kind="other")
    while values := re.findall(r'name="accept" value="([^"]+)"', page(ours, f"{path}?show=left")):
        _post(ours, f"{path}act/", accept=values[-1])
    assert "Nothing is left" in page(ours, f"{path}?show=left")
    shown = page(ours, f"{path}finish/")
    assert "The review is finished" in shown
    assert "What the laws ask a notice to say" in shown
    answer = _post(ours, f"{path}finish/")
    assert answer.headers["Location"] == f"{LIST}versions/2027-05-01/"
    assert "What it changes" in page(ours, answer.headers["Location"])
    client = ours.client("administrator")
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    done = client.post(f"{LIST}versions/2027-05-01/publish/", {"basis": "2022-10-18"}, follow=True)
    assert "Version 2027-05-01 is published." in done.content.decode()
    again = _post(ours, f"{path}finish/")
    assert again.status_code == 422
    assert "what binds is never changed" in again.content.decode()


def test_findings_that_remain_are_shown_and_keep_nothing_from_being_a_draft(ours: Filled) -> None:
    path = proposed(ours, NOTICE + "\nBy using this site you consent to our use of your data.\n")
    shown = page(ours, path)
    for address in ("retention.keep", "data.purchase"):
        _post(ours, f"{path}act/", reject=button(shown, "reject", address))
    shown = page(ours, f"{path}finish/")
    assert "policy.sentence-unaccounted" in shown
    assert "What keeps it from being published" in shown
    assert "policy.implied-consent" in shown
    draft = page(ours, _post(ours, f"{path}finish/").headers["Location"])
    assert "It cannot be published." in draft


def test_a_new_version_of_the_notice_asks_only_about_what_changed(ours: Filled) -> None:
    policy, notice = texts(OURS)
    path = proposed(ours, notice.replace("no more Personal", "more Personal"), basis="version:2022-10-18")
    shown = page(ours, path)
    counts = re.search(r"<b>(\d+) of (\d+)</b> reviewed", shown)
    assert counts is not None
    done, of = int(counts[1]), int(counts[2])
    assert policy.count("cite:") * 0.8 < done < of
    assert 'version: "2022-10-18"' not in ours.client("viewer").get(f"{path}files/policy/").content.decode()
    assert "policy" in _addresses(ours, path, "left")


def test_the_notice_in_force_is_read_again_where_none_is_sent(ours: Filled) -> None:
    assert "review a new version of it" in page(ours, f"{LIST}versions/2022-10-18/")
    assert '<option value="version:2022-10-18" selected>' in page(ours, f"{NEW}?basis=version:2022-10-18")
    path = proposed(ours, "", basis="version:2022-10-18")
    assert ours.client("viewer").get(f"{path}files/notice/").content.decode() == texts(OURS)[1]
    left = _addresses(ours, path, "left")
    assert "policy" in left
    assert len(left) < 5, "the rest was published so; what only the head cites is asked about with it"
    assert _post(ours, NEW, text="", basis="version:none").status_code == 422


def test_a_review_is_gone_on_with_for_another_text(review: tuple[Filled, str]) -> None:
    ours, path = review
    _post(ours, f"{path}act/", accept=button(page(ours, path), "accept", "practices.never-sell"))
    id_ = path.rstrip("/").rpartition("/")[2]
    more = proposed(ours, NOTICE + "\nWe keep your name for two years.\n", basis=f"review:{id_}")
    assert _addresses(ours, more, "accepted") == ["practices.never-sell"]
    assert _post(ours, NEW, text=NOTICE, basis="review:nothing").status_code == 404


def test_the_files_are_those_of_the_command_line(review: tuple[Filled, str]) -> None:
    from troth.policy.cites import decode_cites
    from troth.policy.review import decode_review

    ours, path = review
    for form in ("policy", "cites", "review", "notice"):
        answer = ours.client("viewer").get(f"{path}files/{form}/")
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        octets = answer.content
        if form == "review":
            assert len(decode_review(octets, "r").entries) == 16
        elif form == "cites":
            assert len(decode_cites(octets, "c").clauses) == 9
    assert octets.decode() == NOTICE.strip()
    assert ours.client("viewer").get(f"{path}files/exe/").status_code == 404


def test_a_viewer_looks_and_has_nothing_to_press(review: tuple[Filled, str]) -> None:
    ours, path = review
    shown = page(ours, path, "viewer")
    assert "We never sell your personal information." in shown
    main = shown.partition("<main")[2]
    assert "<button" not in main
    assert "<form" not in main
    assert 'review.js"' not in shown
    for sub in ("act/", "sure/", "finish/", "discard/", f"elements/{USE}/", "sentences/s4/"):
        assert _post(ours, f"{path}{sub}", "viewer").status_code == 403, sub
    assert _post(ours, NEW, "viewer", text=NOTICE).status_code == 403


def test_a_review_of_another_organisation_is_not_there(review: tuple[Filled, str]) -> None:
    ours, path = review
    theirs = path.replace(f"/{OURS}/", f"/{THEIRS}/")
    for sub in ("", "act/", "sure/", "finish/", "discard/", f"elements/{USE}/", "sentences/s4/", "files/policy/"):
        for method in ("get", "post"):
            for where in (path, theirs):
                status = getattr(ours.client("outsider"), method)(f"{where}{sub}").status_code
                assert status in (404, 405), (where, sub)
    assert page(ours, path)


def test_a_review_is_discarded_after_a_question(review: tuple[Filled, str]) -> None:
    ours, path = review
    assert "Discard this review?" in page(ours, f"{path}discard/")
    assert _post(ours, f"{path}discard/").status_code == 302
    assert ours.client("officer").get(path).status_code == 404
    assert _entries()[0]["act"] == "discarded"


@pytest.mark.parametrize(
    "sent",
    [{}, {"accept": ""}, {"accept": "x"}, {"accept": "x s4 practices.use"}, {"reject": "x s4"}, {"undo": "7"}],
    ids=["nothing", "empty", "mark", "wrong-mark", "no-element", "undo"],
)
def test_a_form_that_nobody_was_shown_changes_nothing(review: tuple[Filled, str], sent: dict[str, str]) -> None:
    ours, path = review
    before = ours.client("viewer").get(f"{path}files/policy/").content
    assert _post(ours, f"{path}act/", **sent).status_code in (302, 404)
    assert ours.client("viewer").get(f"{path}files/policy/").content == before
    assert _entries() == []


def test_a_page_of_a_long_notice_is_small(ours: Filled) -> None:
    path = proposed(ours, (texts(OURS)[1] + "\n").replace("\r", "") + NOTICE)
    parts = re.search(r"Part 1 of (\d+)", page(ours, path))
    assert parts is not None
    for number in range(1, int(parts[1]) + 1):
        assert len(page(ours, f"{path}?part={number}").encode()) < 100_000
