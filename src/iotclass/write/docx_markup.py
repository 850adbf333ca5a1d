"""WordprocessingML: paragraphs, runs, tables, pictures and fields as text, every value escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from iotclass.write.plain import plain

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
_SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""Names what follows as the drawing that a bitmap stands in for."""
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def body(content: Iterable[str]) -> str:
    """Paragraphs and tables with a root around them, to be parsed."""
    return f"<w:body {_named(SPACES)}>{''.join(content)}</w:body>"


def _named(prefixes: Iterable[str]) -> str:
    return " ".join(f'xmlns:{prefix}="{SPACES[prefix]}"' for prefix in prefixes)


def escaped(text: str) -> str:
    """`text` as it stands in XML, in attributes too."""
    shown = plain(text)
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        shown = shown.replace(char, entity)
    return shown


def paragraph(
    style: str, content: str = "", *, new_page: bool = False, kept: bool = False, section: str = ""
) -> str:
    """A paragraph of a style, `kept` with the next; `section` is the layout of the pages that end with it."""
    turn = "<w:keepNext/>" * kept + "<w:pageBreakBefore/>" * new_page
    return f'<w:p><w:pPr><w:pStyle w:val="{escaped(style)}"/>{turn}{section}</w:pPr>{content}</w:p>'


def run(text: str, style: str = "", language: str = "") -> str:
    """Text in a style for characters, in a language where it is not the document's."""
    looks = f'<w:rStyle w:val="{escaped(style)}"/>' if style else ""
    tongue = f'<w:lang w:val="{escaped(language)}"/>' if language else ""
    pieces = (
        _MARKS.get(piece) or f'<w:t xml:space="preserve">{escaped(piece)}</w:t>'
        for piece in re.split(r"([\n\t])", plain(text))
        if piece
    )
    marks = f"<w:rPr>{looks}{tongue}</w:rPr>" if looks or tongue else ""
    return f"<w:r>{marks}{''.join(pieces)}</w:r>"


def bookmark(name: str, number: int, content: str) -> str:
    """Content that a link can lead to."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{escaped(name)}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def link_inside(name: str, content: str) -> str:
    """A link to a bookmark."""
    return f'<w:hyperlink w:anchor="{escaped(name)}" w:history="1">{content}</w:hyperlink>'


def link_outside(relation: str, content: str) -> str:
    """A link to the address that a relation holds."""
    return f'<w:hyperlink r:id="{escaped(relation)}" w:history="1">{content}</w:hyperlink>'


def count(name: str, number: int) -> str:
    """A number that Word counts on by itself."""
    return f'<w:fldSimple w:instr=" SEQ {name} \\* ARABIC ">{run(str(number))}</w:fldSimple>'


def contents(title: str, entries: Sequence[tuple[str, str, str]]) -> str:
    """A table of contents, filled: per entry a style, a bookmark and a text.

    There are no page numbers in it, since only a program that lays pages out knows them; Word adds them
    where the reader has it update the table.
    """
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    lines = "".join(
        paragraph(
            style,
            (start if number == 0 else "") + link_inside(name, run(text)) + (end if number == last else ""),
        )
        for number, (style, name, text) in enumerate(entries)
    )
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{title}{lines}</w:sdtContent></w:sdt>"


def table(style: str, words: str, widths: Sequence[int], rows: Iterable[str], *, head: bool) -> str:
    """A table of rows; `words` say what it holds, `widths` are in twentieths of a point.

    Where it has a `head`, its first row is one; else its first column is. It names its namespaces itself,
    since lxml takes time by the square to move a large element away from where they are named.
    """
    look = (
        f'<w:tblLook w:firstRow="{head:d}" w:lastRow="0" w:firstColumn="{not head:d}" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    return (
        f'<w:tbl {_named("wr")}><w:tblPr><w:tblStyle w:val="{escaped(style)}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val="{escaped(words)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: Iterable[str], *, head: bool = False, whole: bool = True) -> str:
    """A row; as `head` it comes again on every page, as a `whole` it stays on one."""
    marks = "<w:cantSplit/>" * whole + "<w:tblHeader/>" * head
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def cell(wide: int, content: str, fill: str = "") -> str:
    """A cell of paragraphs, on a colour where there is one."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.removeprefix("#")}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'


def picture(number: int, title: str, words: str, size: tuple[int, int], bitmap: str, drawing: str) -> str:
    """A drawing (a relation to SVG) with the bitmap for programs that show none; `size` in EMU."""
    name, (wide, high) = escaped(title), size
    known = f'<a:ext uri="{_SVG}"><asvg:svgBlip r:embed="{drawing}"/></a:ext>'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{escaped(words)}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{SPACES["pic"]}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{bitmap}"><a:extLst>{known}</a:extLst></a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
