"""Names of columns and tables say what they mean in five languages, and opaque ones say nothing."""

from __future__ import annotations

import pytest

from troth.estate.discovery.names import Role, pieces, read_column_name, read_table_name
from troth.estate.discovery.names.lexicon import concepts, roles, words
from troth.policy.vocabulary.table import shipped_vocabulary

MEANINGS = {
    "email": "email eMail E-Mail EMAIL_ADDRESS Mailadresse courriel correo_electronico posta_elettronica emailprivat usr_eml",  # noqa: E501
    "phone": "phone phoneNumber Telefonnummer handy_nr_mobil portable telefono_movil cellulare privattelefon tel1",
    "given_name": "first_name firstName Vorname prenom nombre_pila given_names vname",
    "surname": "last_name Nachname nom_famille apellidos cognome zuname",
    "full_name": "full_name fullName Ansprechpartner nom_complet nombre_completo intestatario cardholder_name",
    "birth": "date_of_birth dob Geburtsdatum GebDatum date_naissance fecha_nacimiento data_di_nascita f_nac birthday",
    "gender": "gender Geschlecht sexe sexo sesso",
    "street": "street Straße strasse_nr rue calle numero_civico",
    "postcode": "zip zipCode PLZ code_postal codigo_postal cap",
    "city": "city Ort ville ciudad citta",
    "iban": "iban IBAN Bankverbindung compte_bancaire cuenta_bancaria",
    "national_id": "ssn steuer_id numero_secu dni codice_fiscale",
    "ip": "ip ip_address client_ip adresse_ip direccion_ip indirizzo_ip",
    "password": "password pw_hash Passwort mot_de_passe contrasena",
    "health": "diagnosis Diagnose allergies alergias farmaci groupe_sanguin",
    "when": "created_at bestellt_am date_commande fecha_pedido data_ordine email_sent_at ordered_at",
    "touched": "updated_at geaendert_am date_modification fecha_modificacion ultima_modifica password_changed_at",
    "flag": "is_active aktiv actif activo attivo email_verified",
    "type": "type Kategorie phone_type tipo",
    "amount": "total_amount Gesamtbetrag montant_ttc importe prezzo total_cents",
    "remark": "note Bemerkung commentaire observacion osservazioni",
    "document_no": "order_no Rechnungsnummer numero_commande num_pedido numero_ordine",
}


@pytest.mark.parametrize(
    ("name", "concept"), [(name, concept) for concept, names in MEANINGS.items() for name in names.split()]
)
def test_a_columns_name_means_its_concept(name: str, concept: str) -> None:
    found = read_column_name(name).concept
    assert found is not None
    assert found.name == concept


@pytest.mark.parametrize("name", ["c1", "fld_07", "x_a", "k2", "zz", "q9"])
def test_an_opaque_name_says_nothing(name: str) -> None:
    read = read_column_name(name)
    assert read.concept is None
    assert read.is_opaque


@pytest.mark.parametrize("name", ["animation", "catalogue_depth_mm", "rocket"])
def test_a_word_within_a_word_is_no_meaning(name: str) -> None:
    found = read_column_name(name).concept
    assert found is None or not found.term


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("customers", Role.PERSON), ("Kunden", Role.PERSON), ("utilisateurs", Role.PERSON), ("clientes", Role.PERSON),
        ("utenti", Role.PERSON), ("newsletter_subscribers", Role.PERSON), ("supplier_contacts", Role.PERSON),
        ("employees", Role.STAFF), ("Mitarbeiter", Role.STAFF), ("dipendenti", Role.STAFF),
        ("orders", Role.EVENT), ("order_items", Role.EVENT), ("product_reviews", Role.EVENT), ("Bestellpositionen", Role.EVENT),  # noqa: E501
        ("commandes", Role.EVENT), ("pedidos", Role.EVENT), ("ordini", Role.EVENT), ("customer_tags", Role.EVENT),
        ("products", Role.THING), ("email_templates", Role.THING), ("Artikel", Role.THING), ("pays", Role.THING),
        ("suppliers", Role.ORGANISATION), ("Lieferanten", Role.ORGANISATION), ("proveedores", Role.ORGANISATION),
        ("servers", Role.INFRA), ("t_0815", None), ("sales.customers", Role.PERSON), ("exports/kunden.csv", Role.PERSON),  # noqa: E501
    ],
)  # fmt: skip
def test_a_tables_name_says_what_its_rows_are(name: str, role: Role | None) -> None:
    assert read_table_name(name).role is role


def test_names_are_cut_at_case_digits_and_signs() -> None:
    assert pieces("eMailAdresse2") == ("e", "mail", "adresse", "2")
    assert pieces("Straße_Nr") == ("strasse", "nr")
    assert pieces("IPAddress") == ("ip", "address")


def test_every_word_has_a_concept_and_every_term_is_in_the_vocabulary() -> None:
    assert set(words().values()) <= set(concepts())
    vocabulary = shipped_vocabulary()
    unknown = sorted({each.term for each in concepts().values() if each.term and vocabulary.term(each.term) is None})
    assert unknown == []


def test_a_word_is_written_as_names_are_cut() -> None:
    odd = [
        word
        for known in (words(), roles())
        for word in known
        if "_".join(pieces(word)).replace("_", "") != word.replace("_", "")
    ]
    assert odd == []
