"""What an engine knows of an inventory's columns by their types, without a look at their cells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """Columns of truth values, of whole numbers that 64 bits hold with a sign, and these without gaps."""

    truths: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
