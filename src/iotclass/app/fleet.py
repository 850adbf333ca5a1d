"""Fleets: inventories of devices, classified by an engine of one's choice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from iotclass.core.inventory import ID, KIND, Inventory
from iotclass.core.method import ImpactFrom, Method
from iotclass.core.place import InvalidError, OutputError, Place, Problem
from iotclass.fleet.duck import Duck, Limits, Tell, Wanted, form, opened
from iotclass.fleet.source import Source, source
from iotclass.read.content import Shipped, shipped
from iotclass.read.inventory import guessed, names, read_inventory
from iotclass.read.model import DEFAULT_METHOD
from iotclass.read.word import nearest
from iotclass.write.file import prove_writable

if TYPE_CHECKING:
    from iotclass.fleet.spark import Spark


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asks of every command on a fleet: the mapping's file, a method, what it may take."""

    mapping: str | None = None
    method: str | None = None
    limits: Limits = field(default_factory=Limits)


def classify(
    inventory: str, output: str, asked: Asked, tell: Tell, *, strict: bool, ids: bool, replace_it: bool
) -> str:
    """Classify the devices of an inventory into the file `output`; what is rejected goes beside it.

    Returns what to say. Raises InvalidError and OutputError.
    """
    found = source(inventory)
    target, rejects = Path(output), rejects_of(Path(output))
    form(target)
    for one in (target, rejects):
        prove_writable(one, replace=replace_it)
        if one.resolve() == Path(found.path).resolve():
            raise OutputError(f"{one}: is what this is made from; nothing was written")
    content = shipped()
    wanted = Wanted(target, rejects, strict=strict, ids=ids)
    with opened(found, asked.limits, target.parent) as duck:
        read = mapping(duck, found, asked, content)
        ended = duck.classify(
            read, names().states, method(asked, read, content), content.content, wanted, tell
        )
    said = (
        f"{found_beside(found, asked)}{ended.classified:,} of {ended.rows:,} devices classified: {output}\n"
    )
    if ended.rows != ended.classified:
        return f"{said}{ended.rows - ended.classified:,} rows not classified, and why: {rejects}\n"
    return said


def rejects_of(output: Path) -> Path:
    """Where the rows that were not classified are told."""
    return output.with_name(f"{output.name.split('.')[0]}.rejects.csv")


def mapping_of(inventory: Path) -> Path:
    """Where the mapping of an inventory stands that is found without being named."""
    return inventory.with_name(f"{inventory.name.split('.')[0]}.map.yaml")


def mapping_beside(found: Source) -> str | None:
    """The mapping that stands beside an inventory, None where there is none."""
    path = mapping_of(Path(found.path))
    return None if found.form == "postgres" or not path.is_file() else str(path)


def found_beside(found: Source, asked: Asked) -> str:
    """What to say of a mapping that nobody named."""
    path = None if asked.mapping else mapping_beside(found)
    return f"Read by {path}, which stands beside it; --map names another\n" if path else ""


def mapping(duck: Duck | Spark, found: Source, asked: Asked, content: Shipped) -> Inventory:
    """How the inventory is to be read: by the mapping asked for, or by what its columns are called.

    Raises InvalidError where a column is not there, or where nothing says what a device is.
    """
    path = asked.mapping or mapping_beside(found)
    if path is None:
        read = replace(guessed(duck.columns, content), place=Place(found.name))
    else:
        read = read_inventory(path, content)
    problems = [
        Problem(
            read.place,
            f"the inventory has no column {one!r}",
            f"one of {', '.join(duck.columns)}",
            nearest(one, duck.columns),
        )
        for one in sorted({*read.used, *(read.keep or ())} - set(duck.columns))
    ]
    if ID not in read.columns:
        problems.append(
            Problem(
                read.place,
                "nothing says which column holds the devices' ids",
                "`columns: {device_id: …}` in a mapping (iotclass fleet map)",
            )
        )
    if not read.said(KIND):
        problems.append(
            Problem(
                read.place,
                "nothing says of what kind the devices are",
                "`columns: {kind: …}` or `values: {kind: …}` in a mapping (iotclass fleet map)",
            )
        )
    if problems:
        raise InvalidError(problems)
    return read


def method(asked: Asked, read: Inventory, content: Shipped) -> Method:
    """The method to classify by; where none is named, one for which the inventory says enough."""
    known = content.content.methods
    wanted = asked.method or read.method or DEFAULT_METHOD
    if not (asked.method or read.method or read.said("impact")):
        wanted = next((id_ for id_, one in known.items() if one.impact_from is ImpactFrom.SEVERITY), wanted)
    if wanted not in known:
        raise InvalidError(
            [
                Problem(
                    read.place, f"no method {wanted!r}", f"one of {', '.join(known)}", nearest(wanted, known)
                )
            ]
        )
    return known[wanted]
