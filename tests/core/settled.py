"""Models without doubt, as plain data, into assessments: quickly, and by nothing that reads model files.

It knows what the models of `doubtful` say and no more; where doubt is left it stops. So every case of a
model can be tried: reading thousands of texts would take minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iotclass.core.assess import Assessment, assess
from iotclass.core.content import Content
from iotclass.core.judgement import HARM_DIMENSIONS, Harm, Judgement
from iotclass.core.level import Level, exactly
from iotclass.core.place import NOWHERE
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
from iotclass.core.system import (
    ACTS_ON,
    Acceptance,
    Challenge,
    Component,
    Connection,
    Control,
    ControlState,
    Limit,
    Reliance,
    Requirement,
    Scenario,
    Softening,
    Spending,
    System,
)
from tests.models import Model, method

SETTLED = frozenset({"yes", "no", "planned"})
"""The states of controls that leave nothing open."""


def settled(model: Model, content: Content) -> Assessment:
    """The assessment of a model that leaves nothing open, by its own method alone."""
    own = method(model["method"])
    alone = replace(content, methods={own.id: own})
    overlays = model.get("scenarios", {"base": {}})
    return assess(
        System(
            "A system",
            own.id,
            NOWHERE,
            "0",
            tuple(_scenario(id_, _changed(model, one), model) for id_, one in overlays.items()),
            {},
            tuple(
                Acceptance(one["requirement"], one["until"], one["by"], one["why"], NOWHERE)
                for one in model.get("accepted", [])
            ),
            {},
            model.get("assessment", {}),
        ),
        own,
        alone,
    )


def _changed(model: Model, overlay: Model) -> dict[str, Model]:
    """The components with the keys of an overlay; challenges merge by id and keep their title."""
    found = dict(model["components"])
    for id_, changes in overlay.get("components", {}).items():
        merged = {**found[id_], **changes}
        for name, one in changes.get("challenges", {}).items():
            before = found[id_]["challenges"]
            merged["challenges"] = {**before, name: {"title": before[name]["title"], **one}}
        found[id_] = merged
    return found


def _scenario(id_: str, components: Mapping[str, Model], model: Model) -> Scenario:
    links = tuple(_way(link["id"], link, (link["from"], link["to"])) for link in model.get("links", []))
    shared = model.get("controls", {})
    return Scenario(
        id_, id_, {name: _component(name, said, shared) for name, said in components.items()}, links
    )


def _component(id_: str, said: Model, shared: Model) -> Component:
    controls = {name: one for name, one in shared.items() if id_ in one.get("for", [id_])}
    controls |= said.get("controls", {})
    return Component(
        id_,
        id_,
        said["kind"],
        NOWHERE,
        requires=_requirement(said["requires"]) if "requires" in said else None,
        connectivity=_judgement(said.get("connectivity"), Connectivity),
        protection=_judgement(said.get("protection"), Protection),
        impact=_judgement(said.get("impact"), Impact),
        harm=_harm(said["harm"]) if "harm" in said else None,
        controls=_controls(controls) if "controls" in said or controls else None,
        challenges=_challenges(said["challenges"]),
        facts=said.get("facts"),
        relies_on=tuple(Reliance(one, NOWHERE) for one in said.get("relies_on", [])),
        ports=tuple(_way(name, one) for name, one in said.get("ports", {}).items()),
        limits={name: Limit(name, amount, "", NOWHERE) for name, amount in said.get("limits", {}).items()},
        costs={name: _spending(one) for name, one in said.get("costs", {}).items()},
    )


def _judgement(said: Any, scale: type[Level]) -> Judgement | None:
    if said is None:
        return None
    in_effect = isinstance(said, dict) and said["in_effect"]
    word = said["level"] if isinstance(said, dict) else said
    return Judgement(exactly(scale(word)), NOWHERE, in_effect=in_effect)


def _level(said: Any, scale: type[Level]) -> Judgement:
    return Judgement(exactly(scale(said)), NOWHERE)


def _requirement(said: Model) -> Requirement:
    protection = Protection(said["protection"]) if "protection" in said else None
    controls = tuple(said.get("controls", ()))
    return Requirement(SecurityClass(said["class"]), NOWHERE, protection, controls)


def _harm(said: Any) -> Harm:
    named = said if isinstance(said, dict) else {"overall": said}
    return Harm(
        tuple((name, _level(named[name], Impact)) for name in HARM_DIMENSIONS if name in named), NOWHERE
    )


def _controls(said: Model) -> dict[str, Control]:
    states = {name: one["state"] if isinstance(one, dict) else one for name, one in said.items()}
    if not set(states.values()) <= SETTLED:
        raise ValueError(f"doubt is left: {states}")
    return {name: Control(name, ControlState(state), NOWHERE) for name, state in states.items()}


def _challenges(said: Any) -> tuple[Challenge, ...]:
    return tuple(
        Challenge(
            name,
            one["title"],
            _level(one["severity"], Severity) if "severity" in one else None,
            one.get("driven_by", ""),
            _softening(one["softened"]) if "softened" in one else None,
            tuple(one.get("acts_on", ACTS_ON)),
        )
        for name, one in ({} if said == "none" else said).items()
    )


def _softening(said: Model) -> Softening:
    return Softening(Severity(said["to"]), _spending(said))


def _spending(said: Model) -> Spending:
    amounts = {name: float(amount) for name, amount in said.items() if name not in {"to", "why"}}
    return Spending(None, None, amounts, "", NOWHERE)


def _way(id_: str, said: Model, ends: tuple[str, ...] = ()) -> Connection:
    return Connection(
        id_,
        id_,
        _level(said["medium"], Medium),
        _level(said["reach"], Reach),
        _level(said["operations"], Operations),
        NOWHERE,
        ends,
    )
