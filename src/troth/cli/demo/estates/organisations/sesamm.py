"""What have the systems of Sesamm Example, and of its processors, of its subjects?

Planted beside the cases that all organisations have: applications that are older than two years, accounts that nobody
used for more than six, a user under 16, an author who is a newspaper, one mailbox in four systems.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from troth.cli.demo.estates import words
from troth.cli.demo.estates.people import People, hexadecimal, moment, national, uuid

if TYPE_CHECKING:
    from troth.cli.demo.estates.filling import Filling
    from troth.cli.demo.estates.organisations import Resident

LAND, TODAY, ADULT_FROM = "fr", date(2025, 6, 1), 16
SENDER = "lettre@sesamm.example"
_ACTIONS = ("open_report", "filter", "export", "send_report")
_START = 1_735_689_600_000


def fill(systems: dict[str, Filling], residents: list[Resident]) -> None:
    """Fill the platform and what the processors hold."""
    main, partners = systems["platform"], systems["partners"]
    _lists(main, partners)
    for each in residents:
        if "applicant" in each.kinds:
            _applicant(partners, each)
        else:
            sign = _user(main, each)
            _sessions(main, each)
            _contact(partners, each, sign)
    _child(main)
    _texts(main)


def _lists(main: Filling, partners: Filling) -> None:
    chance = main.chance
    for number, name in enumerate(("Jeanne", "Équipe", "Groupe"), 1):
        main.add("plans", number, name, 5 * number)
    for number in range(1, 16):
        family = chance.choice(words.listed(words.FAMILIES["fr"]))
        main.add("companies", number, f"Maison {family}", f"{chance.randrange(10**8, 10**9)}",
            f"comptabilite@maison{number}.example", 1 + number % 3)  # fmt: skip
    for number, label in enumerate(("power user", "dormant", "trial"), 1):
        main.add("segments", number, label)
    for number, domain in enumerate(("journal.example", "forum.example", "blog.example"), 1):
        main.add("sources", number, domain)
    for number, title in enumerate(("Data engineer", "Linguist", "Sales"), 1):
        partners.add("greenhouse_jobs", number, title)


def _user(main: Filling, each: Resident) -> str:
    chance, human, who, id_ = main.chance, each.human, each.who["platform"], each.number + 1
    sign = uuid(chance)
    who.only_hers.add(sign)
    # LAW: GDPR 5(1)(e) -- the notice promises six years at most: one in twelve is kept for longer.
    active = TODAY - timedelta(days=365 * 7 if each.number % 12 == 5 else chance.randrange(900))
    main.add("users", id_, sign, human.family, human.given, human.email,
        national(human.phone, style=id_) if each.number < 6 or chance.random() < 0.6 else None,
        f"{human.house} {human.street}, {human.postcode} {human.town}" if chance.random() < 0.5
        else None, chance.randint(1, 15),
        str(human.born) if each.is_child or chance.random() < 0.3 or each.number < 6 else None, "fr",
        f"$2b$12${hexadecimal(chance, 53)}", str(active), int(each.number % 15 == 7), own=who)  # fmt: skip
    if each.number % 8 == 4:
        old = f"{human.given.lower()}{id_}@ancien.example"
        who.only_hers.add(old)
        main.add("user_mail_history", main.next("user_mail_history"), id_, old, str(moment(chance, 2021)), own=who)
    if chance.random() < 0.5:
        main.add("user_segments", id_, chance.randint(1, 3), own=who)
    if chance.random() < 0.3:
        main.add("reports", main.next("reports"), id_, "Sentiment of the quarter", own=who)
    if chance.random() < 0.1:
        number = f"0033{main.next('rights_requests'):06d}"
        main.add("rights_requests", number, human.email,
            f"Je soussigné(e) {human.name} demande une copie.", str(moment(chance, 2024, 1).date()),
            own=who)  # fmt: skip
    return sign


def _child(main: Filling) -> None:
    """A user under 16 who is no subject of the demonstration: the notice excludes her."""
    mail, sign = f"child@{words.MAIL_HOSTS['fr'].split()[0]}", uuid(main.chance)
    who, id_ = main.who("child", ("email", mail), only_hers=[mail, sign]), main.next("users") + 100_000
    main.add("users", id_, sign, "Dufour", "Charlie", mail, None, None, None, "2011-02-02", "fr",
        f"$2b$12${hexadecimal(main.chance, 53)}", "2025-05-05", 0, own=who)  # fmt: skip


def _sessions(main: Filling, each: Resident) -> None:
    chance, who = main.chance, each.who["platform"]
    for _ in range(chance.randint(1, 4)):
        session, start = hexadecimal(chance), moment(chance, 2024, 1)
        main.add("sessions", session, each.number + 1, chance.choice(("FR", "BE", "US")), str(start),
            chance.randint(5, 4000), chance.choice(words.CONSOLES), own=who)  # fmt: skip
        for _ in range(chance.randint(1, 4)):
            action = chance.choice(_ACTIONS)
            detail = {"to": [{"mail": each.human.email}]} if action == "send_report" else {"page": chance.randint(1, 9)}
            main.add("activity_log", main.next("activity_log"), session, action, json.dumps(detail),
                str(start), own=who)  # fmt: skip
        if chance.random() < 0.4:
            main.add("cookie_choices", main.next("cookie_choices"), session, "analytics",
                chance.randint(0, 1), str(start), own=who)  # fmt: skip


def _contact(partners: Filling, each: Resident, sign: str) -> None:
    chance, human, who = partners.chance, each.human, each.who["partners"]
    vid = 51_000 + 3 * each.number
    who.only_hers.add(sign)
    if chance.random() < 0.8:
        props = {"lifecycle": "lead", "interests": [{"topic": "esg"}],
            "owner_note": f"a appelé {human.given}" if each.number % 3 == 0 else ""}  # fmt: skip
        partners.add("hubspot_contacts", vid,
            human.email.upper() if each.number % 6 == 0 else human.email, human.given, human.family,
            "Maison", national(human.phone, style=3) if chance.random() < 0.5 else None,
            json.dumps(props, ensure_ascii=False), own=who)  # fmt: skip
        for _ in range(chance.randint(1, 3)):
            partners.add("hubspot_emails", partners.next("hubspot_emails"), SENDER, vid, "Notre lettre",
                chance.randint(0, 1), _START + chance.randrange(10**9), own=who)  # fmt: skip
    if chance.random() < 0.15:
        digest = hashlib.sha256(human.email.encode()).hexdigest()
        who.only_hers.add(digest)
        partners.add("hubspot_unsubscribed", digest, "2024-05-05", own=who)
    partners.add("userguiding_users", sign, human.name, human.email, chance.randint(0, 9), own=who)
    for _ in range(chance.randint(1, 5)):
        seen = {"screen": "home", "referrer": f"mailto:{human.email}" if each.number % 9 == 0 else None}
        partners.add("amplitude_events", hexadecimal(chance), sign, chance.choice(_ACTIONS),
            json.dumps(seen), _START + chance.randrange(10**9), own=who)  # fmt: skip


def _applicant(partners: Filling, each: Resident) -> None:
    chance, human, who = partners.chance, each.human, each.who["partners"]
    id_ = 9_000 + 7 * each.number
    # LAW: GDPR 5(1)(e) -- two years are promised: one in four is older.
    applied = moment(chance, 2020, 2) if each.number % 4 == 0 else moment(chance, 2024, 1)
    resume = f"{human.name}\n{human.street} {human.house}\n{human.email}\nanalyste 2016-2020"
    resume = resume if each.number % 3 else ""
    partners.add("greenhouse_candidates", id_, human.given, human.family, human.email,
        national(human.phone, style=each.number), resume, str(applied), "Odile", own=who)  # fmt: skip
    partners.add("greenhouse_applications", id_, chance.randint(1, 3),
        chance.choice(("review", "offer", "rejected")), own=who)  # fmt: skip
    partners.add("greenhouse_scorecards", partners.next("greenhouse_scorecards"), id_, "Odile",
        f"{human.given} est précis(e)", chance.randint(1, 4), own=who)  # fmt: skip


def _texts(main: Filling) -> None:
    chance, people = main.chance, People(main.chance, "fr")
    for number in range(1, 121):
        author = people.one() if number % 3 else None
        body = f"Selon {author.name}, les ventes montent." if author and number % 5 == 0 else "Les ventes montent."
        who = main.who(f"author:{number}", ("name", author.name)) if author else None
        main.add("public_texts", number, 1 + number % 3, author.name if author else "Journal de Metz",
            body, str(moment(chance, 2024, 1).date()), 0.5,
            own={who: ("author", "body")} if who else None)  # fmt: skip
