"""Who applies, who is paid, and what is written of them?

Cases first: an applicant who became an employee, one who applied twice, two of one name and birthday, two at one desk
telephone, a referee who is an applicant elsewhere, a test applicant.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from troth.cli.demo.estates import words
from troth.cli.demo.estates.filling import Filling, Who
from troth.cli.demo.estates.numbers import digits, iban, steuer_id
from troth.cli.demo.estates.people import Human, People, address_of_network, folded, hexadecimal, moment, national, uuid

if TYPE_CHECKING:
    from troth.cli.demo.estates.tables import Estate

CANDIDATES, EMPLOYEES, MONTHS = 1800, 700, 14
SENDER = "careers@gruppe.example"


@dataclass(slots=True)
class Staff:
    """One row of Employee while the rest is made."""

    no: str
    human: Human
    who: Who
    user: str


class Group:
    """The estate while it is filled."""

    def __init__(self, estate: Estate) -> None:
        self.fill = Filling(estate, "hr")
        self.chance, self.add = self.fill.chance, self.fill.add
        self.lands = [People(self.chance, land) for land in ("de", "en", "fr")]
        self.candidates: list[tuple[str, Human, Who]] = []
        self.staff: list[Staff] = []
        self.applications: list[tuple[int, int]] = []

    def make(self) -> Filling:
        """All rows."""
        self._lists()
        self._candidates()
        self._employees()
        self._applications()
        self._at_home()
        self._pay()
        self._work()
        self._desk()
        return self.fill

    def _lists(self) -> None:
        chance, add = self.chance, self.add
        for code, name in (("DE", "Germany"), ("GB", "United Kingdom"), ("FR", "France")):
            add("Country", code, name)
        for number, name in enumerate(("Becker & Partner", "Nordlicht AG", "Clara Vogt GmbH"), 1):
            add("LegalEntity", number, name, "DE" + digits(chance, 9), "Kiel")
        for number in range(1, 21):
            manager = f"E{number:06d}"
            add("Department", f"D{number:05d}", f"Department {number}", 1 + number % 3, digits(chance, 10), manager)
        for number in range(1, 9):
            add("JobFamily", number, f"Family {number}")
        for number in range(1, 121):
            add("Requisition", number, chance.choice(("Welder", "Analyst", "Nurse", "Clerk")),
                f"D{chance.randint(1, 20):05d}", chance.randint(1, 8), f"E{chance.randint(1, 20):06d}",
                str(moment(chance).date()), chance.randint(1, 3))  # fmt: skip
        for number in range(1, 31):
            name = f"{chance.choice(words.listed(words.WOMEN['de']))} {chance.choice(words.listed(words.FAMILIES['de']))} Personalberatung"  # fmt: skip
            add("Agency", number, name, f"jobs@agency{number}.example")
        for number, name in enumerate(("Grundlohn", "Zulage", "Kirchensteuer"), 1):
            add("WageType", f"W{number:03d}", name)
        for number, name in enumerate(("Ada", "Grace", "Marie", "Atlas"), 1):
            add("MeetingRoom", number, name, 8, f"0431 90000-{number:02d}")
        for key, value in (("mail.from", SENDER), ("version", "7.0.4.1")):
            add("AppConfig", key, value)

    def _candidates(self) -> None:
        one = self.lands[0].one
        twins = [one(given="Lena", family="Koch", woman=True, born=date(1995, 6, 6)) for _ in range(2)]
        again = one(given="Jonas", family="Stein", woman=False)
        test = one(given="Test", family="Bewerber", email="test.bewerber@gruppe.example")
        cases = [*twins, again,
            one(given="Jonas", family="Stein", woman=False, born=again.born, phone=again.phone), test]  # fmt: skip
        for number in range(1, CANDIDATES + 1):
            human = cases[number - 1] if number <= len(cases) else self.chance.choice(self.lands).one()
            self._candidate(number, human)

    def _candidate(self, number: int, human: Human) -> None:
        chance = self.chance
        id_ = uuid(chance)
        who = self.candidates[2][2] if number == 4 else self.fill.who(f"candidate:{id_}")
        who.seeds.append(("email", human.email))
        phone = human.phone if number < 6 or chance.random() < 0.8 else None
        who.seeds += [("phone", phone)] if phone and number != 4 else []
        who.only_hers |= {id_, human.email} | ({phone} if phone else set())
        self.candidates.append((id_, human, who))
        cv = f"Curriculum vitae\n{human.name}\n{human.street} {human.house}, {human.town}\n{human.email}\n2015-2019 clerk" if number % 3 else None  # fmt: skip
        self.add("Candidate", id_, human.given, human.family,
            human.email if number % 17 else human.email.title(),
            national(phone, style=number) if phone else None,
            str(human.born) if number < 6 or chance.random() < 0.6 else None,
            human.land.upper().replace("EN", "GB"),
            f"https://network.example/in/{folded(human.given)}-{folded(human.family)}-{number}"
            if number % 4 == 0 else None, chance.randint(1, 30) if chance.random() < 0.3 else None, cv,
            0, "2026-01-01", None, chance.randint(1, 9), own=who)  # fmt: skip

    def _employees(self) -> None:
        for number in range(1, EMPLOYEES + 1):
            hired = self.candidates[number * 2 + 10] if number <= 150 else None
            human = hired[1] if hired else self.chance.choice(self.lands).one()
            self._employee(number, human, hired)
        for row in self.fill.rows["Department"]:
            self.staff[int(str(row[4])[1:]) - 1].who.parts.append(("Department", (row[0],), ("headEmployeeNo",)))
        for row in self.fill.rows["Requisition"]:
            self.staff[int(str(row[4])[1:]) - 1].who.parts.append(("Requisition", (row[0],), ("hiringManager",)))

    def _employee(self, number: int, human: Human, hired: tuple[str, Human, Who] | None) -> None:
        chance = self.chance
        no, mail = f"E{number:06d}", f"{folded(human.given)}.{folded(human.family)}{number}@gruppe.example"
        user, tax, social = f"{folded(human.family)[:6]}{number}", steuer_id(
            chance), f"65{human.born:%d%m%y}{human.family[0].upper()}{number:03d}"  # fmt: skip
        who = hired[2] if hired else self.fill.who(f"employee:{no}")
        who.seeds.append(("email", mail))
        who.only_hers |= {no, mail, user, tax}
        self.staff.append(Staff(no, human, who, user))
        boss = self.staff[chance.randrange(min(20, number))] if number > 20 else None
        own: dict[Who, tuple[str, ...]] = {who: ()} | ({boss.who: ("reportsTo",)} if boss
            and boss.who is not who else {})  # fmt: skip
        self.add("Employee", no, hired[0] if hired else None, human.given, human.family,
            human.family if human.woman and number % 5 == 0 else None, mail,
            human.email if hired or chance.random() < 0.3 else None, f"0431 90000-{100 + number // 2}",
            str(human.born), chance.choice("SMD"), tax, social, chance.randint(1, 9),
            f"D{chance.randint(1, 20):05d}", boss.no if boss else None,
            str(moment(chance).date()) if chance.random() < 0.1 else None, hexadecimal(chance), own=own)  # fmt: skip
        prefs = {"lang": human.land, "signature": {"text": f"Regards, {human.name}", "lines": [human.given]}}
        self.add("UserAccount", user, no, hexadecimal(chance, 64), address_of_network(chance),
            json.dumps(prefs, ensure_ascii=False), own=who)  # fmt: skip

    def _applications(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 3201):
            place = number - 1 if number <= CANDIDATES else chance.randrange(CANDIDATES)
            id_, human, who = self.candidates[place]
            self.applications.append((number, place))
            letter = f"Dear Sir or Madam, my name is {human.name} and I live in {human.town}." if number % 3 == 0 else None  # fmt: skip
            add("Application", number, id_, chance.randint(1, 120),
                chance.choice(("new", "interview", "rejected", "hired")), chance.randint(30, 90) * 1000,
                letter, str(moment(chance)), None, own=who)  # fmt: skip
            if number % 2 == 0:
                panel = chance.choice([each for each in self.staff[:60] if each.who is not who])
                note = f"{human.given} answered well" if number % 4 == 0 else None
                own: dict[Who, tuple[str, ...]] = {
                    who: ("applicationId", "startsAt", "notes", "score"),
                    panel.who: ("interviewer", "startsAt"),
                }
                add("Interview", self.fill.next("Interview"), number, panel.no, str(moment(chance)),
                    note, chance.randint(1, 5), own=own)  # fmt: skip
            body = f"<p>Dear {human.given} {human.family}, thank you for your application {number}.</p>"
            add("MailOut", number, SENDER, human.email, body, str(moment(chance)), own=who)
        for number in range(1, 401):
            id_, human, who = chance.choice(self.candidates)
            referee = self.candidates[number + 300][1]
            other = self.candidates[number + 300][2]
            own = {who: ("candidateId", "statement")} | (
                {other: ("refereeName", "refereePhone", "statement")} if other is not who else {})  # fmt: skip
            add("Reference", number, id_, referee.name, national(referee.phone, style=1),
                f"{human.given} was reliable", own=own)  # fmt: skip

    def _at_home(self) -> None:
        chance, add = self.chance, self.add
        for number, each in enumerate(self.staff, 1):
            human, who = each.human, each.who
            add("HomeAddress", each.no, f"{human.street} {human.house}", human.postcode, human.town,
                "2020-01-01", own=who)  # fmt: skip
            friend = self.lands[0].one()
            stranger = self.fill.who(f"emergency:{number}", ("phone", friend.phone), only_hers=[friend.phone])
            add("EmergencyContact", number, each.no, friend.name, "spouse",
                national(friend.phone, style=number), own={who: ("employeeNo", "relation"),
                stranger: ("contactName", "contactPhone", "relation")})  # fmt: skip
            account = iban(chance, "DE")
            who.only_hers.add(account)
            add("BankDetail", each.no, account, "Nordbank", own=who)
            path = f"/contracts/{folded(human.family)}_{folded(human.given)}_{each.no}.pdf"
            add("Contract", number, each.no, chance.randint(30, 120) * 1000, 38.5,
                str(moment(chance, 2005, 15).date()), path, own=who)  # fmt: skip
            add("Badge", f"B{number:09d}", each.no, "2021-02-02", own=who)
            if number % 4 == 0:
                child = self.lands[0].one()
                minor = self.fill.who(f"dependant:{number}", ("name", child.name))
                add("Dependant", self.fill.next("Dependant"), each.no, child.given, "2016-03-04",
                    own={who: ("employeeNo",), minor: ("childName", "childBorn")})  # fmt: skip

    def _pay(self) -> None:
        chance, add = self.chance, self.add
        for month in range(1, MONTHS + 1):
            add("PayRun", month, f"20{22 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}", str(moment(chance)))
            for each in self.staff:
                add("Payslip", month, each.no, chance.randint(2000, 9000), chance.randint(1500, 6000),
                    None, own=each.who)  # fmt: skip
                for line in (1, 2):
                    add("PayslipLine", month, each.no, line, f"W{line:03d}", chance.randint(10, 5000), own=each.who)

    def _work(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 2501):
            each = chance.choice(self.staff)
            start = moment(chance).date()
            note = f"{each.human.family}: Bandscheibe, Attest liegt vor" if number % 6 == 0 else None
            add("Absence", number, each.no, chance.choice(("sick", "holiday", "parental")), str(start),
                str(start + timedelta(days=4)), note, own=each.who)  # fmt: skip
        for number in range(1, 14001):
            place = chance.randrange(EMPLOYEES)
            add("TimeEntry", f"B{place + 1:09d}", str(moment(chance)), number % 9, "IO"[number % 2],
                own=self.staff[place].who)  # fmt: skip
        for number in range(1, 1201):
            each, boss = chance.sample(self.staff, 2)
            own = {each.who: ("employeeNo", "rating", "freeText"), boss.who: ("appraiser", "rating", "freeText")}
            add("Appraisal", number, each.no, boss.no, chance.randint(1, 5),
                f"{each.human.given} works carefully.", own=own)  # fmt: skip
        for number in range(1, 41):
            trainer = self.lands[0].one() if number % 2 else None
            own_of = {self.fill.who(f"trainer:{number}", ("name", trainer.name)): ("trainerName",)} if trainer else None
            add("Training", number, "First aid", trainer.name if trainer else None, own=own_of)
            for each in chance.sample(self.staff, 30):
                add("TrainingBooking", number, each.no, chance.randint(0, 1), own=each.who)

    def _desk(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 1801):
            clerk = chance.choice(self.staff[:60])
            own: dict[Who, tuple[str, ...]]
            if number % 2:
                each = chance.choice([one for one in self.staff if one is not clerk])
                old = f"{folded(each.human.family)}{number}@formerpost.example"
                each.who.only_hers.add(old)
                own = {each.who: ("recordKey", "beforeJson", "atUnix"), clerk.who: ("userName", "atUnix")}
                before = json.dumps({"privateMail": old, "tags": []})
                add("AuditTrail", number, clerk.user, "Employee", each.no, before, 1_672_531_200 + number, own=own)
            else:
                id_, human, who = chance.choice([one for one in self.candidates if one[2] is not clerk.who])
                own = {who: ("recordKey", "beforeJson", "atUnix"), clerk.who: ("userName", "atUnix")}
                before = json.dumps({"surname": human.family, "list": [{"mobile": human.phone}]}, ensure_ascii=False)
                add("AuditTrail", number, clerk.user, "Candidate", id_, before, 1_672_531_200 + number, own=own)
        for _, human, who in chance.sample(self.candidates, 250):
            digest = hashlib.sha1(human.email.encode(), usedforsecurity=False).hexdigest()
            who.only_hers.add(digest)
            add("HashList", digest, "2023-04-01", own=who)


def fill(estate: Estate) -> Filling:
    """The group, filled."""
    return Group(estate).make()
