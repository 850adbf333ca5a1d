"""A fleet mapping as YAML, proposed from the columns that an inventory has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from iotclass.core.inventory import ID, KIND, LEVELS, Inventory


def inventory_yaml(
    inventory: Inventory, columns: Iterable[str], strange: Mapping[str, Iterable[tuple[str, str]]], file: str
) -> str:
    """`inventory` as a mapping with comments; `strange` holds words that are none, each with the nearest.

    What no column seems to say stands as a comment that shows how to say it.
    """
    return "\n".join([*_lines(inventory, list(columns), strange, file), ""])


def _lines(
    inventory: Inventory, columns: list[str], strange: Mapping[str, Iterable[tuple[str, str]]], file: str
) -> Iterator[str]:
    yield f"# Which column of {_line(file)} says what, by the columns' names: read it before you use it."
    yield "inventory: 1"
    if inventory.encoding:
        yield f"encoding: {inventory.encoding}"
    if inventory.method:
        yield f"method: {_quoted(inventory.method)}"
    yield "# Behind `#` is what no column was found for by its name; unknown counts as the worst it can be"
    yield "columns:"
    for name in (ID, KIND, *LEVELS):
        if name in inventory.columns:
            yield f"  {name}: {_quoted(inventory.columns[name])}"
        else:
            yield f"  # {name}: …"
    yield "# A device may be a component of a model: `component: …` above, a file or an example here:"
    yield "# model: meter.yaml"
    yield "# What is the same for every device, where no column says it:"
    yield "# values: {kind: smart-meter, required: C}"
    yield from _words(strange)
    yield from _controls(inventory)
    if inventory.facts:
        yield "facts:"
        yield from (f"  {fact}: {_quoted(column)}" for fact, column in sorted(inventory.facts.items()))
    yield "# Whether a control that is not named is not there (true), or unknown (false):"
    yield f"complete: {str(inventory.complete).lower()}"
    if "protection" in inventory.columns:
        yield "# Whether protection levels are designs, to be worn down by challenges (true), or in effect:"
        yield f"designs: {str(inventory.designs).lower()}"
    yield "# Further columns to keep; without this line, all of them:"
    rest = [_quoted(one) for one in columns if one not in inventory.used]
    yield f"keep: [{', '.join(rest)}]"


def _words(strange: Mapping[str, Iterable[tuple[str, str]]]) -> Iterator[str]:
    found = {name: list(words) for name, words in strange.items()}
    if not any(found.values()):
        return
    yield "# Words of the inventory that are no kind or level, with the nearest one; mend what is wrong:"
    yield "words:" if any(near for one in found.values() for _, near in one) else "# words:"
    for name, words in found.items():
        near = [one for one in words if one[1]]
        yield from [f"  {name}:"] if near else [f"  # {name}:"] if words else []
        yield from (f"    {_quoted(word)}: {meant}" for word, meant in near)
        yield from (f"  #   {_quoted(word)}: …" for word, meant in words if not meant)


def _controls(inventory: Inventory) -> Iterator[str]:
    if inventory.listed:
        yield f"controls: {{list: {_quoted(inventory.listed)}}}"
    elif inventory.control_columns:
        yield "controls:"
        yield "  columns:"
        yield from (f"    {_quoted(one)}: {id_}" for one, id_ in inventory.control_columns.items())
    else:
        yield "# Controls: a column that lists them, or a column for each:"
        yield "# controls: {list: features}"
        yield "# controls: {columns: {signed_fw: signed-updates, tls: encrypted-communication}}"


def _quoted(text: str) -> str:
    """Text as YAML takes it, whatever it is made of."""
    return json.dumps(text, ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())
