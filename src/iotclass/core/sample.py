"""Drawing from a network, where exact treatment is too costly: a stated number of draws, seed and error.

All draws are gone through at once: per node and value, the draws in which it has the value are the bits of
one number. By Hoeffding's inequality (1963) a share of n draws is within e of the probability, but for once
in a thousand, where e = sqrt(ln(2 / 0.001) / 2n).
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from math import log, sqrt
from typing import TypeVar

from iotclass.core.network import Node, Rule, Unknown, behind

K = TypeVar("K", bound=Hashable)

DRAWS = 40_000
SEED = 20190101
ERROR = sqrt(log(2 / 0.001) / (2 * DRAWS))
"""What a drawn probability is off by at most, with 99.9 % confidence: less than 0.01."""

DIGITS = 40
"""How many binary digits of a probability count: what is left out is far below the error."""

Draws = int
"""Draws as bits: one for each in which something holds."""


def drawn(targets: Iterable[Node]) -> dict[int, dict[Hashable, Draws]]:
    """Per node behind `targets`, by number, and per value that it has, in which draws it has that value."""
    chance = random.Random(SEED)  # noqa: S311  # not for secrets
    found: dict[int, dict[Hashable, Draws]] = {}
    for node in behind(targets):
        if node.unknown is not None:
            found[node.number] = _chosen(node.unknown, chance)
        elif node.rule is not None:
            found[node.number] = _followed(node.rule, [found[one.number] for one in node.args])
        else:
            found[node.number] = {node.value: (1 << DRAWS) - 1}
    return found


def _chosen(unknown: Unknown, chance: random.Random) -> dict[Hashable, Draws]:
    """The draws in which an unknown has each of its values: one value after the other, of the draws left."""
    left, weight = (1 << DRAWS) - 1, 1.0
    found: dict[Hashable, Draws] = {}
    *first, last = zip(unknown.values, unknown.weights, strict=True)
    for value, share in first:
        found[value] = left & _heads(share / weight if weight > share else 1.0, chance)
        left, weight = left & ~found[value], weight - share
    found[last[0]] = left
    return {value: draws for value, draws in found.items() if draws}


def _heads(share: float, chance: random.Random) -> Draws:
    """Draws each of which is in with the probability `share`: by its binary digits, the last one first."""
    digits = round(share * (1 << DIGITS))
    if digits >> DIGITS:
        return (1 << DRAWS) - 1
    found = 0
    for _ in range(DIGITS):
        coins = chance.getrandbits(DRAWS)
        found = found | coins if digits & 1 else found & coins
        digits >>= 1
    return found


def _followed(rule: Rule, args: Sequence[Mapping[Hashable, Draws]]) -> dict[Hashable, Draws]:
    """The draws in which what `rule` gives has each of its values."""
    cases: list[tuple[tuple[Hashable, ...], Draws]] = [((), (1 << DRAWS) - 1)]
    for arg in args:
        cases = [
            ((*case, value), both)
            for case, draws in cases
            for value, others in arg.items()
            if (both := draws & others)
        ]
    found: dict[Hashable, Draws] = {}
    for case, draws in cases:
        value = rule(*case)
        found[value] = found.get(value, 0) | draws
    return found


def outcomes(targets: Sequence[Node]) -> Iterator[tuple[Hashable, ...]]:
    """What `targets` are, draw by draw."""
    found = drawn(targets)
    yield from zip(*(_column(found[one.number]) for one in targets), strict=True)


def _column(values: Mapping[Hashable, Draws]) -> list[Hashable]:
    """The value in each draw."""
    column: list[Hashable] = [None] * DRAWS
    for value, draws in values.items():
        written = f"{draws:0{DRAWS}b}"
        place = written.find("1")
        while place >= 0:
            column[place] = value
            place = written.find("1", place + 1)
    return column


def picks(parts: Iterable[Mapping[K, float]]) -> Iterator[list[K]]:
    """`DRAWS` outcomes of each of `parts`, which have these probabilities and share no unknown.

    From another seed than `drawn`, so that both go together.
    """
    chance = random.Random(SEED + 1)  # noqa: S311  # not for secrets
    for part in parts:
        yield chance.choices(list(part), list(part.values()), k=DRAWS)
