"""Where things stand in a mind map: the largest text, and the sheet of A4, that hold all of it.

The unit is the point. The root stands in the middle, its branches on both sides, each depth in a column of
its own, every branch in a band of its own: nothing can overlap. Where no sheet of A4 holds everything in
legible text, the sheet grows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from iotclass.figure.label import broken, cleaned, width
from iotclass.figure.svg import LINE

SIZES = tuple(11 - step / 2 for step in range(9))
"""Sizes of text, down to the smallest that is legible on paper."""
EASY = 8.0
"""Down to this size landscape is tried first, then portrait, then piles; only then smaller text."""
LONG_SHEET = 8.0
"""The size of text on a sheet that grows."""
STRETCHES = tuple(1 - step / 24 for step in range(25))
"""How far gaps are from the least to the most, where there is room."""
MARGIN = 20.0
PADS = {"none": 0.35, "tinted": 0.75, "filled": 0.9}
"""Air left and right of the text, by the kind of box, in shares of the size."""
LEAST_GAP, MOST_GAP = 2.2, 6.0
"""Between columns, in shares of the size."""
INDENT, PILE_GAP = 1.6, 0.4
"""How far the leaves of a pile stand in from the box above them, and below it, in shares of the size."""
FEW, BETTER = 12, 1.1
"""Up to so many branches every choice of sides is tried, and taken if so much better than the first ones."""
LONG_WORD = 13.0
"""Longer words than this are broken where their column is narrower, in shares of the size."""
LEAST_LEAF = 12.0
"""No column of leaves is narrower, in shares of the size."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the branches of a concern look; colour is never alone in telling them apart."""

    ink: str
    tint: str
    dash: str
    words: str


@dataclass(frozen=True, slots=True)
class Style:
    """How labels of one depth are written: shares of the size, the box, the widest, the gap below them."""

    scale: float
    box: str
    bold: bool
    limit: float
    gap: tuple[float, float]
    """The least and the most."""


@dataclass(frozen=True, slots=True)
class Node:
    """What is drawn: a title and its branches."""

    title: str
    look: Look
    branches: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper."""

    wide: float
    high: float


LANDSCAPE, PORTRAIT = Sheet(841.89, 595.28), Sheet(595.28, 841.89)


@dataclass(frozen=True, slots=True)
class Block:
    """A measured node: its text in lines, which joined give the title, and the box that it takes."""

    lines: tuple[str, ...]
    size: float
    style: Style
    look: Look
    pad: float
    wide: float
    high: float
    blocks: tuple[Block, ...]

    def gap(self, size: float, stretch: float) -> float:
        """How much room is below it, before the next."""
        least, most = self.style.gap
        return size * (least + stretch * (most - least))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block's box stands; `way` is -1 left of the root, 1 right of it, 0 for the root."""

    x: float
    y: float
    way: int
    block: Block


@dataclass(frozen=True, slots=True)
class Link:
    """A branch, from the edge of one box to that of another, in the look of the latter."""

    start: tuple[float, float]
    end: tuple[float, float]
    look: Look
    depth: int
    bent: bool
    """Whether it goes down to what is piled below, from the box or from the one above."""


@dataclass(slots=True)
class Layout:
    """A mind map on its sheet."""

    sheet: Sheet
    places: list[Place] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to draw: the sheet, the size of text, whether leaves are piled below the box they branch from."""

    sheet: Sheet
    size: float
    piled: bool


@dataclass(frozen=True, slots=True)
class _Fitting:
    """A mind map drawn one way; `starts` says per depth how far from the middle its boxes start."""

    way: _Way
    root: Block
    sides: tuple[tuple[Block, ...], tuple[Block, ...]]
    starts: tuple[float, ...]
    stretch: float
    needs: Sheet
    """The sheet that it would just fit on."""

    @property
    def fits(self) -> bool:
        """Whether its sheet holds it with no leaf in more than two lines, no box in more than three."""
        short = all(len(one.lines) <= (3 if one.blocks else 2) for side in self.sides for one in _all(side))
        return short and self.needs.wide <= self.way.sheet.wide and self.needs.high <= self.way.sheet.high


def laid_out(root: Node, styles: Sequence[Style], foot: Callable[[Sheet], float]) -> Layout:
    """The mind map of `root`; `styles` by depth, the root's first; `foot` is to be kept free below."""
    best = _best(root, styles, foot)
    layout, box = Layout(best.way.sheet), best.root
    left, right = (max([box.wide / 2, *_reaches(side, best.starts)]) for side in best.sides)
    middle, height = (layout.sheet.wide + left - right) / 2, (layout.sheet.high - foot(layout.sheet)) / 2
    for toward, side in zip((-1, 1), best.sides, strict=True):
        top = height - _height(side, best.way, best.stretch) / 2
        _Side(layout, best, middle, toward).put(side, top, (box.wide / 2, height))
    layout.places.append(Place(middle - box.wide / 2, height - box.high / 2, 0, box))
    return layout


