"""From which class to which devices go, as text for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from iotclass.core.fleet import CLASSES, Class, Lift, Moves, WhatIf
from iotclass.core.language import ENGLISH
from iotclass.write.columns import clean, columns, wrapped
from iotclass.write.fleet_left_out_text import left_out

MOST = 10
"""How many controls a terminal ranks."""
Grid = tuple[list[str], list[list[str]]]


def what_if_text(found: WhatIf) -> str:
    """What a campaign would do, then what each single control would."""
    moves, campaign = found.moves, found.campaign
    said = [f"add {one}" for one in campaign.add] + [f"remove {one}" for one in campaign.remove]
    said += [f"{name} = {text}" for name, text in (campaign.values or {}).items()]
    devices = moves.before.devices
    where = f" where {campaign.where}" if campaign.where else ""
    lines = [f"{click.style(clean(found.inventory), bold=True)} · method {found.method}"]
    lines += wrapped(
        f"{found.selected:,} of {devices:,} devices{where}: {', '.join(said) or 'nothing changed'}"
    )
    lines.append("")
    if campaign.changes:
        lines += [*effect(moves), "", *columns(*grid(moves)), ""]
    lines += [*_ranked(found.ranked, found.selected), ""]
    if found.unclassified:
        lines += [*wrapped(left_out(found.unclassified, "rows", "counted", found.inventory)), ""]
    lines.append(_next(found))
    return "\n".join(lines) + "\n"


def effect(moves: Moves) -> list[str]:
    """What happens to classes and requirements, in sentences."""
    before, after = moves.before, moves.after
    lines = [f"Class: {moves.better:,} better, {moves.worse:,} worse."]
    if before.required or after.required:
        was, now = (_met(one.met, one.required) for one in (before, after))
        gained = f"{moves.gained:,} gain it, {moves.broken:,} lose it"
        lines.append(f"Requirement: {gained}; met by {was} before, {now} after.")
    return [line for text in lines for line in wrapped(text)]


def grid(moves: Moves) -> Grid:
    """How many devices of each class (down) are of which class then (across)."""
    found = dict(moves.pairs)
    used = [one for one in CLASSES if any(one in pair for pair in found)]
    head = ["class", *(f"→ {name(one)}" for one in used), "all"]
    rows = []
    for was in used:
        cells = [found.get((was, now), 0) for now in used]
        rows.append([name(was), *(f"{cell:,}" if cell else "·" for cell in cells), f"{sum(cells):,}"])
    sums = [sum(found.get((was, now), 0) for was in used) for now in used]
    rows.append(["all", *(f"{one:,}" for one in sums), f"{sum(sums):,}"])
    return head, rows


def name(one: Class) -> str:
    """A class's letter."""
    return "none" if one is None else str(one)


def _met(met: int, required: int) -> str:
    return f"{met:,} of {required:,} ({ENGLISH.percent(met / required) if required else '–'})"


def _ranked(ranked: Sequence[Lift], selected: int) -> Iterator[str]:
    yield click.style("Single controls that would lift most of these devices as they are", bold=True)
    if not ranked:
        yield f"None of these {selected:,} devices gets a better class by one control alone."
        return
    rows = [[one.control, f"{one.better:,}", f"{one.gained:,}"] for one in ranked[:MOST]]
    yield from columns(["control", "better class", "gain their requirement"], rows)
    if ranked[MOST:]:
        yield f"… and {len(ranked) - MOST} more: --format json"


def _next(found: WhatIf) -> str:
    if found.ranked and not found.campaign.changes:
        return f"Next: what that comes to: the same with --add {found.ranked[0].control}"
    if found.ranked:
        return f"Next: what a control is and asks for: iotclass framework show {found.ranked[0].control}"
    return "Next: which groups stand worst: iotclass fleet summary … --by kind"
