"""An installation in which every page has something to show, and browsers of everybody who looks at them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from e2e.console.desked import in_use
from e2e.console.filled import ALICES_ADDRESS, OURS, THEIRS, Filled, filled, texts
from e2e.console.test_policies import _texts
from e2e.installation import PASSWORD, a_client
from e2e.looks import SOON
from troth.words import ClauseId

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client
    from playwright.sync_api import Browser, BrowserContext

    from troth.requests.reply import Reply

LOGIN = "/console/account/login/"


@dataclass(slots=True)
class World:
    """`places` stand in the paths of pages; `clients` are the browsers, by who looks."""

    made: Filled
    places: dict[str, str]
    clients: dict[str, Client]

    def context(self, browser: Browser, server: str, who: str) -> BrowserContext:
        """A new browser in which somebody is known as the client of that name is."""
        context = browser.new_context(locale="en-GB")
        cookies = self.clients[who].cookies.items() if who in self.clients else ()
        context.add_cookies([{"name": name, "value": each.value, "url": server} for name, each in cookies])
        return context


def a_world() -> World:
    """A fresh one."""
    made = filled()
    key = _draft_and_keys(made)
    dana = made.installation.account("dana", None)
    passkey = _second_factors(dana)
    clients = {name: made.client(name) for name in ("administrator", "officer", "viewer")}
    clients["founder"] = _founder(made)
    clients["dana"], clients["half"] = a_client(), a_client()
    clients["dana"].force_login(dana)
    clients["half"].post(LOGIN, {"login": dana.email, "password": PASSWORD})
    clients["changing"] = made.installation.signed_in(made.installation.account("bob"))
    for name in ("administrator", "dana", "changing"):
        clients[name].post("/console/account/reauthenticate/", {"password": PASSWORD})
    clients["without-password"] = _without_password(made)
    clients["alice"] = _proven()
    at_the_desk, asked = _requests(made)
    clients |= at_the_desk
    places = {"key": key, "passkey": passkey, **_links(made, clients), **_reviews(made), **asked}
    clients["invited"] = a_client()
    clients["invited"].get(places["invitation"])
    _letter()
    _open_invitation(made)
    places |= in_use(made).ids
    return World(made, places, clients)


def _requests(made: Filled) -> tuple[dict[str, Client], dict[str, str]]:
    """Requests at the desk of a third organisation, in each state that a page shows."""
    from pathlib import Path
    from tempfile import mkdtemp

    from carrying import ACME, ALICE, BOB
    from e2e.centre.filled import STRANGER
    from e2e.centre.office import TWO_KINDS, Caller, furnished
    from troth.errors import OutsideWorldFailed
    from troth.requests.request import Denial
    from troth.store.requests import judging
    from troth.store.writing import writing
    from troth.words import RightKind

    office = furnished(made.installation.store, Path(mkdtemp(dir=made.installation.folder)), TWO_KINDS, ACME)
    callers = {"asker": Caller().prove(ALICE), "staying": Caller().prove(BOB), "forgotten": Caller().prove(STRANGER)}

    def ask(who: str, kind: str) -> str:
        caller, answers = callers[who], {"which": "all", "place": "eu-gdpr"}
        following = caller.begin(kind)
        while following.startswith("ask/"):
            following = caller.to(caller.post(following, answers))
        return following.strip("/")

    places = {"ready": ask("asker", "access"), "refused": ask("asker", "port"), "opened": ask("asker", "erase")}
    with writing(office.store, ACME) as change:
        judging.deny(change, places["refused"], Denial.OTHERS_RIGHTS, by="1", clauses=[ClauseId("s3")])
    office.by_rule = frozenset({RightKind.ACCESS})
    office.work()
    places["forgotten"] = ask("forgotten", "erase")
    office.change("UPDATE orders SET status = 'unpaid' WHERE id = 12")
    office.by_rule = frozenset({RightKind.ERASE})
    office.work()
    places["stays"] = ask("staying", "erase")

    def fails(reply: Reply) -> None:
        raise OutsideWorldFailed("no mail", id="centre.mail-failed", help="wait")

    office.worker(fails).look()
    callers["silent"] = Caller().prove("silent@mail.example")
    return {name: each.client for name, each in callers.items()}, places


def _draft_and_keys(made: Filled) -> str:
    from troth.store import api_keys, policies
    from troth.web.desk import desk

    store = made.installation.store
    policy, notice = texts(OURS)
    policy = policy.replace('version: "2022-10-18"', f'version: "{SOON}"')
    policy = policy.replace("effective: 2022-10-18", f"effective: {SOON}")
    notice = notice.replace("no more Personal", "more Personal")
    for one, other in ((policy, notice), _texts()):
        added = policies.add_draft(store, OURS, policy_text=one, notice_text=other, notice_name="notice.md", by="1")
        assert not isinstance(added, list), added
        if one is policy:
            assert not policies.publish(store, OURS, added.version, by="1", basis="2022-10-18")
    shop, _ = api_keys.make(store, OURS, name="Shop", scopes=list(api_keys.Scope), by="1")
    ended, _ = api_keys.make(store, OURS, name="Old shop", scopes=[api_keys.Scope.DECIDE], by="1")
    api_keys.revoke(store, OURS, ended.id, by="1")
    desk().publications.publish(OURS)
    return str(shop.id)


def _reviews(made: Filled) -> dict[str, str]:
    """A review under way of a long notice, and one that is finished of a short one."""
    from e2e.console.proposed import proposed
    from troth.policy.review import unreviewed
    from troth.reading.acts import Act, Deed, mark_of
    from troth.store import proposals

    store = made.installation.store
    under_way = proposed(made, texts(THEIRS)[1])
    finished = proposed(made)

    def accept(path: str, number: int | None) -> str:
        id_ = path.rstrip("/").rpartition("/")[2]
        found = proposals.proposal(OURS, id_)
        addresses = tuple(unreviewed(found.policy, found.review)[:number])
        act = Act(Deed.ACCEPTED, addresses)
        proposals.act(store, OURS, id_, act, by="1", seen=mark_of(found.policy, addresses))
        return id_

    accept(finished, None)
    found = proposals.proposal(OURS, accept(under_way, 9))
    cited = {clause for _, element in found.policy.elements() for clause in element.clauses}
    left = next(each.id for each in found.notice.practices_and_promises() if each.id not in cited)
    several = (f"practices.{name}" for name, each in found.policy.practices.items() if len(each.clauses) > 1)
    return {"review": under_way, "reviewed": finished, "left": left, "element": next(several)}


def _second_factors(user: User) -> str:
    """An authenticator app, recovery codes and a passkey; the number of the passkey."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from allauth.mfa.webauthn.internal.auth import WebAuthn

    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return str(WebAuthn.add(user, "blue key", _credential()).instance.pk)


