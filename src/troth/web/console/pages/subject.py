"""What is known of one subject, without saying who she is?

1. She is called by her opaque id. Of her identifiers only the kinds are shown, until somebody asks to see them.
2. What holds for a purpose is told twice: what she said last, and what the engine answers to everything that the policy
   permits for it. Where the two seem to differ, the reason says why.
3. Her words stand newest first, each with the text that she was shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.consent.events import ConsentKind, Surface
from troth.consent.scope import choices_over, is_offered, practices_for, upward
from troth.consent.state import derive, last_word
from troth.decisions.question import IN_WORDS, Answer, Question
from troth.web.console.pages.wording import Words
from troth.words import EVERYTHING, Act, Channel, Modal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from troth.consent.events import ConsentEvent
    from troth.consent.state import Word
    from troth.decisions import Choices
    from troth.policy import Policy
    from troth.policy.model import Practice
    from troth.words import ChoiceId, ClauseId, DataName, PartyName, PurposeName

    Ask = Callable[[Question], Answer]

SAID = {
    ConsentKind.GIVEN: "said yes",
    ConsentKind.REFUSED: "said no",
    ConsentKind.WITHDRAWN: "took back her consent",
    ConsentKind.OBJECTED: "objected",
    ConsentKind.OPTED_OUT: "opted out",
}
BY = {
    Surface.FORM: "on a form",
    Surface.BANNER: "on the banner",
    Surface.PROFILE: "in her profile",
    Surface.LINK: "by a link in a message",
    Surface.MAIL: "by e-mail",
    Surface.REPLY: "by a reply",
    Surface.PHONE: "by telephone",
    Surface.POST: "by post",
    Surface.API: "through another program",
    Surface.IMPORT: "taken over from earlier records",
}
_MOST_QUESTIONS = 200
"""Questions asked for one purpose: what a page can wait for."""


@dataclass(frozen=True, slots=True)
class LastWord:
    """A last word: what she said, when, and on which channel alone (None for all)."""

    text: str
    says_yes: bool
    at: datetime | None
    channel: Channel | None


@dataclass(frozen=True, slots=True)
class Answered:
    """How many questions have one answer, with its reason in words."""

    allowed: bool
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Holds:
    """What holds for one purpose. `offered` is False where the notice expressly leaves her no choice."""

    purpose: PurposeName
    name: str
    words: tuple[LastWord, ...]
    suppressed: str
    offered: bool
    answers: tuple[Answered, ...]

    @property
    def is_silent(self) -> bool:
        """Whether nothing that she said reaches the purpose."""
        return not self.words and not self.suppressed


@dataclass(frozen=True, slots=True)
class WordSaid:
    """One word of hers, as her history shows it; `entry` is its index in the log."""

    event: str
    said: str
    about: str
    channel: Channel | None
    at: datetime
    recorded_at: datetime
    is_late: bool
    by: str
    version: str
    text: str
    language: str
    entry: int | None


@dataclass(frozen=True, slots=True)
class Terms:
    """The names a question can be made of, each with its words."""

    data: tuple[tuple[str, str], ...]
    purposes: tuple[tuple[str, str], ...]
    recipients: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A question that was tried out, and its answer with what that rests on."""

    question: Question
    allowed: bool
    reason: str
    id: str
    clauses: tuple[ClauseId, ...]
    elements: tuple[str, ...]


def holds(policy: Policy, choices: Choices, events: Sequence[ConsentEvent], ask: Ask) -> tuple[Holds, ...]:
    """What holds for each purpose that the policy permits something for. `ask` answers about this subject."""
    words, said = Words(policy), derive(events)
    found = []
    for purpose in policy.purposes:
        serving = [policy.practices[each] for each in practices_for(policy, purpose)]
        permitting = [each for each in serving if each.modal is not Modal.NEVER]
        if permitting:
            found.append(
                Holds(
                    purpose=purpose,
                    name=words.purpose(purpose),
                    words=tuple(_last_words(policy, purpose, said)),
                    suppressed=_suppressed(policy, purpose, choices),
                    offered=is_offered(policy, purpose, None),
                    answers=_answers(policy, purpose, permitting, ask),
                )
            )
    return tuple(found)


