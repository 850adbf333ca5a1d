"""What a method says of doubt: how named confidences spread, what the states of controls are worth."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path

from iotclass.core.method import Confidence
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.system import ControlState
from iotclass.read.file import cited, csv_rows
from iotclass.read.word import nearest

NAMES = ("sure", "likely", "guess")
"""The confidences that a model can name."""
WORKS_AT_LEAST = 0.5
"""Who says that a control is there finds that more likely than not."""
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def read_confidence(folder: Path, problems: list[Problem]) -> dict[str, Confidence]:
    """Per name what being that sure means, from `confidence.csv`."""
    path = folder / "confidence.csv"
    rows = _rows(path, ["confidence", "same", "one_away", "two_away", "works"], NAMES, problems)
    found = {}
    for name, (place, (*weights, works)) in rows.items():
        total = weights[0] + 2 * math.fsum(weights[1:])
        if not math.isclose(total, 1, abs_tol=1e-9):
            message = (
                f"the weights of {name} sum to {total:g}: that of the level itself once, the others twice"
            )
            problems.append(Problem(place, message, "weights that sum to 1"))
        elif sorted(weights, reverse=True) != weights:
            message = f"{name}: a level further away is more likely than a nearer one"
            problems.append(Problem(place, message, "weights that fall"))
        elif works < WORKS_AT_LEAST:
            message = f"{name}: a control that is said to be there rather does not work than does"
            problems.append(Problem(place, message, "0.5 or more"))
        found[name] = Confidence(tuple(weights), works)
    for surer, other in pairwise(name for name in NAMES if name in found):
        for what, one, less in (
            ("the level itself", found[surer].weights[0], found[other].weights[0]),
            ("a working control", found[surer].works, found[other].works),
        ):
            if one < less:
                message = f"{other} is surer of {what} than {surer}: {less:g} to {one:g}"
                problems.append(Problem(rows[other][0], message, f"no more than {one:g}"))
    return found


def read_works(folder: Path, problems: list[Problem]) -> dict[ControlState, float]:
    """Per state how likely it is that such a control is in place and works, from `works.csv`."""
    states = {state.value: state for state in ControlState}
    rows = _rows(folder / "works.csv", ["state", "works"], tuple(states), problems)
    certain = {ControlState.YES: 1.0, ControlState.NO: 0.0, ControlState.PLANNED: 0.0}
    found = {}
    for name, (place, (works,)) in rows.items():
        state = states[name]
        if state in certain and works != certain[state]:
            message = f"a control that is {name!r}, with nothing said of doubt, works with {works:g}"
            problems.append(Problem(place, message, f"{certain[state]:g}"))
        elif state not in certain and works >= 1:
            message = f"a control that is {name!r} would count as there for certain"
            problems.append(Problem(place, message, "less than 1: silence is never good"))
        found[state] = works
    return found


def _rows(
    path: Path, header: list[str], names: tuple[str, ...], problems: list[Problem]
) -> dict[str, tuple[Place, list[float]]]:
    """The rows of a table of probabilities, one for each of `names`."""
    found: dict[str, tuple[Place, list[float]]] = {}
    before = len(problems)
    try:
        for line, (name, *cells) in csv_rows(path, header):
            place = Place(cited(path), line)
            bad = [cell for cell in cells if not _NUMBER.fullmatch(cell) or float(cell) > 1]
            if name not in names:
                message = f"no {header[0]} {name!r}"
                problems.append(Problem(place, message, f"one of {', '.join(names)}", nearest(name, names)))
            elif name in found:
                problems.append(Problem(place, f"{name} is there already", f"each {header[0]} once"))
            elif len(cells) != len(header) - 1:
                problems.append(Problem(place, f"{len(cells) + 1} cells", str(len(header))))
            elif bad:
                problems.append(Problem(place, repr(bad[0]), "a number from 0 to 1"))
            else:
                found[name] = (place, [float(cell) for cell in cells])
    except InvalidError as error:
        problems += error.problems
    missing = [name for name in names if name not in found]
    if missing and len(problems) == before:
        problems.append(Problem(Place(cited(path)), f"no row for {', '.join(missing)}"))
    return found
