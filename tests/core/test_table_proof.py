"""The proof of a table: total, monotone in the declared directions, dependent on each of its inputs."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.level import Level
from iotclass.core.place import Place
from iotclass.core.scale import Connectivity, Exposure, Impact, Medium, Operations, Protection, SecurityClass
from iotclass.core.table import Case, Direction, Origin, Row, Table, problems, steps

RISES, FALLS = Direction.RISES, Direction.FALLS
INPUTS: tuple[tuple[type[Level], Direction], ...] = ((Medium, RISES), (Operations, FALLS))
EXPOSURES = tuple(Exposure)


def _table(outcomes: dict[Case, Level], order: list[Case] | None = None) -> Table:
    """A table from a medium (with which it rises) and operations (with which it falls) to an exposure."""
    lines = {case: line for line, case in enumerate(outcomes, start=2)}
    rows = {
        case: Row(case, outcomes[case], Origin.OURS, "-", Place("t.csv", lines[case]))
        for case in (order or list(outcomes))
    }
    return Table("t", INPUTS, Exposure, rows, Place("t.csv"))


def _sound() -> dict[Case, Level]:
    """Outcomes that rise with the medium and fall with operations, one step each."""
    return {(m, o): EXPOSURES[m.rank + 2 - o.rank] for m, o in product(Medium, Operations)}


def _found(table: Table) -> list[tuple[int, str]]:
    return [(problem.place.line, problem.message) for problem in problems(table)]


def test_a_total_monotone_table_has_no_problem() -> None:
    assert _found(_table(_sound())) == []


def test_every_missing_row_is_named() -> None:
    outcomes = _sound()
    gone = [(Medium.NEAR, Operations.NONE), (Medium.WIRELESS, Operations.OUTSIDE)]
    for case in gone:
        del outcomes[case]
    assert _found(_table(outcomes)) == [(0, "no row for near,none"), (0, "no row for wireless,outside")]


def test_a_step_down_where_the_outcome_rises_is_named_with_both_lines() -> None:
    outcomes = _sound() | {(Medium.WIRELESS, Operations.INSIDE): Exposure.E1}
    outcomes |= {(Medium.WIRELESS, Operations.OUTSIDE): Exposure.E1}
    assert _found(_table(outcomes)) == [
        (9, "wireless,inside gives E1, below E3 of line 6 (near,inside), but the outcome rises with medium"),
        (
            10,
            "wireless,outside gives E1, below E2 of line 7 (near,outside), but the outcome rises with medium",
        ),
    ]


def test_a_step_up_where_the_outcome_falls_is_named_with_both_lines() -> None:
    outcomes = _sound() | {(Medium.WIRELESS, Operations.OUTSIDE): Exposure.E5}
    below = "below E5 of line 10 (wireless,outside)"
    assert _found(_table(outcomes)) == [
        (9, f"wireless,inside gives E4, {below}, but the outcome falls with operations")
    ]


def test_an_input_that_never_matters_is_named() -> None:
    outcomes: dict[Case, Level] = {(m, o): EXPOSURES[m.rank] for m, o in product(Medium, Operations)}
    assert _found(_table(outcomes)) == [(0, "operations never changes the outcome")]


def test_a_table_of_one_outcome_depends_on_none_of_its_inputs() -> None:
    outcomes: dict[Case, Level] = dict.fromkeys(_sound(), Exposure.E3)
    assert _found(_table(outcomes)) == [
        (0, "medium never changes the outcome"),
        (0, "operations never changes the outcome"),
    ]


def test_a_missing_row_does_not_hide_a_step_the_wrong_way() -> None:
    outcomes = _sound() | {(Medium.WIRELESS, Operations.OUTSIDE): Exposure.E5}
    del outcomes[Medium.WIRED, Operations.NONE]
    messages = [message for _, message in _found(_table(outcomes))]
    assert "no row for wired,none" in messages
    assert any(message.startswith("wireless,inside gives E4, below E5") for message in messages)


@settings(max_examples=200, deadline=None)
@given(
    levels=st.lists(st.sampled_from(EXPOSURES), min_size=9, max_size=9),
    order=st.permutations(list(product(Medium, Operations))),
)
def test_the_proof_finds_every_wrong_step_whatever_the_order_of_the_rows(
    levels: list[Exposure], order: list[Case]
) -> None:
    outcomes: dict[Case, Level] = dict(zip(product(Medium, Operations), levels, strict=True))
    found = _found(_table(outcomes, order))
    assert found == _found(_table(outcomes))
    wrong = set()
    for (medium, operations), level in outcomes.items():
        for other in Medium:
            if other.rank == medium.rank + 1 and outcomes[other, operations].rank < level.rank:
                wrong.add(f"{other},{operations} gives {outcomes[other, operations]}")
        for more in Operations:
            if more.rank == operations.rank + 1 and outcomes[medium, more].rank > level.rank:
                wrong.add(f"{medium},{operations} gives {level}")
    steps_named = [message.partition(", below")[0] for _, message in found if ", below " in message]
    assert set(steps_named) == wrong
    matters_not = {message for _, message in found if message.endswith("never changes the outcome")}
    expected = set()
    if all(len({outcomes[m, o] for m in Medium}) == 1 for o in Operations):
        expected.add("medium never changes the outcome")
    if all(len({outcomes[m, o] for o in Operations}) == 1 for m in Medium):
        expected.add("operations never changes the outcome")
    assert matters_not == expected


def test_steps_lead_from_the_lower_outcome_to_the_higher_in_either_direction() -> None:
    table = _table(_sound())
    rising = list(steps(table, 0))
    falling = list(steps(table, 1))
    assert len(rising) == len(falling) == 6
    assert all(low[0].rank + 1 == high[0].rank and low[1] is high[1] for low, high in rising)
    assert all(low[1].rank == high[1].rank + 1 and low[0] is high[0] for low, high in falling)


def test_the_shipped_directions_are_those_of_the_method() -> None:
    from tests.models import METHODS, method

    expected = {
        "exposure": ((Connectivity, RISES), (Protection, FALLS)),
        "class": ((Impact, RISES), (Exposure, RISES)),
    }
    for id_ in METHODS:
        tables = method(id_).tables
        assert {name: tables[name].inputs for name in expected} == expected
        assert tables["class"].outcome is SecurityClass
