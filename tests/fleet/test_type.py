"""Devices that are components of a model are what `assess` finds these to be, but for what cells say."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from iotclass.app.model import open_model
from iotclass.core.assess import assess
from iotclass.core.inventory import BITS, LEVELS, RESULTS, Inventory
from iotclass.core.system import ControlState, System
from iotclass.core.type import Types, types
from iotclass.core.verdict import Verdict
from iotclass.fleet.duck import Wanted, nobody, opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.legend import legend
from iotclass.fleet.row import Row
from iotclass.fleet.source import source
from iotclass.read.content import examples, shipped
from iotclass.read.inventory import names
from tests.fleet.inventory import Result, expected, facts_asked, result, results
from tests.fleet.typed import joined, rows, system, varied

CONTENT = shipped().content
LEGEND = legend(CONTENT)
FACTS = facts_asked(CONTENT)
METHODS = sorted(CONTENT.methods)
VERDICT = RESULTS.index("verdict") - 1
SEEDS = 5
DEVICES = 50
Cells = dict[str, object]
States = dict[str, ControlState]
Form = Callable[..., tuple[Cells, States]]


def classified(folder: Path, inventory: Inventory, method: str, devices: list[Cells]) -> dict[str, Result]:
    """What DuckDB says of each device."""
    path, output = folder / "fleet.csv", folder / "classified.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(devices[0]))
        writer.writeheader()
        writer.writerows(devices)
    wanted = Wanted(output, folder / "rejects.csv", strict=True)
    with opened(source(str(path)), Limits(threads=1), folder) as duck:
        duck.classify(inventory, names().states, CONTENT.methods[method], CONTENT, wanted, nobody)
    return results(output)


def as_assessed(system: System, known: Types, method: str) -> dict[str, Result]:
    """What `assess` finds of each component.

    An acceptance is for a design, by somebody, until a day: nobody accepts a device, so that it is not met.
    """
    whole = replace(system, scenarios=(known.scenario,))
    found = assess(whole, CONTENT.methods[method], CONTENT).scenarios[0].components
    results = {id_: list(result(one, LEGEND, CONTENT.methods[method], CONTENT)) for id_, one in found.items()}
    for one in results.values():
        if one[VERDICT] == Verdict.ACCEPTED.value:
            one[VERDICT] = Verdict.NOT_MET.value
    return {id_: tuple(one) for id_, one in results.items()}


def are_as_assessed(folder: Path, parts: Mapping[str, tuple[System, Types]], method: str) -> None:
    """Devices that are nothing but their component are found to be what `assess` finds it to be."""
    wanted = {
        f"{name}-{id_}": one
        for name, (system, known) in parts.items()
        for id_, one in as_assessed(system, known, method).items()
    }
    inventory = Inventory(
        {"device_id": "id", "component": "type"},
        types=joined({name: one for name, (_, one) in parts.items()}),
    )

    found = classified(folder, inventory, method, [{"id": id_, "type": id_} for id_ in wanted])

    assert found == wanted
    assert len({one[VERDICT] for one in found.values()}) > 2


@pytest.mark.parametrize("method", METHODS)
def test_a_device_of_an_example_is_what_its_component_is(method: str, tmp_path: Path) -> None:
    parts = {}
    for name in examples():
        system = open_model(name).system
        for one in system.scenarios:
            parts[f"{name}-{one.id}"] = (system, types(system, one, CONTENT.methods[method], CONTENT))
    assert len(parts) > 20

    are_as_assessed(tmp_path, parts, method)


@pytest.mark.parametrize("method", METHODS)
def test_whatever_the_class_of_a_component_depends_on(method: str, tmp_path: Path) -> None:
    parts = {str(seed): (system(), varied(seed, method)) for seed in range(SEEDS)}

    are_as_assessed(tmp_path, parts, method)


def as_columns(row: Row, chance: random.Random, *, complete: bool) -> tuple[Cells, States]:
    """A column for each of some controls: cells, and the states that they say."""
    own = LEGEND.controls[::2]
    said = {
        id_: chance.choice(list(ControlState)) for id_ in own if chance.random() < chance.choice([0, 0.03])
    }
    cells: Cells = {id_: said[id_].value if id_ in said else "" for id_ in own}
    rest = ControlState.NO if complete else ControlState.UNKNOWN
    others = {id_: ControlState.UNKNOWN if id_ in own else rest for id_ in LEGEND.controls}
    return cells, said if row.component else {**others, **said}


def as_list(row: Row, chance: random.Random, *, complete: bool) -> tuple[Cells, States]:
    """A list of controls."""
    had = chance.sample(LEGEND.controls, chance.choice([0, 0, 1, 20, 200]))
    rest = ControlState.NO if complete and had else ControlState.UNKNOWN
    states = {id_: ControlState.YES if id_ in had else rest for id_ in LEGEND.controls}
    said = states if complete and had else dict.fromkeys(had, ControlState.YES)
    return {"list": "; ".join(had)}, said if row.component else states


def as_masks(row: Row, chance: random.Random, *, complete: bool) -> tuple[Cells, States]:
    """Masks of the first controls; in one inventory, some devices have none."""
    own = LEGEND.controls[: 2 * BITS]
    meant = {"yes": ControlState.YES, "unknown": ControlState.UNKNOWN, "na": ControlState.NOT_APPLICABLE}
    states = dict.fromkeys(LEGEND.controls, ControlState.NO if complete else ControlState.UNKNOWN)
    if chance.random() < 0.5:
        said = dict.fromkeys(own, ControlState.UNKNOWN)
        return {f"{name} {word}": "" for name in meant for word in (0, 1)}, {} if row.component else {
            **states,
            **said,
        }
    said = {id_: chance.choice([ControlState.YES] * 9 + [*meant.values(), ControlState.NO]) for id_ in own}
    cells: Cells = {}
    for name, state in meant.items():
        masks = LEGEND.masks(id_ for id_, one in said.items() if one is state)
        cells |= {f"{name} {word}": masks[word] for word in (0, 1)}
    return cells, said if row.component else {**states, **said}


FORMS: dict[str, tuple[Form, dict[str, Any]]] = {
    "columns": (as_columns, {"control_columns": {id_: id_ for id_ in LEGEND.controls[::2]}}),
    "list": (as_list, {"listed": "list"}),
    "masks": (
        as_masks,
        {
            "masks": {
                "yes": ("yes 0", "yes 1"),
                "unknown": ("unknown 0", "unknown 1"),
                "not applicable": ("na 0", "na 1"),
            },
            "legend": LEGEND.controls[: 2 * BITS],
        },
    ),
}


@pytest.mark.parametrize(
    ("form", "complete"), [("columns", False), ("columns", True), ("list", True), ("masks", False)]
)
def test_what_a_cell_says_goes_before(form: str, complete: bool, tmp_path: Path) -> None:
    method = METHODS[(list(FORMS).index(form) + complete) % len(METHODS)]
    parts = {str(seed): varied(seed, method) for seed in range(SEEDS)}
    chance = random.Random(form)  # noqa: S311  no secrets
    made, said = FORMS[form]
    devices: list[Cells] = []
    wanted = {}
    for name, row in rows(parts, DEVICES, seed=1):
        controls, states = made(row, chance, complete=complete)
        wanted[row.id] = expected(
            replace(row, controls=states), LEGEND, CONTENT.methods[method], CONTENT, parts[name]
        )
        type_ = f"{name}-{row.component}" if row.component else ""
        facts = {fact: row.facts.get(fact, "") for fact in FACTS}
        kind = row.kind if not row.component or chance.random() < 0.5 else ""
        devices.append({"id": row.id, "type": type_, "kind": kind, **row.texts, **facts, **controls})
    columns = {"device_id": "id", "component": "type", "kind": "kind"} | {name: name for name in LEVELS}
    inventory = Inventory(
        columns, facts={one: one for one in FACTS}, complete=complete, types=joined(parts), **said
    )

    found = classified(tmp_path, inventory, method, devices)

    assert found == wanted
