"""What does a clause say that the organisation does not do, how far, and with which exceptions?

A prohibition is drafted from a denied verb, and from nothing else: a sentence with a `not` in it may deny a cost, a
duty or a guarantee, and forbids nothing by that. Rules:

1. A denial is `not`, `never`, `nor`, ... before a verb of the table, with nothing between them but auxiliaries, adverbs
   and verbs that are denied with it (`do not sell, rent or share`); or a subject that is nobody or nothing (`no details
   are passed on`), or an object that is (`we collect no health data`).
2. It reaches as far as its part of the sentence. What is said beyond `;`, or `, but we ...`, is said by itself.
3. What the reader is told to leave, what others may not do, and what cookies do not hold, is no promise of the
   organisation's practice.
4. `Unless`, `except`, `without`, `other than` take something out: consent and law stay as conditions that lift the
   prohibition; `except as described here` leaves nothing of it, since what a notice does not describe is denied anyway;
   what else is named there is permitted, and then nothing is forbidden.
5. A denial under a condition (`if you opt out, we do not ...`), of other uses (`for no other purpose`), or of more than
   is needed, forbids nothing by itself.

What it leaves out: whom and what it reaches; that is the slots within `at`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.notice.lexicon import word_set
from troth.policy.model import Condition
from troth.reading.asides import asides_of
from troth.reading.drafting.acting import act_of, is_base
from troth.reading.drafting.exceptions import EXCEPTION, conditions_of_lead, exceptions
from troth.reading.model import Span
from troth.reading.tokens import tokens_of
from troth.words import Act

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.reading.tokens import Token


class Force(StrEnum):
    """What a denial makes: a prohibition; a note, because it binds nobody here; or less than a prohibition."""

    FORBIDS = "forbids"
    CLOSES = "closes"
    CONDITIONAL = "conditional"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Denial:
    """What is denied. `at` is its part of the clause, `tail` what stands behind its exception word there."""

    acts: tuple[Act, ...]
    force: Force
    at: Span
    tail: Span | None = None
    if_: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    to_reader: bool = False


_TO_YOU = word_set("send sent email e-mail call text contact mail sends sending emails calls texts contacts calling")
_WITH_OBJECT = word_set("give gives given provide provides provided hand hands pass passes send get gets got ask hold")
_FILL = word_set(
    "get gets getting and or nor either both also even ever then be been being is are was were am will would "
    "shall should do does did we "
    "our have has had to want intend plan seek try attempt wish going otherwise currently in any way at all at "
    "present "
    "under circumstances case no can could may might by us itself ourselves it they themselves too , / and/or"
)
_PARTICLES = word_set("on over out away along up off")
_NOT = re.compile(
    r"\b(?:not(?! (?:only|just|merely|necessarily|always|limited|later|less)\b)|never|nor|neither|no longer|cannot|"
    r"under no circumstances|in no (?:case|event|circumstances|way)|at no (?:time|moment|point)|by no means|"
    r"(?:refrains?|abstains?) from)\b|(?<=[a-z])n't\b"
)
_MAY_NOT = re.compile(r"\b(?:may|might|need) $")
_INFINITIVE = re.compile(r" to \w")
_PLEDGED = re.compile(
    r"\b(?:agree|promise|commit|undertake|pledge|bound|policy|obliged|required|take care|careful)\w*(?: ourselves)? $"
)
_RELATIVE = re.compile(
    r"\b(?:that|which|whom|what|if|where|when|because|to|whether) (?:we|our \w+)?(?: ?(?:do|does|did|have|has|"
    r"will|can))?\W?$"
)
_NOBODY = re.compile(r"\b(?:no|none of|nothing|neither|nobody|no one|no-one|not one|not any)\b(?! (?:longer|matter))")
_NO_OBJECT = re.compile(
    r"\b(?:no one|no-one|nobody|nothing|none|neither|no)\b(?! (?:longer|later|more|other|further|purposes?|guarantee|"
    r"charge|cost|fee|responsibility|control|obligation|liability|idea|doubt|way|matter|time|reason|decision))"
)
_DATA = re.compile(
    r"\b(?:information|data|details?|address(?:es)?|numbers?|names?|records?|content|contents|messages?|lists?|"
    r"identifiers?|recordings?|files?|pictures?|images?|photo\w*|passwords?|locations?|history|it|them|this|"
    r"these|that|"
    r"those|any|anything|anyone|what|whatever|everything|nothing|none|cards?|mails?|posts?|recordings|notes|"
    r"template\w*|"
    r"phi|cpni)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:other|another|further|additional|new|different|unrelated|incompatible) (?:\w+ ){0,2}(?:purposes?|uses?|"
    r"reasons?|ways?|ends?|aims?|things?)\b|\banything (?:else|other|but)\b|\bany purposes? (?:other|except|but)\b|"
    r"\belsewhere\b|\banyone else\b|\bmore\b[^.;]{0,40}\bthan\b|\blonger\b(?<!no longer)|\bbeyond\b|"
    r"\boutside (?:of )?(?:this|the purposes?)\b|"
    r"\bexcessive\b|\bunnecessar\w+|\bin a (?:way|manner) (?:that is )?incompatible\b|\bunlawful\w*\b"
)
_HEDGED = re.compile(
    r"\b(?:as a (?:rule|principle|general rule)|in principle|in general|generally|normally|usually|typically|"
    r"ordinarily|"
    r"in the (?:normal|ordinary) course|as far as (?:possible|we can)|in most cases|where possible|by default)\b"
)
_READER = re.compile(
    r"\b(?:you|whoever|anybody|those who|users?|visitors|customers|members|patients|players|parents?|children|"
    r"minors|subscribers|anyone|people)"
    r"(?: (?:\w+ly|may|can|must|should|could|need|do|does|are|will|would|have|had|to|ca|wo|is|were|was))*\W*$"
)
_OTHERS = re.compile(
    r"\b(?:they|them|third part(?:y|ies)|compan(?:y|ies)|partners?|providers?|vendors?|contractors?|processors?|"
    r"sub-?processors?|recipients?|advertisers?|affiliates?|networks?|suppliers?|agents?|associates|clients?|"
    r"cookies?|beacons?|pixels?|"
    r"technolog(?:y|ies)|files?|banners?|who|which|that|contracts?|agreements?|laws?|polic(?:y|ies)|notice|"
    r"statement|terms|section|part)"
    r"(?: (?:\w+ly|may|can|must|should|could|do|does|are|will|would|have|has|shall|is|ca|wo|also|was|were|been|"
    r"had|be))*\W*$"
)
_OF_THE_ORGANISATION = re.compile(
    r"\b(?:we|us|our (?:company|group|site|website|app|stores?|staff|cameras?|shop|team))\b"
)
_OUR_POLICY = re.compile(r"\bour (?:\w+ )?(?:policy|practice|rule|principle)\b[^.;]{0,20}$")
_IMPERATIVE = re.compile(r"(?:^|\b(?:so|please|and|but|also|therefore)|,)\W*(?:do ?)?$")
_WE_GO_ON = re.compile(r"\bwe (?!ask|urge|advise|recommend|request|remind|suggest|encourage|want|would)\w+\b")
_THEN = re.compile(
    r"\bthen\b|\bin (?:that|this|such|which) (?:a )?(?:case|context|connection)\b|\bin the process\b|"
    r"\bin doing so\b|\bfrom then on\b|\bthereafter\b|\bafterwards\b|\bif so\b"
)
_CONDITION = re.compile(
    r"^\W*(?:if|when|whenever|where|should|once|after|as long as|while|in case)\b(?! (?:required|permitted|"
    r"allowed) by)"
)
_BEHIND_CONDITION = re.compile(r"\b(?<!even )(?:if|when|whenever|while|as long as|so long as|once|where)\b")
_LEFT_END = re.compile(r"[;:]|, (?:and|but|though|however|yet)\b|\bbut\b|\bhowever,?| - |\band (?=we|they|it|our)")
_RIGHT_END = re.compile(
    r";|:(?! ?$)|, (?:but|though|however|yet|although|nor do|instead|we|our|you|so)\b|\bbut (?!only|if|not)|"
    r"\bhowever\b| - |"
    r",? and (?=we (?!do not|don't|never|will not|won't)|they|our|you|it (?:is|will|may)|(?:this|these|such)\b)"
)
_MONEY = re.compile(r"\b(?:for|in exchange for|in return for) (?:money|cash|monetary|payment|valuable|profit|a fee)\b")


def denial_of(plain_text: str, lead: str = "") -> Denial | None:
    """What a clause denies; `lead` is the plain text of its lead-in, empty where it has none."""
    if lead and _leads_to_denial(lead):
        shift = len("not ")
        found = _in(f"not {plain_text}", of_lead=True)
        if found is None:
            return None
        tail = None if found.tail is None else Span(max(0, found.tail.start - shift), found.tail.end - shift)
        unless = tuple(dict.fromkeys((*conditions_of_lead(lead), *found.unless)))
        return Denial(found.acts, found.force, Span(0, len(plain_text)), tail, found.if_, unless)
    found = _in(plain_text)
    if found is None and lead:
        led = _in(lead.rstrip(" :"))
        if led is not None:
            return Denial(led.acts, led.force, Span(0, len(plain_text)), None, led.if_, led.unless, led.to_reader)
    return found


def _leads_to_denial(lead: str) -> bool:
    """`We will never:`, `We do not do the following unless you agree:`: the verbs are those of the items."""
    match = _NOT.search(lead)
    if match is None or _READER.search(lead[: match.start()]):
        return False
    rest = EXCEPTION.split(lead[match.end() :])[0]
    return re.fullmatch(r"\W*(?:(?:\w+ly|do|any of|of|the following|these|things|ever|to|be)\W*)*", rest) is not None


def _in(text: str, *, of_lead: bool = False) -> Denial | None:
    blank = without_asides(text)
    found = list(_denied(blank, text))
    if not found:
        return None
    acts = tuple(dict.fromkeys(act for _, each in found for act in each))
    first = found[0][0]
    at = _part(text, first)
    part = text[at.start : at.end]
    force, to_reader = _force(text, blank, first, at, of_lead=of_lead)
    unless, tail, described = exceptions(text, first, at)
    if force is Force.FORBIDS and (described or _OTHERWISE.search(part) or _HEDGED.search(text[: at.end])):
        force = Force.CLOSES
    if_: tuple[Condition, ...] = ()
    if _MONEY.search(part) and {Act.SELL, Act.SHARE} & set(acts):
        # To pass on for money is to sell; the sale in the sense of a law, for any benefit, is not denied by that.
        acts = tuple(dict.fromkeys(Act.SELL if act is Act.SHARE else act for act in acts))
        if_ = (Condition("consideration", ("money",)),)
    return Denial(acts, force, at, tail, if_, unless, to_reader)


def _force(text: str, blank: str, first: int, at: Span, *, of_lead: bool) -> tuple[Force, bool]:
    """What the denial that begins at a place makes, and whether it asks something of the reader (rules 3 and 5)."""
    before = text[at.start : first]
    if of_lead:
        return Force.FORBIDS, False
    if _CONDITION.match(text[at.start :]) and blank[at.start : first].strip() != before.strip():
        return Force.CONDITIONAL, False
    told = _IMPERATIVE.search(before) and _is_told(text, first) and not _WE_GO_ON.search(text[:first])
    if _READER.search(before) or told:
        return Force.OTHERS, True
    if _OTHERS.search(before) and not _OF_THE_ORGANISATION.search(before[-24:]) and not _OUR_POLICY.search(before):
        return Force.OTHERS, False
    if _THEN.search(text[: at.end]):
        return Force.CONDITIONAL, False
    behind = EXCEPTION.split(text[first : at.end])[0]
    return (Force.CONDITIONAL if _BEHIND_CONDITION.search(behind) else Force.FORBIDS), False


def _is_told(text: str, first: int) -> bool:
    """`Do not send`, `never include`: a bare denial before a base form speaks to the reader."""
    told = re.match(r"(?:never|not|n't) (?:ever )?(\w+)", text[first:])
    return told is not None and is_base(told[1])


def without_asides(text: str) -> str:
    """The text with its conditions and remarks in brackets blanked; ranges stay as they are."""
    blank = _INSERTED.sub(lambda match: " " * len(match[0]), text)
    for aside in asides_of(text):
        blank = blank[: aside.start] + " " * (aside.end - aside.start) + blank[aside.end :]
    return blank


def _denied(text: str, whole: str) -> Iterator[tuple[int, tuple[Act, ...]]]:
    """Where denials begin, and which acts they deny (rule 1); `whole` is the text with its conditions."""
    tokens = tokens_of(text)
    for match in _NOT.finditer(text):
        acts = _behind(text, tokens, match.end()) if _denies(text, whole, match) else ()
        if acts:
            yield match.start(), acts
    yield from _said_with_nouns(text)
    for match in _NOBODY.finditer(text):
        acts = _of_nobody(text, tokens, match)
        if acts:
            yield match.start(), acts
    for place, token in enumerate(tokens):
        act = act_of(token.word)
        if act is not None and token.word != "leave" and _has_no_object(text, tokens, place):
            yield token.start, (Act.SHARE if _RECEIVED.search(text[: token.end]) else act,)


def _denies(text: str, whole: str, match: re.Match[str]) -> bool:
    """Whether a `not` can deny a practice; those of `direct us not to sell`, `data that we do not need` cannot."""
    before = text[: match.start()]
    if _MAY_NOT.search(before) and not EXCEPTION.search(whole, match.end()):
        return False
    if _INFINITIVE.match(text, match.end()) and not _PLEDGED.search(before):
        return False
    return _RELATIVE.search(before) is None


def _said_with_nouns(text: str) -> Iterator[tuple[int, tuple[Act, ...]]]:
    """`A disclosure does not take place`, `third parties receive no data from us`."""
    for match in _NOT_RECEIVED.finditer(text):
        yield match.start(), (Act.SHARE,)
    for match in _TAKES_PLACE.finditer(text):
        if bool(match["no"]) != bool(re.search(r"not|n't|never", match["verb"])):
            yield match.start(), (_NOUNS[match["noun"]],)


_NOUNS = {
    "disclosure": Act.SHARE, "passing on": Act.SHARE, "transmission": Act.SHARE, "sharing": Act.SHARE, "sale": Act.SELL,
    "selling": Act.SELL, "transfer": Act.TRANSFER, "merging": Act.COMBINE, "combination": Act.COMBINE,
    "collection": Act.COLLECT, "storage": Act.STORE, "recording": Act.COLLECT, "publication": Act.PUBLISH,
}  # fmt: skip
_TAKES_PLACE = re.compile(
    rf"\b(?:(?P<no>no)|an?|the|any|such an?|such) (?:\w+ )?(?P<noun>{'|'.join(_NOUNS)})\b[^.;]{{0,90}}?"
    r"\b(?P<verb>(?:does|do|did|will|shall|would)(?: not|n't)|never|takes|occurs|happens|will) ?(?:take place|"
    r"place|occur|happen|be made)?\b"
)
_NOT_RECEIVED = re.compile(
    r"\b(?:third part(?:y|ies)|others|outsiders|advertisers|partners|strangers|nobody else|other compan(?:y|"
    r"ies))\b[^.,;]{0,20}"
    r"\b(?:not|never|n't)\b (?:\w+ly )?(?:receive|get|obtain|see|gain access|have access)\b"
)
_INSERTED = re.compile(r"(?<=\bnot),? (?:without|except|unless)[^,;.]{2,80},")
_RECEIVED = re.compile(
    r"\b(?:strangers|third parties|others|nobody|outsiders|companies) (?:\w+ )?(?:receive|get|obtain)s?$"
)


def _behind(text: str, tokens: Sequence[Token], start: int) -> tuple[Act, ...]:
    """The acts of the verbs that stand behind a denial, with what `or` joins to them."""
    found: list[Act] = []
    place = next((number for number, token in enumerate(tokens) if token.start >= start), len(tokens))
    while place < len(tokens):
        word = tokens[place].word
        act = act_of(word)
        if word in ("make", "made", "makes", "making") and re.match(
            r"[^,;.]{0,60}\bavailable to\b", text[tokens[place].end :]
        ):
            act = Act.SHARE
        if act is not None and _takes(text, tokens, place):
            found.append(act)
        elif word not in _FILL and word not in _PARTICLES and not word.endswith("ly"):
            break
        place += 1
    if found:
        end = _part(text, start).end
        found += [act for act in _joined_by_or(text, tokens, place, end) if act not in found]
    return tuple(dict.fromkeys(found))


def _joined_by_or(text: str, tokens: Sequence[Token], place: int, end: int) -> Iterator[Act]:
    """`sell your data or share it`: verbs behind `or` and `nor`, up to the end of the part."""
    for number in range(place, len(tokens) - 1):
        if tokens[number].start >= end or EXCEPTION.match(text, tokens[number].start):
            return
        if tokens[number].word in ("or", "nor"):
            after = number + 1
            while after < len(tokens) - 1 and (tokens[after].word.endswith("ly") or tokens[after].word in ("do", "we")):
                after += 1
            act = act_of(tokens[after].word)
            if act is not None and is_base(tokens[after].word) and _takes(text, tokens, after):
                yield act


def _takes(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether what a verb takes can be data: `give you`, `provide a service` deny no practice."""
    word, end = tokens[place].word, tokens[place].end
    following = tokens[place + 1].word if place + 1 < len(tokens) else ""
    if word.startswith("ask"):
        return re.match(r" (?:you )?(?:for|to (?:give|provide|enter|tell))\b", text[end:]) is not None
    if word in _TO_YOU:
        return following in ("you", "your", "any", "marketing", "newsletters", "unsolicited", "promotional", "to") or (
            word in ("send", "sent", "sends", "sending") and _DATA.search(text[end : end + 60]) is not None
        )
    if following in ("you", "us") and word != "contact":
        return False
    passive = word.endswith(("ed", "en", "ld", "pt", "nt")) and place > 0 and tokens[place - 1].word in _FILL
    if passive or word.endswith("ing"):
        return True
    return _DATA.search(text[end : end + 80]) is not None or not text[end:].strip(" .!") or word not in _WITH_OBJECT


