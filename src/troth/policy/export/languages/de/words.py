"""By which German words do the words of a policy file reach people? Tables only.

Words that the model lists are all here; tests see to it. A word that the file leaves free and that is not here stays as
the author wrote it, in quotation marks.
"""

from __future__ import annotations

from dataclasses import dataclass

from troth.policy.model import ChildRuleKind, Deed, Event, Personal, SignalName, SignalState, Slot, Then, TrackerClass
from troth.policy.model import TrackerKind as Kind
from troth.words import Act, Basis, Channel, ConsentMode, RightKind, Role

ACTS = {
    Act.COLLECT: "erheben", Act.USE: "verwenden", Act.SHARE: "weitergeben", Act.SELL: "verkaufen",
    Act.STORE: "speichern", Act.COMBINE: "verknüpfen", Act.TRANSFER: "übermitteln", Act.PUBLISH: "veröffentlichen",
    Act.ANONYMISE: "anonymisieren", Act.DECIDE: "nutzen",
}  # fmt: skip
"""Infinitives; "wir" and "sie" have the same form, but for `weitergeben`, which parts: "wir geben ... weiter"."""

BASES = {
    Basis.CONSENT: "Ihre Einwilligung", Basis.CONTRACT: "ein Vertrag mit Ihnen oder dessen Anbahnung",
    Basis.LEGAL_OBLIGATION: "eine rechtliche Verpflichtung",
    Basis.VITAL_INTEREST: "lebenswichtige Interessen eines Menschen",
    Basis.PUBLIC_TASK: "eine Aufgabe im öffentlichen Interesse",
    Basis.LEGITIMATE_INTEREST: "unser berechtigtes Interesse",
}  # fmt: skip
BECAUSE = {
    Basis.CONSENT: "aufgrund Ihrer Einwilligung",
    Basis.CONTRACT: "aufgrund eines Vertrags mit Ihnen oder dessen Anbahnung",
    Basis.LEGAL_OBLIGATION: "aufgrund einer rechtlichen Verpflichtung",
    Basis.VITAL_INTEREST: "aufgrund lebenswichtiger Interessen eines Menschen",
    Basis.PUBLIC_TASK: "aufgrund einer Aufgabe im öffentlichen Interesse",
    Basis.LEGITIMATE_INTEREST: "aufgrund unseres berechtigten Interesses",
}
"""The same in the genitive."""

CONSENT = {
    ConsentMode.NONE: "", ConsentMode.OPT_IN: ", aber nur, wenn Sie zugestimmt haben",
    ConsentMode.OPT_OUT: ", es sei denn, Sie sagen Nein",
    ConsentMode.BY_USE: "; wenn Sie den Dienst weiter nutzen, gilt das als Ihre Zustimmung",
    ConsentMode.BY_ENTRY: "; wenn Sie diese Daten selbst eingeben, gilt das als Ihre Zustimmung",
}  # fmt: skip
SET = {
    ConsentMode.NONE: "", ConsentMode.OPT_IN: "Er wird nur gesetzt, wenn Sie zugestimmt haben",
    ConsentMode.OPT_OUT: "Er wird gesetzt, es sei denn, Sie sagen Nein",
    ConsentMode.BY_USE: "Er wird gesetzt; wenn Sie den Dienst weiter nutzen, gilt das als Ihre Zustimmung",
    ConsentMode.BY_ENTRY: "Er wird gesetzt; wenn Sie diese Daten selbst eingeben, gilt das als Ihre Zustimmung",
}  # fmt: skip
"""Consent to a tracker."""

ONLY = {
    Slot.DATA: "andere Daten", Slot.FOR: "für andere Zwecke", Slot.WITH: "an andere Empfänger",
    Slot.WHERE: "anderswo", Slot.VIA: "auf anderem Weg", Slot.FROM: "aus anderen Quellen", Slot.BY: "durch andere",
}  # fmt: skip

