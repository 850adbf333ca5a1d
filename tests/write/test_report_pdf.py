"""Reports as PDF: all of it on the pages, within their margins, accessible, inert, the same every time."""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest

from iotclass.core.language import ENGLISH, Language
from iotclass.core.report import (
    Block,
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
    run,
)
from iotclass.write.plain import plain
from iotclass.write.report_pdf import report_pdf
from tests.write.reported import HOSTILE, report

A4 = (595.28, 841.89)
MARGIN = 60.0
UNASSIGNED = "\u0378"
"""A character that no font has."""


def _document(found: Report, language: Language = ENGLISH) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(report_pdf(found, language))


def _pages(document: pypdfium2.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_range() for page in document]


def _joined(text: str) -> str:
    """A text without what differs in print: spaces, line ends, places to break at."""
    return re.sub(r"[\s\u200b\ufffe]", "", text)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Section():
            yield block.title
        case Paragraph():
            yield from (one.text for one in block.runs)
        case Items():
            yield from (one.text for runs in block.items for one in runs)
        case Facts():
            yield from (text for term, one in block.rows for text in (term, one.text))
        case Table():
            yield from (block.title, *block.columns, block.note)
            yield from (cell.text for row in block.rows for cell in row)
        case Tree():
            yield block.title
            left = list(block.branches)
            while left:
                branch = left.pop()
                yield from (one.text for one in branch.runs)
                left += branch.branches
        case Picture():
            yield block.title


def _every_text(found: Report) -> list[str]:
    inside = [text for _, block in blocks(found) for text in _texts(block)]
    return [found.title, found.subtitle, found.notice, *_texts(found.facts), *inside]


