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
from math import fsum
from operator import mul

END = 1 << 60
"""The place in the order of what asks for nothing more: an outcome."""

LOOKED_UP = 5
"""How many cases may be looked up per node that is allowed."""

Weights = Sequence[Sequence[float]]
"""Per unknown in the order of the diagram, the probabilities of its values."""


Beliefs = Sequence[tuple[float, Sequence[Sequence[float]]]]
"""What assessors say of an unknown: per assessor the share, and the probabilities that they leave open."""


class TooLargeError(Exception):
    """A diagram outgrew what was allowed."""


class Diagrams:
    """Diagrams over unknowns in one order, each node once: two results that are the same share a node."""

    def __init__(self, arities: Sequence[int], limit: int) -> None:
        """Diagrams over unknowns with as many values as `arities` says, of at most `limit` nodes."""
        self.arities, self.limit = arities, limit
        self.asks: list[int] = []
        """Per node, the unknown that it asks for; END for an outcome."""
        self.below: list[tuple[int, ...]] = []
        """Per node, the node that each value leads to."""
        self.outcomes: dict[int, Hashable] = {}
        self._nodes: dict[Hashable, int] = {}
        self._keys: list[Hashable] = []
        self._memos: dict[Hashable, dict[tuple[int, ...], int]] = {}
        self._log: list[tuple[dict[tuple[int, ...], int], tuple[int, ...]]] = []

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
        if len(self.asks) >= self.limit or len(self._log) >= LOOKED_UP * self.limit:
            raise TooLargeError
        self._nodes[key] = found = len(self.asks)
        self._keys.append(key)
        self.asks.append(unknown)
        self.below.append(below)
        return found

    def mark(self) -> tuple[int, int]:
        """What there is by now, to come back to."""
        return len(self.asks), len(self._log)

    def release(self, mark: tuple[int, int]) -> None:
        """Forget what was made since `mark`: only diagrams from before it may be used afterwards."""
        nodes, logged = mark
        for key in self._keys[nodes:]:
            del self._nodes[key]
        for one in range(nodes, len(self.asks)):
            self.outcomes.pop(one, None)
        del self._keys[nodes:], self.asks[nodes:], self.below[nodes:]
        for memo, key in self._log[logged:]:
            memo.pop(key, None)
        del self._log[logged:]

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
                whole = self.arities[first]
                cases = list(zip(*[below[n] if asks[n] == first else (n,) * whole for n in at], strict=True))
                missing = [case for case in cases if case not in memo]
                for case in missing:
                    if outcomes.keys() >= set(case):  # looked up at once, not by way of the stack
                        memo[case] = self.outcome(rule(*[outcomes[one] for one in case]))
                        self._log.append((memo, case))
                    else:
                        stack.append(case)
                if stack[-1] is not at:
                    continue
                found = self.node(first, tuple([memo[case] for case in cases]))
            memo[at] = found
            self._log.append((memo, at))
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

    def asked(self, diagram: int) -> set[int]:
        """The unknowns that a diagram depends on."""
        return {self.asks[one] for one in self.reached(diagram)} - {END}

    def possible(self, diagram: int) -> list[Hashable]:
        """The outcomes that a diagram can come to."""
        return [self.outcomes[one] for one in self.reached(diagram) if self.asks[one] == END]

    def probabilities(self, diagram: int, weights: Weights) -> dict[Hashable, float]:
        """The probability of each outcome."""
        found = self._from_above(self.reached(diagram), diagram, weights)
        return {self.outcomes[one]: mass for one, mass in found.items() if self.asks[one] == END}

    def _from_above(self, nodes: list[int], diagram: int, weights: Weights) -> dict[int, float]:
        """The probability that a node is come by."""
        mass = dict.fromkeys(nodes, 0.0)
        mass[diagram] = 1.0
        for one in reversed(nodes):
            if self.asks[one] != END:
                here = mass[one]
                for weight, then in zip(weights[self.asks[one]], self.below[one], strict=True):
                    mass[then] += here * weight
        return mass

    def conditional(
        self, diagram: int, weights: Weights, place: Mapping[Hashable, int], size: int
    ) -> tuple[list[float], dict[int, list[list[float]]]]:
        """The probability of each kind of outcome, and per unknown and value those if the value were known.

        `place` says per outcome of which of `size` kinds it is.
        """
        nodes = self.reached(diagram)
        ahead: dict[int, list[float]] = {}
        for one in nodes:
            if self.asks[one] == END:
                ahead[one] = [0.0] * size
                ahead[one][place[self.outcomes[one]]] = 1.0
                continue
            branches = [
                (weight, ahead[then])
                for weight, then in zip(weights[self.asks[one]], self.below[one], strict=True)
            ]
            ahead[one] = [sum(weight * then[k] for weight, then in branches) for k in range(size)]
        total, mass = ahead[diagram], self._from_above(nodes, diagram, weights)
        known: dict[int, list[list[float]]] = {}
        for one in nodes:
            number = self.asks[one]
            if number == END:
                continue
            if number not in known:  # where the unknown is not asked for, knowing it changes nothing
                known[number] = [list(total) for _ in self.below[one]]
            for value, then in enumerate(self.below[one]):
                for k in range(size):
                    known[number][value][k] += mass[one] * (ahead[then][k] - ahead[one][k])
        return total, known

    def bounds(
        self, diagram: int, beliefs: Sequence[Beliefs], wanted: Callable[[Hashable], bool]
    ) -> tuple[float, float]:
        """The least and the most probability of what is `wanted`, whatever `beliefs` leave open.

        Exact where an unknown makes the outcome better or worse whatever else holds, as levels do by
        monotone tables; else no narrower than the truth.
        """
        low: dict[int, float] = {}
        high: dict[int, float] = {}
        for one in self.reached(diagram):
            if self.asks[one] == END:
                low[one] = high[one] = float(wanted(self.outcomes[one]))
                continue
            below, held = self.below[one], beliefs[self.asks[one]]
            low[one] = _believed(held, [low[then] for then in below], min)
            high[one] = _believed(held, [high[then] for then in below], max)
        return low[diagram], high[diagram]

    def value(self, diagram: int, values: Mapping[int, int] | Sequence[int]) -> Hashable:
        """The outcome where each unknown has the value of that number."""
        while self.asks[diagram] != END:
            diagram = self.below[diagram][values[self.asks[diagram]]]
        return self.outcomes[diagram]

    def mixed(self, diagram: int, number: int, weights: Weights) -> int:
        """`diagram` as its mean over the unknowns from `number` on; its outcomes are tuples of figures."""
        figures: dict[int, tuple[float, ...]] = {}
        found: dict[int, int] = {}
        for one in self.reached(diagram):
            asked = self.asks[one]
            if asked == END:
                figures[one] = self.outcomes[one]  # type: ignore[assignment]
            elif asked >= number:
                branches = list(zip(weights[asked], (figures[then] for then in self.below[one]), strict=True))
                figures[one] = tuple(
                    fsum(weight * then[k] for weight, then in branches) for k in range(len(branches[0][1]))
                )
            else:
                for then in self.below[one]:
                    if then not in found:
                        found[then] = self.outcome(figures[then])
                found[one] = self.node(asked, tuple(found[then] for then in self.below[one]))
        return found[diagram] if diagram in found else self.outcome(figures[diagram])


