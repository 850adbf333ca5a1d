"""An example of an inventory, made by DuckDB: devices of a fictitious operator, controls as packed masks."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random

from iotclass.core.content import Content
from iotclass.core.inventory import ID, KIND, Inventory
from iotclass.core.product import Operator, Product
from iotclass.core.scale import Protection
from iotclass.fleet.duck import Tell
from iotclass.fleet.engine import Limits, engine, run
from iotclass.fleet.legend import Legend, legend
from iotclass.fleet.literal import LOWEST, Row, literal, number, values
from iotclass.fleet.output import form, replacing
from iotclass.fleet.plan import rendered
from iotclass.fleet.relation import raising
from iotclass.fleet.source import Source

AHEAD = 0.4
"""How many of the controls that a firmware need not have for its level it has all the same."""
SPARED = 6
"""A device not set up as it should be lacks one control in two to the power of this."""


def make_example(
    operator: Operator, devices: int, seed: int, content: Content, output: Path, tell: Tell
) -> Inventory:
    """Write an inventory of so many devices to `output`. Returns how it is to be read."""
    bits = legend(content)
    sql = rendered("example.sql", _context(operator, devices, seed, content, bits))
    made = Source("", str(output))
    with replacing(output) as temporary, engine(Limits(), output.parent) as connection, raising(made):
        connection.execute("SET preserve_insertion_order = true")
        run(
            connection,
            f"COPY ({sql}) TO {literal(str(temporary))} ({form(output)})",
            lambda: tell(0.0, devices),
        )
    return Inventory(
        {
            ID: "device_id",
            KIND: "kind",
            "connectivity": "connectivity",
            "severity": "severity",
            "required": "required_class",
        },
        masks={"yes": tuple(f"controls_{word}" for word in range(bits.width))},
        legend=bits.controls,
        complete=True,
    )


def _context(
    operator: Operator, devices: int, seed: int, content: Content, bits: Legend
) -> dict[str, object]:
    def chance(what: str) -> str:
        """A number drawn for a device, for one thing."""
        apart = int.from_bytes(sha256(f"{seed} {what}".encode()).digest()[:7])
        return f"hash(i + {apart})"

    firmware = list(_firmware(operator, seed, content, bits))
    return {
        "values": values,
        "firmware": firmware,
        "lots": [(number, *row) for number, row in enumerate(_lots(operator, seed))],
        "devices": devices,
        "sites": operator.sites,
        "owners": list(enumerate(operator.owners)),
        "chance": chance,
        "kept": lambda word: " | ".join(chance(f"{word} {one}") for one in range(SPARED)),
        "sign": number(LOWEST),
        "width": range(bits.width),
    }


def _lots(operator: Operator, seed: int) -> Iterator[Row]:
    """The firmware of each lot, the newer the more, and the levels that its devices stand at."""
    draw = Random(seed)  # noqa: S311  an example, no secret
    firmware = 0
    for product in operator.products:
        for age in range(len(product.firmware)):
            for _ in range(product.share * (age + 1)):
                yield (
                    firmware,
                    *map(draw.choice, (product.connectivity, product.severity, product.required)),
                )
            firmware += 1


def _firmware(operator: Operator, seed: int, content: Content, bits: Legend) -> Iterator[Row]:
    firmware = 0
    for product in operator.products:
        for version, level in product.firmware.items():
            masks = bits.masks(_controls(product, level, seed, content))
            yield firmware, product.kind, product.model, version, *masks
            firmware += 1


def _controls(product: Product, level: Protection, seed: int, content: Content) -> Iterator[str]:
    """What a firmware that reaches a level has: all that it asks for, and some of what the next ones do."""
    for one in content.profiles[product.kind].criteria:
        drawn = sha256(f"{seed} {product.model} {one.id}".encode()).digest()[0] / 256
        if one.level <= level or drawn < AHEAD:
            yield one.id
