"""Which sections has the console, in which order, and whose are they?"""

from __future__ import annotations

from dataclasses import dataclass

from troth.web.people import Role


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `name` is its path and the name of its URL; `empty` says what will be here and how to get it."""

    name: str
    title: str
    role: Role
    empty: str


SECTIONS = (
    Section(
        "promises",
        "Promises",
        Role.VIEWER,
        "Each sentence of your notice will stand here with its state: enforced, not yet enforced, or untestable. "
        "Publish a notice and its policy to fill the board.",
    ),
    Section(
        "subjects",
        "Subjects",
        Role.VIEWER,
        "The people whose data you hold will be found here by an address that they gave you, with their choices and "
        "the history of them. Who looks at whom is recorded as evidence.",
    ),
    Section(
        "policies",
        "Policies",
        Role.VIEWER,
        "Each published version of your policy will stand here with what it changed. Two people review a change "
        "before it is published.",
    ),
    Section(
        "log",
        "Log",
        Role.VIEWER,
        "Every recorded choice and every change leaves an entry that nobody can alter unnoticed. The entries, their "
        "checkpoints and a check of both will stand here.",
    ),
    Section(
        "people",
        "People",
        Role.ADMINISTRATOR,
        "Your colleagues and their roles will be managed here. Until then invite somebody on the server with the "
        "command `troth people invite`.",
    ),
    Section(
        "keys",
        "Keys",
        Role.ADMINISTRATOR,
        "Programs that ask for decisions or record choices need a key. The keys, what they may do and when they were "
        "last used will stand here.",
    ),
)
