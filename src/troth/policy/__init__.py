"""What does the notice commit the organisation to, in a form that a machine enforces and a lawyer reviews?"""

from troth.policy.file import load_policy, read_policy
from troth.policy.model import Policy

__all__ = ["Policy", "load_policy", "read_policy"]
