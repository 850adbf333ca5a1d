"""Random fleets: rows for the scalar engine, and the same as the CSV of an inventory."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from iotclass.core.content import Content
from iotclass.core.inventory import ID, KIND, LEVELS, Inventory
from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.place import Place
from iotclass.core.system import ControlState
from iotclass.fleet.legend import Legend, legend
from iotclass.fleet.row import Row, assessed
from iotclass.fleet.word import SCALE_OF
from iotclass.read.content import shipped

KINDS = ("smart-meter", "ip-camera", "gateway", "sensor", "smart-lock", "mobile-app")
EMPTY: Mapping[str, str] = {}
MODEL, SITE = 'mo"del; drop table raw', "the site 🏭"
"""Columns that an inventory has for itself, of names as bad as they get."""
MODELS = ("X", "Y'; --", "")
SITES = ("Oslo", "<b>Ål</b>", "=1+1")
PACKED = {
    "yes": {ControlState.YES},
    "unknown": {ControlState.UNKNOWN, ControlState.PARTLY},
    "not applicable": {ControlState.NOT_APPLICABLE},
}
"""The masks of an inventory, with the states that their bits stand for."""


@cache
def content() -> Content:
    """What is shipped."""
    return shipped().content


def method() -> Method:
    """A method that takes the impact from what an inventory says."""
    return next(one for one in content().methods.values() if one.id == "fazeldehkordi-2019")


def controls() -> tuple[str, ...]:
    """Every control that matters."""
    return legend(content()).controls


def fleet(many: int, seed: int) -> list[Row]:
    """Devices, of which many lack little for their next level."""
    rnd = random.Random(seed)  # noqa: S311  no secrets
    kinds = [kind for kind in KINDS if kind in content().profiles]
    facts = sorted(
        {fact for one in content().profiles.values() for c in one.criteria for fact, _ in c.applies_if}
    )
    return [_row(number, rnd, kinds, facts) for number in range(1, many + 1)]


def _row(number: int, rnd: random.Random, kinds: Sequence[str], facts: Sequence[str]) -> Row:
    kind = rnd.choice(kinds)
    states = dict.fromkeys(controls(), ControlState.YES)
    asked = [one.id for one in content().profiles[kind].criteria]
    for id_ in rnd.sample(asked, min(len(asked), rnd.choice([0, 1, 1, 1, 2, 3, 30]))):
        for stronger in controls():
            if id_ in content().framework.weaker[stronger]:
                states[stronger] = rnd.choice([one for one in ControlState if one is not ControlState.YES])
    texts = {name: _text(name, rnd) for name in LEVELS}
    texts["protection"] = texts["protection"] if rnd.random() < 0.2 else ""
    said = {fact: rnd.choice(["yes", "no", "unknown"]) for fact in facts if rnd.random() < 0.5}
    return Row(f"d{number}", kind, Place("fleet.csv", number), texts, states, said)


def _text(name: str, rnd: random.Random) -> str:
    chance = rnd.random()
    if chance < 0.25:
        return ""
    scale: list[Level] = sorted(SCALE_OF[name], key=lambda one: one.rank)
    if name != "required" and chance < 0.35:
        low, high = sorted(rnd.sample(scale, 2), key=lambda one: one.rank)
        return f"{low.value}..{high.value}"
    if name == "required":
        scale = scale[1:4]
    return str(rnd.choice(scale).value)


def mapping(rows: Sequence[Row]) -> Inventory:
    """How what `write` writes is to be read."""
    columns = _masks()
    return Inventory(
        {name: name for name in (ID, KIND, *LEVELS)},
        facts={fact: fact for one in rows for fact in one.facts},
        masks={state: tuple(one for one in columns if one.startswith(f"{state} ")) for state in PACKED},
        legend=controls(),
    )


def picked(number: int) -> tuple[str, str]:
    """The model and the site of the device of that number."""
    return MODELS[number % len(MODELS)], SITES[number // 2 % len(SITES)]


def write(path: Path, rows: Sequence[Row]) -> None:
    """The rows as an inventory: controls as packed masks, a column for every fact, two of its own."""
    facts = sorted({fact for one in rows for fact in one.facts})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["device_id", "kind", *LEVELS, *_masks(), *facts, MODEL, SITE])
        for row in rows:
            levels = (row.texts.get(name, "") for name in LEVELS)
            said = (row.facts.get(fact, "") for fact in facts)
            writer.writerow([row.id, row.kind, *levels, *_packed(row), *said, *picked(row.place.line)])


def _masks() -> list[str]:
    """The columns of the masks."""
    width = Legend(controls()).width
    return [f"{state} {word}" for state in PACKED for word in range(width)]


def _packed(row: Row) -> Iterator[int]:
    assert row.controls is not None
    for states in PACKED.values():
        yield from Legend(controls()).masks(id_ for id_, state in row.controls.items() if state in states)


def stands(row: Row) -> tuple[str | None, str]:
    """The class (worst end) and the verdict of a device, by the scalar engine."""
    one = assessed(row, method(), content())
    level = one.outcome.final.level
    return (None if level is None else str(level.worst)), one.verdict.value


def changed(
    row: Row, states: Mapping[str, ControlState], texts: Mapping[str, str], facts: Mapping[str, str] = EMPTY
) -> Row:
    """A device with some controls, levels and facts changed."""
    return replace(
        row,
        controls={**(row.controls or {}), **states},
        texts={**row.texts, **texts},
        facts={**row.facts, **facts},
    )
