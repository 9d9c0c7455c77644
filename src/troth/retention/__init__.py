"""What has been kept for as long as the notice says, and has to go?"""

from troth.retention.limits import find_limits
from troth.retention.model import Kept, Limits, Sweep, Unseen, Why

__all__ = ["Kept", "Limits", "Sweep", "Unseen", "Why", "find_limits"]
