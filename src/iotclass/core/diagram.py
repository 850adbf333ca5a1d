"""Decision diagrams: what a result depends on, as a graph over unknowns, by which probabilities are exact.

Reduced ordered multi-valued decision diagrams (R. E. Bryant, "Graph-based algorithms for Boolean function
manipulation", 1986; for many values A. Srinivasan and others, 1990). A node asks for one unknown and has a
branch per value; what does not matter is not asked. Probabilities, and those under the condition that one
unknown is known, take one pass up and one down (A. Darwiche, "A differential approach to inference in
Bayesian networks", 2003), so their cost is the size of the diagram. Taking the worst and looking tables of
few levels up keep diagrams narrow: no wider than there are levels to remember.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import reduce
from math import fsum
from operator import mul
from typing import TypeVar, cast

END = 1 << 60
"""The place in the order of what asks for nothing more: an outcome."""

LOOKED_UP = 5
"""How many cases may be looked up per node that is allowed."""

Weights = Sequence[float]
"""The probabilities of an unknown's values."""

T = TypeVar("T")

F = TypeVar("F", bound=Hashable)
Mean = Callable[[Sequence[float], Sequence[F]], F]
"""The mean of outcomes by weight."""


class TooLargeError(Exception):
    """A diagram outgrew what was allowed."""


class Diagrams:
    """Diagrams over unknowns in one order, each node once: two results that are the same share a node."""

    def __init__(self, weights: Sequence[Weights], limit: int) -> None:
        """Diagrams over unknowns whose values have these `weights`, of at most `limit` nodes."""
        self.weights, self.limit = weights, limit
        self.asks: list[int] = []
        """Per node, the unknown that it asks for; END for an outcome."""
        self.below: list[tuple[int, ...]] = []
        """Per node, the node that each value leads to."""
        self.outcomes: dict[int, Hashable] = {}
        self._nodes: dict[Hashable, int] = {}
        self._memos: dict[Hashable, dict[tuple[int, ...], int]] = {}
        self._looked_up = 0

    @property
    def half_full(self) -> bool:
        """Whether half of what is allowed is there."""
        return 2 * len(self.asks) > self.limit

    def outcome(self, value: Hashable) -> int:
        """The node of an outcome that is certain."""
        key = (END, type(value), value)
        found = self._nodes.get(key)
        if found is None:
            found = self._add(key, END, ())
            self.outcomes[found] = value
        return found

    def node(self, unknown: int, below: tuple[int, ...]) -> int:
        """The node that asks for `unknown`; where all its values lead to the same, that."""
        if below.count(below[0]) == len(below):
            return below[0]
        found = self._nodes.get((unknown, below))
        return self._add((unknown, below), unknown, below) if found is None else found

    def unknown(self, number: int, values: Sequence[Hashable]) -> int:
        """The diagram of an unknown itself."""
        return self.node(number, tuple(self.outcome(value) for value in values))

    def _add(self, key: Hashable, unknown: int, below: tuple[int, ...]) -> int:
        if len(self.asks) >= self.limit or self._looked_up >= LOOKED_UP * self.limit:
            raise TooLargeError
        self._nodes[key] = found = len(self.asks)
        self.asks.append(unknown)
        self.below.append(below)
        return found

    def apply(self, rule: Callable[..., Hashable], *diagrams: int) -> int:
        """The diagram of `rule` of the outcomes of `diagrams`; `rule` is known by its identity."""
        memo = self._memos.setdefault(rule, {})
        asks, below, outcomes = self.asks, self.below, self.outcomes
        stack = [diagrams]
        while stack:
            at = stack[-1]
            if at in memo:
                stack.pop()
                continue
            first = min([asks[one] for one in at])
            if first == END:
                found = self.outcome(rule(*[outcomes[one] for one in at]))
            else:
                whole = len(self.weights[first])
                cases = list(zip(*[below[n] if asks[n] == first else (n,) * whole for n in at], strict=True))
                missing = [case for case in cases if case not in memo]
                for case in missing:
                    if outcomes.keys() >= set(case):  # looked up at once, not by way of the stack
                        memo[case] = self.outcome(rule(*[outcomes[one] for one in case]))
                    else:
                        stack.append(case)
                if stack[-1] is not at:
                    continue
                found = self.node(first, tuple([memo[case] for case in cases]))
            memo[at] = found
            self._looked_up += 1
            stack.pop()
        return memo[diagrams]

    def reached(self, diagram: int) -> list[int]:
        """The nodes of a diagram, each after all that it leads to."""
        seen, waiting = {diagram}, [diagram]
        while waiting:
            for one in self.below[waiting.pop()]:
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)
        return sorted(seen)  # a node is made after what it leads to

    def folded(self, diagram: int, known: dict[int, T], make: Callable[[int], T]) -> T:
        """What `make` makes of a diagram's node, after those that it leads to; `known` keeps what is made.

        Diagrams share nodes, so what was made for one diagram need not be made for the next.
        """
        waiting, below = [diagram], self.below
        while waiting:
            one = waiting[-1]
            missing = [then for then in below[one] if then not in known]
            if missing:
                waiting += missing
                continue
            if one not in known:
                known[one] = make(one)
            waiting.pop()
        return known[diagram]

    def mean(
        self,
        diagram: int,
        known: dict[int, tuple[float, ...]],
        figures: Callable[[Hashable], tuple[float, ...]],
    ) -> tuple[float, ...]:
        """The mean of the `figures` of a diagram's outcomes; `known` keeps those of all its nodes."""

        def make(one: int) -> tuple[float, ...]:
            if self.asks[one] == END:
                return figures(self.outcomes[one])
            weights, below = self.weights[self.asks[one]], [known[then] for then in self.below[one]]
            return tuple([sum(map(mul, weights, each)) for each in zip(*below, strict=True)])

        return self.folded(diagram, known, make)

    def conditional(
        self, diagram: int, ahead: Mapping[int, tuple[float, ...]]
    ) -> dict[int, list[list[float]]]:
        """Per unknown that a diagram depends on and per value, its mean figures if the value were known.

        `ahead` holds the means of all nodes of the diagram.
        """
        nodes, total = self.reached(diagram), ahead[diagram]
        mass = dict.fromkeys(nodes, 0.0)  # the probability that a node is come by
        mass[diagram] = 1.0
        known: dict[int, list[list[float]]] = {}
        for one in reversed(nodes):
            number = self.asks[one]
            if number == END:
                continue
            if number not in known:  # where the unknown is not asked for, knowing it changes nothing
                known[number] = [list(total) for _ in self.below[one]]
            come, here = mass[one], ahead[one]
            for weight, then, found in zip(self.weights[number], self.below[one], known[number], strict=True):
                mass[then] += come * weight
                for k, (there, now) in enumerate(zip(ahead[then], here, strict=True)):
                    found[k] += come * (there - now)
        return known

    def value(self, diagram: int, values: Mapping[int, int] | Sequence[int]) -> Hashable:
        """The outcome where each unknown has the value of that number."""
        while self.asks[diagram] != END:
            diagram = self.below[diagram][values[self.asks[diagram]]]
        return self.outcomes[diagram]

    def taken(self, other: Diagrams, diagram: int) -> int:
        """The same diagram as `diagram` of `other`, which has the same unknowns."""
        known: dict[int, int] = {}

        def make(one: int) -> int:
            if other.asks[one] == END:
                return self.outcome(other.outcomes[one])
            return self.node(other.asks[one], tuple(known[then] for then in other.below[one]))

        return other.folded(diagram, known, make)

    def mixed(self, diagram: int, number: int, mean: Mean[F]) -> int:
        """`diagram` as its mean over the unknowns from `number` on; `mean` knows what its outcomes are."""
        figures: dict[int, F] = {}
        found: dict[int, int] = {}
        for one in self.reached(diagram):
            asked = self.asks[one]
            if asked == END:
                figures[one] = self.outcomes[one]  # type: ignore[assignment]  # at an end the mean is the outcome
            elif asked >= number:
                figures[one] = mean(self.weights[asked], [figures[then] for then in self.below[one]])
            else:
                for then in self.below[one]:
                    if then not in found:
                        found[then] = self.outcome(figures[then])
                found[one] = self.node(asked, tuple(found[then] for then in self.below[one]))
        return found[diagram] if diagram in found else self.outcome(figures[diagram])


