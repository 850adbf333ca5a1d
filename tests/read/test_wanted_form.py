"""Limits, costs, what may change and what may not, and challenges of the library, as a model writes them."""

from __future__ import annotations

from iotclass.core.level import Span, exactly
from iotclass.core.scale import Connectivity, Severity
from tests.models import judged
from tests.read.given import HEAD, component, read


def test_a_limit_is_an_amount_or_none_short_or_long() -> None:
    limits = component("limits: {energy: 5, compute: none, memory: {limit: 64, why: W}}").limits
    assert {id_: (one.amount, one.why) for id_, one in limits.items()} == {
        "energy": (5.0, ""),
        "compute": (None, ""),
        "memory": (64.0, "W"),
    }


def test_costs_of_a_component_go_before_those_of_the_model() -> None:
    system = read(
        f"{HEAD}costs: {{signed-updates: {{one_off: 1, shared: true}}, quick-updates: {{yearly: 2}}}}\n"
        "components: {a: {kind: sensor, costs: {signed-updates: {energy: 3, why: W}}}}\n"
    )
    costs = system.scenarios[0].components["a"].costs
    signed, quick = costs["signed-updates"], costs["quick-updates"]
    assert (signed.one_off, signed.yearly, dict(signed.amounts), signed.shared, signed.why) == (
        None,
        None,
        {"energy": 3.0},
        None,
        "W",
    )
    assert (quick.one_off, quick.yearly, dict(quick.amounts), quick.shared) == (None, 2.0, {}, None)


def test_what_may_change_is_read_with_what_it_costs() -> None:
    found = component(
        "challenges: {battery-use: high}\n"
        "allow: {connectivity: {C2: {one_off: 5}}, soften: {battery-use: {to: low, energy: 1, why: W}}}"
    ).allow
    assert found is not None
    assert {level: one.one_off for level, one in found.connectivity.items()} == {Connectivity.C2: 5.0}
    measure = found.soften["battery-use"]
    assert (measure.to, dict(measure.spending.amounts), measure.spending.why) == (
        Severity.LOW,
        {"energy": 1.0},
        "W",
    )


def test_what_is_fixed_is_read_with_its_reason() -> None:
    fixed = component("fixed: {rate-limiting: Certified, controls: So it is}").fixed
    assert {id_: one.why for id_, one in fixed.items()} == {
        "rate-limiting": "Certified",
        "controls": "So it is",
    }


def test_the_budget_of_a_model() -> None:
    system = read(f"{HEAD}limits: {{money: {{limit: 900, why: W}}}}\ncomponents: {{a: {{kind: sensor}}}}\n")
    assert system.budget is not None
    assert (system.budget.amount, system.budget.why) == (900.0, "W")


def test_an_answer_gives_the_severity_that_the_library_has_for_it() -> None:
    (found,) = (
        component("challenges: {battery-use: {answers: {supply: lasts-for-years}, why: W}}").challenges or ()
    )
    assert (found.title, judged(found).span) == ("Battery use", exactly(Severity.HIGH))
    assert judged(found).why.startswith("W. What powers it?")


def test_an_unknown_answer_may_be_any() -> None:
    (found,) = component("challenges: {battery-use: {answers: {supply: unknown}}}").challenges or ()
    assert judged(found).span == Span(Severity.VERY_LOW, Severity.VERY_HIGH)


def test_a_driven_challenge_has_no_severity_of_its_own() -> None:
    (found,) = component("challenges: {battery-use: {driven_by: energy, acts_on: [impact]}}").challenges or ()
    assert (found.severity, found.driven_by, found.acts_on) == (None, "energy", ("impact",))


def test_a_measure_of_a_scenario_leaves_the_rest_of_the_challenge_as_it_is() -> None:
    system = read(
        f"{HEAD}components:\n  a: {{kind: sensor, challenges: {{x: {{title: X, severity: high, why: W}}}}}}\n"
        "scenarios: {s: {components: {a: {challenges: {x: {softened: {to: low}}}}}}}\n"
    )
    (found,) = system.scenarios[0].components["a"].challenges or ()
    assert (found.title, judged(found).span, judged(found).why) == ("X", exactly(Severity.HIGH), "W")
    assert found.softened is not None
    assert found.softened.to is Severity.LOW
