"""The scalar engine and DuckDB agree on every row, in every form that an inventory can have."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from iotclass.core.inventory import KIND, LEVELS, Inventory
from iotclass.core.place import Place
from iotclass.core.system import ControlState
from iotclass.fleet.duck import Wanted, nobody, opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.legend import Legend, legend
from iotclass.fleet.row import Row
from iotclass.fleet.source import source
from iotclass.read.content import shipped
from iotclass.read.inventory import names
from tests.fleet.inventory import Result, drawn, expected, facts_asked, results

CONTENT = shipped().content
LEGEND = legend(CONTENT)
FACTS = facts_asked(CONTENT)
TRUTHS = {ControlState.YES: True, ControlState.NO: False}
METHODS = sorted(CONTENT.methods)
ROWS = 200
COLUMNS = {"device_id": "device_id", KIND: KIND} | {name: name for name in LEVELS}


def classified(path: Path, inventory: Inventory, method: str) -> dict[str, Result]:
    """What DuckDB says of each device."""
    output = path.with_name("classified.csv")
    wanted = Wanted(output, path.with_name("rejects.csv"))
    with opened(source(str(path)), Limits(threads=2), path.parent) as duck:
        found = duck.classify(inventory, names().states, CONTENT.methods[method], CONTENT, wanted, nobody)
    assert found.rows == found.classified
    return results(output)


def table(path: Path, rows: list[Row], more: list[dict[str, object]]) -> None:
    """An inventory as CSV: ids, kinds and levels, then more columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, *more[0]])
        writer.writeheader()
        for row, rest in zip(rows, more, strict=True):
            writer.writerow({"device_id": row.id, KIND: row.kind, **row.texts, **rest})


def facts_of(row: Row) -> dict[str, object]:
    """A column for each fact."""
    return {fact: row.facts.get(fact, "") for fact in FACTS}


def agree(path: Path, inventory: Inventory, rows: list[Row], method: str) -> None:
    """Every row is what the scalar engine says it is."""
    found = classified(path, inventory, method)
    wanted = {row.id: expected(row, LEGEND, CONTENT.methods[method], CONTENT) for row in rows}
    assert found == wanted


@pytest.mark.parametrize("designs", [False, True], ids=["in effect", "designs"])
@pytest.mark.parametrize("method", METHODS)
def test_a_column_for_each_control(method: str, designs: bool, tmp_path: Path) -> None:
    rows = drawn(1, ROWS, CONTENT, LEGEND, designs=designs)
    path = tmp_path / "fleet.csv"
    more = [{id_: state.value for id_, state in (row.controls or {}).items()} | facts_of(row) for row in rows]
    table(path, rows, more)
    columns = {id_: id_ for id_ in LEGEND.controls}
    inventory = Inventory(
        COLUMNS, facts={one: one for one in FACTS}, control_columns=columns, designs=designs
    )
    agree(path, inventory, rows, method)


@pytest.mark.parametrize("method", METHODS)
def test_truth_values(method: str, tmp_path: Path) -> None:
    """Columns that hold true, false or nothing, not texts that say so; nothing is unknown."""
    lines = tmp_path / "fleet.jsonl"
    rows = []
    with lines.open("w", encoding="utf-8") as file:
        for row in drawn(4, ROWS, CONTENT, LEGEND):
            states = {
                id_: one if one in TRUTHS else ControlState.UNKNOWN
                for id_, one in (row.controls or {}).items()
            }
            facts = {fact: said for fact, said in row.facts.items() if said != "unknown"}
            rows.append(Row(row.id, row.kind, row.place, row.texts, states, facts))
            line: dict[str, object] = {"device_id": row.id, KIND: row.kind, **row.texts}
            line |= {id_: TRUTHS.get(state) for id_, state in states.items()}
            line |= {fact: {"yes": True, "no": False}.get(facts.get(fact, "")) for fact in FACTS}
            file.write(json.dumps(line) + "\n")
    path = tmp_path / "fleet.parquet"
    with duckdb.connect() as connection:
        connection.read_json(str(lines)).write_parquet(str(path))
        kinds = {kind for name, kind, *_ in connection.read_parquet(str(path)).description if name in FACTS}
    assert {str(kind) for kind in kinds} == {"BOOLEAN"}
    inventory = Inventory(
        COLUMNS,
        facts={one: one for one in FACTS},
        control_columns={id_: id_ for id_ in LEGEND.controls},
    )
    agree(path, inventory, rows, method)


