"""Lines between boxes in the cells of a table, led through the gaps between cells: none crosses any text.

A line leaves its cell at a side, goes along the gap beside it, where need be along the gap between two rows,
and enters the other cell from the gap beside that. In each gap every line has a lane of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Cell = tuple[int, int]
"""The row and the column of a cell, from 0."""
LANE, GAP = 5.0, 7.0
"""From lane to lane, and how wide a gap is without any."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two cells: the gaps beside them (before the column of that number), and its lanes.

    `between` is the gap (before the row of that number) from the one to the other; None where both cells
    are at the same gap.
    """

    start: Cell
    end: Cell
    first: int
    last: int
    lanes: tuple[int, int, int]
    between: int | None


@dataclass(slots=True)
class Lanes:
    """The lanes that are taken: of the gaps before columns, and of those before rows."""

    upright: dict[int, int] = field(default_factory=dict)
    level: dict[int, int] = field(default_factory=dict)

    def line(self, start: Cell, end: Cell) -> Line:
        """A line from cell to cell, on lanes that nothing else takes."""
        (row, column), (to_row, to_column) = start, end
        first, last = (column + 1, to_column) if column < to_column else (column, to_column + 1)
        if column == to_column:
            last = column
        out = _taken(self.upright, first)
        if first == last:
            return Line(start, end, first, last, (out, 0, out), None)
        between = row if to_row < row else row + 1
        along = _taken(self.level, between)
        return Line(start, end, first, last, (out, along, _taken(self.upright, last)), between)


def _taken(lanes: dict[int, int], gap: int) -> int:
    """The next free lane of a gap."""
    lanes[gap] = lanes.get(gap, 0) + 1
    return lanes[gap] - 1


def gaps(lanes: dict[int, int], cells: int) -> list[float]:
    """How wide each gap before, between and after `cells` columns or rows is."""
    return [GAP + LANE * lanes.get(number, 0) for number in range(cells + 1)]


def starts(begin: float, gap: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Where each gap starts; a cell starts where the gap before it ends."""
    found, at = [], begin
    for number, wide in enumerate(gap):
        found.append(at)
        at += wide + (sizes[number] if number < len(sizes) else 0.0)
    return found


def lane(start: float, number: int) -> float:
    """Where a lane of a gap that starts at `start` is."""
    return start + (GAP + LANE) / 2 + LANE * number


def path(
    line: Line, ends: tuple[tuple[float, float], tuple[float, float]], gap_x: list[float], gap_y: list[float]
) -> str:
    """The way of a line whose `ends` lie at these points, where the gaps start at `gap_x` and `gap_y`."""
    (x, y), (to_x, to_y) = ends
    out, back = lane(gap_x[line.first], line.lanes[0]), lane(gap_x[line.last], line.lanes[2])
    if line.between is None:
        return f"M{x:.1f} {y:.1f}H{out:.1f}V{to_y:.1f}H{to_x:.1f}"
    along = lane(gap_y[line.between], line.lanes[1])
    return f"M{x:.1f} {y:.1f}H{out:.1f}V{along:.1f}H{back:.1f}V{to_y:.1f}H{to_x:.1f}"
