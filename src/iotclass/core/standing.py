"""What counts until more is known, and what a changed judgement alone would do to it.

Every judgement stands at its most probable level, the worst of equally probable ones; what is moved goes
through the rules to all that depends on it, and no further than it makes a difference.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from heapq import heapify, heappop, heappush

from iotclass.core.network import Node, behind, values


class Standing:
    """The values of nodes, and of all that they depend on, where every unknown stands at what it does."""

    def __init__(self, targets: Iterable[Node]) -> None:
        self.targets = list(targets)
        nodes = behind(self.targets)
        self.nodes = {node.number: node for node in nodes}
        given = {node.number: node.unknown.standing for node in nodes if node.unknown is not None}
        self.values = values(nodes, given)
        self.users: dict[int, list[Node]] = {}
        for node in nodes:
            for one in node.args:
                self.users.setdefault(one.number, []).append(node)

    def moved(self, changes: Mapping[int, Hashable]) -> dict[int, Hashable]:
        """The nodes whose values change where the unknowns of these numbers have other values."""
        found = {number: value for number, value in changes.items() if self.values[number] != value}
        waiting = [one.number for number in found for one in self.users.get(number, ())]
        heapify(waiting)
        done = -1
        while waiting:
            number = heappop(waiting)
            if number == done:
                continue
            done, node = number, self.nodes[number]
            if node.rule is None:
                continue
            value = node.rule(*(found.get(one.number, self.values[one.number]) for one in node.args))
            if value != self.values[number]:
                found[number] = value
                for one in self.users.get(number, ()):
                    heappush(waiting, one.number)
        return found

    def singles(self) -> dict[int, list[tuple[Node, Hashable, Hashable]]]:
        """Per target by number, the unknowns that alone would change it, each with a value and what it gives.

        What is in doubt may have any of its values; what is certain may be a level off, one way or the other.
        """
        found: dict[int, list[tuple[Node, Hashable, Hashable]]] = {one.number: [] for one in self.targets}
        for node in self.nodes.values():
            if node.unknown is None:
                continue
            for number in others(node):
                value = node.unknown.values[number]
                changed = self.moved({node.number: value})
                for target in changed.keys() & found.keys():
                    found[target].append((node, value, changed[target]))
        return found


def others(node: Node) -> list[int]:
    """The values, by number, that an unknown may have instead of the one at which it stands."""
    unknown = node.unknown
    if unknown is None:
        return []
    standing = unknown.standing
    possible = [number for number, weight in enumerate(unknown.weights) if weight > 0 and number != standing]
    if possible:
        return possible
    return [number for number in (standing - 1, standing + 1) if 0 <= number < len(unknown.values)]
