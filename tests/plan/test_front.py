"""The front of plans against every possible set of changes: all points that are not beaten, and no others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iotclass.plan.front import RESULTS, front
from iotclass.plan.program import Clock, Program, Solution
from iotclass.plan.task import task
from tests.models import assessed
from tests.plan.instance import Instance, instances, tried

PATIENT = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _unbeaten(points: set[tuple[float, int]]) -> list[tuple[float, int]]:
    """Of cost and result (less is better, both), those that no other beats."""
    kept = {
        one
        for one in points
        if not any(other != one and other[0] <= one[0] and other[1] <= one[1] for other in points)
    }
    return sorted(kept)


@PATIENT
@given(instances())
def test_cost_against_requirements_met(instance: Instance) -> None:
    found = front(instance.task(), Clock(None))
    expected = _unbeaten({(round(one.cost, 6), -len(one.met)) for one in tried(instance)})
    assert [(round(one.cost, 6), -one.met) for one in found.by_met] == expected
    assert all(one.proved for one in found.by_met)


@PATIENT
@given(instances())
def test_cost_against_the_class_of_the_scenario(instance: Instance) -> None:
    found = front(instance.task(), Clock(None))
    every = {
        (round(one.cost, 6), one.then.level.worst.badness)
        for one in tried(instance)
        if one.then.level is not None
    }
    got = [(round(one.cost, 6), one.level.badness) for one in found.by_class if one.level is not None]
    assert got == _unbeaten(every)


@PATIENT
@given(instances(), st.sampled_from(RESULTS))
def test_one_result_alone_gives_the_same_points(instance: Instance, result: str) -> None:
    both, one = (front(instance.task(), Clock(None), results) for results in (RESULTS, (result,)))
    assert one.by_class == (both.by_class if result == "class" else ())
    assert one.by_met == (both.by_met if result == "met" else ())


def test_requirements_that_are_met_already_are_not_asked_for_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solved = 0
    solve = Program.solve

    def counted(self: Program[Any], *args: Any, **named: Any) -> Solution:
        nonlocal solved
        solved += 1
        return solve(self, *args, **named)

    monkeypatch.setattr(Program, "solve", counted)
    parts = "".join(
        f"  c{number}: {{kind: thing, requires: F, connectivity: C1, protection: P1, challenges: none}}\n"
        for number in range(40)
    )
    text = f"iotclass: 1\nsystem: S\nmethod: fazeldehkordi-2019\ncomponents:\n{parts}"
    assessment = assessed(text.encode())

    found = front(task(assessment, assessment.scenarios[0], None), Clock(None), ("met",))

    assert [(one.cost, one.met) for one in found.by_met] == [(0, 40)]
    assert solved <= 8
