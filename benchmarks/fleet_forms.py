"""Measure what `iotclass fleet classify` costs for each form of one inventory, against copying its file.

python -m benchmarks.fleet_forms [-n 200000] [--folder DIR]     (from the project's .venv)

The fleet of `fleet example` is written with lists of ids, with columns of truth values and of states, as CSV,
packed CSV and JSON lines, and as a table of DuckDB; all must be classified alike. Copying is DuckDB's, all
columns into Parquet, and reads each file as the program does. Only packed masks in Parquet have a limit
(`benchmarks/fleet.py`). What is fixed, told first, weighs more the fewer devices there are.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.fleet import CLASSIFY, process
from benchmarks.fleet_columns import KEPT
from benchmarks.fleet_others import SAID
from iotclass.app.fleet import mapping_of
from iotclass.core.inventory import Inventory
from iotclass.fleet.literal import literal, number
from iotclass.read.content import shipped
from iotclass.read.inventory import read_inventory
from iotclass.write.packed_yaml import packed_yaml

RUNS = 3
MAKE = """
import duckdb, sys
connection = duckdb.connect()
for sql in sys.argv[1:]:
    connection.execute(sql)
"""
COPY = """
import duckdb, sys
first, relation, output = sys.argv[1:]
connection = duckdb.connect(config={"preserve_insertion_order": False, "temp_directory": output + ".spill"})
connection.execute(first)
connection.execute(f"COPY (FROM {relation}) TO '{output}' (FORMAT parquet, COMPRESSION zstd)")
"""
PARQUET = "FORMAT parquet, COMPRESSION zstd"
CSV = "read_csv($path, all_varchar = true, header = true)"
Controls = Callable[[Inventory], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an inventory: its name and file, its columns of controls, how DuckDB writes and reads it."""

    name: str
    file: str
    controls: Controls
    options: str = PARQUET
    relation: str = "read_parquet($path)"


def masks(read: Inventory) -> Iterable[str]:
    """Masks as they are."""
    return read.masks["yes"]


def listed(read: Inventory) -> Iterable[str]:
    """A text that names what is there."""
    cells = (f"CASE WHEN {test} THEN {literal(id_)} END" for id_, test in _tests(read))
    return (f"concat_ws(';', {', '.join(cells)}) AS controls",)


def truths(read: Inventory) -> Iterable[str]:
    """A truth value for each control."""
    return (f'{test} AS "{id_}"' for id_, test in _tests(read))


def states(read: Inventory) -> Iterable[str]:
    """The name of a state for each control."""
    return (f"CASE WHEN {test} THEN 'yes' ELSE 'no' END AS \"{id_}\"" for id_, test in _tests(read))


def _tests(read: Inventory) -> Iterable[tuple[str, str]]:
    """Each control with what is true where its bit is set."""
    for place, id_ in enumerate(read.legend):
        bit = 1 << place % 64
        signed = bit - (1 << 64) if bit >> 63 else bit
        yield id_, f"({read.masks['yes'][place // 64]} & {number(signed)}) <> 0"


FORMS = (
    Form("packed masks, Parquet", "masks.parquet", masks),
    Form("a list of ids, Parquet", "list.parquet", listed),
    Form("a truth value for each control, Parquet", "truths.parquet", truths),
    Form("a state for each control, Parquet", "states.parquet", states),
    Form("packed masks, CSV", "masks.csv", masks, "FORMAT csv, HEADER", CSV),
    Form("a list of ids, CSV", "list.csv", listed, "FORMAT csv, HEADER", CSV),
    Form("a list of ids, CSV, gzip", "packed.csv.gz", listed, "FORMAT csv, HEADER, COMPRESSION gzip", CSV),
    Form("a state for each control, CSV", "states.csv", states, "FORMAT csv, HEADER", CSV),
    Form(
        "a list of ids, JSON lines",
        "list.jsonl",
        listed,
        "FORMAT json",
        "read_json($path, format = 'newline_delimited')",
    ),
    Form("packed masks, a table of DuckDB", "masks.duckdb", masks, relation="given.devices"),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-n", "--devices", type=int, default=200_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        fleet, one = folder / "fleet.parquet", folder / "one.parquet"
        for path, devices in ((fleet, asked.devices), (one, 1)):
            process(CLASSIFY, "fleet", "example", "-n", str(devices), "-o", str(path))
        fixed = median(_classified(one, folder / "out.parquet")[0] for _ in range(RUNS))
        head = f"{asked.devices:,} devices, processor time ({fixed:.1f} s for one)"
        print(f"{head:<52} {'ratio':>6}  {'seconds':>7}  {'copied':>6}  {'MB':>6}  {'file, MB':>8}")
        said: set[str] = set()
        for form in FORMS:
            told(form, fleet, folder, said)


def told(form: Form, fleet: Path, folder: Path, said: set[str]) -> None:
    """One form: written, copied and classified in turn, compared with the others, and deleted."""
    path, out = folder / form.file, folder / "out.parquet"
    write(form, fleet, path)
    first = f"ATTACH {literal(str(path))} AS given (READ_ONLY)" if form.relation.startswith("given") else ""
    relation = form.relation.replace("$path", literal(str(path)))
    copied, classified = [], []
    for _ in range(RUNS):
        copied.append(process(COPY, first, relation, str(out)))
        classified.append(_classified(path, out))
    process(SAID, str(out), said=said)
    base, taken = (median(one[0] for one in found) for found in (copied, classified))
    memory, size = max(one[2] for one in classified), path.stat().st_size / 1e6
    print(f"  {form.name:<50} {taken / base:6.2f}  {taken:7.1f}  {base:6.1f}  {memory:6.0f}  {size:8.1f}")
    path.unlink()
    if len(said) > 1:
        raise SystemExit(f"it is not classified as the others are: {said}")


def _classified(path: Path, out: Path) -> tuple[float, float, float]:
    return process(CLASSIFY, "fleet", "classify", str(path), "-o", str(out), "--force")


def write(form: Form, fleet: Path, path: Path) -> None:
    """Write the packed `fleet` in another form, with its mapping beside it."""
    mapping = fleet.with_name("fleet.map.yaml")
    read = read_inventory(str(mapping), shipped())
    ids = tuple(read.legend)
    columns = [*read.columns.values(), *KEPT, *form.controls(read)]
    sql = f"SELECT {', '.join(columns)} FROM {literal(str(fleet))}"  # noqa: S608  our own
    if form.relation.startswith("given"):
        process(MAKE, f"ATTACH {literal(str(path))} AS given", f"CREATE TABLE given.devices AS {sql}")
    else:
        process(MAKE, f"COPY ({sql}) TO {literal(str(path))} ({form.options})")
    if form.controls is listed:
        read = replace(read, masks={}, legend=(), listed="controls")
    elif form.controls is not masks:
        read = replace(read, masks={}, legend=(), control_columns={id_: id_ for id_ in ids})
    mapping_of(path).write_text(packed_yaml(read), "utf-8")


if __name__ == "__main__":
    main()
