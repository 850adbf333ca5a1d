"""The figures of one component's outcome: probabilities, bounds, and what each unknown does to them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import fsum, log2
from operator import mul
from typing import cast

from iotclass.core.diagram import END, TooLargeError
from iotclass.core.group import Group
from iotclass.core.network import Node, Unknown, behind
from iotclass.core.sample import DRAWS, drawn
from iotclass.core.scale import SecurityClass

Outcome = tuple[SecurityClass, bool | None]
"""A class, and whether the requirement is met; None where nothing is required."""
PAIRS = 40
"""How many unknowns there may be for pairs of them to be tried."""
SLIGHT = 1e-12
"""What rounding may make of a probability at most."""


@dataclass(frozen=True, slots=True)
class Influence:
    """What knowing one unknown would do.

    `gain` is the mutual information of it and the verdict (or the class, where nothing is required), in
    bits; `meets_if` the probability that the requirement is met, per value.
    """

    unknown: Unknown
    gain: float
    meets_if: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two unknowns with values that only together change the class, and the outcome that they give."""

    changes: tuple[tuple[Unknown, Hashable], tuple[Unknown, Hashable]]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a component: of its class, and of its verdict (`entropy`, `influences`).

    `meets` is None where nothing is required, `bounds` and `pairs` are where they were not computed.
    """

    shares: Mapping[SecurityClass, float]
    meets: float | None
    entropy: float
    influences: tuple[Influence, ...] = ()
    bounds: tuple[float, float] | None = None
    pairs: tuple[Pair, ...] | None = ()
    drawn: bool = False


def certain(level: SecurityClass, meets: bool | None) -> Figures:  # noqa: FBT001  # an outcome
    """The figures of a class and a verdict that are not in doubt."""
    met = None if meets is None else float(meets)
    return Figures({level: 1.0}, met, 0.0, bounds=None if met is None else (met, met))


def figured(final: Node, meets: Node | None, group: Group) -> Figures:
    """The figures of a component of class `final`: exact, or drawn where that is too costly."""
    if group.outgrown:
        return _drawn(final, meets)
    alone = not group.made
    try:
        return _exact(final, meets, group)
    except TooLargeError:
        group.clear()
        if not alone:  # what others have left behind is in the way
            return figured(final, meets, group)
        group.outgrown = True
        return _drawn(final, meets)


def _exact(final: Node, meets: Node | None, group: Group) -> Figures:
    diagrams, classes = group.diagrams, group.diagram(final)
    verdict = classes if meets is None else group.diagram(meets)
    levels = diagrams.mean(classes, group.kept("classes"), _of_class)
    ahead = group.kept("classes" if meets is None else "verdicts")
    total = diagrams.mean(verdict, ahead, _of_class if meets is None else _of_verdict)
    known = diagrams.conditional(verdict, ahead)
    nodes = {*diagrams.reached(classes), *diagrams.reached(verdict)}
    numbers = sorted({diagrams.asks[one] for one in nodes} - {END})
    possible = {diagrams.outcomes[one] for one in nodes if diagrams.asks[one] == END}
    return Figures(
        {level: levels[level.rank] for level in SecurityClass if level in possible},
        None if meets is None else tidy(total[1]),
        entropy(map(tidy, total)),
        tuple(_influence(_unknown(group.unknowns[one]), total, known.get(one)) for one in numbers),
        None if meets is None else _bounds(group, verdict, numbers, total[1]),
        _pairs(group, classes, None if meets is None else verdict, numbers),
    )


def _of_class(level: Hashable) -> tuple[float, ...]:
    """1 for a class, 0 for the others."""
    return tuple(float(level is one) for one in SecurityClass)


def _of_verdict(met: Hashable) -> tuple[float, ...]:
    """Whether a requirement is not met, and whether it is."""
    return (0.0, 1.0) if met is True else (1.0, 0.0)


def _bounds(group: Group, verdict: int, asked: Iterable[int], meets: float) -> tuple[float, float]:
    """The least and the most probability of meeting a requirement, whatever assessors leave open.

    Exact where an unknown makes the outcome better or worse whatever else holds, as levels do by monotone
    tables; else no narrower than the truth.
    """
    if not any(_unknown(group.unknowns[one]).vague for one in asked):
        return tidy(meets), tidy(meets)
    diagrams = group.diagrams
    known: dict[int, tuple[float, float]] = group.kept("bounds")

    def make(one: int) -> tuple[float, float]:
        number = diagrams.asks[one]
        if number == END:
            met = float(diagrams.outcomes[one] is True)
            return met, met
        low, high = zip(*(known[then] for then in diagrams.below[one]), strict=True)
        beliefs = group.beliefs[number]
        return _believed(beliefs, low, min), _believed(beliefs, high, max)

    least, most = diagrams.folded(verdict, known, make)
    return tidy(least), tidy(most)


def _believed(
    beliefs: Sequence[tuple[float, Sequence[Sequence[float]]]],
    figures: Sequence[float],
    extreme: Callable[[list[float]], float],
) -> float:
    """The mean of `figures`, of what each assessor leaves open the one of the `extreme`."""
    return sum(share * extreme([sum(map(mul, case, figures)) for case in cases]) for share, cases in beliefs)


def tidy(share: float) -> float:
    """A probability without what rounding alone keeps from 0 and 1."""
    if share < SLIGHT:
        return 0.0
    return 1.0 if share > 1 - SLIGHT else share


def _unknown(node: Node) -> Unknown:
    if node.unknown is None:
        raise ValueError(f"node {node.number} is no unknown")
    return node.unknown


def _influence(
    unknown: Unknown, total: Sequence[float], known: Sequence[Sequence[float]] | None
) -> Influence:
    """What knowing `unknown` would do; `known` are the figures for each of its values, None: no matter."""
    given = [total] * len(unknown.values) if known is None else known
    left = fsum(weight * entropy(each) for weight, each in zip(unknown.weights, given, strict=True))
    gain = 0.0 if known is None else max(entropy(total) - left, 0.0)
    met = tuple(tidy(each[1]) if len(each) == 2 else 0.0 for each in given)
    return Influence(unknown, gain, met)


def entropy(shares: Iterable[float]) -> float:
    """The entropy of a distribution in bits."""
    return fsum(-share * log2(share) for share in shares if share > 0)


def _pairs(group: Group, classes: int, verdict: int | None, places: list[int]) -> tuple[Pair, ...] | None:
    """Every two unknowns that change the outcome together, though neither does alone."""
    if len(places) > PAIRS:
        return None
    diagrams, unknowns = group.diagrams, {place: _unknown(group.unknowns[place]) for place in places}
    given = {place: one.standing for place, one in unknowns.items()}

    def outcome(*changes: tuple[int, int]) -> Outcome:
        changed = {**given, **dict(changes)}
        level = cast("SecurityClass", diagrams.value(classes, changed))
        return level, None if verdict is None else diagrams.value(verdict, changed) is True

    now = outcome()
    idle = {
        place: [
            value
            for value in range(len(unknowns[place].values))
            if value != given[place] and outcome((place, value)) == now
        ]
        for place in places
    }
    found = []
    for one, other in combinations(places, 2):
        for a, b in product(idle[one], idle[other]):
            then = outcome((one, a), (other, b))
            if then != now:
                changes = (
                    (unknowns[one], unknowns[one].values[a]),
                    (unknowns[other], unknowns[other].values[b]),
                )
                found.append(Pair(changes, then))
    return tuple(found)


def _drawn(final: Node, meets: Node | None) -> Figures:
    """The figures as draws give them; bounds and pairs are left open."""
    targets = [final] if meets is None else [final, meets]
    found = drawn(targets)
    classes = cast("dict[SecurityClass, int]", found[final.number])
    if meets is None:
        kinds = [classes.get(level, 0) for level in SecurityClass]
    else:
        verdicts = found[meets.number]
        kinds = [verdicts.get(False, 0), verdicts.get(True, 0)]

    def shares(among: int) -> list[float]:
        return [(bits & among).bit_count() / among.bit_count() for bits in kinds]

    total = shares((1 << DRAWS) - 1)
    influences = []
    for one in behind(targets):
        if one.unknown is not None:
            values = found[one.number]
            known = [shares(values[value]) if value in values else total for value in one.unknown.values]
            influences.append(_influence(one.unknown, total, known))
    probabilities = {level: classes[level].bit_count() / DRAWS for level in SecurityClass if level in classes}
    met = None if meets is None else total[1]
    return Figures(probabilities, met, entropy(total), tuple(influences), pairs=None, drawn=True)
