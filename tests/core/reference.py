"""The method computed a second time, from the tables as typed in: one certain level at a time, in words.

Models are plain data. What is in doubt in one is listed by `doubts`; a *world* settles all of it, and
`classes` computes what each component gets in that world. `hulls` goes through all worlds. Nothing here
uses the code under test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod
from typing import Any

from tests.core import published
from tests.core.published import SETTINGS, outcome
from tests.models import CRITERIA, STRONGER_THAN, Ends, Model

ASCENDING: dict[str, tuple[str, ...]] = {
    "connectivity": published.CONNECTIVITIES,
    "protection": published.PROTECTIONS,
    "exposure": published.EXPOSURES,
    "impact": published.IMPACTS,
    "severity": published.SEVERITIES,
    "class": published.CLASSES,
    "medium": published.MEDIA,
    "reach": published.REACHES,
    "operations": published.OPERATIONS,
}
"""Every scale in the order in which files write ranges."""

BEST_FIRST = ASCENDING | {"protection": ASCENDING["protection"][::-1]}

BADNESS = {word: rank for words in BEST_FIRST.values() for rank, word in enumerate(words)}
"""How bad each level is on its scale; no word is on two scales."""


def worst(*words: str) -> str:
    """The worst of several levels of one scale."""
    return max(words, key=BADNESS.__getitem__)


@dataclass(frozen=True, slots=True)
class Levels:
    """What a class follows from; None where there is no such input."""

    connectivity: str | None
    designed: str | None
    severity: str
    in_effect: bool = False
    judged_impact: str | None = None
    kind_impact: str | None = None
    harm: str | None = None
    harm_of_reliers: str | None = None


def own_class(levels: Levels, method: str) -> str | None:
    """The class of a component before what it relies on counts; None where it cannot be assessed."""
    impact = impact_of(levels, method)
    protection = protection_of(levels)
    if levels.connectivity is None or protection is None or impact is None:
        return None
    return outcome("class", impact, outcome("exposure", levels.connectivity, protection))


def protection_of(levels: Levels) -> str | None:
    """The protection that the design reaches in practice."""
    if levels.designed is None or levels.in_effect:
        return levels.designed
    return outcome("erosion", levels.designed, levels.severity)


def impact_of(levels: Levels, method: str) -> str | None:
    """The impact: judged, or from challenges and kind, or from harm; at least the harm of reliers."""
    if levels.judged_impact is not None:
        own = levels.judged_impact
    elif SETTINGS[method].impact_from == "harm":
        if levels.harm is None:
            return None
        own = levels.harm
    else:
        own = outcome("impact", levels.severity)
        own = worst(own, levels.kind_impact) if levels.kind_impact else own
    return worst(own, levels.harm_of_reliers) if levels.harm_of_reliers else own


Path = tuple[str | int, ...]
World = Mapping[Path, str]

CONTROL_WORLDS = {
    "yes": ("yes",),
    "partly": ("no", "yes"),
    "unknown": ("no", "yes"),
    "planned": ("no",),
    "no": ("no",),
    "not applicable": ("no", "not applicable"),
}


def members(expression: Any, scale: str) -> tuple[str, ...]:
    """The levels that an expression of a model file leaves possible."""
    words = ASCENDING[scale]
    if isinstance(expression, dict) and "level" in expression:
        return members(expression["level"], scale)
    if isinstance(expression, dict):
        return tuple(word for word in words if expression.get(word, 0) > 0)
    if expression == "unknown":
        return words
    low, _, high = expression.partition("..")
    return words[words.index(low) : words.index(high or low) + 1]


def places(model: Model) -> Iterator[tuple[Path, Any, str]]:
    """Every place of a model that states a level: where, the expression, the scale.

    What the model leaves out and is then unknown has a place too.
    """
    for id_, said in model["components"].items():
        here: Path = ("components", id_)
        for key in ("connectivity", "protection", "impact"):
            if key in said:
                yield (*here, key), said[key], key
        yield from _harm_places(here, said)
        challenges = said.get("challenges", {})
        if "challenges" not in said:
            yield (*here, "challenges"), "unknown", "severity"
        for name, one in {} if challenges == "none" else challenges.items():
            yield (*here, "challenges", name, "severity"), one["severity"], "severity"
        for name, way in said.get("ports", {}).items():
            yield from _way_places((*here, "ports", name), way)
    for index, way in enumerate(model.get("links", [])):
        yield from _way_places(("links", index), way)


def _harm_places(here: Path, said: Model) -> Iterator[tuple[Path, Any, str]]:
    if "harm" in said:
        yield from (((*here, "harm", name), one, "impact") for name, one in harms(said["harm"]).items())
    elif said.get("relies_on"):
        yield (*here, "harm", "overall"), "unknown", "impact"


def harms(harm: Any) -> dict[str, Any]:
    """The harm per dimension; one given whole is called `overall`."""
    if isinstance(harm, dict) and not {"level", "judgement"} & set(harm):
        dimensions = {name: one for name, one in harm.items() if name not in {"why", *published.IMPACTS}}
        return dimensions or {"overall": harm}
    return {"overall": harm}


def _way_places(here: Path, way: Model) -> Iterator[tuple[Path, Any, str]]:
    for scale in ("medium", "reach", "operations"):
        yield (*here, scale), way.get(scale, "inside"), scale


def variable(path: Path, expression: Any) -> Path:
    """What is unknown at a place: the place's own level, or the shared judgement that it names."""
    if isinstance(expression, dict) and "judgement" in expression:
        return ("judgements", expression["judgement"])
    return path


