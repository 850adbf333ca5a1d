"""Mappings of inventories: where each column is named, and what columns are taken for without a mapping."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.core.place import InvalidError, Place
from iotclass.read.content import shipped
from iotclass.read.inventory import guessed, read_inventory

MAPPING = """\
inventory: 1
columns: {device_id: Sensor ID,
  kind: Art}
facts:
  debug_port: jtag
keep: [Bezirk, Werk]
controls:
"""
OWN = {
    "Sensor ID": (2, 22),
    "Art": (3, 9),
    "jtag": (5, 15),
    "Bezirk": (6, 8),
    "Werk": (6, 16),
}


@pytest.mark.parametrize(
    ("controls", "more"),
    [
        ("  list: Features\n", {"Features": (8, 9)}),
        ("  columns: {signed fw: signed-updates}\n", {"signed fw": (8, 13)}),
        ("  masks: {yes: [m0]}\n  legend: [signed-updates]\n", {"m0": (8, 17)}),
    ],
)
def test_every_column_has_the_place_where_it_is_named(
    tmp_path: Path, controls: str, more: dict[str, tuple[int, int]]
) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(MAPPING + controls, "utf-8")

    found = read_inventory(str(path), shipped())

    assert found.places == {name: Place(str(path), *place) for name, place in {**OWN, **more}.items()}
    assert set(found.places) == found.used | set(found.keep or ())


def test_columns_are_no_ids_however_many(tmp_path: Path) -> None:
    """A column of each functionality, called as no id may be."""
    known = shipped().content.framework.functionalities
    columns = {f"Hat {id_}?": id_ for id_ in known}
    path = tmp_path / "m.yaml"
    listed = "".join(f'    "{column}": {id_}\n' for column, id_ in columns.items())
    words = "".join(f'    "Art {number}": sensor\n' for number in range(1000))
    path.write_text(f"inventory: 1\ncontrols:\n  columns:\n{listed}words:\n  kind:\n{words}", "utf-8")

    found = read_inventory(str(path), shipped())

    assert found.control_columns == columns
    assert len(columns) > 300
    assert len(found.words["kind"]) == 1000


def test_a_control_that_is_none_is_told_among_however_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    known = shipped().content.framework.functionalities
    listed = "".join(f"    Has {id_}: {id_}\n" for id_ in known)
    path.write_text(f"inventory: 1\ncontrols:\n  columns:\n{listed}    c 500: signed-updtes\n", "utf-8")

    with pytest.raises(InvalidError) as caught:
        read_inventory(str(path), shipped())

    (problem,) = caught.value.problems
    assert (problem.place, problem.nearest) == (Place(str(path), len(known) + 4, 12), "signed-updates")


@pytest.mark.parametrize(
    ("column", "is_fact"),
    [
        ("automatic-updates", False),
        ("Automatic-Updates", False),
        ("automatic updates", False),
        ("AutomaticUpdates", False),
        ("automatic_updates", True),
        ("AUTOMATIC_UPDATES", True),
    ],
)
def test_what_may_be_a_control_and_a_fact_is_the_control_unless_written_as_the_fact(
    column: str, *, is_fact: bool
) -> None:
    found = guessed(["id", "kind", column, "Debug Port", "secure_boot"], shipped())

    controls = {"secure_boot": "secure-boot"}
    facts = {"debug_port": "Debug Port"}
    if is_fact:
        facts["automatic_updates"] = column
    else:
        controls[column] = "automatic-updates"
    assert (found.control_columns, found.facts) == (controls, facts)


MANY = ", ".join(["''"] * 64)


@pytest.mark.parametrize(
    ("controls", "place", "said"),
    [
        (
            "  columns:\n    Login: strong-passwords\n    Safe: strong-passwords\n",
            (10, 11),
            "'strong-passwords' a second time, after line 9; expected one column for each control",
        ),
        (
            "  masks: {yes: [m]}\n  legend: ['', signed-updates, '', signed-updates]\n",
            (9, 36),
            "'signed-updates' a second time, after line 9; expected one bit for each control",
        ),
        (
            "  masks: {yes: [m], unknown: [m]}\n  legend: [signed-updates]\n",
            (8, 31),
            "'m' a second time, after line 8; expected a column for each mask",
        ),
        (
            "  list: Has\n  columns: {m: signed-updates}\n",
            (9, 12),
            "`columns` beside `list`; expected controls told in one way",
        ),
        (
            "  masks: {yes: [m]}\n",
            (8, 10),
            "masks without a legend; expected `legend`: functionalities in the order of the bits",
        ),
        (
            "  list: Has\n  legend: [signed-updates]\n",
            (9, 11),
            "a legend without masks; expected `masks`: the columns that hold them",
        ),
        (
            f"  masks: {{yes: [m]}}\n  legend: [{MANY}, signed-updates]\n",
            (9, 268),
            "65 controls, but masks of 64 bits; expected a mask more for each 64 controls",
        ),
        (
            "  masks: {yes: [m, n]}\n  legend: [signed-updates]\n",
            (8, 20),
            "masks of 128 bits, but 1 controls: none in the last; expected a control for a bit of each mask",
        ),
        (
            "  masks: {yes: [m], unknown: [u, v]}\n  legend: [signed-updates]\n",
            (8, 30),
            "`unknown` has 2 masks, `yes` has 1; expected as many for each state",
        ),
    ],
)
def test_controls_are_told_once_and_whole(
    tmp_path: Path, controls: str, place: tuple[int, int], said: str
) -> None:
    """Two columns or bits for one control might contradict each other, and a bit too many would be lost."""
    path = tmp_path / "m.yaml"
    path.write_text(MAPPING + controls, "utf-8")

    with pytest.raises(InvalidError) as raised:
        read_inventory(str(path), shipped())

    (problem,) = raised.value.problems
    assert problem.place == Place(str(path), *place)
    assert f"{problem.message}; expected {problem.expected}" == said


def test_masks_say_at_least_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(MAPPING + "  masks: {unknown: [m]}\n  legend: [signed-updates]\n", "utf-8")

    with pytest.raises(InvalidError) as raised:
        read_inventory(str(path), shipped())

    assert [one.message for one in raised.value.problems] == ["controls.masks: `yes` is missing"]
