"""Warnings about a valid model: what is judged without a reason, weakly required, or not said at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iotclass.core.assess import assess
from iotclass.core.content import Content
from iotclass.core.place import Problem
from iotclass.core.profile import Recommendation
from iotclass.core.scale import SecurityClass
from iotclass.core.table import Origin
from iotclass.core.warning import warnings
from tests.models import HERE, OURS, PAPER, SMALL, Model, assessed, method, model_of, profile, system_of

WHY = {"why": "somebody looked"}


def _reasoned(**said: object) -> Model:
    """A component of which everything is said with its reason."""
    return {
        "connectivity": {"level": "C2", **WHY},
        "protection": {"level": "P3", **WHY},
        "challenges": {"noise": {"title": "Noise", "severity": "low", **WHY}},
        "harm": {"safety": "Minor", **WHY},
        "requires": {"class": "C", **WHY},
        **said,
    }


def _warned(box: Model) -> list[str]:
    return [problem.message for problem in warnings(assessed(model_of({"box": box})))]


def test_a_model_with_a_reason_for_everything_is_not_warned_of() -> None:
    assert _warned(_reasoned()) == []
    assert _warned(_reasoned(challenges="none", impact={"level": "Minor", **WHY})) == []


@pytest.mark.parametrize(
    ("key", "judged", "named"),
    [
        ("connectivity", "C2", "connectivity"),
        ("protection", {"level": "P3"}, "protection"),
        ("impact", "Minor", "impact"),
        ("challenges", {"noise": {"title": "Noise", "severity": "low"}}, "severity of noise"),
        ("harm", {"safety": "Minor"}, "harm"),
    ],
)
def test_a_judgement_without_a_reason_is_warned_of(key: str, judged: object, named: str) -> None:
    (message,) = _warned(_reasoned(**{key: judged}))
    assert "box" in message
    assert named in message
    assert "why" in message


def test_a_harm_with_a_reason_for_each_dimension_needs_none_for_the_whole() -> None:
    assert _warned(_reasoned(harm={"safety": {"level": "Minor", **WHY}})) == []


def test_a_component_without_harm_is_warned_of() -> None:
    said = _reasoned()
    del said["harm"]
    (message,) = _warned(said)
    assert "harm" in message


def _recommending() -> Content:
    recommended = Recommendation(SecurityClass.B, "-", "it matters", Origin.OURS, HERE)
    kinds = {**SMALL.content.profiles, "bare": profile("bare", {}, recommends=recommended)}
    return replace(SMALL.content, profiles=kinds)


@pytest.mark.parametrize(
    ("requires", "warned"),
    [
        ("A", False),
        ("B", False),
        ("C", True),
        ({"class": "C", **WHY}, False),
        (None, True),
    ],
)
def test_a_requirement_weaker_than_recommended_needs_a_reason(requires: object, warned: bool) -> None:
    said = _reasoned(requires=requires)
    if requires is None:
        del said["requires"]
    system = system_of(model_of({"box": said}))
    found = warnings(assess(system, method(PAPER), _recommending()))
    assert ["recommended" in problem.message for problem in found] == [True] * warned


def test_each_warning_comes_once_though_scenarios_share_a_component_and_in_the_order_of_the_file() -> None:
    box = _reasoned(connectivity="C2", protection="P3")
    model = model_of({"box": box, "case": box}, scenarios={"one": {}, "two": {}}, method=OURS)
    found = warnings(assessed(model))
    assert len(found) == 4
    assert len({problem.place.line for problem in found}) == 4
    assert list(found) == sorted(found, key=_line)


def _line(problem: Problem) -> int:
    return problem.place.line
