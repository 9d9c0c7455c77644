"""Which texts have to be translated, and are they?

Reads every text that a template or a module of the web stage marks for translation, adds the new ones to the catalogue
of each language (`<language>/LC_MESSAGES/django.po`), drops those that are gone, and compiles the catalogues. Written
with Babel, which only developers need; the compiled files are part of the source, so that nothing has to be built.

    python -m troth.web.locale.compile

Rules:
1. English is the language of the source; every other language has every text, none of them guessed (`fuzzy`).
2. Texts for staff (`console`) stay English.
3. The same catalogue compiles to the same octets.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

LOCALE = Path(__file__).parent
WEB = LOCALE.parent
LANGUAGES = ("fr", "de")
FOR_STAFF = ("console",)
_KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "gettext_noop": None,
}  # fmt: skip

_HEADER = """\
# Texts for data subjects. New ones are added by `python -m troth.web.locale.compile`; translate what is empty.
#"""

MessageId = str | tuple[str, str]


def messages() -> tuple[MessageId, ...]:
    """Every text to be translated, with its plural where it has one, in the order of the files."""
    return tuple(dict.fromkeys(found for file in _files() for found in _messages_of(file)))


def _files() -> Iterator[Path]:
    for file in (*sorted((WEB / "templates").rglob("*.html")), *sorted((WEB / "templates").rglob("*.txt"))):
        if not set(FOR_STAFF) & set(file.relative_to(WEB).parts):
            yield file
    for file in sorted(WEB.rglob("*.py")):
        if not {*FOR_STAFF, "locale"} & set(file.relative_to(WEB).parts):
            yield file


def _messages_of(file: Path) -> Iterator[MessageId]:
    from babel.messages.extract import extract
    from django.utils.translation.template import templatize

    text = file.read_text(encoding="utf-8")
    source = text if file.suffix == ".py" else templatize(text, origin=str(file))
    for _, found, _, _ in extract("python", io.BytesIO(source.encode()), keywords=_KEYWORDS):
        yield found if isinstance(found, str) else (str(found[0]), str(found[1]))


def catalogue_file(language: str) -> Path:
    """The catalogue of a language, for people to edit."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language."""
    from babel.messages.pofile import read_po

    with catalogue_file(language).open("rb") as stream:
        return read_po(stream, locale=language)


def completed(old: Catalog) -> Catalog:
    """The catalogue with every text of today, in order; new ones are empty, and what is gone is dropped."""
    from babel.messages.catalog import Catalog

    new = Catalog(locale=old.locale, domain="django", header_comment=_HEADER, fuzzy=False, charset="utf-8")
    new.project, new.version = "troth", "1"
    new.msgid_bugs_address = new.last_translator = new.language_team = "-"
    new.creation_date = new.revision_date = old.creation_date
    for id_ in messages():
        known = old.get(id_[0] if isinstance(id_, tuple) else id_)
        new.add(id_, string=known.string if known else None)
    return new


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    from babel.messages.mofile import write_mo

    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def missing(catalogue: Catalog) -> tuple[MessageId, ...]:
    """The texts that the catalogue lacks, has empty, or has only guessed."""
    found = []
    for id_ in messages():
        known = catalogue.get(id_[0] if isinstance(id_, tuple) else id_)
        strings = (known.string if isinstance(known.string, (tuple, list)) else (known.string,)) if known else ()
        if known is None or known.fuzzy or not strings or not all(strings):
            found.append(id_)
    return tuple(found)


def main() -> int:
    """Complete and compile every catalogue; 1 where texts still wait for their translation."""
    from babel.messages.pofile import write_po

    waiting = 0
    for language in LANGUAGES:
        catalogue = completed(read(language))
        stream = io.BytesIO()
        write_po(stream, catalogue, width=0)
        catalogue_file(language).write_bytes(stream.getvalue())
        catalogue_file(language).with_suffix(".mo").write_bytes(compiled(catalogue))
        lacking = missing(catalogue)
        waiting += len(lacking)
        sys.stdout.write(f"{language}: {len(messages())} texts, {len(lacking)} without a translation\n")
        sys.stdout.writelines(f"  {id_!r}\n" for id_ in lacking)
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
