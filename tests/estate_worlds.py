"""Small estates whose truth is known: three shops of habits, made from a seed.

A column is written `name: maker` with `*` before the name where it is personal, and `?` where nobody could say. Makers
take the number of the row and the random source. The names of people are not all in the product's own lists.
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from troth.estate.connector import Column, ForeignKey, Sample
from troth.estate.connector import Table as Declared
from troth.estate.discovery import Discovery, discover
from troth.estate.graph.links import links
from troth.inventory import DatasetName

if TYPE_CHECKING:
    from pathlib import Path

Maker = Callable[[int, random.Random], Any]

GIVEN = [
    "Anna",
    "Jonas",
    "Miriam",
    "Thorben",
    "Svenja",
    "Paul",
    "Marlene",
    "Ottilie",
    "Finja",
    "Benedikt",
    "Claire",
    "Hugo",
    "Manon",
    "Yannis",
    "Inès",
    "Solène",
    "Marta",
    "Iker",
    "Nerea",
    "Álvaro",
    "Lucía",
    "Giulia",
    "Matteo",
    "Chiara",
    "Ludovica",
    "Tommaso",
    "Emily",
    "Oliver",
    "Harriet",
    "Callum",
    "Priya",
    "Wei",
    "Aylin",
    "Emre",
    "Zuzanna",
]
SURNAMES = [
    "Müller",
    "Öztürk",
    "Brinkmann",
    "Hallerstein",
    "Vogelsang",
    "Petit",
    "Lemoine",
    "Guérin",
    "Delacroix",
    "García",
    "Etxeberria",
    "Ferrández",
    "Rossi",
    "Bianchi",
    "Cavallaro",
    "Sorrentino",
    "Smith",
    "Hargreaves",
    "Ashworth",
    "O'Neill",
    "Patel",
    "Chen",
    "Nowak",
    "Lindqvist",
    "Achterberg",
    "Zeidler",
]
TOWNS = [
    "Berlin",
    "Köln",
    "Lüneburg",
    "Passau",
    "Lyon",
    "Quimper",
    "Madrid",
    "Getxo",
    "Torino",
    "Lecce",
    "Leeds",
    "Bath",
    "Graz",
    "Chur",
]
STREETS = [
    "Lindenstraße {}",
    "Am Alten Markt {}",
    "{} rue Victor Hugo",
    "Calle Mayor {}",
    "Via Garibaldi {}",
    "{} High Street",
]
PRODUCTS = [
    "Kettle",
    "Lamp",
    "Anna-Chair",
    "Desk",
    "Billy",
    "Shelf",
    "Rug",
    "Vase",
    "Carlos",
    "Mug",
    "Oslo",
    "Clock",
    "Bath",
    "Towel",
    "Verona",
    "Sofa",
    "Bowl",
]
WORDS = [
    "please",
    "call",
    "the",
    "parcel",
    "was",
    "late",
    "and",
    "nobody",
    "came",
    "I",
    "am",
    "happy",
    "with",
    "it",
    "thank",
    "you",
    "again",
    "it",
    "broke",
    "on",
    "monday",
]


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[str, ...]
    truth: tuple[bool | None, ...]
    rows: list[tuple[Any, ...]]
    key: str = ""
    references: tuple[tuple[str, str], ...] = ()


def table(
    name: str,
    rows: int,
    seed: int,
    columns: Mapping[str, Maker],
    key: str = "",
    references: Mapping[str, str] | None = None,
) -> Table:
    source = random.Random(f"{name}{seed}")
    names = tuple(each.lstrip("*?") for each in columns)
    truth = tuple(True if each.startswith("*") else None if each.startswith("?") else False for each in columns)
    made = [tuple(maker(number, source) for maker in columns.values()) for number in range(rows)]
    return Table(name, names, truth, made, key, tuple((references or {}).items()))


def person(number: int) -> tuple[str, str]:
    source = random.Random(f"person{number}")
    return source.choice(GIVEN), source.choice(SURNAMES)


def mail(number: int) -> str:
    given, surname = person(number)
    plain = f"{given}.{surname}{number}".lower().encode("ascii", "ignore").decode().replace("'", "")
    return f"{plain}@{('example.org', 'post.example', 'mail.example.net')[number % 3]}"


def serial(number: int, source: random.Random) -> int:
    return number + 1


def given(number: int, source: random.Random) -> str:
    return person(number)[0]


def surname(number: int, source: random.Random) -> str:
    return person(number)[1]


def full(number: int, source: random.Random) -> str:
    return " ".join(person(number))


def email(number: int, source: random.Random) -> str:
    return mail(number)


def phone(number: int, source: random.Random) -> str:
    return source.choice(
        [
            f"+49 30 {source.randint(2000000, 8999999)}",
            f"0171 {source.randint(2000000, 8999999)}",
            f"06 {source.randint(10, 99)} {source.randint(10, 99)} {source.randint(10, 99)} {source.randint(10, 99)}",
            f"+44 20 7{source.randint(100, 999)} {source.randint(1000, 9999)}",
            f"+34 61{source.randint(1000000, 9999999)}",
        ]
    )


def street(number: int, source: random.Random) -> str:
    return source.choice(STREETS).format(source.randint(1, 190))


def town(number: int, source: random.Random) -> str:
    return source.choice(TOWNS)


def postcode(number: int, source: random.Random) -> str:
    return f"{source.randint(1000, 99999):05}"


def birthday(number: int, source: random.Random) -> str:
    return (date(1935, 1, 1) + timedelta(days=source.randint(0, 25_000))).isoformat()


def lately(number: int, source: random.Random) -> str:
    return (datetime(2021, 1, 1) + timedelta(minutes=source.randint(0, 2_000_000))).isoformat(sep=" ")  # noqa: DTZ001 -- as systems write it


def day(number: int, source: random.Random) -> str:
    return lately(number, source)[:10]


def amount(number: int, source: random.Random) -> float:
    return source.randint(100, 90_000) / 100


def one_of(*values: Any) -> Maker:
    return lambda number, source: source.choice(values)


def key_of(count: int, first: int = 1) -> Maker:
    return lambda number, source: source.randint(first, first + count - 1)


def always(value: Any) -> Maker:
    return lambda number, source: value


def sentence(number: int, source: random.Random) -> str:
    return " ".join(source.choices(WORDS, k=source.randint(6, 16)))


def ip(number: int, source: random.Random) -> str:
    return f"{source.choice([84, 91, 178, 203])}.{source.randint(1, 254)}.{source.randint(1, 254)}.{source.randint(1, 254)}"  # noqa: E501


def agent(number: int, source: random.Random) -> str:
    return f"Mozilla/5.0 (X11; Linux x86_64; rv:{source.randint(60, 130)}.0) Gecko/20100101 Firefox/{source.randint(60, 130)}.0"  # noqa: E501


def token(number: int, source: random.Random) -> str:
    return str(uuid.UUID(int=source.getrandbits(128), version=4))


def iban(number: int, source: random.Random) -> str:
    account = f"{source.randint(10**17, 10**18 - 1)}"
    check = 98 - int(f"{account}131400") % 97
    return f"DE{check:02}{account}"


def dni(number: int, source: random.Random) -> str:
    digits = source.randint(10**7, 10**8 - 1)
    return f"{digits:08}{'TRWAGMYFPDXBNJZSQVHLCKE'[digits % 23]}"


def maybe(maker: Maker, share: float = 0.5) -> Maker:
    return lambda number, source: maker(number, source) if source.random() < share else None


def english_shop(size: int = 1) -> list[Table]:
    people, orders = 150 * size, 320 * size
    return [
        table(
            "customers",
            people,
            1,
            {
                "*id": serial,
                "*email": email,
                "*first_name": given,
                "*last_name": surname,
                "*phone": maybe(phone, 0.7),
                "*date_of_birth": maybe(birthday, 0.6),
                "*newsletter_opt_in": one_of(0, 1),
                "*loyalty_points": key_of(900),
                "*preferred_language": one_of("en", "de", "fr"),
                "*created_at": lately,
                "updated_at": lately,
                "is_deleted": one_of(0, 0, 0, 1),
                "row_version": key_of(9),
                "*preferences": lambda n, s: json.dumps(
                    {"theme": s.choice(["dark", "light"]), "size": s.choice("SML")}
                ),
            },
            key="id",
        ),
        table(
            "addresses",
            people,
            1,
            {
                "id": serial,
                "*customer_id": key_of(people),
                "*street": street,
                "*city": town,
                "*zip": postcode,
                "*country": one_of("DE", "FR", "GB"),
                "is_default": one_of(0, 1),
            },
            key="id",
            references={"customer_id": "customers.id"},
        ),
        table(
            "orders",
            orders,
            1,
            {
                "*id": serial,
                "order_no": lambda n, s: f"49{s.randint(10**8, 10**9 - 1)}",
                "*customer_id": key_of(people),
                "*total": amount,
                "currency": one_of("EUR", "GBP"),
                "status": one_of("paid", "shipped", "open"),
                "*placed_at": lately,
                "updated_at": lately,
                "*delivery_note": maybe(sentence, 0.3),
                "*payment_method": one_of("card", "invoice", "transfer"),
            },
            key="id",
        ),
        table(
            "order_items",
            orders * 2,
            1,
            {
                "id": serial,
                "*order_id": key_of(orders),
                "*product_id": key_of(80),
                "*quantity": key_of(4),
                "*unit_price": amount,
                "line_no": key_of(5),
            },
            key="id",
            references={"order_id": "orders.id"},
        ),
        table(
            "products",
            80,
            1,
            {
                "id": serial,
                "sku": lambda n, s: f"P-{n:05}",
                "name": lambda n, s: f"{s.choice(PRODUCTS)} {s.choice(PRODUCTS)}",
                "title": lambda n, s: s.choice(PRODUCTS),
                "description": sentence,
                "price": amount,
                "status": one_of("active", "archived"),
                "category_id": key_of(8),
                "ean": lambda n, s: str(s.randint(4 * 10**12, 5 * 10**12)),
                "version": lambda n, s: f"{s.randint(1, 9)}.{s.randint(0, 20)}.{s.randint(0, 9)}.{s.randint(0, 99)}",
                "*created_by": key_of(12),
                "created_at": lately,
                "weight_g": key_of(5000),
            },
            key="id",
        ),
        table(
            "categories",
            8,
            1,
            {
                "id": serial,
                "name": lambda n, s: PRODUCTS[n],
                "slug": lambda n, s: PRODUCTS[n].lower(),
                "sort_order": serial,
            },
            key="id",
        ),
        table(
            "employees",
            12,
            1,
            {
                "*id": serial,
                "*full_name": full,
                "*work_email": email,
                "*salary": amount,
                "*hired_on": day,
                "*department": one_of("it", "hr", "sales"),
            },
            key="id",
        ),
        table(
            "suppliers",
            25,
            1,
            {
                "id": serial,
                "company_name": lambda n, s: f"{s.choice(SURNAMES)} & Sons Ltd",
                "email": lambda n, s: f"{s.choice(['info', 'sales', 'orders'])}@supplier{n}.example",
                "city": town,
                "vat_number": lambda n, s: f"DE{s.randint(10**8, 10**9 - 1)}",
                "*contact_name": full,
            },
            key="id",
        ),
        table(
            "warehouses",
            6,
            1,
            {
                "id": serial,
                "name": lambda n, s: f"{TOWNS[n]} North",
                "city": town,
                "address": street,
                "lat": lambda n, s: 52.1234567 + n,
                "lon": lambda n, s: 13.1234567 + n,
            },
            key="id",
        ),
        table(
            "servers",
            20,
            1,
            {
                "id": serial,
                "hostname": lambda n, s: f"web-{n:02}.internal",
                "ip": lambda n, s: f"10.0.{s.randint(0, 9)}.{s.randint(1, 250)}",
                "os": one_of("debian", "alpine"),
            },
            key="id",
        ),
        table(
            "email_templates",
            15,
            1,
            {
                "id": serial,
                "name": lambda n, s: f"template_{n}",
                "subject": sentence,
                "body": lambda n, s: f"Dear {{name}}, {sentence(n, s)}. Write to support@shop.example",
                "from_address": always("shop@shop.example"),
            },
            key="id",
        ),
        table(
            "settings",
            20,
            1,
            {
                "key": lambda n, s: f"setting_{n}",
                "value": lambda n, s: s.choice(["1", "true", "support@shop.example", "EUR"]),
            },
            key="key",
        ),
        table(
            "web_events",
            orders,
            1,
            {
                "id": token,
                "*session_id": lambda n, s: f"s{s.randint(0, 60):08x}",
                "*ip_address": ip,
                "*user_agent": agent,
                "*url": lambda n, s: f"/p/{s.randint(1, 80)}?ref=mail",
                "*occurred_at": lately,
                "http_status": one_of(200, 404),
            },
            key="id",
        ),
        table(
            "support_tickets",
            people,
            1,
            {
                "id": serial,
                "*customer_email": lambda n, s: mail(s.randint(0, people - 1)).upper(),
                "*subject": sentence,
                "*message": sentence,
                "priority": one_of("low", "high"),
                "*assigned_to": key_of(12),
                "*created_at": lately,
            },
            key="id",
        ),
        table(
            "mail_suppression",
            people,
            1,
            {
                "*email_md5": lambda n, s: hashlib.md5(
                    mail(s.randint(0, people - 1)).encode(), usedforsecurity=False
                ).hexdigest(),
                "*reason": one_of("bounce", "complaint"),
                "*added_at": lately,
            },
        ),
        table(
            "job_queue",
            60,
            1,
            {
                "id": serial,
                "queue": one_of("mail", "pdf"),
                "*payload": lambda n, s: json.dumps({"to": mail(s.randint(0, people - 1)), "template": "x"}),
                "attempts": key_of(3),
                "run_at": lambda n, s: 1_600_000_000_000 + s.randint(0, 10**10),
            },
            key="id",
        ),
        table(
            "customer_attributes",
            people * 2,
            1,
            {
                "id": serial,
                "*entity_id": key_of(people),
                "attribute": one_of("phone", "hobby", "shoe_size", "birthday"),
                "*value": lambda n, s: s.choice([phone(n, s), "chess", "42", birthday(n, s)]),
            },
            key="id",
        ),
        table(
            "waitlist", 0, 1, {"id": serial, "*email": email, "*given_name": given, "created_by_job": serial}, key="id"
        ),
    ]


def german_practice(size: int = 1) -> list[Table]:
    people = 120 * size
    return [
        table(
            "Patienten",
            people,
            2,
            {
                "*PatNr": lambda n, s: 20_000 + n * 7,
                "*Anrede": one_of("Herr", "Frau"),
                "*Vorname": given,
                "*Nachname": surname,
                "*GebDatum": lambda n, s: ".".join(reversed(birthday(n, s).split("-"))),
                "*Strasse": street,
                "*PLZ": postcode,
                "*Ort": town,
                "*Telefon privat": phone,
                "*eMail": maybe(email, 0.6),
                "*Krankenkasse": one_of("AOK", "TK", "DAK", "Barmer"),
                "*KVNR": lambda n, s: f"{s.choice('ABCDEFG')}{s.randint(10**8, 10**9 - 1)}",
                "Aktiv": one_of(0, 1, 1),
                "GeaendertAm": lately,
                "*Bemerkung": maybe(sentence, 0.4),
            },
            key="PatNr",
        ),
        table(
            "Termine",
            people * 3,
            2,
            {
                "TerminID": serial,
                "*Patient": lambda n, s: 20_000 + s.randint(0, people - 1) * 7,
                "*Beginn": lately,
                "*Dauer": one_of(10, 20, 30),
                "*Arzt": key_of(6),
                "Status": one_of("offen", "erledigt"),
            },
            key="TerminID",
        ),
        table(
            "Diagnosen",
            people * 2,
            2,
            {
                "ID": serial,
                "*pat_nr": lambda n, s: 20_000 + s.randint(0, people - 1) * 7,
                "*ICD": lambda n, s: f"{s.choice('ABCJK')}{s.randint(10, 99)}.{s.randint(0, 9)}",
                "*Befund": sentence,
                "*erfasst_am": lately,
            },
            key="ID",
        ),
        table(
            "Ärzte",
            6,
            2,
            {"*Nr": serial, "*Name": lambda n, s: f"Dr. {full(n, s)}", "*Fachrichtung": one_of("Innere", "Haut")},
            key="Nr",
        ),
        table(
            "Rechnungen",
            people,
            2,
            {
                "Rechnungsnummer": lambda n, s: f"R2023{n:06}",
                "*Kunde": lambda n, s: 20_000 + s.randint(0, people - 1) * 7,
                "*Betrag": amount,
                "*Rechnungsdatum": day,
                "Mahnstufe_sys": always(0),
                "*IBAN": iban,
            },
            key="Rechnungsnummer",
        ),
        table(
            "Lieferanten",
            20,
            2,
            {
                "Nr": serial,
                "Firma": lambda n, s: f"{s.choice(SURNAMES)} GmbH",
                "Ort": town,
                "Telefon": phone,
                "Mail": lambda n, s: f"info@lieferant{n}.example",
            },
            key="Nr",
        ),
        table(
            "Artikelstamm",
            90,
            2,
            {
                "ArtNr": lambda n, s: 70_000_000 + n,
                "Bezeichnung": lambda n, s: s.choice(PRODUCTS),
                "Preis": amount,
                "Lagerort": one_of("A1", "B2"),
                "Beschreibung": sentence,
            },
            key="ArtNr",
        ),
        table(
            "Laender",
            12,
            2,
            {
                "Code": lambda n, s: f"{chr(65 + n)}{chr(70 + n)}",
                "Name": lambda n, s: ["Deutschland", "Frankreich", "Italien", "Spanien"][n % 4] + str(n),
            },
            key="Code",
        ),
        table("Feiertage", 15, 2, {"Datum": day, "Bezeichnung": one_of("Neujahr", "Ostern")}),
    ]


def opaque_legacy(size: int = 1) -> list[Table]:
    people = 420 * size
    return [
        table(
            "t_0815",
            people,
            3,
            {
                "*c1": lambda n, s: 4_000_000 + n * 13,
                "*c2": surname,
                "*c3": given,
                "*c4": birthday,
                "*c5": phone,
                "*c6": email,
                "*c7": street,
                "*c8": postcode,
                "*c9": town,
                "?c10": one_of("A", "B"),
                "*c11": amount,
            },
            key="c1",
        ),
        table(
            "t_0816",
            people * 3,
            3,
            {
                "f1": serial,
                "*f2": lambda n, s: 4_000_000 + s.randint(0, people - 1) * 13,
                "*f3": amount,
                "*f4": lately,
                "?f5": one_of("X", "Y", "Z"),
            },
            key="f1",
        ),
        table(
            "t_0900",
            60,
            3,
            {"k": serial, "v1": lambda n, s: s.choice(PRODUCTS), "v2": amount, "v3": lambda n, s: f"ART{n:04}"},
            key="k",
        ),
        table(
            "xlog",
            people * 2,
            3,
            {
                "a": serial,
                "*b": ip,
                "*c": lately,
                "*d": lambda n, s: f"login of {mail(s.randint(0, people - 1))} failed",
                "?e": one_of(1, 2, 3),
            },
            key="a",
        ),
        table(
            "clientes",
            people,
            3,
            {
                "*id_cliente": serial,
                "*nombre": given,
                "*apellidos": surname,
                "*dni": dni,
                "*fecha_alta": day,
                "*correo": email,
                "activo": one_of(0, 1),
            },
            key="id_cliente",
        ),
        table(
            "pedidos",
            people * 2,
            3,
            {
                "id": serial,
                "*cliente": key_of(people),
                "*importe": amount,
                "*fecha": day,
                "*estado": one_of("abierto", "pagado"),
            },
            key="id",
        ),
        table(
            "commandes",
            people,
            3,
            {
                "id": serial,
                "*nom_client": full,
                "*adresse_livraison": street,
                "*ville": town,
                "*code_postal": postcode,
                "*montant": amount,
                "*statut": one_of("payee", "ouverte"),
            },
            key="id",
        ),
        table(
            "magazzini",
            10,
            3,
            {"id": serial, "nome": lambda n, s: f"Magazzino {town(n, s)}", "citta": town, "indirizzo": street},
            key="id",
        ),
        table(
            "utenti_web",
            people,
            3,
            {
                "*id": token,
                "*nome_utente": lambda n, s: f"user{n * 17}",
                "*mot_de_passe": lambda n, s: f"$2b$12${s.getrandbits(200):x}",
                "*ultimo_accesso": lately,
                "attivo": one_of(0, 1),
            },
            key="id",
        ),
        table(
            "profils",
            people,
            3,
            {
                "*x": lambda n, s: f'a:2:{{s:5:"email";s:{len(mail(n))}:"{mail(n)}";s:4:"lang";s:2:"fr";}}',
                "*y": lambda n, s: f"tel={phone(n, s).replace(' ', '')}&nom={surname(n, s)}",
            },
        ),
        table(
            "devises",
            5,
            3,
            {
                "code": lambda n, s: ["EUR", "USD", "GBP", "CHF", "SEK"][n],
                "libelle": lambda n, s: ["Euro", "Dollar", "Livre", "Franc", "Couronne"][n],
                "taux": amount,
            },
            key="code",
        ),
    ]


WORLDS: dict[str, Callable[[int], list[Table]]] = {
    "english_shop": english_shop,
    "german_practice": german_practice,
    "opaque_legacy": opaque_legacy,
}


def fill(file: Path, tables: list[Table]) -> Path:
    """The tables in a new SQLite file, with their keys and the references that are declared."""
    types = {int: "integer", float: "real", str: "text"}
    connection = sqlite3.connect(file)
    for each in tables:
        columns = []
        for place, name in enumerate(each.columns):
            first = next((row[place] for row in each.rows if row[place] is not None), "")
            columns.append(f'"{name}" {types[type(first)]}{" primary key" if name == each.key else ""}')
        for name, to in each.references:
            other, _, field = to.partition(".")
            columns.append(f'foreign key("{name}") references "{other}"("{field}")')
        connection.execute(f'create table "{each.name}" ({", ".join(columns)})')
        marks = ",".join("?" * len(each.columns))
        connection.executemany(f'insert into "{each.name}" values ({marks})', each.rows)  # noqa: S608 -- our own names
    connection.commit()
    connection.close()
    return file


def declared(tables: list[Table], system: str = "shop") -> tuple[list[Declared], dict[DatasetName, Sample]]:
    """The tables as a connector would give them, whole: without any database."""
    types = {int: "integer", float: "real", str: "text"}
    found, samples = [], {}
    for each in tables:
        at = DatasetName(system, each.name)
        cells = tuple(zip(*each.rows, strict=True)) if each.rows else ((),) * len(each.columns)
        columns = tuple(
            Column(
                name=name,
                type=types[type(next((cell for cell in column if cell is not None), ""))],
                nullable=name != each.key,
                unique=name == each.key,
            )
            for name, column in zip(each.columns, cells, strict=True)
        )
        keys = tuple(
            ForeignKey(fields=(name,), to=DatasetName(system, to.partition(".")[0]), to_fields=(to.partition(".")[2],))
            for name, to in each.references
        )
        key = (each.key,) if each.key else ()
        found.append(Declared(at=at, columns=columns, key=key, foreign_keys=keys, rows=len(each.rows)))
        samples[at] = Sample(at=at, columns=each.columns, cells=cells, complete=True)
    return found, samples


def discovered(tables: list[Table]) -> Discovery:
    """What a scan finds in these tables."""
    given, samples = declared(tables)
    return discover(given, samples, links(given, samples, {}))
