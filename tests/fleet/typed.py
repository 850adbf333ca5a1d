"""A design with all that a class can depend on, as types of devices; and devices that say otherwise."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from iotclass.core.inventory import LEVELS
from iotclass.core.place import Place
from iotclass.core.scale import Protection
from iotclass.core.system import Component, Control, ControlState, System
from iotclass.core.type import Types, types
from iotclass.fleet.row import Row
from iotclass.read.content import shipped, vocabulary
from iotclass.read.model import read_model
from tests.fleet.inventory import cell, facts_asked

DESIGN = """
iotclass: 1
system: Everything that a class can depend on
method: iotclass-1
assessment: {by: us, on: 2026-11-23}
components:
  judged:
    kind: sensor
    requires: B
    connectivity: C2..C4
    protection: P2..P4
    impact: Minor..Major
    challenges: none
    relies_on: [hub]
  in-effect:
    kind: ip-camera
    requires: C
    connectivity: C4
    protection: {level: P4, in_effect: true}
    harm: {safety: Major, privacy: Minor..Moderate}
    challenges: {battery-use: {severity: high}}
  hub:
    kind: gateway
    requires: {class: D, protection: P3}
    harm: {service: Minor}
    facts: {debug_port: no, updatable: unknown}
    controls:
      signed-updates: partly
      two-factor-authentication: unknown
      encrypted-communication: yes
      protected-logs: planned
      data-authenticity: {state: not applicable, why: It sends none.}
    challenges: {battery-use: {severity: low..high}}
    relies_on: [cloud]
  cloud:
    kind: cloud-back-end
    requires: {class: F, controls: [signed-updates, protected-logs]}
    harm: {service: Catastrophic}
    connectivity: C5
    controls: {signed-updates: partly, protected-logs: yes}
    challenges:
      battery-use: {severity: medium, acts_on: [protection]}
      hard-to-reach: {severity: very low, acts_on: [impact]}
  demanding:
    kind: smart-meter
    requires: {class: F, protection: P3, controls: [data-authenticity]}
    connectivity: C3
    protection: P2..P4
    impact: Minor
    controls: {data-authenticity: yes}
    challenges: {battery-use: {severity: very low..medium}}
  split:
    kind: smart-lock
    requires: D
    connectivity: C3
    protection: P4
    challenges:
      battery-use: {severity: very high, acts_on: [impact]}
      hard-to-reach: {severity: low, acts_on: [protection]}
  limited:
    kind: sensor
    requires: C
    isolated: {why: It is in a box of lead.}
    impact: Moderate
    limits: {energy: 10}
    controls: {signed-updates: yes, encrypted-communication: unknown}
    challenges: {battery-use: {driven_by: energy}}
  bare:
    kind: actuator
    requires: D
    connectivity: C3
    impact: Minor
  unconnected:
    kind: sensor
    requires: F
    protection: P3
    impact: Minor
    controls: {signed-updates: yes}
    relies_on: [bare]
  silent:
    kind: mobile-app
    connectivity: C2
    controls: {}
  accepted:
    kind: sensor
    requires: A
    connectivity: C5
    impact: Major
    protection: P1
links:
  - {id: up, from: judged, to: hub, medium: wireless, reach: private, operations: outside}
  - {id: down, from: hub, to: silent, medium: wired..near, reach: local, operations: inside}
accepted:
  - {requirement: accepted, until: 2030-01-01, by: us, why: It is cheap.}
"""


@cache
def system() -> System:
    """The design."""
    return read_model(DESIGN.encode(), "design.yaml", vocabulary(shipped()))


def varied(seed: int, method: str) -> Types:
    """Its components as types, with most of most controls, some in doubt, so that all levels come up."""
    chance = random.Random(seed)  # noqa: S311  no secrets
    (scenario,) = system().scenarios
    components = {id_: _varied(one, chance) for id_, one in scenario.components.items()}
    content = shipped().content
    return types(system(), replace(scenario, components=components), content.methods[method], content)


def _varied(component: Component, chance: random.Random) -> Component:
    if component.controls is None:
        return component
    criteria = shipped().content.profiles[component.kind].criteria
    reached = chance.choice(list(Protection))
    states = {one.id: ControlState.YES for one in criteria if one.level <= reached or chance.random() < 0.7}
    for id_ in chance.sample(sorted(states), min(len(states), chance.choice([0, 1, 3]))):
        states[id_] = chance.choice(list(ControlState))
    controls = {id_: Control(id_, state, component.place) for id_, state in states.items()}
    return replace(component, controls={**component.controls, **controls})


def joined(parts: Mapping[str, Types]) -> Types:
    """Types of several designs as those of one, for an engine; each is called by its design and its id."""
    known = {f"{name}-{id_}": one for name, part in parts.items() for id_, one in part.known.items()}
    return replace(next(iter(parts.values())), known=known)


def rows(parts: Mapping[str, Types], count: int, seed: int) -> Iterator[tuple[str, Row]]:
    """Devices of these types, and some of none, each with what its cells say; beside it the type's design."""
    chance = random.Random(seed)  # noqa: S311  no secrets
    facts = facts_asked(shipped().content)
    for number in range(count):
        name = chance.choice(list(parts))
        typed = chance.random() < 0.9
        id_ = chance.choice(list(parts[name].known)) if typed else ""
        kind = parts[name].known[id_].component.kind if typed else chance.choice(["sensor", "ip-camera"])
        texts = {one: cell(one, chance) if chance.random() < 0.2 else "" for one in LEVELS}
        said = {fact: chance.choice(["yes", "no", "unknown"]) for fact in facts if chance.random() < 0.1}
        yield name, Row(f"d{number}", kind, Place("fleet", number + 1), texts, facts=said, component=id_)