def _best(root: Node, styles: Sequence[Style], foot: Callable[[Sheet], float]) -> _Fitting:
    for smallest in (EASY, SIZES[-1]):
        for piled in (False, True):
            for sheet in (LANDSCAPE, PORTRAIT):
                for size in (one for one in SIZES if one >= smallest):
                    fitting = _fitting(root, styles, _Way(sheet, size, piled), foot(sheet))
                    if fitting.fits:
                        return fitting
    fitting = _fitting(root, styles, _Way(PORTRAIT, LONG_SHEET, piled=True), foot(PORTRAIT))
    grown = Sheet(max(PORTRAIT.wide, fitting.needs.wide), max(PORTRAIT.high, fitting.needs.high))
    return replace(fitting, way=replace(fitting.way, sheet=grown))


def _fitting(root: Node, styles: Sequence[Style], way: _Way, foot: float) -> _Fitting:
    """The mind map at this size of text, as well as the sheet holds it."""
    half, size = way.sheet.wide / 2 - MARGIN, way.size
    centre, *styles = styles
    gaps = len(styles) - way.piled
    middle = _block(Node(root.title, root.look), [centre], size, [centre.limit * size])
    limits = [style.limit * size for style in styles]
    if way.piled:
        limits[-2] = limits[-1]
    boxes = _columns(_blocks(root.branches, styles, size, limits), len(styles))[:-1]
    if way.piled:
        boxes[-1] = INDENT * size
    left = half - middle.wide / 2 - sum(boxes) - LEAST_GAP * size * gaps
    limits[-1] = min(limits[-1], max(left, LEAST_LEAF * size))
    blocks = _blocks(root.branches, styles, size, limits)
    columns, sides = _columns(blocks, len(styles)), _sides(blocks, way)
    if way.piled:
        columns[-2:] = [max(columns[-2], INDENT * size + columns[-1])]
    gap = (half - middle.wide / 2 - sum(columns)) / gaps
    gap = min(max(gap, LEAST_GAP * size), MOST_GAP * size)
    starts = [middle.wide / 2 + gap + sum(columns[:n]) + gap * n for n in range(gaps)]
    reach = starts[-1] + columns[-1]
    if way.piled:
        starts.append(starts[-1] + INDENT * size)

    def needed(stretch: float) -> float:
        return max(middle.high, *(_height(side, way, stretch) for side in sides)) + 2 * MARGIN + foot

    stretch = next((one for one in STRETCHES if needed(one) <= way.sheet.high), 0.0)
    needs = Sheet(2 * (reach + MARGIN), needed(stretch))
    return _Fitting(way, middle, sides, tuple(starts), stretch, needs)


def _block(node: Node, styles: Sequence[Style], size: float, limits: Sequence[float]) -> Block:
    style, own = styles[0], size * styles[0].scale
    pad = own * PADS[style.box]
    title = cleaned(node.title)
    longest = max((width(word, own, bold=style.bold) for word in title.split(" ")), default=0.0)
    room = max(limits[0] - 2 * pad, min(longest, LONG_WORD * own))
    lines = broken(title, room, own, bold=style.bold)
    wide = max(width(line.rstrip(), own, bold=style.bold) for line in lines) + 2 * pad
    high = own * (len(lines) * LINE + (0.0 if style.box == "none" else 0.7))
    inner = _blocks(node.branches, styles[1:], size, limits[1:])
    return Block(lines, own, style, node.look, pad, wide, high, inner)


