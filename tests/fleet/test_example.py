"""An example of an inventory: the same seed gives the same rows, and packing another gives what it says."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from iotclass.app.fleet import Asked, classify, mapping_of
from iotclass.app.fleet_example import fleet_example
from iotclass.app.fleet_pack import fleet_pack
from iotclass.core.place import OutputError
from iotclass.fleet.duck import nobody
from iotclass.read.content import shipped
from iotclass.read.inventory import read_inventory
from iotclass.read.operator import operator

DEVICES = 3000


def rows(path: Path) -> list[tuple[object, ...]]:
    return duckdb.connect().execute("SELECT * FROM read_parquet(?) ORDER BY 1", [str(path)]).fetchall()


def example(path: Path, seed: int) -> Path:
    fleet_example(DEVICES, str(path), seed, nobody, replace_it=False)
    return path


def test_same_seed_same_rows(tmp_path: Path) -> None:
    first, again, other = (
        example(tmp_path / f"{name}.parquet", seed) for name, seed in (("a", 5), ("b", 5), ("c", 6))
    )
    assert rows(first) == rows(again)
    assert rows(first) != rows(other)
    assert len({row[0] for row in rows(first)}) == DEVICES


def test_kinds_and_words_are_known() -> None:
    known = shipped().content.profiles
    assert all(one.kind in known for one in operator().products)


def test_the_mapping_beside_it_is_found_and_packing_changes_no_class(tmp_path: Path) -> None:
    fleet = example(tmp_path / "fleet.parquet", 1)
    assert read_inventory(str(mapping_of(fleet)), shipped()).complete
    classes = tmp_path / "classes.parquet"
    said = classify(str(fleet), str(classes), Asked(), nobody, strict=True, ids=False, replace_it=False)
    assert "fleet.map.yaml" in said
    packed = tmp_path / "packed.csv"
    fleet_pack(str(fleet), str(packed), Asked(), nobody, replace_it=False)
    again = tmp_path / "again.parquet"
    classify(str(packed), str(again), Asked(), nobody, strict=True, ids=False, replace_it=False)
    assert rows(again) == rows(classes)
    assert len(rows(classes)) == DEVICES


def test_nothing_is_written_over(tmp_path: Path) -> None:
    fleet = example(tmp_path / "fleet.parquet", 1)
    with pytest.raises(OutputError):
        example(fleet, 2)
