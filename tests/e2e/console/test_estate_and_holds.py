"""The estate that was loaded, and the holds on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from e2e.console.desked import BROKEN, ESTATE, LIST, Desk, desked
from e2e.console.filled import ALICE, CHARLIE, OURS
from e2e.console.test_requests import digest, page, post, sent
from e2e.installation import PASSWORD
from troth.words import RightKind

if TYPE_CHECKING:
    from e2e.console.filled import Filled

HOLDS = f"{LIST}holds/"


@pytest.fixture
def desk(ours: Filled) -> Desk:
    made = desked(ours)
    ours.client("administrator").post("/console/account/reauthenticate/", {"password": PASSWORD})
    return made


def held(desk: Desk, **more: str) -> str:
    return sent(desk, f"{HOLDS}place/", "administrator", **({"ground": "lawsuit of 2026"} | more))


def lifted(desk: Desk) -> str:
    (path,) = re.findall(rf'href="({HOLDS}[0-9a-f]+/lift/)"', page(desk, HOLDS, "administrator"))
    assert "planned again" in page(desk, path, "administrator")
    return sent(desk, path, "administrator")


def test_a_page_without_an_estate_says_how_to_make_one(ours: Filled) -> None:
    shown = ours.client("viewer").get(ESTATE).content.decode()
    assert "No estate yet" in shown
    assert "troth estate scan" in shown


def test_an_estate_shows_systems_datasets_categories_findings_and_versions(desk: Desk) -> None:
    shown = page(desk, ESTATE, "viewer")
    for said in ("env:SHOP", "shop.customers", "estate.unknown-data", "<code>contact</code>", "keeps for billing"):
        assert said in shown
    assert "Held against version 2022-10-18 of the policy" in shown
    only = page(desk, f"{ESTATE}?system=desk", "viewer").partition('id="datasets"')[2]
    assert "desk.tickets" in only
    assert "shop.customers" not in only


def test_a_system_is_asked_whether_it_answers(desk: Desk) -> None:
    said = post(desk, f"{ESTATE}systems/desk/probe/").content.decode()
    assert "<code>desk</code> answers" in said
    said = post(desk, f"{ESTATE}systems/shop/probe/").content.decode()
    assert "<code>shop</code> does not answer" in said
    assert "estate.no-variable" in said
    assert post(desk, f"{ESTATE}systems/nowhere/probe/").status_code == 404
    assert post(desk, f"{ESTATE}systems/desk/probe/", "viewer").status_code == 403


def test_an_administrator_loads_an_estate_pasted_or_as_a_file(desk: Desk) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from troth.store.requests import estates

    text = f"troth: 1\nestate: {{organisation: {OURS}, version: b}}\nsystems: {{shop: {{url: env:SHOP}}}}\n"
    assert "Version b of the estate holds now." in sent(desk, f"{ESTATE}load/", "administrator", text=text)
    file = SimpleUploadedFile("estate.yaml", text.replace("version: b", "version: c").encode())
    assert desk.made.client("administrator").post(f"{ESTATE}load/", {"file": file}).status_code == 302
    assert [each.version for each in estates.versions(OURS)] == ["c", "b", "1"]
    assert desk.made.client("officer").get(f"{ESTATE}load/").status_code == 403


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BROKEN, "estate.yaml"),
        ("", "estate.nothing-sent"),
        (
            BROKEN.replace("sesamm", "dialpad").replace(", colour: red", ""),
            "estate.other-organisation",
        ),
    ],
    ids=["broken", "nothing", "another organisation's"],
)
def test_an_estate_that_is_wrong_is_not_taken_and_says_why(desk: Desk, text: str, said: str) -> None:
    from troth.store.requests import estates

    answer = post(desk, f"{ESTATE}load/", "administrator", text=text)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert [each.version for each in estates.versions(OURS)] == ["1"]


def test_no_hold_says_what_one_is_for(desk: Desk) -> None:
    shown = page(desk, HOLDS, "viewer")
    assert "A hold keeps data although erasure is asked for" in shown
    assert "An administrator places and lifts holds" in shown


def test_a_hold_is_placed_for_somebody_somewhere_until_some_day(desk: Desk) -> None:
    said = held(desk, subject=ALICE, dataset="shop.orders", until="2999-01-01", clauses="s46")
    row = said.partition("<tbody>")[2].partition("</tbody>")[0]
    for each in (ALICE, "shop.orders", "1 Jan 2999", ">s46</a>", "lawsuit of 2026"):
        assert each in row


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"ground": " "}, "A hold has a ground"),
        ({"subject": CHARLIE}, "no such subject in this organisation"),
        ({"dataset": "shop.gone"}, "the estate does not have"),
        ({"until": "2001-01-01"}, "today or later"),
        ({"until": "soon"}, "today or later"),
        ({"clauses": "s99999"}, "the notice does not have"),
    ],
    ids=["no ground", "another's subject", "no dataset", "over", "no day", "no clause"],
)
def test_a_hold_that_names_what_is_not_there_is_not_placed(desk: Desk, more: dict[str, str], said: str) -> None:
    from troth.store.requests import holds

    assert said in held(desk, **more)
    assert holds.holding(OURS) == ()


def test_an_officer_holds_nothing(desk: Desk) -> None:
    held(desk)
    assert post(desk, f"{HOLDS}place/", ground="x").status_code == 403
    assert "Lift…" not in page(desk, HOLDS)
    assert desk.made.client("outsider").get(f"/console/dialpad/requests/holds/{'0' * 32}/lift/").status_code == 404


def test_what_a_hold_kept_goes_when_it_is_lifted(desk: Desk) -> None:
    held(desk, subject=ALICE, dataset="shop.orders")
    desk.ask("r", RightKind.ERASE)
    desk.work()
    shown = page(desk, desk.path("r", "approve/"))
    assert "a hold keeps it: lawsuit of 2026" in shown
    sent(desk, desk.path("r", "approve/"), digest=digest(shown))
    desk.work()
    assert [row[0] for row in desk.memory["shop"].data["orders"]] == [10, 11, 12]
    assert "1 answered erasure still knows rows that stay" in page(desk, HOLDS)
    assert "1 erasure that it held up goes on" in lifted(desk)
    desk.work()
    shown = page(desk, f"{LIST}?state=planned")
    (desk.ids["on"],) = set(re.findall(rf'{LIST}([0-9a-f]{{32}})/"', shown))
    assert "the reason to keep its rows ended" in page(desk, desk.path("on"))
    sent(desk, desk.path("on", "approve/"), digest=digest(page(desk, desk.path("on", "approve/"))))
    desk.work()
    assert desk.state("on") == "answered"
    assert [row[0] for row in desk.memory["shop"].data["orders"]] == [10, 12], "what is not paid stays for the law"
    assert "It held nothing up" not in page(desk, HOLDS)
