"""An inventory packed: its controls as masks, its mapping beside it."""

from __future__ import annotations

from pathlib import Path

from iotclass.app.fleet import (
    Asked,
    found_beside,
    located,
    mapping,
    mapping_of,
    outcome,
    prove_outputs,
    rejects_of,
)
from iotclass.app.fleet_type import seen_from
from iotclass.core.place import OutputError
from iotclass.fleet.duck import Tell, Wanted, opened
from iotclass.fleet.output import form
from iotclass.fleet.pack import pack
from iotclass.read.content import shipped
from iotclass.read.inventory import names
from iotclass.write.file import write_whole
from iotclass.write.packed_yaml import packed_yaml


def fleet_pack(inventory: str, output: str, asked: Asked, tell: Tell, *, replace_it: bool) -> str:
    """Write an inventory with its controls as masks to the file `output`, its mapping and rejects beside it.

    Returns what to say. Raises InvalidError and OutputError.
    """
    found = located(inventory, asked)
    target = Path(output)
    form(target)
    read_by = mapping_of(target)
    prove_outputs((target, read_by, rejects_of(target)), found, asked, replace=replace_it)
    if found.form != "postgres" and mapping_of(Path(found.path)).resolve() == read_by.resolve():
        raise OutputError(
            f"{read_by}: {found.name} would be read by it too; choose another name than {target}"
        )
    content = shipped()
    with opened(found, asked.limits, target.parent) as duck:
        read = mapping(duck, found, asked, content)
        ended = pack(duck, read, names().states, content.content, Wanted(target, rejects_of(target)), tell)
    packed = seen_from(ended.inventory, target.parent)
    write_whole(read_by, packed_yaml(packed), replace=replace_it)
    told = outcome("packed", ended.packed, ended.rows, output, rejects_of(target))
    return f"{found_beside(found, asked)}{told}How it is to be read: {read_by}\n"
