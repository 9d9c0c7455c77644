"""The fixed texts around a notice, and the heads of margin notes, in German."""

from __future__ import annotations

from troth.policy.export.languages.speaker import Frame, Lead

LEADS = {
    Lead.ENFORCED: "durchgesetzt", Lead.NEVER: "durchgesetzt: nie", Lead.OTHERS: "durch andere",
    Lead.CHOICE: "Ihre Wahl", Lead.NO_CHOICE: "keine Wahl", Lead.SIGNAL: "Ihr Browser", Lead.RIGHT: "Ihr Recht",
    Lead.LIMIT: "Frist", Lead.TRANSFER: "ins Ausland", Lead.DUTY: "unsere Pflicht", Lead.INTENTION: "Absicht",
    Lead.AGE: "Altersgrenze", Lead.TRACKER: "Tracker", Lead.MEASURE: "Schutz", Lead.CLAIM: "Behauptung",
    Lead.UNTESTABLE: "Behauptung, die keine Maschine prüft", Lead.SCOPE: "diese Erklärung", Lead.NAMES: "Namen",
    Lead.MEANING: "erklärt ein Wort", Lead.NO_RULE: "ohne Regel", Lead.UNACCOUNTED: "nicht erfasst",
}  # fmt: skip

FRAME = Frame(
    title="{organisation}: Datenschutzerklärung",
    eyebrow="Datenschutzerklärung mit der Wirkung jedes Satzes",
    skip="Zur vollständigen Erklärung",
    contents="Inhalt",
    in_short="Kurz gesagt",
    in_full="Im Ganzen",
    in_full_long="Im Ganzen, Satz für Satz",
    since="Verbindlich ab {since}",
    since_unknown="Die Erklärung sagt nicht, ab wann sie bindet",
    version="Fassung {version}",
    version_line="Fassung {version}; verbindlich ab {since}.",
    day_unknown="einem Tag, den sie nicht nennt",
    sentences="Sätze",
    legend="Neben jedem Satz steht, was er bewirkt:",
    legend_keys=(
        "was versprochen wird",
        "was nie geschieht",
        "was Sie wählen oder verlangen können",
        "was keine Regel setzt",
    ),
    as_at="{lead}: wie bei Satz {where}",
    there="wie bei {where}",
    binds="Die Worte der Erklärung binden; die Anmerkungen sagen nur, was sie bewirken. Fassung {version}.",
    questions="Fragen: {contact}",
    unaccounted="Nichts in den Regeln handelt von diesem Satz.",
    silence="Die Erklärung sagt es nicht.",
    parts={
        "who": "Wer", "what": "Welche Daten", "why": "Wofür", "with": "Mit wem", "how-long": "Wie lange",
        "rights": "Ihre Rechte", "choices": "Ihre Wahl", "contact": "Kontakt",
    },
    note="{lead}: {text}",
    naming={
        "data": "Daten: {names}", "parties": "Beteiligte: {names}", "purposes": "Zwecke: {names}",
        "subjects": "Personen: {names}",
    },
)  # fmt: skip
