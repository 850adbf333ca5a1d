"""What moved between two inventories, as text for a terminal and in Markdown for a comment."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from iotclass.core.fleet import FleetDiff
from iotclass.write.columns import clean, columns, wrapped
from iotclass.write.diff_markdown import code
from iotclass.write.fleet_left_out_text import left_out
from iotclass.write.fleet_moves_text import Grid, effect, grid


def diff_text(found: FleetDiff) -> str:
    """New and gone devices, the classes that moved, what each kind gained and lost."""
    moves = found.moves
    head = f"{clean(found.old)} → {clean(found.new)}"
    lines = [click.style(head, bold=True), *wrapped(headline(found)), *effect(moves), ""]
    if moves.pairs:
        lines += [*columns(*grid(moves)), ""]
    if moves.kinds:
        lines += [click.style("By kind", bold=True), *columns(*_kinds(found)), ""]
    lines += [line for note in _notes(found) for line in wrapped(note)]
    return "\n".join(lines).rstrip("\n") + "\n"


def diff_markdown(found: FleetDiff) -> str:
    """The same as a comment: what inventories say stands in code, where it is inert."""
    moves = found.moves
    lines = [f"### {'✅' if found.passed else '❌'} iotclass fleet: {headline(found)}", ""]
    lines += [f"{code(found.old)} → {code(found.new)}", "", *effect(moves)]
    for title, table in (
        ("Classes, from each to each", grid(moves)),
        ("By kind", _kinds(found, markdown=True)),
    ):
        head, rows = table
        lines += ["", f"**{title}**", "", _row(head), _row(["---"] * len(head)), *map(_row, rows)]
    for note in _notes(found, code):
        lines += ["", note]
    return "\n".join(lines) + "\n"


def headline(found: FleetDiff) -> str:
    """What moved, in a sentence."""
    moves = found.moves
    here = sum(devices for _, devices in moves.pairs)
    broken = f"{moves.broken:,} devices do not meet their requirement any more; " if moves.broken else ""
    unsure = f"{found.unsure:,} that met it cannot be compared; " if found.unsure else ""
    return f"{broken}{unsure}{here:,} devices in both, {moves.new:,} new, {moves.gone:,} gone."


def gate_line(found: FleetDiff) -> str:
    """What a gate says."""
    if found.moves.broken:
        return f"gate: {found.moves.broken:,} devices met their requirement and do not any more"
    if found.unsure:
        why = "new rows that could not be classified, or ids of several rows, may be these"
        return f"gate: {found.unsure:,} devices met their requirement and cannot be compared: {why}"
    return "gate: passed, every device that met its requirement still does"


def _kinds(found: FleetDiff, *, markdown: bool = False) -> Grid:
    head = ["kind", "before", "after", "new", "gone", "better", "worse", "gained", "broken"]
    rows = []
    for kind in found.moves.kinds:
        one = found.moves.of(kind)
        figures = [one.before.devices, one.after.devices, one.new, one.gone]
        figures += [one.better, one.worse, one.gained, one.broken]
        rows.append([code(kind) if markdown else kind, *(f"{figure:,}" for figure in figures)])
    return head, rows


def _notes(found: FleetDiff, code: Callable[[str], str] = str) -> Iterator[str]:
    if found.ambiguous:
        yield f"{found.ambiguous:,} ids stand on several rows of one inventory, and are not compared."
    sides = zip(("old", "new"), (found.old, found.new), found.unclassified, found.results, strict=True)
    for side, inventory, rows, results in sides:
        if rows:
            what = f"rows of the {side} inventory"
            yield left_out(rows, what, "compared", inventory, results=results, code=code)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
