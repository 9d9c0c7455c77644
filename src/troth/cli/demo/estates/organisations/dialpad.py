"""What have the systems of Dialpad Example of its subjects?

Planted beside the cases that all organisations have: a minor for whom no parent agreed, members of 1999 to 2003 who
said no and are on the list that partners got, a removal that names another address, a promotion among the service
announcements, a call record used for marketing.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from troth.cli.demo.estates import words
from troth.cli.demo.estates.numbers import digits
from troth.cli.demo.estates.people import People, address_of_network, folded, hexadecimal, moment, national

if TYPE_CHECKING:
    from troth.cli.demo.estates.filling import Filling
    from troth.cli.demo.estates.organisations import Resident

LAND, TODAY, ADULT_FROM = "en", date(2025, 6, 1), 18
SENDER = "service@dialpad.example"
_START = 1_735_689_600
_COHORT = date(1999, 10, 1)
_COHORT_DAYS = 1218
"""From October 1999 to January 2003."""


def fill(systems: dict[str, Filling], residents: list[Resident]) -> None:
    """Fill the telephony database and the folder of what is left of 1999 to 2003."""
    main, files = systems["telephony"], systems["legacy"]
    _lists(main)
    strangers = People(main.chance, "us")
    for each in residents:
        _user(main, each)
        _money(main, each)
        _calls(main, each, strangers)
        _said(main, each)
    _minor(main, strangers)
    _legacy(files, residents)
    _letters(files, residents)


def _lists(main: Filling) -> None:
    for number, country in enumerate(("United States", "Canada", "Chad", "Jordan"), 1):
        main.add("rate_zones", f"Z{number:03d}", country, number)
    for number, name in enumerate(("Rose Telecom", "Bell & King", "Netz"), 1):
        main.add("partners", number, name, f"partners@carrier{number}.example")
    for number, title in enumerate(("Grace asks", "Sound quality"), 1):
        main.add("surveys", number, title)
    for number, subject in enumerate(
        ("Maintenance on Sunday", "New numbers for Chad", "Save 20 % with our partner"), 1
    ):
        main.add("service_announcements", number, SENDER, subject)
    for _ in range(60):
        main.add("clear_gifs", hexadecimal(main.chance, 24), "/rates", "adnet")


def _is_legacy(each: Resident) -> bool:
    return "legacy_user" in each.kinds or each.number % 6 == 5


def _user(main: Filling, each: Resident) -> None:
    chance, human, who, id_ = main.chance, each.human, each.who["telephony"], each.number + 1
    screen = f"{folded(human.given)}{id_}"
    who.only_hers.add(screen)
    age = each.person.choices.age
    registered = _COHORT + timedelta(days=chance.randrange(_COHORT_DAYS)) if _is_legacy(
        each) else moment(chance, 2018, 6).date()  # fmt: skip
    agreed = int(each.person.choices.parental_consent) if each.is_child else None
    main.add("users", id_, screen, human.email, human.name,
        human.postcode if chance.random() < 0.5 else None,
        age if each.is_child or chance.random() < 0.5 else None, agreed,
        chance.randint(1, 3) if chance.random() < 0.3 else None, hexadecimal(chance, 40),
        str(registered), own=who)  # fmt: skip
    if each.number % 8 == 4:
        old = f"{folded(human.family)}{id_}@formermail.example"
        who.only_hers.add(old)
        main.add("former_mailboxes", main.next("former_mailboxes"), id_, old, str(moment(chance, 2021).date()), own=who)
    main.add("login_sessions", hexadecimal(chance), id_, address_of_network(chance),
        _START + chance.randrange(10**6), own=who)  # fmt: skip


def _minor(main: Filling, strangers: People) -> None:
    """A minor who is no subject of the demonstration: below 18 a parent has to agree, and nobody was asked."""
    child = f"minor@{words.MAIL_HOSTS['en'].split()[0]}"
    who = main.who("minor", ("email", child), only_hers=[child])
    id_ = main.next("users") + 100_000
    main.add("users", id_, f"skater{id_}", child, "Charlie Colby", None, 15, 0, None,
        hexadecimal(main.chance, 40), "2025-04-01", own=who)  # fmt: skip
    main.add("call_records", main.next("call_records"), id_, strangers.phone(), "Z001", _START, 60, "analysis", own=who)


def _money(main: Filling, each: Resident) -> None:
    chance, human, who, id_ = main.chance, each.human, each.who["telephony"], each.number + 1
    if each.number > 5 and not each.kinds & {"customer", "legacy_user"}:
        return
    main.add("billing_addresses", id_, human.name, f"{human.house} {human.street}", human.town,
        human.postcode, national(human.phone, style=id_), own=who)  # fmt: skip
    card = main.next("cards")
    main.add("cards", card, id_, f"4000 **** **** {digits(chance, 4)}", human.name.upper(), "12/27", own=who)
    for _ in range(chance.randint(1, 3)):
        main.add("payments", f"415555{main.next('payments'):04d}", card, chance.randint(500, 9000),
            str(moment(chance, 2024, 1).date()), own=who)  # fmt: skip


def _calls(main: Filling, each: Resident, strangers: People) -> None:
    chance, who = main.chance, each.who["telephony"]
    for _ in range(chance.randint(1, 6)):
        number = main.next("call_records")
        used = "marketing" if number % 97 == 5 else "analysis"
        main.add("call_records", number, each.number + 1, strangers.phone(),
            f"Z{chance.randint(1, 4):03d}", _START + chance.randrange(10**6), chance.randint(1, 3000),
            used, own=who)  # fmt: skip


def _said(main: Filling, each: Resident) -> None:
    chance, human, who, id_ = main.chance, each.human, each.who["telephony"], each.number + 1
    if chance.random() < 0.2:
        main.add("feedback", main.next("feedback"), id_,
            f"Echo on calls. {human.name}" if id_ % 2 else "Echo on calls.", own=who)  # fmt: skip
    if chance.random() < 0.2:
        said = f"Write to me at {human.email}" if id_ % 2 else chance.choice(words.COMPLAINTS)
        main.add("forum_posts", main.next("forum_posts"), f"{folded(human.given)}{id_}", said,
            str(moment(chance, 2024, 1)), own=who)  # fmt: skip
    if chance.random() < 0.3:
        answer = main.next("survey_answers")
        main.add("survey_answers", answer, chance.randint(1, 2), id_, "Often", own=who)
        if id_ % 2:
            line = f"{human.house} {human.street}, {human.town} {human.postcode}"
            main.add("sweepstakes_entries", main.next("sweepstakes_entries"), answer, human.name, line, own=who)


def _legacy(files: Filling, residents: list[Resident]) -> None:
    chance = files.chance
    for each in [one for one in residents if _is_legacy(one)]:
        human, who = each.human, each.who["legacy"]
        said = "N" if each.number % 12 == 5 else "Y"
        day = _COHORT + timedelta(days=chance.randrange(_COHORT_DAYS))
        files.add("members_1999_2003.csv", human.email.upper(), human.name, said,
            f"age {TODAY.year - human.born.year}, likes travel", f"{day:%m/%d/%Y}", str(day), "welcome",
            own=who)  # fmt: skip
        if chance.random() < 0.5 or said == "N":
            member = {"who": {"mail": human.email, "name": human.name}, "tags": ["travel"]}
            files.add("partner_handover.jsonl", "2001.4.0.7", "Good Offers", json.dumps(member),
                str(day + timedelta(days=90)), own=who)  # fmt: skip


def _letters(files: Filling, residents: list[Resident]) -> None:
    chance = files.chance
    for number, each in enumerate(residents[::7], 1):
        other = residents[(each.number + 1) % len(residents)]
        who = each.who["legacy"]
        day = str(moment(chance, 2024, 1).date())
        if number % 2 and other is not each:
            files.add("letters.jsonl", number, each.human.email, "remove",
                f"please remove {other.human.email.upper()}", day, 0,
                own={who: ("from", "subject", "received"), other.who["legacy"]: ("text",)})  # fmt: skip
            files.add("removals.csv", other.human.email, day, own=other.who["legacy"])
        else:
            files.add("letters.jsonl", number, each.human.email, "question",
                chance.choice(words.COMPLAINTS), day, 1, own=who)  # fmt: skip
