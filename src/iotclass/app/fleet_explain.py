"""Explain a device of an inventory, and what it lacks."""

from __future__ import annotations

import json
from hashlib import sha256
from shlex import quote

from iotclass.app.fleet import Asked
from iotclass.app.fleet_reading import needed, opened_reading
from iotclass.core.admissible import Admissible
from iotclass.core.explanation import explain
from iotclass.core.gap import gap
from iotclass.core.type import Types
from iotclass.fleet.found import Found, found
from iotclass.fleet.row import Row, assessment
from iotclass.fleet.source import source


def explain_device(inventory: str, device: str, asked: Asked, form: str) -> str:
    """The explanation of a device, by the engine for models, as text or JSON. Raises InvalidError."""
    with opened_reading(inventory, asked) as (duck, opened):
        reading = needed(opened, inventory)
        one = found(duck, reading, device, source(inventory).name)
    method, content = reading.method, reading.content
    types = reading.inventory.types
    assessed = assessment(one.row, method, content, _hash(one.row, types), types)
    (scenario,) = assessed.scenarios
    component = one.row.component or one.row.id
    explanations = [explain(scenario, component, method, Admissible(method), content)]
    if form == "json":
        from iotclass.write.explanation_json import explanations_record
        from iotclass.write.json import json_text

        return json_text(explanations_record(explanations, assessed))
    from iotclass.write.explanation_text import explanations_text
    from iotclass.write.gap_text import gap_lines

    lacking = gap_lines(gap(scenario.components[component], method, content), assessed, ways=False)
    onward = f"Next: what would lift most devices: iotclass fleet what-if {quote(inventory)}"
    told = "\n".join([*lacking, "", onward])
    return explanations_text(explanations, assessed, quote(inventory), _note(one, types), told)


def _note(one: Found, types: Types | None) -> str:
    told = []
    if types and one.row.component:
        model, row = types.system.place, one.row
        told.append(f"{row.id} is the component {row.component} of {model}; what its row says goes before.\n")
    if len(one.places) > 1:
        listed = ", ".join(map(str, one.places[:10])) + (", …" if len(one.places) > 10 else "")
        told.append(f"{len(one.places)} rows have this id ({listed}); this is the first of them.\n")
    return "".join(told)


def _hash(row: Row, types: Types | None) -> str:
    """The hash of what a row says, and the model of its type."""
    states = {id_: state.value for id_, state in (row.controls or {}).items()}
    said = [row.id, row.kind, dict(row.texts), states, dict(row.facts), row.designs]
    if types and row.component:
        said += [row.component, types.scenario.id, types.system.sha256]
    return sha256(json.dumps(said, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()
