"""Reports as Word documents, in our look or in that of a template.

Every look is a style, so that a template's styles decide; classes in tables stand on their colour besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from iotclass.core.language import Language
from iotclass.core.palette import COLOURS
from iotclass.core.report import (
    Block,
    Branch,
    Facts,
    Items,
    Kind,
    Paragraph,
    Picture,
    Report,
    Run,
    Runs,
    Section,
    Table,
    Tone,
    Tree,
    blocks,
)
from iotclass.write import docx_markup as markup
from iotclass.write.docx_about import describe, tag
from iotclass.write.docx_page import Pages
from iotclass.write.docx_template import (
    DEEPEST,
    Template,
    box_style,
    opened,
    packed,
    placed,
    readable,
    styled,
    tone_style,
)
from iotclass.write.docx_width import cramped, long, terms, widths
from iotclass.write.plain import address
from iotclass.write.png import png
from iotclass.write.turn import stretches

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_WIDER = 1.5
"""How much wider than that page, and than high, a picture is that lies on its side; others shrink."""
_COUNT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Holds the place of a number that Word counts."""
_FIGURES = {Kind.NUMBER, Kind.SHARE}
_DOTS = 220
"""How many dots an inch of a picture has."""
_EMU, _INCH, _CM = 635, 1440, 567
"""A twentieth of a point in the unit of drawings; an inch and a centimetre in twentieths of a point."""
_NARROW = 8 * _CM
"""Below which width of a page words would break that a report has."""
_PIXEL = 15.0
_BESIDES = 2700
"""How much of a page a picture leaves to its heading, a paragraph and its caption."""


def report_docx(report: Report, language: Language, template: Template | None = None) -> bytes:
    """`report` as a Word document, in the look of `template` where there is one.

    Raises InvalidError where the template is no Word file, holds macros or has no room for a report.
    """
    with readable(template):
        document = opened(template)
        place, filled = placed(document, template)
        pages = Pages(place)
        if template is not None and pages.room[0] < _NARROW:
            message = f"its pages leave {pages.room[0] / _CM:.1f} cm between the margins"
            raise template.refused(message, f"at least {_NARROW / _CM:.0f} cm")
        if template is None and report.short:
            pages.without_cover()
        writer = _Writer(document, report, language, pages)
        describe(document, report)
    content = "".join(writer.written(new_page=filled))
    _put(content, place)
    return packed(document, template)


def _put(content: str, place: BaseOxmlElement) -> None:
    from docx.oxml.parser import parse_xml

    for element in list(parse_xml(markup.body((content,)))):
        place.addprevious(element)
    if place.xpath("./w:pPr/w:sectPr"):
        for found in place.xpath("./*[not(self::w:pPr)]"):
            place.remove(found)
    else:
        place.getparent().remove(place)


