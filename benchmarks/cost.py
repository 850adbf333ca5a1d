"""Measure what `iotclass assess` costs, as ratios within one run: machines are noisy, ratios less so.

python benchmarks/cost.py [--runs N]     (from the project's .venv)

- start-up: `iotclass assess pacemaker` against `python -c pass`; at most 15, the aim is 10
- `iotclass framework search` against the same; at most 15
- growth: a model of 10,000 components and 30,000 links against one of 1,000 and 3,000; at most 12
- memory: peak of the larger one; at most 500 MB
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMPONENTS, LINKS = 1_000, 3_000
FACTOR = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15, help="runs of each start-up command, in turn")
    runs = parser.parse_args().runs
    print(f"{'what':<44} {'ratio':>7}  {'at most':>7}")
    bare, assess = in_turn(runs, [sys.executable, "-c", "pass"], _assess("pacemaker"))
    print(f"{'assess pacemaker / python -c pass':<44} {assess / bare:7.1f}  {15:7}")
    search = [str(Path(sys.executable).with_name("iotclass")), "framework", "search", "rate", "limiting"]
    bare, found = in_turn(runs, [sys.executable, "-c", "pass"], search)
    print(f"{'framework search / python -c pass':<44} {found / bare:7.1f}  {15:7}")
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.yaml", Path(folder) / "large.yaml"
        small.write_text(model(COMPONENTS, LINKS), "utf-8")
        large.write_text(model(COMPONENTS * FACTOR, LINKS * FACTOR), "utf-8")
        little, much = in_turn(3, _assess(str(small)), _assess(str(large)))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        print(f"{'10,000 components / 1,000':<44} {much / little:7.1f}  {12:7}")
        print(f"{'peak memory of 10,000 components (MB)':<44} {peak:7.0f}  {500:7}")
        print(f"{'seconds: 1,000 and 10,000 components':<44} {little:7.1f}  {much:7.1f}")


def _assess(model_: str) -> list[str]:
    return [str(Path(sys.executable).with_name("iotclass")), "assess", model_]


def in_turn(runs: int, first: list[str], second: list[str]) -> tuple[float, float]:
    """The median wall time of two commands, run in turn after a warm-up, bytecode compiled."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    taken: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for times, command in zip(taken, (first, second), strict=True):
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            if run:
                times.append(time.perf_counter() - start)
    return statistics.median(taken[0]), statistics.median(taken[1])


def model(components: int, links: int) -> str:
    """A generated model: judged, derived and inferred levels, ranges, reliance on earlier components."""
    chance = random.Random(components)  # noqa: S311  nothing secret about it
    lines = ["iotclass: 1", "system: Generated", "method: iotclass-1", "components:"]
    for number in range(components):
        kind = chance.choice(["sensor", "medical-controller", "mobile-app"])
        lines += [f"  c{number}:", f"    kind: {kind}", f"    requires: {chance.choice('ABCDEF')}"]
        if kind == "sensor":
            lines.append(f"    protection: {{level: {chance.choice(['P1', 'P2..P4'])}, why: generated}}")
        else:
            lines.append("    controls: {password-authentication: yes, data-authenticity: partly}")
        severity = chance.choice(["low", "medium..very high"])
        lines.append(f"    challenges: {{battery: {{title: Battery, severity: {severity}, why: generated}}}}")
        lines.append(f"    harm: {{safety: {chance.choice(['Minor', 'Major'])}, why: generated}}")
        if number and chance.random() < 0.5:
            lines.append(f"    relies_on: [c{chance.randrange(number)}]")
    lines.append("links:")
    for number in range(links):
        ends = f"from: c{number % components}, to: c{chance.randrange(components)}"
        medium, reach = chance.choice(["wired", "wireless"]), chance.choice(["direct", "local", "public"])
        lines.append(f"  - {{id: l{number}, {ends}, medium: {medium}, reach: {reach}}}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