def _believed(held: Beliefs, figures: list[float], extreme: Callable[[list[float]], float]) -> float:
    """The mean of `figures`, each assessor's case being the one of the `extreme`."""
    return fsum(share * extreme([sum(map(mul, case, figures)) for case in cases]) for share, cases in held)


def times(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    """Figures multiplied one by one."""
    return tuple(a * b for a, b in zip(one, other, strict=True))


def multiplied(diagrams: Diagrams, factors: Iterable[int], weights: Weights, own: int) -> tuple[float, ...]:
    """The mean, over all unknowns, of the product of `factors`, whose outcomes are tuples of figures.

    Unknowns are taken out one by one, the last in the order first, from the factors that depend on them
    (variable elimination: N. Zhang and D. Poole, 1994); those from the number `own` on, each of which only
    one factor depends on, at once. There is at least one factor.
    """
    by_last: dict[int, list[int]] = {}
    found: tuple[float, ...] | None = None

    def keep(factor: int) -> None:
        nonlocal found
        asked = diagrams.asked(factor)
        if asked:
            by_last.setdefault(max(asked), []).append(factor)
            return
        figures: tuple[float, ...] = diagrams.outcomes[factor]  # type: ignore[assignment]
        found = figures if found is None else times(found, figures)

    for factor in factors:
        keep(diagrams.mixed(factor, own, weights))
    while by_last:
        last = max(by_last)
        product, *others = by_last.pop(last)
        for other in others:
            product = diagrams.apply(times, product, other)
        keep(diagrams.mixed(product, last, weights))
    if found is None:
        raise ValueError("nothing to multiply")
    return found
