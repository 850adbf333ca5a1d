"""Every cell of both built-in methods, with its origin, against the tables as typed in."""

from __future__ import annotations

from itertools import product

import pytest

from iotclass.core.difference import differences
from iotclass.core.method import BelowP1, ImpactFrom
from iotclass.core.scale import SCALES
from iotclass.core.table import Origin, problems
from iotclass.read.content import read_sources, shipped
from tests.core.published import SETTINGS, TABLES
from tests.core.reference import ASCENDING
from tests.models import METHODS, OURS, PAPER, method

ORIGINS = [one for one in Origin if one is not Origin.ATTESTED]
"""Where cells come from: no other document speaks for them."""
CASES = {"exposure": 30, "class": 25, "impact": 5, "erosion": 30, "connectivity": 36}


def test_there_are_two_methods() -> None:
    assert set(shipped().content.methods) == set(METHODS)


def test_every_scale_has_its_levels_in_order() -> None:
    assert {name: tuple(map(str, scale)) for name, scale in SCALES.items()} == ASCENDING


@pytest.mark.parametrize(("id_", "name"), list(product(METHODS, TABLES)))
def test_every_cell_holds_what_the_method_says_with_its_origin(id_: str, name: str) -> None:
    table = method(id_).tables[name]
    found = {tuple(map(str, case)): (str(row.outcome), row.origin.value) for case, row in table.rows.items()}
    assert len(found) == CASES[name]
    assert found == TABLES[name]


@pytest.mark.parametrize("id_", METHODS)
def test_a_method_has_these_tables_and_no_others(id_: str) -> None:
    assert set(method(id_).tables) == set(TABLES)


@pytest.mark.parametrize(("id_", "name"), list(product(METHODS, TABLES)))
def test_the_rows_cite_their_lines_and_cover_every_case(id_: str, name: str) -> None:
    table = method(id_).tables[name]
    assert list(problems(table)) == []
    assert {row.case for row in table.rows.values()} == set(table.cases())
    assert all(row.case == case for case, row in table.rows.items())
    lines = sorted(row.place.line for row in table.rows.values())
    assert lines == list(range(2, CASES[name] + 2))
    assert {row.place.file for row in table.rows.values()} == {f"content/methods/{id_}/{name}.csv"}


@pytest.mark.parametrize("id_", METHODS)
def test_the_exposure_and_class_cells_follow_the_rules_that_filled_them(id_: str) -> None:
    tables = method(id_).tables
    exposure = {
        (c, p): 1 if p == 5 else min(max(5 - p + (c - 1) // 2, 1), 5)
        for c, p in product(range(1, 6), range(1, 6))
    }
    class_ = {
        (i, e): 1 if e == 1 else min(max(i + e - 3, 1), 6) for i, e in product(range(1, 6), range(1, 6))
    }
    assert exposure == {
        (case[0].rank + 1, case[1].rank): row.outcome.rank + 1
        for case, row in tables["exposure"].rows.items()
        if str(case[1]) != "unprotected"
    }
    assert class_ == {
        (case[0].rank + 1, case[1].rank + 1): row.outcome.rank + 1
        for case, row in tables["class"].rows.items()
    }


@pytest.mark.parametrize("id_", METHODS)
def test_the_origins_are_these_many(id_: str) -> None:
    found = {
        name: {origin.value: sum(row.origin is origin for row in table.rows.values()) for origin in ORIGINS}
        for name, table in method(id_).tables.items()
    }
    assert found == {
        "exposure": {"given": 8, "derived": 0, "inferred": 17, "ours": 5},
        "class": {"given": 9, "derived": 2, "inferred": 14, "ours": 0},
        "impact": {"given": 3, "derived": 0, "inferred": 2, "ours": 0},
        "erosion": {"given": 5, "derived": 0, "inferred": 20, "ours": 5},
        "connectivity": {"given": 10, "derived": 0, "inferred": 26, "ours": 0},
    }


def test_the_methods_differ_in_what_they_declare_and_in_no_cell() -> None:
    found = differences(method(PAPER), method(OURS))
    assert found.cells == ()
    assert found.settings == (
        ("impact comes from", "severity", "harm"),
        ("controls that fail P1 give", "floor", "unprotected"),
        ("severity acts on", "impact and protection", "protection"),
    )
    for name in TABLES:
        ours, theirs = (
            {
                case: (row.outcome, row.origin, row.section)
                for case, row in method(id_).tables[name].rows.items()
            }
            for id_ in METHODS
        )
        assert ours == theirs, name


@pytest.mark.parametrize("id_", METHODS)
def test_a_method_declares_what_its_description_says(id_: str) -> None:
    expected, found = SETTINGS[id_], method(id_)
    assert found.impact_from is ImpactFrom(expected.impact_from)
    assert found.below_p1 is BelowP1(expected.below_p1)
    assert found.severity_acts_on == expected.severity_acts_on


@pytest.mark.parametrize("id_", METHODS)
def test_the_compiled_method_is_the_one_of_the_sources(id_: str) -> None:
    assert shipped().content.methods[id_] == read_sources().content.methods[id_]


@pytest.mark.parametrize("id_", METHODS)
def test_every_level_of_every_scale_has_words(id_: str) -> None:
    found = method(id_)
    levels = {
        level
        for scale in ("connectivity", "protection", "exposure", "impact", "severity", "class")
        for level in SCALES[scale]
    }
    assert len(levels) == 5 + 6 + 5 + 5 + 5 + 6
    assert all(found.words[level].title and found.words[level].question for level in levels)
    assert all(found.words[level].sentence for level in SCALES["class"])
