"""The shipped framework: every entry whole, every entry used, facts that can be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iotclass.core.functionality import Functionality
from iotclass.read.content import read_sources
from iotclass.read.file import CONTENT

SHIPPED = read_sources()
FRAMEWORK = SHIPPED.content.framework
ENTRIES = list(FRAMEWORK.functionalities.values())
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PLACES = {"device", "gateway", "app", "cloud", "network", "organisation"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.id)
def test_every_functionality_has_every_field(entry: Functionality) -> None:
    assert KEBAB.fullmatch(entry.id)
    assert entry.title[0].isupper()
    for text in (entry.statement, entry.why, entry.check):
        assert text.endswith(".")
        assert len(text) > 40
    assert entry.area in FRAMEWORK.areas
    assert entry.topic in FRAMEWORK.topics
    assert entry.place.file == f"content/framework/{entry.area}/{entry.topic}.yaml"
    assert entry.place.line > 0
    assert set(entry.lives) <= PLACES
    assert entry.lives
    assert entry.id in FRAMEWORK.weaker[entry.id]
    assert any(source.document == "fazeldehkordi-2019" and source.clause for source in entry.sources)


def test_titles_are_told_apart() -> None:
    assert len({one.title for one in ENTRIES}) == len(ENTRIES) == len(FRAMEWORK.functionalities)


def test_every_functionality_is_a_criterion_of_some_kind() -> None:
    used = {one.id for profile in SHIPPED.content.profiles.values() for one in profile.criteria}

    assert set(FRAMEWORK.functionalities) == used


def test_a_stronger_functionality_counts_as_the_weaker_ones_below_it() -> None:
    weaker = FRAMEWORK.weaker

    assert weaker["multi-factor-authentication"] >= {
        "two-factor-authentication",
        "multi-factor-authentication",
    }
    assert "partial-update-capability" in weaker["full-update-capability"]
    assert "partially-quick-updates" in weaker["quick-updates"]
    assert "partially-encrypted-update-files" in weaker["encrypted-update-files"]
    assert "password-authentication" in weaker["strong-passwords"]
    assert weaker["password-authentication"] == {"password-authentication"}


def test_every_fact_is_a_question() -> None:
    assert len(SHIPPED.facts) > 10
    for id_, question in SHIPPED.facts.items():
        assert re.fullmatch(r"[a-z][a-z_]*", id_)
        assert question.endswith("?")


def test_every_file_of_the_framework_lies_where_its_area_and_topic_say() -> None:
    files = {path.relative_to(CONTENT / "framework") for path in (CONTENT / "framework").glob("*/*.yaml")}

    assert files == {Path(one.area) / f"{one.topic}.yaml" for one in ENTRIES}
