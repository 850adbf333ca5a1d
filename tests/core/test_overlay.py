"""A scenario is the same as its model written out by hand: the overlay leaves nothing else behind."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iotclass.core.assess import ScenarioAssessment
from iotclass.core.place import InvalidError
from iotclass.write.assessment_json import component_record
from tests.core.generated import ANY_NUMBER, Draft, models
from tests.models import FILE, Model, assessed, classes_of, model_of

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

BY_ID = ("controls", "challenges", "ports", "facts")
"""What merges by id; everything else is replaced whole."""


def written_out(model: Model, scenario: str) -> Model:
    """The model of one scenario alone, as somebody would write it by hand."""
    if scenario == "base":
        return deepcopy({key: value for key, value in model.items() if key != "scenarios"})
    said = model["scenarios"][scenario]
    below = written_out(model, said.get("extends", "base"))
    components = below["components"]
    for id_, change in deepcopy(said.get("components", {})).items():
        if change is None:
            del components[id_]
        else:
            components[id_] = _changed(components.get(id_, {}), change)
    gone = said.get("without_links", [])
    links = [one for one in below.get("links", []) if one["id"] not in gone]
    rest = {"components": components, "links": [*links, *said.get("links", [])]}
    if "controls" in below:
        rest["controls"] = {name: _held(one, components) for name, one in below["controls"].items()}
    return {**below, **rest}


def _held(control: Model, components: Model) -> Model:
    """One of the organisation's controls, for those of its components that are still there."""
    named = control.get("for")
    return control if named is None else {**control, "for": [one for one in named if one in components]}


def _changed(component: Model, change: Model) -> Model:
    found = dict(component)
    for key, value in change.items():
        if value is None:
            found.pop(key, None)
        elif key in BY_ID and isinstance(value, dict):
            found[key] = _merged(found.get(key), value)
        else:
            found[key] = value
    if found.get("challenges") == {}:
        del found["challenges"]  # nothing is said of challenges any more
    return found


def _merged(entries: Any, change: Model) -> Model:
    found = dict(entries) if isinstance(entries, dict) else {}
    for id_, value in change.items():
        if value is None:
            found.pop(id_, None)
            continue
        before = found.get(id_)
        if isinstance(before, dict) and "title" in before and isinstance(value, dict):
            found[id_] = {"title": before["title"], **value}  # a challenge keeps its title
        else:
            found[id_] = value
    return found


class Overlays:
    """Random scenarios over a model; the state of each is kept, so that every overlay is valid."""

    def __init__(self, draft: Draft, model: Model) -> None:
        self.draft, self.model = draft, model
        self.states = {"base": written_out(model, "base")}
        self.scenarios: Model = {}

    def add(self, id_: str) -> None:
        """One scenario more, on the base or on one of those before."""
        below = self.draft.draw(st.sampled_from(list(self.states)))
        state = self.states[below]
        said: Model = {} if below == "base" and self.draft.chance(50) else {"extends": below}
        gone = [one for one in state["components"] if self.draft.chance(20)]
        gone = [] if len(gone) == len(state["components"]) else gone
        said["components"] = dict.fromkeys(gone)
        for one, component in state["components"].items():
            if one not in gone and (self.draft.chance(60) or set(component.get("relies_on", [])) & set(gone)):
                said["components"][one] = self._change(one, component, state, gone)
        if self.draft.chance(30):
            others = [one for one in state["components"] if one not in gone]
            said["components"][f"n{id_}"] = {**self.draft.part(f"n{id_}", others), "impact": None}
        kept = set(state["components"]) - set(gone)
        said["without_links"] = [
            one["id"]
            for one in state.get("links", [])
            if not {one["from"], one["to"]} <= kept or self.draft.chance(20)
        ]
        self.scenarios[id_] = said
        whole = {**self.model, "scenarios": self.scenarios}
        after = written_out(whole, id_)["components"]
        able = [one for one, component in after.items() if "isolated" not in component]
        if len(able) > 1 and self.draft.chance(50):
            ends = self.draft.draw(st.permutations(able))[:2]
            said["links"] = [{"id": f"link-{id_}", "from": ends[0], "to": ends[1], **self.draft.way()}]
        self.states[id_] = written_out(whole, id_)

    def _change(self, id_: str, component: Model, state: Model, gone: list[str]) -> Model:
        """Some keys anew, some removed, some entries of those that merge changed or removed."""
        earlier = [one for one in state["components"] if one < id_ and one not in gone and one[0] == "c"]
        anew = self.draft.part(id_, earlier)
        change = {key: value for key, value in anew.items() if self.draft.chance(40)}
        if "relies_on" not in change and set(component.get("relies_on", [])) & set(gone):
            change["relies_on"] = [one for one in component["relies_on"] if one not in gone] or None
        removable = [key for key in component if key not in {"kind", "relies_on", *change}]
        change |= {key: None for key in removable if self.draft.chance(15)}
        if change.get("ports") and "isolated" in component:
            change["isolated"] = None
        for key in ("controls", "challenges", "ports"):
            if isinstance(component.get(key), dict) and change.get(key, {}) != "none" and key not in change:
                entries = self._entries(key, component[key])
                change |= {key: entries} if entries and self.draft.chance(40) else {}
        return change

    def _entries(self, key: str, entries: Model) -> Model:
        """Some entries of a mapping changed or removed."""
        found: Model = {}
        for id_ in entries:
            if self.draft.chance(25):
                found[id_] = None
            elif key == "challenges" and self.draft.chance(50):
                found[id_] = {"severity": self.draft.plain("severity")}
            elif key == "controls" and self.draft.chance(50):
                found[id_] = self.draft.draw(st.sampled_from(["yes", "no", "partly", "planned", "unknown"]))
            elif key == "ports" and self.draft.chance(50):
                found[id_] = self.draft.way()
        return found


