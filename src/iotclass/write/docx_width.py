"""Widths of a table's columns where the document has to say them."""

from __future__ import annotations

from collections.abc import Sequence

from iotclass.core.report import Kind, Table
from iotclass.write.columns import width
from iotclass.write.plain import plain

_LETTER = 98
"""About as wide as a letter of a table is, in twentieths of a point."""
_BOLD = 1.15
_EDGES = 300
"""What a cell's margins take, and those of figures in it."""
_WORD, _LINE = 24, 56
"""How many letters of a word, and of a line, a column makes room for."""
_CLOSE = 1.1
"""How much more than there is room for a table may want: letters are narrower than reckoned, mostly."""
_PAGE = 20
"""How many lines a row has at most that is kept on one page."""


def widths(table: Table, room: int) -> list[int]:
    """A width per column, together `room`: each as wide as its words, the rest by what its lines lack."""
    least, most = _wanted(table)
    spare = room - sum(least)
    if spare < 0:
        return _whole([room * one / sum(least) for one in least], room)
    lacking = [max(0, high - low) for low, high in zip(least, most, strict=True)]
    if sum(lacking) > spare:
        shares = [low + spare * lack / sum(lacking) for low, lack in zip(least, lacking, strict=True)]
    else:
        wanted = [low + lack for low, lack in zip(least, lacking, strict=True)]
        shares = [room * one / sum(wanted) for one in wanted]
    return _whole(shares, room)


def cramped(table: Table, room: int) -> bool:
    """Whether words of `table` have to break where it has no more than `room`."""
    return sum(_wanted(table)[0]) > _CLOSE * room


def _wanted(table: Table) -> tuple[list[float], list[float]]:
    """The width of each column in which no word breaks, and in which no line does."""
    least, most = [], []
    for place, head in enumerate(table.columns):
        texts = [(plain(row[place].text), row[place].kind is not Kind.TEXT) for row in table.rows]
        words = [_longest(text.split("\n") if whole else text.split()) for text, whole in texts]
        lines = [_longest(text.split("\n")) for text, _ in texts]
        bold = [_BOLD * _longest(part) for part in (plain(head).split(), [plain(head)])]
        least.append(_EDGES + _LETTER * min(_WORD, max(bold[0], *words, 0)))
        most.append(_EDGES + _LETTER * min(_LINE, max(bold[1], *lines, 0)))
    return least, most


def terms(texts: Sequence[str], room: int) -> int:
    """How much of `room` the terms of a list of facts take: a share, more for long words, at most half."""
    words = _EDGES + round(
        _BOLD * _LETTER * _longest([word for text in texts for word in plain(text).split()])
    )
    return max(room * 3 // 10, min(words, room // 2))


def long(texts: Sequence[str], wide: Sequence[int]) -> bool:
    """Whether a row of these texts may be too high to be kept on one page."""
    lines = (
        sum(1 + width(line) * _LETTER // max(1, room - _EDGES) for line in text.split("\n"))
        for text, room in zip(texts, wide, strict=True)
    )
    return max(lines, default=0) > _PAGE


def _longest(texts: Sequence[str]) -> int:
    return max(map(width, texts), default=0)


def _whole(shares: Sequence[float], room: int) -> list[int]:
    """Whole numbers that make `room`; what rounding leaves goes to the last."""
    floors = [int(share) for share in shares]
    return [*floors[:-1], floors[-1] + room - sum(floors)]
