"""Reports in another language: nothing that the program says itself is left in English.

A made-up language writes every letter wide, and the models of the examples say everything in Greek letters;
whatever stands in plain letters after that is an id, a code or a path, or was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from string import ascii_letters
from typing import Any

import pytest
import yaml

from iotclass.app.material import material
from iotclass.app.model import open_model
from iotclass.app.report import Asked, assess_asked
from iotclass.core.assess import Assessment
from iotclass.core.dossier import dossier
from iotclass.core.language import ENGLISH, Language
from iotclass.core.report import Report, Table, Tone, blocks
from iotclass.read.content import examples, shipped
from iotclass.read.language import CATALOGUES, language, read_language
from iotclass.read.proforma import categories, read_proformas
from iotclass.report.compose import for_buyer, report
from iotclass.report.evidence import evidence_report
from tests.report.composed import composed, runs, text

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in ascii_letters}
GREEK = {ord(letter): "αβγδεζηθικλμνξοπρσ"[place % 18] for place, letter in enumerate(ascii_letters)}
FREE = {
    "why",
    "title",
    "name",
    "system",
    "intended_use",
    "category",
    "by",
    "role",
    "status",
    "kind",
    "location",
}
"""The keys under which a model says something in words of its own."""
BRACES = re.compile(r"(\{\{|\}\}|\{[^{}]*\})")
WORD = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z_-]+[A-Za-z](?![\w-])")
PLACE = re.compile(r"[\w/.-]+\.(csv|yaml):\d+")
NAMES = {"iotclass", "EUR", "ETSI"}
EXAMPLES = sorted(examples())


class _Loader(yaml.SafeLoader):
    """YAML in which yes and no are words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag.endswith((":int", ":float", ":null"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def _wide(template: str) -> str:
    return "".join(part if part[:1] in "{}" else part.translate(WIDE) for part in BRACES.split(template))


def _made_up() -> Language:
    """A language with wide letters, by the messages of the German catalogue."""
    german = read_language(CATALOGUES / "de.po")
    forms = {id_: tuple(_wide(id_) for _ in found) for id_, found in german.messages.items()}
    return replace(ENGLISH, code="xx", messages=forms)


def _greek(value: Any, key: str = "") -> Any:
    """A model whose own words are in Greek letters; what is a kind or an id stays."""
    if isinstance(value, dict):
        return {name: _greek(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_greek(one, key) for one in value]
    return value.translate(GREEK) if isinstance(value, str) and key in FREE and " " in value else value


def _ids() -> set[str]:
    """Every word that ids of the content are made of."""
    content = shipped().content
    named = (content.framework.functionalities, content.profiles, content.challenges, content.methods)
    return {id_ for each in (*named, content.resources.resources, shipped().facts) for id_ in each}


def _english(found: Report, cited: Iterable[str] = ()) -> set[str]:
    """The words in plain letters of all that is not said to be English, and is not `cited` from elsewhere."""
    framework = shipped().content.framework
    told = [found.subtitle, found.notice, *(term for term, _ in found.facts.rows)]
    told += [run.text for run in runs(found) if run.language != "en" and run.tone is not Tone.CODE]
    for _, block in blocks(found):
        told.append(getattr(block, "title", ""))
        if isinstance(block, Table):
            told += [*block.columns, block.note]
        told.append(getattr(block, "words", ""))
    all_ = PLACE.sub("", "\n".join(told))
    titles = [title for one in framework.functionalities.values() for title in (one.title, one.question)]
    for title in sorted(
        {*titles, *cited}, key=len, reverse=True
    ):  # framework texts stay English, in sentences too
        all_ = all_.replace(title, "")
    return set(WORD.findall(all_))


def _written(name: str) -> Path:
    """The model of an example in Greek letters, in a file of the current folder."""
    said = yaml.load(examples()[name].read_text("utf-8"), _Loader)  # noqa: S506  # a safe one
    path = Path("model.yaml")
    path.write_text(yaml.safe_dump(_greek(said), allow_unicode=True, sort_keys=False), "utf-8")
    return path


@pytest.mark.parametrize("audience", ["all", "buyer"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_that_we_say_is_left_in_english(
    name: str, audience: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = _written(name)
    asked, words = Asked(plan=audience == "all", audience=audience), _made_up()
    made = material(assess_asked(str(path), asked), asked, words, pictured=True)

    found = (for_buyer if audience == "buyer" else report)(made, words)

    plain = set(re.findall(r"[\w-]+", path.read_text("utf-8")))
    assert _english(found) - plain - _ids() - NAMES == set()


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_statement_says_anything_in_english(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = _written(name)
    opened = open_model(str(path), None, None)
    system, proformas = opened.system, read_proformas(opened.shipped.sources)
    answered = [opened.shipped.sources.documents[id_] for id_ in proformas.proformas]
    made = [
        dossier(system, system.scenarios[0], one, proformas, categories(), opened.content) for one in answered
    ]

    found = evidence_report(made, Assessment(system, opened.method, opened.content, ()), _made_up())

    cited = [cited for one in answered for cited in (one.name, one.edition, *map(one.printed, one.clauses))]
    plain = set(re.findall(r"[\w-]+", path.read_text("utf-8")))
    assert _english(found, cited) - plain - _ids() - NAMES == set()


@pytest.mark.parametrize("name", EXAMPLES)
def test_german_reports_say_german_words(name: str) -> None:
    found = composed(name, Asked(language="de"))

    assert found.language == "de"
    assert [found.sections[place].title for place in (0, 1, -1)] == [
        "Kurz gefasst",
        "Komponenten",
        "Anhang: die Methode",
    ]
    assert "nicht erfüllt" in text(found)


def test_german_numbers_have_german_marks() -> None:
    german = language("de")
    assert german.number(1234567.891, 2) == "1.234.567,89"
    assert german.percent(0.0625, 2) == "6,25\u00a0%"
    assert ENGLISH.percent(0.0625, 2) == "6.25 %"
