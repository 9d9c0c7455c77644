"""Who telephones over the provider, and what do tables without names keep of it?

Cases first: a couple with one line, two women of one name and birthday, a man with two accounts, a number that was
another's before, a line of a company, a deleted customer, a test account.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from troth.cli.demo.estates import words
from troth.cli.demo.estates.filling import Filling, Who
from troth.cli.demo.estates.numbers import digits, iban, luhn
from troth.cli.demo.estates.people import Human, People, address_of_network, folded, hexadecimal, moment, national, uuid

if TYPE_CHECKING:
    from troth.cli.demo.estates.tables import Estate

CUSTOMERS = 2400
_START = 1_672_531_200
_YEAR = 31_000_000


@dataclass(slots=True)
class Caller:
    """One row of t010 while the rest is made."""

    id: str
    human: Human
    who: Who
    line: str
    sid: str = ""


class Provider:
    """The estate while it is filled."""

    def __init__(self, estate: Estate) -> None:
        self.fill = Filling(estate, "opaque")
        self.chance, self.add = self.fill.chance, self.fill.add
        self.people = People(self.chance, "en")
        self.callers: list[Caller] = []
        self.staff: list[tuple[str, Who]] = []

    def make(self) -> Filling:
        """All rows."""
        self._lists()
        self._customers()
        self._lines()
        self._calls()
        self._web()
        self._money()
        self._support()
        self._rest()
        return self.fill

    def _lists(self) -> None:
        chance, add = self.chance, self.add
        for code, name in (("GB", "United Kingdom"), ("IE", "Ireland"), ("GE", "Georgia")):
            add("t001", code, name)
        for number, name in enumerate(("Basic", "Martha", "Unlimited", "Grace S"), 1):
            add("t002", number, name, 9.5 * number)
        for key, value in (("from", "no-reply@linewise.example"), ("rev", "4.12.0.3"), ("hotline", "+442079460001")):
            add("t003", key, value)
        for number in range(1, 121):
            human = self.people.one()
            add("t011", number, f"{human.family} Ltd" if number % 3 else human.name, digits(chance, 11),
                f"billing@firm{number}.example")  # fmt: skip
        for number in range(1, 301):
            add("t025", f"{number:06d}", f"Zone {number % 9}", number % 40)
        for number in range(1, 201):
            add("t062", number,
                f"{chance.choice(words.listed(words.FAMILIES['en']))} " f"{chance.choice(('Top', 'Park', 'Hill'))}",
                51 + number / 100, -number / 100, f"10.20.{number % 250}.{1 + number % 9}")  # fmt: skip
        for number in range(1, 101):
            add("t070", f"module{number}", number, f"{number % 9}.12.0.{number % 7}")
        for number in range(1, 501):
            add("t081", number, f"job {number} done in {chance.randint(1, 99)} s, wrote 1200 lines, no errors\n" * 3, 0)

    def _customers(self) -> None:
        one = self.people.one
        amy = one(given="Amy", family="Fenwick")
        ben = one(given="Ben", family="Fenwick", phone=amy.phone, street=amy.street, house=amy.house,
            postcode=amy.postcode, town=amy.town)  # fmt: skip
        twins = [one(given="Ruby", family="Price", woman=True, born=date(1990, 2, 2)) for _ in range(2)]
        double = one(given="Oscar", family="Quigley", woman=False)
        again = one(given="Oscar", family="Quigley", woman=False, born=double.born, email=double.email)
        test = one(given="Test", family="Account", email="qa@linewise.example")
        cases = [amy, ben, *twins, double, again, test]
        shared = {amy.phone}
        for number, human in enumerate(cases + [one() for _ in range(CUSTOMERS - len(cases))], 1):
            self._customer(number, human, shared)
        self._formerly()

    def _customer(self, number: int, human: Human, shared: set[str]) -> None:
        chance = self.chance
        id_ = f"C{number * 7 + 100000:09d}"
        who = self.callers[4].who if number == 6 else self.fill.who(f"caller:{id_}")
        who.seeds += [] if number == 6 else [("email", human.email)]
        if human.phone not in shared:
            who.seeds.append(("phone", human.phone))
            who.only_hers.add(human.phone)
        who.only_hers |= {id_, human.email}
        self.callers.append(Caller(id_, human, who, human.phone))
        self.add("t010", id_, human.name if number % 4 else f"{human.family}, {human.given}",
            human.email if number % 11 else human.email.upper(), national(human.phone, style=number),
            f"{human.born:%Y%m%d}" if number < 9 or chance.random() < 0.7 else None,
            f"{human.house} {human.street}, {human.town} {human.postcode}", "F" if human.woman else "M",
            chance.randint(1, 4), str(moment(chance)) if number > 9 and chance.random() < 0.05 else None,
            "GB", chance.randint(1, 40), None, own=who)  # fmt: skip

    def _formerly(self) -> None:
        chance = self.chance
        for number, caller in enumerate(chance.sample(self.callers[7:], 300)):
            old = f"{folded(caller.human.family)}{number}@oldline.example"
            caller.who.only_hers.add(old)
            # A number that somebody else has today: it leads from the history to a stranger.
            phone = caller.human.phone
            if number % 10 == 0:
                phone = self.callers[8 + number].human.phone
                self.callers[8 + number].who.only_hers.discard(phone)
            self.add("t010_h", caller.id, caller.human.name, old, national(phone, style=number),
                "2019-01-01 00:00:00", "2022-06-30 00:00:00", own=caller.who)  # fmt: skip

    def _lines(self) -> None:
        chance, add = self.chance, self.add
        taken: set[str] = set()
        for caller in self.callers:
            if caller.line in taken:
                continue
            taken.add(caller.line)
            own: Who | dict[Who, tuple[str, ...]] = caller.who
            if caller.line == self.callers[0].line:
                own = {self.callers[0].who: (), self.callers[1].who: ("n1",)}
            imei = luhn("35" + digits(chance, 12)) if chance.random() < 0.6 else None
            add("t020", caller.line, "P", caller.id, luhn("894410" + digits(chance, 13)), imei,
                str(moment(chance).date()), own=own)  # fmt: skip
        for number in range(1, 101):
            add("t020", f"+4420{digits(chance, 8)}", "C", str(number),
                luhn("894410" + digits(chance, 13)), None, "2020-01-01")  # fmt: skip
        for number in range(1, 301):
            caller = self.callers[number + 20]
            add("t012", 1 + number % 120, caller.id, "authorised to order", own=caller.who)

    def _owners(self, line: str, caller: Caller) -> list[Who]:
        return [self.callers[0].who, self.callers[1].who] if line == self.callers[0].line else [caller.who]

    def _calls(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 16001):
            caller, other = (self.callers[number % 9],
                self.callers[9]) if number <= 90 else chance.sample(self.callers, 2)  # fmt: skip
            called = other.line if number % 2 else f"+44{digits(chance, 10)}"
            cell = f"51.{chance.randint(100, 999)},-0.{chance.randint(100, 999)}" if number % 4 == 0 else None
            own: dict[Who, tuple[str, ...]] = dict.fromkeys(
                self._owners(caller.line, caller), ("call_no", "a", "b", "t", "d", "g")
            )
            if number % 2:
                own |= {who: ("b", "t", "d") for who in self._owners(other.line, other) if who not in own}
            add("t021", number, 1, caller.line, called, _START + chance.randrange(_YEAR),
                chance.randint(1, 4000), "V", cell, own=own if len(own) > 1 else caller.who)  # fmt: skip
            if number % 8 == 0:
                path = f"/rec/2023/{caller.line[1:]}_{number}.wav"
                add("t022", number, 1, path, chance.randint(1, 90000), hexadecimal(chance, 64),
                    own=caller.who if caller.line != self.callers[0].line
                    else dict.fromkeys(self._owners(caller.line, caller), ("call_no", "p")))  # fmt: skip
        for number in range(1, 5001):
            caller, other = chance.sample(self.callers, 2)
            text = f"Hi {other.human.given}, call me" if number % 3 else "see you at eight"
            add("t024", number, caller.line, other.line, text, _START + chance.randrange(_YEAR),
                own=dict.fromkeys(self._owners(caller.line, caller), ("m2", "m4", "m5"))
                | dict.fromkeys(self._owners(other.line, other), ("m3", "m4", "m5")))  # fmt: skip
        for number in range(1, 1201):
            caller = chance.choice(self.callers[2:])
            add("t023", caller.line,
                f"this is {self.people.chance.choice(words.listed(words.MEN['en']))}, " f"please ring {national(caller.line, style=number)}",
                _START + number, own=caller.who)  # fmt: skip
        for _ in range(7000):
            caller = chance.choice(self.callers[2:])
            add("t061", caller.line, 51 + chance.random(), -chance.random(),
                _START + chance.randrange(_YEAR), own=caller.who)  # fmt: skip

    def _web(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 1501):
            caller = self.callers[number - 1] if number <= 20 else chance.choice(self.callers)
            caller.sid = hexadecimal(chance)
            mail, name = caller.human.email, caller.human.name
            blob = f'user|a:2:{{s:5:"email";s:{len(mail)}:"{mail}";s:4:"name";s:{len(name.encode())}:"{name}";}}cart|i:0;'  # fmt: skip
            if number % 3 == 0:
                blob = f'uid|s:10:"{caller.id}";flash|a:0:{{}}'
            add("t030", caller.sid, blob, _START + number, own=caller.who)
        for number in range(1, 7001):
            caller = chance.choice(self.callers)
            path = f"/reset?u={quote(caller.human.email)}&t={hexadecimal(chance, 8)}" if number % 5 == 0 else f"/p/{number % 50}"  # fmt: skip
            known = number % 5 == 0 or bool(caller.sid)
            add("t031", number, path, address_of_network(chance), chance.choice(words.CONSOLES),
                _START + number, 200, caller.sid or None, own=caller.who if known else None)  # fmt: skip
        for number in range(1, 1001):
            caller = chance.choice(self.callers)
            inner = {"to": caller.human.email, "n": caller.human.given} if number % 2 else {"ping": number}
            add("t032", number, base64.b64encode(json.dumps(inner).encode()).decode(), "queue", 1,
                own=caller.who if number % 2 else None)  # fmt: skip
        for number in range(1, 1501):
            caller, other = chance.sample(self.callers, 2)
            body = {"v": 2, "parties": [{"role": "a", "ids": [{"k": "tel", "v": caller.line}]},
                {"role": "b", "ids": [{"k": "mail", "v": other.human.email}]}]}  # fmt: skip
            add("t033", uuid(chance), "call.bridged", json.dumps(body), 1000 * (_START + number),
                own=dict.fromkeys([*self._owners(caller.line, caller), other.who], ("e3",)))  # fmt: skip
        for caller in chance.sample(self.callers, 600):
            add("t034", "P", caller.id, "pin_hint", f"dog of {caller.human.given}", own=caller.who)
        for number in range(1, 401):
            add("t034", "T", str(1 + number % 4), "colour", "blue")
        for caller in chance.sample(self.callers, 700):
            digest = hashlib.sha256(caller.human.email.encode()).hexdigest()
            if digest not in {row[0] for row in self.fill.rows["t060"]}:
                caller.who.only_hers.add(digest)
                add("t060", digest, "N", own=caller.who)

    def _money(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 4001):
            caller = self.callers[number - 1] if number <= 20 else chance.choice(self.callers)
            add("t040", number, caller.id, chance.randint(5, 90), f"2023{1 + number % 12:02d}",
                f"0207{digits(chance, 8)}", own=caller.who)  # fmt: skip
            add("t041", number, 1, "monthly fee", chance.randint(1, 40), own=caller.who)
            other = chance.choice([each for each in self.callers if each.who is not caller.who])
            add("t041", number, 2, f"call to {national(other.line, style=1)}", chance.randint(1, 40),
                own=dict.fromkeys(self._owners(other.line, other), ("f2",)) | {caller.who: ("f1", "f2", "f3")})  # fmt: skip
            add("t042", number, number, iban(chance, "GB") if number % 2 else None,
                None if number % 2 else f"4000XXXXXXXX{digits(chance, 4)}", "2023-04-01", own=caller.who)  # fmt: skip
        for caller in self.callers[::2]:
            add("t043", caller.id, chance.randint(300, 850), chance.choice("ABC"), own=caller.who)

    def _support(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 41):
            human = self.people.one()
            login, mail = f"{folded(human.given)[0]}{folded(human.family)}{number}"[
                :20], f"{folded(human.family)}{number}@linewise.example"  # fmt: skip
            who = self.fill.who(f"clerk:{login}", ("email", mail), only_hers=[mail, login])
            self.staff.append((login, who))
            add("t051", login, human.name, f"$2b$12${hexadecimal(chance, 53)}", mail, own=who)
        for number in range(1, 2001):
            caller, (login, clerk) = chance.choice(self.callers), chance.choice(self.staff)
            said = f"{caller.human.name} rang from {national(caller.line, style=number)}: {chance.choice(words.COMPLAINTS)}" if number % 3 else "sent SIM"  # fmt: skip
            add("t050", number, caller.id, login, said, str(moment(chance)),
                own={caller.who: ("w2", "w4", "w5"), clerk: ("w3", "w5")})  # fmt: skip
        for number in range(1, 2001):
            login, clerk = chance.choice(self.staff)
            add("t052", number, login, _START + number, "t062", str(number % 200 + 1), own=clerk)

    def _rest(self) -> None:
        for number in range(40, 340, 2):
            one, other = self.callers[number], self.callers[number + 1]
            self.add("t071", one.id, other.id, own={one.who: ("a1",), other.who: ("a2",)})


def fill(estate: Estate) -> Filling:
    """The provider, filled."""
    return Provider(estate).make()
