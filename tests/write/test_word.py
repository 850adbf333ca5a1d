"""Levels in a method's words: alone never, in ranges from the lower to the higher."""

from __future__ import annotations

import click
import pytest

from iotclass.core.level import Span, exactly
from iotclass.core.scale import SCALES, Connectivity, Exposure, Protection, SecurityClass
from iotclass.read.content import shipped
from iotclass.write.word import code, legend, said, sentence

METHOD = shipped().content.methods["iotclass-1"]


@pytest.mark.parametrize("scale", SCALES)
def test_a_level_is_said_with_its_title(scale: str) -> None:
    for level in SCALES[scale]:
        assert said(METHOD, exactly(level)) == f"{level} ({METHOD.words[level].title})"


def test_a_range_is_said_from_the_lower_to_the_higher_level() -> None:
    assert said(METHOD, Span(Connectivity.C1, Connectivity.C4)) == (
        "C1..C4 (closed and isolated to private network, operated from outside)"
    )
    assert said(METHOD, Span(Protection.P5, Protection.P3)) == "P3..P5 (robust to full)"


def test_what_was_not_assessed_is_said_to_be_so() -> None:
    assert (said(METHOD, None), code(None)) == ("not assessed", "–")


def test_a_legend_has_each_code_that_stands_alone_in_the_order_of_its_scale() -> None:
    lines = [
        "sensor  C  E4  C4",
        "phone   A..D  E1..E2  P3 (robust)",
        "  judged  [exposure table: C5,P1 → E5]",
    ]

    assert [click.unstyle(line) for line in legend(METHOD, lines)] == [
        "  Connectivity: C4 private network, operated from outside",
        "  Exposure: E1 minimal; E2 small; E4 large",
        *(
            f"  Class {level}: {METHOD.words[level].sentence}"
            for level in (SecurityClass.A, SecurityClass.C, SecurityClass.D)
        ),
    ]


def test_an_article_is_no_class() -> None:
    assert legend(METHOD, ["A phone runs many apps. A class of its own."]) == []


def test_a_class_in_doubt_is_explained_by_its_worst_letter() -> None:
    assert sentence(METHOD, Span(SecurityClass.B, SecurityClass.D)) == METHOD.words[SecurityClass.D].sentence
    assert sentence(METHOD, exactly(Exposure.E1)) == ""
