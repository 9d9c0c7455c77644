"""A small notice, and its review under way in an installation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from e2e.console.filled import OURS

if TYPE_CHECKING:
    from e2e.console.filled import Filled

LIST = f"/console/{OURS}/policies/"
NEW = f"{LIST}proposals/new/"
NOTICE = """\
# Privacy notice

Last updated: 1 May 2027

## What we do

We use your e-mail address to send you our newsletter if you agree.
We use your postal address to send you our newsletter if you agree.
We never sell your personal information.
We keep your order history for six years.
The weather in the mountains is often fine.

## Your rights

You can ask us for a copy of your data, and to erase it.
You can opt out of our newsletter at any time.
"""


def proposed(ours: Filled, text: str = NOTICE, basis: str = "", who: str = "officer") -> str:
    """Send a notice; the path of its review."""
    answer = ours.client(who).post(NEW, {"text": text, "basis": basis})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def page(ours: Filled, path: str, who: str = "officer") -> str:
    """What a path shows."""
    answer = ours.client(who).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def button(shown: str, name: str, address: str) -> str:
    """The value of a button of a review's page that is about one element alone."""
    (found,) = re.findall(rf'name="{name}" value="(\w+ s\d+ {re.escape(address)})"', shown)
    return str(found)


def hidden(shown: str, name: str = "mark") -> str:
    """The value of a hidden field, the first of that name."""
    found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', shown)
    assert found is not None
    return found[1]


def sentence(shown: str, words: str) -> str:
    """The id of the sentence that has these words."""
    found = re.search(rf'id="(s\d+)"(?:(?! id="s\d).)*?{re.escape(words)}', shown, re.DOTALL)
    assert found is not None
    return found[1]
