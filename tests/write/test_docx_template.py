"""Reports in a company's look: its template is kept and gets what it lacks; what is none is refused."""

from __future__ import annotations

import re
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import docx.document
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Inches, Pt, Twips
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.language import ENGLISH
from iotclass.core.place import InvalidError
from iotclass.core.report import Facts, Report, Run, Section, Table
from iotclass.write.docx_template import Template
from iotclass.write.report_docx import report_docx
from tests.write.reported import report
from tests.write.worded import W, lines, prove, read


def _in(content: bytes, reported: Report | None = None) -> bytes:
    """A report in a template."""
    return report_docx(reported or report(), ENGLISH, Template("mine.docx", content))


def _template(kind: str = "document") -> bytes:
    """A company's template: its own styles in its own words, a header, a cover."""
    document = docx.Document()
    document.add_paragraph("Our cover")
    document.sections[0].header.paragraphs[0].text = "Our header"
    document.sections[0].page_width, document.sections[0].left_margin = Inches(9), Inches(2)
    for name, size in (("Title", 40), ("Heading 1", 33), ("Table Grid", 7)):
        document.styles[name].font.size = Pt(size)
    good = document.styles.add_style("iotclass Verdict good", WD_STYLE_TYPE.CHARACTER)
    good.font.italic = True
    document.styles["List Bullet"].delete()
    for style in document.styles.element.iter(f"{W}style"):
        if style.get(f"{W}styleId") == "Heading1":
            style.set(f"{W}styleId", "berschrift1")
    buffer = BytesIO()
    document.save(buffer)
    return _changed(
        buffer.getvalue(), "[Content_Types].xml", b".document.main+xml", b".%s.main+xml" % kind.encode()
    )


def _changed(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(buffer, "w", ZIP_DEFLATED) as changed:
        assert old in package.read(name)
        for one in package.namelist():
            part = package.read(one)
            changed.writestr(one, part.replace(old, new) if one == name else part)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["document", "template"])
def test_a_template_keeps_its_styles_and_gets_what_it_lacks(kind: str) -> None:
    content = _in(_template(kind))
    document = read(content)

    prove(content)
    assert [text for _, text in lines(document)][:2] == ["Our cover", "System of controller"]
    assert document.sections[0].header.paragraphs[0].text == "Our header"
    assert (document.sections[0].page_width, document.sections[0].left_margin) == (Inches(9), Inches(2))
    sizes = {name: document.styles[name].font.size for name in ("Title", "Heading 1")}
    assert sizes == {"Title": Pt(40), "Heading 1": Pt(33)}
    assert document.styles["iotclass Verdict good"].font.italic
    headed = document.element.body.xpath("./w:p[w:pPr/w:pStyle/@w:val='berschrift1']")
    assert [one.text for one in headed] == [
        "In short",
        "Components",
        "Why",
        "Assumptions",
    ]
    own = lines(read(report_docx(report(), ENGLISH)))
    assert lines(document)[1:] == own
    names = [str(style.name).lower() for style in document.styles]
    ids = [style.style_id for style in document.styles]
    assert len(names) == len(set(names))
    assert len(ids) == len(set(ids))


def test_a_list_that_a_template_lacks_has_its_bullets() -> None:
    document = read(_in(_template()))

    number = document.styles["List Bullet"].element.find(f".//{W}numId").get(f"{W}val")
    numbering = document.part.numbering_part.element
    [used] = [one for one in numbering.findall(f"{W}num") if one.get(f"{W}numId") == number]
    kind = used.find(f"{W}abstractNumId").get(f"{W}val")
    [look] = [one for one in numbering.findall(f"{W}abstractNum") if one.get(f"{W}abstractNumId") == kind]
    assert look.find(f".//{W}lvlText").get(f"{W}val") == "•"
    tags = [one.tag for one in numbering if one.tag in {f"{W}abstractNum", f"{W}num"}]
    assert tags == sorted(tags)


@pytest.mark.parametrize("place", ["  {{ report }} ", "{{report}}"])
def test_a_report_stands_where_a_template_says(place: str) -> None:
    document = docx.Document()
    for text in ("Before", place, "After"):
        document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    wide = Table("t", "T", tuple("abcdefghi"), ((Run("catastrophically"),) * 9,))
    reported = Report("r", "Titled", "Sub", "en", Facts(()), "", (Section("s", "S", (wide,)),), "t")
    written = read(_in(buffer.getvalue(), reported))

    texts = [text for _, text in lines(written)]
    assert (texts[:3], texts[-1]) == (["Before", "Titled", "Sub"], "After")
    assert place.strip() not in " ".join(texts)
    sideways = [(one.page_width or 0) > (one.page_height or 0) for one in written.sections]
    assert sideways == [False, True, False]