def _blocks(
    nodes: Iterable[Node], styles: Sequence[Style], size: float, limits: Sequence[float]
) -> tuple[Block, ...]:
    return tuple(_block(node, styles, size, limits) for node in nodes)


def _all(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _all(block.blocks)


def _columns(blocks: Sequence[Block], depth: int) -> list[float]:
    """Per depth, how wide the widest box is."""
    widths = []
    for _ in range(depth):
        widths.append(max((one.wide for one in blocks), default=0.0))
        blocks = [inner for one in blocks for inner in one.blocks]
    return widths


def _reaches(blocks: Iterable[Block], starts: Sequence[float]) -> Iterator[float]:
    """How far every box reaches from the middle."""
    for block in blocks:
        yield starts[0] + block.wide
        yield from _reaches(block.blocks, starts[1:])


def _high(block: Block, way: _Way, stretch: float) -> float:
    """How high a block is with its branches."""
    below = _height(block.blocks, way, stretch)
    if not _pile(block, way):
        return max(block.high, below)
    return block.high + PILE_GAP * way.size + block.blocks[0].gap(way.size, stretch) + below


def _pile(block: Block, way: _Way) -> bool:
    """Whether the branches of a block are leaves that stand below it."""
    return way.piled and bool(block.blocks) and not any(one.blocks for one in block.blocks)


def _height(blocks: Sequence[Block], way: _Way, stretch: float) -> float:
    """How high blocks are above each other."""
    if not blocks:
        return 0.0
    gaps = blocks[0].gap(way.size, stretch) * (len(blocks) - 1)
    return gaps + sum(_high(block, way, stretch) for block in blocks)


def _sides(blocks: tuple[Block, ...], way: _Way) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Blocks left and right in their order, about equally high; a single one stands on the right.

    The first ones stand left, unless another choice is clearly better balanced.
    """
    heights = [_high(block, way, 0.5) + block.gap(way.size, 0.5) for block in blocks]

    def highest(lefts: int) -> float:
        left = sum(high for number, high in enumerate(heights) if lefts >> number & 1)
        return max(left, sum(heights) - left)

    lefts = min(((1 << cut) - 1 for cut in range(max(1, len(blocks)))), key=highest)
    if len(blocks) <= FEW:
        best = min(range(max(1, 2 ** len(blocks) - 1)), key=highest)
        lefts = best if highest(best) * BETTER < highest(lefts) else lefts
    left = tuple(block for number, block in enumerate(blocks) if lefts >> number & 1)
    return left, tuple(block for number, block in enumerate(blocks) if not lefts >> number & 1)


@dataclass(frozen=True, slots=True)
class _Side:
    """Puts the boxes of one side in their places; distances from the middle count in its direction."""

    layout: Layout
    fitting: _Fitting
    middle: float
    toward: int

    def put(self, blocks: Sequence[Block], top: float, start: tuple[float, float], depth: int = 0) -> None:
        """Place blocks below each other from `top`, linked to `start`."""
        way, stretch = self.fitting.way, self.fitting.stretch
        for block in blocks:
            near = self.fitting.starts[depth]
            high, inner = _high(block, way, stretch), _height(block.blocks, way, stretch)
            piled = _pile(block, way)
            y = top + (block.high if piled else high) / 2
            corner = self._x(near) if self.toward > 0 else self._x(near + block.wide)
            self.layout.places.append(Place(corner, y - block.high / 2, self.toward, block))
            bent = way.piled and depth == len(self.fitting.starts) - 1
            ends = (self._x(start[0]), start[1]), (self._x(near), y)
            self.layout.links.append(Link(*ends, block.look, depth, bent))
            if bent:
                start = (start[0], y)
            if piled:
                below = (near + INDENT * way.size / 2, top + block.high)
                self.put(block.blocks, top + high - inner, below, depth + 1)
            else:
                self.put(block.blocks, y - inner / 2, (near + block.wide, y), depth + 1)
            top += high + block.gap(way.size, stretch)

    def _x(self, distance: float) -> float:
        return self.middle + self.toward * distance
