"""Reports as Excel workbooks: a sheet of contents, one per table with typed cells, one for all trees.

What is a text in the report is a text in the workbook, whatever it begins with: there are no formulas.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from iotclass.core.language import Language
from iotclass.core.palette import COLOURS
from iotclass.core.place import OutputError
from iotclass.core.report import Kind, Report, Run, Runs, Table, Tone
from iotclass.write.columns import width
from iotclass.write.plain import address, plain
from iotclass.write.workbook import Sheet, branch_lines, first_name, link_targets, sheet_names, sheets_of

if TYPE_CHECKING:
    import xlsxwriter  # type: ignore[import-untyped]  # not marked as typed

_ROWS, _COLUMNS, _TEXT = 1_048_576, 16_384, 32_767
"""What Excel holds at most: rows and columns of a sheet, letters of a cell."""
_LINKS = 65_000
"""How many links a sheet holds, with some to spare."""
_NEVER = datetime(2000, 1, 1)  # Excel knows no time zones
_FIRST = date(1900, 3, 1)
"""The first day that Excel and the calendar agree on."""
_NARROW, _BROAD = 8, 60
"""How wide a column is at least and at most, in letters."""
_LEVEL, _STATEMENT = 28, 110
"""How wide the columns of levels and of statements are."""
_LINE, _HIGHEST = 15, 405
"""How high a line is, and at most a row, in points."""
_OUTLINE, _INDENT = 7, 15
"""How deep rows can be grouped, and text indented."""
_HEAD = {"bold": True, "bg_color": "#17365d", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
_CELL = {"text_wrap": True, "valign": "top", "align": "left", "bottom": 1, "bottom_color": "#d5dae1"}
_RIGHT: Mapping[str, object] = {"align": "right", "indent": 1}
_TONES: Mapping[Tone, Mapping[str, object]] = {
    Tone.STRONG: {"bold": True},
    Tone.QUIET: {"font_color": "#555555"},
    Tone.CODE: {"font_name": "Consolas"},
    **{
        tone: {"bg_color": colour.fill, "font_color": colour.ink, "bold": True}
        for tone, colour in COLOURS.items()
    },
}


def report_xlsx(report: Report, language: Language) -> bytes:
    """The tables and trees of `report` as a workbook; the same bytes for the same report.

    Raises OutputError where a table is larger than a sheet.
    """
    import xlsxwriter

    held = sheets_of(report)
    for one in held:
        _prove(one)
    buffer = BytesIO()
    inert = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **inert})
    book.set_properties(_properties(report))
    _Writer(book, language, sheet_names(held, language), held).write(report, held)
    book.close()
    return buffer.getvalue()


def _prove(sheet: Sheet) -> None:
    columns = len(sheet.table.columns) if sheet.table is not None else 0
    for count, most, what in ((sheet.rows + 1, _ROWS, "rows"), (columns, _COLUMNS, "columns")):
        if count > most:
            raise OutputError(f"“{sheet.title}” has {count:,} {what}, and a sheet of Excel at most {most:,}")


def _properties(report: Report) -> dict[str, object]:
    try:
        created = datetime.fromisoformat(report.date) if report.date else _NEVER
    except ValueError:
        created = _NEVER
    texts = {"title": report.title, "subject": report.subtitle, "author": report.author}
    texts["keywords"] = ", ".join(report.keywords)
    return {"created": created, **{name: plain(text)[:255] for name, text in texts.items()}}


class _Writer:
    """Writes a report's sheets, making each look once."""

    def __init__(
        self, book: xlsxwriter.Workbook, language: Language, names: Mapping[str, str], held: Sequence[Sheet]
    ) -> None:
        self._book, self._language, self._names = book, language, names
        self._places = dict(link_targets(held, names))
        self._looks: dict[tuple[tuple[str, object], ...], xlsxwriter.format.Format] = {}
        self._links = 0

    def write(self, report: Report, held: Sequence[Sheet]) -> None:
        """All sheets, that of contents first."""
        self._contents(report, held)
        for one in held:
            sheet = self._book.add_worksheet(self._names[one.id])
            self._links = 0
            if one.table is not None:
                self._table(sheet, one.table)
            else:
                self._trees(sheet, one)

    def _look(self, *marks: Mapping[str, object]) -> xlsxwriter.format.Format:
        look = {name: value for one in marks for name, value in one.items()}
        key = tuple(sorted(look.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(look)
        return self._looks[key]

    def _contents(self, report: Report, held: Sequence[Sheet]) -> None:
        sheet = self._book.add_worksheet(first_name(self._language))
        sheet.hide_gridlines(2)
        sheet.fit_to_pages(1, 0)
        wide = (32, 100)
        for place, room in enumerate(wide):
            sheet.set_column(place, place, room)
        self._text(sheet, (0, 0), report.title, {"bold": True, "font_size": 20, "font_color": "#17365d"})
        self._text(sheet, (1, 0), report.subtitle, {"font_size": 12, "font_color": "#555555"})
        row = 3
        for term, what in report.facts.rows:
            self._text(sheet, (row, 0), term, {**_CELL, "bold": True})
            self._run(sheet, (row, 1), what, {})
            sheet.set_row(row, _high((term, what.text), wide))
            row += 1
        if report.notice:
            row += 1
            self._text(sheet, (row, 1), report.notice, {**_CELL, "italic": True, "font_color": "#555555"})
            sheet.set_row(row, _high((report.notice,), wide[1:]))
            row += 1
        row += 1
        self._text(sheet, (row, 0), self._language("Sheet"), _HEAD)
        self._text(sheet, (row, 1), self._language("What it holds"), _HEAD)
        for one in held:
            row += 1
            name = self._names[one.id]
            self._run(sheet, (row, 0), Run(name, link=f"#{one.id}"), {})
            self._text(sheet, (row, 1), one.where, _CELL)
            sheet.set_row(row, _high((name, one.where), wide))

    def _table(self, sheet: xlsxwriter.worksheet.Worksheet, table: Table) -> None:
        last = len(table.columns) - 1
        looks = [_figures(table, place) for place in range(last + 1)]
        for place, head in enumerate(table.columns):
            right = _RIGHT if looks[place] else {}
            self._text(sheet, (0, place), head, {**_HEAD, **right})
        wide = [
            _width([head + " " * 4, *(row[place].text for row in table.rows)])
            for place, head in enumerate(table.columns)
        ]
        for place, room in enumerate(wide):
            sheet.set_column(place, place, room)
        for number, row in enumerate(table.rows, 1):
            sheet.set_row(number, _high([run.text for run in row], wide))
            for place, run in enumerate(row):
                self._run(sheet, (number, place), run, looks[place])
        if last >= 0:
            sheet.autofilter(0, 0, len(table.rows), last)
        sheet.freeze_panes(1, min(table.lead, last))
        self._printed(sheet)
        if table.note and len(table.rows) + 3 <= _ROWS:
            note = (len(table.rows) + 2, 0)
            self._text(sheet, note, table.note, {"italic": True, "font_color": "#555555"})

    def _trees(self, sheet: xlsxwriter.worksheet.Worksheet, held: Sheet) -> None:
        """All trees below one another, each row with the tree that it is of."""
        leads = [
            (self._language("Scenario"), [title for title, _ in held.trees]),
            (self._language("Component"), [tree.title for _, tree in held.trees]),
        ][0 if held.scattered else 1 :]
        wide = [_width([head + " " * 4, *texts]) for head, texts in leads]
        heads = [*(head for head, _ in leads), self._language("Depth"), self._language("Level")]
        heads.append(self._language("Statement"))
        for place, (head, room) in enumerate(zip(heads, (*wide, 10, _LEVEL, _STATEMENT), strict=True)):
            self._text(sheet, (0, place), head, _HEAD)
            sheet.set_column(place, place, room)
        sheet.outline_settings(symbols_below=False)
        first, row = len(leads), 0
        for title, tree in held.trees:
            shown = (title, tree.title)[-first:]
            for depth, hidden, branch in branch_lines(tree):
                row += 1
                options = {"level": min(depth, _OUTLINE), "hidden": hidden, "collapsed": branch.folded}
                level, said = _level(branch.runs)
                rooms = (*wide, _LEVEL, _STATEMENT - 2 * min(depth, _INDENT))
                sheet.set_row(row, _high([*shown, level.text, said], rooms), None, options)
                for place, text in enumerate(shown):
                    self._text(sheet, (row, place), text, _CELL)
                sheet.write_number(row, first, depth + 1, self._look(_CELL))
                self._run(sheet, (row, first + 1), level, {})
                self._text(sheet, (row, first + 2), said, {**_CELL, "indent": min(depth, _INDENT)})
        sheet.autofilter(0, 0, row, first + 2)
        sheet.freeze_panes(1, 0)
        self._printed(sheet)

    @staticmethod
    def _printed(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        """How a sheet is printed: across, as wide as a page, the heads on every page."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _run(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        place: tuple[int, int],
        run: Run,
        look: Mapping[str, object],
    ) -> None:
        marks: tuple[Mapping[str, Any], ...] = (_CELL, _TONES.get(run.tone, {}), look)
        day = _day(run)
        if day is not None:
            form = self._look(*marks, {"num_format": "yyyy-mm-dd"})
            sheet.write_datetime(*place, day, form)
        elif run.kind in _FORMS and isinstance(run.value, int | float) and math.isfinite(run.value):
            digits = look if "num_format" in look else {"num_format": _FORMS[run.kind](run.value)}
            sheet.write_number(*place, run.value, self._look(*marks, digits))
        else:
            self._linked(sheet, place, run, marks)

    def _linked(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        place: tuple[int, int],
        run: Run,
        marks: Sequence[Mapping[str, object]],
    ) -> None:
        if run.link.startswith("#"):
            target = self._places.get(run.link.removeprefix("#"), "")
        else:
            target = address(run.link)
        if not target or not run.text or self._links >= _LINKS:
            self._text(sheet, place, run.text, {key: value for one in marks for key, value in one.items()})
            return
        self._links += 1
        plain_ = run.tone not in COLOURS
        link = {"font_color": "#0b4a86", "underline": 1} if plain_ else {"underline": 1}
        sheet.write_url(*place, target, self._look(*marks, link), self._cut(run.text))

    def _text(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        place: tuple[int, int],
        text: str,
        look: Mapping[str, object],
    ) -> None:
        sheet.write_string(*place, self._cut(text), self._look(look))

    def _cut(self, text: str) -> str:
        """`text` as long as a cell can be; what is cut says so."""
        shown = plain(text)
        if _long(shown) <= _TEXT:
            return shown
        end = self._language(" … (cut here: a cell of Excel holds no more)")
        units = shown.encode("utf-16-le")[: 2 * (_TEXT - _long(end))]
        return units.decode("utf-16-le", "ignore") + end


def _long(text: str) -> int:
    """How long Excel takes a text to be."""
    return len(text.encode("utf-16-le")) // 2


def _width(texts: Sequence[str]) -> float:
    """How wide a column is: as its longest line, within limits."""
    longest = max(width(line) for text in texts for line in plain(text).split("\n"))
    return min(max(longest * 1.1 + 1, _NARROW), _BROAD)


def _high(texts: Sequence[str], wide: Sequence[float]) -> float | None:
    """How high a row is; none where one line is enough. Not all programs find that out by themselves."""
    lines = max(
        sum(1 + int(width(line) / (0.95 * room)) for line in plain(text).split("\n"))
        for text, room in zip(texts, wide, strict=True)
    )
    return min(_LINE * lines, _HIGHEST) if lines > 1 else None


def _day(run: Run) -> date | None:
    """The date that a cell holds, where Excel can hold it."""
    if run.kind is not Kind.DATE or not isinstance(run.value, str):
        return None
    try:
        day = date.fromisoformat(run.value)
    except ValueError:
        return None
    return day if day >= _FIRST else None


def _figures(table: Table, place: int) -> Mapping[str, object]:
    """The look of a column of figures: as many digits everywhere as one of its numbers needs."""
    values = [row[place].value for row in table.rows if row[place].kind is Kind.NUMBER]
    numbers = [value for value in values if isinstance(value, int | float) and math.isfinite(value)]
    shares = any(row[place].kind is Kind.SHARE for row in table.rows)
    if numbers and not shares:
        digits = max(map(_digits, numbers))
        return {**_RIGHT, "num_format": _number_form(digits)}
    return _RIGHT if shares else {}


def _digits(value: float) -> int:
    """How many digits after the point a number needs, at most three."""
    return next((digits for digits in range(3) if round(value, digits) == value), 3)


def _number_form(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _share_form(value: float) -> str:
    """How a share is shown, so that what is possible is never 0 % and what may fail never 100 %."""
    if 0.01 <= value <= 0.99 or value in {0, 1}:
        return "0%"
    nearest = min(abs(value), abs(1 - value)) or 1.0
    digits = min(10, max(1, -math.floor(math.log10(nearest)) - 2))
    return "0." + "0" * digits + "%"


_FORMS = {Kind.NUMBER: lambda value: _number_form(_digits(value)), Kind.SHARE: _share_form}


def _level(runs: Runs) -> tuple[Run, str]:
    """The level that a statement begins with, and the whole of it."""
    said = "".join(run.text for run in runs)
    first = runs[0] if runs else Run("")
    return (first, said) if first.tone is Tone.STRONG or len(first.tone.value) == 1 else (Run(""), said)
