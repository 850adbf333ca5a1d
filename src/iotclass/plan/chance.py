"""How likely it is that all requirements of a scenario hold with some changes made: exact, by the network.

What of all requirements a component must fulfil by itself depends on its own changes alone, so it is made
once for each set of them; probabilities are kept per group of components that share an unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from iotclass.core.assess import ScenarioAssessment, assess
from iotclass.core.content import Content
from iotclass.core.dependence import Builder
from iotclass.core.ends import using_nothing
from iotclass.core.figures import figured
from iotclass.core.group import Group
from iotclass.core.judgement import Judgement
from iotclass.core.level import exactly
from iotclass.core.method import Method
from iotclass.core.network import Network, Node, Unknown, groups
from iotclass.core.option import Option, Way, improved
from iotclass.core.scale import Connectivity
from iotclass.core.system import Component, ControlState, Scenario, System
from iotclass.core.worst import demands, one_if, product
from iotclass.plan.task import Task

SLIGHT = 1e-9
"""What a gain of probability, or of knowledge, is not worth mentioning below."""

Key = tuple[str, str, str, str]
"""What tells a change from all others."""


def in_order(changes: Iterable[Option]) -> list[Option]:
    """`changes` so that of two at the same place the stronger is made last, and so counts."""
    return sorted(changes, key=lambda one: (one.component, one.way.value, one.what, -_rank(one), one.key))


def _rank(change: Option) -> int:
    return change.to.rank if change.to is not None else 0


def stripped(scenario: Scenario, accepted: Collection[str]) -> Scenario:
    """`scenario` without the requirements that are accepted as not met."""
    return replace(
        scenario,
        components={
            id_: replace(one, requires=None) if id_ in accepted else one
            for id_, one in scenario.components.items()
        },
    )


@dataclass(slots=True)
class Likely:
    """The probabilities of one component each, and what is still in doubt, what decides most first."""

    meets: dict[str, float]
    matters: list[Unknown]
    drawn: bool


@dataclass(slots=True)
class Chances:
    """Probabilities of a scenario with changes made: `told` says what can change and must hold.

    `scenario` is the design with its doubts, without requirements that are accepted.
    """

    told: Task
    system: System
    scenario: Scenario
    drawn: bool = False
    """Whether a diagram was too large, so that figures were drawn."""
    builder: Builder = field(init=False)
    content: Content = field(init=False)
    _nodes: dict[tuple[str, frozenset[Key], frozenset[Key] | None], Node | None] = field(default_factory=dict)
    _known: dict[tuple[int, ...], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        method = self.told.method
        self.content = replace(self.told.content, methods={method.id: method})  # no other class is wanted
        self.builder = Builder(Network(), method, self.content)

    @property
    def method(self) -> Method:
        """The method."""
        return self.told.method

    def exactly(self, changes: Iterable[Option]) -> float:
        """The probability that all requirements hold with `changes` made."""
        return self.joint(self.nodes(changes, None).values())

    def nodes(self, changes: Iterable[Option], used: Collection[Key] | None) -> Mapping[str, Node]:
        """Per component, whether what is demanded of it holds with `changes` made.

        With `used`: at least as good as that is with any of `changes` made among which all of `used` are.
        """
        own: dict[str, list[Option]] = {id_: [] for id_ in self.scenario.components}
        for one in changes:
            own[one.component].append(one)
        keys = {}
        for id_, made_here in own.items():
            here = frozenset(one.key for one in made_here)
            keys[id_] = (id_, here, None if used is None else here.intersection(used))
        missing = [id_ for id_, key in keys.items() if key not in self._nodes]
        if missing:
            made = self._made([one for id_ in missing for one in own[id_]], used, missing)
            for id_ in missing:
                self._nodes[keys[id_]] = made.get(id_)
        found = {id_: self._nodes[key] for id_, key in keys.items()}
        return {id_: node for id_, node in found.items() if node is not None}

    def _made(
        self, changes: list[Option], used: Collection[Key] | None, missing: Sequence[str]
    ) -> dict[str, Node]:
        scenario = improved(self.scenario, in_order(changes))
        if used is not None:
            components = dict(scenario.components)
            for id_ in missing:
                own = [one for one in changes if one.component == id_]
                components[id_] = self._relaxed(components[id_], own, used)
            scenario = replace(scenario, components=components)
        made = self.builder.scenario(self._assessed(scenario))
        return demands(scenario.components, made, self.builder.network)

    def _relaxed(self, component: Component, own: Sequence[Option], used: Collection[Key]) -> Component:
        """`component`, changed by `own`, no worse than with any of `own` that hold all of `used`."""
        before = self.scenario.components[component.id]
        free = {
            one.what
            for one in own
            if one.way is Way.ADD and one.key not in used and not _uses_already(before, one.what)
        }
        component = using_nothing(component, free, self.content) if free else component
        softer = [one for one in own if one.way is Way.SOFTEN]
        if softer:
            component = _sparing(component, before, softer, used)
        lowered = [one.to for one in own if isinstance(one.to, Connectivity)]
        fixed = [one.to for one in own if isinstance(one.to, Connectivity) and one.key in used]
        if lowered:
            best = self.told.parts[component.id].assessed.inputs.connectivity.level
            least = min(fixed or lowered)
            if not fixed and best is not None and isinstance(best.best, Connectivity):
                least = min(least, best.best)  # without it the connectivity may be lower than that
            level = Judgement(exactly(least), component.place)
            component = replace(component, connectivity=level)
        return component

    def using(self, changes: Iterable[Option]) -> list[Option]:
        """Those of `changes` that could also make something worse: what they use, or what they fix."""
        found = []
        for one in changes:
            component = self.scenario.components[one.component]
            driving = {challenge.driven_by for challenge in component.challenges or ()} & {*component.limits}
            spends = any(one.amounts.get(resource) for resource in driving)
            if isinstance(one.to, Connectivity) or spends:
                found.append(one)
        return found

    def joint(self, nodes: Iterable[Node]) -> float:
        """The probability that all of `nodes` hold."""
        ordered = sorted({one.number: one for one in nodes}.values(), key=lambda one: one.number)
        if any(one.is_fixed and one.value is not True for one in ordered):
            return 0.0
        found = 1.0
        for together in groups([[one] for one in ordered]):
            key = tuple(ordered[place].number for place in together)
            if key not in self._known:
                members = [ordered[place] for place in together]
                (self._known[key],), drawn = product(members, one_if)
                self.drawn = self.drawn or drawn
            found *= self._known[key]
        return found

    def likely(self, changes: Iterable[Option]) -> Likely:
        """The probability per component that requires something, with `changes` made."""
        found = self._assessed(improved(self.scenario, in_order(changes)))
        made = self.builder.scenario(found)
        meets: dict[str, float] = {}
        gains: dict[str, tuple[float, Unknown]] = {}
        drawn = False
        for id_, one in made.items():
            if one.meets is None:
                continue
            nodes = [one.final, one.meets]
            if one.meets.is_fixed:
                meets[id_] = float(one.meets.value is True)
                continue
            figures = figured(one.final, one.meets, Group([nodes]))
            drawn = drawn or figures.drawn
            meets[id_] = figures.meets or 0.0
            for influence in figures.influences:
                key = f"{influence.unknown.source} {influence.unknown.key}"
                before, _ = gains.get(key, (0.0, None))
                gains[key] = (before + influence.gain, influence.unknown)
        ordered = sorted(gains.values(), key=lambda pair: -round(pair[0], 9))
        return Likely(meets, [unknown for gain, unknown in ordered if gain > SLIGHT], drawn)

    def _assessed(self, scenario: Scenario) -> ScenarioAssessment:
        system = replace(self.system, scenarios=(scenario,))
        return assess(system, self.method, self.content).scenarios[0]


def _uses_already(component: Component, control: str) -> bool:
    """Whether a control that is added uses nothing more than it does already."""
    found = (component.controls or {}).get(control)
    return found is not None and found.state is ControlState.YES


def _sparing(
    component: Component, before: Component, softer: Sequence[Option], used: Collection[Key]
) -> Component:
    """`component` with measures that use no more than any of them, or what is there already, does."""
    replaced = {one.id: one.softened for one in before.challenges or ()}
    challenges = []
    for challenge in component.challenges or ():
        own = [one for one in softer if one.what == challenge.id]
        measure = challenge.softened
        if own and measure is not None:
            amounts = [one.amounts for one in own]
            if not any(one.key in used for one in own):
                there = replaced[challenge.id]
                amounts.append({} if there is None else there.spending.amounts)
            least = {
                resource: min(one.get(resource, 0.0) for one in amounts)
                for resource in {name for one in amounts for name in one}
            }
            spending = replace(measure.spending, amounts=least)
            challenge = replace(challenge, softened=replace(measure, spending=spending))
        challenges.append(challenge)
    return replace(component, challenges=tuple(challenges))
