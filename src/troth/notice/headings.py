"""Does a line or a first sentence read as a heading, although no markup says so?

Rules for a line of its own (`reads_as_heading`), in order:

1. A heading is short, has no comma or semicolon at its end, no address in it, and is not `label: value`, unless the
   label numbers a part (`Part Two: Our website`). A bold line that only dates the text is none.
2. A question is one; so is a line in capitals; so is a line that opens with `How we ...`.
3. A line without a finite auxiliary verb that opens neither with a pronoun or article nor with a request to the reader
   is one, where it ends without a stop. Where it ends with a full stop, its words must besides be capitalised as in a
   title, or it must open with a gerund, or with a noun that a preposition or `we`, `you` follows.

Rules for the first sentence of a paragraph or list item (`reads_as_run_in`): at most eight words, capitalised as in a
title or in capitals, no finite verb, and it stops.

The rules know English. A notice in another language is headed by its markup, or not at all.
"""

from __future__ import annotations

import re

from troth.notice.lexicon import word_set

_WORDS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")  # noqa: RUF001 -- the curly apostrophe is meant
_ASKS = word_set("how what who why which where when")
_FINITE = word_set(
    "am is are was were be been will would shall should may might can could must has have had do does did "
    "don't doesn't won't can't cannot isn't aren't"
)
_SUBJECTS = word_set(
    "i we you he she it they this that these those the a an if when where while as by in on at for with from to "
    "any all each every some such no there here please not once until unless because although and or but"
)
_REQUESTS = word_set(
    "learn click see visit read contact please call email write note remember check download review send go "
    "follow find press tap get let submit ask enter choose select back return"
)
_EXCLAIMS = word_set("yes no ok okay note please thanks never always sometimes important welcome hello")
_LINKS = word_set("of about for regarding concerning we you they")
_ADDRESS = re.compile(r"@|https?:|www\.|\d{4,}")
_OPENING = "\"'(“‘"  # noqa: RUF001 -- quotes are meant
_LABELLED = re.compile(r":\s*\S")
_NUMBERED_PART = re.compile(
    r"(?:part|section|chapter|article|appendix|annex|schedule|title) (?:\w+|[\d.]+) ?:", re.IGNORECASE
)
_DATED = re.compile(
    r"\W*(?:last|effective|latest|version|dated?|valid|issued|published|updated|revised|rev)\b[^:]{0,40}[\s:.,]"
    r"[^:]{0,20}\b(?:(?:19|20)\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\W*",
    re.IGNORECASE,
)
"""A line that only dates the text."""
_LONGEST_LINE, _LONGEST_RUN_IN, _LONGEST_CAPITALS = 14, 8, 25
_SHORT = 4
"""Letters: a shorter word may stand in lower case in a title."""
_MINOR = word_set("with from into onto over upon about under between through without your their that")
"""Longer words that may, too."""


def words_of(text: str) -> list[str]:
    """The words of a line, in order, as written."""
    return _WORDS.findall(text)


def is_title_case(words: list[str]) -> bool:
    """Whether the words are capitalised as in a title: the first, and every other one of four letters or more."""
    if not words or not words[0][0].isupper():
        return False
    return all(word[0].isupper() or len(word) < _SHORT or word in _MINOR for word in words[1:]) and (
        len(words) == 1 or sum(word[0].isupper() for word in words) * 2 >= len(words)
    )


def has_finite_verb(words: list[str]) -> bool:
    """Whether an auxiliary says that the words are a sentence."""
    return any(word.casefold().replace("’", "'") in _FINITE for word in words)  # noqa: RUF001 -- an apostrophe


def reads_as_heading(text: str) -> bool:
    """Rules 1 to 3 for a line that stands by itself; a final colon is left to the caller."""
    text = text.strip()
    words = words_of(text)
    if not words or text[-1] in ",;–—-" or _ADDRESS.search(text):  # noqa: RUF001 -- dashes
        return False
    if _LABELLED.search(text) and not _NUMBERED_PART.match(text):
        return False
    if _is_in_capitals(text, words):
        return True
    if len(words) > _LONGEST_LINE or not (text[0].isalnum() or text[0] in _OPENING) or words[0][0].islower():
        return False
    if text[-1] == "?":
        return True
    if words[0].casefold() in _ASKS:
        return "," not in text and not _has_main_clause(words)
    if _opens_a_sentence(words) or text[0].isdigit():
        return False
    return text[-1] not in ".!?" or _is_nominal(words)


def _is_in_capitals(text: str, words: list[str]) -> bool:
    letters = sum(map(len, words))
    return len(words) <= _LONGEST_CAPITALS and text.upper() == text and text.lower() != text and letters > _SHORT


def _opens_a_sentence(words: list[str]) -> bool:
    first = words[0].casefold()
    asks = first in _REQUESTS and not (len(words) > 1 and is_title_case(words))
    return first in _SUBJECTS or asks or has_finite_verb(words)


def _has_main_clause(words: list[str]) -> bool:
    """`How we use data` is a heading; `What we do is our business` has a verb of its own behind the question."""
    folded = [word.casefold() for word in words]
    subject = next((i for i, word in enumerate(folded) if word in ("we", "you", "they", "it")), len(folded))
    return any(word in _FINITE for word in folded[subject + 2 :]) or folded[0] in ("when", "where")


def _is_nominal(words: list[str]) -> bool:
    """A noun phrase or a gerund with a full stop behind it."""
    if is_title_case(words):
        return True
    links = [word.casefold() in _LINKS for word in words[1:3]]
    is_verb = len(words) > 1 and words[1].endswith("s")  # `Acme prints for us.` is a sentence
    return words[0].endswith("ing") or any(links[:1]) or (any(links[1:]) and not is_verb)


def reads_as_run_in(sentence: str) -> bool:
    """Whether the first sentence of a paragraph is a heading run into it."""
    words = words_of(sentence)
    if not 0 < len(words) <= _LONGEST_RUN_IN or sentence.rstrip()[-1] not in ".:" or "," in sentence:
        return False
    first = words[0].casefold()
    if _is_in_capitals(sentence, words) and len(words) > 1:
        return not has_finite_verb(words) and not _ADDRESS.search(sentence)
    if first in _SUBJECTS or first in _REQUESTS or first in _EXCLAIMS:
        return False
    return is_title_case(words) and not has_finite_verb(words) and not _ADDRESS.search(sentence)


def asks_or_shouts(text: str) -> bool:
    """Whether a line would be a heading wherever it stood: a question, or one in capitals."""
    words = words_of(text)
    return bool(words) and (text.rstrip()[-1] == "?" or words[0].casefold() in _ASKS or text.upper() == text)


def reads_as_bold_heading(text: str) -> bool:
    """Whether a line that is bold from end to end heads what follows, rather than stresses a sentence."""
    words = words_of(text)
    if not words or len(words) > _LONGEST_LINE or text.rstrip()[-1] in ",;" or _DATED.fullmatch(text):
        return False
    if text.rstrip()[-1] in ".!":
        return reads_as_heading(text) or reads_as_run_in(text)
    return text.rstrip()[-1] in ":?" or not _has_subject_and_verb(words)


def _has_subject_and_verb(words: list[str]) -> bool:
    return words[0].casefold() in _SUBJECTS and has_finite_verb(words)