def _credential() -> dict[str, object]:
    """What a browser answers when it has made a passkey."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from fido2.cose import ES256
    from fido2.utils import websafe_encode
    from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    public = ES256.from_cryptography_key(key)  # type: ignore[no-untyped-call]
    known = AttestedCredentialData.create(bytes(16), b"blue key", public)
    data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, known)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    return {
        "id": websafe_encode(b"blue key"),
        "rawId": websafe_encode(b"blue key"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }


def _founder(made: Filled) -> Client:
    """A member of both organisations."""
    from troth.store import people
    from troth.store.people import Role

    user = made.installation.account("eve", Role.ADMINISTRATOR, OURS)
    people.grant(made.installation.store, THEIRS, user.pk, Role.VIEWER, "test")
    return made.installation.signed_in(user)


def _without_password(made: Filled) -> Client:
    """Somebody who has only ever signed in at a provider."""
    user = made.installation.account("charlie", None)
    user.set_unusable_password()
    user.save()
    client = a_client()
    client.force_login(user)
    return client


def _proven() -> Client:
    from django.core import mail

    client = a_client()
    prove = f"/o/{OURS}/choices/prove/"
    client.post(prove, {"address": ALICES_ADDRESS})
    found = re.search(r"http://localhost(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    assert client.post(found[1]).status_code == 302
    return client


def _links(made: Filled, clients: dict[str, Client]) -> dict[str, str]:
    from django.core import mail

    from troth.store.people import Role
    from troth.web.accounts import password_path

    reset = password_path(made.user("viewer").pk)
    assert reset is not None
    clients["changing"].post("/console/account/email/", {"email": "bob2@mail.example", "action_add": "1"})
    found = re.search(r"http://localhost(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return {
        "invitation": made.installation.invite(Role.OFFICER, OURS),
        "reset": reset,
        "confirmation": found[1],
    }


def _open_invitation(made: Filled) -> None:
    """One that the page of people lists, under an id that is known."""
    from troth.store import people
    from troth.store.models import Invitation

    before = set(Invitation.objects.values_list("pk", flat=True))
    people.invite(made.installation.store, OURS, people.Role.OFFICER, str(made.user("administrator").pk))
    Invitation.objects.exclude(pk__in=before).update(id="open")


def _letter() -> None:
    """A message in the inbox of the demonstration."""
    from django.core import mail

    from troth.web import installed

    folder = installed.settings().data / "mail"
    folder.mkdir(exist_ok=True)
    (folder / "1.log").write_bytes(mail.outbox[-1].message().as_bytes())
