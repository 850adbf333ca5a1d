"""What the paper says of its tables: every statement holds, and every one of them is able to fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest

from iotclass.core.level import Level
from iotclass.core.scale import SCALES, Connectivity, Exposure, Impact, Protection, SecurityClass
from iotclass.core.statement import Cells, NotAbove, Reaches, Statement, violations
from iotclass.core.table import Case, Table
from tests.core.published import CLASSES, EXPOSURES, IMPACTS, PROTECTIONS, outcome
from tests.models import HERE, METHODS, method

STATED = [(id_, one) for id_ in METHODS for one in method(id_).statements]
IDS = [f"{id_}-{one.id}" for id_, one in STATED]


@pytest.mark.parametrize(("id_", "statement"), STATED, ids=IDS)
def test_every_statement_holds_in_its_method(id_: str, statement: Statement) -> None:
    assert list(violations(statement, method(id_).tables)) == []


@pytest.mark.parametrize(("id_", "statement"), STATED, ids=IDS)
def test_every_statement_is_violated_by_some_table_with_one_cell_altered(
    id_: str, statement: Statement
) -> None:
    tables = method(id_).tables
    broken = [changed for changed in _one_cell_altered(tables) if list(violations(statement, changed))]
    assert broken


def _one_cell_altered(tables: Mapping[str, Table]) -> Iterator[dict[str, Table]]:
    """Every way to give one cell of one table another outcome."""
    for name, table in tables.items():
        for case, row in table.rows.items():
            for level in table.outcome:
                if level is not row.outcome:
                    yield _altered(tables, name, case, level)


def _altered(tables: Mapping[str, Table], name: str, case: Case, level: Level) -> dict[str, Table]:
    table = tables[name]
    rows = {**table.rows, case: replace(table.rows[case], outcome=level)}
    return {**tables, name: replace(table, rows=rows)}


def test_the_methods_state_the_same_and_all_that_the_paper_says() -> None:
    first, second = ({one.id for one in method(id_).statements} for id_ in METHODS)
    assert first == second
    stated = method(METHODS[0]).statements
    assert len(first) == len(stated)
    reaches = {
        (
            str(one.connectivity),
            str(one.impact),
            str(one.level),
            tuple(map(str, one.at)),
            tuple(map(str, one.not_at)),
        )
        for one in stated
        if isinstance(one, Reaches)
    }
    assert reaches == {
        ("C2", "Insignificant", "A", ("P2", "P3", "P4", "P5"), ("P1",)),
        ("C4", "None", "B", ("P2", "P3", "P4"), ("P1",)),
        ("C4", "Moderate", "B", ("P4",), ("P3",)),
    }
    cells = {
        (one.table, frozenset(map(str, one.where)), str(one.outcome))
        for one in stated
        if isinstance(one, Cells)
    }
    assert cells == {
        ("exposure", frozenset({"P5"}), "E1"),
        ("class", frozenset({"E1"}), "A"),
        ("exposure", frozenset({"C1", "P1"}), "E4"),
        ("exposure", frozenset({"C2", "P3"}), "E2"),
        ("exposure", frozenset({"C4", "P4"}), "E2"),
        ("class", frozenset({"Catastrophic", "E4"}), "F"),
        ("class", frozenset({"Catastrophic", "E2"}), "D"),
        ("class", frozenset({"Minor", "E4"}), "C"),
        ("class", frozenset({"Moderate", "E2"}), "B"),
        ("impact", frozenset({"very high"}), "Catastrophic"),
        ("impact", frozenset({"low"}), "Minor"),
        ("impact", frozenset({"very low"}), "Insignificant"),
        ("erosion", frozenset({"P5", "very high"}), "P3"),
        ("erosion", frozenset({"P1", "very high"}), "P1"),
        ("erosion", frozenset({"P1", "low"}), "P1"),
        ("erosion", frozenset({"P4", "low"}), "P4"),
        ("erosion", frozenset({"P5", "very low"}), "P5"),
    }
    assert [one.table for one in stated if isinstance(one, NotAbove)] == ["erosion"]


def _reached(id_: str, connectivity: str, impacts: tuple[str, ...], letter: str) -> set[str]:
    """The protections P1 … P5 with which a class can be had, by the method's own tables."""
    tables = method(id_).tables
    exposure, class_ = tables["exposure"], tables["class"]
    return {
        str(protection)
        for protection, impact in product(Protection, Impact)
        if str(protection) != "unprotected"
        and str(impact) in impacts
        and str(class_[impact, exposure[Connectivity(connectivity), protection]]) == letter
    }


@pytest.mark.parametrize("id_", METHODS)
def test_the_three_sentences_about_reaching_a_class_hold(id_: str) -> None:
    assert _reached(id_, "C2", ("Insignificant",), "A") == {"P2", "P3", "P4", "P5"}
    assert _reached(id_, "C4", IMPACTS, "B") == {"P2", "P3", "P4"}
    assert _reached(id_, "C4", ("Moderate",), "B") == {"P4"}


@pytest.mark.parametrize("id_", METHODS)
def test_the_best_protection_gives_the_lowest_exposure_and_with_it_the_best_class(id_: str) -> None:
    tables = method(id_).tables
    exposed = [tables["exposure"][level, Protection.P5] for level in Connectivity]
    assert exposed == [Exposure.E1] * 5
    assert [tables["class"][level, Exposure.E1] for level in Impact] == [SecurityClass.A] * 5


def test_a_reaching_statement_finds_both_what_is_missed_and_what_is_reached_wrongly() -> None:
    tables = method(METHODS[0]).tables
    for at, protection in product((True, False), Protection):
        reaches = outcome("class", "Moderate", outcome("exposure", "C4", str(protection))) == "B"
        statement = Reaches(
            "x", "-", "", Connectivity.C4, Impact.MODERATE, SecurityClass.B,
            (protection,) if at else (), () if at else (protection,), HERE,
        )  # fmt: skip
        assert bool(list(violations(statement, tables))) is (reaches is not at), (at, protection)
    assert len(PROTECTIONS) == len(Protection)


def test_a_statement_on_cells_holds_just_where_every_cell_of_a_row_has_the_outcome() -> None:
    tables = method(METHODS[0]).tables
    found = {}
    for exposure, letter in product(EXPOSURES, CLASSES):
        statement = Cells("x", "-", "", "class", (Exposure(exposure),), SecurityClass(letter), HERE)
        found[exposure, letter] = len(list(violations(statement, tables)))
    expected = {
        (exposure, letter): sum(outcome("class", impact, exposure) != letter for impact in IMPACTS)
        for exposure, letter in product(EXPOSURES, CLASSES)
    }
    assert found == expected
    assert sum(not wrong for wrong in found.values()) == 1  # E1 alone gives one letter everywhere


@pytest.mark.parametrize("id_", METHODS)
def test_erosion_that_protects_violates_the_statement_that_challenges_do_not(id_: str) -> None:
    tables = method(id_).tables
    (statement,) = (one for one in method(id_).statements if isinstance(one, NotAbove))
    tried = 0
    for case, level in product(tables["erosion"].rows, Protection):
        wrong = list(violations(statement, _altered(tables, "erosion", case, level)))
        assert len(wrong) == (level > case[0]), (case, level)
        tried += 1
    assert tried == 6 * 5 * 6
    assert SCALES["protection"] is Protection