@st.composite
def overlaid(draw: st.DrawFn) -> Model:
    """A model with scenarios, listed in any order."""
    model = draw(models(most=4))
    shared = model.get("judgements", {})
    known = {id_: (id_.rpartition("-")[0], one["level"]) for id_, one in shared.items()}
    draft = Draft(draw, ANY_NUMBER, known)
    overlays = Overlays(draft, model)
    for number in range(draw(st.integers(1, 4))):
        overlays.add(f"s{number}")
    order = draw(st.permutations(list(overlays.scenarios)))
    judgements = {id_: {"level": expression} for id_, (_, expression) in draft.shared.items()}
    found = {**model, "scenarios": {id_: overlays.scenarios[id_] for id_ in order}}
    return {**found, "judgements": judgements} if judgements else found


def _records(scenario: ScenarioAssessment) -> list[Any]:
    return [_without_lines(component_record(one)) for one in scenario.components.values()]


def _without_lines(record: Any) -> Any:
    """A record without the model's lines and columns, which differ between two files."""
    if isinstance(record, list):
        return [_without_lines(one) for one in record]
    if isinstance(record, dict):
        kept = {key: value for key, value in record.items() if key not in {"line", "column"}}
        return {key: _without_lines(value) for key, value in kept.items()}
    return FILE if isinstance(record, str) and record.startswith(f"{FILE}:") else record


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(model=overlaid())
def test_every_scenario_is_assessed_as_its_model_written_out(model: Model) -> None:
    found = assessed(model).scenarios
    assert [one.scenario.id for one in found] == list(model["scenarios"])
    for scenario in found:
        (alone,) = assessed(written_out(model, scenario.scenario.id)).scenarios
        assert _records(scenario) == _records(alone)
    assert found


def _with(change: Model, base: Model | None = None) -> Model:
    """A scenario that changes the one component of a model, written out by the code under test."""
    said = {"connectivity": "C3", "protection": "P3", "challenges": "none", "harm": "Major"}
    return model_of({"box": base or said}, scenarios={"changed": {"components": {"box": change}}})


def test_an_empty_scenario_is_the_base() -> None:
    model = _with({})
    base = {key: value for key, value in model.items() if key != "scenarios"}
    assert classes_of(model) == classes_of(base) == {"box": ("A", "A")}


