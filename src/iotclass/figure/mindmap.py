"""Mind maps of the framework as SVG text: the whole, and each area (paper, Figs. 1–8).

The unit is the point. A picture takes the largest text, and the sheet of A4, that it fits with; where none
does, the sheet grows and the text stays legible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from iotclass.core.functionality import Concern, Framework
from iotclass.figure.label import broken, cleaned, escaped, width

ROOT = "IoT security and privacy functionalities"
FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif"
SMALLEST = 7.0
"""Points; no text is smaller."""
SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, SMALLEST)
EASY = 8.5
"""From this size on, landscape is preferred; below it, portrait is tried first."""
LONG_SHEET = 8.0
"""The size of text where no A4 sheet holds everything and the sheet grows."""
MARGIN = 20.0
LINE = 1.2
BASELINE = 0.93
PADS = {"none": 0.35, "tinted": 0.75, "filled": 0.9}
DARK, LIGHT, GREY = "#1a1a1a", "#ffffff", "#555555"


@dataclass(frozen=True, slots=True)
class Look:
    """How the branches of a concern look; colour is never alone in telling them apart."""

    ink: str
    tint: str
    dash: str
    words: str


LOOKS = {
    "blue": Look("#1d4e9e", "#e8f0fb", "none", "blue, solid lines"),
    "green": Look("#1b6e3c", "#e6f4e9", "4 2.4", "green, dashed lines"),
}
OTHER = Look("#4a4a4a", "#f0f0f0", "1 2.4", "grey, dotted lines")


@dataclass(frozen=True, slots=True)
class Style:
    """How labels of one depth are written: size against the smallest, box, widest in em, gap in em."""

    scale: float
    box: str
    bold: bool
    limit: float
    gap: float


CENTRE = Style(1.25, "filled", bold=True, limit=12, gap=0)
OVERVIEW = (
    Style(1.15, "filled", bold=True, limit=12, gap=2.2),
    Style(1.05, "tinted", bold=True, limit=13, gap=1.2),
    Style(1.0, "none", bold=False, limit=30, gap=0.4),
)
AREA = (
    Style(1.05, "tinted", bold=True, limit=13, gap=1.0),
    Style(1.0, "none", bold=False, limit=28, gap=0.3),
)


@dataclass(frozen=True, slots=True)
class Node:
    """What is drawn: a title and its branches."""

    title: str
    look: Look
    branches: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A text in lines, which joined give the text; with the box that it takes."""

    lines: tuple[str, ...]
    size: float
    style: Style
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Block:
    """A measured node."""

    label: Label
    look: Look
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, in points."""

    wide: float
    high: float


LANDSCAPE, PORTRAIT = Sheet(841.89, 595.28), Sheet(595.28, 841.89)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A mind map that has found its size: the middle, both sides, where the columns start."""

    sheet: Sheet
    size: float
    centre: Block
    sides: tuple[tuple[Block, ...], tuple[Block, ...]]
    starts: tuple[float, ...]
    reach: float
    """How far each side reaches from the middle."""
    stretch: float
    """By how much gaps between labels are wider than they need be."""
    needs: Sheet
    """The sheet that it would just fit on."""

    @property
    def fits(self) -> bool:
        """Whether its sheet holds it, no label in more than two lines."""
        short = all(len(label.lines) <= 2 for side in self.sides for label in _labels(side))
        return short and self.needs.wide <= self.sheet.wide and self.needs.high <= self.sheet.high


def overview(framework: Framework) -> str:
    """The framework down to its topics: the concerns on either side of the root (paper, Fig. 1)."""
    looks = {id_: LOOKS.get(one.colour, OTHER) for id_, one in framework.concerns.items()}
    nodes = []
    for concern in framework.concerns.values():
        areas = []
        for area in framework.areas.values():
            if area.concern == concern.id:
                topics = [one for one in framework.topics.values() if one.area == area.id]
                leaves = tuple(Node(one.title, looks[one.concern]) for one in topics)
                areas.append(Node(area.title, looks[concern.id], leaves))
        nodes.append(Node(concern.title, looks[concern.id], tuple(areas)))
    root = Node(ROOT, Look(DARK, LIGHT, "none", ""), tuple(nodes))
    counts = (len(framework.areas), len(framework.topics), len(framework.functionalities))
    words = "{} areas, {} topics, {} functionalities.".format(*counts)
    parts = [f"{one.title}: {', '.join(area.title for area in one.branches)}." for one in nodes]
    return _svg(framework, "overview", root, OVERVIEW, " ".join(["A mind map.", words, *parts]))


