"""Words: every level of every scale has a title, a question and, where it is a class, a sentence."""

from __future__ import annotations

import pytest

from iotclass.core.level import Level
from iotclass.core.scale import SCALES, SecurityClass
from iotclass.read.content import read_sources
from iotclass.read.file import CONTENT, yaml_file

METHODS = read_sources().content.methods
LEVELS = [level for scale in SCALES.values() for level in scale]
CASES = [(method, level) for method in METHODS for level in LEVELS]


@pytest.mark.parametrize(("method", "level"), CASES, ids=[f"{one} {level}" for one, level in CASES])
def test_every_level_has_its_words(method: str, level: Level) -> None:
    word = METHODS[method].words[level]

    assert word.title
    assert len(word.title) <= 40
    assert word.title != str(level)
    assert word.question.endswith("?")
    if isinstance(level, SecurityClass):
        assert word.sentence.endswith(".")
    else:
        assert word.sentence == ""


@pytest.mark.parametrize("method", METHODS)
def test_the_words_of_one_scale_are_told_apart(method: str) -> None:
    words = METHODS[method].words
    for scale in SCALES.values():
        for field in ("title", "question"):
            assert len({getattr(words[level], field) for level in scale}) == len(scale)
    assert set(METHODS[method].scale_titles) == set(SCALES)


def test_both_methods_use_the_same_words() -> None:
    first, second = METHODS.values()

    assert first.words == second.words


def test_what_differs_between_the_methods_is_said_in_their_settings() -> None:
    settings = {
        id_: (one.impact_from.value, one.below_p1.value, sorted(one.severity_acts_on))
        for id_, one in METHODS.items()
    }

    assert settings == {
        "fazeldehkordi-2019": ("severity", "floor", ["impact", "protection"]),
        "iotclass-1": ("harm", "unprotected", ["protection"]),
    }


def test_the_words_of_the_project_are_sentences_for_people() -> None:
    words = yaml_file(CONTENT / "glossary.yaml", "glossary").mapping["words"].mapping

    asked_for = {
        *("component", "link", "scenario", "kind", "functionality", "control", "criterion", "challenge"),
        *("judgement", "finding", "requirement", "source", "gap", "plan", "fleet"),
    }
    assert asked_for <= set(words)
    assert all(node.text.endswith(".") for node in words.values())
