"""The fixed texts around a notice, in English."""

from __future__ import annotations

from troth.policy.export.languages.speaker import Frame

FRAME = Frame(
    title="{organisation}: privacy notice",
    eyebrow="Privacy notice, with what each sentence does",
    skip="To the full notice",
    contents="Contents",
    in_short="In short",
    in_full="In full",
    in_full_long="In full, sentence by sentence",
    since="Binding from {since}",
    since_unknown="The notice does not say from when it binds",
    version="version {version}",
    version_line="Version {version}; binding from {since}.",
    day_unknown="a day it does not say",
    sentences="sentences",
    legend="Beside each sentence stands what it does:",
    legend_keys=(
        "what is promised",
        "what is never done",
        "what you can choose or ask",
        "what makes no rule",
    ),
    as_at="{lead} as at {where}",
    there="as at {where}",
    binds="The words of the notice bind; the notes only say what they do. Version {version}.",
    questions="Questions: {contact}",
    unaccounted="Nothing in the policy speaks of this sentence.",
    silence="The notice does not say.",
    parts={
        "who": "Who",
        "what": "What data",
        "why": "What for",
        "with": "With whom",
        "how-long": "How long",
        "rights": "Your rights",
        "choices": "Your choices",
        "contact": "Contact",
    },
    note="{lead}: {text}",
    naming={
        "data": "data: {names}",
        "parties": "parties: {names}",
        "purposes": "purposes: {names}",
        "subjects": "people: {names}",
    },
)
