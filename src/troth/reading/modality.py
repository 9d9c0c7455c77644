"""How far does a clause commit, and whom?

1. What a word means commits to nothing; what the notice covers does. Addresses and pointers elsewhere commit to
   nothing, unless they say where the reader can turn to, or ask something of her.
2. The promise is that of the part of the sentence which speaks of its kind (`troth.reading.parts`), and there of the
   main clause: conditions, remarks in brackets and relative clauses are passed over.
3. The first finite verb of what is left carries it. `may`, `might`, `can`, `could` and a right that is reserved permit;
   everything else says that something is done. A denial of that verb, or of its subject, makes `never`.
4. `We may not` denies nothing: something may stay undone. It does where an exception follows (`may not ... without`),
   and where the reader is told so (`you may not`).
5. What the reader may do, is asked to do or has a right to is `may`, and hers to do.
6. An item without a finite verb of its own commits as its lead-in does, unless it begins with `no` or `never`.

What it leaves out: whether a promise is kept to (`only`): the slots and the frames say what it reaches.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.reading.asides import asides_of
from troth.reading.model import Actor, Doing, Form, Kind
from troth.reading.parts import part_of_kind, parts_of
from troth.reading.verbs import Inflection, verb_forms
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.reading.context import Seen
    from troth.reading.model import Frame, Hit

_READERS_OWN = frozenset(
    {Kind.RIGHT, Kind.CHOICE, Kind.COMPLAINT, Kind.CONTACT, Kind.PUBLIC_FORUM, Kind.AUTOMATED_DECISION}
)

_READER = (
    r"(?:you|yourself|(?:\w+ )?(?:residents|consumers|users|visitors|customers|patients|members|players|"
    r"parents?|guardians?|persons?|children|minors|"
    r"individuals|subscribers|people|applicants|californians|data subjects?|data subject|anyone|either of you))"
)
_VERB = re.compile(
    r"\b(?P<verb>may|might|can|could|will|shall|must|should|would|do|does|did|is|are|was|were|am|have|has|had|"
    r"cannot|can't|"
    r"won't|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|haven't|hasn't|wouldn't|couldn't|shouldn't|mustn't|"
    r"reserves?|(?<=[a-z])'ll|(?<=[a-z])'re|(?<=[a-z])'ve)\b"
    r"(?P<behind>(?: (?:\w+ly|also|only|then|still|therefore|however|even|of course|in no case|"
    r"under no circumstances)\b)*"
    r"(?: (?:not|never|no longer|neither)\b)?)"
)
_PERMITS = frozenset({"may", "might", "can", "could", "reserve", "reserves"})
_OURS = re.compile(
    r"(?:^\W*|[,;:.] |\b(?:and|but|so|then) )(?:we|they|i) (?:(?:also|only|then|always|\w+ly) )*(\w+)\b(?! no\b)"
)
_JOINED = re.compile(r"\b(?:and|but|or) $")
_NOT_PLAIN = frozenset({"let", "reserve", "own"})
_FIRM = frozenset({"will", "shall", "must"})
_DENIES = re.compile(r"n't$|^cannot$")
_DENIED = re.compile(r"\b(?:not|never|neither)\b|\bno longer\b")
_DENIED_SUBJECT = re.compile(
    r"(?:^|[,;:] |\bbut |\band )(?:no|none|nobody|neither|in no case|under no circumstances|at no time|"
    r"nothing)\b[^,;]{0,60}$"
)
_DENIED_BEFORE = re.compile(r"\b(?:never|nor|neither)(?: \w+ly)? ?$")
_PLAIN_DENIAL = re.compile(
    r"\b(?:we|it|they) (?:neither\b|(?:\w+ly )?(?:make|take|have|use|keep|collect|share|store|hold|accept|sell|"
    r"ask for) no\b)|at no (?:moment|time|point) |\b(?:we|it|they|i|who|company|and|or) (?:\w+ly )?never \w+|"
    r"^\W*(?:no|never|not|none of|nothing|nobody|neither)\b|"
    r"\bwe have (?:removed|stopped|ceased|discontinued)\b|\b(?:commit|undertake|promise|agree|pledge)(?:s|"
    r"d)? not to\b"
)
_NO_OBJECT = re.compile(
    r"^(?: \w+){0,2} (?:no|nothing|nobody|neither)\b(?! (?:later|longer than|more than|matter|doubt|fee|cost|charge))"
)
_EXCEPTED = re.compile(r"\b(?:unless|except|without|other than|save)\b")
_RELATIVE = re.compile(r"\b(?:that|which|who|whom|whose|what|how|whether|why)\b[^,;:.]*(?:[,;:.]|$)")
_SHORT_RELATIVE = re.compile(
    r"\b(?:that|which|whom)? ?(?:we|you|they|it) (?:\w+ly )?(?:(?:may|have|will|can|do|are|is|has) )?"
    r"(?!(?:not|never|may|might|can|could|will|would|shall|must|do|does|is|are|have|has|had|be)\b)\w+ "
    r"(?=(?:is|are|was|were|will|may|can|must|shall|cannot|does|do|has|have)\b)"
)
_REASON = re.compile(r"^\W*(?:because|since|as|given that)\b[^,;.]*,")
_REMARK = re.compile(r"\b(?:please )?(?:note|be aware|be advised|remember)(?:, however,)?(?: that)?\b,?")
_SOMETIMES = re.compile(
    r"\b(?:sometimes|occasionally|from time to time|in (?:some|certain|rare) (?:cases|places)|now and then|"
    r"at times)\b"
)
_ONLY_WHO = re.compile(r"^\W*only\b[^.;]*\b(?:may|can)\b|\b(?:may|can) only\b|\bonly be\b")
_QUOTED = re.compile(r"\"[^\"]*\"")
_ONLY_FOR = re.compile(r"\bfor (?:any|no) (?:other )?purposes? (?:other )?than\b|\bno \w+ can\b[^.;]*\bwithout\b")
_CANNOT_BE_EXCLUDED = re.compile(
    r"\bcannot be (?:ruled out|excluded)\b|\b(?:may|might) not (?:always )?be (?:able|possible|available)\b"
)
_NO_LONGER_THAN = re.compile(r"\b(?:no|not|never|nor) (?:be )?(?:\w+ )?longer than\b")
_MEANS = re.compile(
    r"\b(?:means?|we call|refers? to|is defined|are defined|have the meaning|has the meaning|is called)\b"
)
_NOT_COVERED = re.compile(
    r"\b(?:does|do|is|are|shall|will) not (?!only)|\b(?:doesn't|don't|isn't|aren't|leaves? out|exclud\w+)\b"
)
_COVERS = re.compile(
    r"\b(?:notice|policy|policies|statement|page|parts?|sections?|articles?|terms|practices|it|they|this|law|"
    r"document|"
    r"information below|rights below|program|programme|website|standards?)\b[^;]{0,200}?\b(?:cover|appl[iy]|"
    r"describ|explain|"
    r"tell|sets? out|govern|inform|supplement|replac|complet|concern|forms? part|extend|outlin|follow|oblig|"
    r"requir|bind|regulat|summari|has (?:two|three|four) parts|given to you|provides? (?:information|you)|wants? us|"
    r"agreed to|agrees? to|relates? to|deals? with|falls? under)"
)
"""How a notice says what it is about, and what the law has it say."""
_DISOWNED = re.compile(r"\b(?:disclaims?|declines?|den(?:y|ies)|reject)\b[^.;]{0,40}\b(?:responsib|liab)")
_OTHERS_RULE = re.compile(
    r"\b(?:governed by|operated by|run by|subject to|provided (?:solely |only )?(?:as|for|by)|"
    r"own (?:\w+ )?(?:terms|rules|polic(?:y|ies)|notices?|statements?)\b.{0,40}\b(?:appl|govern))"
)
_FOR_MORE = re.compile(
    r"^\W*for (?:more|further|additional|detailed) (?:information|details)\b|^\W*to (?:learn|find out) more\b"
)
_REACHED = re.compile(
    r"\b(?:can|may) (?:also )?be (?:reached|contacted|addressed|sent|directed)\b|\bquestions?\b.{0,40}\b(?:go|may|"
    r"can)\b|"
    r"\b(?:reach|contact|call|write to|e-?mail|message|phone|ring) (?:us|our|him|her|them|me|the|it)\b|"
    r"\b(?:say (?:hi|hello)|drop us|get in touch)\b|\b(?:call|phone|text|dial) [\d+(]|"
    r"^\W*(?:(?:by )?(?:phone|telephone|tel|e-?mail|post|mail|fax|web|online|call|toll[- ]free)\b.{0,30}:|"
    r"[\w.+-]+@[\w.-]+\W*$)"
)
"""What tells the reader where to turn to."""
_OWN_RISK = re.compile(r"\b(?:own|sole) risk\b")
_BUT_WE = re.compile(r"\bbut we\b")
_WITHOUT_IT = re.compile(
    r"\b(?:failing (?:to|this|which)|without (?:it|them|this|these|that|such)|otherwise|if (?:you|they) (?:do not|"
    r"don't|fail to) "
    r"(?:provide|give|supply|enter|fill|tell|submit|send|disclose))\b[^.;]*\b(?:cannot|can't|can not|not be|"
    r"unable to|will not|"
    r"won't|impossible)\b"
)
"""What follows from not giving data: something is not done."""
_SEEN_BY_OTHERS = frozenset({Kind.PUBLIC_FORUM, Kind.SHARING})
_SEEN = re.compile(r"\bcan (?:also )?(?:be )?(?:seen?|viewed?|read)\b")
_REQUESTED = re.compile(
    r"\b(?:we|and|must|to) (?:ask|urge|encourage|request|advise|recommend|invite)s? (?:that )?you (?:to|do|should|"
    r"not)\b"
)
_IMPERATIVE = re.compile(
    r"^\W*(?:(?:simply|just|then|instead|so|and|otherwise|to \w+[^,;:|]{0,60},|\w+ ?(?:\w+ )?:) )?"
    r"(?:contact|write|call|e-?mail|send|visit|click|go|see|use|ask|tap|submit|reply|tell|check|read|adjust|open|"
    r"text|"
    r"switch|turn|change|tick|untick|select|choose|log|sign|follow|set|keep|help|quote|press|fill|complete|return|"
    r"mail|message|update|enable|disable|delete|uninstall|reset|avoid|do not|don't|never|say)"
    r" (?:us|our|your|yourself|it|them|to|that|this|any|at|on|off|up|out|in(?: to)?|for|out|a|an|the (?:form|link|"
    r"button|"
    r"unsubscribe|toggle|switch|settings?|app|page|box|following|field|address|number|instructions)|https?|www|"
    r"settings|"
    r"[\d+(]+|stop|help|hi|hello|privacy|[\w.+-]+@|share|send|give|enter|include|post|use)\b"
)
"""How a sentence begins that asks the reader to do something."""
_ASKED = re.compile(
    r"^\W*(?:please(?! (?:note|allow|remember|be aware))|to (?:opt|stop|exercise|unsubscribe|change|access|"
    r"contact|limit|use|make|do so|submit|request)\b|"
    r"(?:contact|write|call|e-?mail|send|visit|click|go to|see|use|ask|tap|submit|reply|tell|check|read|"
    r"address|adjust|open)\b)|"
    r"\bplease (?!note|be aware|be advised|allow|remember)\w+|, (?:contact|write to|call|e-?mail|send|visit|click|"
    r"go to|use|"
    r"ask|tap|tell|adjust)\b"
)
_GIVEN = re.compile(
    rf"\b{_READER}\b(?:(?!\b(?:we|us|our|they|it)\b)[^.;]){{0,60}}?\b(?:may|can|could|(?:have|has) (?:the |a |"
    rf"certain |"
    rf"these )?(?:\w+ )?(?:rights?|choice|option)|"
    r"(?:are|is) (?:entitled|able|free|welcome|asked|invited)|will be able|should|need to|must|dispose)\b(?! ?not\b)|"
    r"\b(?:right|option|choice|opportunity|ability) (?:to|of)\b|^\W*(?:the |your )?(?:\w+ )?rights?\b|"
    r"\b(?:lets?|allows?|enables?) you\b|\bit (?:suffices|is enough|is sufficient) to\b|"
    r"^\W*you (?:opt|choose|decide|withdraw)\b"
)
_URGED = re.compile(
    rf"^\W*(?:{_READER} (?:\w+ )?(?:may|can|should|are (?:encouraged|free|invited|welcome))\b(?! not\b)|"
    r"please (?!note|be aware|be advised|remember|allow)\w+)|"
    r"\b(?:ask|urge|encourage|request|advise|recommend|invite)s? (?:that )?you (?:to|do|should|not)\b|"
    r"\byou are encouraged\b"
)
_DENIED_ANYWHERE = re.compile(r"\b(?:not|never|no|nor|cannot)\b(?! (?:longer|by (?:this|ours))\b)|n't\b")
_DENIED_READER = re.compile(
    rf"\b{_READER} (?:\w+ ){{0,7}}?(?:cannot|can't|may not|must not|mustn't|should not|shouldn't|will not be able)\b"
)


def commitment(seen: Seen, kinds: tuple[Kind, ...], hits: Sequence[Hit] = ()) -> tuple[Modal | None, Actor]:
    """The modality with which the clause promises, and who does what it says; None where it promises nothing.

    `hits` are the rules that fired on the clause.
    """
    kind = kinds[0] if kinds else None
    main = _main_clause(part_of_kind(seen.plain, [hit for hit in hits if hit.kind is kind]))
    for_reader = _is_for_the_reader(main) or (_is_item(seen) and _is_for_the_reader(seen.lead))
    if kind in (Kind.DEFINITION, Kind.DISCLAIMER):
        return (
            (_of_scope(seen, main), Actor.UNSTATED) if kind is Kind.DEFINITION else (_of_disclaimer(seen), _actor(seen))
        )
    if kind is Kind.THIRD_PARTY_LINK and _is_disowned(seen):
        return Modal.NEVER, Actor.ORGANISATION
    if kind is Kind.THIRD_PARTY_LINK and _FOR_MORE.search(seen.plain):
        return None, Actor.UNSTATED
    if _is_urged(seen, main):
        return Modal.MAY, Actor.SUBJECT
    if kind in (Kind.THIRD_PARTY_LINK, Kind.CONTACT) and not for_reader:
        return _of_pointer(kind, seen, main)
    return _of_reader(kind, seen, main, for_reader=for_reader) or (_of_promise(kind, seen, main), _actor(seen))


def _of_pointer(kind: Kind | None, seen: Seen, main: str) -> tuple[Modal | None, Actor]:
    """Where the reader can turn to, or what holds elsewhere."""
    if kind is Kind.CONTACT:
        return (Modal.MAY, Actor.SUBJECT) if _REACHED.search(seen.plain) else (None, Actor.UNSTATED)
    return (Modal.DOES if _OTHERS_RULE.search(main) else None), Actor.UNSTATED


def _of_reader(kind: Kind | None, seen: Seen, main: str, *, for_reader: bool) -> tuple[Modal, Actor] | None:
    """What the reader may or may not do, and what follows if she does not; None where the organisation promises."""
    if kind is Kind.CHOICE and _WITHOUT_IT.search(seen.plain):
        return Modal.NEVER, _actor(seen)
    if kind in _SEEN_BY_OTHERS and _SEEN.search(main):
        return Modal.DOES, _actor(seen)
    if _DENIED_READER.search(main) and (kind in _READERS_OWN or kind is Kind.CHILDREN):
        return Modal.NEVER, Actor.SUBJECT
    if kind is Kind.RIGHT and any(column.only_answers for column in seen.columns):
        return Modal.MAY, Actor.SUBJECT
    if kind not in _READERS_OWN or not for_reader:
        return None
    # `We will not discriminate` stands among the rights, but is the organisation's denial
    denied = _PLAIN_DENIAL.match(main) is not None and not _is_item(seen)
    return (Modal.NEVER if denied else Modal.MAY), Actor.SUBJECT


def _of_promise(kind: Kind | None, seen: Seen, main: str) -> Modal:
    """What the organisation promises; an item without a verb, what its lead-in does (rule 6)."""
    if kind is Kind.RETENTION and _NO_LONGER_THAN.search(main):
        return Modal.NEVER
    own = _modal_of(main)
    if own is None and _is_item(seen):
        own = _modal_of(_main_clause(seen.lead))
    return own or Modal.DOES


def _is_disowned(seen: Seen) -> bool:
    """Whether the organisation says that it has no part in what others do."""
    main = _main_clause(seen.plain)
    return _DENIED_ANYWHERE.search(main) is not None or _DISOWNED.search(seen.plain) is not None


def _of_disclaimer(seen: Seen) -> Modal:
    """A disclaimer denies where any part of it does."""
    if _OWN_RISK.search(seen.plain):
        return Modal.NEVER
    said = [_modal_of(_main_clause(part)) for part in parts_of(seen.plain)]
    return Modal.NEVER if Modal.NEVER in said else next((modal for modal in said if modal), Modal.DOES)


def _of_scope(seen: Seen, main: str) -> Modal | None:
    """What a notice says of itself and of what it covers; None for what a word means."""
    if _MEANS.search(main) or _BUT_WE.search(seen.plain):
        return None
    if _NOT_COVERED.search(main):
        return Modal.NEVER
    text = f"{seen.lead} {main}" if _is_item(seen) else main
    return Modal.DOES if _COVERS.search(text) else None


def _is_urged(seen: Seen, main: str) -> bool:
    """Whether a sentence asks the reader to do something, or a cell of a table does."""
    if _DENIED_READER.search(main):
        return False
    if _URGED.search(main) or _REQUESTED.search(seen.plain):
        return True
    cells = main.split(" | ") if seen.columns else [main]
    return not _is_item(seen) and any(_IMPERATIVE.match(cell) for cell in cells)


def _main_clause(plain_text: str) -> str:
    """The text without conditions, brackets and relative clauses, as long as anything is left (rule 2)."""
    left = plain_text
    for aside in reversed(asides_of(plain_text)):
        left = f"{left[: aside.start]} {left[aside.end :]}"
    left = _REMARK.sub(" ", _REASON.sub(" ", _QUOTED.sub(" ", left)))
    without = _RELATIVE.sub(_without_relative, _SHORT_RELATIVE.sub("", left))
    return next((text for text in (without, left) if re.search(r"\w{3}", text)), plain_text)


def _without_relative(match: re.Match[str]) -> str:
    """What is left of a relative clause: what stands from its second finite verb on, which is the main clause's."""
    verbs = list(_VERB.finditer(match[0]))
    return match[0][verbs[1].start() :] if len(verbs) > 1 else " "


