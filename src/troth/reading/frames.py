"""Who does what, how far is it promised, and what does it reach?

Each verb of the lexicon that stands as a verb makes a frame:

1. What stands before it is looked at: `not`, modals, forms of be, have and do, adverbs; `to` makes an infinitive.
2. A base form without any of these is a verb only behind its subject, or as a request to the reader; else it is a noun
   (`your request`, `the use of`). A participle behind a noun (`information collected by us`) is one, without a subject.
3. The subject is found in the words before (`troth.reading.actors`); a verb behind `and`, `or` or a comma takes it, and
   the modality, from the verb before.
4. `may`, `might`, `can`, `could` and `reserve the right to` are permissions; everything else the organisation says of
   itself is done. A denial makes `never`. `We may not` denies nothing: it says that something may stay undone, unless
   an exception follows (`may not ... without your consent`).
5. A verb behind `if`, `when`, `unless`, ... is a condition; behind `that`, `which`, `who` it describes something.

What it leaves out: sentences whose verbs the lexicon does not have.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.notice.lexicon import word_set
from troth.reading.actors import matter, subject_before
from troth.reading.model import Actor, Doing, Form, Frame, Span
from troth.reading.verbs import Inflection, VerbForm, verb_forms
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.reading.tokens import Token

_MODALS = frozenset({"may", "might", "can", "could"})
_DUTIES = frozenset({"must", "shall", "should"})
_OTHER_MODALS = frozenset({"will", "would", "'ll"})
_NOT = frozenset({"not", "never", "cannot", "neither", "nor", "no"})
_BE = word_set("am is are was were be been being get gets got")
_HAVE = word_set("have has had having")
_DO = word_set("do does did")
_ADVERBS = word_set(
    "also only then always ever further otherwise sometimes often normally generally usually automatically "
    "currently therefore occasionally typically merely solely just already still even either both hereby instead "
    "first subsequently directly indirectly knowingly intentionally voluntarily lawfully additionally"
)
_IN_BETWEEN = word_set("additionally moreover likewise")
_NO_ADVERBS = word_set("apply rely supply family reply fly")
_CONDITIONS = word_set("if when unless where until after before while although though because as once whenever")
_RELATIVES = frozenset({"that", "which", "who", "whom", "whose", "what", "how", "why"})
_DESCRIBING = frozenset({"that", "which", "who"})
"""Directly before a verb they are its subject."""
_NOUNY = word_set(
    "the a an your our their its this that these those any some such my his her no each every of for in with by "
    "from on at about other further personal privacy certain"
)
_ALSO_NOUNS = word_set(
    "log email e-mail mail phone telephone process request report change link need record contact access view use "
    "place store share transfer review visit display post stop limit call set share tag match hash export source "
    "count check file register release exchange control measure segment profile score issue drop point host "
    "object alert advise supplement append trade lease rent license type input query support help update block "
    "cancel keep track reach mask know save purge score let sell read look study test"
)
_BEFORE_OBJECTS = word_set(
    "the a an your our their its his her this that these those such any all certain it them us you me personal "
    "information data some cookies more to with in on from for"
)
_COMPOUNDS = frozenset({"data", "information", "cookies"})
"""Before these a word that is also a noun is one: `server log data`."""
_SHORT_OBJECT = 12
"""Tokens between two verbs of a row: `collect your name and use it`."""
_STOP = re.compile(r"[;:]|\. ")
_CONTRACTED = re.compile(r"(\w+)n't")
_OPENING = word_set(
    "in on at for during upon by with within under through throughout as depending before after from beyond besides "
    "beside apart alongside together following pursuant per via because due to"
)
_PRONOUNS = frozenset({"we", "you", "they"})
_BEFORE_A_CLAUSE = word_set("and or but so then however please therefore that also sometimes")
_GOVERNORS = word_set(
    "need needs required need have has want wants wish wishes like choose chooses able right agree agrees order "
    "entitled continue prefer ask asks asked decide allowed permitted opportunity option ability request requests "
    "possible necessary obliged obligated unable reserve"
)
_LOOSE = re.compile(r"provid\w+|giv\w+|gave|suppl\w+|send\w*|sent|ma(?:ke|kes|king|de)|report\w*|entrust\w*")
_DATA_OBJECT = re.compile(
    r"\b(?:information|data|details?|address(?:es)?|numbers?|it|them|records?|contents?|profiles?|names?|"
    r"e-?mails?|copy|copies|"
    r"list|lists|recordings?|identifiers?|images?|photos?|this|these)\b(?! (?:about|on|regarding|"
    r"concerning) (?:our|your account|the|services?|products?))"
)
_PERMIT = re.compile(r"\breserves? the right\b")
_LIFTED = re.compile(r"\b(?:unless|except|without|other than|save)\b")


@dataclass(slots=True)
class _Group:
    """What stands before a verb: the tokens from `first` up to the verb, and what they say."""

    first: int
    negated: bool = False
    modal: str = ""
    duty: bool = False
    be: bool = False
    have: bool = False
    do: bool = False
    to: bool = False
    only: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The clause that is being read; `before` is whom the clause before was about."""

    plain: str
    tokens: Sequence[Token]
    own_names: frozenset[str]
    before: Actor


