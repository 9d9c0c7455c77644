"""Who buys in the shop, and what does that leave behind?

The first customers are cases: a couple with one telephone and one cookie, twins of one name and birthday, a woman with
two accounts, a changed mailbox, a role mailbox, a test account. The rest is volume.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from troth.cli.demo.estates import words
from troth.cli.demo.estates.filling import Filling, Who
from troth.cli.demo.estates.numbers import digits, iban
from troth.cli.demo.estates.people import Human, People, address_of_network, hexadecimal, moment, national, uuid

if TYPE_CHECKING:
    from troth.cli.demo.estates.tables import Estate

SENDER = "hello@oakandlinen.example"
CUSTOMERS = 3000
_TWIN_BIRTH = date(1986, 4, 2)


@dataclass(slots=True)
class Customer:
    """One row of customers while the rest is made."""

    id: int
    human: Human
    who: Who
    cookie: str
    phone: str | None
    addresses: list[int]
    orders: list[int] = field(default_factory=list)


class Shop:
    """The estate while it is filled."""

    def __init__(self, estate: Estate) -> None:
        self.fill = Filling(estate, "shop")
        self.chance = self.fill.chance
        self.people = People(self.chance, "en")
        self.staff: list[tuple[int, Who]] = []
        self.customers: list[Customer] = []

    def make(self) -> Filling:
        """All rows, in the order in which tables point."""
        self._lists()
        self._employees()
        self._products()
        self._customers()
        self._orders()
        self._tickets()
        self._visits()
        self._mail()
        self._loyalty()
        self._odds_and_ends()
        return self.fill

    # --- what is nobody's -----------------------------------------------------------------------------------------

    def _lists(self) -> None:
        add, chance = self.fill.add, self.chance
        for code, name, vat in (
            ("GB", "United Kingdom", 20),
            ("IE", "Ireland", 23),
            ("DE", "Germany", 19),
            ("JO", "Jordan", 16),
            ("TD", "Chad", 18),
        ):
            add("countries", code, name, vat)
        for number, (name, value) in enumerate(
            (("mail.sender", SENDER), ("shop.phone", "+442079460000"), ("cache.ttl", "3600"), ("release", "10.0.14.2")),
            1,
        ):
            add("settings", number, name, value, "2023-03-01 10:00:00")
        for number in range(1, 13):
            body = f"Dear {{{{first_name}}}}, your order is on its way. Questions? {SENDER}"
            add("email_templates", number, f"template_{number}", "News of your order {{order_no}}", body, "en-GB")
        for number in range(1, 41):
            add("categories", number, None if number < 9 else 1 + number % 8, f"Category {number}", number)
        contacts = People(chance, "en")
        for number in range(1, 61):
            human = contacts.one()
            role = number % 2 == 0
            company = f"{human.family} & Sons Ltd" if number % 3 else f"{human.given} {human.family}"
            email = f"sales@supplier{number}.example" if role else f"{human.given.lower()}@supplier{number}.example"
            seeds = [] if role else [("email", email)]
            who = self.fill.who(f"supplier-contact:{number}", *seeds, only_hers=[] if role else [email])
            parts = ("contact_name",) if role else ("contact_name", "contact_email")
            add("suppliers", number, company, human.name, email, national(human.phone, style=1),
                human.town, "GB", chance.randint(1, 5), own={who: parts})  # fmt: skip

    def _employees(self) -> None:
        chance = self.chance
        for number in range(1, 61):
            human = self.people.one()
            email = f"{human.given.lower()}.{human.family.lower()}{number}@oakandlinen.example"
            who = self.fill.who(f"employee:{number}", ("email", email), only_hers=[email, f"S{number:07d}"])
            self.staff.append((number, who))
            boss = chance.randint(1, 6) if number > 6 else None
            own: dict[Who, tuple[str, ...]] | Who = who
            if boss:
                own = {who: (), self.staff[boss - 1][1]: ("manager_id",)}
            title = chance.choice(("Support agent", "Buyer", "Picker", "Clerk"))
            self.fill.add("employees", number, f"S{number:07d}", human.name, email,
                f"{chance.randint(200, 899)}", title, boss, str(moment(chance).date()),
                chance.choice(("A1", "B2", "C3")), number, own=own)  # fmt: skip
        for number, name in enumerate(("Rose Cottage", "Grant Hill", "Charlotte Wharf", "Dock 7"), 1):
            self.fill.add("warehouses", number, name, "Leeds", 53.8, -1.55, number,
                own={self.staff[number - 1][1]: ("manager_id",)})  # fmt: skip

    def _products(self) -> None:
        chance = self.chance
        plain = words.listed(words.PRODUCTS)
        designers = [self.people.one().name for _ in range(12)]
        owners = {name: self.fill.who(f"designer:{name}", ("name", name), only_hers=[name]) for name in designers}
        for number in range(1, 401):
            name = plain[number % len(plain)] + f" {number}"
            if number % 10 == 0:
                name = f"{chance.choice(words.listed(words.WOMEN['en']))} {chance.choice(words.listed(words.FAMILIES['en']))}"  # fmt: skip
            designer = chance.choice(designers) if number % 8 == 0 else None
            own = {owners[designer]: ("designer",)} if designer else None
            self.fill.add("products", number, f"SKU-{number:05d}", name,
                chance.choice(("Peter Thorne", "Oaken", "Rose & Hill")), chance.randint(9, 40),
                chance.randint(1, 60), chance.randint(5, 900), designer, "50" + digits(chance, 11),
                f"{chance.randint(1, 10)}.0.{chance.randint(1, 20)}.{chance.randint(0, 9)}",
                1_600_000_000_000 + chance.randrange(10**11),
                "Made of solid wood. Call us before you cut it.", 1, own=own)  # fmt: skip

    # --- customers ------------------------------------------------------------------------------------------------

    def _customers(self) -> None:
        one = self.people.one
        alice = one(given="Alice", family="Harper")
        bob = one(given="Bob", family="Harper", phone=alice.phone, street=alice.street,
            house=alice.house, postcode=alice.postcode, town=alice.town)  # fmt: skip
        twins = [one(given="Charlotte", family="Baker", born=_TWIN_BIRTH, woman=True) for _ in range(2)]
        again = one(given="Megan", family="Oakes")
        other_account = one(given="Megan", family="Oakes", born=again.born, phone=again.phone)
        role = one(given="Front", family="Desk", email="info@smallhotel.example")
        test = one(given="Test", family="Test", email="test@test.example", phone="+447700900000")
        cases = [alice, bob, *twins, again, other_account, role, test]
        humans = cases + [one() for _ in range(CUSTOMERS - len(cases))]
        shared = {alice.phone}
        cookie = hexadecimal(self.chance)
        for number, human in enumerate(humans, 1):
            same = self.customers[4].who if number == 6 else None
            self._customer(number, human, cookie if number in (1, 2) else hexadecimal(self.chance), shared, same)
        self._changed_mailboxes()

    def _customer(self, number: int, human: Human, cookie: str, shared: set[str], same: Who | None) -> None:
        chance, fill = self.chance, self.fill
        phone = None if chance.random() < 0.2 and number > 8 else human.phone
        sign = uuid(chance)
        who = same or fill.who(f"customer:{number}")
        who.seeds.append(("email", human.email))
        who.only_hers |= {human.email, sign}
        if phone and phone not in shared:
            who.seeds += [("phone", phone)] if same is None else []
            who.only_hers.add(phone)
        referrer = self.customers[
            chance.randrange(len(self.customers))] if number > 50 and chance.random() < 0.05 else None  # fmt: skip
        note = None
        if chance.random() < 0.1:
            note = f"Called on {moment(chance).date()}: {human.given} wants delivery after six, ring {phone or human.email}."  # fmt: skip
        own: dict[Who, tuple[str, ...]] = {who: ()}
        if referrer and referrer.who is not who:
            own[referrer.who] = ("referred_by",)
        fill.add("customers", number, sign, human.email if number % 50 else human.email.upper(), 1,
            human.given, human.family, national(phone, style=number) if phone else None,
            str(human.born) if chance.random() < 0.7 or number < 9 else None,
            chance.choice("fmx") if chance.random() < 0.6 else None, f"$2b$12${hexadecimal(chance, 53)}",
            "en-GB", chance.choice(("active", "active", "active", "blocked")),
            chance.choice(("new", "regular", "vip")), chance.randint(0, 4000), str(moment(chance)),
            address_of_network(chance), chance.randint(0, 1), note, None,
            referrer.id if referrer else None, str(moment(chance, 2019, 2)), chance.randint(1, 40),
            own=own)  # fmt: skip
        made = Customer(number, human, who, cookie, phone, [])
        self.customers.append(made)
        for _ in range(1 if chance.random() < 0.8 else 2):
            made.addresses.append(self._address(made))

    def _address(self, made: Customer) -> int:
        human, chance = made.human, self.chance
        phone = national(made.phone, style=chance.randint(0, 3)) if made.phone and chance.random() < 0.4 else None
        number = self.fill.next("addresses")
        self.fill.add("addresses", number, made.id, chance.choice(("home", "work", "parents")),
            human.name, human.street, human.house, human.postcode, human.town, "GB", phone, 1,
            own=made.who)  # fmt: skip
        return number

    def _changed_mailboxes(self) -> None:
        for made in [self.customers[8], *self.chance.sample(self.customers[9:], 150)]:
            old = f"{made.human.given.lower()}{made.id}@formermail.example"
            made.who.only_hers.add(old)
            self.fill.add("email_history", self.fill.next("email_history"), made.id, old,
                made.human.email, str(moment(self.chance)), own=made.who)  # fmt: skip

    # --- what customers do ----------------------------------------------------------------------------------------

    def _orders(self) -> None:
        chance, add = self.chance, self.fill.add
        for number, name in enumerate(("GRACE10", "SUMMER", "WELCOME5", "HARRY15"), 1):
            add("coupons", number, name, 5 * number, "2025-12-31", 1000)
        for number in range(1, 6801):
            made = self.customers[number - 1] if number <= 30 else chance.choice(self.customers)
            self._order(number, made)

    def _order(self, number: int, made: Customer) -> None:
        chance, add, who = self.chance, self.fill.add, made.who
        at = moment(chance)
        made.orders.append(number)
        friend = chance.choice(words.listed(words.WOMEN["en"]))
        gift = f"Happy birthday dear {friend}, love {made.human.given}" if chance.random() < 0.08 else None
        add("orders", number, f"20{number:08d}", made.id, made.addresses[0], made.addresses[-1],
            chance.choice(("paid", "shipped", "returned")), chance.randint(10, 900), "GBP",
            chance.randint(1, 4) if chance.random() < 0.2 else None, gift, address_of_network(chance),
            chance.choice(words.CONSOLES), str(at), chance.randint(1, 4), own=who)  # fmt: skip
        for line in range(1, chance.randint(2, 4)):
            engraving = made.human.given if chance.random() < 0.04 else None
            add("order_items", number, line, chance.randint(1, 400), chance.randint(1, 3),
                chance.randint(5, 300), engraving, own=who)  # fmt: skip
        card = chance.random() < 0.7
        masked = f"4000 **** **** {digits(chance, 4)}" if card else None
        raw = {"payer": {"email": made.human.email, "name": made.human.name},
            "risk": chance.randint(1, 99), "tries": [{"ok": True}]}  # fmt: skip
        add("payments", number, number, "card" if card else "debit", masked,
            made.human.name.upper() if card else None, None if card else iban(chance, "GB"),
            chance.randint(10, 900), hexadecimal(chance, 24), json.dumps(raw), str(at), own=who)  # fmt: skip
        if chance.random() < 0.06:
            boss, clerk = chance.choice(self.staff)
            add("refunds", self.fill.next("refunds"), number, chance.randint(5, 90),
                chance.choice(words.COMPLAINTS), boss, str(at + timedelta(days=9)),
                own={who: _all_but(self, "refunds", "approved_by"), clerk: ("approved_by",)})  # fmt: skip

    def _tickets(self) -> None:
        chance, add = self.chance, self.fill.add
        for number in range(1, 901):
            made = self.customers[number - 1] if number <= 20 else chance.choice(self.customers)
            agent, clerk = chance.choice(self.staff)
            email = made.human.email.title() if number % 7 == 0 else made.human.email
            at = moment(chance)
            own = {made.who: _all_but(self, "tickets", "agent_id"), clerk: ("agent_id",)}
            order = f"20{made.orders[0]:08d}" if made.orders and number % 3 else None
            add("tickets", number, email, order, "Question", chance.choice(("open", "solved")), 2, agent,
                str(at), own=own)  # fmt: skip
            said = f"{chance.choice(words.COMPLAINTS)} {made.human.name}"
            if made.phone and chance.random() < 0.4:
                said += f", tel. {national(made.phone, style=number)}"
            add("ticket_messages", 2 * number - 1, number, "customer", made.id, said, str(at), own=made.who)
            answer = f"Dear {made.human.given}, we look into it." if number % 2 else "We look into it."
            add("ticket_messages", 2 * number, number, "employee", agent, answer,
                str(at + timedelta(hours=3)),
                own={made.who: ("ticket_id", "body", "sent_at"), clerk: ("author_id", "sent_at")})  # fmt: skip

    def _visits(self) -> None:
        chance, add = self.chance, self.fill.add
        for made in self.customers:
            if made.id <= 2 or chance.random() < 0.4:
                add("devices", self.fill.next("devices"), made.id, made.cookie,
                    chance.choice(("ios", "android", "web")),
                    hexadecimal(chance, 64) if chance.random() < 0.4 else None,
                    str(moment(chance).date()), own=made.who)  # fmt: skip
        seen = 0
        for number in range(1, 7001):
            made = self.customers[(number - 1) // 2] if number <= 40 else chance.choice(self.customers)
            known = chance.random() < 0.7
            sign, at = hexadecimal(chance), moment(chance, 2023, 1)
            # A visit without a log-in over the couple's cookie is of one of the two, and nobody can say whose.
            owner: Who | dict[Who, tuple[str, ...]] = made.who
            if not known and made.id <= 2:
                owner = {self.customers[0].who: ("cookie_id",), self.customers[1].who: ("cookie_id",)}
            referer = (
                f"https://news.example/?u={made.human.email}" if chance.random() < 0.03 and owner is made.who else None
            )
            add("sessions", sign, made.cookie, made.id if known else None, address_of_network(chance),
                chance.choice(words.CONSOLES), referer, str(at), own=owner)  # fmt: skip
            for _ in range(chance.randint(1, 3)):
                seen += 1
                add("page_views", seen, sign, f"/p/{chance.randint(1, 400)}",
                    1_672_531_200_000 + chance.randrange(3 * 10**10), chance.randint(1, 300),
                    own=owner if isinstance(owner, Who) else None)  # fmt: skip

    def _mail(self) -> None:
        chance, add = self.chance, self.fill.add
        for number, made in enumerate(chance.sample(self.customers, 1200), 1):
            add("newsletter_subscribers", number,
                made.human.email.upper() if number % 9 == 0 else made.human.email,
                made.human.name if chance.random() < 0.5 else None, "footer", str(moment(chance)),
                int(chance.random() < 0.2), own=made.who)  # fmt: skip
        for number in range(1, 4001):
            made = chance.choice(self.customers)
            add("mail_log", number, SENDER, made.human.email, chance.randint(1, 12),
                chance.randint(0, 1), str(moment(chance)), own=made.who)  # fmt: skip
        for made in chance.sample(self.customers, 800):
            digest = hashlib.sha256(made.human.email.encode()).hexdigest()
            made.who.only_hers.add(digest)
            add("marketing_exports", digest, 7, "2023-05-02", own=made.who)

    def _loyalty(self) -> None:
        chance, add = self.chance, self.fill.add
        for made in chance.sample(self.customers, 900):
            card = "29" + digits(chance, 11)
            made.who.only_hers.add(card)
            add("loyalty_accounts", card, made.id, chance.randint(0, 900),
                chance.choice(("silver", "gold")), own=made.who)  # fmt: skip
            for _ in range(2):
                add("loyalty_moves", self.fill.next("loyalty_moves"), card, chance.randint(-50, 90),
                    chance.choice(made.orders) if made.orders else None, str(moment(chance)),
                    own=made.who)  # fmt: skip
        for number in range(1, 201):
            made, friend = chance.sample(self.customers, 2)
            own = {made.who: ("referrer_id", "sent_at"), friend.who: ("friend_email", "friend_name", "sent_at")}
            add("referrals", number, made.id, friend.human.email, friend.human.given, str(moment(chance)), own=own)
        for number in range(1, 151):
            made, friend = chance.sample(self.customers, 2)
            own = {made.who: ("bought_by",), friend.who: ("sent_to",)}
            add("gift_cards", number, f"GC{number:06d}", 25, made.id, friend.human.email, own=own)

    def _odds_and_ends(self) -> None:
        chance, add = self.chance, self.fill.add
        for number in range(1, 601):
            made = chance.choice(self.customers)
            signed = f" {made.human.name}, {made.human.town}" if chance.random() < 0.1 else ""
            add("reviews", number, chance.randint(1, 400), made.id,
                f"{made.human.given}{chance.randint(1, 99)}", chance.randint(1, 5),
                f"Solid and well made.{signed}", str(moment(chance)), own=made.who)  # fmt: skip
        kinds = (("product", "material", "Material"), ("product", "weight", "Weight"),
            ("customer", "dob", "Date of birth"), ("customer", "spouse", "Name of partner"),
            ("customer", "shoe", "Shoe size"))  # fmt: skip
        for number, (entity, code, label) in enumerate(kinds, 1):
            add("attributes", number, entity, code, label)
        for product in range(1, 401):
            add("attribute_values", "product", product, 1, chance.choice(("oak", "linen", "brass")))
            add("attribute_values", "product", product, 2, str(chance.randint(100, 9000)))
        for made in chance.sample(self.customers, 300):
            add("attribute_values", "customer", made.id, 3, str(made.human.born), own=made.who)
            add("attribute_values", "customer", made.id, 5, str(chance.randint(35, 46)), own=made.who)
            if made.id % 3 == 0:
                add("attribute_values", "customer", made.id, 4, self.people.one().name, own=made.who)
        for made in chance.sample(self.customers, 500):
            known = chance.random() < 0.6
            content = {"items": [{"product": chance.randint(1, 400), "n": 1}],
                "contact": None if known else made.human.email}  # fmt: skip
            add("carts", hexadecimal(chance), made.id if known else None, json.dumps(content),
                str(moment(chance)), own=made.who)  # fmt: skip
        self._logs()
        for number in range(1, 1501):
            add("stock_moves", number, chance.randint(1, 400), chance.randint(1, 4),
                chance.randint(-9, 90), str(moment(chance)), digits(chance, 10))  # fmt: skip

    def _logs(self) -> None:
        chance, add = self.chance, self.fill.add
        for number in range(1, 2501):
            made, (actor, clerk) = chance.choice(self.customers), chance.choice(self.staff)
            change = {"fields": [{"name": "email", "from": None, "to": made.human.email}]}
            if number % 3 == 0:
                change = {"fields": [{"name": "status", "from": "active", "to": "blocked"}]}
            own = {made.who: ("object_id", "change", "at"), clerk: ("actor_id", "ip", "at")}
            kind, thing = ("order", made.orders[0]) if made.orders and number % 5 == 0 else ("customer", made.id)
            add("audit_log", number, actor, "update", kind, thing, json.dumps(change),
                address_of_network(chance), str(moment(chance)), own=own)  # fmt: skip
        for number in range(1, 1201):
            made = chance.choice(self.customers)
            payload = urlencode({"event": "order.paid", "email": made.human.email,
                "name": made.human.name, "id": number})  # fmt: skip
            if number % 4 == 0:
                payload = urlencode({"event": "stock.low", "sku": f"SKU-{number:05d}"})
            add("webhook_deliveries", number, "https://erp.oakandlinen.example/hook", payload, 1, 200,
                own=made.who if number % 4 else None)  # fmt: skip


def _all_but(shop: Shop, table: str, *names: str) -> tuple[str, ...]:
    columns = shop.fill.estate.by_name[table].columns
    return tuple(column.name for column in columns if column.name not in names and column.personal.value != "no")


def fill(estate: Estate) -> Filling:
    """The shop, filled."""
    return Shop(estate).make()
