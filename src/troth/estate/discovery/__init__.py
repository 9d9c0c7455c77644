"""What does an estate hold of persons, column by column, and how does it hang together?

Pure: tables and samples in, findings out. The steps: a profile of each column (`profile`), what the rows of each table
are to a person (`tables`), what stands within cells (`within`), the verdict (`judge`), and a proposal for a person to
review (`propose`).

What it leaves out: reaching a system (`troth.estate.sql`, `troth.estate.files`), and finding one person's rows
(`troth.estate.graph`).
"""

from troth.estate.discovery.case import Verdict
from troth.estate.discovery.discover import Discovery, Finding, discover
from troth.estate.discovery.propose import propose

__all__ = ["Discovery", "Finding", "Verdict", "discover", "propose"]
