"""What names an inventory, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.core.place import InvalidError
from iotclass.fleet.source import source


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.csv#x", "a.csv#x: only a database has tables, and a.csv is none; expected a.csv alone"),
        ("*.csv#x", "*.csv#x: only a database has tables, and *.csv is none; expected *.csv alone"),
        ("b.csv", "b.csv: no such file; expected an inventory"),
        ("hidden.csv", "hidden.csv: a folder without files of that format; expected an inventory"),
        ("*.parquet", "*.parquet: no such file; expected an inventory"),
        ("hidden.db", "hidden.db: no such file; expected an inventory"),
        ("hidden", "hidden: no inventory by its name; expected a name that ends in .parquet"),
        ("", ": no inventory by its name; expected a name that ends in .parquet"),
        ("https://example.org/*.csv", "https://example.org/*.csv: no such file"),
    ],
)
def test_what_names_no_inventory_is_told(here: Path, name: str, said: str) -> None:
    (here / "a.csv").touch()
    for folder in ("hidden", "hidden.csv"):
        (here / folder / "below").mkdir(parents=True)
        (here / folder / "_a.csv").touch()
        (here / folder / ".b.csv").touch()
        (here / folder / "below/c.csv").touch()

    with pytest.raises(InvalidError) as caught:
        source(name)

    (problem,) = caught.value.problems
    assert str(problem).startswith(said)


@pytest.mark.parametrize(
    ("name", "form", "files", "table"),
    [
        ("a#1/b.csv", "csv", ["a#1/b.csv"], ""),
        ("a#1", "csv", ["a#1/b.csv", "a#1/site=Oslo/c.csv"], ""),
        ("a#1/*.csv", "csv", ["a#1/b.csv"], ""),
        ("[x].csv", "csv", ["[x].csv"], ""),
        ("fleet.db#b.csv", "sqlite", ["fleet.db"], "b.csv"),
        ("fleet.db", "sqlite", ["fleet.db"], ""),
    ],
)
def test_a_hash_parts_a_table_from_a_database_alone(
    here: Path, name: str, form: str, files: list[str], table: str
) -> None:
    (here / "a#1/site=Oslo").mkdir(parents=True)
    for file in ("a#1/b.csv", "a#1/site=Oslo/c.csv", "[x].csv", "x.csv", "fleet.db"):
        (here / file).touch()

    found = source(name)

    assert (found.form, list(found.files), found.table) == (form, files, table)