@pytest.mark.parametrize("complete", [False, True], ids=["unknown", "complete"])
@pytest.mark.parametrize("method", METHODS)
def test_a_list_of_controls(method: str, complete: bool, tmp_path: Path) -> None:
    path = tmp_path / "fleet.csv"
    drawn_rows = drawn(2, ROWS, CONTENT, LEGEND)
    more: list[dict[str, object]] = []
    rows = []
    rest = ControlState.NO if complete else ControlState.UNKNOWN
    for row in drawn_rows:
        had = [id_ for id_, state in (row.controls or {}).items() if state is ControlState.YES]
        states = {id_: ControlState.YES if id_ in had else rest for id_ in LEGEND.controls}
        rows.append(Row(row.id, row.kind, row.place, row.texts, states))
        more.append({"controls": "; ".join(had)})
    table(path, rows, more)
    agree(path, Inventory(COLUMNS, listed="controls", complete=complete), rows, method)


def swapped(*pairs: tuple[int, int]) -> Legend:
    """Our legend with places exchanged."""
    controls = list(LEGEND.controls)
    for one, other in pairs:
        controls[one], controls[other] = controls[other], controls[one]
    return Legend(tuple(controls))


MIXED = swapped((7, 63), (8, 62), (9, 20), (10, 19))
"""Two pairs, each the weaker one place above the stronger; one of them is the sign."""


@pytest.mark.parametrize(
    "own",
    [
        LEGEND,
        Legend(("", *reversed(LEGEND.controls[:100]))),
        swapped((0, 63), (2, 200)),
        swapped((5, 127)),
        MIXED,
    ],
    ids=["ours", "another", "weaker as the sign", "weaker as another sign", "the sign moves with another"],
)
@pytest.mark.parametrize("method", METHODS)
def test_masks(method: str, own: Legend, tmp_path: Path) -> None:
    path = tmp_path / "fleet.jsonl"
    groups = {
        "yes": {ControlState.YES},
        "unknown": {ControlState.PARTLY, ControlState.UNKNOWN},
        "not applicable": {ControlState.NOT_APPLICABLE},
    }
    masks = {state: tuple(f"{state} {word}" for word in range(own.width)) for state in groups}
    rows = []
    with path.open("w", encoding="utf-8") as file:
        for row in drawn(3, ROWS, CONTENT, LEGEND):
            controls = row.controls or {}
            line: dict[str, object] = {"device_id": row.id, KIND: row.kind, **row.texts}
            for state, meant in groups.items():
                packed = own.masks(id_ for id_, one in controls.items() if one in meant)
                line |= zip(masks[state], packed, strict=True)
            file.write(json.dumps(line) + "\n")
            known = {id_: controls[id_] if id_ in own.controls else ControlState.UNKNOWN for id_ in controls}
            rows.append(Row(row.id, row.kind, row.place, row.texts, known))
    inventory = Inventory(COLUMNS, masks=masks, legend=own.controls)
    found = classified(path, inventory, method)
    # what the legend does not name follows it in our order
    order = Legend((*own.controls, *(id_ for id_ in LEGEND.controls if id_ not in own.controls)))
    assert found == {row.id: expected(row, order, CONTENT.methods[method], CONTENT) for row in rows}


@pytest.mark.parametrize("kind", ["BIGINT", "UBIGINT", "VARCHAR"])
def test_masks_in_parquet(kind: str, tmp_path: Path) -> None:
    """Masks of all 64 bits are the same with a sign, without one, and as text."""
    rows = drawn(5, ROWS, CONTENT, LEGEND)
    names = tuple(f"controls_{word}" for word in range(LEGEND.width))
    states: list[Row] = []
    more: list[dict[str, object]] = []
    for row in rows:
        had = {id_ for id_, state in (row.controls or {}).items() if state is ControlState.YES}
        known = {id_: ControlState.YES if id_ in had else ControlState.NO for id_ in LEGEND.controls}
        states.append(Row(row.id, row.kind, row.place, row.texts, known))
        masks = zip(names, LEGEND.masks(had), strict=True)
        more.append({name: mask % 2**64 if kind == "UBIGINT" else mask for name, mask in masks})
    assert {(row.controls or {})[LEGEND.controls[63]] for row in states} == set(TRUTHS)  # the sign
    table(tmp_path / "fleet.csv", states, more)
    path = tmp_path / "fleet.parquet"
    with duckdb.connect() as connection:
        read = connection.read_csv(str(tmp_path / "fleet.csv"), all_varchar=True)
        cells = [f"CAST({name} AS {kind}) AS {name}" for name in names]
        read.project(", ".join([*(f'"{one}"' for one in COLUMNS.values()), *cells])).write_parquet(str(path))
    agree(path, Inventory(COLUMNS, masks={"yes": names}, legend=LEGEND.controls), states, METHODS[0])


