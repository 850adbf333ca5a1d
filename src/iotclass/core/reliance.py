"""Reliance: harm passes to the provider, and no class is better than the provider's (ours).

Everything here goes over the components in an order of reliance, without recursion: chains may be long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from iotclass.core.finding import Finding, worst_of
from iotclass.core.level import Level, Span, whole
from iotclass.core.phrase import Later, later, said
from iotclass.core.scale import Impact
from iotclass.core.system import Component

WORST, UNKNOWN = said("worst of them"), said("unknown")


@dataclass(frozen=True, slots=True)
class Extreme:
    """The worst of several findings, each end with the finding and the component that sets it."""

    best: Finding
    best_of: str
    worst: Finding
    worst_of: str

    @property
    def span(self) -> Span[Level]:
        """The span from the one end to the other."""
        if self.best.level is None or self.worst.level is None:
            raise ValueError("an extreme is made of findings that were assessed")
        return Span(self.best.level.best, self.worst.level.worst)

    def finding(self, subject: Later, at: str = "") -> Finding:
        """The extreme as a finding that follows from the one or two that set it."""
        because = (self.worst,) if self.best is self.worst else (self.best, self.worst)
        return worst_of(subject, WORST, *because, at=at)


def extreme(candidates: Iterable[Extreme]) -> Extreme | None:
    """The worst of all candidates, end by end; None where there are none. The first wins a tie."""
    found = list(candidates)
    if not found:
        return None
    best = max(found, key=lambda one: one.span.best.badness)
    worst = max(found, key=lambda one: one.span.worst.badness)
    return Extreme(best.best, best.best_of, worst.worst, worst.worst_of)


def order(components: Mapping[str, Component]) -> tuple[list[str], list[str]]:
    """The ids so that providers come before what relies on them, and the ids on or behind a cycle."""
    reliers = reliers_of(components)
    waiting = {id_: len(component.relies_on) for id_, component in components.items()}
    ordered = [id_ for id_, count in waiting.items() if not count]
    for id_ in ordered:
        for relier in reliers[id_]:
            waiting[relier] -= 1
            if not waiting[relier]:
                ordered.append(relier)
    return ordered, [id_ for id_, count in waiting.items() if count]


def cycle(components: Mapping[str, Component], stuck: Iterable[str]) -> list[str]:
    """One cycle among the ids that `order` left over, from a component round to itself."""
    among = set(stuck)
    path: list[str] = [min(among)]
    seen = {path[0]: 0}
    while True:
        step = next(r.provider for r in components[path[-1]].relies_on if r.provider in among)
        if step in seen:
            return [*path[seen[step] :], step]
        seen[step] = len(path)
        path.append(step)


def reliers_of(components: Mapping[str, Component]) -> dict[str, list[str]]:
    """Per id, what relies on it directly."""
    reliers: dict[str, list[str]] = {id_: [] for id_ in components}
    for id_, component in components.items():
        for reliance in component.relies_on:
            reliers[reliance.provider].append(id_)
    return reliers


def harm_of_reliers(
    components: Mapping[str, Component], ordered: list[str], harms: Mapping[str, Finding | None]
) -> dict[str, Finding]:
    """Per provider, the worst harm of everything that relies on it, directly or through others.

    A relying component without a judged harm makes it unknown.
    """
    extremes: dict[str, Extreme] = {}
    reliers = reliers_of(components)
    for id_ in reversed(ordered):
        candidates = []
        for relier in reliers[id_]:
            harm = harms[relier] or Finding(
                later("harm of {id}", relier),
                whole(Impact),
                UNKNOWN,
                at=str(components[relier].place),
                note=said("no harm of {id} is judged, so it may be any", id=relier),
            )
            candidates.append(Extreme(harm, relier, harm, relier))
            if relier in extremes:
                candidates.append(extremes[relier])
        found = extreme(candidates)
        if found is not None:
            extremes[id_] = found
    return {id_: found.finding(later("harm of what relies on {id}", id_)) for id_, found in extremes.items()}
