"""What changed from one policy of an organisation to the next, and what of it matters to a data subject?

`compare` gives the difference as a value, `render` words it for readers (docs/changes.md).
"""

from troth.policy.changes.compare import compare
from troth.policy.changes.render import render
from troth.policy.changes.values import ChangeKind, ElementChange, FieldChange, MaterialChange, PolicyDifference

__all__ = ["ChangeKind", "ElementChange", "FieldChange", "MaterialChange", "PolicyDifference", "compare", "render"]
