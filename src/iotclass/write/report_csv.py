"""A report's main table as CSV (RFC 4180), for spreadsheets and for programs.

It begins with a byte order mark, without which Excel misreads all letters beyond ASCII; programs read it as
`utf-8-sig`. Typed cells are written as programs read them (1250.5, 0.93, 2026-11-23). A text that a
spreadsheet would take for a formula has an apostrophe before it, as OWASP says.
"""

from __future__ import annotations

import csv
from io import StringIO

from iotclass.core.place import OutputError
from iotclass.core.report import Kind, Report, Run, tables
from iotclass.write.plain import plain

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULAS = tuple("=+-@\t\n＝＋－＠")
"""What a text may not begin with, the wide forms of East Asia among them."""


def report_csv(report: Report) -> str:
    """The table that `report.main` names, with the names of its columns first.

    Raises OutputError where the report has none.
    """
    table = next((one for one in tables(report) if one.id == report.main), None)
    if table is None:
        raise OutputError("this report has no table that CSV could hold")
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_inert, table.columns))
    writer.writerows([_cell(run) for run in row] for row in table.rows)
    return _MARK + text.getvalue()


def _cell(run: Run) -> str:
    if run.kind is Kind.TEXT or run.value is None:
        return _inert(run.text)
    if isinstance(run.value, str):
        return _inert(run.value)
    return repr(run.value).removesuffix(".0")


def _inert(text: str) -> str:
    shown = plain(text)
    return f"'{shown}" if shown.startswith(_FORMULAS) else shown
