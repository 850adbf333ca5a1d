"""Small planning problems drawn at random, and every way to solve them tried one by one.

What a set of changes does is asked of the core (the scenario with them made, assessed); what it costs and
uses, and what it needs before it, is reckoned here from the drawn figures alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from iotclass.core.assess import Assessment, ScenarioAssessment, assess
from iotclass.core.challenge import Answer, KnownChallenge, Question
from iotclass.core.content import Content
from iotclass.core.functionality import Cost, Framework, Functionality, ladder
from iotclass.core.option import Option, Way, improved
from iotclass.core.place import Place
from iotclass.core.resource import ANY, Amount, Price, Resource, Resources, Share
from iotclass.core.scale import Severity
from iotclass.core.system import ACTS_ON, System
from iotclass.core.table import Origin
from iotclass.core.verdict import Verdict
from iotclass.plan.task import Task, task
from iotclass.read.content import vocabulary
from iotclass.read.model import read_model
from tests.models import METHODS, SMALL, Model, small_framework, yaml_of

YEARS = 3
MOST = 7
"""How many changes a problem has at most, so that all sets of them can be tried."""
REQUIRED: list[str | Model] = [
    *("A", "B", "C", "D"),
    {"class": "C", "protection": "P3"},
    {"class": "D", "controls": ["guard"]},
]
EFFORTS = {"lock": 1, "manual": 0, "bolt": 2, "alarm": 1, "guard": 2, "vault": 3, "siren": 2}
ENERGIES = {"lock": 1, "manual": 0, "bolt": 1, "alarm": 2, "guard": 1, "vault": 2, "siren": 1}
USING = frozenset({"yes", "partly", "unknown"})
"""The states of controls that use something already."""
AFTER = {"alarm": ("manual",), "vault": ("guard",)}


def framework() -> Framework:
    """The small framework with costs, and with things that need others before them."""
    small = small_framework()
    found: dict[str, Functionality] = {
        id_: replace(
            one,
            costs={"human-effort": Cost(EFFORTS[id_], "-"), "energy": Cost(ENERGIES[id_], "-")},
            after=AFTER.get(id_, ()),
        )
        for id_, one in small.functionalities.items()
    }
    return replace(small, functionalities=found, weaker=ladder(found))


def _place(name: str, line: int) -> Place:
    return Place(f"{name}.csv", line)


def resources(prices: Sequence[tuple[int, int]], amounts: Sequence[int]) -> Resources:
    """Resources with the given prices (once, yearly) per ordinal, and amounts of energy from ordinal 1 up."""
    return Resources(
        {"energy": Resource("energy", "Energy", "mWh/day", "energy", "-")},
        tuple(
            Amount("energy", ANY, number, float(one), "-", _place("amounts", number))
            for number, one in enumerate(amounts, 1)
        ),
        tuple(
            Price(ANY, number, float(once), float(yearly), "-", _place("prices", number))
            for number, (once, yearly) in enumerate(prices)
        ),
        tuple(
            Share(bound, severity, Origin.OURS, _place("shares", number))
            for number, (bound, severity) in enumerate(
                zip((25.0, 50.0, 75.0, 100.0, None), Severity, strict=True)
            )
        ),
        "EUR",
        YEARS,
    )


NOISE = KnownChallenge(
    "noise",
    "Noise",
    "-",
    "area",
    "topic",
    ("device",),
    (),
    ACTS_ON,
    "",
    {"how": Question("How loud?", {"low": Answer(Severity.LOW, "-"), "high": Answer(Severity.HIGH, "-")})},
    ("siren", "alarm"),
    _place("noise", 1),
)


@dataclass(frozen=True)
class Instance:
    """A problem: the model, what things cost, and the budget."""

    model: Model
    resources: Resources
    budget: float | None

    @property
    def content(self) -> Content:
        """The small content with the drawn figures."""
        return replace(
            SMALL.content, framework=framework(), resources=self.resources, challenges={"noise": NOISE}
        )

    def system(self) -> System:
        """The model, read."""
        words = vocabulary(replace(SMALL, content=self.content))
        return read_model(yaml_of(self.model), "model.yaml", words)

    def assessment(self) -> Assessment:
        """The model, assessed by its method."""
        system = self.system()
        return assess(system, self.content.methods[system.method], self.content)

    def task(self) -> Task:
        """What is to be planned."""
        assessment = self.assessment()
        return task(assessment, assessment.scenarios[0], self.budget)


@dataclass(frozen=True)
class Tried:
    """A set of changes that is possible: what it costs, and what holds with it."""

    changes: tuple[Option, ...]
    cost: float
    counted: int
    met: frozenset[str]
    then: ScenarioAssessment


def tried(instance: Instance, *, without: frozenset[tuple[str, str]] = frozenset()) -> Iterator[Tried]:
    """Every possible set of changes; the limits `without` (component, resource) and `fixed` do not count.

    The budget is left out with ("", "budget").
    """
    instance = _unlimited(instance, without)
    told = instance.task()
    options = list(every(told))
    for size in range(len(options) + 1):
        for chosen in combinations(options, size):
            if possible(chosen, told, without):
                cost = money(chosen, told)
                if told.budget is None or ("", "budget") in without or cost <= told.budget + 1e-9:
                    yield _tried(chosen, cost, instance, told)


def _unlimited(instance: Instance, without: frozenset[tuple[str, str]]) -> Instance:
    """The problem with no end to the energy of the components whose limit does not count."""
    components = {
        id_: {**said, "limits": {"energy": "none"}}
        if (id_, "energy") in without and "limits" in said
        else said
        for id_, said in instance.model["components"].items()
    }
    return replace(instance, model={**instance.model, "components": components})


def every(told: Task) -> Iterator[Option]:
    """Every change that there is."""
    for part in told.parts.values():
        yield from part.additions.values()
        yield from part.softenings.values()
        yield from part.lowerings.values()
        yield from (one.option for one in part.relieved.values())


def possible(chosen: Sequence[Option], told: Task, without: frozenset[tuple[str, str]] = frozenset()) -> bool:
    """Whether the changes can be made together: order, limits, what is fixed, one connectivity."""
    weaker = told.content.framework.weaker
    for id_, part in told.parts.items():
        own = [one for one in chosen if one.component == id_]
        added = {one.what for one in own if one.way is Way.ADD}
        had = part.had.union(*(weaker[one] for one in added))
        if any(before not in had for one in added for before in AFTER.get(one, ())):
            return False
        if sum(one.way is Way.CONNECTIVITY for one in own) > 1:
            return False
        fixed = set(part.component.fixed)
        barred = any("controls" in fixed or fixed & weaker[one] for one in added)
        if barred and (id_, "fixed") not in without:
            return False
        reliefs = [one for one in own if one.way is Way.SOFTEN and one.place == NOISE.place]
        if reliefs and not {"siren", "alarm"} <= had:
            return False
        if len({one.what for one in own if one.way is Way.SOFTEN}) < sum(
            one.way is Way.SOFTEN for one in own
        ):
            return False  # of two measures against one challenge the core keeps the last
        limit = part.component.limits.get("energy")
        if limit is not None and limit.amount is not None and (id_, "energy") not in without:
            controls = part.component.controls or {}
            shared = {name for name, cost in part.component.costs.items() if cost.shared}
            counted = {id_ for id_, one in controls.items() if one.state.value in USING}
            new = [one for one in own if one.way is not Way.ADD or one.what not in counted]
            more = sum(one.amounts.get("energy", 0.0) for one in new)
            if more and used(controls, shared, told) + more > limit.amount + 1e-9:
                return False
    return True


def used(controls: Mapping[str, Any], shared: set[str], told: Task) -> float:
    """The energy that controls use that are there, or may be; what is shared uses none of a component's."""
    amounts = {one.ordinal: one.amount for one in told.content.resources.amounts}
    there = [id_ for id_, one in controls.items() if one.state.value in USING and id_ not in shared]
    return sum(amounts.get(ENERGIES[id_], 0.0) for id_ in there)


