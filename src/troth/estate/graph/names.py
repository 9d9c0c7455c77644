"""What does a column's name say of the table that it points at?

Names are written in many ways: `customer_id`, `custNo`, `id_client`, `kdnr`, `FK_Kunde`. Rules:

1. A name is cut into words at signs, at a change of case and before digits; accents are folded. A word that a word for
   keys is glued to (`kdnr`, `userid`, `idclient`) is cut there.
2. What names a key as such (`id`, `nr`, `code`) says nothing of the table; what is left is its *noun*.
3. Two words agree where they are the same, the same in another language, an inflection of each other, or where one
   abbreviates the other, in falling certainty.
4. Words that count or measure (`qty`, `rank`, `age`) never name a key.

What it leaves out: values (`containment`), and which candidate wins (`candidates`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUT = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_]+|\d+")


def word_set(text: str) -> frozenset[str]:
    """The words of a text: a list of them is read more easily without marks."""
    return frozenset(text.split())


KEY_WORDS = word_set(
    "id ids nr no num number nummer numero key code ref reference uuid guid pk fk sk bk oid kennung schluessel "
    "ident identifier cod codigo clave identifiant nro rowid fkey idx"
)
_GLUED_AFTER = ("identifier", "nummer", "number", "uuid", "guid", "code", "key", "ref", "num", "nr", "no", "id")
_GLUED_BEFORE = ("codigo", "cod", "num", "id", "fk")
_SHORT_NOUNS = frozenset({"kd", "rg", "ma", "ku"})

GENERIC = word_set(
    "entity object record owner subject target source item resource model parent ref related row link holder belongs"
)
"""Nouns that name no table: which one is said by the name of the table they stand in, or by a type beside them."""

SELF_ROLES = word_set(
    "parent manager mgr supervisor boss superior chef jefe vorgesetzter vorgesetzte reports referred referrer "
    "referral referredby empfohlen geworben werber parrain inviter invited reply root previous prev next mentor "
    "duplicate merged original superseded replaces replaced forwarded quoted leader head"
)
PERSON_SELF_ROLES = word_set(
    "manager mgr supervisor boss superior chef jefe vorgesetzter vorgesetzte reports referred referrer referral "
    "referredby empfohlen geworben werber parrain inviter invited mentor leader head"
)
"""Roles that point at the table itself only where its rows are people."""
PERSON_ROLES = word_set(
    "by who wer driver fahrer vertreter teacher lehrer trainer coach judge host leader head bought booked ordered "
    "paid mentor chef jefe boss vorgesetzter vorgesetzte mgr user owner author creator created updated modified "
    "changed deleted sender recipient receiver assignee assigned agent buyer seller member actor approver approved "
    "reviewer reviewed uploader uploaded invited referrer winner donor holder payer payee participant handler "
    "handled closed resolved responsible operator manager supervisor rep representative clerk sachbearbeiter "
    "betreuer bearbeiter empfaenger absender autor auteur editor from to sold signed requested requester submitted "
    "performed"
)
STAFF_ROLES = word_set(
    "vertreter fahrer driver sachb mgr vorgesetzter assignee assigned agent approver approved reviewer reviewed "
    "handler handled processed closed resolved operator supervisor manager rep representative clerk sachbearbeiter "
    "betreuer bearbeiter vendedor verkaeufer responsible created updated modified changed deleted editor sold "
    "seller advisor berater consultant"
)
OTHERS = word_set(
    "recipient receiver gift friend emergency partner spouse beneficiary referred referral referrer invited invitee "
    "inviter cc bcc to guardian parent next kin manager supervisor agent assignee support empfaenger destinataire "
    "destinatario freund notfall"
)
"""Words in a field's name that say it holds somebody else's identifier than that of the row's own person."""

NEVER_KEYS = word_set(
    "qty quantity menge anzahl count cnt amount betrag price preis prix precio total sum age alter year jahr month "
    "monat day hour minute second position sort sorting rank level rating score stars points version port weight "
    "height width size length duration percent rate discount tax vat seq sequence step attempt attempts retries "
    "priority flags zip postal plz postcode lat lon latitude longitude balance stock limit floor capacity page "
    "visits clicks views days weeks months cost value line ordinal index interval timeout cents salary revenue "
    "budget quantite montant cantidad importe nombre sterne bytes pages hits steps minutes seconds hours"
)

_OF_PEOPLE = word_set(
    "name names vorname nachname firstname lastname first last surname given email mail emailadresse phone tel "
    "telefon telephone mobile mobil login username nom prenom nome cognome nombre apellido apellidos birth birthday "
    "birthdate gebdat geburtsdatum naissance password passwort pwd gender geschlecht name1 fullname display"
)
"""Words of columns that a table of people has at least one of."""

_MARKS = frozenset({"cookie", "visitor", "anonymous", "fingerprint", "idfa", "gaid"})

