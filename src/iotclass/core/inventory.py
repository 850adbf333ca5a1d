"""How an inventory of devices is to be read: which column says what, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iotclass.core.place import NOWHERE, Place

if TYPE_CHECKING:
    from iotclass.core.type import Types

ID = "device_id"
KIND = "kind"
COMPONENT = "component"
"""What names a component of a model, whose device type the device is."""
WAY = ("medium", "reach", "operations")
"""The facts that a connectivity is inferred from."""
LEVELS = ("connectivity", *WAY, "protection", "severity", "impact", "required")
"""What an inventory can say in levels; `required` is a class."""
BITS = 64
"""How many controls a mask is for: it is a signed whole number, whose last bit is its sign."""
NAMED = (ID, KIND, COMPONENT, *LEVELS)
"""What a column can be mapped to, beside controls and facts."""
RESULTS = (
    ID,
    KIND,
    "connectivity",
    "protection",
    "exposure",
    "impact",
    "class",
    "class_best",
    "verdict",
    "lacking",
    "held_by",
)
"""The columns of a classified fleet, before those that were kept."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The model to whose components devices refer, as a mapping names it.

    `named` are the components that the mapping itself names, with where it does.
    """

    model: str
    place: Place = NOWHERE
    scenario: str = ""
    scenario_place: Place = NOWHERE
    named: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inventory:
    """Which column of an inventory says what.

    `columns` holds a column's name by what it says, `values` what is the same for every device, `words` what
    the inventory calls things, by what they are. Controls are a `listed` column of ids, a column each
    (`control_columns`: functionality by column), or packed `masks` by the state that their bits stand for,
    with the `legend` of functionalities in the order of the bits. What is not said of a control is unknown,
    unless the inventory is `complete`. Protection levels are what is reached in practice, unless they are
    `designs`. `keep` names further columns; None keeps them all. `encoding` is that of a CSV file that is not
    UTF-8. `places` says where a mapping names each column. `types` are the components of the model that
    `reference` names, once it was read: what a row does not say of a device, its component does.
    """

    columns: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    listed: str = ""
    control_columns: Mapping[str, str] = field(default_factory=dict)
    masks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    legend: tuple[str, ...] = ()
    complete: bool = False
    designs: bool = False
    keep: tuple[str, ...] | None = None
    method: str = ""
    encoding: str = ""
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict)
    reference: Reference | None = None
    types: Types | None = None

    @property
    def controls(self) -> bool:
        """Whether the inventory says anything of controls."""
        return bool(self.listed or self.control_columns or self.masks)

    @property
    def used(self) -> frozenset[str]:
        """Every column that says something of a device."""
        masks = (name for names in self.masks.values() for name in names)
        listed = {self.listed} if self.listed else set()
        return frozenset(
            {*self.columns.values(), *self.facts.values(), *self.control_columns, *masks, *listed}
        )

    def said(self, name: str) -> bool:
        """Whether a column, or a value for all, says `name`."""
        return name in self.columns or name in self.values
