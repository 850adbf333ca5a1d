"""The search for other tables that agree with the paper's text, against all pairs of tables there are."""

from __future__ import annotations

from itertools import product

import pytest

from iotclass.core.admissible import Admissible
from iotclass.core.explanation import explain
from iotclass.core.level import Level
from iotclass.core.scale import Connectivity, Exposure, Impact, Protection, SecurityClass, Severity
from iotclass.core.system import Challenge, Component
from iotclass.core.table import Case, Origin
from tests.core.published import TABLES
from tests.core.table_pairs import FIVE, B, can_be, eroded, pairs, possible
from tests.models import METHODS, PAPER, SMALL, assessed, method, part, spanned, whole_system


def test_the_pairs_of_tables_that_agree_with_the_text_are_counted() -> None:
    assert sum(tables for tables, _, _ in pairs()) == 610_868_520


@pytest.mark.parametrize("id_", METHODS)
def test_every_exposure_and_class_that_some_pair_gives_is_found_and_no_other(id_: str) -> None:
    admissible = Admissible(method(id_))
    levels = [list(scale) for scale in (Connectivity, Protection, Impact)]
    wrong, tried = [], 0
    for c, p, i in product(FIVE, FIVE, FIVE):
        found = admissible.classes(levels[0][c - 1], levels[1][p], levels[2][i - 1])
        ranks = {(exposure.rank + 1, letter.rank + 1) for exposure, letter in found}
        tried += 1
        if ranks != possible(c, p, i):
            wrong.append((c, p, i))
    assert tried == 125
    assert wrong == []


def test_an_unprotected_component_is_exposed_the_most_in_every_pair() -> None:
    admissible = Admissible(method("iotclass-1"))
    for connectivity, impact in product(Connectivity, Impact):
        found = admissible.classes(connectivity, Protection.UNPROTECTED, impact)
        rank = impact.rank + 1
        letters = {letter for _, _, classed in pairs() for letter in can_be(classed, rank, 5)}
        assert {exposure for exposure, _ in found} == {Exposure.E5}
        assert {letter.rank + 1 for _, letter in found} == letters


def test_the_cells_marked_derived_are_the_same_in_every_pair_and_no_inferred_one_is() -> None:
    fixed = {"exposure": set(), "class": set()}  # type: dict[str, set[tuple[str, str]]]
    exposed = classed = 0
    for _, one, other in pairs():
        exposed, classed = exposed | one, classed | other
    for row, column in product(FIVE, FIVE):
        if len(can_be(exposed, row, column)) == 1:
            fixed["exposure"].add((f"C{column}", f"P{row}"))
        if len(can_be(classed, row, column)) == 1:
            fixed["class"].add((str(list(Impact)[row - 1]), f"E{column}"))
    sure = {
        name: {case for case, (_, origin) in TABLES[name].items() if origin in {"given", "derived"}}
        for name in fixed
    }
    assert fixed == sure
    assert all(
        row.origin is not Origin.DERIVED for row in method(METHODS[0]).tables["exposure"].rows.values()
    )


def test_the_three_contested_cells_have_the_other_value_in_some_pair() -> None:
    impacts = {"Moderate": 3, "Major": 4}
    assert 4 in {exposure for exposure, _ in possible(4, 3, 1)}  # (C4, P3) may be E4
    major = {letter for _, _, classed in pairs() for letter in can_be(classed, impacts["Major"], 2)}
    moderate = {letter for _, _, classed in pairs() for letter in can_be(classed, impacts["Moderate"], 4)}
    assert B in major  # (Major, E2) may be B
    assert 5 in moderate  # (Moderate, E4) may be E


def test_inferred_cells_of_the_other_tables_vary_as_far_as_order_and_statements_let_them() -> None:
    admissible = Admissible(method(METHODS[0]))
    severities = list(Severity)
    impact = {one: {level.rank for level in admissible.outcomes("impact", (one,))} for one in Severity}
    # low is Minor and very high Catastrophic; between them every order of two cells is free
    assert impact == dict(zip(severities, ({0}, {1}, {1, 2, 3, 4}, {1, 2, 3, 4}, {4}), strict=True))
    erosion = {
        case: {str(level) for level in admissible.outcomes("erosion", case)}
        for case in product(Protection, Severity)
    }
    assert len(erosion) == 30
    assert erosion == {case: eroded(case) for case in erosion}


Cell = tuple[str, Case]


def _case(id_: str, connectivity: Level, designed: Level, severity: Level) -> Component:
    return part(
        id_,
        connectivity=spanned(connectivity),
        protection=spanned(designed),
        challenges=(Challenge("noise", "Noise", spanned(severity)),),
    )


def _marked_for_its_pair(connectivity: Level, protection: Level, impact: Level) -> set[Cell]:
    """The exposure and class cells of a case that another pair of tables changes, with its class."""
    own = TABLES["exposure"][str(connectivity), str(protection)][0]
    letter = TABLES["class"][str(impact), own][0]
    if protection is Protection.UNPROTECTED:  # exposed the most in every pair
        found = {(5, one) for _, _, cells in pairs() for one in can_be(cells, impact.rank + 1, 5)}
    else:
        found = possible(connectivity.rank + 1, protection.rank, impact.rank + 1)
    exposures, letters = list(Exposure), list(SecurityClass)
    marked: set[Cell] = set()
    for exposure, other in found:
        if str(letters[other - 1]) != letter:
            same = str(exposures[exposure - 1]) == own
            marked |= (
                {("class", (impact, Exposure(own)))} if same else {("exposure", (connectivity, protection))}
            )
    return marked


def _marked(connectivity: Level, designed: Level, severity: Level) -> set[Cell]:
    """Every cell on the way to a class by the paper's method that other tables change, with the class."""
    tables = method(PAPER).tables

    def letter(impact: Level, protection: Level) -> Level:
        return tables["class"][impact, tables["exposure"][connectivity, protection]]

    impact, effective = tables["impact"][severity,], tables["erosion"][designed, severity]
    marked = _marked_for_its_pair(connectivity, effective, impact)
    if any(letter(one, effective) is not letter(impact, effective) for one in _other_impacts(severity)):
        marked.add(("impact", (severity,)))
    others = [Protection(one) for one in eroded((Protection(str(designed)), Severity(str(severity))))]
    if any(letter(impact, one) is not letter(impact, effective) for one in others):
        marked.add(("erosion", (designed, severity)))
    return marked


def _other_impacts(severity: Level) -> list[Impact]:
    """What a severity's impact can be: medium and high lie anywhere from Minor to Catastrophic."""
    outcome, origin = TABLES["impact"][str(severity),]
    return list(Impact)[1:] if origin == "inferred" else [Impact(outcome)]


def test_a_cell_is_marked_contested_just_where_other_tables_that_agree_change_the_class() -> None:
    cases = list(product(Connectivity, Protection, Severity))
    assert len(cases) == 150
    admissible = Admissible(method(PAPER))
    (scenario,) = assessed(whole_system(_case(f"c{n}", *case) for n, case in enumerate(cases))).scenarios
    found = {
        case: explain(scenario, f"c{number}", method(PAPER), admissible, SMALL.content).contested
        for number, case in enumerate(cases)
    }
    assert found == {case: _marked(*case) for case in cases}
    assert {name for cells in found.values() for name, _ in cells} == {
        "exposure",
        "class",
        "impact",
        "erosion",
    }
