"""Methods as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from iotclass.core.assess import Assessment
from iotclass.core.difference import Difference
from iotclass.core.level import Level
from iotclass.core.method import BelowP1, ImpactFrom, Method
from iotclass.core.profile import Contradiction
from iotclass.core.scale import SCALES, scale_name
from iotclass.core.table import Origin, Table, case_text
from iotclass.write.columns import columns, wrapped
from iotclass.write.word import code, legend

_MARKS = {Origin.GIVEN: "", Origin.DERIVED: "'", Origin.INFERRED: "?", Origin.OURS: "+"}


def methods_text(methods: Iterable[Method]) -> str:
    """The methods in a table."""
    lines = columns(["method", "version", "title"], [[one.id, one.version, one.title] for one in methods])
    return (
        "\n".join([*lines, "", "Next: iotclass method show METHOD prints its tables with their origins"])
        + "\n"
    )


def method_text(method: Method, name: str) -> str:
    """A method: what it declares, its tables with the origin of each cell, its words, what is recorded."""
    acts_on = " and ".join(sorted(method.severity_acts_on)) or "nothing"
    floor = "P1 (the floor)" if method.below_p1 is BelowP1.FLOOR else "unprotected"
    lines = [
        click.style(f"{method.reference}: {method.title}", bold=True),
        *wrapped(method.describes, "  ", "  "),
        "",
        f"Impact comes from {method.impact_from.value}; severity acts on {acts_on};",
        f"controls that fail P1 give {floor}.",
        "",
        "Cells: plain = given by the source, ' = derived from what it says, ? = inferred by a rule, + = ours",
    ]
    for table in method.tables.values():
        lines += ["", *_table(table)]
        if table.name == "impact" and method.impact_from is ImpactFrom.HARM:
            lines.append("  not used by this method: its impact comes from harm")
    lines += ["", click.style("Levels", bold=True)]
    for scale in SCALES.values():
        for level in scale:
            word = method.words[level]
            lines += wrapped(f"{level} ({word.title}): {word.sentence or word.question}", "      ", "  ")
    lines += ["", click.style("What the source says of the tables", bold=True)]
    for one in method.statements:
        lines += wrapped(f"{one.says} (section {one.section}, {one.place})", "    ", "  ")
    lines += contradictions_text(method.contradictions)
    step = f"Next: what differs from another one: iotclass method diff {name} METHOD"
    return "\n".join([*lines, "", step]) + "\n"


def contradictions_text(contradictions: Iterable[Contradiction]) -> list[str]:
    """Where a source disagrees with itself, and how it is read; nothing where it does not."""
    lines = [
        line
        for one in contradictions
        for line in wrapped(f"{one.says} Read as: {one.read_as} (section {one.section})", "    ", "  ")
    ]
    title = "Where the source disagrees with itself, and how it is read"
    return ["", click.style(title, bold=True), *lines] if lines else []


def _table(table: Table) -> Iterator[str]:
    """A table: the last input across, the others down."""
    names = [scale_name(scale) for scale in table.scales]
    title = f"{table.name}: {' × '.join(names)} → {scale_name(table.outcome)}"
    yield f"{click.style(title, bold=True)}  ({table.place})"
    rows: dict[tuple[Level, ...], list[str]] = {}
    for case in table.cases():
        row = table.rows[case]
        rows.setdefault(case[:-1], []).append(f"{row.outcome}{_MARKS[row.origin]}")
    header = [" · ".join(names[:-1]) or names[-1], *(str(level) for level in table.scales[-1])]
    cells = [[case_text(case).replace(",", " · ") or "→", *outcomes] for case, outcomes in rows.items()]
    yield from columns(header, cells)


def difference_text(difference: Difference, results: Sequence[Assessment], name: str) -> str:
    """What differs between two methods, and what that does to a model."""
    first, second = difference.first, difference.second
    lines = []
    if difference.settings:
        lines += columns(["setting", first.id, second.id], [list(one) for one in difference.settings])
    settings = ": the settings alone differ" if difference.settings else ""
    if difference.cells:
        rows = [
            [table, case_text(ours.case), str(ours.outcome), str(theirs.outcome), str(theirs.place)]
            for table, ours, theirs in difference.cells
        ]
        lines += ["", *columns(["table", "case", first.id, second.id, "where"], rows)]
    else:
        lines += ["", f"No case of any table has another outcome{settings}."]
    if results:
        lines += ["", *_classes(results, first, second)]
    else:
        lines += ["", "Name a model too to see what that does to it."]
    lines += ["", *legend(first, lines), "", f"Next: iotclass method show {name} prints its tables"]
    return "\n".join(lines).lstrip("\n") + "\n"


def _classes(results: Sequence[Assessment], first: Method, second: Method) -> list[str]:
    """The classes of a model by both methods, those that differ marked."""
    rows = []
    for ours, theirs in zip(results[0].scenarios, results[1].scenarios, strict=True):
        for id_, one in ours.components.items():
            other = theirs.components[id_]
            was, now = code(one.outcome.final.level), code(other.outcome.final.level)
            rows.append(
                [
                    ours.scenario.id,
                    id_,
                    was,
                    now,
                    "differs" if was != now else "",
                    one.verdict.value,
                    other.verdict.value,
                ]
            )
    header = [
        "scenario",
        "component",
        f"by {first.id}",
        f"by {second.id}",
        "",
        f"verdict by {first.id}",
        f"verdict by {second.id}",
    ]
    return columns(header, rows)
