"""By which German words do the words that a policy file leaves free reach people? Tables only.

A word that is not here stays as the author wrote it, in quotation marks.
"""

from __future__ import annotations

from dataclasses import dataclass

PLACES_OF_MEASURES = {
    "transport": "bei der Übertragung", "storage": "bei der Speicherung", "access": "beim Zugriff",
    "organisation": "in unseren Abläufen",
}  # fmt: skip
MECHANISMS = {
    "adequacy": "ein Angemessenheitsbeschluss", "scc": "Standardvertragsklauseln",
    "bcr": "verbindliche interne Datenschutzvorschriften", "consent": "Ihre Einwilligung",
    "derogation": "eine Ausnahmeregelung",
}  # fmt: skip
SAFEGUARDS = {
    "contract": "durch einen Vertrag gebunden", "adequate_protection": "schützt Daten angemessen",
    "no_other_purpose": "verwendet die Daten für nichts anderes",
    "privacy_commitment": "teilt die Verpflichtung zum Datenschutz", "accepts_notice": "nimmt diese Erklärung an",
    "judged_responsible": "wurde als verantwortungsvoll eingeschätzt",
}  # fmt: skip

CLAIMS = {
    "no_personal_data": "Keine personenbezogenen Daten sind hierin enthalten: {about}",
    "anonymous": "Dies identifiziert niemanden: {about}",
    "exclusive_access": "Niemand außer uns kann dies lesen: {about}",
    "no_sale": "Nichts wurde{since} verkauft",
    "not_linked": "Dies ist nicht mit personenbezogenen Daten verbunden: {about}",
    "voluntary": "Es liegt bei Ihnen: {about}",
    "not_directed_to_children": "Der Dienst richtet sich nicht an Kinder",
    "adequate_recipients": "Die Daten werden angemessen geschützt durch: {about}",
    "use_is_consent": "Die Nutzung des Dienstes gilt als Einwilligung",
    "use_is_agreement": "Die Nutzung des Dienstes gilt als Zustimmung zu dieser Erklärung",
    "complete_self_service": "Alle Ihre Daten lassen sich in Ihrem Konto ändern",
    "purpose_bound": "Daten werden so verwendet, wie es dem Zweck ihrer Erhebung entspricht",
    "minimal": "Es werden nicht mehr Daten erhoben als nötig",
    "lawful": "Jede Verarbeitung hat eine Rechtsgrundlage",
    "accurate": "Daten werden richtig gehalten",
    "default_on": "Dies wird gesetzt, wenn Ihr Browser es nicht ablehnt: {about}",
    "no_consent_prompt": "Niemand wird gefragt, bevor dies gesetzt wird: {about}",
    "degraded_without_trackers": "Wenn Sie dies ablehnen, fehlen Funktionen: {about}",
    "policy_covers": "Die Erklärung erfasst dies: {about}",
    "rights_considered": "Dies wird abgewogen, bevor Daten verarbeitet werden: {about}",
}
ABOUT = {
    "degraded_without_trackers": "die Tracker", "adequate_recipients": "die Empfänger",
    "policy_covers": "all das Genannte", "exclusive_access": "die Tracker", "default_on": "die Tracker",
    "no_consent_prompt": "die Tracker",
}  # fmt: skip
"""What a claim is about, where the file names nothing; your data otherwise."""

