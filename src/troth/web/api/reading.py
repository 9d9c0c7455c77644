"""How is a body read? As JSON in UTF-8, and nothing else: no `NaN`, no half characters, no nesting without end."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec
from ninja.parser import Parser

if TYPE_CHECKING:
    from django.http import HttpRequest
    from ninja.types import DictStrAny


class StrictParser(Parser):
    """Reads bodies; whatever it raises is answered as a malformed body."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The value that the body holds; ninja gives it to a shape, which says what is wrong with it."""
        return cast("DictStrAny", msgspec.json.decode(request.body))
