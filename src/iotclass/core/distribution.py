"""What a judgement says of a level, as probabilities: one assessor's words, or those of several pooled.

Several assessors are pooled linearly (M. Stone, "The opinion pool", 1961): the probability of a level is the
mean of theirs, by weight. A range says nothing but its ends, so each of its levels counts alike; a named
confidence spreads what is judged over the neighbouring levels, as the method says.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

from iotclass.core.judgement import Judgement
from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.system import Control, ControlState

Distribution = tuple[tuple[Level, float], ...]
"""Levels with their probabilities, best first; none of them is 0."""


def distribution(judgement: Judgement, method: Method) -> Distribution:
    """The probabilities of the levels that `judgement` leaves possible."""
    if judgement.opinions:
        total = fsum(one.weight for one in judgement.opinions)
        return _gathered(
            (level, weight * one.weight / total)
            for one in judgement.opinions
            for level, weight in distribution(one, method)
        )
    if judgement.weights:
        stated: Iterable[tuple[Level, float]] = judgement.weights
    else:
        levels = judgement.span.levels
        stated = ((level, 1 / len(levels)) for level in levels)
    if not judgement.sure:
        return _gathered(stated)
    spread = method.confidence[judgement.sure].weights
    return _gathered(
        (near, weight * share) for level, weight in stated for near, share in _spread(level, spread)
    )


def _spread(level: Level, weights: tuple[float, ...]) -> Iterable[tuple[Level, float]]:
    """The levels around `level`: the first of `weights` is its own, the next each neighbour's, and so on."""
    scale = list(type(level))
    near = [(other, abs(other.rank - level.rank)) for other in scale]
    kept = [(other, weights[away]) for other, away in near if away < len(weights)]
    total = fsum(weight for _, weight in kept)
    return ((other, weight / total) for other, weight in kept)


def _gathered(shares: Iterable[tuple[Level, float]]) -> Distribution:
    """Shares summed up by level, those of nothing left out, so that they make 1."""
    found: dict[Level, list[float]] = {}
    for level, share in shares:
        found.setdefault(level, []).append(share)
    sums = {level: fsum(parts) for level, parts in found.items()}
    total = fsum(sums.values())
    ordered = sorted(sums.items(), key=lambda pair: pair[0].badness)
    return tuple((level, share / total) for level, share in ordered if share > 0)


def is_vague(judgement: Judgement) -> bool:
    """Whether `judgement` gives a range and no probabilities at all."""
    return not (judgement.span.certain or judgement.weights or judgement.opinions or judgement.sure)


def works(control: Control, method: Method) -> float:
    """The probability that `control` really is in place and works."""
    if control.opinions:
        total = fsum(one.weight for one in control.opinions)
        return fsum(works(one, method) * one.weight for one in control.opinions) / total
    if control.works is not None:
        return control.works
    if control.sure:
        sure = method.confidence[control.sure].works
        return sure if control.state is ControlState.YES else 1 - sure
    return method.works[control.state]