def doubts(model: Model) -> dict[Path, tuple[str, ...]]:
    """What a model leaves open: per variable the levels, or the states of a control, that it may have."""
    found: dict[Path, tuple[str, ...]] = {}
    for path, expression, scale in places(model):
        at = variable(path, expression)
        found[at] = members(
            model["judgements"][at[1]]["level"] if at[0] == "judgements" else expression, scale
        )
    for path, state in control_places(model):
        found[path] = CONTROL_WORLDS[state]
    return found


def control_places(model: Model) -> Iterator[tuple[Path, str]]:
    """Every control of a model: the organisation's and each component's own."""
    for name, one in model.get("controls", {}).items():
        yield ("controls", name), state_of(one)
    for id_, said in model["components"].items():
        for name, one in said.get("controls", {}).items():
            yield ("components", id_, "controls", name), state_of(one)


def state_of(control: Any) -> str:
    """The state of a control, short or long."""
    return str(control["state"] if isinstance(control, dict) else control)


def worlds(model: Model) -> Iterator[World]:
    """Every way to settle what a model leaves open."""
    open_ = doubts(model)
    for chosen in product(*open_.values()):
        yield dict(zip(open_, chosen, strict=True))


def count(model: Model) -> int:
    """How many worlds a model has."""
    return prod(len(levels) for levels in doubts(model).values())


def proven(world: World, model: Model) -> World:
    """`world` with every control that is partly there or unknown, or claimed not to apply, as no."""
    in_doubt = {"partly", "unknown", "not applicable"}
    doubtful = {path for path, state in control_places(model) if state in in_doubt}
    return {path: "no" if path in doubtful else word for path, word in world.items()}


def derived(states: Mapping[str, str], below: str) -> str:
    """The highest level all of whose criteria, and those below, the controls meet."""
    had = {id_ for id_, state in states.items() if state == "not applicable"}
    had |= {weaker for id_, state in states.items() if state == "yes" for weaker in stands_on(id_)}
    lacking = {demanded for id_, demanded in CRITERIA.items() if id_ not in had}
    reached = below
    for level in ("P1", "P2", "P3", "P4", "P5"):
        if level in lacking:
            return reached
        reached = level
    return reached


@cache
def stands_on(id_: str) -> frozenset[str]:
    """A functionality and every weaker step of its ladder."""
    return frozenset({id_}).union(*(stands_on(weaker) for weaker in STRONGER_THAN.get(id_, ())))


