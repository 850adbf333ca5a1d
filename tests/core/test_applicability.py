"""When criteria count: every combination of facts, connectivity and states on a small kind."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from iotclass.core.finding import Finding, not_assessed
from iotclass.core.level import Span, exactly
from iotclass.core.profile import Criterion
from iotclass.core.protection import derive
from iotclass.core.scale import Connectivity, Protection
from iotclass.core.system import Component, Control, ControlState
from tests.models import HERE, OURS, ends, method, profile, small_framework
from tests.models import criterion as plain

FRAMEWORK = small_framework()
KIND = replace(
    profile("door", {}),
    criteria=(
        plain("lock", "P1"),
        replace(plain("manual", "P2"), applies_if=(("updatable", "yes"),)),
        replace(plain("alarm", "P3"), applies_from=Connectivity.C3),
        replace(
            plain("guard", "P4"),
            applies_from=Connectivity.C4,
            applies_if=(("updatable", "yes"), ("debug_port", "no")),
        ),
        plain("vault", "P5"),
    ),
)
CONNECTED: tuple[Span[Connectivity] | None, ...] = (
    None,
    exactly(Connectivity.C2),
    exactly(Connectivity.C3),
    exactly(Connectivity.C4),
    Span(Connectivity.C2, Connectivity.C4),
)
FACTS = (None, "yes", "no", "unknown")
STATES = ("yes", "no", "partly", "not applicable")


def _counts(facts: dict[str, str], connected: Span[Connectivity] | None) -> dict[str, set[bool]]:
    """Per criterion, whether it counts: what each way to settle the unknown gives."""
    found: dict[str, set[bool]] = {one.id: set() for one in KIND.criteria}
    settled = [("yes", "no") if value == "unknown" else (value,) for value in facts.values()]
    levels = list(Connectivity) if connected is None else [connected.best, connected.worst]
    for values in product(*settled):
        world = dict(zip(facts, values, strict=True))
        for level in levels:
            for one in KIND.criteria:
                by_facts = all(world.get(fact, to) == to for fact, to in one.applies_if)
                by_reach = connected is None or one.applies_from is None or level >= one.applies_from
                found[one.id].add(by_facts and by_reach)
    return found


def _expected(
    states: dict[str, str], facts: dict[str, str], connected: Span[Connectivity] | None
) -> tuple[str, str]:
    """Best and worst level: for certain what `yes` meets, at best also what is in doubt."""
    counts = _counts(facts, connected)
    worst_lacks = [one for one in KIND.criteria if True in counts[one.id] and states[one.id] != "yes"]
    best_lacks = [one for one in worst_lacks if states[one.id] == "no" and False not in counts[one.id]]
    return _reached(best_lacks), _reached(worst_lacks)


def _reached(lacking: list[Criterion]) -> str:
    lowest = min((one.level.rank for one in lacking), default=len(Protection))
    return str(list(Protection)[lowest - 1])


@pytest.mark.parametrize("connected", CONNECTED, ids=str)
def test_every_case_gives_what_the_definition_says(connected: Span[Connectivity] | None) -> None:
    finding = not_assessed("connectivity", "none") if connected is None else Finding("c", connected, "judged")
    tried, wrong = 0, []
    for updatable, debug_port in product(FACTS, FACTS):
        stated = {"updatable": updatable, "debug_port": debug_port}
        facts = {fact: value for fact, value in stated.items() if value is not None}
        for chosen in product(STATES, repeat=len(KIND.criteria)):
            states = dict(zip((one.id for one in KIND.criteria), chosen, strict=True))
            controls = {id_: Control(id_, ControlState(state), HERE, "w") for id_, state in states.items()}
            component = Component("d", "D", "door", HERE, controls=controls, facts=facts)
            # vault stands above lock and bolt: a `yes` counts for them too
            if states["vault"] in {"yes", "partly"} and states["lock"] not in {"yes", states["vault"]}:
                continue
            found = derive("protection", KIND, component, finding, FRAMEWORK, method(OURS))
            tried += 1
            if ends(found.finding.level) != _expected(states, facts, connected):
                wrong.append((facts, states, ends(found.finding.level)))
    assert tried > 5000
    assert wrong == []
