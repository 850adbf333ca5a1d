"""The pacemaker case study: the example reproduces every published answer, and what we add to it.

The figures are typed in from the paper's text (section VI, Tables III to VI) as the description of the
method lists them; the third design and the second method are ours.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, NamedTuple

import pytest

from iotclass.app.compare import compare_scenarios
from iotclass.app.explain import explain_component
from iotclass.core.assess import Assessment, ComponentAssessment, assess
from iotclass.core.compare import better_in, compare
from iotclass.core.level import Level, Span
from iotclass.core.system import System
from iotclass.read.content import examples, shipped, vocabulary
from iotclass.read.model import read_model
from iotclass.write.assessment_json import assessment_record
from tests.models import OURS, PAPER, ends, judged, method


@cache
def system() -> System:
    """The example as it is shipped."""
    return read_model(examples()["pacemaker"].read_bytes(), "pacemaker.yaml", vocabulary(shipped()))


@cache
def pacemaker(by: str = PAPER) -> Assessment:
    """The assessment of the example by one of the two methods."""
    return assess(system(), method(by), shipped().content)


def component(scenario: str, id_: str, by: str = PAPER) -> ComponentAssessment:
    """One component in one scenario."""
    (found,) = (one for one in pacemaker(by).scenarios if one.scenario.id == scenario)
    return found.components[id_]


def _one(span: Span[Level] | None) -> str:
    """A certain level."""
    assert span is not None
    assert span.certain
    return str(span.best)


class Answer(NamedTuple):
    """One line of the published answers (Tables IV to VI)."""

    connectivity: str
    designed: str
    severity: str
    protection: str
    impact: str
    exposure: str
    class_: str
    required: str
    verdict: str


PUBLISHED = {
    ("inside", "sensor"): Answer("C1", "P1", "very high", "P1", "Catastrophic", "E4", "F", "C", "not met"),
    ("inside", "controller"): Answer(
        "C2", "P5", "very high", "P3", "Catastrophic", "E2", "D", "A", "not met"
    ),
    ("inside", "phone"): Answer("C4", "P4", "low", "P4", "Moderate", "E2", "B", "B", "met"),
    ("separate", "sensor"): Answer("C1", "P1", "low", "P1", "Minor", "E4", "C", "C", "met"),
    ("separate", "controller"): Answer("C2", "P5", "very low", "P5", "Insignificant", "E1", "A", "A", "met"),
    ("separate", "phone"): Answer("C4", "P4", "low", "P4", "Moderate", "E2", "B", "B", "met"),
}

THIRD_DESIGN = {
    "sensor": Answer("C1", "P1", "very high", "P1", "Catastrophic", "E4", "F", "C", "not met"),
    "controller": Answer("C2", "P5", "very low", "P5", "Insignificant", "E1", "D", "A", "not met"),
    "phone": Answer("C4", "P4", "low", "P4", "Catastrophic", "E2", "D", "B", "not met"),
}
"""Ours: the phone decrypts, and the controller relies on it; the sensor is as in `inside`."""

LINES = list(PUBLISHED) + [("phone-decrypts", id_) for id_ in THIRD_DESIGN]


def _answer(one: ComponentAssessment) -> Answer:
    requires = one.component.requires
    assert requires is not None
    return Answer(
        _one(one.inputs.connectivity.level),
        _one(one.inputs.designed.level),
        _one(one.inputs.severity.level),
        _one(one.outcome.protection.level),
        _one(one.outcome.impact.level),
        _one(one.outcome.exposure.level),
        _one(one.outcome.final.level),
        str(requires.level),
        one.verdict.value,
    )


def test_the_example_holds_three_components_in_three_designs() -> None:
    assert [one.scenario.id for one in pacemaker().scenarios] == ["inside", "separate", "phone-decrypts"]
    assert [list(one.components) for one in pacemaker().scenarios] == [["sensor", "controller", "phone"]] * 3
    assert system().method == PAPER


@pytest.mark.parametrize(("scenario", "id_"), list(PUBLISHED))
def test_every_published_answer_is_reproduced(scenario: str, id_: str) -> None:
    assert _answer(component(scenario, id_)) == PUBLISHED[scenario, id_]


@pytest.mark.parametrize("id_", list(THIRD_DESIGN))
def test_in_the_third_design_the_phone_carries_the_controllers_harm_and_caps_it(id_: str) -> None:
    assert _answer(component("phone-decrypts", id_)) == THIRD_DESIGN[id_]


def test_the_controller_of_the_third_design_would_be_a_but_for_the_phone() -> None:
    one = component("phone-decrypts", "controller")
    assert (_one(one.outcome.uncapped.level), one.capped_by) == ("A", "phone")
    others = [component(*line) for line in LINES if line != ("phone-decrypts", "controller")]
    assert len(others) == 8
    assert [other.capped_by for other in others] == [None] * 8


def test_requirements_met_and_the_worst_class_of_each_design() -> None:
    found = [
        (one.scenario.id, one.met, one.required, _one(one.level), one.worst) for one in pacemaker().scenarios
    ]
    assert found == [
        ("inside", 1, 3, "F", ("sensor",)),
        ("separate", 3, 3, "C", ("sensor",)),
        ("phone-decrypts", 0, 3, "F", ("sensor",)),
    ]


INFERRED = {"sensor": "C1", "controller": "C4", "phone": "C4"}


@pytest.mark.parametrize(("scenario", "id_"), LINES)
def test_the_links_give_a_connectivity_too_and_the_difference_is_warned_of(scenario: str, id_: str) -> None:
    one = component(scenario, id_)
    assert one.inferred is not None
    assert _one(one.inferred.level) == INFERRED[id_]
    warned = [warning.message for warning in one.warnings if "connectivity" in warning.message]
    assert len(warned) == (id_ == "controller")
    assert all("C2" in message and "C4" in message for message in warned)


TABLE_III: dict[str, dict[str, tuple[str, str]]] = {
    "sensor": {
        "interference with the capturing of heartbeats": ("very high", "low"),
        "leaks of data": ("low", "low"),
    },
    "phone": {"compromised phone": ("low", "low")},
}
"""Per challenge the severity with the controls inside, and with a separate controller."""

CONTROLLER_CHALLENGES = (
    "processor and memory use",
    "battery use",
    "hard to reach in time for maintenance and updates",
    "cannot be applied for lack of battery",
    "compromised device",
    "breaches of data and privacy",
)


def _severities(scenario: str, id_: str) -> dict[str, str]:
    """The severity of each challenge of a component, by its title in small letters."""
    challenges = component(scenario, id_).component.challenges
    assert challenges is not None
    return {one.title.lower(): _one(judged(one).span) for one in challenges}


def _of(severities: dict[str, str], words: str) -> str:
    (found,) = (severity for title, severity in severities.items() if words in title)
    return found


@pytest.mark.parametrize("id_", list(TABLE_III))
def test_challenges_are_as_severe_as_table_iii_has_them(id_: str) -> None:
    inside, separate = _severities("inside", id_), _severities("separate", id_)
    assert {words: (_of(inside, words), _of(separate, words)) for words in TABLE_III[id_]} == TABLE_III[id_]
    assert len(inside) == len(separate) == len(TABLE_III[id_])


def test_the_controllers_challenges_are_high_to_very_high_inside_and_very_low_outside() -> None:
    inside, separate = _severities("inside", "controller"), _severities("separate", "controller")
    assert len(inside) == len(separate) == len(CONTROLLER_CHALLENGES)
    found = {words: (_of(inside, words), _of(separate, words)) for words in CONTROLLER_CHALLENGES}
    assert {before for before, _ in found.values()} == {"high", "very high"}
    assert {after for _, after in found.values()} == {"very low"}
    assert found["battery use"] == ("very high", "very low")
    assert found["compromised device"] == ("high", "very low")


@pytest.mark.parametrize(("scenario", "id_"), LINES)
def test_every_challenge_has_a_title_a_severity_and_a_reason(scenario: str, id_: str) -> None:
    challenges = component(scenario, id_).component.challenges
    assert challenges
    assert all(one.title and one.title != one.id for one in challenges)
    assert all(judged(one).span.certain and judged(one).why for one in challenges)


@pytest.mark.parametrize(("scenario", "id_"), LINES)
def test_every_judgement_and_requirement_has_a_reason(scenario: str, id_: str) -> None:
    said = component(scenario, id_).component
    assert said.connectivity is not None
    assert said.protection is not None
    assert said.harm is not None
    assert said.requires is not None
    assert all((said.connectivity.why, said.protection.why, said.harm.why, said.requires.why))


def test_the_separate_controller_is_chosen() -> None:
    assert compare(pacemaker()).choice == "separate"


def test_what_moved_each_class_is_named() -> None:
    found = [
        (one.component, one.after, ends(one.was), ends(one.now), one.by) for one in compare(pacemaker()).moved
    ]
    assert found == [
        ("sensor", "separate", ("F", "F"), ("C", "C"), (("severity",),)),
        ("controller", "separate", ("D", "D"), ("A", "A"), (("severity",),)),
        ("phone", "phone-decrypts", ("B", "B"), ("D", "D"), (("harm_of_reliers",),)),
    ]


def test_with_a_phone_that_decrypts_neither_phone_nor_controller_is_better_than_inside() -> None:
    by_id = {one.scenario.id: one for one in pacemaker().scenarios}
    assert better_in(by_id["phone-decrypts"], by_id["inside"]) == ()
    assert better_in(by_id["inside"], by_id["phone-decrypts"]) == ("phone",)
    letters = {
        (name, id_): _one(by_id[name].components[id_].outcome.final.level)
        for name in ("inside", "phone-decrypts")
        for id_ in ("phone", "controller")
    }
    assert letters == {
        ("inside", "phone"): "B",
        ("phone-decrypts", "phone"): "D",
        ("inside", "controller"): "D",
        ("phone-decrypts", "controller"): "D",
    }


def test_the_comparison_names_the_reliance_on_the_phone() -> None:
    record = json.loads(compare_scenarios("pacemaker", "json"))
    assert [(one["component"], one["after"], one["by"]) for one in record["moved"]][-1] == (
        "phone",
        "phone-decrypts",
        [["harm of what relies on it"]],
    )
    third = record["scenarios"][2]["components"]
    assert [(one["id"], one["capped_by"]) for one in third] == [
        ("sensor", None),
        ("controller", "phone"),
        ("phone", None),
    ]
    text = " ".join(compare_scenarios("pacemaker", "text").split())
    assert "harm of what relies on it (controller)" in text
    assert "capped by phone, on which it relies" in text


CLASSES_BY_OURS = {
    # the harm is Catastrophic for sensor and controller, Major for the phone, whatever the challenges
    "inside": ("F", "D", "C"),
    "separate": ("F", "A", "C"),
    "phone-decrypts": ("F", "D", "D"),
}


def test_by_our_method_lowering_challenges_does_not_lower_what_a_compromise_would_do() -> None:
    found = {
        one.scenario.id: tuple(_one(part.outcome.final.level) for part in one.components.values())
        for one in pacemaker(OURS).scenarios
    }
    assert found == CLASSES_BY_OURS
    sensor = component("separate", "sensor", OURS)
    assert (_one(sensor.outcome.impact.level), _one(sensor.outcome.exposure.level)) == ("Catastrophic", "E4")


def test_the_class_by_the_other_method_is_shown_beside_each_answer() -> None:
    for one, other in ((PAPER, OURS), (OURS, PAPER)):
        shown = {
            (scenario.scenario.id, id_): {by: ends(span) for by, span in part.by_other_method.items()}
            for scenario in pacemaker(one).scenarios
            for id_, part in scenario.components.items()
        }
        assert shown == {line: {other: ends(component(*line, other).outcome.final.level)} for line in LINES}


PUBLISHED_CELLS = {
    ("inside", "sensor"): {
        "erosion P1,very high",
        "exposure P1,C1",
        "impact very high",
        "class Catastrophic,E4",
    },
    ("inside", "controller"): {
        "erosion P5,very high",
        "exposure P3,C2",
        "impact very high",
        "class Catastrophic,E2",
    },
    ("inside", "phone"): {"erosion P4,low", "exposure P4,C4", "impact low", "class Moderate,E2"},
    ("separate", "sensor"): {"erosion P1,low", "exposure P1,C1", "impact low", "class Minor,E4"},
    ("separate", "controller"): {
        "erosion P5,very low",
        "exposure P5,C2",
        "impact very low",
        "class Insignificant,E1",
    },
    ("separate", "phone"): {"erosion P4,low", "exposure P4,C4", "impact low", "class Moderate,E2"},
}


def test_the_published_answers_rest_on_given_cells_alone() -> None:
    record = assessment_record(pacemaker())
    found = {
        (scenario["id"], one["id"]): {
            (f"{row['table']} {row['row']}", row["origin"]) for row in one["rests_on"]
        }
        for scenario in record["scenarios"][:2]
        for one in scenario["components"]
    }
    assert found == {line: {(cell, "given") for cell in cells} for line, cells in PUBLISHED_CELLS.items()}


def test_no_answer_of_the_case_study_hangs_on_a_contested_cell() -> None:
    found: list[list[Any]] = []
    for id_ in ("sensor", "controller", "phone"):
        record = json.loads(explain_component("pacemaker", id_, "json"))
        found += [one["contested"] for one in record["explanations"]]
    assert found == [[]] * 9


def test_the_challenges_are_shown_with_their_severities_in_the_json() -> None:
    record = assessment_record(pacemaker())
    (sensor,) = (one for one in record["scenarios"][0]["components"] if one["id"] == "sensor")
    assert sorted(sensor["challenges"].values()) == ["low", "very high"]
    assert (sensor["class"], sensor["requires"], sensor["verdict"]) == ("F", "C", "not met")