def _of_nobody(text: str, tokens: Sequence[Token], match: re.Match[str]) -> tuple[Act, ...]:
    """`No details are passed on`, `nothing is sold`, `nobody else receives your data`, `none of it will be shared`."""
    opened = text[: match.start()].rstrip()
    if opened and opened[-1] not in ",;:-.|" and not re.search(r"\b(?:and|but|or|that|therefore)$", opened):
        return ()
    end = _part(text, match.end()).end
    rest = text[match.end() : end]
    verb = re.search(r"\b(?:is|are|was|were|be|been|gets?|being)\b", rest)
    if verb is None:
        gets = re.match(r" (?:\w+ ){0,4}?(?:receives?|gets?|sees?|obtains?|has access|have access)\b", rest)
        return (Act.SHARE,) if gets is not None and _DATA.search(rest) and "party" in rest + " party" else ()
    if match[0] == "no" and not _DATA.search(rest[: verb.start()]):
        return ()
    return _behind(text, tokens, match.end() + verb.end())


def _has_no_object(text: str, tokens: Sequence[Token], place: int) -> bool:
    """`Collects no health data`, `share it with nobody`, `sold none`."""
    behind = text[tokens[place].end :]
    near = re.match(rf"(?: (?:\w+ly|absolutely))?\W+{_NO_OBJECT.pattern}", behind)
    if near is not None:
        return True
    return (
        re.match(
            r"(?:[^,;.:]{1,60})? (?:with|to) (?:nobody|no one|no-one|no third part\w+|no other compan\w+)\b", behind
        )
        is not None
    )


def _part(text: str, at: int) -> Span:
    """The part of a sentence that a place lies in (rule 2); a row of a table is one."""
    if " | " in text:
        return Span(0, len(text))
    start = 0
    for match in _LEFT_END.finditer(text, 0, at):
        start = match.end()
    end = _RIGHT_END.search(text, at)
    return Span(start, end.start() if end else len(text))