def frames_of(
    plain: str, tokens: Sequence[Token], own_names: frozenset[str], before: Actor = Actor.ORGANISATION
) -> tuple[Frame, ...]:
    """The frames of a clause, in the order of its verbs."""
    sentence = _Sentence(plain, tokens, own_names, before)
    forms = verb_forms()
    frames: list[Frame] = []
    last_verb = -2
    for at, token in enumerate(tokens):
        form = forms.get(token.word)
        if form is None:
            continue
        group = _group_before(tokens, at)
        frame = _frame(sentence, at, form, group, frames, last_verb)
        if frame is not None:
            frames.append(frame)
            last_verb = at
    return tuple(_with_reach(sentence, frames))


def _group_before(tokens: Sequence[Token], at: int) -> _Group:
    group = _Group(at)
    place = at - 1
    while place >= 0:
        word = tokens[place].word
        contracted = _CONTRACTED.fullmatch(word)
        if contracted:
            group.negated = True
            word = contracted[1] if contracted[1] != "wo" else "will"
            word = "can" if word == "ca" else word
        if not _take(group, word):
            break
        group.first = place
        place -= 1
    return group


def _take(group: _Group, word: str) -> bool:
    """Note what an auxiliary or adverb says; False for another word, with which the group ends."""
    if word in _NOT:
        group.negated = True
        group.modal = group.modal or ("can" if word == "cannot" else "")
    elif word == "to" and not group.to and not group.modal:
        group.to = True
    elif word in _MODALS or word in _OTHER_MODALS or word in _DUTIES:
        group.modal, group.duty = word, group.duty or word in _DUTIES
    elif word in _BE:
        group.be = True
    elif word in _HAVE:
        group.have = True
    elif word in _DO:
        group.do = True
    elif word in _ADVERBS or (word.endswith("ly") and word not in _NO_ADVERBS):
        group.only = group.only or word in ("only", "solely", "exclusively")
    elif word not in ("'ve", "'re", "'ll", *_IN_BETWEEN):
        return False
    return True


def _frame(
    sentence: _Sentence, at: int, form: VerbForm, group: _Group, frames: list[Frame], last_verb: int
) -> Frame | None:
    """The frame of the verb at a token; None where the word is no verb there."""
    tokens = sentence.tokens
    left = tokens[group.first - 1].word if group.first else ""
    joined = bool(frames) and left in ("and", "or", ",", "and/or", "/") and _joins(tokens, last_verb, group.first, at)
    finite = group.modal or group.do or group.have or group.be
    if group.to and not finite:
        return _infinitive(sentence, at, form, group)
    if form.lemma in _ALSO_NOUNS and not finite and group.first == at and not _as_verb(tokens, at, last_verb, left):
        return None
    if joined and not group.modal and _like(frames[-1], form):
        before = frames[-1]
        return _made(sentence, at, form, dataclasses.replace(before, negated=before.negated or group.negated), group)
    if not finite and not _stands_alone(sentence, form, group, left):
        past = form.inflections == {Inflection.PAST} and (left not in _NOUNY or left == "that")
        ing = Inflection.ING in form.inflections and left not in _NOUNY
        return _participle(sentence, at, form, group) if past or ing else None
    standing = frames[-1].form if frames else Form.MAIN
    return _finite(sentence, at, form, group, before=standing, has_auxiliary=bool(finite))


def _stands_alone(sentence: _Sentence, form: VerbForm, group: _Group, left: str) -> bool:
    """Whether a form without an auxiliary is a finite verb (rule 2)."""
    inflections = form.inflections
    if Inflection.ING in inflections or (left in _NOUNY and left != "that"):
        return False
    if inflections == {Inflection.PAST}:
        return _has_plain_subject(sentence, group)
    return Inflection.BASE not in inflections or _is_verb_here(sentence, group, left)


def _finite(sentence: _Sentence, at: int, form: VerbForm, group: _Group, *, before: Form, has_auxiliary: bool) -> Frame:
    """The frame of a finite verb: what its subject and its place in the sentence make of it."""
    tokens, inflections = sentence.tokens, form.inflections
    actor, span, first = subject_before(tokens, group.first, sentence.own_names, sentence.before)
    passive = group.be and Inflection.PAST in inflections
    if span is None and not passive and Inflection.BASE in inflections and not has_auxiliary:
        return _made_new(sentence, at, form, group, Actor.SUBJECT, None, Form.IMPERATIVE)
    standing = _standing(tokens, first if span else group.first, before)
    if group.first and tokens[group.first - 1].word in _DESCRIBING:
        standing = Form.RELATIVE
    if passive:
        actor = _by_whom(sentence, at) or Actor.UNSTATED
    elif actor is None:
        actor = Actor.UNSTATED
    return _made_new(sentence, at, form, group, actor, span, standing, passive=passive)