def _boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every letter that takes room."""
    text = page.get_textpage()
    found = [text.get_charbox(place) for place in range(text.count_chars())]
    return [box for box in found if box[2] - box[0] > 0.1 and box[3] - box[1] > 0.1]


def _prove_inside(document: pypdfium2.PdfDocument) -> None:
    letters = 0
    for page in document:
        wide, high = page.get_size()
        for left, bottom, right, top in _boxes(page):
            letters += 1
            assert left >= MARGIN
            assert right <= wide - MARGIN
            assert bottom >= 30
            assert top <= high - 30
    assert letters > 100


def _links(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str | int]]:
    """Every link: the page that it is on, and the page or the address that it leads to."""
    for number, page in enumerate(document):
        place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page.raw, place, link):
            dest = pdfium.FPDFLink_GetDest(document.raw, link)
            action = pdfium.FPDFLink_GetAction(link)
            if pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
                size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
                buffer = ctypes.create_string_buffer(size)
                pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, size)
                yield number, buffer.value.decode()
            else:
                yield number, pdfium.FPDFDest_GetDestPageIndex(document.raw, dest)


def _large() -> Report:
    """A report of many pages: tables of 14 columns and of 60 rows, deep trees, wide and high pictures."""
    words = "connectivity of the security-gateway is Catastrophic where nobody judges it "
    wide = Table(
        "wide",
        "Everything of every component",
        (
            "Component",
            "Class",
            "Requires",
            "Verdict",
            *("Connectivity", "Protection", "Severity") * 3,
            "Reason",
        ),
        tuple(
            (run(f"component-{row}"), Run("C..E", Tone.E), Run("B", Tone.B), Run("not met", Tone.BAD))
            + (run("C4 (private network)"), run("P3"), run("very high")) * 3
            + (run(words * (row % 4)),)
            for row in range(30)
        ),
    )
    long = Table(
        "long",
        "Controls",
        ("Control", "State", "Why"),
        tuple(
            (run(f"control-{row}"), Run("partly", Tone.DOUBT), run(words * (row % 3))) for row in range(60)
        ),
        note="Planned ones count as no.",
    )
    branch = Branch((run("the last reason"),))
    for depth in range(60, 0, -1):
        branch = Branch((run(f"reason {depth}"), Run("D", Tone.D), run(words)), (branch,))
    chart = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><rect width="90" height="9"/></svg>'
    pictures = (
        Picture("chart", "A chart", chart.format(842, 300), "words"),
        Picture("tower", "A tower", chart.format(200, 2000), "words"),
    )
    sections = (
        Section("one", "Components", (paragraph(words), wide)),
        Section("two", "Controls", (long, Section("in", "Reasons", (Tree("tree", "Why", (branch,)),)))),
        Section("three", "Pictures", pictures),
    )
    return replace(report(), sections=sections)


@pytest.fixture(scope="module")
def sample() -> pypdfium2.PdfDocument:
    return _document(report())


@pytest.fixture(scope="module")
def large() -> pypdfium2.PdfDocument:
    return _document(_large())


def test_the_text_of_every_block_is_on_the_pages(sample: pypdfium2.PdfDocument) -> None:
    text = _joined("".join(_pages(sample)))

    missing = [one for one in _every_text(report()) if _joined(one) not in text]
    assert missing == []


def test_the_text_of_every_block_of_a_large_report_is_on_the_pages(large: pypdfium2.PdfDocument) -> None:
    text = _joined("".join(_pages(large)))

    texts = _every_text(_large())
    assert len(texts) > 700
    assert [one for one in texts if _joined(one) not in text] == []


def test_the_title_page_has_the_facts_and_the_notice_and_no_running_lines(
    sample: pypdfium2.PdfDocument,
) -> None:
    assert _pages(sample)[0].replace("\r\n", "\n").split("\n") == [
        "System of controller",
        "Security classes",
        "Assessed by controller",
        "On 2026-11-23",
        "Method fazeldehkordi-2019@1.0.0",
        "This classifies the assessor's answers; it is no certificate.",
    ]


def test_the_contents_name_the_page_of_every_section(large: pypdfium2.PdfDocument) -> None:
    pages = _pages(large)

    found = re.findall(r"^([\d.]+) (\w+)[ .]+ (\d+)\r?$", pages[1], re.MULTILINE)

    assert [(number, title) for number, title, _ in found] == [
        ("1", "Components"),
        ("2", "Controls"),
        ("2.1", "Reasons"),
        ("3", "Pictures"),
    ]
    for number, title, page in found:
        assert f"{number} {title}" in pages[int(page) - 1]
    assert len({page for _, _, page in found}) > 2


def test_every_page_but_the_first_says_which_of_how_many_it_is(large: pypdfium2.PdfDocument) -> None:
    pages = _pages(large)

    assert len(pages) > 8
    for number, text in enumerate(pages[1:], start=2):
        assert f"Page {number} of {len(pages)}" in text
        assert text.startswith("System of controller")
        assert "it is no certificate." in text


def test_the_outline_has_every_section_with_its_depth_and_page(large: pypdfium2.PdfDocument) -> None:
    pages = _pages(large)

    found = [(one.level, one.get_title(), one.get_dest()) for one in large.get_toc()]

    assert [(level, title) for level, title, _ in found] == [
        (0, "1 Components"),
        (0, "2 Controls"),
        (1, "2.1 Reasons"),
        (0, "3 Pictures"),
    ]
    for _, title, dest in found:
        assert dest is not None
        assert title in pages[dest.get_index() or 0]


def test_links_lead_to_their_section_and_to_addresses_of_the_web_alone() -> None:
    runs = tuple(
        Run("there", link=link)
        for link in (
            "#classes",
            "#nowhere",
            "https://www.etsi.org/a",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "mailto:a@example.org",
        )
    )
    found = replace(report(), sections=(*report().sections, Section("links", "Links", (Paragraph(runs),))))
    document = _document(found)

    links = [to for page, to in _links(document) if page != 1]

    assert links == [2, 2, "https://www.etsi.org/a", "mailto:a@example.org"]
    assert [to for page, to in _links(document) if page == 1] == [
        one.get_dest().get_index() for one in document.get_toc()
    ]


def test_pages_are_a4_and_lie_on_their_side_for_what_is_wide(large: pypdfium2.PdfDocument) -> None:
    sizes = [page.get_size() for page in large]
    pages = _pages(large)

    lying = [number for number, size in enumerate(sizes) if size == pytest.approx(A4[::-1], abs=0.1)]

    assert all(size == pytest.approx(A4, abs=0.1) for n, size in enumerate(sizes) if n not in lying)
    assert [n for n, text in enumerate(pages) if "component-" in text or "A chart" in text] == lying
    assert len(lying) > 2


def test_the_header_of_a_table_stands_on_each_of_its_pages(large: pypdfium2.PdfDocument) -> None:
    found = [text for text in _pages(large) if re.search(r"control-\d", text)]

    assert len(found) > 1
    assert all("Control State Why" in text for text in found)


def test_a_row_of_a_table_is_not_torn_apart(large: pypdfium2.PdfDocument) -> None:
    for text in _pages(large):
        for row in map(int, re.findall(r"control-(\d+)", text)):
            after = re.split("control-|This classifies|Planned", text.split(f"control-{row} ")[1])[0]
            assert _joined(after).count("Catastrophic") == row % 3


def test_nothing_runs_out_of_the_page_nor_into_something_else(large: pypdfium2.PdfDocument) -> None:
    _prove_inside(large)
    pairs = 0
    for page in large:
        text = page.get_textpage()
        lines: dict[int, set[tuple[float, float]]] = {}
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place, loose=True)
            if right - left > 0.1 and text.get_text_range(place, 1).strip():
                lines.setdefault(round((bottom + top) * 2), set()).add((left, right))
        for line in lines.values():
            for (_, right), (left, _) in pairwise(sorted(line)):
                pairs += 1
                assert left >= right - 1
    assert pairs > 5000


def test_metadata_are_those_of_the_report() -> None:
    found = replace(report(), keywords=("iot", "security"))

    assert _document(found).get_metadata_dict() | {"Creator": ""} == {
        "Title": "System of controller",
        "Author": "controller",
        "Subject": "Security classes",
        "Keywords": "iot, security",
        "Creator": "",
        "Producer": "",
        "CreationDate": "D:20261123000000Z",
        "ModDate": "D:20261123000000Z",
    }
    undated = _document(replace(report(), date="")).get_metadata_dict()
    assert (undated["CreationDate"], undated["ModDate"]) == ("", "")


def test_it_is_a_tagged_pdf_for_everyone() -> None:
    written = report_pdf(report(), ENGLISH)

    assert pdfium.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(written).raw)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in written
    assert b"/Lang(en)" in written.replace(b"/Lang (", b"/Lang(")


def test_pictures_have_their_words() -> None:
    document = _document(report())

    found: list[str] = []

    def walk(element: object) -> None:
        size = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
        if size > 2:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDF_StructElement_GetAltText(element, buffer, size)
            found.append(buffer.raw.decode("utf-16-le").rstrip("\0"))
        for place in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                walk(child)

    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place))
    assert "A blue box with the letter A beside a red one." in found


def test_the_same_report_is_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib; from iotclass.core.language import ENGLISH;"
        "from iotclass.write.report_pdf import report_pdf; from tests.write.reported import report;"
        "print(hashlib.sha256(report_pdf(report(), ENGLISH)).hexdigest())"
    )
    root = Path(__file__).parents[2]
    digests = {hashlib.sha256(report_pdf(report(), ENGLISH)).hexdigest()}

    for seed in ("0", "1"):
        path = os.pathsep.join([str(root / "src"), str(root), *sys.path])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "TZ": f"UTC+{seed}"}
        out = subprocess.run(
            [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
        )
        digests.add(out.stdout.strip())

    assert len(digests) == 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_shown_do_nothing_and_stay_on_the_page(text: str) -> None:
    expected = report(text, text)
    written = report_pdf(expected, ENGLISH)
    document = pypdfium2.PdfDocument(written)

    pages = _pages(document)
    shown = _joined("".join(pages))
    links = [to for page, to in _links(document) if "Contents" not in pages[page]]

    for word in plain(text).split():
        if len(word) < 1000 and not _right_to_left(word):
            assert _joined(word) in shown or f"[U+{ord(word[0]):04X}]" in shown
    assert shown.count("x") >= text.count("x")
    assert len(links) == 1
    assert all(isinstance(to, int) for to in links)
    assert pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) == 0
    assert not re.search(rb"/(JavaScript|JS|Launch|SubmitForm|EmbeddedFile)\b", written)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in written
    _prove_inside(document)


def _right_to_left(word: str) -> bool:
    return any("\u0590" <= char <= "\u08ff" for char in word)


def test_what_no_font_has_is_named_by_its_code_and_said() -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 9"><text y="9">{UNASSIGNED}</text></svg>'
    picture = Section("p", "Picture", (Picture("p2", "One", svg, "words"),))
    found = report(f"a{UNASSIGNED}b")

    written = report_pdf(replace(found, sections=(*found.sections, picture)), ENGLISH)

    text = "".join(_pages(pypdfium2.PdfDocument(written)))
    assert "Assessed by a[U+0378]b" in text
    assert "No font here has one of the characters; its code stands for it." in text
    assert b"<pdfuaid:part>1</pdfuaid:part>" in written


@pytest.mark.parametrize(
    "text", ["שלום", "العربية", "🫀🔐", "हिन्दी", "ไทย", "Ελληνικά", "Кириллица", "→≥✓½–“”"]
)
def test_most_scripts_need_no_fonts_of_the_machine(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    fonts = typst.Fonts

    def packaged(*, include_system_fonts: bool = True, font_paths: list[str]) -> typst.Fonts:
        assert not include_system_fonts
        return fonts(include_system_fonts=False, font_paths=list(font_paths))

    monkeypatch.setattr(typst, "Fonts", packaged)

    assert b"<pdfuaid:part>1</pdfuaid:part>" in report_pdf(report(text, text), ENGLISH)


def test_a_short_report_has_no_title_page_and_no_contents() -> None:
    pages = _pages(_document(replace(report(), short=True)))

    assert len(pages) == 2
    assert "Contents" not in "".join(pages)
    assert "In short" in pages[0]
    assert "Assessed by" in "".join(pages)
    text = _joined("".join(pages))
    assert [one for one in _every_text(report()) if _joined(one) not in text] == []


def test_a_tree_of_any_depth_is_written_whole() -> None:
    branch = Branch((run("the last"),))
    for depth in range(1000, 0, -1):
        branch = Branch((run(f"reason-{depth}."),), (branch,))
    found = replace(
        report(), sections=(Section("s", "Reasons", (Tree("t", "Why", (branch, Branch((run("beside"),)))),)),)
    )

    text = "".join(_pages(_document(found)))

    assert re.findall(r"reason-(\d+)\.", text) == [str(depth) for depth in range(1, 1001)]
    assert re.search(r"999 › reason-1000\.\s+1000 › the last\s+beside", text)


def test_words_are_those_of_the_language() -> None:
    messages = {
        "Contents": ("Inhalt",),
        "Page {page} of {pages}": ("Seite {page} von {pages}",),
        "Table": ("Tabelle",),
        "Figure": ("Abbildung",),
    }
    german = Language("de", "Deutsch", messages)

    written = report_pdf(replace(report(), language="de"), german)

    pages = _pages(pypdfium2.PdfDocument(written))
    assert "Inhalt" in pages[1]
    assert "Seite 3 von 3" in pages[2]
    assert "Tabelle 1 Classes of the components" in pages[2]
    assert "Abbildung 1 Two boxes" in pages[2]
    assert b"/Lang(de)" in written.replace(b"/Lang (", b"/Lang(")


def test_an_empty_report_is_a_document_too() -> None:
    empty = Report("r", "\0", "", "xyz-nothing", Facts(()), "", (), "")

    assert len(_pages(_document(empty))) >= 1
    assert len(_pages(_document(replace(empty, short=True)))) == 1


def test_two_blocks_of_one_id_are_both_written() -> None:
    table = Table("same", "One", ("a", "b"), ())
    sections = (Section("same", "First", (table, paragraph(Run("there", link="#same")))),)

    text = "".join(_pages(_document(replace(report(), sections=sections))))

    assert "1 First" in text
    assert "Table 1 One" in text
