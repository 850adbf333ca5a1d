"""Two scenarios as wholes under doubt: requirements met and the worst class of each, counted together.

What components add is summed up over those that share unknowns by decision diagrams whose outcomes are
spreads: tallies with their probabilities, as far as they do not hang on what is shared. Groups that share
nothing are then put together. Where that takes too many steps, tallies are drawn (`sample`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import cast

from iotclass.core.diagram import TooLargeError
from iotclass.core.group import Group
from iotclass.core.network import Node
from iotclass.core.sample import DRAWS, outcomes, picks
from iotclass.core.scale import SecurityClass

STEPS = 4_000_000
"""How many tallies may be added up, of a group or of all groups, before they are drawn instead."""

Tally = tuple[int, int, int]
"""How many requirements more the one meets; the badness of the worst class in the one, and in the other."""
NOTHING: Tally = (0, -1, -1)
"""The tally of no component: any class is worse than none."""
Spread = tuple[tuple[Tally, float], ...]
"""Tallies with their probabilities."""


def ours(level: SecurityClass, meets: bool = False) -> Tally:  # noqa: FBT001, FBT002  # an outcome
    """What a component of the one scenario adds."""
    return int(meets), level.badness, -1


def theirs(level: SecurityClass, meets: bool = False) -> Tally:  # noqa: FBT001, FBT002  # an outcome
    """What a component of the other scenario adds."""
    return -int(meets), -1, level.badness


def joined(one: Tally, other: Tally) -> Tally:
    """The tally of both."""
    return one[0] + other[0], max(one[1], other[1]), max(one[2], other[2])


class _Adding:
    """Spreads added up, in a limited number of steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def __call__(self, one: Spread, other: Spread) -> Spread:
        """The tally of two that share no unknown. Raises TooLargeError."""
        self.left -= len(one) * len(other)
        if self.left < 0:
            raise TooLargeError
        return _summed(
            (joined(tally, more), share * weight) for tally, share in one for more, weight in other
        )


def _summed(shares: Iterable[tuple[Tally, float]]) -> Spread:
    sums: dict[Tally, float] = {}
    for tally, share in shares:
        sums[tally] = sums.get(tally, 0.0) + share
    return tuple(sorted(sums.items()))


def _mean(weights: Sequence[float], spreads: Sequence[Spread]) -> Spread:
    """The spread of what is each of `spreads` with its weight."""
    return _summed(
        (tally, weight * share)
        for weight, spread in zip(weights, spreads, strict=True)
        for tally, share in spread
    )


def _alone(tally: Tally) -> Spread:
    return ((tally, 1.0),)


def of_group(group: Group, tallies: Iterable[Node], steps: int = STEPS) -> Spread | None:
    """The tally of components that share unknowns; None where that takes too much."""
    try:
        return group.product(list(tallies), _alone, _Adding(steps), _mean)
    except TooLargeError:
        return None


def of_all(
    exact: Sequence[Spread], too_large: Sequence[Node], steps: int = STEPS
) -> tuple[Mapping[Tally, float], bool]:
    """The tally of all groups together, and whether it is drawn.

    What components add of groups that are `too_large` is drawn at once, so that the whole is off by no more
    than one draw may be.
    """
    rows = [_sum(cast("tuple[Tally, ...]", found)) for found in outcomes(too_large)] if too_large else []
    parts = [*exact, _shares(rows)] if rows else exact
    adding = _Adding(steps)
    try:
        total = _alone(NOTHING)
        for part in sorted(parts, key=len):
            total = adding(total, part)
        return dict(total), bool(rows)
    except TooLargeError:
        rows = rows or [NOTHING] * DRAWS
        for column in picks([dict(part) for part in exact]):
            rows = [joined(*pair) for pair in zip(rows, column, strict=True)]
        return dict(_shares(rows)), True


def _sum(tallies: Iterable[Tally]) -> Tally:
    return reduce(joined, tallies, NOTHING)


def _shares(rows: Iterable[Tally]) -> Spread:
    """The share of each tally among those drawn."""
    return tuple((tally, count / DRAWS) for tally, count in sorted(Counter(rows).items()))
