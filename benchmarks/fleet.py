"""Measure what `iotclass fleet classify` costs, as ratios within one run: machines are noisy, ratios less so.

python benchmarks/fleet.py [-n 10000000] [--large] [--threads N] [--folder DIR]     (from the project's .venv)

- classification of packed masks from Parquet to Parquet against copying the same columns; at most 1.3
- its peak memory, as a process; at most 500 MB
- with --large, ten times as many devices: the time of each, and the memory
- with --threads, on so many threads each: two that share a core, as virtual ones may, slow each other down

Processor time is compared, which other work on the machine disturbs least; elapsed time stands beside.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

RUNS = 3
MOST_TIMES = 1.3
MOST_MB = 500
COPY = """
import duckdb, sys
settings = {"preserve_insertion_order": False, "temp_directory": sys.argv[2] + ".spill"}
settings |= {"threads": int(threads) for threads in sys.argv[3:]}
connection = duckdb.connect(config=settings)
connection.execute(f"COPY (FROM '{sys.argv[1]}') TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)")
"""
CLASSIFY = "from iotclass.cli import main; main()"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-n", "--devices", type=int, default=10_000_000)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        small = against_copy(folder, asked.devices, asked.threads)
        if asked.large:
            large = against_copy(folder, asked.devices * 10, asked.threads)
            print(f"{'each of ten times as many, against each':<52} {large / small / 10:7.2f}")


def against_copy(folder: Path, devices: int, threads: int | None) -> float:
    """Classification against copying; returns its processor time."""
    fleet, out = folder / "fleet.parquet", folder / "out.parquet"
    process(CLASSIFY, "fleet", "example", "-n", str(devices), "-o", str(fleet), "--force")
    few = [str(threads)] if threads else []
    options = ["--force", *(["--threads", *few] if few else [])]
    copied, classified = [], []
    for _ in range(RUNS):
        copied.append(process(COPY, str(fleet), str(out), *few))
        classified.append(process(CLASSIFY, "fleet", "classify", str(fleet), "-o", str(out), *options))
    head = f"{devices:,} devices, {threads or 'all'} threads"
    print(f"{head:<52} {'ratio':>7}  {'at most':>7}  {'seconds':>7}  {'MB':>6}")
    for what, place in (("processor time", 0), ("elapsed time", 1)):
        base, taken = (median(one[place] for one in found) for found in (copied, classified))
        print(f"{f'  copied, {what}':<52} {'':7}  {'':7}  {base:7.1f}  {max(one[2] for one in copied):6.0f}")
        memory = max(one[2] for one in classified)
        print(
            f"{f'  classified, {what}':<52} {taken / base:7.2f}  {MOST_TIMES:7}  {taken:7.1f}  {memory:6.0f}"
        )
    print(f"{'  peak memory, at most':<52} {'':7}  {'':7}  {'':7}  {MOST_MB:6}")
    return median(one[0] for one in classified)


def process(script: str, *args: str, said: set[str] | None = None) -> tuple[float, float, float]:
    """Processor seconds, elapsed seconds and peak megabytes of a process of its own."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen([sys.executable, "-c", script, *args], stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"a process failed: {args}")
        out.seek(0)
        if said is not None:
            said.add(out.read())
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
