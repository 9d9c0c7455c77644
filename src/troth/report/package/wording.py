"""Which words does a package have besides the person's own data?

One set of words a language; a set that lacks one does not type-check. Names of columns and tables are the system's own
and stay as they are; beside them stands what they hold, by the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said in one language. `{}` are filled."""

    lang: str
    title: str
    taken: str
    made: str
    request: str
    version: str
    contents: str
    counts: str
    nothing: str
    elsewhere: str
    why: str
    data: str
    column: str
    holds: str
    empty: str
    purposes: str
    bases: str
    sources: str
    recipients: str
    kept: str
    automated: str
    clauses: str
    unstated: str
    files: str
    rights: str


EN = Words(
    lang="en",
    title="Your data at {}",
    taken="Data to take with you, from {}",
    made="Made on {}",
    request="Request {}",
    version="Under the privacy notice of version {}",
    contents="Contents",
    counts="{} rows in {} tables",
    nothing="Nothing about you was found in the systems that were searched.",
    elsewhere="For these organisations data about you are held on their behalf. Your request was handed on to them, and"
    " they answer for it:",
    why="What your data are used for",
    data="The data",
    column="Field",
    holds="holds {}",
    empty="empty",
    purposes="Used for",
    bases="Legal basis",
    sources="Comes from",
    recipients="Given to",
    kept="Kept for",
    automated="Decided by machine",
    clauses="notice, {}",
    unstated="The notice does not say.",
    files="Beside this index lie the same data for programs: data.json, and a CSV file for each table.",
    rights="You can have data corrected or erased, object to their use, restrict it, and complain to a supervisory"
    " authority.",
)

FR = Words(
    lang="fr",
    title="Vos données chez {}",
    taken="Données à emporter, de {}",
    made="Établi le {}",
    request="Demande {}",
    version="Selon la notice de confidentialité, version {}",
    contents="Sommaire",
    counts="{} lignes dans {} tables",
    nothing="Rien à votre sujet n’a été trouvé dans les systèmes consultés.",
    elsewhere="Pour ces organismes, des données vous concernant sont détenues en leur nom. Votre demande leur a été"
    " transmise, et ils y répondent :",
    why="À quoi servent vos données",
    data="Les données",
    column="Champ",
    holds="contient {}",
    empty="vide",
    purposes="Utilisées pour",
    bases="Base juridique",
    sources="Proviennent de",
    recipients="Communiquées à",
    kept="Conservées pendant",
    automated="Décidé par une machine",
    clauses="notice, {}",
    unstated="La notice ne le dit pas.",
    files="À côté de cet index se trouvent les mêmes données pour les programmes : data.json, et un fichier CSV par"
    " table.",
    rights="Vous pouvez faire rectifier ou effacer des données, vous opposer à leur usage, le limiter, et introduire"
    " une réclamation auprès d’une autorité de contrôle.",
)

DE = Words(
    lang="de",
    title="Ihre Daten bei {}",
    taken="Daten zum Mitnehmen, von {}",
    made="Erstellt am {}",
    request="Antrag {}",
    version="Nach der Datenschutzerklärung, Fassung {}",
    contents="Inhalt",
    counts="{} Zeilen in {} Tabellen",
    nothing="In den durchsuchten Systemen wurde nichts über Sie gefunden.",
    elsewhere="Für diese Stellen werden Daten über Sie in deren Auftrag gehalten. Ihr Antrag wurde an sie"
    " weitergeleitet; sie antworten darauf:",
    why="Wofür Ihre Daten verwendet werden",
    data="Die Daten",
    column="Feld",
    holds="enthält {}",
    empty="leer",
    purposes="Verwendet für",
    bases="Rechtsgrundlage",
    sources="Stammen von",
    recipients="Weitergegeben an",
    kept="Aufbewahrt für",
    automated="Von einer Maschine entschieden",
    clauses="Erklärung, {}",
    unstated="Die Erklärung sagt es nicht.",
    files="Neben diesem Verzeichnis liegen dieselben Daten für Programme: data.json und eine CSV-Datei je Tabelle.",
    rights="Sie können Daten berichtigen oder löschen lassen, ihrer Nutzung widersprechen, sie einschränken lassen und"
    " sich bei einer Aufsichtsbehörde beschweren.",
)

LANGUAGES = {words.lang: words for words in (EN, FR, DE)}


def words_for(language: str) -> Words:
    """The words of a language (`fr`, `fr-CH`); English where there are none."""
    return LANGUAGES.get(language.partition("-")[0].lower(), EN)
