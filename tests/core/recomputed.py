"""Classes recomputed from the JSON of an assessment, by nothing but the tables' CSV files.

What is read here is what any reader of the JSON has: the tree of findings, each saying how its level
follows from its reasons, and the tables as they are published. No code of the project is used.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import iotclass
from tests.core.reference import BADNESS
from tests.models import Ends

Record = dict[str, Any]

FOLDER = Path(iotclass.__file__).parent / "content" / "methods"


@cache
def table(method: str, name: str) -> dict[tuple[str, ...], tuple[str, str, int]]:
    """A table's outcome, origin and line per case, straight from its file."""
    with (FOLDER / method / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return {tuple(row[:-3]): (row[-3], row[-2], line) for line, row in enumerate(rows, start=2)}


def nodes(tree: Record) -> Iterator[Record]:
    """A finding and everything that it follows from."""
    yield tree
    for reason in tree["because"]:
        yield from nodes(reason)


def stated(node: Record, name: str = "level") -> Ends | None:
    """The two ends of a level as a record writes them."""
    if node[name] is None:
        return None
    best, last = node.get(f"{name}_range", [node[name], node[name]])
    assert node[name] == last
    return best, last


def level(node: Record, method: str, below_p1: str) -> Ends | None:
    """The level of a finding, from the leaves of its tree up."""
    found = [level(reason, method, below_p1) for reason in node["because"]]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    match node["how"]:
        case "table":
            return _looked_up(node, method, known)
        case "worst":
            ranked = [sorted(column, key=BADNESS.__getitem__)[-1] for column in zip(*known, strict=True)]
            return ranked[0], ranked[1]
        case "criteria":
            return _by_criteria(node, below_p1, known)
        case how:
            assert how == "stated"
            assert not node["because"]
            return stated(node)


def _looked_up(node: Record, method: str, known: list[Ends]) -> Ends:
    """Both ends looked up; the rows that the finding cites must be those two, or the one that they are."""
    name = node["rows"][0]["table"]
    cases = list(dict.fromkeys(zip(*known, strict=True)))
    cited = []
    for case in cases:
        _, origin, line = table(method, name)[case]
        row = ",".join(reversed(case) if name == "exposure" else case)
        at = f"content/methods/{method}/{name}.csv:{line}"
        cited.append({"table": name, "row": row, "origin": origin, "at": at})
    assert node["rows"] == cited
    assert node["at"] == "; ".join(row["at"] for row in cited)
    outcomes = [table(method, name)[case][0] for case in cases]
    return outcomes[0], outcomes[-1]


def _by_criteria(node: Record, below_p1: str, known: list[Ends]) -> Ends:
    """The worst end is the level below the criteria that lack; the best end is stated, and no worse."""
    levels = ("P1", "P2", "P3", "P4", "P5")
    lacking = {one for pair in known for one in pair}
    assert len(lacking) <= 1
    last = "P5"
    for one in lacking:
        last = (below_p1, *levels)[levels.index(one)]
    best, _ = stated(node) or ("", "")
    assert BADNESS[best] <= BADNESS[last]
    return best, last
