"""Clashes: really clashing, really minimal, and the best class really the best."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from iotclass.core.plan import Clash, Member, Status
from iotclass.core.scale import SecurityClass
from tests.plan.instance import Instance, Tried, instances, tried
from tests.plan.test_optimal import planned

PATIENT = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def _relaxed(members: set[Member]) -> frozenset[tuple[str, str]]:
    """Limits and what is fixed, as the trying of all ways leaves them out."""
    names = {"limit": "energy", "fixed": "fixed", "budget": "budget"}
    return frozenset((one.component, names[one.kind]) for one in members if one.kind in names)


def _all_members(instance: Instance) -> set[Member]:
    from iotclass.plan.build import build

    return set(build(instance.task()).members)


def _possible(instance: Instance, kept: set[Member], everything: set[Member]) -> bool:
    """Whether the requirements of `kept` can hold together where only its limits count."""
    wanted = {one.component for one in kept if one.kind == "requirement"}
    ways = tried(instance, without=_relaxed(everything - kept))
    return any(wanted <= one.met for one in ways)


@PATIENT
@given(instances())
def test_a_clash_clashes_and_without_any_one_member_does_not(instance: Instance) -> None:
    plan = planned(instance)
    assume(plan.status is Status.INFEASIBLE)
    everything = _all_members(instance)
    for clash in plan.clashes:
        members = set(clash.members)
        assert clash.minimal
        assert not _possible(instance, members, everything)
        for one in members:
            assert _possible(instance, members - {one}, everything), one


@PATIENT
@given(instances())
def test_the_best_class_is_the_best_beside_what_holds(instance: Instance) -> None:
    plan = planned(instance)
    assume(plan.status is Status.INFEASIBLE)
    held = {one.component for one in plan.forecasts if one.requires and one.verdict_then == "met"}
    ways = [one for one in tried(instance) if held <= one.met]
    for clash in plan.clashes:
        own = instance.model["components"][clash.component]
        if isinstance(own["requires"], dict):
            continue  # more than a class is demanded
        assert clash.best is _best(clash, ways)


def _best(clash: Clash, ways: list[Tried]) -> SecurityClass:
    reached = [one.then.components[clash.component].outcome.final.level for one in ways]
    levels = [span.worst for span in reached if span is not None]
    found = min(levels, key=lambda level: level.badness)
    assert isinstance(found, SecurityClass)
    return found


@PATIENT
@given(instances(), st.integers(0, 40), st.integers(0, 40))
def test_a_larger_budget_never_meets_less_and_never_gives_a_worse_class(
    instance: Instance, budget: int, more: int
) -> None:
    small = planned(Instance(instance.model, instance.resources, float(budget)))
    large = planned(Instance(instance.model, instance.resources, float(budget + more)))
    assert large.met >= small.met
    if large.met == small.met == 0 and len(small.clashes) == len(large.clashes) == 1:
        worse, better = small.clashes[0].best, large.clashes[0].best
        assert worse is not None
        assert better is not None
        assert better.badness <= worse.badness
