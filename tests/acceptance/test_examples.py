"""The worked examples against what was worked out by hand, and what each of them shows."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from iotclass.app.model import open_model
from iotclass.core.assess import ComponentAssessment, assess
from iotclass.core.compare import compare
from iotclass.core.level import Level, Span
from iotclass.core.plan import Plan
from iotclass.core.system import ControlState, Scenario
from iotclass.core.verdict import Verdict
from iotclass.core.warning import warnings
from iotclass.plan.program import Clock
from iotclass.plan.solve import cheapest
from iotclass.plan.task import task
from iotclass.read.content import examples
from tests.acceptance.example_rows import PLANS, ROWS, Row

NAMES = tuple(dict.fromkeys(row[0] for row in ROWS))


@cache
def components(name: str, scenario: str) -> dict[str, ComponentAssessment]:
    """The components of a scenario of an example, assessed."""
    (found,) = open_model(name).assess((scenario,)).scenarios
    return dict(found.components)


@cache
def plan(name: str, scenario: str) -> Plan:
    """The plan of a scenario of an example, by the budget of the model."""
    opened = open_model(name)
    assessment = opened.assess((scenario,))
    budget = opened.system.budget.amount if opened.system.budget else None
    told = task(assessment, assessment.scenarios[0], budget)
    return cheapest(told, "cost", Clock(None))


def _shown(span: Span[Level] | None) -> str:
    return str(span)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "/".join(row[:3]))
def test_a_component_is_what_the_tables_say_by_hand(row: Row) -> None:
    one = components(row[0], row[1])[row[2]]
    outcome, requires = one.outcome, one.component.requires
    found = (
        _shown(one.inputs.connectivity.level),
        _shown(one.inputs.designed.level),
        _shown(outcome.protection.level),
        _shown(outcome.exposure.level),
        _shown(outcome.impact.level),
        _shown(outcome.final.level),
        str(requires.level) if requires else "–",
        one.verdict.value,
    )
    assert found == row[3:]


def test_nothing_is_left_out_of_the_tables_by_hand() -> None:
    assert {row[:3] for row in ROWS} == {
        (name, scenario.id, id_)
        for name in NAMES
        for scenario in open_model(name).system.scenarios
        for id_ in scenario.components
    }
    assert set(examples()) == {*NAMES, "pacemaker", "pacemaker-limits"}


@pytest.mark.parametrize(("name", "scenario"), PLANS)
def test_a_plan_is_there_where_the_tables_leave_one(name: str, scenario: str) -> None:
    assert plan(name, scenario).status.value == PLANS[name, scenario]


@pytest.mark.parametrize("name", NAMES)
def test_every_judgement_and_requirement_is_argued(name: str) -> None:
    found = [problem.message for problem in warnings(open_model(name).assess())]
    assert [message for message in found if "without" in message or "nothing" in message] == []
    for scenario in open_model(name).system.scenarios:
        assert all(one.requires is None or one.requires.why for one in scenario.components.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_costs_that_a_comment_tells_are_those_of_the_plans(name: str) -> None:
    text = examples()[name].read_text("utf-8")
    told = set(
        re.findall(r"\d+,\d\d\d", " ".join(line for line in text.splitlines() if line.startswith("#")))
    )
    costs = {f"{plan(*key).cost:,.0f}" for key in PLANS if key[0] == name and plan(*key).changes}
    assert told & costs or not costs or name == "city-lighting"


def test_a_judged_connectivity_flips_a_verdict() -> None:
    judged = components("infusion-pump", "docked")["pump"]
    assert judged.verdict is Verdict.MET
    opened = open_model("infusion-pump")
    scenario = next(one for one in opened.system.scenarios if one.id == "docked")
    pump = replace(scenario.components["pump"], connectivity=None)
    inferred: Scenario = replace(scenario, components={**scenario.components, "pump": pump})
    system = replace(opened.system, scenarios=(inferred,))
    found = assess(system, opened.method, opened.content).scenarios[0].components["pump"]
    assert found.verdict is Verdict.NOT_MET


def test_one_cannot_be_decided() -> None:
    assert components("ip-camera", "cloud-relay")["relay"].verdict is Verdict.OPEN


def test_what_does_not_apply_matters_for_the_logger() -> None:
    opened = open_model("cold-chain")
    scenario = next(one for one in opened.system.scenarios if one.id == "transmit-only")
    logger = scenario.components["logger"]
    facts = {**(logger.facts or {}), "updatable": "yes"}
    changed = replace(scenario, components={**scenario.components, "logger": replace(logger, facts=facts)})
    system = replace(opened.system, scenarios=(changed,))
    found = assess(system, opened.method, opened.content).scenarios[0].components["logger"]
    assert components("cold-chain", "transmit-only")["logger"].verdict is Verdict.MET
    assert found.verdict is Verdict.NOT_MET


def test_the_dearer_lamps_are_chosen_and_the_only_ones_that_can_be_planned() -> None:
    chosen = compare(open_model("city-lighting").assess()).choice
    assert chosen is not None
    assert chosen == "device-keys"
    assert PLANS["city-lighting", "group-key"] == "infeasible"


def test_a_risk_is_accepted() -> None:
    assert components("factory-cell", "jump-host")["plc"].verdict is Verdict.ACCEPTED


def test_one_page_that_anybody_can_open_keeps_the_plug_from_what_is_required() -> None:
    opened = open_model("smart-plug")
    scenario = next(one for one in opened.system.scenarios if one.id == "firmware-2")
    plug = scenario.components["plug"]
    assert plug.controls is not None
    page = replace(plug.controls["access-limited-to-authorised"], state=ControlState.NO)
    open_plug = replace(plug, controls={**plug.controls, page.id: page})
    changed: Scenario = replace(scenario, components={**scenario.components, "plug": open_plug})
    system = replace(opened.system, scenarios=(changed,))
    found = assess(system, opened.method, opened.content).scenarios[0].components["plug"]
    assert components("smart-plug", "firmware-2")["plug"].verdict is Verdict.MET
    assert (str(found.outcome.final.level), found.verdict) == ("E", Verdict.NOT_MET)


def test_the_logger_with_mutual_tls_clashes_with_its_battery() -> None:
    clashes = {one.component: one for one in plan("cold-chain", "mutual-tls").clashes}
    assert any((one.kind, one.name) == ("limit", "energy") for one in clashes["logger"].members)
