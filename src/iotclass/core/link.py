"""Statements about the exposure and the class table together, and every way to make them hold.

Each way fixes the exposure cells that such statements speak of, and the class cell by which each of them
holds. What is left of both tables after that is independent of one another, and order.py decides on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from iotclass.core.level import Level
from iotclass.core.order import Ranks, Steps, bits, each
from iotclass.core.scale import Impact
from iotclass.core.statement import Reaches

Way = tuple[Ranks, Ranks]
"""What the cells of the exposure table and those of the class table can be."""


class Link(NamedTuple):
    """That an exposure cell leads to a class in one of some cells, or in none of them.

    `numbers` are these cells of the class table, per exposure.
    """

    cell: int
    numbers: tuple[tuple[int, ...], ...]
    level: int
    reached: bool


def links(statements: Iterable[Reaches], exposed: Steps, classed: Steps) -> list[Link]:
    """What `statements` say; what bars cells comes first, since it leaves fewer ways."""
    found = []
    for one in statements:
        impacts: Iterable[Level] = Impact if one.impact is None else (one.impact,)
        numbers = tuple(
            tuple(classed.number[impact, exposure] for impact in impacts) for exposure in exposed.levels
        )
        for protection in (*one.not_at, *one.at):
            cell = exposed.number[one.connectivity, protection]
            found.append(Link(cell, numbers, bits([one.level]), protection in one.at))
    return sorted(found, key=lambda link: link.reached)


def ways(exposed: Steps, classed: Steps, left: Way, wanted: Sequence[Link]) -> Iterator[Way]:
    """What is left of both tables, per way to make all of `wanted` hold."""
    exposures, classes = left
    for link in wanted:  # exposures by which a link cannot hold any more
        able = sum(1 << rank for rank in each(exposures[link.cell]) if _can_hold(classes, link, rank))
        found = exposed.fixed(exposures, link.cell, able)
        if found is None:
            return
        exposures = found
    if not wanted:
        yield exposures, classes
        return
    link = min(wanted, key=lambda link: exposures[link.cell].bit_count())
    rest = [other for other in wanted if other is not link]
    for rank in each(exposures[link.cell]):
        fixed = exposed.fixed(exposures, link.cell, 1 << rank)
        if fixed is not None:
            for held in _holding(classed, classes, link.numbers[rank], link):
                yield from ways(exposed, classed, (fixed, held), rest)


def _can_hold(classes: Ranks, link: Link, rank: int) -> bool:
    """Whether the class cells, each by itself, let a link hold by an exposure."""
    if link.reached:
        return any(classes[number] & link.level for number in link.numbers[rank])
    return all(classes[number] & ~link.level for number in link.numbers[rank])


def _holding(classed: Steps, classes: Ranks, numbers: tuple[int, ...], link: Link) -> Iterator[Ranks]:
    """What is left of the class table, per way to make a link hold in the cells of `numbers`."""
    if not link.reached:
        barred = list(classes)
        for number in numbers:
            barred[number] &= ~link.level
        left = classed.narrowed(tuple(barred), numbers)
        if left is not None:
            yield left
    elif any(classes[number] == link.level for number in numbers):  # so it is whatever else is chosen
        yield classes
    else:
        for number in numbers:
            fixed = classed.fixed(classes, number, link.level)
            if fixed is not None:
                yield fixed
