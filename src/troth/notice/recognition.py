"""Is a text a privacy notice, and one that can be read?

1. Its language is the one whose commonest words it holds most of. Only English is read: where another language, or
   another script, prevails, the problem is `notice.not-english`.
2. A notice speaks of personal data and of what is done with them: at least one phrase for the one and one for the
   other, and five of them in a thousand words.
3. It speaks to whom it is about: `we` and `you`, or the company that `collects`. A report about a notice does not; nor
   does one that says what others said, and whose `we` stands in quotes only.
4. It is written in sentences: not in braces and signs, as a program is.
5. What falls short is `notice.no-notice`: a recipe, a report, terms of service that say nothing of data.

What it leaves out: whether the notice is good, complete, or the one that was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.errors import Place, Problem
from troth.notice.lexicon import word_set
from troth.notice.model import ClauseRole

if TYPE_CHECKING:
    from troth.notice.model import Notice

_LANGUAGES = {
    "English": word_set("the of and to in that is we you your our for this with are be by may or from not have it"),
    "German": word_set("der die das und ist nicht wir sie ihre ihrer uns für von mit zu den auf eine werden wird oder"),
    "French": word_set("le la les des et est nous vous vos votre nos pour dans que une sur par avec du ou au aux sont"),
    "Spanish": word_set("el la los las de y es que nos su sus para con una por en del se o como al nuestra nuestro"),
    "Italian": word_set("il la gli le di e che per con una nel della dei del sono non si o su al nostro vostri suoi"),
    "Dutch": word_set("de het een en van is niet wij u uw onze voor met dat te zijn op worden wordt of bij aan ons"),
    "Portuguese": word_set("o a os as de e que do da dos das para com uma por em não nós seus suas ou ao nosso nossa"),
    "Polish": word_set("i w na z do nie jest się oraz przez które dla są lub od o po że danych państwa nasze"),
}
_WORD = re.compile(r"[^\W\d_]+")
_NOUN = (
    r"(?:personal(?:ly)?[- ](?:identif\w+ )?(?:data|information)|data|information|cookies|"
    r"your (?:\w+ )?(?:names?|e-?mail|address|(?:tele)?phone))"
)
_DATA = re.compile(
    r"\b(?:personal(?:ly)?[- ](?:identif\w+ )?(?:data|information|details)|personally[- ]identifiable|"
    r"(?:your|their) (?:\w+ )?(?:data|information|privacy|names?|e-?mail|address|(?:tele)?phone)|"
    r"information (?:about|from|that identifies) you|(?:data|information) (?:that )?(?:we|you)|cookies|"
    r"privacy (?:policy|notice|statement|rights|practices)|data (?:subjects?|protection|controller|processor)|"
    r"ip address(?:es)?)\b",
    re.IGNORECASE,
)
_VERB = (
    r"(?:collect|process|us|shar|disclos|retain|stor|sell|sold|keep|kept|transfer|access|eras|delet|provid|gather|track|"
    r"protect|hold|held)\w*"
)
_ACT = re.compile(
    rf"\b{_VERB}\W+(?:\w+\W+){{0,6}}?{_NOUN}\b|"
    rf"\b{_NOUN}\W+(?:\w+\W+){{0,4}}?(?:is|are|be|was|were|we)\W+(?:\w+\W+){{0,2}}?{_VERB}",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:said|told|announced|spokes(?:man|woman|person)|fined|according to (?:the|a) (?:report|study|"
    r"regulator|authority|company))\b",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[\"\u201c][^\"\u201c\u201d]{10,400}[\"\u201d]")
_REPORTS = 2
_CODE = re.compile(r"[{}<>=;\[\]]")
_PER_CODE = 50
"""Characters: where more than one in so many is a sign of programs, it is one. Notices have one in a thousand."""
_OURS = word_set("we our us ours")
_YOURS = word_set("you your yours user users customer customers visitor visitors")
_SHARE_OF_VOICE, _PER_THOUSAND = 0.02, 5
_ENOUGH_WORDS = 15
_ENGLISH_SHARE = 0.08
_LONGEST_LOOKED_AT = 60_000
"""Words: a text that has not begun to be a notice by then is none."""


def reads_as_notice(notice: Notice) -> Problem | None:
    """What speaks against reading the text as a privacy notice; None where nothing does."""
    words: list[str] = []
    texts: list[str] = []
    for clause in notice.clauses:
        if clause.role is not ClauseRole.PROVENANCE and len(words) < _LONGEST_LOOKED_AT:
            text = clause.text[:20_000]
            words += [word.casefold() for word in _WORD.findall(text)]
            texts.append(text)
    language = _language(words)
    if language != "English":
        other = f"in {language}" if language else "in another language"
        return Problem(
            Place(notice.name),
            "notice.not-english",
            f"the text is not English: it seems to be {other}",
            "give the notice's English version; the same clauses in another language have no rules yet",
        )
    why = _missing(words, texts)
    if not why:
        return None
    return Problem(
        Place(notice.name),
        "notice.no-notice",
        f"the text does not read as a privacy notice: {why}",
        "give the page or file that says what is done with personal data; links to it stand at the foot of most sites",
    )


def _language(words: list[str]) -> str:
    """The language whose commonest words prevail; empty where it is one of another script, English where unsure."""
    if len(words) < _ENOUGH_WORDS:
        return "English"
    latin = sum(word[0] < "\u0250" for word in words)
    if 2 * latin < len(words):
        return ""
    counts = {language: sum(word in common for word in words) for language, common in _LANGUAGES.items()}
    best = max(counts, key=lambda language: counts[language])
    if counts["English"] >= _ENGLISH_SHARE * len(words) and 2 * counts["English"] >= counts[best]:
        return "English"
    return best if counts[best] > 2 * counts["English"] else "English"


def _missing(words: list[str], texts: list[str]) -> str:
    """What the text lacks of a notice; empty where it lacks nothing."""
    data = sum(1 for text in texts for _ in _DATA.finditer(text))
    acts = sum(1 for text in texts for _ in _ACT.finditer(text))
    if not data:
        return "it does not speak of personal data"
    if _PER_CODE * sum(len(_CODE.findall(text)) for text in texts) > sum(map(len, texts)):
        return "it is written as a program is, not in sentences"
    if not acts:
        return "it does not say what is done with personal data"
    if 1000 * (data + acts) < _PER_THOUSAND * len(words):
        return "it hardly speaks of personal data"
    ours, yours = sum(word in _OURS for word in words), sum(word in _YOURS for word in words)
    if ours + yours < _SHARE_OF_VOICE * len(words) or not yours:
        return "it speaks about a notice or about data, and not to whom the data belong"
    if sum(len(_REPORTED.findall(text)) for text in texts) >= _REPORTS and not _speaks_itself(texts):
        return "it reports what others said and did with data"
    return ""


def _speaks_itself(texts: list[str]) -> bool:
    """Whether it says `we` outside of quotes."""
    return any(word.casefold() in _OURS for text in texts for word in _WORD.findall(_QUOTE.sub(" ", text)))
