"""What does the browser say for its owner, and does her own later word go before it?

Rules, in this order:
1. `Sec-GPC: 1` is a signal, also where the header comes twice or its values are joined by a comma; any other value is
   none (W3C Global Privacy Control 3.1). `DNT: 1` likewise, with or without extensions behind the digit (W3C Tracking
   Preference Expression 5.2).
2. A signal is not an event of consent and is never kept as a choice: the browser may send it for everybody who uses
   it. What is kept is since when it has been heard without a break, for the account where that is known.
3. What a signal does is what the notice says. Only an honoured one opts out: of the practices the notice names for it,
   or, where it names none, of sale and of sharing that can be opted out of. An ignored or unstated one does nothing.
   Whether the law allows the notice to say so is another question, and a finding beside the verdict.
4. An explicit word that came later than the signal goes before it. One that came earlier, or at an unknown time, does
   not: it was said before the browser spoke.
   LAW: California Code of Regulations, title 11, s.7025(c).

What it leaves out: how a browser is told that its signal was honoured, and strings such as TCF and GPP, which are
derived from words and signals and never read back as the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- encoders resolve annotations at run time
from typing import TYPE_CHECKING

from troth.consent.scope import choices_over
from troth.consent.state import Says, Word
from troth.errors import WrongUse
from troth.policy.model import SignalName, SignalState
from troth.words import Act, ConsentMode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Policy
    from troth.words import PracticeId


@dataclass(frozen=True, slots=True)
class HeardSignal:
    """A signal, and since when it has been heard without a break: from this browser, or for the account it is of."""

    name: SignalName
    since: datetime

    def __post_init__(self) -> None:
        if self.since.tzinfo is None:
            raise WrongUse(
                "a signal's time names no time zone",
                id="consent.naive-time",
                help="pass an aware time, such as one from `troth.clock`",
            )


@dataclass(frozen=True, slots=True)
class LastSaid:
    """What holds for a practice: the subject's own word, or a signal that goes before it; one of the two is set."""

    says: Says
    word: Word | None = None
    signal: SignalName | None = None


def read_signals(headers: Iterable[tuple[str, str]]) -> frozenset[SignalName]:
    """The signals in a request's headers, given as names and values in any case and order, doubled ones too."""
    found: set[SignalName] = set()
    for name, value in headers:
        lowered = name.strip().lower()
        values = [each.strip() for each in value.split(",")]
        if lowered == "sec-gpc" and "1" in values:
            found.add(SignalName.GPC)
        if lowered == "dnt" and any(each.startswith("1") for each in values):
            found.add(SignalName.DNT)
    return frozenset(found)


def stance(policy: Policy, name: SignalName) -> SignalState:
    """What the notice says is done with the signal; `unstated` where it says nothing."""
    signal = policy.signals.get(name)
    return SignalState.UNSTATED if signal is None else signal.state


def opts_out_of(policy: Policy, name: SignalName) -> frozenset[PracticeId]:
    """The practices that the signal opts out of: none, unless the notice says that it is honoured."""
    signal = policy.signals.get(name)
    if signal is None or signal.state is not SignalState.HONOURED:
        return frozenset()
    return frozenset(signal.of or _sale_and_sharing(policy))


def last_said(policy: Policy, practice: PracticeId, word: Word | None, heard: Iterable[HeardSignal]) -> LastSaid | None:
    """What holds for the practice, None for silence. `word` is the subject's last word about it (`last_word`)."""
    speaking = [signal for signal in heard if practice in opts_out_of(policy, signal.name)]
    own = None if word is None else LastSaid(word.says, word=word)
    if not speaking or (own is not None and own.says is Says.NO):
        return own
    # the youngest run counts: a signal that was heard again after her word has been sent in spite of it
    youngest = max(speaking, key=lambda signal: (signal.since, signal.name))
    if own is not None and word is not None and word.at is not None and word.at > youngest.since:
        return own
    return LastSaid(Says.NO, signal=youngest.name)


def _sale_and_sharing(policy: Policy) -> tuple[PracticeId, ...]:
    """Sale, and sharing that the subject can opt out of (Civ. Code 1798.135(b))."""
    return tuple(
        id_
        for id_, practice in policy.practices.items()
        if Act.SELL in practice.do
        or (
            Act.SHARE in practice.do
            and (practice.consent is ConsentMode.OPT_OUT or bool(choices_over(policy, id_, None)))
        )
    )
