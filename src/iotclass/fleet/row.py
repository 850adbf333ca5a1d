"""A row of an inventory as a component of a model, for the scalar engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from iotclass.core.assess import Assessment, ComponentAssessment, assess
from iotclass.core.content import Content
from iotclass.core.inventory import WAY
from iotclass.core.judgement import Judgement
from iotclass.core.level import Level, Span, spanning, whole
from iotclass.core.method import Method
from iotclass.core.place import Place
from iotclass.core.scale import SCALES, Severity
from iotclass.core.system import (
    Challenge,
    Component,
    Connection,
    Control,
    ControlState,
    Requirement,
    Scenario,
    System,
)
from iotclass.core.type import Type, Types

L = TypeVar("L", bound=Level)
CLAIMED = {ControlState.YES, ControlState.PARTLY, ControlState.UNKNOWN, ControlState.NOT_APPLICABLE}
"""The states of controls that say more than that nothing is there."""


@dataclass(frozen=True, slots=True)
class Row:
    """One device as an inventory describes it: texts by name, states of controls, facts; where it stands."""

    id: str
    kind: str
    place: Place
    texts: Mapping[str, str] = field(default_factory=dict)
    controls: Mapping[str, ControlState] | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    designs: bool = False
    component: str = ""
    """The component of a model that the device is; it says what the row does not."""


def component(row: Row) -> Component:
    """`row` as a component: what is not said is unknown, and never good."""
    place = row.place
    connectivity = _judgement(row, "connectivity")
    severity = _judgement(row, "severity") or Judgement(whole(Severity), place)
    protection = _judgement(row, "protection")
    required = row.texts.get("required", "").strip()
    ports: tuple[Connection, ...] = ()
    if connectivity is None:
        medium, reach, operations = (
            _judgement(row, name) or Judgement(whole(SCALES[name]), place)
            for name in ("medium", "reach", "operations")
        )
        ports = (Connection("inventory", row.id, medium, reach, operations, place),)
    return Component(
        id=row.id,
        name=row.id,
        kind=row.kind,
        place=place,
        requires=Requirement(_level("class", required), place) if required else None,  # type: ignore[arg-type]  # that scale is the class's
        connectivity=connectivity,
        protection=protection and Judgement(protection.span, place, in_effect=not row.designs),
        impact=_judgement(row, "impact"),
        controls={id_: Control(id_, state, place) for id_, state in (row.controls or {}).items()},
        challenges=(Challenge("inventory", row.id, severity, place=place),),
        facts=row.facts,
        ports=ports,
    )


def assessment(
    row: Row, method: Method, content: Content, sha256: str = "", types: Types | None = None
) -> Assessment:
    """The assessment of a system that is `row` alone, from data of that hash.

    A device of one of `types` stands in their design instead, where its component stands.
    """
    if types is not None and row.component:
        scenario = _instead(row, types)
        system = replace(types.system, title=row.id, sha256=sha256, scenarios=(scenario,))
        return assess(system, method, content)
    one = component(row)
    scenario = Scenario("base", "base", {one.id: one}, ())
    system = System(row.id, method.id, row.place, sha256, (scenario,), {}, (), {}, {})
    return assess(system, method, content)


def assessed(row: Row, method: Method, content: Content, types: Types | None = None) -> ComponentAssessment:
    """What the scalar engine says of `row`."""
    return assessment(row, method, content, types=types).scenarios[0].components[row.component or row.id]


def _instead(row: Row, types: Types) -> Scenario:
    """The design with the device of `row` in its component's place: what the row says, goes before."""
    known = types.known[row.component]
    here, own = known.component, component(row)
    severity = row.texts.get("severity", "").strip()
    device = replace(
        here,
        name=row.id,
        requires=own.requires or here.requires,
        protection=own.protection or here.protection,
        impact=own.impact or here.impact,
        facts={**(here.facts or {}), **row.facts},
        challenges=own.challenges if severity else here.challenges,
    )
    stated = row.controls or {}
    if here.controls is not None or any(state in CLAIMED for state in stated.values()):
        device = replace(device, controls={**(here.controls or {}), **(own.controls or {})})
    if stated and not severity and here.challenges:
        device = replace(device, challenges=tuple(_fixed(one, known) for one in here.challenges))
    scenario = types.scenario
    if own.connectivity is not None:
        device = replace(device, connectivity=own.connectivity)
    elif any(row.texts.get(name, "").strip() for name in WAY):
        device = replace(device, connectivity=None, ports=own.ports, isolated=None)
        scenario = replace(scenario, links=tuple(_without(one, here.id) for one in scenario.links))
    return replace(scenario, components={**scenario.components, here.id: device})


def _fixed(challenge: Challenge, known: Type) -> Challenge:
    """`challenge` as severe as it is for the type, whatever controls a single device has."""
    level = known.assessed.severities[challenge.id].level
    if not challenge.driven_by or level is None:
        return challenge
    return replace(challenge, severity=Judgement(level, challenge.place), driven_by="", softened=None)


def _without(link: Connection, end: str) -> Connection:
    """`link` as the other end has it."""
    return replace(link, ends=tuple(one for one in link.ends if one != end))


def _judgement(row: Row, name: str) -> Judgement | None:
    """What a row says of a scale: a level, a range, that it is unknown; None where it says nothing."""
    text = row.texts.get(name, "").strip().lower()
    if not text:
        return None
    if text == "unknown":
        return Judgement(whole(SCALES[name]), row.place)
    if text == "none" and name == "severity":
        text = Severity.VERY_LOW.value
    span: Span[Level] = spanning(_level(name, part) for part in text.split(".."))
    return Judgement(span, row.place)


def _level(name: str, text: str) -> Level:
    return next(one for one in SCALES[name] if one.value.lower() == text.strip().lower())
