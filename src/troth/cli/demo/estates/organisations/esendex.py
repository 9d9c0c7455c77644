"""What have the systems of Esendex Example of its subjects?

Subjects are customers, or end users of a customer: for these the organisation is only processor. Planted beside the
cases that all organisations have: a closed account whose rows are still there, a copy that is kept for a law case, a
number that is an end user's of two customers, a customer who is an end user too, numbers of the gateway itself.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

from troth.cli.demo.estates import words
from troth.cli.demo.estates.numbers import digits
from troth.cli.demo.estates.people import address_of_network, folded, hexadecimal, moment, national

if TYPE_CHECKING:
    from troth.cli.demo.estates.filling import Filling, Who
    from troth.cli.demo.estates.organisations import Resident

LAND, TODAY, ADULT_FROM = "en", date(2025, 6, 1), 13
_START = 1_735_689_600_000
_TEXTS = ("Your code is {code}.", "Hi {name}, your table is booked.",
    "Reminder: dentist tomorrow at nine, {name}.", "Sale ends today. STOP to end.")  # fmt: skip


def fill(systems: dict[str, Filling], residents: list[Resident]) -> None:
    """Fill the gateway and the website's database."""
    main, site = systems["gateway"], systems["website"]
    _lists(main)
    owners = [each for each in residents if _is_customer(each)]
    for each in owners:
        _customer(main, each)
    for each in residents:
        if "end_user" in each.kinds or each.number % 9 == 0:
            _end_user(main, each, owners)
        if _is_customer(each) or "visitor" in each.kinds:
            _website(site, each, tied=_is_customer(each))
    for _ in range(len(residents) // 4):
        browser = hexadecimal(site.chance)
        site.add("browsers", browser, None, None, "wide")
        _visits(site, browser, None)


def _is_customer(each: Resident) -> bool:
    # The first ones are customers whatever they are said to be: an end user needs somebody whose end user she is.
    return each.number < 6 or not each.kinds & {"end_user", "visitor"}


def _lists(main: Filling) -> None:
    for number, name in enumerate(("Northline", "Telco Two", "Waves", "Isla Movil"), 1):
        main.add("operators", number, name, f"447{number}")
        main.add("templates", number, "Hi {{name}}, your code is {{code}}", "ESENDEX-EX")
    for number in range(40):
        main.add("number_pool", f"+44790000{number:04d}", number % 2)


def _customer(main: Filling, each: Resident) -> None:
    chance, human, who, id_ = main.chance, each.human, each.who["gateway"], each.number + 1
    known = each.number < 6 or chance.random() < 0.7
    login = f"{folded(human.given)}.{folded(human.family)}{id_}"
    who.only_hers.add(login)
    # The notice promises deletion within 30 days: these were closed long before that.
    closed = "2025-02-02" if each.number % 14 == 5 else None
    main.add("customers", id_, human.email, human.name,
        national(human.phone, style=id_) if known else None,
        f"{human.house} {human.street}" if known else None, human.town if known else None,
        chance.choice(("CA", "EU", "NY")), login, f"$2b$12${hexadecimal(chance, 53)}", closed,
        "closed" if closed else "active", own=who)  # fmt: skip
    if each.number % 7 == 2:
        old = f"{folded(human.family)}{id_}@formermail.example"
        who.only_hers.add(old)
        main.add("former_logins", main.next("former_logins"), id_, old, str(moment(chance, 2022).date()), own=who)
    main.add("api_keys", hexadecimal(chance, 64), id_,
        f"{human.given}'s laptop" if chance.random() < 0.4 else "ci", address_of_network(chance),
        own=who)  # fmt: skip
    for _ in range(chance.randint(1, 4)):
        reason = "litigation" if closed else None
        main.add("invoices", f"0207{main.next('invoices'):06d}", id_, chance.randint(9, 900),
            f"4000 **** **** {digits(chance, 4)}", str(moment(chance, 2023, 2).date()), reason, own=who)  # fmt: skip
    if chance.random() < 0.4:
        said = f"{chance.choice(words.COMPLAINTS)} {human.name}, {national(human.phone, style=1)}"
        main.add("support_tickets", main.next("support_tickets"),
            human.email.upper() if id_ % 5 == 0 else human.email, said, str(moment(chance, 2024, 1)),
            own=who)  # fmt: skip
    if chance.random() < 0.3:
        main.add("contributions", main.next("contributions"), id_, f"{human.given}{id_}",
            "The documentation of the API helped.", str(moment(chance, 2024, 1)), own=who)  # fmt: skip
    if chance.random() < 0.25:
        main.add("opt_outs", main.next("opt_outs"), human.email,
            chance.choice(("link", "profile", "mail", "reply")), str(moment(chance, 2024, 1)), own=who)  # fmt: skip
    if each.number % 11 == 3:
        main.add("abuse_flags", main.next("abuse_flags"), id_, chance.randint(50, 99), 1,
            "Eve" if id_ % 2 else None, own=who)  # fmt: skip


def _end_user(main: Filling, each: Resident, owners: list[Resident]) -> None:
    chance, human, who = main.chance, each.human, each.who["gateway"]
    count = 2 if each.number % 7 == 6 else 1
    for step in range(count + 1):
        owner = owners[(each.number + step) % len(owners)]
        if owner is not each and count:
            _of_customer(main, each, owner)
            count -= 1
    if each.number % 8 == 6:
        main.add("stop_replies", main.next("stop_replies"), human.phone, "STOP", str(moment(chance, 2025, 1)), own=who)
        digest = hashlib.sha256(human.phone.encode()).hexdigest()
        main.add("suppressed_numbers", digest, "2025-02-02", own=who)


def _of_customer(main: Filling, each: Resident, owner: Resident) -> None:
    chance, human, who, sender = main.chance, each.human, each.who["gateway"], owner.who["gateway"]
    customer = owner.number + 1
    hers = ("end_user_id", "number", "first_name", "email", "label")
    main.add("end_users", main.next("end_users"), customer, human.phone, human.given, human.email,
        "VIP" if each.number % 5 == 0 else None, own=_both(who, hers, sender, ("customer_id",)))  # fmt: skip
    for _ in range(chance.randint(2, 6)):
        text = chance.choice(_TEXTS).format(code=digits(chance, 6), name=human.given)
        number = human.phone if chance.random() < 0.7 else national(human.phone)
        main.add("messages", main.next("messages"), customer, number, text, chance.randint(1, 4),
            str(moment(chance, 2024, 1)), "delivered",
            own=_both(who, ("msisdn", "body", "sent_at"), sender, ("customer_id", "sent_at")))  # fmt: skip
    if chance.random() < 0.3:
        call = main.next("voice_calls")
        main.add("voice_calls", call, customer, human.phone, f"/rec/{human.phone[1:]}/{call}.wav",
            chance.randint(5, 600), str(moment(chance, 2024, 1)), own=_both(who,
            ("callee", "recording_path", "seconds", "started_at"), sender,
            ("customer_id", "started_at")))  # fmt: skip


def _both(who: Who, hers: tuple[str, ...], sender: Who, its: tuple[str, ...]) -> dict[Who, tuple[str, ...]]:
    return {who: hers, sender: its}


def _website(site: Filling, each: Resident, *, tied: bool) -> None:
    chance, human, who = site.chance, each.human, each.who["website"]
    browser = hexadecimal(chance)
    _visits(site, browser, who)
    site.add("browsers", browser, each.number + 1 if tied else None, human.town, "wide", own=who)
    if chance.random() < 0.4:
        site.add("mail_beacons", hexadecimal(chance, 16), human.email, _START + chance.randrange(10**9), own=who)
    if chance.random() < 0.3:
        site.add("third_party_syncs", browser, "adnet", hexadecimal(chance, 24), own=who)
    if not tied or chance.random() < 0.3:
        answers = [{"q": "name", "a": human.name}, {"q": "mail", "a": human.email}]
        answers += [{"q": "tel", "a": national(human.phone, style=2)}] if each.number > 1 else []
        site.add("form_entries", site.next("form_entries"), browser, json.dumps({"form": "sales", "answers": answers}),
            str(moment(chance, 2025, 1)), own=who)  # fmt: skip


def _visits(site: Filling, browser: str, who: Who | None) -> None:
    """Visits with a browser; of nobody where it is not known whose it is."""
    chance = site.chance
    for _ in range(chance.randint(1, 5)):
        site.add("visits", site.next("visits"), browser, address_of_network(chance),
            chance.choice(("/docs", "/pricing")), chance.choice(words.CONSOLES),
            str(moment(chance, 2025, 1)), own=who)  # fmt: skip
