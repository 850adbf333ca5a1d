"""Wide tables on screens of every width: seen to be wide, or in rows whose cells name their columns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from iotclass.core.report import Report, Run, Section, Table, blocks
from tests.write.browsed import DESKTOP, PHONE, TABLET, Shown
from tests.write.reported import report


def wide(columns: int) -> Report:
    """A report with a table of so many columns more than there is room for on a tablet."""
    whole = report()
    (table,) = (block for _, block in blocks(whole) if isinstance(block, Table))
    more = tuple(f"Column {number}" for number in range(columns))
    rows = tuple((*row, *(Run(f"text {name}") for name in more)) for row in table.rows)
    again = replace(table, id="wide", title="Wide", columns=(*table.columns, *more), rows=rows, lead=2)
    return replace(whole, sections=(*whole.sections, Section("more", "More", (again,))))


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [TABLET, DESKTOP])
def test_a_wide_table_scrolls_in_a_place_that_has_a_name_and_says_so(
    shown: Shown, width: int, colours: str
) -> None:
    page = shown(wide(9), width, color_scheme=colours)
    place, fits = (page.get_by_role("group", name=name, exact=True) for name in ("Wide", "Two boxes"))
    place.scroll_into_view_if_needed()
    expect(place).to_have_attribute("tabindex", "0")
    expect(fits).not_to_have_attribute("tabindex", "0")
    cue = page.locator(".more:visible")
    expect(cue).to_have_text("There is more to the side: scroll sideways.")
    shade = "(one) => getComputedStyle(one).backgroundImage"
    assert (place.evaluate(shade).count("linear-gradient"), fits.evaluate(shade)) == (4, "none")
    heading = place.get_by_role("columnheader", name="Column 8")
    expect(heading).not_to_be_in_viewport()
    place.focus()
    for _ in range(60):
        page.keyboard.press("ArrowRight")
    expect(heading).to_be_in_viewport()
    page.emulate_media(media="print")
    assert place.evaluate(shade) == "none"
    expect(cue).to_have_count(0)


def test_on_a_phone_a_wide_table_stands_in_rows_of_which_each_cell_names_its_column(shown: Shown) -> None:
    whole = wide(9)
    page = shown(whole, PHONE)
    (table,) = (block for _, block in blocks(whole) if isinstance(block, Table) and block.id == "wide")
    place = page.get_by_role("group", name="Wide", exact=True)
    place.scroll_into_view_if_needed()
    expect(place).not_to_have_attribute("tabindex", "0")
    expect(page.locator(".more:visible")).to_have_count(0)
    cells = page.locator("#wide tbody tr > *")
    told = cells.evaluate_all(
        "(all) => all.map((one) => [getComputedStyle(one, '::before').content, one.textContent])"
    )
    assert told == [
        [f'"{column}"', cell.text]
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
    ]
    boxes = cells.evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect()).map((one) => [one.left, one.right, one.top])"
    )
    assert all(0 <= left < right <= PHONE for left, right, _ in boxes)
    assert [top for *_, top in boxes] == sorted({top for *_, top in boxes})


def test_a_narrow_table_stays_a_table_on_a_phone(shown: Shown) -> None:
    rows = tuple((Run(f"P{number}"), *(Run(letter) for letter in "ABCDE")) for number in range(1, 6))
    narrow = Table("narrow", "Narrow", ("P", *"12345"), rows)
    page = shown(replace(report(), sections=(Section("s", "Section", (narrow,)),)), PHONE)
    first, second = (page.locator("#narrow tbody tr").first.locator("td").nth(one) for one in (0, 1))
    one, other = first.bounding_box(), second.bounding_box()
    assert one is not None
    assert other is not None
    assert one["y"] == other["y"]
