"""Protection derived from controls: every state of every control of a small kind, by a second definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.finding import Finding, How
from iotclass.core.level import exactly
from iotclass.core.method import Method
from iotclass.core.profile import Profile
from iotclass.core.protection import Derived, derive
from iotclass.core.scale import Connectivity, Protection
from iotclass.core.system import Component, Control, ControlState
from tests.core.generated import CONTROLS
from tests.core.published import SETTINGS
from tests.core.reference import derived, stands_on
from tests.models import (
    CRITERIA,
    HERE,
    METHODS,
    OURS,
    PAPER,
    components_of,
    ends,
    method,
    model_of,
    small_framework,
)
from tests.models import profile as kind_with

FRAMEWORK = small_framework()
THING = kind_with("thing", CRITERIA)

STATES = ("yes", "no", "partly", "unknown", "not applicable", "planned")
"""Every state of a control."""

BELOW = {id_: {"floor": "P1", "unprotected": "unprotected"}[SETTINGS[id_].below_p1] for id_ in METHODS}

Stated = Mapping[str, str]


def _controls(states: Stated) -> dict[str, Control]:
    return {id_: Control(id_, ControlState(state), HERE, "why") for id_, state in states.items()}


def _derive(kind: Profile, states: Stated, by: Method) -> Derived:
    component = Component("box", "Box", kind.kind, HERE, controls=_controls(states))
    connected = Finding("connectivity", exactly(Connectivity.C1), "judged")
    return derive("protection", kind, component, connected, FRAMEWORK, by)


def _all_states() -> Iterator[Stated]:
    """Every state of every criterion of a thing."""
    for chosen in product(STATES, repeat=len(CRITERIA)):
        yield dict(zip(CRITERIA, chosen, strict=True))


def _settled(states: Stated, doubtful: str) -> dict[str, str]:
    """The states with what is in doubt settled as `doubtful`, and what is planned as no.

    What is claimed not to apply without a fact is in doubt too: at best it really does not.
    """
    claimed = "no" if doubtful == "no" else "not applicable"
    found = {"partly": doubtful, "unknown": doubtful, "planned": "no", "not applicable": claimed}
    return {id_: found.get(state, state) for id_, state in states.items()}


def _expected(states: Stated, below: str) -> tuple[str, str, bool, list[str]]:
    """Best end, worst end (proven), whether it is the floor, and the criteria that lack."""
    settled = _settled(states, "no")
    had = {id_ for id_, state in settled.items() if state == "not applicable"}
    had |= {weaker for id_, state in settled.items() if state == "yes" for weaker in stands_on(id_)}
    lacking = [id_ for id_ in CRITERIA if id_ not in had]
    floor = any(CRITERIA[id_] == "P1" for id_ in lacking)
    return derived(_settled(states, "yes"), below), derived(settled, below), floor, lacking


@pytest.mark.parametrize("by", METHODS)
@pytest.mark.parametrize("first", STATES)
def test_every_state_of_every_control_gives_what_the_definition_says(by: str, first: str) -> None:
    tried, wrong = 0, []
    for states in _all_states():
        if states["lock"] != first:
            continue
        found = _derive(THING, states, method(by))
        got = (
            *(ends(found.finding.level) or ("", "")),
            found.floor,
            [criterion.id for criterion in found.lacking],
        )
        tried += 1
        if got != _expected(states, BELOW[by]) or str(found.proven) != got[1]:
            wrong.append(states)
    assert tried == 6**5
    assert wrong == []


@pytest.mark.parametrize("by", METHODS)
def test_nothing_at_all_is_the_floor_or_unprotected_as_the_method_has_it(by: str) -> None:
    found = _derive(THING, {}, method(by))
    assert ends(found.finding.level) == (BELOW[by], BELOW[by])
    assert found.floor


def test_the_floor_is_p1_by_the_paper_and_unprotected_by_ours() -> None:
    assert BELOW == {PAPER: "P1", OURS: "unprotected"}


@settings(max_examples=300, deadline=None)
@given(states=st.dictionaries(st.sampled_from(CONTROLS), st.sampled_from(STATES)))
def test_reasons_are_the_criteria_of_the_lowest_level_that_lack_with_their_states(
    states: dict[str, str],
) -> None:
    found = _derive(THING, states, method(PAPER))
    finding = found.finding
    assert finding.how is How.CRITERIA
    lacking = _expected({id_: states.get(id_, "no") for id_ in CONTROLS}, "P1")[3]
    lowest = min((CRITERIA[id_] for id_ in lacking), default="")
    expected = [
        (f"criterion {id_}", (lowest, lowest), f"demanded from {lowest}: {_said(states, id_)}")
        for id_ in lacking
        if CRITERIA[id_] == lowest
    ]
    assert [(one.subject, ends(one.level), one.rule) for one in finding.because] == expected
    assert all(one.at for one in finding.because)


def _said(states: Stated, id_: str) -> str:
    return states.get(id_, "not mentioned, so no")


def test_a_stronger_functionality_counts_for_every_weaker_one_below_it() -> None:
    assert stands_on("vault") == {"vault", "bolt", "lock"}
    states = {"vault": "yes", "manual": "yes"}
    found = _derive(THING, states, method(PAPER))
    assert ends(found.finding.level) == ("P2", "P2")
    assert [one.id for one in found.lacking] == ["alarm", "guard"]


def test_a_functionality_that_is_no_criterion_counts_by_its_ladder() -> None:
    states = {**dict.fromkeys(CRITERIA, "yes"), "alarm": "no", "siren": "yes"}
    found = _derive(THING, states, method(PAPER))
    assert ends(found.finding.level) == ("P5", "P5")


def test_what_does_not_apply_says_nothing_of_the_weaker_steps() -> None:
    states = {**dict.fromkeys(CRITERIA, "yes"), "vault": "not applicable", "bolt": "no", "lock": "no"}
    found = _derive(THING, states, method(OURS))
    assert ends(found.finding.level) == ("unprotected", "unprotected")
    assert [one.id for one in found.lacking] == ["lock", "bolt", "vault"]


def test_a_kind_without_criteria_gives_no_protection() -> None:
    found = _derive(kind_with("bare", {}), {}, method(PAPER))
    assert (found.finding.level, found.proven) == (None, None)
    assert "criteria" in found.finding.note


FULL = dict.fromkeys(CRITERIA, "yes")


def _box(**said: object) -> dict[str, object]:
    return {"kind": "thing", "connectivity": "C1", "challenges": "none", "harm": "Major", **said}


def test_a_judged_protection_goes_before_a_derived_one_and_the_difference_is_said() -> None:
    one = components_of(model_of({"box": _box(controls=FULL, protection="P2")}))["box"]
    assert ends(one.inputs.designed.level) == ("P2", "P2")
    assert one.derived is not None
    assert ends(one.derived.finding.level) == ("P5", "P5")
    (warning,) = one.warnings
    assert "judged P2" in warning.message
    assert "P5" in warning.message


def test_a_judged_protection_that_the_controls_confirm_is_no_difference() -> None:
    one = components_of(model_of({"box": _box(controls=FULL, protection="P5")}))["box"]
    assert one.warnings == ()


def test_the_floor_is_warned_of() -> None:
    one = components_of(model_of({"box": _box(controls={"manual": "yes"})}))["box"]
    assert ends(one.inputs.designed.level) == ("P1", "P1")
    (warning,) = one.warnings
    assert "floor" in warning.message
    assert warning.place == one.component.place


def test_what_ours_calls_unprotected_is_warned_of_too() -> None:
    one = components_of(model_of({"box": _box(controls={"manual": "yes"})}), OURS)["box"]
    assert ends(one.inputs.designed.level) == ("unprotected", "unprotected")
    (warning,) = one.warnings
    assert "unprotected" in warning.message


def test_levels_of_protection_are_tried_from_unprotected_to_p5() -> None:
    assert [str(level) for level in Protection] == ["unprotected", "P1", "P2", "P3", "P4", "P5"]


@pytest.mark.parametrize("by", METHODS)
def test_what_is_planned_is_told_of_where_it_makes_a_difference_and_only_there(by: str) -> None:
    """By two models without plans: what is planned as no, and as yes."""
    told = 0
    for chosen in product(("yes", "no", "planned"), repeat=4):
        states = {"manual": "yes", **dict(zip(("lock", "bolt", "alarm", "guard"), chosen, strict=True))}
        planned, today, then = (
            components_of(
                model_of(
                    {
                        "box": _box(
                            controls={id_: settled.get(state, state) for id_, state in states.items()},
                            challenges={"storm": {"title": "Storm", "severity": "high", "why": "W"}},
                        ),
                        "relier": {**_box(protection="P5"), "relies_on": ["box"]},
                    }
                ),
                by,
            )
            for settled in ({}, {"planned": "no"}, {"planned": "yes"})
        )
        for id_ in planned:
            reached = [
                (ends(one[id_].outcome.protection.level), ends(one[id_].outcome.final.level))
                for one in (today, then)
            ]
            done = planned[id_].when_done
            found = done and (ends(done.protection.level), ends(done.final.level))
            assert found == (None if reached[0] == reached[1] else reached[1]), states
            told += done is not None
    assert 40 < told < 2 * 3**4 - 40
