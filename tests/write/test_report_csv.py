"""Reports as CSV: what a program reads is the table, and no spreadsheet takes a text for a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.place import OutputError
from iotclass.core.report import Facts, Report, Run, Section, Table
from iotclass.write.plain import plain
from iotclass.write.report_csv import report_csv
from tests.write.reported import HOSTILE, report


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.encode().decode("utf-8-sig"), newline="")))


def _of(columns: tuple[str, ...], *rows: tuple[str, ...]) -> Report:
    table = Table("t", "T", columns, tuple(tuple(map(Run, row)) for row in rows))
    return Report("r", "R", "", "en", Facts(()), "", (Section("s", "S", (table,)),), "t")


def test_the_main_table_is_written_with_values_that_programs_read() -> None:
    written = report_csv(report())

    assert written.startswith("\ufeffComponent,Class,Verdict,Cost in EUR,How sure,Since\r\n")
    assert written.endswith("\r\n")
    assert _read(written) == [
        ["Component", "Class", "Verdict", "Cost in EUR", "How sure", "Since"],
        ["controller", "A", "met", "1250.5", "0.93", "2026-11-23"],
        ["component-1", "B", "met", "1250.5", "0.93", "2026-11-23"],
        ["component-2", "C", "met", "1250.5", "0.93", "2026-11-23"],
        ["component-3", "D", "not met", "1250.5", "0.93", "2026-11-23"],
        ["component-4", "E", "not met", "1250.5", "0.93", "2026-11-23"],
        ["component-5", "F", "not met", "1250.5", "0.93", "2026-11-23"],
    ]


FORMULAS = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1": "'-1",
    "@SUM(1)": "'@SUM(1)",
    "\t=1": "'\t=1",
    "\r=1": "'\n=1",
    "\u202e=1": "'=1",
    "\x00=1": "'=1",
    "＝1": "'＝1",
    "1-1": "1-1",
    "a=1": "a=1",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), FORMULAS.items())
def test_a_text_is_never_a_formula(text: str, expected: str) -> None:
    assert _read(report_csv(_of((text, "b"), (text, "c")))) == [[expected, "b"], [expected, "c"]]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_comes_back_whole(hostile: str) -> None:
    rows = _read(report_csv(report(hostile)))

    assert len(rows) == 7
    assert rows[1][0].removeprefix("'") == plain(hostile)
    assert rows[1][1:] == ["A", "met", "1250.5", "0.93", "2026-11-23"]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_what_is_read_back_is_what_was_written(rows: list[tuple[str, str]]) -> None:
    found = _read(report_csv(_of(("a", "b"), *rows)))

    assert [[cell.removeprefix("'") for cell in row] for row in found[1:]] == [
        [plain(cell).removeprefix("'") for cell in row] for row in rows
    ]
    assert not any(cell.startswith(tuple("=+-@\t\n")) for row in found for cell in row)


def test_a_report_without_a_table_says_so() -> None:
    with pytest.raises(OutputError, match="no table"):
        report_csv(replace(report(), main="none"))
