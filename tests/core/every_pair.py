"""Every pair of exposure and class tables that agrees with the paper's text, one by one, as arrays.

The statements are typed in from the paper's text again. Tables are built row by row and every one is kept;
nothing is decided by bounds, and nothing is shared with the search under test. What a scenario does not look
at is left out of the tables before they are paired, which no class depends on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

Tables = NDArray[np.int8]
"""Tables of five rows and five columns, outcomes from 1."""
Case = tuple[int, int, int]
"""Connectivity from 1, protection (0 is unprotected) and impact from 1."""
Ends = tuple[int, int]
"""The best and the worst rank of a class, from 1."""

A, B = 1, 2


def _rows(outcomes: int, fixed: Mapping[int, int]) -> Tables:
    """Every row that does not fall, columns from 1, some of them fixed."""
    found = [
        row
        for row in combinations_with_replacement(range(1, outcomes + 1), 5)
        if all(row[column - 1] == outcome for column, outcome in fixed.items())
    ]
    return np.array(found, dtype=np.int8)


def _grown(rows: Sequence[Tables]) -> Tables:
    """Every way to put one of each of `rows` under the other so that no column falls."""
    tables = rows[0][:, None, :]
    for able in rows[1:]:
        fits = (tables[:, None, -1, :] <= able[None]).all(axis=2)
        table, row = np.nonzero(fits)
        tables = np.concatenate([tables[table], able[row][:, None, :]], axis=1)
    return tables


@cache
def exposure_tables() -> Tables:
    """Rows P5, P4, P3, P2, P1; columns C1 to C5."""
    fixed: list[dict[int, int]] = [dict.fromkeys(range(1, 6), 1), {4: 2}, {2: 2}, {}, {1: 4}]
    return _grown([_rows(5, one) for one in fixed])


@cache
def class_tables() -> Tables:
    """Rows Insignificant to Catastrophic; columns E1 to E5."""
    fixed: list[dict[int, int]] = [{1: A}, {1: A, 4: 3}, {1: A, 2: B}, {1: A}, {1: A, 2: 4, 4: 6}]
    return _grown([_rows(6, one) for one in fixed])


def _smooth(tables: Tables) -> NDArray[np.bool_]:
    """The tables without jumps, but for the step out of the line that the paper fixes whole."""
    steps = [np.diff(tables, axis=axis).reshape(len(tables), -1) for axis in (1, 2)]
    highest: Tables = np.concatenate(steps, axis=1).max(axis=1)
    return highest <= 1


@cache
def _groups(*, smooth: bool) -> tuple[tuple[Tables, Tables], ...]:
    """Exposure tables that are alike to the linking sentences, with the class tables that go with them."""
    exposures, classes = exposure_tables(), class_tables()
    if smooth:  # P5 gives E1 and E1 gives A whatever else: out of these lines the paper jumps itself
        exposures = exposures[_smooth(exposures[:, 1:, :])]
        classes = classes[_smooth(classes[:, :, 1:])]
    reaches = np.concatenate([classes[:, 0] == A, (classes == B).any(axis=1), classes[:, 2] == B], axis=1)
    codes = reaches @ (1 << np.arange(15))
    _, first, kind = np.unique(codes, return_index=True, return_inverse=True)
    kinds = reaches[first]
    found = []
    linking = exposures[:, 1:, [1, 3]]  # C2 and C4, P4 to P1
    for look in np.unique(linking, axis=0):
        at_c2, at_c4 = look[:, 0] - 1, look[:, 1] - 1
        agree = (kinds[:, at_c2] == [True, True, True, False]).all(axis=1)
        agree &= (kinds[:, 5 + at_c4] == [True, True, True, False]).all(axis=1)
        agree &= (kinds[:, 10 + at_c4[:2]] == [True, False]).all(axis=1)
        if agree.any():
            found.append((exposures[(linking == look).all(axis=(1, 2))], classes[agree[kind]]))
    return tuple(found)


def count(*, smooth: bool = False) -> int:
    """How many pairs there are."""
    return sum(len(exposures) * len(classes) for exposures, classes in _groups(smooth=smooth))


def smooth_pairs() -> Iterator[tuple[Tables, Tables]]:
    """Each pair without jumps."""
    for exposures, classes in _groups(smooth=True):
        for exposure in exposures:
            for class_ in classes:
                yield exposure, class_


@cache
def _seen(impacts: tuple[int, ...], *, smooth: bool) -> tuple[tuple[Tables, Tables], ...]:
    """The groups, of class tables only the rows of `impacts`, and alike ones once."""
    return tuple(
        (exposures, _distinct(classes[:, [impact - 1 for impact in impacts]]))
        for exposures, classes in _groups(smooth=smooth)
    )


def _distinct(rows: Tables) -> Tables:
    """Each of several parts of class tables once; the first column is the same in all."""
    digits = rows[:, :, 1:].reshape(len(rows), -1).astype(np.int64)
    places = 3 * np.arange(digits.shape[1])
    _, first = np.unique((digits << places).sum(axis=1), return_index=True)
    return rows[first]


def _exposed(exposures: Tables, cases: Sequence[Case]) -> Tables:
    """The exposure of each case by each table; what is unprotected has the highest in all."""
    columns = [
        np.full(len(exposures), 5, dtype=np.int8) if not protection else exposures[:, 5 - protection, c - 1]
        for c, protection, _ in cases
    ]
    return np.unique(np.stack(columns, axis=1), axis=0)


def ranges(
    cases: Mapping[str, tuple[Case, Case]], relies_on: Mapping[str, Sequence[str]], *, smooth: bool = False
) -> dict[str, tuple[Ends, Ends]]:
    """The classes by every pair: per component and for the whole ("") the ranges of the best and worst end.

    `cases` are what goes into the tables at the best and at the worst ends, in an order in which what is
    relied on comes first.
    """
    used = sorted({case for both in cases.values() for case in both})
    impacts = tuple(sorted({case[2] for case in used}))
    found: dict[str, list[Ends]] = {}
    worst: dict[str, list[Ends]] = {}
    for exposures, classes in _seen(impacts, smooth=smooth):
        for row in _exposed(exposures, used):
            letters = {
                case: classes[:, impacts.index(case[2]), exposure - 1]
                for case, exposure in zip(used, row, strict=True)
            }
            for end, kept in ((0, found), (1, worst)):
                finals: dict[str, Tables] = {}
                for id_, both in cases.items():
                    own = [letters[both[end]], *(finals[provider] for provider in relies_on.get(id_, ()))]
                    finals[id_] = np.max(own, axis=0)
                finals[""] = np.max(list(finals.values()), axis=0)
                for id_, final in finals.items():
                    kept.setdefault(id_, []).append((int(final.min()), int(final.max())))
    return {id_: (_over(found[id_]), _over(worst[id_])) for id_ in found}


def _over(ends: Sequence[Ends]) -> Ends:
    return min(low for low, _ in ends), max(high for _, high in ends)