def _as_verb(tokens: Sequence[Token], at: int, last_verb: int, left: str) -> bool:
    """Whether a word that is also a noun stands as a verb: behind its subject, in a row of verbs, or with an object."""
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if left in ("we", "you", "they", "it", "who", "which", "that", "to", "please"):
        return True
    if left in ("and", "or", ",", "and/or", "/"):
        between = {token.word for token in tokens[last_verb + 1 : at]}
        in_a_row = last_verb >= 0 and between <= {",", "and", "or", "/", "and/or", *_ADVERBS}
        return in_a_row or following in ("the", "your", "our", "it", "them", "us", "any", "this", "such")
    if left == "":
        return following in _BEFORE_OBJECTS
    known_noun = tokens[at].word in ("logs", "reports", "records") or following in _COMPOUNDS
    return left not in _NOUNY and following in _BEFORE_OBJECTS and not known_noun


def _joins(tokens: Sequence[Token], last_verb: int, first: int, at: int) -> bool:
    """Whether only a short object stands between the verb before and this one."""
    return 0 <= first - last_verb <= _SHORT_OBJECT and not any(
        tokens[place].word in (";", ":", ".") or tokens[place].word in _CONDITIONS for place in range(last_verb + 1, at)
    )


def _like(before: Frame, form: VerbForm) -> bool:
    """Whether a verb can be one more of the same kind as the verb before: `collect and use`, `is stored and used`."""
    if before.passive:
        return Inflection.PAST in form.inflections
    known = verb_forms().get(before.verb)
    return known is not None and bool(known.inflections & form.inflections)


def _has_plain_subject(sentence: _Sentence, group: _Group) -> bool:
    """Whether a past form stands directly behind its subject: `we collected`, not `information collected`."""
    _, span, _ = subject_before(sentence.tokens, group.first, sentence.own_names, sentence.before)
    if span is None:
        return False
    left = sentence.tokens[group.first - 1]
    return left.end == span.end and left.word in ("we", "you", "they", "it", "who", *sentence.own_names)


def _is_verb_here(sentence: _Sentence, group: _Group, left: str) -> bool:
    """Whether a base form (or one that ends in -s) without auxiliaries is a verb."""
    if left in ("", "please", "-", "*", "\u2022"):
        return True
    if left in ("we", "you", "they", "it", "who", "which", "that", "i", *sentence.own_names):
        return True
    _, span, _ = subject_before(sentence.tokens, group.first, sentence.own_names, sentence.before)
    return span is not None and sentence.tokens[group.first - 1].end == span.end


def _infinitive(sentence: _Sentence, at: int, form: VerbForm, group: _Group) -> Frame:
    governor = sentence.tokens[group.first - 1].word if group.first else ""
    actor, span, _ = subject_before(sentence.tokens, group.first, sentence.own_names, sentence.before)
    allowed = governor in _GOVERNORS
    shape = Form.INFINITIVE
    frame = _made_new(sentence, at, form, group, actor or Actor.UNSTATED, span, shape)
    if _PERMIT.search(sentence.plain, 0, sentence.tokens[at].start):
        return dataclasses.replace(frame, modal=Modal.MAY, form=Form.MAIN, governor="reserve")
    return dataclasses.replace(frame, governor=governor if allowed else "")


def _participle(sentence: _Sentence, at: int, form: VerbForm, group: _Group) -> Frame:
    past = Inflection.PAST in form.inflections
    actor = _by_whom(sentence, at) if past else None
    return _made_new(sentence, at, form, group, actor or Actor.UNSTATED, None, Form.PARTICIPLE, passive=past)


def _standing(tokens: Sequence[Token], first: int, before: Form) -> Form:
    """What the word before the subject makes of the verb; `before` is how the verb before it stands."""
    place = first - 1
    while place >= 0 and tokens[place].word in _ADVERBS:
        place -= 1
    word = tokens[place].word if place >= 0 else ""
    if word in _CONDITIONS:
        return Form.CONDITION
    if word in _RELATIVES:
        return Form.RELATIVE
    pronoun = tokens[first].word in ("you", "we", "they")
    if word and not matter(word) and tokens[first].word == "we" and _opens_with_adjunct(tokens, first):
        return Form.MAIN
    # "information you provide": a pronoun straight behind a noun describes it
    if place >= 0 and pronoun and word[:1].isalpha() and word not in _BEFORE_A_CLAUSE and not word.endswith("ly"):
        return Form.RELATIVE
    # "what we collect or you provide" goes on describing
    return Form.RELATIVE if pronoun and word == "or" and before is Form.RELATIVE else Form.MAIN


