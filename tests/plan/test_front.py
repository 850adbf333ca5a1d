"""The front of plans against every possible set of changes: all points that are not beaten, and no others."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from iotclass.plan.front import front
from iotclass.plan.program import Clock
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
