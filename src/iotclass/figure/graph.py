"""Where boxes and lines of a graph stand, layer by layer: a frame round some boxes, lines round all of them.

The layout is graphlay's (docs/adr/0019-system-diagram-layout.md). A line's label is a box on its way, so
that nothing can run through it. The unit is the point.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from iotclass.figure.layout import LANDSCAPE

Point = tuple[float, float]
CAREFUL, BOTH = 150, 400
"""Up to so many lines are laid out with care; up to so many both ways, the better of which counts."""
MOST = 700
"""No more boxes or lines than this are laid out: who could read it, and it takes long."""
GAPS = {
    "node_gap": 16.0,
    "layer_gap": 26.0,
    "dummy_gap": 12.0,
    "port_gap": 9.0,
    "isolated_gap": 16.0,
    "compound_padding": 16.0,
}
HEADER = 14.0
"""The room for the name of the frame."""
SAME = 0.05
"""Places no further apart are one."""
CLEAR = 3.0
"""The room around boxes and labels that other lines keep free."""
ROWS = 40
"""A chain that is longer than a sheet is folded into no more rows."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box of that size; `inside` says whether the frame holds it."""

    wide: float
    high: float
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a node to a node, by their numbers; `look` is what lines must share to be drawn as one."""

    start: int
    end: int
    label: Node | None = None
    look: Hashable = None


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def centre(self) -> Point:
        """The point in its middle."""
        return self.x + self.wide / 2, self.y + self.high / 2

    def nearest(self, point: Point) -> Point:
        """The point of it that is nearest to another."""
        x, y = point
        return min(max(x, self.x), self.x + self.wide), min(max(y, self.y), self.y + self.high)

    def shrunk(self, by: float) -> Rect:
        """The rectangle that far within it."""
        return Rect(self.x + by, self.y + by, self.wide - 2 * by, self.high - 2 * by)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Per node its rectangle, per edge its path and its label's rectangle; the frame, and the size of all."""

    nodes: tuple[Rect, ...]
    paths: tuple[tuple[Point, ...], ...]
    labels: tuple[Rect | None, ...]
    frame: Rect | None
    size: tuple[float, float]


def laid_out(nodes: Sequence[Node], edges: Sequence[Edge], air: float = 1.0) -> Drawing | None:
    """The graph where it fits a sheet best, gaps `air` times as wide; None where it is too large.

    From left to right, lines may run through boxes that are too low for all lines that end there; then
    it goes from top to bottom.
    """
    if len(nodes) > MOST or len(edges) > MOST:
        return None
    if not nodes:
        return Drawing((), (), (), None, (0.0, 0.0))
    ways = ("topbottom", "leftright") if len(edges) <= BOTH else ("topbottom",)
    found = [_drawing(nodes, edges, way, air) for way in ways]
    return min(found, key=lambda one: (one[0], -_scale(one[1].size)))[1]


def _scale(size: tuple[float, float]) -> float:
    """How large a picture of that size is on a sheet of A4, however the sheet is turned."""
    short, long = sorted(size)
    return min(LANDSCAPE.wide / long, LANDSCAPE.high / short)


