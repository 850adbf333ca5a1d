"""The figures of one component's outcome: probabilities, bounds, and what each unknown does to them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import fsum, log2
from typing import cast

from iotclass.core.diagram import TooLargeError
from iotclass.core.group import Group
from iotclass.core.network import Node, Unknown, behind
from iotclass.core.sample import DRAWS, drawn
from iotclass.core.scale import SecurityClass

Outcome = tuple[SecurityClass, bool | None]
"""A class, and whether the requirement is met; None where nothing is required."""
PAIRS = 40
"""How many unknowns there may be for pairs of them to be tried."""
MET = 1
"""The kind of outcomes in which the requirement is met."""
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
    """All figures of an outcome. `bounds` and `pairs` are None where they were not computed."""

    shares: Mapping[Outcome, float]
    entropy: float
    influences: tuple[Influence, ...] = ()
    bounds: tuple[float, float] | None = None
    pairs: tuple[Pair, ...] | None = ()
    drawn: bool = False


def certain(outcome: Outcome) -> Figures:
    """The figures of an outcome that is not in doubt."""
    met = float(is_met(outcome))
    return Figures({outcome: 1.0}, 0.0, bounds=(met, met))


def is_met(outcome: Hashable) -> bool:
    """Whether the requirement is met in an outcome."""
    return cast("Outcome", outcome)[1] is True


def figured(node: Node, group: Group) -> Figures:
    """The figures of the outcome that `node` stands for: exact, or drawn where that is too costly."""
    try:
        return _exact(node, group)
    except TooLargeError:
        return _drawn(node)


def _exact(node: Node, group: Group) -> Figures:
    diagrams, diagram = group.diagrams, group.diagram(node)
    possible = cast("list[Outcome]", diagrams.possible(diagram))
    kinds = _kinds(possible)
    total, known = diagrams.conditional(diagram, group.weights, kinds, max(kinds.values()) + 1)
    shares = cast("dict[Outcome, float]", diagrams.probabilities(diagram, group.weights))
    return Figures(
        {outcome: shares[outcome] for outcome in sorted(shares, key=_order)},
        entropy(total),
        tuple(_influence(_unknown(group.unknowns[place]), total, known[place]) for place in sorted(known)),
        _bounds(group, diagram, known, shares),
        _pairs(group, diagram, sorted(known)),
    )


def _bounds(
    group: Group, diagram: int, asked: Iterable[int], shares: Mapping[Outcome, float]
) -> tuple[float, float]:
    """The least and the most probability that the requirement is met; the same where nothing is left open."""
    if any(_unknown(group.unknowns[place]).vague for place in asked):
        low, high = group.diagrams.bounds(diagram, group.beliefs, is_met)
        return tidy(low), tidy(high)
    met = tidy(fsum(share for outcome, share in shares.items() if is_met(outcome)))
    return met, met


def tidy(share: float) -> float:
    """A probability without what rounding alone keeps from 0 and 1."""
    if share < SLIGHT:
        return 0.0
    return 1.0 if share > 1 - SLIGHT else share


def _order(outcome: Outcome) -> tuple[int, bool]:
    return outcome[0].badness, outcome[1] is not True


def _kinds(outcomes: Iterable[Outcome]) -> dict[Hashable, int]:
    """What is to be told apart: met or not; where nothing is required, the classes."""
    return {outcome: outcome[0].rank + 2 if outcome[1] is None else int(outcome[1]) for outcome in outcomes}


def _unknown(node: Node) -> Unknown:
    if node.unknown is None:
        raise ValueError(f"node {node.number} is no unknown")
    return node.unknown


def _influence(unknown: Unknown, total: Sequence[float], known: Sequence[Sequence[float]]) -> Influence:
    left = fsum(weight * entropy(given) for weight, given in zip(unknown.weights, known, strict=True))
    gain = max(entropy(total) - left, 0.0)
    met = tuple(tidy(given[MET]) if len(given) > MET else 0.0 for given in known)
    return Influence(unknown, gain, met)


def entropy(shares: Iterable[float]) -> float:
    """The entropy of a distribution in bits."""
    return fsum(-share * log2(share) for share in shares if share > 0)


def _pairs(group: Group, diagram: int, places: list[int]) -> tuple[Pair, ...] | None:
    """Every two unknowns that change the class together, though neither does alone."""
    if len(places) > PAIRS:
        return None
    diagrams, unknowns = group.diagrams, [_unknown(one) for one in group.unknowns]
    given = [one.standing for one in unknowns]
    now = cast("Outcome", diagrams.value(diagram, given))

    def outcome(*changes: tuple[int, int]) -> Outcome:
        changed = list(given)
        for place, value in changes:
            changed[place] = value
        return cast("Outcome", diagrams.value(diagram, changed))

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


def _drawn(node: Node) -> Figures:
    """The figures as draws give them; bounds and pairs are left open."""
    found = drawn([node])
    draws = cast("dict[Outcome, int]", found[node.number])
    kinds = _kinds(draws)

    def shares(among: int) -> list[float]:
        counted = [0.0] * (max(kinds.values()) + 1)
        for outcome, bits in draws.items():
            counted[kinds[outcome]] += (bits & among).bit_count() / among.bit_count()
        return counted

    total = shares((1 << DRAWS) - 1)
    influences = []
    for one in behind([node]):
        if one.unknown is not None:
            values = found[one.number]
            known = [shares(values[value]) if value in values else total for value in one.unknown.values]
            influences.append(_influence(one.unknown, total, known))
    probabilities = {outcome: draws[outcome].bit_count() / DRAWS for outcome in sorted(draws, key=_order)}
    return Figures(probabilities, entropy(total), tuple(influences), pairs=None, drawn=True)
