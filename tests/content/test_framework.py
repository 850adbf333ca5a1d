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
PHASES = {"design", "development", "production", "installation", "operation", "maintenance"}
PHASES |= {"decommissioning"}
PLACES = {"device", "gateway", "app", "cloud", "network", "organisation"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.id)
def test_every_functionality_has_every_field(entry: Functionality) -> None:
    assert KEBAB.fullmatch(entry.id)
    assert entry.title[0].isupper()
    for text in (entry.statement, entry.why, entry.check):
        assert text.endswith(".")
        assert len(text) > 24
    assert entry.area in FRAMEWORK.areas
    assert entry.topic in FRAMEWORK.topics
    assert entry.place.file == f"content/framework/{entry.area}/{entry.topic}.yaml"
    assert entry.place.line > 0
    assert set(entry.lives) <= PLACES
    assert entry.lives
    assert entry.id in FRAMEWORK.weaker[entry.id]
    assert entry.question.endswith("?")
    assert 10 < len(entry.question) < 120
    assert entry.sources
    assert entry.phase in PHASES
    for cost in entry.costs.values():
        assert (cost.amount >= 2) == bool(cost.why)


def test_titles_are_told_apart() -> None:
    assert len({one.title for one in ENTRIES}) == len(ENTRIES) == len(FRAMEWORK.functionalities)


def test_every_criterion_is_a_functionality() -> None:
    used = {one.id for profile in SHIPPED.content.profiles.values() for one in profile.criteria}

    assert len(used) > 40
    assert used <= set(FRAMEWORK.functionalities)


def test_at_least_half_of_the_functionalities_are_traced_to_three_documents_or_more() -> None:
    several = [one for one in ENTRIES if len(one.documents) >= 3]

    assert len(several) * 2 >= len(ENTRIES) >= 300


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


def test_no_statement_repeats_what_a_document_says() -> None:
    """Documents are here by topics in our words alone; what stands there must not stand here again."""
    titles = [
        clause.title.casefold()
        for document in SHIPPED.sources.documents.values()
        for clause in document.clauses.values()
        if len(clause.title.split()) >= 6
    ]
    said = " | ".join(one.statement for one in ENTRIES).casefold()

    assert len(titles) > 200
    assert [title for title in titles if title in said] == []
