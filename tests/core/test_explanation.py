"""Explanations: the tree of a result computes to that result again, and ends in the model or in unknowns."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iotclass.core.admissible import Admissible
from iotclass.core.assess import assess
from iotclass.core.explanation import explain
from iotclass.core.scale import Connectivity, Protection, Severity
from iotclass.core.system import Challenge
from iotclass.core.table import Case
from iotclass.read.content import examples, shipped, vocabulary
from iotclass.read.model import read_model
from iotclass.write.assessment_json import assessment_record, component_record
from iotclass.write.explanation_json import explanations_record
from tests.core.generated import models
from tests.core.published import SETTINGS
from tests.core.recomputed import Record, level, nodes, stated
from tests.models import (
    METHODS,
    PAPER,
    SMALL,
    Model,
    assessed,
    components_of,
    method,
    part,
    spanned,
    whole_system,
)

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)


def recomputed_class(record: Record, by: str) -> Any:
    """The class at the root of a component's tree, recomputed."""
    (tree,) = record["because"]
    below = "P1" if SETTINGS[by].below_p1 == "floor" else "unprotected"
    return level(tree, by, below)


def check_every_node(record: Record, by: str) -> int:
    """Check that each finding of a component's tree is recomputed as stated; how many there are."""
    (tree,) = record["because"]
    below = "P1" if SETTINGS[by].below_p1 == "floor" else "unprotected"
    found = list(nodes(tree))
    for node in found:
        assert level(node, by, below) == stated(node), node["subject"]
        assert node["at"] or node["because"] or _says_unknown(node), node["subject"]
    return len(found)


def _says_unknown(leaf: Record) -> bool:
    """Whether a leaf says that nothing is known, and why."""
    return (leaf["level"] is None or leaf["rule"] == "unknown") and bool(leaf["note"])


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(model=models(), by=st.sampled_from(METHODS))
def test_the_tree_of_every_component_computes_to_its_class_again(model: Model, by: str) -> None:
    found = [component_record(one) for one in components_of(model, by).values()]
    assert len(found) == len(model["components"])
    for record in found:
        assert recomputed_class(record, by) == stated(record, "class")
        assert check_every_node(record, by) >= 1


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(model=models(), by=st.sampled_from(METHODS))
def test_a_result_rests_on_the_rows_of_its_tree_and_on_no_others(model: Model, by: str) -> None:
    for one in components_of(model, by).values():
        record = component_record(one)
        rows = [row for node in nodes(record["because"][0]) for row in node["rows"]]
        found = {(row["table"], row["row"], row["origin"]) for row in record["rests_on"]}
        assert found == {(row["table"], row["row"], row["origin"]) for row in rows}
        assert len(found) == len(record["rests_on"])


@pytest.mark.parametrize("by", METHODS)
def test_the_pacemaker_computes_to_its_classes_again(by: str) -> None:
    path = examples()["pacemaker"]
    content = shipped()
    system = read_model(path.read_bytes(), "pacemaker.yaml", vocabulary(content))
    record = assessment_record(assess(system, method(by), content.content))
    tried = 0
    for scenario in record["scenarios"]:
        for component in scenario["components"]:
            assert recomputed_class(component, by) == stated(component, "class")
            assert check_every_node(component, by) > 3
            tried += 1
    assert tried == 9


def test_the_tree_holds_the_levels_that_are_shown_beside_it() -> None:
    model: Model = {
        "iotclass": 1,
        "system": "A system",
        "method": PAPER,
        "components": {
            "box": {
                "kind": "phone",
                "connectivity": "C2..C4",
                "protection": "P3..P5",
                "challenges": {"noise": {"title": "Noise", "severity": "low..high"}},
            }
        },
    }
    (record,) = (component_record(one) for one in components_of(model).values())
    by_subject = {node["subject"]: stated(node) for node in nodes(record["because"][0])}
    assert by_subject == {
        "class of box": stated(record, "class"),
        "impact on box itself": stated(record, "impact"),
        "impact of challenges on box": ("Minor", "Major"),
        "worst severity on box": stated(record, "severity"),
        "severity of noise": ("low", "high"),
        "impact of the kind phone": ("Moderate", "Moderate"),
        "exposure of box": stated(record, "exposure"),
        "connectivity of box": stated(record, "connectivity"),
        "protection of box in effect": stated(record, "protection"),
        "designed protection of box": stated(record, "designed_protection"),
    }
    assert stated(record, "exposure") == ("E1", "E4")  # P5 at C2 stays P5; P3 at C4 falls to P2
    assert stated(record, "class") == ("A", "E")  # Moderate at E1; Major at E4


def _contested(connectivity: Connectivity, designed: Protection, severity: Severity) -> set[tuple[str, Case]]:
    one = part(
        "box",
        connectivity=spanned(connectivity),
        protection=spanned(designed),
        challenges=(Challenge("noise", "Noise", spanned(severity)),),
    )
    (scenario,) = assessed(whole_system([one]), PAPER).scenarios
    found = explain(scenario, "box", method(PAPER), Admissible(method(PAPER)), SMALL.content)
    return set(found.contested)


def test_a_cell_is_contested_just_where_another_table_that_agrees_would_change_the_class() -> None:
    # (C4, P3) may be E4 as well; at low severity, Minor, that is C instead of B
    assert _contested(Connectivity.C4, Protection.P3, Severity.LOW) >= {
        ("exposure", (Connectivity.C4, Protection.P3))
    }
    # (C1, P4) may be E2, but Insignificant gives A at E2 too, in every table
    assert _contested(Connectivity.C1, Protection.P4, Severity.VERY_LOW) == set()
    # all cells on the way are given
    assert _contested(Connectivity.C1, Protection.P1, Severity.LOW) == set()


def test_an_explanation_as_json_holds_the_component_of_the_assessment() -> None:
    model: Model = {
        "iotclass": 1,
        "system": "A system",
        "components": {"box": {"kind": "bare", "protection": "P3", "harm": "Major", "connectivity": "C3"}},
    }
    found = assessed(model)
    (scenario,) = found.scenarios
    explained = explain(scenario, "box", found.method, Admissible(found.method), found.content)
    record = explanations_record([explained], found)
    assert record["schema"] == "iotclass/explanation/1"
    (one,) = record["explanations"]
    assert one["scenario"] == "base"
    assert one["component"] == component_record(scenario.components["box"], ranges=explained.ranges)
    assert [change["input"] for change in one["changes"]] == [
        "connectivity",
        "designed protection",
        "worst severity",
        "harm",
    ]
