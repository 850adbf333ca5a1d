"""Where several assessors judge the same, and how far they agree, scale by scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from iotclass.core.agreement import alpha
from iotclass.core.distribution import distribution
from iotclass.core.judged import controls, judgements
from iotclass.core.judgement import Judgement
from iotclass.core.level import Level, whole
from iotclass.core.method import Method
from iotclass.core.scale import scale_name
from iotclass.core.system import ControlState, System

STATES = {ControlState.NO: 0, ControlState.PLANNED: 0, ControlState.PARTLY: 1, ControlState.YES: 2}
"""The states of controls in their order; the others say nothing of how far one is there."""

Said = tuple[str, int]
"""Who said something, and the rank of it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far assessors agree on one scale.

    `things` counts what at least two of them judged; who only says that it is unknown has not. `same`
    counts those that all put at the same level (a range at its middle). `alpha` is Krippendorff's; None
    where it is not defined, or one thing alone is judged.
    """

    scale: str
    assessors: tuple[str, ...]
    things: int
    same: int
    alpha: float | None


def agreements(system: System, method: Method, component: str | None = None) -> tuple[Agreement, ...]:
    """The agreement of the assessors of `system`, per scale on which several judge the same.

    The states of controls are a scale as well: not there, partly, there. Of one `component` what is said of
    it and of its links counts.
    """
    if component is not None:
        system = _about(system, component)
    by_scale: dict[str, dict[str, list[Said]]] = {}
    for judgement in judgements(system):
        said = [(one.by, _middle(one, method).rank) for one in judgement.opinions if not _is_silent(one)]
        by_scale.setdefault(scale_name(type(judgement.span.best)), {})[judgement.key] = said
    for control in controls(system):
        said = [(one.by, STATES[one.state]) for one in control.opinions if one.state in STATES]
        by_scale.setdefault("control", {})[control.key] = said
    found = (_agreement(scale, judged.values()) for scale, judged in sorted(by_scale.items()))
    return tuple(one for one in found if one.things)


def _about(system: System, component: str) -> System:
    """`system` with nothing but one component and the links that it is an end of."""
    scenarios = tuple(
        replace(
            one,
            components={component: one.components[component]},
            links=tuple(link for link in one.links if component in link.ends),
        )
        for one in system.scenarios
        if component in one.components
    )
    return replace(system, scenarios=scenarios)


def _agreement(scale: str, judged: Iterable[list[Said]]) -> Agreement:
    units = [said for said in judged if len(said) > 1]
    ranks = [[rank for _, rank in said] for said in units]
    names = dict.fromkeys(by for said in units for by, _ in said)
    same = sum(len(set(unit)) == 1 for unit in ranks)
    return Agreement(scale, tuple(names), len(units), same, alpha(ranks) if len(units) > 1 else None)


def _is_silent(opinion: Judgement) -> bool:
    """Whether somebody only says that it may be any level."""
    return not opinion.weights and opinion.span == whole(type(opinion.span.best))


def _middle(opinion: Judgement, method: Method) -> Level:
    """The one level that stands for an opinion: half of its probability is no better, half no worse."""
    total, shares = 0.0, distribution(opinion, method)
    for level, share in shares:
        total += share
        if total >= 0.5 - 1e-12:
            return level
    return shares[-1][0]
