"""Word templates: ours or the user's, opened, with the styles that reports use.

Our own look is the package in `templates/docx/`, part by part as Word reads them. A user's template
keeps all that it has; of our styles it gets those that it lacks. A paragraph `{{ report }}` in it says where
the report goes; without one it goes after what is there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from iotclass.core.palette import COLOURS, Colour
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.report import Tone

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_OWN = Path(__file__).parent / "templates" / "docx"
_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.%s.main+xml"
_LISTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_PLACE = re.compile(r"\{\{\s*report\s*\}\}")
_OLD = b"\xd0\xcf\x11\xe0"
"""How files of Word before 2007 begin, and those with a password."""
_MOST = 200_000_000
"""How many bytes a template may unpack to."""
DEEPEST = 9
"""How many levels of statements have a style."""
_BOXES = {tone: COLOURS.get(tone, Colour("#eef2f7", "#1a1a1a")) for tone in Tone if tone is not Tone.PLAIN}
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Template:
    """A user's Word document whose styles apply, by the name of its file."""

    file: str
    content: bytes

    def refused(self, message: str, expected: str = "") -> InvalidError:
        """The error that it cannot be used."""
        wanted = expected or "a document or template of Word 2007 or later (.docx, .dotx)"
        return InvalidError([Problem(Place(self.file), message, wanted)])


@contextmanager
def readable(template: Template | None) -> Iterator[None]:
    """Around all that reads a user's template: what fails there is the template's fault.

    Raises InvalidError then.
    """
    from docx.exceptions import PythonDocxError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # not marked as typed

    try:
        yield
    except (PythonDocxError, LxmlError, LookupError, ValueError, TypeError, AttributeError, AssertionError):
        if template is None:
            raise
        raise template.refused("its document cannot be read") from None


def opened(template: Template | None) -> Document:
    """A document with what stands in `template`, or with our look and nothing in it.

    Raises InvalidError where `template` is no Word file without macros.
    """
    import docx

    return docx.Document(BytesIO(_repacked(_own() if template is None else _parts(template))))


def packed(document: Document, template: Template | None) -> bytes:
    """The document's file, the same bytes for the same document.

    Raises InvalidError where its template had a part by a wrong name, so that it is there twice.
    """
    names = [part.partname for part in document.part.package.iter_parts()]
    if template is not None and len(names) != len(set(names)):
        raise template.refused("its parts are mixed up")
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as package:
        return _repacked({name: package.read(name) for name in package.namelist()})


def placed(document: Document, template: Template | None) -> tuple[BaseOxmlElement, bool]:
    """The paragraph that the report replaces, and whether it is to start on a new page.

    Raises InvalidError where the template has its place where no report can stand.
    """
    from docx.oxml.ns import qn

    body = document.element.body
    body.get_or_add_sectPr()
    marked = [one for one in body.iter(qn("w:p")) if _PLACE.search(one.text)] if template else []
    if template and marked:
        expected = "it once, in a paragraph of its own that is in no table and no box"
        if any(one.getparent() is not body or not _PLACE.fullmatch(one.text.strip()) for one in marked):
            raise template.refused("{{ report }} stands in a table, in a box or among other words", expected)
        if len(marked) > 1:
            raise template.refused(f"{{{{ report }}}} stands in it {len(marked)} times", expected)
        return marked[0], False
    filled = bool(
        body.xpath(
            "./*[not(self::w:sectPr)][self::w:tbl or self::w:sdt or .//w:t or .//w:drawing or .//w:pict]"
        )
    )
    last = body.xpath("./w:p[not(.//w:r) and not(.//w:sectPr)][following-sibling::*[1][self::w:sectPr]]")
    return last[0] if last else body.add_p(), filled


def _own() -> dict[str, bytes]:
    files = (path for path in sorted(_OWN.rglob("*")) if path.is_file())
    return {path.relative_to(_OWN).as_posix(): path.read_bytes() for path in files}


def _repacked(parts: dict[str, bytes]) -> bytes:
    from zipfile import ZIP_DEFLATED, ZipInfo

    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name), content, ZIP_DEFLATED)  # an info of its own has no date of today
    return buffer.getvalue()


