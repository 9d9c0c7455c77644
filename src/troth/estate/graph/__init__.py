"""How do datasets hang together, and which rows are one person's?

`links` infers how the tables of an estate point at each other, `find` walks from people's identifiers to all of their
rows, `residue` looks whether any identifier is left. docs/subject-graph.md explains the rules.
"""

from troth.estate.graph.find import Finder, find
from troth.estate.graph.links import links
from troth.estate.graph.person import Found, Missed, Unsure
from troth.estate.graph.residue import residue

__all__ = ["Finder", "Found", "Missed", "Unsure", "find", "links", "residue"]