def times(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    """Figures multiplied one by one."""
    return tuple(a * b for a, b in zip(one, other, strict=True))


def averaged(weights: Sequence[float], figures: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """The mean of figures one by one."""
    branches = list(zip(weights, figures, strict=True))
    return tuple(fsum(weight * then[k] for weight, then in branches) for k in range(len(figures[0])))


def multiplied(
    diagrams: Diagrams,
    factors: Iterable[int],
    times: Callable[[F, F], F],
    mean: Mean[F],
) -> F:
    """The mean, over all unknowns, of the product of `factors`, by `times` of two outcomes and their `mean`.

    Unknowns are taken out one by one, the last in the order first, from the factors that depend on them
    (variable elimination: N. Zhang and D. Poole, 1994). There is at least one factor.
    """
    by_last: dict[int, list[int]] = {}
    found: list[F] = []

    def keep(factor: int) -> None:
        asked = {diagrams.asks[one] for one in diagrams.reached(factor)} - {END}
        if asked:
            by_last.setdefault(max(asked), []).append(factor)
        else:
            found.append(cast("F", diagrams.outcomes[factor]))

    for factor in factors:
        keep(factor)
    while by_last:
        last = max(by_last)
        product, *others = by_last.pop(last)
        for other in others:
            product = diagrams.apply(times, product, other)
        keep(diagrams.mixed(product, last, mean))
        if diagrams.half_full:  # mostly of what was taken out already
            left = Diagrams(diagrams.weights, diagrams.limit)
            by_last = {at: [left.taken(diagrams, one) for one in kept] for at, kept in by_last.items()}
            diagrams = left
    return reduce(times, found)
