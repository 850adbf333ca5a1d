"""What OSCAL documents have in common: tokens, texts, times."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.read.content import shipped
from iotclass.write.oscal import line, markup, time, token, tokens

TOKEN = re.compile(r"[_A-Za-z][-._A-Za-z0-9]*")
"""OSCAL's TokenDatatype, within ASCII."""
STRING = re.compile(r"\S(.*\S)?")
"""OSCAL's StringDatatype."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.1-1", "_5.1-1"),
        ("A.5.1.1", "A.5.1.1"),
        ("DI(IMS)", "DI-IMS"),
        ("524B(b)(1)", "_524B-b-1"),
        ("CCSC 1", "CCSC-1"),
        ("two-factor-authentication", "two-factor-authentication"),
        ("", "_"),
        ("שלום", "_"),
    ],
)
def test_names(text: str, expected: str) -> None:
    assert token(text) == expected


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.text(max_size=8), unique=True))
def test_names_are_tokens_each_its_own(texts: list[str]) -> None:
    found = tokens(texts)

    assert list(found) == texts
    assert len(set(found.values())) == len(texts)
    assert all(TOKEN.fullmatch(name) for name in found.values())


def test_every_clause_and_functionality_has_a_name() -> None:
    documents = shipped().sources.documents.values()
    for document in documents:
        found = tokens(document.clauses)
        assert all(map(TOKEN.fullmatch, found.values()))
        assert len(set(found.values())) == len(document.clauses)
    functionalities = shipped().content.framework.functionalities
    assert [token(id_) for id_ in functionalities] == list(functionalities)
    assert len(documents) > 20


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text())
def test_texts_are_one_line_and_not_empty(text: str) -> None:
    assert STRING.fullmatch(line(text))
    assert STRING.fullmatch(markup(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("*b* `c` ~d~ ^e^", r"\*b\* \`c\` \~d\~ \^e\^"),
        ("{{ insert: param, x }}", r"\{\{ insert: param, x }}"),
        ("[a](b) & <c>", r"\[a\](b) &amp; &lt;c&gt;"),
        ("a\\b", "a\\\\b"),
        ("two\nlines", "two lines"),
        ("\x00", "–"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, expected: str) -> None:
    assert markup(text) == expected


def test_dates_are_times_and_none_is_the_first_of_all() -> None:
    assert time("2026-11-23") == "2026-11-23T00:00:00+00:00"
    assert time("") == "1970-01-01T00:00:00+00:00"
