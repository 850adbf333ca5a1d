"""Reports as Word documents: all is said, every look is a style, links lead somewhere, nothing acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from docx.document import Document
from docx.shared import Pt
from lxml import etree  # type: ignore[import-untyped]  # not marked as typed

from iotclass.core.language import ENGLISH, Language
from iotclass.core.palette import COLOURS
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
    Tone,
    Tree,
    blocks,
    paragraph,
    tables,
)
from iotclass.write.docx_template import box_style, tone_style
from iotclass.write.plain import plain
from iotclass.write.report_docx import report_docx
from tests.write.reported import HOSTILE, SVG, report
from tests.write.worded import WP, R, W, lines, prove, read, shown


def _of(*sections: Section) -> Report:
    return Report("r", "Titled", "Sub", "en", Facts(()), "", sections, "t")


def _joined(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def _branches(branches: tuple[Branch, ...]) -> Iterator[str]:
    for branch in branches:
        yield _joined(branch.runs)
        yield from _branches(branch.branches)


def _said(reported: Report) -> Iterator[str]:
    """Every text of a report that a document has to show."""
    yield from (reported.title, reported.subtitle, reported.notice)
    yield from (text for term, what in reported.facts.rows for text in (term, what.text))
    for _, block in blocks(reported):
        match block:
            case Section():
                yield block.title
            case Paragraph():
                yield _joined(block.runs)
            case Items():
                yield from map(_joined, block.items)
            case Table():
                yield from (*block.columns, *(run.text for row in block.rows for run in row), block.note)
            case Tree():
                yield from (block.title, *_branches(block.branches))


def test_a_report_is_a_document_in_styles() -> None:
    found = lines(read(report_docx(report(), ENGLISH)))

    facts = ["Assessed by", "controller", "On", "2026-11-23", "Method", "fazeldehkordi-2019@1.0.0"]
    texts = ("Component", "Class", "Verdict"), ("Cost in EUR", "How sure"), ("Since",)
    table = [
        ("iotclass Figure Head" if place == 1 else "iotclass Head", text)
        for place, part in enumerate(texts)
        for text in part
    ]
    for number, letter in enumerate("ABCDEF"):
        name = "controller" if number == 0 else f"component-{number}"
        verdict = "met" if number < 3 else "not met"
        table += [("iotclass Cell", text) for text in (name, letter, verdict)]
        table += [
            ("iotclass Figure", "1,250.5"),
            ("iotclass Figure", "93 %"),
            ("iotclass Cell", "2026-11-23"),
        ]
    assert found == [
        ("Title", "System of controller"),
        ("Subtitle", "Security classes"),
        *(("iotclass Cell", text) for text in facts),
        ("iotclass Notice", "This classifies the assessor's answers; it is no certificate."),
        ("TOC Heading", "Contents"),
        ("toc 1", "In short"),
        ("toc 1", "Components"),
        ("toc 2", "Remarks"),
        ("toc 1", "Why"),
        ("toc 1", "Assumptions"),
        ("Heading 1", "In short"),
        ("iotclass Box Verdict good", "3 of 3 requirements are met."),
        ("Caption", "Figure 1: Two boxes"),
        ("Heading 1", "Components"),
        ("Caption", "Table 1: Classes of the components"),
        *table,
        ("iotclass Note", "The worst end where a range is shown."),
        ("Heading 2", "Remarks"),
        ("Normal", "As the framework says: It talks to the pacemaker only."),
        ("iotclass Box Verdict doubt", "Open."),
        ("Heading 1", "Why"),
        ("Caption", "Why controller is C"),
        ("iotclass Tree 1", "C class"),
        ("iotclass Tree 2", "E2 exposure, by the exposure table"),
        *[("iotclass Tree 3", "C2 connectivity: It talks to the pacemaker only. model.yaml:31")] * 2,
        ("iotclass Tree 2", "C2 connectivity: It talks to the pacemaker only. model.yaml:31"),
        ("Heading 1", "Assumptions"),
        ("List Bullet", "It talks to the pacemaker only."),
        ("List Bullet", "See the components"),
    ]


def test_every_look_is_a_style_but_the_colour_of_a_class_in_a_table() -> None:
    document = read(report_docx(report(), ENGLISH))
    body = document.element.body

    marks = {child.tag for one in body.iter(f"{W}rPr") for child in one}
    assert marks == {f"{W}rStyle"}
    layout = {child.tag for one in body.iter(f"{W}pPr") for child in one}
    assert layout == {f"{W}{tag}" for tag in ("pStyle", "keepNext", "pageBreakBefore")}
    fills = [one.get(f"{W}fill") for one in body.iter(f"{W}shd")]
    assert fills == [COLOURS[tone].fill.removeprefix("#") for tone in list(Tone)[1:7]]
    ids = {style.style_id for style in document.styles}
    used = {one.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for one in body.iter(W + tag)}
    assert used <= ids
    assert len(used) > 20


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.PLAIN])
def test_every_tone_has_a_style_for_words_and_one_for_paragraphs(tone: Tone) -> None:
    one = Section("s", "S", (paragraph(Run("word", tone)), paragraph("box", tone=tone)))
    document = read(report_docx(_of(one), ENGLISH))

    word, box = document.paragraphs[-2:]
    assert (word.runs[0].style.name, box.style and box.style.name) == (tone_style(tone), box_style(tone))
    if tone in COLOURS:
        style = document.styles[tone_style(tone)].element
        assert style.find(f".//{W}shd").get(f"{W}fill") == COLOURS[tone].fill[1:]
        assert style.find(f".//{W}color").get(f"{W}val") == COLOURS[tone].ink[1:]


def test_headings_have_four_levels_and_trees_nine() -> None:
    section = Section("s6", "Level 6", ())
    for level in range(5, 0, -1):
        section = Section(f"s{level}", f"Level {level}", (section,))
    branch = Branch((Run("Depth 12"),))
    for depth in range(11, 0, -1):
        branch = Branch((Run(f"Depth {depth}"),), (branch,))
    found = lines(read(report_docx(_of(section, Section("t", "T", (Tree("tree", "", (branch,)),))), ENGLISH)))

    headings = [(style, text) for style, text in found if text.startswith("Level") and "toc" not in style]
    assert headings == [(f"Heading {min(level, 4)}", f"Level {level}") for level in range(1, 7)]
    trees = [(style, text) for style, text in found if text.startswith("Depth")]
    assert trees == [(f"iotclass Tree {min(depth, 9)}", f"Depth {depth}") for depth in range(1, 13)]


def test_every_link_inside_has_its_target_and_every_target_its_own_name() -> None:
    links = tuple(
        Run(one, link=one) for one in ("#t", "#nowhere", "https://example.org/a?b=c", "javascript:x")
    )
    table = Table("t", "T", ("a",), ((Run("x", link="#s"),),))
    hard = Section("ünicode & <space> " + "x" * 80, "Hard", ())
    document = read(report_docx(_of(Section("s", "S", (Paragraph(links), table)), hard), ENGLISH))
    body = document.element.body

    names = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    numbers = [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names)) == len(set(numbers)) == 3
    assert numbers == [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkEnd")]
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)
    found = [(shown(one), one.get(f"{W}anchor"), one.get(f"{R}id")) for one in body.iter(f"{W}hyperlink")]
    inside = [(text, name) for text, name, _ in found if name]
    assert inside == [("S", names[0]), ("Hard", names[2]), ("#t", names[1]), ("x", names[0])]
    outside = [(text, document.part.rels[relation].target_ref) for text, _, relation in found if relation]
    assert outside == [("https://example.org/a?b=c", "https://example.org/a?b=c")]


def test_a_table_repeats_its_head_keeps_rows_whole_and_fills_the_page() -> None:
    document = read(report_docx(report(), ENGLISH))
    table = document.tables[1]
    [wanted] = tables(report())

    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert rows == [wanted.columns, *(tuple(run.text for run in row) for row in wanted.rows)]
    assert _marked(document, "tblHeader")[3:] == [True] + [False] * 6
    assert _marked(document, "cantSplit") == [True] * 10
    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert sum(column.width or 0 for column in table.columns) == room
    captions = [one.get(f"{W}val") for one in document.element.body.iter(f"{W}tblCaption")]
    assert captions == ["", wanted.title]


def test_a_row_higher_than_a_page_may_be_parted() -> None:
    rows = ((Run("short"), Run("x")), (Run("y" * 10_000), Run("x")))
    one = Section("s", "S", (Table("t", "T", ("a", "b"), rows),))

    assert _marked(read(report_docx(_of(one), ENGLISH)), "cantSplit") == [True, True, False]


def _marked(document: Document, mark: str) -> list[bool]:
    """Per row of all tables, whether it has a mark."""
    return [one.find(f"{W}trPr/{W}{mark}") is not None for one in document.element.body.iter(f"{W}tr")]


def test_a_wide_table_lies_on_its_side_and_what_follows_stands() -> None:
    wide = Table("t", "T", tuple("abcdefghi"), ((Run("catastrophically"),) * 9,))
    letters = Table("t", "T", tuple("abcdefghi"), (tuple(map(Run, "123456789")),))
    before, turned, after = (
        Section("s1", "Before", ()),
        Section("s2", "Turned", (wide,)),
        Section("s3", "After", ()),
    )

    def pages(*sections: Section) -> list[tuple[bool, bool]]:
        found = read(report_docx(_of(*sections), ENGLISH)).sections
        assert all(one.footer.paragraphs[0].text for one in found)
        return [
            ((one.page_width or 0) > (one.page_height or 0), one.different_first_page_header_footer)
            for one in found
        ]

    assert pages(before, turned, after) == [(False, True), (True, False), (False, False)]
    assert pages(before, turned) == [(False, True), (True, False)]
    assert pages(before, after) == [(False, True)]
    assert pages(before, Section("s2", "Letters", (letters,)), after) == [(False, True)]
    assert pages(turned, after, Section("s4", "Again", (wide,))) == [(False, True), (True, False)]


def test_a_picture_is_sharp_where_drawings_are_shown_and_there_where_not() -> None:
    content = report_docx(report(), ENGLISH)
    document = read(content)
    [inline] = document.inline_shapes

    [drawn] = document.element.body.iter(f"{WP}inline")
    assert drawn.find(f"{WP}docPr").get("descr") == "A blue box with the letter A beside a red one."
    assert (inline.width, inline.height) == (Pt(90), Pt(30))
    [blip] = drawn.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    [known] = blip.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    parts = document.part.related_parts
    assert parts[blip.get(f"{R}embed")].blob.startswith(b"\x89PNG")
    assert parts[known.get(f"{R}embed")].blob == SVG.encode()
    assert parts[known.get(f"{R}embed")].content_type == "image/svg+xml"


def test_a_large_picture_fits_on_its_page() -> None:
    high, wide = (
        SVG.replace('width="120" height="40"', size)
        for size in ('width="20mm" height="90cm"', 'width="60in" height="20in"')
    )
    one = Section("s", "S", (Picture("high", "High", high, ""), Picture("wide", "Wide", wide, "")))
    document = read(report_docx(_of(one), ENGLISH))

    section = document.sections[-1]
    assert (section.page_width or 0) > (section.page_height or 0)
    assert len(document.inline_shapes) == 2
    for shape in document.inline_shapes:
        assert shape.width <= (section.page_width or 0) - 2 * (section.left_margin or 0)
        assert shape.height <= (section.page_height or 0) - 2 * (section.top_margin or 0)


def test_a_short_report_has_no_cover_and_no_contents() -> None:
    found = lines(read(report_docx(replace(report(), short=True), ENGLISH)))
    document = read(report_docx(replace(report(), short=True), ENGLISH))

    assert not any(style.startswith(("toc", "TOC")) for style, _ in found)
    assert document.paragraphs[0].text == "System of controller"
    assert not list(document.element.body.iter(f"{W}pageBreakBefore"))
    assert not document.sections[0].different_first_page_header_footer


def test_a_document_says_what_it_is() -> None:
    document = read(report_docx(replace(report(), keywords=("iot", "classes")), ENGLISH))
    known = document.core_properties

    assert (known.title, known.author, known.subject) == (
        "System of controller",
        "controller",
        "Security classes",
    )
    assert (known.keywords, known.language) == ("iot, classes", "en-GB")
    assert str(known.created) == str(known.modified) == "2026-11-23 00:00:00+00:00"
    footer = etree.fromstring(document.sections[0].footer.part.blob)
    assert "".join(footer.itertext()).split() == ["System", "of", "controller", "·", "1", "/", "1"]
    fields = [one.get(f"{W}instr").strip() for one in footer.iter(f"{W}fldSimple")]
    assert fields == ["TITLE", "PAGE", "NUMPAGES"]


@pytest.mark.parametrize(
    ("code", "tag"), [("en", "en-GB"), ("de", "de-DE"), ("zh", "zh-CN"), ("pt-BR", "pt-BR"), ("xx", "xx")]
)
def test_a_document_is_in_its_language_and_marks_what_is_not(code: str, tag: str) -> None:
    document = read(report_docx(replace(report(), language=code), Language(code, code, {})))

    defaults = document.styles.element.find(f"{W}docDefaults")
    assert [one.get(f"{W}val") for one in defaults.iter(f"{W}lang")] == [tag]
    marked = [
        (shown(one.getparent().getparent()), one.get(f"{W}val"))
        for one in document.element.body.iter(f"{W}lang")
    ]
    quoted = "As the framework says: It talks to the pacemaker only."
    assert marked == ([] if code == "en" else [(quoted, "en-GB")])


def test_our_words_are_in_the_reports_language() -> None:
    german = Language(
        "de", "Deutsch", {"Contents": ("Inhalt",), "Table {number}: {title}": ("{title} (Tabelle {number})",)}
    )
    found = lines(read(report_docx(report(), german)))

    assert ("TOC Heading", "Inhalt") in found
    assert ("Caption", "Classes of the components (Tabelle 1)") in found


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(hostile: str) -> None:
    reported = report(hostile, hostile)
    content = report_docx(reported, ENGLISH)
    document = read(content)

    shown = [text for _, text in lines(document)]
    for text in _said(reported):
        assert plain(text) in shown
    fields = {one.get(f"{W}instr").split()[0] for one in document.element.body.iter(f"{W}fldSimple")}
    assert fields == {"SEQ"}
    assert [one.text for one in document.element.body.iter(f"{W}instrText")] == [
        ' TOC \\o "1-3" \\h \\z \\u '
    ]
    assert not any(relation.is_external for relation in document.part.rels.values())
    prove(content)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_docx(report(), ENGLISH) == report_docx(report(), ENGLISH)
