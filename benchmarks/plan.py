"""What planning costs: building and solving, for many components with many candidate controls each.

python benchmarks/plan.py            50 components with 300 candidate controls each, and how building grows

Each component lacks everything: 300 criteria over five levels, ladders among them, each with a price, an
energy it uses and here and there something that has to be there before; every sixth is shared. Connectivity
can come down and challenges be softened for money; one challenge is driven by energy. Printed: seconds of
building and solving with fixed targets (proved optimal), how building grows from half the size, and what is
proved within a time limit where all requirements compete for one budget.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace

from iotclass.core.assess import Assessment, assess
from iotclass.core.content import Content
from iotclass.core.functionality import Cost, Framework, Functionality, ladder
from iotclass.core.judgement import Harm, Judgement
from iotclass.core.level import exactly
from iotclass.core.place import Place
from iotclass.core.profile import Criterion, Profile
from iotclass.core.scale import Connectivity, Impact, Protection, SecurityClass, Severity
from iotclass.core.system import (
    Allowance,
    Challenge,
    Component,
    Limit,
    Requirement,
    Scenario,
    Softening,
    Spending,
    System,
)
from iotclass.core.table import Origin
from iotclass.plan.build import build
from iotclass.plan.program import Clock
from iotclass.plan.solve import solution
from iotclass.plan.task import Task, task
from iotclass.read.content import shipped

COMPONENTS, CONTROLS = 50, 300
LIMIT = 20.0
"""Seconds for what is not expected to be proved."""
HERE = Place("benchmark", 1)
LEVELS = list(Protection)[1:]


def content(count: int, chance: random.Random) -> Content:
    """The shipped method with one kind of `count` criteria."""
    base = next(iter(shipped().content.framework.functionalities.values()))
    found: dict[str, Functionality] = {}
    criteria = []
    for number in range(count):
        id_ = f"f{number:03}"
        below = f"f{number - 1:03}" if number % 7 == 6 else ""
        found[id_] = replace(
            base,
            id=id_,
            lives=("organisation",) if number % 6 == 5 else ("device",),
            costs={"human-effort": Cost(chance.randrange(4), "-"), "energy": Cost(chance.randrange(3), "-")},
            after=(f"f{number - 3:03}",) if number % 11 == 10 else (),
            stronger_than=(below,) if below else (),
            sources=(),
        )
        level = LEVELS[number * len(LEVELS) // count]
        criteria.append(Criterion(id_, level, "all", Origin.OURS, "-", "-", (), HERE))
    known = shipped().content
    framework = Framework("b", "1.0.0", {}, {}, {}, found, (), "0", ladder(found))
    kind = Profile(
        *("thing", "1.0.0", "Thing", "-", Origin.OURS, "-", ("device", "organisation", "cloud")),
        *(None, None, None, {"all": "All"}, tuple(criteria), (), HERE),
    )
    return replace(known, framework=framework, profiles={"thing": kind}, challenges={})


def problem(components: int, controls: int) -> tuple[Task, Assessment]:
    """A scenario of `components`, each of which lacks all `controls`."""
    chance = random.Random(7)  # noqa: S311  the same problem every time
    known = content(controls, chance)
    parts = {}

    def money(most: int) -> Spending:
        return Spending(float(chance.randrange(most)), float(chance.randrange(most // 10)), {}, "-", HERE)

    for number in range(components):
        id_ = f"c{number:03}"
        spent = {name: money(20_000) for name in known.framework.functionalities}
        harm = chance.choice(list(Impact)[2:])
        parts[id_] = Component(
            id_,
            id_,
            "thing",
            HERE,
            requires=Requirement(chance.choice(list(SecurityClass)[:4]), HERE, why="-"),
            connectivity=Judgement(exactly(chance.choice(list(Connectivity)[1:])), HERE, "-"),
            harm=Harm((("overall", Judgement(exactly(harm), HERE, "-")),), HERE),
            controls={},
            challenges=(
                Challenge("heat", "Heat", Judgement(exactly(Severity.VERY_HIGH), HERE, "-")),
                Challenge("thirst", "Thirst", None, driven_by="energy"),
            ),
            allow=Allowance(
                {level: money(50_000) for level in list(Connectivity)[:2]},
                {name: Softening(Severity.LOW, money(80_000)) for name in ("heat", "thirst")},
            ),
            limits={"energy": Limit("energy", float(chance.randrange(500, 1200)), "-", HERE)},
            costs=spent,
        )
    scenario = Scenario("base", "-", parts, ())
    system = System("-", "iotclass-1", HERE, "0", (scenario,), {}, (), {}, {})
    assessment = assess(system, known.methods["iotclass-1"], known)
    return task(assessment, assessment.scenarios[0], None), assessment


def built_in(components: int, controls: int) -> float:
    """Seconds that building the program takes."""
    told, _ = problem(components, controls)
    start = time.perf_counter()
    build(told)
    return time.perf_counter() - start


def main() -> None:
    """Print what it costs."""
    told, _ = problem(COMPONENTS, CONTROLS)
    start = time.perf_counter()
    built = build(told)
    half = time.perf_counter()
    found = solution(built, "cost", Clock(None))
    end = time.perf_counter()
    size = f"{COMPONENTS} components × {CONTROLS} candidate controls"
    print(f"{size}: {len(built.program.costs):,} columns, {len(built.program.rows):,} rows")
    print(f"  built in {half - start:.2f} s, solved in {end - half:.2f} s, optimal: {found.optimal}")
    print(f"  cost {found.objective:,.0f}, bound {found.bound:,.0f}")
    small, large = built_in(COMPONENTS // 2, CONTROLS), built_in(COMPONENTS, CONTROLS)
    print(f"  building twice the components takes {large / small:.1f} times as long")
    budget = found.objective / 3
    competing = build(replace(told, budget=budget))
    loose, counted = competing.loose(()), competing.holding(competing.held)
    start = time.perf_counter()
    most = competing.program.solve(Clock(LIMIT), counted, loose)
    took = time.perf_counter() - start
    proof = "proved" if most.optimal else f"at most {-most.bound:.0f} proved"
    print(
        f"as many requirements as a third of that money buys: {-most.objective:.0f} in {took:.1f} s, {proof}"
    )


if __name__ == "__main__":
    main()
