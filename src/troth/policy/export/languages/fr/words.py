"""By which French words do the words of a policy file reach people? Tables only.

Words that the model lists are all here; tests see to it. A word that the file leaves free and that is not here stays as
the author wrote it, in quotation marks.
"""

from __future__ import annotations

from dataclasses import dataclass

from troth.policy.model import ChildRuleKind, Deed, Event, Personal, SignalName, SignalState, Slot, Then, TrackerClass
from troth.policy.model import TrackerKind as Kind
from troth.words import Act, Basis, Channel, ConsentMode, RightKind, Role


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms that sentences need: infinitive, "nous", "ils", and after "que" with both."""

    infinitive: str
    we: str
    they: str
    that_we: str
    that_they: str


ACTS = {
    Act.COLLECT: Verb("recueillir", "recueillons", "recueillent", "recueillions", "recueillent"),
    Act.USE: Verb("utiliser", "utilisons", "utilisent", "utilisions", "utilisent"),
    Act.SHARE: Verb("communiquer", "communiquons", "communiquent", "communiquions", "communiquent"),
    Act.SELL: Verb("vendre", "vendons", "vendent", "vendions", "vendent"),
    Act.STORE: Verb("conserver", "conservons", "conservent", "conservions", "conservent"),
    Act.COMBINE: Verb("recouper", "recoupons", "recoupent", "recoupions", "recoupent"),
    Act.TRANSFER: Verb("transmettre", "transmettons", "transmettent", "transmettions", "transmettent"),
    Act.PUBLISH: Verb("publier", "publions", "publient", "publiions", "publient"),
    Act.ANONYMISE: Verb("anonymiser", "anonymisons", "anonymisent", "anonymisions", "anonymisent"),
    Act.DECIDE: Verb("prendre", "prenons", "prennent", "prenions", "prennent"),  # with "des décisions"
}

DRAW = Verb("tirer", "tirons", "tirent", "tirions", "tirent")
"""What stands for `decide` beside another act: "nous utilisons votre nom et en tirons des décisions"."""

BASES = {
    Basis.CONSENT: "votre consentement", Basis.CONTRACT: "un contrat avec vous, conclu ou en préparation",
    Basis.LEGAL_OBLIGATION: "une obligation légale", Basis.VITAL_INTEREST: "les intérêts vitaux d’une personne",
    Basis.PUBLIC_TASK: "une mission d’intérêt public", Basis.LEGITIMATE_INTEREST: "notre intérêt légitime",
}  # fmt: skip

CONSENT = {
    ConsentMode.NONE: "", ConsentMode.OPT_IN: ", mais seulement si vous avez donné votre accord",
    ConsentMode.OPT_OUT: ", sauf si vous dites non",
    ConsentMode.BY_USE: " ; continuer à utiliser le service vaut accord de votre part",
    ConsentMode.BY_ENTRY: " ; saisir vous-même ces données vaut accord de votre part",
}  # fmt: skip

SET = {
    ConsentMode.NONE: "", ConsentMode.OPT_IN: "Il n’est placé que si vous avez donné votre accord",
    ConsentMode.OPT_OUT: "Il est placé, sauf si vous dites non",
    ConsentMode.BY_USE: "Il est placé ; continuer à utiliser le service vaut accord de votre part",
    ConsentMode.BY_ENTRY: "Il est placé ; saisir vous-même ces données vaut accord de votre part",
}  # fmt: skip
"""Consent to a tracker."""

ONLY = {
    Slot.DATA: "d’autres données", Slot.FOR: "à d’autres fins", Slot.WITH: "à d’autres destinataires",
    Slot.WHERE: "ailleurs", Slot.VIA: "par d’autres moyens", Slot.FROM: "à partir d’autres sources",
    Slot.BY: "par d’autres personnes",
}  # fmt: skip

ROLES = {
    Role.CONTROLLER: "responsable du traitement", Role.JOINT: "coresponsable du traitement",
    Role.PROCESSOR: "sous-traitant", Role.SUB_PROCESSOR: "sous-traitant ultérieur",
    Role.AFFILIATE: "société du même groupe", Role.RECIPIENT: "destinataire", Role.THIRD_PARTY: "tiers",
    Role.AUTHORITY: "autorité", Role.SEAL: "organisme de label",
}  # fmt: skip

CHANNELS = {
    Channel.EMAIL: "par e-mail", Channel.SMS: "par SMS", Channel.PHONE: "par téléphone",
    Channel.POST: "par courrier postal", Channel.PUSH: "par notification", Channel.WEB: "sur le site web",
}  # fmt: skip

SOURCES = {
    "subject": "vous", "device": "votre appareil", "third_party": "tiers", "public_source": "sources publiques",
}  # fmt: skip
COLLECTED_FROM = {
    "subject": "auprès de vous", "device": "à partir de votre appareil", "third_party": "auprès de tiers",
    "public_source": "dans des sources publiques",
}  # fmt: skip

MEANS = {
    "email": "e-mails", "sms": "SMS", "post": "courriers postaux", "web_form": "formulaires en ligne",
    "cookies": "cookies", "similar_techniques": "techniques semblables", "session_tools": "outils de session",
}  # fmt: skip

WAYS = {
    "reply": "en répondant au message", "post": "par courrier postal",
    "unsubscribe_link": "par le lien de désabonnement",
    "profile": "dans votre compte", "browser_setting": "dans les réglages de votre navigateur",
    "web_form": "dans un formulaire en ligne", "banner": "dans le bandeau sur les cookies",
    "opt_out_mechanism": "par le moyen de refus que propose chaque message",
    "not_going_ahead": "en n’allant pas plus loin", "blocking_software": "avec un logiciel de blocage",
    "anonymising_software": "avec un logiciel qui vous garde anonyme", "court": "devant un tribunal",
    "same_page": "sur la page de la notice", "home_page": "sur la page d’accueil",
    "top_of_page": "en haut de la page", "other_places": "à d’autres endroits", "website": "sur le site web",
    "notice": "dans la notice", "email": "par e-mail", "sms": "par SMS", "phone": "par téléphone",
    "web": "sur le site web", "push": "par notification",
}  # fmt: skip

COSTS = {
    "no_service": "Si vous dites non, vous ne pouvez pas avoir le service",
    "degraded_service": "Si vous dites non, certaines fonctions peuvent vous manquer",
}  # fmt: skip
EFFECTS = {
    "stop": "nous arrêtons", "erase": "nous effaçons les données",
    "suppress": "nous gardons une trace de votre refus pour que cela ne recommence pas",
}  # fmt: skip
DECISIONS = {
    "flag": "elle signale un cas à examiner de plus près", "suspend_service": "elle peut suspendre le service",
    "profile": "elle établit un profil de vous",
}  # fmt: skip
UNTIL = {
    "purpose_fulfilled": "jusqu’à ce que la finalité soit atteinte",
    "legal_duty_ended": "jusqu’à la fin de l’obligation légale",
    "request": "jusqu’à ce que vous demandiez l’effacement", "reviewed": "jusqu’à l’examen de ces données",
}  # fmt: skip
THEN = {Then.DELETE: "supprimons", Then.ANONYMISE: "anonymisons"}

RIGHTS = {
    RightKind.ACCESS: ("consulter {data}", "{it} consulter"),
    RightKind.RECTIFY: ("faire rectifier {data}", "{it} faire rectifier"),
    RightKind.ERASE: ("faire effacer {data}", "{it} faire effacer"),
    RightKind.RESTRICT: ("faire limiter l’utilisation {of}", "en faire limiter l’utilisation"),
    RightKind.OBJECT: ("vous opposer à l’utilisation {of}", "vous opposer à {its} utilisation"),
    RightKind.PORT: ("récupérer {data} pour {it} réutiliser ailleurs", "{it} récupérer pour {it} réutiliser ailleurs"),
    RightKind.WITHDRAW: ("retirer votre consentement", "retirer votre consentement"),
    RightKind.KNOW: ("savoir ce qui est fait {of}", "savoir ce qui en est fait"),
    RightKind.OPT_OUT: ("dire non", "dire non"),
    RightKind.LIMIT: ("limiter l’utilisation de données sensibles", "limiter l’utilisation de données sensibles"),
    RightKind.COMPLAIN: ("déposer une réclamation", "déposer une réclamation"),
    RightKind.HUMAN_REVIEW: ("faire réexaminer une décision par une personne",) * 2,
}
"""What the subject can do: with the data named, and where they were named before."""

REQUESTS = {
    RightKind.ACCESS: "une demande d’accès", RightKind.RECTIFY: "une rectification",
    RightKind.ERASE: "un effacement", RightKind.RESTRICT: "une limitation", RightKind.OBJECT: "une opposition",
    RightKind.PORT: "une demande de portabilité", RightKind.WITHDRAW: "un retrait du consentement",
    RightKind.KNOW: "une demande d’information", RightKind.OPT_OUT: "un refus",
    RightKind.LIMIT: "une demande de limitation", RightKind.COMPLAIN: "une réclamation",
    RightKind.HUMAN_REVIEW: "un réexamen par une personne",
}  # fmt: skip

EVENTS = {
    Event.BREACH: "en cas de violation de données",
    Event.BREACH_RISK: "si une violation de données crée un risque pour des personnes",
    Event.POLICY_CHANGE: "quand la notice change", Event.MATERIAL_POLICY_CHANGE: "quand la notice change sur le fond",
    Event.SUSPENSION: "quand un service est suspendu",
    Event.THIRD_PARTY_COLLECTION: "quand quelqu’un d’autre recueille vos données",
    Event.NEW_PURPOSE: "avant que des données servent à une nouvelle finalité",
    Event.REFUSAL: "quand nous refusons une demande",
    Event.CHILD_FOUND: "quand nous découvrons des données d’un enfant",
    Event.INQUIRY: "quand vous nous posez une question", Event.COLLECTION: "quand des données sont recueillies",
    Event.LINK_OUT: "quand un lien mène ailleurs", Event.SERVICE_CHANGE: "quand le service change",
    Event.REVIEW_PERIOD: "de temps à autre",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """A deed: its forms, and how it takes the one it is done towards ("direct", "à", or not at all)."""

    infinitive: str
    we: str
    towards: str = ""
    rest: str = ""


DEEDS = {
    Deed.POST: Action("publier", "publions", rest=" cette information"),
    Deed.NOTIFY: Action("prévenir", "prévenons", "direct"),
    Deed.REVIEW: Action("faire procéder", "faisons procéder", rest=" à un examen"),
    Deed.ERASE: Action("effacer", "effaçons", rest=" les données"),
    Deed.GIVE_REASON: Action("dire", "disons", rest=" pourquoi"),
    Deed.FORWARD: Action("transmettre", "transmettons", "à", " le message"),
    Deed.ACKNOWLEDGE: Action("accuser", "accusons", rest=" réception"),
    Deed.ANSWER: Action("répondre", "répondons", "à"),
    Deed.PREVENT: Action("faire", "faisons", rest=" notre possible pour l’éviter"),
    Deed.ASSIST: Action("aider", "aidons", "direct"),
    Deed.ASK: Action("poser", "posons", "à", " la question"),
    Deed.SHOW: Action("montrer", "montrons", "à", " cette information"),
    Deed.ASSESS: Action("évaluer", "évaluons", rest=" d’abord la situation"),
}  # fmt: skip

CHILD_RULES = {
    ChildRuleKind.EXCLUDE: "Le service ne s’adresse pas aux moins de {years} ans : leurs données ne sont pas "
    "recueillies sciemment",
    ChildRuleKind.PARENTAL_CONSENT: "Les moins de {years} ans ont besoin de l’accord d’un parent",
}  # fmt: skip
PERSONAL = {
    Personal.DIRECT: "vous identifient", Personal.LINKABLE: "peuvent être reliées à vous",
    Personal.NONE: "n’identifient personne, selon la notice",
}  # fmt: skip
TRACKERS = {
    TrackerClass.NECESSARY: "nécessaire", TrackerClass.FUNCTIONAL: "fonctionnel",
    TrackerClass.ANALYTICS: "analytique", TrackerClass.ADVERTISING: "publicitaire",
}  # fmt: skip
KINDS = {
    Kind.COOKIE: "cookie", Kind.STORAGE: "stockage local", Kind.FLASH: "cookie Flash", Kind.BEACON: "balise",
    Kind.PIXEL: "pixel", Kind.LOG: "journal", Kind.SCRIPT: "script", Kind.OTHER: "",
}  # fmt: skip
SIGNALS = {SignalName.DNT: "Do Not Track", SignalName.GPC: "Global Privacy Control"}
SIGNAL_STATES = {
    SignalState.HONOURED: "nous le respectons", SignalState.IGNORED: "nous n’en tenons pas compte",
    SignalState.UNSTATED: "la notice ne dit pas ce que nous faisons",
}  # fmt: skip
