"""What classes depend on: unknowns, and rules over them, read off the findings of an assessment.

A finding carries the findings that it follows from, so what is known of a level (a table, the worst of
others) holds for every level that these may have. A judgement that stands in several places, or in several
scenarios, is one unknown. Where findings hold less than all cases (criteria, shares of limits, reliance),
the rules are made here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

Rule = Callable[..., Hashable]


class Source(Enum):
    """What an unknown is about."""

    JUDGEMENT = "judgement"
    CONTROL = "control"
    """Whether a control really is in place and works."""
    FACT = "fact"
    CLAIM = "claim"
    """Whether what is said not to apply does not."""
    SILENCE = "silence"
    """A level of which the model says nothing."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is not known for certain: its values, the best first, with their probabilities.

    `source` and `key` tell it from all others. Values are levels, or whether something is so (the good
    answer first). `name` is the id of what it is about (a functionality, a fact, a shared judgement),
    `component` where it is met first. `beliefs` hold per assessor their share and the probabilities that
    they leave open; without any, those of `weights` are all that there is.
    """

    source: Source
    key: str
    subject: str
    name: str
    component: str
    at: str
    values: tuple[Hashable, ...]
    weights: tuple[float, ...]
    beliefs: tuple[tuple[float, tuple[tuple[float, ...], ...]], ...] = ()

    @property
    def standing(self) -> int:
        """The value that counts until more is known, by number: of the most probable ones the worst."""
        return max(range(len(self.weights)), key=lambda number: (round(self.weights[number], 12), number))

    @property
    def vague(self) -> bool:
        """Whether somebody leaves open what the probabilities are."""
        return any(len(cases) > 1 for _, cases in self.beliefs)


@dataclass(slots=True, eq=False)
class Node:
    """A level or another value: fixed, an unknown, or by a rule from others that come before it."""

    number: int
    value: Hashable = None
    unknown: Unknown | None = None
    rule: Rule | None = None
    args: tuple[Node, ...] = ()

    @property
    def is_fixed(self) -> bool:
        """Whether nothing about it is in doubt."""
        return self.rule is None and self.unknown is None


class Network:
    """Nodes, each after those that it depends on; what is the same is one node."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.unknowns: dict[Hashable, Node] = {}
        self._fixed: dict[Hashable, Node] = {}
        self._ruled: dict[Hashable, Node] = {}

    def fixed(self, value: Hashable) -> Node:
        """A value that is certain."""
        key = (type(value), value)
        if key not in self._fixed:
            self._fixed[key] = self._add(Node(len(self.nodes), value=value))
        return self._fixed[key]

    def unknown(self, found: Unknown) -> Node:
        """An unknown; the same key, values and probabilities are the same unknown."""
        if len(found.values) == 1:
            return self.fixed(found.values[0])
        key = (found.source, found.key, found.values, found.weights)
        if key not in self.unknowns:
            self.unknowns[key] = self._add(Node(len(self.nodes), unknown=found))
        return self.unknowns[key]

    def ruled(self, rule: Rule, *args: Node) -> Node:
        """What `rule`, known by its identity, gives for `args`."""
        if all(one.is_fixed for one in args):
            return self.fixed(rule(*(one.value for one in args)))
        key = (rule, *(one.number for one in args))
        if key not in self._ruled:
            self._ruled[key] = self._add(Node(len(self.nodes), rule=rule, args=args))
        return self._ruled[key]

    def folded(self, rule: Rule, args: Iterable[Node]) -> Node:
        """`rule` of two, over all of `args`, the fixed ones first; there is at least one.

        The latest go before the others, as diagrams ask for them last: what is there need not be made anew.
        """
        different = {one.number: one for one in args}
        ordered = sorted(different.values(), key=lambda one: (not one.is_fixed, -one.number))
        found = ordered[0]
        for one in ordered[1:]:
            found = self.ruled(rule, found, one)
        return found

    def _add(self, node: Node) -> Node:
        self.nodes.append(node)
        return node


def behind(targets: Iterable[Node]) -> list[Node]:
    """The nodes that `targets` depend on and they themselves, each after what it depends on."""
    found: dict[int, Node] = {}
    waiting = list(targets)
    while waiting:
        node = waiting.pop()
        if node.number not in found:
            found[node.number] = node
            waiting += node.args
    return [found[number] for number in sorted(found)]


def values(nodes: Sequence[Node], given: Mapping[int, int]) -> dict[int, Hashable]:
    """The value of each of `nodes` (in the order of `behind`), by number; unknowns as `given` by number."""
    found: dict[int, Hashable] = {}
    for node in nodes:
        if node.unknown is not None:
            found[node.number] = node.unknown.values[given[node.number]]
        elif node.rule is not None:
            found[node.number] = node.rule(*(found[one.number] for one in node.args))
        else:
            found[node.number] = node.value
    return found


class _Sets:
    """Numbers in sets that are joined one by one."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def root(self, number: int) -> int:
        """The number that stands for the set of `number`."""
        parent = self.parent
        while parent.setdefault(number, number) != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(self, number: int, other: int) -> None:
        """Make one set of two."""
        self.parent[self.root(number)] = self.root(other)


def groups(parts: Sequence[Sequence[Node]]) -> Iterator[list[int]]:
    """The places of `parts` in groups that share no unknown with each other; those all fixed are left out."""
    loose = [[node for node in nodes if not node.is_fixed] for nodes in parts]
    sets = _Sets()
    for node in behind(node for nodes in loose for node in nodes):
        for one in node.args:
            if not one.is_fixed:
                sets.join(one.number, node.number)
    found: dict[int, list[int]] = {}
    for nodes in loose:
        for node in nodes[1:]:
            sets.join(node.number, nodes[0].number)
    for place, nodes in enumerate(loose):
        if nodes:
            found.setdefault(sets.root(nodes[0].number), []).append(place)
    yield from found.values()
