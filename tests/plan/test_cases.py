"""Plans of small models that random ones rarely hit, each with the answer worked out by hand."""

from __future__ import annotations

import pytest

from iotclass.app.model import content_with, opened
from iotclass.core.plan import Plan, Status
from iotclass.plan.program import Clock
from iotclass.plan.solve import cheapest
from iotclass.plan.task import task

HEAD = "iotclass: 1\nsystem: S\nmethod: fazeldehkordi-2019\n"


def planned(text: str, budget: float | None = None, limit: float | None = None) -> Plan:
    """The plan of the one scenario of a model."""
    found = opened((HEAD + text).encode(), "m.yaml", None, content_with(None))
    assessment = found.assess()
    told = task(assessment, assessment.scenarios[0], budget)
    return cheapest(told, "cost", Clock(limit))


def test_a_judged_protection_does_not_rise_by_controls() -> None:
    plan = planned(
        "components: {a: {kind: connected-device, requires: {class: A, controls: [signed-updates]}, "
        "protection: P2, connectivity: C5, challenges: none, impact: Major}}\n"
    )
    assert (plan.status, plan.changes, plan.met) == (Status.INFEASIBLE, (), 0)


SHARED = """components:
  %s: {kind: mobile-app, requires: {class: F, controls: [disclosure-policy]}, connectivity: C2,
    challenges: none, controls: {password-authentication: yes}, costs: {disclosure-policy: {one_off: %d}}}
  %s: {kind: mobile-app, requires: {class: F, controls: [disclosure-policy]}, connectivity: C2,
    challenges: none, controls: {password-authentication: yes}, costs: {disclosure-policy: {one_off: %d}}}
"""


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("prices", [(5, 50), (50, 5)])
def test_what_is_shared_costs_the_dearest_of_what_is_said_whatever_comes_first(
    names: tuple[str, str], prices: tuple[int, int]
) -> None:
    text = SHARED % (names[0], prices[0], names[1], prices[1])
    plan = planned(text)
    assert (plan.status, plan.cost, plan.bound, len(plan.changes)) == (Status.OPTIMAL, 50, 50, 2)
    assert planned(text, budget=10).status is Status.INFEASIBLE


CHEAP = """components:
  a:
    kind: sensor
    requires: C
    connectivity: C4
    protection: P4
    impact: Major
    challenges: {x: {title: X, severity: high}, y: {title: Y, severity: high}}
    allow:
      connectivity: {C1: {one_off: 3000002}}
      soften: {x: {to: very low, one_off: 1500000}, y: {to: very low, one_off: 1500000}}
"""


def test_fewer_changes_are_not_taken_for_two_more_in_three_million() -> None:
    plan = planned(CHEAP)
    assert (plan.status, plan.cost, len(plan.changes)) == (Status.OPTIMAL, 3_000_000, 2)


MEASURE = """components:
  a:
    kind: sensor
    requires: A
    connectivity: C4
    protection: P4
    limits: {energy: 5}
    challenges: {x: {title: X, severity: high, softened: {to: medium, energy: 3}}}
    allow: {soften: {x: {to: very low, one_off: 1, energy: %g}}}
"""


@pytest.mark.parametrize("energy", [1, 4, 5])
def test_a_better_measure_takes_the_place_of_the_one_before(energy: float) -> None:
    plan = planned(MEASURE % energy)
    assert (plan.status, [one.what for one in plan.changes]) == (Status.OPTIMAL, ["x"])


def test_a_measure_beyond_the_limit_is_not_taken() -> None:
    text = MEASURE.replace("    impact: Insignificant\n", "").replace("mobile-app", "connected-device")
    able, unable = planned(text % 5), planned(text % 6)
    assert able.status is Status.OPTIMAL
    assert [one.what for one in able.changes] == ["x"]
    assert unable.status is Status.INFEASIBLE
    assert {(one.kind, one.name) for one in unable.clashes[0].members} == {
        ("requirement", "A"),
        ("limit", "energy"),
    }


def test_without_requirements_nothing_has_to_change() -> None:
    plan = planned(
        "components: {a: {kind: connected-device, protection: P1, connectivity: C1, challenges: none}}\n"
    )
    assert (plan.status, plan.changes, plan.required) == (Status.OPTIMAL, (), 0)


def test_what_cannot_be_assessed_is_no_plan() -> None:
    plan = planned(
        "components: {a: {kind: connected-device, requires: B, protection: P1, challenges: none}}\n"
    )
    assert plan.status is Status.INFEASIBLE
    assert not plan.clashes[0].assessed


def test_an_accepted_risk_is_left_alone() -> None:
    plan = planned(
        "assessment: {on: 2026-11-25}\n"
        "components: {a: {kind: connected-device, requires: A, protection: P1, connectivity: C5, "
        "challenges: none, impact: Major}}\n"
        "accepted: [{requirement: a, until: 2027-01-01, by: B, why: W}]\n"
    )
    assert (plan.status, plan.required, plan.changes) == (Status.OPTIMAL, 0, ())
    assert "accepted" in plan.notes[0]


def test_what_is_fixed_is_not_replaced_by_something_stronger() -> None:
    text = (
        "components: {a: {kind: mobile-app, requires: {class: F, controls: [password-authentication]}, "
        "connectivity: C2, challenges: none, controls: {strong-keys: yes}%s}}\n"
    )
    assert planned(text % "").status is Status.OPTIMAL
    fixed = planned(text % ", fixed: {password-authentication: No keys}")
    assert fixed.status is Status.INFEASIBLE
    assert {one.kind for one in fixed.clashes[0].members} == {"requirement", "fixed"}


def test_a_prerequisite_counts_even_where_it_is_no_criterion_here() -> None:
    text = (
        "components: {a: {kind: connected-device, requires: {class: F, controls: [signed-updates]}, "
        "connectivity: C1, challenges: none, controls: {strong-keys: yes}, facts: {updatable: yes}}}\n"
    )
    assert {one.what for one in planned(text).changes} >= {"signed-updates", "managed-keys"}


def test_no_time_says_nothing_that_is_not_proved() -> None:
    plan = planned(SHARED % ("a", 5, "b", 50), limit=1e-9)
    assert (plan.status, plan.changes) == (Status.UNKNOWN, ())


def test_fixed_connectivity_takes_part_in_a_clash() -> None:
    text = (
        "components: {a: {kind: connected-device, requires: A, protection: P4, connectivity: C5, "
        "challenges: none, impact: Major, allow: {connectivity: {C2: {one_off: 5}}}%s}}\n"
    )
    assert [one.what for one in planned(text % "").changes] == ["C2"]
    fixed = planned(text % ", fixed: {connectivity: It has to be public}")
    assert {(one.kind, one.name) for one in fixed.clashes[0].members} == {
        ("requirement", "A"),
        ("fixed", "connectivity"),
    }
