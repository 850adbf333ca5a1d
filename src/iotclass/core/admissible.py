"""Other tables that agree with the statements of a source, and whether they would change a result.

The paper's tables are pictures; its text fixes some cells and constrains others. A cell is marked only
where another table that agrees with every statement would change the result. Only cells marked `inferred`
vary. The constraints are orders between neighbouring cells and allowed values per cell, for which
propagating bounds decides whether a table exists (the least value left in every cell is one).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.scale import Impact
from iotclass.core.statement import Cells, NotAbove, Reaches, cells
from iotclass.core.table import Case, Origin, Table, steps

Domains = Mapping[Case, Set[Level]]


@dataclass(frozen=True, slots=True)
class _Orders:
    """The pairs of neighbouring cases of a table, lower outcome first."""

    pairs: tuple[tuple[Case, Case], ...]

    @classmethod
    def of(cls, table: Table) -> _Orders:
        return cls(tuple(pair for position in range(len(table.inputs)) for pair in steps(table, position)))

    def narrowed(self, domains: Domains) -> Domains | None:
        """The values per cell that respect every order; None where some cell has none left."""
        found = dict(domains)
        changed = True
        while changed:
            changed = False
            for low, high in self.pairs:
                below, above = found[low], found[high]
                if not below or not above:
                    return None
                least, most = min(below), max(above)
                kept_above = {level for level in above if level >= least}
                kept_below = {level for level in below if level <= most}
                if len(kept_above) < len(above) or len(kept_below) < len(below):
                    found[low], found[high] = kept_below, kept_above
                    changed = True
        return found if all(found.values()) else None


class Admissible:
    """The tables that agree with a method's statements."""

    def __init__(self, method: Method) -> None:
        """Prepare the tables of `method`; the search itself is done when asked."""
        self.method = method
        self.orders = {name: _Orders.of(table) for name, table in method.tables.items()}
        self.reaches = tuple(one for one in method.statements if isinstance(one, Reaches))
        self.domains = {name: self._domains(table) for name, table in method.tables.items()}
        self._exposures: list[tuple[Domains, tuple[Domains, ...]]] | None = None

    def _domains(self, table: Table) -> Domains | None:
        """What each cell may be by the statements about this table alone."""
        every = frozenset(table.outcome)
        free = {case: row.origin is Origin.INFERRED for case, row in table.rows.items()}
        domains: dict[Case, Set[Level]] = {
            case: every if free[case] else frozenset({row.outcome}) for case, row in table.rows.items()
        }
        for statement in self.method.statements:
            if isinstance(statement, Cells) and statement.table == table.name:
                for case in cells(statement, table):
                    domains[case] = domains[case] & {statement.outcome}
            elif isinstance(statement, NotAbove) and statement.table == table.name:
                position = table.scales.index(table.outcome)
                domains = {
                    case: {level for level in left if level.rank <= case[position].rank}
                    for case, left in domains.items()
                }
        return self.orders[table.name].narrowed(domains)

    def outcomes(self, table: str, case: Case) -> frozenset[Level]:
        """What a cell of a table other than exposure and class may be, table by table."""
        domains = self.domains[table]
        return frozenset(domains[case]) if domains is not None else frozenset()

    def classes(
        self, connectivity: Level, protection: Level, impact: Level
    ) -> frozenset[tuple[Level, Level]]:
        """Every (exposure, class) that some admissible pair of tables gives to a case.

        Exact over all pairs: the cells of the exposure table that statements about both tables speak of
        are enumerated, and for each choice it is decided whether a class table exists.
        """
        found: set[tuple[Level, Level]] = set()
        for exposures, class_tables in self._pairs():
            for exposure in exposures[connectivity, protection]:
                fixed = self._fixed("exposure", exposures, (connectivity, protection), exposure)
                if fixed is None:
                    continue
                for classes in class_tables:
                    for level in classes[impact, exposure]:
                        case = (impact, exposure)
                        known = (exposure, level) in found
                        if not known and self._fixed("class", classes, case, level) is not None:
                            found.add((exposure, level))
        return frozenset(found)

    def _fixed(self, table: str, domains: Domains, case: Case, level: Level) -> Domains | None:
        """`domains` with one cell fixed, narrowed."""
        return self.orders[table].narrowed({**domains, case: {level} & domains[case]})

    def _pairs(self) -> list[tuple[Domains, tuple[Domains, ...]]]:
        """Each choice of the exposure cells that link the tables, with the class tables that go with it."""
        if self._exposures is None:
            start, classes = self.domains["exposure"], self.domains["class"]
            linking = {(one.connectivity, level) for one in self.reaches for level in (*one.at, *one.not_at)}
            found: list[tuple[Domains, tuple[Domains, ...]]] = []
            if start is not None and classes is not None:
                for exposures in self._choices(start, sorted(linking, key=str)):
                    tables = tuple(self._class_tables(classes, exposures))
                    if tables:
                        found.append((exposures, tables))
            self._exposures = found
        return self._exposures

    def _choices(self, domains: Domains, linking: list[Case]) -> Iterator[Domains]:
        """Every way to fix the linking cells."""
        if not linking:
            yield domains
            return
        case, *rest = linking
        for level in sorted(domains[case]):
            fixed = self._fixed("exposure", domains, case, level)
            if fixed is not None:
                yield from self._choices(fixed, rest)

    def _class_tables(self, domains: Domains, exposures: Domains) -> Iterator[Domains]:
        """What the class cells may be, per way to make every statement about both tables hold."""
        barred: dict[Case, Set[Level]] = dict(domains)
        needed: list[list[tuple[Case, Level]]] = []
        for one in self.reaches:
            impacts: Iterable[Level] = Impact if one.impact is None else (one.impact,)
            for protection in (*one.at, *one.not_at):
                (exposure,) = exposures[one.connectivity, protection]
                cases = [(impact, exposure) for impact in impacts]
                if protection in one.at:
                    needed.append([(case, one.level) for case in cases])
                else:
                    for case in cases:
                        barred[case] = barred[case] - {one.level}
        narrowed = self.orders["class"].narrowed(barred)
        if narrowed is not None:
            yield from self._needing(narrowed, needed)

    def _needing(self, domains: Domains, needed: list[list[tuple[Case, Level]]]) -> Iterator[Domains]:
        """Every way to give each of `needed` its level in one of its cells."""
        if not needed:
            yield domains
            return
        first, *rest = needed
        for case, level in first:
            fixed = self._fixed("class", domains, case, level)
            if fixed is not None:
                yield from self._needing(fixed, rest)