def _drawing(nodes: Sequence[Node], edges: Sequence[Edge], way: str, air: float) -> tuple[int, Drawing]:
    """How often lines run through boxes that are not theirs, and the drawing."""
    from graphlay import layout  # a library that only who draws a system needs

    boxes = [_box(one) for one in nodes]
    lines: list[dict[str, int]] = []
    ends: list[tuple[int, int | None, int]] = []
    """Per edge its first line, its label's box and its last line."""
    for edge in edges:
        first = len(lines)
        if edge.label is None:
            lines.append({"source": edge.start, "target": edge.end})
            ends.append((first, None, first))
        else:
            middle = len(boxes)
            boxes.append(_box(edge.label))
            lines.append({"source": edge.start, "target": middle})
            lines.append({"source": middle, "target": edge.end})
            ends.append((first, middle, first + 1))
    framed = [number for number, one in enumerate(nodes) if one.inside]
    framed += [
        middle
        for edge, (_, middle, _) in zip(edges, ends, strict=True)
        if middle is not None and nodes[edge.start].inside and nodes[edge.end].inside
    ]
    frame = len(boxes) if framed else None
    if framed:
        for number in framed:
            boxes[number]["parent"] = len(boxes)
        boxes.append(_box(Node(1, 1)))
        lines += _ties(nodes, edges)
    options = {
        "direction": way,
        "spacing": {**{name: gap * air for name, gap in GAPS.items()}, "compound_header": HEADER},
        "wrap": {"viewport_aspect": LANDSCAPE.wide / LANDSCAPE.high},
        "tuning": {"wrap": {"max_rows": ROWS}},
        "effort": "balanced" if len(lines) <= CAREFUL else "fast",
    }
    found = layout({"nodes": boxes, "edges": lines}, options=options)
    left, top = found.bounds["min"]["x"], found.bounds["min"]["y"]
    rects = [_rect(one, left, top) for one in found.nodes]
    paths = [tuple((point["x"] - left, point["y"] - top) for point in one["points"]) for one in found.edges]
    cards = tuple(one.shrunk(CLEAR) for one in rects[: len(nodes)])
    drawing = Drawing(
        cards,
        tuple(
            _reaching(
                cards[edge.start],
                paths[first] if middle is None else _through(paths[first], rects[middle], paths[last]),
                cards[edge.end],
            )
            for edge, (first, middle, last) in zip(edges, ends, strict=True)
        ),
        tuple(None if middle is None else rects[middle].shrunk(CLEAR) for _, middle, _ in ends),
        None if frame is None else rects[frame],
        (found.bounds["max"]["x"] - left, found.bounds["max"]["y"] - top),
    )
    return found.metrics()["node_edge_hits"], drawing


def _ties(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[dict[str, int]]:
    """Unseen lines to boxes of the frame that have none: graphlay 0.3.1 draws others through them."""
    linked = {end: None for edge in edges for end in (edge.start, edge.end)}
    anchor = next((one for one in linked if nodes[one].inside), next(iter(linked), None))
    if anchor is None:
        return []
    alone = [number for number, one in enumerate(nodes) if one.inside and number not in linked]
    return [{"source": anchor, "target": number} for number in alone]


def _through(before: tuple[Point, ...], box: Rect, after: tuple[Point, ...]) -> tuple[Point, ...]:
    """One path of two that meet in a box, across and down within it."""
    (x, y), (to_x, to_y), (middle_x, middle_y) = before[-1], after[0], box.centre
    down, on_down = (_on_edge(one[1], box.y, box.high) for one in (before[-1], after[0]))
    if down and on_down:
        inner: tuple[Point, ...] = ((x, middle_y), (to_x, middle_y))
    elif down or on_down:
        inner = ((x, to_y),) if down else ((to_x, y),)
    else:
        inner = ((middle_x, y), (middle_x, to_y))
    return (*before, *inner, *after)


def _reaching(start: Rect, path: tuple[Point, ...], end: Rect) -> tuple[Point, ...]:
    """The path through the room around the boxes at its ends up to them."""
    return (start.nearest(path[0]), *path, end.nearest(path[-1]))


def _on_edge(place: float, start: float, long: float) -> bool:
    return min(abs(place - start), abs(place - start - long)) < SAME


def _box(node: Node) -> dict[str, object]:
    size = {"width": node.wide + 2 * CLEAR, "height": node.high + 2 * CLEAR}
    return {"size": size, "shape": "box"}


def _rect(placed: dict[str, dict[str, float]], left: float, top: float) -> Rect:
    wide, high = placed["size"]["width"], placed["size"]["height"]
    return Rect(placed["center"]["x"] - left - wide / 2, placed["center"]["y"] - top - high / 2, wide, high)
