from __future__ import annotations

import io
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from django_set_up import set_up
from troth.web.locale import compile as catalogues

pytestmark = pytest.mark.slow  # every text of every template

_PLACE = re.compile(r"%\(\w+\)s|<[^>]+>")


def _both(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each text with its translation, however the two kinds of file hold plurals."""
    return {_tuple(message.id): _tuple(message.string) for message in catalogue if message.id}


def _tuple(texts: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


@pytest.fixture(autouse=True)
def _django() -> None:
    set_up()


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_text_for_data_subjects_is_translated(language: str) -> None:
    assert catalogues.missing(catalogues.read(language)) == ()


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_holds_no_text_that_is_gone(language: str) -> None:
    known = {message.id for message in catalogues.read(language) if message.id}
    assert known == set(catalogues.messages())


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_compiled_catalogue_is_what_the_text_gives(language: str) -> None:
    compiled = catalogues.catalogue_file(language).with_suffix(".mo").read_bytes()
    assert _both(read_mo(io.BytesIO(compiled))) == _both(catalogues.read(language))


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_translation_has_the_same_places_and_marks_as_its_source(language: str) -> None:
    for message in catalogues.read(language):
        for string in _tuple(message.string) if message.id else ():
            ids = _tuple(message.id)
            assert sorted(_PLACE.findall(string)) == sorted(_PLACE.findall(ids[-1])), string


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_missing_an_empty_and_a_guessed_translation_are_found(language: str) -> None:
    whole = catalogues.read(language)
    first, second, third = catalogues.messages()[:3]
    holed = Catalog(locale=language)
    for message in whole:
        if message.id and message.id != first:
            holed.add(
                message.id,
                string="" if message.id == second else message.string,
                flags=("fuzzy",) if message.id == third else (),
            )
    assert set(catalogues.missing(holed)) == {first, second, third}


def test_texts_are_found_in_templates_and_in_modules() -> None:
    found = catalogues.messages()
    assert "At a glance" in found
    assert "The law demands it." in found
    assert any(isinstance(each, tuple) for each in found)
