"""Products that an example of a fleet is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iotclass.core.scale import Protection


@dataclass(frozen=True, slots=True)
class Product:
    """A model of a device: its kind, how many of all are of it, what each firmware reaches, its levels.

    Of the levels in a tuple each is as likely as it is often in it.
    """

    kind: str
    model: str
    share: int
    firmware: Mapping[str, Protection]
    connectivity: tuple[str, ...]
    severity: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operator:
    """A fictitious operator: how many sites it has, who owns devices, and its products."""

    sites: int
    owners: tuple[str, ...]
    products: tuple[Product, ...]