def _opens_with_adjunct(tokens: Sequence[Token], end: int) -> bool:
    """Whether all before token `end` is one phrase that says when or where: `During the journey itself we process`."""
    opening = [token.word for token in tokens[:end]]
    return opening[0] in _OPENING and not any(word in _RELATIVES or word in _PRONOUNS for word in opening)


def _by_whom(sentence: _Sentence, at: int) -> Actor | None:
    """Whom `by` names behind a participle."""
    tokens = sentence.tokens
    for place in range(at + 1, min(at + 8, len(tokens))):
        if tokens[place].word == "by":
            for behind in range(place + 1, min(place + 6, len(tokens))):
                actor, span, _ = subject_before(tokens, behind + 1, sentence.own_names, sentence.before)
                if tokens[behind].word == "us":
                    return Actor.ORGANISATION
                if tokens[behind].word == "you":
                    return Actor.SUBJECT
                if span is not None and span.start >= tokens[place].end:
                    return actor
            return None
    return None


def _made(sentence: _Sentence, at: int, form: VerbForm, before: Frame, group: _Group) -> Frame:
    token = sentence.tokens[at]
    return dataclasses.replace(
        before,
        doing=_doing(form, before.actor),
        verb=token.word,
        at=Span(token.start, token.end),
        only=before.only or group.only,
        subject=before.subject,
    )


def _made_new(  # noqa: PLR0913, PLR0917 -- what makes a frame
    sentence: _Sentence, at: int, form: VerbForm, group: _Group, actor: Actor, span: Span | None, standing: Form,
    *, passive: bool = False,
) -> Frame:  # fmt: skip
    token = sentence.tokens[at]
    negated = group.negated or _denied_subject(sentence, group)
    return Frame(
        doing=_doing(form, actor),
        verb=token.word,
        at=Span(token.start, token.end),
        actor=actor,
        modal=_modal(sentence, group, actor, token.end, negated=negated),
        form=standing,
        passive=passive,
        negated=negated,
        duty=group.duty,
        only=group.only,
        subject=span,
    )


def _denied_subject(sentence: _Sentence, group: _Group) -> bool:
    """`No information is shared`, `none of your data`."""
    first = max(0, group.first - 6)
    words = [token.word for token in sentence.tokens[first : group.first]]
    return any(word in ("no", "none", "nobody") for word in words) and "," not in words


def _modal(sentence: _Sentence, group: _Group, actor: Actor, end: int, *, negated: bool) -> Modal:
    """Rule 4."""
    permitted = group.modal in _MODALS
    if not negated:
        return Modal.MAY if permitted else Modal.DOES
    if (
        group.modal in ("may", "might", "could")
        and actor is not Actor.SUBJECT
        and not _LIFTED.search(sentence.plain, end)
    ):
        return Modal.MAY
    return Modal.NEVER


_WITH_RECIPIENT = frozenset({Doing.SHARE, Doing.GIVE})


def _doing(form: VerbForm, actor: Actor) -> Doing:
    """What a verb of several doings does: `you provide` gives, `we provide` shares; the words behind decide later."""
    if len(form.doings) == 1:
        return form.doings[0]
    if set(form.doings) & _WITH_RECIPIENT and form.lemma in ("provide", "give", "supply", "send"):
        return Doing.GIVE if actor is Actor.SUBJECT else Doing.SHARE
    return form.doings[0]


def _with_reach(sentence: _Sentence, frames: list[Frame]) -> list[Frame]:
    """The frames, each with what stands behind its verb."""
    reached = []
    for number, frame in enumerate(frames):
        end = len(sentence.plain)
        for following in frames[number + 1 :]:
            if following.form in (Form.MAIN, Form.IMPERATIVE):
                end = (
                    following.subject.start
                    if following.subject and following.subject.start > frame.at.end
                    else following.at.start
                )
                break
        stop = _STOP.search(sentence.plain, frame.at.end, end)
        reach = Span(frame.at.end, stop.start() if stop else end)
        reached.append(_of_data(sentence, dataclasses.replace(frame, reach=reach)))
    return reached


def _of_data(sentence: _Sentence, frame: Frame) -> Frame:
    """A frame whose verb shares only where its object is data: `provide your details to`, not `provide a service`."""
    if frame.doing not in (Doing.SHARE, Doing.GIVE) or not _LOOSE.fullmatch(frame.verb):
        return frame
    spoken_of = sentence.plain[: frame.at.start] if frame.passive else frame.reach.of(sentence.plain)
    if _DATA_OBJECT.search(spoken_of[-90:] if frame.passive else spoken_of[:70]):
        return frame
    return dataclasses.replace(frame, doing=Doing.OTHER)