_CONCEPTS = """
customer cust client clnt kunde kunden kd kdn knd ku cliente klant klient kund buyer shopper debitor acheteur
user usr benutzer nutzer utilisateur usuario utente gebruiker login
employee emp staff mitarbeiter ma personal personnel empleado employe dipendente medewerker worker angestellter
person people pers persona personne individual party natuerlicheperson
contact kontakt contacto contatto ansprechpartner
member mitglied membre miembro socio
patient paciente paziente
student pupil schueler eleve alumno
applicant candidate bewerber candidat candidato
subscriber abonnent abonne suscriptor
lead prospect interessent
guest gast invite huesped
order ord bestellung bestell best auftrag commande pedido ordine bestelling purchase
item line position posten ligne linea
product prod artikel article art produit producto prodotto sku
invoice inv rechnung rg facture factura fattura factuur bill
payment pay zahlung paiement pago pagamento betaling
transaction txn transaktion trx
address addr adresse anschrift direccion indirizzo adres
category cat kategorie categorie categoria
country land pays pais paese
company firma entreprise empresa azienda bedrijf societe unternehmen
organisation organization org
department dept abteilung departement departamento
ticket case anfrage incident
session sitzung sesion
device geraet appareil dispositivo
subscription abo abonnement suscripcion
message msg nachricht mensaje messaggio
conversation thread chat konversation unterhaltung
branch store filiale shop tienda magasin
supplier vendor lieferant fournisseur proveedor
warehouse lager entrepot almacen
shipment shipping delivery lieferung livraison envio sendung versand
review bewertung avis resena
contract vertrag contrat contrato
account acct konto compte cuenta
appointment termin rdv rendezvous cita
doctor arzt medecin medico
household haushalt foyer hogar
consent einwilligung consentement consentimiento
coupon voucher gutschein
cart basket warenkorb panier carrito
language lang sprache langue idioma
campaign kampagne campagne campana
vehicle car fahrzeug vehicule vehiculo
reservation booking buchung reserva
"""
_OF_WORD: dict[str, int] = {
    word: number for number, line in enumerate(_CONCEPTS.strip().splitlines()) for word in line.split()
}
_PERSON_CONCEPTS = frozenset(
    _OF_WORD[word]
    for word in word_set("customer user employee person contact member patient student applicant subscriber lead guest")
)
_EQUIVOCAL = frozenset(_OF_WORD[word] for word in ("contact", "lead"))
_STAFF_CONCEPT = _OF_WORD["employee"]

EXACT, SYNONYM, INFLECTED, ABBREVIATED = 1.0, 0.95, 0.9, 0.65


@lru_cache(maxsize=8192)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case and without accents: `custNo` -> `cust`, `no`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.replace("ß", "ss")) if not unicodedata.combining(c))
    found: list[str] = []
    for word in _CUT.findall(plain):
        found += _unglued(word.lower())
    return tuple(found)


def nouns(of: tuple[str, ...]) -> tuple[str, ...]:
    """The words that do not merely say that it is a key, and are no bare figures."""
    return tuple(word for word in of if word not in KEY_WORDS and not word.isdigit())


def key_words(of: tuple[str, ...]) -> frozenset[str]:
    """How it names its key: `no` and `nr` are one."""
    return frozenset({"nr": "no", "num": "no", "number": "no", "nummer": "no"}.get(w, w) for w in of if w in KEY_WORDS)


@lru_cache(maxsize=65536)
def agree(one: str, other: str) -> float:
    """How surely two words mean the same: 0 where nothing speaks for it."""
    if one == other or _stem(one) == _stem(other):
        return EXACT
    concept = _concept(one)
    if concept is not None and concept == _concept(other):
        return SYNONYM
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3:  # noqa: PLR2004 -- `kunde(n)`
        return INFLECTED
    return ABBREVIATED if _abbreviates(short, long) else 0.0


def is_of_person(of: tuple[str, ...]) -> bool:
    """Whether a table of this name has people in its rows: `customers`, `crm_kontakte`; not `customer_orders`."""
    return bool(of) and _concept(of[-1]) in _PERSON_CONCEPTS


def is_mark(of: tuple[str, ...]) -> bool:
    """Whether a column of this name holds the marks of browsers or devices: `cookie_id`, `visitor`, `device_id`."""
    return bool(_MARKS & set(of)) or ("device" in of and bool({"id", "uuid", "guid", "token"} & set(of)))


def is_equivocal(of: tuple[str, ...]) -> bool:
    """Whether a table of this name may as well be a log: of contacts that were had, of leads that came in."""
    return bool(of) and _concept(of[-1]) in _EQUIVOCAL


def speaks_of_people(columns: Iterable[str]) -> bool:
    """Whether one of a table's columns is named as what a person has: a name, an address, a birthday."""
    return any(word in _OF_PEOPLE for name in columns for word in words(name))


def is_of_staff(of: tuple[str, ...]) -> bool:
    """Whether a table of this name has members of staff in its rows."""
    return bool(of) and _concept(of[-1]) == _STAFF_CONCEPT


def _unglued(word: str) -> list[str]:
    if word in KEY_WORDS or word in _OF_WORD:
        return [word]
    for key in _GLUED_AFTER:
        noun = word.removesuffix(key)
        if noun != word and (len(noun) > 3 or noun in _SHORT_NOUNS or _concept(noun) is not None):  # noqa: PLR2004
            return [noun, key]
    for key in _GLUED_BEFORE:
        noun = word.removeprefix(key)
        if noun != word and _concept(noun) is not None:
            return [key, noun]
    return [word]


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 -- `ties` has no singular `ty`
        return word[:-3] + "y"
    for ending in ("sses", "shes", "ches", "xes"):
        if word.endswith(ending):
            return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2 else word  # noqa: PLR2004


@lru_cache(maxsize=8192)
def _concept(word: str) -> int | None:
    for form in (word, _stem(word), word.removesuffix("en"), word.removesuffix("n"), word.removesuffix("e")):
        if form in _OF_WORD:
            return _OF_WORD[form]
    return None


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of one stand in the other in this order, from its first on: `addr`, `prd`, `emp`."""
    if not 3 <= len(short) <= 5 or len(long) < len(short) + 2 or short[0] != long[0]:  # noqa: PLR2004
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)
