"""An example of an inventory, with its mapping beside it."""

from __future__ import annotations

from pathlib import Path

from iotclass.app.fleet import mapping_of
from iotclass.fleet.duck import Tell
from iotclass.fleet.example import make_example
from iotclass.fleet.output import form
from iotclass.read.content import shipped
from iotclass.read.operator import operator
from iotclass.write.file import prove_writable, write_whole
from iotclass.write.packed_yaml import packed_yaml


def fleet_example(devices: int, output: str, seed: int, tell: Tell, *, replace_it: bool) -> str:
    """Write an inventory of so many devices to the file `output`, and its mapping beside it.

    Returns what to say. Raises OutputError.
    """
    target = Path(output)
    form(target)
    mapping = mapping_of(target)
    for path in (target, mapping):
        prove_writable(path, replace=replace_it)
    read = make_example(operator(), devices, seed, shipped().content, target, tell)
    write_whole(mapping, packed_yaml(read), replace=replace_it)
    return (
        f"{devices:,} devices: {output}\nHow they are to be read: {mapping}\n"
        f"Next: iotclass fleet classify {output} -o classified.parquet\n"
    )
