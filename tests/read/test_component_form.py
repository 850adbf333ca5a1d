"""What a component can say beside judgements, in every form, read into the right values."""

from __future__ import annotations

import pytest

from iotclass.core.judgement import Judgement
from iotclass.core.level import Level, exactly, whole
from iotclass.core.place import Place
from iotclass.core.scale import Medium, Operations, Protection, Reach, SecurityClass, Severity, scale_name
from iotclass.core.system import (
    Challenge,
    Connection,
    Control,
    ControlState,
    Isolation,
    Reliance,
    Requirement,
)
from tests.models import judged
from tests.read.given import HEAD, component, read

HERE = Place("m.yaml", 6, 5)
STATES = list(ControlState)


def test_what_is_not_said_is_none_not_a_default() -> None:
    found = component("name: Alone")

    assert (found.id, found.name, found.kind) == ("a", "Alone", "sensor")
    assert found.place == Place("m.yaml", 5, 5)
    said = (found.requires, found.connectivity, found.protection, found.impact, found.harm, found.controls)
    assert said == (None, None, None, None, None, None)
    assert (found.challenges, found.no_challenges_at, found.facts, found.isolated) == (None,) * 4
    assert (found.relies_on, found.ports) == ((), ())


def test_a_component_without_a_name_is_called_by_its_id() -> None:
    assert component("requires: A").name == "a"


@pytest.mark.parametrize("letter", list(SecurityClass), ids=str)
def test_a_class_can_be_required_in_short_and_at_length(letter: SecurityClass) -> None:
    assert component(f"requires: {letter}").requires == Requirement(letter, HERE)
    assert component(f"requires: {{class: {letter}}}").requires == Requirement(letter, HERE)


def test_a_requirement_can_name_protection_and_controls() -> None:
    text = "requires: {class: B, protection: P3, controls: [rate-limiting, signed-updates], why: W}"

    assert component(text).requires == Requirement(
        SecurityClass.B, HERE, Protection.P3, ("rate-limiting", "signed-updates"), "W"
    )


@pytest.mark.parametrize("state", STATES, ids=[one.value for one in STATES])
def test_every_state_of_a_control_can_be_written_short_and_long(state: ControlState) -> None:
    place = Place("m.yaml", 7, 3 + 4)
    why = "W" if state is ControlState.NOT_APPLICABLE else ""
    long = f"{{state: {state.value}{', why: W' if why else ''}}}"

    found = [component(f"controls:\n  signed-updates: {long}").controls]
    if not why:
        found.append(component(f"controls:\n  signed-updates: {state.value}").controls)

    assert len(found) == (1 if why else 2)
    column = place.column + len("signed-updates: ")
    places = [(7, column + len("{state: ")), (7, column)]
    for controls, written in zip(found, places, strict=False):
        expected = Control("signed-updates", state, place, why, written=written)
        assert controls == {"signed-updates": expected}


def test_a_control_keeps_its_reason_author_and_evidence() -> None:
    found = component(
        "controls:\n  signed-updates: {state: partly, why: W, evidence: [e, f], by: Eve, on: 2026-01-01}",
        "evidence: {e: {title: T, kind: claim}, f: {title: U, kind: test}}\n",
    )

    place, written = Place("m.yaml", 8, 7), (8, 7 + len("signed-updates: {state: "))
    expected = Control("signed-updates", ControlState.PARTLY, place, "W", ("e", "f"), "Eve", written=written)
    assert found.controls == {"signed-updates": expected}


def test_controls_that_are_none_differ_from_no_word_of_controls() -> None:
    assert component("controls: {}").controls == {}
    assert component("name: A").controls is None


def test_a_control_of_the_organisation_holds_for_all_or_for_those_named() -> None:
    system = read(
        f"""{HEAD}controls:
  rate-limiting: yes
  scheduled-updates: {{state: planned, why: Soon, for: [a]}}
components:
  a: {{kind: sensor}}
  b: {{kind: sensor, controls: {{rate-limiting: no}}}}
scenarios:
  s: {{components: {{c: {{kind: sensor}}}}}}
"""
    )

    def control(
        id_: str, state: ControlState, line: int, column: int, state_at: int, why: str = ""
    ) -> Control:
        return Control(id_, state, Place("m.yaml", line, column), why, written=(line, state_at))

    everywhere = control("rate-limiting", ControlState.YES, 4, 3, 3 + len("rate-limiting: "))
    at = 3 + len("scheduled-updates: {state: ")
    there = control("scheduled-updates", ControlState.PLANNED, 5, 3, at, "Soon")
    own = control("rate-limiting", ControlState.NO, 8, 32, 32 + len("rate-limiting: "))
    (scenario,) = system.scenarios
    assert {id_: dict(one.controls or {}) for id_, one in scenario.components.items()} == {
        "a": {"rate-limiting": everywhere, "scheduled-updates": there},
        "b": {"rate-limiting": own},
        "c": {"rate-limiting": everywhere},
    }


def test_no_challenges_no_word_of_them_and_an_empty_list_are_told_apart() -> None:
    none = component("challenges: none")

    assert (none.challenges, none.no_challenges_at) == ((), HERE)
    assert (component("name: A").challenges, component("name: A").no_challenges_at) == (None, None)


