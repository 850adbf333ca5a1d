"""What an engine knows of an inventory's columns by their types, without a look at their cells."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """Columns of truth values, of whole numbers that 64 bits hold with a sign, and these without gaps.

    `printed` are columns of texts without gaps, none of which is or begins with a blank.
    """

    truths: frozenset[str]
    numbers: frozenset[str]
    filled: frozenset[str] = frozenset()
    printed: frozenset[str] = frozenset()


def by_types(types: Mapping[str, str], truth: str, whole: Set[str]) -> Known:
    """What the types of columns tell, where an engine calls truth values and whole numbers so."""
    return Known(
        frozenset(name for name, kind in types.items() if kind == truth),
        frozenset(name for name, kind in types.items() if kind in whole),
    )
