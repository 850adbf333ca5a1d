"""A plan as a further scenario in the text of its model; all else stays as it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from iotclass.core.option import Option, Way
from iotclass.core.plan import Plan
from iotclass.write.plan_text import money_text

Entries = dict[str, Any]


def planned_yaml(
    text: str, place: tuple[int, int, bool, bool, bool], plan: Plan, name: str, currency: str
) -> str:
    """`text` with the scenario `name` put in.

    `place` holds the offset, how far to indent, whether it goes into braces, whether it is the first entry
    there, and whether the file has scenarios already. Where it has none, the design as it is becomes one
    as well, since a file with scenarios assesses nothing else.
    """
    at, indent, flow, first, section = place
    scenarios = _scenarios(plan, name, currency, alone=not section)
    line = "\r\n" if "\r\n" in text else "\n"
    before, after = text[:at], text[at:]
    if flow:
        entries = scenarios if section else {"scenarios": scenarios}
        inner = json.dumps(entries, ensure_ascii=False)[1:-1]
        return f"{before.rstrip() if not first else before}{'' if first else ', '}{inner}{after}"
    head = "" if not before or before.endswith("\n") else line
    lines = [] if section else ["scenarios:"]
    lines += _block(scenarios, indent)
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
        _add(components.setdefault(one.component, {}), one, currency)
    if components:
        planned["components"] = components
    found[name] = planned
    return found


def _add(component: Entries, change: Option, currency: str) -> None:
    cost = money_text(change.one_off, change.yearly, currency)
    why = change.why or f"Planned: {cost}."
    if change.way is Way.ADD:
        component.setdefault("controls", {})[change.what] = {"state": "yes", "why": why}
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
            yield f"{' ' * indent}{key}: {_scalar(value)}"


def _pairs(items: Iterable[tuple[str, Any]]) -> Iterator[str]:
    return (f"{key}: {_scalar(value)}" for key, value in items)


def _scalar(value: Any) -> str:
    """A plain word or a number as it is, any other text in quotes."""
    if isinstance(value, str) and not value.replace("-", "").replace(" ", "").isalnum():
        return json.dumps(value, ensure_ascii=False)
    return f"{value:g}" if isinstance(value, float) else str(value)