def _is_for_the_reader(main: str) -> bool:
    """Whether the reader may, can or is asked to do something (rule 5)."""
    return _GIVEN.search(main) is not None or _ASKED.search(main) is not None


def _is_item(seen: Seen) -> bool:
    return bool(seen.lead) and seen.clause.role is not ClauseRole.LEAD_IN


def _modal_of(main: str) -> Modal | None:
    """What the first finite verb promises (rules 3 and 4); None where there is none."""
    if _ONLY_FOR.search(main):
        return Modal.DOES
    if _CANNOT_BE_EXCLUDED.search(main):
        return Modal.MAY
    if _PLAIN_DENIAL.search(main):
        return Modal.NEVER
    match = _VERB.search(main)
    if match is None:
        return Modal.MAY if _SOMETIMES.search(main) else None
    verb = match["verb"]
    before, behind = main[: match.start()], main[match.end() :]
    if _says_plainly(before):
        return Modal.MAY if _SOMETIMES.search(main) else Modal.DOES
    denied = bool(
        _DENIES.search(verb)
        or _DENIED.search(match["behind"])
        or _DENIED_SUBJECT.search(before)
        or _DENIED_BEFORE.search(before)
        or _NO_OBJECT.match(behind)
    )
    if not denied:
        permitted = verb in _PERMITS or (verb not in _FIRM and _SOMETIMES.search(main))
        return Modal.MAY if permitted and not _ONLY_WHO.search(main) else Modal.DOES
    is_readers = re.search(rf"\b{_READER} $", before) is not None
    if verb in ("may", "might", "could") and not is_readers and not _EXCEPTED.search(behind):
        return Modal.MAY
    return Modal.NEVER


def _says_plainly(before: str) -> bool:
    """Whether a verb without an auxiliary carries the promise already: `we check each request and may ask for more`."""
    if _JOINED.search(before):
        return False
    forms = verb_forms()
    for match in _OURS.finditer(before):
        form = forms.get(match[1])
        if form is not None and Inflection.BASE in form.inflections and form.lemma not in _NOT_PLAIN:
            return True
    return False


def _actor(seen: Seen) -> Actor:
    """Whom the frame names that carries the promise."""
    frame = _carrying(seen)
    return Actor.UNSTATED if frame is None else frame.actor


def _carrying(seen: Seen) -> Frame | None:
    main = [frame for frame in seen.frames if frame.form is Form.MAIN and frame.doing is not Doing.OTHER]
    return next(iter(main or seen.lead_frames), None)
