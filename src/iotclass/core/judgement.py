"""Judgements: levels that a person states, with the reason, the author and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.level import Level, Span
from iotclass.core.place import Place


def written_at(place: Place, written: tuple[int, int]) -> str:
    """Where something is written, to the column; at `place` where nothing more is known."""
    line, column = written if written[0] else (place.line, place.column)
    return f"{place.file}:{line}:{column}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A level, or a span of levels, as a model states it.

    `weights` holds a distribution's level and weight pairs, lowest level first; `span` is then that of its
    support. `sure` is the name of a confidence of the method. Where several people judge the same,
    `opinions` holds what each of them says, `weight` how much each counts, and `span` covers them all.
    `variable` is the id of a shared judgement: two places that name it hold the same unknown level;
    `written` is the line and column of the level itself, as what is written once is one unknown.
    `in_effect` says that a protection level is what is reached in practice, so that challenges do not wear
    it down. `unanswered`: the weights are those of questions left open, of which nothing is known.
    """

    span: Span[Level]
    place: Place
    why: str = ""
    by: str = ""
    on: str = ""
    evidence: tuple[str, ...] = ()
    sure: str = ""
    weights: tuple[tuple[Level, float], ...] = ()
    variable: str = ""
    in_effect: bool = False
    opinions: tuple[Judgement, ...] = ()
    weight: float = 1.0
    written: tuple[int, int] = (0, 0)
    unanswered: bool = False

    @property
    def key(self) -> str:
        """What tells this unknown from all others of a model."""
        if self.variable:
            return self.variable
        return written_at(self.place, self.written)


@dataclass(frozen=True, slots=True)
class Harm:
    """What full control of a component by an attacker does, whatever protects it, per dimension.

    The dimensions are safety, privacy, service, money, environment, third_parties and, where units
    share a secret, all_units: the harm of all units at once. `overall` stands for a harm given whole.
    """

    dimensions: tuple[tuple[str, Judgement], ...]
    place: Place
    why: str = ""


HARM_DIMENSIONS = (
    "safety",
    "privacy",
    "service",
    "money",
    "environment",
    "third_parties",
    "all_units",
    "overall",
)
