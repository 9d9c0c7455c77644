"""In which words does the desk say kinds, states, steps, reasons and problems of requests?"""

from __future__ import annotations

from troth.laws.clocks import Milestone
from troth.requests.flow import StepKind
from troth.requests.plan.make import WORDS
from troth.requests.request import Denial, State, Tier
from troth.words import Channel, RightKind

KINDS = {
    RightKind.ACCESS: "access",
    RightKind.RECTIFY: "correction",
    RightKind.ERASE: "erasure",
    RightKind.RESTRICT: "restriction",
    RightKind.OBJECT: "objection",
    RightKind.PORT: "data to take away",
    RightKind.WITHDRAW: "withdrawal of consent",
    RightKind.KNOW: "to know",
    RightKind.OPT_OUT: "opt-out",
    RightKind.LIMIT: "limit on sensitive data",
    RightKind.COMPLAIN: "complaint",
    RightKind.HUMAN_REVIEW: "review by a person",
}

IN_WORDS = frozenset({RightKind.COMPLAIN, RightKind.HUMAN_REVIEW})
"""The kinds that a person answers in her own words."""

STATES = {
    State.ASKED: "waits for proof",
    State.PROVEN: "being looked up",
    State.PLANNED: "waits for approval",
    State.APPROVED: "being carried out",
    State.DONE: "being verified",
    State.VERIFIED: "about to be answered",
    State.ANSWERED: "answered",
    State.DENIED: "denied",
    State.FORWARDED: "forwarded",
    State.WITHDRAWN: "taken back",
    State.LAPSED: "lapsed: nobody proved who asked",
    State.HANDED_OVER: "needs a person",
}

STATE_SHAPES = {
    State.ANSWERED: "filled",
    State.FORWARDED: "filled",
    State.DENIED: "cross",
    State.HANDED_OVER: "cross",
    State.PLANNED: "hollow",
    State.ASKED: "hollow",
}
"""A shape for the states in which somebody waits, or that end it; a dash for the others."""

CHANNELS = {
    Channel.EMAIL: "e-mail",
    Channel.SMS: "text message",
    Channel.PHONE: "telephone",
    Channel.POST: "letter",
    Channel.PUSH: "push message",
    Channel.WEB: "privacy centre",
}

TIERS = {
    Tier.NONE: "nobody has shown yet who asks",
    Tier.REACHED: "she was reached at an address or number that the request names",
    Tier.DECLARED: "she was reached twice, or once and signed a declaration",
}

DENIALS = {
    Denial.NOT_PROVEN: (
        "It could not be established who asks",
        "GDPR 12(2), 12(6); 11 CCR 7060",
    ),
    Denial.UNFOUNDED: (
        "Manifestly unfounded or excessive, in particular because repeated",
        "GDPR 12(5); Civ. Code 1798.145(h)(3)",
    ),
    Denial.TOO_OFTEN: ("More often than the law or the notice grants", "Civ. Code 1798.130(b)"),
    Denial.EXCEPTION: ("A legal exception covers all the data asked about", "GDPR 17(3); Civ. Code 1798.105(d)"),
    Denial.OTHERS_RIGHTS: ("It would adversely affect the rights of others", "GDPR 15(4)"),
    Denial.NOT_GRANTED: ("Neither the notice nor a law grants it to this subject", "GDPR 12(4)"),
    Denial.NO_AUTHORITY: ("The agent's authority was not shown", "11 CCR 7063"),
}

STEPS = {
    StepKind.FIND: "looked for her rows and planned",
    StepKind.APPROVE: "waited for a person",
    StepKind.ACT: "carried out the plan",
    StepKind.COLLECT: "read the rows and made the package",
    StepKind.SAY: "recorded her word",
    StepKind.VERIFY: "looked again whether it holds",
    StepKind.SUPPRESS: "forgot her here, and remembered her refusal",
    StepKind.INSTRUCT: "told those who hold the data too",
    StepKind.ANSWER: "told her",
}
STEPS_OPEN = {
    StepKind.FIND: "will look for her rows and plan",
    StepKind.APPROVE: "waits for a person",
    StepKind.ACT: "will carry out the plan",
    StepKind.COLLECT: "will read the rows and make the package",
    StepKind.SAY: "will record her word",
    StepKind.VERIFY: "will look again whether it holds",
    StepKind.SUPPRESS: "will forget her here, and remember her refusal",
    StepKind.INSTRUCT: "will tell those who hold the data too",
    StepKind.ANSWER: "will tell her",
}
ENDED = {
    "done": ("filled promise", "done"),
    "again": ("hollow silent", "not now: it was tried as often as is worth it"),
    "refused": ("cross never", "refused"),
    "left": ("cross never", "something is still there"),
    "aside": ("dash still", "put aside"),
}

MILESTONES = {Milestone.ACKNOWLEDGE: "acknowledge", Milestone.ANSWER: "answer", Milestone.STOP: "stop"}

_HELP = {
    "requests.still-there": "Something of her is still found after several rounds. Look where it comes from: a program "
    "may write it again. Stop that, then begin again.",
    "requests.not-corrected": "A field does not hold what it was corrected to. Look what writes it, then begin again.",
    "requests.nobody-known": "Nobody is known here by what the request names. Introduce the subject, or deny the "
    "request because it could not be established who asks.",
    "requests.no-plan": "There is no plan to carry out. Begin again.",
    "requests.forgotten": "What the request said was destroyed with its key. Nothing can be done with it any more.",
    "estate.none": "No estate was loaded. Load one on the page Estate, then begin again.",
    "estate.no-such-system": "The plan names a system that the estate does not have. Load an estate with it, then "
    "begin again.",
    "estate.no-such-dataset": "Rows that were kept lie in a dataset that the estate does not have. Load an estate with "
    "it, then begin again.",
    "estate.no-variable": "The address of a system stands in a variable that is not set where the worker runs. Set it, "
    "then begin again.",
    "policy.no-versions": "No policy is published. Publish one, then begin again.",
}
_HELP_BY_END = {
    "-refused": "A system said no, and to ask again changes nothing. Look at the step below for the reason; repair it, "
    "then begin again, or do it by hand and close the request with a word.",
    "-unreachable": "A system did not answer, however often it was asked. See on the page Estate whether it can be "
    "reached, then begin again.",
}
_SYSTEM_HELP = (
    "Look at the system: what it refuses, or why it is away. The page Estate can ask whether it answers. "
    "Then begin again."
)


def help_for(problem: str) -> str:
    """What to do about a problem of a step or of a request that was handed over; empty where there is none."""
    if problem in ("", "by_hand"):
        return ""
    if problem in _HELP:
        return _HELP[problem]
    return next((text for end, text in _HELP_BY_END.items() if problem.endswith(end)), _SYSTEM_HELP)


def state_text(state: State, kind: RightKind) -> str:
    """What a state is called, of a request of this kind."""
    if state is State.PROVEN and kind in IN_WORDS:
        return "waits for an answer"
    return "being recorded" if state is State.PROVEN and kind in WORDS else STATES[state]


def state_look(state: State, kind: RightKind) -> str:
    """The classes that draw a state: its shape, and its colour."""
    shape = "hollow" if state is State.PROVEN and kind in IN_WORDS else STATE_SHAPES.get(state, "dash")
    colour = {"filled": "promise", "cross": "never", "hollow": "silent"}.get(shape, "still")
    return f"{shape} {colour}"
