"""A plan as a further scenario in the text of its model; all else stays as it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from iotclass.core.option import Option, Way
from iotclass.core.plan import Plan, Room
from iotclass.write.plan_text import money_text

Entries = dict[str, Any]


def planned_yaml(text: str, room: Room, plan: Plan, name: str, currency: str) -> str:
    """`text` with the scenario `name` put in at `room`.

    Where the file has no scenarios yet, the design as it is becomes one as well, since a file with
    scenarios assesses nothing else.
    """
    scenarios = _scenarios(plan, name, currency, alone=not room.section)
    line = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    before, after = text[: room.at], text[room.at :]
    if room.flow:
        entries = scenarios if room.section else {"scenarios": scenarios}
        inner = _quoted(entries)[1:-1]
        return f"{before}{'' if room.first else ', '}{inner}{after}"
    head = "" if not before or before.endswith("\n") else line
    lines = [] if room.section else [f"{' ' * room.margin}scenarios:"]
    lines += _block(scenarios, room.indent)
    return before + head + "".join(f"{one}{line}" for one in lines) + after


def _scenarios(plan: Plan, name: str, currency: str, *, alone: bool) -> Entries:
    """The planned scenario, and before it the design as it is where that has no id yet."""
    found: Entries = {"as-is": {"title": "As it is"}} if alone else {}
    title = plan.title if plan.title != plan.scenario else plan.scenario
    planned: Entries = {"title": f"{title}, as planned"}
    if plan.scenario != "base":
        planned["extends"] = plan.scenario
    components: Entries = {}
    for one in plan.changes:
        sure = plan.certainty is not None
        _add(components.setdefault(one.component, {}), one, currency, sure=sure)
    if components:
        planned["components"] = components
    found[name] = planned
    return found


def _add(component: Entries, change: Option, currency: str, *, sure: bool) -> None:
    """Write a change; `sure`: the plan counts on added controls to work, whatever the method says of them."""
    cost = money_text(change.one_off, change.yearly, currency)
    why = change.why or f"Planned: {cost}."
    if change.way is Way.ADD:
        works: Entries = {"works": 1} if sure else {}
        component.setdefault("controls", {})[change.what] = {"state": "yes", **works, "why": why}
    elif change.way is Way.CONNECTIVITY:
        component["connectivity"] = {"level": change.what, "why": why}
    else:
        measure: Entries = {"to": str(change.to), **change.amounts, "why": why}
        component.setdefault("challenges", {})[change.what] = {"softened": measure}


def _block(entries: Entries, indent: int) -> Iterator[str]:
    """Entries as block style, the innermost ones in braces."""
    for key, value in entries.items():
        if isinstance(value, dict) and any(isinstance(one, dict) for one in value.values()):
            yield f"{' ' * indent}{key}:"
            yield from _block(value, indent + 2)
        elif isinstance(value, dict):
            yield f"{' ' * indent}{key}: {{{', '.join(_pairs(value.items()))}}}"
        else:
            yield f"{' ' * indent}{key}: {_scalar(key, value)}"


def _pairs(items: Iterable[tuple[str, Any]]) -> Iterator[str]:
    return (f"{key}: {_scalar(key, value)}" for key, value in items)


PLAIN = frozenset({"state", "to", "level", "extends"})
"""The keys whose values are words of the format or ids, written as they are."""
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029]")


def _scalar(key: str, value: Any) -> str:
    """A word of the format as it is, any other text in quotes, a number with all its digits."""
    if isinstance(value, str):
        return value if key in PLAIN else _quoted(value)
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _quoted(value: Any) -> str:
    """A value as JSON, which YAML reads too; line breaks that one does not see are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
