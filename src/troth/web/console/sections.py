"""Which sections has the console, in which order, and whose are they?"""

from __future__ import annotations

from dataclasses import dataclass

from troth.web.people import Role


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `name` is its path and the name of its URL; `role` the least that may look at it."""

    name: str
    title: str
    role: Role


SECTIONS = (
    Section("promises", "Promises", Role.VIEWER),
    Section("requests", "Requests", Role.VIEWER),
    Section("subjects", "Subjects", Role.VIEWER),
    Section("policies", "Policies", Role.VIEWER),
    Section("estate", "Estate", Role.VIEWER),
    Section("log", "Log", Role.VIEWER),
    Section("people", "People", Role.ADMINISTRATOR),
    Section("keys", "Keys", Role.ADMINISTRATOR),
)
