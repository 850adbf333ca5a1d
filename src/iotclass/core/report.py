"""Reports: what a document says, apart from how it looks. One model, many writers.

A report is a tree of sections that hold blocks. Texts are in the report's language already; what is not
says so (`Run.language`). Tones stand beside words and never for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class Tone(Enum):
    """What a text is like, for its colour; the text itself says it too."""

    PLAIN = ""
    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    GOOD = "good"
    BAD = "bad"
    DOUBT = "doubt"
    """Open, accepted, not assessed: neither good nor bad."""
    QUIET = "quiet"
    STRONG = "strong"
    CODE = "code"


class Kind(Enum):
    """What a table's cell holds, for writers that type their cells."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    """From 0 to 1, shown in per cent."""
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text, or a table's cell. Lines are parted by line feeds.

    `link` is the id of a section, table or picture of the report (`#id`) or an address. `language` is the
    code of the text's language where it is not the report's. `value` holds what a typed cell holds: a
    number, or a date (ISO 8601) where `kind` says so.
    """

    text: str
    tone: Tone = Tone.PLAIN
    link: str = ""
    language: str = ""
    kind: Kind = Kind.TEXT
    value: float | str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; in a box where it has a tone."""

    runs: Runs
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what they are."""

    rows: tuple[tuple[str, Run], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading per column; the first `lead` cells of a row say what the row is about.

    `note` stands below. Ids are unique within a report, and fit for a sheet's name.
    """

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Runs, ...]
    note: str = ""
    lead: int = 1


@dataclass(frozen=True, slots=True)
class Branch:
    """A statement with what it follows from; `folded` where only who asks should see the rest."""

    runs: Runs
    branches: tuple[Branch, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """Statements with their reasons, foldable where the format can fold."""

    id: str
    title: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (SVG text) with a title, and what is on it in words for who does not see it."""

    id: str
    title: str
    svg: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, sections among that."""

    id: str
    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | Items | Facts | Table | Tree | Picture | Section


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document. `facts` and `notice` belong on the title page.

    `main` names the table that formats with one table only hold. `short` is for people who want two pages:
    no contents, no title page of its own.
    """

    id: str
    title: str
    subtitle: str
    language: str
    facts: Facts
    notice: str
    sections: tuple[Section, ...]
    main: str
    date: str = ""
    """The model's own date (ISO 8601), empty where it has none."""
    short: bool = False
    author: str = ""
    keywords: tuple[str, ...] = field(default=())


def blocks(report: Report) -> Iterator[tuple[int, Block]]:
    """Every block in reading order, sections included, each with the depth of the section it is in."""
    for section in report.sections:
        yield from _blocks(section, 1)


def _blocks(section: Section, depth: int) -> Iterator[tuple[int, Block]]:
    yield depth, section
    for block in section.blocks:
        if isinstance(block, Section):
            yield from _blocks(block, depth + 1)
        else:
            yield depth, block


def tables(report: Report) -> Iterator[Table]:
    """Every table, in reading order."""
    for _, block in blocks(report):
        if isinstance(block, Table):
            yield block


def branches(tree: Tree) -> Iterator[tuple[int, Branch]]:
    """Every branch in reading order, each with its depth."""
    todo = [(1, branch) for branch in reversed(tree.branches)]
    while todo:
        depth, branch = todo.pop()
        yield depth, branch
        todo += [(depth + 1, one) for one in reversed(branch.branches)]


def run(text: object, tone: Tone = Tone.PLAIN, link: str = "") -> Run:
    """A run of plain text."""
    return Run(str(text), tone, link)


def paragraph(*texts: str | Run, tone: Tone = Tone.PLAIN) -> Paragraph:
    """A paragraph of texts and runs."""
    return Paragraph(tuple(one if isinstance(one, Run) else Run(one) for one in texts), tone)
