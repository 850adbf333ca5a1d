"""Random inventories, and what the scalar engine says of each of their rows."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from pathlib import Path

from iotclass.core.assess import ComponentAssessment
from iotclass.core.content import Content
from iotclass.core.finding import Finding
from iotclass.core.gap import gap
from iotclass.core.inventory import LEVELS, RESULTS
from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.place import Place
from iotclass.core.scale import SCALES, Protection
from iotclass.core.system import ControlState
from iotclass.core.type import Types
from iotclass.fleet.legend import Legend
from iotclass.fleet.row import Row, assessed

Result = tuple[str | int | None, ...]
NO, YES = ControlState.NO, ControlState.YES


def facts_asked(content: Content) -> tuple[str, ...]:
    """Every fact that a criterion depends on."""
    criteria = (one for profile in content.profiles.values() for one in profile.criteria)
    return tuple(sorted({fact for one in criteria for fact, _ in one.applies_if}))


def drawn(seed: int, count: int, content: Content, legend: Legend, *, designs: bool = False) -> list[Row]:
    """Rows of every kind and level, certain and not; most have most controls, so that all levels come up."""
    chance = random.Random(seed)  # noqa: S311  no secrets
    facts = facts_asked(content)
    return [_row(number, chance, content, legend, facts, designs=designs) for number in range(count)]


def _row(
    number: int,
    chance: random.Random,
    content: Content,
    legend: Legend,
    facts: Iterable[str],
    *,
    designs: bool,
) -> Row:
    profile = chance.choice(list(content.profiles.values()))
    share = chance.choice([0.7, 0.95, 0.99, 1.0])
    others = [one for one in ControlState if one is not YES]
    states = {id_: YES if chance.random() < share else chance.choice(others) for id_ in legend.controls}
    reached = chance.choice(list(Protection))
    for one in profile.criteria:
        if one.level > reached and chance.random() < 0.3:
            states[one.id] = chance.choice([NO, ControlState.PARTLY])
    texts = {name: cell(name, chance) for name in LEVELS}
    if chance.random() < 0.7:
        texts["protection"] = ""
    said = {fact: chance.choice(["yes", "no", "unknown"]) for fact in facts if chance.random() < 0.4}
    return Row(f"d{number}", profile.kind, Place("inventory", number + 1), texts, states, said, designs)


def cell(name: str, chance: random.Random) -> str:
    """A level, a range, that it is unknown, or nothing."""
    scale: list[Level] = list(SCALES["class" if name == "required" else name])
    one, other = sorted((chance.choice(scale), chance.choice(scale)), key=lambda level: level.rank)
    draw = chance.random()
    if draw < 0.2:
        return ""
    if name == "required" or draw < 0.75 or one is other:
        return str(one)
    return "unknown" if draw > 0.95 else f"{one}..{other}"


def expected(
    row: Row, legend: Legend, method: Method, content: Content, types: Types | None = None
) -> Result:
    """What the scalar engine says of a row: every column of a classified fleet but the id."""
    return result(assessed(row, method, content, types), legend, method, content)


def result(found: ComponentAssessment, legend: Legend, method: Method, content: Content) -> Result:
    """What is found of a component, as every column of a classified fleet but the id."""
    outcome = found.outcome
    lacking = found.derived.lacking if found.derived else ()
    count: int | None = None
    if found.component.requires is not None and outcome.uncapped.level is not None:
        of_it = gap(found, method, content)
        if of_it.alone_enough:
            count = 0
        elif of_it.needed is not None and found.derived is not None:
            count = sum(one.level <= of_it.needed for one in lacking)
    lowest = min((one.level.rank for one in lacking), default=0)
    first = [one for one in lacking if one.level.rank == lowest]
    held_by = min(first, key=lambda one: legend.controls.index(one.id)).group if first else None
    return (
        found.component.kind,
        _worst(found.inputs.connectivity),
        _worst(outcome.protection),
        _worst(outcome.exposure),
        _worst(outcome.impact),
        _worst(outcome.final),
        None if outcome.final.level is None else outcome.final.level.best.value,
        found.verdict.value,
        count,
        held_by,
    )


def results(output: Path) -> dict[str, Result]:
    """What a classified fleet, as CSV, says of each device."""
    with output.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["device_id"]: tuple(_value(name, row[name]) for name in RESULTS[1:]) for row in rows}


def _value(name: str, text: str) -> str | int | None:
    if not text:
        return None
    return int(text) if name == "lacking" else text


def _worst(finding: Finding) -> str | None:
    return None if finding.level is None else str(finding.level.worst.value)