def test_a_report_of_ours_can_be_a_template() -> None:
    document = read(_in(report_docx(report(), ENGLISH)))

    names = [one.get(f"{W}name") for one in document.element.body.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names)) == 16
    once = lines(read(report_docx(report(), ENGLISH)))
    assert lines(document) == once + once


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (b"", "is no Word file, or a damaged one"),
        (b"PK\x03\x04 and no more", "is no Word file, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is of Word before 2007, or locked with a password"),
        (
            _changed(_template(), "[Content_Types].xml", b"wordprocessingml.document.main", b"x"),
            "holds no Word document",
        ),
        (
            _changed(
                _template(),
                "[Content_Types].xml",
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
            "holds macros, which a report must not carry to those who read it",
        ),
        (_changed(_template(), "word/document.xml", b"<w:body>", b"<w:body"), "its document cannot be read"),
        (_changed(_template(), "_rels/.rels", b'officeDocument"', b'other"'), "its document cannot be read"),
        (_changed(_template(), "word/document.xml", b"w:body>", b"w:odd>"), "its document cannot be read"),
    ],
)
def test_what_is_no_template_is_an_error_in_words(template: bytes, reason: str) -> None:
    with pytest.raises(InvalidError) as refused:
        _in(template)

    expected = "expected a document or template of Word 2007 or later (.docx, .dotx)"
    assert str(refused.value) == f"mine.docx: {reason}; {expected}"


def _saved(document: docx.document.Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("where", ["a cell", "a cell in a cell", "other words", "twice"])
def test_a_place_where_no_report_can_stand_is_an_error_in_words(where: str) -> None:
    document = docx.Document()
    reason = "{{ report }} stands in a table, in a box or among other words"
    if where == "twice":
        document.add_paragraph("{{ report }}")
        document.add_paragraph("{{ report }}")
        reason = "{{ report }} stands in it 2 times"
    elif where == "other words":
        document.add_paragraph("Here: {{ report }}")
    else:
        cell = document.add_table(1, 2).cell(0, 1)
        cell = cell.add_table(1, 1).cell(0, 0) if where == "a cell in a cell" else cell
        cell.paragraphs[0].add_run("{{ rep")
        cell.paragraphs[0].add_run("ort }}")

    with pytest.raises(InvalidError) as refused:
        _in(_saved(document))

    expected = "expected it once, in a paragraph of its own that is in no table and no box"
    assert str(refused.value) == f"mine.docx: {reason}; {expected}"


def _with_margins(wide: float) -> bytes:
    """An A4 template whose margins are so many centimetres wide."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(wide)
    return _saved(document)


WORDS = ("Availability", "Connectivity", "Functionality", "Requirement", "Protection", "Component")


@pytest.mark.parametrize(("margin", "turned"), [(2, False), (5, True), (6.4, True)])
def test_a_table_whose_words_would_break_lies_on_its_side(margin: float, turned: bool) -> None:
    table = Table("t", "T", WORDS, (tuple(map(Run, WORDS)),))
    reported = Report("r", "Titled", "", "en", Facts(()), "", (Section("s", "S", (table,)),), "t")

    written = read(_in(_with_margins(margin), reported))

    first, last = written.sections[0], written.sections[-1]
    wide, high, edge = (length or 0 for length in (last.page_width, last.page_height, last.left_margin))
    assert (wide > high) is turned
    assert edge == pytest.approx(Twips(1304) if turned else Cm(margin), abs=Twips(1))
    assert first.left_margin == pytest.approx(Cm(margin), abs=Twips(1))
    columns = [int(one.get(f"{W}w")) for one in written.element.body.iter(f"{W}gridCol")]
    assert Twips(sum(columns)) == pytest.approx(wide - 2 * edge, abs=Twips(2))
    assert Twips(min(columns)) > Cm(2)


def test_pages_without_room_are_an_error_in_words() -> None:
    with pytest.raises(InvalidError) as refused:
        _in(_with_margins(7))

    message = "mine.docx: its pages leave 7.0 cm between the margins; expected at least 8 cm"
    assert str(refused.value) == message


def test_long_words_of_facts_have_room_where_margins_are_wide() -> None:
    facts = Facts((("Unbedenklichkeitsbescheid", Run("x")),))
    reported = Report("r", "Titled", "", "de", facts, "", (), "t")

    written = read(_in(_with_margins(6.4), reported))

    first, second = (Twips(int(one.get(f"{W}w"))) for one in written.element.body.iter(f"{W}gridCol"))
    assert first == pytest.approx(Cm(4.1), rel=0.01)
    assert second == pytest.approx(first, rel=0.01)


def test_the_same_template_gives_the_same_bytes() -> None:
    assert _in(_template()) == _in(_template())


with ZipFile(BytesIO(_template())) as _package:
    PARTS = {name: _package.read(name) for name in _package.namelist()}
READ = [name for name in PARTS if re.search(r"Types|rels$|document|styles.xml|numbering|header|core", name)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(READ), st.integers(0), st.sampled_from(["", "x", "-1", "9" * 20, "é"]))
def test_a_damaged_template_is_read_or_refused(name: str, chosen: int, value: str) -> None:
    values = list(re.finditer(r'="([^"]*)"', PARTS[name].decode()))
    start, end = values[chosen % len(values)].span(1)
    damaged = PARTS[name].decode()[:start] + value + PARTS[name].decode()[end:]
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for part, content in (PARTS | {name: damaged.encode()}).items():
            package.writestr(part, content)

    reported = Report("r", "Titled", "", "en", Facts(()), "", (Section("s", "S", ()),), "t")
    with suppress(InvalidError):
        content = _in(buffer.getvalue(), reported)
        assert b">Titled<" in ZipFile(BytesIO(content)).read("word/document.xml")
