from __future__ import annotations

import pytest

from unit.policy.validation.cases import found, one

FRAME = """
parties:
  partners: {{role: third_party, cite: [s1]}}
  network: {{role: third_party, is: [partners], kind: {kind}, cite: [s1]}}
data: {{visits: {{is: [pd:BrowsingBehavior], cite: [s1]}}}}
purposes: {{ads: {{is: [dpv:Advertising], cite: [s1]}}}}
practices:
  - {{id: denial, {denial}, data: [visits], modal: never, cite: [s2]}}
  - {{id: passing, {passing}, data: [visits], cite: [s3]}}
"""


@pytest.mark.parametrize("kind", ["advertising_network", "marketing_partner"])
@pytest.mark.parametrize(
    "passing",
    [
        "do: share, with: [network], modal: may",
        "do: share, with: [partners], modal: may",
        "do: collect, by: [network], modal: may",
    ],
)
def test_a_sale_denied_beside_advertisers_is_reported_with_both_sides(kind: str, passing: str) -> None:
    problem = one("policy.sale-definition", FRAME.format(kind=kind, denial="do: sell", passing=passing))
    assert problem.clauses == ("s1", "s2", "s3")


def test_a_claim_denies_a_sale_and_a_tracker_lets_data_go() -> None:
    text = """
    parties: {network: {role: third_party, kind: advertising_network, cite: [s1]}}
    data: {visits: {is: [pd:BrowsingBehavior], cite: [s1]}}
    trackers: {ads: {kind: cookie, class: advertising, set_by: [network], data: [visits], cite: [s3]}}
    claims: [{id: none-sold, say: no_sale, cite: [s2]}]
    """
    assert one("policy.sale-definition", text).clauses == ("s1", "s2", "s3")


@pytest.mark.parametrize(
    ("kind", "denial", "passing"),
    [
        ("telephone_operator", "do: sell", "do: share, with: [network], modal: may"),
        ("advertising_network", "do: publish", "do: share, with: [network], modal: may"),
        ("advertising_network", "do: share, for: [ads]", "do: share, with: [network], modal: may"),
        ("advertising_network", "do: sell", "do: share, with: [network], modal: never"),
        ("advertising_network", "do: sell", "do: use, with: [network], modal: may"),
    ],
)
def test_no_denial_no_advertiser_or_nothing_passed_on_is_silent(kind: str, denial: str, passing: str) -> None:
    assert found("policy.sale-definition", FRAME.format(kind=kind, denial=denial, passing=passing)) == []


def test_a_never_on_sharing_for_marketing_belongs_to_the_denial_and_nothing_else_does() -> None:
    text = """
    parties:
      network: {role: third_party, kind: advertising_network, cite: [s1]}
      idle_network: {role: third_party, kind: advertising_network, cite: [s9]}
    data: {visits: {is: [pd:BrowsingBehavior], cite: [s8]}}
    purposes: {offers: {is: [troth:ThirdPartyMarketing, dpv:CommunicationManagement], cite: [s8]}, law: {cite: [s8]}}
    practices:
      - {id: no-sale, do: sell, data: [visits], modal: never, cite: [s2]}
      - {id: no-offers, do: share, data: [visits], for: [offers], modal: never, cite: [s3]}
      - {id: no-publishing, do: publish, data: [visits], for: [offers], modal: never, cite: [s4]}
      - {id: no-police, do: share, data: [visits], for: [law], modal: never, cite: [s5]}
      - {id: own-offers, do: share, data: [visits], for: [offers], modal: may, cite: [s6]}
      - {id: measured, do: collect, data: [visits], by: [network], modal: may, cite: [s7]}
    trackers:
      ads: {kind: cookie, class: advertising, set_by: [network], cite: [s10]}
      session: {kind: cookie, class: necessary, cite: [s11]}
    """
    assert one("policy.sale-definition", text).clauses == ("s1", "s2", "s3", "s7", "s10")


def test_every_advertiser_that_gets_data_is_named() -> None:
    text = """
    parties:
      one: {role: third_party, kind: advertising_network, cite: [s1]}
      other: {role: third_party, kind: marketing_partner, cite: [s2]}
    data: {visits: {is: [pd:BrowsingBehavior], cite: [s9]}}
    practices:
      - {id: to-one, do: share, data: [visits], with: [one], modal: may, cite: [s3]}
      - {id: to-other, do: share, data: [visits], with: [other], modal: may, cite: [s4]}
    claims: [{id: none-sold, say: no_sale, cite: [s5]}]
    """
    assert one("policy.sale-definition", text).clauses == ("s1", "s2", "s3", "s4", "s5")
