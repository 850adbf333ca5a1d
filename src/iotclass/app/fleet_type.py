"""The model to whose components the devices of an inventory refer, as types of devices."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from iotclass.app.model import Opened, opened
from iotclass.core.inventory import Inventory, Reference
from iotclass.core.method import Method
from iotclass.core.place import InvalidError, Problem
from iotclass.core.system import Scenario
from iotclass.core.type import Types, types
from iotclass.read.content import Shipped, examples
from iotclass.read.file import cited
from iotclass.read.text import read_bytes
from iotclass.read.word import listed, nearest, unknown


def open_reference(read: Inventory, method: str, content: Shipped) -> Opened:
    """The model that a mapping names: a file beside the mapping, or a built-in example.

    It is to be assessed by its own method, unless another built-in one is asked for. Raises InvalidError.
    """
    reference = read.reference
    if reference is None:
        raise ValueError("a mapping that names no model")
    path = model_path(read)
    if path is None:
        known = examples()
        message, expected = (
            f"no model {reference.model!r}",
            f"a file beside this one, or one of {', '.join(known)}",
        )
        raise InvalidError([Problem(reference.place, message, expected, nearest(reference.model, known))])
    return opened(read_bytes(str(path)), cited(path), content.content.methods.get(method), content)


def model_path(read: Inventory) -> Path | None:
    """Where the model is that a mapping names; None where it is not."""
    if read.reference is None:
        return None
    beside = Path(read.place.file).parent / read.reference.model
    return beside if beside.is_file() else examples().get(read.reference.model)


def seen_from(read: Inventory, folder: Path) -> Inventory:
    """`read` for a mapping in another folder: the model is named as it is seen from there."""
    path = model_path(read)
    if read.reference is None or path is None or path in examples().values():
        return read
    model = os.path.relpath(path, folder)
    return replace(read, reference=replace(read.reference, model=model))


def types_of(read: Inventory, opened: Opened, method: Method) -> Types:
    """The components of the model's scenario as types, assessed by `method`. Raises InvalidError."""
    reference = read.reference
    if reference is None:
        raise ValueError("a mapping that names no model")
    scenario = _scenario(reference, opened)
    problems: list[Problem] = []
    for id_, place in reference.named.items():
        if id_ not in scenario.components:
            unknown(place, f"no component {id_!r}", id_, scenario.components, problems)
    folded: dict[str, str] = {}
    for id_ in scenario.components:
        if folded.setdefault(id_.lower(), id_) != id_:
            message = f"the model's components {folded[id_.lower()]} and {id_} differ in case only"
            problems.append(
                Problem(reference.place, message, "ids that differ, as cells are read in any case")
            )
    if problems:
        raise InvalidError(problems)
    return types(opened.system, scenario, method, opened.content)


def _scenario(reference: Reference, opened: Opened) -> Scenario:
    known = {one.id: one for one in opened.system.scenarios}
    if reference.scenario in known:
        return known[reference.scenario]
    if not reference.scenario and len(known) == 1:
        return next(iter(known.values()))
    message = f"no scenario {reference.scenario!r}"
    if not reference.scenario:
        message = "a model of several scenarios, and nothing says which (`scenario: …`)"
    expected = f"one of {listed(known, reference.scenario)}"
    problem = Problem(reference.scenario_place, message, expected, nearest(reference.scenario, known))
    raise InvalidError([problem])