def money(chosen: Sequence[Option], told: Task) -> float:
    """What the changes cost: what is shared once, and nothing where a component has it already."""
    total, paid = 0.0, set[str]()
    for one in chosen:
        owned = any(other.what == one.what and not other.shared for other in chosen)
        there = any(one.what in part.had for part in told.parts.values())
        if one.shared and (one.what in paid or there or owned):
            continue
        paid |= {one.what} if one.shared else set()
        total += one.one_off + YEARS * one.yearly
    return total


def _tried(chosen: tuple[Option, ...], cost: float, instance: Instance, told: Task) -> Tried:
    changed = improved(told.scenario.scenario, chosen)
    system = replace(told.system, scenarios=(changed,))
    then = assess(system, told.method, instance.content).scenarios[0]
    met = {one.component for one in told.demands if then.components[one.component].verdict is Verdict.MET}
    reliefs = sum(one.way is Way.SOFTEN and one.place == NOISE.place for one in chosen)
    shared = {one.what for one in chosen if one.shared}
    counted = len(chosen) - reliefs - sum(one.shared for one in chosen) + len(shared)
    return Tried(chosen, cost, counted, frozenset(met), then)


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    """A small planning problem with at most `MOST` changes."""
    count = draw(st.integers(1, 2))
    components = {f"c{number}": draw(_component()) for number in range(count)}
    if count == 2 and draw(st.booleans()):
        components["c0"]["relies_on"] = ["c1"]
    shared = draw(st.lists(st.sampled_from(["manual", "guard"]), unique=True, max_size=1))
    model: Model = {
        "iotclass": 1,
        "system": "Drawn",
        "method": draw(st.sampled_from(METHODS)),
        "components": components,
    }
    if shared:
        model["costs"] = {shared[0]: {"shared": True}}
    steps = draw(st.lists(st.integers(0, 9), min_size=8, max_size=8))
    prices, once, yearly = [], 1, 0
    for number in range(4):
        once, yearly = once + steps[2 * number], yearly + steps[2 * number + 1] % 3
        prices.append((once, yearly))
    amounts = sorted(draw(st.lists(st.integers(0, 6), min_size=3, max_size=3)))
    budget = draw(st.one_of(st.none(), st.none(), st.integers(0, 60).map(float)))
    found = Instance(model, resources(prices, amounts), budget)
    missing = sum(1 for _ in every(found.task()))
    if missing > MOST:
        for said in components.values():
            said["controls"] |= dict.fromkeys(("lock", "manual", "bolt", "siren", "alarm"), "yes")
    return found


