"""Mind maps of the framework as SVG text: the whole, and each area (paper, Figs. 1–8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from iotclass.core.functionality import Framework
from iotclass.figure.label import broken, cleaned, escaped, width
from iotclass.figure.layout import MARGIN, Layout, Link, Look, Node, Place, Sheet, Style, laid_out
from iotclass.figure.svg import BASELINE, DARK, GREY, LINE, PAPER, document, text

ROOT = "IoT security and privacy functionalities"
THICK = (1.8, 1.2, 0.9)
"""How thick branches are, by their depth."""

LOOKS = {
    "blue": Look("#1d4e9e", "#e8f0fb", "", "blue, solid lines"),
    "green": Look("#1b6e3c", "#e6f4e9", "4 2.6", "green, dashed lines"),
}
OTHER = Look("#4a4a4a", "#f0f0f0", "0.5 2.5", "grey, dotted lines")
TRUNK = Look(DARK, PAPER, "", "")

CENTRE = Style(1.25, "filled", bold=True, limit=13, gap=(0, 0))
OVERVIEW = (
    Style(1.15, "filled", bold=True, limit=11, gap=(2, 5)),
    Style(1.05, "tinted", bold=True, limit=12, gap=(0.8, 3)),
    Style(1.0, "none", bold=False, limit=30, gap=(0.15, 1)),
)
AREA = (
    Style(1.05, "tinted", bold=True, limit=13, gap=(0.6, 3)),
    Style(1.0, "none", bold=False, limit=28, gap=(0.08, 0.8)),
)

FOOT = 7.5
"""The size of text in the foot."""
KEY = 30.0
"""The room that a sample of branches takes there."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line of text in the foot, after a sample of the branches that it explains."""

    x: float
    row: int
    text: str
    look: Look | None


def overview(framework: Framework) -> str:
    """The framework down to its topics as SVG: the concerns on both sides of the root (paper, Fig. 1).

    An area whose topics belong to both concerns stands on both sides.
    """
    looks = _looks(framework)
    nodes = []
    for concern in framework.concerns.values():
        areas = []
        for area in framework.areas.values():
            topics = [one for one in framework.topics.values() if one.area == area.id]
            own = tuple(Node(one.title, looks[concern.id]) for one in topics if one.concern == concern.id)
            if own or (not topics and area.concern == concern.id):
                areas.append(Node(area.title, looks[concern.id], own))
        nodes.append(Node(concern.title, looks[concern.id], tuple(areas)))
    counts = f"{len(framework.areas)} areas, {len(framework.topics)} topics"
    parts = [f"{one.title}: {', '.join(area.title for area in one.branches)}." for one in nodes]
    words = f"A mind map: {counts}, {len(framework.functionalities)} functionalities. {' '.join(parts)}"
    return _svg(framework, "overview", words, Node(ROOT, TRUNK, tuple(nodes)), OVERVIEW)


def area_map(framework: Framework, area: str) -> str:
    """The area of that id down to its functionalities as SVG, its topics on both sides (paper, Figs. 2–8)."""
    looks = _looks(framework)
    nodes = []
    for topic in (one for one in framework.topics.values() if one.area == area):
        look = looks[topic.concern]
        nodes.append(
            Node(topic.title, look, tuple(Node(one.title, look) for one in framework.inside(topic.id)))
        )
    one = framework.areas[area]
    parts = ", ".join(f"{node.title} ({len(node.branches)})" for node in nodes)
    words = f"A mind map. {one.describes} Topics, with how many functionalities each has: {parts}."
    return _svg(framework, f"area-{area}", words, Node(one.title, looks[one.concern], tuple(nodes)), AREA)


def _looks(framework: Framework) -> dict[str, Look]:
    return {id_: LOOKS.get(one.colour, OTHER) for id_, one in framework.concerns.items()}


def _svg(framework: Framework, name: str, words: str, root: Node, styles: Sequence[Style]) -> str:
    """The picture of `root`; `name` tells its ids from those of other pictures on a page."""
    used = _used(root)
    layout = laid_out(root, (CENTRE, *styles), lambda sheet: _high(_foot(framework, used, sheet)))
    sheet = layout.sheet
    notes = _foot(framework, used, sheet)
    top = sheet.high - MARGIN - _high(notes)
    drawn = [*_drawn(layout), *(_note(note, top) for note in notes)]
    return document(name, (sheet.wide, sheet.high), root.title, words, drawn)


