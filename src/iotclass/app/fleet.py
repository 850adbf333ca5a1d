"""Fleets: inventories of devices, classified by an engine of one's choice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from iotclass.core.inventory import COMPONENT, ID, KIND, Inventory
from iotclass.core.method import ImpactFrom, Method
from iotclass.core.place import InvalidError, OutputError, Place, Problem
from iotclass.fleet.duck import Duck, Tell, Wanted, opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.output import form
from iotclass.fleet.source import Source, source, stem
from iotclass.read.content import DEFAULT_METHOD, Shipped, shipped
from iotclass.read.inventory import called_alike, guessed, names, read_inventory
from iotclass.read.word import nearest, shortened, unknown
from iotclass.write.file import prove_writable

if TYPE_CHECKING:
    from iotclass.fleet.spark import Spark


SHOWN = 8
"""How many of an inventory's columns a message names."""


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
    found = located(inventory, asked)
    target = Path(output)
    form(target)
    rejects = rejects_of(target)
    prove_outputs((target, rejects), found, asked, replace=replace_it)
    content = shipped()
    wanted = Wanted(target, rejects, strict=strict, ids=ids)
    with opened(found, asked.limits, target.parent) as duck:
        read = mapping(duck, found, asked, content)
        ended = duck.classify(
            read, names().states, method(asked, read, content), content.content, wanted, tell
        )
    told = outcome("classified", ended.classified, ended.rows, output, rejects)
    return found_beside(found, asked) + told


def located(inventory: str, asked: Asked) -> Source:
    """The inventory of that name, in the encoding that its mapping says. Raises InvalidError."""
    found = source(inventory)
    path = asked.mapping or mapping_beside(found)
    if found.form != "csv" or path is None:
        return found
    return replace(found, encoding=read_inventory(path, shipped()).encoding)


def prove_outputs(outputs: tuple[Path, ...], found: Source, asked: Asked, *, replace: bool) -> None:
    """Raise OutputError where an output cannot be written, or is what it is made from."""
    for one in outputs:
        prove_writable(one, replace=replace)
        prove_apart(one, found, asked)


def prove_apart(output: Path, found: Source, asked: Asked) -> None:
    """Raise OutputError where `output` is, or is among, what it would be made from."""
    target = output.resolve()
    for one in (found.path, asked.mapping or mapping_beside(found)):
        if one and Path(one).resolve() in {target, *target.parents}:
            raise OutputError(f"{output}: is what this is made from; nothing was written")
    if found.many and not found.parts and target.match(str(Path(found.path).absolute())):
        raise OutputError(f"{output}: is among what this is made from; nothing was written")


def outcome(done: str, devices: int, rows: int, output: object, rejects: object) -> str:
    """What to say of devices that were, in a word, `done`, and of rows that were not."""
    said = f"{devices:,} of {rows:,} devices {done}: {output}\n"
    if rows != devices:
        said += f"{rows - devices:,} rows not {done}, and why: {rejects}\n"
    return said


def rejects_of(output: Path) -> Path:
    """Where the rows that were not classified are told."""
    return output.with_name(f"{stem(output.name)}.rejects.csv")


def mapping_of(inventory: Path) -> Path:
    """Where the mapping of an inventory stands that is found without being named."""
    return inventory.with_name(f"{stem(inventory.name)}.map.yaml")


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
    problems: list[Problem] = []
    columns = dict.fromkeys(duck.columns)
    for one, other in called_alike(read, columns) if path is None else ():
        message = f"the columns {shortened(one)} and {shortened(other)} say the same"
        problems.append(Problem(Place(found.name, 1), message, "a mapping that names one of them (--map)"))
    for one in sorted(read.used & duck.doubled):
        message = f"several columns are called {shortened(one)}"
        problems.append(Problem(Place(found.name, 1), message, "a name for each"))
    for one in sorted({*read.used, *(read.keep or ())} - set(columns)):
        place = read.places.get(one, read.place)
        unknown(place, f"the inventory has no column {shortened(one)}", one, columns, problems)
    if read.encoding and found.form != "csv":
        message = f"`encoding` is for CSV files, and {found.name} is none"
        problems.append(Problem(read.place, message, "no `encoding`"))
    named = ", ".join(map(shortened, duck.columns[:SHOWN])) + " …" * (len(duck.columns) > SHOWN)
    if ID not in read.columns:
        problems.append(
            Problem(
                read.place,
                f"nothing says which column holds the devices' ids (columns: {named})",
                "`columns: {device_id: …}` in a mapping (iotclass fleet map)",
            )
        )
    if not (read.said(KIND) or read.said(COMPONENT)):
        problems.append(
            Problem(
                read.place,
                f"nothing says of what kind the devices are (columns: {named})",
                "`columns: {kind: …}` or `values: {kind: …}` in a mapping (iotclass fleet map)",
            )
        )
    if problems:
        raise InvalidError(problems)
    if read.reference is None:
        return read
    from iotclass.app.fleet_type import open_reference, types_of

    opened = open_reference(read, asked.method or read.method, content)
    read = replace(read, method=read.method or opened.method.id)
    return replace(read, types=types_of(read, opened, method(asked, read, content)))


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
