"""Reports as workbooks: the same figures with their types, texts that do nothing, sheets to be found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook

from iotclass.core.language import ENGLISH, Language
from iotclass.core.place import OutputError
from iotclass.core.report import Branch, Facts, Kind, Report, Run, Section, Table, Tone, Tree
from iotclass.write.plain import plain
from iotclass.write.report_xlsx import report_xlsx
from tests.write.reported import HOSTILE, report


def _book(reported: Report, language: Language = ENGLISH) -> Workbook:
    return openpyxl.load_workbook(BytesIO(report_xlsx(reported, language)))


def _of(*blocks: Table | Tree) -> Report:
    return Report("r", "R", "", "en", Facts(()), "", (Section("s", "S", blocks),), "t")


def _values(book: Workbook, name: str) -> list[list[object]]:
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def test_a_table_is_a_sheet_with_typed_cells() -> None:
    book = _book(report())
    sheet = book["Classes of the components"]

    day = datetime(2026, 11, 23)
    names = ["controller", *(f"component-{number}" for number in range(1, 6))]
    verdicts = ["met"] * 3 + ["not met"] * 3
    assert _values(book, sheet.title) == [
        ["Component", "Class", "Verdict", "Cost in EUR", "How sure", "Since"],
        *([*row, 1250.5, 0.93, day] for row in zip(names, "ABCDEF", verdicts, strict=True)),
        [None] * 6,
        ["The worst end where a range is shown.", *[None] * 5],
    ]
    formats = [cell.number_format for cell in sheet[2]]
    assert formats == ["General", "General", "General", "#,##0.0", "0%", "yyyy-mm-dd"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:F7")
    fills = [sheet.cell(row, 2).fill.fgColor.rgb for row in range(2, 8)]
    assert fills == ["FFD6E9F8", "FF93C5E6", "FFCC9530", "FFB6541A", "FF8B2B22", "FF47102F"]


def test_the_first_sheet_says_what_the_workbook_is_and_leads_to_the_others() -> None:
    book = _book(report())
    sheet = book["Contents"]

    assert book.sheetnames == ["Contents", "Classes of the components", "Why"]
    assert [row for row in _values(book, "Contents") if any(row)] == [
        ["System of controller", None],
        ["Security classes", None],
        ["Assessed by", "controller"],
        ["On", datetime(2026, 11, 23)],
        ["Method", "fazeldehkordi-2019@1.0.0"],
        [None, "This classifies the assessor's answers; it is no certificate."],
        ["Sheet", "What it holds"],
        ["Classes of the components", "Components › Classes of the components"],
        ["Why", "Why"],
    ]
    links = {cell.value: cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_all_trees_are_one_sheet_whose_rows_can_be_folded() -> None:
    said = Branch((Run("E2", Tone.STRONG), Run(" exposure")))
    tree = Tree("t", "a", (Branch((Run("C", Tone.C), Run(" class")), (said, said), folded=True), said))
    led = Table("l", "Led", ("a",), ((Run("t", link="#t"),), (Run("u", link="#u"),)))
    inner = (Section("why.x", "X", (tree,)), Section("why.y", "Y", (Tree("u", "b", (said,)),)))
    reported = replace(_of(led), sections=(Section("s", "S", (led,)), Section("why", "Why", inner)))
    book = _book(reported)
    sheet = book["Why"]

    assert _values(book, "Why") == [
        ["Scenario", "Component", "Depth", "Level", "Statement"],
        ["X", "a", 1, "C", "C class"],
        ["X", "a", 2, "E2", "E2 exposure"],
        ["X", "a", 2, "E2", "E2 exposure"],
        ["X", "a", 1, "E2", "E2 exposure"],
        ["Y", "b", 1, "E2", "E2 exposure"],
    ]
    rows = [sheet.row_dimensions[number] for number in range(2, 7)]
    assert [row.outlineLevel for row in rows] == [0, 1, 1, 0, 0]
    assert [row.hidden for row in rows] == [False, True, True, False, False]
    links = [book["Led"].cell(row, 1).hyperlink for row in (2, 3)]
    assert [link.location for link in links if link] == ["'Why'!A2", "'Why'!A6"]
    assert _values(_book(_of(tree)), "S")[0] == ["Component", "Depth", "Level", "Statement"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text(hostile: str) -> None:
    content = report_xlsx(report(hostile, hostile), ENGLISH)
    book = openpyxl.load_workbook(BytesIO(content))

    cells = [cell for sheet in book for row in sheet for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert book.worksheets[1]["A2"].value == plain(hostile)
    assert f"C2 connectivity: {plain(hostile)} model.yaml:31" in {cell.value for cell in cells}
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert len(links) == 2
    assert {(link.target, str(link.location)[-3:]) for link in links} == {(None, "!A1")}
    with ZipFile(BytesIO(content)) as package:
        sheets = [package.read(name) for name in package.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 3
    assert not any(b"<f>" in sheet for sheet in sheets)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.text(max_size=40) | st.sampled_from(HOSTILE), min_size=1, max_size=4))
def test_names_of_sheets_are_such_as_excel_takes(titles: list[str]) -> None:
    tables = [Table(f"id-{n}", title, ("a",), ((Run("b"),),)) for n, title in enumerate(titles)]
    names = _book(_of(*tables)).sheetnames

    assert len({name.casefold() for name in names}) == len(titles) + 1
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"


def test_tables_of_several_sections_say_first_in_which_they_stand() -> None:
    title = "Probability of each class"
    places = ("inside", "a-scenario-with-a-long-name", "a-scenario-with-a-longer-name")
    inner = tuple(
        Section(f"certainty.{place}", place, (Table(f"p.{place}", title, ("a",), ()),)) for place in places
    )
    alone = Table("alone", "What is lacking", ("a",), ())
    sections = (Section("certainty", "How sure it is", inner), Section("missing", "Missing", (alone,)))

    assert _book(replace(_of(), sections=sections)).sheetnames == [
        "Contents",
        "inside · Probability of each c…",
        "a-scenario-wit… · Probability…",
        "a-scenario-wit… · Probabili (2)",
        "What is lacking",
    ]


def test_what_a_cell_cannot_hold_is_cut_and_says_so() -> None:
    texts = ("x" * 32_767, "x" * 32_768, "🫀" * 20_000)
    book = _book(_of(Table("t", "T", ("a",), tuple((Run(text),) for text in texts))))
    found = [str(book["T"].cell(row, 1).value) for row in (2, 3, 4)]

    end = " … (cut here: a cell of Excel holds no more)"
    assert found[0] == texts[0]
    assert found[1] == "x" * (32_767 - len(end)) + end
    assert found[2] == "🫀" * ((32_767 - len(end)) // 2) + end


@pytest.mark.parametrize(("columns", "count", "what"), [(1, 1_048_576, "rows"), (16_385, 0, "columns")])
def test_what_a_sheet_cannot_hold_is_an_error_in_words(columns: int, count: int, what: str) -> None:
    table = Table("t", "Too large", ("a",) * columns, ((Run("b"),),) * count)

    with pytest.raises(OutputError, match=f"“Too large” has .* {what}, and a sheet of Excel at most"):
        report_xlsx(_of(table), ENGLISH)


SHARES = {0.0: "0%", 0.0004: "0.00%", 0.004: "0.0%", 0.5: "0%", 0.995: "0.0%", 0.99996: "0.000%", 1.0: "0%"}


@pytest.mark.parametrize(("share", "form"), SHARES.items())
def test_what_is_possible_is_never_shown_as_nothing_and_what_may_fail_never_as_sure(
    share: float, form: str
) -> None:
    rows = ((Run("", kind=Kind.SHARE, value=share),),)
    cell = _book(_of(Table("t", "T", ("a",), rows)))["T"]["A2"]

    assert (cell.value, cell.number_format) == (share, form)
    shown = f"{100 * share:.{form.count('0') - 1}f}"
    assert (float(shown) == 0) == (share == 0)
    assert (float(shown) == 100) == (share == 1)


@pytest.mark.parametrize("value", ["soon", "1875-01-01", "2026-13-01"])
def test_a_date_that_excel_cannot_hold_is_a_text(value: str) -> None:
    cell = _book(_of(Table("t", "T", ("a",), ((Run(value, kind=Kind.DATE, value=value),),))))["T"]["A2"]

    assert (cell.value, cell.data_type) == (value, "s")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_a_text(value: float) -> None:
    cell = _book(_of(Table("t", "T", ("a",), ((Run("?", kind=Kind.NUMBER, value=value),),))))["T"]["A2"]

    assert cell.value == "?"


def test_links_lead_to_sheets_and_to_the_web() -> None:
    links = ("#u", "#nowhere", "https://example.org/a", "javascript:alert(1)")
    rows = tuple((Run(link, link=link),) for link in links)
    book = _book(_of(Table("t", "T", ("a",), rows), Table("u", "U's", ("a",), ())))

    found = [book["T"].cell(row, 1).hyperlink for row in range(2, 6)]
    assert found[0] is not None
    assert found[0].location == "'U''s'!A1"
    assert found[2] is not None
    assert found[2].target == "https://example.org/a"
    assert (found[1], found[3]) == (None, None)


def test_our_words_are_in_the_reports_language() -> None:
    german = Language("de", "Deutsch", {"Contents": ("Inhalt",), "Statement": ("Aussage",)})
    book = _book(report(), german)

    assert book.sheetnames[0] == "Inhalt"
    assert book.worksheets[2]["D1"].value == "Aussage"


def test_a_tree_of_ten_thousand_levels_is_written() -> None:
    branch = Branch((Run("end"),))
    for number in range(10_000):
        branch = Branch((Run(str(number)),), (branch,))
    with ZipFile(BytesIO(report_xlsx(_of(Tree("t", "T", (branch,))), ENGLISH))) as package:
        sheet = package.read("xl/worksheets/sheet2.xml")

    assert sheet.count(b"<row ") == 10_002


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_xlsx(report(), ENGLISH) == report_xlsx(report(), ENGLISH)
    created = _book(replace(report(), date="")).properties.created
    assert created == datetime(2000, 1, 1)
