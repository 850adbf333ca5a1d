"""Reports as PDF, opened again: texts, places, links; for the tests of PDF."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from iotclass.core.language import ENGLISH, Language
from iotclass.core.report import (
    Branch,
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
from iotclass.write.report_pdf import report_pdf
from tests.write.reported import report, texts

A4 = (595.28, 841.89)
MARGIN = 60.0
UNASSIGNED = "\u0378"
"""A character that no font has."""


def typeset(found: Report, language: Language = ENGLISH) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(report_pdf(found, language))


def page_texts(document: pypdfium2.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_range() for page in document]


def unspaced(text: str) -> str:
    """A text without what differs in print: spaces, line ends, places to break at."""
    return re.sub(r"[\s\u200b\ufffe]", "", text)


def printed(found: Report) -> list[str]:
    """Every text that the pages show: a picture stands for its words."""
    words = {block.words for _, block in blocks(found) if isinstance(block, Picture)}
    return [text for text in texts(found) if text not in words]


def letter_boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every letter that takes room."""
    text = page.get_textpage()
    found = [text.get_charbox(place) for place in range(text.count_chars())]
    return [box for box in found if box[2] - box[0] > 0.1 and box[3] - box[1] > 0.1]


def prove_inside(document: pypdfium2.PdfDocument) -> None:
    letters = 0
    for page in document:
        wide, high = page.get_size()
        for left, bottom, right, top in letter_boxes(page):
            letters += 1
            assert left >= MARGIN
            assert right <= wide - MARGIN
            assert bottom >= 30
            assert top <= high - 30
    assert letters > 100


def found_links(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str | int]]:
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


def large_report() -> Report:
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