def _used(node: Node) -> frozenset[Look]:
    return frozenset({node.look}).union(*map(_used, node.branches))


def _drawn(layout: Layout) -> list[str]:
    """Branches first, boxes and text above them."""
    links = [_link(one) for one in layout.links]
    labels = [line for place in layout.places for line in _label(place)]
    return ['<g class="links" fill="none">', *links, "</g>", '<g class="labels">', *labels, "</g>"]


def _link(link: Link) -> str:
    (x, y), (to_x, to_y) = link.start, link.end
    stroke = _stroke(link.look, THICK[link.depth])
    if link.bent:
        across = _stroke(replace(link.look, dash=""), THICK[link.depth])
        down = f'<path d="M{x:.1f} {y:.1f}V{to_y:.1f}" {stroke}/>'
        return f'{down}<path d="M{x:.1f} {to_y:.1f}H{to_x:.1f}" {across}/>'
    half = (x + to_x) / 2
    curve = f"C{half:.1f} {y:.1f} {half:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
    return f'<path d="M{x:.1f} {y:.1f}{curve}" {stroke}/>'


def _stroke(look: Look, thick: float) -> str:
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    return f'stroke="{look.ink}" stroke-width="{thick}"{dash}'


def _label(place: Place) -> list[str]:
    """A box, where the style has one, and its text: centred, or starting where the branch ends."""
    block, style, look = place.block, place.block.style, place.block.look
    box = (
        f'<rect x="{place.x:.1f}" y="{place.y:.1f}" width="{block.wide:.1f}" height="{block.high:.1f}" rx="4"'
    )
    shape, anchor, x, ink = [], "middle", place.x + block.wide / 2, DARK
    if style.box == "filled":
        shape, ink = [f'{box} fill="{look.ink}"/>'], PAPER
    elif style.box == "tinted":
        shape, ink = [f'{box} fill="{look.tint}" {_stroke(look, 1.0)}/>'], look.ink
    elif place.way < 0:
        anchor, x = "end", place.x + block.wide - block.pad
    else:
        anchor, x = "start", place.x + block.pad
    above = (block.high - len(block.lines) * block.size * LINE) / 2
    label = text((x, place.y + above), block.lines, block.size, anchor=anchor, bold=style.bold, ink=ink)
    return [*shape, label]


def _foot(framework: Framework, used: Iterable[Look], sheet: Sheet) -> list[Note]:
    """What the branches' looks mean, and which framework this is, in as many rows as it takes."""
    found: list[Note] = []
    looks = [(LOOKS.get(one.colour, OTHER), one.title) for one in framework.concerns.values()]
    items: list[tuple[Look | None, str]] = [
        (look, f"{title}: {look.words}") for look, title in looks if look in set(used)
    ]
    x, row, end = MARGIN, 0, sheet.wide - MARGIN
    for look, words in [*items, (None, f"{framework.id} {framework.version}")]:
        key = KEY if look else 0.0
        lines = broken(cleaned(words), end - MARGIN - key, FOOT)
        taken = key + max(width(line.rstrip(), FOOT) for line in lines)
        if x > MARGIN and x + taken > end:
            x, row = MARGIN, row + 1
        found += [Note(x + key, row + n, line, None if n else look) for n, line in enumerate(lines)]
        row += len(lines) - 1
        x += taken + 2 * FOOT
    return found


def _high(notes: Sequence[Note]) -> float:
    """How high the foot is, with the air above it."""
    return (notes[-1].row + 2) * FOOT * LINE


def _note(note: Note, top: float) -> str:
    y, key = top + (note.row + 1) * FOOT * LINE + BASELINE * FOOT, ""
    if note.look:
        start = f"M{note.x - KEY:.1f} {y - 0.3 * FOOT:.1f}"
        key = f'<path d="{start}h{KEY - 6:.0f}" {_stroke(note.look, THICK[0])}/>'
    head = f'<text class="note" x="{note.x:.1f}" y="{y:.1f}" font-size="{FOOT}" fill="{GREY}">'
    return f"{key}{head}{escaped(note.text)}</text>"
