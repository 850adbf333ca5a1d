"""Coverage: which clauses the framework answers, and what connects those of two documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from iotclass.core.clause import (
    Clause,
    Document,
    Standing,
    composed,
    links,
    standings,
)
from iotclass.core.functionality import Framework, Relation

COUNTED = (Standing.ANSWERED, Standing.PARTLY, Standing.OUT_OF_SCOPE)
"""The standings that add up to all clauses of a document that ask for something and can be cited."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One document's clauses by how far the framework answers them."""

    document: Document
    clauses: tuple[tuple[Clause, Standing], ...]
    counts: Mapping[Standing, int]

    @property
    def total(self) -> int:
        """How many clauses are counted."""
        return sum(self.counts[one] for one in COUNTED)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses that functionalities connect, and what the one is to the other, where that can be said.

    `relation` None: related, not evidence.
    """

    from_: str
    to: str
    through: tuple[str, ...]
    relation: Relation | None


def coverage(document: Document) -> Coverage:
    """How far the framework answers `document`."""
    found = tuple(standings(document))
    counts = Counter(standing for _, standing in found)
    return Coverage(document, found, {one: counts[one] for one in Standing})


def pairs(
    framework: Framework, first: Document, second: Document, clause: str | None = None
) -> tuple[Pair, ...]:
    """Which clauses of `first` (all, or the one of that id) touch which of `second`, through what.

    A clause whose number is not the document's is looked up where it is linked, so `clause` is such a one.
    """
    linked = links(framework)
    found: list[Pair] = []
    for id_ in first.clauses if clause is None else (clause,):
        through: dict[str, list[tuple[str, Relation | None]]] = {}
        for one, source in linked.get((first.id, id_), ()):
            for other in one.sources:
                if other.document == second.id and (first.id, id_) != (second.id, other.clause):
                    relation = composed(source.relation, other.relation)
                    through.setdefault(other.clause, []).append((one.id, relation))
        for to in sorted(through, key=list(second.clauses).index):
            relations = {relation for _, relation in through[to]} - {None}
            found.append(Pair(id_, to, tuple(id_ for id_, _ in through[to]), _strongest(relations)))
    return tuple(found)


def _strongest(relations: set[Relation | None]) -> Relation | None:
    """What several functionalities together say: equal where one says so, or where both ways hold."""
    if Relation.EQUAL in relations or {Relation.COVERS, Relation.COVERED} <= relations:
        return Relation.EQUAL
    return next(iter(relations), None)
