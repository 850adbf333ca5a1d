"""Reports as a page, in a real browser: all is there, in reach for everybody; nothing acts or leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from iotclass.core.language import ENGLISH, Language
from iotclass.core.report import (
    Block,
    Branch,
    Paragraph,
    Picture,
    Report,
    Run,
    Section,
    Table,
    Tone,
    Tree,
    blocks,
)
from iotclass.write.report_html import report_html
from tests.write.browsed import DESKTOP, PHONE, Shown
from tests.write.reported import HOSTILE, SVG, report, settled, texts

SHEET = 665
"""How wide a sheet of A4 is within its margins."""


def full() -> Report:
    """A report with all that a page can have: open and folded trees, a long table, tones, languages."""
    whole = report()
    (tree,) = (block for _, block in blocks(whole) if isinstance(block, Tree))
    (table,) = (block for _, block in blocks(whole) if isinstance(block, Table))
    (picture,) = (block for _, block in blocks(whole) if isinstance(block, Picture))
    (root,) = tree.branches
    branches = (replace(root, folded=True), replace(root, branches=(replace(root, folded=True),)))
    toned = tuple(Paragraph((Run(f"It is {tone.name}.", tone), Run(" Quite.")), tone) for tone in Tone)
    more: tuple[Block, ...] = (
        replace(tree, id="folded", branches=branches),
        replace(table, id="long", title="Long", rows=table.rows * 3),
        replace(picture, id="again", title="Two boxes again"),
        Paragraph(
            (Run("Alles ist gut.", language="de"), Run(" Proof", link="https://example.org/a?b=1&c=2"))
        ),
        *toned,
    )
    return replace(whole, sections=(*whole.sections, Section("more", "More", more)))


def text(page: Page) -> str:
    """All the text of the page, in its order, in which nothing acts; without spaces."""
    found: str = page.evaluate("document.body.textContent")
    parts = found.split()
    assert settled(found) == "".join(parts)
    return "".join(parts)


def assert_in_order(wanted: Iterator[str], found: str) -> None:
    place, count = 0, 0
    for one in map(settled, wanted):
        place = found.find(one, place)
        assert place >= 0, f"not found, or not in its order: {one[:80]}"
        place += len(one)
        count += 1
    assert count > 40


@pytest.mark.parametrize(
    ("width", "colours", "short"),
    [
        (PHONE, "light", False),
        (PHONE, "dark", False),
        (DESKTOP, "light", False),
        (DESKTOP, "dark", False),
        (DESKTOP, "light", True),
    ],
)
def test_nothing_keeps_anybody_from_reading(shown: Shown, width: int, colours: str, short: bool) -> None:
    page = shown(replace(full(), short=short), width, 12_000, color_scheme=colours, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(page, {"exclude": [["svg"]]}).response
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert [one["id"] for one in found["incomplete"]] == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_and_stays_within_the_page(shown: Shown, hostile: str) -> None:
    page = shown(report(hostile, hostile), PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert_in_order(texts(report(hostile, hostile)), text(page))
    assert page.evaluate(
        "[document.scripts.length, document.querySelectorAll('img, iframe, label').length]"
    ) == [1, 0]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEET


def test_a_name_from_right_to_left_turns_nothing_else(shown: Shown) -> None:
    page = shown(report("שלום", "x\u202ey"))
    cells = page.locator("#classes tbody tr:first-child > *")
    assert cells.first.locator("bdi").get_attribute("dir") == "auto"
    assert "xy" in text(page)
    places = [cells.nth(place).bounding_box() for place in range(6)]
    assert [place["x"] for place in places if place] == sorted(place["x"] for place in places if place)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_everything_is_on_the_page_in_its_order(shown: Shown, width: int) -> None:
    page = shown(full(), width)
    assert_in_order(texts(full()), text(page))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => one.tagName)"
    )
    assert levels == ["H1", "H2", "H2", "H3", "H2", "H2", "H2"]
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("[lang=de]").inner_text() == "Alles ist gut."


def test_ids_are_unique_and_links_lead_somewhere(shown: Shown) -> None:
    drawn = SVG.replace("<title>", '<defs><path id="p"/></defs><use href="#p" fill="url(#p)"/><title>')
    pictures = tuple(Picture(name, name, drawn, "Words.") for name in ("one", "two"))
    whole = replace(full(), sections=(*full().sections, Section("pictures", "Pictures", pictures)))
    page = shown(whole)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    named = page.evaluate(
        "['href', 'aria-labelledby', 'aria-describedby'].flatMap((name) =>"
        " [...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name)))"
    )
    inner = [name.removeprefix("#") for name in named if "/" not in name]
    assert len(inner) > 15
    assert set(inner) <= set(ids)
    assert [name for name in named if "/" in name] == ["https://example.org/a?b=1&c=2"]
    assert page.locator("[id='two:p'], use[href='#two:p'][fill='url(#two:p)']").count() == 2


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "java\nscript:alert(1)", "file:///x", "//x"]
)
def test_an_address_that_could_do_something_is_no_link(shown: Shown, link: str) -> None:
    section = Section("s", "Section", (Paragraph((Run("text", link=link),)),))
    assert shown(replace(report(), sections=(section,))).locator("main a").count() == 0


def test_the_page_obeys_its_own_script_alone(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(report_html(report(), ENGLISH))
    assert page.locator(".tools").is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.box')).backgroundColor")
        == "rgb(227, 238, 249)"
    )
    page.evaluate(
        "const one = document.createElement('script'); one.textContent = 'window.ran = true';"
        " document.body.append(one)"
    )
    assert page.evaluate("window.ran") is None
    page.close()


def test_all_can_be_reached_by_keyboard(shown: Shown) -> None:
    page = shown(full())
    focus = "document.activeElement.textContent.trim().split('\\n')[0]"
    reached = []
    for _ in range(11):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(focus))
    sections = ["In short", "Components", "Remarks", "Why", "Assumptions", "More"]
    assert reached[:10] == ["Skip to the text", "Contents", *sections, "Unfold all", "Fold all"]
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"

    root = page.locator("#folded > ul > li > details").first
    root.locator("> summary").focus()
    for is_open in (True, False):
        page.keyboard.press("Enter")
        assert root.evaluate("(one) => one.open") is is_open
    page.locator("body").press("Home")
    page.evaluate("document.activeElement.blur()")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == ":text"


def test_all_is_folded_and_unfolded_at_once(shown: Shown) -> None:
    page = shown(full())
    closed = "document.querySelectorAll('main details:not([open])').length"
    every = page.evaluate("document.querySelectorAll('main details').length")
    assert 0 < page.evaluate(closed) < every
    page.get_by_role("button", name="Unfold all").click()
    assert page.evaluate(closed) == 0
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert page.evaluate(closed) == every


def test_a_long_table_is_filtered(shown: Shown) -> None:
    page = shown(full())
    box = page.get_by_role("searchbox", name="Filter")
    assert box.count() == 1
    box.fill("NOT component-4")
    rows = page.locator("#long tbody tr:visible")
    assert rows.count() == 3
    assert page.get_by_role("status").inner_text() == "3 / 18"
    page.emulate_media(media="print")
    assert rows.count() == 18
    page.emulate_media(media="screen")
    box.fill("")
    assert (rows.count(), page.get_by_role("status").text_content()) == (18, "")


def test_contents_are_folded_on_a_phone_and_beside_the_text_on_a_desktop(shown: Shown) -> None:
    assert shown(report(), PHONE).locator("nav details").get_attribute("open") is None
    page = shown(full())
    boxes = [page.locator(one).bounding_box() for one in ("nav", "main")]
    nav, main = (box for box in boxes if box)
    assert nav["x"] + nav["width"] <= main["x"]
    page.get_by_role("link", name="More").click()
    expect(page.get_by_role("heading", name="More")).to_be_in_viewport()
    again = page.locator("nav").bounding_box()
    assert again is not None
    assert again["y"] == pytest.approx(0, abs=1)


def test_without_its_script_the_page_lacks_only_the_tools(shown: Shown) -> None:
    page = shown(full(), java_script_enabled=False)
    assert page.locator(".tools:visible").count() == 0
    assert page.locator(".scroll:not([tabindex='0'])").count() == 0
    assert page.locator("nav a:visible").count() == 6
    folded = page.locator("#folded > ul > li > details > ul").first
    assert not folded.is_visible()
    page.locator("#folded summary").first.click()
    assert folded.is_visible()


def lines(sheet: pypdfium2.PdfPage) -> str:
    """The text of a sheet, with the hyphens at which lines end."""
    return str(sheet.get_textpage().get_text_bounded()).replace("\ufffe", "-").replace("\x02", "-")


@pytest.mark.parametrize("script", [True, False])
def test_printed_everything_is_there_unfolded(shown: Shown, tmp_path: Path, script: bool) -> None:
    page = shown(full(), java_script_enabled=script, color_scheme="dark")
    (tmp_path / "page.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
        sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in document}
        found = settled("".join(map(lines, document)))
    assert sizes == {(595, 842)}
    assert [one for one in texts(full()) if settled(one) not in found] == []
    assert found.count("connectivity") == sum(one.count("connectivity") for one in texts(full()))
    assert "(https://example.org/a?b=1&c=2)" in found


def test_pictures_stand_on_white_paper_in_the_dark_too(shown: Shown) -> None:
    page = shown(report(), color_scheme="dark")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('svg')).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    picture = page.get_by_role("img", name="Two boxes")
    assert page.locator(f"[id='{picture.get_attribute('aria-describedby')}']").text_content() == (
        "A blue box with the letter A beside a red one."
    )


def test_two_pages_have_no_contents_and_no_tools(shown: Shown) -> None:
    page = shown(replace(report(), short=True))
    assert page.locator("nav, button").count() == 0
    assert_in_order(texts(report()), text(page))


def test_its_own_words_are_those_of_the_language() -> None:
    words = ("Contents", "Skip to the text", "Fold all", "Unfold all", "Filter", "The picture in words")
    foreign = report_html(full(), Language("xx", "X", {word: (f"«{word}»",) for word in words}))
    assert [word for word in words if f">«{word}»" not in foreign] == []
    assert [word for word in words if f">{word}" in foreign] == []


def test_chains_of_any_length_are_written_and_the_same_each_time() -> None:
    branch = Branch((Run("end"),))
    for _ in range(2_000):
        branch = Branch((Run("link"),), (branch,))
    whole = replace(report(), sections=(Section("s", "Section", (Tree("t", "Tree", (branch,)),)),))
    html = report_html(whole, ENGLISH)
    assert html.count("<summary>link</summary>") == html.count("</ul></details></li>") == 2_000
    assert html == report_html(whole, ENGLISH)
