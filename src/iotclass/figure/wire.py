"""Lines between components: what they run over, how far they reach, where they leave the product.

What a line runs over is its dash, how far it reaches its colour and how thick it is; words say both where
there is room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from iotclass.core.language import Language
from iotclass.core.level import Level
from iotclass.core.scale import Medium, Operations, Reach
from iotclass.core.system import Connection
from iotclass.figure.graph import SAME, Node, Point, Rect
from iotclass.figure.label import escaped, fitted, width
from iotclass.figure.svg import LINE, PAPER, text

DASHES: Mapping[Level, str] = {Medium.WIRED: "", Medium.NEAR: "0.1 3.2", Medium.WIRELESS: "6 3.5"}
INKS: Mapping[Level, str] = {
    Reach.DIRECT: "#4d4d4d",
    Reach.LOCAL: "#00664d",
    Reach.PRIVATE: "#8a5a00",
    Reach.PUBLIC: "#a8126b",
}
THICK: Mapping[Level, float] = {
    Reach.DIRECT: 1.0,
    Reach.LOCAL: 1.5,
    Reach.PRIVATE: 2.1,
    Reach.PUBLIC: 2.8,
}
RELIANCE = "#4c4c8f"
SIZE = 7.5
LONGEST = 96.0
"""No label is wider."""
BEND, HEAD, MARK = 4.0, 6.5, 3.4
"""The radius of bends, the length of an arrow's head, the radius of the mark at the boundary."""


@dataclass(frozen=True, slots=True)
class Wire:
    """A line from a component to another; no link: the first relies on the second."""

    start: str
    end: str
    link: Connection | None
    label: tuple[str, ...]
    words: str

    @property
    def look(self) -> tuple[Level, Level] | None:
        """What it runs over and how far it reaches, at worst; None for reliance."""
        return (self.link.medium.span.worst, self.link.reach.span.worst) if self.link else None

    @property
    def box(self) -> Node | None:
        """How much room its label takes."""
        if not self.label:
            return None
        wide = max(width(line.rstrip(), SIZE, bold=not number) for number, line in enumerate(self.label))
        return Node(wide + 8, len(self.label) * SIZE * LINE + 5)


def label(link: Connection, language: Language) -> tuple[str, ...]:
    """What stands on a link: its title, what it runs over, how far it reaches, operations from outside."""
    title = fitted(link.title, LONGEST, SIZE, 1, bold=True)
    lines = [*title, *fitted(way(link, language), LONGEST, SIZE)]
    if link.operations.span.worst is Operations.OUTSIDE:
        lines += fitted(language("operated from outside"), LONGEST, SIZE)
    return tuple(lines)


def way(link: Connection, language: Language) -> str:
    """What a link runs over and how far it reaches."""
    return language("{medium}, {reach}", medium=link.medium.span, reach=link.reach.span)


def stroke(look: tuple[Level, Level] | None) -> str:
    """The attributes of a line of that look."""
    if look is None:
        return f'fill="none" stroke="{RELIANCE}" stroke-width="0.9"'
    medium, reach = look
    dash = f' stroke-dasharray="{DASHES[medium]}"' if DASHES[medium] else ""
    cap = ' stroke-linecap="round"' if medium is Medium.NEAR else ""
    return f'fill="none" stroke="{INKS[reach]}" stroke-width="{THICK[reach]}"{dash}{cap}'


def drawn(wire: Wire, path: Sequence[Point], label_at: Rect | None) -> list[str]:
    """The line with what it says: below the cards, its label above the line."""
    points = straight(path)
    head = ""
    if wire.link is None:
        points, head = _headed(points)
    kind = "link" if wire.link else "reliance"
    line = f'<path d="{_bent(points)}" {stroke(wire.look)}/>{head}'
    parts = [f'<g class="{kind}"><title>{escaped(wire.words)}</title>{line}']
    if label_at is not None and wire.look is not None:
        ink = INKS[wire.look[1]]
        size = f'width="{label_at.wide:.1f}" height="{label_at.high:.1f}" rx="3"'
        place = f'x="{label_at.x:.1f}" y="{label_at.y:.1f}"'
        parts.append(f'<rect class="label" {place} {size} fill="{PAPER}" stroke="{ink}" stroke-width="0.6"/>')
        centre, top = label_at.centre[0], label_at.y + 2.5
        parts.append(text((centre, top), wire.label[:1], SIZE, anchor="middle", bold=True))
        below = top + SIZE * LINE
        parts.append(text((centre, below), wire.label[1:], SIZE, anchor="middle", ink=ink))
    return [*parts, "</g>"]


