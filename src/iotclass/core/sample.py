"""Drawing from a network, where exact treatment is too costly: a stated number of draws, seed and error.

By Hoeffding's inequality (1963) a share of n draws is within e of the probability, but for once in a
thousand, where e = sqrt(ln(2 / 0.001) / 2n).
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterator, Sequence
from math import log, sqrt

from iotclass.core.network import Node, behind, values

DRAWS = 40_000
SEED = 20190101
ERROR = sqrt(log(2 / 0.001) / (2 * DRAWS))
"""What a drawn probability is off by at most, with 99.9 % confidence: less than 0.01."""


def draws(targets: Sequence[Node]) -> Iterator[tuple[dict[int, int], tuple[Hashable, ...]]]:
    """The values that unknowns have, by number, in each of `DRAWS` draws, and what `targets` then are."""
    chance, nodes = random.Random(SEED), behind(targets)  # noqa: S311  # not for secrets
    unknowns = [node for node in nodes if node.unknown is not None]
    columns = [
        chance.choices(range(len(one.unknown.values)), one.unknown.weights, k=DRAWS)
        for one in unknowns
        if one.unknown is not None
    ]
    numbers = [one.number for one in unknowns]
    for row in zip(*columns, strict=True):
        given = dict(zip(numbers, row, strict=True))
        found = values(nodes, given)
        yield given, tuple(found[one.number] for one in targets)
