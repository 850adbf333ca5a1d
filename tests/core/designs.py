"""Random designs in doubt to be compared, and what they come to when every case is tried, by `assess` alone.

A case is a model in which every doubt is replaced by one of its values; it is read and assessed like any
other. Nothing here knows networks or diagrams.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

from hypothesis import strategies as st

from iotclass.core.assess import Assessment, ScenarioAssessment
from iotclass.core.level import Level
from iotclass.core.scale import Connectivity, Impact, Protection, SecurityClass, Severity
from iotclass.core.verdict import Verdict
from tests.models import METHODS, Model, assessed, model_of

SCALES = {"connectivity": Connectivity, "protection": Protection, "severity": Severity, "harm": Impact}
CONTROLS = ("lock", "manual", "bolt", "alarm", "guard", "siren")
CASES = 200
"""No more cases than can be tried one by one."""


@dataclass(frozen=True)
class Chance:
    """A doubt as a model writes it, and each value that it may have with its probability."""

    written: Any
    values: tuple[tuple[str, float], ...]


@dataclass
class Doubtful:
    """A model with places of doubt: `places` names per place the chance that stands there."""

    method: str
    components: dict[str, dict[str, Any]]
    chances: dict[str, Chance] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    """The chances that are shared judgements."""
    scenarios: dict[str, Any] | None = None
    sections: dict[str, Any] = field(default_factory=dict)
    """What else the model says, without doubt."""

    def model(self) -> Model:
        """The model with its doubts."""

        def written(name: str) -> Any:
            return {"judgement": name} if name in self.shared else self.chances[name].written

        judgements = {name: {"level": self.chances[name].written, "why": "W"} for name in sorted(self.shared)}
        return self._filled(written, **({"judgements": judgements} if judgements else {}))

    def cases(self) -> Iterator[tuple[dict[str, str], float, Model]]:
        """Every case: the values of the chances, the probability, the model without doubt."""
        names = list(self.chances)
        for values in product(*(self.chances[name].values for name in names)):
            given = {name: value for name, (value, _) in zip(names, values, strict=True)}
            weight = 1.0
            for _, one in values:
                weight *= one
            yield given, weight, self._filled(given.__getitem__)

    def _filled(self, value: Any, **sections: Any) -> Model:
        def filled(part: Any) -> Any:
            if isinstance(part, Slot):
                return value(part.name)
            if isinstance(part, dict):
                return {key: filled(one) for key, one in part.items()}
            return part

        sections |= self.sections
        if self.scenarios is not None:
            sections["scenarios"] = filled(self.scenarios)
        return model_of(filled(self.components), method=self.method, **sections)


@dataclass(frozen=True)
class Slot:
    """A place in a model where a chance stands."""

    name: str


@st.composite
def chances(draw: st.DrawFn, scale: type[Level]) -> Chance:
    """A range, a distribution or a level; few levels, so that all cases can be tried."""
    words = [str(level) for level in scale]
    kind = draw(st.sampled_from(["level", "range", "distribution", "distribution"]))
    if kind == "level":
        word = draw(st.sampled_from(words))
        return Chance(word, ((word, 1.0),))
    first = draw(st.integers(0, len(words) - 2))
    if kind == "range":
        last = draw(st.integers(first + 1, min(first + 2, len(words) - 1)))
        levels = words[first : last + 1]
        return Chance(f"{levels[0]}..{levels[-1]}", tuple((one, 1 / len(levels)) for one in levels))
    levels = draw(st.lists(st.sampled_from(words), min_size=2, max_size=3, unique=True))
    parts = draw(st.lists(st.integers(1, 9), min_size=len(levels), max_size=len(levels)))
    weights = [part / sum(parts) for part in parts]
    written = dict(zip(levels, weights, strict=True))
    return Chance(written, tuple(written.items()))


@st.composite
def doubtful(draw: st.DrawFn, most: int = CASES) -> Doubtful:
    """A small model: up to three components, judged or with controls, shared judgements, reliance."""
    made = Doubtful(draw(st.sampled_from(METHODS)), {})
    counts = [1]

    def add(name: str, chance: Chance) -> Slot:
        if counts[0] * len(chance.values) > most:  # enough cases: no more doubt
            word = chance.values[0][0]
            chance = Chance(word, ((word, 1.0),))
        counts[0] *= len(chance.values)
        made.chances[name] = chance
        return Slot(name)

    for scale in ("connectivity", "severity", "harm", "protection"):
        if draw(st.booleans()):
            made.shared.add(f"all-{scale}")
            add(f"all-{scale}", draw(chances(SCALES[scale])))

    def judged(id_: str, key: str, scale: str) -> Slot:
        if f"all-{scale}" in made.shared and draw(st.booleans()):
            return Slot(f"all-{scale}")
        return add(f"{id_} {key}", draw(chances(SCALES[scale])))

    ids = ["one", "two", "three"][: draw(st.integers(1, 3))]
    for number, id_ in enumerate(ids):
        made.components[id_] = _component(draw, made, id_, ids[:number], judged, add)
    return made


def _component(
    draw: st.DrawFn, made: Doubtful, id_: str, before: list[str], judged: Any, add: Any
) -> dict[str, Any]:
    """One component, which may rely on those `before` it."""
    part: dict[str, Any] = {"kind": draw(st.sampled_from(["thing", "bare", "phone"]))}
    part["connectivity"] = judged(id_, "connectivity", "connectivity")
    if part["kind"] == "bare" or draw(st.booleans()):
        part["protection"] = judged(id_, "protection", "protection")
    else:
        part["controls"] = _controls(draw, id_, add)
    part |= _challenges(draw, id_, "controls" in part and part["controls"], judged)
    if len(before) > 0 and draw(st.booleans()):
        part["relies_on"] = [draw(st.sampled_from(before))]
    judged_anyway: bool = draw(st.booleans())
    if judged_anyway or "relies_on" in part or made.method != METHODS[0]:
        part["harm"] = judged(id_, "harm", "harm")  # without one it would be unknown
    if draw(st.booleans()):
        level = draw(st.sampled_from(list(SecurityClass)))
        part["requires"] = {"class": str(level)}
        if draw(st.booleans()):
            part["requires"]["protection"] = draw(st.sampled_from(["P1", "P3"]))
    return part


def _challenges(draw: st.DrawFn, id_: str, controls: Any, judged: Any) -> dict[str, Any]:
    """What makes security hard for a component, and the limits that it follows from."""
    part: dict[str, Any] = {"challenges": "none"}
    if draw(st.booleans()):
        noise = judged(id_, "noise", "severity")
        part["challenges"] = {"noise": {"title": "Noise", "severity": noise}}
        if draw(st.booleans()):
            wear = judged(id_, "wear", "severity")
            acts_on = draw(st.sampled_from([["impact"], ["protection"]]))
            part["challenges"]["wear"] = {"title": "Wear", "severity": wear, "acts_on": acts_on}
        if controls and draw(st.booleans()):
            part["challenges"]["drain"] = {"title": "Drain", "driven_by": "energy"}
            part["limits"] = {"energy": 10}
            amounts = {name: {"energy": draw(st.integers(0, 6))} for name in controls}
            part["costs"] = amounts
    return part


COMPARED = 36
"""No more cases than can be tried for several scenarios of each model."""


@st.composite
def compared(draw: st.DrawFn) -> Doubtful:
    """A small model of two or three scenarios that change, add to, take out or inherit what is in doubt."""
    made = draw(doubtful(COMPARED // 2))
    relied_on = {id_ for part in made.components.values() for id_ in part.get("relies_on", ())}
    made.scenarios = {"first": {"title": "First"}}
    for number, name in enumerate(["second", "third"][: draw(st.integers(1, 2))]):
        changes: dict[str, Any] = {}
        for id_ in made.components:
            what = draw(
                st.sampled_from(["nothing", "connectivity", "protection", "harm", "requires", "gone"])
            )
            if what == "requires":
                changes[id_] = {what: draw(st.sampled_from([None, *map(str, SecurityClass)]))}
            elif what == "gone" and id_ not in relied_on and len(changes) < len(made.components) - 1:
                changes[id_] = None
            elif what in SCALES:
                changes[id_] = {what: _changed(draw, made, f"{name} {id_} {what}", what)}
        made.scenarios[name] = {"title": name, "components": changes}
        if number and None not in made.scenarios["second"]["components"].values() and draw(st.booleans()):
            made.scenarios[name]["extends"] = "second"
    demanding = [id_ for id_, part in made.components.items() if "requires" in part]
    accepts = draw(st.booleans())
    if demanding and accepts:
        accepted = {"requirement": demanding[0], "until": "2027-01-01", "by": "Ann", "why": "Budget"}
        made.sections = {"assessment": {"on": "2026-11-23"}, "accepted": [accepted]}
    return made


def _changed(draw: st.DrawFn, made: Doubtful, name: str, scale: str) -> Slot:
    """A level in a scenario: a shared judgement, or one of its own where that leaves few enough cases."""
    if f"all-{scale}" in made.shared and draw(st.booleans()):
        return Slot(f"all-{scale}")
    chance = draw(chances(SCALES[scale]))
    if prod(len(one.values) for one in made.chances.values()) * len(chance.values) > COMPARED:
        word = chance.values[0][0]
        chance = Chance(word, ((word, 1.0),))
    made.chances[name] = chance
    return Slot(name)


def _controls(draw: st.DrawFn, id_: str, add: Any) -> dict[str, Any]:
    """Controls of which some are partly there or unknown: they work, or they do not."""
    found: dict[str, Any] = {}
    for name in CONTROLS:
        state = draw(st.sampled_from(["yes", "yes", "no", "partly", "unknown"]))
        if state in {"partly", "unknown"}:
            found[name] = add(f"{id_} {name}", Chance(state, (("yes", 0.5), ("no", 0.5))))
        else:
            found[name] = state
    return found


def tried(doubtful: Doubtful) -> list[tuple[dict[str, str], float, Assessment]]:
    """Every case with its values, its probability and its assessment."""
    return [(given, weight, assessed(model)) for given, weight, model in doubtful.cases()]


def outcome(scenario: ScenarioAssessment, id_: str) -> tuple[SecurityClass, bool | None]:
    """The class of a component in a case, and whether its requirement is met."""
    one = scenario.components[id_]
    level = one.outcome.final.level
    assert level is not None
    assert level.certain
    assert isinstance(level.best, SecurityClass)
    return level.best, None if one.component.requires is None else one.verdict is Verdict.MET


def shares(found: Mapping[Any, float] | None) -> dict[Any, float]:
    """Probabilities without those that rounding alone makes."""
    return {key: share for key, share in (found or {}).items() if share > 1e-13}
