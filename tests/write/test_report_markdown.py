"""Reports as Markdown, shown by GitHub's own renderer: everything is there, and no text does anything."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from cmarkgfm import github_flavored_markdown_to_html  # type: ignore[import-untyped]
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.language import ENGLISH, Language
from iotclass.core.report import (
    Branch,
    Facts,
    Items,
    Paragraph,
    Picture,
    Report,
    Run,
    Section,
    Table,
    Tone,
    Tree,
    blocks,
    branches,
)
from iotclass.write.report_markdown import report_markdown
from tests.write.reported import HOSTILE, report, settled

MARKING = {"strong", "b", "code", "span", "br"}
"""How a text looks, which depends on the text."""
GUESSED = re.compile(r".\$|\$.|@\w|#\d|GH-\d|://|www\.|:[\w+-]+:", re.ASCII)
"""What GitHub makes something of in a piece of text that nothing parts."""
PIECES = ["- ", "1. ", "# ", "> ", "```", "---", "&amp;", "&#65;", "[a](b)", "<b>", "http://a.b", "www.a.b"]
PIECES += [
    "a@b.c",
    "@me",
    "#12",
    ":+1:",
    "$x$",
    "GH-1",
    "|",
    "\\",
    "\\|",
    "\n",
    "**a**",
    "_a_",
    "~~a~~",
    "@",
    "#",
    ":",
    "/",
    "www",
    "GH",
]
WORDS = st.one_of(
    st.sampled_from([text for text in HOSTILE if len(text) < 1_000]),
    st.text(),
    st.text("ab1 -+#.)>=~`*_[]()<>|\\!&;:$@/\n\tx'\""),
    st.lists(st.sampled_from(PIECES)).map("".join),
)


class Shown(HTMLParser):
    """What GitHub shows of Markdown: elements, addresses, pieces of text."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.feed(github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        if tag not in {"br", "hr", "img", "input"}:
            self.open.append(tag)
        for name, value in attrs:
            assert name in {"id", "href", "align"}
            if name != "align":
                (self.ids if name == "id" else self.links).append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
        if "code" not in self.open:
            assert GUESSED.search(data) is None

    @property
    def built(self) -> Counter[str]:
        """Elements apart from how texts look."""
        return Counter({tag: count for tag, count in self.elements.items() if tag not in MARKING})


def expected(whole: Report) -> str:
    """What is to be read, from top to bottom."""
    found = [whole.title, whole.subtitle, *facts(whole.facts), whole.notice]
    if not whole.short:
        found += ["Contents", *(one.title for _, one in blocks(whole) if isinstance(one, Section))]
    for _, block in blocks(whole):
        match block:
            case Section():
                found.append(block.title)
            case Paragraph():
                found += [one.text for one in block.runs]
            case Items():
                found += [one.text for item in block.items for one in item]
            case Facts():
                found += facts(block)
            case Table():
                found += [block.title, *block.columns]
                found += [*(cell.text for row in block.rows for cell in row), block.note]
            case Tree():
                found += [block.title, *(one.text for _, branch in branches(block) for one in branch.runs)]
            case Picture():
                found += [block.title, "The picture in words: ", block.words]
    return settled(*found)


def facts(block: Facts) -> list[str]:
    return [text for term, one in block.rows for text in (term, ":", one.text)]


PLAIN = Shown(report_markdown(report(), ENGLISH))


def test_everything_is_there_in_its_order() -> None:
    assert settled(*PLAIN.pieces) == expected(report())
    built = {"h1": 1, "h2": 5, "h3": 1, "table": 1, "tr": 7, "th": 6, "td": 36, "blockquote": 3}
    assert {tag: PLAIN.built[tag] for tag in built} == built