class Reckoning:
    """One world of a model, computed component by component."""

    def __init__(self, model: Model, method: str, world: World) -> None:
        self.model, self.method, self.world = model, method, world
        self.parts: dict[str, Model] = model["components"]

    def level(self, path: Path, expression: Any) -> str:
        """The level of a place in this world."""
        return self.world[variable(path, expression)]

    def levels(self, id_: str) -> Levels:
        """What the class of a component follows from."""
        said, here = self.parts[id_], ("components", id_)
        protection = said.get("protection")
        judged = isinstance(protection, dict) and protection.get("in_effect", False)
        severities = [self.world[at] for at in self._severity_places(id_)]
        passed = [self.harm(other) for other in self.reliers(id_)]
        return Levels(
            connectivity=self.connectivity(id_),
            designed=self.designed(id_),
            severity=worst("very low", *severities),
            in_effect=bool(judged),
            judged_impact=self.level((*here, "impact"), said["impact"]) if "impact" in said else None,
            kind_impact="Moderate" if said["kind"] == "phone" else None,
            harm=self.harm(id_) if "harm" in said else None,
            harm_of_reliers=worst(*passed) if passed else None,
        )

    def _severity_places(self, id_: str) -> list[Path]:
        here: Path = ("components", id_, "challenges")
        said = self.parts[id_].get("challenges", {})
        if "challenges" not in self.parts[id_]:
            return [here]
        named = {} if said == "none" else said
        return [variable((*here, name, "severity"), one["severity"]) for name, one in named.items()]

    def connectivity(self, id_: str) -> str | None:
        """The judged connectivity, or else the worst of the ways in."""
        said = self.parts[id_]
        if "connectivity" in said:
            return self.level(("components", id_, "connectivity"), said["connectivity"])
        ways: list[Path] = [("components", id_, "ports", name) for name in said.get("ports", {})]
        for index, one in enumerate(self.model.get("links", [])):
            ways += [("links", index)] if id_ in (one["from"], one["to"]) else []
        found = [self._way(way) for way in ways]
        found += ["C1"] if not found and "isolated" in said else []
        found += ["C3"] if found and said["kind"] == "radio" else []
        return worst(*found) if found else None

    def _way(self, at: Path) -> str:
        return outcome("connectivity", *(self.world[*at, key] for key in ("medium", "reach", "operations")))

    def designed(self, id_: str) -> str | None:
        """The judged protection, or else what the controls give."""
        said = self.parts[id_]
        if "protection" in said:
            return self.level(("components", id_, "protection"), said["protection"])
        states = {
            name: self.world["controls", name]
            for name, one in self.model.get("controls", {}).items()
            if not isinstance(one, dict) or id_ in one.get("for", self.parts)
        }
        own = said.get("controls", {})
        states |= {name: self.world["components", id_, "controls", name] for name in own}
        if said["kind"] not in {"thing", "phone"} or ("controls" not in said and not states):
            return None
        return derived(states, "P1" if SETTINGS[self.method].below_p1 == "floor" else "unprotected")

    def harm(self, id_: str) -> str:
        """The worst harm over the dimensions; where none is judged, what this world has it be."""
        here: Path = ("components", id_, "harm")
        named = harms(self.parts[id_].get("harm", "unknown"))
        return worst(*(self.level((*here, name), one) for name, one in named.items()))

    def reliers(self, id_: str) -> set[str]:
        """Everything that relies on a component, directly or through others."""
        direct = {other for other, said in self.parts.items() if id_ in said.get("relies_on", [])}
        return direct.union(*(self.reliers(other) for other in direct))

    def final(self, id_: str) -> str | None:
        """The class of a component, no better than that of anything it relies on."""
        found = [own_class(self.levels(id_), self.method)]
        found += [self.final(other) for other in self.parts[id_].get("relies_on", [])]
        known = [one for one in found if one is not None]
        return worst(*known) if len(known) == len(found) else None


def classes(model: Model, method: str, world: World) -> dict[str, str | None]:
    """The class of each component in one world."""
    reckoning = Reckoning(model, method, world)
    return {id_: reckoning.final(id_) for id_ in model["components"]}


def hull(words: list[str | None]) -> Ends | None:
    """The best and the worst of several levels; None where they could not be assessed."""
    known = [word for word in words if word is not None]
    if len(known) < len(words):
        return None
    return min(known, key=BADNESS.__getitem__), worst(*known)


def hulls(model: Model, method: str) -> dict[str, Ends | None]:
    """The best and the worst class of each component over all worlds."""
    found = [classes(model, method, world) for world in worlds(model)]
    return {id_: hull([one[id_] for one in found]) for id_ in model["components"]}


def proven_hulls(model: Model, method: str) -> dict[str, Ends | None]:
    """The same, with controls that are partly there or unknown as no."""
    found = [classes(model, method, proven(world, model)) for world in worlds(model)]
    return {id_: hull([one[id_] for one in found]) for id_ in model["components"]}
