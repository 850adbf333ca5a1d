"""How likely controls work and what several people say of them, read into the right values."""

from __future__ import annotations

import pytest

from iotclass.core.place import Place
from iotclass.core.system import Control, ControlState
from tests.read.given import HEAD, component, read

ID = "signed-updates"
YES, PARTLY, PLANNED, NO, NOT_APPLICABLE, UNKNOWN = ControlState


def control(said: str) -> Control:
    """The control of a component that says `said` of it."""
    controls = component(f"controls: {{{ID}: {said}}}").controls
    assert controls is not None
    return controls[ID]


@pytest.mark.parametrize("state", [YES, PARTLY, UNKNOWN], ids=lambda one: str(one.value))
@pytest.mark.parametrize(("text", "works"), [("0", 0.0), ("0.8", 0.8), ("1", 1.0), ("1e-3", 0.001)])
def test_one_can_say_how_likely_a_control_works(state: ControlState, text: str, works: float) -> None:
    found = control(f"{{state: {state.value}, works: {text}}}")

    assert (found.state, found.works, found.sure) == (state, works, "")


@pytest.mark.parametrize("sure", ["sure", "likely", "guess"])
@pytest.mark.parametrize("state", [YES, NO], ids=lambda one: str(one.value))
def test_one_can_say_how_sure_one_is_of_a_control(state: ControlState, sure: str) -> None:
    found = control(f"{{state: {state.value}, sure: {sure}}}")

    assert (found.state, found.works, found.sure) == (state, None, sure)


OPINIONS = "[{state: yes, by: Ada, weight: 2, works: 0.9, why: Seen}, {state: partly, by: Bo}]"


@pytest.mark.parametrize("text", [OPINIONS, f"{{state: {OPINIONS}}}"], ids=["short", "long"])
def test_opinions_that_differ_make_the_state_unknown(text: str) -> None:
    found = control(text)
    start = len(f"    controls: {{{ID}: ") + 1

    def at(part: str) -> int:
        return start + text.index(part)

    first = Control(
        ID,
        YES,
        Place("m.yaml", 6, at("{state: yes")),
        "Seen",
        by="Ada",
        works=0.9,
        weight=2.0,
        written=(6, at("yes")),
    )
    second = Control(ID, PARTLY, Place("m.yaml", 6, at("{state: partly")), by="Bo", written=(6, at("partly")))
    place = Place("m.yaml", 6, len("    controls: {") + 1)
    assert found == Control(
        ID, UNKNOWN, place, "Ada: Seen", by="Ada, Bo", opinions=(first, second), written=(6, at("["))
    )


@pytest.mark.parametrize("state", [one for one in ControlState if one is not NOT_APPLICABLE])
def test_what_all_say_is_the_state(state: ControlState) -> None:
    found = control(f"[{{state: {state.value}, by: A}}, {{state: {state.value}, by: B}}]")

    assert (found.state, found.works, found.sure) == (state, None, "")


def test_a_single_opinion_is_one_all_the_same() -> None:
    found = control("[{state: yes, by: Ada, sure: guess}]")

    assert (found.state, found.by, found.sure) == (YES, "Ada", "")
    assert [(one.state, one.sure) for one in found.opinions] == [(YES, "guess")]


@pytest.mark.parametrize(
    "text",
    [
        "[{state: not applicable, by: A, why: V}, {state: not applicable, by: B, why: W}]",
        "{state: [{state: not applicable, by: A}, {state: not applicable, by: B, why: W}], why: U}",
    ],
)
def test_all_can_say_that_a_control_does_not_apply_and_why(text: str) -> None:
    found = control(text)

    assert found.state is NOT_APPLICABLE
    assert found.why in {"A: V; B: W", "U"}


def test_a_control_of_the_organisation_takes_opinions_and_names_its_components() -> None:
    system = read(
        f"{HEAD}controls:\n"
        f"  {ID}: {{state: [{{state: yes, by: A}}, {{state: no, by: B, sure: likely}}], for: [a], why: W}}\n"
        "  rate-limiting: [{state: yes, by: A}]\n"
        "components: {a: {kind: sensor}, b: {kind: sensor}}\n"
    )

    parts = system.scenarios[0].components
    controls = {id_: dict(part.controls or {}) for id_, part in parts.items()}
    assert {id_: list(one) for id_, one in controls.items()} == {
        "a": [ID, "rate-limiting"],
        "b": ["rate-limiting"],
    }
    found = controls["a"][ID]
    assert (found.state, found.why, [one.sure for one in found.opinions]) == (UNKNOWN, "W", ["", "likely"])
    assert controls["a"]["rate-limiting"].key == controls["b"]["rate-limiting"].key


def test_what_is_written_once_is_one_unknown() -> None:
    system = read(
        f"{HEAD}components:\n"
        f"  a: {{kind: sensor, controls: {{{ID}: &it {{state: partly, works: 0.5}}}}}}\n"
        f"  b: {{kind: sensor, controls: {{{ID}: *it}}}}\n"
        f"  c: {{kind: sensor, controls: {{{ID}: partly}}}}\n"
        "scenarios: {s: {}, t: {components: {c: {name: C}}}}\n"
    )

    keys = [
        (part.controls or {})[ID].key
        for scenario in system.scenarios
        for part in scenario.components.values()
    ]
    assert keys[:3] == keys[3:]
    assert keys[0] == keys[1] != keys[2]
