"""Reports as PDF: all of it on the pages, in order and within their margins."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]
import pytest

from iotclass.core.justification import NO_CERTIFICATE, OUT_OF_SCOPE
from iotclass.core.report import (
    Paragraph,
    Run,
    Section,
    Table,
    Tone,
)
from iotclass.read.language import language
from tests.write.reported import report
from tests.write.typeset import (
    A4,
    found_links,
    large_report,
    letter_boxes,
    page_texts,
    printed,
    prove_inside,
    typeset,
    unspaced,
)


@pytest.fixture(scope="module")
def sample() -> pypdfium2.PdfDocument:
    return typeset(report())


@pytest.fixture(scope="module")
def large() -> pypdfium2.PdfDocument:
    return typeset(large_report())


def test_the_text_of_every_block_is_on_the_pages(sample: pypdfium2.PdfDocument) -> None:
    text = unspaced("".join(page_texts(sample)))

    missing = [one for one in printed(report()) if unspaced(one) not in text]
    assert missing == []


def test_the_text_of_every_block_of_a_large_report_is_on_the_pages(large: pypdfium2.PdfDocument) -> None:
    text = unspaced("".join(page_texts(large)))

    texts = printed(large_report())
    assert len(texts) > 700
    assert [one for one in texts if unspaced(one) not in text] == []


def test_the_title_page_has_the_facts_and_the_notice_and_no_running_lines(
    sample: pypdfium2.PdfDocument,
) -> None:
    assert page_texts(sample)[0].replace("\r\n", "\n").split("\n") == [
        "System of controller",
        "Security classes",
        "Assessed by controller",
        "On 2026-11-23",
        "Method fazeldehkordi-2019@1.0.0",
        "This classifies the assessor's answers; it is no certificate.",
    ]


def test_the_contents_name_the_page_of_every_section(large: pypdfium2.PdfDocument) -> None:
    pages = page_texts(large)

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
    pages = page_texts(large)

    assert len(pages) > 8
    for number, text in enumerate(pages[1:], start=2):
        assert f"Page {number} of {len(pages)}" in text
        assert text.startswith("System of controller")
        assert "it is no certificate." in text


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("marked", [False, True])
def test_the_remark_below_each_page_is_whole(code: str, *, marked: bool) -> None:
    """What is no certificate says so to the end, also where it does not apply at all."""
    words = language(code)
    parts = [words.of(OUT_OF_SCOPE)] * marked + [words.of(NO_CERTIFICATE)]
    found = replace(large_report(), notice=". ".join(parts), language=code)

    document = typeset(found, words)

    for page, text in zip(list(document)[1:], page_texts(document)[1:], strict=True):
        assert unspaced(found.notice) in unspaced(text)
        heights = {round(box[1]) for box in letter_boxes(page) if box[1] < 60}
        assert max(heights) - min(heights) < 16  # two lines
    prove_inside(document)


@pytest.mark.parametrize("several", [1, 2])
def test_a_heading_within_a_table_is_never_the_last_row_of_a_page(several: int) -> None:
    """Whatever stands before it: the rows above are one more each time."""
    ended = 0
    for above in range(24):
        rows = [(Run("first"), Run("row"))] * above
        for number in range(20):
            rows += [(Run(f"heading-{number}", Tone.STRONG), Run(""))] * several
            rows += [(Run(f"asked-{number}-{place}"), Run("row")) for place in range(3)]
        table = Table("rows", "Clauses", ("Reference", "Support"), tuple(rows))
        document = typeset(replace(report(), sections=(Section("s", "Clauses", (table,)),)))
        cells = [
            re.findall(r"^(?:first|heading|asked)\S*", text, re.MULTILINE) for text in page_texts(document)
        ]
        pages = [found for found in cells if found]
        assert [one for found in pages for one in found] == [row[0].text for row in rows]
        assert not [found[-1] for found in pages if found[-1].startswith("heading")], above
        ended += sum(found[0].startswith("heading") for found in pages)
    assert ended > 10


def test_the_outline_has_every_section_with_its_depth_and_page(large: pypdfium2.PdfDocument) -> None:
    pages = page_texts(large)

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
    document = typeset(found)

    links = [to for page, to in found_links(document) if page != 1]

    assert links == [2, 2, "https://www.etsi.org/a", "mailto:a@example.org"]
    assert [to for page, to in found_links(document) if page == 1] == [
        one.get_dest().get_index() for one in document.get_toc()
    ]


def test_pages_are_a4_and_lie_on_their_side_for_what_is_wide(large: pypdfium2.PdfDocument) -> None:
    sizes = [page.get_size() for page in large]
    pages = page_texts(large)

    lying = [number for number, size in enumerate(sizes) if size == pytest.approx(A4[::-1], abs=0.1)]

    assert all(size == pytest.approx(A4, abs=0.1) for n, size in enumerate(sizes) if n not in lying)
    assert [n for n, text in enumerate(pages) if "component-" in text or "A chart" in text] == lying
    assert len(lying) > 2


def test_the_header_of_a_table_stands_on_each_of_its_pages(large: pypdfium2.PdfDocument) -> None:
    found = [text for text in page_texts(large) if re.search(r"control-\d", text)]

    assert len(found) > 1
    assert all("Control State Why" in text for text in found)


def test_a_row_of_a_table_is_not_torn_apart(large: pypdfium2.PdfDocument) -> None:
    for text in page_texts(large):
        for row in map(int, re.findall(r"control-(\d+)", text)):
            after = re.split("control-|This classifies|Planned", text.split(f"control-{row} ")[1])[0]
            assert unspaced(after).count("Catastrophic") == row % 3


def test_nothing_runs_out_of_the_page_nor_into_something_else(large: pypdfium2.PdfDocument) -> None:
    prove_inside(large)
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


@pytest.mark.parametrize("rows", ["h", "hh", "hhhhhhhhh", "rh", "rrhhhhhhr", "hrhhrhhhr", "rhhhhhhhhhhhhrh"])
def test_headings_may_stand_anywhere_in_a_table(rows: str) -> None:
    made = tuple(
        (Run(f"heading-{place}", Tone.STRONG), Run("")) if kind == "h" else (Run(f"row-{place}"), Run("yes"))
        for place, kind in enumerate(rows)
    )
    for above in (0, 28, 30, 31, 32):
        whole = tuple((Run(f"first-{place}"), Run("yes")) for place in range(above)) + made
        table = Table("rows", "Clauses", ("Reference", "Support"), whole)
        document = typeset(replace(report(), sections=(Section("s", "Clauses", (table,)),)))
        text = "".join(page_texts(document))
        assert [row[0].text for row in whole] == re.findall(r"^(?:first|heading|row)-\d+", text, re.MULTILINE)
        prove_inside(document)
