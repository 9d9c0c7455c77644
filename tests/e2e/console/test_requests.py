"""The request desk: what is due, one request, and what an officer does about it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from e2e.console.desked import LIST, Desk, desked, in_use
from e2e.console.filled import ALICE, ALICES_ADDRESS, OURS
from troth.inventory import Seed
from troth.words import IdentifierKind, RightKind

if TYPE_CHECKING:
    from django.http import HttpResponse

    from e2e.console.filled import Filled


@pytest.fixture
def desk(ours: Filled) -> Desk:
    return desked(ours)


@pytest.fixture
def busy(ours: Filled) -> Desk:
    return in_use(ours)


def page(desk: Desk, path: str, who: str = "officer") -> str:
    answer = desk.made.client(who).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def sent(desk: Desk, path: str, who: str = "officer", **fields: str) -> str:
    answer = desk.made.client(who).post(path, fields, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def post(desk: Desk, path: str, who: str = "officer", **fields: str) -> HttpResponse:
    return desk.made.client(who).post(path, fields)  # type: ignore[return-value]


def digest(shown: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', shown)
    assert found is not None
    return found[1]


def test_an_empty_desk_says_how_requests_come(desk: Desk) -> None:
    assert "Requests come by themselves from the privacy centre" in page(desk, LIST, "viewer")
    assert "No request fits" in page(desk, f"{LIST}?late=1")


def test_the_queue_shows_what_is_due_first_with_its_clocks_and_names_nobody(busy: Desk) -> None:
    shown = page(busy, LIST, "viewer")
    order = [id_ for id_ in re.findall(rf"{LIST}([0-9a-f]{{32}})/", shown) if id_ in busy.ids.values()]
    assert order[:3] == [busy.ids["late"], busy.ids["correction"], busy.ids["planned"]]
    assert busy.ids["denied"] not in order
    late = shown.partition(busy.ids["late"])[2].partition("</tr>")[0]
    assert 'class="shape cross never">late by' in late
    for secret in (ALICES_ADDRESS, "new@mail.example", "Alice", "Eve"):
        assert secret not in shown


def test_the_navigation_counts_what_is_open_late_and_for_a_person(busy: Desk) -> None:
    shown = page(busy, f"/console/{OURS}/promises/", "viewer")
    count = shown.partition('<span class="count late">')[2].partition("</a>")[0]
    assert re.sub(r"<[^>]+>", "", count).startswith("7 open, 7 of them for a person")
    assert ", 1 late" in count


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("state=denied", {"denied"}),
        ("state=closed", {"denied"}),
        ("kind=complain", {"complaint"}),
        ("late=1", {"late"}),
        ("mine=1", {"late"}),
        ("state=asked", {"agent", "unproven"}),
        ("state=handed_over", {"nobody"}),
    ],
)
def test_the_queue_is_filtered(busy: Desk, query: str, names: set[str]) -> None:
    found = set(re.findall(rf'{LIST}([0-9a-f]{{32}})/"', page(busy, f"{LIST}?{query}")))
    assert {name for name, id_ in busy.ids.items() if id_ in found} == names


def test_a_request_is_found_by_the_end_of_its_id_also_when_it_is_closed(busy: Desk) -> None:
    id_ = busy.ids["denied"]
    assert f"{LIST}{id_}/" in page(busy, f"{LIST}?id={id_[-8:]}")
    assert "No request fits" in page(busy, f"{LIST}?id=%25")


def test_the_queue_is_paged(desk: Desk) -> None:
    for number in range(41):
        desk.ask(str(number), RightKind.OBJECT, begun=False)
    first, second = page(desk, LIST), page(desk, f"{LIST}?page=2")
    assert first.count('scope="row"') == 40
    assert second.count('scope="row"') == 1
    assert 'rel="next" href="?page=2"' in first


def test_a_request_of_another_organisation_is_not_there(busy: Desk) -> None:
    client = busy.made.client("outsider")
    assert client.get(f"/console/dialpad/requests/{busy.ids['late']}/").status_code == 404
    assert client.post(f"/console/dialpad/requests/{busy.ids['late']}/opened/").status_code == 404
    assert busy.ids["late"] not in page(busy, "/console/dialpad/requests/?state=all", "outsider")


def test_what_a_request_says_of_people_is_shown_to_who_asks_and_recorded(busy: Desk) -> None:
    from troth.store import log

    closed = page(busy, busy.path("correction"))
    assert ALICES_ADDRESS not in closed
    assert "Alice Right" not in closed
    assert log.recorded(OURS, kinds=(log.VIEWED,)) == ()
    answer = post(busy, busy.path("correction", "opened/"))
    opened = answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert ALICES_ADDRESS in opened
    assert "<ins>Alice Right</ins>" in opened
    (view,) = log.recorded(OURS, kinds=(log.VIEWED,))
    assert (view.entry.subject, json.loads(view.entry.public)["what"]) == (ALICE, f"request {busy.ids['correction']}")
    assert f"/log/{view.entry.index}/" in opened


def test_a_look_at_a_request_of_nobody_known_is_recorded_too(busy: Desk) -> None:
    from troth.store import log

    assert "new@mail.example" in sent(busy, busy.path("nobody", "opened/"))
    (view,) = log.recorded(OURS, kinds=(log.VIEWED,))
    assert view.entry.subject is None


def test_a_page_shows_clocks_of_the_law_and_steps_with_their_help(busy: Desk) -> None:
    assert "GDPR 12(3)" in page(busy, busy.path("planned"))
    shown = page(busy, busy.path("nobody"))
    assert "A machine handed it over." in shown
    assert "Introduce the subject" in shown
    assert "requests.nobody-known" in shown


def test_a_plan_says_what_goes_what_stays_and_why(busy: Desk) -> None:
    shown = page(busy, busy.path("planned"))
    assert re.search(r"<b>keep</b> 2 rows of <code>orders</code> <span class=\"quiet\">a hold keeps it: lawsuit", shown)
    assert ">s51</a>" in shown
    assert "<code>mail (emptied)</code>" in shown
    assert "<b>delete</b> 1 row of <code>tickets</code>" in shown
    for secret in (ALICES_ADDRESS, "+33611223344"):
        assert secret not in shown


@pytest.mark.parametrize("deed", ["approve", "deny", "extend", "begin", "close", "answer", "prove", "opened", "assign"])
def test_a_viewer_does_nothing(busy: Desk, deed: str) -> None:
    assert post(busy, busy.path("planned", f"{deed}/"), "viewer").status_code == 403
    assert "Approve" not in page(busy, busy.path("planned"), "viewer")


def test_exactly_the_plan_that_was_seen_is_approved_and_carried_out(desk: Desk) -> None:
    desk.ask("r", RightKind.ERASE)
    desk.work()
    shown = page(desk, desk.path("r", "approve/"))
    assert "cannot be brought back" in shown
    assert "is approved, and will be carried out" in sent(desk, desk.path("r", "approve/"), digest=digest(shown))
    desk.work()
    assert desk.state("r") == "answered"
    assert [row[0] for row in desk.memory["shop"].data["customers"]] == [1, 2], "an unpaid order points at hers"
    assert [(each.reason, each.rows) for each in desk.told[0].stays] == [("fr-cgi-286", 1)]


def test_a_plan_that_was_made_again_meanwhile_is_not_approved(desk: Desk) -> None:
    desk.ask("r", RightKind.ERASE)
    desk.work()
    seen = digest(page(desk, desk.path("r", "approve/")))
    desk.memory["desk"].data["tickets"].append((102, ALICES_ADDRESS, "another"))
    assert "It begins again" in sent(desk, desk.path("r", "begin/"))
    desk.work()
    said = sent(desk, desk.path("r", "approve/"), digest=seen)
    assert "another plan than the one that was looked at" in said
    assert desk.state("r") == "planned"


def test_what_waits_for_no_approval_is_not_approved(busy: Desk) -> None:
    for name in ("complaint", "denied", "nobody"):
        before = busy.state(name)
        assert "waits for that any more" in sent(busy, busy.path(name, "approve/"), digest="")
        assert busy.state(name) == before


def test_a_denial_without_a_reason_is_impossible(busy: Desk) -> None:
    for reason in ("", "because"):
        said = sent(busy, busy.path("planned", "deny/"), reason=reason)
        assert "A denial has a reason" in said
    assert "does not have" in sent(busy, busy.path("planned", "deny/"), reason="exception", clauses="s99999")
    assert busy.state("planned") == "planned"


def test_a_denial_says_its_reason_and_clauses_and_is_told(busy: Desk) -> None:
    said = sent(busy, busy.path("late", "deny/"), reason="others_rights", clauses="s46, s57")
    assert "The request is denied" in said
    assert "adversely affect the rights of others" in said
    assert ">s57</a>" in said
    busy.work()
    assert [each.denial.value for each in busy.told if each.denial] == ["unfounded", "others_rights"]


def test_an_extension_says_why_and_shows_the_new_date(busy: Desk) -> None:
    asked = page(busy, busy.path("planned", "extend/"))
    assert "from " in asked
    assert "An extension has a reason" in sent(busy, busy.path("planned", "extend/"), why=" ")
    said = sent(busy, busy.path("planned", "extend/"), why="many systems")
    assert re.search(r"is due on \d+ \w+ \d{4} now", said)
    assert "It takes longer because: many systems" in said
    assert "cannot be extended now" in page(busy, busy.path("planned", "extend/"))
    assert "cannot be extended now" in page(busy, busy.path("late", "extend/"))


def test_a_request_is_taken_or_given_to_who_may_act(busy: Desk) -> None:
    officer, viewer = str(busy.made.user("officer").pk), str(busy.made.user("viewer").pk)
    assert "You have taken the request" in sent(busy, busy.path("planned", "assign/"), to=officer)
    other = str(busy.made.user("administrator").pk)
    assert "given to a colleague" in sent(busy, busy.path("planned", "assign/"), to=other)
    assert "may act" in sent(busy, busy.path("planned", "assign/"), to=viewer)
    outsider = str(busy.made.user("outsider").pk)
    assert "may act" in sent(busy, busy.path("planned", "assign/"), to=outsider)
    assert "administrator@mail.example" in page(busy, LIST)


def test_what_was_handed_over_begins_again_or_is_closed_with_a_word(busy: Desk) -> None:
    assert "Introduce the subject" in page(busy, busy.path("nobody", "begin/"))
    assert "It begins again" in sent(busy, busy.path("nobody", "begin/"))
    assert busy.state("nobody") == "proven"
    busy.work()
    assert "said in one sentence" in sent(busy, busy.path("nobody", "close/"), what=" ")
    assert "The request is closed" in sent(
        busy, busy.path("nobody", "close/"), what="objection noted in the old system"
    )
    assert busy.state("nobody") == "answered"


def test_what_was_not_handed_over_is_not_closed_by_hand(busy: Desk) -> None:
    assert "cannot become answered" in sent(busy, busy.path("planned", "close/"), what="done")
    assert busy.state("planned") == "planned"


def test_an_agents_request_goes_on_when_the_permission_was_seen(busy: Desk) -> None:
    assert busy.state("agent") == "asked"
    assert "the request goes on" in sent(busy, busy.path("agent", "prove/"), what="permission")
    assert busy.state("agent") == "proven"
    assert "no agent" in sent(busy, busy.path("unproven", "prove/"), what="permission")


def test_a_proof_that_was_seen_lets_a_request_go_on(busy: Desk) -> None:
    path = busy.path("unproven", "prove/")
    assert "A proof says how it was seen" in sent(busy, path, what="tier", tier="reached", how="")
    assert "More is needed" in sent(busy, path, what="tier", tier="none", how="a voice")
    assert "the request goes on" in sent(busy, path, what="tier", tier="reached", how="called her back")
    assert "called her back" not in page(busy, busy.path("unproven"))
    assert "called her back" in sent(busy, busy.path("unproven", "opened/"))


def test_a_complaint_is_answered_in_words_that_reach_her(busy: Desk) -> None:
    assert "says something" in sent(busy, busy.path("complaint", "answer/"), text="  ")
    assert "will be sent to the subject" in sent(
        busy, busy.path("complaint", "answer/"), text="You are right: <b>we</b>."
    )
    assert "You are right" not in page(busy, busy.path("complaint"))
    busy.work()
    assert busy.state("complaint") == "answered"
    assert [each.text for each in busy.told if each.text] == ["You are right: <b>we</b>."]
    assert "not answered in words alone" in sent(busy, busy.path("late", "answer/"), text="no")


def test_the_evidence_of_a_request_leads_to_its_entries(busy: Desk) -> None:
    shown = page(busy, busy.path("late"))
    kinds = re.findall(r"Entry \d+</a> <code>([\w.]+)</code>", shown)
    assert kinds[:3] == ["request.received", "request.moved", "request.step"]
    assert "request.assigned" in kinds
    assert "by officer@mail.example" in shown


def test_an_answered_erasure_says_that_what_it_said_is_gone(desk: Desk) -> None:
    desk.memory["shop"].data["orders"][0] = (10, 1, "paid", "")
    desk.ask("r", RightKind.ERASE)
    desk.work()
    sent(desk, desk.path("r", "approve/"), digest=digest(page(desk, desk.path("r", "approve/"))))
    desk.work()
    shown = page(desk, desk.path("r"))
    assert "The plan was destroyed" in shown
    assert "4 rows to delete" in shown
    assert "was destroyed with its key" in sent(desk, desk.path("r", "opened/"))


TYPED = {
    "kind": "erase",
    "channel": "phone",
    "is1": "email",
    "identifier1": " Alice@Mail.Example ",
    "how": "called back",
}


def entered(desk: Desk, ago: int = 3, **more: str) -> HttpResponse:
    from troth.web.desk import desk as running

    day = (running().store.clock.now() - timedelta(days=ago)).date().isoformat()
    return post(desk, f"{LIST}new/", **(TYPED | {"received": day, "tier": "reached"} | more))


def test_a_request_by_telephone_is_entered_on_its_day_and_goes_on(desk: Desk) -> None:
    from troth.store.models import RequestCase
    from troth.store.requests import cases

    assert entered(desk).status_code == 302
    row = RequestCase.objects.get()
    request = cases.read(desk.made.installation.store, row)
    assert (row.state, row.subject, row.channel, row.regimes) == ("proven", ALICE, "phone", ["eu-gdpr"])
    assert request.seeds == (Seed(IdentifierKind.EMAIL, ALICES_ADDRESS),)
    assert request.proven_by == "called back"
    assert (desk.made.installation.store.clock.now() - row.received_at).days in (2, 3)
    assert row.due_on is not None
    assert (row.due_on - row.received_at.date()).days > 25


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": ""}, "requests.incomplete"),
        ({"tier": "reached", "how": " "}, "requests.proof-without-word"),
        ({"identifier1": ""}, "requests.nobody-named"),
        ({"identifier1": "no canary address"}, "subjects."),
        ({"kind": "rectify"}, "requests.no-correction"),
        ({"received": "2999-01-01"}, "requests.bad-day"),
        ({"received": "yesterday"}, "requests.bad-day"),
    ],
    ids=["no kind", "no word", "nobody", "no address", "no correction", "to come", "no day"],
)
def test_a_request_that_says_too_little_is_not_entered(desk: Desk, more: dict[str, str], said: str) -> None:
    from troth.store.models import RequestCase

    answer = entered(desk, 3, **more)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert said in shown
    assert "canary" not in shown
    assert not RequestCase.objects.exists()


def test_a_request_that_is_not_proven_waits_and_an_agents_for_the_permission(desk: Desk) -> None:
    from troth.store.models import RequestCase

    assert entered(desk, tier="none", how="").status_code == 302
    assert entered(desk, agent="Eve Example").status_code == 302
    assert set(RequestCase.objects.values_list("state", flat=True)) == {"asked"}
    assert desk.made.client("viewer").get(f"{LIST}new/").status_code == 403


def test_who_is_known_by_different_identifiers_of_different_people_is_nobody(desk: Desk) -> None:
    from troth.store.models import RequestCase

    assert entered(desk, is2="account", identifier2="unknown-account").status_code == 302
    assert RequestCase.objects.get().subject == ALICE
    assert entered(desk, identifier1="stranger@mail.example").status_code == 302
    assert RequestCase.objects.order_by("-pk")[0].subject is None
