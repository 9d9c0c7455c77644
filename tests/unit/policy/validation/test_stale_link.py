from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_dead_technology_is_reported_once_with_all_that_relies_on_it() -> None:
    text = """
    data: {visits: {is: [pd:BrowsingBehavior], cite: [s1]}}
    practices: [{id: follow, do: use, data: [visits], modal: may, cite: [s1]}]
    choices: [{id: settings, of: [follow], how: ["external:https://player.example/flash/settings"], cite: [s2]}]
    trackers: {shared_objects: {kind: flash, class: functional, cite: [s3]}}
    notes: [{id: n-where, kind: crossref, link: ["https://player.example/Flash-Player"], reason: elsewhere, cite: [s4]}]
    """
    assert one("policy.stale-link", text).clauses == ("s2", "s3", "s4")


def test_living_technology_and_words_that_only_look_alike_are_silent() -> None:
    text = """
    trackers: {flash_sale: {kind: cookie, class: functional, cite: [s1]}}
    notes: [{id: n-where, kind: crossref, link: ["https://news.example/flashback"], reason: elsewhere, cite: [s2]}]
    """
    assert found("policy.stale-link", text) == []
