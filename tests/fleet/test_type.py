"""Devices that refer to a component of a model are what `assess` finds of that component."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from iotclass.app.model import open_model
from iotclass.core.assess import assess
from iotclass.core.inventory import RESULTS, Inventory
from iotclass.core.system import Scenario, System
from iotclass.core.type import Types, types
from iotclass.core.verdict import Verdict
from iotclass.fleet.duck import Limits, Wanted, opened
from iotclass.fleet.legend import legend
from iotclass.fleet.source import source
from iotclass.read.content import examples, shipped
from iotclass.read.inventory import names
from tests.fleet.inventory import Result, result

CONTENT = shipped().content
LEGEND = legend(CONTENT)
METHODS = sorted(CONTENT.methods)
VERDICT = RESULTS.index("verdict") - 1
REFERRING = {"device_id": "id", "component": "type"}


def classified(
    folder: Path, inventory: Inventory, method: str, rows: list[dict[str, str]]
) -> dict[str, Result]:
    """What DuckDB says of each device."""
    path, output = folder / "fleet.csv", folder / "classified.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    wanted = Wanted(output, folder / "rejects.csv", strict=True)
    with opened(source(str(path)), Limits(threads=1), folder) as duck:
        duck.classify(inventory, names().states, CONTENT.methods[method], CONTENT, wanted, lambda _: None)
    with output.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    return {row["device_id"]: tuple(_value(name, row[name]) for name in RESULTS[1:]) for row in found}


def _value(name: str, text: str) -> str | int | None:
    if not text:
        return None
    return int(text) if name == "lacking" else text


def designs() -> Iterator[tuple[str, System, Scenario]]:
    """Every scenario of every built-in example."""
    for name in examples():
        system = open_model(name).system
        for scenario in system.scenarios:
            yield f"{name}/{scenario.id}", system, scenario


def as_assessed(known: Types, system: System, method: str) -> dict[str, Result]:
    """What `assess` finds of each component.

    An acceptance is for a design, by somebody, until a day: nobody accepts a device, so it is not met.
    """
    found = assess(system, CONTENT.methods[method], CONTENT, [known.scenario.id]).scenarios[0].components
    results = {id_: list(result(one, LEGEND, CONTENT.methods[method], CONTENT)) for id_, one in found.items()}
    for one in results.values():
        if one[VERDICT] == Verdict.ACCEPTED.value:
            one[VERDICT] = Verdict.NOT_MET.value
    return {id_: tuple(one) for id_, one in results.items()}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("system", "scenario"), [pytest.param(system, scenario, id=id_) for id_, system, scenario in designs()]
)
def test_a_device_is_what_its_component_is(
    system: System, scenario: Scenario, method: str, tmp_path: Path
) -> None:
    known = types(system, scenario, CONTENT.methods[method], CONTENT)
    rows = [{"id": id_, "type": id_} for id_ in scenario.components]

    found = classified(tmp_path, Inventory(REFERRING, types=known), method, rows)

    assert len(found) > 1
    assert found == as_assessed(known, system, method)
