"""What was uploaded: a policy and a notice, or what is wrong with the files themselves?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from troth.errors import Place, Problem

MOST = 1_000_000
"""Octets of a file: far more than any policy or notice has."""
_ENDINGS = {".md": "notice.md", ".markdown": "notice.md", ".html": "notice.html", ".htm": "notice.html"}


@dataclass(frozen=True, slots=True)
class Upload:
    """Both texts, and the name that says how the notice is to be read."""

    policy: str
    notice: str
    notice_name: str


def upload(policy: bytes | None, notice: bytes | None, notice_name: str) -> Upload | list[Problem]:
    """The upload, or everything that is wrong with its files. Of the notice's name only the ending counts."""
    name = _ENDINGS.get(PurePosixPath(notice_name).suffix.lower(), "notice.txt")
    found: list[Problem] = []
    texts = [_text(policy, "policy.yaml", found), _text(notice, name, found)]
    return found or Upload(texts[0], texts[1], name)


def _text(data: bytes | None, name: str, found: list[Problem]) -> str:
    if not data:
        found.append(Problem(Place(name), "upload.missing", "the file is missing or empty", "choose the file again"))
        return ""
    if len(data) > MOST:
        help_ = "a policy and a notice are texts; check that it is the right file"
        found.append(Problem(Place(name), "upload.too-large", f"the file has more than {MOST:,} octets", help_))
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found.append(Problem(Place(name), "upload.not-utf-8", "the file is no text in UTF-8", "save it as UTF-8"))
        return ""
