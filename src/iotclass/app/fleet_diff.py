"""What moved between two inventories of a fleet."""

from __future__ import annotations

from pathlib import Path

from iotclass.app.fleet import Asked, located, prove_apart
from iotclass.app.fleet_reading import opened_reading, reading
from iotclass.core.fleet import FleetDiff
from iotclass.fleet.ask import pair, paired_moves, standing, write_moved
from iotclass.fleet.duck import Tell
from iotclass.fleet.output import form
from iotclass.fleet.source import source
from iotclass.write.file import prove_writable


def fleet_diff(old: str, new: str, asked: Asked, tell: Tell, listed: str | None, *, force: bool) -> FleetDiff:
    """What moved; with `listed`, the devices that did are written to that file. Raises InvalidError."""
    earlier, later = source(old), located(new, asked)
    if listed is not None:
        form(Path(listed))
        prove_writable(Path(listed), replace=force)
        for one in (earlier, later):
            prove_apart(Path(listed), one, asked)
    with opened_reading(old, asked) as (duck, found):
        left = standing(duck, found, "earlier", tell)
        with duck.then(later) as other:
            then = reading(other, later, asked)
            unclassified = (left, standing(other, then, "later", tell))
            ambiguous = pair(other, tell)
            moves = paired_moves(other, tell)
            if listed is not None:
                write_moved(other, Path(listed), tell)
    results = (found is None, then is None)
    return FleetDiff(earlier.name, later.name, moves, *ambiguous, unclassified, results)


def told(found: FleetDiff, form: str) -> str:
    """What moved, as text, Markdown or JSON."""
    if form == "json":
        from iotclass.write.fleet_json import diff_record
        from iotclass.write.json import json_text

        return json_text(diff_record(found))
    from iotclass.write.fleet_diff_text import diff_markdown, diff_text

    return diff_markdown(found) if form == "markdown" else diff_text(found)
