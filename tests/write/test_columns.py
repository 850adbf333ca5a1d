"""Columns on a terminal: aligned whatever the letters, inert whatever the names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.write.columns import clean, columns, width, wrapped

WIDTHS = {
    "": 0,
    "abc": 3,
    "Höhe": 4,
    "Ho\u0308he": 4,
    "心拍": 4,
    "ｗｉｄｅ": 8,
    "한국어": 6,
    "ﾊﾝｶｸ": 4,
    "😀": 2,
    "a心b": 4,
    "–→…─": 4,
}


@pytest.mark.parametrize(("text", "wide"), WIDTHS.items())
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str, wide: int) -> None:
    assert width(text) == wide


def test_columns_are_aligned_whatever_the_letters() -> None:
    lines = columns(
        ["name", "class"], [["心拍センサー", "A"], ["Ho\u0308he", "B"], ["😀", "C"], ["sensor", "D"]]
    )

    assert lines == [
        "name          class",
        "────────────  ─────",
        "心拍センサー  A",
        "Ho\u0308he          B",
        "😀            C",
        "sensor        D",
    ]


def test_colours_take_no_room() -> None:
    lines = columns(["a", "b"], [["x", "y"], ["long", "z"]], lambda cell, _: f"\x1b[1m{cell}\x1b[0m")

    assert lines == [
        "a     b",
        "────  ─",
        "\x1b[1mx\x1b[0m     \x1b[1my\x1b[0m",
        "\x1b[1mlong\x1b[0m  \x1b[1mz\x1b[0m",
    ]


def test_a_table_without_rows_is_its_header() -> None:
    assert columns(["a", "bc"], []) == ["a  bc", "─  ──"]


CELLS = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_every_second_column_begins_where_the_first_ends(rows: list[tuple[str, str]]) -> None:
    lines = columns(["first", "second"], [list(row) for row in rows])

    widest = max(width(clean(cell)) for cell in ["first", *(row[0] for row in rows)])
    assert len(lines) == len(rows) + 2
    for line, (first, second) in zip(lines[2:], rows, strict=True):
        padding = " " * (widest - width(clean(first)) + 2)
        assert line == (clean(first) + padding + clean(second)).rstrip()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text())
def test_a_cleaned_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    found = clean(text)

    assert not any(unicodedata.category(char).startswith("C") for char in found)
    assert "\n" not in found
    assert len(found) == len(text)


def test_a_cleaned_text_keeps_what_can_be_printed() -> None:
    assert clean("a\x1b[31mb\tc\nd\x9be\u202ef\0g\x7fh") == "a\ufffd[31mb c d\ufffde\ufffdf\ufffdg\ufffdh"
    assert clean("心拍 Höhe – 😀") == "心拍 Höhe – 😀"


def test_a_long_text_is_wrapped_with_its_indentation() -> None:
    text = "one two three four five six"

    assert wrapped(text, "    ", "  ! ", 16) == ["  ! one two", "    three four", "    five six"]
    assert wrapped("", "  ") == [""]
    assert wrapped("a\nb", "") == ["a b"]


def test_a_wrapped_text_of_wide_letters_is_as_narrow_as_any_other() -> None:
    lines = wrapped("心拍 " * 60, "  ", wide=40)

    assert len(lines) > 1
    assert max(map(width, lines)) <= 40
