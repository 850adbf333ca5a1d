"""What a change would do to a fleet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from iotclass.app.fleet import Asked
from iotclass.app.fleet_reading import needed, opened_reading
from iotclass.core.fleet import Campaign, WhatIf
from iotclass.core.inventory import LEVELS
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.scale import SCALES
from iotclass.fleet.campaign import what_if
from iotclass.fleet.duck import Tell
from iotclass.fleet.source import source
from iotclass.read.content import Shipped, shipped
from iotclass.read.word import nearest, unknown

FACT_STATES = ("yes", "no", "unknown")


def fleet_what_if(inventory: str, campaign: Campaign, asked: Asked, form: str, tell: Tell) -> str:
    """What the campaign would do, as text or JSON. Raises InvalidError."""
    with opened_reading(inventory, asked) as (duck, found):
        reading = needed(found, inventory)
        told = what_if(duck, reading, campaign, tell)
        rows = duck.count(tell)
    counted = told.moves.before.devices
    name = source(inventory).name
    result = WhatIf(
        name, reading.method.reference, campaign, told.selected, told.moves, told.ranked, rows - counted
    )
    if form == "json":
        from iotclass.write.fleet_json import what_if_record
        from iotclass.write.json import json_text

        return json_text(what_if_record(result))
    from iotclass.write.fleet_moves_text import what_if_text

    return what_if_text(result)


def campaign(add: Sequence[str], remove: Sequence[str], sets: Sequence[str], where: str | None) -> Campaign:
    """What was asked for, proved. Raises InvalidError."""
    content = shipped()
    problems: list[Problem] = []
    asked_for = {one.id for profile in content.content.profiles.values() for one in profile.criteria}
    known = content.content.framework
    for option, ids in (("--add", add), ("--remove", remove)):
        for id_ in ids:
            if id_ not in known.functionalities:
                unknown(Place(option), f"no functionality {id_!r}", id_, known.functionalities, problems)
            elif not asked_for & known.weaker[id_]:
                message = f"no kind is asked for {id_!r}, so that it changes no class"
                problems.append(Problem(Place(option), message))
            elif id_ in add and id_ in remove:
                problems.append(Problem(Place(option), f"{id_!r} is to be added and to be removed"))
    values = dict(_value(text, content, problems) for text in sets)
    if where is not None and not where.strip():
        problems.append(Problem(Place("--where"), "an empty condition"))
    if problems:
        raise InvalidError(problems)
    return Campaign(tuple(dict.fromkeys(add)), tuple(dict.fromkeys(remove)), values, where or "")


def _value(text: str, content: Shipped, problems: list[Problem]) -> tuple[str, str]:
    """What `NAME=VALUE` sets, in lower case."""
    name, _, value = (part.strip() for part in text.partition("="))
    known: Mapping[str, object] = {**dict.fromkeys(LEVELS), **dict.fromkeys(content.facts)}
    place = Place("--set")
    if name not in known:
        problems.append(
            Problem(
                place,
                f"nothing of a device is called {name!r}",
                "connectivity=C2, or a fact",
                nearest(name, known),
            )
        )
        return name, value
    if name in LEVELS:
        valid = [one.value for one in SCALES["class" if name == "required" else name]]
        valid += [] if name == "required" else ["unknown"]
    else:
        valid = list(FACT_STATES)
    if value.lower() not in {one.lower() for one in valid}:
        problems.append(
            Problem(place, f"no {name} {value!r}", f"one of {', '.join(valid)}", nearest(value, valid))
        )
    return name, value.lower()
