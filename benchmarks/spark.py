"""Measure what `iotclass fleet classify --engine spark` costs on this machine, beside DuckDB.

python benchmarks/spark.py [-n 1000000] [--folder DIR]     (from the project's .venv, on Linux)

- start-up: a thousand devices, which is Spark's start, its reading of the plan and its compiling
- N and twice as many devices by both engines, of packed masks from Parquet to Parquet
- from both sizes: the processor time of each further device, and how many devices a core takes in a second

Processor time is that of all processes of a run, Java's among them.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER: processes whose parent has ended are then ours to wait for."""
CLASSIFY = "from iotclass.cli import main; main()"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-n", "--devices", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    ctypes.CDLL(None, use_errno=True).prctl(SUBREAPER, 1, 0, 0, 0)
    sizes = (1_000, asked.devices, 2 * asked.devices)
    print(f"{'':<12}{'devices':>12}  {'elapsed s':>10}  {'processor s':>11}")
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        fleets = {size: Path(name) / f"fleet-{size}.parquet" for size in sizes}
        for size, fleet in fleets.items():
            process("fleet", "example", "-n", str(size), "-o", str(fleet))
        print(f"{'bytes in':<12}{sizes[-1]:>12,}  {fleets[sizes[-1]].stat().st_size / sizes[-1]:10.1f}  each")
        for engine in ("duckdb", "spark"):
            taken = {size: classified(fleet, engine) for size, fleet in fleets.items()}
            each = (taken[sizes[2]] - taken[sizes[1]]) / (sizes[2] - sizes[1])
            print(f"{'':<12}each further device {each * 1e6:.2f} µs: {1 / each:,.0f} per core and second")


def classified(fleet: Path, engine: str) -> float:
    """One classification, printed; its processor time."""
    output = fleet.with_name(f"{engine}-{fleet.name}")
    elapsed, processor = process("fleet", "classify", str(fleet), "-o", str(output), "--engine", engine)
    devices = int(fleet.stem.rpartition("-")[2])
    print(f"{engine:<12}{devices:>12,}  {elapsed:10.1f}  {processor:11.1f}", flush=True)
    parts = [output] if output.is_file() else list(output.glob("part-*"))
    print(f"{'':<12}bytes out {sum(one.stat().st_size for one in parts) / devices:.1f} each")
    return processor


def process(*args: str) -> tuple[float, float]:
    """Elapsed and processor seconds of the command and of all that it starts."""
    start, before = time.perf_counter(), used()
    ran = subprocess.run([sys.executable, "-c", CLASSIFY, *args], stderr=subprocess.PIPE, check=False)
    elapsed = time.perf_counter() - start
    if ran.returncode:
        raise SystemExit(ran.stderr.decode())
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    return elapsed, used() - before


def used() -> float:
    """The processor seconds of all processes that were waited for."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


if __name__ == "__main__":
    main()
