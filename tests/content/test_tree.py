"""The tree against section IV of the paper: areas, topics, and every item found by a search."""

from __future__ import annotations

import pytest

from iotclass.core.search import search, selected
from iotclass.read.content import read_sources
from tests.content.paper_items import AREAS, ITEMS, TOPICS

FRAMEWORK = read_sources().content.framework


def test_the_areas_are_those_of_the_paper_under_its_two_concerns() -> None:
    assert set(FRAMEWORK.areas) == set(AREAS.values())
    assert {one.title.casefold() for one in FRAMEWORK.areas.values()} == {
        name.casefold().replace(", and", " and") for name in AREAS
    }
    assert {one.id: one.colour for one in FRAMEWORK.concerns.values()} == {
        "life-cycle": "blue",
        "management": "green",
    }
    life_cycle = [one.id for one in FRAMEWORK.areas.values() if one.concern == "life-cycle"]
    assert set(life_cycle) == {"operations-security", "development-maintenance-and-audit", "decommissioning"}


@pytest.mark.parametrize(("title", "id_"), TOPICS.items())
def test_the_topics_that_the_paper_names_are_there(title: str, id_: str) -> None:
    assert FRAMEWORK.topics[id_].title.casefold() == title


def test_every_topic_has_functionalities_and_a_question() -> None:
    for topic in FRAMEWORK.topics.values():
        assert topic.question.endswith("?")
        assert len(list(selected(FRAMEWORK, topic=topic.id))) >= 3


@pytest.mark.parametrize(("words", "id_"), ITEMS.items())
def test_every_item_of_section_four_is_found(words: str, id_: str) -> None:
    found = [one.functionality.id for one in search(FRAMEWORK, words)]
    assert id_ in found[:8]


def test_a_search_gives_scores_that_fall_and_nothing_for_nothing() -> None:
    scores = [one.score for one in search(FRAMEWORK, "secure update")]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0
    assert search(FRAMEWORK, "") == search(FRAMEWORK, "zzzz") == ()


def test_what_is_selected_has_all_that_was_asked_for() -> None:
    found = list(selected(FRAMEWORK, area="decommissioning", lives="device", document="cra"))
    assert found
    for one in found:
        assert (one.area, "device" in one.lives, "cra" in one.documents) == ("decommissioning", True, True)
    every = [
        one
        for one in FRAMEWORK.functionalities.values()
        if one.area == "decommissioning" and "device" in one.lives and "cra" in one.documents
    ]
    assert found == every
