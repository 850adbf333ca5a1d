"""Plans for a probability against every set of changes in every case, and against plans without doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, assume, given, reject, settings
from hypothesis import strategies as st

from iotclass.core.plan import Plan, Status
from iotclass.plan.doubted import confident, robust
from iotclass.plan.program import Clock
from iotclass.plan.solve import cheapest
from tests.plan.doubted import DoubtedInstance, TooManyError, Ways, crowded, doubted, undoubted
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


def check(made: DoubtedInstance, ways: Ways, confidence: float) -> None:
    """That the plan is the cheapest that is sure enough, or comes as near as can be."""
    plan, expected = planned(made.instance, confidence), ways.cheapest(confidence)
    found = plan.certainty
    assert found is not None
    assert found.now == pytest.approx(ways.probability(()), abs=1e-9)
    if expected is not None:
        assert plan.status is Status.OPTIMAL
        assert plan.cost == pytest.approx(expected, abs=1e-6)
        assert found.then == pytest.approx(ways.probability(plan.changes), abs=1e-9)
        return
    assert plan.status is Status.INFEASIBLE
    top = max(chance for _, _, chance in ways.tried)
    if top:
        assert plan.proved
        assert found.then == found.most == pytest.approx(top, abs=1e-8)
        assert plan.cost == pytest.approx(ways.cheapest(top - 1e-8), abs=1e-6)


@settings(PATIENT, max_examples=15)
@given(doubted(), st.data())
def test_no_set_of_changes_that_is_sure_enough_is_cheaper(made: DoubtedInstance, data: st.DataObject) -> None:
    try:
        ways = made.ways()
    except TooManyError:
        reject()
    levels = sorted({round(chance, 9) for _, _, chance in ways.tried if chance > 0})
    check(made, ways, min(data.draw(st.sampled_from([*levels, 0.5, 0.9, 1.0])), 1.0) * (1 - 1e-9))


@pytest.mark.parametrize("part", range(4))
def test_nor_where_more_changes_can_be_worse(part: int) -> None:
    searched = 0
    for number in range(6 * part, 6 * part + 6):
        made = crowded(number)
        ways = made.ways()
        levels = sorted({round(chance, 9) for _, _, chance in ways.tried if chance > 0})
        for level in [*levels[-3:], 0.95]:
            check(made, ways, min(level, 1.0) * (1 - 1e-9))
        searched += len(levels) > 1
    assert searched > 1


@settings(PATIENT, max_examples=15)
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


@settings(PATIENT, max_examples=15)
@given(doubted())
def test_what_is_certain_to_hold_is_what_holds_in_every_case(made: DoubtedInstance) -> None:
    assume(not _is_driven(made.certain))
    sure, every = planned(made.instance, 1.0), planned(made.instance, None)
    assert sure.status is every.status
    if sure.status is Status.OPTIMAL:
        assert {one.key for one in sure.changes} == {one.key for one in every.changes}


@settings(PATIENT, max_examples=20)
@given(instances(), st.floats(0.01, 1), st.sampled_from(["cost", "changes"]))
def test_without_doubt_the_plan_is_that_without_probabilities(
    instance: Instance, confidence: float, minimised: str
) -> None:
    instance = undoubted(instance)
    plan = cheapest(instance.task(), minimised, Clock(None))
    found = planned(instance, confidence, minimised)
    assert (found.status, found.cost, found.changes) == (plan.status, plan.cost, plan.changes)
