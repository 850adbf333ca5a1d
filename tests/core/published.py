"""The tables of both methods, typed in from the description of the method: what each cell must hold.

Each cell stands with its origin. Nothing here is read from the shipped content.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

CONNECTIVITIES = ("C1", "C2", "C3", "C4", "C5")
PROTECTIONS = ("unprotected", "P1", "P2", "P3", "P4", "P5")
EXPOSURES = ("E1", "E2", "E3", "E4", "E5")
IMPACTS = ("Insignificant", "Minor", "Moderate", "Major", "Catastrophic")
SEVERITIES = ("very low", "low", "medium", "high", "very high")
CLASSES = ("A", "B", "C", "D", "E", "F")
MEDIA = ("wired", "near", "wireless")
REACHES = ("direct", "local", "private", "public")
OPERATIONS = ("none", "inside", "outside")

Cell = tuple[str, str]
"""An outcome and its origin."""


def _grid(text: str) -> dict[Cell, Cell]:
    """A table as it is printed: per row and column the outcome and its origin."""
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    found = {}
    for row, *cells in lines:
        for column, cell in zip(head[1:], cells, strict=True):
            outcome, origin = cell.split()
            found[row, column] = (outcome, origin)
    return found


_TABLE_II = _grid("""
            | C1          | C2          | C3          | C4          | C5
P1          | E4 given    | E4 inferred | E5 inferred | E5 inferred | E5 inferred
P2          | E3 inferred | E3 inferred | E4 inferred | E4 inferred | E5 inferred
P3          | E2 inferred | E2 given    | E3 inferred | E3 inferred | E4 inferred
P4          | E1 inferred | E1 inferred | E2 inferred | E2 given    | E3 inferred
P5          | E1 given    | E1 given    | E1 given    | E1 given    | E1 given
unprotected | E5 ours     | E5 ours     | E5 ours     | E5 ours     | E5 ours
""")

_TABLE_I = _grid("""
              | E1      | E2         | E3         | E4         | E5
Catastrophic  | A given | D given    | E inferred | F given    | F derived
Major         | A given | C inferred | D inferred | E inferred | F inferred
Moderate      | A given | B given    | C inferred | D inferred | E inferred
Minor         | A given | A inferred | B inferred | C given    | D inferred
Insignificant | A given | A derived  | A inferred | B inferred | C inferred
""")

_EROSION = """
              | very low     | low          | medium      | high        | very high
P1            | P1 inferred  | P1 given     | P1 inferred | P1 inferred | P1 given
P2            | P2 inferred  | P2 inferred  | P2 inferred | P1 inferred | P1 inferred
P3            | P3 inferred  | P3 inferred  | P3 inferred | P2 inferred | P1 inferred
P4            | P4 inferred  | P4 given     | P4 inferred | P3 inferred | P2 inferred
P5            | P5 given     | P5 inferred  | P5 inferred | P4 inferred | P3 given
unprotected   | unprotected ours | unprotected ours | unprotected ours | unprotected ours | unprotected ours
"""

_LINKS = """
         | direct       | local        | private      | public
wired    | C1 / C1 / C4 | C2 / C2 / C4 | C2 / C4 / C4 | C5 / C5 / C5
near     | C2 / C2 / C4 | C2 / C2 / C4 | C2 / C4 / C4 | C5 / C5 / C5
wireless | C3 / C3 / C4 | C3 / C3 / C4 | C3 / C4 / C4 | C5 / C5 / C5
"""

_LINKS_GIVEN = {
    ("wired", "direct", "inside"),  # C1: closed and isolated
    ("wired", "local", "inside"),  # C2: no operation from outside the network
    ("wireless", "direct", "inside"),  # C3: connected by wireless technology
    ("wireless", "local", "inside"),
    *((medium, "private", "outside") for medium in MEDIA),  # C4: private, operated from outside
    *((medium, "public", "outside") for medium in MEDIA),  # C5: public infrastructure
}


def _links() -> dict[tuple[str, ...], Cell]:
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in _LINKS.strip().splitlines()]
    found: dict[tuple[str, ...], Cell] = {}
    for medium, *cells in lines:
        for reach, cell in zip(head[1:], cells, strict=True):
            for operations, level in zip(OPERATIONS, cell.split(" / "), strict=True):
                case = (medium, reach, operations)
                found[case] = (level, "given" if case in _LINKS_GIVEN else "inferred")
    return found


TABLES: dict[str, dict[tuple[str, ...], Cell]] = {
    "exposure": {(c, p): _TABLE_II[p, c] for c, p in product(CONNECTIVITIES, PROTECTIONS)},
    "class": {(i, e): _TABLE_I[i, e] for i, e in product(IMPACTS, EXPOSURES)},
    "impact": {
        ("very low",): ("Insignificant", "given"),
        ("low",): ("Minor", "given"),
        ("medium",): ("Moderate", "inferred"),
        ("high",): ("Major", "inferred"),
        ("very high",): ("Catastrophic", "given"),
    },
    "erosion": {(p, s): _grid(_EROSION)[p, s] for p, s in product(PROTECTIONS, SEVERITIES)},
    "connectivity": _links(),
}
"""Per table and case the outcome and its origin; the same in both methods."""


class Settings(NamedTuple):
    """What a method declares about itself."""

    impact_from: str
    below_p1: str
    severity_acts_on: frozenset[str]


SETTINGS = {
    "fazeldehkordi-2019": Settings("severity", "floor", frozenset({"protection", "impact"})),
    "iotclass-1": Settings("harm", "unprotected", frozenset({"protection"})),
}


def outcome(table: str, *case: str) -> str:
    """What a table says of a case."""
    return TABLES[table][case][0]
