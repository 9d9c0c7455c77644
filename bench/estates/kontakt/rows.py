"""Who buys from the German trade house, and where does an old system write it down?

Cases first: a couple with one telephone, father and son of one name (and a birthday each), two women of one name and
birthday, a customer with two numbers, a company and its contact, a former mailbox that only the protocol knows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from troth.cli.demo.estates import words
from troth.cli.demo.estates.filling import Filling, Who
from troth.cli.demo.estates.numbers import digits, iban, steuer_id
from troth.cli.demo.estates.people import Human, People, folded, hexadecimal, moment, national

if TYPE_CHECKING:
    from troth.cli.demo.estates.tables import Estate

CUSTOMERS = 2600
_COMPANY = ("KUNDE", "GmbH", "AG", "OHG")


@dataclass(slots=True)
class Kunde:
    """One row of KUNDE while the rest is made."""

    kdnr: str
    human: Human
    who: Who | None
    phone: str | None
    contacts: list[tuple[int, Who]] = field(default_factory=list)
    iban: str = ""


class Handel:
    """The estate while it is filled."""

    def __init__(self, estate: Estate) -> None:
        self.fill = Filling(estate, "kontakt")
        self.chance, self.add = self.fill.chance, self.fill.add
        self.people = People(self.chance, "de")
        self.staff: list[tuple[str, str, Who]] = []
        self.kunden: list[Kunde] = []
        self.orte: list[tuple[str, str]] = []

    def make(self) -> Filling:
        """All rows."""
        self._lists()
        self._staff()
        self._goods()
        self._customers()
        self._documents()
        self._contacts()
        self._calls()
        self._deliveries()
        self._logs()
        return self.fill

    def _lists(self) -> None:
        add = self.add
        for code, name in (("D  ", "Deutschland"), ("A  ", "Österreich"), ("CH ", "Schweiz")):
            add("LAND", code, name)
        for town in words.TOWNS["de"].split():
            name, start = town.split(":")
            for number in range(12):
                place = (f"{start}{number * 83:03d}", name)
                self.orte.append(place)
                add("PLZORT", *place)
        for rate in (7, 19):
            add("MWST", rate, f"{rate} %")
        for sign, text in (("LS", "Lastschrift"), ("RE", "Rechnung"), ("VK", "Vorkasse")):
            add("ZAHLART", sign, text)
        for sign, text in (("H", "Herr"), ("F", "Frau"), ("C", "Firma")):
            add("ANREDE", sign, text)
        add("FIRMA", "001", "Nordhandel GmbH", "DE123456788", "0251/90000-0")

    def _staff(self) -> None:
        chance = self.chance
        for number in range(1, 71):
            human = self.people.one()
            pnr, sign = f"{number:06d}", f"{folded(human.given)[0]}{folded(human.family)[0]}{chr(65 + number % 26)}".upper()  # fmt: skip
            if any(sign == kz for kz, _, _ in self.staff):
                sign = f"X{number:02d}"
            tax, line = steuer_id(chance), f"{100 + number}"
            who = self.fill.who(f"personal:{pnr}", ("name", human.name), only_hers=[tax])
            self.staff.append((sign, f"{folded(human.family)[:8].upper()}{number:02d}".ljust(12), who))
            self.add("PERSONAL", pnr, human.family, human.given, sign, f"{human.born:%Y%m%d}", tax,
                str(moment(chance, 1995, 25).date()), line, chance.choice(("RK", "EV", None)),
                chance.randint(1, 5), number, own=who)  # fmt: skip

    def _goods(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 121):
            plz, ort = chance.choice(self.orte)
            name = f"Firma {chance.choice(words.listed(words.MEN['de']))} {chance.choice(words.listed(words.FAMILIES['de']))}"  # fmt: skip
            name = name if number % 4 == 0 else f"{ort}er Werke {number} GmbH"
            add("LIEFERANT", f"L{number:07d}", name, "Industriestr. 4", plz, "D  ",
                "DE" + digits(chance, 9), f"einkauf@werk{number}.example", chance.randint(1, 5))  # fmt: skip
        for number, name in enumerate(("Halle Wolf", "Rampe Greta", "Keller", "Hof Süd"), 1):
            add("LAGERORT", f"LG{number:02d}", name, 10 * number)
        for number in range(1, 11):
            add("ARTGRP", f"G{number:02d}", f"Gruppe {number}")
        for number in range(1, 501):
            model = f"Modell {chance.choice(words.listed(words.WOMEN['de']))}" if number % 6 == 0 else f"Schrank {number}"  # fmt: skip
            add("ARTIKEL", f"{number:012d}", model, "Eiche, geölt", f"G{chance.randint(1, 10):02d}",
                f"L{chance.randint(1, 120):07d}", "40" + digits(chance, 11), chance.randint(9, 2000),
                f"{chance.randint(1, 9)}.{chance.randint(0, 20)}.0.{chance.randint(0, 9)}",
                chance.randint(1, 90))  # fmt: skip

    def _customers(self) -> None:
        one = self.people.one
        anna = one(given="Anna", family="Möller")
        bernd = one(given="Bernd", family="Möller", phone=anna.phone, street=anna.street, house=anna.house)
        father = one(given="Klaus", family="Vogt", woman=False, born=date(1950, 5, 5))
        son = one(given="Klaus", family="Vogt", woman=False, born=date(1979, 5, 5), street=father.street,
            house=father.house)  # fmt: skip
        twins = [one(given="Petra", family="Schäfer", woman=True, born=date(1971, 9, 9)) for _ in range(2)]
        double = one(given="Jörg", family="Weiß", woman=False)
        again = one(given="Joerg", family="Weiss", woman=False, born=double.born, email=double.email,
            phone=double.phone)  # fmt: skip
        cases = [anna, bernd, father, son, *twins, double, again]
        shared = {anna.phone}
        for number, human in enumerate(cases + [one() for _ in range(CUSTOMERS - len(cases))], 1):
            self._customer(number, human, shared, company=number > len(cases) and number % 5 == 0)

    def _customer(self, number: int, human: Human, shared: set[str], *, company: bool) -> None:
        chance = self.chance
        kdnr, (plz, ort) = f"{number + 1000:010d}", chance.choice(self.orte)
        phone = human.phone if number < 9 or chance.random() < 0.8 else None
        who = None
        if not company:
            who = self.kunden[6].who if number == 8 else self.fill.who(f"kunde:{kdnr}")
            if who:
                who.seeds += [] if number == 8 else [("email", human.email)]
                who.only_hers.add(human.email)
            if who and phone and phone not in shared and number != 8:
                who.seeds.append(("phone", phone))
                who.only_hers.add(phone)
        made = Kunde(kdnr, human, who, phone)
        self.kunden.append(made)
        name1 = f"{human.family} {chance.choice(_COMPANY[1:])}" if company else human.family
        note = f"{human.given} {human.family} ist nur vormittags da, Handy {national(human.phone, style=2)}" if chance.random() < 0.15 else None  # fmt: skip
        sign, _, clerk = chance.choice(self.staff)
        own: dict[Who, tuple[str, ...]] = {clerk: ("VERTRETER",)}
        if who:
            own[who] = tuple(n for n in self._personal("KUNDE") if n != "VERTRETER")
        if company:
            note = None
        self.add("KUNDE", kdnr, "C" if company else "F" if human.woman else "H", name1,
            None if company else human.given, f"{folded(name1).upper():<20}"[:20],
            f"{human.street} {human.house}", plz, ort, "D  ",
            national(phone, style=number) if phone else None, None, None,
            f"info@{folded(human.family).lower()}{number}.example" if company else human.email
            if number < 9 or chance.random() < 0.7 else None,
            None if company or (chance.random() < 0.4 and number > 8) else str(human.born),
            chance.choice(("A ", "B ", "C ")), sign, chance.randint(0, 9000),
            chance.choice(("", "X")) if chance.random() < 0.1 else "", note,
            str(moment(chance, 1996, 25).date()), chance.randint(1, 60), own=own)  # fmt: skip
        if company:
            self._contact_persons(made)
        if chance.random() < 0.5:
            made.iban = iban(chance, "DE")
            if who:
                who.only_hers.add(made.iban)
            self.add("BANKVERB", self.fill.next("BANKVERB"), int(kdnr), made.iban, "NORDDE21XXX",
                f"{human.family}, {human.given}", f"MND{number:08d}", own=who)  # fmt: skip
        if chance.random() < 0.2:
            self.add("LIEFERADR", kdnr, 1, human.name, f"{human.street} {human.house}", f"{plz} {ort}", own=who)

    def _personal(self, table: str) -> list[str]:
        return [c.name for c in self.fill.estate.by_name[table].columns if c.personal.value != "no"]

    def _contact_persons(self, made: Kunde) -> None:
        for _ in range(self.chance.randint(1, 2)):
            human = self.people.one()
            number = self.fill.next("ANSPRECHPARTNER")
            mail = f"{folded(human.given)}.{folded(human.family)}{number}@firma{int(made.kdnr)}.example"
            who = self.fill.who(f"ansprechpartner:{number}", ("email", mail), ("phone", human.phone),
                only_hers=[mail, human.phone])  # fmt: skip
            made.contacts.append((number, who))
            self.add("ANSPRECHPARTNER", number, made.kdnr, human.given, human.family, "Einkauf",
                national(human.phone, style=number), mail, own=who)  # fmt: skip

    # --- documents and money --------------------------------------------------------------------------------------

    def _documents(self) -> None:
        chance = self.chance
        for number in range(1, 8001):
            self._document(number, self.kunden[number - 1] if number <= 30 else chance.choice(self.kunden))

    def _document(self, number: int, made: Kunde) -> None:
        chance, add = self.chance, self.add
        art, belnr = chance.choice(("AB", "RE", "GU")), f"0172{number:06d}"
        contact = chance.choice(made.contacts) if made.contacts else None
        sign, _, clerk = chance.choice(self.staff)
        at = moment(chance).date()
        own: dict[Who, tuple[str, ...]] = {clerk: ("SACHB",)}
        if made.who:
            own[made.who] = tuple(n for n in self._personal("BELEG") if n != "SACHB")
        elif contact:
            own[contact[1]] = ("APNR", "IHRZEICHEN", "KOPFTEXT")
        person = contact[1].id if contact else ""
        greeting = f"Sehr geehrte/r {made.human.name}, wie telefonisch besprochen" if made.who and number % 12 == 0 else None  # fmt: skip
        add("BELEG", art, belnr, made.kdnr, contact[0] if contact else None, str(at),
            chance.randint(20, 4000), chance.choice(("LS", "RE", "VK")), sign,
            f"AP {person[-3:]}" if contact and number % 9 == 0 else None, greeting, own=own)  # fmt: skip
        for pos in range(1, chance.randint(2, 5)):
            add("BELEGPOS", art, belnr, pos, f"{chance.randint(1, 500):012d}", chance.randint(1, 9),
                chance.randint(5, 900), own=made.who)  # fmt: skip
        if art == "RE":
            self._open_item(art, belnr, made, at)
        if number % 25 == 0:
            said = f"{made.human.name} meldet: Tür klemmt. Rückruf {national(made.human.phone, style=number)}" if made.who else "Tür klemmt."  # fmt: skip
            add("REKLAMATION", f"R{number:07d}", belnr, made.kdnr, chance.choice(("QUA", "TRA")), said, 1, own=made.who)

    def _open_item(self, art: str, belnr: str, made: Kunde, at: date) -> None:
        chance, add = self.chance, self.add
        op = self.fill.next("OFFENEPOSTEN")
        add("OFFENEPOSTEN", op, art, belnr, int(made.kdnr), chance.randint(20, 4000),
            str(at + timedelta(days=30)), own=made.who)  # fmt: skip
        if chance.random() < 0.2:
            text = f"{'Frau' if made.human.woman else 'Herr'} {made.human.family}, bitte zahlen Sie {belnr}." if made.who else "Zahlungserinnerung"  # fmt: skip
            add("MAHNUNG", self.fill.next("MAHNUNG"), op, chance.randint(1, 3),
                str(at + timedelta(days=44)), text, own=made.who)  # fmt: skip
        if made.iban:
            spaced = " ".join(made.iban[i : i + 4] for i in range(0, 22, 4))
            add("ZAHLUNG", self.fill.next("ZAHLUNG"), op, made.human.name.upper(), spaced,
                f"RE {belnr} KD {int(made.kdnr)}", chance.randint(20, 4000),
                str(at + timedelta(days=20)), own=made.who)  # fmt: skip

    def _contacts(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 3501):
            made, (sign, _, clerk) = chance.choice(self.kunden), chance.choice(self.staff)
            note = "Katalog verschickt."
            if made.who and number % 3 == 0:
                note = f"Rückruf bei {'Frau' if made.human.woman else 'Herrn'} {made.human.family}, {made.human.email}, wegen Lieferung."  # fmt: skip
            own: dict[Who, tuple[str, ...]] = {clerk: ("WER",)}
            if made.who:
                own[made.who] = ("KDNR", "DATUM", "NOTIZ")
            add("KONTAKT", number, made.kdnr, chance.choice("TBM"), str(moment(chance)), sign, note, own=own)
        for number, name in enumerate(("Aktion Frühling mit Greta", "Lagerräumung", "Jubiläum"), 1):
            add("AKTION", f"AK{number:04d}", name, "werbung@nordhandel.example")
        for number in range(1, 4):
            for made in chance.sample(self.kunden, 700):
                add("WERBUNG", f"AK{number:04d}", made.kdnr, "B", "X" if chance.random() < 0.1 else None,
                    None, own=made.who)  # fmt: skip

    def _calls(self) -> None:
        chance = self.chance
        for _ in range(15000):
            made, place = chance.choice(self.kunden), chance.randrange(70)
            own: dict[Who, tuple[str, ...]] = {self.staff[place][2]: ("NST", "ZEIT", "DAUER")}
            number = made.phone or "+492519000" + digits(chance, 3)
            if made.who and made.phone:
                # The couple's calls are of one of the two, and nobody can say whose.
                of = [self.kunden[0].who, self.kunden[1].who] if made.phone == self.kunden[0].phone else [made.who]
                own |= {who: ("RUFNR", "ZEIT", "DAUER") for who in of if who}
            self.add("ANRUFLOG", f"{moment(chance):%Y%m%d%H%M%S}", number.replace("+", "00").ljust(20),
                f"{101 + place}".ljust(6), chance.randint(1, 3000), chance.choice("EA"), own=own)  # fmt: skip

    def _deliveries(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 401):
            sign, _, driver = chance.choice(self.staff)
            add("TOUR", f"T{number:05d}", sign, f"MS-NH {chance.randint(100, 999)}",
                str(moment(chance).date()), own=driver)  # fmt: skip
            for stop in range(1, 7):
                made = chance.choice(self.kunden)
                avis = f"vorher anrufen: {national(made.phone, style=stop)}" if made.phone and stop % 2 else None
                scribble = bytes(chance.randrange(256) for _ in range(24)) if stop == 1 else None
                add("TOURSTOPP", f"T{number:05d}", stop, made.kdnr, avis, scribble, own=made.who)
        for number in range(1, 1501):
            made = chance.choice(self.kunden)
            lines = f"{made.human.name}\n{made.human.street} {made.human.house}\n{made.human.postcode} {made.human.town}"  # fmt: skip
            add("ETIKETT", number, lines, chance.randint(1, 4), own=made.who)
        for number in range(1, 1501):
            buyer = chance.choice(self.kunden) if number % 3 else None
            add("SERIENNR", f"SN{number:013d}", f"{chance.randint(1, 500):012d}",
                buyer.kdnr if buyer else None, "2027-01-31",
                own={buyer.who: ("KDNR",)} if buyer and buyer.who else None)  # fmt: skip

    def _logs(self) -> None:
        chance, add = self.chance, self.add
        for number, (_, login, who) in enumerate(self.staff, 1):
            add("BENUTZER", login, f"{number:06d}", hexadecimal(chance), str(moment(chance)),
                chance.randint(1, 4), own=who)  # fmt: skip
        for number in range(1, 1801):
            made, (_, login, clerk) = chance.choice(self.kunden), chance.choice(self.staff)
            if made.who is None or number % 4 == 0:
                add("AENDPROT", number, "ARTIKEL", f"{chance.randint(1, 500):012d}", "PREIS".ljust(20),
                    "10", "12", login, str(moment(chance)), own={clerk: ("LOGIN", "ZEIT")})  # fmt: skip
                continue
            old = f"{folded(made.human.family)}{number}@altpost.example"
            made.who.only_hers.add(old)
            add("AENDPROT", number, "KUNDE", made.kdnr, "EMAIL".ljust(20), old, made.human.email, login,
                str(moment(chance)),
                own={made.who: ("SCHLUESSEL", "ALT", "NEU"), clerk: ("LOGIN", "ZEIT")})  # fmt: skip
        for place in range(1, 5):
            for article in range(1, 501):
                add("INVENTUR", f"LG{place:02d}", f"{article:012d}", chance.randint(0, 90),
                    f"Zähler {chance.randint(1, 20)}")  # fmt: skip


def fill(estate: Estate) -> Filling:
    """The trade house, filled."""
    return Handel(estate).make()
