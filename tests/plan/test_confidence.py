"""Plans for a probability against every set of changes in every case, and against plans without doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from iotclass.core.plan import Plan, Status
from iotclass.plan.doubted import confident, robust
from iotclass.plan.program import Clock
from iotclass.plan.solve import cheapest
from tests.plan.doubted import DoubtedInstance, doubted, undoubted
from tests.plan.instance import Instance, instances

PATIENT = settings(
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink what tries every case takes too long
    suppress_health_check=list(HealthCheck),
)


def planned(instance: Instance, confidence: float | None, minimised: str = "cost") -> Plan:
    """The plan for a probability; None: for every case."""
    assessment = instance.assessment()
    asked = (assessment, assessment.scenarios[0], instance.budget, minimised, Clock(None))
    return robust(*asked) if confidence is None else confident(*asked, confidence)


@settings(PATIENT, max_examples=40)
@given(doubted(), st.data())
def test_no_set_of_changes_that_is_sure_enough_is_cheaper(made: DoubtedInstance, data: st.DataObject) -> None:
    ways = made.ways()
    levels = sorted({round(chance, 9) for _, _, chance in ways.tried} - {0.0})
    confidence = data.draw(st.sampled_from([*levels, 0.5, 0.9, 1.0])) or 1.0
    confidence = min(confidence, 1.0) * (1 - 1e-9)
    plan = planned(made.instance, confidence)
    expected = ways.cheapest(confidence)
    event(f"{'nothing' if expected is None else 'free' if not expected else 'costs'}")
    assert plan.certainty is not None
    if expected is None:
        assert plan.status is Status.INFEASIBLE
        if plan.certainty.then:
            assert plan.proved
            top = max(chance for _, _, chance in ways.tried)
            assert plan.certainty.then == pytest.approx(top, abs=1e-8)
            assert plan.cost == pytest.approx(ways.cheapest(top - 1e-8))
    else:
        assert plan.status is Status.OPTIMAL
        assert plan.cost == pytest.approx(expected, abs=1e-6)
    if plan.certainty.then is not None and (expected is not None or plan.certainty.then):
        assert plan.certainty.then == pytest.approx(ways.probability(plan.changes), abs=1e-9)
    assert plan.certainty.now == pytest.approx(ways.probability(()), abs=1e-9)


@settings(PATIENT, max_examples=20)
@given(doubted(), st.floats(0.01, 1), st.floats(0.01, 1))
def test_more_confidence_never_costs_less_and_to_be_robust_the_most(
    made: DoubtedInstance, one: float, other: float
) -> None:
    instance = replace(made.instance, budget=None)
    less, more, every = (planned(instance, asked) for asked in (min(one, other), max(one, other), None))
    if more.status is Status.OPTIMAL:
        assert less.status is Status.OPTIMAL
        assert less.cost <= more.cost + 1e-6
    if every.status is Status.OPTIMAL:
        assert more.status is Status.OPTIMAL
        assert more.cost <= every.cost + 1e-6


def _is_driven(instance: Instance) -> bool:
    return any("thirst" in one["challenges"] for one in instance.model["components"].values())


@settings(PATIENT, max_examples=20)
@given(doubted())
def test_what_is_certain_to_hold_is_what_holds_in_every_case(made: DoubtedInstance) -> None:
    assume(not _is_driven(made.certain))
    sure, every = planned(made.instance, 1.0), planned(made.instance, None)
    assert sure.status is every.status
    if sure.status is Status.OPTIMAL:
        assert {one.key for one in sure.changes} == {one.key for one in every.changes}


@settings(PATIENT, max_examples=25)
@given(instances(), st.floats(0.01, 1), st.sampled_from(["cost", "changes"]))
def test_without_doubt_the_plan_is_that_without_probabilities(
    instance: Instance, confidence: float, minimised: str
) -> None:
    instance = undoubted(instance)
    plan = cheapest(instance.task(), minimised, Clock(None))
    found = planned(instance, confidence, minimised)
    assert (found.status, found.cost, found.changes) == (plan.status, plan.cost, plan.changes)
