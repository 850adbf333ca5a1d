"""The fictitious operator whose fleet is the example of an inventory."""

from __future__ import annotations

from iotclass.core.product import Operator, Product
from iotclass.core.scale import Protection
from iotclass.read.file import CONTENT, texts, yaml_file


def operator() -> Operator:
    """The operator as shipped."""
    root = yaml_file(CONTENT / "fleet.yaml", "fleet")
    products = []
    for node in root.mapping["products"].sequence:
        firmware = node.mapping["firmware"].mapping
        products.append(
            Product(
                node.mapping["kind"].text,
                node.mapping["model"].text,
                int(node.mapping["share"].text),
                {version: Protection(level.text) for version, level in firmware.items()},
                texts(node, "connectivity"),
                texts(node, "severity"),
                texts(node, "required"),
            )
        )
    return Operator(int(root.mapping["sites"].text), texts(root, "owners"), tuple(products))
