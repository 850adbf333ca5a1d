"""The pacemaker from first principles: what the controls use, and what there is, decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iotclass.app.model import open_model
from iotclass.core.assess import Assessment, assess
from iotclass.core.plan import Member, Plan, Status
from iotclass.core.system import Limit
from iotclass.plan.build import build
from iotclass.plan.program import Clock
from iotclass.plan.solve import cheapest
from iotclass.plan.task import task

PUBLISHED = {"inside": ("very high", "P5", "P3", "D"), "separate": ("very low", "P5", "P5", "A")}
"""method.md: severity, designed protection, protection in effect and class of the controller."""


def assessed(scenario: str, *, energy: bool = True) -> Assessment:
    """A scenario; without its limit of energy where `energy` is False."""
    opened = open_model("pacemaker-limits")
    found = next(one for one in opened.system.scenarios if one.id == scenario)
    if not energy:
        controller = found.components["controller"]
        limits = {**controller.limits, "energy": Limit("energy", None, "", controller.place)}
        changed = {**found.components, "controller": replace(controller, limits=limits)}
        found = replace(found, components=changed)
    return assess(replace(opened.system, scenarios=(found,)), opened.method, opened.content)


def planned(assessment: Assessment) -> Plan:
    """The plan of the one scenario of `assessment`."""
    return cheapest(task(assessment, assessment.scenarios[0], None), "cost", Clock(None))


@pytest.mark.parametrize("scenario", PUBLISHED)
def test_the_published_answers_follow_from_limits(scenario: str) -> None:
    one = assessed(scenario).scenarios[0].components["controller"]
    assert one.component.protection is None
    found = (one.inputs.severity.level, one.inputs.designed.level, one.outcome.protection.level)
    assert (*map(str, found), str(one.outcome.final.level)) == PUBLISHED[scenario]
    assert all(challenge.driven_by for challenge in one.component.challenges or ())
    assert {str(finding.level) for finding in one.severities.values()} == {PUBLISHED[scenario][0]}


def test_inside_the_energy_limit_keeps_the_controller_from_a() -> None:
    plan = planned(assessed("inside"))
    assert plan.status is Status.INFEASIBLE
    (clash,) = (one for one in plan.clashes if one.component == "controller")
    assert {(one.kind, one.name) for one in clash.members} == {("requirement", "A"), ("limit", "energy")}
    assert clash.minimal
    assert str(clash.best) == "D"


def test_the_clash_is_minimal() -> None:
    told = task(assessed("inside"), assessed("inside").scenarios[0], None)
    built = build(told)
    (clash,) = (one for one in planned(assessed("inside")).clashes if one.component == "controller")
    zero = [0.0] * len(built.program.costs)

    def possible(kept: set[Member]) -> bool:
        without = {one for one in built.members if one not in kept}
        return built.program.solve(Clock(None), zero, without).values is not None

    members = set(clash.members)
    assert not possible(set(members))
    assert all(possible(members - {one}) for one in members)


def test_without_the_energy_limit_the_controller_reaches_a_by_changes_that_cost_energy() -> None:
    plan = planned(assessed("inside", energy=False))
    then = {one.component: str(one.then) for one in plan.forecasts}
    assert then["controller"] == "A"
    own = [one for one in plan.changes if one.component == "controller"]
    assert own
    assert all(one.amounts.get("energy", 0) > 0 for one in own)


def test_outside_nothing_has_to_change() -> None:
    plan = planned(assessed("separate"))
    assert (plan.status, plan.changes, plan.cost) == (Status.OPTIMAL, (), 0.0)