ROLES = {
    Role.CONTROLLER: "Verantwortlicher", Role.JOINT: "gemeinsam Verantwortlicher",
    Role.PROCESSOR: "Auftragsverarbeiter", Role.SUB_PROCESSOR: "weiterer Auftragsverarbeiter",
    Role.AFFILIATE: "verbundenes Unternehmen", Role.RECIPIENT: "Empfänger", Role.THIRD_PARTY: "Dritter",
    Role.AUTHORITY: "Behörde", Role.SEAL: "Gütesiegel",
}  # fmt: skip
CHANNELS = {
    Channel.EMAIL: "per E-Mail", Channel.SMS: "per SMS", Channel.PHONE: "per Telefon", Channel.POST: "per Post",
    Channel.PUSH: "per Mitteilung", Channel.WEB: "auf der Website",
}  # fmt: skip
COLLECTED_FROM = {
    "subject": "bei Ihnen", "device": "von Ihrem Gerät", "third_party": "bei Dritten",
    "public_source": "aus öffentlichen Quellen",
}  # fmt: skip
COMING_FROM = {
    "subject": "von Ihnen", "device": "von Ihrem Gerät", "third_party": "von Dritten",
    "public_source": "aus öffentlichen Quellen",
}  # fmt: skip
MEANS = {
    "email": "E-Mails", "sms": "SMS", "post": "Briefen", "web_form": "Webformularen", "cookies": "Cookies",
    "similar_techniques": "ähnlichen Techniken", "session_tools": "Sitzungswerkzeugen",
}  # fmt: skip
"""Means after "mithilfe von"."""

WAYS = {
    "reply": "als Antwort auf die Nachricht", "post": "per Post", "unsubscribe_link": "über den Abmeldelink",
    "profile": "in Ihrem Konto", "browser_setting": "in den Einstellungen Ihres Browsers",
    "web_form": "in einem Webformular", "banner": "im Cookie-Banner",
    "opt_out_mechanism": "auf dem Weg, den jede Nachricht dafür anbietet",
    "not_going_ahead": "indem Sie nicht fortfahren",
    "blocking_software": "mit Software, die sie blockiert", "anonymising_software": "mit Software, die Sie anonym hält",
    "court": "vor einem Gericht", "same_page": "auf der Seite der Erklärung", "home_page": "auf der Startseite",
    "top_of_page": "oben auf der Seite", "other_places": "an anderen Stellen", "website": "auf der Website",
    "notice": "in der Erklärung", "email": "per E-Mail", "sms": "per SMS", "phone": "per Telefon",
    "web": "auf der Website", "push": "per Mitteilung",
}  # fmt: skip
COSTS = {
    "no_service": "Wenn Sie Nein sagen, können Sie den Dienst nicht haben",
    "degraded_service": "Wenn Sie Nein sagen, können Ihnen einige Funktionen fehlen",
}  # fmt: skip
EFFECTS = {
    "stop": "wir hören damit auf", "erase": "wir löschen die Daten",
    "suppress": "wir behalten einen Vermerk, damit es nicht wieder beginnt",
}  # fmt: skip
DECISIONS = {
    "flag": "Sie merkt einen Fall zur genaueren Prüfung vor", "suspend_service": "Sie kann den Dienst aussetzen",
    "profile": "Sie erstellt ein Profil von Ihnen",
}  # fmt: skip
UNTIL = {
    "purpose_fulfilled": "bis der Zweck erfüllt ist", "legal_duty_ended": "bis die rechtliche Pflicht endet",
    "request": "bis Sie die Löschung verlangen", "reviewed": "bis diese Daten geprüft sind",
}  # fmt: skip
THEN = {Then.DELETE: "löschen", Then.ANONYMISE: "anonymisieren"}

RIGHTS = {
    RightKind.ACCESS: ("{data} einsehen", "{it} einsehen"),
    RightKind.RECTIFY: ("{data} berichtigen lassen", "{it} berichtigen lassen"),
    RightKind.ERASE: ("{data} löschen lassen", "{it} löschen lassen"),
    RightKind.RESTRICT: ("die Verwendung {of} einschränken lassen", "{its} Verwendung einschränken lassen"),
    RightKind.OBJECT: ("der Verwendung {of} widersprechen", "{its}r Verwendung widersprechen"),
    RightKind.PORT: ("{data} mitnehmen", "{it} mitnehmen"),
    RightKind.WITHDRAW: ("Ihre Einwilligung widerrufen",) * 2,
    RightKind.KNOW: ("Auskunft über die Verwendung {of} verlangen", "Auskunft über {its} Verwendung verlangen"),
    RightKind.OPT_OUT: ("Nein sagen",) * 2,
    RightKind.LIMIT: ("die Verwendung sensibler Daten begrenzen",) * 2,
    RightKind.COMPLAIN: ("sich beschweren",) * 2,
    RightKind.HUMAN_REVIEW: ("eine Entscheidung von einem Menschen überprüfen lassen",) * 2,
}
"""What the subject can do: with the data named, and where they were named before."""

REQUESTS = {
    RightKind.ACCESS: "eine Auskunft", RightKind.RECTIFY: "eine Berichtigung", RightKind.ERASE: "eine Löschung",
    RightKind.RESTRICT: "eine Einschränkung", RightKind.OBJECT: "einen Widerspruch",
    RightKind.PORT: "eine Datenübertragung", RightKind.WITHDRAW: "einen Widerruf",
    RightKind.KNOW: "eine Anfrage zur Verwendung", RightKind.OPT_OUT: "ein Nein",
    RightKind.LIMIT: "eine Begrenzung", RightKind.COMPLAIN: "eine Beschwerde",
    RightKind.HUMAN_REVIEW: "eine Überprüfung durch einen Menschen",
}  # fmt: skip

