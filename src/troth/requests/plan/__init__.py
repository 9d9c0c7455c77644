"""What is to be done for a request, row by row, before anything is touched?

`make_plan` is the whole; `erasing`, `rectifying` and `showing` say what each kind of request means for the rows that
were found, `keeping` why some stay, `settings` what fields are set to, `order` what has to go before what.
"""

from troth.requests.plan.make import make_plan
from troth.requests.plan.model import Forward, Hold, Plan

__all__ = ["Forward", "Hold", "Plan", "make_plan"]
