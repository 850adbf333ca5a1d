"""Planning problems with doubts, and how likely each set of changes makes all hold: every case is assessed.

A case is the model with each doubt replaced by one of its values, read and assessed like any other; nothing
here knows networks. A control that is said to be there and does not work still uses what it uses, which a
measure against a challenge that does not matter stands for.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from iotclass.core.assess import Assessment, assess
from iotclass.core.judgement import Judgement
from iotclass.core.level import Level, exactly
from iotclass.core.option import Option, improved
from iotclass.core.scale import Connectivity, Impact, Severity
from iotclass.core.system import Challenge, Component, Scenario, Softening, Spending
from iotclass.core.usage import part
from iotclass.core.verdict import Verdict
from iotclass.plan.doubted import worst_task
from iotclass.plan.task import Task
from tests.models import METHODS, Model
from tests.plan.instance import Instance, every, instances, money, possible, resources

MOST = 6
"""How many changes there are at most."""
CASES = 16
"""How many cases there are at most."""
CONTROLS = ("lock", "bolt", "alarm", "guard", "siren")


class TooManyError(Exception):
    """More changes than can be tried."""


@dataclass(frozen=True)
class Doubt:
    """What a model writes at some places, and each value that may be meant, with its probability."""

    places: tuple[tuple[str, ...], ...]
    written: Any
    values: tuple[tuple[Any, float], ...]
    shared: Any = None
    """The level of a shared judgement, where that is what is written at the places."""


@dataclass(frozen=True)
class Case:
    """One way that everything may be; `idle` are the controls said to be there that do not work."""

    weight: float
    scenario: Scenario
    assessment: Assessment
    idle: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Ways:
    """Every possible set of changes, with what it costs and how likely all holds with it."""

    told: Task
    tried: tuple[tuple[frozenset[tuple[str, ...]], float, float], ...]

    def probability(self, changes: tuple[Option, ...]) -> float:
        """That of the set `changes`."""
        wanted = frozenset(one.key for one in changes)
        return next(chance for keys, _, chance in self.tried if keys == wanted)

    def cheapest(self, confidence: float) -> float | None:
        """The least cost that reaches `confidence`; None: nothing does."""
        return min((cost for _, cost, chance in self.tried if chance >= confidence - 1e-10), default=None)


@dataclass(frozen=True)
class DoubtedInstance:
    """A problem without doubt, with doubts put at some places of its model."""

    certain: Instance
    doubts: tuple[Doubt, ...]

    @property
    def instance(self) -> Instance:
        """The problem with its doubts."""
        model = deepcopy(self.certain.model)
        for doubt in self.doubts:
            for place in doubt.places:
                _put(model, place, doubt.written)
            if doubt.shared is not None:
                name = next(iter(doubt.written.values()))
                name = name["judgement"] if isinstance(name, dict) else name
                model.setdefault("judgements", {})[name] = {"level": doubt.shared, "why": "W"}
        return replace(self.certain, model=model)

    def cases(self) -> Iterator[Case]:
        """All ways that everything may be."""
        given: list[tuple[float, Model, frozenset[tuple[str, str]]]] = [
            (1.0, deepcopy(self.certain.model), frozenset())
        ]
        for doubt in self.doubts:
            found = []
            for weight, model, idle in given:
                for value, share in doubt.values:
                    changed, still = deepcopy(model), idle
                    for place in doubt.places:
                        _put(changed, place, value)
                        if isinstance(doubt.written, dict) and "works" in doubt.written and value == "no":
                            still = still | {(place[1], place[3])}
                    found.append((weight * share, changed, still))
            given = found
        for weight, model, idle in given:
            assessment = replace(self.certain, model=model).assessment()
            yield Case(weight, assessment.scenarios[0].scenario, assessment, idle)

    def ways(self) -> Ways:
        """Every possible set of changes."""
        assessment = self.instance.assessment()
        told = worst_task(assessment, assessment.scenarios[0], self.certain.budget)
        options, cases = list(every(told)), list(self.cases())
        if len(options) > MOST:
            raise TooManyError
        found = []
        for size in range(len(options) + 1):
            for chosen in combinations(options, size):
                cost = money(chosen, told)
                if possible(chosen, told) and (told.budget is None or cost <= told.budget + 1e-9):
                    chance = sum(one.weight for one in cases if _holds(one, chosen, told))
                    found.append((frozenset(one.key for one in chosen), cost, chance))
        return Ways(told, tuple(found))


def _put(model: Model, place: tuple[str, ...], value: Any) -> None:
    at: Any = model
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value


def _holds(case: Case, chosen: tuple[Option, ...], told: Task) -> bool:
    """Whether all that is required holds in a case with changes made."""
    scenario = improved(case.scenario, chosen)
    added = {(one.component, one.what) for one in chosen}
    components = dict(scenario.components)
    for id_, control in case.idle - added:
        components[id_] = _wasting(components[id_], control, told)
    system = replace(case.assessment.system, scenarios=(replace(scenario, components=components),))
    then = assess(system, told.method, told.content).scenarios[0]
    return all(then.components[one.component].verdict is Verdict.MET for one in told.demands)


def _wasting(component: Component, control: str, told: Task) -> Component:
    """`component` with what `control` uses used for nothing."""
    profile = told.content.profiles[component.kind]
    functionality = told.content.framework.functionalities[control]
    used = part("energy", component, profile, functionality, told.content.resources)
    if used is None or not component.challenges:
        return component
    spending = Spending(None, None, {"energy": used.amount}, "", component.place)
    harmless = Judgement(exactly(Severity.VERY_LOW), component.place)
    waste = Challenge(f"waste-{control}", "Waste", harmless, softened=Softening(Severity.VERY_LOW, spending))
    return replace(component, challenges=(*component.challenges, waste))


def undoubted(instance: Instance) -> Instance:
    """The problem with nothing that is partly there."""
    components = {
        id_: {
            **said,
            "controls": {
                name: "no" if state == "partly" else state for name, state in said["controls"].items()
            },
        }
        for id_, said in instance.model["components"].items()
    }
    return replace(instance, model={**instance.model, "components": components})


@st.composite
def doubted(draw: st.DrawFn) -> DoubtedInstance:
    """A small problem with one to four doubts, some of them shared by components."""
    certain = undoubted(draw(instances()))
    components: Model = certain.model["components"]
    doubts: list[Doubt] = []
    taken: set[tuple[str, ...]] = set()
    for _ in range(draw(st.integers(1, 4))):
        id_ = draw(st.sampled_from(sorted(components)))
        kind = draw(st.sampled_from(["control", "control", "control", "connectivity", "harm", "noise"]))
        found = draw(_doubt(kind, id_, components))
        cases = len(found.values) if found else 0
        for one in doubts:
            cases *= len(one.values)
        if found is not None and not taken & set(found.places) and cases <= CASES:
            doubts.append(found)
            taken |= set(found.places)
    assume(doubts)
    return DoubtedInstance(certain, tuple(doubts))


def crowded(number: int) -> DoubtedInstance:
    """A small problem in which several controls are in doubt, use what drives a severity, and cost something.

    The connectivity may be lower than what it can be brought down to. So to add more is often worse. Each
    `number` gives another one.
    """
    chance = random.Random(number)  # noqa: S311  # not for secrets
    amounts = sorted(chance.randint(0, 6) for _ in range(3))
    count = chance.choice([1, 1, 2])
    components: Model = {}
    doubts: list[Doubt] = []
    for place in range(count):
        id_ = f"c{place}"
        components[id_] = _component(chance, amounts)
        for name in chance.sample(CONTROLS, 3 if count == 1 else 2):
            doubts += _control(chance, id_, name, components[id_])
        if chance.random() < 0.5:
            components[id_]["allow"] = {"connectivity": {chance.choice(["C2", "C3"]): {"one_off": 4}}}
            share, (low, high) = chance.choice([0.3, 0.6]), chance.choice(["C1 C4", "C2 C5", "C1 C5"]).split()
            values = ((low, share), (high, 1 - share))
            doubts.append(Doubt((("components", id_, "connectivity"),), dict(values), values))
    if count == 2 and chance.random() < 0.5:
        components["c0"]["relies_on"] = ["c1"]
    model: Model = {"iotclass": 1, "system": "Drawn", "method": chance.choice(METHODS)}
    prices = [(one, 0) for one in range(1, 5)]
    found = Instance({**model, "components": components}, resources(prices, amounts), None)
    return DoubtedInstance(found, tuple(doubts))


def _component(chance: random.Random, amounts: list[int]) -> Model:
    whole = 5 * amounts[0] + 2 * amounts[1]  # what all controls use together
    return {
        "kind": chance.choice(["thing", "phone"]),
        "connectivity": chance.choice(["C2", "C3", "C4"]),
        "controls": dict.fromkeys((*CONTROLS, "manual", "vault"), "yes"),
        "harm": chance.choice(["Moderate", "Major"]),
        "requires": chance.choice(["A", "A", "B", "B", "C"]),
        "limits": {"energy": chance.choice([1, 1.2, 1.4, 2, 4]) * whole},
        "challenges": {"thirst": {"title": "Thirst", "driven_by": "energy"}},
        "costs": {},
    }


def _control(chance: random.Random, id_: str, name: str, component: Model) -> list[Doubt]:
    """Put a control in doubt, or take it away."""
    component["costs"][name] = {"one_off": chance.randint(1, 9)}
    works = chance.choice([0.6, 0.8, 0.9])
    written: Any = chance.choice(["unknown", {"state": "yes", "works": works}, "no"])
    if written == "no":
        component["controls"][name] = "no"
        return []
    share = works if isinstance(written, dict) else 0.5
    return [Doubt((("components", id_, "controls", name),), written, (("yes", share), ("no", 1 - share)))]


@st.composite
def _doubt(draw: st.DrawFn, kind: str, id_: str, components: Model) -> Doubt | None:
    if kind == "control":
        name = draw(st.sampled_from(CONTROLS))
        written: Any = draw(st.sampled_from(["partly", "unknown", {"state": "yes", "works": 0.8}]))
        chance = 0.8 if isinstance(written, dict) else 0.5
        place = ("components", id_, "controls", name)
        return Doubt((place,), written, (("yes", chance), ("no", 1 - chance)))
    places: list[tuple[str, ...]] = [("components", one, kind) for one in sorted(components)]
    if kind == "noise":
        places = [
            ("components", one, "challenges", "noise")
            for one in sorted(components)
            if "noise" in components[one]["challenges"]
        ]
    if not places:
        return None
    scales: dict[str, type[Level]] = {"connectivity": Connectivity, "harm": Impact, "noise": Severity}
    scale = scales[kind]
    words: list[str] = [level.value for level in scale]
    one, other = sorted(draw(st.lists(st.integers(0, 4), min_size=2, max_size=2, unique=True)))
    if draw(st.booleans()):
        share = draw(st.sampled_from([0.1, 0.5, 0.75]))
        level: Any = {words[one]: share, words[other]: 1 - share}
        values: tuple[tuple[str, float], ...] = ((words[one], share), (words[other], 1 - share))
    else:
        near = [number for number in (one - 1, one, one + 1) if 0 <= number < len(words)]
        weights = [0.8 if number == one else 0.1 for number in near]
        level = {"level": words[one], "sure": "likely", "why": "W"}
        values = tuple(
            (words[number], weight / sum(weights)) for number, weight in zip(near, weights, strict=True)
        )
    if len(places) > 1 and "level" not in level and draw(st.booleans()):
        named = {"judgement": f"the-{kind}"}
        return Doubt(tuple(places), {"severity": named} if kind == "noise" else named, values, level)
    if kind == "noise" and "level" in level:
        level = {"severity": level["level"], "sure": "likely", "why": "W"}
    mine = [place for place in places if place[1] == id_]
    return Doubt(tuple(mine), level, values) if mine else None
