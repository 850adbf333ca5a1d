"""Stretches of pages: what needs a page on its side has one, nothing is lost, and turns are few."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.report import Block, Branch, Facts, Items, Picture, Section, Table, Tree, paragraph, run
from iotclass.write.turn import stretches

HEAD, WORD = Section("s", "Heading", ()), paragraph("words")
LONG = paragraph("word " * 500)
WIDE = Table("wide", "Wide", ("Name",) * 14, ((run("text"),) * 14,))
ROWS = Table("rows", "Rows", ("Name",), ((run("text"),),) * 40)
TREE = Tree("tree", "Tree", (Branch((run("text"),), (Branch((run("text"),)),) * 20),))
CHART = Picture("chart", "Chart", "<svg/>", "")
FACTS, POINTS = Facts((("Name", run("text")),)), Items(((run("text"),),))


def found(blocks: list[Block]) -> list[tuple[bool, list[Block]]]:
    """The stretches of blocks of which the wide table needs a page on its side."""
    made = stretches(((1, block) for block in blocks), lambda block: block is WIDE)
    return [(turned, [block for _, block in part]) for turned, part in made]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([], []),
        ([HEAD, WORD, HEAD, ROWS], [(False, [HEAD, WORD, HEAD, ROWS])]),
        ([HEAD, ROWS, HEAD, WORD, WIDE], [(False, [HEAD, ROWS]), (True, [HEAD, WORD, WIDE])]),
        ([HEAD, HEAD, WIDE, HEAD, ROWS], [(True, [HEAD, HEAD, WIDE]), (False, [HEAD, ROWS])]),
        ([HEAD, WIDE, ROWS, HEAD, WORD], [(True, [HEAD, WIDE, ROWS]), (False, [HEAD, WORD])]),
        ([HEAD, WIDE, HEAD, WIDE], [(True, [HEAD, WIDE, HEAD, WIDE])]),
        (
            [HEAD, WIDE, HEAD, WORD, FACTS, POINTS, HEAD, WIDE],
            [(True, [HEAD, WIDE, HEAD, WORD, FACTS, POINTS, HEAD, WIDE])],
        ),
        *(
            (
                [HEAD, WIDE, HEAD, high, HEAD, WIDE],
                [(True, [HEAD, WIDE]), (False, [HEAD, high]), (True, [HEAD, WIDE])],
            )
            for high in (ROWS, TREE, CHART, LONG)
        ),
        (
            [HEAD, WORD, HEAD, WIDE, HEAD, WORD],
            [(False, [HEAD, WORD]), (True, [HEAD, WIDE]), (False, [HEAD, WORD])],
        ),
    ],
)
def test_little_between_two_that_lie_lies_down_with_them(
    blocks: list[Block], expected: list[tuple[bool, list[Block]]]
) -> None:
    assert found(blocks) == expected


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([HEAD, WORD, LONG, WIDE, ROWS, TREE, CHART, FACTS, POINTS]), max_size=14))
def test_every_block_is_there_in_its_order_and_what_is_wide_lies(blocks: list[Block]) -> None:
    made = found(blocks)
    assert [block for _, part in made for block in part] == blocks
    assert all(part for _, part in made)
    assert all(one is not other for (one, _), (other, _) in pairwise(made))
    for turned, part in made:
        assert turned or WIDE not in part
        assert not turned or WIDE in part