FACTS = {
    ("consent", "opt_in"): "Sie zugestimmt haben", ("entered", "by_subject"): "Sie sie selbst eingegeben haben",
    ("asked", "by_subject"): "Sie darum gebeten haben", ("requested", "true"): "Sie darum gebeten haben",
    ("recipient_accepts_policy", "true"): "der Empfänger diese Erklärung annimmt",
    ("recipient_shares_commitment", "true"): "der Empfänger die Verpflichtung zum Datenschutz teilt",
    ("adequate_protection", "true"): "die Daten dort angemessen geschützt sind",
    ("legal_basis", "recorded"): "eine Rechtsgrundlage festgehalten ist",
    ("judged_responsible", "true"): "der Empfänger als verantwortungsvoll eingeschätzt wurde",
    ("obliged_by_law", "true"): "das Gesetz uns verpflichtet",
    ("other_legal_ground", "true"): "eine andere Rechtsgrundlage es erlaubt",
    ("good_faith_belief", "true"): "wir in gutem Glauben davon ausgehen, dass es nötig ist",
    ("visitor_recognised", "true"): "wir die Person wiedererkennen, die die Website besucht",
    ("among_assets", "true"): "die Daten zu dem gehören, was verkauft wird",
    ("announced", "at_collection"): "es bei der Erhebung der Daten angekündigt wurde",
    ("fault", "reported"): "ein Fehler gemeldet wurde", ("order", "before_placing"): "eine Bestellung bevorsteht",
    ("contact", "necessary"): "es nötig ist, Sie zu erreichen",
    ("comment", "filed"): "der Kommentar zu den Akten genommen wurde",
    ("compatibility", "assessed"): "die Vereinbarkeit der Zwecke geprüft wurde",
    ("link", "suitable"): "die Verbindung zwischen ihnen passt", ("harm", "none"): "Ihnen kein Schaden entsteht",
    ("safeguard", "in_place"): "eine Schutzmaßnahme besteht",
    ("provider", "not_a_member"): "der Anbieter kein Mitglied ist",
    ("demand", "appropriate_request"): "die Anfrage angemessen ist",
    ("demand", "required_by_law"): "das Gesetz es verlangt",
    ("believed", "necessary"): "wir es für nötig halten", ("believed", "appropriate"): "wir es für angemessen halten",
    ("obliged_by", "law"): "ein Gesetz es verlangt", ("obliged_by", "government_demand"): "eine Behörde es verlangt",
    ("obliged_by", "legal_process"): "ein rechtliches Verfahren es verlangt",
    ("obliged_by", "court_order"): "ein Gericht es anordnet",
    ("necessary_for", "routing"): "die Weiterleitung es erfordert",
    ("necessary_for", "connectivity"): "die Verbindung es erfordert",
    ("suspected", "abuse"): "ein Missbrauch vermutet wird", ("suspected", "fraud"): "ein Betrug vermutet wird",
    ("event", "divestiture"): "ein Teil des Unternehmens verkauft wird", ("event", "merger"): "Unternehmen fusionieren",
    ("event", "dissolution"): "das Unternehmen aufgelöst wird",
    ("origin", "transaction"): "die Nachricht auf ein Geschäft zurückgeht",
    ("origin", "product_purchase"): "die Nachricht auf einen Kauf zurückgeht",
    ("origin", "warranty_registration"): "die Nachricht auf eine registrierte Garantie zurückgeht",
    ("origin", "service_experience"): "die Nachricht einen Dienst betrifft, den Sie erhalten haben",
}  # fmt: skip
"""Facts as clauses after "wenn": the verb stands last."""

