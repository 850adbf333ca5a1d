"""An inventory packed: its controls as masks, its mapping beside it."""

from __future__ import annotations

from pathlib import Path

from iotclass.app.fleet import (
    Asked,
    found_beside,
    located,
    mapping,
    mapping_of,
    prove_apart,
    rejects_of,
)
from iotclass.fleet.duck import Tell, Wanted, form, opened
from iotclass.fleet.pack import pack
from iotclass.read.content import shipped
from iotclass.read.inventory import names
from iotclass.write.file import prove_writable, write_whole
from iotclass.write.packed_yaml import packed_yaml


def fleet_pack(inventory: str, output: str, asked: Asked, tell: Tell, *, replace_it: bool) -> str:
    """Write an inventory with its controls as masks to the file `output`, its mapping and rejects beside it.

    Returns what to say. Raises InvalidError and OutputError.
    """
    found = located(inventory, asked)
    target = Path(output)
    form(target)
    for path in (target, mapping_of(target), rejects_of(target)):
        prove_writable(path, replace=replace_it)
        prove_apart(path, found, asked)
    content = shipped()
    with opened(found, asked.limits, target.parent) as duck:
        read = mapping(duck, found, asked, content)
        ended = pack(duck, read, names().states, content.content, Wanted(target, rejects_of(target)), tell)
    write_whole(mapping_of(target), packed_yaml(ended.inventory), replace=replace_it)
    said = f"{found_beside(found, asked)}{ended.packed:,} of {ended.rows:,} devices packed: {output}\n"
    if ended.rows != ended.packed:
        said += f"{ended.rows - ended.packed:,} rows not packed, and why: {rejects_of(target)}\n"
    return f"{said}How it is to be read: {mapping_of(target)}\n"
