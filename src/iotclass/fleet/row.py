"""A row of an inventory as a component of a model, for the scalar engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from iotclass.core.assess import Assessment, ComponentAssessment, assess
from iotclass.core.content import Content
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

L = TypeVar("L", bound=Level)


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


def assessment(row: Row, method: Method, content: Content, sha256: str = "") -> Assessment:
    """The assessment of a system that is `row` alone, from data of that hash."""
    one = component(row)
    scenario = Scenario("base", "base", {one.id: one}, ())
    system = System(row.id, method.id, row.place, sha256, (scenario,), {}, (), {}, {})
    return assess(system, method, content)


def assessed(row: Row, method: Method, content: Content) -> ComponentAssessment:
    """What the scalar engine says of `row`."""
    return assessment(row, method, content).scenarios[0].components[row.id]


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
