from __future__ import annotations

import re

import pytest

from centre_site import ROOT
from troth.policy.export import page

STATIC = ROOT / "src" / "troth" / "web" / "static" / "troth"
STYLE = (STATIC / "troth.css").read_text()
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b")
ENOUGH = 4.5

TEXT = ("ink", "quiet", "accent", "never", "choice", "promise", "silent")
ON_GROUNDS = {"ink": ("paper", "raised", "wash", "mark", "ins", "del"), "quiet": ("paper", "raised", "ins", "del")}


def _tokens() -> tuple[dict[str, str], dict[str, str]]:
    light, _, rest = STYLE.partition("@media (prefers-color-scheme: dark)")
    dark = rest.partition("/* Page */")[0]
    return dict(_TOKEN.findall(light)), dict(_TOKEN.findall(dark))


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_tokens_are_those_of_the_exported_pages() -> None:
    light, dark = _tokens()
    assert {name: light[name] for name in page.LIGHT} == page.LIGHT
    assert {name: dark[name] for name in page.DARK} == page.DARK


@pytest.mark.parametrize("theme", [0, 1])
def test_every_text_has_contrast_enough_on_every_ground(theme: int) -> None:
    tokens = _tokens()[theme]
    for text in TEXT:
        for ground in ON_GROUNDS.get(text, ("paper", "raised")):
            assert _contrast(tokens[text], tokens[ground]) >= ENOUGH, (text, ground)
    assert _contrast(tokens["on-accent"], tokens["accent"]) >= ENOUGH


@pytest.mark.parametrize("theme", [0, 1])
def test_the_edge_of_a_field_can_be_seen(theme: int) -> None:
    tokens = _tokens()[theme]
    assert _contrast(tokens["field"], tokens["paper"]) >= 3


@pytest.mark.parametrize("theme", [0, 1])
def test_the_colours_of_verdicts_are_of_about_equal_lightness(theme: int) -> None:
    tokens = _tokens()[theme]
    lightness = [_luminance(tokens[name]) for name in ("never", "choice", "promise", "silent")]
    assert (max(lightness) + 0.05) / (min(lightness) + 0.05) < 1.6


def test_a_contrast_that_is_too_low_is_seen() -> None:
    assert _contrast("#999999", "#ffffff") < ENOUGH


@pytest.mark.parametrize("file", sorted(STATIC.iterdir()), ids=lambda file: file.name)
def test_a_static_file_fetches_nothing_and_is_small(file: object) -> None:
    text = getattr(file, "read_text")()  # noqa: B009 -- the parameter's type is pytest's
    assert "url(" not in text
    assert "@import" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert len(text) < 24_000


def test_motion_stops_where_the_reader_wants_none() -> None:
    for file in STATIC.glob("*.css"):
        before = file.read_text().partition("prefers-reduced-motion: no-preference")[0]
        assert "transition" not in before
        assert "animation" not in before
