"""What differs between two methods: what they declare about themselves, and the cases of their tables."""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.method import Method
from iotclass.core.table import Row


@dataclass(frozen=True, slots=True)
class Difference:
    """Two methods compared.

    `settings` holds name, first and second value of what is declared differently; `cells` the table and
    the two rows of each case whose outcome differs.
    """

    first: Method
    second: Method
    settings: tuple[tuple[str, str, str], ...]
    cells: tuple[tuple[str, Row, Row], ...]


def differences(first: Method, second: Method) -> Difference:
    """What differs between `first` and `second`."""
    ours, theirs = _settings(first), _settings(second)
    settings = tuple((name, ours[name], theirs[name]) for name in ours if ours[name] != theirs[name])
    cells = tuple(
        (name, row, second.tables[name].rows[case])
        for name, table in first.tables.items()
        for case, row in table.rows.items()
        if row.outcome is not second.tables[name].rows[case].outcome
    )
    return Difference(first, second, settings, cells)


def _settings(method: Method) -> dict[str, str]:
    """What a method declares about itself, in words."""
    return {
        "impact comes from": method.impact_from.value,
        "controls that fail P1 give": method.below_p1.value,
        "severity acts on": " and ".join(sorted(method.severity_acts_on)) or "nothing",
    }
