"""Where several assessors judge the same, and how far they agree, scale by scale."""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.agreement import alpha
from iotclass.core.distribution import distribution
from iotclass.core.judged import judgements
from iotclass.core.judgement import Judgement
from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.scale import scale_name
from iotclass.core.system import System


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far assessors agree on one scale.

    `things` counts what at least two of them judged; `alpha` is Krippendorff's, None where it is not
    defined, `same` how many of the things all judged alike.
    """

    scale: str
    assessors: tuple[str, ...]
    things: int
    same: int
    alpha: float | None


def agreements(system: System, method: Method) -> tuple[Agreement, ...]:
    """The agreement of the assessors of `system`, per scale on which several judge the same."""
    by_scale: dict[str, dict[str, Judgement]] = {}
    for judgement in judgements(system):
        if len(judgement.opinions) > 1:
            scale = scale_name(type(judgement.span.best))
            by_scale.setdefault(scale, {})[judgement.key] = judgement
    return tuple(
        _agreement(scale, list(judged.values()), method) for scale, judged in sorted(by_scale.items())
    )


def _agreement(scale: str, judged: list[Judgement], method: Method) -> Agreement:
    ranks = [[_said(one, method).rank for one in judgement.opinions] for judgement in judged]
    names = dict.fromkeys(one.by for judgement in judged for one in judgement.opinions)
    same = sum(len(set(unit)) == 1 for unit in ranks)
    return Agreement(scale, tuple(names), len(judged), same, alpha(ranks))


def _said(opinion: Judgement, method: Method) -> Level:
    """The one level that stands for an opinion: half of its probability is no better, half no worse."""
    total, shares = 0.0, distribution(opinion, method)
    for level, share in shares:
        total += share
        if total >= 0.5 - 1e-12:
            return level
    return shares[-1][0]
