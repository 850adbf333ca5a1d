"""What a model states: every field of every value counts, and no form, order or place does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from iotclass.core.judgement import Harm, Judgement
from iotclass.core.level import Span, exactly
from iotclass.core.place import Place
from iotclass.core.scale import (
    Connectivity,
    Impact,
    Medium,
    Operations,
    Protection,
    Reach,
    SecurityClass,
    Severity,
)
from iotclass.core.stated import Statements, of_component, of_scenario, of_system
from iotclass.core.system import (
    Acceptance,
    Allowance,
    Challenge,
    Component,
    Connection,
    Control,
    ControlState,
    Evidence,
    Fixed,
    Isolation,
    Limit,
    Reliance,
    Requirement,
    Scenario,
    Softening,
    Spending,
    System,
)
from tests.read.given import component as read_component
from tests.read.given import read

HERE, THERE = Place("m.yaml", 1, 1), Place("other.yaml", 7, 3)
JUDGED = Judgement(
    Span(Impact.MINOR, Impact.MAJOR), HERE, why="W", by="Ann", on="2026-01-01", evidence=("e",)
)
CONTROL = Control("lock", ControlState.PARTLY, HERE, "W", ("e",), "Ann")
SPENT = Spending(5.0, 1.0, {"energy": 2.0}, "W", HERE)
SOFTER = Softening(Severity.LOW, SPENT)
CHALLENGE = Challenge("noise", "Noise", replace(JUDGED, span=exactly(Severity.HIGH)), place=HERE)
WAY = Connection(
    "usb",
    "USB",
    Judgement(exactly(Medium.WIRED), HERE),
    Judgement(exactly(Reach.DIRECT), HERE),
    Judgement(exactly(Operations.INSIDE), HERE),
    HERE,
)
WHOLE = Component("a", "Name", "sensor", HERE, controls={})

PLACES = {"place", "written", "no_challenges_at", "id"}
"""Fields that say where something is written, or what it is called by whoever holds it."""

OPINIONS = (replace(JUDGED, by="Bob"), replace(JUDGED, by="Eve", weight=2.0))

OTHER: dict[type, dict[str, Any]] = {
    Judgement: {
        "span": exactly(Impact.MINOR),
        "why": "V",
        "by": "Bob",
        "on": "2026-01-02",
        "evidence": ("f",),
        "sure": "likely",
        "weights": ((Impact.MINOR, 0.5), (Impact.MAJOR, 0.5)),
        "variable": "weather",
        "in_effect": True,
        "opinions": OPINIONS,
    },
    Control: {
        "state": ControlState.YES,
        "why": "V",
        "evidence": ("f",),
        "by": "Bob",
        "sure": "likely",
        "works": 0.5,
        "opinions": (replace(CONTROL, by="Bob"), replace(CONTROL, by="Eve")),
    },
    Spending: {"one_off": None, "yearly": 2.0, "amounts": {}, "why": "V", "shared": True},
    Softening: {"to": Severity.VERY_LOW, "spending": replace(SPENT, yearly=3.0)},
    Challenge: {
        "title": "Din",
        "severity": replace(JUDGED, span=exactly(Severity.LOW)),
        "softened": SOFTER,
        "acts_on": ("impact",),
        "why": "V",
    },
    Connection: {
        "title": "Plug",
        "medium": Judgement(exactly(Medium.WIRELESS), HERE),
        "reach": Judgement(exactly(Reach.PUBLIC), HERE),
        "operations": Judgement(exactly(Operations.OUTSIDE), HERE),
        "ends": ("a", "b"),
    },
    Requirement: {
        "level": SecurityClass.B,
        "protection": Protection.P3,
        "controls": ("lock",),
        "why": "V",
    },
    Harm: {"dimensions": (("safety", JUDGED),), "why": "V"},
    Isolation: {"why": "V"},
    Reliance: {"provider": "c"},
    Limit: {"amount": None, "why": "V", "resource": ""},
    Fixed: {"why": "V"},
    Allowance: {"connectivity": {}, "soften": {}},
    Component: {
        "name": "Other",
        "kind": "gateway",
        "requires": Requirement(SecurityClass.C, HERE),
        "connectivity": Judgement(exactly(Connectivity.C1), HERE),
        "protection": Judgement(exactly(Protection.P1), HERE),
        "impact": JUDGED,
        "harm": Harm((("overall", JUDGED),), HERE),
        "controls": None,
        "challenges": (),
        "facts": {"updatable": "yes"},
        "relies_on": (Reliance("b", HERE),),
        "isolated": Isolation("W", HERE),
        "ports": (WAY,),
        "limits": {"energy": Limit("energy", 5.0, "W", HERE)},
        "costs": {"lock": SPENT},
        "allow": Allowance({Connectivity.C1: SPENT}, {"noise": SOFTER}),
        "fixed": {"lock": Fixed("W", HERE)},
    },
}
"""Per class, another value of each field that says something."""


def _held(value: Any) -> Component:
    """A component that holds a value."""
    held: dict[type, Callable[[Any], dict[str, Any]]] = {
        Judgement: lambda one: {"impact": one},
        Control: lambda one: {"controls": {"lock": one}},
        Spending: lambda one: {"costs": {"lock": one}},
        Softening: lambda one: {"challenges": (replace(CHALLENGE, softened=one),)},
        Challenge: lambda one: {"challenges": (one,)},
        Connection: lambda one: {"ports": (one,)},
        Requirement: lambda one: {"requires": one},
        Harm: lambda one: {"harm": one},
        Isolation: lambda one: {"isolated": one},
        Reliance: lambda one: {"relies_on": (one,)},
        Limit: lambda one: {"limits": {"energy": one}},
        Fixed: lambda one: {"fixed": {"lock": one}},
        Allowance: lambda one: {"allow": one},
        Component: lambda _: {},
    }
    return value if isinstance(value, Component) else replace(WHOLE, **held[type(value)](value))


GIVEN: tuple[Any, ...] = (
    *(JUDGED, CONTROL, SPENT, SOFTER, CHALLENGE, WAY, WHOLE),
    Requirement(SecurityClass.C, HERE, why="W"),
    Harm((("privacy", JUDGED),), HERE, "W"),
    Isolation("W", HERE),
    Reliance("b", HERE),
    Limit("energy", 5.0, "W", HERE),
    Fixed("W", HERE),
    Allowance({Connectivity.C1: SPENT}, {"noise": SOFTER}),
)

KEPT_ASIDE = {
    (Judgement, "weight"),  # counts among the opinions of several alone
    (Judgement, "unanswered"),  # of weights alone
    (Control, "weight"),
    (Challenge, "driven_by"),  # instead of a severity
    (Limit, "resource"),  # what it is held by
    (Connection, "ends"),  # a port has none
}


def _changes() -> Iterator[tuple[Any, str]]:
    for value in GIVEN:
        for field in fields(value):
            if field.name not in PLACES and (type(value), field.name) not in KEPT_ASIDE:
                yield value, field.name


@pytest.mark.parametrize(
    ("value", "name"), list(_changes()), ids=lambda one: one if isinstance(one, str) else type(one).__name__
)
def test_no_field_of_a_model_changes_unseen(value: Any, name: str) -> None:
    other = replace(value, **{name: OTHER[type(value)][name]})

    assert of_component(_held(other)) != of_component(_held(value))


@pytest.mark.parametrize("value", GIVEN, ids=lambda one: type(one).__name__)
def test_no_place_is_seen(value: Any) -> None:
    names = {field.name for field in fields(value)} & {"place", "written"}
    moved = replace(value, **{name: THERE if name == "place" else (9, 9) for name in names})

    assert of_component(_held(moved)) == of_component(_held(value))


def test_what_counts_in_company_alone_is_seen_there() -> None:
    def said(**change: Any) -> Statements:
        return of_component(replace(WHOLE, **change))

    pooled = replace(JUDGED, opinions=OPINIONS)
    heavier = replace(JUDGED, opinions=(OPINIONS[0], replace(OPINIONS[1], weight=3.0)))
    assert said(impact=pooled) != said(impact=heavier)
    weighed = replace(JUDGED, weights=((Impact.MINOR, 0.5), (Impact.MAJOR, 0.5)))
    assert said(impact=weighed) != said(impact=replace(weighed, unanswered=True))
    driven = [replace(CHALLENGE, severity=None, driven_by=one) for one in ("energy", "memory")]
    assert said(challenges=(driven[0],)) != said(challenges=(driven[1],))
    links = [replace(WAY, ends=ends) for ends in (("a", "b"), ("a", "c"), ("b", "a"))]
    first, second, third = (of_scenario(Scenario("s", "S", {}, (one,))) for one in links)
    assert first != second
    assert first == third


SYSTEM = System(
    title="S",
    method="iotclass-1",
    place=HERE,
    sha256="0",
    scenarios=(),
    evidence={"e": Evidence("e", "Test", "test")},
    accepted=(Acceptance("a", "2027-01-01", "Ann", "W", HERE),),
    product={"maker": "M", "boundary": ("a", "b")},
    assessment={"on": "2026-11-23", "by": "Ann"},
    budget=Limit("money", 5.0, "W", HERE),
)


@pytest.mark.parametrize(
    ("change", "meant"),
    [
        ({"title": "T"}, False),
        ({"method": "other"}, True),
        ({"evidence": {}}, False),
        ({"evidence": {"e": Evidence("e", "Test", "test", version="2")}}, False),
        ({"evidence": {"e": Evidence("e", "Test", "test", on="2026-01-01")}}, False),
        ({"evidence": {"e": Evidence("e", "Test", "test", location="Shelf 4")}}, False),
        ({"evidence": {"e": Evidence("e", "Test", "test", sha256="0" * 64)}}, False),
        ({"accepted": ()}, True),
        ({"accepted": (Acceptance("a", "2027-01-02", "Ann", "W", HERE),)}, True),
        ({"accepted": (Acceptance("a", "2027-01-01", "Bob", "W", HERE),)}, False),
        ({"product": {"maker": "N", "boundary": ("a", "b")}}, True),
        ({"product": {"maker": "M", "boundary": ("a",)}}, True),
        ({"assessment": {"on": "2026-11-24", "by": "Ann"}}, True),
        ({"assessment": {"on": "2026-11-23", "by": "Bob"}}, False),
        ({"budget": None}, True),
        ({"budget": Limit("money", 6.0, "W", HERE)}, True),
        ({"budget": Limit("money", 5.0, "V", HERE)}, False),
    ],
    ids=str,
)
def test_what_is_said_of_the_system_is_seen(change: dict[str, Any], meant: bool) -> None:
    before, after = of_system(SYSTEM), of_system(replace(SYSTEM, **change))
    empty: dict[str, str] = dict.fromkeys({*before, *after}, "")
    meanings = [empty | {key: one.meaning for key, one in said.items()} for said in (before, after)]

    assert before != after
    assert (meanings[0] != meanings[1]) is meant


def test_the_order_on_a_boundary_means_nothing() -> None:
    turned = replace(SYSTEM, product={"boundary": ("b", "a"), "maker": "M"})

    assert of_system(turned) == of_system(SYSTEM)


ALIKE = {
    "a level, long": ("connectivity: C1", "connectivity: {level: C1}"),
    "a level as a range": ("connectivity: C1", "connectivity: C1..C1"),
    "a level as all of the weight": ("connectivity: C1", "connectivity: {C1: 1}"),
    "weight on nothing else": ("connectivity: C1", "connectivity: {C1: 1, C2: 0}"),
    "a whole scale": ("connectivity: unknown", "connectivity: C1..C5"),
    "weights in another order": ("impact: {Minor: 0.5, Major: 0.5}", "impact: {Major: 0.5, Minor: 0.5}"),
    "a class, long": ("requires: B", "requires: {class: B}"),
    "required controls in another order": (
        "requires: {class: B, controls: [rate-limiting, signed-updates]}",
        "requires: {class: B, controls: [signed-updates, rate-limiting]}",
    ),
    "a control, long": ("controls: {rate-limiting: yes}", "controls: {rate-limiting: {state: yes}}"),
    "controls in another order": (
        "controls: {rate-limiting: yes, signed-updates: partly}",
        "controls: {signed-updates: partly, rate-limiting: yes}",
    ),
    "a challenge, long": (
        "challenges: {x: {title: X, severity: low}}",
        "challenges: {x: {title: X, severity: {level: low}}}",
    ),
    "a harm, long": ("harm: Minor", "harm: {level: Minor}"),
    "opinions in another order": (
        "impact: [{level: Minor, by: Ann}, {level: Major, by: Bob}]",
        "impact: [{level: Major, by: Bob}, {level: Minor, by: Ann}]",
    ),
    "a limit, long": ("limits: {energy: 5}", "limits: {energy: {limit: 5}}"),
    "no facts": ("facts: {}", ""),
    "a comment": ("harm: Minor", "# why not\nharm:   Minor # indeed"),
}


@pytest.mark.parametrize(("one", "other"), ALIKE.values(), ids=ALIKE)
def test_the_form_means_nothing(one: str, other: str) -> None:
    assert of_component(read_component(one)) == of_component(read_component(other))


def test_a_control_that_is_said_to_lack_means_what_silence_means() -> None:
    silent = of_component(read_component("controls: {signed-updates: yes}"))
    said = of_component(read_component("controls: {signed-updates: yes, rate-limiting: no}"))

    assert {key: one.meaning for key, one in silent.items()} == {
        key: one.meaning for key, one in said.items() if key != "control rate-limiting"
    }
    assert (said["control rate-limiting"].meaning, said["control rate-limiting"].words) == ("", "no")


def test_a_shared_judgement_counts_where_it_is_in_doubt() -> None:
    def said(level: str, entry: str) -> Statements:
        head = f"iotclass: 1\nsystem: S\njudgements: {{j: {level}}}\n"
        system = read(f"{head}components: {{a: {{kind: sensor, impact: {entry}}}}}\n")
        return of_component(system.scenarios[0].components["a"])

    assert said("Minor", "{judgement: j}") == said("Minor", "Minor")
    assert said("Minor..Major", "{judgement: j}") != said("Minor..Major", "Minor..Major")


def test_who_judges_all_and_when_is_said_once() -> None:
    given = read_component(
        "impact: Minor\nharm: {level: Minor, by: Eve}", "assessment: {by: Ann, on: 2026-11-23}\n"
    )
    impact, harm = of_component(given)["impact"], of_component(given)["harm"]
    usual = of_component(given, ("Ann", "2026-11-23"))

    assert (impact.words, harm.words) == ("Ann; 2026-11-23", "Eve; 2026-11-23")
    assert (usual["impact"].words, usual["harm"].words) == ("", "Eve")