def test_links_lead_to_sections_tables_trees_and_pictures() -> None:
    assert PLAIN.ids == ["summary", "boxes", "components", "classes", "nested", "reasons", "tree", "rest"]
    sections = ["#summary", "#components", "#nested", "#reasons", "#rest"]
    assert PLAIN.links == [*sections, "#components"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text(text: str) -> None:
    inert_everywhere(text, text)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_any_text_is_text(name: str, why: str) -> None:
    inert_everywhere(name, why)


def inert_everywhere(name: str, why: str) -> None:
    whole = folded(report(f"x{name}", f"x{why}"))
    shown = Shown(report_markdown(whole, ENGLISH))
    assert settled(*shown.pieces) == expected(whole)
    assert (shown.built, shown.ids, shown.links) == (FOLDED.built, FOLDED.ids, FOLDED.links)


def folded(whole: Report) -> Report:
    """The report with another tree, of which branches are folded."""
    (tree,) = (block for _, block in blocks(whole) if isinstance(block, Tree))
    (root,) = tree.branches
    middle = replace(root.branches[0], folded=True)
    inner = replace(root, branches=(middle, replace(root, folded=True, branches=(middle, *root.branches))))
    other = Section("folded", "Folded", (Tree("other", tree.title, (inner, replace(inner, folded=True))),))
    return replace(whole, sections=(*whole.sections, other))


FOLDED = Shown(report_markdown(folded(report()), ENGLISH))
REFUSED = "https://example.org/|<e>\\"
"""No address that a document may lead to."""
RUNS = st.lists(
    st.builds(
        Run,
        WORDS,
        st.sampled_from(Tone),
        st.sampled_from(["", "#components", "https://example.org/a_(b)*?c=1&copy;=2#d", REFUSED]),
    )
)


@settings(deadline=None)
@given(RUNS, RUNS, st.sampled_from(Tone))
def test_runs_of_any_tone_are_read_one_by_one(first: list[Run], second: list[Run], tone: Tone) -> None:
    runs = (Run("a"), *first, Run("b")), (Run("a"), *second, Run("b"))
    tree = Tree("t", "Tree", (Branch(runs[0], (Branch(runs[1]),), folded=True), Branch(runs[1])))
    inside = (Paragraph(runs[0], tone), Items(runs), tree, Paragraph(runs[1]))
    whole = replace(report(), sections=(Section("s", "Section", inside),))
    shown = Shown(report_markdown(whole, ENGLISH))
    assert settled(*shown.pieces) == expected(whole)
    assert shown.elements["li"] == 3 + 1 + 2 + 3
    told = [
        one.link for row in (first, *runs_of(first, second)) for one in row if one.link not in {"", REFUSED}
    ]
    assert list(map(unquote, shown.links)) == ["#s", *map(unquote, told)]


def runs_of(first: list[Run], second: list[Run]) -> list[list[Run]]:
    """The rows after the first, in the order of the page."""
    return [first, second, first, second, second, second]


@pytest.mark.parametrize(
    "start", ["- a", "+ a", "1. a", "12) a", "# a", "> a", "---", "***", "===", "    a", "```", "~~~"]
)
def test_no_line_begins_something(start: str) -> None:
    inside = (Paragraph((Run(start),)), Items(((Run(start),),)), Paragraph((Run(start),), Tone.GOOD))
    whole = replace(report(), sections=(Section("s", start, inside),), notice=start, subtitle=start)
    shown = Shown(report_markdown(whole, ENGLISH))
    assert settled(*shown.pieces) == expected(whole)
    counts = {tag: shown.built[tag] for tag in ("li", "ol", "h1", "h2", "hr", "pre", "blockquote")}
    assert counts == {"li": 5, "ol": 0, "h1": 1, "h2": 2, "hr": 0, "pre": 0, "blockquote": 2}


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "java\nscript:alert(1)", "file:///x", "//x"]
)
def test_an_address_that_could_do_something_is_no_link(link: str) -> None:
    inside = (Paragraph((Run("text", link=link),)),)
    whole = replace(report(), sections=(Section("s", "Section", inside),))
    assert Shown(report_markdown(whole, ENGLISH)).links == ["#s"]


def test_lists_beside_each_other_stay_apart() -> None:
    one = Items(((Run("a"),),))
    whole = replace(report(), sections=(Section("s", "Section", (one, one, one)),), short=True)
    assert Shown(report_markdown(whole, ENGLISH)).built["ul"] == 1 + 3


def test_two_pages_have_no_contents() -> None:
    whole = replace(report(), short=True)
    shown = Shown(report_markdown(whole, ENGLISH))
    assert settled(*shown.pieces) == expected(whole)
    assert shown.links == ["#components"]


def test_its_own_words_are_those_of_the_language() -> None:
    words = {"Contents": ("Inhalt",), "The picture in words": ("Das Bild in Worten",)}
    text = report_markdown(report(), Language("de", "Deutsch", words))
    assert ("## Inhalt" in text, "Das Bild in Worten: A blue box" in text) == (True, True)


def test_chains_of_any_length_are_written() -> None:
    branch = Branch((Run("end"),))
    for _ in range(2_000):
        branch = Branch((Run("link"),), (branch,))
    whole = replace(report(), sections=(Section("s", "Section", (Tree("t", "Tree", (branch,)),)),))
    assert report_markdown(whole, ENGLISH).count("- link") == 2_000