def history(policy: Policy, events: Sequence[ConsentEvent], entries: Mapping[str, int]) -> tuple[WordSaid, ...]:
    """Her words, the newest first. `policy` gives the words for purposes; a purpose that it lacks keeps its name."""
    words = Words(policy)
    return tuple(
        WordSaid(
            event=event.id,
            said=SAID[event.kind],
            about=_about(policy, words, event),
            channel=event.channel,
            at=event.at,
            recorded_at=event.recorded_at,
            is_late=event.late,
            by=BY[event.surface],
            version=event.version,
            text=event.text_shown,
            language=event.language,
            entry=entries.get(event.id),
        )
        for event in reversed(events)
    )


def terms(policy: Policy) -> Terms:
    """What a question can name under this version."""
    words = Words(policy)
    return Terms(
        data=tuple((name, words.datum(name)) for name in policy.data),
        purposes=tuple((name, words.purpose(name)) for name in policy.purposes),
        recipients=tuple((name, words.party(name)) for name in policy.parties if name != str(policy.head.organisation)),
    )


def question_of(policy: Policy, query: Mapping[str, str]) -> Question | None:
    """The question that a form asks; None where it names no data or no purpose of the policy."""
    data = next((name for name in policy.data if name == query.get("data")), None)
    purpose = next((name for name in policy.purposes if name == query.get("purpose")), None)
    recipient = next((name for name in policy.parties if name == query.get("recipient")), None)
    channel = next((each for each in Channel if each.value == query.get("channel")), None)
    if data is None or purpose is None:
        return None
    return Question(data, purpose, recipient, channel=channel)


def tried(question: Question, answer: Answer) -> Tried:
    """The answer to a question, in words."""
    return Tried(
        question, answer.allowed, IN_WORDS[answer.reason], answer.reason.value, answer.clauses, answer.elements
    )


def _last_words(policy: Policy, purpose: PurposeName, said: tuple[Word, ...]) -> Iterator[LastWord]:
    """Her last word about a purpose for every channel; then those of single channels that say something else."""
    wider = upward(policy, purpose)
    general = last_word(said, wider, _choices(policy, purpose, None), None)
    if general is not None:
        yield _word(general, None)
    for channel in Channel:
        word = last_word(said, wider, _choices(policy, purpose, channel), channel)
        if word is not None and word != general:
            yield _word(word, channel)


def _choices(policy: Policy, purpose: PurposeName, channel: Channel | None) -> set[ChoiceId]:
    return {each for practice in practices_for(policy, purpose) for each in choices_over(policy, practice, channel)}


def _word(word: Word, channel: Channel | None) -> LastWord:
    return LastWord(SAID[word.kind], word.kind is ConsentKind.GIVEN, word.at, channel)


def _suppressed(policy: Policy, purpose: PurposeName, choices: Choices) -> str:
    """By which channels she is suppressed for a purpose, in words; empty where she is not."""
    wider = upward(policy, purpose)
    reaching = [each for each in choices.suppressed if each.purpose is None or each.purpose in wider]
    if any(each.channel is None for each in reaching):
        return "on every channel"
    return ", ".join(sorted({str(each.channel) for each in reaching}))


def _answers(policy: Policy, purpose: PurposeName, practices: Sequence[Practice], ask: Ask) -> tuple[Answered, ...]:
    questions = list(dict.fromkeys(_questions(policy, purpose, practices)))[:_MOST_QUESTIONS]
    counted = Counter((answer.allowed, answer.reason) for answer in map(ask, questions))
    ordered = sorted(counted.items(), key=lambda pair: (not pair[0][0], -pair[1], pair[0][1]))
    return tuple(Answered(allowed, IN_WORDS[reason], count) for (allowed, reason), count in ordered)


def _questions(policy: Policy, purpose: PurposeName, practices: Sequence[Practice]) -> Iterator[Question]:
    """Whether what the policy permits for a purpose may be done to her data."""
    for practice in practices:
        data: tuple[DataName, ...] = tuple(policy.data) if EVERYTHING in practice.data else practice.data
        named: tuple[PartyName | None, ...] = tuple(each for each in practice.with_ if each != EVERYTHING)
        for act in practice.do:
            for recipient in (named or (None,)) if act is Act.SHARE else (None,):
                for datum in data:
                    yield Question(
                        datum,
                        purpose,
                        recipient,
                        do=act,
                        where=_first(practice.where),
                        source=_first(practice.from_),
                        via=_first(practice.via),
                    )


def _first(named: Sequence[str]) -> str | None:
    return next((each for each in named if each != EVERYTHING), None)


def _about(policy: Policy, words: Words, event: ConsentEvent) -> str:
    if event.purpose is not None:
        return words.purpose(event.purpose) if event.purpose in policy.purposes else event.purpose
    return f"the choice `{event.choice}`"
