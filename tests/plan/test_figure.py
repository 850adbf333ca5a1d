"""How far an assumed figure may move: inside the bounds the plan stays the cheapest, outside it does not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from iotclass.core.option import Option
from iotclass.core.plan import Figure, Plan, Status
from iotclass.core.resource import Resources
from tests.plan.instance import Instance, every, instances, tried
from tests.plan.test_optimal import planned

PATIENT = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def _moved(resources: Resources, figure: Figure, factor: float) -> Resources:
    """The figures with one of them `factor` times as large."""
    return replace(
        resources,
        prices=tuple(
            replace(one, one_off=one.one_off * factor, yearly=one.yearly * factor)
            if one.place == figure.place
            else one
            for one in resources.prices
        ),
        amounts=tuple(
            replace(one, amount=one.amount * factor) if one.place == figure.place else one
            for one in resources.amounts
        ),
    )


def _stays(instance: Instance, plan: Plan, figure: Figure, factor: float) -> bool:
    """Whether the changes of `plan` are still the cheapest (or as cheap) with the figure moved."""
    moved = Instance(instance.model, _moved(instance.resources, figure, factor), instance.budget)
    ways = list(tried(moved))
    demanded = frozenset(one.component for one in moved.task().demands)
    able = [one for one in ways if one.met == demanded]
    wanted = {_name(one) for one in plan.changes}
    own = [one for one in able if {_name(change) for change in one.changes} == wanted]
    if not wanted <= {_name(change) for change in every(moved.task())}:
        return plan.cost <= min(one.cost for one in able) + 1e-6  # part of it is no change any more
    return bool(own) and own[0].cost <= min(one.cost for one in able) + 1e-6


def _name(change: Option) -> tuple[str, ...]:
    return change.key


@PATIENT
@given(instances())
def test_bounds_of_figures_are_where_the_plan_changes(instance: Instance) -> None:
    plan = planned(instance)
    assume(plan.status is Status.OPTIMAL and plan.figures)
    for figure in plan.figures:
        assert figure.known
        if not figure.amount:
            continue
        low = figure.falls_to / figure.amount
        high = 100.0 if figure.rises_to is None else figure.rises_to / figure.amount
        near = 0.02
        assert _stays(instance, plan, figure, max(low, 0.0) * (1 + near) if low < 1 else 1.0), figure
        assert _stays(instance, plan, figure, high / (1 + near) if high > 1 + near else 1.0), figure
        if low > 0.001:
            assert not _stays(instance, plan, figure, low / (1 + near) - 1e-6), figure
        if figure.rises_to is not None:
            assert not _stays(instance, plan, figure, high * (1 + near) + 1e-6), figure
