"""An inventory with its controls packed into masks, whatever they were before."""

from __future__ import annotations

from dataclasses import dataclass, replace

from iotclass.core.content import Content
from iotclass.core.inventory import Inventory
from iotclass.fleet.dialect import DUCKDB
from iotclass.fleet.duck import Duck, States, Tell, Wanted
from iotclass.fleet.prepare import STATES

UNREADABLE = (
    "SELECT n, wrong_in AS what, wrong AS value, wrong_as AS reason FROM inventory WHERE wrong IS NOT NULL"
)
"""Why rows cannot be packed: nobody knows what their controls are."""


@dataclass(frozen=True, slots=True)
class Packed:
    """How many rows an inventory has and how many are packed, and how the packed one is to be read."""

    rows: int
    packed: int
    inventory: Inventory


def pack(
    duck: Duck, inventory: Inventory, states: States, content: Content, wanted: Wanted, tell: Tell
) -> Packed:
    """Write the inventory with every column but those of controls as it is, then masks."""
    unpacked = {inventory.listed, *inventory.control_columns}
    unpacked |= {name for names in inventory.masks.values() for name in names}
    others = tuple(name for name in duck.columns if name not in unpacked)
    found = duck.views(replace(inventory, keep=others), states, content, tell=tell)
    cells = [f"k{place} AS {DUCKDB.name(name)}" for place, name in enumerate(others)]
    masks: dict[str, tuple[str, ...]] = {}
    needed = (True, found.shape.doubt, found.shape.doubt and not (inventory.listed and not inventory.types))
    for prefix, state, is_needed in zip("yda", STATES, needed, strict=True):
        if is_needed:
            called = tuple(_free(f"controls_{state}_{word}", others) for word in range(found.legend.width))
            cells += [f"{prefix}{word} AS {DUCKDB.name(name)}" for word, name in enumerate(called)]
            masks[state] = called

    def why() -> str:
        duck.views(inventory, states, content, numbered=True, tell=tell)
        return UNREADABLE

    sql = f"SELECT {', '.join(cells)} FROM inventory WHERE wrong IS NULL"
    ended = duck.copy(sql, why, wanted, tell)
    read = replace(
        inventory,
        listed="",
        control_columns={},
        masks=masks,
        legend=found.legend.controls,
        complete=not found.shape.doubt,
        encoding="",
    )
    return Packed(ended.rows, ended.classified, read)


def _free(name: str, taken: tuple[str, ...]) -> str:
    """A name that no other column has."""
    name = name.replace(" ", "_")
    while name in taken:
        name += "_"
    return name
