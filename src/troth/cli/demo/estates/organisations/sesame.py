"""What have the systems of Sesame Example of its subjects?

Planted beside the cases that all organisations have: children under 13 who were taken in by mistake, a shared browser,
feedback that names a treatment, a refusal of tracking whose browser is in the file for the advertising network.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from troth.cli.demo.estates import words
from troth.cli.demo.estates.people import People, address_of_network, hexadecimal, moment, national

if TYPE_CHECKING:
    from troth.cli.demo.estates.filling import Filling
    from troth.cli.demo.estates.organisations import Resident

LAND, TODAY, ADULT_FROM = "en", date(2025, 6, 1), 13
SENDER = "news@sesame.example"
_TREATMENTS = ("filling", "root canal", "cleaning", "crown", "braces")
_TOPICS = ("implants", "whitening", "children", "software")
_START = 1_735_689_600_000


def fill(systems: dict[str, Filling], residents: list[Resident]) -> None:
    """Fill the practice database and the folder of exports."""
    main, files = systems["practice"], systems["exports"]
    _businesses(main, files)
    for each in residents:
        _member(main, each)
        _appointments(main, each)
    _child(main)
    cookies = _browsers(main, residents)
    _exports(main, files, residents, cookies)


def _businesses(main: Filling, files: Filling) -> None:
    people, chance = People(main.chance, "en"), main.chance
    for number in range(1, 13):
        owner = people.one()
        name = f"{owner.family} Dental"
        main.add("practices", number, name, owner.town, f"reception@practice{number}.example",
            str(moment(chance, 2015, 8).date()))  # fmt: skip
        who = main.who(f"contact:{number}", ("email", owner.email), only_hers=[owner.email, owner.phone])
        main.add("contacts", number, number, owner.name, owner.email, national(owner.phone, style=1),
            "Practice owner", own=who)  # fmt: skip
        public = files.who(f"contact:{number}", ("name", owner.name))
        files.add("practice_directory.csv", name, owner.name, f"https://practice{number}.example",
            own={public: ("owner",)})  # fmt: skip
    for number, title in enumerate(("How was Doctor Rose?", "Your waiting room", "Software you miss"), 1):
        main.add("surveys", number, title, "Sesame Example")
    for name, value in (("mail.sender", SENDER), ("privacy", "privacy@sesame.example"), ("region", "us")):
        main.add("settings", name, value)


def _member(main: Filling, each: Resident) -> None:
    chance, human, who = main.chance, each.human, each.who["practice"]
    id_ = each.number + 1
    known = each.number < 6 or chance.random() < 0.6
    main.add("members", id_, human.email, human.name, f"{human.house} {human.street}" if known else None,
        human.postcode if known else None, human.town if known else None,
        national(human.phone, style=id_) if known else None,
        str(human.born) if each.is_child or known else None, "GB" if chance.random() < 0.2 else "US",
        "2012-05-17", str(moment(chance, 2019)), own=who)  # fmt: skip
    if each.number % 9 == 4:
        old = f"{human.family.lower()}{id_}@formermail.example"
        who.only_hers.add(old)
        main.add("member_mail_history", main.next("member_mail_history"), id_, old, str(moment(chance, 2020)), own=who)
    if chance.random() < 0.5:
        main.add("newsletter_orders", f"07700{id_:05d}",
            human.email.upper() if id_ % 7 == 0 else human.email, chance.choice(_TOPICS),
            str(moment(chance, 2020)), None, own=who)  # fmt: skip
    if chance.random() < 0.3:
        body = f"Hello, I am {human.name}. Ring me at {national(human.phone, style=2)}."
        body = body if id_ % 2 else "What does the plus plan cost?"
        main.add("information_requests", main.next("information_requests"), id_, body,
            str(moment(chance, 2021)), own=who)  # fmt: skip
    if chance.random() < 0.5:
        main.add("survey_answers", main.next("survey_answers"), chance.randint(1, 3), id_,
            f"Friendly, says {human.given}." if id_ % 3 else "Too long.", str(moment(chance, 2021)),
            own=who)  # fmt: skip
    for segment in chance.sample(_TOPICS, chance.randint(0, 2)):
        main.add("interest_segments", id_, segment, chance.randint(1, 99), own=who)


def _child(main: Filling) -> None:
    """A child under 13, no subject of the demonstration: such data are erased as soon as anybody tells of them."""
    mail = f"child@{words.MAIL_HOSTS['en'].split()[0]}"
    who, id_ = main.who("child", ("email", mail), only_hers=[mail]), main.next("members") + 100_000
    main.add("members", id_, mail, "Charlie Colby", None, None, None, None, "2015-03-03", "US",
        "2012-05-17", "2025-02-02 16:20:00", own=who)  # fmt: skip
    main.add("newsletter_orders", "0770099999", mail, "children", "2025-02-02 16:21:00", None, own=who)


def _appointments(main: Filling, each: Resident) -> None:
    chance, who = main.chance, each.who["practice"]
    if "patient" not in each.kinds and each.number % 5:
        return
    for _ in range(chance.randint(1, 3)):
        number, treatment = main.next("appointments"), chance.choice(_TREATMENTS)
        main.add("appointments", number, chance.randint(1, 12), each.number + 1,
            str(moment(chance, 2022, 3)), treatment, own=who)  # fmt: skip
        if chance.random() < 0.6:
            said = f"The {treatment} hurt, but the team was kind. {each.human.given}" if number % 2 else None
            main.add("appointment_feedback", main.next("appointment_feedback"), number,
                chance.randint(1, 5), said, str(moment(chance, 2022, 3)), own=who)  # fmt: skip


def _browsers(main: Filling, residents: list[Resident]) -> dict[int, str]:
    """The browsers of the residents; the first and the second have one."""
    chance = main.chance
    cookies: dict[int, str] = {}
    orders = {str(row[1]).casefold(): row[0] for row in main.rows["newsletter_orders"]}
    for each in residents:
        if each.number == 1:
            continue
        cookie = cookies[each.number] = hexadecimal(chance)
        who = each.who["practice"]
        shared = each.number == 0 and len(residents) > 1
        both = [one.who["practice"] for one in residents[:2]] if shared else []
        own = dict.fromkeys(both, ("cookie_id", "user_agent", "first_seen")) or who
        main.add("browsers", cookie, each.number + 1, chance.choice(words.CONSOLES),
            str(moment(chance, 2024, 1).date()), own=own)  # fmt: skip
        for _ in range(chance.randint(2, 9)):
            main.add("page_hits", main.next("page_hits"), cookie, f"/{chance.choice(_TOPICS)}",
                str(moment(chance, 2025, 1)),
                own=dict.fromkeys(both, ("cookie_id", "path", "hit_at")) or who)  # fmt: skip
        if each.human.email in orders:
            main.add("pixel_hits", cookie, orders[each.human.email], _START + chance.randrange(10**9), own=who)
        request = f"GET /unsubscribe?mail={quote(each.human.email)}" if chance.random() < 0.2 else "GET /"
        main.add("server_log", main.next("server_log"), address_of_network(chance), request,
            str(moment(chance, 2025, 1)), 200, own=who if "mail=" in request else None)  # fmt: skip
        if each.number % 10 == 3:
            main.add("refused_tracking", cookie, str(moment(chance, 2025, 1)), own=who)
    return cookies


def _exports(main: Filling, files: Filling, residents: list[Resident], cookies: dict[int, str]) -> None:
    chance = files.chance
    refused = {row[0] for row in main.rows["refused_tracking"]}
    for each in residents:
        who = each.who["exports"]
        cookie = cookies.get(each.number)
        if each.number % 4 == 0:
            files.add("partner_profiles.csv", each.human.email.title(), each.human.family,
                chance.randint(20, 90) * 1000, chance.randint(0, 3), "listhouse", own=who)  # fmt: skip
        if cookie and (each.number % 3 == 0 or (cookie in refused and each.number % 20 == 3)):
            who.only_hers.add(cookie)
            files.add("ad_network_audience.jsonl", cookie, chance.choice(_TOPICS), "2025-05-02", own=who)
        if each.number % 2:
            files.add("related_company_segments.csv", each.number + 1, chance.choice(_TOPICS), "2025.5.0.1", own=who)
