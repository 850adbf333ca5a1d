"""Reports composed from models, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from iotclass.app.material import material
from iotclass.app.report import Asked, assess_asked
from iotclass.core.report import (
    Branch,
    Facts,
    Items,
    Paragraph,
    Picture,
    Report,
    Run,
    Section,
    Table,
    Tree,
    blocks,
    tables,
)
from iotclass.read.language import language
from iotclass.report.compose import for_buyer, report
from iotclass.report.material import Material


def gathered(model: str | Path, asked: Asked, *, pictured: bool = True) -> Material:
    """What a report on `model` is made of."""
    return material(assess_asked(str(model), asked), asked, language(asked.language), pictured=pictured)


def composed(model: str | Path, asked: Asked | None = None) -> Report:
    """The report on `model`."""
    asked = asked or Asked()
    made = gathered(model, asked)
    make = for_buyer if asked.audience == "buyer" else report
    return make(made, language(asked.language))


def table(found: Report, id_: str) -> Table:
    """The table of that id."""
    return next(one for one in tables(found) if one.id == id_)


def cells(found: Report, id_: str) -> list[list[str]]:
    """The texts of a table."""
    return [[cell.text for cell in row] for row in table(found, id_).rows]


def runs(found: Report) -> Iterator[Run]:
    """Every run of a report."""
    for _, run in found.facts.rows:
        yield run
    for _, block in blocks(found):
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Items):
            yield from (run for item in block.items for run in item)
        elif isinstance(block, Facts):
            yield from (run for _, run in block.rows)
        elif isinstance(block, Table):
            yield from (run for row in block.rows for run in row)
        elif isinstance(block, Tree):
            for branch in block.branches:
                yield from _runs(branch)


def _runs(branch: Branch) -> Iterator[Run]:
    yield from branch.runs
    for one in branch.branches:
        yield from _runs(one)


def ids(found: Report) -> list[str]:
    """The ids of everything that has one."""
    return [block.id for _, block in blocks(found) if isinstance(block, Section | Table | Tree | Picture)]


def text(found: Report) -> str:
    """Every word of a report."""
    parts = [found.title, found.subtitle, found.notice, *(term for term, _ in found.facts.rows)]
    for _, block in blocks(found):
        if isinstance(block, Section | Tree | Table | Picture):
            parts.append(block.title)
        if isinstance(block, Table):
            parts += [*block.columns, block.note]
        if isinstance(block, Picture):
            parts += [block.words, block.svg]
        if isinstance(block, Facts):
            parts += [term for term, _ in block.rows]
    return "\n".join([*parts, *(run.text for run in runs(found))])