@st.composite
def _component(draw: st.DrawFn) -> Model:
    states = ["yes", "yes", "yes", "no", "partly", "planned"]
    controls = {id_: draw(st.sampled_from(states)) for id_ in EFFORTS}
    said: Model = {
        "kind": draw(st.sampled_from(["thing", "phone"])),
        "connectivity": draw(st.sampled_from(["C2", "C3", "C4", "C5"])),
        "controls": controls,
        "harm": draw(st.sampled_from(["Minor", "Moderate", "Major", "Catastrophic"])),
        "requires": draw(st.sampled_from(REQUIRED)),
    }
    if draw(st.integers(0, 5)) == 0:
        said["protection"] = draw(st.sampled_from(["P2", "P4"]))
    challenges: Model = {}
    allow: Model = {}
    if draw(st.booleans()):
        amounts: list[int | str] = [0, 3, 6, 12, 24, "none"]
        said["limits"] = {"energy": draw(st.sampled_from(amounts))}
        if draw(st.booleans()):
            challenges["thirst"] = {"title": "Thirst", "driven_by": "energy"}
            if draw(st.booleans()):
                challenges["thirst"]["acts_on"] = [draw(st.sampled_from(["protection", "impact"]))]
    if draw(st.booleans()):
        severities = ["low", "high", "very high"]
        challenges["noise"] = draw(st.sampled_from(severities))
    measured = draw(st.booleans())
    if challenges and measured:
        to, once = draw(st.sampled_from(["very low", "medium"])), draw(st.integers(0, 20))
        soften = {"to": to, "one_off": once, "energy": draw(st.integers(0, 3))}
        allow["soften"] = {draw(st.sampled_from(sorted(challenges))): soften}
    if draw(st.booleans()):
        allow["connectivity"] = {
            draw(st.sampled_from(["C1", "C2", "C3"])): {"one_off": draw(st.integers(0, 30))}
        }
    if allow:
        said["allow"] = allow
    if draw(st.integers(0, 3)) == 0:
        said["fixed"] = {draw(st.sampled_from(["guard", "vault", "controls"])): "so it is"}
    said["challenges"] = challenges or "none"
    return said
