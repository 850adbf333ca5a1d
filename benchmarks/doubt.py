"""Measure what doubt costs, as ratios within one run: machines are noisy, ratios less so.

python benchmarks/doubt.py [--draws N]     (from the project's .venv, at the top of the project)

- components with ten doubtful judgements each: time per component at 500 and 1,000 against 250; at most 1.5
- the same with one judgement that all of them share; at most 2
- a hub that a hundred components rely on, a chain of a hundred: exact, not drawn; seconds
- the built-in examples with doubts put in against a million draws: at most 5 standard errors off
"""

from __future__ import annotations

import argparse
import time
from math import sqrt
from typing import Any

from tests.core.drawing import Drawn
from tests.models import OURS, Model, assessed, model_of

from iotclass.core.assess import Assessment
from iotclass.core.doubt import doubt
from iotclass.read.content import examples

SIZES = (250, 500, 1_000)
LENGTH = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--draws", type=int, default=1_000_000, help="draws for each built-in example")
    draws = parser.parse_args().draws
    print(f"{'what':<52} {'ratio':>7}  {'at most':>7}  {'seconds':>7}")
    for name, shared, most in (("apart", False, 1.5), ("one judgement shared by all", True, 2.0)):
        taken = {size: seconds(assessed(flat(size, shared=shared))) for size in SIZES}
        for size in SIZES[1:]:
            ratio = taken[size] / size / (taken[SIZES[0]] / SIZES[0])
            what = f"{name}: each of {size:,} against each of {SIZES[0]}"
            print(f"{what:<52} {ratio:7.2f}  {most:7}  {taken[size]:7.1f}")
    for name, model in (("hub", hub(LENGTH)), ("chain", chain(LENGTH))):
        print(f"{f'{name} of {LENGTH}':<52} {'':7}  {'':7}  {seconds(assessed(model)):7.1f}")
    print(f"\n{'standard errors off at most':<52} {'found':>7}  {'at most':>7}")
    for name in examples():
        print(f"{name:<52} {off(Drawn(name), draws):7.2f}  {5:7}")


def seconds(found: Assessment) -> float:
    """How long the doubt of an assessment takes; that nothing is drawn."""
    start = time.process_time()
    (scenario,) = doubt(found).scenarios
    taken = time.process_time() - start
    if scenario.drawn:
        raise SystemExit("figures were drawn that should be exact")
    return taken


def part(**said: Any) -> Model:
    """A component with ten doubtful judgements."""
    severities = {
        f"c{number}": {"title": "Trouble", "severity": {"low": 0.5, "medium": 0.3, "high": 0.2}}
        for number in range(5)
    }
    harm = {
        "safety": {"Minor": 0.5, "Moderate": 0.5},
        "privacy": {"Minor": 0.3, "Major": 0.7},
        "money": "Minor..Moderate",
    }
    connectivity = {"C2": 0.3, "C3": 0.5, "C4": 0.2}
    said = {"connectivity": connectivity, "requires": "C", **said}
    return {**said, "protection": "P2..P4", "challenges": severities, "harm": harm}


def flat(size: int, *, shared: bool) -> Model:
    """Components that rely on nothing; `shared`: all in one network, so of one connectivity."""
    one = {"connectivity": {"judgement": "net"}} if shared else {}
    sections = {"judgements": {"net": {"level": "C2..C4", "why": "one network"}}} if shared else {}
    return model_of({f"c{number}": part(**one) for number in range(size)}, method=OURS, **sections)


def hub(size: int) -> Model:
    """Components that all rely on one."""
    spokes = {f"c{number}": part(relies_on=["hub"]) for number in range(size)}
    return model_of({"hub": part(), **spokes}, method=OURS)


def chain(size: int) -> Model:
    """Components each of which relies on the one before."""
    links = {f"c{number}": part(relies_on=[f"c{number - 1}"]) for number in range(1, size)}
    return model_of({"c0": part(), **links}, method=OURS)


def off(drawn: Drawn, draws: int) -> float:
    """By how many standard errors drawn shares differ from exact ones at most."""
    expected = drawn.shares(draws)
    found = [0.0]
    for scenario, tallies in zip(doubt(drawn.doubtful()).scenarios, expected, strict=True):
        parts = {id_: one.shares for id_, one in scenario.components.items() if one is not None}
        for id_, levels in {"": scenario.shares or {}, **parts}.items():
            for level, share in levels.items():
                if 0 < share < 1:
                    error = sqrt(share * (1 - share) / draws)
                    found.append(abs(tallies[id_].get(str(level), 0.0) - share) / error)
    return max(found)


if __name__ == "__main__":
    main()
