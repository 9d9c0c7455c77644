"""Does the policy say whether data are sold, and whether they are shared for cross-context behavioural advertising?

1. A sale is a practice of selling. The sale of the business itself is none (Civ. Code 1798.140(ad)(2)), and neither is
   a practice that only closes (`only`) what selling and sharing there may be.
2. Sharing (1798.140(ah)) is passing data to others, or letting them collect, for advertising by what people do.
3. A prohibition, or the claim that nothing was sold, says that there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.claims import NO_SALE
from troth.policy.completeness.gap import Answer
from troth.policy.model import Claim, Personal, Practice
from troth.words import Act

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen

_BUSINESS = "troth:CorporateTransaction"
_BY_BEHAVIOUR = "dpv:PersonalisedAdvertising"
_ADVERTISING = ("dpv:Advertising", "troth:ThirdPartyMarketing")


def sales(seen: Seen) -> dict[str, Practice]:
    """The permitted sales of data. The sale of a business is none, and neither is a limit on whatever is passed on."""
    return {
        address: each
        for address, each in seen.doing(Act.SELL).items()
        if not seen.serves(each, _BUSINESS) and not (each.only and Act.SHARE in each.do)
    }


def ad_sharing(seen: Seen) -> dict[str, Practice]:
    """What passes data to others for advertising by behaviour, or lets them collect for it."""
    ours = seen.organisation
    return {
        address: each
        for address, each in seen.permitted.items()
        if seen.serves(each, _BY_BEHAVIOUR)
        and (Act.SHARE in each.do or any(seen.policy.parties.get(name) is not ours for name in each.by))
    }


def denials_of_sale(seen: Seen) -> list[Practice | Claim]:
    """What says that nothing is sold: whatever the recipient and the purpose, and of all people."""
    never = [each for each in seen.forbidden(Act.SELL) if not each.for_ and not each.subjects and _is_broad(seen, each)]
    claims = [each for each in seen.policy.claims.values() if each.say == NO_SALE]
    return [*never, *claims]


def denials_of_sharing(seen: Seen) -> list[Practice]:
    """What says that nothing is passed on for advertising."""
    return [
        each
        for each in seen.forbidden(Act.SHARE)
        if not each.with_ and _is_broad(seen, each) and (not each.for_ or seen.serves(each, *_ADVERTISING))
    ]


def _is_broad(seen: Seen, practice: Practice) -> bool:
    """Whether a prohibition reaches all the data that identify somebody directly, and no selection of them."""
    direct = {name for name in seen.leaves(seen.held) if seen.policy.data[name].personal is Personal.DIRECT}
    return direct <= seen.personal(practice.data)


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """What permits or denies either; the one of which nothing is said is left out."""
    sold, no_sale = list(sales(seen).values()), denials_of_sale(seen)
    shared, not_shared = list(ad_sharing(seen).values()), denials_of_sharing(seen)
    missing = [] if sold or no_sale else ["whether data are sold"]
    if not shared and not not_shared:
        missing.append("whether data are shared for cross-context behavioural advertising")
    return Answer.of([*sold, *no_sale, *shared, *not_shared], missing)
