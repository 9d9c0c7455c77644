"""How is a policy written down, and read back? (docs/policy-format.md)."""

from troth.policy.file.read import load_policy, read_policy

__all__ = ["load_policy", "read_policy"]
