"""Word documents as tests read them: what they show, in which styles, and whether they hold together."""

from __future__ import annotations

import posixpath
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from lxml import etree  # type: ignore[import-untyped]  # not marked as typed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def shown(element: etree._Element) -> str:
    """What a paragraph shows, line ends and tabs too."""
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    marked = [f"{W}t", *marks]
    inside = (one for one in element.iter(*marked) if one.getparent().tag == f"{W}r")
    return "".join(marks.get(one.tag, one.text or "") for one in inside)


def lines(document: Document) -> list[tuple[str, str]]:
    """The style and the text of every paragraph, in tables too; those that show nothing left out."""
    names = {style.style_id: str(style.name) for style in document.styles}
    found = []
    for one in document.element.body.iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        if shown(one):
            found.append(("" if style is None else names[style.get(f"{W}val")], shown(one)))
    return found


def prove(content: bytes) -> None:
    """Every part has a type and is well-formed, every relation leads somewhere, every id is one thing's."""
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types = etree.fromstring(parts["[Content_Types].xml"])
    overrides = {one.get("PartName") for one in types if one.get("PartName")}
    extensions = {one.get("Extension") for one in types if one.get("Extension")}
    assert overrides <= {f"/{name}" for name in parts}
    for name, part in parts.items():
        assert f"/{name}" in overrides or name.rpartition(".")[2] in extensions or name.startswith("[")
        if name.endswith((".xml", ".rels", ".svg")):
            etree.fromstring(part)
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    known = {one.get("Id"): one.get("Target") for one in relations if one.get("TargetMode") != "External"}
    assert {posixpath.normpath(f"word/{target}") for target in known.values()} <= set(parts)
    root = etree.fromstring(parts["word/document.xml"])
    used = {value for one in root.iter() for name, value in one.attrib.items() if name.startswith(R)}
    assert used <= {one.get("Id") for one in relations}
    drawn = [one.get("id") for one in root.iter() if one.tag.endswith("}docPr")]
    assert len(drawn) == len(set(drawn)) == 1
    for cell in root.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
