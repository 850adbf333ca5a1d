"""Sheets of paper: how wide a table's columns are, which sheets lie on their side, where long words break.

There are no fonts to ask here, so text is measured by the letters of Noto Sans, roughly, in ems. The unit of
all else is the point.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import truediv
from typing import Final

from iotclass.core.report import Block, Facts, Items, Kind, Paragraph, Picture, Run, Section, Table

UPRIGHT: Final = 471.0
"""How wide text is on a sheet of A4; `FLIPPED` where it lies on its side, both with the same margins."""
FLIPPED: Final = 717.0
HIGH: Final = {UPRIGHT: 600.0, FLIPPED: 375.0}
"""How high a picture may be, so that heading and caption stay with it."""
FORMS: Final = ((False, 8.5), (False, 7.5), (True, 8.5), (True, 7.5), (True, 6.5))
"""On which sheet and in what size of text a table can stand, the best first."""
LINES: Final = 6
"""Cells of more lines than this on an upright sheet are a reason to lay the sheet on its side."""
FEW: Final = 4
"""A table of so few columns stands upright all the same."""
PADDING: Final = 1.0
"""Beside what a cell says, left and right together, in ems; `ASIDE` more where it is a number."""
ASIDE: Final = 0.6
BOLD: Final = 1.09
MOST: Final = 160.0
"""No column asks for more than this, in ems."""
SHORT: Final = (16.0, 8.0, 0.0)
"""Texts no longer than this, in ems, stay in one line; less where there is no room for that."""
WORD: Final = 12.0
"""No word asks for more than this, in ems; longer ones are broken."""
SMALLEST: Final = 0.62
"""A picture that would have to be made smaller than this on an upright sheet gets one on its side."""
_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]/ -‐·")
_BROAD: Final = frozenset("mwMW@%—…")
_SIZE: Final = re.compile(r'viewBox="\s*\S+\s+\S+\s+([\d.]+)\s+([\d.]+)\s*"')
_PARTS: Final = re.compile(r"[^/.:_@=&?-]*[/.:_@=&?-]+|[^/.:_@=&?-]+")
"""A word up to a mark after which it may break."""
WIDEST: Final = 1.05
"""How wide the widest letter is."""
_STAYS: Final = frozenset({"Mn", "Mc", "Me", "Cf", "Sk"})
"""The categories of what belongs to the character before it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table stands on paper: on which sheet, in what size, how wide each column is.

    `most` says per column how many ems of text a line takes.
    """

    wide: bool
    size: float
    widths: tuple[float, ...]
    most: tuple[float, ...]
    numeric: tuple[bool, ...]


def ems(text: str) -> float:
    """How wide `text` is about, in ems."""
    return sum(map(_em, text))


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.33
    if char in _BROAD:
        return 0.95
    if char.isascii():
        return 0.66 if char.isupper() else 0.575
    category = unicodedata.category(char)
    if category in _STAYS:
        return 0.0
    return WIDEST if unicodedata.east_asian_width(char) in "WF" else 0.7


def breakable(text: str, most: float) -> str:
    """`text` in which words wider than `most` ems may break: after a mark, or between any two letters."""
    long = int(most / WIDEST) + 1
    if len(text) < long:
        return text
    return re.sub(rf"[^\s\u200b]{{{long},}}", lambda found: _broken(found[0], most), text)


def _broken(word: str, most: float) -> str:
    if ems(word) <= most:
        return word
    return "\u200b".join(part if ems(part) <= most else _letters(part) for part in _PARTS.findall(word))


def _letters(word: str) -> str:
    """A word that may break between any two letters."""
    return "".join(
        char
        if place == 0 or unicodedata.category(char) in _STAYS or word[place - 1] == "\u200d"
        else f"\u200b{char}"
        for place, char in enumerate(word)
    )


def shape(table: Table) -> Shape:
    """How `table` stands on paper: where every word fits its column."""
    columns = [[row[place].text for row in table.rows] for place in range(len(table.columns))]
    needs, wants = [], []
    for name, column in zip(table.columns, columns, strict=True):
        need = max([_widest(name.split()) * BOLD, *(_widest(text.split()) for text in column)])
        want = max([_widest(name.split("\n")) * BOLD, *(_widest(text.split("\n")) for text in column)])
        needs.append(min(need, WORD))
        wants.append(min(want, MOST))
    numeric = tuple(_numeric([row[place] for row in table.rows]) for place in range(len(columns)))
    padding = [PADDING + ASIDE * one for one in numeric]
    for wide, size in FORMS:
        room = (FLIPPED if wide else UPRIGHT) / size - sum(padding)
        if sum(needs) > room:
            continue
        most = _shared(needs, wants, numeric, room)
        if wide or len(columns) <= FEW or max(map(truediv, wants, most)) <= LINES:
            break
    else:
        most = [need * room / sum(needs) for need in needs]
    widths = tuple(round(sum(one) * size, 2) for one in zip(most, padding, strict=True))
    return Shape(wide, size, widths, tuple(most), numeric)


def _widest(parts: Sequence[str]) -> float:
    return max(map(ems, parts), default=0.0) + 0.3


def _numeric(cells: Sequence[Run]) -> bool:
    filled = [cell for cell in cells if cell.text]
    return bool(filled) and all(cell.kind in {Kind.NUMBER, Kind.SHARE} for cell in filled)


def _shared(
    needs: Sequence[float], wants: Sequence[float], numeric: Sequence[bool], room: float
) -> list[float]:
    """The room of each column: what it wants where there is so much, else as makes the fewest lines."""
    if sum(wants) > room:
        return _fewest_lines(needs, wants, room)
    grows = [0.0 if one else want for one, want in zip(numeric, wants, strict=True)]
    spare = room - sum(wants)
    return [want + spare * grow / (sum(grows) or 1.0) for want, grow in zip(wants, grows, strict=True)]


def _fewest_lines(needs: Sequence[float], wants: Sequence[float], room: float) -> list[float]:
    """Columns whose highest cells are equally high; short texts stay in one line where that is possible."""
    for short in SHORT:
        least = [want if want <= short else need for need, want in zip(needs, wants, strict=True)]
        if sum(least) <= room:
            break
    low, high = 1.0, max(wants)
    for _ in range(30):
        lines = (low + high) / 2
        total = sum(max(floor, want / lines) for floor, want in zip(least, wants, strict=True))
        low, high = (low, lines) if total <= room else (lines, high)
    return [max(floor, want / high) for floor, want in zip(least, wants, strict=True)]


def picture_size(svg: str, wide: float) -> tuple[float, float]:
    """How wide and high a picture stands on a sheet with so much room: as it is, or smaller."""
    size = _SIZE.search(svg)
    if size is None:
        return wide, HIGH[wide]
    across, down = float(size[1]) or 1.0, float(size[2]) or 1.0
    share = min(1.0, wide / across, HIGH[wide] / down)
    return round(across * share, 2), round(down * share, 2)


def flipped(block: Block) -> bool:
    """Whether a table or a picture needs a sheet on its side."""
    if isinstance(block, Table):
        return shape(block).wide
    if not isinstance(block, Picture):
        return False
    size = _SIZE.search(block.svg)
    upright, _ = picture_size(block.svg, UPRIGHT)
    lying, _ = picture_size(block.svg, FLIPPED)
    return size is not None and upright < SMALLEST * float(size[1]) and lying > upright


def _upright(block: Block) -> bool:
    """Whether a picture is too high for a sheet on its side."""
    if not isinstance(block, Picture):
        return False
    return picture_size(block.svg, UPRIGHT)[1] > picture_size(block.svg, FLIPPED)[1]


def sheets(blocks: Iterable[tuple[int, Block]]) -> list[tuple[bool, list[tuple[int, Block]]]]:
    """Blocks that stand on sheets of one kind together, each with whether these lie on their side.

    Headings and the words below them go with the table or picture that follows; what follows that stays
    with it up to the next heading.
    """
    found: list[tuple[bool, list[tuple[int, Block]]]] = []
    for wide, part in _parts(blocks):
        if found and found[-1][0] is wide:
            found[-1][1].extend(part)
        else:
            found.append((wide, part))
    return found


def _parts(blocks: Iterable[tuple[int, Block]]) -> Iterator[tuple[bool, list[tuple[int, Block]]]]:
    """Stretches of blocks, each with whether it needs sheets on their side."""
    part: list[tuple[int, Block]] = []
    wide, open_ = False, True
    for depth, block in blocks:
        if isinstance(block, Section) and not all(isinstance(one, Section) for _, one in part):
            yield wide, part
            part, wide, open_ = [], False, True
        elif not open_ and (flipped(block) if not wide else _upright(block)):
            yield wide, part
            part, wide = [], not wide
        elif not isinstance(block, Section | Paragraph | Items | Facts) and open_:
            wide, open_ = flipped(block), False
        part.append((depth, block))
    if part:
        yield wide, part
