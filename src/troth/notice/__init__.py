"""What does the published text say, clause by clause?

`read_notice` reads text, Markdown or HTML into a `Notice`. The stage upstream of everything: it knows no policy.
"""

from troth.notice.model import Clause, ClauseRole, LeftOut, Notice
from troth.notice.read import read_notice
from troth.notice.text import Format

__all__ = ["Clause", "ClauseRole", "Format", "LeftOut", "Notice", "read_notice"]
