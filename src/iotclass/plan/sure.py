"""The cheapest changes with which all requirements hold with a probability, proved: by implicit hitting sets.

A program of what may be changed gives the cheapest changes that no row found so far forbids (E. Moreno-
Centeno and R. Karp, "The implicit hitting set approach", 2013). Their probability f is exact (`chance`).
Where it is enough, nothing cheaper is, as rows forbid only what is not enough. Else rows are added:

Let g(S) be at least f(T) for all T within S, and grow with S (`Chances.nodes`).

1. Where g(S) is too little, so is all within S: something outside of S is needed.
2. Let C1, C2, … be sets of changes, and Hi the event that g stands for with all changes but Ci. A plan that
   leaves out the sets of B holds in no case outside of all Hi of B. Where these share no unknown, their
   probability is a product, its logarithm a sum. Within a group that shares some, 1 - P(all Hi) is that of a
   union: at least the sum of what each Hi adds in some order, over those of B. And -log(1 - t) is convex, so
   never below a tangent. That makes one linear row over 0-1 columns that say which sets are left out.
3. Where only what changes use, or that they fix a level, keeps f down, g is told that D is among the changes:
   all T between D and S are too little, so not all of D is chosen, or something outside of S is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import log, log1p

from iotclass.core.network import Node, groups
from iotclass.core.option import Option
from iotclass.plan.build import Built
from iotclass.plan.chance import SLIGHT, Chances
from iotclass.plan.program import Clock, OutOfTimeError, Solution, Terms

ROUNDING = 1e-12
"""What sums of probabilities may be off by."""


class Search:
    """The search for changes that reach the probability `target`, over the columns of `built`."""

    def __init__(self, built: Built, chances: Chances, target: float, clock: Clock) -> None:
        self.built, self.program, self.chances, self.clock = built, built.program, chances, clock
        self.target = target
        barred = _barred(built)
        self.all = [column for column in sorted(built.options) if column not in barred]
        self.left_out: dict[frozenset[int], int] = {}
        """Per set of changes that matters, a column that is 1 where none of it is chosen."""
        self.without: dict[frozenset[int], list[Node]] = {}
        self.bound = 0.0
        """What nothing that reaches the target goes below, of what was minimised last."""
        self.most = self._bound(self.all)
        """What nothing goes beyond, whatever is changed."""
        self.started = False

    def options(self, columns: Iterable[int]) -> list[Option]:
        """The changes of `columns`."""
        return [self.built.options[column] for column in columns]

    def enough(self, probability: float) -> bool:
        """Whether a probability is no less than the target."""
        return probability >= self.target - ROUNDING

    def least(
        self, aim: Callable[[], Sequence[float]], caps: Sequence[tuple[Sequence[float], float]] = ()
    ) -> Solution | None:
        """The solution with the least of `aim` that reaches the target; None: there is none.

        Raises OutOfTimeError; `bound` is then what was proved.
        """
        self.bound = 0.0
        if not self.enough(self.most):
            return None
        if not self.started:
            self._start()
            self.started = True
        while True:
            self.clock.check()
            found = self.program.solve(self.clock, aim(), (), caps)
            if found.infeasible:
                return None
            self.bound = max(self.bound, found.bound)
            if found.values is None or not found.optimal:
                raise OutOfTimeError
            chosen = [column for column in self.built.options if found.chosen(column)]
            if self.enough(self.chances.exactly(self.options(chosen))):
                return found
            self._forbid(chosen)

    def _bound(self, columns: Iterable[int], used: Iterable[int] = ()) -> float:
        """No less than the probability of any changes among `columns` that hold all of `used`."""
        self.clock.check()
        keys = frozenset(one.key for one in self.options(used))
        return self.chances.joint(self.chances.nodes(self.options(columns), keys).values())

    def _others(self, columns: Iterable[int]) -> list[int]:
        given = set(columns)
        return [column for column in self.all if column not in given]

    def _start(self) -> None:
        """What each change alone matters: without some of them nothing is enough."""
        for column in self.all:
            self._matters(frozenset({column}))
        if self.left_out:
            self._weigh(list(self.left_out))

    def _matters(self, columns: frozenset[int]) -> None:
        """Take notice of a set of changes of which some may be needed."""
        least = self._bound(self._others(columns))
        if not self.enough(least):
            self.program.at_least([(column, 1.0) for column in columns], 1.0)
        elif least < self.most - SLIGHT and columns not in self.left_out:
            absent = self.left_out[columns] = self.program.column()
            self.program.at_least([(absent, 1.0), *((column, 1.0) for column in columns)], 1.0)
            certain = {node.number for node in self._nodes(self.all)}
            nodes = self._nodes(self._others(columns))
            self.without[columns] = [node for node in nodes if node.number not in certain]

    def _nodes(self, columns: Iterable[int]) -> Iterable[Node]:
        return self.chances.nodes(self.options(columns), frozenset()).values()

    def _forbid(self, chosen: list[int]) -> None:
        """Rows that forbid what was found, with as much as possible beside it."""
        outside = self._others(chosen)
        if self.enough(self._bound(chosen)):
            self._forbid_used(chosen, outside)
            return
        self.program.at_least([(column, 1.0) for column in outside], 1.0)
        while True:
            absent = [one for one in self.left_out if one.issubset(outside)]
            events = [node for one in absent for node in self.without[one]]
            events += self._nodes(self.all)
            before = self.chances.joint(events)
            if not self.enough(before):
                self._weigh(absent)
                return

            def adds(columns: Sequence[int], events: list[Node] = events, before: float = before) -> bool:
                found = self.chances.joint([*events, *self._nodes(self._others(columns))])
                return not self.enough(found) or found < before - SLIGHT

            if not adds(outside):
                return
            needed = frozenset(smallest(outside, adds))
            known = len(self.left_out)
            self._matters(needed)
            if len(self.left_out) == known:
                return  # a row of its own forbids what was found

    def _forbid_used(self, chosen: list[int], outside: list[int]) -> None:
        """Forbid what is too little only because of what the changes themselves use."""
        using = {one.key for one in self.chances.using(self.options(chosen))}
        within = [column for column in chosen if self.built.options[column].key in using]
        if self.enough(self._bound(chosen, within)):
            within = chosen
        else:
            within = smallest(within, lambda some: not self.enough(self._bound(chosen, some)))
            outside = smallest(outside, lambda some: not self.enough(self._bound(self._others(some), within)))
        terms = [(column, 1.0) for column in outside] + [(column, -1.0) for column in within]
        self.program.at_least(terms, 1.0 - len(within))

    def _weigh(self, first: Sequence[frozenset[int]]) -> None:
        """The row that bounds the probability that all sets left out let hold; those of `first` go first."""
        sets = [*first, *(one for one in self.left_out if one not in set(first))]
        certain = list(self._nodes(self.all))
        parts = [[node] for node in certain] + [self.without[one] for one in sets]
        terms: Terms = []
        spare = log(self.most) - log(self.target)
        far = 1 - self.target / self.most
        for together in groups(parts):
            base = [certain[place] for place in together if place < len(certain)]
            own = [sets[place - len(certain)] for place in together if place >= len(certain)]
            more, constant = self._group(base, own, {*first}, far)
            terms += more
            spare -= constant
        if terms:
            self.program.at_most(terms, spare + SLIGHT)

    def _group(
        self, base: list[Node], sets: list[frozenset[int]], first: set[frozenset[int]], far: float
    ) -> tuple[Terms, float]:
        """Terms and a constant that -log of a group's probability is never below."""
        events, start = list(base), self.chances.joint(base)
        shares, reached, before = [], 0.0, start
        for one in sets:
            self.clock.check()
            events += self.without[one]
            after = self.chances.joint(events)
            shares.append((self.left_out[one], max(before - after, 0.0) / start))
            before = after
            if one in first:
                reached = 1 - after / start
        if len(sets) == 1:
            ((column, share),) = shares
            return [(column, -log1p(-share))], 0.0
        at = min(reached, far)
        terms = [(column, share / (1 - at)) for column, share in shares if share > 0]
        return terms, -log1p(-at) - at / (1 - at)


def smallest(items: Sequence[int], holds: Callable[[Sequence[int]], bool]) -> list[int]:
    """Some of `items` for which `holds`, and of which none can be left out; it holds for all, and for more.

    U. Junker, "QuickXplain: preferred explanations and relaxations for over-constrained problems", 2004.
    """

    def found(given: list[int], rest: Sequence[int], *, grown: bool) -> list[int]:
        if grown and holds(given):
            return []
        if len(rest) <= 1:
            return list(rest)
        half = len(rest) // 2
        one, other = rest[:half], rest[half:]
        late = found([*given, *one], other, grown=True)
        early = found([*given, *late], one, grown=bool(late))
        return early + late

    return [] if holds([]) else found([], items, grown=False)


def _barred(built: Built) -> set[int]:
    """The columns that something fixed keeps at 0."""
    program = built.program
    return {
        program.indices[program.starts[number]]
        for number, (_, _, group) in enumerate(program.rows)
        if group is not None and group.kind == "fixed"
    }
