"""Fans: many boxes that hang on the same one by one line each, in columns beside each other.

Systems have hubs with dozens of things. One below the other they would make a picture metres long; in
columns, with one line along each, a fan is a box like another for the layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt

from iotclass.figure.graph import Drawing, Edge, Node, Point, Rect, laid_out

LEAST = 4
"""From so many boxes on they are a fan."""
LANE, GAP = 20.0, 8.0
"""The room for the line along a column, and from box to box within one."""
SHAPE = 1.5
"""How much wider than high a fan is, about."""


@dataclass(frozen=True, slots=True)
class _Fan:
    """Nodes by their numbers, each with the edge that it hangs on; no hub: on none."""

    hub: int | None
    leaves: tuple[int, ...]
    edges: tuple[int, ...]
    inside: bool
    rows: int
    cell: Node
    lead: float
    """How wide the labels before the boxes are."""

    @property
    def node(self) -> Node:
        """The box that holds all of it."""
        lane = LANE if self.hub is not None else GAP
        columns = ceil(len(self.leaves) / self.rows)
        wide = columns * (lane + self.lead + self.cell.wide) + LANE * (self.hub is not None)
        edge = LANE if self.hub is not None else 0
        return Node(wide, self.rows * (self.cell.high + GAP) - GAP + 2 * edge, self.inside)

    def place(self, number: int) -> Point:
        """Where the cell of that number starts, its label's room left of it."""
        column, row = divmod(number, self.rows)
        lane = LANE if self.hub is not None else GAP
        edge = LANE if self.hub is not None else 0
        x = (column + 1) * (lane + self.lead) + column * self.cell.wide
        return x, edge + row * (self.cell.high + GAP)


def fanned_out(nodes: Sequence[Node], edges: Sequence[Edge], air: float = 1.0) -> Drawing | None:
    """The graph with its fans in columns, gaps `air` times as wide; None where it is too large."""
    fans = _fans(nodes, edges)
    gone = {leaf for fan in fans for leaf in fan.leaves}
    kept = [number for number in range(len(nodes)) if number not in gone]
    index = {number: place for place, number in enumerate(kept)}
    taken = {edge for fan in fans for edge in fan.edges}
    lines = [number for number in range(len(edges)) if number not in taken]
    drawing = laid_out(
        [*(nodes[number] for number in kept), *(fan.node for fan in fans)],
        [
            *(replace(edges[n], start=index[edges[n].start], end=index[edges[n].end]) for n in lines),
            *(Edge(index[fan.hub], len(kept) + n) for n, fan in enumerate(fans) if fan.hub is not None),
        ],
        air,
    )
    if drawing is None:
        return None
    rects = dict(zip(kept, drawing.nodes, strict=False))
    paths = dict(zip(lines, drawing.paths, strict=False))
    labels = dict(zip(lines, drawing.labels, strict=False))
    trunks = iter(drawing.paths[len(lines) :])
    for fan, box in zip(fans, drawing.nodes[len(kept) :], strict=True):
        trunk = next(trunks) if fan.hub is not None else ()
        for place, leaf in enumerate(fan.leaves):
            x, y = fan.place(place)
            node = nodes[leaf]
            rects[leaf] = Rect(box.x + x, box.y + y + (fan.cell.high - node.high) / 2, node.wide, node.high)
        for leaf, number in zip(fan.leaves, fan.edges, strict=False):
            path, edge = _path(trunk, box, rects[leaf], fan.lead), edges[number]
            paths[number] = path if edge.start == fan.hub else path[::-1]
            labels[number] = _label(edge.label, rects[leaf], fan.lead)
    order = range(len(edges))
    return Drawing(
        tuple(rects[number] for number in range(len(nodes))),
        tuple(paths[number] for number in order),
        tuple(labels[number] for number in order),
        drawing.frame,
        drawing.size,
    )


def _fans(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[_Fan]:
    """Nodes that hang on the same one by lines of one look, and those that hang on none."""
    degree = Counter(end for edge in edges for end in (edge.start, edge.end))
    groups: dict[Hashable, tuple[int | None, list[int], list[int]]] = {}
    for number, edge in enumerate(edges):
        ends = (edge.start, edge.end), (edge.end, edge.start)
        for leaf, hub in (two for two in ends if degree[two[0]] == 1 and degree[two[1]] > 1):
            key = (hub, edge.look, leaf == edge.end, nodes[leaf].inside)
            _, leaves, lines = groups.setdefault(key, (hub, [], []))
            leaves.append(leaf)
            lines.append(number)
    for number, node in enumerate(nodes):
        if not degree[number]:
            groups.setdefault(node.inside, (None, [], []))[1].append(number)
    return [
        _fan(hub, leaves, lines, nodes, edges)
        for hub, leaves, lines in groups.values()
        if len(leaves) >= LEAST
    ]


def _fan(
    hub: int | None, leaves: list[int], lines: list[int], nodes: Sequence[Node], edges: Sequence[Edge]
) -> _Fan:
    labels = [edges[number].label or Node(0, 0) for number in lines]
    lead = max((one.wide for one in labels), default=0.0)
    lead += GAP * (lead > 0)
    wide = max(nodes[leaf].wide for leaf in leaves)
    high = max(one.high for one in [*labels, *(nodes[leaf] for leaf in leaves)])
    area = len(leaves) * (wide + lead + LANE) * (high + GAP)
    rows = min(len(leaves), max(1, ceil(sqrt(area / SHAPE) / (high + GAP))))
    return _Fan(hub, tuple(leaves), tuple(lines), nodes[leaves[0]].inside, rows, Node(wide, high), lead)


def _path(trunk: tuple[Point, ...], box: Rect, leaf: Rect, lead: float) -> tuple[Point, ...]:
    """From the hub along the trunk, round the fan's cells and along the column to a leaf."""
    x, y = trunk[-1]
    lane, middle = leaf.x - lead - LANE / 2, leaf.centre[1]
    inner: list[Point]
    if y <= box.y or y >= box.y + box.high:
        channel = box.y + LANE / 2 if y <= box.y else box.y + box.high - LANE / 2
        inner = [(x, channel), (lane, channel)]
    else:
        side = box.x + LANE / 2 if x <= box.x + box.wide / 2 else box.x + box.wide - LANE / 2
        channel = box.y + LANE / 2
        inner = [(side, y)] if lane == side else [(side, y), (side, channel), (lane, channel)]
    return (*trunk, *inner, (lane, middle), (leaf.x, middle))


def _label(label: Node | None, leaf: Rect, lead: float) -> Rect | None:
    """Where the label of a leaf's line stands: before the leaf, on the line."""
    if label is None:
        return None
    x = leaf.x - lead + (lead - GAP - label.wide) / 2
    return Rect(x, leaf.centre[1] - label.high / 2, label.wide, label.high)
