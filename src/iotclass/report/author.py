"""Who says what stands in a table: told where it is not the assessor alone, whom the title page names."""

from __future__ import annotations

from dataclasses import replace

from iotclass.core.language import Language
from iotclass.core.report import Table
from iotclass.core.system import System
from iotclass.report.word import DASH, spoken


def told_once(table: Table, column: int, system: System, language: Language) -> Table:
    """`table` without the `column` of authors where the assessor says all of it, which is noted below."""
    assessor = spoken(system.assessment.get("by", ""), language) or DASH
    if any(row[column].text != assessor for row in table.rows):
        return table
    note = "" if assessor == DASH else language("All of it is said by {by}.", by=assessor)
    return replace(
        table,
        columns=(*table.columns[:column], *table.columns[column + 1 :]),
        rows=tuple((*row[:column], *row[column + 1 :]) for row in table.rows),
        note=" ".join(filter(None, (table.note, note))),
    )
