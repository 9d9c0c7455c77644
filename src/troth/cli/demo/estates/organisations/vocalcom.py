"""What have the systems of Vocalcom Example of its subjects?

Planted beside the cases that all organisations have: a page-mail address that got into the mailer's list, an opt-out
by letter that the mailer does not know, an opt-out whose text names another address, health told unasked.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from troth.cli.demo.estates import words
from troth.cli.demo.estates.numbers import digits
from troth.cli.demo.estates.people import People, address_of_network, folded, hexadecimal, moment, national

if TYPE_CHECKING:
    from troth.cli.demo.estates.filling import Filling
    from troth.cli.demo.estates.organisations import Resident

LAND, TODAY, ADULT_FROM = "fr", date(2025, 6, 1), 13
SENDER = "info@vocalcom.example"
_START = 1_735_689_600_000


def fill(systems: dict[str, Filling], residents: list[Resident]) -> None:
    """Fill the website's database and the mailer's."""
    main, mailer = systems["website"], systems["mailer"]
    _lists(main, mailer)
    for each in residents:
        _registration(main, each)
        _orders(main, each)
        _recipient(mailer, each)
    _page_mails(main, mailer, residents)
    _letters(main, residents)


def _lists(main: Filling, mailer: Filling) -> None:
    for number, country in enumerate(("FR", "US", "BR", "TN", "SG"), 1):
        main.add("offices", number, country, f"office.{country.lower()}@vocalcom.example")
    for number, name in enumerate(("Hermes Martin", "Desk", "Dialler"), 1):
        main.add("products", number, name, 90 * number)
    for name, value in (("sender", SENDER), ("build", "4.6.0.2")):
        main.add("constants", name, value)
    for number in range(1, 9):
        mailer.add("mailings", number, f"News {number}", SENDER)


def _registration(main: Filling, each: Resident) -> None:
    chance, human, who, id_ = main.chance, each.human, each.who["website"], each.number + 1
    known = each.number < 6 or chance.random() < 0.6
    login = f"{folded(human.given)[0]}{folded(human.family)}{id_}"
    who.only_hers.add(login)
    main.add("registrations", id_, human.email, "Mme" if human.woman else "M.", human.name,
        f"{human.house} {human.street}" if known else None, human.town if known else None,
        human.postcode if known else None, national(human.phone, style=id_) if known else None,
        "Maison Noire", "Acheteur", login, f"$2b$12${hexadecimal(chance, 53)}",
        str(moment(chance, 2015, 9)), own=who)  # fmt: skip
    if each.number % 8 == 4:
        old = f"{folded(human.family)}{id_}@ancien.example"
        who.only_hers.add(old)
        main.add("former_addresses", main.next("former_addresses"), id_, old, str(moment(chance, 2021).date()), own=who)
    for channel in "EP":
        out = chance.random() < 0.2 or (channel == "P" and each.number == 7)
        main.add("subscriptions", id_, channel, "2025-03-03" if out else None,
            "letter" if out and channel == "P" else "mail" if out else None, own=who)  # fmt: skip
    if each.number % 6 == 0:
        told = "standing desk, I have a slipped disc" if each.number % 12 == 0 else "twelve agents"
        main.add("profiles_extra", id_, "What do you need?", told, own=who)
    if each.number != 1:
        main.add("visitor_cookies", hexadecimal(chance), id_, "/products", _START + chance.randrange(10**9), own=who)
    main.add("web_log", id_, address_of_network(chance), f"GET /profile?login={login}",
        str(moment(chance, 2025, 1)), own=who)  # fmt: skip


def _orders(main: Filling, each: Resident) -> None:
    chance, who = main.chance, each.who["website"]
    if "customer" not in each.kinds and each.number % 4:
        return
    for _ in range(chance.randint(1, 2)):
        order = f"003301{main.next('orders'):06d}"
        main.add("orders", order, each.number + 1, chance.randint(1, 3), chance.randint(1, 40),
            str(moment(chance, 2022, 3).date()), chance.randint(1, 5), own=who)  # fmt: skip
        main.add("card_payments", main.next("card_payments"), order,
            f"4000 **** **** {digits(chance, 4)}", each.human.name.upper(), hexadecimal(chance, 16),
            own=who)  # fmt: skip


def _recipient(mailer: Filling, each: Resident) -> None:
    chance, human, who = mailer.chance, each.human, each.who["mailer"]
    rid = hexadecimal(chance, 16)
    who.only_hers.add(rid)
    mailer.add("recipients", rid, human.email if each.number % 9 else human.email.upper(),
        f"{'Madame' if human.woman else 'Monsieur'} {human.family}", "fr", "registration",
        str(moment(chance, 2018).date()), 0, own=who)  # fmt: skip
    for mailing in chance.sample(range(1, 9), 3):
        url = f"https://www.vocalcom.example/u?m={human.email}" if chance.random() < 0.3 else None
        mailer.add("deliveries", rid, mailing, chance.randint(0, 1), url, own=who)
    if each.number % 10 == 4:
        digest = hashlib.sha1(human.email.encode(), usedforsecurity=False).hexdigest()
        who.only_hers.add(digest)
        mailer.add("suppressed", digest, "2025-03-04", own=who)
    if each.number % 5 == 1:
        mailer.add("partner_lists", 3, human.email, "Alliance Example", "2025-04-04", own=who)


def _page_mails(main: Filling, mailer: Filling, residents: list[Resident]) -> None:
    chance, people = main.chance, People(main.chance, "fr")
    for number in range(1, 1 + len(residents) // 4):
        sender, friend = chance.choice(residents), people.one()
        stranger = main.who(f"page-mail:{number}", ("email", friend.email), only_hers=[friend.email])
        main.add("page_mails", number, sender.human.email, friend.email, "/products",
            str(moment(chance, 2025, 1)), own={sender.who["website"]: ("sender_email", "sent_at"),
            stranger: ("recipient_email", "sent_at")})  # fmt: skip
        if number % 6 == 1:
            # The notice says that these addresses are never used again: one in six is in the mailer's list.
            there = mailer.who(f"page-mail:{number}", ("email", friend.email), only_hers=[friend.email])
            mailer.add("recipients", hexadecimal(chance, 16), friend.email, None, "fr", "page-mail",
                "2025-05-05", 0, own=there)  # fmt: skip


def _letters(main: Filling, residents: list[Resident]) -> None:
    chance = main.chance
    for number, each in enumerate(residents[::5], 1):
        other = residents[(each.number + 3) % len(residents)]
        who = each.who["website"]
        if number % 3 == 0:
            own = {who: ("sender", "received_at")} | ({other.who["website"]: ("body",)} if other is not each else {})
            main.add("letters_and_mails", number, each.human.email,
                f"Please take {other.human.email} off your list.", str(moment(chance, 2025, 1)), 1,
                own=own)  # fmt: skip
        else:
            sender = each.human.name if number % 3 == 1 else each.human.email
            said = f"No more letters to {each.human.house} {each.human.street}, please."
            said = said if number % 3 == 1 else chance.choice(words.COMPLAINTS)
            main.add("letters_and_mails", number, sender, said, str(moment(chance, 2025, 1)), 1, own=who)
