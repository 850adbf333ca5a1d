"""Where a fleet stands, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from shlex import quote

import click

from iotclass.core.fleet import CLASSES, Count, FleetSummary
from iotclass.core.language import ENGLISH
from iotclass.core.method import Method
from iotclass.core.verdict import Verdict
from iotclass.write.columns import clean, columns, fitting, wrapped
from iotclass.write.fleet_left_out_text import left_out
from iotclass.write.word import painted_class

MOST_HELD = 10
"""How many reasons a terminal lists."""
DASH = "–"


def fleet_summary_text(summary: FleetSummary, groups: Mapping[str, str], method: Method) -> str:
    """The whole, the groups from the worst on, what holds back most; `groups` are titles of criteria."""
    whole = summary.whole
    by = f" · method {summary.method}" if summary.method else ""
    lines = [f"{click.style(clean(summary.inventory), bold=True)}{by}", *wrapped(headline(whole)), ""]
    shown = [one for one in CLASSES if one or whole.classes.get(None)]
    head = ["class", *(str(one) if one else "not assessed" for one in shown)]
    found = [whole.classes.get(one, 0) for one in shown]
    rows = [["devices", *map(_number, found)], ["share", *(_share(one, whole.devices) for one in found)]]
    lines += [*columns(head, rows), ""]
    if summary.by:
        lines += [*_groups(summary), ""]
    if summary.held:
        lines += [*_held(summary, groups), ""]
    if summary.unclassified:
        results = not summary.method
        told = left_out(summary.unclassified, "rows", "counted", summary.inventory, results=results)
        lines += [*wrapped(told), ""]
    said = [f"  Class {painted_class(str(one))}: {method.words[one].sentence}" for one in shown if one]
    lines += [*said, ""]
    asked = (
        "" if summary.by else f"by what groups: iotclass fleet summary {quote(summary.inventory)} --by kind"
    )
    lines.append(f"Next: {asked or _campaign(summary)}")
    return "\n".join(lines) + "\n"


def headline(whole: Count) -> str:
    """The verdict on the fleet in a sentence."""
    if whole.share is None:
        return f"{whole.devices:,} devices; of none is a class required."
    rest = [
        f"{held:,} {verdict.value}"
        for verdict in (Verdict.NOT_MET, Verdict.OPEN, Verdict.NOT_ASSESSED, Verdict.NO_REQUIREMENT)
        if (held := whole.verdicts.get(verdict, 0))
    ]
    said = f"{whole.devices:,} devices; {whole.met:,} of {whole.required:,} meet the class that is required "
    return f"{said}of them ({ENGLISH.percent(whole.share)}){''.join(f'; {one}' for one in rest)}."


def _campaign(summary: FleetSummary) -> str:
    asked = "what would lift most devices: iotclass fleet what-if"
    # a classified file, which names no method, does not say what devices have
    return f"{asked} {quote(summary.inventory)}" if summary.method else f"{asked}, of the inventory itself"


def _groups(summary: FleetSummary) -> Iterator[str]:
    shown = [one for one in CLASSES if one or summary.whole.classes.get(None)]
    head = [*summary.by, "devices", "met", "of", "share", *(str(one) if one else "none" for one in shown)]
    rows = [
        [
            *(DASH if name is None else name for name in one.names),
            _number(one.count.devices),
            _number(one.count.met),
            _number(one.count.required),
            _share(one.count.met, one.count.required),
            *(_number(one.count.classes.get(level, 0)) for level in shown),
        ]
        for one in summary.groups
    ]
    head, rows, left = fitting(head, rows, ["none", "of"] if None in shown else ["of"])
    yield click.style("The worst first", bold=True)
    yield from columns(head, rows)
    if summary.more:
        yield f"… and {summary.more:,} more groups that stand better"
    if left:
        yield f"(no room here for: {', '.join(left)})"


def _held(summary: FleetSummary, groups: Mapping[str, str]) -> Iterator[str]:
    yield click.style("What keeps devices from their next protection level", bold=True)
    rows = [
        [groups.get(one.group, one.group), _number(one.devices), _share(one.devices, summary.whole.devices)]
        for one in summary.held[:MOST_HELD]
    ]
    yield from columns(["criteria", "devices", "share"], rows)


def _number(value: int) -> str:
    return f"{value:,}"


def _share(part: int, whole: int) -> str:
    return ENGLISH.percent(part / whole) if whole else DASH