def test_every_form_of_a_challenge_is_read() -> None:
    found = component(
        """challenges:
  one: {title: One, severity: very high}
  two: {title: Two, severity: low..high, why: W, by: Eve, on: 2026-01-01, evidence: [e], sure: guess}
  three: {title: Three, severity: unknown}
  four: {title: Four, severity: {low: 0.5, medium: 0.5}}
  five: {title: Five, severity: {judgement: j}, why: X}""",
        "evidence: {e: {title: T, kind: claim}}\njudgements: {j: {level: medium}}\n",
    ).challenges

    assert found is not None
    assert [(one.id, one.title) for one in found] == [
        ("one", "One"),
        ("two", "Two"),
        ("three", "Three"),
        ("four", "Four"),
        ("five", "Five"),
    ]
    one, two, three, four, five = (judged(challenge) for challenge in found)
    assert one.span == exactly(Severity.VERY_HIGH)
    assert str(two.span) == "low..high"
    assert (two.why, two.by, two.on, two.evidence, two.sure) == ("W", "Eve", "2026-01-01", ("e",), "guess")
    assert three.span == whole(Severity)
    assert four.weights == ((Severity.LOW, 0.5), (Severity.MEDIUM, 0.5))
    assert (five.span, five.variable, five.why) == (exactly(Severity.MEDIUM), "j", "X")
    assert found[0] == Challenge("one", "One", one, place=Place("m.yaml", 9, 7))
    assert one.place == Place("m.yaml", 9, 7)


def test_facts_are_the_words_that_stand_there() -> None:
    assert component("facts: {updatable: yes, debug_port: no, telemetry: unknown}").facts == {
        "updatable": "yes",
        "debug_port": "no",
        "telemetry": "unknown",
    }


def test_reliance_keeps_the_order_and_the_places() -> None:
    system = read(
        f"{HEAD}components:\n  a: {{kind: sensor, relies_on: [c, b]}}\n"
        "  b: {kind: sensor}\n  c: {kind: sensor}\n"
    )

    assert system.scenarios[0].components["a"].relies_on == (
        Reliance("c", Place("m.yaml", 4, 33)),
        Reliance("b", Place("m.yaml", 4, 36)),
    )


def test_an_isolation_keeps_its_reason() -> None:
    assert component("isolated: {why: Nothing leads in}").isolated == Isolation("Nothing leads in", HERE)


KEY = 5
"""The column at which the keys of a component begin."""


def stated_in(text: str, level: Level, line: int, column: int) -> Judgement:
    """The plain fact that `text` at `line` and `column` states of a way in: placed at its key."""
    key = scale_name(type(level))
    at, value = text.index(f"{key}: "), text.index(f"{key}: ") + len(f"{key}: ")
    return Judgement(exactly(level), Place("m.yaml", line, column + at), written=(line, column + value))


def test_ports_are_ways_in_with_operations_from_inside_by_default() -> None:
    found = component(
        "ports:\n"
        "  usb: {title: Service, medium: wired, reach: direct, operations: none}\n"
        "  card: {medium: near..wireless, reach: unknown}"
    ).ports

    assert [one.id for one in found] == ["usb", "card"]
    usb, card = found
    text = "  usb: {title: Service, medium: wired, reach: direct, operations: none}"

    def stated(level: Level) -> Judgement:
        return stated_in(text, level, 7, KEY)

    medium, reach, operations = map(stated, (Medium.WIRED, Reach.DIRECT, Operations.NONE))
    assert usb == Connection("usb", "Service", medium, reach, operations, Place("m.yaml", 7, 7))
    assert (card.title, str(card.medium.span), card.reach.span) == ("card", "near..wireless", whole(Reach))
    assert card.operations == Judgement(exactly(Operations.INSIDE), Place("m.yaml", 8, 7))


def test_links_are_called_by_their_id_or_after_their_ends() -> None:
    system = read(
        f"""{HEAD}components: {{a: {{kind: sensor}}, b: {{kind: sensor}}}}
links:
  - {{id: telemetry, title: T, why: W, from: a, to: b, medium: wireless, reach: public, operations: outside}}
  - {{from: b, to: a, medium: unknown, reach: direct..private}}
  - {{from: a, to: a, medium: wired, reach: local, operations: none..inside}}
"""
    )

    text = "  - {id: telemetry, title: T, why: W, from: a, to: b, medium: wireless, "
    text += "reach: public, operations: outside}"
    named, plain, loop = system.scenarios[0].links
    stated = [stated_in(text, level, 5, 1) for level in (Medium.WIRELESS, Reach.PUBLIC, Operations.OUTSIDE)]
    place = Place("m.yaml", 5, 5)
    assert named == Connection("telemetry", "T", stated[0], stated[1], stated[2], place, ("a", "b"))
    assert (plain.id, plain.title, plain.ends) == ("b-a", "b-a", ("b", "a"))
    assert (plain.medium.span, str(plain.reach.span)) == (whole(Medium), "direct..private")
    assert plain.operations.span == exactly(Operations.INSIDE)
    assert (loop.id, str(loop.operations.span)) == ("a-a", "none..inside")


WAYS = [(medium, reach, where) for medium in Medium for reach in Reach for where in Operations]


def test_every_level_of_medium_reach_and_operations_is_read() -> None:
    ports = "".join(
        f"\n  p{number}: {{medium: {medium}, reach: {reach}, operations: {where}}}"
        for number, (medium, reach, where) in enumerate(WAYS)
    )

    found = component(f"ports:{ports}").ports

    assert len(found) == len(WAYS) == 36
    assert [(one.medium.span, one.reach.span, one.operations.span) for one in found] == [
        (exactly(medium), exactly(reach), exactly(where)) for medium, reach, where in WAYS
    ]
