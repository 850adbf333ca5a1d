"""What one asks of devices that are components of a model, against the scalar engine."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from iotclass.core.fleet import Campaign
from iotclass.core.inventory import ID, LEVELS, Inventory
from iotclass.core.system import ControlState
from iotclass.fleet.ask import Reading
from iotclass.fleet.campaign import what_if
from iotclass.fleet.duck import Duck, opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.found import found
from iotclass.fleet.row import Row, assessed
from iotclass.fleet.source import source
from iotclass.read.content import shipped
from iotclass.read.inventory import names
from tests.fleet.asked import quiet
from tests.fleet.inventory import facts_asked
from tests.fleet.typed import joined, rows, varied

CONTENT = shipped().content
METHOD = CONTENT.methods["fazeldehkordi-2019"]
FACTS = facts_asked(CONTENT)
PARTS = {"a": varied(1, METHOD.id)}
CONTROLS = {"signed": "signed-updates", "logs": "protected-logs", "two": "two-factor-authentication"}
STATES = ("", "yes", "no", "partly", "planned", "unknown", "not applicable")
INVENTORY = Inventory(
    {ID: "id", "component": "type", "kind": "kind"} | {name: name for name in LEVELS},
    facts={fact: fact for fact in FACTS},
    control_columns=CONTROLS,
    types=joined(PARTS),
)


def devices() -> list[Row]:
    """Devices of types, with controls of their own."""
    found = []
    for number, (_, row) in enumerate(row for row in rows(PARTS, 60, seed=3) if row[1].component):
        said = {id_: STATES[(number + place * 3) % 7] for place, id_ in enumerate(CONTROLS.values())}
        states = {id_: ControlState(state) for id_, state in said.items() if state and number % 3}
        found.append(replace(row, controls=states))
    return found


def write(path: Path, found: list[Row]) -> None:
    """The devices as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "type", "kind", *LEVELS, *FACTS, *CONTROLS])
        writer.writeheader()
        for row in found:
            states = {column: (row.controls or {}).get(id_) for column, id_ in CONTROLS.items()}
            cells = {column: state.value if state else "" for column, state in states.items()}
            said = {"id": row.id, "type": f"a-{row.component}"}
            writer.writerow({**said, **row.texts, **row.facts, **cells})


def reading(folder: Path, found: list[Row]) -> tuple[str, Reading]:
    """The devices as an inventory, and how to read it."""
    write(folder / "fleet.csv", found)
    return str(folder / "fleet.csv"), Reading(INVENTORY, names().states, METHOD, CONTENT)


def stands(row: Row) -> tuple[str | None, str]:
    """The class and the verdict of a device, by the scalar engine."""
    one = assessed(row, METHOD, CONTENT, PARTS["a"])
    level = one.outcome.final.level
    return (str(level.worst) if level else None), one.verdict.value


@pytest.mark.parametrize(
    "campaign",
    [
        Campaign(add=("signed-updates", "protected-logs"), remove=("two-factor-authentication",)),
        Campaign(values={"severity": "high", "medium": "wired", "required": "d", FACTS[0]: "no"}),
    ],
    ids=["controls", "levels"],
)
def test_a_campaign_changes_what_cells_say(campaign: Campaign, tmp_path: Path) -> None:
    before = devices()
    states = {
        **dict.fromkeys(campaign.add, ControlState.YES),
        **dict.fromkeys(campaign.remove, ControlState.NO),
    }
    values = campaign.values or {}
    texts = {name: text for name, text in values.items() if name in LEVELS}
    facts = {name: text for name, text in values.items() if name not in LEVELS}
    after = [
        replace(
            row,
            controls={**(row.controls or {}), **states},
            texts={**row.texts, **texts},
            facts={**row.facts, **facts},
        )
        for row in before
    ]
    path, how = reading(tmp_path, before)

    with opened(source(path), Limits(threads=1), tmp_path) as duck:
        moves = what_if(duck, how, campaign, quiet).moves

    told: Counter[object] = Counter()
    for one in moves.parts:
        sides = [
            (side.level.value if side.level else None, side.verdict.value)
            for side in (one.was, one.now)
            if side
        ]
        told[tuple(sides)] += one.devices
    expected = Counter((stands(was), stands(now)) for was, now in zip(before, after, strict=True))
    assert told == expected
    assert any(was != now for was, now in expected)


def test_a_device_is_found_with_what_its_own_cells_say(tmp_path: Path) -> None:
    path, how = reading(tmp_path, devices())

    with opened(source(path), Limits(threads=1), tmp_path) as duck:
        for row in devices()[:8]:
            one = of_device(duck, how, row.id)

            assert one.component == f"a-{row.component}"
            assert (one.kind, one.controls, one.facts) == (row.kind, row.controls, row.facts)
            assert {name: text for name, text in one.texts.items() if text} == {
                name: text.lower() for name, text in row.texts.items() if text
            }


def of_device(duck: Duck, how: Reading, id_: str) -> Row:
    """The row of a device."""
    return found(duck, how, id_, "fleet.csv").row
