"""The fixed texts around a notice, and the heads of margin notes, in French."""

from __future__ import annotations

from troth.policy.export.languages.fr.grammar import typeset
from troth.policy.export.languages.speaker import Frame, Lead

LEADS = {
    lead: typeset(words)
    for lead, words in {
        Lead.ENFORCED: "appliqué", Lead.NEVER: "appliqué : jamais", Lead.OTHERS: "fait par d’autres",
        Lead.CHOICE: "votre choix", Lead.NO_CHOICE: "pas de choix", Lead.SIGNAL: "votre navigateur",
        Lead.RIGHT: "votre droit", Lead.LIMIT: "durée limitée", Lead.TRANSFER: "vers l’étranger",
        Lead.DUTY: "notre obligation", Lead.INTENTION: "intention", Lead.AGE: "limite d’âge",
        Lead.TRACKER: "traceur", Lead.MEASURE: "protection", Lead.CLAIM: "affirmation",
        Lead.UNTESTABLE: "affirmation qu’aucune machine ne vérifie", Lead.SCOPE: "cette notice", Lead.NAMES: "noms",
        Lead.MEANING: "explique un mot", Lead.NO_RULE: "ne crée pas de règle", Lead.UNACCOUNTED: "pas pris en compte",
    }.items()
}  # fmt: skip

FRAME = Frame(
    title=typeset("{organisation} : notice de confidentialité"),
    eyebrow="Notice de confidentialité, avec l’effet de chaque phrase",
    skip="Aller à la notice complète",
    contents="Sommaire",
    in_short="En bref",
    in_full="En entier",
    in_full_long="En entier, phrase par phrase",
    since="En vigueur à partir {since}",
    since_unknown="La notice ne dit pas à partir de quand elle engage",
    version="version {version}",
    version_line=typeset("Version {version} ; en vigueur à partir {since}."),
    day_unknown="d’un jour qu’elle ne précise pas",
    sentences="phrases",
    legend=typeset("À côté de chaque phrase figure ce qu’elle fait :"),
    legend_keys=(
        "ce qui est promis",
        "ce qui n’est jamais fait",
        "ce que vous pouvez choisir ou demander",
        "ce qui ne crée pas de règle",
    ),
    as_at=typeset("{lead} : comme à la phrase {where}"),
    there="comme à {where}",
    binds="Seuls les mots de la notice engagent ; les notes disent seulement ce qu’ils font. Version {version}.",
    questions=typeset("Questions : {contact}"),
    unaccounted="Rien dans les règles ne parle de cette phrase.",
    silence="La notice ne le dit pas.",
    parts={
        "who": "Qui", "what": "Quelles données", "why": "Pour quoi faire", "with": "Avec qui",
        "how-long": "Combien de temps", "rights": "Vos droits", "choices": "Vos choix", "contact": "Contact",
    },
    note=typeset("{lead} : {text}"),
    naming={
        "data": "données : {names}", "parties": "personnes et organismes : {names}", "purposes": "finalités : {names}",
        "subjects": "personnes concernées : {names}",
    },
)  # fmt: skip
