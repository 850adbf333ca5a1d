"""All pairs of exposure and class tables that agree with the paper's text, counted and summed up exactly.

The count goes row by row over every pair of monotone tables of five rows and five columns: tables that
end in the same row and look the same to the statements are counted together, and what their cells can be
is kept as bits. That is exact, and shares nothing with the search under test.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations_with_replacement
from typing import NamedTuple

from iotclass.core.scale import Protection, Severity
from tests.core.published import TABLES

Levels = tuple[int, ...]
"""One row of a table: an outcome per column, from 1."""

Seen = tuple[Levels, ...]
"""What the statements look at in a table."""

A, B = 1, 2
FIVE = range(1, 6)
"""Rows and columns of the tables of five, and exposures, from 1."""


class Group(NamedTuple):
    """Tables alike to the statements: how many, and what each of their cells can be."""

    tables: int
    cells: int


def _rows(outcomes: int) -> list[Levels]:
    """Every row that does not fall from left to right."""
    return list(combinations_with_replacement(range(1, outcomes + 1), 5))


def _below(low: Levels, high: Levels) -> bool:
    return all(one <= other for one, other in zip(low, high, strict=True))


def _bit(row: int, column: int, outcome: int) -> int:
    """The bit that says that a cell, rows and columns from 1, can have an outcome."""
    return 1 << (((row - 1) * 5 + column - 1) * 6 + outcome - 1)


def can_be(cells: int, row: int, column: int) -> set[int]:
    return {outcome for outcome in range(1, 7) if cells & _bit(row, column, outcome)}


def _grown(
    order: list[int],
    outcomes: int,
    allowed: Callable[[int, Levels], bool],
    look: Callable[[int, Levels, Seen], Seen],
) -> dict[Seen, Group]:
    """Every monotone table, row by row in `order`, each row nowhere below the one before."""
    found: dict[tuple[Levels, Seen], Group] = {((1,) * 5, ()): Group(1, 0)}
    for row in order:
        able = [levels for levels in _rows(outcomes) if allowed(row, levels)]
        grown: dict[tuple[Levels, Seen], Group] = {}
        for (last, seen), group in found.items():
            for levels in able:
                if _below(last, levels):
                    key = (levels, look(row, levels, seen))
                    bits = sum(_bit(row, column, one) for column, one in zip(FIVE, levels, strict=True))
                    before = grown.get(key, Group(0, 0))
                    grown[key] = Group(before.tables + group.tables, before.cells | group.cells | bits)
        found = grown
    merged: dict[Seen, Group] = {}
    for (_, seen), group in found.items():
        before = merged.get(seen, Group(0, 0))
        merged[seen] = Group(before.tables + group.tables, before.cells | group.cells)
    return merged


def _exposures() -> dict[Seen, Group]:
    """Exposure tables by their cells of C2 and C4, P4 down to P1; the five single cells are given."""
    cells = {(5, column): 1 for column in FIVE} | {(1, 1): 4, (3, 2): 2, (4, 4): 2}

    def allowed(row: int, levels: Levels) -> bool:
        return all(levels[column - 1] == one for (at, column), one in cells.items() if at == row)

    def look(_row: int, levels: Levels, seen: Seen) -> Seen:
        return (*seen, (levels[1], levels[3]))

    return _grown([5, 4, 3, 2, 1], 5, allowed, look)


def _classes() -> dict[Seen, Group]:
    """Class tables by their rows Insignificant and Moderate, and by the exposures with a B somewhere."""
    cells = {(row, 1): A for row in FIVE} | {(5, 2): 4, (5, 4): 6, (3, 2): B, (2, 4): 3}

    def allowed(row: int, levels: Levels) -> bool:
        return all(levels[column - 1] == one for (at, column), one in cells.items() if at == row)

    def look(row: int, levels: Levels, seen: Seen) -> Seen:
        rows, some_b = seen[:-1], seen[-1] if seen else (0,) * 5
        kept = (*rows, levels) if row in (1, 3) else rows
        return (*kept, tuple(int(one == B or bool(had)) for one, had in zip(levels, some_b, strict=True)))

    return _grown([1, 2, 3, 4, 5], 6, allowed, look)


def _agree(exposures: Seen, classes: Seen) -> bool:
    """Whether tables that look like this agree with the three sentences about reaching a class."""
    at_c2 = {p: seen[0] for p, seen in zip((5, 4, 3, 2, 1), exposures, strict=True)}
    at_c4 = {p: seen[1] for p, seen in zip((5, 4, 3, 2, 1), exposures, strict=True)}
    insignificant, moderate, some_b = classes
    reaches_a = {p for p, exposure in at_c2.items() if insignificant[exposure - 1] == A}
    can_reach_b = {p for p, exposure in at_c4.items() if some_b[exposure - 1]}
    moderate_b = {p for p in (3, 4) if moderate[at_c4[p] - 1] == B}
    return reaches_a == {2, 3, 4, 5} and can_reach_b - {5} == {2, 3, 4} and moderate_b == {4}


@cache
def pairs() -> tuple[tuple[int, int, int], ...]:
    """Per look of an exposure table: how many pairs there are, its cells, those of its class tables."""
    found = []
    class_tables = _classes().items()
    for exposures, group in _exposures().items():
        fitting = [other for classes, other in class_tables if _agree(exposures, classes)]
        if fitting:
            cells = 0
            for other in fitting:
                cells |= other.cells
            found.append((group.tables * sum(other.tables for other in fitting), group.cells, cells))
    return tuple(found)


def possible(connectivity: int, protection: int, impact: int) -> set[tuple[int, int]]:
    """Every (exposure, class) that some pair of tables gives to a case."""
    return {
        (exposure, letter)
        for _, exposed, classed in pairs()
        for exposure in can_be(exposed, protection, connectivity)
        for letter in can_be(classed, impact, exposure)
    }


def eroded(case: tuple[Protection, Severity]) -> set[str]:
    """What a cell of the erosion table can be: order, the five given cells, never above what was designed.

    Rising with protection and falling with severity; brute force over the values of one cell suffices,
    since every bound comes from a given cell.
    """
    given = {
        (row, column): int(outcome[1:])
        for (row, column), (outcome, origin) in TABLES["erosion"].items()
        if origin == "given"
    }
    protection, severity = case
    if protection is Protection.UNPROTECTED:
        return {"unprotected"}
    low, high = 0, protection.rank
    for (row, column), level in given.items():
        at, against = Protection(row), Severity(column)
        if at <= protection and against >= severity:
            low = max(low, level)
        if at >= protection and against <= severity:
            high = min(high, level)
    return {str(one) for one in Protection if low <= one.rank <= high}
