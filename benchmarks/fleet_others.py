"""Compare `iotclass fleet classify` with the same work by Polars and by NumPy, and say who wins.

python -m benchmarks.fleet_others [-n 2000000] [--folder DIR]     (pip install polars numpy pyarrow)

All three go from the Parquet file of `fleet example` to one with the same columns, and must agree row by row.
Polars and NumPy are given the plan's lookup tables ready-made, which DuckDB makes itself in its time; they
know the example's form alone and reject nothing. What each takes for one device stands beside, as start-up.
Processes of their own in turn; processor time is compared, which other work on the machine disturbs least.
"""

from __future__ import annotations

import argparse
import importlib.util
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.fleet import CLASSIFY, COPY, process

RUNS = 3
TABLES = """
import sys
from pathlib import Path
from benchmarks.fleet_tables import write_tables
write_tables(*map(Path, sys.argv[1:]))
"""
OTHERS = {
    "Polars": "from benchmarks.fleet_polars import main; main()",
    "NumPy": "from benchmarks.fleet_numpy import main; main()",
}
NEEDS = ("polars", "numpy", "pyarrow")
SAID = """
import duckdb, sys
connection = duckdb.connect()
connection.execute("SET enable_progress_bar = false")
rows = connection.execute(f"FROM read_parquet('{sys.argv[1]}') LIMIT 0")
names = [f'"{column[0]}"' for column in rows.description]
words = ", ".join(f"{name}::VARCHAR" for name in names)
counted = f"SELECT count(*), sum(hash({words})) FROM read_parquet('{sys.argv[1]}')"
print(names, *connection.execute(counted).fetchone())
"""
"""What an output says, in whatever order: its columns, how many rows, and the sum of their hashes."""

Cost = tuple[float, float, float]


def main() -> None:
    """Measure, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-n", "--devices", type=int, default=2_000_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    missing = [name for name in NEEDS if not importlib.util.find_spec(name)]
    if missing:
        raise SystemExit(f"not installed: pip install {' '.join(missing)}")
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        costs = measured(folder, asked.devices, RUNS)
        told(asked.devices, costs, measured(folder, 1, RUNS))


def measured(folder: Path, devices: int, runs: int) -> dict[str, list[Cost]]:
    """What each costs, in turn; exits where they do not agree."""
    fleet, tables = folder / "fleet.parquet", folder / "tables.npz"
    process(CLASSIFY, "fleet", "example", "-n", str(devices), "-o", str(fleet), "--force")
    process(TABLES, str(fleet), str(tables))
    outputs = {name: folder / f"{name}.parquet" for name in ("copy", "DuckDB", *OTHERS)}
    costs: dict[str, list[Cost]] = {name: [] for name in outputs}
    for _ in range(runs):
        costs["copy"].append(process(COPY, str(fleet), str(outputs["copy"])))
        classify = ("fleet", "classify", str(fleet), "-o", str(outputs["DuckDB"]), "--force")
        costs["DuckDB"].append(process(CLASSIFY, *classify))
        for name, script in OTHERS.items():
            costs[name].append(process(script, str(tables), str(fleet), str(outputs[name])))
    said: set[str] = set()
    for name in ("DuckDB", *OTHERS):
        process(SAID, str(outputs[name]), said=said)
    if len(said) > 1:
        raise SystemExit(f"they do not agree: {said}")
    return costs


def told(devices: int, costs: dict[str, list[Cost]], started: dict[str, list[Cost]]) -> None:
    """The costs as a table, as ratios to DuckDB's, and who wins."""
    head = f"{devices:,} devices, all agree row for row"
    print(
        f"{head:<44} {'ratio':>6}  {'processor':>9}  {'start-up':>8}  {'ratio':>6}  {'elapsed':>7}  {'MB':>5}"
    )
    found = {name: tuple(median(one[at] for one in runs) for at in (0, 1)) for name, runs in costs.items()}
    for name, (processor, elapsed) in found.items():
        at_start = median(one[0] for one in started[name])
        base = found["DuckDB"]
        memory = max(one[2] for one in costs[name])
        print(
            f"  {name:<42} {processor / base[0]:6.2f}  {processor:9.1f}  {at_start:8.1f}  "
            f"{elapsed / base[1]:6.2f}  {elapsed:7.1f}  {memory:5.0f}"
        )
    able = [name for name in found if name != "copy"]
    for at, what in enumerate(("processor time", "elapsed time")):
        first, second, *_ = sorted(able, key=lambda name: found[name][at])
        print(
            f"{first} wins in {what}: {second} takes {found[second][at] / found[first][at]:.2f} times as long"
        )


if __name__ == "__main__":
    main()
