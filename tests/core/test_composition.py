"""Composed relations, checked against sets of demands: what a functionality and two clauses each ask for."""

from __future__ import annotations

from itertools import product

import pytest

from iotclass.core.clause import composed
from iotclass.core.functionality import Relation

DEMANDS = [
    frozenset(one for one, held in zip("xyz", bits, strict=True) if held)
    for bits in product((0, 1), repeat=3)
]
"""Every set of three demands."""


def _relation(one: frozenset[str], other: frozenset[str]) -> Relation:
    """How `one` relates to `other`, by what each asks for."""
    if one == other:
        return Relation.EQUAL
    if one > other:
        return Relation.COVERS
    return Relation.COVERED if one < other else Relation.OVERLAP


@pytest.mark.parametrize("first", Relation)
@pytest.mark.parametrize("second", Relation)
def test_what_is_said_of_two_clauses_holds_for_all_that_they_can_ask_for(
    first: Relation, second: Relation
) -> None:
    possible = {
        _relation(clause, other)
        for functionality, clause, other in product(DEMANDS[1:], repeat=3)
        if _relation(functionality, clause) is first and _relation(functionality, other) is second
    }
    said = composed(first, second)
    assert possible
    if said is None:
        assert len(possible) > 1 or possible == {Relation.OVERLAP}
    elif said is Relation.EQUAL:
        assert possible == {Relation.EQUAL}
    else:
        assert possible <= {said, Relation.EQUAL}
        assert said in possible