def straight(path: Sequence[Point]) -> list[Point]:
    """The path without points that change nothing."""
    found: list[Point] = []
    for point in path:
        if found and abs(found[-1][0] - point[0]) + abs(found[-1][1] - point[1]) < SAME:
            continue
        if len(found) > 1 and _aligned(found[-2], found[-1], point):
            found[-1] = point
        else:
            found.append(point)
    return found


def _aligned(one: Point, two: Point, three: Point) -> bool:
    across = abs(one[0] - two[0]) < SAME and abs(two[0] - three[0]) < SAME
    return across or (abs(one[1] - two[1]) < SAME and abs(two[1] - three[1]) < SAME)


def _bent(points: Sequence[Point]) -> str:
    """The path through `points`, its corners round."""
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        start, end = _toward(corner, before, BEND), _toward(corner, after, BEND)
        parts.append(f"L{start[0]:.1f} {start[1]:.1f}Q{corner[0]:.1f} {corner[1]:.1f}")
        parts.append(f" {end[0]:.1f} {end[1]:.1f}")
    return "".join([*parts, f"L{points[-1][0]:.1f} {points[-1][1]:.1f}"])


def _toward(one: Point, other: Point, most: float) -> Point:
    """The point `most` away from one toward the other, or halfway where that is nearer."""
    (x, y), (to_x, to_y) = one, other
    far = max(abs(to_x - x), abs(to_y - y), 1e-9)
    share = min(most / far, 0.5)
    return x + (to_x - x) * share, y + (to_y - y) * share


def _headed(points: list[Point]) -> tuple[list[Point], str]:
    """The path up to the head of an arrow at its end, and that head, which is open."""
    (x, y), tip = points[-2], points[-1]
    far = max(((tip[0] - x) ** 2 + (tip[1] - y) ** 2) ** 0.5, 1e-9)
    dx, dy = (tip[0] - x) / far * HEAD, (tip[1] - y) / far * HEAD
    foot = tip[0] - dx, tip[1] - dy
    return [*points[:-1], foot], arrow_head(foot, (dx, dy))


def arrow_head(foot: Point, way: Point) -> str:
    """The open head of an arrow that starts at `foot` and goes that way."""
    (x, y), (dx, dy) = foot, way
    left, right = (x - dy * 0.5, y + dx * 0.5), (x + dy * 0.5, y - dx * 0.5)
    corners = [left, (x + dx, y + dy), right]
    shape = "L".join(f"{a:.1f} {b:.1f}" for a, b in corners)
    return f'<path d="M{shape}z" fill="{PAPER}" stroke="{RELIANCE}" stroke-width="0.9"/>'


def crossings(path: Sequence[Point], frame: Rect) -> list[Point]:
    """Where a path crosses the frame."""
    found = []
    for (x, y), (to_x, to_y) in pairwise(straight(path)):
        for side in (frame.x, frame.x + frame.wide):
            if min(x, to_x) < side < max(x, to_x):
                height = y + (to_y - y) * (side - x) / (to_x - x)
                if frame.y <= height <= frame.y + frame.high:
                    found.append((side, height))
        for side in (frame.y, frame.y + frame.high):
            if min(y, to_y) < side < max(y, to_y):
                place = x + (to_x - x) * (side - y) / (to_y - y)
                if frame.x <= place <= frame.x + frame.wide:
                    found.append((place, side))
    return found


def crossing(point: Point, ink: str) -> str:
    """The mark where a link crosses the boundary."""
    place = f'cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{MARK}"'
    return f'<circle class="crossing" {place} fill="{PAPER}" stroke="{ink}" stroke-width="1.5"/>'
