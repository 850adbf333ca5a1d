"""The appendix: the method's tables, what its levels mean, and where it comes from."""

from __future__ import annotations

from iotclass.core.language import Language
from iotclass.core.method import Method
from iotclass.core.report import Block, Run, Section, Table, Tone, paragraph
from iotclass.core.scale import SCALES, SecurityClass, scale_name
from iotclass.core.table import Case, Origin
from iotclass.core.table import Table as Decision

MARKS = {Origin.GIVEN: "", Origin.DERIVED: "′", Origin.INFERRED: "?", Origin.OURS: "+", Origin.ATTESTED: ""}
"""Behind a cell: where it comes from."""


def appendix(method: Method, language: Language) -> Section:
    """The tables of the method, its levels in words."""
    blocks: list[Block] = [paragraph(language.of(method.describes))]
    blocks += [_table(table, method, language) for table in method.tables.values()]
    blocks += [_levels(name, method, language) for name in SCALES]
    return Section("appendix", language("Appendix: the method"), tuple(blocks))


def _table(table: Decision, method: Method, language: Language) -> Table:
    """A decision table: across where it has two inputs, row by row otherwise."""
    titles = method.scale_titles
    named = [language.of(titles.get(name, name)) for name in _inputs(table)]
    title = language("How {outcome} follows", outcome=language.of(titles.get(table.name, table.name)))
    note = language(
        "′ derived from the source's text, ? inferred by a rule, + ours; all else as the source gives it."
    )
    if len(table.scales) != 2:
        rows = tuple(
            (*(Run(language.of(one)) for one in case), _cell(table, case, language)) for case in table.cases()
        )
        columns = (*named, language.of(titles.get(table.name, table.name)))
        return Table(f"table-{table.name}", title, columns, rows, note, lead=len(table.scales))
    first, second = table.scales
    rows = tuple(
        (Run(language.of(down)), *(_cell(table, (across, down), language) for across in first))
        for down in second
    )
    columns = (f"{named[1]} \\ {named[0]}", *(language.of(one) for one in first))
    return Table(f"table-{table.name}", title, columns, rows, note)


def _inputs(table: Decision) -> list[str]:
    return [scale_name(scale) for scale in table.scales]


def _cell(table: Decision, case: Case, language: Language) -> Run:
    row = table.rows[case]
    tone = Tone[str(row.outcome)] if isinstance(row.outcome, SecurityClass) else Tone.PLAIN
    return Run(f"{language.of(row.outcome)}{MARKS[row.origin]}", tone)


def _levels(name: str, method: Method, language: Language) -> Table:
    rows = tuple(
        (
            Run(language.of(level)),
            Run(language.of(method.words[level].title)),
            Run(language.of(method.words[level].question)),
        )
        for level in SCALES[name]
        if level in method.words
    )
    columns = (language("Level"), language("In words"), language("The question it says yes to"))
    title = language("Levels of {scale}", scale=language.of(method.scale_titles.get(name, name)))
    return Table(f"levels-{name}", title, columns, rows)
