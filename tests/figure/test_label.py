"""Labels: text loses what controls something, and nothing that it is spelt with."""

from __future__ import annotations

import unicodedata

import pytest

from iotclass.figure.label import cleaned, escaped, stopped, width

KEPT = (
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}",
    "\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}",
    "می\N{ZERO WIDTH NON-JOINER}خواهم",
)


@pytest.mark.parametrize("text", KEPT)
def test_joiners_stay_as_text_is_spelt_with_them(text: str) -> None:
    assert cleaned(text) == text
    assert escaped(text) == text


def test_whatever_else_controls_something_is_replaced() -> None:
    """Bidirectional overrides and marks, controls, private and unassigned characters, halves of pairs."""
    codes = [chr(code) for code in range(0x11_0000) if unicodedata.category(chr(code))[0] == "C"]
    controls = [char for char in codes if char not in "\u200c\u200d" and not char.isspace()]
    assert {"\u202e", "\u2066", "\u200f", "\ufeff", "\0"} <= set(controls)
    assert set(cleaned("".join(controls))) == {"\N{REPLACEMENT CHARACTER}"}
    assert escaped("".join(controls)) == ""


def test_what_is_not_seen_takes_no_room() -> None:
    for text in KEPT:
        seen = [char for char in text if char not in "\u200c\u200d\ufe0f"]
        assert width(text, 10) == sum(width(char, 10) for char in seen)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("Pumps", "Pumps."), ("Pumps?", "Pumps?"), ("Pumps.", "Pumps."), (" a \n b ", "a b."), ("", ".")],
)
def test_a_title_ends_as_a_sentence_does(text: str, sentence: str) -> None:
    assert stopped(text) == sentence
