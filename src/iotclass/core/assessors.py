"""Where several assessors judge the same, and how far they agree, scale by scale."""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.agreement import alpha
from iotclass.core.distribution import distribution
from iotclass.core.judged import judgements
from iotclass.core.judgement import Judgement
from iotclass.core.level import Level, whole
from iotclass.core.method import Method
from iotclass.core.scale import scale_name
from iotclass.core.system import System


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


def agreements(system: System, method: Method) -> tuple[Agreement, ...]:
    """The agreement of the assessors of `system`, per scale on which several judge the same."""
    by_scale: dict[str, dict[str, Judgement]] = {}
    for judgement in judgements(system):
        if len(judgement.opinions) > 1:
            scale = scale_name(type(judgement.span.best))
            by_scale.setdefault(scale, {})[judgement.key] = judgement
    found = (_agreement(scale, list(judged.values()), method) for scale, judged in sorted(by_scale.items()))
    return tuple(one for one in found if one.things)


def _agreement(scale: str, judged: list[Judgement], method: Method) -> Agreement:
    said = [[one for one in judgement.opinions if not _is_silent(one)] for judgement in judged]
    units = [opinions for opinions in said if len(opinions) > 1]
    ranks = [[_middle(one, method).rank for one in opinions] for opinions in units]
    names = dict.fromkeys(one.by for opinions in units for one in opinions)
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
