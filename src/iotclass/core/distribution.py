"""What a judgement says of a level, as probabilities: one assessor's words, or those of several pooled.

Several assessors are pooled linearly (M. Stone, "The opinion pool", 1961): the probability of a level is the
mean of theirs, by weight. A named confidence spreads what is judged over the neighbouring levels, as the
method says. A range says nothing but its ends: where one figure is needed each of its levels counts alike,
and beside that all of them are kept as what the truth may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from iotclass.core.judgement import Judgement
from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.system import Control, ControlState

Distribution = tuple[tuple[Level, float], ...]
"""Levels with their probabilities, best first; none of them is 0."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What one assessor says.

    `share` is how much they count, of 1; `cases` are the distributions that are left open, one where none is,
    and `mean` is what they come to where one figure is needed.
    """

    share: float
    cases: tuple[Distribution, ...]
    mean: Distribution


def beliefs(judgement: Judgement, method: Method) -> tuple[Belief, ...]:
    """What `judgement` says, assessor by assessor."""
    opinions = judgement.opinions or (judgement,)
    total = fsum(one.weight for one in opinions)
    return tuple(_belief(one, one.weight / total, method) for one in opinions)


def _belief(opinion: Judgement, share: float, method: Method) -> Belief:
    """What one opinion says: a range leaves each of its levels open, and so does a question not answered."""
    levels = opinion.span.levels
    stated = opinion.weights or tuple((level, 1 / len(levels)) for level in levels)
    mean = _spread(stated, opinion, method)
    if opinion.weights and not opinion.unanswered:
        return Belief(share, (mean,), mean)
    cases = (_spread(((level, 1.0),), opinion, method) for level, weight in stated if weight > 0)
    return Belief(share, tuple(cases), mean)


def distribution(judgement: Judgement, method: Method) -> Distribution:
    """The probabilities of the levels that `judgement` leaves possible, each of what it leaves open alike."""
    return _gathered(
        (level, one.share * weight) for one in beliefs(judgement, method) for level, weight in one.mean
    )


def _spread(stated: Iterable[tuple[Level, float]], opinion: Judgement, method: Method) -> Distribution:
    """What is stated, spread over the neighbouring levels by how sure the assessor is."""
    if not opinion.sure:
        return _gathered(stated)
    weights = method.confidence[opinion.sure].weights
    return _gathered(
        (near, share * part) for level, share in stated for near, part in _around(level, weights)
    )


def _around(level: Level, weights: tuple[float, ...]) -> Iterable[tuple[Level, float]]:
    """The levels around `level`: the first of `weights` is its own, the next each neighbour's, and so on."""
    near = [(other, abs(other.rank - level.rank)) for other in type(level)]
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


def works(control: Control, method: Method) -> float:
    """The probability that `control` really is in place and works."""
    return fsum(share * chance for share, chance, _ in chances(control, method))


def chances(control: Control, method: Method) -> tuple[tuple[float, float, bool], ...]:
    """Per assessor how much they count, how likely they find it that `control` works, and whether they say.

    Who only says that it is partly there, or unknown, does not say how likely it works.
    """
    opinions = control.opinions or (control,)
    total = fsum(one.weight for one in opinions)
    return tuple((one.weight / total, *_chance(one, method)) for one in opinions)


def _chance(opinion: Control, method: Method) -> tuple[float, bool]:
    if opinion.works is not None:
        return opinion.works, True
    if opinion.sure:
        sure = method.confidence[opinion.sure].works
        return sure if opinion.state is ControlState.YES else 1 - sure, True
    chance = method.works[opinion.state]
    return chance, chance in {0.0, 1.0}