class _Writer:
    """Writes a report's blocks one after the other, counting what is counted."""

    def __init__(self, document: Document, report: Report, language: Language, pages: Pages) -> None:
        self._report, self._language, self._pages = report, language, pages
        self._part, self._upright = document.part, pages.room[0]
        self._styles = styled(document)
        body = document.element.body
        self._number = 1 + max(
            (int(one) for one in body.xpath(".//w:bookmarkStart/@w:id | .//wp:docPr/@id")), default=0
        )
        self._names = _names(report, set(body.xpath(".//w:bookmarkStart/@w:name")))
        self._tables = self._pictures = 0

    def written(self, *, new_page: bool) -> Iterator[str]:
        """The whole report; on a `new_page` where something stands before it."""
        report = self._report
        if not report.short:
            yield self._line("iotclass Cover", new_page=new_page)
        yield self._line("Title", (Run(report.title),), new_page=new_page and report.short)
        yield self._line("Subtitle", (Run(report.subtitle),))
        yield from self._facts(report.facts)
        if report.notice:
            yield self._line("iotclass Notice", (Run(report.notice),))
        if report.sections and not report.short:
            yield self._contents()
        new_page = not report.short
        for wide, part in stretches(blocks(report), self._wide):
            turn = self._turn(self._pages.turned(sideways=wide))
            yield turn
            for depth, block in part:
                yield from self._block(block, depth, new_page=new_page and not turn)
                new_page = False
        yield self._turn(self._pages.ended())

    def _contents(self) -> str:
        title = self._line("TOC Heading", (Run(self._language("Contents")),), new_page=True)
        entries = [
            (self._style(f"toc {depth}"), self._names[block.id], block.title)
            for depth, block in blocks(self._report)
            if isinstance(block, Section) and depth <= 3
        ]
        return markup.contents(title, entries)

    def _wide(self, block: Block) -> bool:
        """Whether a block is too wide for an upright page."""
        if isinstance(block, Picture):
            wide, high = _own_size(block.svg)
            return wide > _WIDER * max(high, self._upright)
        return isinstance(block, Table) and cramped(block, self._upright)

    def _block(self, block: Block, depth: int, *, new_page: bool) -> Iterator[str]:
        match block:
            case Section():
                title = self._bookmark(block.id, markup.run(block.title))
                yield markup.paragraph(self._style(f"heading {min(depth, 4)}"), title, new_page=new_page)
            case Paragraph():
                style = "Normal" if block.tone is Tone.PLAIN else box_style(block.tone)
                yield self._line(style, block.runs)
            case Items():
                for item in block.items:
                    yield self._line("List Bullet", item)
            case Facts():
                yield from self._facts(block)
            case Table():
                yield from self._table(block)
            case Tree():
                yield from self._tree(block)
            case Picture():
                yield from self._picture(block)

    def _facts(self, facts: Facts) -> Iterator[str]:
        if not facts.rows:
            return
        room = self._pages.room[0]
        first = terms([term for term, _ in facts.rows], room)
        wide = (first, room - first)
        rows = (
            markup.row(
                (
                    markup.cell(wide[0], self._line("iotclass Cell", (Run(term, Tone.STRONG),))),
                    markup.cell(wide[1], self._line("iotclass Cell", (what,))),
                ),
                whole=not long((what.text,), wide[1:]),
            )
            for term, what in facts.rows
        )
        yield markup.table(self._style("iotclass Facts"), "", wide, rows, head=False)
        yield self._line("iotclass Gap")

    def _table(self, table: Table) -> Iterator[str]:
        self._tables += 1
        counted = markup.count("Table", self._tables)
        yield self._caption(
            table, self._language("Table {number}: {title}", number=_COUNT, title=table.title), counted
        )
        if table.columns:
            yield markup.table(self._style("iotclass Table"), table.title, *self._rows(table), head=True)
        yield self._line("iotclass Note", (Run(table.note),)) if table.note else self._line("iotclass Gap")

    def _rows(self, table: Table) -> tuple[list[int], list[str]]:
        wide = widths(table, self._pages.room[0])
        figures = [
            bool(table.rows) and all(row[place].kind in _FIGURES for row in table.rows)
            for place in range(len(table.columns))
        ]
        heads = zip(table.columns, wide, figures, strict=True)
        rows = [
            markup.row(
                (
                    markup.cell(
                        room, self._line("iotclass Figure Head" if figure else "iotclass Head", (Run(head),))
                    )
                    for head, room, figure in heads
                ),
                head=True,
            )
        ]
        for row in table.rows:
            cells = (
                markup.cell(
                    room,
                    self._line("iotclass Figure" if figure else "iotclass Cell", (one,)),
                    _fill(one.tone),
                )
                for one, room, figure in zip(row, wide, figures, strict=True)
            )
            rows.append(markup.row(cells, whole=not long([one.text for one in row], wide)))
        return wide, rows

    def _tree(self, tree: Tree) -> Iterator[str]:
        yield self._caption(tree, tree.title)
        left: list[tuple[int, Branch]] = [(1, branch) for branch in reversed(tree.branches)]
        while left:
            depth, branch = left.pop()
            yield self._line(f"iotclass Tree {min(depth, DEEPEST)}", branch.runs)
            left += [(depth + 1, below) for below in reversed(branch.branches)]
        yield self._line("iotclass Gap")

    def _picture(self, picture: Picture) -> Iterator[str]:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.part import Part

        self._pictures += 1
        counted = markup.count("Figure", self._pictures)
        yield self._caption(
            picture, self._language("Figure {number}: {title}", number=_COUNT, title=picture.title), counted
        )
        wide, high = _size(picture.svg, self._pages.room)
        bitmap, _ = self._part.get_or_add_image(BytesIO(png(picture.svg, round(wide * _DOTS / _INCH))))
        name = self._part.package.next_partname("/word/media/drawing%d.svg")
        drawing = Part(name, "image/svg+xml", picture.svg.encode(), self._part.package)
        relation = self._part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE)
        self._number += 1
        size = (wide * _EMU, high * _EMU)
        drawn = markup.picture(self._number, picture.title, picture.words, size, bitmap, relation)
        yield markup.paragraph(self._style("iotclass Picture"), drawn)

    def _caption(self, block: Table | Tree | Picture, text: str, counted: str = "") -> str:
        before, mark, after = text.partition(_COUNT)
        content = markup.run(before) + (counted + markup.run(after) if mark else "")
        return markup.paragraph(self._style("caption"), self._bookmark(block.id, content), kept=True)

    def _line(self, style: str, runs: Runs = (), *, new_page: bool = False) -> str:
        return markup.paragraph(self._style(style), "".join(map(self._run, runs)), new_page=new_page)

    def _run(self, run: Run) -> str:
        inside = self._names.get(run.link.removeprefix("#")) if run.link.startswith("#") else None
        outside = address(run.link)
        name = tone_style(run.tone) or ("Hyperlink" if inside or outside else "")
        foreign = tag(run.language) if run.language not in {"", self._report.language} else ""
        text = markup.run(run.text, self._style(name) if name else "", foreign)
        if inside:
            return markup.link_inside(inside, text)
        if outside:
            from docx.opc.constants import RELATIONSHIP_TYPE

            relation = self._part.relate_to(outside, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            return markup.link_outside(relation, text)
        return text

    def _turn(self, layout: str) -> str:
        return markup.paragraph(self._style("iotclass Gap"), section=layout) if layout else ""

    def _style(self, name: str) -> str:
        return self._styles[name.lower()]

    def _bookmark(self, id_: str, content: str) -> str:
        self._number += 1
        return markup.bookmark(self._names[id_], self._number, content)


def _names(report: Report, taken: set[str]) -> dict[str, str]:
    """A bookmark per id: at most forty letters, digits and underscores, a letter first."""
    names: dict[str, str] = {}
    for _, block in blocks(report):
        if isinstance(block, Section | Table | Tree | Picture):
            number = len(names) + 1
            while (name := f"{re.sub(r'[^a-zA-Z0-9]', '_', f'iotclass_{block.id}')[:30]}_{number}") in taken:
                number += 1
            taken.add(name)
            names[block.id] = name
    return names


def _fill(tone: Tone) -> str:
    """The colour that a cell stands on: that of a class."""
    return COLOURS[tone].fill if len(tone.value) == 1 else ""


def _own_size(svg: str) -> tuple[float, float]:
    """How wide and high a picture says that it is, in twentieths of a point."""
    from docx.oxml.parser import parse_xml

    root = parse_xml(svg.encode())
    box = [float(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if number]
    wide, high = (
        _length(root.get(side, "")) or (box[place] * _PIXEL if box else 1.0)
        for place, side in ((2, "width"), (3, "height"))
    )
    return wide, high


def _size(svg: str, room: tuple[int, int]) -> tuple[int, int]:
    """How wide and high a picture is on a page, no larger than there is room."""
    wide, high = _own_size(svg)
    share = min(1.0, room[0] / wide, (room[1] - _BESIDES) / high)
    return round(wide * share), round(high * share)


def _length(text: str) -> float:
    """A length of SVG in twentieths of a point; nothing where it is none, or a share."""
    found = re.fullmatch(r"([\d.]+)\s*(px|pt|mm|cm|in|)", text.strip())
    units = {"px": _PIXEL, "": _PIXEL, "pt": 20.0, "mm": _INCH / 25.4, "cm": _INCH / 2.54, "in": float(_INCH)}
    return float(found[1]) * units[found[2]] if found else 0.0
