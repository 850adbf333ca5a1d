"""What a Word document says of itself: its properties and its language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from iotclass.core.report import Report
from iotclass.write.plain import plain

if TYPE_CHECKING:
    from docx.document import Document

_NEVER = "2000-01-01"
"""The date of a document whose model has none."""
_LONGEST = 255
"""How long a property may be."""


def describe(document: Document, report: Report) -> None:
    """The document's properties, and its language where a style does not say another."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    title = plain(report.title).replace("\n", " ")
    known = document.core_properties
    known.title = title[:_LONGEST]
    known.subject = plain(report.subtitle)[:_LONGEST]
    known.author = known.last_modified_by = plain(report.author)[:_LONGEST]
    known.keywords = plain(", ".join(report.keywords))[:_LONGEST]
    known.language = tag(report.language)
    known.created = known.modified = _moment(report.date)
    known.revision = 1
    for tongue in document.styles.element.xpath("./w:docDefaults//w:lang | ./w:style[@w:default]//w:lang"):
        tongue.set(qn("w:val"), known.language)
    edges = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
    for relation in document.part.rels.values():
        if relation.reltype in edges and not relation.is_external:
            for text in relation.target_part.element.xpath(".//w:fldSimple[@w:instr=' TITLE ']//w:t"):
                text.text = title


def tag(code: str) -> str:
    """A language as Word knows it, with the country that it is most at home in."""
    from babel.core import get_global

    language, *rest = code.replace("_", "-").split("-")
    if rest or language == "en":
        return "-".join((language, *rest)) if rest else "en-GB"
    likely = get_global("likely_subtags").get(language, language).split("_")
    return f"{language}-{likely[-1]}" if len(likely) > 1 else language


def _moment(date: str) -> datetime:
    try:
        return datetime.fromisoformat(date or _NEVER)
    except ValueError:
        return datetime.fromisoformat(_NEVER)
