"""Results that share unknowns, compiled into decision diagrams of one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from iotclass.core.diagram import Diagrams, F, Mean, multiplied
from iotclass.core.network import Node, behind

LIMIT = 200_000
"""The most nodes that a group's diagrams may have before figures are drawn instead."""

Vector = tuple[float, ...]


class Group:
    """The diagrams of nodes of a network; the unknowns that several components depend on come first."""

    def __init__(self, parts: Sequence[Sequence[Node]], limit: int = LIMIT) -> None:
        """A group for the nodes of some components, `parts` being those of each."""
        used = Counter(node.number for nodes in parts for node in behind(nodes) if node.unknown is not None)
        unknowns = [
            node for node in behind([one for nodes in parts for one in nodes]) if node.unknown is not None
        ]
        self.unknowns = sorted(unknowns, key=lambda node: (used[node.number] == 1, node.number))
        self.own = sum(used[node.number] > 1 for node in unknowns)
        """The number, in the order, of the first unknown that only one component depends on."""
        self.place = {node.number: number for number, node in enumerate(self.unknowns)}
        self.beliefs = [
            node.unknown.beliefs or ((1.0, (node.unknown.weights,)),)
            for node in self.unknowns
            if node.unknown is not None
        ]
        self.limit = limit
        self.outgrown = False
        """Whether something alone outgrew what is allowed: others of the group need not be tried."""
        self.clear()

    def clear(self) -> None:
        """Forget all diagrams. They may grow anew, unless one has outgrown what is allowed all by itself."""
        weights = [one.unknown.weights for one in self.unknowns if one.unknown is not None]
        self.diagrams = Diagrams(weights, self.limit)
        self.made: dict[int, int] = {}
        self._kept: dict[str, dict[int, Any]] = {}

    def kept(self, what: str) -> dict[int, Any]:
        """What was made of the nodes of diagrams, called `what`; to be added to."""
        return self._kept.setdefault(what, {})

    def diagram(self, target: Node) -> int:
        """The diagram of a node. Raises TooLargeError."""
        diagrams, made = self.diagrams, self.made
        for node in behind([target]):
            if node.number in made:
                continue
            if node.unknown is not None:
                made[node.number] = diagrams.unknown(self.place[node.number], node.unknown.values)
            elif node.rule is not None:
                made[node.number] = diagrams.apply(node.rule, *(made[one.number] for one in node.args))
            else:
                made[node.number] = diagrams.outcome(node.value)
        return made[target.number]

    def product(
        self,
        targets: Sequence[Node],
        figures: Callable[[Any], F],
        times: Callable[[F, F], F],
        mean: Mean[F],
    ) -> F:
        """The mean of the product of `figures` of the outcomes of `targets`. Raises TooLargeError.

        Unknowns that only one of them depends on are taken out of it at once, so that little is left of each.
        """
        factors, small = [], Diagrams(self.diagrams.weights, self.limit)
        for target in targets:
            whole = self.diagrams.apply(figures, self.diagram(target))
            factors.append(small.taken(self.diagrams, self.diagrams.mixed(whole, self.own, mean)))
            if self.diagrams.half_full:
                self.clear()
        return multiplied(small, factors, times, mean)