def test_a_judgement_is_replaced_whole() -> None:
    base = {"connectivity": "C3", "challenges": {"x": {"title": "X", "severity": "very high"}}}
    protected = {**base, "protection": {"level": "P5", "in_effect": True}}
    # P5 in effect is E1 and so A; P5 without in_effect is worn down to P3: E3 and Catastrophic give E
    assert classes_of(_with({}, protected)) == {"box": ("A", "A")}
    assert classes_of(_with({"protection": "P5"}, protected)) == {"box": ("E", "E")}


def test_removing_what_was_said_of_challenges_makes_them_unknown() -> None:
    # P3 at C3 under no challenge: E3 with Insignificant, A; under anything up to very high: E5, F
    assert classes_of(_with({"challenges": None})) == {"box": ("A", "F")}


def test_removing_the_last_challenge_makes_the_severity_unknown() -> None:
    known = {"connectivity": "C3", "protection": "P3"}
    base = {**known, "challenges": {"x": {"title": "X", "severity": "very low"}}}
    assert classes_of(_with({"challenges": {"x": None}}, base)) == {"box": ("A", "F")}
    with pytest.raises(InvalidError, match="expected challenges by id, or none"):
        assessed(_with({"challenges": {}}))


@pytest.mark.parametrize("section", ["challenges", "controls", "ports", "facts"])
def test_what_is_not_there_cannot_be_removed(section: str) -> None:
    with pytest.raises(InvalidError, match=f"there is no 'nothing' among the {section}"):
        assessed(_with({section: {"nothing": None}}))


def test_a_fact_can_be_removed() -> None:
    base = {"facts": {"updatable": "yes"}}
    assert classes_of(_with({"facts": {"updatable": None}}, base)) == classes_of(_with({}, base))


def test_the_last_component_cannot_be_removed() -> None:
    with pytest.raises(InvalidError, match="has no component left"):
        assessed({**_with({}), "scenarios": {"s": {"components": {"box": None}}}})


def test_removing_the_only_judgement_leaves_the_component_not_assessed() -> None:
    assert classes_of(_with({"connectivity": None})) == {"box": None}
    assert classes_of(_with({"protection": None})) == {"box": None}


def test_controls_of_a_scenario_are_laid_over_those_of_the_base() -> None:
    had = dict.fromkeys(("lock", "manual", "bolt", "alarm", "guard", "vault"), "yes")
    base = {"kind": "thing", "connectivity": "C3", "challenges": "none", "impact": "Major", "controls": had}
    # P5 → E1 → A; without the alarm (P3) only P2 is reached: E4 and Major give E
    assert classes_of(_with({}, base)) == {"box": ("A", "A")}
    assert classes_of(_with({"controls": {"alarm": None}}, base)) == {"box": ("E", "E")}
    assert classes_of(_with({"controls": {"alarm": "partly"}}, base)) == {"box": ("A", "E")}
    assert classes_of(_with({"controls": {"siren": "yes"}}, base)) == {"box": ("A", "A")}
    # without any control the component is at the floor, P1: E5 and Major give F
    assert classes_of(_with({"controls": dict.fromkeys(had)}, base)) == {"box": ("F", "F")}
    # without the key nothing says how it is protected
    assert classes_of(_with({"controls": None}, base)) == {"box": None}


def test_a_component_cannot_do_without_a_kind() -> None:
    with pytest.raises(InvalidError) as raised:
        assessed(_with({"kind": None}))
    (problem,) = raised.value.problems
    assert "kind" in str(problem)


def test_without_links_takes_a_way_in_away() -> None:
    said = {"protection": "P2", "challenges": "none", "impact": "Moderate"}
    ways = [
        {"id": "cable", "from": "box", "to": "case", "medium": "wired", "reach": "direct"},
        {"id": "net", "from": "box", "to": "case", "medium": "wired", "reach": "public"},
    ]
    model = model_of(
        {"box": said, "case": said},
        links=ways,
        scenarios={
            "offline": {"without_links": ["net"]},
            "dark": {"extends": "offline", "without_links": ["cable"]},
        },
    )
    offline, dark = assessed(model).scenarios
    # C1 and P2: E3, with Moderate C; without any link nothing says how the two are connected
    assert [str(one.outcome.final.level) for one in offline.components.values()] == ["C", "C"]
    assert [one.outcome.final.level for one in dark.components.values()] == [None, None]
