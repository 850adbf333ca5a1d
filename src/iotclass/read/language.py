"""Languages, by their catalogues: files in the format of gettext, one per language, keyed by English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from iotclass.core.language import ENGLISH, Language
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.file import CONTENT, cited
from iotclass.read.word import unknown

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

CATALOGUES = CONTENT / "languages"


def languages() -> tuple[str, ...]:
    """The codes of all languages, English first."""
    return (ENGLISH.code, *sorted(path.stem for path in CATALOGUES.glob("*.po")))


def language(code: str) -> Language:
    """The language of that code. Raises InvalidError where there is none."""
    if code == ENGLISH.code:
        return ENGLISH
    known = languages()
    if code not in known:
        problems: list[Problem] = []
        message = f"there is no language {code!r}"
        unknown(Place("--language"), message, code, dict.fromkeys(known), problems)
        raise InvalidError(problems)
    return read_language(CATALOGUES / f"{code}.po")


def read_language(path: Path) -> Language:
    """The language of a catalogue, which is named by its code; `faults` proves it."""
    from gettext import c2py

    from babel import Locale

    locale, found = Locale.parse(path.stem), _read(path)
    symbols = locale.number_symbols["latn"]
    return Language(
        path.stem,
        locale.get_display_name() or path.stem,
        {
            one.id if isinstance(one.id, str) else one.id[0]: _forms(one.string)
            for one in found
            if one.id and all(_forms(one.string))
        },
        c2py(found.plural_expr),
        symbols["decimal"],
        symbols["group"],
    )


def faults(path: Path) -> Iterator[Problem]:
    """What is wrong with the messages of a catalogue: missing, unsure, or made of other values."""
    found = _read(path)
    for one in found:
        if not one.id:
            continue
        place = Place(cited(path), one.lineno or 0)
        ids, forms, many = _forms(one.id), _forms(one.string), not isinstance(one.id, str)
        id_, named = ids[0], [_names(each) for each in ids]
        if one.fuzzy:
            yield Problem(place, f"{id_!r} is marked fuzzy", "a text that somebody has looked at")
        if not all(forms) or len(forms) != (found.num_plurals if many else 1):
            expected = f"{found.num_plurals} forms" if many else "a text"
            yield Problem(place, f"{id_!r} is not translated", expected)
            continue
        for form in forms:
            if not named[0] & named[-1] <= _names(form) <= named[0] | named[-1]:
                expected = " and ".join(sorted(filter(None, named[-1]))) or "none"
                yield Problem(place, f"{id_!r} is translated with other values in its braces", expected)


def _names(template: str) -> frozenset[str]:
    """The names in the braces of a template; "" where braces do not fit."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
    except ValueError:
        return frozenset({""})


def _forms(text: object) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (str(text),)


def _read(path: Path) -> Catalog:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, locale=path.stem)