def _parts(template: Template) -> dict[str, bytes]:
    """The parts of a user's template, as those of a document."""
    if template.content.startswith(_OLD):
        raise template.refused("is of Word before 2007, or locked with a password")
    try:
        with ZipFile(BytesIO(template.content)) as package:
            if sum(info.file_size for info in package.infolist()) > _MOST:
                raise template.refused(f"unpacks to more than {_MOST // 1_000_000} MB")
            parts = {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise template.refused("is no Word file, or a damaged one") from None
    types = parts.get(_TYPES, b"")
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise template.refused("holds macros, which a report must not carry to those who read it")
    if not any(_MAIN % kind in types for kind in (b"document", b"template")):
        raise template.refused("holds no Word document")
    return parts | {_TYPES: types.replace(_MAIN % b"template", _MAIN % b"document")}


def tone_style(tone: Tone) -> str:
    """The name of the style that text of a tone has; none where it is as the text around it."""
    named = {Tone.PLAIN: "", Tone.QUIET: "iotclass Quiet", Tone.STRONG: "Strong", Tone.CODE: "iotclass Code"}
    return named[tone] if tone in named else f"iotclass {_title(tone)}"


def box_style(tone: Tone) -> str:
    """The name of the style of a paragraph with a tone."""
    return f"iotclass Box {_title(tone)}"


def _title(tone: Tone) -> str:
    if tone not in COLOURS:
        return tone.value
    return f"Class {tone.name}" if len(tone.value) == 1 else f"Verdict {tone.value}"


def styled(document: Document) -> dict[str, str]:
    """The ids of the document's styles by name (small letters); it gets those of ours that it lacks."""
    from docx.oxml.ns import qn

    theirs = document.styles.element
    ids = {_name(style): style.get(qn("w:styleId"), "") for style in theirs.findall(qn("w:style"))}
    own = {str(style.get(qn("w:styleId"))): style for style in _own_styles()}
    lacking = {id_: style for id_, style in own.items() if _name(style) not in ids}
    taken = set(ids.values())
    ids |= {_name(style): _free(id_, taken) for id_, style in lacking.items()}
    for style in map(deepcopy, lacking.values()):
        style.set(qn("w:styleId"), ids[_name(style)])
        style.attrib.pop(qn("w:default"), None)
        for tag in ("w:basedOn", "w:next"):
            for other in style.findall(qn(tag)):
                other.set(qn("w:val"), ids[_name(own[str(other.get(qn("w:val")))])])
        for list_ in style.iter(qn("w:numId")):
            list_.set(qn("w:val"), _bullets(document, ids[_name(style)]))
        theirs.append(style)
    return ids


def _name(style: BaseOxmlElement) -> str:
    from docx.oxml.ns import qn

    found = style.find(qn("w:name"))
    return "" if found is None else str(found.get(qn("w:val"))).lower()


def _free(id_: str, taken: set[str]) -> str:
    while id_ in taken:
        id_ += "i"
    return id_


def _own_styles() -> list[BaseOxmlElement]:
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    written = parse_xml((_OWN / "word" / "styles.xml").read_bytes()).findall(qn("w:style"))
    return [*written, *parse_xml(f"<w:styles {_SPACE}>{''.join(_made())}</w:styles>")]


def _made() -> Iterator[str]:
    """The styles that follow from the palette, and those of statements below each other."""
    for tone, colour in COLOURS.items():
        fill, ink = colour.fill.removeprefix("#"), colour.ink.removeprefix("#")
        look = f'<w:b/><w:bCs/><w:color w:val="{ink}"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        yield _style("character", tone_style(tone), f"<w:rPr>{look}</w:rPr>")
    for tone, colour in _BOXES.items():
        fill, ink = colour.fill.removeprefix("#"), colour.ink.removeprefix("#")
        edge = fill if ink == "ffffff" else ink
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="{wide}" w:space="{space}" w:color="{colour_}"/>'
            for side, wide, space, colour_ in (
                ("top", 4, 5, fill),
                ("left", 36, 8, edge),
                ("bottom", 4, 5, fill),
                ("right", 4, 8, fill),
            )
        )
        look = (
            f'<w:pPr><w:pBdr>{sides}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
            '<w:spacing w:before="200" w:after="240"/><w:ind w:left="227" w:right="170"/></w:pPr>'
            f'<w:rPr><w:color w:val="{ink}"/></w:rPr>'
        )
        yield _style("paragraph", box_style(tone), f'<w:basedOn w:val="Normal"/>{look}')
    for depth in range(1, DEEPEST + 1):
        guide = '<w:left w:val="single" w:sz="6" w:space="6" w:color="BFC7D1"/>'
        look = (
            f'<w:pPr><w:keepLines/><w:pBdr>{guide}</w:pBdr><w:spacing w:after="0"/>'
            f'<w:ind w:left="{depth * 340 - 200}"/></w:pPr>'
        )
        yield _style("paragraph", f"iotclass Tree {depth}", f'<w:basedOn w:val="Normal"/>{look}')


def _style(kind: str, name: str, look: str) -> str:
    id_ = name.replace(" ", "")
    head = f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
    return f"{head}{look}</w:style>"


def _bullets(document: Document, style: str) -> str:
    """The number of a list with bullets: ours, added to the template's."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml
    from docx.parts.numbering import NumberingPart

    ours = parse_xml((_OWN / "word" / "numbering.xml").read_bytes())
    part = document.part
    try:
        theirs = part.numbering_part.element
    except NotImplementedError:
        theirs = parse_xml(f"<w:numbering {_SPACE}/>")
        name = part.package.next_partname("/word/numbering%d.xml")
        made = NumberingPart(name, _LISTS, theirs, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    kinds, lists = theirs.findall(qn("w:abstractNum")), theirs.findall(qn("w:num"))
    kind = 1 + max((int(one.get(qn("w:abstractNumId"), 0)) for one in kinds), default=0)
    number = 1 + max((int(one.get(qn("w:numId"), 0)) for one in lists), default=0)
    look, used = list(ours)
    look.set(qn("w:abstractNumId"), str(kind))
    used.set(qn("w:numId"), str(number))
    for linked in look.iter(qn("w:pStyle")):
        linked.set(qn("w:val"), style)
    used[0].set(qn("w:val"), str(kind))
    if kinds:
        kinds[-1].addnext(look)
    else:
        theirs.insert(0, look)
    (lists[-1] if lists else look).addnext(used)
    return str(number)
