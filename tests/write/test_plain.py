"""Text for documents: nothing in it that XML forbids or that turns text around; all else is kept; links."""

from __future__ import annotations

import re
import sys
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.write.plain import address, plain
from tests.write.reported import HOSTILE

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
LINE_ENDS = {"\r", "\x85", "\u2028", "\u2029"}
XML_CHAR = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The production `Char` of XML 1.0."""
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""The classes of Unicode's characters that open and close directions (UAX 9)."""


def _noncharacter(char: str) -> bool:
    return 0xFDD0 <= ord(char) <= 0xFDEF or ord(char) & 0xFFFE == 0xFFFE


def test_every_character_is_kept_or_left_out_for_a_reason() -> None:
    found = {char: plain(char) for char in EVERY}
    expected = [
        char
        for char in EVERY
        if XML_CHAR.fullmatch(char)
        and char not in LINE_ENDS
        and (unicodedata.category(char) != "Cc" or char in "\t\n")
        and not _noncharacter(char)
        and unicodedata.bidirectional(char) not in TURNING
        and char != "\ufeff"
    ]

    assert [char for char, kept in found.items() if kept == char] == expected
    assert {kept for char, kept in found.items() if kept != char} == {"", "\n"}
    assert {char for char, kept in found.items() if kept == "\n"} == {"\n", *LINE_ENDS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x07c\x1b[31mred\ufffe", "abc[31mred"),
        ("שלום \u202eabc\u202c العربية", "שלום abc العربية"),
        ("line\nfeed\r\nand\ttab\rend", "line\nfeed\nand\ttab\nend"),
        ("emoji 🫀🔐 漢字 Höhe", "emoji 🫀🔐 漢字 Höhe"),
        ("\ud83e half", " half"),
        ("", ""),
    ],
)
def test_texts(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_can_stand_in_xml(text: str) -> None:
    element = ElementTree.Element("name")
    element.text = plain(text)

    assert ElementTree.fromstring(ElementTree.tostring(element)).text == element.text  # noqa: S314


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=[])))
def test_what_is_plain_stays(text: str) -> None:
    assert plain(plain(text)) == plain(text)


ADDRESSES = {
    "https://example.org": True,
    "http://example.org:8080/a?b=c&d=%20#e": True,
    "HTTPS://EXAMPLE.ORG/": True,
    "mailto:someone+else@example.org": True,
    "javascript:alert(1)": False,
    "file:///etc/passwd": False,
    "ftp://example.org": False,
    "https://": False,
    "https://[::1]/": False,
    "https://example.org/a b": False,
    'https://example.org/"x': False,
    "https://example.org/\n": False,
    "#components": False,
    "": False,
    "https://example.org/" + "x" * 2000: False,
}


@pytest.mark.parametrize(("link", "led"), ADDRESSES.items())
def test_links_lead_to_the_web_and_to_mailboxes_only(link: str, led: bool) -> None:
    assert address(link) == (link if led else "")
