"""A device found by its id is the row that was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from iotclass.core.inventory import Inventory
from iotclass.core.place import InvalidError, Place
from iotclass.core.system import ControlState
from iotclass.fleet.ask import Reading
from iotclass.fleet.duck import opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.found import found
from iotclass.fleet.source import source
from iotclass.read.inventory import names
from tests.fleet.asked import asking
from tests.fleet.random_fleet import content, fleet, method, stands

HOSTILE = "'; DROP TABLE raw; --"


def test_a_device_is_found_as_it_was_written(tmp_path: Path) -> None:
    rows = [*fleet(30, 3), replace(fleet(1, 9)[0], id=HOSTILE)]
    masked = {ControlState.PARTLY: ControlState.UNKNOWN, ControlState.PLANNED: ControlState.NO}

    with asking(tmp_path, rows) as (duck, reading):
        for number, row in ((1, rows[0]), (17, rows[16]), (31, rows[30])):
            one = found(duck, reading, row.id, "fleet.csv")

            assert one.places == (one.row.place,) == (Place(str(tmp_path / "fleet.csv"), number),)
            assert one.row.controls == {id_: masked.get(state, state) for id_, state in row.controls.items()}  # type: ignore[union-attr]
            assert one.row.facts == row.facts
            assert stands(one.row) == stands(row)


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("d77", "fleet.csv: no device 'd77'; expected the id of a device, such as d7"),
        (HOSTILE, f"fleet.csv: no device {HOSTILE!r}; expected the id of a device"),
    ],
)
def test_a_device_that_is_not_there_has_its_nearest_named(tmp_path: Path, id_: str, said: str) -> None:
    with (
        pytest.raises(InvalidError) as raised,
        asking(tmp_path, fleet(8, 3)) as (duck, reading),
    ):
        found(duck, reading, id_, "fleet.csv")

    assert str(raised.value).startswith(said)


def written(tmp_path: Path, text: str) -> Path:
    """A file of an inventory with columns for two controls."""
    path = tmp_path / "small.csv"
    path.write_text(text)
    return path


INVENTORY = Inventory(
    {"device_id": "id", "kind": "what", "severity": "how bad"},
    words={"kind": {"thing": "sensor"}, "severity": {"dreadful": "very high"}},
    control_columns={"signed": "signed-updates", "logs": "protected-logs"},
)


def test_an_inventory_s_own_words_and_states_are_kept(tmp_path: Path) -> None:
    path = written(
        tmp_path, "id,what,how bad,signed,logs\na,Thing,Dreadful,partly,planned\na,thing,low,yes,\n"
    )
    reading = Reading(INVENTORY, names().states, method(), content())

    with opened(source(str(path)), Limits(threads=1), tmp_path) as duck:
        one = found(duck, reading, "a", "small.csv")

    assert [place.line for place in one.places] == [1, 2]
    assert (one.row.kind, one.row.texts["severity"]) == ("sensor", "very high")
    states = one.row.controls or {}
    assert states["signed-updates"] is ControlState.PARTLY
    assert states["protected-logs"] is ControlState.PLANNED
    assert states["data-authenticity"] is ControlState.UNKNOWN


def test_a_row_that_is_rejected_says_why(tmp_path: Path) -> None:
    path = written(tmp_path, "id,what,how bad,signed,logs\na,thong,so-so,yes,perhaps\n")
    reading = Reading(INVENTORY, names().states, method(), content())

    with (
        pytest.raises(InvalidError) as raised,
        opened(source(str(path)), Limits(threads=1), tmp_path) as duck,
    ):
        found(duck, reading, "a", "small.csv")

    assert [str(one) for one in raised.value.problems] == [
        f"{path}:1: kind: unknown kind: 'thong'",
        f"{path}:1: logs: unknown state of a control: 'perhaps'",
        f"{path}:1: severity: unknown level: 'so-so'",
    ]
