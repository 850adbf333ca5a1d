"""How sure a class is: its distribution, whether the requirement holds, what hangs on which judgement.

Classes are compiled into decision diagrams over what is unknown (`dependence`, `diagram`), one group of
components that share an unknown at a time; all figures are exact sums over these diagrams. Where a diagram
grows too large, figures are drawn instead (`sample`), and the result says so.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import cast

from iotclass.core.assess import Assessment, ScenarioAssessment
from iotclass.core.dependence import Builder, Dependence
from iotclass.core.figures import SLIGHT, Figures, Influence, Outcome, certain, figured, tidy
from iotclass.core.group import Group
from iotclass.core.level import Span, spanning
from iotclass.core.network import Network, Node, Unknown, groups
from iotclass.core.scale import SecurityClass
from iotclass.core.standing import Standing
from iotclass.core.worst import demands, multiplied, no_worse, one_if, product, shares

CREDIBLE = 0.95
"""The probability with which a class is no worse than the worst credible one."""


@dataclass(frozen=True, slots=True)
class Flip:
    """Unknowns with other values than those at which they stand, and what that makes of a component."""

    changes: tuple[tuple[Unknown, Hashable], ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Matter:
    """What knowing one unknown would do to a component, and which of its values alone change the class."""

    influence: Influence
    flips: tuple[Flip, ...]

    @property
    def unknown(self) -> Unknown:
        """What is not known."""
        return self.influence.unknown

    @property
    def gain(self) -> float:
        """How much surer the verdict would be if it were known, in bits."""
        return self.influence.gain


@dataclass(frozen=True, slots=True)
class ComponentDoubt:
    """How sure the class of a component is.

    `span` holds every class that is possible, `likely` the most probable one, or all that are equally so;
    `credible` is the worst credible one. `meets_bounds` holds the least and the most probability of meeting
    the requirement, whatever lies within ranges of which nothing more is known. `standing` is the outcome
    where every judgement is at its most probable level. `entropy` is that of the verdict, or of the class
    where nothing is required, in bits.
    """

    component: str
    shares: Mapping[SecurityClass, float]
    span: Span[SecurityClass]
    likely: tuple[SecurityClass, ...]
    credible: SecurityClass
    requires: SecurityClass | None
    meets: float | None
    meets_bounds: tuple[float, float] | None
    entropy: float
    standing: Outcome
    matters: tuple[Matter, ...]
    wrong: tuple[Flip, ...]
    """What would change if a judgement that is not in doubt were a level off."""
    pairs: tuple[Flip, ...] | None
    """Two unknowns that only together change the class; None: too many to try."""
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class ScenarioDoubt:
    """The doubt of a scenario: that of its components, of the worst class, and what to find out first.

    A component that was not assessed is None; the scenario then has no distribution. `matters` holds every
    unknown with its gain over all components that count, the largest first.
    """

    found: ScenarioAssessment
    components: Mapping[str, ComponentDoubt | None]
    shares: Mapping[SecurityClass, float] | None
    span: Span[SecurityClass] | None
    credible: SecurityClass | None
    all_met: float | None
    entropy: float
    matters: tuple[tuple[Unknown, float], ...]
    drawn: bool = False

    @property
    def first(self) -> Unknown | None:
        """What is worth finding out first; None where nothing would make a verdict surer."""
        return self.matters[0][0] if self.matters else None


@dataclass(frozen=True, slots=True)
class Doubt:
    """The doubt of an assessment; `level` is the probability of the worst credible class."""

    assessment: Assessment
    level: float
    scenarios: tuple[ScenarioDoubt, ...]


def doubt(assessment: Assessment, level: float = CREDIBLE) -> Doubt:
    """How sure the classes of `assessment` are."""
    maker = _Maker(assessment, level)
    return Doubt(assessment, level, tuple(maker.scenario(one) for one in assessment.scenarios))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a component: class, verdict, class by itself, what it must fulfil by itself."""

    final: Node
    meets: Node | None
    own: Node
    demand: Node | None

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All of them."""
        return tuple(one for one in (self.final, self.meets, self.own, self.demand) if one is not None)

    @property
    def key(self) -> tuple[int, int | None]:
        """What tells its class and verdict from those of others."""
        return self.final.number, None if self.meets is None else self.meets.number

    @property
    def certain(self) -> bool:
        """Whether class and verdict are not in doubt."""
        return self.final.is_fixed and (self.meets is None or self.meets.is_fixed)


@dataclass(frozen=True, slots=True)
class _Joint:
    """Figures of several components together: per class that none is worse, and that all required holds.

    `best` is the best that the worst of them can be, also where that is too rare for a number.
    """

    worst: tuple[float, ...]
    best: SecurityClass
    met: tuple[float, ...]
    drawn: bool


class _Maker:
    """The doubt of the scenarios of one assessment.

    One network holds what is possible; in the other every judgement is free, for what would be if it were
    wrong.
    """

    def __init__(self, assessment: Assessment, level: float) -> None:
        self.level = level
        method, content = assessment.method, assessment.content
        self.builder = Builder(Network(), method, content)
        self.free = Builder(Network(), method, content, free=True)
        self.known: dict[tuple[int, int | None], Figures] = {}
        """The figures of components by their nodes: what scenarios have in common is computed once."""
        self.joint: dict[tuple[int, ...], _Joint] = {}
        """Those of groups, by the numbers of their nodes."""

    def scenario(self, found: ScenarioAssessment) -> ScenarioDoubt:
        """The doubt of one scenario."""
        made, free = self.builder.scenario(found), self.free.scenario(found)
        parts = self._parts(found, made)
        self._figure(list(parts.values()))
        outcomes = {id_: self.free.outcome(one) for id_, one in free.items()}
        standing = Standing(outcomes.values())
        singles = standing.singles()
        components: dict[str, ComponentDoubt | None] = dict.fromkeys(found.components)
        for id_, node in outcomes.items():
            components[id_] = self._component(
                found,
                id_,
                self._figures(parts[id_]),
                cast("Outcome", standing.values[node.number]),
                [
                    Flip(((one.unknown, value),), cast("Outcome", outcome))
                    for one, value, outcome in singles[node.number]
                    if one.unknown is not None
                ],
            )
        return self._whole(found, list(parts.values()), components)

    def _parts(self, found: ScenarioAssessment, made: Mapping[str, Dependence]) -> dict[str, _Asked]:
        """The nodes of each component that are asked for."""
        demanded = demands(found.scenario.components, made, self.builder.network)
        return {id_: _Asked(one.final, one.meets, one.own, demanded.get(id_)) for id_, one in made.items()}

    def _figures(self, part: _Asked) -> Figures:
        """The figures of a component."""
        if part.certain:
            meets = None if part.meets is None else part.meets.value is True
            return certain(cast("SecurityClass", part.final.value), meets)
        return self.known[part.key]

    def _figure(self, parts: Sequence[_Asked]) -> None:
        """Find the figures of all components, group by group; what scenarios have in common once."""
        for together in groups([part.nodes for part in parts]):
            members = [parts[place] for place in together]
            key = tuple(node.number for part in members for node in part.nodes)
            if key in self.joint:
                continue
            group = Group([part.nodes for part in members])
            for part in members:
                if not part.certain and part.key not in self.known:
                    self.known[part.key] = figured(part.final, part.meets, group)
            demanded = [part.demand for part in members if part.demand is not None]
            worst, drawn = product([part.own for part in members], no_worse, small=not group.outgrown)
            met, also = product(demanded, one_if, small=not group.outgrown) if demanded else ((1.0,), False)
            self.joint[key] = _Joint(worst, min(shares(worst), key=_badness), met, drawn or also)

    def _joint(self, parts: Sequence[_Asked]) -> _Joint:
        """The figures of all components together."""
        loose = list(groups([part.nodes for part in parts]))
        keys = [tuple(node.number for place in one for node in parts[place].nodes) for one in loose]
        among = {place for one in loose for place in one}
        fixed = [part for place, part in enumerate(parts) if place not in among]
        certainly = [cast("SecurityClass", part.own.value) for part in fixed]
        return _Joint(
            multiplied([*(self.joint[key].worst for key in keys), *map(no_worse, certainly)]),
            max([*(self.joint[key].best for key in keys), *certainly], key=_badness),
            multiplied(
                [
                    (1.0,),
                    *(self.joint[key].met for key in keys),
                    *(one_if(part.demand.value) for part in fixed if part.demand is not None),
                ]
            ),
            any(self.joint[key].drawn for key in keys),
        )

    def _component(
        self,
        found: ScenarioAssessment,
        id_: str,
        figures: Figures,
        standing: Outcome,
        singles: Sequence[Flip],
    ) -> ComponentDoubt:
        requires = found.components[id_].component.requires
        levels = figures.shares
        flips: dict[Hashable, list[Flip]] = {}
        for one in singles:
            if _is_open(one):
                flips.setdefault(_identity(one.changes[0][0]), []).append(one)
        matters = [Matter(each, tuple(flips.get(_identity(each.unknown), ()))) for each in figures.influences]
        return ComponentDoubt(
            id_,
            levels,
            spanning(levels),
            tuple(level for level, share in levels.items() if share > max(levels.values()) - SLIGHT),
            credible(levels, self.level),
            requires.level if requires is not None else None,
            figures.meets,
            figures.bounds,
            figures.entropy,
            standing,
            tuple(matters),
            tuple(one for one in singles if not _is_open(one)),
            None if figures.pairs is None else tuple(Flip(one.changes, one.outcome) for one in figures.pairs),
            figures.drawn,
        )

    def _whole(
        self,
        found: ScenarioAssessment,
        parts: Sequence[_Asked],
        components: Mapping[str, ComponentDoubt | None],
    ) -> ScenarioDoubt:
        """The scenario as a whole."""
        counted = counting(components)
        gains: dict[Unknown, list[float]] = {}
        for one in counted:
            for matter in one.matters:
                gains.setdefault(matter.unknown, []).append(matter.gain)
        matters = sorted(
            ((unknown, fsum(gained)) for unknown, gained in gains.items()),
            key=lambda pair: -round(pair[1], 12),
        )
        useful = tuple((unknown, gain) for unknown, gain in matters if gain > SLIGHT)
        every = fsum(one.entropy for one in counted)
        known = [one for one in components.values() if one is not None]
        drawn = any(one.drawn for one in known)
        if len(parts) < len(components):
            return ScenarioDoubt(found, components, None, None, None, None, every, useful, drawn)
        joint = self._joint(parts)
        worst = shares(joint.worst)
        required = any(part.demand is not None for part in parts)
        return ScenarioDoubt(
            found,
            components,
            worst,
            Span(joint.best, max((one.span.worst for one in known), key=_badness)),
            credible(worst, self.level),
            tidy(joint.met[0]) if required else None,
            every,
            useful,
            drawn or joint.drawn,
        )


def counting(components: Mapping[str, ComponentDoubt | None]) -> list[ComponentDoubt]:
    """The components whose verdict counts; where nothing at all is required, all of them for their class."""
    known = [one for one in components.values() if one is not None]
    return [one for one in known if one.requires is not None] or known


def credible(shares: Mapping[SecurityClass, float], level: float) -> SecurityClass:
    """The best class that the class is no worse than with the probability `level`."""
    total, ordered = 0.0, sorted(shares, key=lambda one: one.badness)
    for one in ordered:
        total += shares[one]
        if total >= level - SLIGHT:
            return one
    return ordered[-1]


def _badness(level: SecurityClass) -> int:
    return level.badness


def _identity(unknown: Unknown) -> Hashable:
    """What an unknown is in every network."""
    return unknown.source, unknown.key


def _is_open(flip: Flip) -> bool:
    """Whether the model leaves open what would change."""
    return all(one.weights[one.values.index(value)] > 0 for one, value in flip.changes)
