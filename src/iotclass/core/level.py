"""Ordered levels and spans of them: what questions are answered with and verdicts are given in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Self, TypeVar


class Level(Enum):
    """A value on an ordered scale; the order is the order of definition, lowest first.

    Unlike an `IntEnum`, levels of two different scales are never equal and never compare.
    """

    rank: int

    def __new__(cls, word: str) -> Self:
        """A level written as `word`, one above the levels defined before it."""
        level = object.__new__(cls)
        level._value_ = word
        level.rank = len(cls.__members__)
        return level

    @property
    def badness(self) -> int:
        """How bad this level is for security: larger is worse. On most scales higher is worse."""
        return self.rank

    __hash__ = object.__hash__  # the enum's own hashes the name on every look-up

    def __lt__(self, other: object) -> bool:
        return NotImplemented if type(other) is not type(self) else self.rank < other.rank

    def __le__(self, other: object) -> bool:
        return NotImplemented if type(other) is not type(self) else self.rank <= other.rank

    def __gt__(self, other: object) -> bool:
        return NotImplemented if type(other) is not type(self) else self.rank > other.rank

    def __ge__(self, other: object) -> bool:
        return NotImplemented if type(other) is not type(self) else self.rank >= other.rank

    def __str__(self) -> str:
        return str(self.value)


L = TypeVar("L", bound=Level)
K = TypeVar("K", bound=Level, covariant=True)


def _rank(level: Level) -> int:
    return level.rank


def _badness(level: Level) -> int:
    return level.badness


@dataclass(frozen=True, slots=True)
class Span(Generic[K]):
    """Every level from `best` to `worst`: what is known of a level that may be in doubt."""

    best: K
    worst: K

    def __post_init__(self) -> None:
        if self.best.badness > self.worst.badness:
            raise ValueError(f"a span from {self.best} to {self.worst} has its ends the wrong way round")

    @property
    def certain(self) -> bool:
        """Whether the span is one level."""
        return self.best is self.worst

    @property
    def levels(self) -> tuple[K, ...]:
        """The levels of the span, best first."""
        low, high = self.best.badness, self.worst.badness
        held = [level for level in type(self.best) if low <= level.badness <= high]
        return tuple(sorted(held, key=_badness))

    @property
    def ends(self) -> tuple[K, K]:
        """The lower and the higher end."""
        low, high = sorted((self.best, self.worst), key=_rank)
        return low, high

    def __str__(self) -> str:
        """As a model file writes it: one level, or a range from the lower to the higher."""
        return str(self.best) if self.certain else "..".join(map(str, self.ends))


def exactly(level: L) -> Span[L]:
    """The span of one level."""
    return Span(level, level)


def spanning(levels: Iterable[L]) -> Span[L]:
    """The smallest span that holds all of `levels`, of which there is at least one."""
    ordered = sorted(levels, key=_badness)
    return Span(ordered[0], ordered[-1])


def whole(scale: type[L]) -> Span[L]:
    """The span of a whole scale: nothing is known."""
    return spanning(scale)


def worst(spans: Iterable[Span[L]]) -> Span[L]:
    """The span of the worst of several levels, each anywhere in its span; there is at least one."""
    found = list(spans)
    return Span(
        max((span.best for span in found), key=_badness),
        max((span.worst for span in found), key=_badness),
    )
