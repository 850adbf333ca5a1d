"""The mapping of an inventory whose controls are masks."""

from __future__ import annotations

import json
import re
from typing import Any

from iotclass.core.inventory import Inventory

WIDTH = 110
PLAIN = re.compile(r"[A-Za-z]([A-Za-z0-9_ -]*[A-Za-z0-9])?")
"""What YAML takes for a word."""
MEANT = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
"""What it takes for something else."""


def packed_yaml(inventory: Inventory) -> str:
    """The mapping's file, in which nothing stands that is understood anyway."""
    controls: dict[str, Any] = {
        "list": inventory.listed,
        "columns": dict(inventory.control_columns),
        "masks": {state: list(names) for state, names in inventory.masks.items()},
        "legend": list(inventory.legend),
    }
    reference = inventory.reference
    said: dict[str, Any] = {
        "method": inventory.method,
        "model": reference.model if reference else "",
        "scenario": reference.scenario if reference else "",
        "columns": dict(inventory.columns),
        "values": dict(inventory.values),
        "words": {name: dict(words) for name, words in inventory.words.items()},
        "controls": {name: value for name, value in controls.items() if value},
        "facts": dict(inventory.facts),
        "complete": inventory.complete,
        "designs": inventory.designs,
    }
    lines = ["inventory: 1"]
    for key, value in said.items():
        if value:
            lines += _lines(key, value, "")
    if inventory.keep is not None:
        lines += _lines("keep", list(inventory.keep), "")
    return "\n".join(lines) + "\n"


def _lines(key: str, value: Any, indent: str) -> list[str]:
    head = f"{indent}{_scalar(key)}:"
    if isinstance(value, dict):
        return [head, *(line for name, one in value.items() for line in _lines(name, one, f"{indent}  "))]
    if isinstance(value, list):
        return _list(head, value, f"{indent}  ")
    return [f"{head} {_scalar(value)}"]


def _list(head: str, items: list[str], indent: str) -> list[str]:
    """A list in one line, or in as many as it needs."""
    words = [f"{_scalar(one)}{',' if place < len(items) - 1 else ''}" for place, one in enumerate(items)]
    short = f"{head} [{' '.join(words)}]"
    if len(short) <= WIDTH:
        return [short]
    lines = [f"{head} ["]
    line = indent
    for word in words:
        if len(line) + len(word) > WIDTH and line.strip():
            lines.append(line.rstrip())
            line = indent
        line += f"{word} "
    return [*lines, line.rstrip(), f"{indent[:-2]}]"]


def _scalar(value: Any) -> str:
    """A word as it is where YAML takes it for a word, or else in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return (
        text if PLAIN.fullmatch(text) and text.lower() not in MEANT else json.dumps(text, ensure_ascii=False)
    )
