"""Sheets of paper: tables as wide as their sheet at most, every word in its column, nothing lost or moved."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.report import Block, Kind, Picture, Run, Section, Table, paragraph, run
from iotclass.write.sheet import (
    ASIDE,
    FLIPPED,
    FORMS,
    PADDING,
    UPRIGHT,
    breakable,
    ems,
    picture_size,
    shape,
    sheets,
)

WORDS = st.text(st.characters(codec="utf-8"), max_size=40)


def _table(columns: int, text: str, id_: str = "table") -> Table:
    return Table(id_, "A table", ("Name",) * columns, ((run(text),) * columns,) * 3)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=16))
def test_a_table_is_never_wider_than_its_sheet_and_every_word_fits_or_breaks(
    found: list[tuple[str, str]],
) -> None:
    table = Table("table", "", tuple(name for name, _ in found), (tuple(run(text) for _, text in found),))

    form = shape(table)

    assert sum(form.widths) <= (FLIPPED if form.wide else UPRIGHT) + 0.01 * len(found)
    assert (form.wide, form.size) in FORMS
    assert len(form.widths) == len(form.most) == len(found)
    for wide, most, (_, text) in zip(form.widths, form.most, found, strict=True):
        assert most > 0
        assert wide == pytest.approx((most + PADDING) * form.size, abs=0.01)
        for word in breakable(text, most).replace("\u200b", " ").split():
            assert ems(word) <= max(most, 1.05)


@pytest.mark.parametrize(
    ("table", "wide"),
    [
        (_table(2, "word " * 300), False),
        (_table(5, "short"), False),
        (_table(14, "catastrophic"), True),
        (_table(10, "F"), False),
        (_table(6, "word " * 50), True),
    ],
)
def test_tables_of_many_words_that_need_room_get_a_sheet_on_its_side(table: Table, wide: bool) -> None:
    assert shape(table).wide is wide


def test_a_column_of_short_words_stays_in_one_line_beside_a_long_one() -> None:
    table = Table("t", "", ("Control", "Why"), ((run("two-factor-authentication"), run("word " * 200)),))

    form = shape(table)

    assert form.most[0] >= ems("two-factor-authentication")
    assert form.most[1] > 2 * form.most[0]


def test_numbers_stand_apart_from_what_comes_next() -> None:
    cells = (Run("93 %", kind=Kind.SHARE, value=0.93), run("2026-11-23"))
    form = shape(Table("t", "", ("How sure", "Since"), (cells,)))

    assert form.numeric == (True, False)
    assert form.widths[0] == pytest.approx((form.most[0] + PADDING + ASIDE) * form.size, abs=0.01)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(), st.floats(1, 30))
def test_breaking_adds_nothing_but_places_to_break_at(text: str, most: float) -> None:
    text = text.replace("\u200b", "")

    assert breakable(text, most).replace("\u200b", "") == text


def test_words_are_broken_between_letters_not_within_them() -> None:
    assert breakable("short words stay", 8) == "short words stay"
    assert breakable("e\u0301" * 12, 4) == "\u200b".join(["e\u0301"] * 12)
    assert breakable("content/pacemaker.yaml:31", 8) == "content/\u200bpacemaker.\u200byaml:\u200b31"
    assert breakable("🧑\u200d💻" * 6, 4) == "\u200b".join(["🧑\u200d💻"] * 6)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"/>'


@pytest.mark.parametrize(
    ("wide", "high", "room", "expected"),
    [
        (100, 50, UPRIGHT, (100, 50)),
        (942, 100, UPRIGHT, (471, 50)),
        (100, 1200, UPRIGHT, (50, 600)),
        (1434, 200, FLIPPED, (717, 100)),
    ],
)
def test_a_picture_keeps_its_shape_and_is_never_larger_than_it_was(
    wide: int, high: int, room: float, expected: tuple[float, float]
) -> None:
    assert picture_size(SVG.format(wide=wide, high=high), room) == expected


HEAD, WORD = Section("s", "Heading", ()), paragraph("words")
NARROW, WIDE = _table(2, "F", "narrow"), _table(14, "catastrophic", "wide")
CHART = Picture("chart", "", SVG.format(wide=842, high=300), "")
TALL = Picture("tall", "", SVG.format(wide=200, high=500), "")


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([HEAD, WORD, NARROW, WORD], [(False, [HEAD, WORD, NARROW, WORD])]),
        ([HEAD, WORD, HEAD, WIDE], [(False, [HEAD, WORD]), (True, [HEAD, WIDE])]),
        ([HEAD, WORD, WIDE, WORD, HEAD], [(True, [HEAD, WORD, WIDE, WORD]), (False, [HEAD])]),
        ([HEAD, NARROW, WIDE, NARROW], [(False, [HEAD, NARROW]), (True, [WIDE, NARROW])]),
        ([HEAD, CHART, TALL, HEAD, WORD], [(True, [HEAD, CHART]), (False, [TALL, HEAD, WORD])]),
        ([HEAD, CHART, HEAD, CHART], [(True, [HEAD, CHART, HEAD, CHART])]),
        ([], []),
    ],
)
def test_headings_and_words_go_with_what_follows(
    blocks: list[Block], expected: list[tuple[bool, list[Block]]]
) -> None:
    found = sheets((1, block) for block in blocks)

    assert [(wide, [block for _, block in part]) for wide, part in found] == expected


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([HEAD, WORD, NARROW, WIDE, CHART, TALL]), max_size=12))
def test_sheets_hold_every_block_in_its_order(blocks: list[Block]) -> None:
    found = sheets((1, block) for block in blocks)

    assert [block for _, part in found for _, block in part] == blocks
    assert all(part for _, part in found)