def test_a_mask_that_is_none_is_told(tmp_path: Path) -> None:
    """A text that is no number, or a number beyond 64 bits, in a file that says that no cell is empty."""
    path = tmp_path / "fleet.parquet"
    masks = [f"controls_{word}" for word in range(LEGEND.width)]
    with duckdb.connect() as connection:
        cells = ", ".join(f"'{{0}}' AS {name}" for name in masks)
        said = " UNION ALL ".join(
            f"SELECT 'd{number}' AS device_id, 'gateway' AS kind, {cells.format(one)}"
            for number, one in enumerate(("abc", "18446744073709551616", "-9223372036854775809", "1"))
        )
        connection.sql(said).write_parquet(str(path))
    inventory = Inventory(
        {"device_id": "device_id", KIND: KIND}, masks={"yes": tuple(masks)}, legend=LEGEND.controls
    )
    wanted = Wanted(tmp_path / "out.csv", tmp_path / "rejects.csv")
    with opened(source(str(path)), Limits(threads=2), tmp_path) as duck:
        method = CONTENT.methods[METHODS[0]]
        found = duck.classify(inventory, names().states, method, CONTENT, wanted, nobody)
    assert (found.rows, found.classified) == (4, 1)
    assert set(results(tmp_path / "out.csv")) == {"d3"}
    with (tmp_path / "rejects.csv").open(encoding="utf-8") as file:
        assert {(row["column"], row["reason"]) for row in csv.DictReader(file)} == {
            (masks[0], "no mask: a whole number of 64 bits")
        }


@pytest.mark.parametrize("blank", ["", "  ", None, "fine", "\u00a0", "\u3000"])
def test_a_blank_id_in_parquet_is_told(blank: str | None, tmp_path: Path) -> None:
    """It is where the file itself says of all other ids that they are none."""
    path = tmp_path / "fleet.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE fleet AS SELECT CASE WHEN i = 3000 THEN ? ELSE 'd' || i END AS device_id, "
            "'gateway' AS kind FROM range(5000) AS one(i)",
            [blank],
        )
        connection.execute(f"COPY fleet TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    wanted = Wanted(tmp_path / "out.csv", tmp_path / "rejects.csv")
    inventory = Inventory({"device_id": "device_id", KIND: KIND})
    with opened(source(str(path)), Limits(threads=2), tmp_path) as duck:
        method = CONTENT.methods[METHODS[0]]
        assert ("device_id" in duck._known().printed) is bool(blank and blank.strip(" "))  # noqa: SLF001  that it is told by the file
        found = duck.classify(inventory, names().states, method, CONTENT, wanted, nobody)
    if blank and blank.strip(" "):
        assert (found.rows, found.classified) == (5000, 5000)
        assert not wanted.rejects.exists()
        return
    assert (found.rows, found.classified) == (5000, 4999)
    with (tmp_path / "rejects.csv").open(encoding="utf-8") as file:
        (told,) = csv.DictReader(file)
    assert told == {"row": "3001", "column": "device_id", "value": blank or "", "reason": "no id"}


def test_what_masks_contradict_is_unknown(tmp_path: Path) -> None:
    """A bit that is set for what is there and for what is not known or does not apply."""
    path = tmp_path / "fleet.csv"
    own = LEGEND.masks(LEGEND.controls)
    groups = {state: [f"{state} {word}" for word in range(LEGEND.width)] for state in ("yes", "unknown")}
    heads = ["device_id", KIND, *groups["yes"], *groups["unknown"]]
    cells = ["d0", "gateway", *map(str, own), *map(str, own)]
    path.write_text(",".join(heads) + "\n" + ",".join(cells) + "\n", "utf-8")
    inventory = Inventory(
        {"device_id": "device_id", KIND: KIND},
        masks={state: tuple(masks) for state, masks in groups.items()},
        legend=LEGEND.controls,
    )
    row = Row("d0", "gateway", Place("f", 1), controls=dict.fromkeys(LEGEND.controls, ControlState.UNKNOWN))

    found = classified(path, inventory, METHODS[0])

    assert found == {"d0": expected(row, LEGEND, CONTENT.methods[METHODS[0]], CONTENT)}
