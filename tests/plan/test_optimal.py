"""Plans against every possible set of changes, tried one by one."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from iotclass.core.plan import Plan, Status
from iotclass.plan.program import Clock
from iotclass.plan.solve import cheapest
from tests.plan.instance import Instance, Tried, instances, tried

PATIENT = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def planned(instance: Instance, minimised: str = "cost") -> Plan:
    """The plan of a problem."""
    return cheapest(instance.task(), minimised, Clock(None))


def _demanded(instance: Instance) -> frozenset[str]:
    return frozenset(one.component for one in instance.task().demands)


@PATIENT
@given(instances())
def test_no_set_of_changes_is_cheaper_and_none_meets_more(instance: Instance) -> None:
    plan, demanded = planned(instance), _demanded(instance)
    ways = list(tried(instance))
    most = max(len(one.met) for one in ways)
    best = min(one.cost for one in ways if len(one.met) == most)
    assert plan.met == most
    assert abs(plan.cost - best) <= 1e-6
    expected = Status.OPTIMAL if most == len(demanded) else Status.INFEASIBLE
    assert plan.status is expected
    same = _same(plan, ways)
    assert abs(same.cost - plan.cost) <= 1e-6


def _same(plan: Plan, ways: list[Tried]) -> Tried:
    """The one of all ways that has the changes of `plan`."""
    wanted = {one.key for one in plan.changes}
    (found,) = (one for one in ways if {change.key for change in one.changes} == wanted)
    return found


@PATIENT
@given(instances())
def test_no_set_of_changes_is_smaller(instance: Instance) -> None:
    plan = planned(instance, "changes")
    ways = list(tried(instance))
    most = max(len(one.met) for one in ways)
    assert plan.met == most
    assert round(plan.objective) == min(one.counted for one in ways if len(one.met) == most)


@PATIENT
@given(instances())
def test_a_plan_says_what_an_assessment_with_its_changes_made_says(instance: Instance) -> None:
    plan = planned(instance)
    ways = list(tried(instance))
    same = _same(plan, ways)
    then = {id_: one.outcome.final.level for id_, one in same.then.components.items()}
    assert {one.component: one.then for one in plan.forecasts} == then
