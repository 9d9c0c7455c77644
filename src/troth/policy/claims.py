"""Which statements of fact can a policy make that a check knows how to test?

The words for `say` in `claims`, each with what it claims. docs/policy-format.md shows the same table, and a test holds
the two equal. A statement that no word fits is a note, or a claim with its reason under `untestable`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_PERSONAL_DATA = "no_personal_data"
ANONYMOUS = "anonymous"
EXCLUSIVE_ACCESS = "exclusive_access"
NO_SALE = "no_sale"
VOLUNTARY = "voluntary"
USE_IS_CONSENT = "use_is_consent"
COMPLETE_SELF_SERVICE = "complete_self_service"

CLAIMS: Mapping[str, str] = MappingProxyType(
    {
        NO_PERSONAL_DATA: "the data, trackers or technologies in `about` hold no personal data",
        ANONYMOUS: "the data in `about` identify nobody",
        EXCLUSIVE_ACCESS: "only the organisation can read the trackers in `about`",
        NO_SALE: "nothing was sold in the period `since`",
        "not_linked": "the data in `about` are not tied to personal data",
        VOLUNTARY: "giving the data in `about` is voluntary",
        "not_directed_to_children": "the service is not aimed at children",
        "adequate_recipients": "recipients in `about` protect data adequately",
        USE_IS_CONSENT: "using the service counts as consent",
        "use_is_agreement": "using the service counts as agreeing to the notice",
        COMPLETE_SELF_SERVICE: "all personal data can be changed in the account",
        "purpose_bound": "processing fits the purpose of collection",
        "minimal": "only necessary data are collected",
        "lawful": "every processing has a legal basis",
        "accurate": "data are kept accurate",
        "rights_considered": "the rights in `about` are weighed before data are processed",
        "default_on": "trackers in `about` are set unless the browser refuses",
        "no_consent_prompt": "nobody is asked before trackers are set",
        "degraded_without_trackers": "refusing trackers costs functions",
        "policy_covers": "the notice covers what `about` names",
    }
)
"""Every word a check knows for `say`, and what it claims."""
