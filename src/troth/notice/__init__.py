"""What does the published text say, clause by clause?

`read_notice` reads text, Markdown, HTML or a PDF into a `Notice`; `troth.notice.fetch` fetches a page first. The stage
upstream of everything: it knows no policy.
"""

from troth.notice.model import Clause, ClauseRole, LeftOut, Notice
from troth.notice.read import read_notice
from troth.notice.recognition import reads_as_notice
from troth.notice.text import Format

__all__ = ["Clause", "ClauseRole", "Format", "LeftOut", "Notice", "read_notice", "reads_as_notice"]
