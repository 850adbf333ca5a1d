"""Coverage and maps as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from iotclass.core.clause import Clause, Document, Standing, links
from iotclass.core.coverage import Coverage, Pair
from iotclass.core.functionality import Framework, Relation
from iotclass.write.columns import columns, wrapped

NO_GUARANTEE = (
    "No list of standards is a guarantee of completeness: what none of these documents asks for is not here, "
    "and a clause that is answered here is answered in this framework’s reading of it."
)
_COLOURS = {Standing.ANSWERED: "green", Standing.PARTLY: "yellow"}
_BETWEEN = {
    Relation.EQUAL: "asks for the same as",
    Relation.COVERS: "covers",
    Relation.COVERED: "is covered by",
    None: "is related to",
}


def coverage_text(every: Sequence[Coverage], framework: Framework) -> str:
    """All documents, one a line, and the sum."""
    rows = [[one.document.name, *_counts(one)] for one in every]
    sums = [str(sum(int(row[place]) for row in rows)) for place in range(1, 6)]
    header = ["document", "clauses", "answered", "partly", "out of scope", "with parent"]
    lines = columns(header, [*rows, ["all", *sums]])
    several = sum(len(one.documents) >= 3 for one in framework.functionalities.values())
    return (
        "\n".join(
            [
                *lines,
                "",
                *wrapped(
                    f"{len(framework.functionalities)} functionalities, {several} of them traced to three "
                    "documents or more. Clauses are those that ask for something and have a number of their "
                    "own; what has none is answered with what it stands under."
                ),
                "",
                *wrapped(NO_GUARANTEE),
                "",
                "Next: iotclass framework coverage DOCUMENT goes through one clause by clause",
            ]
        )
        + "\n"
    )


def _counts(one: Coverage) -> list[str]:
    shown = (Standing.ANSWERED, Standing.PARTLY, Standing.OUT_OF_SCOPE, Standing.WITH_PARENT)
    return [str(one.total), *(str(one.counts[standing]) for standing in shown)]


def document_text(one: Coverage, framework: Framework) -> str:
    """One document: what it is for, and every clause with what answers it."""
    document = one.document
    linked = links(framework)
    lines = [
        click.style(f"{document.name}: {document.title}", bold=True),
        *wrapped(f"{document.publisher}, {document.edition}. For: {document.scope}", "  "),
        *wrapped(document.note, "  "),
        "",
    ]
    for clause, standing in one.clauses:
        lines += _clause(document, clause, standing)
        if clause.out_of_scope:
            lines += wrapped(clause.out_of_scope, "      ")
        for way in clause.satisfied_by:
            lines += wrapped(f"by {' with '.join(way)}", "        ", "      ")
        if standing is Standing.PARTLY:
            touching = ", ".join(found.id for found, _ in linked.get((document.id, clause.id), []))
            lines += wrapped(f"touched by {touching}", "        ", "      ")
    counts = ", ".join(
        f"{one.counts[standing]} {standing.value}" for standing in Standing if one.counts[standing]
    )
    lines += ["", f"{one.total} clauses counted: {counts}", "", *wrapped(NO_GUARANTEE)]
    return "\n".join([*lines, "", f'Next: iotclass framework map "{document.name}" OTHER']) + "\n"


def _clause(document: Document, clause: Clause, standing: Standing) -> list[str]:
    printed = document.printed(clause.id)
    status = f" ({document.statuses[clause.status]})" if clause.status else ""
    title = f" {clause.title}" if printed == clause.id else ""
    if standing is Standing.HEADING:
        return wrapped(f"{printed}{title}", "  ")
    *before, last = wrapped(f"{printed}{title}{status}: {standing.value}", "      ", "    ")
    said = click.style(standing.value, fg=_COLOURS.get(standing))
    return [*before, last.replace(standing.value, said)]


def map_text(
    first: Document,
    second: Document,
    found: Sequence[Pair],
    asked: Sequence[tuple[Document, str | None, str | None]],
) -> str:
    """Which clauses touch which, and through what."""
    lines = [click.style(f"{first.name} → {second.name}", bold=True)]
    for document, clause, at in asked:
        if clause is not None and clause != at:
            note = (
                f"{document.printed(clause)} has no number of its own there; what it stands under is shown."
            )
            lines += wrapped(note, "  ")
    last = None
    for pair in found:
        if pair.from_ != last:
            title = first.clauses[pair.from_].title
            lines += ["", *wrapped(f"{first.printed(pair.from_)} {title}", "    ", "  ")]
            last = pair.from_
        said = f"{_BETWEEN[pair.relation]} {second.printed(pair.to)} {second.clauses[pair.to].title}"
        lines += wrapped(said, "      ", "    ")
        lines += wrapped(f"through {', '.join(pair.through)}", "          ", "        ")
    if not found:
        lines += ["", "  No functionality connects the two."]
    lines += [
        "",
        *wrapped(
            "“Is related to” is no evidence: who answers the one clause has not therefore answered the other."
        ),
        "",
        "Next: iotclass framework show ID says what a functionality asks for",
    ]
    return "\n".join(lines) + "\n"
