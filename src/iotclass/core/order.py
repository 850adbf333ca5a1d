"""Tables of which more than one is possible: the ranks that each cell can have, and whether a table is left.

What is known of such a table are the ranks per cell, that neighbouring cells are in order and, where it
has no jumps, that they differ by one level at most. Of two tables with all that, so is the one of the
lesser ranks, cell by cell, and the one of the greater. Hence propagating bounds decides whether there is
a table: the least ranks left are one, and so are the greatest (Jeavons and Cooper, "Tractable constraints
on ordered domains", 1995).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from iotclass.core.level import Level
from iotclass.core.table import Case, Table, steps

Ranks = tuple[int, ...]
"""Per cell the ranks that it can have, as the bits of a number."""
_ALL = -1


def bits(levels: Iterable[Level]) -> int:
    """The ranks of `levels` as bits."""
    found = 0
    for level in levels:
        found |= 1 << level.rank
    return found


def least(ranks: int) -> int:
    """The lowest of some ranks."""
    return (ranks & -ranks).bit_length() - 1


def greatest(ranks: int) -> int:
    """The highest of some ranks."""
    return ranks.bit_length() - 1


def each(ranks: int) -> Iterator[int]:
    """Some ranks, one by one, the lowest first."""
    while ranks:
        yield least(ranks)
        ranks &= ranks - 1


class Steps:
    """The cells of a table by number, each with the steps to its neighbours."""

    def __init__(self, table: Table, close: Callable[[Case, Case], bool] | None = None) -> None:
        """The cells of `table`; neighbours that are `close` differ by at most one level."""
        self.levels: list[Level] = list(table.outcome)
        self.number: Mapping[Case, int] = {case: number for number, case in enumerate(table.cases())}
        self.steps: list[list[tuple[int, int, bool]]] = [[] for _ in self.number]
        for position in range(len(table.inputs)):
            for low, high in steps(table, position):
                step = (self.number[low], self.number[high], close is not None and close(low, high))
                self.steps[step[0]].append(step)
                self.steps[step[1]].append(step)

    def narrowed(self, ranks: Ranks, changed: Iterable[int] | None = None) -> Ranks | None:
        """The ranks that are in order with those of every other cell; None where a cell has none left.

        `changed` are the cells that could be out of order, all where it is not said.
        """
        found = list(ranks)
        waiting = list(range(len(found)) if changed is None else changed)
        for number in waiting:  # grows as cells change
            for low, high, close in self.steps[number]:
                below, above = found[low], found[high]
                if not below or not above:
                    return None
                kept_above = above & -(below & -below)
                kept_below = below & ~(_ALL << above.bit_length())
                if close:
                    kept_above &= ~(_ALL << below.bit_length() + 1)
                    kept_below &= -((above & -above) >> 1 or 1)
                if kept_above != above:
                    found[high] = kept_above
                    waiting.append(high)
                if kept_below != below:
                    found[low] = kept_below
                    waiting.append(low)
        return tuple(found) if all(found) else None

    def fixed(self, ranks: Ranks, number: int, kept: int) -> Ranks | None:
        """`ranks`, of one cell only those of `kept`, narrowed."""
        left = ranks[number] & kept
        if left == ranks[number]:
            return ranks
        return self.narrowed((*ranks[:number], left, *ranks[number + 1 :]), (number,))