def area_map(framework: Framework, area: str) -> str:
    """An area down to its functionalities, its topics on both sides of it (paper, Figs. 2–8).

    `area` is the id of one.
    """
    looks = {id_: LOOKS.get(one.colour, OTHER) for id_, one in framework.concerns.items()}
    nodes = []
    for topic in framework.topics.values():
        if topic.area == area:
            inside = [one for one in framework.functionalities.values() if one.topic == topic.id]
            look = looks[topic.concern]
            nodes.append(Node(topic.title, look, tuple(Node(one.title, look) for one in inside)))
    one = framework.areas[area]
    root = Node(one.title, looks[one.concern], tuple(nodes))
    parts = ", ".join(f"{node.title} ({len(node.branches)})" for node in nodes)
    words = f"A mind map of the area. {one.describes} Its topics, with how many functionalities are in each: "
    return _svg(framework, f"area-{area}", root, AREA, f"{words}{parts}.")


def _label(text: str, style: Style, size: float, limit: float) -> Label:
    """A label at most `limit` wide, its box included."""
    own = size * style.scale
    pad = own * PADS[style.box]
    lines = broken(cleaned(text), limit - 2 * pad, own, bold=style.bold)
    wide = max(width(line.rstrip(), own, bold=style.bold) for line in lines)
    tall = 0.0 if style.box == "none" else 0.7 * own
    return Label(lines, own, style, wide + 2 * pad, len(lines) * own * LINE + tall)


def _blocks(
    nodes: Iterable[Node], styles: Sequence[Style], size: float, limits: Sequence[float]
) -> tuple[Block, ...]:
    return tuple(
        Block(
            _label(node.title, styles[0], size, limits[0]),
            node.look,
            _blocks(node.branches, styles[1:], size, limits[1:]) if node.branches else (),
        )
        for node in nodes
    )


def _columns(blocks: Sequence[Block], depth: int) -> list[float]:
    """Per depth, how wide the widest label is."""
    widths = []
    for _ in range(depth):
        widths.append(max((one.label.wide for one in blocks), default=0.0))
        blocks = [inner for one in blocks for inner in one.blocks]
    return widths


def _height(blocks: Sequence[Block], size: float, stretch: float) -> float:
    """How high blocks are above each other."""
    if not blocks:
        return 0
    gap = blocks[0].label.style.gap * size * stretch
    own = sum(max(one.label.high, _height(one.blocks, size, stretch)) for one in blocks)
    return own + gap * (len(blocks) - 1)


def _sides(blocks: tuple[Block, ...], size: float) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Blocks left and right, in their order, about equally high; a single one is on the right."""
    ways = [(blocks[:cut], blocks[cut:]) for cut in range(max(1, len(blocks)))]
    return min(ways, key=lambda way: max(_height(side, size, 1) for side in way))


def _drawing(root: Node, styles: Sequence[Style], size: float, sheet: Sheet, foot: float) -> Drawing:
    """The mind map at this size of text, as well as the sheet holds it; `foot` is kept free below."""
    half, depth = sheet.wide / 2 - MARGIN, len(styles)
    centre = Block(_label(root.title, CENTRE, size, CENTRE.limit * size * CENTRE.scale), root.look, ())
    middle, gap = centre.label.wide / 2, 2.6 * size
    limits = [style.limit * size * style.scale for style in styles]
    boxes = _columns(_blocks(root.branches, styles, size, limits), depth)[:-1]
    limits[-1] = min(limits[-1], max(half - middle - sum(boxes) - gap * depth, 12 * size))
    blocks = _blocks(root.branches, styles, size, limits)
    columns, sides = _columns(blocks, depth), _sides(blocks, size)
    gap = min(max((half - middle - sum(columns)) / depth, gap), 6 * size)
    starts, reach = [], middle
    for column in columns:
        starts.append(reach + gap)
        reach += gap + column

    def needed(stretch: float) -> float:
        highest = max(centre.label.high, *(_height(side, size, stretch) for side in sides))
        return highest + 2 * MARGIN + foot

    stretch = next((one for one in STRETCHES if needed(one) <= sheet.high), 1.0)
    needs = Sheet(2 * (reach + MARGIN), needed(stretch))
    return Drawing(sheet, size, centre, sides, tuple(starts), reach, stretch, needs)


def _best(root: Node, styles: Sequence[Style], concerns: Sequence[Concern], version: str) -> Drawing:
    """The mind map in the largest text that an A4 sheet holds, else on a longer sheet."""
    for smallest in (EASY, SMALLEST):
        for sheet in (LANDSCAPE, PORTRAIT):
            foot = _foot_height(concerns, version, sheet)
            for size in SIZES:
                drawing = _drawing(root, styles, size, sheet, foot)
                if size >= smallest and drawing.fits:
                    return drawing
    drawing = _drawing(root, styles, LONG_SHEET, PORTRAIT, _foot_height(concerns, version, PORTRAIT))
    wide, high = max(PORTRAIT.wide, drawing.needs.wide), max(PORTRAIT.high, drawing.needs.high)
    return replace(drawing, sheet=Sheet(wide, high))


def _labels(blocks: Iterable[Block]) -> Iterator[Label]:
    for block in blocks:
        yield block.label
        yield from _labels(block.blocks)