LAWS = {
    "eu-gdpr": "die Datenschutz-Grundverordnung (DSGVO)",
    "us-ca-ccpa": "das kalifornische Gesetz zum Schutz der Privatsphäre von Verbrauchern (CCPA)",
    "uk-gdpr": "die Datenschutz-Grundverordnung des Vereinigten Königreichs",
    "us-coppa": "das US-Gesetz zum Schutz der Privatsphäre von Kindern im Internet (COPPA)",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A kind of person: one of them, all of them, and to all of them."""

    one: str
    all: str
    to_all: str


def _pair(woman: str, man: str, women: str, men: str, to_men: str = "") -> Person:
    return Person(f"{woman} oder {man}", f"alle {women} und {men}", f"allen {women} und {to_men or men}")


SUBJECTS = {
    "visitor": _pair("Besucherin", "Besucher", "Besucherinnen", "Besucher", "Besuchern"),
    "anonymous_visitor": Person(
        "anonym zu Besuch", "alle anonymen Besucherinnen und Besucher", "allen anonymen Besucherinnen und Besuchern"
    ),
    "cookieless_visitor": Person(
        "ohne Cookies zu Besuch", "alle Besucherinnen und Besucher ohne Cookies",
        "allen Besucherinnen und Besuchern ohne Cookies",
    ),
    "foreign_visitor": Person(
        "aus dem Ausland zu Besuch", "alle Besucherinnen und Besucher aus dem Ausland",
        "allen Besucherinnen und Besuchern aus dem Ausland",
    ),
    "user": _pair("Nutzerin", "Nutzer", "Nutzerinnen", "Nutzer", "Nutzern"),
    "legacy_user": _pair(
        "langjährige Nutzerin", "langjähriger Nutzer", "langjährigen Nutzerinnen", "Nutzer", "Nutzern"
    ),
    "registered_user": _pair(
        "registrierte Nutzerin", "registrierter Nutzer", "registrierten Nutzerinnen", "Nutzer", "Nutzern"
    ),
    "end_user": _pair("Endnutzerin", "Endnutzer", "Endnutzerinnen", "Endnutzer", "Endnutzern"),
    "customer": _pair("Kundin", "Kunde", "Kundinnen", "Kunden"),
    "entitled_customer": _pair("berechtigte Kundin", "berechtigter Kunde", "berechtigten Kundinnen", "Kunden"),
    "business_customer": _pair("Geschäftskundin", "Geschäftskunde", "Geschäftskundinnen", "Geschäftskunden"),
    "california_resident": Person(
        "in Kalifornien ansässig", "alle in Kalifornien Ansässigen", "allen in Kalifornien Ansässigen"
    ),
    "european": _pair("Europäerin", "Europäer", "Europäerinnen", "Europäer", "Europäern"),
    "minor": Person("minderjährig", "alle Minderjährigen", "allen Minderjährigen"),
    "patient": _pair("Patientin", "Patient", "Patientinnen", "Patienten"),
    "child": Person("ein Kind", "alle Kinder", "allen Kindern"),
    "applicant": _pair("Bewerberin", "Bewerber", "Bewerberinnen", "Bewerber", "Bewerbern"),
    "prospect": _pair("Interessentin", "Interessent", "Interessentinnen", "Interessenten"),
    "page_mail_recipient": _pair(
        "Empfängerin", "Empfänger einer gemailten Seite", "Empfängerinnen", "Empfänger einer gemailten Seite",
        "Empfängern einer gemailten Seite",
    ),
}  # fmt: skip

COVERED = {
    "processing": "die Verarbeitung", "copy": "eine Kopie", "categories": "die Kategorien", "sources": "die Quellen",
    "purposes": "die Zwecke", "recipients": "die Empfänger", "categories_sold": "die verkauften Kategorien",
    "categories_disclosed": "die weitergegebenen Kategorien", "recipients_by_category": "die Empfänger nach Kategorie",
    "existence": "das Bestehen der Verarbeitung", "automated_processing": "die automatisierte Verarbeitung",
    "profiling": "das Profiling", "machine_readable": "ein maschinenlesbares Format",
    "to_processor": "die direkte Übergabe an einen anderen Anbieter", "legal_remedies": "gerichtliche Rechtsbehelfe",
    "damages": "Schadenersatz",
}  # fmt: skip
"""What an answer to a request contains."""

GROUNDS = {
    "unlawful": "es wäre rechtswidrig", "would_be_incorrect": "die Daten würden dadurch falsch",
    "complete_transaction": "das Geschäft muss abgeschlossen werden",
    "provide_requested_service": "der gewünschte Dienst muss erbracht werden",
    "perform_contract": "der Vertrag erfordert es",
    "security_and_prosecution": "Sicherheit oder Strafverfolgung erfordern es",
    "legal_obligation": "eine rechtliche Verpflichtung steht entgegen",
    "compatible_use": "die Verwendung bleibt vereinbar",
    "accurate_and_complete": "die Daten sind richtig und vollständig",
    "circumstances_not_given": "die Umstände liegen nicht vor",
    "conditions_not_met": "die Bedingungen sind nicht erfüllt",
    "case_not_given": "der Fall liegt nicht vor",
    "no_legal_or_significant_effect": "die Entscheidung hat keine rechtliche oder erhebliche Wirkung",
    "not_feasible": "es ist nicht machbar",
}  # fmt: skip
"""Grounds on which a request is refused."""

OFFICES = {
    "data_protection_officer": (
        "die oder der Datenschutzbeauftragte", "die oder den Datenschutzbeauftragten",
        "der oder dem Datenschutzbeauftragten",
    ),
    "supervisory_authority": ("die Aufsichtsbehörde", "die Aufsichtsbehörde", "der Aufsichtsbehörde"),
}  # fmt: skip
"""Kinds of party that are called so everywhere: nominative, accusative, dative."""

PROOFS = {"login": "Ihre Anmeldekennung", "password": "Ihr Passwort"}

SCOPE = {
    "site": "die Website", "registration": "die Registrierung", "products": "die Produkte", "services": "die Dienste",
    "co_branded_sites": "gemeinsam mit Partnern betriebene Websites", "website": "die Website",
    "apis": "die Schnittstellen (API)", "messages": "Nachrichten", "apps": "Apps",
    "ads:linking_here": "Anzeigen, die hierher führen", "sales_and_support": "Vertrieb und Support",
    "us-ca:online": "Kalifornien (online)", "us-ca:offline": "Kalifornien (offline)",
    "data_collected": "erhobene Daten",
    "data_received": "erhaltene Daten", "earlier_use_of_services": "die frühere Nutzung der Dienste",
    "hosted_websites": "gehostete Websites", "personal_data_collected": "erhobene personenbezogene Daten",
    "third_party_collection": "die Erhebung durch Dritte", "offline": "was offline geschieht",
    "customer_contracts": "Verträge mit Kunden", "companies_not_controlled": "Unternehmen, die wir nicht beherrschen",
    "people_not_managed": "Personen, die wir nicht anleiten", "linked_websites": "verlinkte Websites",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Country:
    """A country that has an article: nominative, accusative, dative."""

    name: str
    accusative: str
    dative: str


COUNTRIES = {
    "AT": "Österreich", "AU": "Australien", "BE": "Belgien", "BG": "Bulgarien", "BR": "Brasilien", "CA": "Kanada",
    "CN": "China", "CY": "Zypern", "CZ": "Tschechien", "DE": "Deutschland", "DK": "Dänemark", "EE": "Estland",
    "ES": "Spanien", "FI": "Finnland", "FR": "Frankreich", "GR": "Griechenland", "HR": "Kroatien", "HU": "Ungarn",
    "IE": "Irland", "IN": "Indien", "IS": "Island", "IT": "Italien", "JP": "Japan", "LI": "Liechtenstein",
    "LT": "Litauen", "LU": "Luxemburg", "LV": "Lettland", "MT": "Malta", "MX": "Mexiko", "NO": "Norwegen",
    "NZ": "Neuseeland", "PL": "Polen", "PT": "Portugal", "RO": "Rumänien", "SE": "Schweden", "SG": "Singapur",
    "SI": "Slowenien", "ZA": "Südafrika",
}  # fmt: skip
WITH_ARTICLE = {
    "EEA": Country("der Europäische Wirtschaftsraum", "den Europäischen Wirtschaftsraum",
                   "dem Europäischen Wirtschaftsraum"),
    "EU": Country("die Europäische Union", "die Europäische Union", "der Europäischen Union"),
    "CH": Country("die Schweiz", "die Schweiz", "der Schweiz"),
    "GB": Country("das Vereinigte Königreich", "das Vereinigte Königreich", "dem Vereinigten Königreich"),
    "NL": Country("die Niederlande", "die Niederlande", "den Niederlanden"),
    "SK": Country("die Slowakei", "die Slowakei", "der Slowakei"),
    "US": Country("die Vereinigten Staaten", "die Vereinigten Staaten", "den Vereinigten Staaten"),
}  # fmt: skip
