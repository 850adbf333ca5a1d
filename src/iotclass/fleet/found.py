"""One device of an inventory, found by its id, as the scalar engine takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from iotclass.core.inventory import COMPONENT, ID, LEVELS, Inventory
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.system import ControlState
from iotclass.fleet.ask import Reading
from iotclass.fleet.dialect import DUCKDB
from iotclass.fleet.duck import Duck
from iotclass.fleet.literal import literal
from iotclass.fleet.plan import rejection
from iotclass.fleet.prepare import Prepared
from iotclass.fleet.row import Row
from iotclass.fleet.type import called

NEAR = 5
"""How many ids like one that is not there are named."""


@dataclass(frozen=True, slots=True)
class Found:
    """A device, and where all rows are that have its id; it is the first of them."""

    row: Row
    places: tuple[Place, ...]


def found(duck: Duck, reading: Reading, device: str, inventory: str) -> Found:
    """The device of that id. Raises InvalidError where there is none, or its row cannot be classified."""
    duck.rows("SET preserve_insertion_order = true")
    columns = tuple(dict.fromkeys(reading.inventory.control_columns))
    asked = replace(reading.inventory, keep=columns)
    prepared = duck.views(asked, reading.states, reading.content, numbered=True)
    mine = f"SELECT * FROM temp.inventory WHERE device_id = {literal(device)}"
    names = [str(row[0]) for row in duck.rows(f"DESCRIBE {mine}")]
    rows = [dict(zip(names, row, strict=True)) for row in duck.rows(f"{mine} ORDER BY n")]
    if not rows:
        raise InvalidError([_missing(duck, reading, device, inventory)])
    first = rows[0]
    places = duck.places([row["n"] for row in rows])
    place = places[0]
    told = rejection(prepared.shape, prepared.legend, reading.method, reading.content)
    wrong = duck.rows(
        f"WITH inventory AS ({mine} AND n = {first['n']}) SELECT what, value, reason FROM ({told})"
    )
    if wrong:
        raise InvalidError([Problem(place, f"{what}: {reason}: {value!r}") for what, value, reason in wrong])
    component = _component(first, reading.inventory)
    states = dict(_states(first, prepared, reading, columns))
    facts = _facts(first, prepared)
    if component:
        said = prepared.legend.held([first[f"known{word}"] for word in range(prepared.legend.width)])
        states = {id_: state for id_, state in states.items() if id_ in said}
        facts = {
            fact: facts[fact]
            for place, fact in enumerate(prepared.shape.facts)
            if first["f_known"] >> place & 1
        }
    row = Row(
        device,
        _kind(str(first["t_kind"]), prepared),
        place,
        {name: _text(name, first.get(f"t_{name}"), prepared) for name in LEVELS},
        states,
        facts,
        reading.inventory.designs,
        component,
    )
    return Found(row, places)


def _missing(duck: Duck, reading: Reading, device: str, inventory: str) -> Problem:
    """That there is no such device, with the ids most like it."""
    id_ = f"CAST({DUCKDB.name(reading.inventory.columns[ID])} AS VARCHAR)"
    near = duck.rows(
        f"SELECT DISTINCT id, jaro_winkler_similarity(id, {literal(device)}) AS likeness "
        f"FROM (SELECT {id_} AS id FROM {duck.relation}) WHERE likeness > 0.7 ORDER BY 2 DESC, 1 LIMIT {NEAR}"
    )
    ids = [str(one) for one, _ in near]
    expected = f"the id of a device, such as {', '.join(ids)}" if ids else "the id of a device"
    return Problem(Place(inventory), f"no device {device!r}", expected)


def _component(row: Mapping[str, Any], inventory: Inventory) -> str:
    """The component that the device is, empty where it is none."""
    word = str(row.get("t_component") or "").strip().lower()
    types = inventory.types
    return called(types, inventory.words.get(COMPONENT, {}))[word] if types and word else ""


def _kind(text: str, prepared: Prepared) -> str:
    word = text.strip().lower()
    return str(prepared.shape.words.get("kind", {}).get(word, word))


def _text(name: str, cell: Any, prepared: Prepared) -> str:
    """A level in our words."""
    word = "" if cell is None else str(cell).strip().lower()
    return prepared.shape.words.get(name, {}).get(word, word)


def _states(
    row: Mapping[str, Any], prepared: Prepared, reading: Reading, columns: tuple[str, ...]
) -> Iterator[tuple[str, ControlState]]:
    """The state of each control: as its column says it, or as the masks have it."""
    legend = prepared.legend
    yes, doubt, moot = (
        legend.held([row.get(f"{mask}{word}", 0) for word in range(legend.width)]) for mask in "yda"
    )
    for id_ in filter(None, legend.controls):
        state = ControlState.YES if id_ in yes else ControlState.UNKNOWN if id_ in doubt else ControlState.NO
        yield id_, ControlState.NOT_APPLICABLE if id_ in moot and id_ not in yes else state
    for place, column in enumerate(columns):
        word = str(row[f"k{place}"] or "").strip().lower()
        said = next((state for state, words in reading.states.items() if word in words), None)
        if said is not None:
            yield reading.inventory.control_columns[column], ControlState(said)


def _facts(row: Mapping[str, Any], prepared: Prepared) -> dict[str, str]:
    return {
        fact: state
        for place, fact in enumerate(prepared.shape.facts)
        for column, state in (("f_yes", "yes"), ("f_no", "no"), ("f_open", "unknown"))
        if row[column] >> place & 1
    }
