"""Other tables that agree with the statements of a source, and whether they would change a result.

The paper's tables are pictures; its text fixes some cells and constrains others. A cell is marked only
where another table that agrees with every statement would change the result. Only cells marked `inferred`
vary.

Whether a table exists is decided by propagating bounds (order.py). What links the exposure table with the
class table is enumerated (link.py); after that they are independent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from operator import ge, le
from typing import TypeGuard

from iotclass.core.level import Level
from iotclass.core.link import Way, links, ways
from iotclass.core.method import Method
from iotclass.core.order import Ranks, Steps, bits, each, greatest, least
from iotclass.core.statement import Cells, NotAbove, Reaches, cells, violations
from iotclass.core.table import Case, Origin, Table, steps

Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""An exposure table and a class table: the rank of every cell, in the order of the cases."""


class Admissible:
    """The tables that agree with a method's statements."""

    def __init__(self, method: Method, *, smooth: bool = False) -> None:
        """The tables that agree with the statements of `method`; the search is done when asked.

        `smooth`: only those in which neighbouring cells differ by at most one level. The step out of a
        line that a statement fixes whole does not count: the paper itself jumps from A to D there.
        """
        self.method = method
        self._smooth = smooth
        self._known: dict[str, tuple[Steps, Ranks | None]] = {}

    @cached_property
    def smooth(self) -> Admissible:
        """Those of the tables in which neighbouring cells differ by at most one level."""
        return self if self._smooth else Admissible(self.method, smooth=True)

    def _table(self, name: str) -> tuple[Steps, Ranks | None]:
        """The cells of a table and what each may be by the statements about this table alone."""
        if name not in self._known:
            table = self.method.tables[name]
            found = Steps(table, self._close(table) if self._smooth else None)
            self._known[name] = found, found.narrowed(tuple(self._allowed(table).values()))
        return self._known[name]

    def _close(self, table: Table) -> Callable[[Case, Case], bool]:
        """Whether two neighbours are on the same side of every line that a statement fixes."""
        fixed = [cells(one, table) for one in self.method.statements if _about(one, table)]
        lines = [frozenset(line) for line in fixed if len(line) > 1]
        return lambda low, high: all((low in line) is (high in line) for line in lines)

    def _allowed(self, table: Table) -> dict[Case, int]:
        """What each cell may be, before order is looked at."""
        every = bits(table.outcome)
        allowed = {
            case: every if row.origin is Origin.INFERRED else bits([row.outcome])
            for case, row in ((case, table.rows[case]) for case in table.cases())
        }
        for statement in self.method.statements:
            if _about(statement, table):
                for case in cells(statement, table):
                    allowed[case] &= bits([statement.outcome])
            elif isinstance(statement, NotAbove) and statement.table == table.name:
                position = table.scales.index(table.outcome)
                allowed = {case: ranks & (2 << case[position].rank) - 1 for case, ranks in allowed.items()}
        return allowed

    def outcomes(self, table: str, case: Case) -> frozenset[Level]:
        """What a cell of a table other than exposure and class may be, table by table."""
        found, ranks = self._table(table)
        left = 0 if ranks is None else ranks[found.number[case]]
        return frozenset(found.levels[rank] for rank in each(left))

    def classes(
        self, connectivity: Level, protection: Level, impact: Level
    ) -> frozenset[tuple[Level, Level]]:
        """Every (exposure, class) that some admissible pair of tables gives to a case.

        Exact over all pairs: the cells of the exposure table that statements about both tables speak of
        are enumerated, and for each choice it is decided whether a class table exists.
        """
        exposed, classed = self._table("exposure")[0], self._table("class")[0]
        number = exposed.number[connectivity, protection]
        found: set[tuple[Level, Level]] = set()
        for exposures, classes in self._parts:
            for exposure in each(exposures[number]):
                if exposed.fixed(exposures, number, 1 << exposure) is None:
                    continue
                level = exposed.levels[exposure]
                cell = classed.number[impact, level]
                for rank in each(classes[cell]):
                    case = (level, classed.levels[rank])
                    if case not in found and classed.fixed(classes, cell, 1 << rank) is not None:
                        found.add(case)
        return frozenset(found)

    @cached_property
    def lowest(self) -> tuple[Pair, ...]:
        """Pairs below all others: to each pair there is one of these that is nowhere above it.

        In each part the pair of the least tables is an admissible one.
        """
        return self._outermost(least, le)

    @cached_property
    def highest(self) -> tuple[Pair, ...]:
        """Pairs above all others: to each pair there is one of these that is nowhere below it."""
        return self._outermost(greatest, ge)

    def _outermost(self, end: Callable[[int], int], beyond: Callable[[int, int], bool]) -> tuple[Pair, ...]:
        """The pairs at one end of each part, but for those that another is beyond or equal to everywhere."""
        found: list[Pair] = []
        for exposures, classes in self._parts:
            pair = (tuple(map(end, exposures)), tuple(map(end, classes)))
            if not any(_all_beyond(other, pair, beyond) for other in found):
                found = [other for other in found if not _all_beyond(pair, other, beyond)] + [pair]
        return tuple(found)

    def outcome_by(self, pair: Pair, table: str, case: Case) -> Level:
        """What a pair of tables says in a case of one of the two; of another table, what that says."""
        if table not in {"exposure", "class"}:
            return self.method.tables[table][case]
        found = self._table(table)[0]
        return found.levels[pair[table == "class"][found.number[case]]]

    def class_by(self, pair: Pair, connectivity: Level, protection: Level, impact: Level) -> Level:
        """The class that a pair gives to a case."""
        exposure = self.outcome_by(pair, "exposure", (connectivity, protection))
        return self.outcome_by(pair, "class", (impact, exposure))

    def fixed(self, connectivity: Level, protection: Level, impact: Level) -> Level | None:
        """The class of a case that needs no search, since nothing on its way is inferred; None if it does."""
        tables = self.method.tables
        exposure = tables["exposure"].rows[connectivity, protection]
        classed = tables["class"].rows[impact, exposure.outcome]
        inferred = Origin.INFERRED in {exposure.origin, classed.origin}
        return classed.outcome if not inferred and self._has_own else None

    @cached_property
    def _has_own(self) -> bool:
        """Whether the method's own tables are among these."""
        tables = {name: self.method.tables[name] for name in ("exposure", "class")}
        about = [one for one in self.method.statements if isinstance(one, Reaches) or one.table in tables]
        if any(True for one in about for _ in violations(one, tables)):
            return False
        return not self._smooth or not any(self._jumps(table) for table in tables.values())

    def _jumps(self, table: Table) -> bool:
        """Whether two cells of `table` differ by more than neighbours may."""
        close = self._close(table)
        return any(
            table[high].rank - table[low].rank > 1 and close(low, high)
            for position in range(len(table.inputs))
            for low, high in steps(table, position)
        )

    @cached_property
    def _parts(self) -> tuple[Way, ...]:
        """What the cells of both tables can be, per way to make the statements about both hold."""
        (exposed, exposures), (classed, classes) = self._table("exposure"), self._table("class")
        if exposures is None or classes is None:
            return ()
        reaches = [one for one in self.method.statements if isinstance(one, Reaches)]
        return tuple(ways(exposed, classed, (exposures, classes), links(reaches, exposed, classed)))


def _about(statement: object, table: Table) -> TypeGuard[Cells]:
    """Whether a statement fixes cells of `table`."""
    return isinstance(statement, Cells) and statement.table == table.name


def _all_beyond(one: Pair, other: Pair, beyond: Callable[[int, int], bool]) -> bool:
    """Whether a pair is beyond another one, or equal to it, in every cell."""
    return all(map(beyond, one[0], other[0])) and all(map(beyond, one[1], other[1]))
