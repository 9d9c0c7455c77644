"""Is this an e-mail address, and is there a person behind it?

RFC 5321 4.1.2 for what is in use: a local part without quotes, a domain with a dot. Mailboxes of a function (`info@`,
`no-reply@`) and addresses that are reserved for documentation reach nobody (RFC 2142, RFC 2606).
"""

from __future__ import annotations

import re

from troth.estate.discovery.values.validator import Validator

ADDRESS = r"[A-Za-z0-9._%+'&#~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
_WHOLE = re.compile(rf"(?:mailto:|<)?{ADDRESS}>?", re.ASCII)
_NAMED = re.compile(rf"[^<>@]{{1,80}}<{ADDRESS}>", re.ASCII)
WITHIN = re.compile(ADDRESS, re.ASCII)
_FUNCTIONS = frozenset(
    [
        "info",
        "kontakt",
        "contact",
        "contacto",
        "contatti",
        "mail",
        "office",
        "post",
        "sales",
        "vertrieb",
        "ventes",
        "ventas",
        "vendite",
        "support",
        "help",
        "hilfe",
        "aide",
        "soporte",
        "supporto",
        "service",
        "servicio",
        "servizio",
        "clientservice",
        "kundenservice",
        "customerservice",
        "noreply",
        "no-reply",
        "donotreply",
        "do-not-reply",
        "postmaster",
        "webmaster",
        "hostmaster",
        "abuse",
        "admin",
        "root",
        "security",
        "privacy",
        "datenschutz",
        "dpo",
        "presse",
        "press",
        "media",
        "marketing",
        "newsletter",
        "team",
        "hello",
        "hallo",
        "bonjour",
        "hola",
        "ciao",
        "billing",
        "invoice",
        "invoices",
        "rechnung",
        "rechnungen",
        "buchhaltung",
        "accounting",
        "facturation",
        "facturacion",
        "fatturazione",
        "orders",
        "order",
        "bestellung",
        "bestellungen",
        "commande",
        "pedidos",
        "ordini",
        "einkauf",
        "purchasing",
        "purchase",
        "procurement",
        "hr",
        "jobs",
        "bewerbung",
        "karriere",
        "careers",
        "recruiting",
        "zentrale",
        "reception",
        "empfang",
        "shop",
        "store",
        "webshop",
        "system",
        "notifications",
        "notification",
        "alerts",
        "alert",
        "bounce",
        "bounces",
        "mailer-daemon",
        "test",
        "logistics",
        "versand",
        "shipping",
        "warehouse",
        "lager",
        "it",
        "edv",
        "helpdesk",
        "ops",
        "devops",
        "dev",
        "api",
        "bot",
        "monitoring",
        "updates",
        "feedback",
        "reply",
        "return",
        "returns",
    ]
)


def is_address(cell: str) -> bool:
    """Whether a cell is one address, alone or in `Name <address>`."""
    return bool(_WHOLE.fullmatch(cell) or _NAMED.fullmatch(cell))


def is_of_function(cell: str) -> bool:
    """Whether an address is a function's mailbox, which no person is behind."""
    local = cell.rpartition("<")[2].partition("@")[0].lower().removeprefix("mailto:").partition("+")[0]
    return local in _FUNCTIONS or local.replace("_", "-") in _FUNCTIONS or re.split(r"[.\-_]", local)[0] in _FUNCTIONS


def normal(cell: str) -> str:
    """The address within a cell, in lower case: the form in which columns are compared."""
    found = WITHIN.search(cell)
    return found.group().lower() if found else ""


VALIDATOR = Validator(
    "email", "pd:EmailAddress", "e-mail addresses", is_address, lambda shape: shape.at >= 0.5, proves=True, least=0.8
)