EVENTS = {
    Event.BREACH: "wenn der Schutz von Daten verletzt wird",
    Event.BREACH_RISK: "wenn eine Verletzung des Datenschutzes Menschen gefährdet",
    Event.POLICY_CHANGE: "wenn sich die Erklärung ändert",
    Event.MATERIAL_POLICY_CHANGE: "wenn sich die Erklärung wesentlich ändert",
    Event.SUSPENSION: "wenn ein Dienst ausgesetzt wird",
    Event.THIRD_PARTY_COLLECTION: "wenn jemand anderes Ihre Daten erhebt",
    Event.NEW_PURPOSE: "bevor Daten einem neuen Zweck dienen", Event.REFUSAL: "wenn wir einen Antrag ablehnen",
    Event.CHILD_FOUND: "wenn wir Daten eines Kindes finden", Event.INQUIRY: "wenn Sie uns fragen",
    Event.COLLECTION: "wenn Daten erhoben werden", Event.LINK_OUT: "wenn ein Link anderswohin führt",
    Event.SERVICE_CHANGE: "wenn sich der Dienst ändert", Event.REVIEW_PERIOD: "von Zeit zu Zeit",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """A deed: "leiten wir die Nachricht an X weiter", in the infinitive "die Nachricht an X weiterleiten".

    `case` is that of the one it is done towards: "acc", "dat", "an" (with the accusative), or none.
    """

    finite: str
    infinitive: str = ""
    case: str = ""
    thing: str = ""
    end: str = ""


DEEDS = {
    Deed.POST: Action("veröffentlichen", thing="dies"), Deed.NOTIFY: Action("informieren", case="acc"),
    Deed.REVIEW: Action("lassen", "überprüfen lassen", thing="all dies", end="überprüfen"),
    Deed.ERASE: Action("löschen", thing="die Daten"), Deed.GIVE_REASON: Action("nennen", thing="den Grund"),
    Deed.FORWARD: Action("leiten", "weiterleiten", "an", "die Nachricht", "weiter"),
    Deed.ACKNOWLEDGE: Action("bestätigen", thing="den Eingang"), Deed.ANSWER: Action("antworten", case="dat"),
    Deed.PREVENT: Action("ergreifen", thing="alle möglichen Gegenmaßnahmen"),
    Deed.ASSIST: Action("unterstützen", case="acc"), Deed.ASK: Action("fragen", case="acc"),
    Deed.SHOW: Action("zeigen", case="dat", thing="diese Information"),
    Deed.ASSESS: Action("prüfen", thing="dies zuerst"),
}  # fmt: skip

CHILD_RULES = {
    ChildRuleKind.EXCLUDE: "Der Dienst richtet sich nicht an Personen unter {years} Jahren; deren Daten werden nicht "
    "wissentlich erhoben",
    ChildRuleKind.PARENTAL_CONSENT: "Personen unter {years} Jahren brauchen die Zustimmung eines Elternteils",
}  # fmt: skip
PERSONAL = {
    Personal.DIRECT: "Diese Daten identifizieren Sie",
    Personal.LINKABLE: "Diese Daten lassen sich mit Ihnen verknüpfen",
    Personal.NONE: "Laut der Erklärung identifizieren diese Daten niemanden",
}  # fmt: skip
TRACKERS = {
    TrackerClass.NECESSARY: "notwendig", TrackerClass.FUNCTIONAL: "für Funktionen",
    TrackerClass.ANALYTICS: "für Analysen", TrackerClass.ADVERTISING: "für Werbung",
}  # fmt: skip
KINDS = {
    Kind.COOKIE: "Cookie", Kind.STORAGE: "lokaler Speicher", Kind.FLASH: "Flash-Cookie", Kind.BEACON: "Web-Beacon",
    Kind.PIXEL: "Pixel", Kind.LOG: "Protokoll", Kind.SCRIPT: "Skript", Kind.OTHER: "",
}  # fmt: skip
SIGNALS = {SignalName.DNT: "Do Not Track", SignalName.GPC: "Global Privacy Control"}
SIGNAL_STATES = {
    SignalState.HONOURED: "halten wir uns daran", SignalState.IGNORED: "beachten wir das nicht",
    SignalState.UNSTATED: "sagt die Erklärung nicht, was wir tun",
}  # fmt: skip
