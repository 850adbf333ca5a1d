"""Catalogues of languages: what they give, and each flaw with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.core.language import ENGLISH
from iotclass.core.level import Span
from iotclass.core.phrase import joined, later, said, said_many, say, series
from iotclass.core.place import InvalidError
from iotclass.core.scale import Severity
from iotclass.core.usage import figure
from iotclass.read.language import faults, language, languages, read_language

HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);\\n"\n\n'


def _catalogue(folder: Path, messages: str) -> Path:
    path = folder / "cs.po"
    path.write_text(HEAD + messages, "utf-8")
    return path


def test_languages_are_known_by_their_codes() -> None:
    assert languages() == ("en", "de")
    assert language("en") is ENGLISH
    assert language("de").name == "Deutsch"


def test_an_unknown_language_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidError) as found:
        language("ded")
    assert str(found.value) == (
        "--language: there is no language 'ded'; expected one of en, de (did you mean 'de'?)"
    )


def test_a_phrase_is_said_with_its_values_and_what_these_say(tmp_path: Path) -> None:
    czech = read_language(
        _catalogue(
            tmp_path,
            'msgid "{who} and {whom}"\nmsgstr "{whom} a {who}"\n\n'
            'msgid "low"\nmsgstr "nízká"\n\n'
            'msgid "harm of {id}"\nmsgstr "škoda {id}"\n\n'
            'msgid "; "\nmsgstr " / "\n\n'
            'msgid "{count} day"\nmsgid_plural "{count} days"\n'
            'msgstr[0] "{count} den"\nmsgstr[1] "{count} dny"\nmsgstr[2] "{count} dní"\n',
        )
    )

    assert czech.name == "čeština"
    inner = say(later("harm of {id}", "x1"))
    assert inner == "harm of x1"
    assert czech.of(said("{who} and {whom}", who=inner, whom=Severity.LOW)) == "nízká a škoda x1"
    assert czech.of(said("{who} and {whom}", who="low", whom="harm of {id}")) == "harm of {id} a low"
    assert czech.of(series("; ", ["low", inner])) == "low / škoda x1"
    assert [czech.many("{count} day", "{count} days", count) for count in (1, 2, 5)] == [
        "1 den",
        "2 dny",
        "5 dní",
    ]
    assert czech.of(said("{amount} left", amount=figure(1234.5))) == "1\u00a0234 left"
    assert czech.of(said("{amount} left", amount=figure(0.25))) == "0,25 left"
    assert czech.of(Span(Severity.LOW, Severity.HIGH)) == "nízká–high"
    assert czech("nothing says this") == "nothing says this"


def test_english_says_phrases_as_they_are() -> None:
    counted = [said_many("{count} day of {ids}", "{count} days of {ids}", one, ids="a") for one in (0, 1, 2)]
    phrases = [*counted, series(" and ", counted), joined(counted), joined(counted[:1]), figure(1234.5)]

    assert [ENGLISH.of(one) for one in phrases] == phrases


def test_a_list_of_ten_thousand_is_said() -> None:
    many = joined([said("{id}", id=number) for number in range(10_000)])

    assert ENGLISH.of(many) == many


FLAWS = {
    "not translated": ('msgid "a"\nmsgstr ""\n', ["cs.po:5: 'a' is not translated; expected a text"]),
    "unsure": (
        '#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
        ["cs.po:6: 'a' is marked fuzzy; expected a text that somebody has looked at"],
    ),
    "a value is missing": (
        'msgid "a {one} {two}"\nmsgstr "b {one}"\n',
        ["cs.po:5: 'a {one} {two}' is translated with other values in its braces; expected one and two"],
    ),
    "a value too many": (
        'msgid "a"\nmsgstr "b {one}"\n',
        ["cs.po:5: 'a' is translated with other values in its braces; expected none"],
    ),
    "a brace too many": (
        'msgid "a {one}"\nmsgstr "b {one}}"\n',
        ["cs.po:5: 'a {one}' is translated with other values in its braces; expected one"],
    ),
    "a form is missing": (
        'msgid "{n} a"\nmsgid_plural "{n} as"\nmsgstr[0] "{n} b"\nmsgstr[1] "{n} bs"\n',
        ["cs.po:5: '{n} a' is not translated; expected 3 forms"],
    ),
    "a form without the count": (
        'msgid "{n} a"\nmsgid_plural "{n} as"\nmsgstr[0] "b"\nmsgstr[1] "{n} bs"\nmsgstr[2] "{n} bs"\n',
        ["cs.po:5: '{n} a' is translated with other values in its braces; expected n"],
    ),
    "none": (
        'msgid "one line"\nmsgid_plural "{n} lines"\nmsgstr[0] "b"\nmsgstr[1] "{n} bs"\nmsgstr[2] "{n} bs"\n',
        [],
    ),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_each_flaw_of_a_catalogue_is_found_with_its_line(flaw: str, tmp_path: Path) -> None:
    messages, expected = FLAWS[flaw]
    path = _catalogue(tmp_path, messages)

    found = [str(one).removeprefix(f"{path.parent.as_posix()}/") for one in faults(path)]

    assert found == expected
