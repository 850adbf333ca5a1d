"""Which stretches of a report stand on pages that lie on their side: where something needs it, in few turns.

Every turn ends a page before it is full. So what stands between two stretches that lie, and would fill less
than half a page by itself, lies down with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

from iotclass.core.report import Block, Facts, Items, Paragraph, Picture, Runs, Section, Table, Tree, branches

LINE: Final = 130
"""How many letters a line of a page on its side holds about."""
HALF: Final = 15
"""How many lines fill half of one."""
PICTURE: Final = 25
"""How many lines a picture takes."""

Part = list[tuple[int, Block]]
"""Blocks in their order, each with the depth of the section it is in."""


def stretches(found: Iterable[tuple[int, Block]], wide: Callable[[Block], bool]) -> list[tuple[bool, Part]]:
    """The blocks of a report in stretches, each with whether it lies on its side, no two alike in a row.

    `wide` says whether a block needs a page on its side. A heading goes with what follows it; up to the next
    heading all lies that way if anything does.
    """
    parts = [(any(wide(block) for _, block in part), part) for part in _headed(found)]
    lying = [place for place, (turned, _) in enumerate(parts) if turned]
    for before, after in pairwise(lying):
        between = parts[before + 1 : after]
        if sum(_lines(block) for _, part in between for _, block in part) < HALF:
            parts[before + 1 : after] = [(True, part) for _, part in between]
    joined: list[tuple[bool, Part]] = []
    for turned, part in parts:
        if joined and joined[-1][0] is turned:
            joined[-1][1].extend(part)
        else:
            joined.append((turned, part))
    return joined


def _headed(found: Iterable[tuple[int, Block]]) -> list[Part]:
    """The blocks, cut before every heading that does not follow another one."""
    parts: list[Part] = []
    for depth, block in found:
        starts = isinstance(block, Section) and not (parts and isinstance(parts[-1][-1][1], Section))
        if starts or not parts:
            parts.append([])
        parts[-1].append((depth, block))
    return parts


def _lines(block: Block) -> float:
    """How many lines of a page on its side a block takes, about."""
    match block:
        case Section():
            return 3
        case Paragraph():
            return 1 + _long(block.runs) / LINE
        case Items():
            return sum(1 + _long(one) / LINE for one in block.items)
        case Facts():
            return len(block.rows)
        case Table():
            room = LINE / max(1, len(block.columns))
            cells = (max((len(cell.text) for cell in row), default=0) for row in block.rows)
            return 4 + sum(1 + longest // room for longest in cells)
        case Tree():
            return sum(1 + _long(one.runs) / LINE for _, one in branches(block))
        case Picture():
            return PICTURE


def _long(runs: Runs) -> int:
    return sum(len(one.text) for one in runs)
